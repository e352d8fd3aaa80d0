import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry, reverseEntry, type DraftLine } from '#engines/ledger';
import { budgetHouse, makeBook, sealAll, wordsOfFile } from '#engines/ledger/testing';
import { financePermissions } from '../contract';
import { financeTexts } from '../texts';
import type { ReceiptRow } from './contract';
import { cancelReceipt, exportReceipts, findReceiptNames, listReceipts, listTakings } from './receipts';
import { showReceipt, writeReceipt } from './receipts';

let database: TestDatabase;
let bookId: string;
const cashier = testUser([...financePermissions]);
const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser = cashier) =>
  inTransaction(database.seed({ user, house: budgetHouse(database.house), clock: standingClock('2024-06-18') }), work);
beforeAll(async () => {
  database = await openTestDatabase();
  registerTexts({ finance: financeTexts });
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(async () => {
  bookId = (await run((ctx) => makeBook(ctx))).id;
});

const intoBank = (amount: bigint): DraftLine[] => [
  { account: '102', debit: amount },
  { account: '401', credit: amount },
];
const take = async (lines = intoBank(100_00n), words = '收会费') =>
  (await run((ctx) => postEntry(ctx, { bookId, on: '2024-06-10', words, source: 'test.case:1', lines }))).id;
const write = (entryId: string, amount = 100_00n, user = cashier) =>
  run(
    (ctx) =>
      writeReceipt(ctx, { params: {}, query: {}, body: { entryId, payer: '制盐车间', words: '六月会费', amount } }),
    user,
  );
const cancel = (id: string, user = cashier) =>
  run((ctx) => cancelReceipt(ctx, { params: { id }, query: {}, body: { reason: '交款人写错' } }), user);
const list = (query: object = {}, user = cashier) =>
  run((ctx) => listReceipts(ctx, { query: { bookId, limit: 50, ...query } }), user);
const numbersOfBook = async () => {
  const { rows } = await database.pool.query('select number from finance.receipt where book_id = $1 order by number', [
    bookId,
  ]);
  return (rows as { number: number }[]).map(({ number }) => number);
};

describe('a receipt', () => {
  test('is written for an entry that takes in money, with its number and the amount in words', async () => {
    const entryId = await take([
      { account: '101', debit: 1_680_32n },
      { account: '401', credit: 1_680_32n },
    ]);
    const receipt = await write(entryId, 1_680_32n);
    expect(receipt).toMatchObject({
      ...{ number: 1, payer: '制盐车间', on: '2024-06-18', way: 'cash', state: 'valid', isBaseless: false },
      ...{ amountInWords: '人民币壹仟陆佰捌拾元叁角贰分', entry: { id: entryId, month: '2024-06', number: null } },
    });
    await sealAll(database.kysely);
    expect((await run((ctx) => showReceipt(ctx, receipt.id))).entry.number).toBe(1);
    expect((await run((ctx) => findReceiptNames(ctx, [receipt.id]))).get(receipt.id)).toBe('六月会费');
  });

  test('is written for parts too, and never for more than came in, by however many at one moment', async () => {
    const entryId = await take();
    await write(entryId, 40_00n);
    await expect(write(entryId, 60_01n)).rejects.toMatchObject({
      ...{ code: 'finance.receipt_over', params: { left: '60.00', amount: '60.01' } },
    });
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => write(entryId, 20_00n)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3);
    const taking = await run((ctx) =>
      listTakings(ctx, { params: { id: bookId }, query: { limit: 9 }, body: undefined }),
    );
    expect(taking.rows).toMatchObject([{ entryId, amount: 100_00n, left: 0n }]);
  });

  test('is cancelled once, by the next number in red; then the money can be receipted again', async () => {
    const entryId = await take();
    const first = await write(entryId);
    const tries = await Promise.allSettled([cancel(first.id), cancel(first.id), cancel(first.id)]);
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(refused).toEqual(['finance.receipt_cancelled', 'finance.receipt_cancelled']);
    expect(await run((ctx) => showReceipt(ctx, first.id))).toMatchObject({
      ...{ number: 1, state: 'cancelled', cancelledBy: { number: 2 }, abilities: { cancel: false } },
    });
    const [red] = (await list({ state: 'red' })).rows;
    expect(red).toMatchObject({ number: 2, amount: -100_00n, words: '六月会费' });
    expect(await run((ctx) => showReceipt(ctx, red!.id))).toMatchObject({
      ...{ cancels: { number: 1 }, reason: '交款人写错', amountInWords: '负人民币壹佰元整' },
    });
    await expect(cancel(red!.id)).rejects.toMatchObject({ code: 'finance.receipt_red' });
    expect((await write(entryId)).number).toBe(3);
  });

  test('says so when its entry was taken back', async () => {
    const entryId = await take();
    const { id } = await write(entryId);
    await run((ctx) => reverseEntry(ctx, entryId, { reason: '记错', on: '2024-06-18' }));
    expect((await list()).rows).toMatchObject([{ id, isBaseless: true }]);
  });

  test.each<[what: string, lines: DraftLine[]]>([
    [
      'pays money out',
      [
        { account: '50102', debit: 1_00n },
        { account: '102', credit: 1_00n },
      ],
    ],
    [
      'only moves it from bank to cash',
      [
        { account: '101', debit: 1_00n },
        { account: '102', credit: 1_00n },
      ],
    ],
  ])('is refused for an entry that %s', async (_what, lines) => {
    const entryId = await take(lines);
    await expect(write(entryId, 1_00n)).rejects.toMatchObject({ code: 'finance.entry_takes_nothing' });
    const offered = await run((ctx) =>
      listTakings(ctx, { params: { id: bookId }, query: { limit: 9 }, body: undefined }),
    );
    expect(offered.rows).toEqual([]);
  });

  test('is refused for an entry that was taken back, that is not there, or is out of reach', async () => {
    const entryId = await take();
    const elsewhere = testUser([...financePermissions], '/999/');
    await expect(write(entryId, 1n, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(write(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
    const { id } = await write(entryId);
    await expect(run((ctx) => showReceipt(ctx, id), elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(cancel(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
    await cancel(id);
    await run((ctx) => reverseEntry(ctx, entryId, { reason: '记错', on: '2024-06-18' }));
    await expect(write(entryId)).rejects.toMatchObject({ code: 'finance.entry_takes_nothing' });
  });
});

test('thirty-two writers, some refused and some whose act fails afterwards, leave neither a gap nor a double', async () => {
  const entryId = await take(intoBank(20_00n));
  const fails = (ctx: Context) =>
    writeReceipt(ctx, { params: {}, query: {}, body: { entryId, payer: '甲', words: '会费', amount: 1_00n } }).then(
      () => {
        throw new Error('the line fell');
      },
    );
  const tries = await Promise.allSettled(
    Array.from({ length: 32 }, (_, i) => (i % 4 === 3 ? run(fails) : write(entryId, 1_00n))),
  );
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(20);
  expect(await numbersOfBook()).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

test('what was written is neither changed nor removed, not even by the database role', async () => {
  const { id } = await write(await take());
  for (const words of ["update finance.receipt set payer = '乙'", 'delete from finance.receipt'])
    await expect(database.pool.query(`${words} where id = '${id}'`)).rejects.toThrow('append-only');
});

test('the list is read page after page and leaves as a file', async () => {
  const entryId = await take(intoBank(5_00n));
  for (let i = 0; i < 5; i += 1) await write(entryId, 1_00n);
  const found: number[] = [];
  let cursor: string | undefined;
  do {
    const page: { rows: ReceiptRow[]; nextCursor: string | null } = await list({ limit: 2, cursor });
    found.push(...page.rows.map((row) => row.number));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(found).toEqual([5, 4, 3, 2, 1]);
  expect((await list({ from: '2024-06-19' })).rows).toEqual([]);
  const file = await run((ctx) => exportReceipts(ctx, { params: {}, query: { bookId }, body: undefined }));
  expect(await wordsOfFile(file)).toContain('制盐车间');
});
