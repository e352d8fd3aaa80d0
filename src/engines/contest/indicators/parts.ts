import { keysOf, readFormula } from './formula';
import type { IndicatorRecord } from './store';

/** The indicators given with all that they are computed from, down to those that are read. */
export function withParts(wanted: readonly IndicatorRecord[], all: readonly IndicatorRecord[]): IndicatorRecord[] {
  const found = new Map<string, IndicatorRecord>();
  const gather = (indicator: IndicatorRecord): void => {
    if (found.has(indicator.id)) return;
    found.set(indicator.id, indicator);
    for (const key of indicator.formula === '' ? [] : keysOf(readFormula(indicator.formula)))
      all.filter((one) => one.unitId === indicator.unitId && one.key === key).forEach(gather);
  };
  wanted.forEach(gather);
  return [...found.values()];
}
