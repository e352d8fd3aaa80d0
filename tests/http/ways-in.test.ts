import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#engines/roster/testing';
import { openTestHouse, PASSWORD, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

type Answer = Awaited<ReturnType<TestHouse['app']['inject']>>;
const codeOf = (answer: Answer) => [
  answer.statusCode,
  (JSON.parse(answer.body) as { error?: { code: string } }).error?.code,
];
const cookieOf = (answer: Answer) =>
  answer.cookies.map((cookie) => `${cookie.name}=${encodeURIComponent(cookie.value)}`).join('; ');
const send = (url: string, payload: object, cookie?: string, remoteAddress = '127.0.0.1') =>
  house.app.inject({ method: 'POST', url, payload, remoteAddress, ...(cookie ? { headers: { cookie } } : {}) });
const outcomes = async (username: string) => {
  const { rows } = await sql<{ outcome: string }>`
    select outcome from kernel.sign_in_event where username = ${username.toLowerCase()} order by at, id`.execute(
    house.house.database,
  );
  return rows.map((row) => row.outcome);
};
const newcomer = () => house.act((ctx) => makePerson(ctx, { unitId: house.tree.team.id }));
async function slipOf(personId: string, account: TestAccount = 'unit_officer') {
  const answer = await send(`/api/roster/people/${personId}/code`, {}, await house.cookieOf(account));
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ staffNumber: string; code: string; purpose: string }>();
}
const useCode = (staffNumber: string, code: string, password = 'Tide-and-salt-9', address?: string) =>
  send('/api/session/code', { staffNumber, code, password }, undefined, address);

describe('the first sign-in by a printed code', () => {
  test('makes the account, which then signs in; the log and the audit tell', async () => {
    const { id, staffNumber } = await newcomer();
    const { code } = await slipOf(id);
    expect(codeOf(await useCode(staffNumber, code, '12345678'))).toEqual([422, 'session.password_weak']);
    const used = await useCode(staffNumber.toLowerCase(), code.toLowerCase());
    expect(used.json()).toEqual({ username: staffNumber });
    const entered = await send('/api/session', { username: staffNumber, password: 'Tide-and-salt-9' });
    expect(entered.json()).toMatchObject({ personId: id, mustChangePassword: false, roles: [{ role: 'worker' }] });
    expect(await outcomes(staffNumber)).toEqual(['code_used', 'signed_in']);
    const { rows } = await sql<{ action: string; actor: string }>`
      select action, actor from kernel.audit_entry where action in ('session.useCode', 'roster.makeCode')
      order by id desc limit 2`.execute(house.house.database);
    expect(rows).toEqual([
      { action: 'session.useCode', actor: 'system' },
      { action: 'roster.makeCode', actor: 'unit_officer' },
    ]);
  });

  test('an unknown staff number and a wrong code get the same answer, and both stand in the log', async () => {
    const { id, staffNumber } = await newcomer();
    await slipOf(id);
    const [wrong, unknown] = [await useCode(staffNumber, 'AAAA-AAAA'), await useCode('NO-SUCH-1', 'AAAA-AAAA')];
    expect([codeOf(wrong), codeOf(unknown)]).toEqual(Array(2).fill([422, 'session.code_wrong']));
    expect([await outcomes(staffNumber), await outcomes('NO-SUCH-1')]).toEqual(Array(2).fill(['wrong_code']));
  });

  test('five wrong codes lock the staff number for a quarter of an hour, known or not, also for the right one', async () => {
    const { id, staffNumber } = await newcomer();
    const { code } = await slipOf(id);
    for (const number of [staffNumber, 'NO-SUCH-2']) {
      for (let i = 0; i < 5; i += 1)
        expect(codeOf(await useCode(number, 'AAAA-AAAA'))).toEqual([422, 'session.code_wrong']);
      expect(codeOf(await useCode(number, code))).toEqual([423, 'session.code_locked']);
    }
    await sql`update kernel.sign_in_event set at = at - interval '16 minutes' where username = ${staffNumber.toLowerCase()}`.execute(
      house.house.database,
    );
    expect((await useCode(staffNumber, code)).statusCode).toBe(200);
  });

  test('a crowd of tries for one staff number can’t outrun the count', async () => {
    const { id, staffNumber } = await newcomer();
    await slipOf(id);
    const answers = await Promise.all(Array.from({ length: 30 }, () => useCode(staffNumber, 'AAAA-AAAA')));
    const wrong = answers.filter((answer) => codeOf(answer)[1] === 'session.code_wrong');
    expect(wrong.length).toBeLessThanOrEqual(5);
    expect(wrong.length).toBe((await outcomes(staffNumber)).filter((outcome) => outcome === 'wrong_code').length);
  });

  test('one address that tries many staff numbers is slowed down', async () => {
    const answers = [];
    for (let i = 0; i < 31; i += 1) answers.push(await useCode(`GUESS-${i}`, 'AAAA-AAAA', undefined, '10.9.8.7'));
    expect(codeOf(answers[29]!)).toEqual([422, 'session.code_wrong']);
    expect(codeOf(answers[30]!)).toEqual([429, 'kernel.too_many_requests']);
  });
});

test('more people at once than the database has connections sign in without waiting for each other', async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => send('/api/session', { username: 'treasurer', password: PASSWORD })),
  );
  expect(answers.map((answer) => answer.statusCode)).toEqual(Array(20).fill(200));
  expect(cookieOf(answers[0]!)).toContain('session_token');
});
