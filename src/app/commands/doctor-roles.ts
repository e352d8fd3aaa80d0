import { standingConflicts } from '#engines/roster';
import { roles } from '../roles';
import { askHouse } from './doctor-act';
import { ok, warn, type Finding } from './doctor-finding';
import type { OpenPlace } from './house-work';

/** Roles that one person holds though they are kept apart: from before the rule, or moved together since. */
export async function checkRoles(place: OpenPlace): Promise<Finding> {
  const conflicts = await askHouse(place, (ctx) => standingConflicts(ctx, roles, ['/']));
  if (conflicts === null) return ok('roles', 'nothing yet');
  if (conflicts.length === 0) return ok('roles', 'nobody holds two that are kept apart');
  const people = new Set(conflicts.map((conflict) => conflict.accountId)).size;
  return warn(
    'roles',
    `${people} hold two that are kept apart`,
    'The page of rights names them: take one back from each.',
  );
}
