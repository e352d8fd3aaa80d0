import { z } from 'zod';
import { text, type Context } from '#kernel';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import * as store from './store-person';

const columns = ['contest.entrant.person_id', 'contest.team_member.person_id'];
const journal = z.object({
  entrants: z.array(z.string()),
  members: z.array(z.object({ entrantId: z.string(), place: z.number() })),
});
const ENTRIES = 'contest:contests.followed.entries';
const MEMBERS = 'contest:contests.followed.members';

/** Entries go over; where both records were entered in one contest, both entries stay, as their results do. */
export const contestFollower: PersonFollower = {
  name: 'contest',
  columns,
  describe: async (ctx, { from }) => {
    const { entrants, members } = await store.countEntries(ctx, [from]);
    return [
      { what: ENTRIES, moves: entrants, clashes: 0 },
      { what: MEMBERS, moves: members, clashes: 0 },
    ];
  },
  follow: (ctx, move) => store.bringOver(ctx, move),
  undo: (ctx, { from }, kept) => store.bringBack(ctx, from, journal.parse(kept)),
};

/** Entries and places stay, so that rankings stay whole; they point to the shell and bear its name. */
export const contestEraser: PersonEraser = {
  name: 'contest',
  columns,
  texts: {
    emptied: [],
    stay: ['name', 'unit_path', 'state', 'state_reason'].map((column) => `contest.entrant.${column}`),
  },
  keeps: async () => [],
  describe: async (ctx, ids) => {
    const { entrants, members } = await store.countEntries(ctx, ids);
    const why = 'contest:contests.erasure.why';
    return [
      { what: ENTRIES, goes: 0, stays: entrants, why },
      { what: MEMBERS, goes: 0, stays: members, why },
    ];
  },
  erase: async () => undefined,
};

/** In which contests a person took part. */
export const contestContributor: PersonContributor = {
  name: 'contest',
  collect: async (ctx: Context, personId) => {
    const say = (key: string): string => text(ctx.language, `contest:contests.${key}`);
    const rows = await store.entriesOfPerson(ctx, personId);
    return [
      {
        title: say('personData.title'),
        columns: ['name', 'beginsOn', 'team', 'state'].map((key) => say(`columns.${key}`)),
        rows: rows.map((row) => [
          ...[row.contest, row.beginsOn, row.team],
          [say(`entrantStates.${row.state}`), row.stateReason].filter((one) => one !== '').join(' · '),
        ]),
      },
    ];
  },
};
