import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from './contract';
import { recordAttendance, signUpOthers } from './index';
import { searchParts } from './store-search';
import { hostUser, makeEvent, makeScheduledEvent, scheduleActs, scheduleCalls, workerUser } from './testing';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-06-18');
let call: ReturnType<typeof scheduleCalls>;
let act: ReturnType<typeof scheduleActs>;
const host = () => hostUser(tree.works.path);

beforeAll(async () => {
  db = await openTestDatabase();
  call = scheduleCalls(db, clock);
  act = scheduleActs(db, clock);
  tree = await act(hostUser(), makeTree);
});
afterAll(() => db.close());

async function found(search: string, user = host()): Promise<string[]> {
  const { rows } = await call(contract.listEvents, user, { query: { search } });
  return rows.map((row) => row.title);
}

describe('the search of events', () => {
  beforeAll(async () => {
    const unitId = tree.works.id;
    await act(null, async (ctx) => {
      await makeEvent(ctx, { unitId, title: '第六届炊工比武', series: { name: '炊事技能赛', edition: 6 } });
      await makeScheduledEvent(ctx, { unitId, title: '乒乓球比赛' });
      await makeEvent(ctx, { unitId, title: '街头文艺', organiser: { kind: 'outside', name: '开发区工会' } });
      await makeEvent(ctx, { unitId: tree.areas[0].id, title: '𠮷祥 Cup ２０２４' });
      await makeEvent(ctx, { unitId: tree.areas[1].id, title: '赛球比' });
    });
  });

  // prettier-ignore
  test.each([
    ['炊工',        ['第六届炊工比武']],
    ['比武',        ['第六届炊工比武']],
    ['技能赛',      ['第六届炊工比武']],
    ['比武 炊事',   ['第六届炊工比武']],
    ['职工之家',    ['乒乓球比赛']],
    ['开发区',      ['街头文艺']],
    ['𠮷',          ['𠮷祥 Cup ２０２４']],
    ['𠮷祥cup 2024', ['𠮷祥 Cup ２０２４']],
    ['球比赛',      ['乒乓球比赛']],
    ['拔河',        []],
    ["%' or 1=1",   []],
    ['_',           []],
  ])('%s finds %o', async (search, titles) => expect(await found(search)).toEqual(titles));

  test('finds nothing beyond what the reader may see', async () => {
    expect(await found('赛球比', workerUser(tree.areas[0].path))).toEqual([]);
    expect(await found('比赛', workerUser(tree.areas[0].path))).toEqual(['乒乓球比赛']);
  });

  test('follows a new title', async () => {
    const event = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id, title: '登山' }));
    await call(contract.changeEvent, host(), { params: { id: event.id }, body: { version: 1, title: '登高望远' } });
    expect(await found('登山')).toEqual([]);
    expect(await found('登高')).toEqual(['登高望远']);
  });

  test('asks the index of pairs of characters', async () => {
    const plan = await db.kysely.transaction().execute(async (transaction) => {
      await sql`set local enable_seqscan = off`.execute(transaction);
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from schedule.event e
        where search_grams @> schedule.grams_to_find(schedule.search_form('炊工'))`.execute(transaction);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('event_search');
  });

  test('series are found by their names', async () => {
    const names = async (search: string) =>
      (await call(contract.listSeries, host(), { query: { search } })).rows.map((row) => row.name);
    expect(await names('技能')).toEqual(['炊事技能赛']);
    expect(await names('演讲')).toEqual([]);
  });

  test('the parts of a search are told apart by blanks of any width', () =>
    expect(searchParts(' 炊工　比武 炊工\t')).toEqual(['炊工', '比武']));
});

describe('a sign-in sheet', () => {
  test('names those with a place or those who came, unit by unit; it is the host’s and is audited', async () => {
    const event = await act(null, (ctx) =>
      makeScheduledEvent(ctx, { unitId: tree.works.id }, '2024-06-20T09:00:00+08:00'),
    );
    const [zhao, qian, sun] = await act(null, async (ctx) => [
      await makePerson(ctx, { unitId: tree.team.id, name: '赵一' }),
      await makePerson(ctx, { unitId: tree.canteen.id, name: '钱二' }),
      await makePerson(ctx, { unitId: tree.team.id, name: '孙三' }),
    ]);
    await call(contract.changeEvent, host(), {
      params: { id: event.id },
      body: { version: 2, places: 2, signUp: { opensAt: '2024-06-01T08:00:00+08:00', closesAt: null } },
    });
    await act(host(), (ctx) => signUpOthers(ctx, event.id, [zhao!.id, qian!.id, sun!.id]));
    const sheet = async (of: 'placed' | 'came', user = host()) =>
      (await call(contract.getSignInSheet, user, { params: { id: event.id }, query: { of } })).lines;
    expect((await sheet('placed')).map((line) => [line.name, line.unitName, line.checkedInAt])).toEqual([
      ['赵一', '甲班', null],
      ['钱二', '一食堂', null],
    ]);
    clock.set(new Date('2024-06-20T09:05:00+08:00'));
    await act(host(), (ctx) => recordAttendance(ctx, event.id, [sun!.id]));
    expect(await sheet('came')).toEqual([{ name: '孙三', unitName: '甲班', checkedInAt: '2024-06-20T01:05:00.000Z' }]);
    await expect(sheet('came', hostUser(tree.areas[1].path))).rejects.toMatchObject({ code: 'kernel.not_found' });
    const { rows } = await sql<{ names: number }>`select (details ->> 'names')::int as names from kernel.audit_entry
      where action = 'schedule.readSignInSheet' order by names desc`.execute(db.kysely);
    expect(rows).toEqual([{ names: 2 }, { names: 1 }]);
  });
});
