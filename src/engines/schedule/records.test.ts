import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { participationOf } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { createEvents, eventCounts, eventsTagged, recordAttendance } from './index';
import { hostUser, makeEvent, makeHeldEvent, scheduleActs, scheduleCalls, withStatements, workerUser } from './testing';

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

describe('a small event in one step', () => {
  const body = () => ({ title: '拔河', unitId: tree.team.id, day: '2024-06-16', headCount: 18, themes: ['歌颂劳动'] });

  test('is created and closed at once', async () => {
    const event = await call(contract.quickEvent, hostUser(tree.areas[0].path), { body: body() });
    expect(event).toMatchObject({
      state: 'held',
      heldOn: '2024-06-16',
      unit: { name: '甲班' },
      counts: { people: 18 },
      themes: ['歌颂劳动'],
    });
  });

  // prettier-ignore
  test.each([
    ['a day to come', { day: '2024-06-19' }, 'schedule.not_begun'],
    ['neither heads nor photos', { headCount: null }, 'schedule.nothing_recorded'],
    ['a photo that nobody sent', { photoIds: ['0190aaaa-0000-7000-8000-000000000000'] }, 'kernel.not_found'],
  ])('%s is refused and leaves nothing', async (_, change, code) => {
    expect(
      await refusal(
        call(contract.quickEvent, hostUser(tree.areas[0].path), { body: { ...body(), title: '没有发生', ...change } }),
      ),
    ).toBe(code);
    const { rows } = await call(contract.listEvents, chair(), { query: { limit: '200' } });
    expect(rows.some((row) => row.title === '没有发生')).toBe(false);
  });
});

describe('what measures ask', () => {
  test('five hundred tags cost one query for their events', async () => {
    const tags = Array.from({ length: 500 }, (_, i) => `commitment:many-${i}`);
    await act(chair(), (ctx) =>
      createEvents(
        ctx,
        tags.map((tag) => ({ title: '活动', unitId: tree.works.id, window, tags: [tag] })),
      ),
    );
    await act(null, (ctx) => makeHeldEvent(ctx, { unitId: tree.works.id, tags: [tags[0]!] }));
    const counts = await act(null, async (plain) => {
      const { ctx, statements } = withStatements(plain);
      const answer = await eventCounts(ctx, { tags });
      expect(statements).toHaveLength(1);
      return answer;
    });
    expect(counts.get(tags[0]!)).toEqual({ events: 2, counted: 1, cancelled: 0, people: 1 });
    expect(counts.get(tags[499]!)).toEqual({ events: 1, counted: 0, cancelled: 0, people: 0 });
  });

  test('who came to two events of a tag is one person; a window keeps to its days', async () => {
    const tag = 'commitment:twice';
    await act(hostUser(), async (ctx) => {
      const person = await makePerson(ctx, { unitId: tree.works.id });
      for (const day of ['2024-05-01', '2024-06-01']) {
        const event = await makeEvent(ctx, {
          unitId: tree.works.id,
          tags: [tag],
          window: { from: day, to: day, words: '' },
        });
        await recordAttendance(ctx, event.id, [person.id]);
      }
    });
    const all = await act(null, (ctx) => eventsTagged(ctx, tag));
    expect(all.distinctPeople).toBe(1);
    expect(all.events.map((event) => [event.named, event.isCounted])).toEqual([
      [1, false],
      [1, false],
    ]);
    expect(
      (await act(null, (ctx) => eventsTagged(ctx, tag, { from: '2024-05-01', to: '2024-05-31' }))).events,
    ).toHaveLength(1);
  });
});

describe('series and editions', () => {
  test('earlier editions are gaps until they are recorded with their source', async () => {
    const event = await act(null, (ctx) =>
      makeHeldEvent(ctx, { unitId: tree.works.id, series: { name: '厨艺赛', edition: 4 } }),
    );
    const id = event.series!.id;
    const list = async () =>
      (await call(contract.listEditions, chair(), { params: { id } })).editions.map((e) => [e.number, e.kind, e.year]);
    expect(await list()).toEqual([
      [1, 'gap', null],
      [2, 'gap', null],
      [3, 'gap', null],
      [4, 'event', 2024],
    ]);
    const record = (number: number, user = chair()) =>
      call(contract.recordEdition, user, {
        params: { id, number },
        body: { year: 2023, champion: '一食堂 王师傅', source: '2023年总结' },
      });
    expect(await record(3)).toMatchObject({ kind: 'recorded', champion: '一食堂 王师傅', source: '2023年总结' });
    expect(await list()).toEqual([
      [1, 'gap', null],
      [2, 'gap', null],
      [3, 'recorded', 2023],
      [4, 'event', 2024],
    ]);
    expect(await refusal(record(4))).toBe('schedule.edition_held_here');
    expect(await refusal(record(2, workerUser(tree.works.path)))).toBe('kernel.not_found');
    expect(await refusal(record(2, hostUser(tree.areas[0].path)))).toBe('kernel.not_found');
    const { rows } = await call(contract.listSeries, workerUser(tree.team.path));
    expect(rows).toContainEqual({
      id,
      name: '厨艺赛',
      unit: { id: tree.works.id, name: '测试盐场' },
      latestEdition: 4,
      canRecord: false,
    });
  });

  test('lunar festivals are computed', async () => {
    const day = (name: string) => call(contract.getFestivalDay, chair(), { query: { name, year: '2024' } });
    expect(await day('春节')).toEqual({ day: '2024-02-10' });
    expect(await day('元宵')).toEqual({ day: '2024-02-24' });
    expect(await refusal(day('圣诞'))).toBe('schedule.no_such_festival');
  });
});

test('who came to a held event has taken part on that day, until it is opened again', async () => {
  const people = await act(null, (ctx) => makePerson(ctx, { unitId: tree.canteen.id }));
  const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id }));
  const params = { id: event.id };
  await call(contract.recordAttendance, chair(), { params, body: { personIds: [people.id] } });
  const question = { from: '2024-06-15', to: '2024-06-15', under: [tree.canteen.path] };
  const taken = async () => (await act(null, (ctx) => participationOf(ctx, question))).byKind;
  expect(await taken()).toEqual([]);
  const held = await call(contract.closeEvent, chair(), { params, body: { version: 1, heldOn: '2024-06-15' } });
  expect(await taken()).toEqual([{ kind: 'schedule.event', people: 1, times: 1 }]);
  await call(contract.reopenEvent, chair(), { params, body: { version: held.version, reason: '补名单' } });
  expect(await taken()).toEqual([]);
});
