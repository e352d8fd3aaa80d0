import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, inTransaction, newId, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { closeUser, createUser, endGrant, grantLoader, grantRole, listUsers, openUser } from '../users';
import { delegateRole, endDelegation, findColleagues, listOwnGrants, longestDelegation } from './delegations';

const roles = {
  chair: { permissions: ['plan.plan.read', 'roster.grant.write', 'roster.user.manage'] },
  auditor: { permissions: [], keptApartFrom: { chair: 'auditBody' } },
  worker: { permissions: [], isDelegable: false },
} as const;

let database: TestDatabase;
let tree: SmallTree;
const keeper = testUser(['roster.user.manage', 'roster.grant.write', 'roster.person.read']);
const seedOf = (user: SignedInUser | null) => {
  const house = { ...database.house, parameters: new Map([[longestDelegation.shape.key, longestDelegation]]) };
  return database.seed({ user, house });
};
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = keeper) =>
  inTransaction(seedOf(user), act);

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
  await run(seedParameters, null);
});
afterAll(() => database.close());

interface Account {
  accountId: string;
  grantId: string;
  user: SignedInUser;
}

async function account(role: keyof typeof roles, name = '王海生', unitId = tree.works.id): Promise<Account> {
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id, name }));
  const { user } = await run((ctx) => createUser(ctx, roles, { personId: person.id, role, unitId }));
  const { accountId } = user;
  return { accountId, grantId: user.grants[0]!.id, user: testUser([], '/', { accountId, name }) };
}

const leave = { from: '2024-06-20', to: '2024-07-10' };
const handOn = (from: Account, to: string, change: Partial<typeof leave> = {}) =>
  run((ctx) => delegateRole(ctx, roles, from.grantId, { accountId: to, ...leave, ...change }), from.user);
const load = (accountId: string, day: string) =>
  grantLoader(roles, standingClock(day))(database.house, accountId).then(({ grants }) => grants);
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error as Error)),
  );
const toldOf = async (accountId: string) =>
  (
    await database.pool.query<{ kind: string }>(
      'select kind from kernel.notification where account_id = $1 order by created_at, id',
      [accountId],
    )
  ).rows.map((row) => row.kind);

describe('a role is handed on for a leave', () => {
  test('from the first to the last day, without the keeping of accounts and roles, under the name of its holder', async () => {
    const [chair, deputy] = [await account('chair', '王主席'), await account('worker')];
    const row = await handOn(chair, deputy.accountId);
    expect(row).toMatchObject({ validFrom: '2024-06-20', validTo: '2024-07-10', abilities: { end: true } });
    const held = async (day: string) => (await load(deputy.accountId, day)).filter((grant) => grant.role === 'chair');
    expect([await held('2024-06-19'), await held('2024-07-11')]).toEqual([[], []]);
    for (const day of ['2024-06-20', '2024-07-10']) {
      const [grant] = await held(day);
      expect(grant).toMatchObject({ delegatedBy: { accountId: chair.accountId, name: '王主席' } });
      expect([...grant!.permissions]).toEqual(['plan.plan.read']);
    }
    expect(await load(chair.accountId, '2024-06-20')).toMatchObject([{ role: 'chair', delegatedBy: null }]);
    expect(await toldOf(deputy.accountId)).toEqual(['roster.delegation_received']);
  });

  test('both sides see it, and so does who keeps the accounts', async () => {
    const [chair, deputy] = [await account('chair', '赵主席'), await account('worker', '李干事')];
    await handOn(chair, deputy.accountId);
    const own = await run((ctx) => listOwnGrants(ctx, roles), chair.user);
    expect(own).toMatchObject({ longestDays: 92, rows: [{ delegations: [{ name: '李干事' }] }] });
    expect(own.rows[0]!.abilities).toEqual({ delegate: true, end: false });
    const theirs = (await run((ctx) => listOwnGrants(ctx, roles), deputy.user)).rows;
    expect(theirs.map((row) => [row.role, row.delegatedBy, row.abilities])).toEqual([
      ['chair', '赵主席', { delegate: false, end: true }],
      ['worker', null, { delegate: false, end: false }],
    ]);
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50 }));
    const seen = rows.find((row) => row.accountId === deputy.accountId)!.grants;
    expect(seen.map((grant) => grant.delegatedBy)).toContain('赵主席');
  });

  test('colleagues are found by name in the unit above and below it; the own account and closed ones are not', async () => {
    const chair = await account('chair', '钱钟');
    const [open, closed] = [await account('worker', '钱开'), await account('worker', '钱闭')];
    await run((ctx) => closeUser(ctx, roles, closed.accountId));
    const { rows } = await run((ctx) => findColleagues(ctx, roles, chair.grantId, '钱'), chair.user);
    expect(rows).toEqual([{ accountId: open.accountId, name: '钱开', unitName: '甲班' }]);
    expect(await codeOf(handOn(chair, closed.accountId))).toBe('kernel.not_found');
  });

  test.each<[string, Partial<typeof leave>, string]>([
    ['days that have gone', { from: '2024-06-17' }, 'roster.day_before_start'],
    ['days in the wrong order', { to: '2024-06-19' }, 'roster.day_before_start'],
    ['longer than the parameter allows', { to: '2024-09-20' }, 'roster.delegation_too_long'],
  ])('refused: %s', async (_what, change, code) => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    expect(await codeOf(handOn(chair, deputy.accountId, change))).toBe(code);
  });

  test('the longest one has exactly the days of the parameter', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    expect(await codeOf(handOn(chair, deputy.accountId, { to: '2024-09-19' }))).toBeNull();
  });

  test('refused: beyond the own role, to oneself, twice, what is not one’s own, what can’t be handed on', async () => {
    const [chair, deputy, third] = [await account('chair'), await account('worker'), await account('worker')];
    expect(await codeOf(handOn(chair, chair.accountId))).toBe('roster.delegation_to_self');
    expect(await codeOf(handOn(deputy, third.accountId))).toBe('roster.not_delegable');
    expect(await codeOf(handOn({ ...chair, user: third.user }, deputy.accountId))).toBe('kernel.not_found');
    expect(await codeOf(handOn(chair, newId()))).toBe('kernel.not_found');
    const { id } = await handOn(chair, deputy.accountId);
    expect(await codeOf(handOn(chair, deputy.accountId))).toBe('roster.grant_overlap');
    expect(await codeOf(handOn({ ...deputy, grantId: id }, third.accountId))).toBe('roster.not_delegable');
    await run((ctx) => endGrant(ctx, roles, chair.grantId, '2024-07-01'));
    expect(await codeOf(handOn(chair, third.accountId))).toBe('roster.delegation_beyond');
  });

  test('refused: to somebody who holds what is kept apart from it; nor is that given while the leave lasts', async () => {
    const [chair, auditor, deputy] = [await account('chair'), await account('auditor'), await account('worker')];
    expect(await codeOf(handOn(chair, auditor.accountId))).toBe('roster.roles_apart');
    await handOn(chair, deputy.accountId);
    const audits = (from: string) =>
      run((ctx) => grantRole(ctx, roles, deputy.accountId, { role: 'auditor', unitId: tree.group.id, from, to: null }));
    expect(await codeOf(audits('2024-07-10'))).toBe('roster.roles_apart');
    expect(await codeOf(audits('2024-07-11'))).toBeNull();
  });
});

describe('a delegation ends', () => {
  test.each(['chair', 'deputy'] as const)('at once when the %s wishes, and the other side is told', async (who) => {
    const sides = { chair: await account('chair'), deputy: await account('worker') };
    const { id } = await handOn(sides.chair, sides.deputy.accountId, { from: '2024-06-18' });
    const ended = await run((ctx) => endDelegation(ctx, id), sides[who].user);
    expect(ended).toEqual({ validTo: '2024-06-17' });
    expect((await load(sides.deputy.accountId, '2024-06-18')).map((grant) => grant.role)).toEqual(['worker']);
    const other = who === 'chair' ? sides.deputy : sides.chair;
    expect(await toldOf(other.accountId)).toContain('roster.delegation_ended');
    expect(await codeOf(run((ctx) => endDelegation(ctx, id), sides[who].user))).toBe('roster.already_ended');
  });

  test('before it has begun it leaves nothing', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    const { id } = await handOn(chair, deputy.accountId);
    await run((ctx) => endDelegation(ctx, id), chair.user);
    expect(await load(deputy.accountId, '2024-06-25')).toHaveLength(1);
    await handOn(chair, deputy.accountId);
  });

  test('by who keeps grants there, and both sides are told', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    const { id } = await handOn(chair, deputy.accountId);
    await run((ctx) => endGrant(ctx, roles, id, undefined));
    expect(await toldOf(deputy.accountId)).toContain('roster.role_ended');
    expect(await toldOf(chair.accountId)).toContain('roster.role_ended');
  });

  test('with the role that it comes from, and not later than that', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    await handOn(chair, deputy.accountId);
    await run((ctx) => endGrant(ctx, roles, chair.grantId, '2024-06-30'));
    const held = async (day: string) => (await load(deputy.accountId, day)).map((grant) => grant.role);
    expect([await held('2024-06-30'), await held('2024-07-01')]).toEqual([['chair', 'worker'], ['worker']]);
    expect(await toldOf(deputy.accountId)).toContain('roster.delegation_ended');
  });

  test('with the account of who handed it on, and does not come back with it', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    await handOn(chair, deputy.accountId, { from: '2024-06-18' });
    const held = async () => (await load(deputy.accountId, '2024-06-18')).map((grant) => grant.role);
    expect(await held()).toEqual(['chair', 'worker']);
    await run((ctx) => closeUser(ctx, roles, chair.accountId));
    expect(await held()).toEqual(['worker']);
    await run((ctx) => openUser(ctx, roles, chair.accountId));
    expect(await held()).toEqual(['worker']);
  });

  test('even when only the database says that the role has ended', async () => {
    const [chair, deputy] = [await account('chair'), await account('worker')];
    await handOn(chair, deputy.accountId);
    await database.pool.query(`update roster.role_grant set valid_to = '2024-06-30' where id = $1`, [chair.grantId]);
    expect((await load(deputy.accountId, '2024-07-01')).map((grant) => grant.role)).toEqual(['worker']);
  });

  test('refused like something missing: by others, and what is no delegation', async () => {
    const [chair, deputy, third] = [await account('chair'), await account('worker'), await account('worker')];
    const { id } = await handOn(chair, deputy.accountId);
    expect(await codeOf(run((ctx) => endDelegation(ctx, id), third.user))).toBe('kernel.not_found');
    expect(await codeOf(run((ctx) => endDelegation(ctx, chair.grantId), chair.user))).toBe('kernel.not_found');
  });
});
