import { z } from 'zod';
import type { PersonFollower } from '#engines/roster';
import { bringOver, followable } from './store-followed';

const journal = z.object({
  applications: z.array(z.string()),
  moves: z.array(z.string()),
  transfers: z.array(z.string()),
  hasCard: z.boolean(),
  hasPortrait: z.boolean(),
});

/** Applications, moves, card and photo go over; of two cards, photos or open applications that of the record that stays holds. */
export const membershipFollower: PersonFollower = {
  name: 'membership',
  columns: [
    'membership.application.person_id',
    'membership.card.person_id',
    'membership.move.person_id',
    'membership.portrait.person_id',
    'membership.transfer.person_id',
  ],
  describe: async (ctx, move) => {
    const { applications, moves, hasCard, hasPortrait, clashes } = await followable(ctx, move);
    const count = applications.length + moves.length + Number(hasCard) + Number(hasPortrait);
    return [{ what: 'membership:followed.records', moves: count, clashes }];
  },
  follow: async (ctx, move) => {
    const { clashes: _, ...followed } = await followable(ctx, move);
    await bringOver(ctx, move, followed);
    return followed satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => bringOver(ctx, { from: to, to: from }, journal.parse(kept)),
};
