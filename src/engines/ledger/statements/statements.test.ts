import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { inTransaction, registerTexts, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry } from '../entries/entries';
import type { DraftLine } from '../entries/rules';
import { ledgerModule } from '../manifest';
import { cellsOfFile, makeBook, makeDraft, noCommitments, sealAll } from '../testing';
import { listStatements, publishStatement, showPublished } from './publish';
import { exportStatement, showStatement } from './statement';

let database: TestDatabase;
beforeAll(async () => {
  registerTexts({ ledger: ledgerModule(noCommitments).texts });
  database = await openTestDatabase();
});
afterAll(() => database.close());

const chair = testUser(['ledger.book.read', 'ledger.period.approve']);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = chair) =>
  inTransaction(database.seed({ user }), work);
const move = (debit: string, credit: string, fen: bigint): DraftLine[] => [
  { account: debit, debit: fen },
  { account: credit, credit: fen },
];
let bookId: string;
const post = (on: string, lines: DraftLine[], kind: 'ordinary' | 'opening' = 'ordinary') =>
  act((ctx) => postEntry(ctx, makeDraft(bookId, { on, lines, kind })));
const show = (on: string, span: 'month' | 'year' = 'month') =>
  act((ctx) => showStatement(ctx, { params: { id: bookId }, query: { on, span }, body: undefined }));
const publish = (on: string, user = chair) =>
  act((ctx) => publishStatement(ctx, { params: { id: bookId }, query: {}, body: { on, span: 'month' } }), user);
const line = (lines: readonly { key: string; first: bigint | null; second: bigint | null }[], key: string) => {
  const found = lines.find((one) => one.key === key);
  return [found?.first, found?.second];
};

beforeEach(async () => {
  bookId = await act(async (ctx) => (await makeBook(ctx)).id);
  await post('2024-01-01', move('102', '312', 1_000n), 'opening');
  await post('2024-04-30', move('102', '401', 300n));
  await post('2024-05-02', move('102', '401', 200n));
  await post('2024-05-31', move('50102', '101', 50n));
});

describe('statements of a book', () => {
  test('give 年初数 with what the book began with, and the month beside the year so far', async () => {
    const shown = await show('2024-05-31');
    expect(line(shown.assets, '102')).toEqual([1_000n, 1_500n]);
    expect(line(shown.claims, '312')).toEqual([1_000n, 1_000n]);
    expect(line(shown.claims, 'uncarried')).toEqual([0n, 450n]);
    expect(line(shown.result, '401')).toEqual([200n, 500n]);
    expect(line(shown.result, 'difference')).toEqual([150n, 450n]);
    expect(shown.difference).toEqual({ first: 0n, second: 0n });
    expect(shown.forms).toEqual({ position: '会工01表', result: '会工02表' });
    const [part] = shown.assets.find(({ key }) => key === '102')!.accounts;
    expect(part).toMatchObject({ code: '102', first: 1_000n, second: 1_500n });
  });

  test('are those of any day, by month or by year', async () => {
    expect(line((await show('2024-05-30')).result, 'difference')).toEqual([200n, 500n]);
    expect(line((await show('2024-04-30')).result, 'difference')).toEqual([300n, 300n]);
    const year = await show('2024-12-31', 'year');
    expect(line(year.result, 'difference')).toEqual([0n, 450n]);
    expect(year.ranges.first).toEqual({ from: '2023-01-01', to: '2023-12-31' });
  });

  test('leave as files with all lines, once every entry has its number', async () => {
    const file = (form: 'position' | 'result') =>
      act((ctx) =>
        exportStatement(ctx, {
          params: { id: bookId },
          query: { on: '2024-05-31', span: 'month', form },
          body: undefined,
        }),
      );
    await expect(file('result')).rejects.toMatchObject({ code: 'ledger.sealing_waits' });
    await sealAll(database.kysely);
    const result = await cellsOfFile(await file('result'));
    expect(result).toContainEqual(['　会费收入', '2', '2', '5']);
    expect(result.at(-1)![0]).toContain('工会主席');
    const position = await cellsOfFile(await file('position'));
    expect(position.find((row) => row[0] === '银行存款')!.slice(0, 4)).toEqual(['银行存款', '3', '10', '15']);
    const totals = position.at(-2)!;
    expect([totals[0], totals[3], totals[4], totals[7]]).toEqual(['资产总计', '14.5', '负债和净资产总计', '14.5']);
  });
});

describe('a published statement', () => {
  test('waits for numbers, is published once for the same figures, and stays as it was', async () => {
    await expect(publish('2024-05-31')).rejects.toMatchObject({ code: 'ledger.sealing_waits' });
    await sealAll(database.kysely);
    await expect(publish('2024-06-19')).rejects.toMatchObject({ code: 'ledger.day_in_future' });
    await expect(publish('2023-12-31')).rejects.toMatchObject({ code: 'ledger.day_before_book' });
    const { id } = await publish('2024-05-31');
    await expect(publish('2024-05-31')).rejects.toMatchObject({ code: 'ledger.statement_stands' });
    const told = () => act((ctx) => showPublished(ctx, { params: { id }, query: {}, body: undefined }));
    expect(await told()).toMatchObject({ version: 1, isIntact: true, differences: [], chainPosition: 4 });
    await post('2024-05-20', move('50102', '102', 7n));
    const later = await told();
    expect(line(later.assets, '102')).toEqual([1_000n, 1_500n]);
    expect(later.isIntact).toBe(true);
    expect(later.differences.find(({ key, column }) => key === '102' && column === 'second')).toMatchObject({
      ...{ then: 1_500n, now: 1_493n },
    });
    await sealAll(database.kysely);
    await publish('2024-05-31');
    const { rows } = await act((ctx) =>
      listStatements(ctx, { params: { id: bookId }, query: { limit: 1 }, body: undefined }),
    );
    expect(rows.map((row) => row.version)).toEqual([2]);
  });

  test('is read on page by page', async () => {
    await sealAll(database.kysely);
    for (const on of ['2024-04-30', '2024-05-31', '2024-06-18']) await publish(on);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await act((ctx) =>
        listStatements(ctx, {
          params: { id: bookId },
          query: { limit: 1, ...(cursor ? { cursor } : {}) },
          body: undefined,
        }),
      );
      seen.push(...page.rows.map((row) => row.on));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen.toSorted()).toEqual(['2024-04-30', '2024-05-31', '2024-06-18']);
  });

  test('tells when somebody has changed it around the program', async () => {
    await sealAll(database.kysely);
    const { id } = await publish('2024-05-31');
    await sql`alter table ledger.statement disable trigger user`.execute(database.kysely);
    await sql`grant update on ledger.statement to current_user`.execute(database.kysely);
    await sql`update ledger.statement set figures = jsonb_set(figures, '{assets,1,second}', '"1"') where id = ${id}`.execute(
      database.kysely,
    );
    const told = await act((ctx) => showPublished(ctx, { params: { id }, query: {}, body: undefined }));
    expect(told.isIntact).toBe(false);
  });

  test('is out of reach for who does not see the book', async () => {
    await sealAll(database.kysely);
    const { id } = await publish('2024-05-31');
    const stranger = testUser([]);
    const asked = act((ctx) => showPublished(ctx, { params: { id }, query: {}, body: undefined }), stranger);
    await expect(asked).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(publish('2024-06-01', testUser(['ledger.book.read']))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});
