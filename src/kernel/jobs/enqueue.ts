import { sql } from 'kysely';
import { z } from 'zod';
import type { Context } from '../context';
import { assert } from '../errors';
import type { Job } from './job';

/** What lies in the queue: the payload and who asked, so that the work is done with that person's rights. */
export const envelope = z.object({
  payload: z.unknown(),
  by: z.object({ accountId: z.string(), language: z.enum(['zh-CN', 'en']) }).nullable(),
});

/** Work that fails is tried again after ever longer pauses, together about two hours. */
export const MOST_ATTEMPTS = 9;

export interface EnqueueOptions {
  /** Two jobs of one key are one: the later payload replaces what still waits. */
  key?: string;
  /** Jobs of one queue are done one after the other. */
  queue?: string;
  notBefore?: Date;
}

/** Asks for a job in the transaction of the act: it waits exactly if the act is committed. */
export async function enqueue<Payload>(
  ctx: Context,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<void> {
  assert(job.payload.safeParse(payload).success, `${job.name} can't work with this payload`);
  const by = ctx.user === null ? null : { accountId: ctx.user.accountId, language: ctx.language };
  await sql`select graphile_worker.add_job(${job.name}, payload => ${JSON.stringify({ payload, by })}::json,
    queue_name => ${options.queue ?? null}, job_key => ${options.key ?? null},
    run_at => ${options.notBefore?.toISOString() ?? null}::timestamptz, max_attempts => ${MOST_ATTEMPTS})`.execute(
    ctx.transaction,
  );
}
