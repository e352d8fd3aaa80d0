import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorBody, ParameterDetail } from '#kernel/contract';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';
import { ask, openWith, send as knock } from './ground/requests';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

const RISK = '/api/parameters/plan.riskShare';

async function read(account: TestAccount, language = 'zh-CN'): Promise<ParameterDetail> {
  const headers = { cookie: await house.cookieOf(account), 'x-language': language };
  return (await house.app.inject({ url: RISK, headers })).json<ParameterDetail>();
}

async function send(account: TestAccount, change: object, options: { language?: string; url?: string } = {}) {
  const cookie = await house.cookieOf(account);
  return house.app.inject({
    method: 'POST',
    url: options.url ?? `${RISK}/versions`,
    headers: { cookie, 'content-type': 'application/json', 'x-language': options.language ?? 'zh-CN' },
    payload: JSON.stringify({
      value: 0.2,
      validFrom: '2024-06-18',
      level: 'enterprise',
      source: '工会委员会决定',
      knownVersionId: (await read('chair')).latestId,
      ...change,
    }),
  });
}

const said = (body: string): ErrorBody['error'] => (JSON.parse(body) as ErrorBody).error;

describe('a version that is sent', () => {
  test.each<[string, object, number, string, string[]]>([
    ['with a value out of bounds', { value: 3 }, 422, 'kernel.invalid_input', ['value']],
    ['with text for a value', { value: '一成' }, 422, 'kernel.invalid_input', ['value']],
    ['without a source', { source: ' ' }, 422, 'kernel.invalid_input', ['source']],
    ['from a day that is none', { validFrom: '2024-02-30' }, 422, 'kernel.invalid_input', ['validFrom']],
    ['as the product’s own', { level: 'product' }, 422, 'kernel.invalid_input', ['level']],
    ['dated back without a reason', { validFrom: '2024-01-01' }, 422, 'parameter.reason_missing', ['note']],
    ['from a day in another age', { validFrom: '2424-06-18' }, 422, 'parameter.day_outside', ['validFrom']],
  ])('%s is refused at its place', async (_what, change, status, code, paths) => {
    const answer = await send('chair', change);
    const error = said(answer.body);
    expect([answer.statusCode, error.code, error.issues?.map((issue) => issue.path)]).toEqual([status, code, paths]);
  });

  test('is refused in the reader’s language', async () => {
    const { issues } = said((await send('chair', { value: 3 }, { language: 'en' })).body);
    expect(issues).toEqual([{ path: 'value', message: 'Please enter a number not above 90' }]);
  });

  test.each<TestAccount>(['auditor', 'unit_officer', 'worker'])('by the %s reads like not found', async (account) => {
    const answer = await send(account, {});
    expect([answer.statusCode, said(answer.body).code]).toEqual([404, 'kernel.not_found']);
  });

  test('by the chair of one area reads like not found: the rules count for the whole house', async () => {
    const { cookie } = await openWith(house, 'area-chair', ['chair'], house.tree.areas[0].id);
    const detail = await ask(house, cookie, { url: RISK });
    expect(detail['abilities']).toEqual({ set: false });
    const body = {
      value: 0.2,
      validFrom: '2024-06-18',
      level: 'enterprise',
      source: '工区决定',
      knownVersionId: detail['latestId'],
    };
    const answer = await knock(house, cookie, { method: 'POST', url: `${RISK}/versions`, body });
    expect([answer.status, answer.code]).toEqual([404, 'kernel.not_found']);
  });

  test('for a key that no module has is not found', async () => {
    const answer = await send('chair', {}, { url: '/api/parameters/plan.nothing/versions' });
    expect([answer.statusCode, said(answer.body).code]).toEqual([404, 'kernel.not_found']);
  });
});

test('what one person recorded, the other sees before recording another', async () => {
  const { latestId } = await read('administrator');
  expect((await send('chair', { value: 0.25 })).statusCode).toBe(200);
  const late = await send('administrator', { value: 0.3, knownVersionId: latestId });
  expect([late.statusCode, said(late.body).code]).toEqual([409, 'parameter.changed_meanwhile']);
  expect(said(late.body).message).toBe('chair员刚给这一项录入了新的一版。请先看过那一版，再决定要不要录您的。');
  const now = await read('administrator');
  expect(now).toMatchObject({ current: { value: 0.25, recordedBy: 'chair员' }, abilities: { set: true } });
  expect((await send('administrator', { value: 0.3, knownVersionId: now.latestId })).statusCode).toBe(200);
  const again = await send('administrator', { value: 0.3 });
  expect([again.statusCode, said(again.body).code]).toEqual([409, 'parameter.same_already']);
});

test('the auditor reads all of it, and that it is not the auditor’s to change', async () => {
  const detail = await read('auditor', 'en');
  expect(detail).toMatchObject({
    name: 'The last part of a window that is at risk',
    unit: 'ratio',
    abilities: { set: false },
  });
  const product = detail.versions.at(-1);
  expect(product).toMatchObject({
    level: 'product',
    value: 0.1,
    recordedBy: null,
    isReplaced: false,
    until: '2024-06-17',
  });
});
