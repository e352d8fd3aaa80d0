import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makePerson } from '#engines/roster/testing';
import { codeOfStep, stepAt } from '../../src/kernel/ways-in/totp';
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

describe('the second factor', () => {
  const SECOND = '/api/session/second-factor';
  const bytesOf = (base32: string): Buffer => {
    const bits = [...base32].map((sign) =>
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'),
    );
    return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
  };
  const codeAt = (secret: string, off = 0) => codeOfStep(bytesOf(secret), stepAt(Date.now()) + off);
  const enter = (username: string, secondFactor?: string, password = PASSWORD) =>
    send('/api/session', { username, password, secondFactor });
  /** Tests live faster than thirty seconds: the step that was used is forgotten. */
  const nextStep = () => sql`update kernel.second_factor set last_step = 0`.execute(house.house.database);
  const forgive = () =>
    sql`delete from kernel.sign_in_event where outcome = 'second_factor_wrong'`.execute(house.house.database);

  async function guarded(username: TestAccount) {
    const cookie = cookieOf(await enter(username));
    const begun = await send(SECOND, { password: PASSWORD }, cookie);
    expect(begun.statusCode, begun.body).toBe(200);
    const { secret, address } = begun.json<{ secret: string; address: string }>();
    const confirmed = await send(`${SECOND}/confirm`, { code: codeAt(secret) }, cookie);
    expect(confirmed.statusCode, confirmed.body).toBe(200);
    const { recoveryCodes } = confirmed.json<{ recoveryCodes: string[] }>();
    return { cookie, secret, address, recoveryCodes };
  }
  const show = async (cookie: string) => (await house.app.inject({ url: SECOND, headers: { cookie } })).json<object>();

  test('is set up with the password and a first code; then signing in asks for a code, each once', async () => {
    const { cookie, secret, address, recoveryCodes } = await guarded('chair');
    expect(address).toContain(`otpauth://totp/${encodeURIComponent('测试盐场')}:chair?secret=${secret}`);
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await show(cookie)).toMatchObject({ isOn: true, recoveryCodesLeft: 10, isRequired: false });
    expect(codeOf(await enter('chair'))).toEqual([401, 'session.second_factor_needed']);
    expect(codeOf(await enter('chair', codeAt(secret)))).toEqual([401, 'session.second_factor_wrong']);
    const late = codeAt(secret, 1);
    expect((await enter('chair', late)).statusCode).toBe(200);
    expect(codeOf(await enter('chair', late))).toEqual([401, 'session.second_factor_wrong']);
    expect(codeOf(await send(SECOND, { password: PASSWORD }, cookie))).toEqual([409, 'session.second_factor_on']);
    expect(codeOf(await send(`${SECOND}/confirm`, { code: late }, cookie))).toEqual([
      ...[409, 'session.second_factor_not_begun'],
    ]);
    const { rows } = await sql<{ sealed: string }>`select sealed_secret as sealed from kernel.second_factor`.execute(
      house.house.database,
    );
    expect(
      rows.every(({ sealed }) => !sealed.includes(secret) && !sealed.includes(bytesOf(secret).toString('base64'))),
    ).toBe(true);
  });

  test('with a wrong password nobody learns that there is one', async () => {
    expect(codeOf(await enter('chair', '123456', 'not-the-password'))).toEqual([401, 'session.wrong_password']);
    expect(codeOf(await enter('chair', undefined, 'not-the-password'))).toEqual([401, 'session.wrong_password']);
  });

  test('a recovery code stands in for the phone, once, however it is typed; new ones void the old', async () => {
    const { cookie, secret, recoveryCodes } = await guarded('cashier');
    const [first, second] = recoveryCodes;
    expect((await enter('cashier', ` ${first!.toUpperCase().replace('-', ' ')} `)).statusCode).toBe(200);
    expect(codeOf(await enter('cashier', first))).toEqual([401, 'session.second_factor_wrong']);
    expect(await outcomes('cashier')).toContain('recovery_code_used');
    expect(await show(cookie)).toMatchObject({ recoveryCodesLeft: 9 });
    const wrong = await send(`${SECOND}/recovery-codes`, { password: 'not-mine', code: codeAt(secret, 1) }, cookie);
    expect(codeOf(wrong)).toEqual([401, 'session.wrong_password']);
    const renewed = await send(`${SECOND}/recovery-codes`, { password: PASSWORD, code: codeAt(secret, 1) }, cookie);
    expect(renewed.json<{ recoveryCodes: string[] }>().recoveryCodes).toHaveLength(10);
    expect(codeOf(await enter('cashier', second))).toEqual([401, 'session.second_factor_wrong']);
  });

  test('five wrong codes lock it for a quarter of an hour, a crowd of tries too; the log tells', async () => {
    const { secret } = await guarded('treasurer');
    const tries = await Promise.all(Array.from({ length: 12 }, () => enter('treasurer', '000000')));
    const codes = tries.map((answer) => codeOf(answer)[1]);
    expect(codes.filter((code) => code === 'session.second_factor_wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'session.second_factor_locked')).toHaveLength(7);
    await nextStep();
    expect(codeOf(await enter('treasurer', codeAt(secret)))).toEqual([423, 'session.second_factor_locked']);
    expect(await outcomes('treasurer')).toContain('second_factor_locked');
    await forgive();
    expect((await enter('treasurer', codeAt(secret))).statusCode).toBe(200);
  });

  test('is turned off with the password and a code; what was never begun can’t be', async () => {
    const { cookie, secret } = await guarded('superior');
    expect(codeOf(await send(`${SECOND}/end`, { password: PASSWORD, code: '000000' }, cookie))).toEqual([
      ...[401, 'session.second_factor_wrong'],
    ]);
    expect((await send(`${SECOND}/end`, { password: PASSWORD, code: codeAt(secret, 1) }, cookie)).statusCode).toBe(200);
    expect(await show(cookie)).toMatchObject({ isOn: false, recoveryCodesLeft: 0 });
    expect((await enter('superior')).statusCode).toBe(200);
    const again = await send(`${SECOND}/end`, { password: PASSWORD, code: '000000' }, cookie);
    expect(codeOf(again)).toEqual([409, 'session.second_factor_not_begun']);
  });

  test('wrong passwords at setting it up count like those at the door', async () => {
    const cookie = cookieOf(await enter('auditor'));
    for (let i = 0; i < 5; i += 1) await send(SECOND, { password: `wrong-${i}` }, cookie);
    expect(codeOf(await send(SECOND, { password: PASSWORD }, cookie))).toEqual([423, 'session.locked']);
  });

  test('a lost phone: who keeps the accounts takes it away, and the person is told', async () => {
    const { cookie } = await guarded('other_officer');
    const { accountId } = (await house.app.inject({ url: '/api/session', headers: { cookie } })).json<{
      accountId: string;
    }>();
    const administrator = await house.cookieOf('administrator');
    const reset = () => send(`/api/roster/users/${accountId}/reset-second-factor`, {}, administrator);
    expect((await reset()).json()).toMatchObject({ hasSecondFactor: false });
    expect(codeOf(await reset())).toEqual([409, 'roster.second_factor_none']);
    expect((await enter('other_officer')).statusCode).toBe(200);
    const told = await house.app.inject({ url: '/api/session/notifications', headers: { cookie } });
    expect(told.body).toContain('二步验证已解除');
    expect(await outcomes('other_officer')).toContain('second_factor_reset');
  });

  test('a role may demand it: from that moment its holders set it up before anything else', async () => {
    const cookie = await house.cookieOf('worker');
    const chair = cookieOf(await enter('administrator'));
    const key = '/api/parameters/kernel.secondFactorRoles';
    const known = (await house.app.inject({ url: key, headers: { cookie: chair } })).json<{ latestId: string }>()
      .latestId;
    const version = { value: [{ role: 'worker' }], validFrom: '2024-06-18', level: 'enterprise', source: '会议决定' };
    const set = await send(`${key}/versions`, { ...version, knownVersionId: known }, chair);
    expect(set.statusCode, set.body).toBe(200);
    const units = () => house.app.inject({ url: '/api/roster/units', headers: { cookie } });
    await expect.poll(async () => codeOf(await units())).toEqual([403, 'kernel.second_factor_required']);
    const me = await house.app.inject({ url: '/api/session', headers: { cookie } });
    expect(me.json()).toMatchObject({ mustEnrolSecondFactor: true });
    const { secret } = (await send(SECOND, { password: PASSWORD }, cookie)).json<{ secret: string }>();
    expect(codeOf(await send(`${SECOND}/confirm`, { code: '000000' }, cookie))).toEqual([
      401,
      'session.second_factor_wrong',
    ]);
    expect((await send(`${SECOND}/confirm`, { code: codeAt(secret) }, cookie)).statusCode).toBe(200);
    expect((await units()).statusCode).toBe(200);
    const off = await send(`${SECOND}/end`, { password: PASSWORD, code: codeAt(secret, 1) }, cookie);
    expect(codeOf(off)).toEqual([409, 'session.second_factor_demanded']);
  });
});
