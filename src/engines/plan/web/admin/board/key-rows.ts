import { type FacedRow, isLate } from '../../states';

/** Kinds that say most of a chapter first; what comes round anyway and what can't be measured last. */
const weights: Record<FacedRow['kind'], number> = {
  count_range: 9,
  money_floor: 9,
  money_about: 9,
  money_cap: 9,
  coverage: 9,
  participation: 9,
  rate: 8,
  count: 8,
  selection: 7,
  award_round: 7,
  event: 6,
  drive: 6,
  tour: 5,
  event_group: 5,
  problem: 4,
  recurring_duty: 3,
  upkeep: 2,
  aim: 1,
};

function weightOf(row: FacedRow): number {
  if (isLate(row)) return 100;
  return weights[row.kind] + (row.face === 'at_risk' ? 20 : 0) + (row.face === 'kept' ? 1 : 0) + (row.figure ? 1 : 0);
}

/** Two rows a chapter, three for a long one; every late one is always among them. The order of the plan is kept. */
export function keyRows(rows: readonly FacedRow[]): FacedRow[] {
  const wanted = Math.max(rows.length >= 8 ? 3 : 2, rows.filter(isLate).length);
  const best = new Set([...rows].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, wanted));
  return rows.filter((row) => best.has(row));
}
