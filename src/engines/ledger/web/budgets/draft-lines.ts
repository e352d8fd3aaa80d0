import { parseMoney } from '#ui';
import { asFen } from '../pieces';
import type { EndpointRequest, EndpointResponse } from '#kernel/contract';
import { formatFen } from '#kernel/contract';
import type { BreachAct, LineTarget, TargetKind } from '../../budgets/contract';
import type { getBudgetDraft, saveBudgetDraft } from '../../budgets/contract';

/** A line as it is typed. */
export interface TypedLine {
  key: number;
  id: string | null;
  name: string;
  kind: TargetKind;
  /** The ceiling, the floor, or what it is about. */
  amount: string;
  /** The upper end of a range. */
  upper: string;
  tolerance: string;
  onBreach: BreachAct;
  accounts: readonly string[];
  commitmentIds: readonly string[];
}

const plain = (amount: bigint): string => formatFen(asFen(amount));

/** What is typed for a target. */
export function typedTarget(
  target: LineTarget,
  tolerance: number,
): Pick<TypedLine, 'kind' | 'amount' | 'upper' | 'tolerance'> {
  const rest = { upper: '', tolerance: String(tolerance) };
  switch (target.kind) {
    case 'ceiling':
      return { kind: 'ceiling', ...rest, amount: plain(target.ceiling) };
    case 'floor':
      return { kind: 'floor', ...rest, amount: plain(target.floor) };
    case 'range':
      return { kind: 'range', ...rest, amount: plain(target.floor), upper: plain(target.ceiling) };
    case 'band':
      return { kind: 'band', ...rest, amount: plain(target.about), tolerance: String(target.tolerance) };
  }
}

type Draft = EndpointResponse<typeof getBudgetDraft>;
type Body = EndpointRequest<typeof saveBudgetDraft>['body'];

export const typedLines = (draft: Draft): TypedLine[] =>
  draft.lines.map((line, i) => ({
    ...{ key: i + 1, id: line.id, name: line.name, onBreach: line.onBreach },
    ...typedTarget(line.target, draft.tolerance),
    accounts: line.accounts.map((account) => account.code),
    commitmentIds: line.commitments.map((commitment) => commitment.id),
  }));

export const blankLine = (key: number, tolerance: number): TypedLine => ({
  ...{ key, id: null, name: '', kind: 'ceiling', amount: '', upper: '', tolerance: String(tolerance) },
  ...{ onBreach: 'stop', accounts: [], commitmentIds: [] },
});

/** The target that was typed, or null where an amount is missing or none. */
export function targetOf({ kind, amount, upper, tolerance }: TypedLine): LineTarget | null {
  const first = parseMoney(amount);
  const second = parseMoney(upper);
  const percent = /^\d{1,2}$/.test(tolerance) && Number(tolerance) <= 50 ? Number(tolerance) : null;
  if (first === null || first < 0n || (first === 0n && kind !== 'ceiling')) return null;
  if (kind === 'ceiling') return { kind, ceiling: first };
  if (kind === 'floor') return { kind, floor: first };
  if (kind === 'range') return second === null || second < first ? null : { kind, floor: first, ceiling: second };
  return percent === null ? null : { kind, about: first, tolerance: percent };
}

export interface LineFaults {
  name?: string;
  amount?: string;
}

/** What is wrong with a line, said beside it. */
export function faultsOf(
  line: TypedLine,
  lines: readonly TypedLine[],
  say: { missing: string; twice: string; amount: string },
): LineFaults {
  const name = line.name.trim();
  const isTwice = lines.some((other) => other.key !== line.key && other.name.trim() === name);
  return {
    ...(name === '' ? { name: say.missing } : isTwice ? { name: say.twice } : {}),
    ...(targetOf(line) === null ? { amount: say.amount } : {}),
  };
}

/** What is sent; all lines are known to be right. */
export const bodyOf = (reason: string, lines: readonly TypedLine[], version: number | null): Body => ({
  ...{ reason: reason.trim(), version },
  lines: lines.map((line) => ({
    ...(line.id === null ? {} : { id: line.id }),
    ...{ name: line.name.trim(), target: targetOf(line)!, onBreach: line.onBreach },
    ...{ accounts: [...line.accounts], commitmentIds: [...line.commitmentIds] },
  })),
});

/** What all lines together may spend at most or are to spend. */
export const plannedOf = (lines: readonly TypedLine[]): bigint =>
  lines.reduce((sum, line) => {
    const target = targetOf(line);
    if (target === null) return sum;
    return sum + ('ceiling' in target ? target.ceiling : target.kind === 'band' ? target.about : target.floor);
  }, 0n);
