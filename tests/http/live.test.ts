import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audit, inTransaction, notFound } from '#kernel';
import { openDatabase, openLog } from '#kernel/composition';
import { openHouse, type OpenHouse } from '../../src/app/house';
import { openTestHouse, PASSWORD, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
/** Another server on the same database: its pool, its sessions, its streams. */
let other: OpenHouse;
let planId: string;

beforeAll(async () => {
  house = await openTestHouse();
  const { address } = house.database as typeof house.database & { address: Parameters<typeof openDatabase>[0] };
  const database = openDatabase(address, () => undefined, 6);
  const second = { ...house, database, house: { ...house.house, database: database.kysely }, close: database.close };
  other = await openHouse(second, openLog('silent'), {
    pages: false,
    requestsPerMinute: 10_000,
    beatMilliseconds: 200,
  });
  await other.app.listen({ host: '127.0.0.1', port: 0 });
  const answer = await house.app.inject({
    method: 'POST',
    url: '/api/plans/texts',
    headers: { cookie: await house.cookieOf('chair'), 'content-type': 'application/json' },
    payload: { text: '2024年工会工作计划\n一、活动\n1、4月份举办职工拔河比赛。\n', name: '计划' },
  });
  planId = (JSON.parse(answer.body) as { planId: string }).planId;
  expect(planId).toMatch(/^[0-9a-f-]{36}$/);
});
afterAll(async () => {
  await other.close();
  await house.close();
});

interface Heard {
  status: number;
  message: IncomingMessage;
  words: () => string;
  until(part: string): Promise<void>;
  ended: Promise<void>;
}

function follow(id: string, cookie?: string): Promise<Heard> {
  const { port } = other.app.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': 'gzip', ...(cookie === undefined ? {} : { cookie }) };
    get({ port, host: '127.0.0.1', path: `/api/plans/${id}/live`, headers, agent: false }, (message) => {
      let words = '';
      message.setEncoding('utf8').on('data', (part: string) => (words += part));
      const ended = new Promise<void>((done) => message.once('close', done));
      const until = async (part: string) => {
        for (let times = 0; !words.includes(part); times += 1) {
          if (times > 500) throw new Error(`not heard: ${part}\n${words}`);
          await new Promise((later) => setTimeout(later, 10));
        }
      };
      resolve({ status: message.statusCode ?? 0, message, words: () => words, until, ended });
    }).on('error', reject);
  });
}

const changeTitle = (account: TestAccount, revision: number) =>
  house.cookieOf(account).then((cookie) =>
    house.app.inject({
      method: 'POST',
      url: '/api/directives',
      headers: { cookie, 'content-type': 'application/json' },
      payload: {
        sender: '集团公司工会',
        number: `${revision}号`,
        title: '关于活动的通知',
        receivedOn: '2024-06-01',
        fileId: null,
      },
    }),
  );

test('an act in one house is told to a stream of another house on the same database, and holds no data', async () => {
  const stream = await follow(planId, await house.cookieOf('chair'));
  expect([stream.status, stream.message.headers['content-type'], stream.message.headers['content-encoding']]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
    undefined,
  ]);
  expect(stream.message.headers['content-security-policy']).toBeDefined();
  await stream.until('retry: ');
  const answer = await changeTitle('chair', 1);
  expect(answer.statusCode).toBe(200);
  await stream.until('event: told');
  const told = /event: told\ndata: (.*)\n/.exec(stream.words())?.[1];
  expect(JSON.parse(told!)).toEqual({ topic: 'plan', at: expect.any(String) as string });
  await stream.until(': beat');
  stream.message.destroy();
});

test('an act that is rolled back is not told', async () => {
  const stream = await follow(planId, await house.cookieOf('chair'));
  const refused = inTransaction(house.seed(), async (ctx) => {
    audit(ctx, { action: 'schedule.closeEvent', subject: 'event:1' });
    throw notFound();
  });
  await expect(refused).rejects.toThrow();
  await changeTitle('chair', 2);
  await stream.until('"topic":"plan"');
  expect(stream.words()).not.toContain('"topic":"schedule"');
  stream.message.destroy();
});

test('an outsider is asked to sign in; a plan that is not yours reads like one that is not there', async () => {
  const outsider = await follow(planId);
  await outsider.ended;
  expect([outsider.status, outsider.words().includes('kernel.sign_in_required')]).toEqual([401, true]);
  for (const [account, id] of [
    ['worker', planId],
    ['chair', '0190f5b0-0000-7000-8000-000000000000'],
  ] as const) {
    const refused = await follow(id, await house.cookieOf(account));
    await refused.ended;
    expect([refused.status, refused.words().includes('kernel.not_found')]).toEqual([404, true]);
  }
});

test('a superior who reads totals alone may follow', async () => {
  const stream = await follow(planId, await house.cookieOf('superior'));
  expect(stream.status).toBe(200);
  stream.message.destroy();
});

test('signing out in one house ends the stream in the other', async () => {
  const signedIn = await house.app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { username: 'auditor', password: PASSWORD },
  });
  const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
  const stream = await follow(planId, cookie);
  expect(stream.status).toBe(200);
  await stream.until(': beat');
  await house.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
  await stream.ended;
  expect(stream.words()).toContain('data: {"reason":"refused"}');
});

test('who asks for the head alone gets no stream', async () => {
  const answer = await other.app.inject({
    method: 'HEAD',
    url: `/api/plans/${planId}/live`,
    headers: { cookie: await house.cookieOf('chair') },
  });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
});

test('a server with open streams stops at once', async () => {
  const { address } = house.database as typeof house.database & { address: Parameters<typeof openDatabase>[0] };
  const database = openDatabase(address, () => undefined, 4);
  const third = await openHouse(
    { ...house, database, house: { ...house.house, database: database.kysely }, close: database.close },
    openLog('silent'),
    { pages: false },
  );
  await third.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = third.app.server.address() as AddressInfo;
  const cookie = await house.cookieOf('chair');
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, host: '127.0.0.1', path: `/api/plans/${planId}/live`, headers: { cookie } }, resolve).on(
      'error',
      reject,
    );
  });
  message.resume();
  const ended = new Promise((done) => message.once('close', done));
  const from = performance.now();
  await third.close();
  await ended;
  expect(performance.now() - from).toBeLessThan(5000);
});
