import { z } from 'zod';
import { audit, job } from '#kernel';
import { keepErasedList } from './erased-list';
import { journalsBefore } from './parameters';
import { forgetJournalsBefore } from './store-erase';

/** At night what merges needed for their undo goes, once nobody can undo them. */
const forgetJournalsJob = job({
  name: 'roster.forget_journals',
  payload: z.unknown(),
  rhythm: { dailyAt: '03:45' },
  work: async (ground) => {
    await ground.act(async (ctx) => {
      const merges = await forgetJournalsBefore(ctx, await journalsBefore(ctx));
      if (merges > 0) audit(ctx, { action: 'roster.forgetJournals', details: { merges } });
    });
  },
});

/** Waits exactly if the erasure is committed, and is done again until the list is written. */
export const keepListJob = job({
  name: 'roster.keep_erased_list',
  payload: z.unknown(),
  work: async (ground) => {
    await ground.act(keepErasedList);
  },
});

export const erasureJobs = [forgetJournalsJob, keepListJob];
