import { addDays, type Day } from '#kernel/contract';
import type { RoleTable } from '../roles';

/** The rule that keeps two roles apart, or null; it is stated at one of the two and holds both ways. */
export function ruleBetween(roles: RoleTable, one: string, other: string): string | null {
  return roles[one]?.keptApartFrom?.[other] ?? roles[other]?.keptApartFrom?.[one] ?? null;
}

export interface RolesApart {
  readonly one: string;
  readonly other: string;
  readonly rule: string;
}

/** Every pair that is kept apart, each once. */
export function pairsApart(roles: RoleTable): RolesApart[] {
  return Object.entries(roles).flatMap(([one, { keptApartFrom = {} }]) =>
    Object.entries(keptApartFrom).map(([other, rule]) => ({ one, other, rule })),
  );
}

/** Keeping accounts and giving roles is answered for in person: whoever stands in for a while gets neither. */
const neverDelegated = new Set(['roster.grant.write', 'roster.user.manage', 'kernel.account.manage']);

/** What a role gives to whoever stands in for its holder. */
export function delegatedPermissions(permissions: readonly string[]): string[] {
  return permissions.filter((permission) => !neverDelegated.has(permission));
}

/** The last day on which a delegation from a day may end; both days count. */
export function lastDelegationDay(from: Day, longestDays: number): Day {
  return addDays(from, longestDays - 1);
}
