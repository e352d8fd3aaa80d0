import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, readWorkbook, type Context, type FileAnswer, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { accountByCode } from '../books/books';
import { postEntries, postEntry, reverseEntry } from '../entries/entries';
import type { DraftLine } from '../entries/rules';
import { partiesOf } from '../parties/store-parties';
import { makeBook, makeDraft, sealAll } from '../testing';
import { exportPostings, listPostings, showAccount } from './account-card';
import { exportGeneralLedger, getGeneralLedger } from './general-ledger';
import { exportParties, listParties, proveParties } from './party-balances';
import { exportTrialBalance, getTrialBalance } from './trial-balance';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const reader = testUser(['ledger.book.read', 'roster.person.read']);
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = reader) =>
  inTransaction(database.seed({ user }), work);
const newBook = (change: Parameters<typeof makeBook>[1] = {}) => act(async (ctx) => (await makeBook(ctx, change)).id);
const idOf = (bookId: string, code: string) => act(async (ctx) => (await accountByCode(ctx, bookId, code)).id);
const move = (debit: string, credit: string, fen: bigint): DraftLine[] => [
  { account: debit, debit: fen },
  { account: credit, credit: fen },
];

const trial = (id: string, query: object = {}) =>
  act((ctx) =>
    getTrialBalance(ctx, { params: { id }, query: { isMovedOnly: true, depth: 'all', ...query }, body: undefined }),
  );
const card = (id: string, query: object = {}) =>
  act((ctx) => listPostings(ctx, { params: { id }, query: { limit: 50, ...query } }));
const head = (id: string, query: object = {}) =>
  act((ctx) => showAccount(ctx, { params: { id }, query, body: undefined }));

/** The cells of a file, row by row, without its title, note and heading. */
async function cellsOf({ bytes, name }: FileAnswer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const piece of (await readWorkbook(bytes, name)).rows)
    for (const { cells } of piece)
      rows.push(
        cells.map((cell) => {
          if (cell === null) return '';
          if (cell.kind === 'day') return cell.day;
          return cell.kind === 'number' ? cell.digits : cell.kind === 'truth' ? String(cell.value) : cell.text;
        }),
      );
  return rows;
}

describe('a trial balance', () => {
  test('has equal totals, sums accounts up, and closes as the next days open', async () => {
    const id = await newBook();
    await act(async (ctx) => {
      await postEntry(ctx, makeDraft(id, { on: '2024-02-10', lines: move('102', '401', 900n) }));
      await postEntry(ctx, makeDraft(id, { on: '2024-05-10', lines: move('50102', '102', 250n) }));
    });
    await sealAll(database.kysely);
    await act((ctx) => postEntry(ctx, makeDraft(id, { on: '2024-06-10', lines: move('50301', '101', 30n) })));
    const { rows, totals, waiting } = await trial(id, { from: '2024-05-01', to: '2024-06-18' });
    const told = rows.map(({ code, opening, debit, credit, closing }) => [code, opening, debit, credit, closing]);
    expect(told).toEqual([
      ['101', 0n, 0n, 30n, -30n],
      ['102', 900n, 0n, 250n, 650n],
      ['401', -900n, 0n, 0n, -900n],
      ['501', 0n, 250n, 0n, 250n],
      ['50102', 0n, 250n, 0n, 250n],
      ['503', 0n, 30n, 0n, 30n],
      ['50301', 0n, 30n, 0n, 30n],
    ]);
    expect(totals).toEqual({
      opening: { debit: 900n, credit: 900n },
      turnover: { debit: 280n, credit: 280n },
      closing: { debit: 930n, credit: 930n },
    });
    expect(waiting).toBe(1);
    expect((await trial(id, { depth: 'top' })).rows.map((row) => row.code)).toEqual([
      '101',
      '102',
      '401',
      '501',
      '503',
    ]);
    expect((await trial(id, { isMovedOnly: false })).rows.length).toBeGreaterThan(40);
    const query = { isMovedOnly: true, depth: 'all' } as const;
    const file = () => act((ctx) => exportTrialBalance(ctx, { params: { id }, query, body: undefined }));
    await expect(file()).rejects.toMatchObject({ code: 'ledger.sealing_waits' });
    await sealAll(database.kysely);
    expect((await cellsOf(await file())).at(-1)!.slice(-6)).toEqual(['0', '0', '11.8', '11.8', '9.3', '9.3']);
  });

  test('shows with what a book began as opening, also on its first day', async () => {
    const id = await newBook();
    await act(async (ctx) => {
      await postEntry(ctx, makeDraft(id, { on: '2024-01-01', kind: 'opening', lines: move('102', '312', 500n) }));
      await postEntry(ctx, makeDraft(id, { on: '2024-01-01', lines: move('102', '401', 20n) }));
    });
    const { rows } = await trial(id, { from: '2024-01-01', to: '2024-01-31' });
    expect(rows.map(({ code, opening, debit, credit, closing }) => [code, opening, debit, credit, closing])).toEqual([
      ['102', 500n, 20n, 0n, 520n],
      ['312', -500n, 0n, 0n, -500n],
      ['401', 0n, 0n, 20n, -20n],
    ]);
  });

  test('of any entries and any days, its totals are equal and its closing is what the postings say', async () => {
    const id = await newBook();
    const codes = ['101', '102', '401', '408', '50101', '50301', '312'];
    const entry = fc.record({
      day: fc.integer({ min: 0, max: 168 }),
      debit: fc.constantFrom(...codes),
      credit: fc.constantFrom(...codes),
      fen: fc.bigInt({ min: 1n, max: 10n ** 10n }),
      isReversed: fc.boolean(),
    });
    const dayOf = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    const posted: { on: string; debit: string; credit: string; fen: bigint }[] = [];
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 8 }), fc.integer({ min: 0, max: 168 }), async (entries, n) => {
        const drafts = entries.map(({ day, debit, credit, fen }) =>
          makeDraft(id, { on: dayOf(day), lines: move(debit, credit, fen) }),
        );
        await act(async (ctx) => {
          const made = await postEntries(ctx, drafts);
          for (const [i, { isReversed }] of entries.entries())
            if (isReversed) await reverseEntry(ctx, made[i]!.id, { reason: '错', on: drafts[i]!.on });
        });
        posted.push(...entries.flatMap((one) => (one.isReversed ? [] : [{ ...one, on: dayOf(one.day) }])));
        if (n % 2 === 0) await sealAll(database.kysely);
        const to = dayOf(n);
        const { rows, totals } = await trial(id, { from: dayOf(Math.floor(n / 2)), to, isMovedOnly: false });
        for (const { debit, credit } of Object.values(totals)) expect(debit).toBe(credit);
        for (const code of codes) {
          const known = posted.filter((one) => one.on <= to);
          const sum = (side: 'debit' | 'credit') =>
            known.filter((one) => one[side] === code).reduce((all, one) => all + one.fen, 0n);
          expect(rows.find((row) => row.code === code)!.closing).toBe(sum('debit') - sum('credit'));
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('an account card', () => {
  test('runs from the opening to the closing over its pages, many lines of one day included', async () => {
    const id = await newBook();
    await act(async (ctx) => {
      await postEntry(ctx, makeDraft(id, { on: '2024-01-31', lines: move('102', '401', 1000n) }));
      const days = ['2024-02-01', '2024-02-01', '2024-02-01', '2024-03-05', '2024-03-05', '2024-06-18'];
      await postEntries(
        ctx,
        days.map((on, i) => makeDraft(id, { on, lines: move('50102', '102', BigInt(10 ** i)) })),
      );
    });
    await sealAll(database.kysely);
    const accountId = await idOf(id, '102');
    const days = { from: '2024-02-01', to: '2024-06-18' };
    expect(await head(accountId, days)).toMatchObject({
      opening: 1000n,
      debit: 0n,
      credit: 111_111n,
      closing: -110_111n,
    });
    let balance = 1000n;
    let cursor: string | null = null;
    const seen: string[] = [];
    do {
      const page: Awaited<ReturnType<typeof card>> = await card(accountId, {
        ...days,
        limit: 2,
        ...(cursor && { cursor }),
      });
      for (const row of page.rows) {
        balance += (row.debit ?? 0n) - (row.credit ?? 0n);
        expect(row.balance).toBe(balance);
        seen.push(row.key);
      }
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect([seen.length, new Set(seen).size, balance]).toEqual([6, 6, -110_111n]);
    const summary = await card(await idOf(id, '501'), days);
    expect(summary.rows.map((row) => row.account.code)).toEqual(Array.from({ length: 6 }, () => '50102'));
    expect(summary.rows.at(-1)!.balance).toBe(111_111n);
    const file = await act((ctx) => exportPostings(ctx, { params: { id: accountId }, query: days, body: undefined }));
    expect((await cellsOf(file)).filter((row) => row.includes('2024-02-01'))).toHaveLength(3);
  });

  test('of one party, or of what is tagged, shows that alone with its own balances', async () => {
    const id = await newBook({ kind: 'dues' });
    const [one, other] = await act(async (ctx) => {
      const people = [(await makePerson(ctx, { name: '任海' })).id, (await makePerson(ctx)).id];
      return [...(await partiesOf(ctx, 'person', people)).values()];
    });
    const lineId = '0190f5b0-0000-7000-8000-000000000001';
    await act((ctx) =>
      postEntries(
        ctx,
        [one!, other!, one!].map((partyId, i) =>
          makeDraft(id, {
            on: `2024-0${i + 1}-15`,
            lines: [
              { account: '113', debit: 100n, partyId, ...(i === 2 ? { budgetLineId: lineId } : {}) },
              { account: '401', credit: 100n },
            ],
          }),
        ),
      ),
    );
    const accountId = await idOf(id, '113');
    expect(await head(accountId, { from: '2024-02-01', partyId: one })).toMatchObject({
      ...{ opening: 100n, debit: 100n, closing: 200n, narrowedTo: { name: '任海' } },
    });
    const own = await card(accountId, { partyId: one });
    expect(own.rows.map((row) => [row.on, row.balance])).toEqual([
      ['2024-01-15', 100n],
      ['2024-03-15', 200n],
    ]);
    expect((await card(accountId, { budgetLineId: lineId })).rows.map((row) => row.balance)).toEqual([100n]);

    const listed: { name: string | null; net: bigint }[] = [];
    let cursor: string | null = null;
    do {
      const page = await act((ctx) =>
        listParties(ctx, {
          params: { id: accountId },
          query: { limit: 1, which: 'open', ...(cursor === null ? {} : { cursor }) },
        }),
      );
      listed.push(...page.rows);
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(listed.map((row) => row.net).sort()).toEqual([100n, 200n]);
    const proof = await act((ctx) => proveParties(ctx, { params: { id: accountId }, query: {}, body: undefined }));
    expect(proof).toMatchObject({ control: 300n, sum: 300n, parties: 2 });
    const query = { which: 'all' } as const;
    const file = await act((ctx) => exportParties(ctx, { params: { id: accountId }, query, body: undefined }));
    expect((await cellsOf(file)).at(-1)!.join()).toContain('3');
  });
});

test('a general ledger runs month by month, with what has come together since January', async () => {
  const id = await newBook({ openedOn: '2023-01-01' });
  await act((ctx) =>
    postEntries(ctx, [
      makeDraft(id, { on: '2023-12-31', lines: move('102', '401', 500n) }),
      makeDraft(id, { on: '2024-02-01', lines: move('102', '401', 40n) }),
      makeDraft(id, { on: '2024-04-30', lines: move('50101', '102', 7n) }),
    ]),
  );
  const ask = (accountId?: string) =>
    act((ctx) => getGeneralLedger(ctx, { params: { id }, query: accountId ? { accountId } : {}, body: undefined }));
  const { accounts } = await ask(await idOf(id, '102'));
  expect(accounts).toHaveLength(1);
  expect(accounts[0]).toMatchObject({ opening: 500n, debit: 40n, credit: 7n, closing: 533n });
  expect(accounts[0]!.months.map((one) => [one.month, one.debit, one.credit, one.closing, one.yearDebit])).toEqual([
    ['2024-02', 40n, 0n, 540n, 40n],
    ['2024-04', 0n, 7n, 533n, 40n],
  ]);
  expect((await ask()).accounts.map((one) => one.code)).toEqual(['102', '401', '501', '50101']);
  await expect(ask('0190f5b0-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'kernel.not_found' });
  await sealAll(database.kysely);
  const file = await act((ctx) => exportGeneralLedger(ctx, { params: { id }, query: {}, body: undefined }));
  expect((await cellsOf(file)).at(-1)!).toEqual([
    '50101',
    '职工教育费',
    '2024-04',
    '0',
    '0.07',
    '0',
    '0.07',
    '0',
    '0.07',
  ]);
});
