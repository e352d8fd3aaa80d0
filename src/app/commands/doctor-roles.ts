import { inTransaction, newId, type House } from '#kernel';
import { fixedKeyRing, openLog, openSecrets, systemClock } from '#kernel/composition';
import { standingConflicts } from '#engines/roster';
import { roles } from '../roles';
import { ok, warn, type Finding } from './doctor-finding';
import type { OpenPlace } from './house-work';

/** An older database, or one that was never started, has no grants yet, or has them in another shape. */
const isOfAnotherTime = (error: unknown): boolean =>
  ['42P01', '42703'].includes((error as { code?: string }).code ?? '');

/** Roles that one person holds though they are kept apart: from before the rule, or moved together since. */
export async function checkRoles({ settings, database, filesFolder }: OpenPlace): Promise<Finding> {
  const house: House = {
    database: database.kysely,
    pool: database.pool,
    aside: database.aside,
    crier: database.crier,
    filesFolder,
    isDemo: settings.isDemo,
    measures: new Map(),
    parameters: new Map(),
    subjects: new Map(),
    nameFinders: [],
    recordSources: new Map(),
    rolesWith: () => [],
    rolesApart: () => null,
    // Nothing sealed is read here.
    secrets: openSecrets(fixedKeyRing({ session: '', data: '', index: '', olderData: [] })),
    log: openLog('error'),
  };
  const seed = { requestId: newId(), user: null, clock: systemClock, language: 'en' as const, house };
  try {
    const conflicts = await inTransaction(seed, (ctx) => standingConflicts(ctx, roles, ['/']));
    if (conflicts.length === 0) return ok('roles', 'nobody holds two that are kept apart');
    const people = new Set(conflicts.map((conflict) => conflict.accountId)).size;
    return warn(
      'roles',
      `${people} hold two that are kept apart`,
      'The page of rights names them: take one back from each.',
    );
  } catch (error) {
    if (isOfAnotherTime(error)) return ok('roles', 'nothing yet');
    throw error;
  }
}
