import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#kernel/testing';
import { postEntries } from '../entries/entries';
import { makeBook, makeDraft, sealAll } from '../testing';
import { proveLedger, surveyLedger } from './proof';

let database: TestDatabase;
let bookId: string;
const act = <Result>(work: (ctx: Context) => Promise<Result>) => inTransaction(database.seed(), work);

beforeAll(async () => {
  database = await openTestDatabase();
  bookId = await act(async (ctx) => (await makeBook(ctx)).id);
  const draft = makeDraft(bookId);
  await act((ctx) => postEntries(ctx, [draft, { ...draft, on: '2024-05-02' }, draft, draft]));
  await sealAll(database.kysely);
});
afterAll(() => database.close());

const third = `(select entry_id from ledger.seal where position = 3)`;

/** What is done by somebody who has gone around the program, its triggers and its rights; and undone again. */
async function tampered<Result>(change: string, look: () => Promise<Result>): Promise<Result> {
  const tables = ['entry', 'posting', 'seal', 'day_fold', 'waiting'];
  await database.pool.query(`create schema was`);
  for (const table of tables) {
    await database.pool.query(`create table was.${table} as table ledger.${table};
      alter table ledger.${table} disable trigger user;
      grant update, delete, truncate on ledger.${table} to current_user`);
  }
  try {
    await database.pool.query(change);
    return await look();
  } finally {
    for (const table of tables)
      await database.pool.query(`delete from ledger.${table}; insert into ledger.${table} select * from was.${table};
        alter table ledger.${table} enable trigger user`);
    await database.pool.query('drop schema was cascade');
  }
}

test('the doctor is told how many wait, and since when', async () => {
  expect(await surveyLedger(database.kysely)).toEqual({ books: 1, sealed: 4, waiting: 0, waitsSince: null });
  const before = Date.now();
  await act((ctx) => postEntries(ctx, [makeDraft(bookId), makeDraft(bookId)]));
  const survey = (await surveyLedger(database.kysely))!;
  expect(survey).toMatchObject({ sealed: 4, waiting: 2 });
  expect(survey.waitsSince!.getTime()).toBeGreaterThanOrEqual(before - 1);
  expect(survey.waitsSince!.getTime()).toBeLessThanOrEqual(Date.now());
  await sealAll(database.kysely);
});

describe('the proof of the books', () => {
  test('is whole for what was posted and sealed', async () => {
    const proof = await proveLedger(database.kysely);
    expect(proof).toMatchObject({
      isWhole: true,
      strays: { unbalanced: 0, homeless: 0, unaccounted: 0, misfolded: 0 },
    });
    expect(proof.books).toMatchObject([{ bookId, sealed: 6, waiting: 0, brokenAt: null }]);
  });

  test.each<[what: string, change: string, found: object]>([
    [
      'an amount that was raised on both sides',
      `update ledger.posting set amount_fen = amount_fen + 1 where entry_id = ${third}`,
      { brokenAt: 3, misfolded: 4 },
    ],
    ['words that were changed', `update ledger.entry set words = '别的' where id = ${third}`, { brokenAt: 3 }],
    [
      'a posting that moved to another account',
      `update ledger.posting set account_id = (select id from ledger.account where code = '408' and book_id = '$book') where side = -1 and entry_id = ${third}`,
      { brokenAt: 3, misfolded: 4 },
    ],
    [
      'a line that is gone',
      `delete from ledger.posting where side = -1 and entry_id = ${third}`,
      { brokenAt: 3, unbalanced: 1, misfolded: 2 },
    ],
    [
      'an entry that is gone with its lines',
      `delete from ledger.posting where entry_id = ${third}; delete from ledger.entry where id = ${third}`,
      { brokenAt: 3, misfolded: 4 },
    ],
    [
      'a seal that was taken out',
      `delete from ledger.seal where position = 3`,
      { brokenAt: 3, homeless: 1, misfolded: 4 },
    ],
    ['the last seal taken out', `delete from ledger.seal where position = 6`, { homeless: 1, misfolded: 4 }],
    [
      'a number that was dealt twice further on',
      `update ledger.seal set voucher_number = 9 where position = 4`,
      { brokenAt: 4 },
    ],
    [
      'a link that was written anew',
      `update ledger.seal set hash = repeat('0', 64) where position = 2`,
      { brokenAt: 2 },
    ],
    [
      'a turnover that was raised',
      `update ledger.day_fold set debit_fen = debit_fen + 1 where debit_fen > 0`,
      { misfolded: 2 },
    ],
    [
      'an entry that waits though it has its number',
      `insert into ledger.waiting (entry_id, book_id, month) select id, book_id, month from ledger.entry where id = ${third}`,
      { homeless: 1 },
    ],
  ])('finds %s', async (_what, change, found) => {
    const proof = await tampered(change.replace('$book', bookId), () => proveLedger(database.kysely));
    expect(proof.isWhole).toBe(false);
    const { brokenAt } = proof.books[0]!;
    const strays = Object.fromEntries(Object.entries(proof.strays).filter(([, count]) => count > 0));
    expect({ ...(brokenAt === null ? {} : { brokenAt }), ...strays }).toEqual(found);
    expect(await proveLedger(database.kysely)).toMatchObject({ isWhole: true });
  });
});
