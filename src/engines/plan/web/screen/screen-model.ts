import type { BoardRow, getBoard, getTotals } from '../../contract';
import { type Day, type EndpointResponse, addDays } from '#kernel/contract';
import { type Tone, toneOf } from '#ui';
import { chaptersOf, shortTitle } from '../chapters';
import { type FacedRow, type Tally, faceOf, lateRows, tallyOf, withFaces } from '../states';

export type Board = EndpointResponse<typeof getBoard>;
export type Totals = EndpointResponse<typeof getTotals>;

/** What the big screen shows, from the board or from the totals alone; without any word of a person. */
export interface ScreenModel {
  readonly title: string;
  readonly unitName: string;
  readonly year: number;
  readonly today: Day;
  readonly total: number;
  readonly tally: Tally;
  readonly chapters: readonly ScreenChapter[];
  /** Null for those who read totals alone. */
  readonly lists: ScreenLists | null;
}

export interface ScreenChapter {
  readonly key: string;
  readonly number: string | null;
  /** Null for what stands before the first chapter. */
  readonly title: string | null;
  readonly tones: readonly Tone[];
  readonly tally: Tally;
  readonly total: number;
}

export interface ScreenLists {
  readonly late: readonly FacedRow[];
  readonly coming: readonly Coming[];
  readonly kept: readonly { row: FacedRow; day: Day | null }[];
}

/** A window that opens or closes soon. */
export interface Coming {
  readonly row: FacedRow;
  readonly day: Day;
  readonly isOpening: boolean;
}

export const DAYS_AHEAD = 42;
const LEAST_COMING = 6;
const MOST_KEPT = 8;
const tonesInOrder: readonly Tone[] = ['kept', 'going', 'late', 'ahead', 'none'];

/** The tone under which a commitment is counted: what is at risk still runs, an aim has nothing to measure. */
export function countedTone(row: Pick<FacedRow, 'face'>): Tone {
  if (row.face === 'at_risk') return 'going';
  return row.face === 'aim' ? 'none' : toneOf(row.face);
}

const isDone = (row: FacedRow): boolean => toneOf(row.face) === 'kept';

/** What opens or falls due in the next six weeks; in a quiet time the next ones after it. */
function comingOf(rows: readonly FacedRow[], today: Day): Coming[] {
  const last = addDays(today, DAYS_AHEAD);
  const open = rows.filter((row) => !isDone(row) && row.face !== 'late' && row.face !== 'missed' && row.face !== 'aim');
  return open
    .filter(({ window }) => window !== null && window.every === null && (window.from !== null || window.to !== null))
    .map((row) => {
      const isOpening = row.days.from > today;
      return { row, isOpening, day: isOpening ? row.days.from : row.days.to };
    })
    .filter(({ day }) => day >= today)
    .sort((a, b) => compare(a.day, b.day) || compare(a.row.days.to, b.row.days.to))
    .filter(({ day }, index) => index < LEAST_COMING || day <= last);
}

function keptOf(rows: readonly FacedRow[], latestDays: Readonly<Record<string, Day>>): ScreenLists['kept'] {
  return rows
    .filter(isDone)
    .map((row) => ({ row, day: latestDays[row.id] ?? null }))
    .sort((a, b) => compare(b.day ?? '', a.day ?? ''))
    .slice(0, MOST_KEPT);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function modelOfBoard(board: Board): ScreenModel {
  const { plan, today } = board;
  const rows = withFaces(board.rows, today > plan.periodTo);
  const chapters = chaptersOf(board.sections, rows).map(({ key, section, rows: inside }) => ({
    key,
    number: section?.number ?? null,
    title: section === null ? null : shortTitle(section.title),
    tones: inside.map(countedTone),
    tally: tallyOf(inside),
    total: inside.length,
  }));
  const lists = { late: lateRows(rows), coming: comingOf(rows, today), kept: keptOf(rows, board.latestDays) };
  return {
    title: plan.title,
    unitName: plan.unitName,
    year: plan.year,
    today,
    total: rows.length,
    tally: tallyOf(rows),
    chapters,
    lists,
  };
}

/** Rows that have a state and nothing else, so that totals are counted by the rules of the board. */
function rowsOf(counts: Totals['counts'], isYearOver: boolean): FacedRow[] {
  const states = Object.entries(counts) as [BoardRow['state'], number][];
  return states.flatMap(([state, count]) => {
    const row = {
      state,
      lateDays: state === 'missed' ? 1 : 0,
      face: faceOf({ state, lateDays: state === 'missed' ? 1 : 0 }, isYearOver),
    };
    return Array.from({ length: count }, () => row as FacedRow);
  });
}

export function modelOfTotals({ plan, today, counts, chapters }: Totals): ScreenModel {
  const isYearOver = today > plan.periodTo;
  const rows = rowsOf(counts, isYearOver);
  const shown = chapters.map((chapter, index) => {
    const inside = rowsOf(chapter.counts, isYearOver);
    const tones = inside.map(countedTone).sort((a, b) => tonesInOrder.indexOf(a) - tonesInOrder.indexOf(b));
    return {
      key: `${index}`,
      number: chapter.number,
      title: shortTitle(chapter.title),
      tones,
      tally: tallyOf(inside),
      total: inside.length,
    };
  });
  return {
    title: plan.title,
    unitName: plan.unitName,
    year: plan.year,
    today,
    total: rows.length,
    tally: tallyOf(rows),
    chapters: shown.filter(({ total }) => total > 0),
    lists: null,
  };
}
