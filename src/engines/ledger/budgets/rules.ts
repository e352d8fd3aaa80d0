import { greaterOf } from '#kernel/contract';

/** What a line of a budget asks for. Amounts in whole fen. */
export type LineTarget =
  | { readonly kind: 'ceiling'; readonly ceiling: bigint }
  | { readonly kind: 'floor'; readonly floor: bigint }
  | { readonly kind: 'range'; readonly floor: bigint; readonly ceiling: bigint }
  /** 3万元左右: may be missed by so many percent on either side. */
  | { readonly kind: 'band'; readonly about: bigint; readonly tolerance: number };

/** What happens while an amount is typed that would pass the most: it is refused, accepted with a warning, or noted. */
export const breachActs = ['stop', 'warn', 'note'] as const;
export type BreachAct = (typeof breachActs)[number];

/** The two ends between which spending is to end up; null where a line has no such end. */
export interface Bounds {
  readonly least: bigint | null;
  readonly most: bigint | null;
}

/** Both ends of a band belong to it, and a fen that a percentage cuts in two lies outside. */
export function boundsOf(target: LineTarget): Bounds {
  switch (target.kind) {
    case 'ceiling':
      return { least: null, most: target.ceiling };
    case 'floor':
      return { least: target.floor, most: null };
    case 'range':
      return { least: target.floor, most: target.ceiling };
    case 'band': {
      const { about } = target;
      const tolerance = BigInt(target.tolerance);
      return { least: (about * (100n - tolerance) + 99n) / 100n, most: (about * (100n + tolerance)) / 100n };
    }
  }
}

export interface LineFigures {
  readonly spent: bigint;
  /** Approved and not yet spent. */
  readonly reserved: bigint;
}

/**
 * `above`: more is spent than may be. `threatened`: it will be once all that is approved is spent. `below`: the least is not
 * reached. `kept`: it is, and not too much is spent. `within`: a line without a least that has not passed its most.
 */
export const lineStates = ['above', 'threatened', 'below', 'kept', 'within'] as const;
export type LineState = (typeof lineStates)[number];

export function stateOf({ least, most }: Bounds, { spent, reserved }: LineFigures): LineState {
  if (most !== null && spent > most) return 'above';
  if (most !== null && spent + reserved > most) return 'threatened';
  if (least === null) return 'within';
  return spent < least ? 'below' : 'kept';
}

/** What is left to reserve or spend; below zero where too much is. Null: nothing limits the line. */
export function freeOf({ most }: Bounds, { spent, reserved }: LineFigures): bigint | null {
  return most === null ? null : most - spent - reserved;
}

/** How much is missing to the least, or spent beyond the most; null in between. */
export function gapOf({ least, most }: Bounds, { spent }: LineFigures): bigint | null {
  if (most !== null && spent > most) return spent - most;
  return least !== null && spent < least ? least - spent : null;
}

/** Under-spending is the alarm of a floor: `soon` in the last days of the year, `missed` once the year is over. */
export const alarms = ['none', 'soon', 'missed'] as const;
export type Alarm = (typeof alarms)[number];

export function alarmOf(state: LineState, daysLeft: number, noticeDays: number): Alarm {
  if (state !== 'below') return 'none';
  return daysLeft < 0 ? 'missed' : daysLeft < noticeDays ? 'soon' : 'none';
}

/** What is said to an amount that is to be reserved or spent. */
export type Verdict = 'fits' | BreachAct;

export interface Answer {
  readonly verdict: Verdict;
  /** How far the amount goes beyond what is free. */
  readonly excess: bigint;
}

/** What asks for nothing, or gives back, is never too much, however overdrawn the line is. */
export function answerTo(amount: bigint, free: bigint | null, onBreach: BreachAct): Answer {
  if (free === null || amount <= 0n || amount <= free) return { verdict: 'fits', excess: 0n };
  return { verdict: onBreach, excess: amount - greaterOf(free, 0n) };
}

/** Whether a posting to an account belongs to a line: the account or one above it is named, or the line names none. */
export function takesAccount(accounts: readonly string[], code: string): boolean {
  return accounts.length === 0 || accounts.some((account) => code.startsWith(account));
}

export type TargetKind = LineTarget['kind'];

/** What a transfer makes of a line's ceiling; null where the line has none that could be moved. */
export function withCeilingMoved(target: LineTarget, by: bigint): LineTarget | null {
  if (target.kind !== 'ceiling' && target.kind !== 'range') return null;
  return { ...target, ceiling: target.ceiling + by };
}

/** What is wrong with a target by itself: a floor above its ceiling. */
export function isUpsideDown(target: LineTarget): boolean {
  const { least, most } = boundsOf(target);
  return least !== null && most !== null && least > most;
}
