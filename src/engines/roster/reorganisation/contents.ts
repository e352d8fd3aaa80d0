import { accountStates, AppError, may, type Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { admit, isOwnAccount } from '../policy';
import type { RoleTable } from '../roles';
import { holdsAlready } from '../rights/grants';
import { insertChange } from '../store/unit-changes';
import * as unitStore from '../store/units';
import type { UnitRecord } from '../store/units';
import { moveUnit, refuseFuture, renameUnit, visibleUnit } from '../units';
import { endGrant, grantRole } from '../users';
import type { Affected, ReorganisationPreview } from './contract';
import { freeNames, markOf, sharedOut } from './rules';
import * as store from './store';

/** What hangs on units from a day on. The act reads it with everybody held, the preview as it is. */
export interface Contents extends Affected {
  /** Whose role each grant is; it stays here, because an account is told by its name only. */
  readonly accounts: ReadonlyMap<string, string>;
}

/** The units that go. Their people are named, so that whoever reshapes them reads people there too. */
export async function unitsToReshape(
  ctx: Context,
  ids: readonly string[],
  mode: 'read' | 'change',
): Promise<UnitRecord[]> {
  const units: UnitRecord[] = [];
  for (const id of new Set(ids)) {
    const unit = await visibleUnit(ctx, id, 'roster.unit.write', mode);
    admit(ctx, 'roster.person.read', unit.path);
    units.push(unit);
  }
  return units;
}

export async function contentsOf(
  ctx: Context,
  units: readonly UnitRecord[],
  { from, target }: { from: Day; target: UnitRecord | null },
): Promise<Contents> {
  const ids = units.map((unit) => unit.id);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const children = await store.childrenOf(ctx, ids, from);
  const taken = target === null ? [] : await store.openNamesBelow(ctx, target.id, from);
  const coming = children.map((child) => ({ name: child.name, from: byId.get(child.unitId)!.shortName }));
  const names = freeNames(coming, taken);
  const grants = await store.grantsOn(ctx, ids, ctx.clock.today());
  const states = await accountStates(
    ctx,
    grants.map((grant) => grant.accountId),
  );
  return {
    people: await store.peopleFrom(ctx, ids, from),
    posts: await store.postsFrom(ctx, ids, from),
    children: children.map((child, i) => ({ ...child, newName: names[i]! })),
    grants: grants.map(({ accountId, ...grant }) => {
      const isMine = isOwnAccount(ctx, accountId);
      const isKeeper = may(ctx.user, 'roster.grant.write', byId.get(grant.unitId)!.path);
      return { ...grant, name: states.get(accountId)?.name ?? '', isMine, mayChange: isKeeper && !isMine };
    }),
    accounts: new Map(grants.map((grant) => [grant.id, grant.accountId])),
  };
}

/** A unit is closed the day before, and that day must not lie before the day since which it is as it is. */
export async function earliestDay(ctx: Context, ids: readonly string[]): Promise<Day> {
  const { own, below } = await store.latestChanges(ctx, ids);
  const first = addDays(own, 1);
  return below !== null && below > first ? below : first;
}

export async function previewOf(
  ctx: Context,
  units: readonly UnitRecord[],
  { accounts: _unsaid, ...shown }: Contents,
): Promise<ReorganisationPreview> {
  return {
    ...shown,
    units: units.map(({ id, name, kind }) => ({ id, name, kind })),
    earliest: await earliestDay(
      ctx,
      units.map((unit) => unit.id),
    ),
    seen: markOf(shown),
  };
}

/** Refuses: a day that is too early or has not come. */
export async function refuseDay(ctx: Context, units: readonly UnitRecord[], from: Day): Promise<void> {
  const earliest = await earliestDay(
    ctx,
    units.map((unit) => unit.id),
  );
  if (from < earliest) throw new AppError('roster.day_before_start', { from: earliest });
  refuseFuture(ctx, from);
}

/** Refuses: anything other than what the preview showed. */
export function refuseUnseen({ accounts: _unsaid, ...now }: Contents, seen: string): void {
  if (markOf(now) !== seen) throw new AppError('kernel.changed_meanwhile');
}

/** The unit's last day is the one before; its successors are told by the caller. */
export async function closeBefore(ctx: Context, unit: UnitRecord, from: Day): Promise<void> {
  await unitStore.closeRow(ctx, unit.id, addDays(from, -1));
}

/** Units that come along, each under a name that is free where it goes. */
export async function moveChildren(
  ctx: Context,
  children: readonly { id: string; name: string; newName: string | null }[],
  to: { parentId: string; from: Day; reason: string | undefined; names: ReadonlyMap<string, string> },
): Promise<void> {
  const said = to.reason === undefined ? {} : { reason: to.reason };
  for (const child of children) {
    const name = to.names.get(child.id) ?? child.newName ?? child.name;
    if (name !== child.name) await renameUnit(ctx, child.id, { name, from: to.from, ...said });
    await moveUnit(ctx, child.id, { parentId: to.parentId, from: to.from, ...said });
  }
}

/** Posts of a unit go over to another one or end, as chosen. Answers how many did what. */
export async function movePosts(
  ctx: Context,
  posts: Contents['posts'],
  to: { unitId: string; from: Day; endPosts: ReadonlySet<string> },
): Promise<{ carried: number; ended: number }> {
  const there = await store.postsFrom(ctx, [to.unitId], to.from);
  const { carried, ended } = sharedOut(posts, to.endPosts, there);
  const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);
  await store.endPosts(ctx, ids(ended), to.from);
  await store.relocatePosts(ctx, ids(carried), to.unitId, to.from);
  return { carried: carried.length, ended: ended.length };
}

/**
 * Roles are about today, so they change today, whatever the day of the reorganisation. Each act judges and tells by
 * itself: one's own role stays where it is, and so does one that the person may not give on the new unit.
 */
export async function moveGrants(
  ctx: Context,
  roles: RoleTable,
  contents: Contents,
  to: { units: readonly { id: string; path: string }[]; endGrants: ReadonlySet<string> },
): Promise<void> {
  const today = ctx.clock.today();
  const mayGive = to.units.every((unit) => may(ctx.user, 'roster.grant.write', unit.path));
  for (const grant of contents.grants.filter((one) => one.mayChange)) {
    const isEnded = to.endGrants.has(grant.id);
    if (!isEnded && !mayGive) continue;
    const accountId = contents.accounts.get(grant.id)!;
    const from = grant.validFrom > today ? grant.validFrom : today;
    for (const unit of isEnded ? [] : to.units) {
      const next = { role: grant.role, unitId: unit.id, from, to: grant.validTo };
      if (!(await holdsAlready(ctx, { accountId, ...next }))) await grantRole(ctx, roles, accountId, next);
    }
    await endGrant(ctx, roles, grant.id, undefined);
  }
}

/** Both sides of a reorganisation tell it, each with the names of the other. */
export async function tellChange(
  ctx: Context,
  unit: { id: string; name: string },
  change: {
    what: 'merged' | 'absorbed' | 'split' | 'split_off';
    others: readonly string[];
    from: Day;
    reason: string | undefined;
  },
): Promise<void> {
  const others = change.others.join('、');
  const isGone = change.what === 'merged' || change.what === 'split';
  await insertChange(ctx, {
    unitId: unit.id,
    what: change.what,
    day: change.from,
    before: isGone ? unit.name : others,
    after: isGone ? others : unit.name,
    reason: change.reason,
  });
}
