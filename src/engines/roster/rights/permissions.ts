import type { Grant } from '#kernel';
import type { RoleTable } from '../roles';
import type { GrantInForce } from '../store/grants';
import { delegatedPermissions } from './rules';

/** What each role gives to its holder and to who stands in for the holder. A role that is gone gives nothing. */
export function permissionsIn(roles: RoleTable): (grant: GrantInForce) => Grant {
  const setsOf = (choose: (permissions: readonly string[]) => readonly string[]) =>
    new Map(Object.entries(roles).map(([name, role]) => [name, new Set(choose(role.permissions))]));
  const held = setsOf((permissions) => permissions);
  const lent = setsOf(delegatedPermissions);
  return ({ role, unitId, unitName, unitPath, isHouseWide, delegatedBy }) => ({
    role,
    unitId,
    unitName,
    unitPath,
    isHouseWide,
    delegatedBy,
    permissions: (delegatedBy === null ? held : lent).get(role) ?? new Set(),
  });
}
