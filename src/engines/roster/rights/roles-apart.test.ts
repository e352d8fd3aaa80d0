import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { createUser, endGrant, grantRole, listUsers, openAccount } from '../users';
import { refuseSameHand } from './grants';
import { pairsApart, ruleBetween } from './rules';
import { standingConflicts } from './who-can';

const roles = {
  chair: { permissions: [] },
  treasurer: { permissions: [] },
  cashier: { permissions: [], keptApartFrom: { treasurer: 'cashAndBooks' } },
  auditor: { permissions: [], keptApartFrom: { chair: 'auditBody', cashier: 'auditBody' } },
  administrator: { permissions: [], grantableBy: ['administrator'] },
} as const;
type Role = keyof typeof roles;

let database: TestDatabase;
let tree: SmallTree;
const keeper = testUser(['roster.user.manage', 'roster.grant.write', 'roster.person.read']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = keeper) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

async function holderOf(role: Role, unitId = tree.works.id): Promise<string> {
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
  const body = { personId: person.id, role, unitId };
  return (await run((ctx) => createUser(ctx, roles, body))).user.accountId;
}

const give = (accountId: string, role: string, change: { unitId?: string; from?: string; to?: string | null } = {}) =>
  run((ctx) =>
    grantRole(ctx, roles, accountId, { role, unitId: tree.works.id, from: '2024-06-18', to: null, ...change }),
  );

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error : Promise.reject(error as Error)),
  );

describe('two roles that one person must not hold', () => {
  test.each<[string, Role, Role, string | null]>([
    ['as the rule states it', 'auditor', 'chair', 'auditBody'],
    ['the other way round', 'chair', 'auditor', 'auditBody'],
    ['by another rule', 'treasurer', 'cashier', 'cashAndBooks'],
    ['not those of which no rule speaks', 'chair', 'treasurer', null],
    ['not a role with itself', 'auditor', 'auditor', null],
  ])('%s', (_what, one, other, rule) => expect(ruleBetween(roles, one, other)).toBe(rule));

  test('each pair stands once', () =>
    expect(pairsApart(roles)).toEqual([
      { one: 'cashier', other: 'treasurer', rule: 'cashAndBooks' },
      { one: 'auditor', other: 'chair', rule: 'auditBody' },
      { one: 'auditor', other: 'cashier', rule: 'auditBody' },
    ]));

  const sameUnit = () => ({});
  test.each<[string, Role, Role, () => Parameters<typeof give>[2], boolean]>([
    ['on one unit', 'chair', 'auditor', sameUnit, false],
    ['whichever was first', 'auditor', 'chair', sameUnit, false],
    ['on a unit above', 'chair', 'auditor', () => ({ unitId: tree.group.id }), false],
    ['on a unit below', 'chair', 'auditor', () => ({ unitId: tree.team.id }), false],
    ['from a later day on', 'chair', 'auditor', () => ({ from: '2026-01-01' }), false],
    ['of which no rule speaks', 'chair', 'treasurer', sameUnit, true],
  ])('%s', async (_what, held, wanted, change, isGiven) => {
    const accountId = await holderOf(held);
    const refusal = await refusalOf(give(accountId, wanted, change()));
    expect(refusal?.code ?? null).toBe(isGiven ? null : 'roster.roles_apart');
  });

  test('the refusal names the other role, where and since when it is held', async () => {
    const refusal = await refusalOf(give(await holderOf('chair'), 'auditor'));
    expect(refusal?.params).toMatchObject({ unit: '测试盐场' });
    expect(Object.keys(refusal!.params).sort()).toEqual(['days', 'other', 'role', 'rule', 'source', 'unit']);
  });

  test('beside each other in the tree both may be held, and one after the other too', async () => {
    const inFirst = await holderOf('chair', tree.areas[0].id);
    await give(inFirst, 'auditor', { unitId: tree.areas[1].id });
    const treasurer = await holderOf('treasurer');
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50 }));
    const [grant] = rows.find((row) => row.accountId === treasurer)!.grants;
    await run((ctx) => endGrant(ctx, roles, grant!.id, '2024-06-30'));
    expect((await refusalOf(give(treasurer, 'cashier', { from: '2024-06-30' })))?.code).toBe('roster.roles_apart');
    await give(treasurer, 'cashier', { from: '2024-07-01' });
  });

  test('a grant that never came into force stands in nobody’s way', async () => {
    const accountId = await holderOf('treasurer', tree.areas[1].id);
    const later = await give(accountId, 'chair', { from: '2024-07-01' });
    await run((ctx) => endGrant(ctx, roles, later.id, undefined));
    await give(accountId, 'auditor', { from: '2024-06-20' });
  });

  test('two that are given at the same moment: one is refused', async () => {
    const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
    const body = { personId: person.id, role: 'treasurer', unitId: tree.areas[1].id };
    const { user } = await run((ctx) => createUser(ctx, roles, body));
    const both = await Promise.allSettled([give(user.accountId, 'chair'), give(user.accountId, 'auditor')]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected') as PromiseRejectedResult;
    expect((refused.reason as AppError).code).toBe('roster.roles_apart');
  });

  test('those that stand already are listed, where one of the two units is the reader’s', async () => {
    const accountId = await holderOf('cashier', tree.areas[0].id);
    await database.pool.query(
      `insert into roster.role_grant (id, account_id, role, unit_id, valid_from, granted_at)
       values ($1, $2, 'auditor', $3, '2023-01-01', now())`,
      [newId(), accountId, tree.works.id],
    );
    const listed = (path: string) => run((ctx) => standingConflicts(ctx, roles, [path]));
    expect(await listed('/')).toMatchObject([
      {
        accountId,
        name: '张海燕',
        one: { role: 'auditor', unitName: '测试盐场', validFrom: '2023-01-01', validTo: null },
        other: { role: 'cashier', unitName: '一工区' },
      },
    ]);
    expect(await listed(tree.areas[0].path)).toHaveLength(1);
    expect(await listed(tree.areas[1].path)).toEqual([]);
  });
});

describe('a role that only its own holders give', () => {
  const asAdministrator = (unitPath: string, change: object = {}): SignedInUser => {
    const [grant] = keeper.grants;
    return { ...keeper, grants: [{ ...grant!, role: 'administrator', unitPath, ...change }] };
  };
  const make = (user: SignedInUser) => async () => {
    const given = {
      personId: null,
      username: `a${newId()}`,
      name: '管理员',
      role: 'administrator',
      unitId: tree.works.id,
    };
    return run((ctx) => createUser(ctx, roles, given), user);
  };

  test.each<[string, () => SignedInUser, string | null]>([
    ['not by who keeps grants', () => keeper, 'roster.role_kept'],
    ['by one of them', () => asAdministrator('/'), null],
    [
      'not by one who stands in for one of them',
      () => asAdministrator('/', { delegatedBy: { accountId: newId(), name: '王' } }),
      'roster.role_kept',
    ],
  ])('%s', async (_what, user, code) => expect((await refusalOf(make(user())()))?.code ?? null).toBe(code));

  test('is not given to an account by others, nor taken from it', async () => {
    const accountId = await holderOf('chair');
    expect((await refusalOf(give(accountId, 'administrator')))?.code).toBe('roster.role_kept');
    const { user } = await make(asAdministrator('/'))();
    const [grant] = user.grants;
    expect(grant!.abilities).toEqual({ end: true });
    expect((await refusalOf(run((ctx) => endGrant(ctx, roles, grant!.id, undefined))))?.code).toBe('roster.role_kept');
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50, search: user.username }));
    expect(rows[0]!.grants[0]!.abilities).toEqual({ end: false });
  });
});

test('who has entered a thing does not approve it; somebody else does', async () => {
  const accountId = await holderOf('chair');
  const other = await holderOf('chair');
  const asks = (user: string) => run((ctx) => refuseSameHand(ctx, accountId), testUser([], '/', { accountId: user }));
  expect((await refusalOf(asks(accountId)))?.code).toBe('roster.same_hand');
  expect(await refusalOf(asks(other))).toBeNull();
});

test('an account that the program opens is checked too', async () => {
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
  const given = {
    personId: person.id,
    username: newId(),
    name: '李',
    password: 'long-enough-7',
    mustChangePassword: false,
  };
  const accountId = await run(
    (ctx) => openAccount(ctx, roles, { ...given, role: 'cashier', unitId: tree.works.id }),
    null,
  );
  expect((await refusalOf(give(accountId, 'cashier')))?.code).toBe('roster.grant_overlap');
});
