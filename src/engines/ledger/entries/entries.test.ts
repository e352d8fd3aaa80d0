import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { netBalances } from '../balances/store';
import { accountByCode } from '../books/books';
import { partiesOf } from '../parties/store-parties';
import { proveLedger } from '../sealing/proof';
import { sealEntries } from '../sealing/sealer';
import { makeBook, makeDraft, sealAll } from '../testing';
import { postEntries, postEntry, reverseEntry } from './entries';
import type { DraftLine, EntryDraft } from './rules';

let database: TestDatabase;
let bookId: string;
beforeAll(async () => {
  database = await openTestDatabase();
  bookId = await act(async (ctx) => (await makeBook(ctx)).id);
});
afterAll(() => database.close());

const act = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(database.seed(), work);
const post = (change: Partial<EntryDraft> = {}) => act((ctx) => postEntry(ctx, makeDraft(bookId, change)));
const count = async (table: string) =>
  Number((await sql<{ n: bigint }>`select count(*) as n from ${sql.table(table)}`.execute(database.kysely)).rows[0]!.n);

const line = (account: string, fen: bigint): DraftLine =>
  fen > 0n ? { account, debit: fen } : { account, credit: -fen };

describe('an entry that can not stand is refused, and nothing of it is kept', () => {
  test.each<[what: string, change: Partial<EntryDraft>, code: string]>([
    ['unbalanced by one fen', { lines: [line('102', 100n), line('401', -99n)] }, 'ledger.entry_unbalanced'],
    ['one line', { lines: [line('102', 100n)] }, 'ledger.entry_lines'],
    ['201 lines', { lines: Array.from({ length: 201 }, () => line('102', 1n)) }, 'ledger.entry_lines'],
    ['an amount below zero', { lines: [{ account: '102', debit: -1n }, line('401', 1n)] }, 'ledger.amount_impossible'],
    ['10^15 fen', { lines: [line('102', 10n ** 15n), line('401', -(10n ** 15n))] }, 'ledger.amount_impossible'],
    [
      'both sides in a line',
      { lines: [{ account: '102', debit: 1n, credit: 1n }, line('401', -1n)] },
      'ledger.amount_impossible',
    ],
    ['no side in a line', { lines: [{ account: '102' }, line('401', -1n)] }, 'ledger.amount_impossible'],
    ['a day that has not come', { on: '2024-06-19' }, 'ledger.day_in_future'],
    ['a day of the year before the book', { on: '2023-12-31' }, 'ledger.day_before_book'],
    ['an account of no book', { lines: [line('999', 1n), line('401', -1n)] }, 'ledger.account_unknown'],
    ['an account that sums up others', { lines: [line('501', 1n), line('102', -1n)] }, 'ledger.account_is_summary'],
    ['no party where one belongs', { lines: [line('113', 1n), line('102', -1n)] }, 'ledger.party_missing'],
    ['a book that is not there', { bookId: '0190f5b0-0000-7000-8000-000000000000' }, 'kernel.not_found'],
  ])('%s', async (_what, change, code) => {
    const before = [await count('ledger.entry'), await count('ledger.posting'), await count('ledger.waiting')];
    await expect(post(change)).rejects.toMatchObject({ code });
    const amongOthers = [makeDraft(bookId), makeDraft(bookId, change)];
    await expect(act((ctx) => postEntries(ctx, amongOthers))).rejects.toMatchObject({ code });
    expect([await count('ledger.entry'), await count('ledger.posting'), await count('ledger.waiting')]).toEqual(before);
  });

  test('a party where none belongs, and one of another kind', async () => {
    await act(async (ctx) => {
      const person = await makePerson(ctx);
      const [partyId] = (await partiesOf(ctx, 'person', [person.id])).values();
      const [payeeId] = (await partiesOf(ctx, 'payee', ['羊口文具店'])).values();
      const draft = (account: string, id: string) =>
        makeDraft(bookId, { lines: [{ ...line(account, 1n), partyId: id }, line('401', -1n)] });
      for (const times of [1, 2]) {
        const postTimes = (one: EntryDraft) =>
          postEntries(
            ctx,
            Array.from({ length: times }, () => one),
          );
        await expect(postTimes(draft('102', partyId!))).rejects.toMatchObject({ code: 'ledger.party_not_wanted' });
        await expect(postTimes(draft('113', payeeId!))).rejects.toMatchObject({ code: 'ledger.party_unfit' });
        await postTimes(draft('113', partyId!));
      }
    });
  });
});

describe('a book or account that is closed', () => {
  const close = (table: 'book' | 'account', change: string, id: string) =>
    sql`update ${sql.table(`ledger.${table}`)} set ${sql.raw(change)} where id = ${id}`.execute(database.kysely);

  test('takes no entry, but takes back what it has', async () => {
    const closed = await act(async (ctx) => (await makeBook(ctx)).id);
    const { id } = await act((ctx) => postEntry(ctx, makeDraft(closed)));
    const dues = await act((ctx) => accountByCode(ctx, closed, '401'));
    await close('account', 'is_closed = true', dues.id);
    await expect(act((ctx) => postEntry(ctx, makeDraft(closed)))).rejects.toMatchObject({
      code: 'ledger.account_closed',
      params: { account: '401' },
    });
    await close('book', "closed_on = '2024-06-17'", closed);
    const other = makeDraft(closed, { lines: [line('102', 1n), line('408', -1n)] });
    await expect(act((ctx) => postEntry(ctx, other))).rejects.toMatchObject({ code: 'ledger.book_closed' });
    await act((ctx) => reverseEntry(ctx, id, { reason: '记错了' }));
  });

  test('a second book of one kind and name is refused', async () => {
    await act(async (ctx) => {
      const { unitId, name } = await makeBook(ctx);
      await expect(makeBook(ctx, { unitId, name })).rejects.toMatchObject({ code: 'ledger.book_taken' });
      await makeBook(ctx, { unitId, name, kind: 'dues' });
    });
  });
});

describe('the same key', () => {
  test('posts once, however many come at once', async () => {
    const posted = await Promise.all(Array.from({ length: 8 }, () => post({ key: 'due:2024-06:7' })));
    expect(new Set(posted.map((entry) => entry.id)).size).toBe(1);
    expect(posted.filter((entry) => !entry.isEarlier)).toHaveLength(1);
  });

  test('with other content is refused', async () => {
    await post({ key: 'due:2024-06:8' });
    await expect(post({ key: 'due:2024-06:8', words: '别的' })).rejects.toMatchObject({ code: 'ledger.key_reused' });
  });
});

describe('a reversal', () => {
  test('takes an entry back in red, once', async () => {
    const { id } = await post({ words: '记错了' });
    const { id: reversal } = await act((ctx) => reverseEntry(ctx, id, { reason: '金额记错' }));
    const { rows } = await sql<{ side: number; amount_fen: bigint }>`
      select side, amount_fen from ledger.posting where entry_id = ${reversal} order by line`.execute(database.kysely);
    expect(rows).toEqual([
      { side: 1, amount_fen: -100_00n },
      { side: -1, amount_fen: -100_00n },
    ]);
    await expect(act((ctx) => reverseEntry(ctx, id, { reason: '再来' }))).rejects.toMatchObject({
      code: 'ledger.reversed_already',
    });
    await expect(act((ctx) => reverseEntry(ctx, reversal, { reason: '再来' }))).rejects.toMatchObject({
      code: 'ledger.reversal_stands',
    });
  });

  test('asked for by eight at once is posted once', async () => {
    const { id } = await post();
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => act((ctx) => reverseEntry(ctx, id, { reason: '重复' }))),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  test('is not earlier than its entry', async () => {
    const { id } = await post({ on: '2024-06-10' });
    const early = act((ctx) => reverseEntry(ctx, id, { reason: '早', on: '2024-06-09' }));
    await expect(early).rejects.toMatchObject({ code: 'ledger.day_before_entry' });
  });
});

describe('the database itself', () => {
  const raw = (query: ReturnType<typeof sql>) => query.execute(database.kysely);

  test('neither changes nor removes what is posted', async () => {
    for (const table of ['entry', 'posting', 'seal'])
      for (const statement of [`delete from ledger.${table}`, `truncate ledger.${table}`])
        await expect(raw(sql.raw(statement))).rejects.toThrow(/append-only|permission denied/);
    await expect(raw(sql`update ledger.posting set amount_fen = 1`)).rejects.toThrow(/append-only|permission denied/);
    await expect(raw(sql`delete from ledger.account`)).rejects.toThrow('keeps what was posted on');
  });

  test('takes no posting that comes later to an entry, nor sides that differ', async () => {
    const { id } = await post();
    const add = (first: string, second: string) => sql`
      insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen)
      select ${id}, n.line, ${bookId}, a.id, '2024-06-18', n.side, 1
      from (values (3, ${sql.raw(first)}), (4, ${sql.raw(second)})) n(line, side), ledger.account a
      where a.book_id = ${bookId} and a.code = '102'`;
    await expect(raw(add('1', '-1'))).rejects.toMatchObject({ code: 'GL003' });
    await expect(raw(add('1', '1'))).rejects.toMatchObject({ code: 'GL002' });
  });
});

describe('the sealer', () => {
  test('deals numbers without gaps by month and links that prove; balances are the same before and after', async () => {
    await act(async (ctx) => {
      for (const on of ['2024-05-31', '2024-06-01', '2024-05-02']) await postEntry(ctx, makeDraft(bookId, { on }));
    });
    const balances = () => act((ctx) => netBalances(ctx, { bookId, on: '2024-06-18' }));
    const before = await balances();
    const waiting = await count('ledger.waiting');
    expect(waiting).toBeGreaterThan(3);
    expect(await sealAll(database.kysely)).toBe(waiting);
    expect(await balances()).toEqual(before);
    const proof = await proveLedger(database.kysely);
    expect(proof).toMatchObject({
      isWhole: true,
      strays: { unbalanced: 0, homeless: 0, unaccounted: 0, misfolded: 0 },
    });
    const bank = await act((ctx) => accountByCode(ctx, bookId, '102'));
    expect(before.get(bank.id)).toBeGreaterThan(0n);
  });

  test('leaves an open transaction its place: what began earlier is sealed first', async () => {
    await sealAll(database.kysely);
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let first = '';
    const slow = act(async (ctx) => {
      first = (await postEntry(ctx, makeDraft(bookId))).id;
      await held;
    });
    for (let tries = 0; first === '' && tries < 200; tries += 1) await new Promise((r) => setTimeout(r, 10));
    const { id: second } = await post();
    expect(await sealEntries(database.kysely)).toBe(0);
    release();
    await slow;
    expect(await sealAll(database.kysely)).toBe(2);
    const { rows } = await sql<{ entry_id: string }>`
      select entry_id from ledger.seal where entry_id in (${first}, ${second}) order by position`.execute(
      database.kysely,
    );
    expect(rows.map((row) => row.entry_id)).toEqual([first, second]);
  });

  test('a changed posting, link or fold is found', async () => {
    await sealAll(database.kysely);
    const tampers = [
      sql`update ledger.posting set words = 'x' where entry_id = (select entry_id from ledger.seal order by position limit 1)`,
      sql`update ledger.seal set voucher_number = voucher_number + 1000 where position = 2`,
      sql`update ledger.day_fold set debit_fen = debit_fen + 1 where ctid = (select min(ctid) from ledger.day_fold)`,
    ];
    for (const tamper of tampers) {
      const found = await database.kysely
        .transaction()
        .execute(async (transaction) => {
          for (const table of ['posting', 'seal'])
            await sql`alter table ${sql.table(`ledger.${table}`)} disable trigger user`.execute(transaction);
          await sql`grant update on ledger.posting, ledger.seal to current_user`.execute(transaction);
          await tamper.execute(transaction);
          const proof = await proveLedger(transaction);
          throw Object.assign(new Error('back'), { proof });
        })
        .catch((error: { proof?: { isWhole: boolean } }) => {
          if (error.proof === undefined) throw error;
          return error.proof;
        });
      expect(found.isWhole).toBe(false);
    }
    expect((await proveLedger(database.kysely)).isWhole).toBe(true);
  });
});
