import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { beginTerm, foundBody, takeSeat } from '../bodies/bodies';
import { defineBodyKind } from '../bodies/kind';
import { mergePeople } from '../doubles/merging';
import { undoMerge } from '../doubles/undoing';
import { makePerson, makeTree, type SmallTree } from '../testing';
import { grantRole, openAccount } from '../users';
import * as codes from './codes';
import type { CodeSlip } from './contract';
import { hashCode, matchesCode, meantNumbers, newCode, plainCode } from './rules';
import { codeDays } from './parameters';

let database: TestDatabase;
let tree: SmallTree;
const invite = 'roster.account.invite';
const roles = {
  worker: { permissions: ['roster.unit.read'] },
  unit_officer: { permissions: ['roster.unit.read', invite] },
  chair: { permissions: ['roster.unit.read', invite, 'roster.grant.write'] },
};
const codeRoles = { roles, firstRole: 'worker' };
let officer: SignedInUser;
let chair: SignedInUser;

async function run<R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = officer, day = '2024-06-18') {
  const house = { ...database.house, parameters: new Map([[codeDays.shape.key, codeDays]]) };
  return inTransaction({ ...database.seed({ user, clock: standingClock(day) }), house }, act);
}

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await run(makeTree, null);
  await run(seedParameters, null);
  officer = testUser(roles.unit_officer.permissions, tree.areas[0].path);
  chair = testUser(roles.chair.permissions, tree.works.path);
});
afterAll(() => database.close());

const newcomer = (unitId = tree.team.id) => run((ctx) => makePerson(ctx, { unitId }), null);
const slipFor = (personId: string, user = officer) => run((ctx) => codes.makeCode(ctx, personId, codeRoles), user);
const PASSWORD = 'Sea-salt-2024';
const redeem = (given: Partial<CodeSlip>, day?: string) =>
  run(
    (ctx) => codes.redeemCode(ctx, { staffNumber: '', code: '', ...given, password: PASSWORD }, codeRoles),
    null,
    day,
  );
const rowOf = async (personId: string, user = officer, day?: string) =>
  (await run((ctx) => codes.listAccess(ctx, { limit: 200 }, codeRoles), user, day)).rows.find(
    (row) => row.personId === personId,
  );
async function withAccount(role: keyof typeof roles = 'worker', unitId = tree.works.id, home = tree.team.id) {
  const person = await newcomer(home);
  const accountId = await run(
    (ctx) =>
      openAccount(ctx, roles, {
        ...{ personId: person.id, username: person.staffNumber, name: person.name, password: PASSWORD },
        ...{ mustChangePassword: false, role, unitId },
      }),
    null,
  );
  return { person, accountId };
}

describe('a code', () => {
  test('is eight signs that nobody mistakes for others, and forgives how it is typed', async () => {
    const code = newCode();
    expect(code).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{4}-[34679ACDEFGHJKMNPQRTUVWXY]{4}$/);
    expect(plainCode(' k7mw－３pxa ')).toBe('K7MW3PXA');
    expect(meantNumbers(' ｙt01 ')).toEqual(['yt01', 'YT01']);
    const hash = await hashCode(code);
    expect(hash).not.toContain(plainCode(code));
    expect(await matchesCode(code.toLowerCase().replace('-', ' '), hash)).toBe(true);
    expect([await matchesCode(newCode(), hash), await matchesCode(code, null)]).toEqual([false, false]);
  });

  test('makes the account: the plain role on the works above, the staff number as its name, once', async () => {
    const person = await newcomer();
    const slip = await slipFor(person.id);
    expect(slip).toMatchObject({ purpose: 'invite', staffNumber: person.staffNumber, lastDay: '2024-07-02' });
    const made = await redeem({ ...slip, staffNumber: slip.staffNumber.toLowerCase() });
    expect(made).toMatchObject({ username: person.staffNumber, purpose: 'invite' });
    const { rows } = await sql<{ role: string; unit_id: string }>`
      select role, unit_id from roster.role_grant where account_id = ${made.accountId}`.execute(
      database.house.database,
    );
    expect(rows).toEqual([{ role: 'worker', unit_id: tree.works.id }]);
    await expect(redeem(slip)).rejects.toThrow('session.code_wrong');
    expect(await rowOf(person.id)).toMatchObject({ hasAccount: true, code: null });
  });

  test('opens nothing when it is another one’s, expired, replaced, withdrawn, or its person has left', async () => {
    const [person, other] = [await newcomer(), await newcomer()];
    const first = await slipFor(person.id);
    await expect(redeem({ ...first, staffNumber: other.staffNumber })).rejects.toThrow('session.code_wrong');
    await expect(redeem({ ...first, staffNumber: 'NOBODY' })).rejects.toThrow('session.code_wrong');
    await expect(redeem(first, '2024-07-03')).rejects.toThrow('session.code_wrong');
    const second = await slipFor(person.id);
    await expect(redeem(first)).rejects.toThrow('session.code_wrong');
    const { code } = (await rowOf(person.id))!;
    await run((ctx) => codes.revokeCode(ctx, code!.id));
    await expect(redeem(second)).rejects.toThrow('session.code_wrong');
    await expect(run((ctx) => codes.revokeCode(ctx, code!.id))).rejects.toThrow('roster.code_ended');
    const third = await slipFor(person.id);
    await sql`update roster.person set unit_id = null, unit_path = null where id = ${person.id}`.execute(
      database.house.database,
    );
    await expect(redeem(third)).rejects.toThrow('session.code_wrong');
  });

  test('is dead after ten tries, also for the right one', async () => {
    const slip = await slipFor((await newcomer()).id);
    const wrong = { ...slip, code: 'AAAA-AAAA' };
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => redeem(wrong)));
    expect(tries.every((one) => one.status === 'rejected')).toBe(true);
    await expect(redeem(slip)).rejects.toThrow('session.code_wrong');
    expect(await rowOf(slip.personId)).toMatchObject({ code: { state: 'worn_out' } });
    expect(await rowOf(slip.personId, officer, '2024-07-03')).toMatchObject({ code: { lastDay: '2024-07-02' } });
  });

  test('used by two at once opens for one', async () => {
    const slip = await slipFor((await newcomer()).id);
    const both = await Promise.allSettled([redeem(slip), redeem(slip)]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a whole unit', () => {
  test('gets a slip for each who has neither account nor open slip, or anew for all without account', async () => {
    const { id } = tree.canteen;
    const [first, second, third] = [await newcomer(id), await newcomer(id), await newcomer(id)];
    await redeem(await slipFor(first!.id));
    await slipFor(second!.id);
    const numbers = async (isAnew: boolean) =>
      (await run((ctx) => codes.makeUnitCodes(ctx, { unitId: id, isAnew }, codeRoles))).slips
        .map((slip) => slip.staffNumber)
        .sort();
    expect(await numbers(false)).toEqual([third!.staffNumber]);
    await expect(numbers(false)).rejects.toThrow('roster.codes_none');
    expect(await numbers(true)).toEqual([second!.staffNumber, third!.staffNumber].sort());
  });

  test('of more people than one press prints is refused', async () => {
    const unitId = tree.station.id;
    await sql`insert into roster.person (id, staff_number, name, name_key, name_grams, gender, employment_kind, employed_from,
        unit_id, unit_path, created_at, updated_at)
      select gen_random_uuid(), 'M' || n, '某', 'mou3', '{}', 'male', 'contract', '2020-01-01', ${unitId}, ${tree.station.path},
        now(), now() from generate_series(1, 501) n`.execute(database.house.database);
    await expect(run((ctx) => codes.makeUnitCodes(ctx, { unitId, isAnew: false }, codeRoles))).rejects.toThrow(
      'roster.codes_too_many',
    );
    await sql`delete from roster.person where staff_number ~ '^M\\d'`.execute(database.house.database);
  });

  test('of others is not there: its people, its codes', async () => {
    const foreign = await newcomer(tree.areas[1].id);
    await expect(slipFor(foreign.id)).rejects.toThrow('kernel.not_found');
    await expect(
      run((ctx) => codes.makeUnitCodes(ctx, { unitId: tree.areas[1].id, isAnew: false }, codeRoles)),
    ).rejects.toThrow('kernel.not_found');
    await slipFor(foreign.id, chair);
    const { code } = (await rowOf(foreign.id, chair))!;
    await expect(run((ctx) => codes.revokeCode(ctx, code!.id))).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => codes.revokeCode(ctx, newId()))).rejects.toThrow('kernel.not_found');
    expect(await rowOf(foreign.id)).toBeUndefined();
  });

  test('is listed by state and by name', async () => {
    const person = await newcomer(tree.areas[1].id);
    const list = (query: object) =>
      run((ctx) => codes.listAccess(ctx, { limit: 200, unitId: tree.areas[1].id, ...query }, codeRoles), chair);
    const has = async (query: object) => (await list(query)).rows.some((row) => row.personId === person.id);
    expect([await has({ state: 'without' }), await has({ state: 'coded' }), await has({ state: 'with' })]).toEqual([
      ...[true, false, false],
    ]);
    await slipFor(person.id, chair);
    expect([await has({ state: 'coded' }), await has({ search: person.staffNumber })]).toEqual([true, true]);
    const pages = await list({ limit: 1 });
    const rest = await list({ cursor: pages.nextCursor! });
    expect(rest.rows.some((row) => row.personId === pages.rows[0]!.personId)).toBe(false);
  });
});

describe('a new password by a slip', () => {
  test('is chosen by the person; every session ends', async () => {
    const { person, accountId } = await withAccount();
    await sql`insert into kernel.login_session (id, user_id, token, expires_at)
      values (${newId()}, ${accountId}, ${accountId}, now() + interval '1 day')`.execute(database.house.database);
    const slip = await slipFor(person.id);
    expect(slip.purpose).toBe('reset');
    expect(await redeem(slip)).toMatchObject({ accountId, purpose: 'reset' });
    const { rows } = await sql`select from kernel.login_session where user_id = ${accountId}`.execute(
      database.house.database,
    );
    expect(rows).toEqual([]);
  });

  test.each([
    ['of a colleague in the same office', 'unit_officer', 'first', 'allowed'],
    ['of an officer of the whole works', 'unit_officer', 'works', 'refused'],
    ['of a chair of the own area, who may more', 'chair', 'first', 'refused'],
  ] as const)('%s', async (_what, role, at, outcome) => {
    const unitId = at === 'first' ? tree.areas[0].id : tree.works.id;
    const { person } = await withAccount(role, unitId);
    const isAllowed = outcome === 'allowed';
    expect((await rowOf(person.id))!.abilities.reset).toBe(isAllowed);
    if (isAllowed) expect((await slipFor(person.id)).purpose).toBe('reset');
    else await expect(slipFor(person.id)).rejects.toThrow('roster.account_beyond');
  });

  test('whoever keeps the accounts of the units may, whatever the roles', async () => {
    const { person } = await withAccount('chair', tree.areas[0].id);
    const keeper = testUser([invite, 'roster.user.manage'], tree.areas[0].path);
    expect((await slipFor(person.id, keeper)).purpose).toBe('reset');
  });

  test('the own account has its own page; a closed one stays closed', async () => {
    const { person, accountId } = await withAccount();
    await expect(slipFor(person.id, { ...officer, accountId })).rejects.toThrow('kernel.not_found');
    const slip = await slipFor(person.id);
    await sql`update kernel.login_user set is_closed = true where id = ${accountId}`.execute(database.house.database);
    await expect(redeem(slip)).rejects.toThrow('session.code_wrong');
    await expect(slipFor(person.id)).rejects.toThrow('roster.account_beyond');
  });

  test('a slip made before two records were merged, or parted again, opens nothing: the account may be another', async () => {
    const [{ person: stays }, { person: goes }] = [await withAccount(), await withAccount('chair')];
    const before = await slipFor(stays.id);
    const merger = testUser(['roster.person.write', 'roster.person.merge']);
    const pair = { survivorId: stays.id, survivorVersion: 1, mergedId: goes.id, mergedVersion: 1 };
    const { id } = await run(
      (ctx) => mergePeople(ctx, [], { ...pair, take: [], account: 'merged', reason: '重复建档' }),
      merger,
    );
    await expect(redeem(before)).rejects.toThrow('session.code_wrong');
    const between = await slipFor(stays.id, chair);
    await run((ctx) => undoMerge(ctx, [], id, '并错了'), merger);
    await expect(redeem(between)).rejects.toThrow('session.code_wrong');
    expect((await redeem(await slipFor(stays.id))).purpose).toBe('reset');
  });

  test('a slip made before the account got another role opens nothing: its maker might not have been let', async () => {
    const { person, accountId } = await withAccount();
    const slip = await slipFor(person.id);
    const keeper = testUser(['roster.user.manage', 'roster.grant.write', 'roster.unit.read'], '/');
    const body = { role: 'chair', unitId: tree.works.id, from: '2024-06-19', to: null };
    await run((ctx) => grantRole(ctx, roles, accountId, body), keeper, '2024-06-19');
    await expect(redeem(slip, '2024-06-19')).rejects.toThrow('session.code_wrong');
  });
});

describe('somebody without an account whose seat brings a role', () => {
  const committee = defineBodyKind({ name: 'test.committee', seats: { chair: { most: 1, role: 'chair' } } });

  async function elect(personId: string, unitId = tree.areas[0].id): Promise<void> {
    await run(async (ctx) => {
      const { id } = await foundBody(ctx, committee, { unitId, name: '工会委员会', foundedOn: '2020-01-01' });
      const days = { startsOn: '2024-01-01', endsOn: '2026-12-31' };
      const term = await beginTerm(ctx, id, { number: 1, ...days, seats: 1, basis: '大会选举' });
      const seat = { termId: term.id, personId, seat: 'chair', how: 'elected', from: '2024-01-01' } as const;
      await takeSeat(ctx, committee, seat, String);
    }, chair);
  }

  test('gets a slip by who may hand out that role: whoever prints it could sign in with it', async () => {
    const { id } = await newcomer();
    await elect(id);
    expect((await rowOf(id))!.abilities.invite).toBe(false);
    await expect(slipFor(id)).rejects.toThrow('roster.account_beyond');
    const { slips } = await run((ctx) => codes.makeUnitCodes(ctx, { unitId: tree.team.id, isAnew: true }, codeRoles));
    expect(slips.map(({ personId }) => personId)).not.toContain(id);
    expect((await rowOf(id, chair))!.abilities.invite).toBe(true);
    expect((await redeem(await slipFor(id, chair))).purpose).toBe('invite');
  });

  test('is not let in by a slip from before the election', async () => {
    const { id } = await newcomer();
    const slip = await slipFor(id);
    await elect(id);
    await expect(redeem(slip)).rejects.toThrow('session.code_wrong');
  });
});
