import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { netBalances } from '../balances/store';
import { accountByCode } from '../books/books';
import { addAccount, setAccountClosed } from '../books/keep-chart';
import type { BookRecord } from '../books/store';
import { budgetState } from '../budgets/reservations';
import { postEntry, reverseEntry } from '../entries/entries';
import { closePeriod } from '../periods/periods';
import { proveLedger } from '../sealing/proof';
import { budgetHouse, makeBook, makeBudget, makeDraft, sealAll, wordsOfFile } from '../testing';
import { exportTransfers, listTransferBooks, listTransfers, showTransfer } from './listing';
import { askTransferBack, decideTransfer, proposeTransfer, withdrawTransfer } from './transfers';

let database: TestDatabase;
let funds: BookRecord;
let aid: BookRecord;
const all = ['ledger.book.read', 'ledger.transfer.write', 'ledger.transfer.approve'];
const keeper = testUser(all);
const other = testUser(all);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = keeper) =>
  inTransaction(database.seed({ user, house: budgetHouse(database.house) }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(async () => {
  [funds, aid] = await run(async (ctx) => {
    const union = await makeBook(ctx);
    return [union, await makeBook(ctx, { kind: 'mutual_aid', unitId: union.unitId })] as const;
  });
});

type Asked = Parameters<typeof proposeTransfer>[1];
const asked = (change: Partial<Asked> = {}): Asked => ({
  from: { bookId: funds.id, account: '102', purpose: null, budgetLineId: null },
  to: { bookId: aid.id, account: '102', purpose: null },
  ...{ amount: 500_00n, on: '2024-06-10', words: '暂借周转', ...change },
});
const given = (): Asked =>
  asked({
    from: { bookId: funds.id, account: '102', purpose: '50303', budgetLineId: null },
    to: { bookId: aid.id, account: '102', purpose: '403' },
    words: '补助互助基金',
  });
const propose = (change: Asked = asked(), user = keeper) => run((ctx) => proposeTransfer(ctx, change), user);
const decide = (id: string, version: number, isGranted = true, user = other) =>
  run((ctx) => decideTransfer(ctx, { params: { id }, query: {}, body: { isGranted, words: '同意', version } }), user);
const askBack = (id: string, version: number) => run((ctx) => askTransferBack(ctx, id, { reason: '转错了', version }));
const balance = async (book: BookRecord, code: string) => {
  const { id } = await run((ctx) => accountByCode(ctx, book.id, code));
  return (await run((ctx) => netBalances(ctx, { bookId: book.id, on: '2024-06-18' }))).get(id) ?? 0n;
};
const both = async () => [
  await balance(funds, '102'),
  await balance(funds, '191'),
  await balance(aid, '102'),
  await balance(aid, '191'),
];

describe('a transfer', () => {
  test('is posted in both books once another person approves; what the one has with the other stands in the clearing accounts', async () => {
    const { id } = await propose();
    expect(await both()).toEqual([0n, 0n, 0n, 0n]);
    await expect(decide(id, 1, true, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await decide(id, 1);
    expect(await both()).toEqual([-500_00n, 500_00n, 500_00n, -500_00n]);
    await expect(decide(id, 2)).rejects.toMatchObject({ code: 'ledger.transfer_state' });
    await expect(decide(id, 1)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await sealAll(database.kysely);
    const row = await run((ctx) => showTransfer(ctx, id));
    expect([row.state, row.decidedBy, row.from.voucherNumber, row.to.voucherNumber]).toEqual(['done', '测试', 1, 1]);
    expect((await proveLedger(database.kysely)).strays.unpaired).toBe(0);
  });

  test('with purposes is spent in the one and received in the other, and the books owe each other nothing', async () => {
    const { lineIds } = await run((ctx) =>
      makeBudget(ctx, funds.id, [{ target: { kind: 'ceiling', ceiling: 400_00n }, accounts: ['503'] }]),
    );
    const withLine = (amount: bigint) => ({
      ...given(),
      amount,
      from: { ...given().from, budgetLineId: lineIds[0]! },
    });
    const dear = await propose(withLine(400_01n));
    await expect(decide(dear.id, 1)).rejects.toMatchObject({ code: 'ledger.budget_exceeded' });
    const { id } = await propose(withLine(400_00n));
    await decide(id, 1);
    expect(await both()).toEqual([-400_00n, 0n, 400_00n, 0n]);
    expect([await balance(funds, '50303'), await balance(aid, '403')]).toEqual([400_00n, -400_00n]);
    expect((await run((ctx) => budgetState(ctx, lineIds))).get(lineIds[0]!)!.spent).toBe(400_00n);
    const row = await run((ctx) => showTransfer(ctx, id));
    expect([row.budgetLine!.name, row.from.purpose!.code]).toEqual(['项目1', '50303']);
  });

  test('is posted in both books or in none', async () => {
    const { id } = await propose(asked({ on: '2024-05-10' }));
    await run(async (ctx) => {
      for (const month of ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01'])
        await closePeriod(ctx, aid.id, month);
    });
    await expect(decide(id, 1)).rejects.toMatchObject({ code: 'ledger.period_closed' });
    expect(await both()).toEqual([0n, 0n, 0n, 0n]);
    await decide(id, 1, false);
    expect((await run((ctx) => showTransfer(ctx, id))).state).toBe('refused');
  });

  test('is reversed in both books by two people, and neither half by itself', async () => {
    const { id } = await propose();
    await expect(askBack(id, 1)).rejects.toMatchObject({ code: 'ledger.transfer_state' });
    await decide(id, 1);
    const { from, to } = await run((ctx) => showTransfer(ctx, id));
    for (const half of [from.entryId!, to.entryId!])
      await expect(run((ctx) => reverseEntry(ctx, half, { reason: '一半' }))).rejects.toMatchObject({
        code: 'ledger.transfer_half',
      });
    await askBack(id, 2);
    await expect(decide(id, 3, true, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await decide(id, 3, false);
    expect((await run((ctx) => showTransfer(ctx, id))).state).toBe('done');
    await askBack(id, 4);
    await decide(id, 5);
    expect(await both()).toEqual([0n, 0n, 0n, 0n]);
    const row = await run((ctx) => showTransfer(ctx, id));
    expect([row.state, row.reversal!.reason, row.from.reversalId === null]).toEqual(['reversed', '转错了', false]);
    expect((await proveLedger(database.kysely)).strays.unpaired).toBe(0);
  });

  test('approved by eight at once is posted once', async () => {
    const { id } = await propose();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => decide(id, 1)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await both()).toEqual([-500_00n, 500_00n, 500_00n, -500_00n]);
  });

  test('can be withdrawn until it is decided', async () => {
    const { id } = await propose();
    await run((ctx) => withdrawTransfer(ctx, id, 1));
    await expect(run((ctx) => withdrawTransfer(ctx, id, 2))).rejects.toMatchObject({ code: 'ledger.transfer_state' });
    await expect(decide(id, 2)).rejects.toMatchObject({ code: 'ledger.transfer_state' });
  });
});

describe('what can not be asked for', () => {
  // prettier-ignore
  test.each<[what: string, change: () => Asked, code: string]>([
    ['one book for both', () => asked({ to: { ...asked().from } }), 'ledger.transfer_same_book'],
    ['a day that has not come', () => asked({ on: '2024-06-19' }), 'ledger.day_in_future'],
    ['a day before a book', () => asked({ on: '2023-12-31' }), 'ledger.day_before_book'],
    ['from what is no money', () => asked({ from: { ...asked().from, account: '121' } }), 'ledger.transfer_account'],
    ['to an account that the book lacks', () => asked({ to: { ...asked().to, account: '999' } }), 'ledger.transfer_account'],
    ['for money', () => ({ ...given(), to: { ...given().to, purpose: '101' } }), 'ledger.transfer_account'],
    ['for the clearing account', () => ({ ...given(), to: { ...given().to, purpose: '191' } }), 'ledger.transfer_account'],
    ['for an account with parties', () => ({ ...given(), to: { ...given().to, purpose: '113' } }), 'ledger.transfer_account'],
    ['for an account with parts', () => ({ ...given(), from: { ...given().from, purpose: '503' } }), 'ledger.transfer_account'],
    ['from a book that is not there', () => asked({ from: { ...asked().from, bookId: newId() } }), 'kernel.not_found'],
    ['of a line that is not there', () => ({ ...given(), from: { ...given().from, budgetLineId: newId() } }), 'kernel.not_found'],
  ])('%s', async (_what, change, code) => expect(propose(change())).rejects.toMatchObject({ code }));

  test('of a budget line of another book, or for other accounts', async () => {
    const [own, foreign] = await run(async (ctx) => [
      await makeBudget(ctx, funds.id, [{ target: { kind: 'ceiling', ceiling: 1n }, accounts: ['501'] }]),
      await makeBudget(ctx, aid.id, [{ target: { kind: 'ceiling', ceiling: 1n } }]),
    ]);
    const ask = (budgetLineId: string) => propose({ ...given(), from: { ...given().from, budgetLineId } });
    await expect(ask(own!.lineIds[0]!)).rejects.toMatchObject({ code: 'ledger.budget_account_unfit' });
    await expect(ask(foreign!.lineIds[0]!)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('of a closed book', async () => {
    await sql`update ledger.book set closed_on = '2024-06-01' where id = ${aid.id}`.execute(database.kysely);
    await expect(propose()).rejects.toMatchObject({ code: 'ledger.book_closed' });
  });

  test('without the right on both books', async () => {
    const elsewhere = await run((ctx) => makeBook(ctx));
    const near = testUser(all, funds.unitPath);
    const across = asked({ to: { bookId: elsewhere.id, account: '102', purpose: null } });
    await expect(propose(across, near)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const { id } = await propose(across);
    await expect(decide(id, 1, true, near)).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await run((ctx) => showTransfer(ctx, id), near)).abilities).toEqual({
      ...{ withdraw: false, askBack: false, decide: false },
    });
    const far = testUser(all, '/9999/');
    await expect(run((ctx) => showTransfer(ctx, id), far)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

test('a clearing account stays as it is: it is neither closed nor divided', async () => {
  const { id, version } = await run((ctx) => accountByCode(ctx, funds.id, '191'));
  const write = testUser([...all, 'ledger.book.write']);
  const below = { code: '19101', name: '明细', isContra: false, party: null, money: null };
  const acts: ((ctx: Context) => Promise<unknown>)[] = [
    (ctx) => setAccountClosed(ctx, { params: { id }, query: {}, body: { isClosed: true, version } }),
    (ctx) => addAccount(ctx, { params: { id: funds.id }, query: {}, body: below }),
  ];
  for (const act of acts) await expect(run(act, write)).rejects.toMatchObject({ code: 'ledger.account_is_clearing' });
});

test('nothing else is posted on a clearing account, and a posting that went around is found', async () => {
  const lines = [
    { account: '191', debit: 1n },
    { account: '102', credit: 1n },
  ];
  await expect(run((ctx) => postEntry(ctx, makeDraft(funds.id, { lines })))).rejects.toMatchObject({
    code: 'ledger.account_is_clearing',
    params: { account: '191' },
  });
  const found = await database.kysely
    .transaction()
    .execute(async (transaction) => {
      const id = newId();
      await sql`insert into ledger.entry (id, book_id, posted_on, month, kind, words, source, content_hash, recorded_at)
        values (${id}, ${funds.id}, '2024-06-18', '2024-06-01', 'transfer', '', 'test', '', now())`.execute(
        transaction,
      );
      await sql`insert into ledger.waiting (entry_id, book_id, month) values (${id}, ${funds.id}, '2024-06-01')`.execute(
        transaction,
      );
      await sql`insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen)
        select ${id}, n.line, book_id, id, '2024-06-18', n.side, 1 from ledger.account
        join (values ('191', 1, 1), ('102', 2, -1)) n(code, line, side) using (code)
        where book_id = ${funds.id}`.execute(transaction);
      const { strays } = await proveLedger(transaction);
      throw Object.assign(new Error('back'), { strays });
    })
    .catch((error: { strays?: { unpaired: number } }) => error.strays?.unpaired);
  expect(found).toBe(1);
});

test('the list shows what touches the own books, page after page, and leaves as a file', async () => {
  for (const words of ['一', '二', '三']) await propose(asked({ words }));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await run((ctx) =>
      listTransfers(ctx, { limit: 2, unitId: funds.unitId, state: 'proposed', ...(cursor ? { cursor } : {}) }),
    );
    seen.push(...page.rows.map((row) => row.words));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual(['一', '三', '二']);
  expect((await run((ctx) => listTransfers(ctx, { limit: 9, bookId: newId() }))).rows).toEqual([]);
  const { rows } = await run((ctx) => listTransferBooks(ctx));
  const own = rows.find((row) => row.id === funds.id)!;
  expect([own.money.map((one) => one.code), own.purposes.some((one) => one.code === '50303')]).toEqual([
    ['101', '102'],
    true,
  ]);
  expect(own.purposes.some((one) => ['191', '503', '113'].includes(one.code))).toBe(false);
  const file = await run((ctx) => exportTransfers(ctx, { unitId: funds.unitId }));
  expect(await wordsOfFile(file)).toContain(aid.name);
});
