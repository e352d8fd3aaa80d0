import {
  accountStates,
  AppError,
  audit,
  may,
  newId,
  notFound,
  parameterOn,
  resetPassword,
  type Context,
  type SignedInUser,
} from '#kernel';
import { addDays, dayOf, type Day, type EndpointInput } from '#kernel/contract';
import { rolesWaitingFor } from '../bodies/seat-roles';
import { isKeptHere, isOwnAccount, scopeOf, searchWithin } from '../policy';
import type { RoleTable } from '../roles';
import { decodeCursor, encodeCursor } from '../rules';
import { accountOf, grantsOf, type GrantRecord } from '../store/grants';
import { openAccount } from '../users';
import { visibleUnit } from '../units';
import { codeDaysShape, MOST_CODES, type AccessRow, type CodePurpose, type CodeSlip } from './contract';
import type * as contract from './contract';
import { codeState, hashCode, matchesCode, meantNumbers, newCode } from './rules';
import * as store from './store';

const PERMISSION = 'roster.account.invite';

/** What the house's roles give, and which of them a first sign-in brings. */
export interface CodeRoles {
  readonly roles: RoleTable;
  readonly firstRole: string;
}

type Grant = Pick<GrantRecord, 'role' | 'unitPath'>;

/** What an account gives, or would give once it is made: who holds a seat without an account gets its role with it. */
type Held = Grant & { readonly accountId?: string; readonly personId?: string };

/**
 * Whose password an officer may let be chosen anew: whose every role is the plain one that a first sign-in brings, or
 * gives nothing that the officer doesn't hold on the same unit. Who keeps accounts may besides what a keeper may. A slip
 * in the wrong hands then opens nothing that its maker could not do already.
 */
export function isWithinReach(ctx: Context, grants: readonly Grant[], { roles, firstRole }: CodeRoles): boolean {
  const holds = (user: SignedInUser | null, { role, unitPath }: Grant) =>
    may(user, PERMISSION, unitPath) &&
    (roles[role]?.permissions ?? []).every((permission) => may(user, permission, unitPath));
  const isKeeper =
    may(ctx.user, 'roster.user.manage') &&
    isKeptHere(
      ctx,
      grants.map((grant) => grant.unitPath),
    );
  return isKeeper || grants.every((grant) => grant.role === firstRole || holds(ctx.user, grant));
}

function present(ctx: Context, record: store.AccessRecord, held: readonly Held[], codeRoles: CodeRoles): AccessRow {
  const { personId, name, staffNumber, unitName, accountId, codeId } = record;
  const isOwn = accountId !== null && isOwnAccount(ctx, accountId);
  const own = held.filter((one) => (accountId === null ? one.personId === personId : one.accountId === accountId));
  const isReached = isWithinReach(ctx, own, codeRoles);
  return {
    personId,
    name,
    staffNumber,
    unitName,
    hasAccount: accountId !== null,
    code:
      codeId === null
        ? null
        : {
            id: codeId,
            purpose: record.purpose!,
            madeOn: dayOf(record.madeAt!),
            lastDay: lastDayOf(record.expiresAt!),
            state: codeState({ tries: record.tries!, expiresAt: record.expiresAt! }, ctx.clock.now()),
          },
    abilities: {
      invite: accountId === null && isReached,
      reset: accountId !== null && !isOwn && isReached,
      revoke: codeId !== null,
    },
  };
}

async function heldBy(ctx: Context, records: readonly store.AccessRecord[]): Promise<Held[]> {
  const accounts = records.flatMap(({ accountId }) => accountId ?? []);
  const without = records.filter(({ accountId }) => accountId === null).map(({ personId }) => personId);
  return [...(await grantsOf(ctx, accounts, ctx.clock.today())), ...(await rolesWaitingFor(ctx, without))];
}

export async function listAccess(
  ctx: Context,
  query: EndpointInput<typeof contract.listAccess>['query'],
  codeRoles: CodeRoles,
): Promise<{ rows: AccessRow[]; nextCursor: string | null }> {
  const unit = query.unitId === undefined ? null : await visibleUnit(ctx, query.unitId, PERMISSION);
  const scopes = unit === null ? scopeOf(ctx, PERMISSION) : [unit.path];
  const records = await store.accessRows(ctx, {
    scopes,
    state: query.state ?? null,
    search: searchWithin(ctx, query.search ?? '', scopes),
    after: decodeCursor(query.cursor),
    limit: query.limit + 1,
  });
  const page = records.slice(0, query.limit);
  const held = await heldBy(ctx, page);
  const last = page.at(-1);
  return {
    rows: page.map((record) => present(ctx, record, held, codeRoles)),
    nextCursor: records.length > query.limit && last ? encodeCursor([last.nameKey, last.personId]) : null,
  };
}

/**
 * Refuses: a person who is not in reach or has left, the own account, an account with a role beyond the maker's, somebody
 * without one whose seat would bring such a role, a closed account.
 */
export async function makeCode(ctx: Context, personId: string, codeRoles: CodeRoles): Promise<CodeSlip> {
  await store.holdPeople(ctx, [personId]);
  const [record] = await store.accessRows(ctx, {
    ...{ scopes: scopeOf(ctx, PERMISSION), state: null, search: { by: 'nothing' }, after: null, limit: 1 },
    personId,
  });
  if (record === undefined) throw notFound();
  if (record.accountId !== null) await refuseReset(ctx, record.accountId, record.name, codeRoles);
  else if (!isWithinReach(ctx, await heldBy(ctx, [record]), codeRoles))
    throw new AppError('roster.account_beyond', { name: record.name });

  const [slip] = await issue(ctx, [record]);

  audit(ctx, {
    action: 'roster.makeCode',
    subject: `person:${personId}`,
    details: { purpose: slip!.purpose, lastDay: slip!.lastDay },
  });
  return slip!;
}

async function refuseReset(ctx: Context, accountId: string, name: string, codeRoles: CodeRoles): Promise<void> {
  if (isOwnAccount(ctx, accountId)) throw notFound();
  const grants = await grantsOf(ctx, [accountId], ctx.clock.today());
  if (!isWithinReach(ctx, grants, codeRoles)) throw new AppError('roster.account_beyond', { name });
  const state = (await accountStates(ctx, [accountId])).get(accountId);
  if (state === undefined || state.isClosed) throw new AppError('roster.account_beyond', { name });
}

/**
 * Leaves out whose seats would bring more than the maker may hand out. Refuses: a unit that is not in reach, one where
 * nobody lacks an account, more people than one press prints.
 */
export async function makeUnitCodes(
  ctx: Context,
  { unitId, isAnew }: { unitId: string; isAnew: boolean },
  codeRoles: CodeRoles,
): Promise<{ slips: CodeSlip[] }> {
  const unit = await visibleUnit(ctx, unitId, PERMISSION);
  const without = await store.accessRows(ctx, {
    scopes: [unit.path],
    state: 'without',
    search: { by: 'nothing' },
    after: null,
    limit: MOST_CODES + 1,
  });
  const now = ctx.clock.now();
  const isOpen = (one: store.AccessRecord) =>
    one.codeId !== null && codeState({ tries: one.tries!, expiresAt: one.expiresAt! }, now) === 'open';
  const waiting = await heldBy(ctx, without);
  const isReached = ({ personId }: store.AccessRecord) =>
    isWithinReach(
      ctx,
      waiting.filter((one) => one.personId === personId),
      codeRoles,
    );
  const chosen = without.filter((record) => (isAnew || !isOpen(record)) && isReached(record));
  if (chosen.length === 0) throw new AppError('roster.codes_none', { unit: unit.name });
  if (without.length > MOST_CODES) throw new AppError('roster.codes_too_many', { most: MOST_CODES });
  await store.holdPeople(
    ctx,
    chosen.map((record) => record.personId),
  );

  const slips = await issue(ctx, chosen);

  audit(ctx, { action: 'roster.makeUnitCodes', subject: `unit:${unit.id}`, details: { count: slips.length, isAnew } });
  return { slips };
}

/** A slip is good through its last day. */
const lastDayOf = (expiresAt: Date): Day => addDays(dayOf(expiresAt), -1);

async function issue(ctx: Context, records: readonly store.AccessRecord[]): Promise<CodeSlip[]> {
  const { value: days } = await parameterOn<number>(ctx, codeDaysShape.key, ctx.clock.today());
  const expiresAt = new Date(`${addDays(ctx.clock.today(), days + 1)}T00:00:00+08:00`);
  const slips = records.map((record): CodeSlip => {
    const { personId, name, staffNumber, unitName } = record;
    const purpose: CodePurpose = record.accountId === null ? 'invite' : 'reset';
    return { personId, name, staffNumber, unitName, purpose, code: newCode(), lastDay: lastDayOf(expiresAt) };
  });
  const hashes = await Promise.all(slips.map((slip) => hashCode(slip.code)));
  const rows = slips.map(({ personId, purpose }, at) => ({ id: newId(), personId, purpose, hash: hashes[at]! }));
  await store.replaceCodes(ctx, rows, expiresAt);
  return slips;
}

/** Refuses: a code that is not there, of a person out of reach, one that was used or withdrawn. */
export async function revokeCode(ctx: Context, id: string): Promise<Record<string, never>> {
  const code = await store.codeById(ctx, id);
  if (code === null || code.unitPath === null || !may(ctx.user, PERMISSION, code.unitPath)) throw notFound();
  if (code.isEnded) throw new AppError('roster.code_ended');
  await store.endCode(ctx, id);
  audit(ctx, { action: 'roster.revokeCode', subject: `person:${code.personId}`, details: { codeId: id } });
  return {};
}

/**
 * What a slip does in the hands of its person, who is not signed in: the account with the plain role on the works above,
 * or a new password, which ends every session. Everything that is wrong gets one refusal, `session.code_wrong`: an
 * unknown staff number, a wrong, expired, worn-out or withdrawn code, an account that was closed or got a role since.
 */
export async function redeemCode(
  ctx: Context,
  given: { staffNumber: string; code: string; password: string },
  codeRoles: CodeRoles,
): Promise<{ accountId: string; username: string; purpose: CodePurpose }> {
  const found = await store.takeTry(ctx.house, meantNumbers(given.staffNumber), ctx.clock.now());
  const isRight = await matchesCode(given.code, found?.hash ?? null);
  if (found === null || !isRight || !(await store.useUp(ctx, found.id))) throw new AppError('session.code_wrong');
  const made =
    found.purpose === 'invite'
      ? await begin(ctx, found, given.password, codeRoles)
      : await renew(ctx, found, given.password);
  if (made === null) throw new AppError('session.code_wrong');
  return { ...made, purpose: found.purpose };
}

type Opened = { accountId: string; username: string } | null;

async function begin(
  ctx: Context,
  person: store.TriedCode,
  password: string,
  { roles, firstRole }: CodeRoles,
): Promise<Opened> {
  const unitId = await store.worksAbove(ctx, person.unitPath);
  if (unitId === null || (await accountOf(ctx, person.personId)) !== null) return null;
  const accountId = await openAccount(ctx, roles, {
    personId: person.personId,
    username: person.staffNumber,
    name: person.name,
    password,
    mustChangePassword: false,
    role: firstRole,
    unitId,
  });
  return { accountId, username: person.staffNumber };
}

async function renew(ctx: Context, person: store.TriedCode, password: string): Promise<Opened> {
  const accountId = await accountOf(ctx, person.personId);
  if (accountId === null || (await store.hasRoleSince(ctx, accountId, person.madeAt))) return null;
  const state = (await accountStates(ctx, [accountId])).get(accountId);
  if (state === undefined || state.isClosed) return null;
  await resetPassword(ctx.transaction, accountId, password, false);
  audit(ctx, { action: 'roster.choosePasswordByCode', subject: `account:${accountId}` });
  return { accountId, username: state.username };
}
