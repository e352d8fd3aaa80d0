import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, inTransaction, may, type SignedInUser } from '#kernel';
import { plainRequest } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { openTestHouse, testAccounts, type TestAccount, type TestHouse } from '../test-house';
import { openWith, send } from './ground/requests';
import { makeThings, type Things } from './ground/things';

let house: TestHouse;
let things: Things;
let plainPerson: string;
const users = new Map<string, SignedInUser>();

beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  const cookies: string[] = [];
  for (const account of Object.keys(testAccounts) as TestAccount[]) cookies.push(await house.cookieOf(account));
  for (const [name, at] of [
    ['keeper', first],
    ['stranger', second],
  ] as const)
    cookies.push((await openWith(house, name, ['chair', 'treasurer', 'administrator'], at.id)).cookie);
  plainPerson = (await house.act((ctx) => makePerson(ctx, { unitId: house.tree.team.id, name: '没有账号' }))).id;
  things = await makeThings(house, cookies.at(-2)!);
  for (const cookie of cookies) {
    const { body } = await send(house, cookie, { url: '/api/session' });
    const user = await house.jobHouse.userOf(body.accountId as string);
    users.set(user!.username, user!);
  }
});
afterAll(() => house.close());

interface Input {
  params?: object;
  query?: object;
  body?: object;
}

/** Thrown to take back what an attempt has done, so that the next one finds everything as it was. */
const takenBack = new Error('taken back');

/** Calls an endpoint's act as the server would, and takes back what it did. */
async function attempt(user: SignedInUser, name: string, input: Input): Promise<{ answer: unknown; code: string }> {
  const { endpoint, act } = house.routes.find((route) => route.endpoint.name === name)!;
  if (endpoint.permission !== 'signed-in' && !may(user, endpoint.permission))
    return { answer: null, code: 'kernel.not_found' };
  let answer: unknown = null;
  const body = endpoint.body === undefined || endpoint.body === 'bytes' ? undefined : endpoint.body.parse(input.body);
  const query = endpoint.query?.parse(input.query ?? {}) ?? {};
  try {
    await inTransaction({ ...house.seed(), user }, async (ctx) => {
      answer = await act(ctx, { params: input.params ?? {}, query, body, request: plainRequest });
      throw takenBack;
    });
  } catch (error) {
    if (error === takenBack) return { answer, code: 'done' };
    if (error instanceof AppError) return { answer: null, code: error.code };
    throw error;
  }
  throw new Error(`${name} was not taken back`);
}

type Abilities = Readonly<Record<string, boolean>>;
type Trials = Readonly<Record<string, readonly [endpoint: string, input: Input]>>;

/** What a row says may be done is what the acts then do; what it denies they refuse, and so they do without the row. */
async function compare(user: SignedInUser, abilities: Abilities | null, trials: Trials): Promise<boolean[]> {
  const seen: boolean[] = [];
  for (const [ability, [endpoint, input]] of Object.entries(trials)) {
    const isPromised = abilities?.[ability] ?? false;
    const { code } = await attempt(user, endpoint, input);
    expect
      .soft([user.username, ability, code === 'done' ? 'done' : 'refused', code])
      .toEqual([user.username, ability, isPromised ? 'done' : 'refused', code]);
    seen.push(isPromised);
  }
  return seen;
}

/** The abilities that an endpoint sends with its row, or null where the person doesn't see it. */
async function abilitiesFrom(user: SignedInUser, endpoint: string, input: Input, at: (answer: never) => Abilities) {
  const { answer, code } = await attempt(user, endpoint, input);
  return code === 'done' ? at(answer as never) : null;
}

const people = [...(Object.keys(testAccounts) as TestAccount[]), 'keeper', 'stranger'];

/** A comparison says something only when somebody may and somebody may not. */
function bothWays(seen: readonly boolean[]): void {
  expect(new Set(seen)).toEqual(new Set([true, false]));
}

describe('abilities sent with a row equal what the acts allow', () => {
  test('a person', async () => {
    const [first] = house.tree.areas;
    const params = { id: plainPerson };
    const person = { name: '新名字', gender: 'female', employmentKind: 'contract', staffNumber: 'N-9', version: 1 };
    const held = { personId: plainPerson, unitId: house.tree.team.id };
    const trials: Trials = {
      update: ['roster.updatePerson', { params, body: person }],
      move: ['roster.movePerson', { params, body: { unitId: first.id, from: '2024-06-18' } }],
      leave: ['roster.recordLeaving', { params, body: { lastDay: '2024-06-18' } }],
      appoint: ['roster.appoint', { body: { ...held, post: 'team_leader', from: '2024-06-18' } }],
      createUser: ['roster.createUser', { body: { ...held, role: 'worker' } }],
    };
    const seen: boolean[] = [];
    for (const name of people) {
      const user = users.get(name)!;
      const at = (answer: { person: { abilities: Abilities } }) => answer.person.abilities;
      seen.push(...(await compare(user, await abilitiesFrom(user, 'roster.showPerson', { params }, at), trials)));
    }
    bothWays(seen);
  });

  test('a unit', async () => {
    const { canteen, station } = house.tree;
    const params = { id: canteen.id };
    const newcomer = { name: '新来的', staffNumber: 'N-8', gender: 'male', employmentKind: 'contract' };
    const below = { parentId: canteen.id, kind: 'team', name: '早班', from: '2024-06-18' };
    const trials: Trials = {
      addBelow: ['roster.createUnit', { body: below }],
      rename: ['roster.renameUnit', { params, body: { name: '新食堂', from: '2024-06-18' } }],
      move: ['roster.moveUnit', { params, body: { parentId: station.id, from: '2024-06-18' } }],
      close: ['roster.closeUnit', { params, body: { lastDay: '2024-06-18' } }],
      placePeople: ['roster.createPerson', { body: { ...newcomer, unitId: canteen.id, from: '2024-06-18' } }],
    };
    const seen: boolean[] = [];
    for (const name of people) {
      const user = users.get(name)!;
      const at = (answer: { unit: { abilities: Abilities } }) => answer.unit.abilities;
      seen.push(...(await compare(user, await abilitiesFrom(user, 'roster.showUnit', { params }, at), trials)));
    }
    bothWays(seen);
  });

  test('an account and each of its roles', async () => {
    const seen: boolean[] = [];
    for (const name of people) {
      const user = users.get(name)!;
      const { answer } = await attempt(user, 'roster.listUsers', { query: { limit: 50 } });
      const rows = (answer as { rows: { accountId: string; abilities: Abilities; grants: Grant[] }[] } | null)?.rows;
      for (const { accountId, abilities, grants } of rows ?? []) {
        const params = { id: accountId };
        const trials: Trials = {
          close: ['roster.closeUser', { params }],
          resetPassword: ['roster.resetUserPassword', { params, body: { password: 'Another-salt-7' } }],
        };
        seen.push(...(await compare(user, abilities, trials)));
        for (const grant of grants) {
          const end: Trials = { end: ['roster.endGrant', { params: { id: grant.id }, body: {} }] };
          seen.push(...(await compare(user, grant.abilities, end)));
        }
      }
    }
    bothWays(seen);
  });

  test('an event', async () => {
    const params = { id: things.ids['/api/events/:id']! };
    const personIds = [house.people.unit_officer];
    const trials = (version: number): Trials => ({
      canChange: ['schedule.changeEvent', { params, body: { version, place: '大礼堂' } }],
      canSchedule: [
        'schedule.scheduleEvent',
        { params, body: { version, startsAt: '2024-06-20T09:00:00+08:00', place: '大礼堂' } },
      ],
      canCancel: ['schedule.cancelEvent', { params, body: { version, reason: '下雨' } }],
      canClose: [
        'schedule.closeEvent',
        { params, body: { version, summary: '', headCount: 20, heldOn: '2024-06-18' } },
      ],
      canReopen: ['schedule.reopenEvent', { params, body: { version, reason: '补登记' } }],
      canRecordAttendance: ['schedule.recordAttendance', { params, body: { personIds } }],
      canReadNames: ['schedule.listSignUps', { params }],
      canSignUp: ['schedule.signUp', { params }],
    });
    const seen: boolean[] = [];
    for (const name of people) {
      const user = users.get(name)!;
      const { answer } = await attempt(user, 'schedule.getEvent', { params });
      const row = answer as { version: number; abilities: Abilities } | null;
      seen.push(...(await compare(user, row?.abilities ?? null, trials(row?.version ?? 1))));
    }
    bothWays(seen);
  });

  test.each(['confirmed', 'inReview'] as const)('a plan that is %s', async (which) => {
    const planId = things.plan[which];
    const params = { planId };
    const commitmentId = things.ids['/api/commitments/:commitmentId']!;
    const seen: boolean[] = [];
    for (const name of people) {
      const user = users.get(name)!;
      const { answer } = await attempt(user, 'plan.listPlans', {});
      const plans = (answer as { plans: { id: string; revision: number; abilities: Abilities }[] } | null)?.plans ?? [];
      const row = plans.find((plan) => plan.id === planId);
      const { answer: shown } = await attempt(user, 'plan.getCommitment', { params: { commitmentId } });
      const { revision = 1 } = (shown ?? {}) as { revision?: number };
      const facts = { revision: row?.revision ?? 1, title: '新标题', year: 2025, parentPlanId: null };
      const amended = { revision, day: '2024-06-18', reason: '不再举办', content: null };
      const trials: Trials = {
        canReview: ['plan.setPlanFacts', { params, body: facts }],
        canDiscard: ['plan.discardPlan', { params, body: { reason: '重复了' } }],
        canConfirm: ['plan.confirmPlan', { params, body: { revision: row?.revision ?? 1, acceptRest: true } }],
      };
      seen.push(...(await compare(user, row?.abilities ?? null, trials)));
      // Reports have a right of their own: who reads no plan has no row that could promise it.
      if (row !== undefined)
        seen.push(...(await compare(user, row.abilities, { canReport: ['plan.getReport', { params }] })));
      if (which === 'confirmed') {
        const amend: Trials = { canAmend: ['plan.amendCommitment', { params: { commitmentId }, body: amended }] };
        seen.push(...(await compare(user, row?.abilities ?? null, amend)));
      }
    }
    bothWays(seen);
  });
});

interface Grant {
  id: string;
  abilities: Abilities;
}
