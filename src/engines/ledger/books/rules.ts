import { accountAbove, type Element } from '../charts/chart';
import type { AccountRecord } from './store';

export type ChartFault =
  'ledger.account_taken' | 'ledger.account_has_postings' | 'ledger.account_element' | 'ledger.account_carries';

interface Given {
  readonly code: string;
  readonly element?: Element | undefined;
  readonly carriesTo?: string | undefined;
}
type Known = Pick<AccountRecord, 'code' | 'element' | 'carriesTo' | 'isSummary'>;

/** How an account goes into a chart, or why it can't. */
export type PlaceInChart =
  | { fault: ChartFault }
  | { fault: null; element: Element; carriesTo: string | null; above: string | null; isSummary: boolean };

const isResult = (element: Element): boolean => element === 'income' || element === 'expense';

/**
 * An account lies below the longest code that its own begins with, and is of that account's element. One that had postings
 * can't begin to sum up others: `hasPostings` says which have.
 */
export function placeInChart(
  chart: readonly Known[],
  given: Given,
  hasPostings: (code: string) => boolean,
): PlaceInChart {
  if (chart.some(({ code }) => code === given.code)) return { fault: 'ledger.account_taken' };
  const codes = new Set([given.code, ...chart.map(({ code }) => code)]);
  const above = accountAbove(given.code, codes);
  const parent = chart.find(({ code }) => code === above);
  const below = chart.filter(({ code }) => accountAbove(code, codes) === given.code);
  const element = given.element ?? parent?.element;
  if (element === undefined || [parent, ...below].some((one) => one !== undefined && one.element !== element))
    return { fault: 'ledger.account_element' };
  if (parent !== undefined && hasPostings(parent.code)) return { fault: 'ledger.account_has_postings' };
  const carriesTo = isResult(element) ? (given.carriesTo ?? parent?.carriesTo ?? null) : null;
  const target = chart.find(({ code }) => code === carriesTo);
  const isCarriedWell = isResult(element)
    ? target?.element === 'net_asset' && !target.isSummary
    : given.carriesTo === undefined;
  if (!isCarriedWell) return { fault: 'ledger.account_carries' };
  return { fault: null, element, carriesTo, above, isSummary: below.length > 0 };
}

/** How deep each account lies, by its code. */
export function levelsOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const all = new Set(codes);
  const levels = new Map<string, number>();
  for (const code of [...codes].sort()) {
    const above = accountAbove(code, all);
    levels.set(code, above === null ? 0 : levels.get(above)! + 1);
  }
  return levels;
}

/** Adds to each account that sums up what stands on those below it. */
export function sumUp<Value>(
  accounts: readonly Pick<AccountRecord, 'id' | 'code'>[],
  own: ReadonlyMap<string, Value>,
  add: (a: Value, b: Value) => Value,
  nothing: Value,
): ReadonlyMap<string, Value> {
  const codes = new Set(accounts.map((account) => account.code));
  const byCode = new Map(accounts.map((account) => [account.code, own.get(account.id) ?? nothing]));
  for (const { code } of accounts.toSorted((a, b) => b.code.length - a.code.length)) {
    const above = accountAbove(code, codes);
    if (above !== null) byCode.set(above, add(byCode.get(above)!, byCode.get(code)!));
  }
  return new Map(accounts.map(({ id, code }) => [id, byCode.get(code)!]));
}
