import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type Measure } from '#kernel';
import { tagOf, type MeasureQuestion } from '#kernel/contract';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { postEntry, reverseEntry } from '../entries/entries';
import type { DraftLine } from '../entries/rules';
import { budgetHouse, makeBook, makeBudget, makeDraft, sealAll, type TestLine } from '../testing';
import { budgetLinesKept, spentOnPromise } from './measures';

let database: TestDatabase;
const run = <R>(act: (ctx: Context) => Promise<R>) =>
  inTransaction(database.seed({ house: budgetHouse(database.house), clock: standingClock('2024-06-18') }), act);
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const year = { from: '2024-01-01', to: '2024-12-31' };
const ask = async (measure: Measure, ...questions: (Partial<MeasureQuestion> & { id: string })[]) =>
  run((ctx) =>
    measure.answer(
      ctx,
      questions.map(({ id, ...rest }) => ({
        ...{ tag: tagOf('commitment', id), window: year, unitPath: '/', asOf: '2024-06-18' },
        ...rest,
      })),
    ),
  );

/** A book whose one budget line is there for a promise. */
async function promised(line: TestLine) {
  const promise = newId();
  return run(async (ctx) => {
    const book = await makeBook(ctx);
    const { lineIds } = await makeBudget(ctx, book.id, [{ accounts: ['501'], ...line, commitmentIds: [promise] }]);
    return { promise, book, lineId: lineIds[0]! };
  });
}

const about: TestLine = { target: { kind: 'band', about: 30_000_00n, tolerance: 10 }, onBreach: 'warn' };

function spend(bookId: string, amount: bigint, { on = '2024-06-10', ...line }: Partial<DraftLine> & { on?: string }) {
  const lines = [
    { account: '50102', debit: amount, ...line },
    { account: '102', credit: amount },
  ];
  return run((ctx) => postEntry(ctx, makeDraft(bookId, { on, words: '购电视机', lines })));
}

describe('what was spent on a promise', () => {
  test('is what its budget lines spent and what names it, each posting once, sealed or not', async () => {
    const { promise, book, lineId } = await promised(about);
    const first = await spend(book.id, 100_00n, { budgetLineId: lineId });
    await sealAll(database.seed().house.database);
    await spend(book.id, 20_00n, { commitmentId: promise });
    await spend(book.id, 3_00n, { budgetLineId: lineId, commitmentId: promise });
    await spend(book.id, 7_00n, {});
    const [figure] = await ask(spentOnPromise, { id: promise });
    expect([figure!.value, figure!.rows.map((row) => row.amount)]).toEqual(['12300', ['10000', '2000', '300']]);
    expect(figure!.rows[0]).toMatchObject({ title: '购电视机', isCounted: true, href: `/finance/entries/${first.id}` });
  });

  test('is less what was taken back', async () => {
    const { promise, book, lineId } = await promised(about);
    const { id } = await spend(book.id, 100_00n, { budgetLineId: lineId });
    await spend(book.id, 40_00n, { budgetLineId: lineId });
    await run((ctx) => reverseEntry(ctx, id, { reason: '记错', on: '2024-06-11' }));
    const [figure] = await ask(spentOnPromise, { id: promise });
    expect([figure!.value, figure!.rows.map((row) => row.amount)]).toEqual(['4000', ['10000', '4000', '-10000']]);
  });

  test('serves the promise that the posting itself names, not the one of its line', async () => {
    const { promise, book, lineId } = await promised(about);
    const other = newId();
    await spend(book.id, 50_00n, { budgetLineId: lineId, commitmentId: other });
    const figures = await ask(spentOnPromise, { id: promise }, { id: other });
    expect(figures.map((figure) => figure.value)).toEqual(['0', '5000']);
  });

  test('counts the days of the promise, and shows what was spent before and after them', async () => {
    const { promise, book } = await promised(about);
    const march = { from: '2024-03-01', to: '2024-03-31' };
    for (const [day, fen] of [
      ['2024-02-29', 1n],
      ['2024-03-01', 10n],
      ['2024-03-31', 100n],
      ['2024-04-01', 1000n],
    ] as const)
      await spend(book.id, fen, { on: day, commitmentId: promise });
    const [figure] = await ask(spentOnPromise, { id: promise, window: march });
    expect([figure!.value, figure!.countedDays]).toEqual(['110', ['2024-03-01', '2024-03-31']]);
    expect(figure!.rows.map(({ amount, reason }) => [amount, reason])).toEqual([
      ['1', 'ledger.rows.spent_before'],
      ['10', null],
      ['100', null],
      ['1000', 'ledger.rows.spent_after'],
    ]);
  });

  test('knows nothing of later days than is asked for, nor of books elsewhere', async () => {
    const { promise, book } = await promised(about);
    await spend(book.id, 10n, { on: '2024-05-01', commitmentId: promise });
    await spend(book.id, 100n, { on: '2024-06-01', commitmentId: promise });
    const figures = await ask(
      spentOnPromise,
      { id: promise, asOf: '2024-05-31' },
      { id: promise, unitPath: '/9999/' },
      { id: promise, tag: 'theme:歌颂盐场' },
    );
    expect(figures.map((figure) => figure.value)).toEqual(['10', '0', '0']);
  });

  test('is of expenses alone: money that comes in for it lowers nothing', async () => {
    const { promise, book } = await promised(about);
    const lines = [
      { account: '102', debit: 5_00n },
      { account: '401', credit: 5_00n, commitmentId: promise },
    ];
    await run((ctx) => postEntry(ctx, makeDraft(book.id, { lines })));
    const [figure] = await ask(spentOnPromise, { id: promise });
    expect([figure!.value, figure!.rows]).toEqual(['0', []]);
  });
});

describe('how the budget lines of a promise stand', () => {
  test.each([
    ['26,900 of 3万元左右', 26_900_00n, '0', 'line_below'],
    ['31,000 of 3万元左右', 31_000_00n, '1', 'line_kept'],
    ['34,000 of 3万元左右', 34_000_00n, '0', 'line_above'],
  ])('%s', async (_name, amount, value, reason) => {
    const { promise, book, lineId } = await promised(about);
    await spend(book.id, amount, { budgetLineId: lineId });
    const [figure] = await ask(budgetLinesKept, { id: promise });
    expect([figure!.value, figure!.of, figure!.rows[0]!.reason]).toEqual([value, '1', `ledger.rows.${reason}`]);
  });

  test('is nothing where no line is there for it', async () => {
    const [figure] = await ask(budgetLinesKept, { id: newId() });
    expect([figure!.value, figure!.of, figure!.rows]).toEqual(['0', '0', []]);
  });
});
