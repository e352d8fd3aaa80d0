import { z } from 'zod';
import { endpoint, type PermissionName } from '#kernel/contract';
import { byId, unitName } from '../terms';
import { periodKinds } from '../indicators/periods';

export const recordPermissions = ['contest.record.read'] as const satisfies readonly PermissionName[];

/** Whose record it is: a team's, a unit's or the works' own; the best of like units of the works; the group's; the industry's. */
export const recordLevels = ['team', 'unit', 'works', 'group', 'industry'] as const;
export type RecordLevel = (typeof recordLevels)[number];
export const markKinds = ['first', 'broken', 'equal', 'pending'] as const;

export const markRow = z.object({
  /** Of the reading; null for a figure that is computed from several. */
  readingId: z.uuid().nullable(),
  unit: unitName.nullable(),
  period: z.string(),
  value: z.string(),
  kind: z.enum(markKinds),
  isTentative: z.boolean(),
  /** What it was compared with; null at the first. */
  before: z.object({ value: z.string(), period: z.string(), unit: unitName.nullable(), place: z.string() }).nullable(),
});

export const showRecords = endpoint({
  name: 'contest.showRecords',
  method: 'GET',
  path: '/api/contest/indicators/:id/records',
  permission: 'contest.record.read',
  summary: 'The book of records of an indicator over periods of one kind, computed from what was observed.',
  params: byId,
  query: z.object({ kind: z.enum(periodKinds).optional(), unitId: z.uuid().optional() }),
  response: z.object({
    kind: z.enum(periodKinds),
    kinds: z.array(z.enum(periodKinds)),
    lines: z.array(
      z.object({
        level: z.enum(recordLevels),
        unit: unitName.nullable(),
        unitKind: z.string().nullable(),
        marks: z.array(markRow),
      }),
    ),
  }),
  isOneMoment: true,
});

const best = z.object({ value: z.string(), period: z.string(), place: z.string(), isTentative: z.boolean() });

export const gapRow = z.object({
  indicator: z.object({ id: z.uuid(), name: z.string(), measuredIn: z.string(), better: z.string() }),
  current: z.object({ value: z.string(), period: z.string() }),
  own: best.nullable(),
  works: best.nullable(),
  group: best.nullable(),
  industry: best.nullable(),
  /** To the own best, and to the best of the industry: never below nothing. */
  ownGap: z.string().nullable(),
  industryGap: z.string().nullable(),
  /** Percent of the industry’s best that is missing, to one place: what rows are ordered by, the widest first. */
  share: z.string().nullable(),
  /** Gaps to the own best in the periods before, in a row, the latest last. */
  trend: z.array(z.object({ period: z.string(), value: z.string(), gap: z.string() })),
});
export type GapRow = z.infer<typeof gapRow>;

export const listGaps = endpoint({
  name: 'contest.listGaps',
  method: 'GET',
  path: '/api/contest/gaps',
  permission: 'contest.record.read',
  summary: 'What a unit lacks, indicator by indicator, to its own best and to those of others, the widest gaps first.',
  query: z.object({ unitId: z.uuid(), kind: z.enum(periodKinds).default('month') }),
  response: z.object({ unit: unitName, kind: z.enum(periodKinds), rows: z.array(gapRow) }),
  isOneMoment: true,
});
