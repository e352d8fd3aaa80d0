import { z } from 'zod';
import { AppError, newId, type Context } from '#kernel';
import type { PersonFollower, PersonMove } from './person-follower';
import { daysInside, daysOutside, isSameRow, type Span } from './rules';
import * as store from './store-rows';
import { spanOf, type SpanRow, type SpanTable } from './store-rows';

/** What the roster keeps of a person in its own tables goes the same way as what other modules hang on it. */

const spanRow = z.looseObject({
  id: z.string(),
  unit_id: z.string(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});
const spansJournal = z.object({ given: z.array(spanRow), pieces: z.array(spanRow) });

interface SpansOfPerson {
  readonly table: SpanTable;
  readonly what: string;
  /** Which rows of the other record stand in the way of a row. */
  readonly isRival: (row: SpanRow, other: SpanRow) => boolean;
}

/** The pieces of a row that find room beside the rows of the other record. */
function piecesOf({ isRival }: SpansOfPerson, row: SpanRow, others: readonly SpanRow[]): Span[] {
  return daysOutside(spanOf(row), others.filter((other) => isRival(row, other)).map(spanOf));
}

/**
 * Rows from a day to a day: on days on which the record that stays has a row of its own, that one holds; the rest of the
 * other's goes over in pieces. The rows as they were lie in the journal.
 */
function spansFollower(spans: SpansOfPerson): PersonFollower {
  const { table, what } = spans;
  const both = async (ctx: Context, { from, to }: PersonMove) =>
    [await store.rowsOf(ctx, table, from), await store.rowsOf(ctx, table, to)] as const;
  const isWhole = (row: SpanRow, pieces: readonly Span[]) =>
    pieces.length === 1 && pieces[0]!.validFrom === row.valid_from && pieces[0]!.validTo === row.valid_to;
  return {
    name: `roster.${table}`,
    columns: [`roster.${table}.person_id`],
    describe: async (ctx, move) => {
      const [given, others] = await both(ctx, move);
      const clashes = given.filter((row) => !isWhole(row, piecesOf(spans, row, others))).length;
      return [{ what, moves: given.length - clashes, clashes }];
    },
    follow: async (ctx, move) => {
      const [given, others] = await both(ctx, move);
      const pieces = given.flatMap((row) =>
        piecesOf(spans, row, others).map(({ validFrom, validTo }) => ({
          ...row,
          id: newId(),
          person_id: move.to,
          valid_from: validFrom,
          valid_to: validTo,
        })),
      );
      await store.dropRows(
        ctx,
        table,
        given.map((row) => row.id),
      );
      await store.putRows(ctx, table, pieces);
      return { given, pieces } satisfies z.input<typeof spansJournal>;
    },
    undo: async (ctx, _move, journal) => {
      const { given, pieces } = spansJournal.parse(journal);
      const closed = await store.closedUnitOf(ctx, given);
      if (closed !== null) throw new AppError('roster.unit_closed', { name: closed });
      const now = await store.rowsByIds(
        ctx,
        table,
        pieces.map((piece) => piece.id),
      );
      // A piece that somebody has changed since is a record of its own by now, and stays.
      const unchanged = pieces.filter((piece) =>
        isSameRow(
          piece,
          now.find(({ id }) => id === piece.id),
        ),
      );
      await store.dropRows(
        ctx,
        table,
        unchanged.map((piece) => piece.id),
      );
      await store.putRows(ctx, table, given);
    },
  };
}

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

export const ownFollowers: readonly PersonFollower[] = [
  spansFollower(placements),
  spansFollower(posts),
  differenceFollower,
  redirectFollower,
];

/** The roster's own columns that point to a person; the accounts and the record of the merge are the merge's own affair. */
export const personColumns: readonly string[] = [
  ...ownFollowers.flatMap((follower) => follower.columns),
  'roster.person_account.person_id',
  'roster.person_merge.survivor_id',
  'roster.person_merge.merged_id',
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
    daysInside(spanOf(row), others).map((span) => ({ unitId: row.unit_id, ...span })),
  );
}
