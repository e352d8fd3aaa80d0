import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry } from '../entries/entries';
import { budgetHouse, makeBook, makeBudget, makeDraft, noCommitments, wordsOfFile, type TestLine } from '../testing';
import { exportBudget, showBudget, showBudgetVersion } from './board';
import { exportBudgets, foundBudget, listBudgetBooks, listBudgets } from './budgets';
import type { CommitmentFinder } from './commitments';
import { budgetPermissions, type DraftBudgetLine } from './contract';
import { decideBudget, dropBudgetDraft, getBudgetDraft, proposeBudget, saveBudgetDraft } from './drafts';
import { checkBudgetAmount, listBudgetPostings, releaseBudgetReservation, showBudgetLine } from './lines';
import { reserveBudget } from './reservations';
import { exportOutsidePostings, listOutsidePostings } from './outside';
import { decideBudgetShift, shiftBudget } from './shifts';

let database: TestDatabase;
const keeper = testUser([...budgetPermissions]);
const other = testUser([...budgetPermissions]);
const writer = testUser(['ledger.budget.read', 'ledger.budget.write']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = keeper, today = '2024-06-18') =>
  inTransaction(database.seed({ user, house: budgetHouse(database.house), clock: standingClock(today) }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters);
});
afterAll(() => database.close());

const ceiling = (yuan: number): TestLine => ({ target: { kind: 'ceiling', ceiling: BigInt(Math.round(yuan * 100)) } });
const lineOf = (name: string, yuan: number, change: Partial<DraftBudgetLine> = {}): DraftBudgetLine => ({
  ...{ name, onBreach: 'stop', accounts: ['501'], commitmentIds: [], ...ceiling(yuan), ...change },
});
type Lines = DraftBudgetLine[];

const newBook = () => run((ctx) => makeBook(ctx));
const found = (bookId: string, year = 2024, isCopied = false) =>
  run((ctx) => foundBudget(ctx, { bookId, year, isCopied }));
const save = (id: string, lines: Lines, version: number | null, reason = '', finder = noCommitments) =>
  run((ctx) => saveBudgetDraft(ctx, finder, { params: { id }, query: {}, body: { reason, lines, version } }));
const propose = (id: string, version: number) => run((ctx) => proposeBudget(ctx, id, version));
const decide = (id: string, version: number, isGranted = true, user = other) =>
  run((ctx) => decideBudget(ctx, { params: { id }, query: {}, body: { isGranted, words: '会议', version } }), user);
const board = (id: string, today?: string) => run((ctx) => showBudget(ctx, noCommitments, id), keeper, today);
const draftOf = (id: string, finder = noCommitments) => run((ctx) => getBudgetDraft(ctx, finder, id));
const make = async (...lines: TestLine[]) => {
  const book = await newBook();
  return { book, ...(await run((ctx) => makeBudget(ctx, book.id, lines))) };
};
const reserve = (lineId: string, amount: bigint) =>
  run((ctx) =>
    reserveBudget(ctx, {
      ...{ lineId, amount, source: 'test.claim:1', key: newId(), words: '球拍', expiresOn: '2024-12-31' },
    }),
  );
const spend = (bookId: string, amount: bigint, budgetLineId?: string) =>
  run((ctx) =>
    postEntry(
      ctx,
      makeDraft(bookId, {
        lines: [
          { account: '50102', debit: amount, ...(budgetLineId === undefined ? {} : { budgetLineId }) },
          { account: '102', credit: amount },
        ],
      }),
    ),
  );

describe('a budget', () => {
  test('is of one book and one year', async () => {
    const book = await newBook();
    const { id } = await found(book.id);
    await expect(found(book.id)).rejects.toMatchObject({ code: 'ledger.budget_exists' });
    await found(book.id, 2025);
    for (const year of [2023, 2027])
      await expect(found(book.id, year)).rejects.toMatchObject({ code: 'ledger.budget_year' });
    expect(await board(id)).toMatchObject({ inForce: null, open: { number: 1, state: 'draft' }, lines: [] });
    const { rows } = await run((ctx) => listBudgetBooks(ctx));
    expect(rows.find((row) => row.id === book.id)!.years).toEqual([2024, 2025]);
  });

  test('of a book elsewhere is not there, whatever is done with it', async () => {
    const { book, id, lineIds } = await make(ceiling(1000));
    const { id: reservation } = await reserve(lineIds[0]!, 1n);
    const stranger = testUser([...budgetPermissions], '/9999/');
    const acts: ((ctx: Context) => Promise<unknown>)[] = [
      (ctx) => showBudget(ctx, noCommitments, id),
      (ctx) => showBudgetLine(ctx, noCommitments, lineIds[0]!),
      (ctx) => checkBudgetAmount(ctx, lineIds[0]!, 1n),
      (ctx) => listBudgets(ctx, { limit: 10, unitId: book.unitId }),
      (ctx) => releaseBudgetReservation(ctx, reservation, '不用了'),
      (ctx) => foundBudget(ctx, { bookId: book.id, year: 2025, isCopied: false }),
    ];
    for (const act of acts) await expect(run(act, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await run((ctx) => listBudgets(ctx, { limit: 10 }), stranger)).rows).toEqual([]);
  });

  test('begins with the lines of the year before, without their promises', async () => {
    const { book } = await make(
      { ...ceiling(500), name: '文体', commitmentIds: [] },
      { target: { kind: 'floor', floor: 7000_00n } },
    );
    const { id } = await found(book.id, 2025, true);
    const { lines } = await draftOf(id);
    expect(lines.map((line) => [line.name, line.target.kind, line.spent])).toEqual([
      ['文体', 'ceiling', 0n],
      ['项目2', 'floor', 0n],
    ]);
  });
});

describe('a draft', () => {
  test('is proposed by one person and put in force by another', async () => {
    const { id } = await found((await newBook()).id);
    await expect(propose(id, 1)).rejects.toMatchObject({ code: 'ledger.budget_lines_missing' });
    expect(await save(id, [lineOf('文体', 1000)], 1)).toEqual({ number: 1, version: 2 });
    await expect(save(id, [lineOf('文体', 1000)], 1)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await expect(decide(id, 2)).rejects.toMatchObject({ code: 'ledger.budget_nothing_open' });
    await propose(id, 2);
    await expect(propose(id, 3)).rejects.toMatchObject({ code: 'ledger.budget_proposed' });
    await expect(save(id, [lineOf('文体', 9)], 3)).rejects.toMatchObject({ code: 'ledger.budget_proposed' });
    await expect(decide(id, 3, true, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(decide(id, 3, true, writer)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await board(id)).abilities).toMatchObject({ edit: false, decide: false });
    await decide(id, 3);
    const { inForce, open, lines } = await board(id);
    expect([inForce!.number, inForce!.decision, open, lines[0]!.most]).toEqual([1, '会议', null, 1000_00n]);
    await expect(propose(id, 4)).rejects.toMatchObject({ code: 'ledger.budget_nothing_open' });
  });

  test('that is handed back is written on', async () => {
    const { id } = await found((await newBook()).id);
    await save(id, [lineOf('文体', 1000)], 1);
    await propose(id, 2);
    await decide(id, 3, false);
    expect((await board(id)).open).toMatchObject({ state: 'draft', decision: '会议' });
    await save(id, [lineOf('文体', 900)], 4);
  });

  test('that is given up stays readable, and another one can begin', async () => {
    const { id } = await make(ceiling(1000));
    await save(id, [lineOf('文体', 900)], null, '压缩');
    await run((ctx) => dropBudgetDraft(ctx, id, 1));
    expect((await run((ctx) => showBudgetVersion(ctx, noCommitments, { id, number: 2 }))).state).toBe('dropped');
    expect((await save(id, [lineOf('文体', 800)], null, '再压缩')).number).toBe(3);
  });

  test.each<[what: string, lines: Lines, code: string]>([
    ['two lines of one name', [lineOf('文体', 1), lineOf('文体', 2)], 'ledger.budget_name_twice'],
    [
      'a floor above its ceiling',
      [lineOf('文体', 1, { target: { kind: 'range', floor: 101n, ceiling: 100n } })],
      'ledger.budget_upside_down',
    ],
    ['an account that the book lacks', [lineOf('文体', 1, { accounts: ['599'] })], 'ledger.budget_account_unknown'],
    ['a promise out of reach', [lineOf('文体', 1, { commitmentIds: [newId()] })], 'ledger.budget_commitment_unknown'],
    ['a line of another budget', [lineOf('文体', 1, { id: newId() })], 'ledger.budget_line_unknown'],
  ])('with %s is refused', async (_what, lines, code) => {
    const { id } = await found((await newBook()).id);
    await expect(save(id, lines, 1)).rejects.toMatchObject({ code });
  });

  test('offers the promises of the year with what they ask for', async () => {
    const { id } = await found((await newBook()).id);
    const promise = (title: string, min: bigint | null, max: bigint | null, isAbout = false) => ({
      ...{ id: newId(), title, href: `/plan/commitments/${title}`, money: { min, max, isAbout } },
    });
    const promises = [
      promise('7000元以上', 7000_00n, null),
      promise('3万元左右', 30_000_00n, 30_000_00n, true),
      promise('不超过2万元', null, 20_000_00n),
      promise('1万到2万元', 10_000_00n, 20_000_00n),
      { ...promise('没有钱', null, null), money: null },
    ];
    const finder: CommitmentFinder = {
      ofYear: async () => promises,
      named: async (_ctx, ids) => promises.filter((one) => ids.includes(one.id)),
    };
    const { commitments } = await draftOf(id, finder);
    expect(commitments.map((one) => one.target)).toEqual([
      { kind: 'floor', floor: 7000_00n },
      { kind: 'band', about: 30_000_00n, tolerance: 10 },
      { kind: 'ceiling', ceiling: 20_000_00n },
      { kind: 'range', floor: 10_000_00n, ceiling: 20_000_00n },
      null,
    ]);
    await save(id, [lineOf('救助', 1, { commitmentIds: [promises[0]!.id] })], 1, '', finder);
    const [line] = (await draftOf(id, finder)).lines;
    expect(line!.commitments).toEqual([{ id: promises[0]!.id, title: '7000元以上', href: promises[0]!.href }]);
    // Who can't read the promise keeps it all the same.
    await save(id, [lineOf('救助', 2, { id: line!.id, commitmentIds: [promises[0]!.id] })], 2);
  });
});

describe('an adjustment during the year', () => {
  const adjust = async (id: string, lines: Lines, reason = '会员增加') => {
    const { version } = await save(id, lines, null, reason);
    await propose(id, version);
    return version + 1;
  };

  test('is a version of its own with its reason; the one before stays as it was', async () => {
    const { id, lineIds, book } = await make({ ...ceiling(1000), name: '文体' });
    await spend(book.id, 400_00n, lineIds[0]);
    const bare = await save(id, [lineOf('文体', 2000, { id: lineIds[0]! })], null);
    await expect(propose(id, bare.version)).rejects.toMatchObject({ code: 'ledger.budget_reason_missing' });
    const { version } = await save(id, [lineOf('文体', 2000, { id: lineIds[0]! }), lineOf('慰问', 500)], 1, '会员增加');
    await propose(id, version);
    await decide(id, version + 1);
    const { inForce, lines } = await board(id);
    expect([inForce!.number, inForce!.reason]).toEqual([2, '会员增加']);
    expect(lines.map((line) => [line.name, line.most, line.spent])).toEqual([
      ['文体', 2000_00n, 400_00n],
      ['慰问', 500_00n, 0n],
    ]);
    const first = await run((ctx) => showBudgetVersion(ctx, noCommitments, { id, number: 1 }));
    expect([first.state, first.lines.map((line) => line.target)]).toEqual([
      'replaced',
      [{ kind: 'ceiling', ceiling: 1000_00n }],
    ]);
    const { history } = await run((ctx) => showBudgetLine(ctx, noCommitments, lineIds[0]!));
    expect(history.map(({ number, target }) => [number, target])).toEqual([
      [2, { kind: 'ceiling', ceiling: 2000_00n }],
      [1, { kind: 'ceiling', ceiling: 1000_00n }],
    ]);
    await expect(run((ctx) => showBudgetVersion(ctx, noCommitments, { id, number: 9 }))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('goes not below what is spent and reserved, and leaves out no line of which something is reserved', async () => {
    const { id, lineIds, book } = await make(ceiling(1000), ceiling(1000));
    await spend(book.id, 400_00n, lineIds[0]);
    const { id: held } = await reserve(lineIds[0]!, 100_00n);
    const less = await adjust(id, [lineOf('文体', 499.99, { id: lineIds[0]! })]);
    await expect(decide(id, less)).rejects.toMatchObject({
      code: 'ledger.budget_in_use',
      params: { line: '项目1', used: '500.00' },
    });
    await decide(id, less, false);
    const { version } = await save(id, [lineOf('别的', 1, { id: lineIds[1]! })], less + 1, '停办');
    await propose(id, version);
    await expect(decide(id, version + 1)).rejects.toMatchObject({ code: 'ledger.budget_in_use' });
    await run((ctx) => releaseBudgetReservation(ctx, held, '不买了'));
    await decide(id, version + 1);
    const { lines } = await board(id);
    expect(lines.map((line) => [line.name, line.isClosed, line.spent])).toEqual([
      ['别的', false, 0n],
      ['项目1', true, 400_00n],
    ]);
    await expect(reserve(lineIds[0]!, 1n)).rejects.toMatchObject({ code: 'ledger.budget_line_closed' });
    await expect(spend(book.id, 1n, lineIds[0])).rejects.toMatchObject({ code: 'ledger.budget_line_closed' });
  });

  test('does not undo a transfer that it has not seen', async () => {
    const { id, lineIds } = await make(ceiling(1000), ceiling(1000));
    const [a, b] = lineIds as [string, string];
    const lines = [lineOf('甲', 1000, { id: a }), lineOf('乙', 1000, { id: b })];
    const version = await adjust(id, lines);
    const shift = await run((ctx) => shiftBudget(ctx, shiftOf(id, a, b, 300_00n)));
    await run(
      (ctx) => decideBudgetShift(ctx, { params: shift, query: {}, body: { isGranted: true, words: '' } }),
      other,
    );
    await expect(decide(id, version)).rejects.toMatchObject({ code: 'ledger.budget_moved' });
    await decide(id, version, false);
    expect((await draftOf(id)).isBehind).toBe(true);
    await expect(propose(id, version + 1)).rejects.toMatchObject({ code: 'ledger.budget_moved' });
    const saved = await save(id, lines, version + 1, '看过调剂');
    await propose(id, saved.version);
    await decide(id, saved.version + 1);
  });
});

const shiftOf = (id: string, fromLineId: string, toLineId: string, amount: bigint) => ({
  ...{ params: { id }, query: {}, body: { fromLineId, toLineId, amount, reason: '乙更急' } },
});

describe('a transfer between lines', () => {
  const decideShift = (id: string, isGranted = true, user = other) =>
    run((ctx) => decideBudgetShift(ctx, { params: { id }, query: {}, body: { isGranted, words: '' } }), user);

  test('moves a part of the ceiling once another person approves', async () => {
    const { id, lineIds } = await make(ceiling(1000), { target: { kind: 'range', floor: 1n, ceiling: 500_00n } });
    const [a, b] = lineIds as [string, string];
    const shift = await run((ctx) => shiftBudget(ctx, shiftOf(id, a, b, 300_00n)));
    await expect(decideShift(shift.id, true, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
    expect((await board(id)).lines.map((line) => line.most)).toEqual([1000_00n, 500_00n]);
    await decideShift(shift.id);
    await expect(decideShift(shift.id)).rejects.toMatchObject({ code: 'ledger.budget_shift_decided' });
    const { lines, shifts } = await board(id);
    expect(lines.map((line) => line.most)).toEqual([700_00n, 800_00n]);
    expect(shifts).toMatchObject([{ state: 'approved', amount: 300_00n, from: { name: '项目1' } }]);
    const refused = await run((ctx) => shiftBudget(ctx, shiftOf(id, a, b, 1_00n)));
    await decideShift(refused.id, false);
    expect((await board(id)).lines.map((line) => line.most)).toEqual([700_00n, 800_00n]);
  });

  test('gives no more than is free when it is approved', async () => {
    const { id, lineIds } = await make(ceiling(1000), ceiling(0));
    const [a, b] = lineIds as [string, string];
    const shift = await run((ctx) => shiftBudget(ctx, shiftOf(id, a, b, 600_00n)));
    await reserve(a, 400_01n);
    await expect(decideShift(shift.id)).rejects.toMatchObject({ code: 'ledger.budget_in_use' });
    await expect(run((ctx) => shiftBudget(ctx, shiftOf(id, a, b, 600_00n)))).rejects.toMatchObject({
      code: 'ledger.budget_in_use',
    });
  });

  test('asks for two lines of the budget that have ceilings', async () => {
    const { id, lineIds } = await make(ceiling(1000), { target: { kind: 'floor', floor: 1n } });
    const [a, b] = lineIds as [string, string];
    const foreign = (await make(ceiling(5))).lineIds[0]!;
    const ask = (from: string, to: string) => run((ctx) => shiftBudget(ctx, shiftOf(id, from, to, 1n)));
    await expect(ask(a, a)).rejects.toMatchObject({ code: 'ledger.budget_same_line' });
    await expect(ask(a, b)).rejects.toMatchObject({ code: 'ledger.budget_no_ceiling' });
    await expect(ask(a, foreign)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(decideShift(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('the board', () => {
  test('adds up, tells what no line has named, and alarms of a floor at the end of the year', async () => {
    const { book, id, lineIds } = await make(ceiling(1000), { target: { kind: 'floor', floor: 7000_00n } });
    await spend(book.id, 250_00n, lineIds[0]);
    await spend(book.id, 30_00n);
    await reserve(lineIds[0]!, 100_00n);
    const june = await board(id);
    expect(june.totals).toEqual({ ceiling: 8000_00n, spent: 250_00n, reserved: 100_00n, outside: 30_00n });
    expect(june.lines.map((line) => [line.state, line.alarm, line.gap, line.free])).toEqual([
      ['within', 'none', null, 650_00n],
      ['below', 'none', 7000_00n, null],
    ]);
    expect((await board(id, '2024-11-30')).lines[1]!.alarm).toBe('soon');
    expect((await board(id, '2025-01-01')).lines[1]!.alarm).toBe('missed');
  });

  test('opens each figure to its postings, page after page', async () => {
    const { book, lineIds } = await make(ceiling(1000));
    const [lineId] = lineIds as [string];
    for (const amount of [1n, 2n, 3n, 4n, 5n]) await spend(book.id, amount, lineId);
    const seen: bigint[] = [];
    let cursor: string | undefined;
    do {
      const page = await run((ctx) => listBudgetPostings(ctx, lineId, { limit: 2, ...(cursor ? { cursor } : {}) }));
      seen.push(...page.rows.map((row) => row.amount));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([5n, 4n, 3n, 2n, 1n]);
    expect(await run((ctx) => checkBudgetAmount(ctx, lineId, 1000_00n))).toMatchObject({
      verdict: 'stop',
      excess: 15n,
    });
    const { reservations } = await run((ctx) => showBudgetLine(ctx, noCommitments, lineId));
    expect(reservations).toEqual([]);
  });

  test('leaves as a file with the same rows, and so does the list of budgets', async () => {
    const { book, id, lineIds } = await make({ ...ceiling(1000), name: '文体活动' });
    await spend(book.id, 250_00n, lineIds[0]);
    const unitId = book.unitId;
    const files = [
      await run((ctx) => exportBudget(ctx, noCommitments, id)),
      await run((ctx) => exportBudgets(ctx, { unitId, year: 2024 })),
    ];
    const texts = [await wordsOfFile(files[0]!), await wordsOfFile(files[1]!)];
    expect(texts[0]).toContain('文体活动');
    expect(texts[1]).toContain(book.name);
  });

  test('names the postings that no line of it was named for; together they are the sum on the board', async () => {
    const { book, id, lineIds } = await make({ ...ceiling(1000), name: '文体活动' });
    await spend(book.id, 250_00n, lineIds[0]);
    for (const amount of [10_00n, 20_00n, 30_00n]) await spend(book.id, amount);
    const outside: bigint[] = [];
    let cursor: string | undefined;
    do {
      const page = await run((ctx) => listOutsidePostings(ctx, id, { limit: 2, cursor }));
      outside.push(...page.rows.map((row) => row.amount));
      expect(page).toMatchObject({ sum: 60_00n, year: 2024, bookName: book.name });
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(outside.toSorted()).toEqual([10_00n, 20_00n, 30_00n]);
    expect((await board(id)).totals.outside).toBe(60_00n);
    expect(await wordsOfFile(await run((ctx) => exportOutsidePostings(ctx, id)))).toContain('50102');
  });

  test('is listed with the latest year first, page after page', async () => {
    const book = await newBook();
    for (const year of [2024, 2025, 2026]) await found(book.id, year);
    const years: number[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 2, unitId: book.unitId, ...(cursor ? { cursor } : {}) };
      const page = await run((ctx) => listBudgets(ctx, query));
      years.push(...page.rows.map((row) => row.year));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(years).toEqual([2026, 2025, 2024]);
  });
});
