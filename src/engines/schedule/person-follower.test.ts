import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '#kernel';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { scheduleFollower } from './person-follower';
import { withdrawOther } from './sign-ups';
import * as contract from './contract';
import { hostUser, makeDuty, makeScheduledEvent, scheduleActs, scheduleCalls } from './testing';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-12');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;
const host = hostUser();
const run = <Result>(work: (ctx: Context) => Promise<Result>) => act(host, work);

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await run(makeTree);
});
afterAll(() => db.close());

const makePeople = async (count: number): Promise<string[]> =>
  run(async (ctx) => {
    const ids = [];
    for (let i = 0; i < count; i += 1) ids.push((await makePerson(ctx, { unitId: tree.team.id })).id);
    return ids;
  });

async function openEvent(places: number | null): Promise<string> {
  const event = await run((ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
  const signUp = { opensAt: '2024-06-01T08:00:00+08:00', closesAt: '2024-06-15T18:00:00+08:00' };
  await call(contract.changeEvent, host, {
    params: { id: event.id },
    body: { version: event.version, places, signUp },
  });
  return event.id;
}
const signUp = (eventId: string, personIds: readonly string[]) =>
  call(contract.signUpOthers, host, { params: { id: eventId }, body: { personIds: [...personIds] } });
const seatsOf = async (eventId: string) =>
  (
    await db.pool.query<{ person_id: string; state: string }>(
      'select person_id, state from schedule.sign_up where event_id = $1 order by position',
      [eventId],
    )
  ).rows.map((row) => [row.person_id, row.state]);

/** All rows of the schedule that point to one of the people. */
async function rowsOf(ids: readonly string[]) {
  const tables = ['sign_up', 'attendance', 'feed', 'duty'];
  const rows = await Promise.all(
    tables.map((table) =>
      db.pool.query(`select to_jsonb(t) as row from schedule.${table} t where person_id = any($1) order by 1`, [ids]),
    ),
  );
  return rows.map((answer) => answer.rows);
}

const follow = (from: string, to: string) => run((ctx) => scheduleFollower.follow(ctx, { from, to }));
const undo = (from: string, to: string, journal: unknown) =>
  run((ctx) => scheduleFollower.undo(ctx, { from, to }, JSON.parse(JSON.stringify(journal))));

describe('when two records of a person become one', () => {
  test('sign-ups, attendance, calendars and duties go over, one of two stays, and all comes back', async () => {
    const [from, to] = (await makePeople(2)) as [string, string];
    const [both, alone] = [await openEvent(null), await openEvent(null)];
    await signUp(both, [to]);
    await signUp(both, [from]);
    await signUp(alone, [from]);
    clock.set('2024-06-18');
    for (const [eventId, ids] of [
      [both, [from, to]],
      [alone, [from]],
    ] as const)
      await call(contract.recordAttendance, host, { params: { id: eventId }, body: { personIds: [...ids] } });
    await run((ctx) => makeDuty(ctx, { unitId: tree.team.id, personId: from }));
    await call(contract.createOwnFeed, { ...host, personId: from }, { body: { name: '日历' } });
    const before = await rowsOf([from, to]);

    const said = await run((ctx) => scheduleFollower.describe(ctx, { from, to }));
    expect(said).toEqual([
      { what: 'schedule:followed.signUps', moves: 1, clashes: 1 },
      { what: 'schedule:followed.attendance', moves: 1, clashes: 1 },
      { what: 'schedule:followed.feeds', moves: 1, clashes: 0 },
      { what: 'schedule:followed.duties', moves: 1, clashes: 0 },
    ]);
    const journal = await follow(from, to);
    expect((await rowsOf([from])).flat()).toEqual([]);
    expect(await seatsOf(both)).toEqual([
      [to, 'placed'],
      [to, 'withdrawn'],
    ]);
    expect((await rowsOf([to])).map((rows) => rows.length)).toEqual([3, 2, 1, 1]);
    await undo(from, to, journal);
    expect(await rowsOf([from, to])).toEqual(before);
    clock.set('2024-06-12');
  });

  test('a place held twice goes to who waits, and the undo takes it from nobody', async () => {
    const [from, to, third] = (await makePeople(3)) as [string, string, string];
    const eventId = await openEvent(2);
    await signUp(eventId, [from, to, third]);
    const journal = await follow(from, to);
    expect(await seatsOf(eventId)).toEqual([
      [to, 'placed'],
      [to, 'withdrawn'],
      [third, 'placed'],
    ]);
    await undo(from, to, journal);
    expect(await seatsOf(eventId)).toEqual([
      [from, 'placed'],
      [to, 'waiting'],
      [third, 'placed'],
    ]);
  });

  test('of a place and a wait the place stays, whoever held it', async () => {
    const [from, to] = (await makePeople(2)) as [string, string];
    const eventId = await openEvent(1);
    await signUp(eventId, [from, to]);
    const journal = await follow(from, to);
    expect(await seatsOf(eventId)).toEqual([
      [to, 'placed'],
      [to, 'withdrawn'],
    ]);
    await undo(from, to, journal);
    expect(await seatsOf(eventId)).toEqual([
      [from, 'placed'],
      [to, 'waiting'],
    ]);
  });

  test('who withdrew and signed up again since keeps the new sign-up', async () => {
    const [from, to] = (await makePeople(2)) as [string, string];
    const eventId = await openEvent(null);
    await signUp(eventId, [from, to]);
    const journal = await follow(from, to);
    await run((ctx) => withdrawOther(ctx, eventId, to));
    await signUp(eventId, [to]);
    await undo(from, to, journal);
    expect(await seatsOf(eventId)).toEqual([
      [from, 'withdrawn'],
      [to, 'withdrawn'],
      [to, 'placed'],
    ]);
  });
});
