import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry } from '../entries/entries';
import { makeBook, makeDraft } from '../testing';
import { addAccount, renameAccount, renameBook, setAccountClosed } from './keep-chart';
import { listBooks } from './overview';
import { showBook } from './present';
import { accountsOf } from './store';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const keeper = testUser(['ledger.book.read', 'ledger.book.write']);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = keeper) =>
  inTransaction(database.seed({ user }), work);
const newBook = () => act(async (ctx) => (await makeBook(ctx)).id);
const empty = { isContra: false, party: null, money: null };
const add = (id: string, code: string, change: object = {}) =>
  act((ctx) => addAccount(ctx, { params: { id }, query: {}, body: { code, name: '新科目', ...empty, ...change } }));
const show = (id: string, on?: string) =>
  act((ctx) => showBook(ctx, { params: { id }, query: on === undefined ? {} : { on }, body: undefined }));
const accountOf = async (bookId: string, code: string) =>
  (await act((ctx) => accountsOf(ctx, [bookId]))).find((account) => account.code === code)!;

describe('the chart of a book', () => {
  test('takes a new account below another one, which sums up from then on', async () => {
    const id = await newBook();
    await add(id, '10201', { name: '基本户', money: 'bank' });
    await add(id, '10202', { name: '专户', money: 'bank' });
    await act((ctx) =>
      postEntry(
        ctx,
        makeDraft(id, {
          lines: [
            { account: '10201', debit: 700n },
            { account: '401', credit: 700n },
          ],
        }),
      ),
    );
    const { accounts, balance, bank } = await show(id);
    const nets = new Map(accounts.map((account) => [account.code, [account.net, account.level, account.isSummary]]));
    expect(nets.get('102')).toEqual([700n, 0, true]);
    expect(nets.get('10201')).toEqual([700n, 1, false]);
    expect([balance, bank]).toEqual([700n, 700n]);
    await expect(act((ctx) => postEntry(ctx, makeDraft(id)))).rejects.toMatchObject({
      code: 'ledger.account_is_summary',
    });
  });

  test.each([
    ['a code that it has', '102', { element: 'asset' }, 'ledger.account_taken'],
    ['no element', '199', {}, 'ledger.account_element'],
    ['income carried nowhere', '499', { element: 'income' }, 'ledger.account_carries'],
  ])('refuses %s', async (_what, code, change, fault) => {
    const id = await newBook();
    await expect(add(id, code, change)).rejects.toMatchObject({ code: fault });
  });

  test('splits no account that was posted to, not even by somebody who is posting just then', async () => {
    const id = await newBook();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let hasPosted = false;
    const slow = act(async (ctx) => {
      await postEntry(ctx, makeDraft(id));
      hasPosted = true;
      await held;
    });
    for (let tries = 0; !hasPosted && tries < 300; tries += 1) await new Promise((r) => setTimeout(r, 10));
    const adding = add(id, '10201').catch((error: { code: string }) => error.code);
    await new Promise((r) => setTimeout(r, 100));
    release();
    await slow;
    expect(await adding).toBe('ledger.account_has_postings');
  });

  test('who posts to an account that begins to sum up at the same moment is refused', async () => {
    const id = await newBook();
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let hasAdded = false;
    const slow = act(async (ctx) => {
      await addAccount(ctx, { params: { id }, query: {}, body: { code: '10201', name: '基本户', ...empty } });
      hasAdded = true;
      await held;
    });
    for (let tries = 0; !hasAdded && tries < 300; tries += 1) await new Promise((r) => setTimeout(r, 10));
    const posting = act((ctx) => postEntry(ctx, makeDraft(id))).catch((error: { code: string }) => error.code);
    await new Promise((r) => setTimeout(r, 100));
    release();
    await slow;
    expect(await posting).toBe('ledger.account_is_summary');
  });

  test('closes an account that is settled, and opens it again; one with a balance stays open', async () => {
    const id = await newBook();
    await act((ctx) => postEntry(ctx, makeDraft(id)));
    const set = async (code: string, isClosed: boolean) => {
      const { id: accountId, version } = await accountOf(id, code);
      return act((ctx) => setAccountClosed(ctx, { params: { id: accountId }, query: {}, body: { isClosed, version } }));
    };
    await expect(set('102', true)).rejects.toMatchObject({ code: 'ledger.account_not_settled' });
    await expect(set('501', true)).rejects.toMatchObject({ code: 'ledger.account_is_summary' });
    await set('408', true);
    const draft = makeDraft(id, {
      lines: [
        { account: '102', debit: 1n },
        { account: '408', credit: 1n },
      ],
    });
    await expect(act((ctx) => postEntry(ctx, draft))).rejects.toMatchObject({ code: 'ledger.account_closed' });
    await set('408', false);
    await act((ctx) => postEntry(ctx, draft));
  });

  test('who saw an older version changes nothing', async () => {
    const id = await newBook();
    const { id: accountId } = await accountOf(id, '102');
    const rename = (version: number) =>
      act((ctx) => renameAccount(ctx, { params: { id: accountId }, query: {}, body: { name: '工行存款', version } }));
    await rename(1);
    await expect(rename(1)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    const renameTo = (name: string) =>
      act((ctx) => renameBook(ctx, { params: { id }, query: {}, body: { name, version: 1 } }));
    await renameTo('新名');
    await expect(renameTo('再改')).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
  });
});

describe('the overview', () => {
  test('shows a fund as of any day, cut by the tree, page after page', async () => {
    const [unitPath, ids] = await act(async (ctx) => {
      const first = await makeBook(ctx);
      const second = await makeBook(ctx, { unitId: first.unitId, kind: 'dues' });
      for (const on of ['2024-04-30', '2024-05-31', '2024-06-18']) await postEntry(ctx, makeDraft(second.id, { on }));
      return [first.unitPath, [first.id, second.id]] as const;
    });
    const user = testUser(['ledger.book.read'], unitPath);
    const list = (query: object) => act((ctx) => listBooks(ctx, { limit: 1, on: '2024-05-31', ...query }), user);
    const page = await list({});
    expect(page.rows.map((row) => row.id)).toEqual([ids[0]]);
    const { rows, nextCursor } = await list({ cursor: page.nextCursor });
    expect(nextCursor).toBeNull();
    expect(rows[0]).toMatchObject({
      ...{ id: ids[1], year: { in: 200_00n, out: 0n }, month: { in: 100_00n, out: 0n } },
      ...{ balance: 200_00n, bank: 200_00n, cash: 0n, waiting: 3 },
    });
    const stranger = testUser(['ledger.book.read'], '/nowhere/');
    expect((await act((ctx) => listBooks(ctx, { limit: 50 }), stranger)).rows).toEqual([]);
    await expect(
      act((ctx) => showBook(ctx, { params: { id: ids[0] }, query: {}, body: undefined }), stranger),
    ).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('names what a chart began as, also of an edition that is gone', async () => {
    const id = await newBook();
    expect((await show(id)).chart).toMatchObject({ edition: 'union-2021', source: '财会〔2021〕7号' });
    await sql`update ledger.book set chart = 'old' where id = ${id}`.execute(database.kysely);
    expect((await show(id)).chart).toEqual({ edition: 'old', name: 'old', source: '' });
  });
});
