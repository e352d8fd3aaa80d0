import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldPlan } from '../world';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

async function send<Answer>(
  account: TestAccount,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  payload?: object,
): Promise<Answer> {
  const headers = { cookie: await house.cookieOf(account), 'content-type': 'application/json' };
  const answer = await house.app.inject({ method, url, headers, ...(payload ? { payload } : {}) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Answer>();
}

interface Told {
  rows: { title: string; body: string; desktopPath: string | null; phonePath: string | null }[];
  unread: number;
}
const told = (account: TestAccount) => send<Told>(account, 'GET', '/api/session/notifications');

interface Row {
  id: string;
  revision: number;
}

test('an officer is told of the commitments of a confirmed plan, of an amendment and of a task; who gave the task, that it is done', async () => {
  const { planId } = await send<{ planId: string }>('chair', 'POST', '/api/plans/texts', {
    name: 'plan',
    text: worldPlan(),
  });
  const review = await send<{ rows: Row[] }>('chair', 'GET', `/api/plans/${planId}/review`);
  const [first, second, third] = review.rows;
  const assigned = await send<{ revision: number }>('chair', 'POST', `/api/plans/${planId}/review/steps`, {
    kind: 'assign',
    rows: [first!, second!].map(({ id, revision }) => ({ id, revision })),
    unitId: null,
    officerId: house.people.unit_officer,
  });
  expect((await told('unit_officer')).unread).toBe(0);
  await send('chair', 'POST', `/api/plans/${planId}/confirm`, { revision: assigned.revision, acceptRest: true });
  expect((await told('unit_officer')).rows).toMatchObject([
    { title: '您负责年度计划里的 2 项承诺', desktopPath: `/plan/${planId}`, phonePath: '/duties' },
  ]);

  const { revision, content } = await send<{ revision: number; content: object }>(
    'chair',
    'GET',
    `/api/commitments/${third!.id}`,
  );
  await send('chair', 'POST', `/api/commitments/${third!.id}/amendments`, {
    revision,
    day: '2024-06-18',
    reason: '分工调整',
    content: { ...content, officerId: house.people.unit_officer },
  });
  const [amended] = (await told('unit_officer')).rows;
  expect(amended!.title).toMatch(/^您成为一项承诺的负责人：/);
  expect(amended!.phonePath).toBe(`/duties/${third!.id}`);

  const task = await send<Row>('chair', 'POST', `/api/commitments/${third!.id}/tasks`, {
    title: '收齐照片',
    unitId: null,
    personId: house.people.unit_officer,
    dueOn: '2024-06-30',
  });
  const [given] = (await told('unit_officer')).rows;
  expect(given!.title).toBe('chair员交给您一项任务：收齐照片');
  expect(given!.body).toContain('请在2024年6月30日前办好。');

  await send('chair', 'PUT', `/api/tasks/${task.id}`, {
    title: '收齐照片',
    unitId: null,
    personId: house.people.unit_officer,
    dueOn: '2024-07-05',
    revision: task.revision,
  });
  expect((await told('unit_officer')).unread).toBe(3);
  await send('unit_officer', 'POST', `/api/tasks/${task.id}/done`, {
    revision: task.revision + 1,
    isDone: true,
    note: '',
  });
  expect((await told('chair')).rows).toMatchObject([{ title: '您交办的任务已办完：收齐照片' }]);
  expect((await told('unit_officer')).unread).toBe(3);
});

test('who gets or loses a role is told of it; reading in English says it in English', async () => {
  const { rows } = await send<{ rows: { accountId: string; username: string }[] }>(
    'administrator',
    'GET',
    '/api/roster/users?limit=100',
  );
  const worker = rows.find((row) => row.username === 'worker')!;
  const grant = await send<{ id: string }>('administrator', 'POST', `/api/roster/users/${worker.accountId}/grants`, {
    role: 'unit_officer',
    unitId: house.tree.areas[1].id,
    from: '2024-06-18',
  });
  await send('administrator', 'POST', `/api/roster/grants/${grant.id}/end`, { lastDay: '2024-06-30' });
  const answer = await house.app.inject({
    url: '/api/session/notifications',
    headers: { cookie: await house.cookieOf('worker'), 'x-language': 'en' },
  });
  expect(answer.json<Told>().rows.map((row) => [row.title, row.body])).toEqual([
    ['Your role has ended: Branch union officer', 'You held it for 二工区 until 30 June 2024.'],
    ['You have a new role: Branch union officer', 'It holds from 18 June 2024 for 二工区 and everything below it.'],
  ]);
});
