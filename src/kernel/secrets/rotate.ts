import { sql } from 'kysely';
import { audit } from '../audit';
import type { Context } from '../context';
import { enqueue } from '../jobs/enqueue';
import { addDataKey, dropOlderDataKeys } from '../keys';
import { KEYS_CHANNEL, openKeyRing } from './key-ring';
import { resealJob } from './reseal';
import { countUnder, holdSealedTables, type SealedColumn } from './sealed-columns';
import { openSecrets } from './secrets';

/** Two commands at a time would each write the file without the other's key. */
const holdKeyFile = (ctx: Context) =>
  sql`select pg_advisory_xact_lock(hashtext('kernel.keys'), 0)`.execute(ctx.transaction);

const tellServers = (ctx: Context) => sql`select pg_notify(${KEYS_CHANNEL}, '')`.execute(ctx.transaction);

/**
 * Puts a new data key before the present one, which stays readable; the running servers hear of it with the commit, and
 * the job that seals all values anew waits from then on. A file with a new key but without the commit does no harm.
 */
export async function rotateKeys(ctx: Context, keyFile: string, columns: readonly SealedColumn[]): Promise<void> {
  await holdKeyFile(ctx);
  addDataKey(keyFile);
  await enqueue(ctx, resealJob(columns), {}, { key: 'kernel.reseal.rotation' });
  await tellServers(ctx);
  audit(ctx, { action: 'kernel.rotateKeys' });
}

/** Drops the keys before the present one, unless values still lie under them; answers how many do. */
export async function forgetOlderKeys(
  ctx: Context,
  keyFile: string,
  columns: readonly SealedColumn[],
): Promise<{ remaining: number; forgotten: number }> {
  await holdKeyFile(ctx);
  await holdSealedTables(ctx.transaction, columns);
  const older = openSecrets(openKeyRing(keyFile)).olderKeyIds();
  const remaining = await countUnder(ctx.transaction, columns, older);
  if (remaining > 0 || older.length === 0) return { remaining, forgotten: 0 };
  dropOlderDataKeys(keyFile);
  await tellServers(ctx);
  audit(ctx, { action: 'kernel.forgetOlderKeys', details: { count: older.length } });
  return { remaining, forgotten: older.length };
}
