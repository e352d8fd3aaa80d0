import { z } from 'zod';
import { day } from './day';
import { endpoint } from './endpoint';

/** Who set the rule, from the widest downwards; `product` is what the program came with. */
export const parameterLevels = ['national', 'province', 'city', 'local', 'enterprise', 'product'] as const;
export type ParameterLevel = (typeof parameterLevels)[number];

/** What a person may name as the origin of a new version. */
export const settableLevels = ['enterprise', 'local', 'city', 'province', 'national'] as const;

/** A `ratio` of 0.1 is shown and filled in as 10 %; fen as yuan. */
// prettier-ignore
export const parameterUnits = [
  'ratio', 'fen', 'days', 'working_days', 'months', 'years', 'hours', 'times', 'fold', 'people', 'kilograms', 'grams', 'marks', 'digits', 'points',
] as const;
export type ParameterUnit = (typeof parameterUnits)[number];

/**
 * What both sides know of a parameter: its key `module.name`, its unit and the schema of its value, from which the form
 * is built. Its words stand in the module's texts under `parameters.<name>`: `name`, `explanation`, `source` of the
 * product's own value and, for values with parts, `fields.<part>` and where one is needed `hints.<part>`. A whole number
 * whose 0 means something else (the month's end) says so by `.meta({ zeroWord: 'monthEnd' })`, a part of those words.
 */
export interface ParameterShape<Value = unknown> {
  readonly key: `${string}.${string}`;
  readonly unit: ParameterUnit | null;
  readonly schema: z.ZodType<Value>;
  /** A module of many parameters has them in groups; their names stand under `parameters.groups`. */
  readonly group?: string;
}

/** Keeps the type of the value; it adds nothing at run time. */
export function parameterShape<Value>(shape: ParameterShape<Value>): ParameterShape<Value> {
  return shape;
}

/** A day of every year, `04-11`; the 29th of February means the month's last day. */
export const monthDay = z
  .string()
  .regex(/^(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/)
  .meta({ id: 'MonthDay', description: 'A day of every year, month and day.' });

/** No version may begin later than so many years from today: such a day is a slip of the pen. */
export const FARTHEST_YEARS = 10;

export const parameterVersion = z.object({
  id: z.uuid(),
  value: z.unknown(),
  validFrom: day,
  /** The last day of its force; null while no later version ends it. */
  until: day.nullable(),
  /** A version from the same first day was recorded after it, so that it is in force on no day any more. */
  isReplaced: z.boolean(),
  level: z.enum(parameterLevels),
  source: z.string(),
  confidence: z.string(),
  /** The day on which somebody compared it with its document. */
  verifiedOn: day.nullable(),
  note: z.string(),
  /** When and by whom it was recorded; null for what came with the program. */
  at: z.iso.datetime().nullable(),
  recordedBy: z.string().nullable(),
  /** Recorded after its first day. */
  isDatedBack: z.boolean(),
  /** How many records were computed by it, in words; null where the module doesn't tell. */
  uses: z.string().nullable(),
});
export type ParameterVersionView = z.infer<typeof parameterVersion>;

const parameterHead = {
  key: z.string(),
  module: z.string(),
  /** The module's name for its parameters, for headings. */
  group: z.string(),
  name: z.string(),
  explanation: z.string(),
  unit: z.enum(parameterUnits).nullable(),
  /** Labels of the value's parts, and what is to be known of some, by their names. */
  fields: z.record(z.string(), z.string()),
  hints: z.record(z.string(), z.string()),
  /** In force on the day that was asked for. */
  current: parameterVersion,
  /** The next one to come after that day. */
  coming: parameterVersion.nullable(),
};

export const parameterRow = z.object(parameterHead);
export type ParameterRow = z.infer<typeof parameterRow>;

export const parameterDetail = z.object({
  ...parameterHead,
  /** Every version, the latest first day first. */
  versions: z.array(parameterVersion),
  /** The version that was recorded last: whoever sets a new one says that this is what was seen. */
  latestId: z.uuid(),
  firstDay: day,
  abilities: z.object({ set: z.boolean() }),
});
export type ParameterDetail = z.infer<typeof parameterDetail>;

const parameterKey = z.object({ key: z.string().regex(/^[a-z]\w*\.[a-z]\w*$/) });

export const listParameters = endpoint({
  name: 'parameter.listParameters',
  method: 'GET',
  path: '/api/parameters',
  permission: 'kernel.parameter.read',
  summary: 'Lists the rules and figures that the modules reckon by, as they stand on a day, with the next to come.',
  query: z.object({ on: day.optional() }),
  response: z.object({ on: day, rows: z.array(parameterRow) }),
});

export const getParameter = endpoint({
  name: 'parameter.getParameter',
  method: 'GET',
  path: '/api/parameters/:key',
  permission: 'kernel.parameter.read',
  summary: 'One parameter with its words and every version: value, days in force, source, who recorded it and when.',
  params: parameterKey,
  response: parameterDetail,
});

export const setParameterBody = z.object({
  value: z.unknown(),
  validFrom: day,
  level: z.enum(settableLevels),
  /** The law and article, or the decision of the own body. */
  source: z.string().trim().min(2).max(300),
  /** The day on which the figure was compared with its document, if it was. */
  verifiedOn: day.nullable().default(null),
  /** Asked for when the first day lies before today. */
  note: z.string().trim().max(500).default(''),
  /** The version recorded last when the form was opened. */
  knownVersionId: z.uuid(),
});

export const setParameterVersion = endpoint({
  name: 'parameter.setVersion',
  method: 'POST',
  path: '/api/parameters/:key/versions',
  permission: 'kernel.parameter.set',
  summary: 'Records a new version from a day on; earlier versions stay as they were.',
  params: parameterKey,
  body: setParameterBody,
  response: z.object({ id: z.uuid() }),
  errors: [
    'parameter.changed_meanwhile',
    'parameter.reason_missing',
    'parameter.day_outside',
    'parameter.verified_ahead',
    'parameter.same_already',
  ],
});

export const parameterEndpoints = [listParameters, getParameter, setParameterVersion] as const;
