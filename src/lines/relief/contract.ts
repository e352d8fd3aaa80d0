import { z } from 'zod';
import { abilities, day, defineErrors, endpoint, pageOf, pageQuery, type PermissionName } from '#kernel/contract';
import { campaignErrors } from './campaigns/contract';
import { contributionErrors, feeShape, fundPermissions } from './contributions/contract';
import { coverPlansShape } from './cover-plans';
import { goodsErrors } from './goods/contract';
import { doublePaymentShape, ownAccountsShape, paymentErrors } from './payments/contract';

export { coverPlansShape, type CoverPlan } from './cover-plans';
export * from './contributions/contract';
export * from './payments/contract';
export * from './campaigns/contract';
export * from './floor/contract';
export * from './goods/contract';
export const reliefParameters = [coverPlansShape, feeShape, doublePaymentShape, ownAccountsShape] as const;

export const reliefPermissions = [
  'relief.coverage.total',
  'relief.coverage.read',
  'relief.coverage.write',
  'relief.coverage.own',
  ...fundPermissions,
] as const satisfies readonly PermissionName[];

export const reliefErrors = defineErrors({
  'relief.plan_unknown': 422,
  'relief.plan_missing': 422,
  'relief.nobody_fits': 409,
  ...contributionErrors,
  ...paymentErrors,
  ...campaignErrors,
  ...goodsErrors,
});

export const coverageSchemes = ['mutual_aid', 'staff_insurance'] as const;
export const coverageScheme = z.enum(coverageSchemes);
export type CoverageScheme = z.infer<typeof coverageScheme>;

const count = z.object({ staff: z.number().int(), covered: z.number().int() });

/** A unit with all below it on a day, beside the same day a year before. */
export const coverageRow = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  hasUnitsBelow: z.boolean(),
  now: count,
  before: count,
});
export type CoverageRow = z.infer<typeof coverageRow>;

export const showCoverage = endpoint({
  name: 'relief.showCoverage',
  method: 'GET',
  path: '/api/relief/coverages/:scheme',
  permission: 'relief.coverage.total',
  summary: 'How many of the staff are in a fund, by unit as the tree stood, beside the same day of last year.',
  params: z.object({ scheme: coverageScheme }),
  query: z.object({ day: day.optional(), unitId: z.uuid().optional() }),
  isOneMoment: true,
  response: z.object({
    day,
    dayBefore: day,
    /** What was asked for: a unit, or all that the reader may see. */
    total: coverageRow,
    above: z.array(z.object({ id: z.uuid(), name: z.string() })),
    rows: z.array(coverageRow),
    plans: z.array(z.object({ code: z.string(), name: z.string(), months: z.number().int() })),
    abilities,
  }),
});

export const coveredPerson = z.object({
  personId: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  unitName: z.string().nullable(),
  employmentKind: z.string(),
  since: day.nullable(),
  /** Plans of the association that run on the day. */
  covers: z.array(z.object({ plan: z.string(), planName: z.string(), endsOn: day })),
});
export type CoveredPerson = z.infer<typeof coveredPerson>;

const peopleQuestion = z.object({
  day: day.optional(),
  unitId: z.uuid().optional(),
  which: z.enum(['covered', 'not_covered', 'expiring']).default('covered'),
});

export const listCovered = endpoint({
  name: 'relief.listCovered',
  method: 'GET',
  path: '/api/relief/coverages/:scheme/people',
  permission: 'relief.coverage.read',
  summary: 'Who is in a fund on a day, who of the staff is not, or whose plan ends within thirty days.',
  params: z.object({ scheme: coverageScheme }),
  query: pageQuery.extend(peopleQuestion.shape),
  response: pageOf(coveredPerson).extend({ abilities }),
});

export const exportCovered = endpoint({
  name: 'relief.exportCovered',
  method: 'GET',
  path: '/api/relief/coverages/:scheme/people.xlsx',
  permission: 'relief.coverage.read',
  summary: 'The same list as an Excel file.',
  params: z.object({ scheme: coverageScheme }),
  query: peopleQuestion,
  response: 'file',
});

const people = z.array(z.uuid()).min(1).max(2000);
const skipped = z.array(z.object({ personId: z.uuid(), name: z.string(), reason: z.string() }));

export const joinCoverage = endpoint({
  name: 'relief.joinCoverage',
  method: 'POST',
  path: '/api/relief/coverages/:scheme/join',
  permission: 'relief.coverage.write',
  summary: 'Takes people into a fund from a day on; those whom it does not take are named with the reason.',
  params: z.object({ scheme: coverageScheme }),
  body: z.object({
    personIds: people,
    from: day,
    /** For the association: which plan. A running one is continued after its end. */
    plan: z.string().max(41).nullable().default(null),
    reason: z.string().trim().max(200).default(''),
  }),
  response: z.object({ joined: z.number().int(), skipped }),
  errors: ['relief.plan_unknown', 'relief.plan_missing', 'relief.nobody_fits', 'roster.day_in_future'],
});

export const leaveCoverage = endpoint({
  name: 'relief.leaveCoverage',
  method: 'POST',
  path: '/api/relief/coverages/:scheme/leave',
  permission: 'relief.coverage.write',
  summary: 'Takes people out of a fund from a day on, with the reason.',
  params: z.object({ scheme: coverageScheme }),
  body: z.object({ personIds: people, from: day, reason: z.string().trim().min(1).max(200) }),
  response: z.object({ left: z.number().int(), skipped }),
  errors: ['relief.nobody_fits', 'roster.day_in_future', 'roster.day_before_start'],
});

export const showOwnCoverage = endpoint({
  name: 'relief.showOwnCoverage',
  method: 'GET',
  path: '/api/relief/coverages/own',
  permission: 'relief.coverage.own',
  summary: 'Shows the signed-in person which funds cover him or her, since when and until when.',
  response: z.object({
    rows: z.array(
      z.object({
        scheme: coverageScheme,
        state: z.enum(['covered', 'left', 'never']),
        since: day.nullable(),
        covers: z.array(z.object({ planName: z.string(), startsOn: day, endsOn: day })),
      }),
    ),
  }),
});

export const reliefEndpoints = [
  showOwnCoverage,
  showCoverage,
  listCovered,
  exportCovered,
  joinCoverage,
  leaveCoverage,
] as const;
