import { z } from 'zod';
import { words } from '#kernel/contract';
import { fileHead, fileId, type FileFault } from '../ranking/contest-file';
import { decimal, decimalText, sum } from '../ranking/decimals';

/** How an item earns its score, of a hundred, from what was reached and what was planned. */
export const methods = [
  /** 100 × actual ÷ plan. */
  'ratio_higher',
  /** 100 × plan ÷ actual. */
  'ratio_lower',
  /** 100 × (2 − actual ÷ plan), never below nothing. */
  'margin_lower',
  /** The points of a list of checks. */
  'checklist',
] as const;

/** What an entrant gets for an item without a figure: it is always said, and never guessed. */
export const whenMissing = ['out', 'nothing'] as const;

const positive = decimalText.refine((text) => Number(text) > 0);
const notNegative = decimalText.refine((text) => Number(text) >= 0);
const MOST_ITEMS = 20;

export const indicatorItem = z.object({
  /** Key of the indicator, or of the list of checks. */
  key: fileId,
  name: words(60, 1),
  weight: positive,
  method: z.enum(methods),
  /** The most that the item can score. */
  cap: positive.default('120'),
  checks: z
    .array(z.object({ key: fileId, name: words(80, 1), points: positive }))
    .max(50)
    .default([]),
});

export const indicatorRules = z.object({
  items: z.array(indicatorItem).min(1).max(MOST_ITEMS),
  vetoes: z
    .array(
      z.object({
        key: fileId,
        name: words(60, 1),
        /** Key of the indicator of which any figure above nothing throws out; without it, only what is recorded as a veto does. */
        indicator: fileId.nullable().default(null),
      }),
    )
    .max(20)
    .default([]),
  missing: z.enum(whenMissing).default('out'),
  decimals: z.int().min(0).max(4).default(2),
  /** The items by which equal totals are parted, in their order; without them equal is a joint place. */
  tieBreaks: z.array(fileId).max(MOST_ITEMS).default([]),
});
export type IndicatorRules = z.infer<typeof indicatorRules>;
export type IndicatorItem = z.infer<typeof indicatorItem>;

export const indicatorFigure = z.object({
  entrant: fileId,
  item: fileId,
  /** Null: nothing was read, or what was read is not verified. */
  actual: decimalText.nullable(),
  plan: decimalText.nullable(),
  isUnverified: z.boolean().default(false),
});

export const indicatorFile = fileHead.extend({
  kind: z.literal('indicator'),
  rules: indicatorRules,
  results: z.object({
    figures: z.array(indicatorFigure).max(100_000).default([]),
    checks: z
      .array(z.object({ entrant: fileId, item: fileId, check: fileId, points: notNegative }))
      .max(100_000)
      .default([]),
    vetoes: z
      .array(z.object({ entrant: fileId, veto: fileId, reason: words(400, 1) }))
      .max(10_000)
      .default([]),
  }),
});
export type IndicatorFile = z.infer<typeof indicatorFile>;

const fault = (at: string, key: string, params: Record<string, string> = {}): FileFault => ({
  at,
  key: `indicators.faults.${key}`,
  params,
});

const twice = (keys: readonly string[]): string[] => keys.filter((key, i) => keys.indexOf(key) !== i);

/** What the schema of the rules can't see: weights that don't make a hundred, names that stand twice or for nothing. */
export function faultsOfIndicatorRules({ items, vetoes, tieBreaks }: IndicatorRules): FileFault[] {
  const total = sum(items.map(({ weight }) => decimal(weight)));
  const keys = items.map(({ key }) => key);
  return [
    ...(total.eq(100) ? [] : [fault('rules.items', 'weights_sum', { sum: total.toFixed() })]),
    ...twice(keys).map((key) => fault('rules.items', 'item_twice', { key })),
    ...twice(vetoes.map(({ key }) => key)).map((key) => fault('rules.vetoes', 'veto_twice', { key })),
    ...twice(tieBreaks).map((key) => fault('rules.tieBreaks', 'item_twice', { key })),
    ...tieBreaks.filter((key) => !keys.includes(key)).map((key) => fault('rules.tieBreaks', 'item_unknown', { key })),
    ...items.flatMap((item, i) => {
      const at = `rules.items.${i}.checks`;
      if (item.method !== 'checklist')
        return item.checks.length === 0 ? [] : [fault(at, 'checks_unwanted', { item: item.name })];
      if (item.checks.length === 0) return [fault(at, 'checks_missing', { item: item.name })];
      return twice(item.checks.map(({ key }) => key)).map((key) => fault(at, 'check_twice', { key }));
    }),
  ];
}

/** What is wrong with a file beside its rules: results of nobody, of nothing, given twice, or beyond their bounds. */
export function faultsOfIndicators(file: IndicatorFile): FileFault[] {
  const entrants = file.entrants.map(({ id }) => id);
  const groups = new Set(file.groups.map(({ id }) => id));
  return [
    ...faultsOfIndicatorRules(file.rules),
    ...twice(file.groups.map(({ id }) => id)).map((key) => fault('groups', 'group_twice', { key })),
    ...twice(entrants).map((key) => fault('entrants', 'entrant_twice', { key })),
    ...file.entrants.flatMap(({ group }, i) =>
      group === undefined || groups.has(group) ? [] : [fault(`entrants.${i}.group`, 'group_unknown', { key: group })],
    ),
    ...faultsOfResults(file, new Set(entrants)),
  ];
}

function faultsOfResults({ rules, results }: IndicatorFile, entrants: ReadonlySet<string>): FileFault[] {
  const items = new Map(rules.items.map((item) => [item.key, item]));
  const vetoes = new Set(rules.vetoes.map(({ key }) => key));
  const seen = new Set<string>();
  const second = (...parts: string[]): boolean => {
    const key = JSON.stringify(parts);
    return seen.has(key) || !seen.add(key).has(key);
  };
  const ofNobody = (at: string, entrant: string): FileFault[] =>
    entrants.has(entrant) ? [] : [fault(at, 'entrant_unknown', { key: entrant })];
  return [
    ...results.figures.flatMap(({ entrant, item: key }, i) => {
      const at = `results.figures.${i}`;
      const item = items.get(key);
      return [
        ...ofNobody(at, entrant),
        ...(item === undefined || item.method === 'checklist' ? [fault(at, 'item_unknown', { key })] : []),
        ...(second('figure', entrant, key) ? [fault(at, 'result_twice', { entrant, item: key })] : []),
      ];
    }),
    ...results.checks.flatMap(({ entrant, item: key, check, points }, i) => {
      const at = `results.checks.${i}`;
      const found = items.get(key)?.checks.find((one) => one.key === check);
      const isTooMuch = found !== undefined && decimal(points).gt(decimal(found.points));
      return [
        ...ofNobody(at, entrant),
        ...(found === undefined ? [fault(at, 'check_unknown', { key: check })] : []),
        ...(isTooMuch ? [fault(at, 'check_points', { check: found.name, most: found.points })] : []),
        ...(second('check', entrant, key, check) ? [fault(at, 'result_twice', { entrant, item: check })] : []),
      ];
    }),
    ...results.vetoes.flatMap(({ entrant, veto }, i) => [
      ...ofNobody(`results.vetoes.${i}`, entrant),
      ...(vetoes.has(veto) ? [] : [fault(`results.vetoes.${i}`, 'veto_unknown', { key: veto })]),
    ]),
  ];
}
