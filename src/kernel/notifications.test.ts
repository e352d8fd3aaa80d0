import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccount } from './accounts';
import type { Context } from './context';
import { LIVE_CHANNEL } from './live/topics';
import type { RequestFacts } from './manifest';
import { forgetOldNotifications, notificationRoutes, notify, type Notification } from './notifications';
import type { NotificationRow } from './notification-contract';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from './testing';
import { registerTexts } from './texts';
import { inTransaction } from './transaction';

registerTexts({
  notes: {
    'zh-CN': {
      words: { chair: '主席' },
      notifications: { told: { title: '{{who}}请您{{what}}', body: '{{day}}前，{{role}}' } },
    },
    en: {
      words: { chair: 'Chair' },
      notifications: { told: { title: '{{who}} asks you to {{what}}', body: 'By {{day}}, {{role}}' } },
    },
  },
});

let database: TestDatabase;
let [anna, bert, closed]: [string, string, string] = ['', '', ''];
const clock = standingClock('2024-06-18');

beforeAll(async () => {
  database = await openTestDatabase();
  const open = (username: string) =>
    createAccount(database.kysely, { username, name: username, password: 'sea-salt-7', mustChangePassword: false });
  [anna, bert, closed] = [await open('anna'), await open('bert'), await open('closed')];
  await database.pool.query('update kernel.login_user set is_closed = true where id = $1', [closed]);
});
afterAll(() => database.close());
beforeEach(async () => {
  clock.set('2024-06-18');
  await database.pool.query('delete from kernel.notification');
});

const as = (accountId: string | null) => (accountId === null ? null : testUser([], '/', { accountId }));
const run = <R>(
  act: (ctx: Context) => Promise<R>,
  accountId: string | null = null,
  language: 'zh-CN' | 'en' = 'zh-CN',
) => inTransaction(database.seed({ user: as(accountId), clock, language }), act);
const tell = (change: Partial<Notification> = {}, by: string | null = null) =>
  run(
    (ctx) =>
      notify(ctx, {
        to: [anna],
        kind: 'notes.told',
        params: { who: '徐惠', what: '交照片', day: '2024-06-20', roleWord: 'words.chair' },
        link: { desktop: '/plan/1', phone: '/duties/1' },
        ...change,
      }),
    by,
  );

interface Listed {
  rows: NotificationRow[];
  nextCursor: string | null;
  unread: number;
}

/** Answers as the house does for one of the routes. */
function ask<Answer = Listed>(
  name: string,
  input: { params?: unknown; query?: unknown; body?: unknown },
  accountId: string,
  language: 'zh-CN' | 'en' = 'zh-CN',
): Promise<Answer> {
  const route = notificationRoutes.find((one) => one.endpoint.name === `notification.${name}`)!;
  const facts = { params: {}, query: {}, body: {}, request: {} as RequestFacts, ...input };
  return run((ctx) => route.act(ctx, facts) as Promise<Answer>, accountId, language);
}
const list = (accountId: string, query: object = {}, language: 'zh-CN' | 'en' = 'zh-CN') =>
  ask('listNotifications', { query: { limit: 50, show: 'all', ...query } }, accountId, language);

describe('what is told', () => {
  test('is said in the language of the reader, days and words of the module too', async () => {
    await tell();
    const [chinese] = (await list(anna)).rows;
    expect(chinese).toMatchObject({ title: '徐惠请您交照片', body: '2024年6月20日前，主席', isRead: false });
    expect(chinese).toMatchObject({ desktopPath: '/plan/1', phonePath: '/duties/1', kind: 'notes.told' });
    const [english] = (await list(anna, {}, 'en')).rows;
    expect(english).toMatchObject({ title: '徐惠 asks you to 交照片', body: 'By 20 June 2024, Chair' });
  });

  test('what a person wrote is never read as a word or a place for one', async () => {
    await tell({
      params: { who: '$t(words.chair)', what: '{{day}} <b>&amp; 𠮷😀', day: '2024-06-20', roleWord: 'words.chair' },
    });
    expect((await list(anna)).rows[0]!.title).toBe('$t(words.chair)请您{{day}} <b>&amp; 𠮷😀');
  });

  test('reaches each account once, no closed one, none that is not there, and not who does it', async () => {
    await tell({ to: [anna, anna, bert, closed, '0190f5b0-0000-7000-8000-000000000000'] }, bert);
    expect([(await list(anna)).unread, (await list(bert)).unread, (await list(closed)).unread]).toEqual([1, 0, 0]);
  });

  test('under one key is told once to an account, without a key each time', async () => {
    for (let times = 0; times < 2; times += 1) await tell({ to: [anna], key: 'event:1' });
    await tell({ to: [anna, bert], key: 'event:1' });
    expect([(await list(anna)).unread, (await list(bert)).unread]).toEqual([1, 1]);
    for (let times = 0; times < 2; times += 1) await tell();
    expect((await list(anna)).unread).toBe(3);
  });

  test('is not there when the act is rolled back', async () => {
    const refused = run(async (ctx) => {
      await notify(ctx, { to: [anna], kind: 'notes.told', params: {}, link: {} });
      throw new Error('rolled back');
    });
    await expect(refused).rejects.toThrow('rolled back');
    expect((await list(anna)).rows).toEqual([]);
  });

  test('is told to the open pages of the account with the commit, also that it was read', async () => {
    const heard: string[] = [];
    const listener = new pg.Client(
      typeof database.address === 'string' ? { connectionString: database.address } : database.address,
    );
    await listener.connect();
    listener.on('notification', (notice) => heard.push(...(notice.payload ?? '').split('\n')));
    // What the tests before have told is not of this one.
    await database.crier.settled();
    await listener.query(`listen ${LIVE_CHANNEL}`);
    const settled = async () => {
      await database.crier.settled();
      await listener.query('select 1');
    };
    await tell({ to: [anna, bert] }, bert);
    await settled();
    expect(heard).toEqual([`notification:${anna}`]);
    const { id } = (await list(anna)).rows[0]!;
    heard.splice(0);
    await ask('readNotification', { params: { id } }, anna);
    await settled();
    expect(heard).toContain(`notification:${anna}`);
    await listener.end();
  });

  test('a kind that is no module and name is a fault of the program', async () => {
    await expect(tell({ kind: 'Told.it' })).rejects.toThrow('no kind of notification');
  });
});

describe('a list', () => {
  test('shows the newest first, page by page, and no other account’s', async () => {
    for (const day of ['2024-06-01', '2024-06-02', '2024-06-03']) {
      clock.set(day);
      await tell({ params: { who: day } });
    }
    await tell({ to: [bert] });
    const first = await list(anna, { limit: 2 });
    const second = await list(anna, { limit: 2, cursor: first.nextCursor! });
    expect([...first.rows, ...second.rows].map((row) => row.title.slice(0, 9))).toEqual([
      '2024年6月3日',
      '2024年6月2日',
      '2024年6月1日',
    ]);
    expect(second.nextCursor).toBeNull();
  });

  test.each([
    ['broken'],
    [`2024-06-01T00:00:00.000Z_${'-'.repeat(36)}`],
    ['2024-02-31T00:00:00.000Z_0190163d-8694-739b-aea5-966c26f8ad91'],
    ['0000-01-01T00:00:00.000Z_0190163d-8694-739b-aea5-966c26f8ad91'],
  ])('from a place that is none begins anew: %s', async (cursor) => {
    await tell();
    expect((await list(anna, { cursor })).rows).toHaveLength(1);
  });

  test('of what is unread leaves out what was read', async () => {
    await tell();
    await tell();
    const { id } = (await list(anna)).rows[0]!;
    expect(await ask('readNotification', { params: { id } }, anna)).toEqual({ unread: 1 });
    expect((await list(anna, { show: 'unread' })).rows.map((row) => row.id)).not.toContain(id);
    expect((await list(anna)).rows.map((row) => row.isRead)).toEqual([true, false]);
    expect(await ask('countNotifications', {}, anna)).toEqual({ unread: 1 });
  });
});

describe('reading', () => {
  const auditOf = async (accountId: string) =>
    (
      await database.pool.query<{ details: { count: number } }>(
        `select details from kernel.audit_entry where action = 'notification.read' and account_id = $1 order by id`,
        [accountId],
      )
    ).rows.map((row) => row.details.count);

  test('twice is no fault and keeps the first moment; each act leaves one line in the audit', async () => {
    await tell();
    const { id } = (await list(anna)).rows[0]!;
    const before = (await auditOf(anna)).length;
    await ask('readNotification', { params: { id } }, anna);
    const readAt = async () =>
      (await database.pool.query<{ read_at: Date }>('select read_at from kernel.notification where id = $1', [id]))
        .rows[0]!.read_at;
    const first = await readAt();
    clock.set('2024-06-19');
    await ask('readNotification', { params: { id } }, anna);
    expect(await readAt()).toEqual(first);
    expect((await auditOf(anna)).slice(before)).toEqual([1, 0]);
  });

  test('all up to the newest one shown leaves what came meanwhile', async () => {
    await tell();
    await tell();
    const upTo = (await list(anna)).rows[0]!.id;
    await tell();
    await tell({ to: [bert] });
    expect(await ask('readAllNotifications', { body: { upTo } }, anna)).toEqual({ unread: 1 });
    expect((await list(bert)).unread).toBe(1);
    expect((await auditOf(anna)).at(-1)).toBe(2);
  });

  test('refused: somebody else’s, and one that is not there', async () => {
    await tell();
    const { id } = (await list(anna)).rows[0]!;
    await expect(ask('readNotification', { params: { id } }, bert)).rejects.toThrow('kernel.not_found');
    await expect(ask('readAllNotifications', { body: { upTo: id } }, bert)).rejects.toThrow('kernel.not_found');
    expect((await list(anna)).unread).toBe(1);
  });

  test('refused: to follow another account', async () => {
    await expect(ask('followNotifications', { params: { accountId: anna } }, bert)).rejects.toThrow('kernel.not_found');
    const own = await ask<{ topics: Set<string> }>('followNotifications', { params: { accountId: anna } }, anna);
    expect([...own.topics]).toEqual([`notification:${anna}`]);
  });
});

test('what was read half a year ago is forgotten; what is unread stays', async () => {
  await tell();
  await tell();
  const { id } = (await list(anna)).rows[0]!;
  await ask('readNotification', { params: { id } }, anna);
  clock.set('2024-12-14');
  expect(await run(forgetOldNotifications)).toBe(0);
  clock.set('2024-12-16');
  expect(await run(forgetOldNotifications)).toBe(1);
  expect((await list(anna)).rows).toMatchObject([{ isRead: false }]);
});
