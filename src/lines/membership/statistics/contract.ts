import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { day, employmentKinds, genders, memberDay, memberState, unitName } from '../terms';

/** The columns of the statistics; each opens the people behind it. */
export const statisticParts = [
  'staff',
  'enrolled',
  'enrolledWomen',
  'dispatched',
  'temporary',
  'migrant',
  'outside',
  'resting',
  'undecided',
  'entered',
  'went',
] as const;
export type StatisticPart = (typeof statisticParts)[number];

const counts = z.object(
  Object.fromEntries(statisticParts.map((part) => [part, z.number().int()])) as Record<StatisticPart, z.ZodNumber>,
);
export type Counts = z.infer<typeof counts>;

/** One line of the table: a unit with all below it, the unit's own people, or the sum. */
export const statisticRow = z.object({
  unit: unitName,
  what: z.enum(['sum', 'below', 'own']),
  /** Whether there are units below it to look into. */
  hasParts: z.boolean(),
  now: counts,
  lastYear: counts,
});
export type StatisticRow = z.infer<typeof statisticRow>;

const asked = {
  /** Left out: today. */
  day: memberDay.optional(),
  /** The first day of the period for who joined and who left; left out: the first of the year. */
  from: memberDay.optional(),
  unitId: z.uuid().optional(),
};

export const getStatistics = endpoint({
  name: 'membership.getStatistics',
  method: 'GET',
  path: '/api/membership/statistics',
  permission: 'membership.statistics.read',
  summary: 'Members of a day by unit, beside those of the same day a year before.',
  query: z.object(asked),
  isOneMoment: true,
  response: z.object({
    day,
    from: day,
    lastYearDay: day,
    unit: unitName,
    /** From the top of what the reader sees down to the unit. */
    above: z.array(unitName),
    rows: z.array(statisticRow),
  }),
  errors: ['membership.period_turned'],
});

export const exportStatistics = endpoint({
  name: 'membership.exportStatistics',
  method: 'GET',
  path: '/api/membership/statistics.xlsx',
  permission: 'membership.statistics.read',
  summary: 'The statistics as an Excel file.',
  query: z.object(asked),
  isOneMoment: true,
  response: 'file',
  errors: ['membership.period_turned', 'workbook.export_too_long'],
});

export const listStatisticPeople = endpoint({
  name: 'membership.listStatisticPeople',
  method: 'GET',
  path: '/api/membership/statistics/people',
  permission: 'membership.member.read',
  summary: 'The people behind one figure of the statistics, by name.',
  query: pageQuery.extend({
    ...asked,
    part: z.enum(statisticParts),
    isOwn: z.union([z.stringbool(), z.boolean()]).optional(),
  }),
  response: pageOf(
    z.object({
      personId: z.uuid(),
      name: z.string(),
      staffNumber: z.string(),
      gender: z.enum(genders),
      employmentKind: z.enum(employmentKinds),
      unitName: z.string(),
      state: memberState.nullable(),
      since: day.nullable(),
    }),
  ),
  errors: ['membership.period_turned'],
});

export const statisticErrors = defineErrors({ 'membership.period_turned': 422 });
