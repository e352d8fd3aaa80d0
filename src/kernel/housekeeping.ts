import { sql } from 'kysely';
import { z } from 'zod';
import { audit } from './audit';
import type { Context } from './context';
import { job } from './jobs/job';
import { forgetOldSignIns } from './logs/sign-ins';
import { forgetOldNotifications } from './notifications';

/** A phone that was off for weeks may still send what waits in it; after that its key has no meaning. */
const KEYS_KEPT_DAYS = 60;

/** Removes what has served: answers kept for resends, and sign-ins that ended by their time. */
export async function sweepKernel(ctx: Context): Promise<{ answers: number; sessions: number }> {
  const keys = await sql`delete from kernel.idempotency
    where created_at < now() - make_interval(days => ${KEYS_KEPT_DAYS})`.execute(ctx.transaction);
  const sessions = await sql`delete from kernel.login_session where expires_at < now()`.execute(ctx.transaction);
  await sql`delete from kernel.login_verification where expires_at < now()`.execute(ctx.transaction);
  const swept = { answers: Number(keys.numAffectedRows), sessions: Number(sessions.numAffectedRows) };
  if (swept.answers + swept.sessions > 0) audit(ctx, { action: 'kernel.swept', details: swept });
  return swept;
}

export const sweepJob = job({
  name: 'kernel.sweep',
  payload: z.object({}),
  rhythm: { dailyAt: '03:30' },
  work: async (ground) => {
    await ground.act(sweepKernel);
    await ground.act(forgetOldNotifications);
    await ground.act(forgetOldSignIns);
  },
});
