import { z } from 'zod';
import { AppError, newId, type Context } from '#kernel';
import type { PersonFollower, PersonMove } from './person-follower';
import { daysOutside, isSameRow, type Span } from './rules';
import * as store from './store-rows';
import { spanOf, type SpanRow, type SpanTable } from './store-rows';

const spanRow = z.looseObject({
  id: z.string(),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
});
const spansJournal = z.object({ given: z.array(spanRow), pieces: z.array(spanRow) });

export interface SpansOfPerson {
  readonly table: SpanTable;
  readonly what: string;
  /** Which rows of the other record stand in the way of a row. */
  readonly isRival: (row: SpanRow, other: SpanRow) => boolean;
}

/** Rows that hold on no day, such as one that was recorded by mistake, are in nobody's way and go over as they are. */
const isIdle = (row: SpanRow): boolean =>
  Boolean(row.voided_at) || (row.valid_to !== null && row.valid_to < row.valid_from);

/** The pieces of a row that find room beside the rows of the other record. */
function piecesOf({ isRival }: SpansOfPerson, row: SpanRow, others: readonly SpanRow[]): Span[] {
  if (isIdle(row)) return [spanOf(row)];
  return daysOutside(spanOf(row), others.filter((other) => !isIdle(other) && isRival(row, other)).map(spanOf));
}

/**
 * Rows from a day to a day: on days on which the record that stays has a row of its own, that one holds; the rest of the
 * other's goes over in pieces. The rows as they were lie in the journal.
 */
export function spansFollower(spans: SpansOfPerson): PersonFollower {
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
