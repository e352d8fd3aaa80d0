import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, seedParameters } from '#kernel';
import type { Context, Parameter, SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry, reverseEntry, type DraftLine } from '#engines/ledger';
import { makeBook, wordsOfFile } from '#engines/ledger/testing';
import { rulebookModule } from '#engines/rulebook';
import { financePermissions } from '../contract';
import { financeTexts } from '../texts';
import { exportFundShare, saveWageBills, showFundShare } from './fund-share';
import { employerContribution } from './measures';
import { shareDays } from './parameters';
import { exportWageSheetRest, readWageSheet } from './wage-sheet';

let database: TestDatabase;
let book: { id: string; unitId: string; unitPath: string };
const treasurer = testUser([...financePermissions]);
const list = [...(rulebookModule.parameters ?? []), shareDays as Parameter];
const parameters = new Map(list.map((one): [string, Parameter] => [one.shape.key, one]));
const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser = treasurer) => {
  const seed = database.seed({ user, clock: standingClock('2024-06-18') });
  return inTransaction({ ...seed, house: { ...seed.house, parameters } }, work);
};
beforeAll(async () => {
  database = await openTestDatabase();
  registerTexts({ finance: financeTexts });
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(async () => {
  book = await run((ctx) => makeBook(ctx));
});

const post = (on: string, lines: DraftLine[], words = '收行政拨缴工会经费') =>
  run((ctx) => postEntry(ctx, { bookId: book.id, on, words, source: 'test.case:1', lines }));
const pay = (on: string, kept: bigint, remitted: bigint) =>
  post(on, [
    { account: '102', debit: kept + remitted },
    { account: '402', credit: kept },
    { account: '211', credit: remitted },
  ]);
const enter = (rows: { month: string; amount: bigint }[], user = treasurer) =>
  run((ctx) => saveWageBills(ctx, { params: { id: book.id }, query: {}, body: { rows, words: '工资表' } }), user);
const show = (year = 2024, user = treasurer) =>
  run((ctx) => showFundShare(ctx, { params: { id: book.id }, query: { year } }), user);

test('each month says what is due by its wage bill, what came in, by which entries, and what is missing', async () => {
  await enter([
    { month: '2024-01', amount: 10_000_00n },
    { month: '2024-02', amount: 10_000_00n },
    { month: '2024-05', amount: 10_000_00n },
  ]);
  const first = await pay('2024-02-10', 120_00n, 80_00n);
  const second = await pay('2024-03-10', 90_00n, 60_00n);
  const share = await show();
  expect(
    share.months.map(({ month, expected, received, missing, dueOn, isOverdue }) => [
      ...[month, expected, received, missing, dueOn, isOverdue],
    ]),
  ).toEqual([
    ['2024-01', 200_00n, 200_00n, 0n, '2024-02-15', false],
    ['2024-02', 200_00n, 150_00n, 50_00n, '2024-03-15', true],
    ['2024-03', null, 0n, null, '2024-04-15', false],
    ['2024-04', null, 0n, null, '2024-05-15', false],
    ['2024-05', 200_00n, 0n, 200_00n, '2024-06-15', true],
    ['2024-06', null, 0n, null, '2024-07-15', false],
  ]);
  expect(share.months[0]!.parts).toMatchObject([{ entryId: first.id, amount: 200_00n }]);
  expect(share.months[1]!.parts).toMatchObject([{ entryId: second.id, amount: 150_00n }]);
  expect(share.totals).toMatchObject({ expected: 600_00n, received: 350_00n, missing: 250_00n, overdue: 250_00n });
  const file = await run((ctx) =>
    exportFundShare(ctx, { params: { id: book.id }, query: { year: 2024 }, body: undefined }),
  );
  expect(await wordsOfFile(file)).toContain('2024-02');
});

test('the split of what came in is held against the rule, and what is not handed up yet is the account’s balance', async () => {
  await pay('2024-02-10', 120_00n, 80_00n);
  await pay('2024-03-10', 150_00n, 50_00n);
  const taken = await pay('2024-04-10', 1_00n, 1_00n);
  await run((ctx) => reverseEntry(ctx, taken.id, { reason: '重复', on: '2024-04-11' }));
  const up = [
    { account: '211', debit: 100_00n },
    { account: '102', credit: 100_00n },
  ];
  await post('2024-03-15', up, '上解');
  const share = await show();
  expect(
    share.entries.map(({ whole, remitted, remittedByRule, difference }) => [
      ...[whole, remitted, remittedByRule, difference],
    ]),
  ).toEqual([
    [200_00n, 80_00n, 80_00n, 0n],
    [200_00n, 50_00n, 80_00n, -30_00n],
  ]);
  expect(share.handedUp).toMatchObject([{ amount: 100_00n, words: '上解' }]);
  expect(share.totals).toMatchObject({ handedUp: 100_00n, toHandUp: 30_00n, ahead: 400_00n });
  expect((await show(2023)).months).toEqual([]);
});

test('what is entered later for a month counts; the same figure again is no entry', async () => {
  expect(await enter([{ month: '2024-01', amount: 1_00n }])).toEqual({ saved: 1 });
  expect(await enter([{ month: '2024-01', amount: 1_00n }])).toEqual({ saved: 0 });
  expect(await enter([{ month: '2024-01', amount: 500_00n }])).toEqual({ saved: 1 });
  expect((await show()).months[0]).toMatchObject({ wageBill: 500_00n, expected: 10_00n, words: '工资表' });
  const kept = await database.pool.query('select from finance.wage_bill where book_id = $1', [book.id]);
  expect(kept.rows).toHaveLength(2);
});

test('a month ahead, a month named twice, a book without these accounts and one out of reach are refused', async () => {
  const one = (month: string) => ({ month, amount: 1n });
  await expect(enter([one('2024-07')])).rejects.toMatchObject({ code: 'finance.wage_month_ahead' });
  await expect(enter([one('2024-05'), one('2024-05')])).rejects.toMatchObject({ code: 'finance.wage_month_twice' });
  const elsewhere = testUser([...financePermissions], '/999/');
  await expect(enter([one('2024-05')], elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
  await expect(show(2024, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
  book = await run((ctx) => makeBook(ctx, { kind: 'dues' }));
  await expect(show()).rejects.toMatchObject({ code: 'finance.share_book_unfit' });
});

test('the measure is what came in within the window, each entry behind it', async () => {
  const early = await pay('2024-02-10', 120_00n, 80_00n);
  await pay('2024-05-10', 60_00n, 40_00n);
  const question = { tag: `commitment:${newId()}`, unitPath: book.unitPath, asOf: '2024-06-18' } as const;
  const ask = (from: string, to: string) =>
    run((ctx) => employerContribution.answer(ctx, [{ ...question, window: { from, to } }]));
  const [whole] = await ask('2024-01-01', '2024-12-31');
  expect(whole).toMatchObject({ value: '30000', unit: 'fen', countedDays: ['2024-02-10', '2024-05-10'] });
  const [part] = await ask('2024-01-01', '2024-03-31');
  expect(part!.rows).toMatchObject([{ id: early.id, amount: '20000', href: `/finance/entries/${early.id}` }]);
});

const csv = (...rows: string[][]) => Buffer.from(rows.map((row) => row.join(',')).join('\n'));
const asked = (body: Buffer, id = book.id) => ({ params: { id }, query: { name: '工资.csv' }, body });

test('a sheet is judged row by row, nothing is kept; what stands is saved as what is typed, the rest goes back with reasons', async () => {
  const body = csv(
    ['海晏盐场2024年工资表', '', ''],
    ['年度', '月份', '工资总额（元）'],
    ...[
      ['2024', '1月', '"15,900,000.00"'],
      ['', '2024-02', '0'],
      ['2024', '7', '1'],
      ['2024', '3', '1'],
    ],
    ...[
      ['2024', '2024年3月', '2'],
      ['', '四月', '5'],
      ['2024', '4', ''],
      ['2024', '5', '-1'],
      ['2024', '6', '1.005'],
    ],
    ...[
      ['2023', '12', '9999999999999'],
      ['合计', '', '15900000'],
    ],
  );
  const seen = await run((ctx) => readWageSheet(ctx, asked(body)));
  const reasons = [
    ...['2024-07 还没到', '2024-03 在表里不止一行，只留一行', '2024-03 在表里不止一行，只留一行'],
    ...['月份看不懂，请写成 2024-01 这样', '没有金额', '金额是负数', '金额不是数字，或者不到一分', '金额大得不合理'],
  ];
  expect(seen).toMatchObject({ good: 2, bad: 8 });
  expect(seen.rows.map(({ reason }) => reason)).toEqual([null, null, ...reasons]);
  expect(seen.rows[5]).toMatchObject({ number: 8, said: '四月 5', month: null });
  expect((await show()).months.every(({ wageBill }) => wageBill === null)).toBe(true);

  const rest = await run((ctx) => exportWageSheetRest(ctx, asked(body)));
  expect(rest.name).toBe('工资_未读入的行.xlsx');
  const words = await wordsOfFile(rest);
  expect(reasons.filter((reason) => !words.includes(reason))).toEqual([]);
  expect(words).not.toContain('15,900,000');

  const good = seen.rows.flatMap(({ month, amount, reason }) =>
    reason === null ? [{ month: month!, amount: amount! }] : [],
  );
  expect(await enter(good)).toEqual({ saved: 2 });
  expect((await show()).months[0]).toMatchObject({ wageBill: 15_900_000_00n });
});

test('of a sheet as many months are read as are saved at once; the others go back', async () => {
  const months = Array.from({ length: 121 }, (_, i) => [String(2000 + Math.floor(i / 12)), String((i % 12) + 1), '1']);
  const seen = await run((ctx) => readWageSheet(ctx, asked(csv(['年度', '月份', '金额'], ...months))));
  expect([seen.good, seen.bad, seen.rows.at(-1)!.reason]).toEqual([120, 1, '一次最多 120 个月，请分两次']);
});

test('a sheet without months or amounts, for a book out of reach or without these accounts is refused', async () => {
  const body = csv(['月份', '工资总额'], ['2024-01', '1']);
  const read = (bytes: Buffer, user = treasurer) => run((ctx) => readWageSheet(ctx, asked(bytes)), user);
  await expect(read(csv(['姓名', '工资总额'], ['张三', '1']))).rejects.toMatchObject({
    code: 'finance.wage_sheet_no_heading',
  });
  await expect(read(csv(['月份', '工资总额']))).rejects.toMatchObject({ code: 'finance.wage_sheet_no_heading' });
  await expect(read(body, testUser([...financePermissions], '/999/'))).rejects.toMatchObject({
    code: 'kernel.not_found',
  });
  book = await run((ctx) => makeBook(ctx, { kind: 'dues' }));
  await expect(read(body)).rejects.toMatchObject({ code: 'finance.share_book_unfit' });
});
