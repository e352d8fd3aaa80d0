import { afterAll, beforeAll, expect, test } from 'vitest';
import { inTransaction, registerTexts, type Context, type SignedInUser } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makeUnit } from '#engines/roster/testing';
import { postEntry } from '../entries/entries';
import { ledgerModule } from '../manifest';
import { makeBook, makeDraft, noCommitments, sealAll, wordsOfFile } from '../testing';
import { exportPublicStatement, listPublicStatements, showPublicStatement } from './public';
import { publishStatement } from './publish';

let database: TestDatabase;
beforeAll(async () => {
  registerTexts({ kernel: kernelModule.texts, ledger: ledgerModule(noCommitments).texts });
  database = await openTestDatabase();
});
afterAll(() => database.close());

const chair = testUser(['ledger.book.read', 'ledger.period.approve']);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = chair) =>
  inTransaction(database.seed({ user }), work);
const workerOf = (path: string) => testUser(['ledger.statement.read'], path);
const show = (id: string, user: SignedInUser) => act((ctx) => showPublicStatement(ctx, { params: { id } }), user);
const list = (user: SignedInUser, query: { limit: number; cursor?: string } = { limit: 50 }) =>
  act((ctx) => listPublicStatements(ctx, { params: {}, query, body: undefined }), user);

async function makeGround() {
  const works = await act((ctx) => makeUnit(ctx));
  const [area, other] = await act(async (ctx) => [
    await makeUnit(ctx, { parentId: works.id }),
    await makeUnit(ctx, { parentId: works.id }),
  ]);
  const ofWorks = await act((ctx) => makeBook(ctx, { unitId: works.id }));
  const ofArea = await act((ctx) => makeBook(ctx, { unitId: area!.id, kind: 'dues' }));
  const post = (bookId: string) => act((ctx) => postEntry(ctx, makeDraft(bookId, { on: '2024-05-20' })));
  const publish = (bookId: string, on: string) =>
    act((ctx) => publishStatement(ctx, { params: { id: bookId }, query: {}, body: { on, span: 'month' } }));
  await post(ofWorks.id);
  await post(ofArea.id);
  await sealAll(database.kysely);
  return { works, area: area!, other: other!, ofWorks, ofArea, post, publish };
}

test('a published statement is read by the own unit and by those below it, with its figures as they were kept', async () => {
  const { works, area, other, ofWorks, ofArea, post, publish } = await makeGround();
  const above = await publish(ofWorks.id, '2024-05-31');
  const own = await publish(ofArea.id, '2024-04-30');
  await publish(ofArea.id, '2024-05-31');
  expect((await list(workerOf(area.path))).rows.map(({ book, on }) => [book.id, on])).toEqual([
    [ofArea.id, '2024-05-31'],
    [ofWorks.id, '2024-05-31'],
    [ofArea.id, '2024-04-30'],
  ]);
  expect((await list(workerOf(other.path))).rows.map(({ id }) => id)).toEqual([above.id]);
  expect((await list(workerOf(works.path))).rows.map(({ id }) => id)).toEqual([above.id]);
  await post(ofWorks.id);
  const shown = await show(above.id, workerOf(area.path));
  expect(shown.result.find(({ key }) => key === '401')).toMatchObject({ first: 100_00n, second: 100_00n });
  expect(shown).toMatchObject({ version: 1, isIntact: true, replacedBy: null, on: '2024-05-31' });
  expect(shown.assets.every((line) => !('accounts' in line))).toBe(true);
  for (const user of [workerOf(other.path), workerOf(works.path), testUser([], area.path)])
    await expect(show(own.id, user)).rejects.toMatchObject({ code: 'kernel.not_found' });
});

test('somebody with a role on a unit and on one above it reads what both have published', async () => {
  const { works, area, ofWorks, ofArea, publish } = await makeGround();
  await publish(ofWorks.id, '2024-05-31');
  await publish(ofArea.id, '2024-05-31');
  const both = { ...workerOf(works.path) };
  const user = { ...both, grants: [...both.grants, ...workerOf(area.path).grants] };
  expect((await list(user)).rows).toHaveLength(2);
});

test('an older version names the one that has replaced it, on the page and in the file, and is read page by page', async () => {
  const { area, ofArea, post, publish } = await makeGround();
  const worker = workerOf(area.path);
  const first = await publish(ofArea.id, '2024-05-31');
  await post(ofArea.id);
  await sealAll(database.kysely);
  const second = await publish(ofArea.id, '2024-05-31');
  await post(ofArea.id);
  await sealAll(database.kysely);
  const third = await publish(ofArea.id, '2024-05-31');
  const seen: (string | null)[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(worker, { limit: 1, ...(cursor ? { cursor } : {}) });
    seen.push(...page.rows.map(({ id, replacedBy }) => (id === third.id ? null : replacedBy!.id)));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual([null, third.id, third.id]);
  expect((await show(second.id, worker)).result.find(({ key }) => key === '401')!.first).toBe(200_00n);
  const file = (id: string, form: 'position' | 'result') =>
    act((ctx) => exportPublicStatement(ctx, { params: { id }, query: { form }, body: undefined }), worker);
  const old = await wordsOfFile(await file(first.id, 'result'));
  expect(old).toContain('第1版');
  expect(old).toContain('已由第3版替代');
  expect(old).toContain('"digits":"100"');
  const latest = await wordsOfFile(await file(third.id, 'position'));
  expect(latest).toContain('第3版');
  expect(latest).not.toContain('替代');
});
