import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readSettings } from '#kernel/composition';
import { codeOfStep, stepAt } from '../../src/kernel/ways-in/totp';
import { CLIENT, openTestProvider, type TestProvider } from '../oidc-provider';
import { openTestHouse, PASSWORD, type TestAccount, type TestHouse } from '../test-house';

const URL_OF_HOUSE = 'http://127.0.0.1:8999';
const CALLBACK = '/api/session/provider/callback';
let provider: TestProvider;
let house: TestHouse;
let trusting: TestHouse;

beforeAll(async () => {
  provider = await openTestProvider(`${URL_OF_HOUSE}${CALLBACK}`);
  const env = {
    GONGHUI_URL: URL_OF_HOUSE,
    GONGHUI_OIDC_ISSUER: provider.issuer,
    GONGHUI_OIDC_CLIENT_ID: CLIENT.id,
    GONGHUI_OIDC_CLIENT_SECRET: CLIENT.secret,
    GONGHUI_OIDC_NAME: '集团统一认证',
  };
  house = await openTestHouse({ env });
  trusting = await openTestHouse({ env: { ...env, GONGHUI_OIDC_STAFF_CLAIM: 'staff_no' } });
});
afterAll(async () => {
  await Promise.all([house.close(), trusting.close()]);
  await provider.close();
});

type Answer = Awaited<ReturnType<TestHouse['app']['inject']>>;
const cookiesOf = (answer: Answer) =>
  answer.cookies
    .filter((cookie) => cookie.value !== '')
    .map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`)
    .join('; ');
const codeOf = (answer: Answer) => (JSON.parse(answer.body) as { error?: { code: string } }).error?.code;
const post = (at: TestHouse, url: string, payload: object, cookie = '') =>
  at.app.inject({ method: 'POST', url, payload, headers: { cookie } });
const get = (at: TestHouse, url: string, cookie = '') => at.app.inject({ url, headers: { cookie } });
const me = (at: TestHouse, cookie: string) => get(at, '/api/session', cookie);

/** From our page to the provider and back: the answer of our own address. */
async function comeBack(at: TestHouse, login: string, given: { next?: string; cookie?: string; link?: boolean } = {}) {
  const { next, cookie = '', link = false } = given;
  const begun = await post(at, `/api/session/provider${link ? '/link' : ''}`, { next }, cookie);
  expect(begun.statusCode, begun.body).toBe(200);
  const back = await provider.visit(begun.json<{ address: string }>().address, login);
  expect(back.origin + back.pathname).toBe(`${URL_OF_HOUSE}${CALLBACK}`);
  const pass = cookiesOf(begun);
  return { back, pass, answer: await get(at, back.pathname + back.search, [cookie, pass].filter(Boolean).join('; ')) };
}
const placeOf = (answer: Answer) => [answer.statusCode, answer.headers.location];

async function linked(account: TestAccount, subject: string): Promise<string> {
  const cookie = await house.cookieOf(account);
  const { answer } = await comeBack(house, subject, { cookie, link: true, next: '/account' });
  expect(placeOf(answer)).toEqual([303, '/account?provider=linked']);
  return cookie;
}
const outcomes = async (at: TestHouse, username: string) => {
  const { rows } = await sql<{ outcome: string }>`select outcome from kernel.sign_in_event where username = ${username}
    order by at, id`.execute(at.house.database);
  return rows.map((row) => row.outcome);
};

describe('signing in with the provider', () => {
  test('whom nobody has linked is refused at a page that says so; no account is made', async () => {
    const count = () =>
      sql<{ n: number }>`select count(*)::int as n from kernel.login_user`.execute(house.house.database);
    const before = await count();
    const { answer } = await comeBack(house, 'stranger', { next: '/plan' });
    expect(placeOf(answer)).toEqual([303, '/sign-in?next=%2Fplan#provider-unknown']);
    expect(cookiesOf(answer)).not.toContain('session_token');
    expect((await count()).rows).toEqual(before.rows);
    expect(await outcomes(house, 'stranger')).toEqual(['provider_refused']);
  });

  test('an account is linked by who is signed in to it; then the provider alone opens it', async () => {
    const cookie = await linked('chair', 'chair-at-the-group');
    expect((await get(house, '/api/session/provider', cookie)).json()).toMatchObject({ name: '集团统一认证' });
    const { answer } = await comeBack(house, 'chair-at-the-group', { next: '/plan' });
    expect(placeOf(answer)).toEqual([303, '/sign-in?next=%2Fplan#provider-entered']);
    expect((await me(house, cookiesOf(answer))).json()).toMatchObject({ username: 'chair' });
    expect(await outcomes(house, 'chair')).toEqual(['signed_in', 'provider_linked', 'provider_signed_in']);
  });

  test('a subject belongs to one account; what is unlinked opens nothing any more', async () => {
    const treasurer = await linked('treasurer', 'one-subject');
    const cashier = await house.cookieOf('cashier');
    const { answer } = await comeBack(house, 'one-subject', { cookie: cashier, link: true, next: '/account' });
    expect(placeOf(answer)).toEqual([303, '/account?provider=taken']);
    expect((await post(house, '/api/session/provider/unlink', {}, treasurer)).statusCode).toBe(200);
    expect((await get(house, '/api/session/provider', treasurer)).json()).toMatchObject({ linkedAt: null });
    expect(placeOf((await comeBack(house, 'one-subject')).answer)).toEqual([303, '/sign-in#provider-unknown']);
  });

  test('a link is made for who began it, not for who is signed in when the browser comes back', async () => {
    const begun = await post(house, '/api/session/provider/link', {}, await house.cookieOf('auditor'));
    const back = await provider.visit(begun.json<{ address: string }>().address, 'somebody');
    const other = [await house.cookieOf('cashier'), cookiesOf(begun)].join('; ');
    expect(placeOf(await get(house, back.pathname + back.search, other))).toEqual([
      ...[303, '/account?provider=not_signed_in'],
    ]);
  });

  test('a closed account stays closed', async () => {
    await linked('superior', 'the-superior');
    await sql`update kernel.login_user set is_closed = true where username = 'superior'`.execute(house.house.database);
    expect(placeOf((await comeBack(house, 'the-superior')).answer)).toEqual([303, '/sign-in#provider-unknown']);
  });

  test('the second factor is asked for behind the provider too', async () => {
    const cookie = await linked('worker', 'the-worker');
    const begun = await post(house, '/api/session/second-factor', { password: PASSWORD }, cookie);
    const { secret } = begun.json<{ secret: string }>();
    const bits = [...secret].map((sign) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
    );
    const bytes = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
    const code = (off: number) => codeOfStep(bytes, stepAt(Date.now()) + off);
    await post(house, '/api/session/second-factor/confirm', { code: code(0) }, cookie);
    const { answer } = await comeBack(house, 'the-worker');
    expect(placeOf(answer)).toEqual([303, '/sign-in#provider-second']);
    expect(cookiesOf(answer)).not.toContain('session_token');
    const finish = (secondFactor: string, pass: string) =>
      post(house, '/api/session/provider/second-factor', { secondFactor }, pass);
    expect(codeOf(await finish('000000', cookiesOf(answer)))).toBe('session.second_factor_wrong');
    expect(codeOf(await finish(code(1), ''))).toBe('session.provider_failed');
    const entered = await finish(code(1), cookiesOf(answer));
    expect((await me(house, cookiesOf(entered))).json()).toMatchObject({ username: 'worker' });
  });
});

describe('what comes back must be what went out', () => {
  test('another state, no pass, a pass that was made up, a code that was used: refused', async () => {
    const { back, pass } = await comeBack(house, 'stranger');
    const failed = [303, '/sign-in#provider-failed'];
    const at = (search: string, cookie: string) => get(house, `${CALLBACK}${search}`, cookie).then(placeOf);
    expect(await at(back.search.replace(/state=[^&]+/, 'state=other'), pass)).toEqual(failed);
    expect(await at(back.search, '')).toEqual(failed);
    expect(await at(back.search, `${pass.slice(0, -4)}beef`)).toEqual(failed);
    expect(await at(back.search, pass)).toEqual(failed);
    expect(await at(back.search.replace(/iss=[^&]+/, 'iss=https%3A%2F%2Felsewhere.example'), pass)).toEqual(failed);
  });

  test('who turns back at the provider is told so', async () => {
    const begun = await post(house, '/api/session/provider', {});
    const state = new URL(begun.json<{ address: string }>().address).searchParams.get('state')!;
    const answer = await get(house, `${CALLBACK}?error=access_denied&state=${state}`, cookiesOf(begun));
    expect(placeOf(answer)).toEqual([303, '/sign-in#provider-refused']);
  });

  test('the way out carries state, nonce and a PKCE challenge; the pass is closed to scripts and foreign pages', async () => {
    const begun = await post(house, '/api/session/provider', { next: '/plan' });
    const query = Object.fromEntries(new URL(begun.json<{ address: string }>().address).searchParams);
    expect(query).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid profile' });
    expect([query.state, query.nonce, query.code_challenge].every((one) => one!.length >= 43)).toBe(true);
    expect(begun.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/api/session/provider' });
    expect(begun.cookies[0]!.value).not.toContain('plan');
    const foreign = await post(house, '/api/session/provider', { next: '//elsewhere.example' });
    expect(codeOf(foreign)).toBe('kernel.invalid_input');
  });
});

describe('the staff number of the provider', () => {
  const numberOf = async (at: TestHouse, account: TestAccount) => {
    const { rows } = await sql<{
      n: string;
    }>`select staff_number as n from roster.person where id = ${at.people[account]}`.execute(at.house.database);
    return rows[0]!.n;
  };

  test('links by itself where the settings name its claim', async () => {
    const { answer } = await comeBack(trusting, await numberOf(trusting, 'chair'));
    expect(placeOf(answer)).toEqual([303, '/sign-in#provider-entered']);
    expect((await me(trusting, cookiesOf(answer))).json()).toMatchObject({ username: 'chair' });
    expect(placeOf((await comeBack(trusting, 'no-such-number')).answer)).toEqual([303, '/sign-in#provider-unknown']);
  });

  test('and means nothing where they don’t', async () => {
    expect(placeOf((await comeBack(house, await numberOf(house, 'auditor'))).answer)).toEqual([
      ...[303, '/sign-in#provider-unknown'],
    ]);
  });
});

describe('an installation', () => {
  test('without a provider names none and begins nothing; one that can’t reach it says so', async () => {
    const alone = await openTestHouse();
    const lost = await openTestHouse({
      env: { ...env(), GONGHUI_OIDC_ISSUER: 'http://127.0.0.1:9' },
    });
    expect((await get(alone, '/api/hello')).json()).toMatchObject({ provider: null });
    expect((await get(house, '/api/hello')).json()).toMatchObject({ provider: '集团统一认证' });
    expect(codeOf(await post(alone, '/api/session/provider', {}))).toBe('session.provider_none');
    expect(codeOf(await post(lost, '/api/session/provider', {}))).toBe('session.provider_down');
    await Promise.all([alone.close(), lost.close()]);
  });

  const env = () => ({
    GONGHUI_OIDC_ISSUER: 'https://login.example',
    GONGHUI_OIDC_CLIENT_ID: 'a',
    GONGHUI_OIDC_CLIENT_SECRET: 'b',
  });

  test('is told all three settings or none, and an address that hides what is sent', () => {
    expect(readSettings(env()).oidc).toMatchObject({ name: 'login.example', staffClaim: null });
    expect(() => readSettings({ ...env(), GONGHUI_OIDC_CLIENT_SECRET: '' })).toThrow(/belong together/);
    expect(() => readSettings({ ...env(), GONGHUI_OIDC_ISSUER: 'http://login.example' })).toThrow(/https/);
  });
});
