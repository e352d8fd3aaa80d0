import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHttp, readSettings, registerErrors } from '#kernel/composition';
import { kernelErrors } from '#kernel/contract';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { recordLeaving } from '#engines/roster';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { calendarFile } from './calendar-file';
import * as contract from './contract';
import { scheduleRoutes } from './routes';
import { findEvent } from './store';
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

interface Component {
  name: string;
  properties: { name: string; params: Record<string, string>; value: string }[];
  parts: Component[];
}

/** A strict reader of RFC 5545 of our own: it shares nothing with the library that writes. */
function readCalendar(bytes: Uint8Array): Component {
  const raw = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  expect(raw.endsWith('END:VCALENDAR\r\n')).toBe(true);
  const physical = raw.replace(/\r\n$/, '').split('\r\n');
  for (const line of physical) {
    expect(/[\r\n]/.test(line), `a bare line break in ${line}`).toBe(false);
    expect(Buffer.byteLength(line), `too long: ${line}`).toBeLessThanOrEqual(75);
    expect(line.length).toBeGreaterThan(0);
  }
  const lines = raw
    .replace(/\r\n$/, '')
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n');
  const stack: Component[] = [{ name: 'ROOT', properties: [], parts: [] }];
  for (const line of lines) {
    const match = /^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line);
    expect(match, `not a content line: ${line}`).not.toBeNull();
    const [, name, given, value] = match as unknown as [string, string, string, string];
    if (name === 'BEGIN') {
      const part = { name: value, properties: [], parts: [] };
      stack.at(-1)!.parts.push(part);
      stack.push(part);
    } else if (name === 'END') {
      expect(stack.pop()!.name).toBe(value);
    } else {
      expect(stack.at(-1)!.parts, `a property after a component: ${line}`).toEqual([]);
      const params = Object.fromEntries(
        given
          .split(';')
          .filter(Boolean)
          .map((pair) => pair.split('=') as [string, string]),
      );
      stack.at(-1)!.properties.push({ name, params, value: value.replace(/\\n/gi, '\n').replace(/\\([\\;,])/g, '$1') });
    }
  }
  expect(stack).toHaveLength(1);
  const [calendar] = stack[0]!.parts;
  expect([calendar!.name, of(calendar!, 'VERSION')]).toEqual(['VCALENDAR', '2.0']);
  expect(of(calendar!, 'PRODID')).toMatch(/gonghui/);
  for (const event of calendar!.parts.filter((part) => part.name === 'VEVENT')) {
    for (const name of ['UID', 'DTSTAMP', 'DTSTART', 'SUMMARY', 'SEQUENCE', 'STATUS'])
      expect(
        event.properties.filter((p) => p.name === name),
        name,
      ).toHaveLength(1);
    expect(of(event, 'DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
  }
  return calendar!;
}

function property(part: Component, name: string) {
  return part.properties.find((one) => one.name === name);
}

function of(part: Component, name: string): string | undefined {
  return property(part, name)?.value;
}

/** The wall time in Shanghai of a value written in UTC. */
function wallTime(value: string): string {
  const iso = value.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  return new Date(iso).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

async function fetchFeed(path: string): Promise<Component> {
  const token = path.split('/').at(-1)!;
  const file = await call(contract.getCalendar, null, { params: { token } });
  const { bytes, mediaType } = file as unknown as { bytes: Uint8Array; mediaType: string };
  expect(mediaType).toBe('text/calendar; charset=utf-8');
  return readCalendar(bytes);
}

function eventOf(calendar: Component, id: string): Component | undefined {
  return calendar.parts.find((part) => of(part, 'UID') === `${id}@gonghui`);
}

describe('a unit’s calendar', () => {
  test('shows a window of more than a month on its last day alone: it would bury every other day', async () => {
    const make = (title: string, to: string, words: string) =>
      act(null, (ctx) =>
        makeEvent(ctx, { title, unitId: tree.areas[1].id, window: { from: '2024-05-01', to, words } }),
      );
    const [year, month] = [await make('职工运动会', '2024-12-31', '下半年'), await make('读书月', '2024-05-31', '5月')];
    const feed = await call(contract.createFeed, chair(), { body: { name: '泵站活动', unitId: tree.areas[1].id } });
    const calendar = await fetchFeed(feed.path);
    const shown = (id: string) => ['DTSTART', 'DTEND', 'SUMMARY'].map((name) => of(eventOf(calendar, id)!, name));
    expect(shown(year.id)).toEqual(['20241231', '20250101', '职工运动会（下半年，日子未定）']);
    expect(shown(month.id)).toEqual(['20240501', '20240601', '读书月（5月）']);
  });

  test('shows a window as all-day days with the plan’s words, then the exact wall time, under one UID with a rising SEQUENCE', async () => {
    const event = await act(null, (ctx) =>
      makeEvent(ctx, {
        title: '第六届炊工比武',
        unitId: tree.works.id,
        window: { from: '2024-06-11', to: '2024-06-20', words: '6月中旬' },
      }),
    );
    const feed = await call(contract.createFeed, chair(), { body: { name: '总场活动', unitId: tree.works.id } });
    const planned = eventOf(await fetchFeed(feed.path), event.id)!;
    expect(property(planned, 'DTSTART')).toEqual({ name: 'DTSTART', params: { VALUE: 'DATE' }, value: '20240611' });
    expect(property(planned, 'DTEND')).toEqual({ name: 'DTEND', params: { VALUE: 'DATE' }, value: '20240621' });
    expect(['SUMMARY', 'SEQUENCE', 'STATUS', 'TRANSP'].map((name) => of(planned, name))).toEqual([
      '第六届炊工比武（6月中旬）',
      '1',
      'TENTATIVE',
      'TRANSPARENT',
    ]);

    await call(contract.scheduleEvent, chair(), {
      params: { id: event.id },
      body: {
        version: 1,
        startsAt: '2024-06-18T09:00:00+08:00',
        endsAt: '2024-06-18T11:30:00+08:00',
        place: '一食堂, 二楼; 东厅',
      },
    });
    const exact = eventOf(await fetchFeed(feed.path), event.id)!;
    expect(property(exact, 'DTSTART')).toEqual({ name: 'DTSTART', params: {}, value: '20240618T010000Z' });
    expect([wallTime(of(exact, 'DTSTART')!), wallTime(of(exact, 'DTEND')!)]).toEqual([
      '2024-06-18 09:00:00',
      '2024-06-18 11:30:00',
    ]);
    expect(['SUMMARY', 'SEQUENCE', 'STATUS', 'LOCATION'].map((name) => of(exact, name))).toEqual([
      '第六届炊工比武',
      '2',
      'CONFIRMED',
      '一食堂, 二楼; 东厅',
    ]);

    await call(contract.cancelEvent, chair(), { params: { id: event.id }, body: { version: 2, reason: '高温' } });
    const cancelled = eventOf(await fetchFeed(feed.path), event.id)!;
    expect(['SEQUENCE', 'STATUS', 'DESCRIPTION'].map((name) => of(cancelled, name))).toEqual([
      '3',
      'CANCELLED',
      '高温',
    ]);
  });

  test('wall times are right whatever zone the server runs in, at midnight too', async () => {
    const event = await act(null, (ctx) =>
      makeScheduledEvent(ctx, { unitId: tree.works.id }, '2024-06-19T00:30:00+08:00'),
    );
    const record = (await act(null, (ctx) => findEvent(ctx, event.id)))!;
    const before = process.env.TZ;
    try {
      for (const zone of ['UTC', 'Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati']) {
        process.env.TZ = zone;
        const exact = readCalendar(Buffer.from(calendarFile([record], { name: 'x', isPersonal: false }))).parts[0]!;
        expect([zone, wallTime(of(exact, 'DTSTART')!)]).toEqual([zone, '2024-06-19 00:30:00']);
        const planned = readCalendar(
          Buffer.from(
            calendarFile([{ ...record, startsAt: null, state: 'planned' }], { name: 'x', isPersonal: false }),
          ),
        );
        expect([zone, of(planned.parts[0]!, 'DTSTART')]).toEqual([zone, '20240619']);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test('long Chinese titles, line breaks and rare characters are folded within 75 octets and come back whole', async () => {
    const title = `${'迎新春，庆“三八”；比学赶帮超'.repeat(7)}𠮷🎉`.slice(0, 118);
    const event = await act(null, (ctx) =>
      makeHeldEvent(ctx, { title, unitId: tree.station.id, organiser: { kind: 'outside', name: '开发区工会' } }),
    );
    const feed = await call(contract.createFeed, hostUser(tree.areas[0].path), {
      body: { name: '一工区，活动；日历', unitId: tree.areas[0].id },
    });
    const calendar = await fetchFeed(feed.path);
    expect(of(calendar, 'X-WR-CALNAME')).toBe('一工区，活动；日历');
    expect(of(eventOf(calendar, event.id)!, 'SUMMARY')).toBe(title);
    expect(of(eventOf(calendar, event.id)!, 'DESCRIPTION')).toBe('开发区工会');
    expect(calendar.parts).toHaveLength(1);
  });

  test('a calendar of a tag holds only its events; an unchanged calendar is the same text', async () => {
    const tagged = await act(null, (ctx) => makeEvent(ctx, { unitId: tree.works.id, tags: ['plan:2024'] }));
    const feed = await call(contract.createFeed, chair(), {
      body: { name: '2024年计划', unitId: tree.group.id, tag: 'plan:2024' },
    });
    const calendar = await fetchFeed(feed.path);
    expect(calendar.parts.map((part) => of(part, 'UID'))).toEqual([`${tagged.id}@gonghui`]);
    clock.set('2024-06-13');
    expect(await fetchFeed(feed.path)).toEqual(calendar);
  });
});

describe('a personal calendar', () => {
  test('holds the own sign-ups and shows titles and times only', async () => {
    const person = await act(null, (ctx) => makePerson(ctx, { unitId: tree.team.id }));
    const user = workerUser(tree.team.path, person.id);
    const event = await act(null, (ctx) =>
      makeScheduledEvent(ctx, { unitId: tree.works.id, organiser: { kind: 'outside', name: '集团公司工会' } }),
    );
    const signUp = { opensAt: '2024-06-01T08:00:00+08:00', closesAt: null };
    await call(contract.changeEvent, chair(), { params: { id: event.id }, body: { version: event.version, signUp } });
    const feed = await call(contract.createOwnFeed, user, { body: { name: '我的活动' } });
    expect((await fetchFeed(feed.path)).parts).toEqual([]);
    await call(contract.signUp, user, { params: { id: event.id } });
    const [mine] = (await fetchFeed(feed.path)).parts;
    const names = new Set(mine!.properties.map((one) => one.name));
    for (const name of ['LOCATION', 'DESCRIPTION', 'ORGANIZER', 'ATTENDEE', 'URL', 'CATEGORIES'])
      expect(names.has(name), name).toBe(false);
    expect(of(mine!, 'SUMMARY')).toBe(event.title);
    await call(contract.withdraw, user, { params: { id: event.id } });
    expect((await fetchFeed(feed.path)).parts).toEqual([]);
    expect(await refusal(call(contract.createOwnFeed, workerUser(tree.team.path), { body: { name: 'x' } }))).toBe(
      'schedule.no_person',
    );
    const keeper = testUser(['roster.person.read', 'roster.person.write'], tree.group.path);
    await act(keeper, (ctx) => recordLeaving(ctx, person.id, '2024-06-11'));
    expect(await refusal(fetchFeed(feed.path))).toBe('kernel.not_found');
  });
});

describe('the address of a calendar', () => {
  test('can’t be guessed, is stored as a hash alone, tells its last use and ends when revoked', async () => {
    const feed = await call(contract.createFeed, chair(), { body: { name: '总场', unitId: tree.works.id } });
    const token = feed.path.slice('/api/calendar/'.length);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const { rows: stored } = await db.pool.query<{ row: string }>(
      'select to_jsonb(f)::text as row from schedule.feed f where id = $1',
      [feed.id],
    );
    expect(stored[0]!.row).not.toContain(token);
    await fetchFeed(feed.path);
    const listed = async (user = chair()) =>
      (await call(contract.listFeeds, user)).rows.find((row) => row.id === feed.id);
    expect(await listed()).toMatchObject({
      kind: 'unit',
      unit: { name: '测试盐场' },
      lastUsedAt: '2024-06-12T01:00:00.000Z',
      revokedAt: null,
    });
    expect(await listed(hostUser(tree.areas[0].path))).toBeUndefined();
    const revoke = (user: ReturnType<typeof hostUser>) =>
      refusal(call(contract.revokeFeed, user, { params: { id: feed.id } }));
    expect(await revoke(hostUser(tree.areas[0].path))).toBe('kernel.not_found');
    expect(await revoke(workerUser(tree.works.path))).toBe('kernel.not_found');
    expect(await revoke(chair())).toBe('done');
    expect(await refusal(fetchFeed(feed.path))).toBe('kernel.not_found');
    expect(await listed()).toMatchObject({ revokedAt: '2024-06-12T01:00:00.000Z' });
  });

  test('of a unit is made only by who manages it; one’s own is listed and revoked by oneself alone', async () => {
    const make = (user: ReturnType<typeof hostUser>, unitId: string) =>
      refusal(call(contract.createFeed, user, { body: { name: 'x', unitId } }));
    expect(await make(hostUser(tree.areas[0].path), tree.works.id)).toBe('kernel.not_found');
    expect(await make(workerUser(tree.works.path), tree.works.id)).toBe('kernel.not_found');
    const person = await act(null, (ctx) => makePerson(ctx, { unitId: tree.team.id }));
    const user = workerUser(tree.team.path, person.id);
    const own = await call(contract.createOwnFeed, user, { body: { name: '我的' } });
    expect((await call(contract.listFeeds, user)).rows.map((row) => row.id)).toEqual([own.id]);
    expect((await call(contract.listFeeds, chair())).rows.some((row) => row.id === own.id)).toBe(false);
    expect(await refusal(call(contract.revokeFeed, chair(), { params: { id: own.id } }))).toBe('kernel.not_found');
    expect(await refusal(call(contract.revokeFeed, user, { params: { id: own.id } }))).toBe('done');
    expect(await refusal(call(contract.getCalendar, null, { params: { token: 'x' } }))).toBe('kernel.not_found');
  });

  test('opens over HTTP without a session, as text/calendar that nothing keeps', async () => {
    registerErrors(kernelErrors);
    const feed = await call(contract.createFeed, chair(), { body: { name: '总场', unitId: tree.works.id } });
    const app = await openHttp({
      settings: readSettings({}),
      house: db.house,
      clock,
      sessions: { userOf: async () => null },
      routes: scheduleRoutes,
      webFolder: null,
      openApi: () => '{}',
      isReady: async () => true,
    });
    const answer = await app.inject({ method: 'GET', url: feed.path });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-disposition']).toContain('calendar.ics');
    readCalendar(answer.rawPayload);
    expect((await app.inject({ method: 'GET', url: `${feed.path}x` })).statusCode).toBe(404);
    await app.close();
  });
});
