import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, type Context } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { importPeople } from '#engines/roster';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import {
  hostUser,
  makeEvent,
  makeHeldEvent,
  makeScheduledEvent,
  scheduleActs,
  scheduleCalls,
  workerUser,
} from './testing';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-12');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await act(hostUser(), makeTree);
});
afterAll(() => db.close());
beforeEach(() => clock.set('2024-06-12'));

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const chair = () => hostUser(tree.group.path);
const NOBODY = '0190aaaa-0000-7000-8000-000000000000';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function people(count: number, unitId: string): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, i) => ({
    id: newId(),
    staffNumber: `S${newId().slice(-12)}`,
    name: `李${i}`,
    gender: 'male' as const,
    employmentKind: 'contract' as const,
    unitId,
    from: '2020-01-01',
  }));
  await act(hostUser(), (ctx) => importPeople(ctx, rows));
  return rows.map((row) => row.id);
}

/** An event of the works on 18 June whose sign-up has been open since 1 June. */
async function openEvent(places: number | null, unitId = tree.works.id) {
  const event = await act(null, (ctx: Context) => makeScheduledEvent(ctx, { unitId }));
  const signUp = { opensAt: '2024-06-01T08:00:00+08:00', closesAt: '2024-06-15T18:00:00+08:00' };
  return call(contract.changeEvent, chair(), {
    params: { id: event.id },
    body: { version: event.version, places, signUp },
  });
}

describe('sign-up', () => {
  test('a hundred at once on several connections never exceed the places; the others wait, each with an own number', async () => {
    const event = await openEvent(30);
    const ids = await people(100, tree.areas[0].id);
    const answers = await Promise.all(
      ids.map((personId) =>
        call(contract.signUp, workerUser(tree.areas[0].path, personId), { params: { id: event.id } }),
      ),
    );
    expect(answers.filter((answer) => answer.state === 'placed')).toHaveLength(30);
    expect(answers.flatMap((answer) => answer.waitingNumber ?? []).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 70 }, (_, i) => i + 1),
    );
    expect((await call(contract.getEvent, chair(), { params: { id: event.id } })).counts).toMatchObject({
      placed: 30,
      waiting: 70,
    });
    const first = await call(contract.listSignUps, chair(), { params: { id: event.id }, query: { limit: '60' } });
    const rest = await call(contract.listSignUps, chair(), {
      params: { id: event.id },
      query: { limit: '60', cursor: first.nextCursor! },
    });
    const positions = [...first.rows, ...rest.rows].map((row) => row.position);
    expect(positions).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(first.rows[0]).toMatchObject({ state: 'placed', unitName: '一工区' });
  });

  test('sign-ups and withdrawals in any mixture leave no free place beside someone who waits', async () => {
    const event = await openEvent(5);
    const ids = await people(20, tree.areas[0].id);
    const as = (personId: string) => workerUser(tree.areas[0].path, personId);
    await Promise.all(ids.map((id) => call(contract.signUp, as(id), { params: { id: event.id } })));
    await Promise.all([
      ...ids.slice(0, 12).map((id) => call(contract.withdraw, as(id), { params: { id: event.id } })),
      ...(await people(4, tree.areas[0].id)).map((id) => call(contract.signUp, as(id), { params: { id: event.id } })),
    ]);
    expect((await call(contract.getEvent, chair(), { params: { id: event.id } })).counts).toMatchObject({
      placed: 5,
      waiting: 7,
    });
    const { rows } = await call(contract.listSignUps, chair(), { params: { id: event.id } });
    expect(rows.map((row) => row.state)).toEqual([
      ...Array<string>(5).fill('placed'),
      ...Array<string>(7).fill('waiting'),
    ]);
  });

  test('who withdraws gives the place to the first who waits, and comes last when signing up again', async () => {
    const event = await openEvent(1);
    const [a, b, c] = (await people(3, tree.team.id)).map((id) => workerUser(tree.team.path, id)) as [
      ReturnType<typeof workerUser>,
      ReturnType<typeof workerUser>,
      ReturnType<typeof workerUser>,
    ];
    const params = { id: event.id };
    for (const user of [a, b, c]) await call(contract.signUp, user, { params });
    await call(contract.withdraw, a, { params });
    expect((await call(contract.getEvent, b, { params })).mySignUp).toEqual({ state: 'placed', waitingNumber: null });
    expect((await call(contract.getEvent, c, { params })).mySignUp).toEqual({ state: 'waiting', waitingNumber: 1 });
    expect(await call(contract.signUp, a, { params })).toEqual({ state: 'waiting', waitingNumber: 2 });
    expect((await call(contract.listEvents, a, { query: { isMine: 'true' } })).rows.map((row) => row.id)).toEqual([
      event.id,
    ]);
  });

  test('more places move the first up; fewer than are taken are refused', async () => {
    const event = await openEvent(2);
    for (const id of await people(5, tree.team.id))
      await call(contract.signUp, workerUser(tree.team.path, id), { params: { id: event.id } });
    const change = (places: number | null, version: number) =>
      call(contract.changeEvent, chair(), { params: { id: event.id }, body: { version, places } });
    expect(await refusal(change(1, event.version))).toBe('schedule.places_below_taken');
    expect((await change(4, event.version)).counts).toMatchObject({ placed: 4, waiting: 1 });
    expect((await change(null, event.version + 1)).counts).toMatchObject({ placed: 5, waiting: 0 });
  });

  test('is refused twice, outside its days, outside the audience, and to an account without a person', async () => {
    const event = await openEvent(10, tree.areas[0].id);
    const [mine, other] = [(await people(1, tree.team.id))[0]!, (await people(1, tree.areas[1].id))[0]!];
    const params = { id: event.id };
    const user = workerUser(tree.team.path, mine);
    expect((await call(contract.getEvent, user, { params })).abilities).toMatchObject({
      canSignUp: true,
      canWithdraw: false,
    });
    await call(contract.signUp, user, { params });
    expect((await call(contract.getEvent, user, { params })).abilities).toMatchObject({
      canSignUp: false,
      canWithdraw: true,
    });
    expect(await refusal(call(contract.signUp, user, { params }))).toBe('schedule.signed_up_already');
    expect(await refusal(call(contract.signUp, workerUser(tree.areas[1].path, other), { params }))).toBe(
      'kernel.not_found',
    );
    expect(await refusal(call(contract.signUp, hostUser(tree.group.path, { personId: other }), { params }))).toBe(
      'schedule.not_in_audience',
    );
    expect(await refusal(call(contract.signUp, workerUser(tree.team.path), { params }))).toBe('schedule.no_person');
    clock.set('2024-06-16');
    expect(
      await refusal(call(contract.signUp, workerUser(tree.team.path, (await people(1, tree.team.id))[0]!), { params })),
    ).toBe('schedule.sign_up_not_open');
    await call(contract.withdraw, user, { params });
    expect(await refusal(call(contract.withdraw, user, { params }))).toBe('schedule.not_signed_up');
    clock.set('2024-06-19');
    expect(await refusal(call(contract.withdraw, user, { params }))).toBe('schedule.event_closed');
  });

  test('an officer signs up people of the own unit, in the order of the list, and nobody else', async () => {
    const event = await openEvent(2);
    const own = await people(3, tree.team.id);
    const [foreign] = await people(1, tree.areas[1].id);
    const officer = hostUser(tree.areas[0].path);
    const add = (personIds: string[]) =>
      call(contract.signUpOthers, officer, { params: { id: event.id }, body: { personIds } });
    expect(await refusal(add([...own, foreign!]))).toBe('kernel.not_found');
    expect(await refusal(add([NOBODY]))).toBe('kernel.not_found');
    expect(await add([...own, own[0]!])).toEqual({ placed: 2, waiting: 1 });
    expect(await refusal(add([own[0]!]))).toBe('schedule.signed_up_already');
    const drop = (personId: string) =>
      refusal(call(contract.withdrawOther, officer, { params: { id: event.id, personId } }));
    expect(await drop(foreign!)).toBe('kernel.not_found');
    expect(await drop(own[0]!)).toBe('done');
    expect((await call(contract.getEvent, officer, { params: { id: event.id } })).counts).toMatchObject({
      placed: 2,
      waiting: 0,
    });
    expect(await refusal(call(contract.listSignUps, officer, { params: { id: event.id } }))).toBe('kernel.not_found');
    const narrow = await openEvent(2, tree.areas[1].id);
    const seen = { ...hostUser(tree.works.path), grants: hostUser(tree.works.path).grants };
    expect(
      await refusal(call(contract.signUpOthers, seen, { params: { id: narrow.id }, body: { personIds: own } })),
    ).toBe('schedule.not_in_audience');
  });
});

describe('attendance', () => {
  test('by list and by code together count each person once', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    const ids = await people(3, tree.team.id);
    clock.set(new Date('2024-06-18T08:30:00+08:00'));
    const params = { id: event.id };
    const { code, changesAt } = await call(contract.getCheckInCode, chair(), { params });
    expect(changesAt).toBe('2024-06-18T00:30:30.000Z');
    const user = workerUser(tree.team.path, ids[0]);
    expect(await call(contract.checkIn, user, { params, body: { code } })).toEqual({
      title: event.title,
      isFirst: true,
    });
    expect(await call(contract.checkIn, user, { params, body: { code } })).toEqual({
      title: event.title,
      isFirst: false,
    });
    expect(await call(contract.recordAttendance, chair(), { params, body: { personIds: [...ids, ids[1]!] } })).toEqual({
      added: 2,
      named: 3,
    });
    const { rows } = await call(contract.listAttendance, chair(), { params, query: { limit: '2' } });
    expect(rows.map((row) => [row.way, row.name, row.unitName])).toEqual([
      ['code', '李0', '甲班'],
      ['list', '李1', '甲班'],
    ]);
    const seen = await call(contract.getEvent, user, { params });
    expect(seen).toMatchObject({
      hasMyAttendance: true,
      counts: { named: 3, people: 3 },
      abilities: { canCheckIn: false, canReadNames: false },
    });
  });

  test('a hundred scan at once and each counts once', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    const ids = await people(50, tree.team.id);
    clock.set(new Date('2024-06-18T09:00:00+08:00'));
    const { code } = await call(contract.getCheckInCode, chair(), { params: { id: event.id } });
    const scans = [...ids, ...ids].map((id) =>
      call(contract.checkIn, workerUser(tree.team.path, id), { params: { id: event.id }, body: { code } }),
    );
    expect((await Promise.all(scans)).filter((scan) => scan.isFirst)).toHaveLength(50);
  });

  test('a code counts for 90 seconds, on its event, while check-in is open', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.areas[0].id }));
    const [mine, guest] = [(await people(1, tree.team.id))[0]!, (await people(1, tree.areas[1].id))[0]!];
    const params = { id: event.id };
    const scan = (user: ReturnType<typeof workerUser>, code: string) =>
      refusal(call(contract.checkIn, user, { params, body: { code } }));
    expect(await refusal(call(contract.getCheckInCode, chair(), { params }))).toBe('schedule.check_in_not_open');
    expect(await scan(workerUser(tree.team.path, mine), 'x')).toBe('schedule.check_in_not_open');
    clock.set(new Date('2024-06-18T08:30:00+08:00'));
    const { code } = await call(contract.getCheckInCode, chair(), { params });
    clock.set(new Date('2024-06-18T08:31:30+08:00'));
    expect(await scan(workerUser(tree.team.path, mine), code)).toBe('schedule.code_stale');
    clock.set(new Date('2024-06-18T08:31:29+08:00'));
    expect(await scan(workerUser(tree.areas[1].path, guest), 'wrong')).toBe('kernel.not_found');
    expect(await scan(workerUser(tree.areas[1].path, guest), code)).toBe('done');
    expect(await scan(workerUser(tree.team.path), code)).toBe('schedule.no_person');
    expect(
      await refusal(
        call(contract.checkIn, workerUser(tree.team.path, mine), { params: { id: NOBODY }, body: { code } }),
      ),
    ).toBe('kernel.not_found');
    expect(await refusal(call(contract.getCheckInCode, hostUser(tree.areas[1].path), { params }))).toBe(
      'kernel.not_found',
    );
  });

  test('nothing is recorded before the day, after closing, for people that are not there, or by another unit', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.areas[0].id }));
    const [person] = await people(1, tree.team.id);
    const params = { id: event.id };
    const record = (personIds: string[], user = chair()) =>
      refusal(call(contract.recordAttendance, user, { params, body: { personIds } }));
    const heads = (headCount: number) => refusal(call(contract.setHeadCount, chair(), { params, body: { headCount } }));
    expect(await record([person!])).toBe('schedule.not_begun');
    expect(await heads(10)).toBe('schedule.not_begun');
    clock.set('2024-06-18');
    expect(await record([NOBODY])).toBe('kernel.not_found');
    expect(await record([person!], hostUser(tree.areas[1].path))).toBe('kernel.not_found');
    expect(await record([person!, ...(await people(1, tree.team.id))])).toBe('done');
    expect(await heads(1)).toBe('schedule.head_count_below_named');
    expect(await heads(10)).toBe('done');
    const remove = (personId: string) =>
      refusal(call(contract.removeAttendance, chair(), { params, body: { personId, reason: '记错' } }));
    expect(await remove(person!)).toBe('done');
    expect(await remove(person!)).toBe('kernel.not_found');
    await call(contract.closeEvent, chair(), { params, body: { version: event.version } });
    expect(await record([person!])).toBe('schedule.event_closed');
    expect(await remove(person!)).toBe('schedule.event_closed');
    expect(await heads(10)).toBe('schedule.event_closed');
  });
});

describe('photos', () => {
  test('are seen by whoever may read the event, and removed with a reason until it is closed', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.areas[0].id }));
    clock.set('2024-06-18');
    const params = { id: event.id };
    const photo = await call(contract.addPhoto, chair(), { params, query: { name: '开幕.png' }, body: PNG });
    const second = await call(contract.addPhoto, chair(), { params, query: {}, body: PNG });
    const reader = workerUser(tree.team.path);
    expect((await call(contract.listPhotos, reader, { params })).rows.map((row) => row.name)).toEqual([
      '开幕.png',
      'photo',
    ]);
    const file = await call(contract.getPhoto, reader, { params: { ...params, photoId: photo.id } });
    expect(file).toMatchObject({ mediaType: 'image/png', isInline: true, name: '开幕.png' });
    const remove = (photoId: string) =>
      refusal(call(contract.removePhoto, chair(), { params: { ...params, photoId }, body: { reason: '模糊' } }));
    expect(await remove(second.id)).toBe('done');
    expect(await remove(second.id)).toBe('kernel.not_found');
    await call(contract.closeEvent, chair(), { params, body: { version: event.version } });
    expect(await remove(photo.id)).toBe('schedule.event_closed');
    expect(await refusal(call(contract.addPhoto, chair(), { params, query: {}, body: PNG }))).toBe('done');
    const stranger = workerUser(tree.areas[1].path);
    expect(await refusal(call(contract.getPhoto, stranger, { params: { ...params, photoId: photo.id } }))).toBe(
      'kernel.not_found',
    );
    const other = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.areas[1].id }));
    expect(await refusal(call(contract.getPhoto, stranger, { params: { id: other.id, photoId: photo.id } }))).toBe(
      'kernel.not_found',
    );
  });

  test('what is no photo, empty or too large is refused', async () => {
    const event = await act(null, (ctx) => makeHeldEvent(ctx, { unitId: tree.works.id }, '2024-06-11'));
    const add = (body: Uint8Array) =>
      refusal(call(contract.addPhoto, chair(), { params: { id: event.id }, query: {}, body: body as never }));
    expect(await add(Buffer.from('<svg onload=alert(1)>'))).toBe('file.type_refused');
    expect(await add(new Uint8Array())).toBe('file.empty');
    expect(await add(Buffer.concat([PNG, Buffer.alloc(contract.MAX_PHOTO_BYTES)]))).toBe('kernel.too_large');
    const cancelled = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    await call(contract.cancelEvent, chair(), { params: { id: cancelled.id }, body: { version: 1, reason: '雨' } });
    expect(
      await refusal(call(contract.addPhoto, chair(), { params: { id: cancelled.id }, query: {}, body: PNG })),
    ).toBe('schedule.event_closed');
  });

  test('sent before their event they make a small event of the same person, and of nobody else', async () => {
    const officer = hostUser(tree.areas[0].path);
    const photo = await call(contract.uploadPhoto, officer, { query: { name: '拔河.png' }, body: PNG });
    const body = { title: '拔河', unitId: tree.areas[0].id, day: '2024-06-12', photoIds: [photo.id] };
    expect(await refusal(call(contract.quickEvent, hostUser(tree.areas[0].path), { body }))).toBe('kernel.not_found');
    const event = await call(contract.quickEvent, officer, { body });
    expect(event).toMatchObject({ state: 'held', counts: { photos: 1, people: 0, headCount: null } });
    expect(await refusal(call(contract.quickEvent, officer, { body }))).toBe('kernel.not_found');
  });

  test('an account can’t pile up photos without events', async () => {
    const officer = hostUser(tree.areas[0].path);
    await act(officer, async (ctx) => {
      const { insertPhoto } = await import('./store-taking-part');
      const { storeFile } = await import('#kernel');
      const { id } = await storeFile(ctx, PNG, 'x.png', ['image/png']);
      for (let i = 0; i < 100; i += 1) await insertPhoto(ctx, null, id);
    });
    expect(await refusal(call(contract.uploadPhoto, officer, { query: {}, body: PNG }))).toBe(
      'schedule.too_many_photos',
    );
  });

  test('who may only read adds nothing', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    const reader = testUser(['schedule.event.read'], tree.group.path);
    expect(await refusal(call(contract.addPhoto, reader, { params: { id: event.id }, query: {}, body: PNG }))).toBe(
      'kernel.not_found',
    );
  });
});
