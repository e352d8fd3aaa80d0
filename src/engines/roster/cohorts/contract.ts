import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, parameterShape } from '#kernel/contract';
import { employmentKinds, genders, personName } from '../person-contract';
import { code, idParams, line } from '../unit-contract';

export const cohortPermissions = ['roster.cohort.read', 'roster.cohort.write'] as const;

export const cohortErrors = defineErrors({
  'roster.cohort_built_in': 409,
  'roster.cohort_retired': 409,
  'roster.cohort_name_taken': 409,
  'roster.cohort_age_turned': 422,
  'roster.scheme_unknown': 422,
});

/** Whoever has not yet passed this age in full years is young: 28, 35 or 45, as the house has it. */
export const youthAgeShape = parameterShape({
  key: 'roster.youthAge',
  unit: null,
  schema: z.int().min(18).max(60),
});

const MOST_CODES = 40;
const isNot = z.boolean().default(false);
/** `line.scheme`, as the line that owns it has named it. */
const scheme = z.string().regex(/^[a-z_]{1,40}\.[a-z_]{1,40}$/);
const years = z.number().int().min(0).max(120);

/** One thing that is asked of a person on a day. With `isNot` it is asked the other way round. */
export const condition = z.discriminatedUnion('kind', [
  /** Holds one of the posts on the day, in whatever unit. */
  z.object({ kind: z.literal('post'), posts: z.array(code).min(1).max(MOST_CODES), isNot }),
  z.object({ kind: z.literal('gender'), gender: z.enum(genders), isNot }),
  /** Full years on the day, both ends included. */
  z.object({ kind: z.literal('age'), from: years.nullable(), to: years.nullable(), isNot }),
  /** Not older than `roster.youthAge` says on the day. */
  z.object({ kind: z.literal('youth'), isNot }),
  z.object({ kind: z.literal('employment'), kinds: z.array(z.enum(employmentKinds)).min(1), isNot }),
  /** Stands in one of the units, or below it as the tree was on the day. */
  z.object({ kind: z.literal('units'), unitIds: z.array(z.uuid()).min(1).max(200), isNot }),
  z.object({ kind: z.literal('unitKind'), kinds: z.array(code).min(1).max(MOST_CODES), isNot }),
  z.object({ kind: z.literal('frontLine'), isNot }),
  z.object({ kind: z.literal('remote'), isNot }),
  /** Employed for so many full years on the day. */
  z.object({ kind: z.literal('service'), years: z.number().int().min(1).max(60), isNot }),
  /** Is in one of the states of a scheme on the day: a member of the union, covered by a fund. */
  z.object({ kind: z.literal('enrolment'), scheme, states: z.array(code).min(1).max(MOST_CODES), isNot }),
  /** Is a migrant worker, as the person's record says today. */
  z.object({ kind: z.literal('migrant'), isNot }),
]);
export type Condition = z.infer<typeof condition>;

/** Somebody is in who meets everything of one of the groups; a group without conditions is met by all who work here. */
export const definition = z.object({
  anyOf: z
    .array(z.object({ allOf: z.array(condition).max(12) }))
    .min(1)
    .max(8),
});
export type Definition = z.infer<typeof definition>;

/** What the roster knows of a person that bears on a condition; parts that don't are left out. */
export const fact = z.object({
  posts: z.array(z.object({ post: z.string(), unitName: z.string(), from: day })).optional(),
  gender: z.enum(genders).optional(),
  bornOn: day.nullable().optional(),
  years: z.number().int().nullable().optional(),
  /** The age up to which one is young on that day. */
  limit: z.number().int().optional(),
  employmentKind: z.enum(employmentKinds).optional(),
  unitName: z.string().optional(),
  unitKind: z.string().optional(),
  /** The unit, this one or one above, that is marked as remote. */
  remoteName: z.string().nullable().optional(),
  employedFrom: day.optional(),
  /** The state of the scheme that is asked for; null for who is in none. */
  enrolment: z.object({ state: z.string(), from: day }).nullable().optional(),
  isMigrant: z.boolean().optional(),
});
export type Fact = z.infer<typeof fact>;

export const finding = z.object({ condition, isMet: z.boolean(), fact });
export type Finding = z.infer<typeof finding>;

export const cohortRow = z.object({
  id: z.uuid(),
  code: z.string(),
  name: z.string(),
  note: z.string(),
  isBuiltIn: z.boolean(),
  version: z.number().int(),
  retiredOn: day.nullable(),
  definition,
  abilities,
});
export type CohortRow = z.infer<typeof cohortRow>;

/** Names for the units that definitions mention, as far as the reader may see them. */
const unitNames = z.record(z.string(), z.string());

const asked = z.object({
  /** Today, if left out. */
  day: day.optional(),
  /** Only the unit and what lies below it, as it was on the day. */
  unitId: z.uuid().optional(),
  /** A number of an earlier version of the definition. */
  version: z.coerce.number().int().min(1).optional(),
});

export const memberRow = z.object({
  personId: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  gender: z.enum(genders),
  employmentKind: z.enum(employmentKinds),
  unitId: z.uuid(),
  /** As it was called on the day. */
  unitName: z.string(),
  /** Why the person is in: each condition of the group with what meets it. */
  reasons: z.array(finding),
});
export type MemberRow = z.infer<typeof memberRow>;

export const listCohorts = endpoint({
  name: 'roster.listCohorts',
  method: 'GET',
  path: '/api/roster/cohorts',
  permission: 'roster.cohort.read',
  summary:
    'Lists the cohorts with what they ask: those that came with the program, those of the house, and those that were given up.',
  response: z.object({ rows: z.array(cohortRow), unitNames, youthAge: z.number().int(), abilities }),
});

export const schemeRow = z.object({
  scheme: z.string(),
  name: z.string(),
  states: z.array(z.object({ state: z.string(), name: z.string() })),
});
export type SchemeRow = z.infer<typeof schemeRow>;

export const listSchemes = endpoint({
  name: 'roster.listSchemes',
  method: 'GET',
  path: '/api/roster/cohort-schemes',
  permission: 'roster.cohort.read',
  summary:
    'Lists the schemes and states that people of the roster are or were in, in the words of the lines that own them.',
  response: z.object({ rows: z.array(schemeRow) }),
});

export const showCohort = endpoint({
  name: 'roster.showCohort',
  method: 'GET',
  path: '/api/roster/cohorts/:id',
  permission: 'roster.cohort.read',
  summary:
    'Shows a cohort with every version of its definition, and how many of the own part of the tree are in it on a day.',
  params: idParams,
  query: asked,
  response: z.object({
    cohort: cohortRow,
    day,
    count: z.number().int(),
    /** Which version was counted by, and the age of youth with its version where the definition asks for it. */
    versionId: z.uuid(),
    youthAge: z.number().int(),
    youthAgeVersionId: z.uuid().nullable(),
    versions: z.array(
      z.object({
        id: z.uuid(),
        number: z.number().int(),
        name: z.string(),
        definition,
        savedAt: z.iso.datetime().nullable(),
        savedBy: z.string().nullable(),
      }),
    ),
    unitNames,
  }),
});

export const listCohortMembers = endpoint({
  name: 'roster.listCohortMembers',
  method: 'GET',
  path: '/api/roster/cohorts/:id/members',
  permission: 'roster.cohort.read',
  summary: 'Lists who is in a cohort on a day, by name, each with the facts that meet its conditions.',
  params: idParams,
  query: pageQuery.extend(asked.shape),
  response: pageOf(memberRow),
});

export const exportCohortMembers = endpoint({
  name: 'roster.exportCohortMembers',
  method: 'GET',
  path: '/api/roster/cohorts/:id/members.xlsx',
  permission: 'roster.cohort.read',
  summary: 'The members of a cohort on a day as an Excel file.',
  params: idParams,
  query: asked,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const sides = ['came', 'went'] as const;

/** What made the difference: a condition, what is known on the later day and what on the earlier one. */
export const turn = z.object({ condition, before: fact, after: fact });
export type Turn = z.infer<typeof turn>;

export const compareCohort = endpoint({
  name: 'roster.compareCohort',
  method: 'GET',
  path: '/api/roster/cohorts/:id/compare',
  permission: 'roster.cohort.read',
  summary: 'Compares a cohort on two days: how many stayed, who came or went, and by which fact.',
  params: idParams,
  query: pageQuery.extend({ from: day, to: day, side: z.enum(sides).default('came'), unitId: z.uuid().optional() }),
  response: pageOf(
    memberRow.omit({ reasons: true }).extend({
      /** On the day on which the person is not in: here, in another part of the tree, or not employed. */
      otherwise: z.enum(['here', 'elsewhere', 'notEmployed']),
      turns: z.array(turn),
    }),
  ).extend({
    earlier: z.number().int(),
    later: z.number().int(),
    came: z.number().int(),
    went: z.number().int(),
  }),
});

export const explainCohort = endpoint({
  name: 'roster.explainCohort',
  method: 'GET',
  path: '/api/roster/cohorts/:id/people/:personId',
  permission: 'roster.cohort.read',
  summary: 'Says whether a person is in a cohort on a day, and for each condition why or why not.',
  params: idParams.extend({ personId: z.uuid() }),
  query: z.object({ day: day.optional() }),
  response: z.object({
    personId: z.uuid(),
    name: personName,
    day,
    isIn: z.boolean(),
    presence: z.enum(['here', 'elsewhere', 'notEmployed']),
    groups: z.array(z.object({ isMet: z.boolean(), findings: z.array(finding) })),
  }),
});

const draft = { name: line.min(1).max(60), note: line.max(300).default(''), definition };

export const tryCohort = endpoint({
  name: 'roster.tryCohort',
  method: 'POST',
  path: '/api/roster/cohorts/try',
  permission: 'roster.cohort.write',
  summary: 'Tries a definition before it is saved: how many are in on a day, and the first twenty of them.',
  body: z.object({ definition, day: day.optional() }),
  response: z.object({ day, count: z.number().int(), youthAge: z.number().int(), rows: z.array(memberRow), unitNames }),
  errors: ['roster.post_unknown', 'roster.unit_kind_unknown', 'roster.cohort_age_turned', 'roster.scheme_unknown'],
});

export const createCohort = endpoint({
  name: 'roster.createCohort',
  method: 'POST',
  path: '/api/roster/cohorts',
  permission: 'roster.cohort.write',
  summary: 'Saves a new cohort.',
  body: z.object(draft),
  response: cohortRow,
  errors: [
    'roster.cohort_name_taken',
    'roster.post_unknown',
    'roster.unit_kind_unknown',
    'roster.cohort_age_turned',
    'roster.scheme_unknown',
  ],
});

export const saveCohort = endpoint({
  name: 'roster.saveCohort',
  method: 'PUT',
  path: '/api/roster/cohorts/:id',
  permission: 'roster.cohort.write',
  summary: 'Saves a new version of a cohort; figures that were counted by an earlier one name it still.',
  params: idParams,
  body: z.object({ ...draft, version: z.number().int() }),
  response: cohortRow,
  errors: [
    'roster.cohort_built_in',
    'roster.cohort_retired',
    'roster.cohort_name_taken',
    'roster.post_unknown',
    'roster.unit_kind_unknown',
    'roster.cohort_age_turned',
    'roster.scheme_unknown',
    'kernel.changed_meanwhile',
  ],
});

export const retireCohort = endpoint({
  name: 'roster.retireCohort',
  method: 'POST',
  path: '/api/roster/cohorts/:id/retire',
  permission: 'roster.cohort.write',
  summary: 'Gives a cohort up: it is offered no longer, and whoever names it still gets its answer.',
  params: idParams,
  body: z.object({ version: z.number().int() }),
  response: cohortRow,
  errors: ['roster.cohort_built_in', 'roster.cohort_retired', 'kernel.changed_meanwhile'],
});

export const cohortEndpoints = [
  listCohorts,
  listSchemes,
  showCohort,
  listCohortMembers,
  exportCohortMembers,
  compareCohort,
  explainCohort,
  tryCohort,
  createCohort,
  saveCohort,
  retireCohort,
] as const;
