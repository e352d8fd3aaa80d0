import { formatFen, type Day } from '#kernel/contract';
import type { Purpose, Source } from '../terms';
import type { DoublePayment, Finding, PaymentState } from './contract';

/** Aid that a person had in the year, or is about to have. */
export interface Had {
  readonly id: string;
  readonly source: Source;
  readonly purpose: Purpose;
  readonly amount: bigint;
  readonly on: Day;
  readonly state: PaymentState;
}

export interface Asked {
  readonly source: Source;
  readonly purpose: Purpose;
  readonly amount: bigint;
}

/** A cap with the document that set it; null where nobody has. */
export interface Cap {
  readonly fen: bigint | null;
  readonly source: string;
}

export interface RuleFinding {
  readonly rule: Finding['rule'];
  readonly params: Readonly<Record<string, string>>;
  readonly isRefused: boolean;
}

/** The caps of 送温暖 hold for what the union and the group give; a fund has its own table, a campaign its own purpose. */
const isCapped = (source: Source): boolean => source === 'own' || source === 'group';

function faultOfCap(rule: 'per_time' | 'per_year', { fen, source }: Cap, amount: bigint): RuleFinding | null {
  if (fen === null) return { rule: 'unset', params: { cap: rule, source }, isRefused: false };
  if (amount <= fen) return null;
  return { rule, params: { cap: formatFen(fen), amount: formatFen(amount), source }, isRefused: false };
}

/**
 * What the rules say to an aid. Caps never refuse: they ask for the reason. Whether the same purpose may be paid twice within a
 * year, from one source or beside another one (S6.11), the house's own rule decides.
 */
export function findingsOf(
  { source, purpose, amount }: Asked,
  had: readonly Had[],
  { perTime, perYear, double }: { perTime: Cap; perYear: Cap; double: DoublePayment },
): RuleFinding[] {
  const findings: RuleFinding[] = [];
  if (isCapped(source)) {
    const before = had.filter((one) => isCapped(one.source)).reduce((sum, one) => sum + one.amount, 0n);
    for (const fault of [faultOfCap('per_time', perTime, amount), faultOfCap('per_year', perYear, before + amount)])
      if (fault !== null) findings.push(fault);
  }
  for (const one of had) {
    if (one.purpose !== purpose) continue;
    const isSame = one.source === source;
    const verdict = isSame ? double.sameSource : double.otherSource;
    if (verdict === '允许') continue;
    findings.push({
      rule: isSame ? 'same_source' : 'other_source',
      params: { source: one.source, purpose, on: one.on, amount: formatFen(one.amount) },
      isRefused: verdict === '不允许',
    });
  }
  return findings;
}

const steps = {
  decide: ['prepared'],
  pay: ['approved'],
  withdraw: ['prepared', 'approved'],
  undo: ['paid'],
} as const satisfies Readonly<Record<string, readonly PaymentState[]>>;
export type Step = keyof typeof steps;

export const maySucceed = (step: Step, state: PaymentState): boolean =>
  (steps[step] as readonly PaymentState[]).includes(state);
