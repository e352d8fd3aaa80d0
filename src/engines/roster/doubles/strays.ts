import { z } from 'zod';
import { audit, job, type Context, type Job } from '#kernel';
import { allFollowers, mergeJournal } from './merging';
import type { PersonFollower } from './person-follower';
import * as store from './store-merge';

/** What was under way when two records were merged is recorded within this time, or not at all. */
const HOURS = 24;

/**
 * Somebody may have been about to record something of the very record that went while it was merged: such rows hang on
 * a record that nobody sees. They go over too, and into the journal, so that an undo brings them back.
 */
export async function gatherStrays(ctx: Context, followers: readonly PersonFollower[]): Promise<{ merges: number }> {
  const since = new Date(ctx.clock.now().getTime() - HOURS * 3_600_000);
  let merges = 0;
  for (const { id, survivorId, mergedId } of await store.standingMergesSince(ctx, since)) {
    const merge = await store.mergeById(ctx, id, 'lock');
    if (merge === null || merge.undoneAt !== null) continue;
    const move = { from: mergedId, to: survivorId };
    const journal = mergeJournal.parse(merge.journal);
    const late = [];
    for (const follower of allFollowers(followers)) {
      const rows = await follower.describe(ctx, move);
      if (rows.some((row) => row.moves > 0))
        late.push({ name: follower.name, journal: await follower.follow(ctx, move) });
    }
    if (late.length === 0) continue;
    await store.setJournal(ctx, id, { ...journal, followers: [...journal.followers, ...late] });
    audit(ctx, { action: 'roster.gatherStrays', subject: `person:${survivorId}`, details: { mergeId: id, mergedId } });
    merges += 1;
  }
  return { merges };
}

/** Every hour, over the merges of the last day. */
export function strayJob(followers: readonly PersonFollower[]): Job {
  return job({
    name: 'roster.gather_strays',
    payload: z.unknown(),
    rhythm: { hourlyAt: 25 },
    work: async (ground) => {
      await ground.act((ctx) => gatherStrays(ctx, followers));
    },
  });
}
