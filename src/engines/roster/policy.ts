import { may, notFound, scopePaths, type Context } from '#kernel';

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

export function grantAbilities(
  ctx: Context,
  grant: { accountId: string; unitPath: string; validTo: string | null },
): Record<string, boolean> {
  const isOn = grant.validTo === null || grant.validTo >= ctx.clock.today();
  return {
    end: isOn && !isOwnAccount(ctx, grant.accountId) && may(ctx.user, 'roster.grant.write', grant.unitPath),
  };
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
