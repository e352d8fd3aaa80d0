import { rm } from 'node:fs/promises';
import { sql } from 'kysely';
import { z } from 'zod';
import { audit } from './audit';
import type { Context } from './context';
import { fileOf, holdBytes } from './files';
import { enqueue } from './jobs/enqueue';
import { job } from './jobs/job';

/** A backup that began before the row went still finds the bytes. */
const BYTES_STAY_MILLISECONDS = 86_400_000;

/** Takes bytes from the disk that no row names any more. Whoever keeps the same bytes again meanwhile takes turns with it. */
export const forgetBytesJob = job({
  name: 'kernel.forget_bytes',
  payload: z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  work: async (ground, { sha256 }) => {
    await ground.act(async (ctx) => {
      await holdBytes(ctx, sha256, 'alone');
      const { rows } = await sql`select from kernel.file where sha256 = ${sha256} limit 1`.execute(ctx.transaction);
      if (rows.length === 0) await rm(fileOf(ctx.house.filesFolder, sha256), { force: true });
    });
  },
});

/** Removes a file to which no record points any more; its bytes go a day later, unless another row names them too. */
export async function removeFile(ctx: Context, id: string): Promise<void> {
  const { rows } = await sql<{ sha256: string }>`delete from kernel.file where id = ${id} returning sha256`.execute(
    ctx.transaction,
  );
  const gone = rows[0];
  if (gone === undefined) return;
  const notBefore = new Date(ctx.clock.now().getTime() + BYTES_STAY_MILLISECONDS);
  await enqueue(ctx, forgetBytesJob, gone, { key: `kernel.forget_bytes:${gone.sha256}`, notBefore });
  audit(ctx, { action: 'file.remove', subject: `file:${id}`, details: gone });
}
