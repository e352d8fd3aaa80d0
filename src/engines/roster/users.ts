import { randomInt } from 'node:crypto';
import {
  accountStates,
  AppError,
  audit,
  createAccount,
  dropSecondFactor,
  isWeakPassword,
  logSignIn,
  notFound,
  notify,
  resetPassword,
  setAccountClosed,
  userOf,
  type Clock,
  type Context,
  type GrantLoader,
  type RequestFacts,
} from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { giveWaitingSeatRoles, rolesWaitingFor } from './bodies/seat-roles';
import type * as contract from './contract';
import type { UserRow } from './contract';
import { visiblePerson } from './people';
import { admit, isKeptHere, isOwnAccount, scopeOf, userAbilities } from './policy';
import { endAllDelegationsBy, endDelegationsOf } from './rights/delegations';
import { beginGrant, presentGrant, refuseKeptRole } from './rights/grants';
import { permissionsIn } from './rights/permissions';
import { refuseUnknownRole, type RoleTable } from './roles';
import { dayBefore, decodeCursor, encodeCursor } from './rules';
import * as store from './store/grants';
import { refuseClosed, namedUnit } from './units';

type Input<E> = EndpointInput<E>;
type GrantRow = UserRow['grants'][number];

/** What the sessions ask for: the grants of an account that are in force today. */
export function grantLoader(roles: RoleTable, clock: Clock): GrantLoader {
  const withPermissions = permissionsIn(roles);
  return async (house, accountId) => {
    const { personId, grants } = await store.grantsInForce(house.aside, accountId, clock.today());
    return { personId, grants: grants.map(withPermissions) };
  };
}

/** The accounts of people, by person; who has none, or one that is closed, is left out. */
export async function accountsOfPeople(
  ctx: Context,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (personIds.length === 0) return new Map();
  const links = await store.accountsOf(ctx, personIds);
  const states = await accountStates(
    ctx,
    links.map((link) => link.accountId),
  );
  const open = links.filter((link) => states.get(link.accountId)?.isClosed === false);
  return new Map(open.map((link) => [link.personId, link.accountId]));
}

async function presentUsers(
  ctx: Context,
  roles: RoleTable,
  accounts: readonly store.AccountPerson[],
): Promise<UserRow[]> {
  const ids = accounts.map((row) => row.accountId);
  const states = await accountStates(ctx, ids);
  const grants = await store.grantsOf(ctx, ids, ctx.clock.today());
  const scopes = scopeOf(ctx, 'roster.user.manage');
  const seen = grants.filter((grant) => scopes.some((path) => grant.unitPath.startsWith(path)));
  return accounts.flatMap(({ accountId, person }) => {
    const state = states.get(accountId);
    if (state === undefined) return [];
    return {
      ...state,
      lastSignedInAt: state.lastSignedInAt?.toISOString() ?? null,
      person,
      grants: seen.filter((grant) => grant.accountId === accountId).map((grant) => presentGrant(ctx, roles, grant)),
      abilities: userAbilities(ctx, accountId, {
        isClosed: state.isClosed,
        hasSecondFactor: state.hasSecondFactor,
        unitPaths: placesOf(
          grants.filter((grant) => grant.accountId === accountId),
          person?.homePath,
        ),
      }),
    };
  });
}

/** Accounts are few beside people: they are sorted by user name here, after the scope has chosen them. */
export async function listUsers(ctx: Context, roles: RoleTable, query: Input<typeof contract.listUsers>['query']) {
  const users = await presentUsers(ctx, roles, await store.accountRows(ctx, scopeOf(ctx, 'roster.user.manage')));
  const wanted = query.search?.toLowerCase() ?? '';
  const texts = (user: UserRow) => [
    user.username.toLowerCase(),
    user.name.toLowerCase(),
    user.person?.staffNumber.toLowerCase() ?? '',
  ];
  const after = decodeCursor(query.cursor);
  const rows = users
    .filter((user) => texts(user).some((text) => text.includes(wanted)))
    .sort((a, b) => (a.username < b.username ? -1 : 1))
    .filter((user) => after === null || user.username > after[0]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page,
    nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.username, last.accountId]) : null,
    abilities: { create: true },
  };
}

/**
 * Makes an account with its first role. Refuses: a role that there is not or isn't the person's to give, a person who has
 * an account or a seat whose role lies beyond reach, a missing or taken user name, a weak password.
 */
export async function createUser(ctx: Context, roles: RoleTable, body: Input<typeof contract.createUser>['body']) {
  const unit = await namedUnit(ctx, 'unitId', body.unitId, 'roster.user.manage');
  admit(ctx, 'roster.grant.write', unit.path);
  const person =
    body.personId === null ? null : await visiblePerson(ctx, body.personId, 'roster.user.manage', 'change');

  refuseUnknownRole(roles, body.role);
  refuseKeptRole(ctx, roles, body.role, unit.path);
  refuseClosed(unit, ctx.clock.today());
  if (person !== null) await refuseWaitingBeyond(ctx, person);
  const name = body.name ?? person?.name;
  const username = body.username ?? person?.staffNumber;
  if (name === undefined || username === undefined) throw new AppError('roster.username_missing');
  if (body.password !== undefined) refuseWeak(body.password, username);

  const oneTimePassword = body.password === undefined ? makePassword() : null;
  const accountId = await openAccount(ctx, roles, {
    personId: person?.id ?? null,
    username,
    name,
    password: body.password ?? oneTimePassword!,
    mustChangePassword: true,
    role: body.role,
    unitId: unit.id,
  });

  const [account] = await store.accountRows(ctx, [unit.path], accountId);
  const [user] = await presentUsers(ctx, roles, [account!]);
  return { user: user!, oneTimePassword };
}

export interface NewAccount {
  readonly personId: string | null;
  readonly username: string;
  readonly name: string;
  readonly password: string;
  readonly mustChangePassword: boolean;
  readonly role: string;
  readonly unitId: string;
}

/**
 * The account itself, for the program (first administrator, demo world): whoever calls it has judged the rights.
 * Refuses: a role that there is not, a person who has an account, a user name that is taken.
 */
export async function openAccount(ctx: Context, roles: RoleTable, account: NewAccount): Promise<string> {
  refuseUnknownRole(roles, account.role);
  if (account.personId !== null && (await store.hasAccount(ctx, account.personId)))
    throw new AppError('roster.person_has_account');
  const accountId = await refuseTaken(createAccount(ctx.transaction, account), account.username);
  if (account.personId !== null) await store.linkAccount(ctx, account.personId, accountId);
  const { role, unitId } = account;
  await beginGrant(ctx, roles, { accountId, role, unitId, from: ctx.clock.today(), to: null });
  if (account.personId !== null) await giveWaitingSeatRoles(ctx, account.personId);
  audit(ctx, {
    action: 'roster.createUser',
    subject: `account:${accountId}`,
    details: { personId: account.personId, role, unitId },
  });
  return accountId;
}

/**
 * Refuses: an account that is not in reach, one with a role beyond it, a weak password, the own account (that has its
 * own page).
 */
export async function resetUserPassword(ctx: Context, roles: RoleTable, accountId: string, given: string | undefined) {
  const user = await visibleUser(ctx, roles, accountId);

  if (isOwnAccount(ctx, accountId)) throw notFound();
  await refuseBeyond(ctx, user);
  if (given !== undefined) refuseWeak(given, user.username);

  const oneTimePassword = given === undefined ? makePassword() : null;
  await resetPassword(ctx.transaction, accountId, given ?? oneTimePassword!);

  audit(ctx, { action: 'roster.resetUserPassword', subject: `account:${accountId}` });
  return { oneTimePassword };
}

/**
 * For a phone that is lost: the password alone opens the account again, until its person turns the second factor on anew.
 * Refuses: an account that is not in reach, one with a role beyond it, one without a second factor, the own account.
 */
export async function resetSecondFactor(
  ctx: Context,
  roles: RoleTable,
  accountId: string,
  request: RequestFacts,
): Promise<UserRow> {
  const user = await visibleUser(ctx, roles, accountId);

  if (isOwnAccount(ctx, accountId)) throw notFound();
  await refuseBeyond(ctx, user);
  if (!(await dropSecondFactor(ctx.transaction, accountId)) || !user.hasSecondFactor)
    throw new AppError('roster.second_factor_none');

  const { username } = user;
  ctx.afterCommit.push(() =>
    logSignIn(ctx.house, { userId: accountId, username, outcome: 'second_factor_reset', request }),
  );
  await notify(ctx, {
    to: [accountId],
    kind: 'roster.second_factor_reset',
    params: { by: userOf(ctx).name },
    link: ownAccount,
  });
  audit(ctx, { action: 'roster.resetSecondFactor', subject: `account:${accountId}` });
  return visibleUser(ctx, roles, accountId);
}

/**
 * Nobody signs in with it any more, at once and until it is opened again; what its person has handed on of its roles ends
 * with it. Refuses: the own account, one with a role beyond reach. */
export function closeUser(ctx: Context, roles: RoleTable, accountId: string): Promise<UserRow> {
  return setClosed(ctx, roles, { accountId, isClosed: true });
}

/** The account may sign in again, with its roles as they stand. Refuses: the own account, one with a role beyond reach. */
export function openUser(ctx: Context, roles: RoleTable, accountId: string): Promise<UserRow> {
  return setClosed(ctx, roles, { accountId, isClosed: false });
}

async function setClosed(
  ctx: Context,
  roles: RoleTable,
  { accountId, isClosed }: { accountId: string; isClosed: boolean },
): Promise<UserRow> {
  const user = await visibleUser(ctx, roles, accountId);

  if (isOwnAccount(ctx, accountId)) throw new AppError('roster.own_account');
  await refuseBeyond(ctx, user);

  await setAccountClosed(ctx.transaction, accountId, isClosed);
  if (isClosed) await endAllDelegationsBy(ctx, accountId);

  audit(ctx, { action: isClosed ? 'roster.closeUser' : 'roster.openUser', subject: `account:${accountId}` });
  return visibleUser(ctx, roles, accountId);
}

/** Where a person sees the own roles. */
const ownAccount = { desktop: '/account', phone: '/me' } as const;

/**
 * Refuses: the own account, an unknown role, one that isn't the person's to give, a closed unit, days in the wrong order,
 * the same role there twice, a role that is kept apart from one that the account's person holds there.
 */
export async function grantRole(
  ctx: Context,
  roles: RoleTable,
  accountId: string,
  body: Input<typeof contract.grantRole>['body'],
): Promise<GrantRow> {
  await visibleUser(ctx, roles, accountId);
  const unit = await namedUnit(ctx, 'unitId', body.unitId, 'roster.grant.write', 'hold');

  if (isOwnAccount(ctx, accountId)) throw new AppError('roster.own_grant');
  refuseUnknownRole(roles, body.role);
  refuseKeptRole(ctx, roles, body.role, unit.path);
  refuseClosed(unit, body.from);
  if (body.to !== null && body.to < body.from) throw new AppError('roster.day_before_start', { from: body.from });

  const grantId = await beginGrant(ctx, roles, {
    accountId,
    role: body.role,
    unitId: unit.id,
    from: body.from,
    to: body.to,
  });
  await store.tellAccount(ctx, accountId);
  await notify(ctx, {
    to: [accountId],
    kind: 'roster.role_granted',
    params: { roleWord: `roles.${body.role}`, unit: unit.name, day: body.from },
    link: ownAccount,
  });

  audit(ctx, {
    action: 'roster.grantRole',
    subject: `account:${accountId}`,
    details: { role: body.role, unitId: unit.id, from: body.from, to: body.to },
  });
  return presentGrant(ctx, roles, (await store.grantById(ctx, grantId))!);
}

/**
 * Without a day the role ends at once: yesterday was its last day; with it end its delegations. Refuses: the own account,
 * a role that isn't the person's to take, a grant that has ended, a day long past.
 */
export async function endGrant(
  ctx: Context,
  roles: RoleTable,
  id: string,
  lastDay: string | undefined,
): Promise<GrantRow> {
  const grant = await store.grantById(ctx, id);
  if (grant === null) throw notFound();
  admit(ctx, 'roster.grant.write', grant.unitPath);

  if (isOwnAccount(ctx, grant.accountId)) throw new AppError('roster.own_grant');
  refuseKeptRole(ctx, roles, grant.role, grant.unitPath);
  const yesterday = dayBefore(ctx.clock.today());
  if (lastDay !== undefined && lastDay < yesterday) throw new AppError('roster.day_before_start', { from: yesterday });
  const wanted = lastDay ?? yesterday;
  const end = wanted < dayBefore(grant.validFrom) ? dayBefore(grant.validFrom) : wanted;
  if (grant.validTo !== null && grant.validTo <= end)
    throw new AppError('roster.already_ended', { day: grant.validTo });

  await store.endGrantRow(ctx, id, end);
  await endDelegationsOf(ctx, grant, end);
  await store.tellAccount(ctx, grant.accountId);
  await notify(ctx, {
    to: [grant.accountId, ...(grant.delegatorId === null ? [] : [grant.delegatorId])],
    kind: 'roster.role_ended',
    params: { roleWord: `roles.${grant.role}`, unit: grant.unitName, day: end },
    link: ownAccount,
  });

  audit(ctx, {
    action: 'roster.endGrant',
    subject: `account:${grant.accountId}`,
    details: { role: grant.role, unitId: grant.unitId, lastDay: end },
  });
  return presentGrant(ctx, roles, { ...grant, validTo: end });
}

async function visibleUser(ctx: Context, roles: RoleTable, accountId: string): Promise<UserRow> {
  const permission = scopeOf(ctx, 'roster.user.manage').length > 0 ? 'roster.user.manage' : 'roster.grant.write';
  const [account] = await store.accountRows(ctx, scopeOf(ctx, permission), accountId);
  const [user] = account === undefined ? [] : await presentUsers(ctx, roles, [account]);
  if (user === undefined) throw notFound();
  return user;
}

/**
 * Whoever holds the password of an account holds all its roles, and the whole file of its person: it is kept where the
 * highest of them is.
 */
async function refuseBeyond(ctx: Context, { accountId, name, person }: UserRow): Promise<void> {
  const grants = await store.grantsOf(ctx, [accountId], ctx.clock.today());
  const [own] = person === null ? [] : await store.accountRows(ctx, ['/'], accountId);
  if (!isKeptHere(ctx, placesOf(grants, own?.person?.homePath))) throw new AppError('roster.account_beyond', { name });
}

const placesOf = (grants: readonly { unitPath: string }[], home: string | null | undefined): string[] => [
  ...grants.map((grant) => grant.unitPath),
  ...(home ? [home] : []),
];

/** With the first account come the roles of seats that are held already; its password is known to who makes it. */
async function refuseWaitingBeyond(ctx: Context, { id, name }: { id: string; name: string }): Promise<void> {
  const waiting = await rolesWaitingFor(ctx, [id]);
  if (!isKeptHere(ctx, placesOf(waiting, null))) throw new AppError('roster.account_beyond', { name });
}

function refuseWeak(password: string, username: string): void {
  if (isWeakPassword(password, username)) throw new AppError('session.password_weak');
}

async function refuseTaken(making: Promise<string>, username: string): Promise<string> {
  try {
    return await making;
  } catch (error) {
    const { code, constraint } = error as { code?: unknown; constraint?: unknown };
    const isTaken = code === '23505' && typeof constraint === 'string' && constraint.includes('username');
    throw isTaken ? new AppError('roster.username_taken', { username }) : error;
  }
}

/** Without the signs that look alike on paper, because it is read aloud or written on a slip. */
const passwordSigns = 'abcdefghjkmnpqrstuvwxyz23456789';

function makePassword(): string {
  return Array.from({ length: 12 }, () => passwordSigns[randomInt(passwordSigns.length)]).join('');
}
