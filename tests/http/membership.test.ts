import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordLeaving } from '#engines/roster';
import { importMembers } from '#lines/membership';
import { remindOfMembers } from '../../src/lines/membership/reminders';
import { recordMove } from '../../src/lines/membership/moves/moves';
import { makePerson } from '#engines/roster/testing';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse({ requestsPerMinute: 40 });
});
afterAll(() => house.close());

const send = async (account: TestAccount, url: string, payload: object) => {
  const headers = { cookie: await house.cookieOf(account), 'content-type': 'application/json' };
  const answer = await house.app.inject({ method: 'POST', url, headers, payload: JSON.stringify(payload) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<{ id: string; version: number }>();
};
const ask = async <Body>(account: TestAccount, url: string) =>
  (await house.app.inject({ url, headers: { cookie: await house.cookieOf(account) } })).json<Body>();
const toldTo = async (account: TestAccount) =>
  (await ask<{ rows: { title: string }[] }>(account, '/api/session/notifications')).rows.map((row) => row.title);

test('those whose step it is are told, each in turn, and the applicant of the outcome; nobody twice', async () => {
  const { declaration } = await ask<{ declaration: { id: string } }>('worker', '/api/membership/own');
  const form = { kind: 'join', signedName: 'worker员', isDeclared: true, words: '' };
  const submitted = await send('worker', '/api/membership/own/applications', { form, declarationId: declaration.id });
  expect(await toldTo('unit_officer')).toEqual(['worker员的入会申请等您提出小组意见']);
  expect(await toldTo('other_officer')).toEqual([]);
  const path = `/api/membership/applications/${submitted.id}`;
  const agreed = await send('unit_officer', `${path}/opinion`, { version: submitted.version, verdict: 'agree' });
  expect(await toldTo('chair')).toContain('worker员的入会申请等委员会审批');
  house.clock.set('2024-07-03');
  for (let times = 0; times < 2; times += 1) await house.act(remindOfMembers);
  expect((await toldTo('chair')).filter((title) => title.includes('到期未办'))).toEqual(['worker员的入会申请到期未办']);
  await send('chair', `${path}/decide`, { version: agreed.version, verdict: 'approve', on: '2024-07-03' });
  expect(await toldTo('worker')).toEqual(['您的入会申请已办结']);
});

test('a job asks about who has left and about receipts that are late, and decides nothing', async () => {
  const unitId = house.tree.areas[1].id;
  const [left, moved] = await house.act(async (ctx) => {
    const people = [
      await makePerson(ctx, { name: '曾离职', unitId }),
      await makePerson(ctx, { name: '解转出', unitId }),
    ];
    await importMembers(
      ctx,
      people.map(({ id }) => ({ personId: id, joinedOn: '2022-03-01' })),
    );
    await recordLeaving(ctx, people[0]!.id, '2024-06-30');
    const out = { to: 'transferred_out', on: '2024-05-20', reason: 'changed_job', document: '调令', note: '' } as const;
    await recordMove(ctx, people[1]!.id, { ...out, destination: '海宁化工厂工会' });
    return people.map(({ id }) => id);
  });
  await house.act(remindOfMembers);
  expect((await toldTo('other_officer')).sort()).toEqual(
    ['曾离职已离开本单位，会籍待定', '解转出的会籍接转回执还没收到'].sort(),
  );
  const state = async (id: string) => (await ask<{ state: string }>('chair', `/api/membership/members/${id}`)).state;
  expect([await state(left!), await state(moved!)]).toEqual(['active', 'transferred_out']);
});

test('the open check of a card is bounded for each address', async () => {
  const codes: number[] = [];
  for (let times = 0; times < 45; times += 1)
    codes.push((await house.app.inject(`/api/membership/cards/${'A'.repeat(43)}`)).statusCode);
  expect([codes[0], codes.at(-1)]).toEqual([404, 429]);
});
