import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, tag, type PermissionName } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { abilities, byId, contestDay, done, unitName, version, words } from '../terms';
import { indicatorKey } from './indicator-key';
import { period } from './period-shape';
import { periodKinds } from './periods';
import { aggregates, directions } from './rules';

export { period } from './period-shape';
export * from './contract-contest';
export * from './contract-readings';
export * from './contract-standings';
export { periodKinds, periodOf, type Period, type PeriodKind } from './periods';
export { aggregates, directions, type Aggregate, type Direction } from './rules';

export const indicatorPermissions = [
  'contest.indicator.read',
  'contest.indicator.define',
  'contest.reading.enter',
  'contest.reading.verify',
  'contest.record.confirm',
] as const satisfies readonly PermissionName[];

export const indicatorErrors = defineErrors({
  'contest.indicator_key_taken': 409,
  'contest.indicator_days_reversed': 422,
  'contest.indicator_bounds': 422,
  'contest.indicator_rhythm': 422,
  'contest.indicator_in_use': 409,
  'contest.formula_faulty': 422,
  'contest.formula_unknown_key': 422,
  'contest.formula_circle': 422,
  'contest.benchmark_source_missing': 422,
  'contest.benchmark_place_missing': 422,
  'contest.benchmark_ahead': 422,
  'contest.benchmark_withdrawn': 409,
  'contest.plan_period': 422,
  'contest.key_indicator_reason_missing': 422,
  'contest.reading_computed': 422,
  'contest.reading_future': 422,
  'contest.reading_outside': 422,
  'contest.reading_decimals': 422,
  'contest.reading_below': 422,
  'contest.reading_above': 422,
  'contest.reading_total_negative': 422,
  'contest.reading_reason_missing': 422,
  'contest.reading_source_missing': 422,
  'contest.reading_same': 422,
  'contest.reading_kind': 422,
  'contest.reading_unit_closed': 409,
  'contest.reading_twice': 422,
  'contest.reading_superseded': 409,
  'contest.reading_signed': 409,
  'contest.check_unknown': 422,
  'contest.check_points': 422,
  'contest.veto_unknown': 422,
  'contest.veto_day': 422,
  'contest.veto_lifted': 409,
  'contest.sheet_unit_unknown': 422,
  'contest.sheet_no_number': 422,
  'contest.sheet_unreadable': 422,
  'contest.sheet_too_long': 413,
});

const path = '/api/contest/indicators';
const read = 'contest.indicator.read';
const define = 'contest.indicator.define';

const nothing = null;
const bound = decimalText.nullable().default(nothing);

const definition = {
  name: words(60, 1),
  /** Unit of measure: `吨`, `%`, `元/吨`. */
  measuredIn: words(20),
  better: z.enum(directions),
  bandFrom: bound,
  bandTo: bound,
  least: bound,
  most: bound,
  decimals: z.int().min(0).max(6).default(2),
  rhythm: z.enum(periodKinds).default('month'),
  aggregate: z.enum(aggregates).default('sum'),
  weightKey: z.string().regex(indicatorKey).nullable().default(null),
  formula: words(300).default(''),
  source: words(300).default(''),
  tags: z.array(tag).max(50).default([]),
  fromDay: contestDay,
  toDay: contestDay.nullable().default(null),
};

export const indicatorRow = z.object({
  ...definition,
  id: z.uuid(),
  key: z.string(),
  unit: unitName,
  version,
  abilities,
});
export type IndicatorRow = z.infer<typeof indicatorRow>;

const asked = z.object({ unitId: z.uuid().optional(), day: contestDay.optional(), tag: tag.optional() });

export const listIndicators = endpoint({
  name: 'contest.listIndicators',
  method: 'GET',
  path,
  permission: read,
  summary: 'The indicators that hold for a unit, or for all units of the reader, by their keys.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(indicatorRow).extend({ abilities }),
});

export const exportIndicators = endpoint({
  name: 'contest.exportIndicators',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const benchmarkLevels = ['group', 'industry'] as const;

export const benchmarkRow = z.object({
  id: z.uuid(),
  level: z.enum(benchmarkLevels),
  period: z.string(),
  value: decimalText,
  place: z.string(),
  citation: z.string(),
  recordedByName: z.string(),
  recordedAt: z.iso.datetime(),
  withdrawn: z.object({ reason: z.string(), byName: z.string(), at: z.iso.datetime() }).nullable(),
});

export const showIndicator = endpoint({
  name: 'contest.showIndicator',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'An indicator with what others have reached and what it is computed from or into.',
  params: byId,
  response: indicatorRow.extend({
    benchmarks: z.array(benchmarkRow),
    parts: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string() })),
    usedBy: z.array(z.object({ id: z.uuid(), key: z.string(), name: z.string() })),
  }),
});

const definitionErrors = [
  'contest.indicator_days_reversed',
  'contest.indicator_bounds',
  'contest.indicator_rhythm',
  'contest.formula_faulty',
  'contest.formula_unknown_key',
  'contest.formula_circle',
];

export const newIndicator = z.object({ ...definition, key: z.string().regex(indicatorKey), unitId: z.uuid() });
export type NewIndicator = z.input<typeof newIndicator>;

export const createIndicator = endpoint({
  name: 'contest.createIndicator',
  method: 'POST',
  path,
  permission: define,
  summary: 'Defines an indicator for a unit and all below it.',
  body: newIndicator,
  response: z.object({ id: z.uuid() }),
  errors: ['contest.indicator_key_taken', ...definitionErrors],
});

export const changeIndicator = endpoint({
  name: 'contest.changeIndicator',
  method: 'PUT',
  path: `${path}/:id`,
  permission: define,
  summary: 'Changes an indicator; once it has readings, what they were judged and put together by stays.',
  params: byId,
  body: z.object({ ...definition, version }),
  response: done,
  errors: ['kernel.changed_meanwhile', 'contest.indicator_in_use', ...definitionErrors],
});

export const listIndicatorModels = endpoint({
  name: 'contest.listIndicatorModels',
  method: 'GET',
  path: '/api/contest/indicator-models',
  permission: define,
  summary: 'Definitions of a salt works that a unit may take over and change as it likes.',
  query: z.object({ unitId: z.uuid() }),
  response: z.object({
    rows: z.array(
      z.object({
        key: z.string(),
        name: z.string(),
        measuredIn: z.string(),
        better: z.enum(directions),
        source: z.string(),
        formula: z.string(),
        isThere: z.boolean(),
      }),
    ),
  }),
});

export const adoptIndicators = endpoint({
  name: 'contest.adoptIndicators',
  method: 'POST',
  path: '/api/contest/indicator-models/adoptions',
  permission: define,
  summary: 'Takes definitions over, with those that they are computed from; what the unit has already stays as it is.',
  body: z.object({
    unitId: z.uuid(),
    keys: z.array(z.string().regex(indicatorKey)).min(1).max(100),
    fromDay: contestDay,
  }),
  response: z.object({ added: z.int() }),
});

export const addBenchmark = endpoint({
  name: 'contest.addBenchmark',
  method: 'POST',
  path: `${path}/:id/benchmarks`,
  permission: define,
  summary: 'Records what the group or the industry has reached, with the place and where that is written.',
  params: byId,
  body: z.object({
    level: z.enum(benchmarkLevels),
    period,
    value: decimalText,
    place: words(120),
    citation: words(400),
  }),
  response: z.object({ id: z.uuid() }),
  errors: [
    'contest.benchmark_source_missing',
    'contest.benchmark_place_missing',
    'contest.benchmark_ahead',
    'contest.reading_below',
    'contest.reading_above',
    'contest.reading_decimals',
  ],
});

export const withdrawBenchmark = endpoint({
  name: 'contest.withdrawBenchmark',
  method: 'POST',
  path: '/api/contest/benchmarks/:id/withdraw',
  permission: define,
  summary: 'Takes a benchmark back that turned out wrong; it stays readable with the reason.',
  params: byId,
  body: z.object({ reason: words(300, 2) }),
  response: done,
  errors: ['contest.benchmark_withdrawn'],
});

export const planRow = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  value: decimalText.nullable(),
  version: z.int(),
});

export const listPlanValues = endpoint({
  name: 'contest.listPlanValues',
  method: 'GET',
  path: `${path}/:id/plans`,
  permission: read,
  summary: 'What each unit of the reader plans to reach in a period.',
  params: byId,
  query: z.object({ period }),
  response: z.object({ rows: z.array(planRow), abilities }),
});

export const setPlanValues = endpoint({
  name: 'contest.setPlanValues',
  method: 'PUT',
  path: `${path}/:id/plans`,
  permission: define,
  summary: 'Sets what units plan to reach in a period; null takes a plan away.',
  params: byId,
  body: z.object({
    period,
    rows: z
      .array(z.object({ unitId: z.uuid(), value: decimalText.nullable(), version: z.int().min(0) }))
      .min(1)
      .max(500),
  }),
  response: done,
  errors: [
    'kernel.changed_meanwhile',
    'contest.plan_period',
    'contest.reading_below',
    'contest.reading_above',
    'contest.reading_decimals',
  ],
});

export const keyIndicatorRow = z.object({
  unit: unitName,
  indicator: z.object({ id: z.uuid(), name: z.string() }),
  reason: z.string(),
  submittedAt: z.iso.datetime(),
  submittedByName: z.string(),
});

export const listKeyIndicators = endpoint({
  name: 'contest.listKeyIndicators',
  method: 'GET',
  path: '/api/contest/key-indicators',
  permission: read,
  summary:
    'The indicators that the units right below a unit call decisive for a year, and the units that have named none.',
  query: z.object({ unitId: z.uuid(), year: z.coerce.number().int().min(1950).max(2199) }),
  response: z.object({
    rows: z.array(keyIndicatorRow),
    missing: z.array(unitName),
    /** Units for which the reader may submit. */
    own: z.array(unitName),
  }),
});

export const submitKeyIndicators = endpoint({
  name: 'contest.submitKeyIndicators',
  method: 'PUT',
  path: '/api/contest/key-indicators',
  permission: 'contest.reading.enter',
  summary:
    'Names the indicators that decide about a unit’s year, each with the reason; they take the place of those named before.',
  body: z.object({
    unitId: z.uuid(),
    year: z.int().min(1950).max(2199),
    rows: z
      .array(z.object({ indicatorId: z.uuid(), reason: words(600) }))
      .min(1)
      .max(10),
  }),
  response: done,
  errors: ['contest.key_indicator_reason_missing', 'contest.reading_twice', 'contest.reading_unit_closed'],
});
