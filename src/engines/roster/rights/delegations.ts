import {
  accountStates,
  AppError,
  audit,
  notFound,
  notify,
  parameterOn,
  userOf,
  type Context,
  type Parameter,
} from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type { RoleTable } from '../roles';
import { dayBefore } from '../rules';
import * as grants from '../store/grants';
import { unitById } from '../store/units';
import { longestDelegationShape, type DelegationRow, type OwnGrantRow } from './delegation-contract';
import type * as contract from './delegation-contract';
import { beginGrant } from './grants';
import { lastDelegationDay } from './rules';
import * as store from './store';

/** Where both sides see it. */
const ownPages = { desktop: '/account', phone: '/me/delegations' } as const;
const MOST_FOUND = 20;

export const longestDelegation: Parameter<number> = {
  shape: longestDelegationShape,
  seed: {
    value: 92,
    validFrom: '1949-10-01',
    level: 'product',
    source: '一个季度；没有法规规定',
    confidence: 'K-M',
    note: '更长的离岗应改任他人',
  },
};

async function longestDays(ctx: Context): Promise<number> {
  return (await parameterOn<number>(ctx, longestDelegationShape.key, ctx.clock.today())).value;
}

/** A role may be handed on by who holds it in the own right, where the house allows it. */
const isDelegable = (roles: RoleTable, grant: grants.GrantRecord): boolean =>
  grant.delegatedFrom === null && roles[grant.role] !== undefined && roles[grant.role]!.isDelegable !== false;

export async function listOwnGrants(ctx: Context, roles: RoleTable) {
  const { accountId } = userOf(ctx);
  const today = ctx.clock.today();
  const own = await grants.grantsOf(ctx, [accountId], today);
  const handedOn = await store.delegationsOf(
    ctx,
    own.map((grant) => grant.id),
    today,
  );
  const states = await accountStates(
    ctx,
    handedOn.map((row) => row.accountId),
  );
  const rows = own.map((grant): OwnGrantRow => {
    const { id, role, unitName, validFrom, validTo, delegatedBy } = grant;
    const delegations = handedOn
      .filter((row) => row.from === id)
      .map((row) => presentDelegation({ ...row, validTo: row.validTo!, name: states.get(row.accountId)?.name ?? '' }));
    const abilities = { delegate: isDelegable(roles, grant), end: grant.delegatedFrom !== null };
    return { id, role, unitName, validFrom, validTo, delegatedBy, delegations, abilities };
  });
  return { rows, longestDays: await longestDays(ctx) };
}

function presentDelegation(row: { id: string; name: string; validFrom: Day; validTo: Day }): DelegationRow {
  const { id, name, validFrom, validTo } = row;
  return { id, name, validFrom, validTo, abilities: { end: true } };
}

/** The own grant that may be handed on. Refuses: one that isn't there or is another's; a role that can't be handed on. */
async function ownGrant(ctx: Context, roles: RoleTable, id: string): Promise<grants.GrantRecord> {
  const grant = await grants.grantById(ctx, id);
  if (grant === null || grant.accountId !== userOf(ctx).accountId) throw notFound();
  if (!isDelegable(roles, grant)) throw new AppError('roster.not_delegable');
  return grant;
}

/** A colleague stands in the unit of the role, beside it, or below: in the subtree of the unit above it. */
async function colleaguesFor(
  ctx: Context,
  grant: grants.GrantRecord,
  question: { search: string; accountId?: string },
): Promise<store.Colleague[]> {
  const unit = (await unitById(ctx, grant.unitId))!;
  const above = unit.parentId === null ? unit : (await unitById(ctx, unit.parentId))!;
  const found = await store.colleaguesIn(ctx, { path: above.path, ...question, limit: MOST_FOUND });
  const states = await accountStates(
    ctx,
    found.map((row) => row.accountId),
  );
  return found.filter((row) => states.get(row.accountId)?.isClosed === false);
}

/** Refuses: what `ownGrant` refuses. */
export async function findColleagues(ctx: Context, roles: RoleTable, id: string, search: string) {
  const grant = await ownGrant(ctx, roles, id);
  const found = await colleaguesFor(ctx, grant, { search });
  return {
    rows: found
      .filter((row) => row.accountId !== grant.accountId)
      .map(({ accountId, name, unitName }) => ({ accountId, name, unitName })),
  };
}

/**
 * Hands an own role on for a leave. Refuses: a role that can't be handed on, oneself, somebody who is no colleague there,
 * days that have gone, last longer than the parameter allows or reach beyond the own role, and whatever a grant is
 * refused for: the colleague must hold nothing that is kept apart from it.
 */
export async function delegateRole(
  ctx: Context,
  roles: RoleTable,
  id: string,
  body: EndpointInput<typeof contract.delegateRole>['body'],
): Promise<DelegationRow> {
  const user = userOf(ctx);
  const grant = await ownGrant(ctx, roles, id);
  if (body.accountId === user.accountId) throw new AppError('roster.delegation_to_self');
  const [colleague] = await colleaguesFor(ctx, grant, { search: '', accountId: body.accountId });
  if (colleague === undefined) throw notFound();

  const { from, to } = body;
  const today = ctx.clock.today();
  if (from < today) throw new AppError('roster.day_before_start', { from: today });
  if (to < from) throw new AppError('roster.day_before_start', { from });
  const days = await longestDays(ctx);
  const latest = lastDelegationDay(from, days);
  if (to > latest) throw new AppError('roster.delegation_too_long', { days, latest });
  if (from < grant.validFrom || (grant.validTo !== null && to > grant.validTo))
    throw new AppError('roster.delegation_beyond', { from: grant.validFrom, to: grant.validTo ?? to });

  const { role, unitId, unitName } = grant;
  const delegated = { from: grant.id, by: user.name };
  const delegationId = await beginGrant(ctx, roles, {
    accountId: colleague.accountId,
    role,
    unitId,
    from,
    to,
    delegated,
  });
  await grants.tellAccount(ctx, colleague.accountId);
  const params = { roleWord: `roles.${role}`, unit: unitName, day: from, last: to };
  await notify(ctx, {
    to: [colleague.accountId],
    kind: 'roster.delegation_received',
    params: { ...params, name: user.name },
    link: ownPages,
  });

  audit(ctx, {
    action: 'roster.delegateRole',
    subject: `account:${colleague.accountId}`,
    details: { role, unitId, from, to, delegatedFrom: grant.id },
  });
  return presentDelegation({ id: delegationId, name: colleague.name, validFrom: from, validTo: to });
}

/** Ends a delegation at once: yesterday was its last day. Refuses: one that isn't there or concerns others, one that has ended. */
export async function endDelegation(ctx: Context, id: string): Promise<{ validTo: Day }> {
  const { accountId } = userOf(ctx);
  const grant = await grants.grantById(ctx, id);
  const sides = [grant?.accountId, grant?.delegatorId];
  if (grant === null || grant.delegatedFrom === null || !sides.includes(accountId)) throw notFound();

  const yesterday = dayBefore(ctx.clock.today());
  const end = yesterday < dayBefore(grant.validFrom) ? dayBefore(grant.validFrom) : yesterday;
  if (grant.validTo! <= end) throw new AppError('roster.already_ended', { day: grant.validTo });

  await grants.endGrantRow(ctx, id, end);
  await tellEnded(ctx, grant, end);

  audit(ctx, {
    action: 'roster.endDelegation',
    subject: `account:${grant.accountId}`,
    details: { role: grant.role, unitId: grant.unitId, lastDay: end },
  });
  return { validTo: end };
}

/** Both sides are told, but for the one who ends it. */
async function tellEnded(
  ctx: Context,
  grant: Pick<grants.GrantRecord, 'accountId' | 'delegatorId' | 'role' | 'unitName' | 'delegatedBy'>,
  lastDay: Day,
): Promise<void> {
  await grants.tellAccount(ctx, grant.accountId);
  await notify(ctx, {
    to: [grant.accountId, grant.delegatorId!],
    kind: 'roster.delegation_ended',
    params: { roleWord: `roles.${grant.role}`, unit: grant.unitName, name: grant.delegatedBy!, day: lastDay },
    link: ownPages,
  });
}

/** With a role end its delegations. */
export async function endDelegationsOf(ctx: Context, grant: grants.GrantRecord, lastDay: Day): Promise<void> {
  for (const { accountId, delegatedBy } of await store.shortenDelegations(ctx, grant.id, lastDay))
    await tellEnded(ctx, { ...grant, accountId, delegatorId: grant.accountId, delegatedBy }, lastDay);
}

/** Who may act no more acts through nobody else: with an account end all delegations of its roles, at once. */
export async function endAllDelegationsBy(ctx: Context, accountId: string): Promise<void> {
  const today = ctx.clock.today();
  for (const grant of await grants.grantsOf(ctx, [accountId], today))
    await endDelegationsOf(ctx, grant, dayBefore(today));
}
