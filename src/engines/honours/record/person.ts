import { z } from 'zod';
import { text, type Context } from '#kernel';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import { honoursOfPerson } from './store';
import * as store from './store-person';

const columns = ['honours.nomination.person_id', 'honours.seat.person_id', 'honours.honour.person_id'];
const journal = z.object({
  nominations: z.array(z.string()),
  honours: z.array(z.string()),
  seats: z.array(z.object({ roundId: z.string(), place: z.number() })),
});
const NOMINATIONS = 'honours:record.followed.nominations';
const HONOURS = 'honours:record.followed.honours';
const SEATS = 'honours:record.followed.seats';

/** All goes over; an honour that the other record has of the same title and year stays where it is. */
export const honoursFollower: PersonFollower = {
  name: 'honours',
  columns,
  describe: async (ctx, move) => {
    const { nominations, honours, seats } = await store.countRows(ctx, [move.from]);
    return [
      { what: NOMINATIONS, moves: nominations, clashes: 0 },
      { what: HONOURS, moves: honours, clashes: await store.countClashes(ctx, move) },
      { what: SEATS, moves: seats, clashes: 0 },
    ];
  },
  follow: (ctx, move) => store.bringOver(ctx, move),
  undo: (ctx, { from }, kept) => store.bringBack(ctx, from, journal.parse(kept)),
};

const ofNomination = ['parts', 'new_merits', 'vetoes', 'state_reason'];

/** Nobody is erased while put forward; what was conferred stays and points to the shell, what was written goes. */
export const honoursEraser: PersonEraser = {
  name: 'honours',
  columns,
  texts: {
    emptied: ofNomination.map((column) => `honours.nomination.${column}`),
    stay: [
      ...['unit_path', 'state', 'result', 'steps'].map((column) => `honours.nomination.${column}`),
      'honours.seat.marks',
      ...['scheme_key', 'title', 'unit_path', 'number', 'payment'].map((column) => `honours.honour.${column}`),
    ],
  },
  keeps: async (ctx, ids) => {
    const { open } = await store.countRows(ctx, ids);
    return open === 0
      ? []
      : [{ kind: 'open', what: 'honours:record.erasure.open', params: { count: open }, until: null, link: '/honours' }];
  },
  describe: async (ctx, ids) => {
    const { nominations, honours, seats } = await store.countRows(ctx, ids);
    const why = 'honours:record.erasure.why';
    return [
      { what: NOMINATIONS, goes: 0, stays: nominations, why },
      { what: HONOURS, goes: 0, stays: honours, why },
      { what: SEATS, goes: 0, stays: seats, why },
    ];
  },
  erase: (ctx, { ids }) => store.emptyWords(ctx, ids),
};

/** The honours on somebody's record. */
export const honoursContributor: PersonContributor = {
  name: 'honours',
  collect: async (ctx: Context, personId) => {
    const say = (key: string): string => text(ctx.language, `honours:record.${key}`);
    const rows = await honoursOfPerson(ctx, personId);
    return [
      {
        title: say('personData'),
        columns: ['title', 'year', 'number', 'decidedOn'].map((key) => say(`columns.${key}`)),
        rows: rows.map(({ title, year, number, decidedOn }) => [title, String(year), number, decidedOn]),
      },
    ];
  },
};
