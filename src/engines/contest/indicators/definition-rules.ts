import { decimal } from '../ranking/decimals';
import { circleFrom, FormulaFault, keysOf, readFormula, type Formula } from './formula';
import type { IndicatorContent } from './store';

/** Why an indicator can't be defined so: the key of the refusal, and what it names. */
export interface DefinitionFault {
  readonly code:
    | 'contest.indicator_days_reversed'
    | 'contest.indicator_bounds'
    | 'contest.indicator_rhythm'
    | 'contest.formula_faulty'
    | 'contest.formula_unknown_key'
    | 'contest.formula_circle';
  readonly params: Readonly<Record<string, string>>;
}

type Defined = IndicatorContent & { readonly key: string };

function hasBrokenBounds({ better, bandFrom, bandTo, least, most }: Defined): boolean {
  const isUpsideDown = (from: string | null, to: string | null): boolean =>
    from !== null && to !== null && decimal(from).gt(decimal(to));
  const needsBand = better === 'band';
  if (needsBand !== (bandFrom !== null) || needsBand !== (bandTo !== null)) return true;
  return isUpsideDown(bandFrom, bandTo) || isUpsideDown(least, most);
}

/**
 * What is wrong with a definition beside its shape. `others` are the definitions of the same unit, which formulas and weights may
 * name. A weighted mean needs a weight, and figures that come once a month or more seldom: within a month nothing is weighted.
 */
export function faultOfDefinition(
  own: Defined,
  others: readonly Pick<Defined, 'key' | 'formula'>[],
): DefinitionFault | null {
  if (own.toDay !== null && own.toDay < own.fromDay) return { code: 'contest.indicator_days_reversed', params: {} };
  if (hasBrokenBounds(own)) return { code: 'contest.indicator_bounds', params: {} };
  const isWeighted = own.aggregate === 'weighted';
  if (isWeighted !== (own.weightKey !== null) || (isWeighted && own.rhythm === 'day'))
    return { code: 'contest.indicator_rhythm', params: {} };
  const known = new Set([...others.map(({ key }) => key), own.key]);
  const weight = own.weightKey;
  if (weight !== null && (!known.has(weight) || weight === own.key))
    return { code: 'contest.formula_unknown_key', params: { key: weight } };
  return own.formula === '' ? null : faultOfFormula(own, others, known);
}

function faultOfFormula(
  own: Pick<Defined, 'key' | 'formula'>,
  others: readonly Pick<Defined, 'key' | 'formula'>[],
  known: ReadonlySet<string>,
): DefinitionFault | null {
  let formula: Formula;
  try {
    formula = readFormula(own.formula);
  } catch (error) {
    if (!(error instanceof FormulaFault)) throw error;
    return { code: 'contest.formula_faulty', params: { piece: error.piece } };
  }
  const unknown = keysOf(formula).find((key) => !known.has(key));
  if (unknown !== undefined) return { code: 'contest.formula_unknown_key', params: { key: unknown } };
  const formulas = new Map(
    others.filter((one) => one.formula !== '' && one.key !== own.key).map((one) => [one.key, readFormula(one.formula)]),
  );
  const way = circleFrom(own.key, formulas.set(own.key, formula));
  return way === null ? null : { code: 'contest.formula_circle', params: { way: way.join(' → ') } };
}

/** What readings were judged and put together by; it stays once there are any. */
export function changesMeaning(before: IndicatorContent, after: IndicatorContent): boolean {
  const meaning = ({ better, rhythm, aggregate, weightKey, formula, bandFrom, bandTo }: IndicatorContent): string => {
    const band = [bandFrom, bandTo].map((text) => (text === null ? null : decimal(text).toFixed()));
    return JSON.stringify([better, rhythm, aggregate, weightKey, formula, band]);
  };
  return meaning(before) !== meaning(after);
}
