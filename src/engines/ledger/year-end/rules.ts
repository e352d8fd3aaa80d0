import { createHash } from 'node:crypto';
import type { Day } from '#kernel/contract';
import type { Element } from '../charts/chart';
import { MOST_LINES, sideOf, type DraftLine } from '../entries/rules';

/** An account of income or spending, or one of its parties, with what stands on it at the year's end: debit less credit. */
export interface Carried {
  readonly code: string;
  readonly element: Element;
  readonly net: bigint;
  readonly partyId: string | null;
  /** The net asset that takes it. */
  readonly to: string;
}

export type YearFault =
  | { code: 'ledger.year_not_over'; params: { year: number } }
  | { code: 'ledger.day_before_book'; params: { day: Day } }
  | { code: 'ledger.year_month_open'; params: { month: string } }
  | { code: 'ledger.sealing_waits'; params: { count: number } }
  | { code: 'ledger.year_before_open'; params: { year: number } }
  | { code: 'ledger.year_later_closed'; params: { year: number } };

export interface YearState {
  readonly year: number;
  readonly today: Day;
  readonly openedOn: Day;
  readonly closedMonths: ReadonlySet<Day>;
  readonly waiting: number;
  /** Whether something of income or spending stands from the years before. */
  readonly hasUncarried: boolean;
  /** Years that are closed, whichever. */
  readonly closedYears: readonly number[];
}

const monthsOfYear = (year: number): Day[] =>
  Array.from({ length: 12 }, (_none, at) => `${year}-${String(at + 1).padStart(2, '0')}-01`);

/** Why a year can't be carried now, or null. */
export function faultOfYear(state: YearState): YearFault | null {
  const { year, today, openedOn, closedMonths, waiting, hasUncarried, closedYears } = state;
  if (today <= `${year}-12-31`) return { code: 'ledger.year_not_over', params: { year } };
  if (`${year}-12-31` < openedOn) return { code: 'ledger.day_before_book', params: { day: openedOn } };
  const later = closedYears.filter((closed) => closed > year).toSorted((a, b) => a - b)[0];
  if (later !== undefined) return { code: 'ledger.year_later_closed', params: { year: later } };
  if (hasUncarried) return { code: 'ledger.year_before_open', params: { year: year - 1 } };
  const first = `${openedOn.slice(0, 7)}-01`;
  const open = monthsOfYear(year).find((month) => month >= first && !closedMonths.has(month));
  if (open !== undefined) return { code: 'ledger.year_month_open', params: { month: open.slice(0, 7) } };
  return waiting > 0 ? { code: 'ledger.sealing_waits', params: { count: waiting } } : null;
}

/**
 * The lines that empty accounts and put what stood on them on their net assets: entries of at most 200 lines, each of which
 * balances. Nothing on any account: no entry.
 */
export function carryingEntries(carried: readonly Carried[]): DraftLine[][] {
  const entries: DraftLine[][] = [];
  let own: DraftLine[] = [];
  let sums = new Map<string, bigint>();
  const flush = (): void => {
    const targets = [...sums].filter(([, net]) => net !== 0n).map(([to, net]) => lineOf(to, net, null));
    if (own.length > 0) entries.push([...own, ...targets]);
    [own, sums] = [[], new Map()];
  };
  for (const { code, net, partyId, to } of carried) {
    if (net === 0n) continue;
    const targets = sums.size + (sums.has(to) ? 0 : 1);
    if (own.length + 1 + targets > MOST_LINES) flush();
    own.push(lineOf(code, -net, partyId));
    sums.set(to, (sums.get(to) ?? 0n) + net);
  }
  flush();
  return entries;
}

/** A line of which the net is debit less credit. */
function lineOf(account: string, net: bigint, partyId: string | null): DraftLine {
  return { account, ...sideOf(net), ...(partyId === null ? {} : { partyId }) };
}

/** Tells whether what is carried is still what was proposed. */
export function fingerprintOf(carried: readonly Carried[]): string {
  const rows = carried
    .filter(({ net }) => net !== 0n)
    .map(({ code, net, partyId, to }) => [code, partyId, `${net}`, to]);
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
}
