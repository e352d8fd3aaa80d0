import { addDays, dayOf, type Day } from '#kernel/contract';
import { isDeepStrictEqual } from 'node:util';
import { UNDO_DAYS } from './contract';

export interface Span {
  readonly validFrom: Day;
  readonly validTo: Day | null;
}

const LAST_DAY = '9999-12-31';
const endOf = (span: Span): Day => span.validTo ?? LAST_DAY;

/** What of a span lies outside of all the others; days are closed intervals, an open end is null. */
export function daysOutside(span: Span, others: readonly Span[]): Span[] {
  const sorted = [...others].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const pieces: Span[] = [];
  let from: Day | null = span.validFrom;
  for (const other of sorted) {
    if (from === null || other.validFrom > endOf(span)) break;
    if (endOf(other) < from) continue;
    if (other.validFrom > from) pieces.push({ validFrom: from, validTo: addDays(other.validFrom, -1) });
    from = other.validTo === null ? null : addDays(other.validTo, 1);
  }
  if (from !== null && from <= endOf(span)) pieces.push({ validFrom: from, validTo: span.validTo });
  return pieces;
}

/** What of a span the others take away. */
export function daysInside(span: Span, others: readonly Span[]): Span[] {
  return daysOutside(span, daysOutside(span, others));
}

export function lastDayOfUndo(madeAt: Date): Day {
  return addDays(dayOf(madeAt), UNDO_DAYS);
}

export type Row = Readonly<Record<string, unknown>>;

export interface ColumnChange {
  before: unknown;
  after: unknown;
}

/** Of the columns that a merge changed: those that nobody has changed since, with what they held before. */
export function restorable(changes: Readonly<Record<string, ColumnChange>>, now: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([column, { after }]) => isDeepStrictEqual(now[column], after))
      .map(([column, { before }]) => [column, before]),
  );
}

export function isSameRow(one: Row, other: Row | undefined): boolean {
  return other !== undefined && isDeepStrictEqual(one, other);
}

/** Pairs are kept with the smaller id first. */
export function inOrder(oneId: string, otherId: string): [string, string] {
  return oneId < otherId ? [oneId, otherId] : [otherId, oneId];
}
