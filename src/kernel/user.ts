/** A role on a unit: what its holder may do in that unit's subtree. */
export interface Grant {
  readonly role: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly unitPath: string;
  readonly permissions: ReadonlySet<string>;
  /** Whose role it is, when the person exercises it for somebody who is on leave. */
  readonly delegatedBy?: { readonly accountId: string; readonly name: string } | null;
  /** The unit is of a kind that may stand alone: what can't be cut by units is open here, and nowhere below. */
  readonly isHouseWide?: boolean;
}

export interface SignedInUser {
  readonly accountId: string;
  readonly sessionId: string;
  readonly username: string;
  readonly name: string;
  readonly personId: string | null;
  readonly mustChangePassword: boolean;
  /** Where a role demands a second factor: whether the account has it. Left out where none is demanded. */
  readonly demandedFactor?: 'there' | 'missing';
  readonly grants: readonly Grant[];
}

/** Whether the person holds the permission anywhere, or on the unit with the given path. */
export function may(user: SignedInUser | null, permission: string, unitPath?: string): boolean {
  if (user === null) return false;
  return user.grants.some(
    (grant) => grant.permissions.has(permission) && (unitPath === undefined || unitPath.startsWith(grant.unitPath)),
  );
}

/** Whether the person holds the permission on a unit that stands for the whole house. */
export function mayHouseWide(user: SignedInUser | null, permission: string): boolean {
  return user?.grants.some((grant) => grant.isHouseWide === true && grant.permissions.has(permission)) ?? false;
}

/**
 * The subtrees in which the person holds the permission, without those that lie inside another one.
 * An empty list means nothing may be seen: lists must then come back empty, never whole.
 */
export function scopePaths(user: SignedInUser | null, permission: string): string[] {
  const paths = (user?.grants ?? []).filter((g) => g.permissions.has(permission)).map((g) => g.unitPath);
  const sorted = [...new Set(paths)].sort();
  return sorted.filter((path, i) => !sorted.slice(0, i).some((outer) => path.startsWith(outer)));
}

/** A path with all that lie above it, from the top down. */
export const pathsUpTo = (path: string): string[] =>
  [...path].flatMap((sign, i) => (sign === '/' ? [path.slice(0, i + 1)] : []));

/**
 * The paths of the units on which the person holds the permission, and of all above them: what is for the subtree of one of
 * these is for the person, too.
 */
export function audiencePaths(user: SignedInUser | null, permission: string): string[] {
  const paths = (user?.grants ?? []).filter((g) => g.permissions.has(permission)).map((g) => g.unitPath);
  return [...new Set(paths.flatMap(pathsUpTo))];
}

export function permissionsOf(user: SignedInUser): string[] {
  return [...new Set(user.grants.flatMap((grant) => [...grant.permissions]))].sort();
}

/**
 * For whom a permission is exercised: the accounts that have handed it on, when the person holds it in no own right.
 * Empty for whoever holds it as the person's own.
 */
export function standsInFor(user: SignedInUser | null, permission: string): string[] {
  const giving = (user?.grants ?? []).filter((grant) => grant.permissions.has(permission));
  const delegators = giving.flatMap((grant) => grant.delegatedBy?.accountId ?? []);
  return giving.length === delegators.length ? [...new Set(delegators)].sort() : [];
}
