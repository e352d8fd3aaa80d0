import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inTransaction, readWorkbook } from '#kernel';
import type { AuditRow } from '#kernel/contract';
import { sayDay } from '../../src/kernel/say-day';
import { sealAudit } from '#kernel/composition';
import { openAccount } from '#engines/roster';
import { roles } from '../../src/app/roles';
import { forgetOldSignIns } from '../../src/kernel/logs/sign-ins';
import { worldPlan } from '../world';
import { openTestHouse, PASSWORD, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  const attempt = (username: string, password: string, remoteAddress: string) =>
    house.app.inject({ method: 'POST', url: '/api/session', payload: { username, password }, remoteAddress });
  await attempt('nobody-here', 'wrong-password', '10.0.0.9');
  await attempt('worker', 'wrong-password', '10.0.0.8');
  for (const account of ['auditor', 'administrator', 'chair'] as const) await house.cookieOf(account);
});
afterAll(() => house.close());

const ask = async (account: TestAccount | string, url: string, language = 'zh-CN') => {
  const cookie = account.includes('=') ? account : await house.cookieOf(account as TestAccount);
  return house.app.inject({ url, headers: { cookie, 'x-language': language } });
};
type List = { rows: Record<string, unknown>[]; nextCursor: string | null };
const list = async (url: string, language?: string) => {
  const answer = await ask('auditor', url, language);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<List>();
};

/** An administrator of one area alone: what can't be cut by units is not hers. */
async function areaAdministrator(): Promise<string> {
  await house.act((ctx) =>
    openAccount(ctx, roles, {
      ...{ username: 'area-admin', name: '区管', password: PASSWORD, personId: null, mustChangePassword: false },
      ...{ role: 'administrator', unitId: house.tree.areas[0].id },
    }),
  );
  const payload = { username: 'area-admin', password: PASSWORD };
  const answer = await house.app.inject({ method: 'POST', url: '/api/session', payload });
  return answer.cookies.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ');
}

test('who holds the right on a part of the house alone reads neither log', async () => {
  const cookie = await areaAdministrator();
  for (const url of ['/api/sign-ins', '/api/sign-ins.xlsx', '/api/audit', '/api/audit.xlsx', '/api/audit/state'])
    expect([url, (await ask(cookie, url)).statusCode]).toEqual([url, 404]);
});

describe('the log of sign-ins', () => {
  test('is read by account, outcome, day and address, also of names that there are not', async () => {
    const today = new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
    const names = async (query: string) => (await list(`/api/sign-ins?${query}`)).rows.map((row) => row.username);
    expect(await names('outcome=wrong_password')).toEqual(['worker', 'nobody-here']);
    expect(await names('address=10.0.0.9')).toEqual(['nobody-here']);
    expect(await names('account=NOBODY')).toEqual(['nobody-here']);
    expect(await names(`account=${encodeURIComponent('auditor员')}&outcome=signed_in`)).toEqual(['auditor']);
    expect((await names(`on=${today}`)).length).toBeGreaterThan(3);
    expect(await names('on=2020-01-01')).toEqual([]);
    expect(await names('account=%25')).toEqual([]);
  });

  test('goes on page by page without losing or repeating a line; a foreign cursor begins anew', async () => {
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: List = await list(`/api/sign-ins?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const { rows } = await sql<{ id: string }>`select id from kernel.sign_in_event order by at desc, id desc`.execute(
      house.house.database,
    );
    expect(seen).toEqual(rows.map((row) => row.id));
    const noDay = Buffer.from(`2024-02-30T00:00:00.000000Z ${seen[0]!}`).toString('base64url');
    for (const cursor of ['nonsense', noDay])
      expect((await list(`/api/sign-ins?limit=1&cursor=${cursor}`)).rows[0]!.id).toBe(seen[0]);
  });

  test('leaves as an Excel file; that it left is audited', async () => {
    const answer = await ask('auditor', '/api/sign-ins.xlsx?outcome=wrong_password');
    const lines: string[] = [];
    for await (const piece of (await readWorkbook(answer.rawPayload, 'a.xlsx')).rows)
      for (const { cells } of piece)
        lines.push(cells.map((cell) => (cell?.kind === 'text' ? cell.text : '')).join('|'));
    expect(lines.filter((line) => line.includes('密码不对'))).toHaveLength(3);
    expect((await list('/api/audit?action=session.exportSignIns')).rows).toMatchObject([{ words: '导出了登录记录' }]);
  });

  test('is kept for as many months as the parameter says', async () => {
    await sql`insert into kernel.sign_in_event (id, at, username, outcome)
      select gen_random_uuid(), now() - make_interval(months => months, days => 1), 'old-' || months, 'wrong_password'
      from unnest(array[11, 12, 30]) months`.execute(house.house.database);
    expect(await inTransaction(house.seed(), forgetOldSignIns)).toBe(2);
    expect((await list('/api/sign-ins?account=old-')).rows.map((row) => row.username)).toEqual(['old-11']);
  });
});

describe('the audit', () => {
  test('says in words who did what to whom, and opens to its details', async () => {
    const { rows } = await list('/api/audit?action=roster.createUser&limit=1');
    expect(rows[0]).toMatchObject({ words: '建了账号', subject: { kind: '账号' } });
    expect(rows[0]!.details).toContainEqual({ label: '角色', value: expect.any(String) as string });
    const english = await list('/api/audit?action=session.signIn&limit=1', 'en');
    expect(english.rows[0]).toMatchObject({ words: 'Signed in', subject: { kind: 'account' } });
    expect((english.rows[0]!.subject as { name: string }).name).toMatch(/员$|区管/);
  });

  test('calls what it speaks of by name and codes by their words, for whoever may read it', async () => {
    const [area] = house.tree.areas;
    const day = house.clock.today();
    const cookie = await house.cookieOf('chair');
    const body = { personId: house.people.worker, post: 'team_leader', unitId: area.id, from: day };
    const answer = await house.app.inject({
      method: 'POST',
      url: '/api/roster/holdings',
      headers: { cookie },
      payload: body,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const latest = async (language?: string) =>
      (await list('/api/audit?action=roster.appoint&limit=1', language)).rows[0]! as unknown as AuditRow;
    expect(await latest()).toMatchObject({ subject: { kind: '人员', name: 'worker员' } });
    const details = new Map((await latest()).details.map(({ label, value }) => [label, value]));
    expect(Object.fromEntries(details)).toEqual({ 岗位: '班组长', 单位: area.name, 从: sayDay(day, 'zh-CN') });
    expect((await latest('en')).details).toContainEqual({ label: 'Post', value: 'team leader' });
  });

  test('does not tell what a plan is called to whoever keeps accounts and reads no plan', async () => {
    const cookie = await house.cookieOf('chair');
    const payload = { name: 'plan', text: worldPlan() };
    await house.app.inject({ method: 'POST', url: '/api/plans/texts', headers: { cookie }, payload });
    const nameFor = async (account: TestAccount) => {
      const { rows } = (await ask(account, '/api/audit?subject=plan&limit=1')).json<List>();
      return rows[0]!.subject as { kind: string; name: string | null };
    };
    expect((await nameFor('auditor')).name).toMatch(/2024/);
    expect(await nameFor('administrator')).toMatchObject({ kind: '计划', name: null });
  });

  test('is read by kind of subject, by one subject, by person and by day', async () => {
    const all = await list('/api/audit?subject=account&limit=200');
    expect(all.rows.every((row) => (row.subject as { key: string }).key.startsWith('account:'))).toBe(true);
    const { key } = all.rows[0]!.subject as { key: string };
    const one = await list(`/api/audit?subject=${encodeURIComponent(key)}`);
    expect(new Set(one.rows.map((row) => (row.subject as { key: string }).key))).toEqual(new Set([key]));
    await ask('auditor', '/api/audit.xlsx?on=2020-01-01');
    const own = await list(`/api/audit?actor=${encodeURIComponent('auditor员')}`);
    expect(own.rows[0]).toMatchObject({ actor: 'auditor', actorName: 'auditor员' });
    expect((await list('/api/audit?on=2020-01-01')).rows).toEqual([]);
  });

  test('says how far it is sealed and which actions there are; a seal takes what waited', async () => {
    type State = { sealed: number; waiting: number; sealedUntil: string | null; actions: { action: string }[] };
    const state = async () => (await ask('administrator', '/api/audit/state')).json<State>();
    const before = await state();
    expect(before).toMatchObject({ sealed: expect.any(Number) as number });
    expect(before.actions.map(({ action }) => action)).toContain('session.signIn');
    // A transaction of another test file, open on the same server, holds the sealer up for as long as it runs.
    const after = await vi.waitUntil(
      async () => {
        await sealAudit(house.house.database);
        const now = await state();
        return now.waiting === 0 ? now : null;
      },
      { timeout: 20_000, interval: 50 },
    );
    expect(after.sealed).toBe(before.sealed + before.waiting);
    expect(after.sealedUntil).toMatch(/Z$/);
  });

  test('leaves as an Excel file', async () => {
    const answer = await ask('auditor', '/api/audit.xlsx?action=session.signIn');
    expect(answer.headers['content-type']).toContain('spreadsheetml.sheet');
  });
});
