import type { BoardRow } from '../contract';
import { type CommitmentState, type Tone, toneOf } from '#ui';

/**
 * How a state looks. A closed window without the promise kept is late while the year still runs, and missed after it;
 * what can only be answered in words is an aim.
 */
export function faceOf(row: Pick<BoardRow, 'state' | 'lateDays'>, isYearOver: boolean): CommitmentState {
  if (row.state === 'in_words') return 'aim';
  if (row.state === 'missed') return isYearOver || row.lateDays === 0 ? 'missed' : 'late';
  const mayBeLate = row.state === 'on_the_way' || row.state === 'at_risk';
  return mayBeLate && row.lateDays > 0 ? 'late' : row.state;
}

export interface FacedRow extends BoardRow {
  readonly face: CommitmentState;
}

export function withFaces(rows: readonly BoardRow[], isYearOver: boolean): FacedRow[] {
  return rows.map((row) => ({ ...row, face: faceOf(row, isYearOver) }));
}

export function isLate(row: FacedRow): boolean {
  return row.face === 'late' || row.face === 'missed';
}

/** The late ones, the longest wait first. */
export function lateRows(rows: readonly FacedRow[]): FacedRow[] {
  return rows.filter(isLate).sort((a, b) => b.lateDays - a.lateDays);
}

export interface Tally {
  readonly kept: number;
  readonly going: number;
  readonly ahead: number;
  readonly late: number;
  readonly none: number;
  readonly aims: number;
}

export function tallyOf(rows: readonly FacedRow[]): Tally {
  const count = (test: (row: FacedRow) => boolean) => rows.filter(test).length;
  const tone = (wanted: Tone) =>
    count((row) => row.face !== 'at_risk' && row.face !== 'aim' && toneOf(row.face) === wanted);
  return {
    kept: tone('kept'),
    going: tone('going') + count((row) => row.face === 'at_risk'),
    ahead: count((row) => row.face === 'not_begun'),
    late: count(isLate),
    none: count((row) => row.face === 'no_measure'),
    aims: count((row) => row.face === 'aim'),
  };
}
