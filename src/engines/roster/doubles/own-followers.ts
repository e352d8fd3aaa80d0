import { z } from 'zod';
import type { Context } from '#kernel';
import * as privacy from '../privacy/store';
import { withdrawOpenOf } from '../erasure/store';
import { endCodesOf } from '../codes/store';
import type { PersonFollower, PersonMove } from './person-follower';
import { daysInside } from './rules';
import { spansFollower, type SpansOfPerson } from './span-follower';
import * as store from './store-rows';
import { spanOf } from './store-rows';
import * as kept from './store-kept';

/** What the roster keeps of a person in its own tables goes the same way as what other modules hang on it. */

/** Days in two units are told one by one (`placementsGivingWay`). */
export const PLACEMENTS = 'roster:doubles.followed.placements';

const placements: SpansOfPerson = {
  table: 'placement',
  what: PLACEMENTS,
  isRival: () => true,
};

const posts: SpansOfPerson = {
  table: 'post_holding',
  what: 'roster:doubles.followed.posts',
  isRival: (row, other) => row.post === other.post && row.unit_id === other.unit_id,
};

/** Of two states of a scheme on one day that of the record that stays holds. */
const enrolments: SpansOfPerson = {
  table: 'enrolment',
  what: 'roster:doubles.followed.enrolments',
  isRival: (row, other) => row.scheme === other.scheme,
};

const ids = z.array(z.string());

const differenceFollower: PersonFollower = {
  name: 'roster.person_difference',
  columns: ['roster.person_difference.one_id', 'roster.person_difference.other_id'],
  describe: async () => [],
  follow: (ctx, { from, to }) => store.copyDifferences(ctx, from, to),
  undo: (ctx, _move, journal) => store.deleteDifferences(ctx, ids.parse(journal)),
};

const redirectFollower: PersonFollower = {
  name: 'roster.person',
  columns: ['roster.person.merged_into_id'],
  describe: async () => [],
  follow: (ctx, { from, to }) => store.turnRedirects(ctx, from, to),
  undo: async (ctx, { from, to }, journal) => {
    await store.turnRedirects(ctx, to, from, ids.parse(journal));
  },
};

const seatJournal = z.object({ moved: ids, emptied: z.array(z.looseObject({ id: z.string() })) });

/** Seats keep their ids, because roles hang on them: of two in one term the other one's gives way as a whole. */
const seatFollower: PersonFollower = {
  name: 'roster.body_seat',
  columns: ['roster.body_seat.person_id'],
  describe: async (ctx, move) => {
    const { all, clashes } = await kept.seatCounts(ctx, move);
    return [{ what: 'roster:doubles.followed.seats', moves: all - clashes, clashes }];
  },
  follow: async (ctx, move) => {
    const emptied = await kept.emptyRivalSeats(ctx, move);
    return { moved: await kept.moveSeats(ctx, move), emptied } satisfies z.input<typeof seatJournal>;
  },
  undo: async (ctx, { from, to }, journal) => {
    const { moved, emptied } = seatJournal.parse(journal);
    await kept.moveSeats(ctx, { from: to, to: from }, moved);
    await kept.restoreSeats(ctx, emptied);
  },
};

/** A result that another record gave to both stays with the record that goes, where nobody reads it twice. */
const skillFollower: PersonFollower = {
  name: 'roster.skill',
  columns: ['roster.skill.person_id'],
  describe: async (ctx, move) => {
    const { all, clashes } = await kept.skillCounts(ctx, move);
    return [{ what: 'roster:doubles.followed.skills', moves: all - clashes, clashes }];
  },
  follow: (ctx, move) => kept.moveSkills(ctx, move),
  undo: async (ctx, { from, to }, journal) => {
    await kept.moveSkills(ctx, { from: to, to: from }, ids.parse(journal));
  },
};

const participationRow = z.looseObject({ held_on: z.string(), kind: z.string(), subject: z.string() });
const participationJournal = z.object({ dropped: z.array(participationRow), moved: z.array(participationRow) });

/** One person takes part in one thing once. */
const participationFollower: PersonFollower = {
  name: 'roster.participation',
  columns: ['roster.participation.person_id'],
  describe: async (ctx, move) => {
    const { all, clashes } = await kept.participationCounts(ctx, move);
    return [{ what: 'roster:doubles.followed.participation', moves: all - clashes, clashes }];
  },
  follow: async (ctx, move) => {
    const dropped = await kept.dropDoubleParticipation(ctx, move);
    return { dropped, moved: await kept.moveParticipation(ctx, move) };
  },
  undo: async (ctx, { from, to }, journal) => {
    const { dropped, moved } = participationJournal.parse(journal);
    await kept.moveParticipation(ctx, { from: to, to: from }, moved);
    await kept.putParticipation(ctx, dropped);
  },
};

/** What a person agreed to and asked for goes over whole: the last word of both records holds. */
const privacyFollower = (table: 'consent_act' | 'correction', what: string): PersonFollower => ({
  name: `roster.${table}`,
  columns: [`roster.${table}.person_id`],
  describe: async (ctx, { from }) => [
    { what: `roster:doubles.followed.${what}`, moves: await privacy.countOf(ctx, table, from), clashes: 0 },
  ],
  follow: (ctx, move) => privacy.moveRows(ctx, table, move),
  undo: async (ctx, { from, to }, journal) => {
    await privacy.moveRows(ctx, table, { from: to, to: from }, ids.parse(journal));
  },
});

/**
 * A slip was made for the account that its person had: after a merge, and after its undo, that may be another account,
 * which its maker might not have been let open. So no slip of either record outlives the change; a new one is soon made.
 */
const codeFollower: PersonFollower = {
  name: 'roster.one_time_code',
  columns: ['roster.one_time_code.person_id'],
  describe: async () => [],
  follow: async (ctx, { from, to }) => {
    await endCodesOf(ctx, [from, to]);
    return null;
  },
  undo: (ctx, { from, to }) => endCodesOf(ctx, [from, to]),
};

/** Whose data shall go is decided of the whole person: what waits for one of two records is proposed anew. */
const erasureFollower: PersonFollower = {
  name: 'roster.erasure',
  columns: ['roster.erasure.person_id'],
  describe: async () => [],
  follow: async (ctx, { from, to }) => {
    await withdrawOpenOf(ctx, [from, to]);
    return null;
  },
  undo: async () => undefined,
};

export const ownFollowers: readonly PersonFollower[] = [
  spansFollower(placements),
  spansFollower(posts),
  spansFollower(enrolments),
  seatFollower,
  skillFollower,
  participationFollower,
  privacyFollower('consent_act', 'consents'),
  privacyFollower('correction', 'corrections'),
  differenceFollower,
  redirectFollower,
  codeFollower,
  erasureFollower,
];

/**
 * The roster's own columns that point to a person; the accounts and the record of the merge are the merge's own affair,
 * and the log of who opened a file is never changed: it is read over all records that were merged into one.
 */
export const personColumns: readonly string[] = [
  ...ownFollowers.flatMap((follower) => follower.columns),
  'roster.person_account.person_id',
  'roster.person_merge.survivor_id',
  'roster.person_merge.merged_id',
  'roster.file_read.person_id',
];

export interface GivingWay {
  unitId: string;
  validFrom: string;
  validTo: string | null;
}

/** Days of the record that goes on which the other one stands somewhere: the other one's place holds. */
export async function placementsGivingWay(ctx: Context, { from, to }: PersonMove): Promise<GivingWay[]> {
  const others = (await store.rowsOf(ctx, 'placement', to)).map(spanOf);
  return (await store.rowsOf(ctx, 'placement', from)).flatMap((row) =>
    daysInside(spanOf(row), others).map((span) => ({ unitId: String(row.unit_id), ...span })),
  );
}
