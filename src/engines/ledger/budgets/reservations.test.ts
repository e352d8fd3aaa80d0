import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, seedParameters, type Context } from '#kernel';
import { openDatabase } from '#kernel/composition';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { postEntry, reverseEntry } from '../entries/entries';
import type { DraftLine, EntryDraft } from '../entries/rules';
import { budgetHouse, makeBook, makeBudget, makeDraft, sealAll } from '../testing';
import { expireReservationsJob } from './job';
import {
  budgetState,
  checkBudget,
  expireReservations,
  releaseReservation,
  reserveBudget,
  type NewReservation,
} from './reservations';
import type { BreachAct, LineTarget } from './rules';

let database: TestDatabase;
let bookId: string;
let lineId: string;
let counter = 0;

const act = <Result>(work: (ctx: Context) => Promise<Result>, today = '2024-06-18') =>
  inTransaction(database.seed({ house: budgetHouse(database.house), clock: standingClock(today) }), work);

beforeAll(async () => {
  database = await openTestDatabase();
  await act(seedParameters);
});
afterAll(() => database.close());

/** A line of a book of its own; a ceiling of 1,000 yuan that stops, unless told otherwise. */
async function line(target: LineTarget = { kind: 'ceiling', ceiling: 1000_00n }, onBreach: BreachAct = 'stop') {
  return act(async (ctx) => {
    const book = await makeBook(ctx);
    const { lineIds } = await makeBudget(ctx, book.id, [{ target, onBreach, accounts: ['501'] }]);
    return { bookId: book.id, lineId: lineIds[0]! };
  });
}
beforeEach(async () => {
  ({ bookId, lineId } = await line());
});

const wanted = (amount: bigint, change: Partial<NewReservation> = {}): NewReservation => {
  counter += 1;
  const rest = { source: `test.claim:${counter}`, key: `claim:${counter}`, words: '买球拍', expiresOn: '2024-12-31' };
  return { lineId, amount, ...rest, ...change };
};
const reserve = (amount: bigint, change: Partial<NewReservation> = {}) =>
  act((ctx) => reserveBudget(ctx, wanted(amount, change)));
const spending = (amount: bigint, tag: Partial<DraftLine>): readonly DraftLine[] => [
  { account: '50102', debit: amount, ...tag },
  { account: '102', credit: amount },
];
const spend = (amount: bigint, tag: Partial<DraftLine> = {}, change: Partial<EntryDraft> = {}) =>
  act((ctx) => postEntry(ctx, makeDraft(bookId, { lines: spending(amount, tag), ...change })));
const state = async () => {
  const found = (await act((ctx) => budgetState(ctx, [lineId]))).get(lineId)!;
  return [found.spent, found.reserved, found.free, found.state];
};
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  );

describe('a reservation', () => {
  test('lowers at once what others may reserve, and no more than the ceiling is ever reserved', async () => {
    await reserve(600_00n);
    expect(await state()).toEqual([0n, 600_00n, 400_00n, 'within']);
    await expect(reserve(400_01n)).rejects.toMatchObject({
      code: 'ledger.budget_exceeded',
      params: { line: '项目1', free: '400.00', amount: '400.01' },
    });
    await reserve(400_00n);
    expect(await state()).toEqual([0n, 1000_00n, 0n, 'within']);
  });

  test('is spent in parts, never twice under one key, and never more than it holds', async () => {
    const { id } = await reserve(600_00n);
    await spend(250_00n, { reservationId: id }, { key: 'pay:1' });
    await spend(250_00n, { reservationId: id }, { key: 'pay:1' });
    expect(await state()).toEqual([250_00n, 350_00n, 400_00n, 'within']);
    expect(await codeOf(spend(350_01n, { reservationId: id }))).toBe('ledger.reservation_exceeded');
    await spend(350_00n, { reservationId: id });
    expect(await state()).toEqual([600_00n, 0n, 400_00n, 'within']);
    expect(await codeOf(spend(1n, { reservationId: id }))).toBe('ledger.reservation_exceeded');
    await sealAll(database.kysely);
    expect(await state()).toEqual([600_00n, 0n, 400_00n, 'within']);
  });

  test('may be spent by several lines of one entry, together no more than it holds', async () => {
    const { id } = await reserve(100_00n);
    const both = (one: bigint, other: bigint) =>
      act((ctx) =>
        postEntry(
          ctx,
          makeDraft(bookId, {
            lines: [
              { account: '50102', debit: one, reservationId: id },
              { account: '50101', debit: other, reservationId: id },
              { account: '102', credit: one + other },
            ],
          }),
        ),
      );
    expect(await codeOf(both(60_00n, 40_01n))).toBe('ledger.reservation_exceeded');
    await both(60_00n, 40_00n);
    expect(await state()).toEqual([100_00n, 0n, 900_00n, 'within']);
  });

  test('gets back what a reversal takes back; released, the line gets it', async () => {
    const { id } = await reserve(600_00n);
    const { id: entry } = await spend(250_00n, { reservationId: id });
    await act((ctx) => reverseEntry(ctx, entry, { reason: '退货' }));
    expect(await state()).toEqual([0n, 600_00n, 400_00n, 'within']);
    const { id: again } = await spend(600_00n, { reservationId: id });
    await act((ctx) => releaseReservation(ctx, id));
    await act((ctx) => reverseEntry(ctx, again, { reason: '又退货' }));
    expect(await state()).toEqual([0n, 0n, 1000_00n, 'within']);
  });

  test('that is released gives back what it still holds, once', async () => {
    const { id } = await reserve(600_00n);
    await spend(100_00n, { reservationId: id });
    await act((ctx) => releaseReservation(ctx, id));
    expect(await state()).toEqual([100_00n, 0n, 900_00n, 'within']);
    expect(await codeOf(act((ctx) => releaseReservation(ctx, id)))).toBe('ledger.reservation_closed');
    expect(await codeOf(spend(1n, { reservationId: id }))).toBe('ledger.reservation_closed');
    expect(await codeOf(act((ctx) => releaseReservation(ctx, newId())))).toBe('kernel.not_found');
  });

  test('expires the day after its last one, and the daily job frees what it held', async () => {
    const { id } = await reserve(600_00n, { expiresOn: '2024-06-18' });
    const late = (today: string) =>
      act((ctx) => postEntry(ctx, makeDraft(bookId, { lines: spending(1n, { reservationId: id }) })), today);
    expect(await codeOf(late('2024-06-19'))).toBe('ledger.reservation_closed');
    await late('2024-06-18');
    expect(await act(expireReservations, '2024-06-18')).toBe(0);
    expect(await act(expireReservations, '2024-06-19')).toBe(1);
    expect(await act(expireReservations, '2024-06-19')).toBe(0);
    expect(await state()).toEqual([1n, 0n, 999_99n, 'within']);
  });

  test('under the same key stands once; with other content it is refused', async () => {
    const first = await reserve(600_00n, { key: 'claim:same', source: 'test.claim:same' });
    const second = await reserve(600_00n, { key: 'claim:same', source: 'test.claim:same' });
    expect(second).toEqual({ id: first.id, warnings: [] });
    expect(await state()).toEqual([0n, 600_00n, 400_00n, 'within']);
    for (const change of [{ words: '别的' }, { expiresOn: '2024-12-30' }, { source: 'test.claim:other' }])
      expect(await codeOf(reserve(600_00n, { key: 'claim:same', source: 'test.claim:same', ...change }))).toBe(
        'ledger.key_reused',
      );
    const other = await line();
    expect(await codeOf(reserve(600_00n, { key: 'claim:same', source: 'test.claim:same', ...other }))).toBe(
      'ledger.key_reused',
    );
  });

  test.each<[what: string, amount: bigint, change: Partial<NewReservation>, code: string]>([
    ['of nothing', 0n, {}, 'ledger.reservation_amount'],
    ['below zero', -1n, {}, 'ledger.reservation_amount'],
    ['beyond all reason', 10n ** 15n, {}, 'ledger.reservation_amount'],
    ['whose last day is over', 1n, { expiresOn: '2024-06-17' }, 'ledger.reservation_expiry'],
    ['of a line that is not there', 1n, { lineId: '0190f5b0-0000-7000-8000-000000000000' }, 'kernel.not_found'],
  ])('%s is refused', async (_what, amount, change, code) => expect(await codeOf(reserve(amount, change))).toBe(code));
});

describe('a line that does not stop', () => {
  test.each(['warn', 'note'] as const)('%ss and takes the amount all the same', async (onBreach) => {
    ({ bookId, lineId } = await line({ kind: 'band', about: 30_000_00n, tolerance: 10 }, onBreach));
    expect((await reserve(33_000_00n)).warnings).toEqual([]);
    const { warnings } = await reserve(500_00n);
    expect(warnings).toEqual([
      { verdict: onBreach, excess: 500_00n, words: expect.stringContaining('500.00') as string },
    ]);
    expect(await state()).toEqual([0n, 33_500_00n, -500_00n, 'threatened']);
    await spend(34_000_00n, { budgetLineId: lineId });
    expect((await state()).at(-1)).toBe('above');
  });

  test('with a floor alone takes any amount: 6,999.99 misses and 7,000.00 keeps a floor of 7,000', async () => {
    ({ bookId, lineId } = await line({ kind: 'floor', floor: 7000_00n }));
    await spend(6999_99n, { budgetLineId: lineId });
    expect(await state()).toEqual([6999_99n, 0n, null, 'below']);
    await spend(1n, { budgetLineId: lineId });
    expect(await state()).toEqual([7000_00n, 0n, null, 'kept']);
    expect((await reserve(90_000_00n)).warnings).toEqual([]);
  });
});

describe('spending without a reservation', () => {
  test('is stopped beyond what is free, and given back by a reversal', async () => {
    await reserve(600_00n);
    expect(await codeOf(spend(400_01n, { budgetLineId: lineId }))).toBe('ledger.budget_exceeded');
    const { id } = await spend(400_00n, { budgetLineId: lineId }, { key: 'pay:direct' });
    await spend(400_00n, { budgetLineId: lineId }, { key: 'pay:direct' });
    expect(await state()).toEqual([400_00n, 600_00n, 0n, 'within']);
    await act((ctx) => reverseEntry(ctx, id, { reason: '退货' }));
    expect(await state()).toEqual([0n, 600_00n, 400_00n, 'within']);
  });

  test('a refund by a credit is no spending', async () => {
    await spend(1000_00n, { budgetLineId: lineId });
    const lines = [
      { account: '102', debit: 300_00n },
      { account: '50102', credit: 300_00n, budgetLineId: lineId },
    ];
    await act((ctx) => postEntry(ctx, makeDraft(bookId, { lines })));
    expect(await state()).toEqual([700_00n, 0n, 300_00n, 'within']);
  });

  test('is answered while it is typed', async () => {
    await reserve(600_00n);
    const check = (amount: bigint) => act((ctx) => checkBudget(ctx, lineId, amount));
    expect(await check(400_00n)).toMatchObject({
      verdict: 'fits',
      excess: 0n,
      free: 400_00n,
      state: 'within',
      words: '',
    });
    const answer = await check(400_01n);
    expect(answer).toMatchObject({ verdict: 'stop', excess: 1n, state: 'threatened' });
    expect(answer.words).toContain('0.01元');
    expect(await codeOf(act((ctx) => checkBudget(ctx, newId(), 1n)))).toBe('kernel.not_found');
  });
});

describe('a posting that names what it may not', () => {
  const draft = (tag: Partial<DraftLine>, change: Partial<EntryDraft> = {}) => spend(1n, tag, change);

  test('a line that is not there, of another book, or of another year', async () => {
    const other = await line();
    expect(await codeOf(draft({ budgetLineId: newId() }))).toBe('kernel.not_found');
    expect(await codeOf(draft({ budgetLineId: other.lineId }))).toBe('kernel.not_found');
    const next = (tag: Partial<DraftLine>) =>
      act((ctx) => postEntry(ctx, makeDraft(bookId, { on: '2025-01-02', lines: spending(1n, tag) })), '2025-01-02');
    expect(await codeOf(next({ budgetLineId: lineId }))).toBe('ledger.budget_line_elsewhere');
  });

  test('an account that the line does not take', async () => {
    const lines = [
      { account: '50501', debit: 1n, budgetLineId: lineId },
      { account: '102', credit: 1n },
    ];
    expect(await codeOf(act((ctx) => postEntry(ctx, makeDraft(bookId, { lines }))))).toBe(
      'ledger.budget_account_unfit',
    );
  });

  test('a reservation that is not there, of another line, or on a credit', async () => {
    const { id } = await reserve(600_00n);
    expect(await codeOf(draft({ reservationId: newId() }))).toBe('kernel.not_found');
    expect(await codeOf(draft({ reservationId: id, budgetLineId: newId() }))).toBe('ledger.reservation_unfit');
    const lines = [
      { account: '102', debit: 1n },
      { account: '50102', credit: 1n, reservationId: id },
    ];
    expect(await codeOf(act((ctx) => postEntry(ctx, makeDraft(bookId, { lines }))))).toBe('ledger.reservation_unfit');
  });

  test('the same key with another reservation is other content', async () => {
    const [one, other] = [await reserve(100_00n), await reserve(100_00n)];
    await spend(1n, { reservationId: one.id }, { key: 'pay:key' });
    expect(await codeOf(spend(1n, { reservationId: other.id }, { key: 'pay:key' }))).toBe('ledger.key_reused');
  });
});

describe('thirty-two at once', () => {
  const CALLERS = 32;
  /** A connection for each of them. */
  async function atOnce(work: (ctx: Context, caller: number) => Promise<unknown>): Promise<string[]> {
    const wide = openDatabase(database.address, () => undefined, CALLERS);
    const house = { ...budgetHouse(database.house), pool: wide.pool, database: wide.kysely };
    try {
      return await Promise.all(
        Array.from({ length: CALLERS }, (_none, caller) =>
          codeOf(inTransaction(database.seed({ house }), (ctx) => work(ctx, caller))),
        ),
      );
    } finally {
      await wide.close();
    }
  }
  const times = (outcomes: readonly string[], outcome: string) => outcomes.filter((one) => one === outcome).length;

  test('approve no more than the ceiling', async () => {
    const outcomes = await atOnce((ctx) => reserveBudget(ctx, wanted(90_00n)));
    expect([times(outcomes, 'done'), times(outcomes, 'ledger.budget_exceeded')]).toEqual([11, 21]);
    expect(await state()).toEqual([0n, 990_00n, 10_00n, 'within']);
  });

  test('approve, spend with and without reservations, release and take back: reserved and spent stay within the ceiling, and each reservation is what its uses say', async () => {
    const held = await Promise.all(Array.from({ length: 8 }, () => reserve(50_00n)));
    const entries = await Promise.all(Array.from({ length: 4 }, () => spend(40_00n, { budgetLineId: lineId })));
    const outcomes = await atOnce(async (ctx, caller) => {
      const turn = Math.floor(caller / 8);
      const reservationId = held[caller % 8]!.id;
      const post = (tag: Partial<DraftLine>) => postEntry(ctx, makeDraft(bookId, { lines: spending(30_00n, tag) }));
      if (turn === 0) return reserveBudget(ctx, wanted(90_00n));
      if (turn === 1) return post({ reservationId });
      if (turn === 2) return caller % 2 === 0 ? post({ budgetLineId: lineId }) : releaseReservation(ctx, reservationId);
      return caller < 28 ? reverseEntry(ctx, entries[caller - 24]!.id, { reason: '退货' }) : post({ reservationId });
    });
    const known = ['done', 'ledger.budget_exceeded', 'ledger.reservation_exceeded', 'ledger.reservation_closed'];
    expect(outcomes.filter((outcome) => !known.includes(outcome))).toEqual([]);
    const now = (await act((ctx) => budgetState(ctx, [lineId]))).get(lineId)!;
    expect(now.spent + now.reserved).toBeLessThanOrEqual(1000_00n);
    const { rows } = await sql<{ strays: bigint }>`
      select count(*) as strays from ledger.reservation r where spent_fen <> (
        select coalesce(sum(amount_fen), 0) from ledger.reservation_use u where u.reservation_id = r.id)`.execute(
      database.kysely,
    );
    expect(rows[0]!.strays).toBe(0n);
  });

  test('with one key reserve once', async () => {
    const same = wanted(10_00n);
    expect(times(await atOnce((ctx) => reserveBudget(ctx, same)), 'done')).toBe(CALLERS);
    expect(await state()).toEqual([0n, 10_00n, 990_00n, 'within']);
  });
});

test('the job of the house does it by the clock', async () => {
  await reserve(600_00n, { expiresOn: '2024-06-18' });
  const told: object[] = [];
  const log = { ...database.house.log, info: (fields: object) => void told.push(fields) };
  const ground = { act: <R>(work: (ctx: Context) => Promise<R>) => act(work, '2024-06-19'), log, stopping: undefined };
  await expireReservationsJob.work(ground, {});
  expect(told).toEqual([{ expired: 1 }]);
});
