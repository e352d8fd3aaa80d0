import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount } from '#engines/roster';
import { roles } from '../../src/app/roles';
import { openTestHouse, PASSWORD, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await addAccount('newcomer', true);
  await addAccount('careless', false);
  await addAccount('leaver', false);
});
afterAll(() => house.close());

const addAccount = (username: string, mustChangePassword: boolean) =>
  house.act((ctx) =>
    openAccount(ctx, roles, {
      username,
      name: username,
      password: PASSWORD,
      personId: null,
      mustChangePassword,
      role: 'worker',
      unitId: house.tree.works.id,
    }),
  );

const codeOf = (answer: { body: string; statusCode: number }) => [
  answer.statusCode,
  (JSON.parse(answer.body) as { error?: { code: string } }).error?.code,
];
const signIn = (username: string, password: string) =>
  house.app.inject({ method: 'POST', url: '/api/session', payload: { username, password } });
const enter = async (username: string, password = PASSWORD) =>
  (await signIn(username, password)).cookies
    .map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`)
    .join('; ');
const change = (cookie: string, currentPassword: string, newPassword: string) =>
  house.app.inject({
    method: 'PUT',
    url: '/api/session/password',
    headers: { cookie },
    payload: { currentPassword, newPassword },
  });
const me = (cookie: string) => house.app.inject({ url: '/api/session', headers: { cookie } });

describe('signing in', () => {
  test('a wrong password and an unknown name get the same answer', async () => {
    const [wrong, unknown] = [await signIn('worker', 'not-it-at-all'), await signIn('nobody-here', PASSWORD)];
    expect(codeOf(wrong)).toEqual([401, 'session.wrong_password']);
    expect(codeOf(unknown)).toEqual([401, 'session.wrong_password']);
  });

  test('five wrong passwords lock the name, also for the right one; the log tells', async () => {
    for (let i = 0; i < 5; i += 1) await signIn('careless', `wrong-${i}`);
    expect(codeOf(await signIn('careless', PASSWORD))).toEqual([423, 'session.locked']);
    const { rows } = await sql<{
      outcome: string;
    }>`select outcome from kernel.sign_in_event where username = 'careless' order by at`.execute(house.house.database);
    expect(rows.map((row) => row.outcome)).toEqual([...Array(5).fill('wrong_password'), 'locked']);
  });

  test('upper and lower case of the name are one', async () => {
    expect((await signIn('WORKER', PASSWORD)).statusCode).toBe(200);
  });

  test('the cookie is closed to scripts and foreign pages', async () => {
    const answer = await signIn('auditor', PASSWORD);
    expect(answer.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  });

  test('a first password opens nothing but its own change', async () => {
    const cookie = await enter('newcomer');
    expect(codeOf(await house.app.inject({ url: '/api/plans', headers: { cookie } }))).toEqual([
      403,
      'kernel.password_change_required',
    ]);
    expect((await me(cookie)).json()).toMatchObject({ mustChangePassword: true });
    expect(codeOf(await change(cookie, PASSWORD, PASSWORD))).toEqual([422, 'session.password_same']);
    expect(codeOf(await change(cookie, PASSWORD, 'newcomer-1'))).toEqual([422, 'session.password_weak']);
    expect(codeOf(await change(cookie, 'wrong-one-here', 'Quite-long-7'))).toEqual([401, 'session.wrong_password']);
    const changed = await change(cookie, PASSWORD, 'Quite-long-7');
    expect(changed.statusCode).toBe(200);
    const fresh = changed.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
    expect((await me(fresh)).json()).toMatchObject({ mustChangePassword: false });
    expect((await signIn('newcomer', PASSWORD)).statusCode).toBe(401);
  });
});

describe('devices', () => {
  test('every other device is signed out at once, wherever it is cached', async () => {
    const [here, there] = [await enter('leaver'), await enter('leaver')];
    expect((await me(there)).statusCode).toBe(200);
    const { devices } = (await house.app.inject({ url: '/api/session/devices', headers: { cookie: here } })).json<{
      devices: { isThisOne: boolean }[];
    }>();
    expect(devices.map((device) => device.isThisOne).sort()).toEqual([false, true]);
    const revoked = await house.app.inject({
      method: 'POST',
      url: '/api/session/devices/revoke',
      headers: { cookie: here },
      payload: {},
    });
    expect(revoked.json()).toEqual({ revoked: 1 });
    expect(codeOf(await me(there))).toEqual([401, 'kernel.sign_in_required']);
    expect((await me(here)).statusCode).toBe(200);
    const foreign = await house.app.inject({
      method: 'POST',
      url: '/api/session/devices/revoke',
      headers: { cookie: here },
      payload: { id: '0190f5b0-0000-7000-8000-000000000000' },
    });
    expect(codeOf(foreign)).toEqual([404, 'kernel.not_found']);
  });

  test('signing out ends the session', async () => {
    const cookie = await enter('leaver');
    expect((await house.app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } })).statusCode).toBe(
      200,
    );
    expect((await me(cookie)).statusCode).toBe(401);
  });
});

describe('doors that are closed here', () => {
  test('the demo roles answer in the demo alone', async () => {
    const answer = await house.app.inject({ method: 'POST', url: '/api/session/demo', payload: { username: 'chair' } });
    expect(codeOf(answer)).toEqual([404, 'session.demo_only_here']);
  });

  test('a first administrator needs the code that the server printed, and only one is made', async () => {
    const body = {
      code: 'AAAA999999',
      organisation: '新盐场',
      username: 'boss',
      name: '某人',
      password: 'Sea-salt-77',
    };
    const answer = await house.app.inject({ method: 'POST', url: '/api/session/first-administrator', payload: body });
    expect(codeOf(answer)).toEqual([422, 'session.wrong_code']);
    const { makeFirstAccount } = await import('../../src/app/first-administrator');
    await expect(house.act((ctx) => makeFirstAccount(ctx, body))).rejects.toMatchObject({
      code: 'session.administrator_exists',
    });
  });
});

describe('every request', () => {
  test('input that is no JSON, lacks a field or is too large is refused in the language of the reader', async () => {
    const cookie = await house.cookieOf('chair');
    const send = (payload: string | Buffer, language: string) =>
      house.app.inject({
        method: 'POST',
        url: '/api/directives',
        headers: { cookie, 'content-type': 'application/json', 'x-language': language },
        payload,
      });
    expect(codeOf(await send('{', 'en'))).toEqual([422, 'kernel.invalid_input']);
    const missing = (await send('{}', 'zh-CN')).json<{ error: { issues: { path: string; message: string }[] } }>();
    expect(missing.error.issues.map((issue) => issue.path)).toContain('title');
    expect(missing.error.issues[0]!.message).toMatch(/\p{Script=Han}/u);
    expect(codeOf(await send(Buffer.alloc(1_100_000, 32), 'en'))).toEqual([413, 'kernel.too_large']);
  });

  test('the same key does an act once and answers the same; another content under it is refused', async () => {
    const cookie = await house.cookieOf('chair');
    const send = (title: string) =>
      house.app.inject({
        method: 'POST',
        url: '/api/directives',
        headers: { cookie, 'idempotency-key': 'key-1' },
        payload: { sender: '集团公司工会', number: '〔2024〕5号', title, receivedOn: '2024-06-01', fileId: null },
      });
    const [first, second] = await Promise.all([send('做好防暑工作'), send('做好防暑工作')]);
    expect(second.json()).toEqual(first.json());
    const { directives } = (await house.app.inject({ url: '/api/directives', headers: { cookie } })).json<{
      directives: unknown[];
    }>();
    expect(directives).toHaveLength(1);
    expect(codeOf(await send('另一件事'))).toEqual([409, 'kernel.key_reused']);
  });

  test('what was meant for another account is refused: somebody else has signed in on this phone meanwhile', async () => {
    const cookie = await house.cookieOf('chair');
    const me = await house.app.inject({ url: '/api/session', headers: { cookie } });
    const { accountId } = me.json() as { accountId: string };
    const asked = (account: string) =>
      house.app.inject({ url: '/api/session', headers: { cookie, 'x-account': account } });
    expect((await asked(accountId)).statusCode).toBe(200);
    expect(codeOf(await asked('0190f5b0-0000-7000-8000-000000000001'))).toEqual([401, 'kernel.sign_in_required']);
  });

  test('a fault of ours says its number and nothing of the inside', async () => {
    const cookie = await house.cookieOf('chair');
    await sql`alter table plan.directive rename to directive_away`.execute(house.house.database);
    const answer = await house.app.inject({ url: '/api/directives', headers: { cookie } });
    await sql`alter table plan.directive_away rename to directive`.execute(house.house.database);
    expect(codeOf(answer)).toEqual([500, 'kernel.internal']);
    expect(answer.body).not.toMatch(/directive|relation/);
    expect(answer.headers['x-request-id']).toBe((answer.json() as { error: { requestId: string } }).error.requestId);
  });

  test('pages and answers carry the strict policy', async () => {
    const answer = await house.app.inject({ url: '/api/hello' });
    expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['cache-control']).toBe('no-store');
  });
});

describe('many tries from one address', () => {
  test('are slowed down', async () => {
    const slow = await openTestHouse({ requestsPerMinute: 3 });
    try {
      const tries = [];
      for (let i = 0; i < 5; i += 1)
        tries.push(
          codeOf(
            await slow.app.inject({
              method: 'POST',
              url: '/api/session',
              payload: { username: 'x', password: `y${i}` },
            }),
          ),
        );
      expect(tries.at(-1)).toEqual([429, 'kernel.too_many_requests']);
    } finally {
      await slow.close();
    }
  });
});

test('a lost database is said plainly, and found again by itself', async () => {
  const lost = await openTestHouse();
  const cookie = await lost.cookieOf('chair');
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(lost.house.database);
  const name = rows[0]!.name;
  const stay = lost.database.pool;
  await stay.query(`alter database ${name} with allow_connections false`).catch(() => undefined);
  await stay
    .query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    .catch(() => undefined);
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => lost.app.inject({ url: '/api/plans', headers: { cookie } })),
  );
  const codes = new Set(answers.map((answer) => answer.statusCode));
  expect([...codes].every((code) => code === 200 || code === 503)).toBe(true);
  const refused = answers.find((answer) => answer.statusCode === 503);
  if (refused !== undefined) expect(codeOf(refused)).toEqual([503, 'kernel.unavailable']);
  await house.database.pool.query(`alter database ${name} with allow_connections true`);
  await expect
    .poll(async () => (await lost.app.inject({ url: '/api/plans', headers: { cookie } })).statusCode)
    .toBe(200);
  await lost.close();
});
