import { z } from 'zod';
import { audit, job } from '#kernel';
import { journalsBefore } from '../erasure/parameters';
import { applyRows } from './applying';
import { checkRows } from './checking';
import { forgetRowsBefore } from './store/runs';
import { undoRows } from './undoing';
import { forgetFile } from './workbooks';

/** One import after the other: two of them at once would hold twice the memory and wait for each other's people. */
export const INTAKE_QUEUE = 'roster.intake';

export const checkJob = job({
  name: 'roster.check_intake',
  payload: z.object({ runId: z.uuid(), revision: z.number().int() }),
  work: (ground, { runId, revision }) => checkRows(ground, runId, revision),
});

export const applyJob = job({
  name: 'roster.apply_intake',
  payload: z.object({ runId: z.uuid() }),
  work: (ground, { runId }) => applyRows(ground, runId),
});

export const undoJob = job({
  name: 'roster.undo_intake',
  payload: z.object({ runId: z.uuid() }),
  work: (ground, { runId }) => undoRows(ground, runId),
});

/** At night the rows of imports go that nobody can undo any more: they hold what people's files hold. */
const forgetJob = job({
  name: 'roster.forget_intakes',
  payload: z.unknown(),
  rhythm: { dailyAt: '03:40' },
  work: async (ground) => {
    await ground.act(async (ctx) => {
      const runs = await forgetRowsBefore(ctx, await journalsBefore(ctx));
      for (const runId of runs) await forgetFile(ctx, runId);
      if (runs.length > 0) audit(ctx, { action: 'roster.forgetIntakes', details: { runs: runs.length } });
    });
  },
});

export const intakeJobs = [checkJob, applyJob, undoJob, forgetJob];
