import { may, notFound, scopePaths, type Context } from '#kernel';
import type { RoleTable } from './roles';
import { readSearch, SHORTEST_TAIL, type NameSearch } from './rules';

/**
 * Who may, in sentences. Rights follow the tree of today: a grant on a unit reaches all that lies below it now.
 * What a person may not see reads exactly like what is not there.
 */

/** Units are read and changed in the part of the tree where the permission was given. */
export const scopeOf = (ctx: Context, permission: string): string[] => scopePaths(ctx.user, permission);

/** Refuses with "not found" unless the permission holds for the unit with that path. */
export function admit(ctx: Context, permission: string, unitPath: string): void {
  if (!may(ctx.user, permission, unitPath)) throw notFound();
}

/** People are read and changed by where they stand, or stood last. */
export function mayOnPerson(ctx: Context, permission: string, person: { rightsPath: string }): boolean {
  return may(ctx.user, permission, person.rightsPath);
}

export function mayOnUnit(ctx: Context, permission: string, unit: { path: string }): boolean {
  return may(ctx.user, permission, unit.path);
}

/** A new top of the tree may be made only by who may write everywhere. */
export function admitRoot(ctx: Context): void {
  if (!may(ctx.user, 'roster.unit.write', '/')) throw notFound();
}

export function unitAbilities(ctx: Context, unit: { path: string; validTo: string | null }): Record<string, boolean> {
  const isWriter = may(ctx.user, 'roster.unit.write', unit.path);
  const isOpen = unit.validTo === null;
  return {
    addBelow: isWriter && isOpen,
    rename: isWriter && isOpen,
    move: isWriter && isOpen,
    close: isWriter && isOpen,
    // Whoever merges or splits sees who is moved by it.
    merge: isWriter && isOpen && may(ctx.user, 'roster.person.read', unit.path),
    split: isWriter && isOpen && may(ctx.user, 'roster.person.read', unit.path),
    markRemote: isWriter && isOpen,
    reopen: isWriter && !isOpen,
    placePeople: isOpen && may(ctx.user, 'roster.person.write', unit.path),
  };
}

export function personAbilities(ctx: Context, person: { unitPath: string | null }): Record<string, boolean> {
  const isHere = person.unitPath !== null;
  const isWriter = isHere && may(ctx.user, 'roster.person.write', person.unitPath!);
  return {
    update: isWriter,
    move: isWriter,
    leave: isWriter,
    appoint: isHere && may(ctx.user, 'roster.post.write', person.unitPath!),
    createUser: isHere && may(ctx.user, 'roster.user.manage', person.unitPath!),
  };
}

/** Phone numbers are whole only for who keeps the person's file. */
export function seesPhone(ctx: Context, path: string): boolean {
  return may(ctx.user, 'roster.person.write', path);
}

/**
 * What a line in a search box asks of people in parts of the tree. Who sees a phone as `138****1234` finds it by those
 * last digits and by no more: longer and longer tails would tell the hidden ones sign by sign.
 */
export function searchWithin(ctx: Context, line: string, scopes: readonly string[]): NameSearch {
  const search = readSearch(line);
  if (search.by !== 'staffNumber' || search.phoneTail === null || search.phoneTail.length === SHORTEST_TAIL)
    return search;
  return scopes.every((path) => seesPhone(ctx, path)) ? search : { ...search, phoneTail: null };
}

export function holdingAbilities(
  ctx: Context,
  holding: { unitPath: string; validTo: string | null },
): Record<string, boolean> {
  const isOn = holding.validTo === null || holding.validTo > ctx.clock.today();
  return { end: isOn && may(ctx.user, 'roster.post.write', holding.unitPath) };
}

/** Nobody gives a role to the own account or takes one from it. */
export function isOwnAccount(ctx: Context, accountId: string): boolean {
  return ctx.user?.accountId === accountId;
}

/** A role that only certain roles give is given and taken by who holds one of these there in the own right. */
export function mayGive(ctx: Context, roles: RoleTable, role: string, unitPath: string): boolean {
  const givers = roles[role]?.grantableBy;
  const grants = ctx.user?.grants ?? [];
  return (
    givers === undefined ||
    grants.some((held) => givers.includes(held.role) && !held.delegatedBy && unitPath.startsWith(held.unitPath))
  );
}

/** Whether there is a place where the person gives this role. */
export function maySomewhereGive(ctx: Context, roles: RoleTable, role: string): boolean {
  return scopeOf(ctx, 'roster.grant.write').some((path) => mayGive(ctx, roles, role, path));
}

export function grantAbilities(
  ctx: Context,
  roles: RoleTable,
  grant: { accountId: string; role: string; unitPath: string; validTo: string | null },
): Record<string, boolean> {
  const isOn = grant.validTo === null || grant.validTo >= ctx.clock.today();
  const isKeeper =
    may(ctx.user, 'roster.grant.write', grant.unitPath) && mayGive(ctx, roles, grant.role, grant.unitPath);
  return { end: isOn && isKeeper && !isOwnAccount(ctx, grant.accountId) };
}

/**
 * An account is kept by who manages accounts on every unit where it has a role: with its password come all of them, and
 * the administrator of one area must not become the chair of the works by setting the chair's anew.
 */
export function isKeptHere(ctx: Context, unitPaths: readonly string[]): boolean {
  return unitPaths.every((path) => may(ctx.user, 'roster.user.manage', path));
}

export function userAbilities(
  ctx: Context,
  accountId: string,
  {
    isClosed,
    hasSecondFactor,
    unitPaths,
  }: { isClosed: boolean; hasSecondFactor: boolean; unitPaths: readonly string[] },
): Record<string, boolean> {
  const isOwn = isOwnAccount(ctx, accountId);
  const isKeeper = may(ctx.user, 'roster.user.manage') && !isOwn && isKeptHere(ctx, unitPaths);
  return {
    resetPassword: isKeeper && !isClosed,
    resetSecondFactor: isKeeper && hasSecondFactor,
    close: isKeeper && !isClosed,
    open: isKeeper && isClosed,
    grantRole: !isClosed && may(ctx.user, 'roster.grant.write') && !isOwn,
  };
}
