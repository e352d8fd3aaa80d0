import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { openAccount } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { remindOfTomorrow } from './index';
import { hostUser, makeScheduledEvent, scheduleActs, scheduleCalls, workerUser } from './testing';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-12');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;
let readers: { personId: string; accountId: string }[];

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await act(hostUser(), makeTree);
});
afterAll(() => db.close());
beforeEach(async () => {
  clock.set('2024-06-12');
  readers = [await reader(), await reader(), await reader()];
});
const host = () => hostUser(tree.works.path);

const roles = { worker: { permissions: ['schedule.event.read', 'schedule.signup.own'] } };
let counter = 0;

/** A worker with an account of her own. */
async function reader() {
  return act(null, async (ctx) => {
    const person = await makePerson(ctx, { unitId: tree.team.id });
    const accountId = await openAccount(ctx, roles, {
      username: `reader${(counter += 1)}`,
      password: 'long enough 1',
      name: person.name,
      personId: person.id,
      role: 'worker',
      unitId: tree.team.id,
      mustChangePassword: false,
    });
    return { personId: person.id, accountId };
  });
}

/** An event on 18 June with two places, for which all three have signed up: the third waits. */
async function signedUp() {
  const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
  const params = { id: event.id };
  const signUp = { opensAt: '2024-06-01T08:00:00+08:00', closesAt: null };
  await call(contract.changeEvent, host(), { params, body: { version: 2, places: 2, signUp } });
  for (const one of readers) await call(contract.signUp, asReader(one), { params });
  return { params, version: 3 };
}

const asReader = (one: { personId: string; accountId: string }) => ({
  ...workerUser(tree.team.path, one.personId),
  accountId: one.accountId,
});

const said = ['day', 'from', 'to', 'time', 'place', 'placeWord', 'reason'];

/** What each of the three was told, the earliest first. */
async function told(): Promise<string[][]> {
  const { rows } = await sql<{ accountId: string; kind: string; params: Record<string, string> }>`
    select account_id as "accountId", kind, params from kernel.notification order by created_at, id`.execute(db.kysely);
  return readers.map(({ accountId }) =>
    rows
      .filter((row) => row.accountId === accountId)
      .map(({ kind, params }) => [kind, ...said.flatMap((name) => params[name] ?? [])].join(' ')),
  );
}

describe('those who signed up are told', () => {
  test('that they move up, and only they', async () => {
    const { params } = await signedUp();
    await call(contract.withdraw, asReader(readers[0]!), { params });
    expect(await told()).toEqual([[], [], ['schedule.moved_up 2024-06-18']]);
  });

  test('that more places have come', async () => {
    const { params, version } = await signedUp();
    await call(contract.changeEvent, host(), { params, body: { version, places: 5 } });
    expect(await told()).toEqual([[], [], ['schedule.moved_up 2024-06-18']]);
  });

  test('of a new time with its reason, of a new place, and of neither when nothing of it changes', async () => {
    const { params, version } = await signedUp();
    const at = { startsAt: '2024-06-19T15:00:00+08:00', endsAt: null };
    await call(contract.changeEvent, host(), { params, body: { version, themes: ['爱岗'] } });
    await call(contract.scheduleEvent, host(), {
      params,
      body: { version: version + 1, ...at, place: '礼堂', reason: '因大风顺延' },
    });
    await call(contract.changeEvent, host(), { params, body: { version: version + 2, place: '' } });
    expect((await told())[2]).toEqual([
      'schedule.moved 2024-06-19 15:00 礼堂 因大风顺延',
      'schedule.time_set 2024-06-19 15:00 pages.list.noPlace',
    ]);
  });

  test('that the time is open again, of another place meanwhile, and of the time once it is set', async () => {
    const { params, version } = await signedUp();
    const window = { from: '2024-07-01', to: '2024-07-10', words: '7月上旬' };
    await call(contract.changeEvent, host(), { params, body: { version, window, reason: '让路生产' } });
    await call(contract.changeEvent, host(), { params, body: { version: version + 1, place: '礼堂' } });
    const at = { startsAt: '2024-07-02T09:00:00+08:00', endsAt: null, place: '礼堂' };
    await call(contract.scheduleEvent, host(), { params, body: { version: version + 2, ...at } });
    expect((await told())[0]).toEqual([
      'schedule.time_open 2024-07-01 2024-07-10 让路生产',
      'schedule.place_changed 礼堂',
      'schedule.time_set 2024-07-02 09:00 礼堂',
    ]);
  });

  test('that it is cancelled and that it is on again; a held event that is reopened tells nobody', async () => {
    const { params, version } = await signedUp();
    await call(contract.cancelEvent, host(), { params, body: { version, reason: '台风' } });
    await call(contract.reopenEvent, host(), { params, body: { version: version + 1, reason: '台风转向' } });
    clock.set('2024-06-19');
    await call(contract.closeEvent, host(), { params, body: { version: version + 2, headCount: 20 } });
    await call(contract.reopenEvent, host(), { params, body: { version: version + 3, reason: '更正' } });
    const lines = ['schedule.cancelled 台风', 'schedule.on_again 2024-06-18 台风转向'];
    expect(await told()).toEqual([lines, lines, lines]);
  });

  test('on the day before, once, and only those with a place', async () => {
    const { params } = await signedUp();
    clock.set('2024-06-16');
    await act(null, remindOfTomorrow);
    expect(await told()).toEqual([[], [], []]);
    clock.set('2024-06-17');
    expect((await act(null, remindOfTomorrow)).events).toBeGreaterThan(0);
    await act(null, remindOfTomorrow);
    const line = ['schedule.tomorrow 2024-06-18 09:00 职工之家'];
    expect(await told()).toEqual([line, line, []]);
    await call(contract.withdraw, asReader(readers[0]!), { params });
  });
});
