import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { moveUnit } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { createEvents } from './index';
import {
  hostUser,
  makeEvent,
  makeHeldEvent,
  makeScheduledEvent,
  scheduleActs,
  scheduleCalls,
  withStatements,
  workerUser,
} from './testing';

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
beforeEach(() => clock.set('2024-06-18'));

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const window = { from: '2024-04-11', to: '2024-04-20', words: '4月中旬' };
const chair = () => hostUser(tree.group.path);

describe('planning', () => {
  test('keeps the window, the words, the series, themes and tags', async () => {
    const event = await call(contract.createEvent, chair(), {
      body: {
        title: '第六届炊工比武',
        unitId: tree.works.id,
        window,
        series: { name: '炊工比武', edition: 6 },
        themes: ['歌颂盐工'],
        tags: ['commitment:0190aaaa', 'plan:2024'],
        definitionKey: 'culture.own.cook_contest',
        audience: { unitId: tree.works.id, cohorts: ['炊工'] },
      },
    });
    expect(event).toMatchObject({
      state: 'planned',
      window,
      startsAt: null,
      unit: { name: '测试盐场' },
      series: { name: '炊工比武', edition: 6 },
      themes: ['歌颂盐工'],
      tags: ['commitment:0190aaaa', 'plan:2024'],
      audience: { unit: { name: '测试盐场' }, cohorts: ['炊工'] },
      version: 1,
      abilities: { canChange: true, canSchedule: true, canCancel: true, canReopen: false },
    });
  });

  test('many events are written in one statement for them all, in the order given', async () => {
    const ids = await act(chair(), async (plain) => {
      const { ctx, statements } = withStatements(plain);
      const events = Array.from({ length: 19 }, (_, i) => ({
        title: `活动${i}`,
        unitId: tree.works.id,
        window,
        tags: ['plan:bulk'],
      }));
      const made = await createEvents(ctx, events);
      expect(statements.filter((text) => text.includes('insert into'))).toHaveLength(1);
      return made;
    });
    expect(new Set(ids).size).toBe(19);
    const { rows } = await call(contract.listEvents, chair(), { query: { tag: 'plan:bulk' } });
    expect(rows.map((row) => row.title)).toEqual(Array.from({ length: 19 }, (_, i) => `活动${i}`));
  });

  // prettier-ignore
  test.each([
    [
      'a window that ends before it begins',
      { window: { from: '2024-05-02', to: '2024-05-01' } },
      'schedule.window_reversed',
    ],
    ['a window of more than three years',   { window: { from: '2024-01-01', to: '2027-12-31' } },                  'schedule.window_too_long'],
    ['an outside organiser without a name', { organiser: { kind: 'outside' } }, 'schedule.organiser_missing'],
    ['a unit that is not there', { unitId: '0190aaaa-0000-7000-8000-000000000000' }, 'kernel.not_found'],
    ['a day that no calendar can show',     { window: { from: '9999-12-31', to: '9999-12-31' } },                  'kernel.invalid_input'],
    ['a title of control signs', { title: 'a\u0000b' }, 'kernel.invalid_input'],
    ['a tag without a kind', { tags: ['plan'] }, 'kernel.invalid_input'],
  ])('%s is refused', async (_, change, code) => {
    const body = { title: '活动', unitId: tree.works.id, window, ...change };
    expect(await refusal(call(contract.createEvent, chair(), { body }))).toBe(code);
  });

  test('an edition stands once, until its event is cancelled', async () => {
    const body = {
      title: '第二届环场接力赛',
      unitId: tree.works.id,
      window,
      series: { name: '环场接力赛', edition: 2 },
    };
    const first = await call(contract.createEvent, chair(), { body });
    expect(await refusal(call(contract.createEvent, chair(), { body }))).toBe('schedule.edition_taken');
    expect(
      await refusal(
        act(chair(), (ctx) =>
          createEvents(ctx, [
            { ...body, series: { name: '新', edition: 1 } },
            { ...body, series: { name: '新', edition: 1 } },
          ]),
        ),
      ),
    ).toBe('schedule.edition_taken');
    const cancelled = await call(contract.cancelEvent, chair(), {
      params: { id: first.id },
      body: { version: 1, reason: '台风' },
    });
    await call(contract.createEvent, chair(), { body });
    const reopening = call(contract.reopenEvent, chair(), {
      params: { id: first.id },
      body: { version: cancelled.version, reason: '重办' },
    });
    expect(await refusal(reopening)).toBe('schedule.edition_taken');
  });

  test('two who plan one edition at the same moment: one is refused', async () => {
    const body = { title: '歌手赛', unitId: tree.works.id, window, series: { name: '歌手赛', edition: 1 } };
    const answers = await Promise.all([1, 2, 3].map(() => refusal(call(contract.createEvent, chair(), { body }))));
    expect(answers.sort()).toEqual(['done', 'schedule.edition_taken', 'schedule.edition_taken']);
  });

  test('an officer plans for the own unit and below, not for another one', async () => {
    const officer = hostUser(tree.areas[0].path);
    const plan = (unitId: string) =>
      refusal(call(contract.createEvent, officer, { body: { title: '棋类活动', unitId, window } }));
    expect(await plan(tree.station.id)).toBe('done');
    expect(await plan(tree.areas[1].id)).toBe('kernel.not_found');
    expect(await plan(tree.works.id)).toBe('kernel.not_found');
  });
});

describe('the exact time', () => {
  test('makes a planned event scheduled; moving it needs a reason', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    const at = (startsAt: string, version: number, reason = '') =>
      call(contract.scheduleEvent, chair(), {
        params: { id: event.id },
        body: { version, startsAt, endsAt: null, place: '灯光球场', reason },
      });
    const first = await at('2024-06-20T15:00:00+08:00', 1);
    expect(first).toMatchObject({
      state: 'scheduled',
      startsAt: '2024-06-20T07:00:00.000Z',
      place: '灯光球场',
      version: 2,
    });
    expect(await refusal(at('2024-06-22T15:00:00+08:00', 2))).toBe('schedule.move_reason_missing');
    expect(await refusal(at('2024-06-22T15:00:00+08:00', 1, '下雨'))).toBe('kernel.changed_meanwhile');
    expect(await at('2024-06-22T15:00:00+08:00', 2, '下雨')).toMatchObject({ stateReason: '下雨', version: 3 });
  });

  test('an end before the start, and a start before the sign-up opens, are refused', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    const at = (version: number, startsAt: string, endsAt: string | null) =>
      refusal(
        call(contract.scheduleEvent, chair(), {
          params: { id: event.id },
          body: { version, startsAt, endsAt, place: '' },
        }),
      );
    expect(await at(1, '2024-06-20T15:00:00+08:00', '2024-06-20T14:00:00+08:00')).toBe('schedule.time_reversed');
    expect(await at(1, '2024-06-20T15:00:00+08:00', '2034-06-20T14:00:00+08:00')).toBe('schedule.window_too_long');
    const signUp = { opensAt: '2024-06-19T08:00:00+08:00', closesAt: null };
    await call(contract.changeEvent, chair(), { params: { id: event.id }, body: { version: 1, signUp } });
    expect(await at(2, '2024-06-19T08:00:00+08:00', null)).toBe('schedule.sign_up_window_reversed');
  });

  test('a new window without the exact day takes the time away; it needs a reason', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    const move = (from: string, to: string, reason: string, version = 2) =>
      call(contract.changeEvent, chair(), {
        params: { id: event.id },
        body: { version, window: { from, to, words: '' }, reason },
      });
    expect(await refusal(move('2024-06-20', '2024-06-10', '改期'))).toBe('schedule.window_reversed');
    expect(await refusal(move('2024-07-01', '2024-07-10', ''))).toBe('schedule.move_reason_missing');
    expect(await move('2024-06-01', '2024-06-30', '放宽')).toMatchObject({
      state: 'scheduled',
      startsAt: event.startsAt,
    });
    expect(await move('2024-07-01', '2024-07-10', '高温', 3)).toMatchObject({
      state: 'planned',
      startsAt: null,
      stateReason: '高温',
    });
  });
});

describe('changing and cancelling', () => {
  test('changes only what is given', async () => {
    const event = await act(null, (ctx) =>
      makeEvent(ctx, { unitId: tree.works.id, tags: ['plan:a'], themes: ['安全'] }),
    );
    const changed = await call(contract.changeEvent, chair(), {
      params: { id: event.id },
      body: { version: 1, themes: ['法律'] },
    });
    expect(changed).toMatchObject({ title: event.title, tags: ['plan:a'], themes: ['法律'], window: event.window });
    const audience = { unitId: tree.areas[0].id, cohorts: ['青年'] };
    const again = await call(contract.changeEvent, chair(), {
      params: { id: event.id },
      body: { version: 2, tags: ['plan:b'], audience },
    });
    expect(again).toMatchObject({
      tags: ['plan:b'],
      themes: ['法律'],
      audience: { unit: { name: '一工区' }, cohorts: ['青年'] },
    });
    const reversed = { opensAt: '2024-06-10T08:00:00+08:00', closesAt: '2024-06-10T08:00:00+08:00' };
    expect(
      await refusal(
        call(contract.changeEvent, chair(), { params: { id: event.id }, body: { version: 3, signUp: reversed } }),
      ),
    ).toBe('schedule.sign_up_window_reversed');
  });

  test('a cancelled event stays readable with its reason and takes no other step but reopening', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    const params = { id: event.id };
    await call(contract.cancelEvent, chair(), { params, body: { version: 2, reason: '防汛' } });
    expect(await call(contract.getEvent, chair(), { params })).toMatchObject({
      state: 'cancelled',
      stateReason: '防汛',
    });
    expect(await refusal(call(contract.closeEvent, chair(), { params, body: { version: 3 } }))).toBe(
      'schedule.step_impossible',
    );
    expect(await refusal(call(contract.changeEvent, chair(), { params, body: { version: 3, place: 'x' } }))).toBe(
      'schedule.step_impossible',
    );
    const reopened = await call(contract.reopenEvent, chair(), { params, body: { version: 3, reason: '汛情解除' } });
    expect(reopened).toMatchObject({ state: 'scheduled', stateReason: '汛情解除' });
  });

  test('a reason is never empty', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    expect(
      await refusal(
        call(contract.cancelEvent, chair(), { params: { id: event.id }, body: { version: 1, reason: ' ' } }),
      ),
    ).toBe('kernel.invalid_input');
  });
});

describe('closing', () => {
  test('a passed date alone never counts: attendance, heads or a photo must be there', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    const close = (body: object) =>
      call(contract.closeEvent, chair(), { params: { id: event.id }, body: { version: 2, ...body } });
    clock.set('2024-06-17');
    expect(await refusal(close({ headCount: 30 }))).toBe('schedule.not_begun');
    clock.set('2024-09-01');
    expect(await refusal(close({ summary: '圆满' }))).toBe('schedule.nothing_recorded');
    expect(await close({ summary: '圆满', headCount: 30 })).toMatchObject({
      state: 'held',
      heldOn: '2024-06-18',
      summary: '圆满',
      counts: { people: 30, named: 0, headCount: 30 },
      abilities: { canClose: false, canReopen: true },
    });
  });

  test('an event that never had an exact time is closed with its day', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
    const close = (body: object) =>
      call(contract.closeEvent, chair(), { params: { id: event.id }, body: { version: 1, headCount: 12, ...body } });
    expect(await refusal(close({}))).toBe('schedule.held_day_missing');
    expect(await close({ heldOn: '2024-06-15' })).toMatchObject({ state: 'held', heldOn: '2024-06-15' });
  });

  test('fewer heads than names are refused; a reopened event can be corrected and closed again', async () => {
    const held = await act(null, (ctx) => makeHeldEvent(ctx, { unitId: tree.works.id }));
    const params = { id: held.id };
    const reopened = await call(contract.reopenEvent, chair(), {
      params,
      body: { version: held.version, reason: '补名单' },
    });
    expect(reopened).toMatchObject({ state: 'planned', heldOn: null });
    const people = await act(null, async (ctx) => [
      await makePerson(ctx, { unitId: tree.works.id }),
      await makePerson(ctx, { unitId: tree.works.id }),
    ]);
    await call(contract.recordAttendance, chair(), { params, body: { personIds: people.map((p) => p.id) } });
    const close = (headCount: number) =>
      call(contract.closeEvent, chair(), {
        params,
        body: { version: reopened.version, heldOn: '2024-06-18', headCount },
      });
    expect(await refusal(close(2))).toBe('schedule.head_count_below_named');
    expect(await close(3)).toMatchObject({ state: 'held', counts: { named: 3, people: 3 } });
  });

  test('two who close at once: one is told that it was changed meanwhile', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.works.id }));
    clock.set('2024-06-19');
    const close = () =>
      refusal(call(contract.closeEvent, chair(), { params: { id: event.id }, body: { version: 2, headCount: 5 } }));
    expect((await Promise.all([close(), close()])).sort()).toEqual(['done', 'kernel.changed_meanwhile']);
  });

  test('only who holds the right on the unit closes; to others the event is not there', async () => {
    const event = await act(null, (ctx) => makeScheduledEvent(ctx, { unitId: tree.areas[0].id }));
    clock.set('2024-06-19');
    const close = (user: ReturnType<typeof hostUser>) =>
      refusal(call(contract.closeEvent, user, { params: { id: event.id }, body: { version: 2, headCount: 5 } }));
    expect(await close(hostUser(tree.areas[1].path))).toBe('kernel.not_found');
    expect(await close(testUser(['schedule.event.read', 'schedule.event.write'], tree.group.path))).toBe(
      'kernel.not_found',
    );
    expect(await close(hostUser(tree.areas[0].path))).toBe('done');
  });
});

describe('lists', () => {
  test('show what is below the own unit and what is for it, page by page, in the order of days', async () => {
    const other = await act(hostUser(), makeTree);
    await act(null, async (ctx) => {
      const make = (title: string, unitId: string, from: string, audience?: string) =>
        makeEvent(ctx, {
          title,
          unitId,
          window: { from, to: from, words: '' },
          ...(audience ? { audience: { unitId: audience, cohorts: [] } } : {}),
        });
      await make('全场', other.works.id, '2024-03-01');
      await make('一区', other.areas[0].id, '2024-03-02');
      await make('二区', other.areas[1].id, '2024-03-03');
      await make('甲班', other.team.id, '2024-03-04');
      await make('二区给一区', other.areas[1].id, '2024-03-05', other.areas[0].id);
    });
    const titles = async (user: ReturnType<typeof hostUser>, query: object = {}) =>
      (await call(contract.listEvents, user, { query })).rows.map((row) => row.title);
    expect(await titles(hostUser(other.group.path))).toEqual(['全场', '一区', '二区', '甲班', '二区给一区']);
    expect(await titles(workerUser(other.team.path))).toEqual(['全场', '一区', '甲班', '二区给一区']);
    expect(await titles(workerUser(other.areas[1].path))).toEqual(['全场', '二区', '二区给一区']);
    expect(await titles(hostUser(other.group.path), { unitId: other.areas[0].id })).toEqual(['一区', '甲班']);
    expect(await titles(hostUser(other.group.path), { from: '2024-03-02', to: '2024-03-03' })).toEqual([
      '一区',
      '二区',
    ]);
    expect(await titles(hostUser(other.group.path), { state: 'held' })).toEqual([]);
    expect(await titles(hostUser(other.group.path), { isMine: 'true' })).toEqual([]);
    const first = await call(contract.listEvents, hostUser(other.group.path), { query: { limit: '2' } });
    const second = await call(contract.listEvents, hostUser(other.group.path), {
      query: { limit: '3', cursor: first.nextCursor! },
    });
    expect([first, second].flatMap((page) => page.rows.map((row) => row.title))).toHaveLength(5);
    expect(second.nextCursor).toBeNull();
    for (const cursor of ['x', `2024-06-18_${'-'.repeat(36)}`])
      expect(await refusal(call(contract.listEvents, hostUser(other.group.path), { query: { cursor } }))).toBe(
        'kernel.invalid_input',
      );
  });

  test('nobody without a grant sees anything; an event that is not yours is not there', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.areas[0].id }));
    expect(await refusal(call(contract.getEvent, workerUser(tree.areas[1].path), { params: { id: event.id } }))).toBe(
      'kernel.not_found',
    );
    expect(await refusal(call(contract.getEvent, testUser([]), { params: { id: event.id } }))).toBe('kernel.not_found');
    expect(await refusal(call(contract.getEvent, null, { params: { id: event.id } }))).toBe('kernel.sign_in_required');
  });

  test('when a unit is moved its events go with it', async () => {
    const other = await act(hostUser(), makeTree);
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: other.team.id }));
    const mover = testUser(['roster.unit.read', 'roster.unit.write'], other.group.path);
    await act(mover, (ctx) => moveUnit(ctx, other.team.id, { parentId: other.areas[1].id, from: '2024-06-01' }));
    expect(await refusal(call(contract.getEvent, hostUser(other.areas[0].path), { params: { id: event.id } }))).toBe(
      'kernel.not_found',
    );
    expect(await call(contract.getEvent, hostUser(other.areas[1].path), { params: { id: event.id } })).toMatchObject({
      title: event.title,
    });
  });
});
