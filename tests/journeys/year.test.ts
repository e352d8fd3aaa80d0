import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { confirmPlan, fileEvidence, getReport, getReportDocument, importPlanText } from '#engines/plan';
import { boardOf } from '#engines/plan/testing';
import { closeEvent, getEvent, listEvents, scheduleEvent } from '#engines/schedule';
import { recogniseEvent } from '#lines/culture';
import { allMeasures, allParameters, composeOnce } from '../../src/app/foundation';
import { roles } from '../../src/app/roles';
import { fullSeed } from '../test-house';
import { buildWorld, worldPlan, type World } from '../world';

let database: TestDatabase;
let world: World;
let chair: SignedInUser;
let planId = '';

const on = <Result>(today: string, act: (ctx: Context) => Promise<Result>) =>
  inTransaction(
    database.seed({
      user: chair,
      clock: standingClock(today),
      house: { ...database.house, measures: allMeasures(), parameters: allParameters() },
    }),
    act,
  );

beforeAll(async () => {
  composeOnce();
  database = await openTestDatabase();
  const house = { ...database.house, parameters: allParameters() };
  await inTransaction(database.seed({ house }), seedParameters);
  world = await buildWorld(await fullSeed(database), { roles, password: 'Sea-salt-2024' });
  const { rows } = await database.pool.query<{ path: string }>('select path from roster.unit where id = $1', [
    world.works.id,
  ]);
  const own = testUser([...roles.chair.permissions], rows[0]!.path, { name: '主席' });
  chair = { ...own, grants: own.grants.map((grant) => ({ ...grant, unitId: world.works.id! })) };
});
afterAll(() => database.close());

const boardOn = (today: string) => on(today, (ctx) => boardOf(ctx, planId));
const stateOf = async (today: string, title: string) => {
  const row = (await boardOn(today)).rows.find((one) => one.title.includes(title))!;
  return [row.state, row.lateDays];
};

describe('the year of the salt works', () => {
  test('in January the plan is imported and confirmed; what was held before counts', async () => {
    ({ planId } = await on('2024-01-10', (ctx) => importPlanText(ctx, { text: worldPlan(), name: '计划' })));
    const { events } = await on('2024-01-10', (ctx) =>
      confirmPlan(ctx, planId, { revision: 1, acceptRest: true }, recogniseEvent),
    );
    expect(events).toBe(19);
  });

  test.each<[string, string, string, number]>([
    ['2024-03-05', '女工歌舞联谊会', 'not_begun', 0],
    ['2024-03-08', '女工歌舞联谊会', 'kept', 0],
    ['2024-04-01', '炊工比武', 'not_begun', 0],
    ['2024-04-20', '炊工比武', 'kept', 0],
    ['2024-05-11', '捞盐比赛', 'missed', 1],
    ['2024-05-14', '捞盐比赛', 'kept_late', 3],
    ['2024-05-20', '知识竞赛', 'at_risk', 0],
    ['2024-06-18', '知识竞赛', 'missed', 29],
    ['2024-06-18', '乒乓球比赛', 'not_begun', 0],
    ['2024-06-18', '7000元', 'kept', 0],
  ])('on %s %s is %s (%i days)', async (today, title, state, lateDays) => {
    expect(await stateOf(today, title)).toEqual([state, lateDays]);
  });

  test('the knowledge contest, held at last in June, is kept late; a passed date alone was never enough', async () => {
    const event = await on('2024-06-25', async (ctx) => {
      const { rows } = await listEvents(ctx, { tag: `plan:${planId}`, limit: 50 } as never);
      return rows.find((row) => row.title.includes('知识竞赛'))!;
    });
    const close = (version: number, headCount: number | null) => (ctx: Context) =>
      closeEvent(ctx, event.id, { version, summary: '六个工区参赛。', headCount });
    await on('2024-06-25', (ctx) =>
      scheduleEvent(ctx, event.id, {
        version: event.version,
        startsAt: '2024-06-24T14:00:00+08:00',
        endsAt: null,
        place: '礼堂',
        reason: '',
      }),
    );
    const { version } = await on('2024-06-25', (ctx) => getEvent(ctx, event.id));
    await expect(on('2024-06-25', close(version, null))).rejects.toMatchObject({ code: 'schedule.nothing_recorded' });
    await on('2024-06-25', close(version, 60));
    expect(await stateOf('2024-06-25', '知识竞赛')).toEqual(['kept_late', 35]);
  });

  test('evidence answers an aim in words, never by a percentage', async () => {
    const aim = (await boardOn('2024-06-25')).rows.find((row) => row.kind === 'aim')!;
    await on('2024-06-25', (ctx) =>
      fileEvidence(ctx, aim.id, { day: '2024-06-20', text: '班组讨论十二场', taskId: null, fileIds: [] }),
    );
    expect((await boardOn('2024-06-25')).rows.find((row) => row.id === aim.id)).toMatchObject({
      state: 'in_words',
      evidenceCount: 1,
    });
  });

  test('the report quotes every commitment and is the same twice, to the byte', async () => {
    const [first, second] = [
      await on('2025-01-05', (ctx) => getReport(ctx, planId, '2024-12-31')),
      await on('2025-01-06', (ctx) => getReport(ctx, planId, '2024-12-31')),
    ];
    expect(second.sha256).toBe(first.sha256);
    const quoted = new Set(first.chapters.flatMap((chapter) => chapter.lines.map((line) => line.quote)));
    const board = await boardOn('2024-12-31');
    expect(board.rows.filter((row) => !quoted.has(row.quote)).map((row) => row.quote)).toEqual([]);
    expect(first.summary.every((sentence) => sentence.isInWords || /\d/.test(sentence.text))).toBe(true);
    const [a, b] = [
      await on('2025-01-05', (ctx) => getReportDocument(ctx, planId, '2024-12-31')),
      await on('2025-01-06', (ctx) => getReportDocument(ctx, planId, '2024-12-31')),
    ];
    expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
  });

  test('forty-one is the number of canteens that are open, and what the plan promises', async () => {
    const { rows } = await database.pool.query<{ n: number }>(
      "select count(*)::int as n from roster.unit where kind = 'canteen' and valid_to is null",
    );
    const promise = (await boardOn('2024-06-25')).rows.find((row) => row.kind === 'participation')!;
    expect([rows[0]!.n, promise.target]).toEqual([41, expect.objectContaining({ expected: 41 })]);
  });
});
