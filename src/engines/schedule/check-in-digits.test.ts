import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '#kernel';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { hostUser, makeScheduledEvent, scheduleActs, scheduleCalls, workerUser } from './testing';
import { WrongCodes } from './wrong-codes';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-18');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await act(hostUser(), makeTree);
});
afterAll(() => db.close());
beforeEach(() => clock.set(new Date('2024-06-18T09:00:00+08:00')));

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const host = () => hostUser(tree.works.path);

async function openCheckIn() {
  const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
  const person = await act(null, (ctx) => makePerson(ctx, { unitId: tree.team.id }));
  const user = workerUser(tree.team.path, person.id);
  const params = { id: event.id };
  return {
    shown: () => call(contract.getCheckInCode, host(), { params }),
    type: (code: string, who = user) => refusal(call(contract.checkIn, who, { params, body: { code } })),
    user,
  };
}

/** Six digits that are none of those that count now. */
const wrong = (digits: string, by: number) => String((Number(digits) + by) % 1_000_000).padStart(6, '0');

test('six digits check in for 90 seconds, as the code that is scanned does', async () => {
  const { shown, type } = await openCheckIn();
  const { digits, code } = await shown();
  expect(digits).toMatch(/^\d{6}$/);
  expect(code).not.toContain(digits);
  clock.set(new Date('2024-06-18T09:02:00+08:00'));
  expect(await type(digits)).toBe('schedule.code_stale');
  expect((await shown()).digits).not.toBe(digits);
  clock.set(new Date('2024-06-18T09:01:00+08:00'));
  expect(await type(digits)).toBe('done');
});

test('after five wrong ones the right digits are refused for ten minutes; the scanned code still counts', async () => {
  const { shown, type } = await openCheckIn();
  const { digits } = await shown();
  const tries = await Promise.all(Array.from({ length: 12 }, (_, i) => type(wrong(digits, 101 + i))));
  expect(tries.filter((answer) => answer === 'schedule.code_stale')).toHaveLength(5);
  expect(tries.filter((answer) => answer === 'schedule.too_many_wrong_codes')).toHaveLength(7);
  expect(await type(digits)).toBe('schedule.too_many_wrong_codes');
  clock.set(new Date('2024-06-18T09:10:01+08:00'));
  expect(await type((await shown()).digits)).toBe('done');
  expect(await type((await shown()).code)).toBe('done');
});

test('wrong digits of one account leave the others alone', async () => {
  const { shown, type } = await openCheckIn();
  const { digits, code } = await shown();
  for (let i = 0; i < 5; i += 1) await type(wrong(digits, 201 + i));
  expect(await type(digits)).toBe('schedule.too_many_wrong_codes');
  const other = await act(null, (ctx) => makePerson(ctx, { unitId: tree.team.id }));
  const second = { ...workerUser(tree.team.path, other.id), accountId: newId() };
  expect(await type(digits, second)).toBe('done');
  expect(await type(code)).toBe('done');
});

test('an event of another unit answers too many wrong digits as one that is not there', async () => {
  const { shown, type } = await openCheckIn();
  const { digits } = await shown();
  const outside = await act(null, async (ctx) => (await makeTree(ctx)).team);
  const person = await act(null, (ctx) => makePerson(ctx, { unitId: outside.id }));
  const stranger = workerUser(outside.path, person.id);
  for (let i = 0; i < 8; i += 1) expect(await type(wrong(digits, 301 + i), stranger)).toBe('kernel.not_found');
});

test('two hundred wrong ones of many accounts end the typing for all; the scanned code still counts', async () => {
  const { shown, type, user } = await openCheckIn();
  const { digits, code } = await shown();
  for (let i = 0; i < 200; i += 1) {
    const guesser = { ...user, accountId: newId() };
    expect(await type(wrong(digits, 401 + i), guesser)).toBe('schedule.code_stale');
  }
  expect(await type(digits)).toBe('schedule.too_many_wrong_codes');
  expect(await type(code)).toBe('done');
  clock.set(new Date('2024-06-18T09:10:01+08:00'));
  expect(await type((await shown()).digits)).toBe('done');
});

test('what is ten minutes old is forgotten, also of those who never come back', () => {
  const codes = new WrongCodes();
  const at = (minute: number) => new Date(Date.UTC(2024, 5, 18, 1, minute));
  for (let i = 0; i < 499; i += 1) codes.add(`event ${i}`, 'account', at(0));
  for (let i = 0; i < 5; i += 1) codes.add('last', 'account', at(11));
  expect(codes.isFull('last', 'account', at(12))).toBe(true);
  expect(codes.isFull('event 1', 'account', at(1))).toBe(false);
  expect(codes.size).toBe(2);
});
