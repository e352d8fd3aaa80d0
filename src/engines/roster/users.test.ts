import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { beginTerm, foundBody, takeSeat } from './bodies/bodies';
import { defineBodyKind } from './bodies/kind';
import { makePerson, makeTree, type SmallTree } from './testing';
import {
  accountsOfPeople,
  closeUser,
  createUser,
  endGrant,
  grantLoader,
  grantRole,
  listUsers,
  openAccount,
  openUser,
  resetUserPassword,
} from './users';

let database: TestDatabase;
let tree: SmallTree;
const roles = { chair: { permissions: ['roster.unit.read'] }, worker: { permissions: [] } };
const everything = ['roster.user.manage', 'roster.grant.write', 'roster.person.read'];
const administrator = testUser(everything);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = administrator) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree);
});
afterAll(() => database.close());

const load = (accountId: string, day = '2024-06-18') =>
  grantLoader(roles, standingClock(day))(database.house, accountId);

async function made(unitId = tree.works.id) {
  const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
  const body = { personId: person.id, role: 'chair', unitId };
  return { person, body, ...(await run((ctx) => createUser(ctx, roles, body))) };
}

describe('an account is made', () => {
  test('for a person, with a password to be used once and a first role', async () => {
    const { user, oneTimePassword, person } = await made();
    expect(oneTimePassword).toMatch(/^[a-z2-9]{12}$/);
    expect(user).toMatchObject({
      username: person.staffNumber,
      name: person.name,
      mustChangePassword: true,
      isLocked: false,
      person: { id: person.id },
    });
    expect(user.grants).toMatchObject([{ role: 'chair', unitName: '测试盐场' }]);
    const { personId, grants } = await load(user.accountId);
    expect(personId).toBe(person.id);
    expect(grants).toMatchObject([{ role: 'chair', unitPath: tree.works.path }]);
    expect([...grants[0]!.permissions]).toEqual(['roster.unit.read']);
  });

  test('for somebody who is not in the roster', async () => {
    const body = {
      personId: null,
      username: 'auditor-of-group',
      name: '审计',
      password: 'long-enough-7',
      role: 'worker',
      unitId: tree.group.id,
    };
    const { user, oneTimePassword } = await run((ctx) => createUser(ctx, roles, body));
    expect(oneTimePassword).toBeNull();
    expect(user).toMatchObject({ person: null, username: 'auditor-of-group' });
  });

  test('refused: a second one for a person, a taken name, a missing name, a weak password, an unknown role', async () => {
    const { body, user } = await made();
    const create = (change: object) => run((ctx) => createUser(ctx, roles, { ...body, ...change }));
    await expect(create({ username: 'another' })).rejects.toThrow('roster.person_has_account');
    await expect(create({ personId: null, username: user.username, name: '甲' })).rejects.toThrow(
      'roster.username_taken',
    );
    await expect(create({ personId: null })).rejects.toThrow('roster.username_missing');
    await expect(create({ personId: null, username: 'someone', name: '甲', password: '12345678' })).rejects.toThrow(
      'session.password_weak',
    );
    await expect(create({ role: 'emperor' })).rejects.toThrow('roster.role_unknown');
    await expect(create({ unitId: newId() })).rejects.toThrow('kernel.not_found');
  });

  test('refused like something missing: outside the own part of the tree', async () => {
    const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
    const local = testUser(everything, tree.areas[1].path);
    const create = (unitId: string) =>
      run((ctx) => createUser(ctx, roles, { personId: person.id, role: 'worker', unitId }), local);
    await expect(create(tree.works.id)).rejects.toThrow('kernel.not_found');
    await expect(create(tree.areas[1].id)).rejects.toThrow('kernel.not_found');
  });
});

describe('roles', () => {
  test('hold from their first to their last day', async () => {
    const { user } = await made();
    await run((ctx) =>
      grantRole(ctx, roles, user.accountId, {
        role: 'worker',
        unitId: tree.team.id,
        from: '2024-07-01',
        to: '2024-07-31',
      }),
    );
    const on = async (day: string) => (await load(user.accountId, day)).grants.map((g) => g.role);
    expect([await on('2024-06-30'), await on('2024-07-01'), await on('2024-08-01')]).toEqual([
      ['chair'],
      ['chair', 'worker'],
      ['chair'],
    ]);
  });

  test('end at once without a day, or on a day', async () => {
    const { user } = await made();
    const later = await run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, '2024-06-30'));
    expect(later.validTo).toBe('2024-06-30');
    expect((await load(user.accountId)).grants).toHaveLength(1);
    await run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, undefined));
    expect((await load(user.accountId)).grants).toEqual([]);
    await expect(run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, undefined))).rejects.toThrow(
      'roster.already_ended',
    );
  });

  test('a role that the house no longer has gives nothing', async () => {
    const { user } = await made();
    const { grants } = await grantLoader({}, standingClock('2024-06-18'))(database.house, user.accountId);
    expect([...grants[0]!.permissions]).toEqual([]);
  });

  test('a change is told to the sessions', async () => {
    const { user } = await made();
    const listener = await database.pool.connect();
    const heard = new Promise((resolve) => listener.once('notification', (message) => resolve(message.payload)));
    await listener.query('listen gonghui_sessions');
    await run((ctx) =>
      grantRole(ctx, roles, user.accountId, { role: 'worker', unitId: tree.team.id, from: '2024-06-18', to: null }),
    );
    expect(await heard).toBe(user.accountId);
    listener.release(true);
  });

  test.each([
    ['a role that there is not', { role: 'emperor' }, 'roster.role_unknown'],
    ['the same role there at the same time', { role: 'chair' }, 'roster.grant_overlap'],
    ['days in the wrong order', { to: '2024-01-01' }, 'roster.day_before_start'],
    ['a unit that is not there', { unitId: newId() }, 'kernel.not_found'],
  ])('refused: %s', async (_what, change, code) => {
    const { user } = await made();
    const body = { role: 'worker', unitId: tree.works.id, from: '2024-06-18', to: null, ...change };
    await expect(run((ctx) => grantRole(ctx, roles, user.accountId, body))).rejects.toThrow(code);
  });

  test('refused: to the own account, given or taken', async () => {
    const { user } = await made();
    const self = testUser(everything, '/', { accountId: user.accountId });
    const body = { role: 'worker', unitId: tree.works.id, from: '2024-06-18', to: null };
    await expect(run((ctx) => grantRole(ctx, roles, user.accountId, body), self)).rejects.toThrow('roster.own_grant');
    await expect(run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, undefined), self)).rejects.toThrow(
      'roster.own_grant',
    );
  });

  test('refused like something missing: a grant or an account outside the own part of the tree', async () => {
    const { user } = await made();
    const local = testUser(everything, tree.areas[1].path);
    const body = { role: 'worker', unitId: tree.areas[1].id, from: '2024-06-18', to: null };
    await expect(run((ctx) => grantRole(ctx, roles, user.accountId, body), local)).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, undefined), local)).rejects.toThrow(
      'kernel.not_found',
    );
    await expect(run((ctx) => resetUserPassword(ctx, roles, user.accountId, undefined), local)).rejects.toThrow(
      'kernel.not_found',
    );
  });
});

describe('an account is closed', () => {
  test('signed out everywhere, until it is opened again', async () => {
    const { user, person } = await made();
    await database.pool.query(
      `insert into kernel.login_session (id, user_id, token, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
      [newId(), user.accountId, newId()],
    );
    const closed = await run((ctx) => closeUser(ctx, roles, user.accountId));
    expect(closed).toMatchObject({ isClosed: true, abilities: { open: true, close: false, resetPassword: false } });
    const { rows } = await database.pool.query('select from kernel.login_session where user_id = $1', [user.accountId]);
    expect(rows).toHaveLength(0);
    expect(await run((ctx) => accountsOfPeople(ctx, [person.id]))).toEqual(new Map());
    expect(await run((ctx) => openUser(ctx, roles, user.accountId))).toMatchObject({ isClosed: false });
    expect(await run((ctx) => accountsOfPeople(ctx, [person.id]))).toEqual(new Map([[person.id, user.accountId]]));
  });

  test('refused: the own one; like something missing, one outside the own part of the tree', async () => {
    const { user } = await made();
    const self = testUser(everything, '/', { accountId: user.accountId });
    for (const act of [closeUser, openUser]) {
      await expect(run((ctx) => act(ctx, roles, user.accountId), self)).rejects.toThrow('roster.own_account');
      const local = testUser(everything, tree.areas[1].path);
      await expect(run((ctx) => act(ctx, roles, user.accountId), local)).rejects.toThrow('kernel.not_found');
    }
  });
});

describe('an account with a role above', () => {
  const local = () => testUser(everything, tree.areas[0].path);
  const roleBelow = () => ({ role: 'worker', unitId: tree.team.id, from: '2024-06-18', to: null });

  test.each([
    ['given a new password', (id: string) => run((ctx) => resetUserPassword(ctx, roles, id, undefined), local())],
    ['closed', (id: string) => run((ctx) => closeUser(ctx, roles, id), local())],
    ['opened', (id: string) => run((ctx) => openUser(ctx, roles, id), local())],
  ])('is not %s by the administrator of the area where the person works', async (_what, act) => {
    const { user } = await made();
    await expect(act(user.accountId)).rejects.toThrow('roster.account_beyond');
  });

  test('is seen there with the roles of that area and may be given one more, and the page offers no more', async () => {
    const { user } = await made();
    await run((ctx) => grantRole(ctx, roles, user.accountId, roleBelow()), local());
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50, search: user.username }), local());
    expect(rows[0]!.grants).toMatchObject([{ unitName: '甲班' }]);
    expect(rows[0]!.abilities).toEqual({
      resetPassword: false,
      resetSecondFactor: false,
      close: false,
      open: false,
      grantRole: true,
    });
  });

  test('of somebody who works elsewhere is kept where both lie: with the password comes the whole own file', async () => {
    const person = await run((ctx) => makePerson(ctx, { unitId: tree.areas[1].id }));
    const body = { personId: person.id, role: 'worker', unitId: tree.areas[0].id };
    const { user } = await run((ctx) => createUser(ctx, roles, body));
    await expect(run((ctx) => resetUserPassword(ctx, roles, user.accountId, undefined), local())).rejects.toThrow(
      'roster.account_beyond',
    );
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50, search: user.username }), local());
    expect(rows[0]!.abilities).toMatchObject({ resetPassword: false, close: false });
    const { oneTimePassword } = await run((ctx) => resetUserPassword(ctx, roles, user.accountId, undefined));
    expect(oneTimePassword).not.toBeNull();
  });

  test('that would come with a seat is not made by the administrator of the area where the person works', async () => {
    const committee = defineBodyKind({ name: 'test.committee', seats: { chair: { most: 1, role: 'chair' } } });
    const unitId = tree.works.id;
    const person = await run((ctx) => makePerson(ctx, { unitId: tree.team.id }));
    await run(async (ctx) => {
      const { id } = await foundBody(ctx, committee, { unitId, name: '工会委员会', foundedOn: '2020-01-01' });
      const days = { startsOn: '2024-01-01', endsOn: '2026-12-31' };
      const term = await beginTerm(ctx, id, { number: 1, ...days, seats: 1, basis: '大会选举' });
      const seat = { termId: term.id, personId: person.id, seat: 'chair', how: 'elected', from: '2024-01-01' } as const;
      await takeSeat(ctx, committee, seat, String);
    });
    const create = (user: SignedInUser) =>
      run((ctx) => createUser(ctx, roles, { personId: person.id, role: 'worker', unitId: tree.team.id }), user);
    await expect(create(local())).rejects.toThrow('roster.account_beyond');
    const { user } = await create(administrator);
    expect((await load(user.accountId)).grants.map((grant) => grant.role)).toEqual(['chair', 'worker']);
  });

  test('is kept there again once the role above has ended', async () => {
    const { user } = await made();
    await run((ctx) => grantRole(ctx, roles, user.accountId, roleBelow()));
    await run((ctx) => endGrant(ctx, roles, user.grants[0]!.id, undefined));
    expect(await run((ctx) => closeUser(ctx, roles, user.accountId), local())).toMatchObject({ isClosed: true });
  });
});

test('a role that ends on a day may be ended sooner, but not on a day long past', async () => {
  const { user } = await made();
  const grant = await run((ctx) =>
    grantRole(ctx, roles, user.accountId, {
      role: 'worker',
      unitId: tree.team.id,
      from: '2024-06-01',
      to: '2024-12-31',
    }),
  );
  expect(grant.abilities).toEqual({ end: true });
  await expect(run((ctx) => endGrant(ctx, roles, grant.id, '2024-06-10'))).rejects.toThrow('roster.day_before_start');
  expect((await run((ctx) => endGrant(ctx, roles, grant.id, '2024-07-31'))).validTo).toBe('2024-07-31');
});

describe('a password is set anew', () => {
  test('to be used once, and every session of the account ends', async () => {
    const { user } = await made();
    await database.pool.query(
      `insert into kernel.login_session (id, user_id, token, expires_at) values ($1, $2, 'x', now() + interval '1 day')`,
      [newId(), user.accountId],
    );
    const { oneTimePassword } = await run((ctx) => resetUserPassword(ctx, roles, user.accountId, undefined));
    expect(oneTimePassword).toHaveLength(12);
    const { rows } = await database.pool.query(
      'select count(*)::int as n from kernel.login_session where user_id = $1',
      [user.accountId],
    );
    expect(rows[0].n).toBe(0);
  });

  test('refused: a weak one, the own one', async () => {
    const { user } = await made();
    await expect(run((ctx) => resetUserPassword(ctx, roles, user.accountId, 'short'))).rejects.toThrow(
      'session.password_weak',
    );
    const self = testUser(everything, '/', { accountId: user.accountId });
    await expect(run((ctx) => resetUserPassword(ctx, roles, user.accountId, undefined), self)).rejects.toThrow(
      'kernel.not_found',
    );
  });
});

describe('the list of accounts', () => {
  test('comes page by page, is searched, and says who is locked', async () => {
    const { user } = await made();
    const fail = `insert into kernel.sign_in_event (id, at, username, outcome) values ($1, now(), $2, 'wrong_password')`;
    for (let i = 0; i < 5; i += 1) await database.pool.query(fail, [newId(), user.username.toLowerCase()]);
    const { rows } = await run((ctx) => listUsers(ctx, roles, { limit: 50, search: user.username }));
    expect(rows).toMatchObject([{ accountId: user.accountId, isLocked: true, abilities: { grantRole: true } }]);
    const first = await run((ctx) => listUsers(ctx, roles, { limit: 1 }));
    const second = await run((ctx) => listUsers(ctx, roles, { limit: 1, cursor: first.nextCursor! }));
    expect(second.rows[0]!.username > first.rows[0]!.username).toBe(true);
  });

  test('ends at the own part of the tree', async () => {
    const { user } = await made();
    const local = testUser(everything, tree.areas[1].path);
    expect(
      (await run((ctx) => listUsers(ctx, roles, { limit: 50 }), local)).rows.map((u) => u.accountId),
    ).not.toContain(user.accountId);
  });
});

test('the program itself opens an account without a signed-in person', async () => {
  const account = {
    personId: null,
    username: 'first',
    name: '管理员',
    password: 'demo-pass-1',
    mustChangePassword: false,
    role: 'worker',
    unitId: tree.works.id,
  };
  const accountId = await run((ctx) => openAccount(ctx, roles, account), null);
  expect((await load(accountId)).grants).toHaveLength(1);
});
