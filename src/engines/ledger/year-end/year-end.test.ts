import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { netBalances } from '../balances/store';
import { accountByCode, getBook } from '../books/books';
import { postEntry } from '../entries/entries';
import type { DraftLine } from '../entries/rules';
import { partiesOf } from '../parties/store-parties';
import { askToReopen, closePeriod, decideReopening } from '../periods/periods';
import { proveLedger } from '../sealing/proof';
import { figuresOf } from '../statements/figures';
import { ledgerModule } from '../manifest';
import { makeBook, makeDraft, sealAll } from '../testing';
import { showYearEnd } from './present';
import { yearEndSource } from './sources';
import { askToReopenYear, decideYearEnd, decideYearReopening, proposeYearEnd } from './year-end';

let database: TestDatabase;
beforeAll(async () => {
  registerTexts({ ledger: ledgerModule.texts });
  database = await openTestDatabase();
});
afterAll(() => database.close());

const permissions = ['ledger.book.read', 'ledger.year.write', 'ledger.period.write', 'ledger.period.approve'];
const treasurer = testUser(permissions);
const chair = testUser(permissions);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = treasurer) =>
  inTransaction(database.seed({ user }), work);
const move = (debit: string, credit: string, fen: bigint): DraftLine[] => [
  { account: debit, debit: fen },
  { account: credit, credit: fen },
];

let bookId: string;
const post = (on: string, lines: DraftLine[]) => act((ctx) => postEntry(ctx, makeDraft(bookId, { on, lines })));
const closeMonths = async (year: number, last = 12) => {
  await sealAll(database.kysely);
  for (let month = 1; month <= last; month += 1)
    await act((ctx) => closePeriod(ctx, bookId, `${year}-${String(month).padStart(2, '0')}-01`));
};
const propose = (year = 2023, targets: { account: string; to: string }[] = [], user = treasurer) =>
  act((ctx) => proposeYearEnd(ctx, { params: { id: bookId }, query: {}, body: { year, targets } }), user);
const decide = (id: string, isGranted = true, user = chair) =>
  act((ctx) => decideYearEnd(ctx, { params: { id }, query: {}, body: { isGranted, reason: '' } }), user);
const ask = (id: string, user = treasurer) =>
  act((ctx) => askToReopenYear(ctx, { params: { id }, query: {}, body: { reason: '漏记一笔补助' } }), user);
const decideOnYear = (id: string, isGranted = true, user = chair) =>
  act((ctx) => decideYearReopening(ctx, { params: { id }, query: {}, body: { isGranted } }), user);
const show = (year?: number, user = treasurer) =>
  act((ctx) => showYearEnd(ctx, { params: { id: bookId }, query: { year }, body: undefined }), user);
const balanceOf = async (code: string, on: string) => {
  const { id } = await act((ctx) => accountByCode(ctx, bookId, code));
  return (await act((ctx) => netBalances(ctx, { bookId, on, accountIds: [id] }))).get(id) ?? 0n;
};

beforeEach(async () => {
  bookId = await act(async (ctx) => (await makeBook(ctx, { openedOn: '2023-01-01' })).id);
  await post('2023-03-08', move('102', '401', 900_00n));
  await post('2023-05-01', move('102', '403', 300_00n));
  await post('2023-09-30', move('50301', '102', 250_00n));
});

describe("the year's end", () => {
  test('is proposed by one and carried by another; the next year goes on from there', async () => {
    await closeMonths(2023);
    const id = (await propose()).id;
    expect(await balanceOf('401', '2023-12-31')).toBe(-900_00n);
    await expect(decide(id, true, treasurer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await decide(id);
    for (const code of ['401', '403', '50301']) expect(await balanceOf(code, '2023-12-31')).toBe(0n);
    expect(await balanceOf('312', '2023-12-31')).toBe(-950_00n);
    expect(await balanceOf('102', '2024-06-18')).toBe(950_00n);
    await sealAll(database.kysely);
    const { history, rows, abilities } = await show(2023);
    expect(history.map((end) => [end.state, end.entries.length])).toEqual([['closed', 2]]);
    expect(rows.map((row) => [row.code, row.amount, row.to.code])).toEqual([
      ['401', 900_00n, '312'],
      ['403', 300_00n, '312'],
      ['50301', 250_00n, '312'],
    ]);
    expect(abilities.propose).toBe(false);
    expect((await proveLedger(database.kysely)).isWhole).toBe(true);
    const found = await act((ctx) => yearEndSource.find(ctx, [id, 'nonsense']));
    expect([...found.values()].map(({ to }) => to)).toEqual([`/finance/books/${bookId}/year-end?year=2023`]);
  });

  test('leaves income and spending of the year as they were in its statement', async () => {
    const book = await act((ctx) => getBook(ctx, bookId));
    const result = async () => (await act((ctx) => figuresOf(ctx, book, '2023-12-31', 'year'))).result;
    const before = await result();
    await closeMonths(2023);
    await decide((await propose()).id);
    expect(await result()).toEqual(before);
    expect(before.find((line) => line.key === 'difference')!.second).toBe(950_00n);
    const { claims } = await act((ctx) => figuresOf(ctx, book, '2023-12-31', 'year'));
    expect(claims.find((line) => line.key === 'uncarried')!.second).toBe(0n);
  });

  test('takes accounts elsewhere than their chart says, but to net assets alone', async () => {
    await closeMonths(2023);
    await expect(propose(2023, [{ account: '403', to: '102' }])).rejects.toMatchObject({
      code: 'ledger.year_target',
      params: { account: '403', to: '102' },
    });
    await decide((await propose(2023, [{ account: '403', to: '311' }])).id);
    expect(await balanceOf('311', '2023-12-31')).toBe(-300_00n);
    expect(await balanceOf('312', '2023-12-31')).toBe(-650_00n);
  });

  test('empties every party of an account that is the sum of theirs', async () => {
    await sql`update ledger.account set party = 'person' where book_id = ${bookId} and code = '408'`.execute(
      database.kysely,
    );
    const people = await act(async (ctx) => [await makePerson(ctx), await makePerson(ctx)]);
    const parties = await act((ctx) =>
      partiesOf(
        ctx,
        'person',
        people.map((person) => person.id),
      ),
    );
    for (const partyId of parties.values())
      await post('2023-06-01', [
        { account: '102', debit: 5n },
        { account: '408', credit: 5n, partyId },
      ]);
    await closeMonths(2023);
    await decide((await propose()).id);
    expect(await balanceOf('408', '2023-12-31')).toBe(0n);
    expect(await balanceOf('312', '2023-12-31')).toBe(-950_10n);
  });
});

describe("the year's end is refused", () => {
  test('while a month is open, entries wait or the year is not over', async () => {
    await closeMonths(2023, 11);
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.year_month_open', params: { month: '2023-12' } });
    await expect(propose(2024)).rejects.toMatchObject({ code: 'ledger.year_not_over' });
    expect((await show(2023)).fault).toContain('2023-12');
    expect((await show()).year).toBe(2023);
  });

  test('twice, and of a later year first', async () => {
    await closeMonths(2023);
    const id = (await propose()).id;
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.year_stands', params: { year: 2023 } });
    await decide(id, false);
    await expect(decide(id)).rejects.toMatchObject({ code: 'ledger.year_not_asked' });
    const again = (await propose()).id;
    await Promise.allSettled([decide(again), decide(again), decide(again)]);
    expect((await show(2023)).history.map((end) => [end.state, end.entries.length])).toEqual([
      ['closed', 2],
      ['declined', 0],
    ]);
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.year_stands' });
  });

  test('when the balances are not those that were proposed', async () => {
    await closeMonths(2023);
    const { id } = await propose();
    await act((ctx) => askToReopen(ctx, bookId, '2023-12-01', '补记'), treasurer);
    await act((ctx) => decideReopening(ctx, bookId, '2023-12-01', true), chair);
    await expect(decide(id)).rejects.toMatchObject({ code: 'ledger.year_month_open', params: { month: '2023-12' } });
    await post('2023-12-20', move('102', '401', 1n));
    await sealAll(database.kysely);
    await act((ctx) => closePeriod(ctx, bookId, '2023-12-01'));
    await expect(decide(id)).rejects.toMatchObject({ code: 'ledger.year_changed', params: { year: 2023 } });
    await decide(id, false);
    await decide((await propose()).id);
    expect(await balanceOf('312', '2023-12-31')).toBe(-950_01n);
  });

  test('of a later year before the one before it', async () => {
    await post('2024-01-15', move('102', '401', 10n));
    await closeMonths(2023);
    await sql`insert into ledger.year_end (id, book_id, year, state, targets, fingerprint, proposed_by, proposed_at, decided_by)
      values (gen_random_uuid(), ${bookId}, 2024, 'closed', '{}', '', ${chair.accountId}, now(), ${chair.accountId})`.execute(
      database.kysely,
    );
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.year_later_closed', params: { year: 2024 } });
  });

  test('while something of the year before stands', async () => {
    const older = await act(async (ctx) => (await makeBook(ctx, { openedOn: '2022-12-01' })).id);
    bookId = older;
    await post('2022-12-05', move('102', '401', 10n));
    await sealAll(database.kysely);
    await act((ctx) => closePeriod(ctx, bookId, '2022-12-01'));
    await closeMonths(2023);
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.year_before_open', params: { year: 2022 } });
    await decide((await propose(2022)).id);
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.sealing_waits' });
    await sealAll(database.kysely);
    await decide((await propose()).id);
    expect(await balanceOf('312', '2023-12-31')).toBe(-10n);
  });
});

describe('a year that is closed', () => {
  test('keeps its months closed, and is opened again by two people in red', async () => {
    await closeMonths(2023);
    const { id } = await propose();
    await decide(id);
    await expect(act((ctx) => askToReopen(ctx, bookId, '2023-05-01', '漏记'))).rejects.toMatchObject({
      code: 'ledger.year_closed',
      params: { year: 2023 },
    });
    await expect(post('2023-12-31', move('102', '401', 1n))).rejects.toMatchObject({ code: 'ledger.period_closed' });
    await expect(decideOnYear(id)).rejects.toMatchObject({ code: 'ledger.year_not_asked' });
    await ask(id);
    await expect(decideOnYear(id, true, treasurer)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await decideOnYear(id, false);
    await ask(id);
    await decideOnYear(id);
    expect(await balanceOf('401', '2023-12-31')).toBe(-900_00n);
    expect(await balanceOf('312', '2023-12-31')).toBe(0n);
    await expect(post('2023-12-31', move('102', '401', 1n))).rejects.toMatchObject({ code: 'ledger.period_closed' });
    await sealAll(database.kysely);
    await decide((await propose()).id);
    expect(await balanceOf('312', '2023-12-31')).toBe(-950_00n);
    await sealAll(database.kysely);
    const states = (await show(2023)).history.map((end) => [end.state, end.entries.map((entry) => entry.isReversed)]);
    expect(states).toEqual([
      ['closed', [false, false]],
      ['reopened', [true, true]],
    ]);
  });

  test('is out of reach for who does not see the book', async () => {
    await closeMonths(2023);
    const { id } = await propose();
    const stranger = testUser([]);
    await expect(decide(id, true, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(show(2023, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await act((ctx) => yearEndSource.find(ctx, [id]), stranger)).size).toBe(0);
  });
});
