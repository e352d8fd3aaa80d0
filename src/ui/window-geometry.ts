import { type Day, daysBetween, yearOf } from '#kernel/contract';

/** Where days stand on a bar of twelve equal months, in percent of its width. */
export interface Block {
  readonly left: number;
  readonly width: number;
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Where a day begins (`0`), stands in its middle (`0.5`) or ends (`1`); days of other years fall on the edges. */
export function positionOf(day: Day, year: number, part: 0 | 0.5 | 1): number {
  if (yearOf(day) < year) return 0;
  if (yearOf(day) > year) return 100;
  const month = Number(day.slice(5, 7));
  const date = Number(day.slice(8, 10));
  const inMonth = (date - 1 + part) / daysInMonth(year, month);
  return round(((month - 1 + inMonth) / 12) * 100);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function between(left: number, right: number): Block {
  return { left, width: round(Math.max(0, right - left)) };
}

export interface WindowShape {
  /** Three quarters of a year and more are drawn as a line, dark up to today; less is a block. */
  readonly isLine: boolean;
  readonly block: Block;
  /** The part of a line that has passed. */
  readonly passed: Block;
  /** From the window's end to today, for what is late. */
  readonly overdue: Block | null;
  readonly daysLate: number;
  readonly today: number | null;
  /** On which side of the block the plan's own words have room. */
  readonly wordsSide: 'left' | 'right';
}

/** The shape of one window in one year. `isLate` asks for the dotted line to today. */
export function shapeOf(window: { from: Day; to: Day }, year: number, today: Day, isLate: boolean): WindowShape {
  const left = positionOf(window.from, year, 0);
  const right = positionOf(window.to, year, 1);
  const todayAt = yearOf(today) === year ? positionOf(today, year, 0.5) : null;
  const reached = yearOf(today) > year ? 100 : (todayAt ?? 0);
  const daysLate = isLate ? Math.max(0, daysBetween(window.to, today)) : 0;
  return {
    isLine: daysBetween(window.from, window.to) >= 270,
    block: between(left, right),
    passed: between(left, Math.min(right, Math.max(left, reached))),
    overdue: isLate && reached > right ? between(right, reached) : null,
    daysLate,
    today: todayAt,
    wordsSide: right > 75 ? 'left' : 'right',
  };
}
