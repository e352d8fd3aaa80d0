import { daysBetween, earlierOf, greaterOf, lesserOf, type Day } from '#kernel/contract';
import type { LoanRules } from './parameter-contract';

/** How savings are reckoned: pure, in whole fen. */

const FEN_A_YUAN = 100n;

export const fenOfYuan = (yuan: number): bigint => BigInt(yuan) * FEN_A_YUAN;

/** The last day of the month so many months after the one that a day is in. */
export function monthEndAfter(day: Day, months: number): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
}

export interface Instalment {
  readonly number: number;
  readonly dueOn: Day;
  readonly amount: bigint;
}

/** Equal parts at the ends of the months that follow; what can't be divided is in the first ones, a fen in each. */
export function repaymentPlan(amount: bigint, instalments: number, paidOn: Day): Instalment[] {
  const parts = BigInt(instalments);
  const [each, rest] = [amount / parts, amount % parts];
  return Array.from({ length: instalments }, (_, i) => ({
    ...{ number: i + 1, dueOn: monthEndAfter(paidOn, i + 1), amount: each + (BigInt(i) < rest ? 1n : 0n) },
  }));
}

export interface PlanStanding {
  readonly parts: readonly (Instalment & { repaid: bigint; isOverdue: boolean })[];
  readonly overdue: bigint;
  /** Since the oldest part that should have been repaid. */
  readonly overdueDays: number;
}

/** What was repaid settles the parts in their order; a part is overdue from the day after it was due. */
export function standingOf(plan: readonly Instalment[], owed: bigint, today: Day): PlanStanding {
  let left = plan.reduce((sum, part) => sum + part.amount, 0n) - owed;
  let overdue = 0n;
  let oldest: Day | null = null;
  const parts = plan.map((part) => {
    const repaid = lesserOf(left, part.amount);
    left -= repaid;
    const isOverdue = part.dueOn < today && repaid < part.amount;
    if (isOverdue) {
      overdue += part.amount - repaid;
      oldest ??= part.dueOn;
    }
    return { ...part, repaid, isOverdue };
  });
  return { parts, overdue, overdueDays: oldest === null ? 0 : daysBetween(oldest, today) };
}

/** The most that may be lent on a balance. */
export function loanLimit(balance: bigint, rules: Pick<LoanRules, 'timesBalance' | 'mostYuan'>): bigint {
  return lesserOf(balance * BigInt(rules.timesBalance), fenOfYuan(rules.mostYuan));
}

/** What may leave the account: all but the part of the debt that the rule keeps on it. */
export function withdrawable(balance: bigint, debt: bigint, heldPercent: number): bigint {
  const held = (debt * BigInt(heldPercent) + 99n) / 100n;
  return greaterOf(balance - held, 0n);
}

/** What closing sets off against the debt, and what is left to be paid out or owed. */
export function closingOf(balance: bigint, debt: bigint): { setOff: bigint; paidOut: bigint; debtLeft: bigint } {
  const setOff = lesserOf(balance, debt);
  return { setOff, paidOut: balance - setOff, debtLeft: debt - setOff };
}

/**
 * Shares a sum by weights to the last fen: whole parts first, then a fen each to the largest remainders; of equal ones to
 * whoever stands first. Without any weight nobody gets anything.
 */
export function shareOut(sum: bigint, weights: readonly bigint[]): bigint[] {
  const whole = weights.reduce((total, weight) => total + weight, 0n);
  if (whole === 0n) return weights.map(() => 0n);
  const shares: bigint[] = [];
  const remainders: { place: number; remainder: bigint }[] = [];
  let given = 0n;
  weights.forEach((weight, place) => {
    const share = (sum * weight) / whole;
    shares.push(share);
    given += share;
    remainders.push({ place, remainder: (sum * weight) % whole });
  });
  remainders.sort((a, b) => Number(b.remainder - a.remainder));
  for (let i = 0; i < Number(sum - given); i += 1) shares[remainders[i]!.place]! += 1n;
  return shares;
}

export const yearOf = (year: number): { from: Day; to: Day } => ({ from: `${year}-01-01`, to: `${year}-12-31` });

/** Of a year that is not over on a day, its days until then: money has not stood for those that are to come. */
export function yearUntil(year: number, on: Day): { from: Day; to: Day } {
  const { from, to } = yearOf(year);
  return { from, to: earlierOf(on, to) };
}
