import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type RecordSource, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { partyBalances } from '../balances/store';
import { accountByCode } from '../books/books';
import { makeBook, makeDraft, sealAll } from '../testing';
import { postEntry } from './entries';
import { exportEntries, listEntries } from './journal';
import { postOpening } from './opening';
import { showEntry } from './present';
import type { EntryDraft } from './rules';
import { openingSource } from './sources';
import { takeBack } from './take-back';

let database: TestDatabase;
let bookId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  bookId = await act(async (ctx) => (await makeBook(ctx)).id);
});

const keeper = testUser(['ledger.book.read', 'ledger.book.write', 'roster.person.read', 'roster.unit.read']);
const sources: RecordSource[] = [
  openingSource,
  {
    prefix: 'test.run',
    isTakenBackThere: true,
    find: async (_ctx, ids) => new Map(ids.map((id) => [id, { title: `第${id}批`, to: `/runs/${id}` }])),
  },
];
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser = keeper) => {
  const seed = database.seed({ user });
  const recordSources = new Map(sources.map((one) => [one.prefix as string, one]));
  return inTransaction({ ...seed, house: { ...seed.house, recordSources } }, work);
};
const post = (change: Partial<EntryDraft> = {}) =>
  act(async (ctx) => (await postEntry(ctx, makeDraft(bookId, change))).id);
const show = (id: string, user = keeper) =>
  act((ctx) => showEntry(ctx, { params: { id }, query: {}, body: undefined }), user);
const reverse = (id: string, on = '2024-06-18') =>
  act((ctx) => takeBack(ctx, { params: { id }, query: {}, body: { reason: '金额记错', on } }));
type Asked = Parameters<typeof listEntries>[1]['query'];
const list = (query: Partial<Asked> = {}) =>
  act((ctx) => listEntries(ctx, { params: { id: bookId }, query: { limit: 50, sort: '-day', ...query } }));

describe('the journal', () => {
  test('is read by day in both directions and by number, page after page, the waiting ones at the end of their month', async () => {
    const made: string[] = [];
    for (const on of ['2024-05-31', '2024-06-02', '2024-05-01']) made.push(await post({ on }));
    await sealAll(database.kysely);
    made.push(await post({ on: '2024-05-15' }));
    const [a, b, c, waits] = made;
    const whole = async (sort: Asked['sort']) => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit: 1, ...(cursor && { cursor }) });
        ids.push(...page.rows.map((row) => row.id));
        cursor = page.nextCursor;
      } while (cursor !== null);
      return ids;
    };
    expect(await whole('day')).toEqual([c, waits, a, b]);
    expect(await whole('-day')).toEqual([b, a, waits, c]);
    expect(await whole('number')).toEqual([a, c, waits, b]);
    expect(await whole('-number')).toEqual([b, waits, c, a]);
    const { rows, waiting } = await list({ from: '2024-05-02', to: '2024-05-31', sort: 'number' });
    expect([rows.map((row) => [row.id, row.voucherNumber]), waiting]).toEqual([
      [
        [a, 1],
        [waits, null],
      ],
      1,
    ]);
    expect(rows[0]!.lines.map(({ code, debit, credit }) => [code, debit, credit])).toEqual([
      ['102', 100_00n, null],
      ['401', null, 100_00n],
    ]);
  });

  test('leaves as a file only when every entry within the days has its number', async () => {
    await post({ on: '2024-05-31' });
    const file = () =>
      act((ctx) => exportEntries(ctx, { params: { id: bookId }, query: { sort: 'number' }, body: undefined }));
    await expect(file()).rejects.toMatchObject({ code: 'ledger.sealing_waits', params: { count: 1 } });
    await sealAll(database.kysely);
    expect((await file()).bytes.length).toBeGreaterThan(1000);
  });

  test('a cursor that somebody made up reads as the beginning', async () => {
    await post();
    const made = Buffer.from(JSON.stringify(['2024-13-99', bookId])).toString('base64url');
    for (const sort of ['day', 'number'] as const) expect((await list({ sort, cursor: made })).rows).toHaveLength(1);
  });
});

describe('an entry', () => {
  test('opens to its source by what the source itself says, and to nothing where nobody knows it', async () => {
    expect((await show(await post({ source: 'test.run:7' }))).source).toEqual({
      ...{ text: 'test.run:7', title: '第7批', to: '/runs/7' },
    });
    expect((await show(await post())).source).toEqual({ text: 'test.case:1', title: null, to: null });
  });

  test('is taken back in red, both ways named, with its links of the chain', async () => {
    const id = await post();
    const { id: reversal } = await reverse(id);
    await sealAll(database.kysely);
    const [before, after] = [await show(id), await show(reversal)];
    expect([before.reversedBy?.id, after.reverses?.id]).toEqual([reversal, id]);
    expect(after.lines.map((line) => [line.debit, line.credit])).toEqual([
      [-100_00n, null],
      [null, -100_00n],
    ]);
    expect(after.seal!.position - before.seal!.position).toBe(1);
    expect([before.abilities.reverse, after.abilities.reverse]).toEqual([false, false]);
    await expect(reverse(id)).rejects.toMatchObject({ code: 'ledger.reversed_already' });
    await expect(reverse(reversal)).rejects.toMatchObject({ code: 'ledger.reversal_stands' });
  });

  test('that a record of another module brought about is taken back there', async () => {
    const id = await post({ source: 'test.run:8' });
    expect((await show(id)).abilities.reverse).toBe(false);
    await expect(reverse(id)).rejects.toMatchObject({ code: 'ledger.reversed_elsewhere' });
  });

  test('names a person to who may read persons there, and to nobody else', async () => {
    const { id: personId } = await act((ctx) => makePerson(ctx, { name: '卜金花' }));
    const lines = [
      { account: '113', debit: 5n, personId },
      { account: '312', credit: 5n },
    ];
    const { id } = await act((ctx) => postOpening(ctx, { params: { id: bookId }, query: {}, body: { lines } }));
    expect((await show(id)).lines[0]!.party).toMatchObject({ kind: 'person', name: '卜金花' });
    const reader = testUser(['ledger.book.read']);
    expect((await show(id, reader)).lines[0]!.party).toMatchObject({ kind: 'person', name: null });
  });
});

describe('opening balances', () => {
  const lines = [
    { account: '102', debit: 12_345_67n },
    { account: '312', credit: 12_345_67n },
  ];
  const open = (body: Parameters<typeof postOpening>[1]['body'] = { lines }) =>
    act((ctx) => postOpening(ctx, { params: { id: bookId }, query: {}, body }));

  test('are posted once as of the first day, by however many; taken back, they are posted anew', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => open()));
    const [done] = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    const refused = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    expect(refused).toEqual(['ledger.opening_stands', 'ledger.opening_stands', 'ledger.opening_stands']);
    expect(await show(done!)).toMatchObject({ on: '2024-01-01', kind: 'opening', amount: 12_345_67n });
    expect((await show(done!)).source.to).toBe(`/finance/books/${bookId}/opening`);
    await reverse(done!);
    await open();
    await expect(open()).rejects.toMatchObject({ code: 'ledger.opening_stands' });
  });

  test('name persons, units and payees where accounts ask for them, each once', async () => {
    const { id: personId } = await act((ctx) => makePerson(ctx));
    const owed = { account: '113', debit: 100n, personId };
    const due = { account: '221', credit: 100n, payee: '羊口文具店' };
    await expect(open({ lines: [owed, owed, { ...due, credit: 200n }] })).rejects.toMatchObject({
      ...{ code: 'ledger.opening_twice', params: { account: '113' } },
    });
    await expect(open({ lines: [owed, { ...due, credit: 99n }] })).rejects.toMatchObject({
      code: 'ledger.entry_unbalanced',
    });
    const unseen = testUser(['ledger.book.read', 'ledger.book.write']);
    await expect(
      act((ctx) => postOpening(ctx, { params: { id: bookId }, query: {}, body: { lines: [owed, due] } }), unseen),
    ).rejects.toMatchObject({ code: 'kernel.not_found' });
    await open({ lines: [owed, due] });
    const balances = await act(async (ctx) => {
      const { id: accountId } = await accountByCode(ctx, bookId, '221');
      return [...(await partyBalances(ctx, { accountId, on: '2024-06-18' })).values()];
    });
    expect(balances).toEqual([-100n]);
  });
});
