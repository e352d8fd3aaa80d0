import { z } from 'zod';
import type { PersonFollower } from '#engines/roster';
import { countCovers, emptyRivalCovers, moveCovers, restoreCovers } from './store-person';

const journal = z.object({
  moved: z.array(z.string()),
  emptied: z.array(z.object({ id: z.string(), endedOn: z.string().nullable() })),
});

/** Covers go over; of two covers of one plan on one day that of the record that stays holds. */
export const reliefFollower: PersonFollower = {
  name: 'relief',
  columns: ['relief.cover.person_id'],
  describe: async (ctx, move) => {
    const { all, clashes } = await countCovers(ctx, move);
    return [{ what: 'relief:followed.covers', moves: all - clashes, clashes }];
  },
  follow: async (ctx, move) => {
    const emptied = await emptyRivalCovers(ctx, move);
    return { emptied, moved: await moveCovers(ctx, move) } satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => {
    const { moved, emptied } = journal.parse(kept);
    await moveCovers(ctx, { from: to, to: from }, moved);
    await restoreCovers(ctx, emptied);
  },
};
