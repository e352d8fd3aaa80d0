import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry } from '../entries/entries';
import { makeBook, makeDraft, sealAll } from '../testing';
import { askToReopen, closePeriod, decideReopening } from './periods';

let database: TestDatabase;
let bookId: string;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  bookId = await act(async (ctx) => (await makeBook(ctx, { openedOn: '2024-03-01' })).id);
});

const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser | null = null) =>
  inTransaction(database.seed({ user }), work);
const post = (on: string) => act((ctx) => postEntry(ctx, makeDraft(bookId, { on })));
const close = (month: string) => act((ctx) => closePeriod(ctx, bookId, month));

describe('a month', () => {
  test('that is closed takes no entry; the next one does', async () => {
    await close('2024-03-01');
    await expect(post('2024-03-31')).rejects.toMatchObject({
      code: 'ledger.period_closed',
      params: { month: '2024-03' },
    });
    await post('2024-04-01');
  });

  test.each([
    ['that is not over', '2024-06-01', 'ledger.period_not_over'],
    ['before the book', '2024-02-01', 'ledger.day_before_book'],
    ['whose month before is open', '2024-04-01', 'ledger.period_order'],
  ])('%s is not closed', async (_what, month, code) => {
    await expect(close(month)).rejects.toMatchObject({ code });
  });

  test('is closed once, and not while an entry waits for its number', async () => {
    await post('2024-03-05');
    await expect(close('2024-03-01')).rejects.toMatchObject({ code: 'ledger.sealing_waits', params: { count: 1 } });
    await sealAll(database.kysely);
    await close('2024-03-01');
    await expect(close('2024-03-01')).rejects.toMatchObject({ code: 'ledger.period_closed' });
  });

  test('is not closed under the hands of one who is posting to it: the close waits and then sees the entry', async () => {
    let release = () => undefined as void;
    const held = new Promise<void>((resolve) => (release = resolve));
    let hasPosted = false;
    const slow = act(async (ctx) => {
      await postEntry(ctx, makeDraft(bookId, { on: '2024-03-20' }));
      hasPosted = true;
      await held;
    });
    for (let tries = 0; !hasPosted && tries < 300; tries += 1) await new Promise((r) => setTimeout(r, 10));
    const closing = close('2024-03-01').catch((error: { code: string }) => error.code);
    await new Promise((r) => setTimeout(r, 100));
    release();
    await slow;
    expect(await closing).toBe('ledger.sealing_waits');
  });

  test('is opened again by two people, with the reason kept', async () => {
    await close('2024-03-01');
    const asker = testUser([]);
    const other = testUser([]);
    const decide = (user: SignedInUser, isGranted: boolean) =>
      act((ctx) => decideReopening(ctx, bookId, '2024-03-01', isGranted), user);
    await expect(decide(other, true)).rejects.toMatchObject({ code: 'ledger.period_open' });
    await act((ctx) => askToReopen(ctx, bookId, '2024-03-01', '漏记一张发票'), asker);
    await expect(decide(asker, true)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(post('2024-03-05')).rejects.toMatchObject({ code: 'ledger.period_closed' });
    await decide(other, true);
    await post('2024-03-05');
    const { rows } = await sql<{ state: string; reason: string }>`
      select state, reason from ledger.period where book_id = ${bookId}`.execute(database.kysely);
    expect(rows).toEqual([{ state: 'open', reason: '漏记一张发票' }]);
  });
});
