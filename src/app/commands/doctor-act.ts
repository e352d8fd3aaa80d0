import { inTransaction, newId, type Context, type House } from '#kernel';
import { fixedKeyRing, openLog, openSecrets, systemClock } from '#kernel/composition';
import type { OpenPlace } from './house-work';

/** An older database, or one that was never started, lacks the tables or has them in another shape. */
const isOfAnotherTime = (error: unknown): boolean =>
  ['42P01', '42703'].includes((error as { code?: string }).code ?? '');

/** Asks the modules something on a database as it is, without laying a whole house; null where it is of another time. */
export async function askHouse<Answer>(
  { settings, database, filesFolder }: OpenPlace,
  act: (ctx: Context) => Promise<Answer>,
): Promise<Answer | null> {
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
    return await inTransaction(seed, act);
  } catch (error) {
    if (isOfAnotherTime(error)) return null;
    throw error;
  }
}
