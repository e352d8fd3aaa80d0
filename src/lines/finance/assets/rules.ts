import type { Day } from '#kernel/contract';

/** How things lose their worth: straight, month by month, exact to the fen. Months are counted from the year 0. */

export const monthIndex = (day: Day): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** The first day of a counted month. */
export const monthAt = (index: number): Day =>
  `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}-01`;

/** What of a sum has gone after so many of its months; all of it after the last one. */
export function spread(sum: bigint, months: number, gone: number): bigint {
  if (months <= 0) return 0n;
  const counted = Math.min(Math.max(gone, 0), months);
  return (sum * BigInt(counted)) / BigInt(months);
}

export interface WriteDown {
  readonly cost: bigint;
  readonly residual: bigint;
  readonly before: bigint;
  readonly startsMonth: Day;
  readonly monthsLeft: number;
}

export interface Bought {
  readonly boughtOn: Day;
  readonly cost: bigint;
  /** 0: it is not written down. */
  readonly lifeMonths: number;
  readonly residualPercent: number;
  /** 0: from the month in which it was bought; 1: from the next one. */
  readonly monthsAfter: number;
  /** For what was entered from older lists: the last month in them, and what was written down until then, if they say so. */
  readonly until?: Day | undefined;
  readonly before?: bigint | undefined;
}

/** To the nearest fen. */
export const residualOf = (cost: bigint, percent: number): bigint => (cost * BigInt(percent) + 50n) / 100n;

/**
 * What of a thing is still to be written down, and in which months. Null: more was written down before than it ever loses.
 * What the lists have written down too slowly falls into the months that are left, and where none is left into one.
 */
export function planOf(bought: Bought): WriteDown | null {
  const { boughtOn, cost, lifeMonths, residualPercent, monthsAfter, until } = bought;
  const residual = residualOf(cost, residualPercent);
  const sum = lifeMonths === 0 ? 0n : cost - residual;
  const first = monthIndex(boughtOn) + monthsAfter;
  const counted = until === undefined ? 0 : Math.min(Math.max(monthIndex(until) - first + 1, 0), lifeMonths);
  const before = bought.before ?? spread(sum, lifeMonths, counted);
  if (before > sum) return null;
  const starts = until === undefined ? first : Math.max(first, monthIndex(until) + 1);
  const monthsLeft = before === sum ? 0 : Math.max(lifeMonths - counted, 1);
  return { cost, residual, before, startsMonth: monthAt(starts), monthsLeft };
}

/** What has to be written down here by the end of a month, what stood before not counted. */
export function dueUntil({ cost, residual, before, startsMonth, monthsLeft }: WriteDown, month: Day): bigint {
  return spread(cost - residual - before, monthsLeft, monthIndex(month) - monthIndex(startsMonth) + 1);
}

/** The month in which the last fen goes; null where nothing is left to go. */
export const lastMonthOf = ({ startsMonth, monthsLeft }: WriteDown): Day | null =>
  monthsLeft === 0 ? null : monthAt(monthIndex(startsMonth) + monthsLeft - 1);

/** Of an account of the chart and those below it, the one that takes postings: itself, or the one that is named so. */
export function accountFor<Account extends { code: string; name: string; isSummary: boolean; isClosed: boolean }>(
  accounts: readonly Account[],
  code: string,
  word: string,
): Account | null {
  const open = accounts.filter((one) => one.code.startsWith(code) && !one.isSummary && !one.isClosed);
  return open.find((one) => one.code === code) ?? open.find((one) => one.name.includes(word)) ?? null;
}

export interface Sided {
  readonly entryId: string | null;
  readonly amount: bigint;
}

/** Both sides entry by entry: what an account says of each, and what the register does. Equal ones are left in. */
export function bothSides(
  book: readonly Sided[],
  register: readonly Sided[],
): { entryId: string | null; book: bigint; register: bigint }[] {
  const sides = new Map<string | null, { book: bigint; register: bigint }>();
  const add = (side: 'book' | 'register', { entryId, amount }: Sided): void => {
    const before = sides.get(entryId) ?? { book: 0n, register: 0n };
    sides.set(entryId, { ...before, [side]: before[side] + amount });
  };
  for (const one of book) add('book', one);
  for (const one of register) add('register', one);
  return [...sides]
    .map(([entryId, sums]) => ({ entryId, ...sums }))
    .filter((one) => one.book !== 0n || one.register !== 0n);
}
