import { z } from 'zod';
import { day, defineErrors, endpoint } from '#kernel/contract';
import { code, idParams, reason, unitName, unitRow } from '../unit-contract';

export const reorganisationErrors = defineErrors({
  'roster.merge_too_few': 422,
  'roster.unit_open': 409,
  'roster.reopen_above_first': 409,
  'roster.reopen_name_taken': 409,
  'roster.split_into_nothing': 422,
  'roster.split_twice': 422,
  'roster.remote_already': 409,
});

/** As many units as one reorganisation takes; more are done in several. */
const MOST_UNITS = 20;
const MOST_PEOPLE = 20_000;

const affectedPerson = z.object({ id: z.uuid(), name: z.string(), staffNumber: z.string(), unitId: z.uuid() });

const affectedPost = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  post: z.string(),
  postName: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** It begins on the day or later: there is no day on which it could end before, so it is carried over. */
  isFuture: z.boolean(),
});

const affectedChild = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.string(),
  unitId: z.uuid(),
  people: z.number().int(),
  /** Another unit bears the name where it goes; a name that is free stands ready. */
  newName: z.string().nullable(),
});

const affectedGrant = z.object({
  id: z.uuid(),
  name: z.string(),
  role: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  /** Whether the reader may carry it over; one's own and those beyond one's right stay with the unit that goes. */
  isMine: z.boolean(),
  mayChange: z.boolean(),
});

/** What hangs on units from a day on, and will be moved or ended. */
export const affected = z.object({
  people: z.array(affectedPerson),
  posts: z.array(affectedPost),
  children: z.array(affectedChild),
  grants: z.array(affectedGrant),
});
export type Affected = z.infer<typeof affected>;

export const reorganisationPreview = affected.extend({
  units: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.string() })),
  /** The first day that is late enough for every unit. */
  earliest: day,
  /** Stands for all that was shown; the act does exactly this or refuses. */
  seen: z.string(),
});
export type ReorganisationPreview = z.infer<typeof reorganisationPreview>;

const unitIds = z
  .string()
  .max(MOST_UNITS * 37)
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid()).min(1).max(MOST_UNITS));

export const previewMerger = endpoint({
  name: 'roster.previewMerger',
  method: 'GET',
  path: '/api/roster/unit-mergers/preview',
  permission: 'roster.unit.write',
  summary: 'Says who and what a merger of units would move or end from a day on.',
  query: z.object({
    /** The units that go, with commas between them. */
    sources: unitIds,
    /** The unit that takes them in; without it a new one is made. */
    targetId: z.uuid().optional(),
    from: day,
  }),
  response: reorganisationPreview,
  errors: ['roster.merge_too_few', 'roster.unit_below_itself', 'roster.unit_closed'],
});

const reshape = {
  from: day,
  reason,
  /** What the preview showed. */
  seen: z.string().max(64),
  /** Posts that end with the old unit; all others are held in the new one. */
  endPosts: z.array(z.uuid()).max(MOST_PEOPLE).default([]),
  /** Roles that end; all others that the person may change are given on the new unit. */
  endGrants: z.array(z.uuid()).max(MOST_PEOPLE).default([]),
  /** New names of units that come along, where theirs is taken. */
  names: z
    .array(z.object({ unitId: z.uuid(), name: unitName }))
    .max(1000)
    .default([]),
};

export const mergeUnits = endpoint({
  name: 'roster.mergeUnits',
  method: 'POST',
  path: '/api/roster/unit-mergers',
  permission: 'roster.unit.write',
  summary:
    'Merges units into another or a new one from a day on: people, posts, units below and roles go over, the old are closed.',
  body: z.object({
    ...reshape,
    sources: z.array(z.uuid()).min(1).max(MOST_UNITS),
    target: z.union([
      z.object({ unitId: z.uuid() }),
      z.object({ parentId: z.uuid(), kind: code, name: unitName, shortName: unitName.optional() }),
    ]),
  }),
  response: unitRow,
  errors: [
    'roster.merge_too_few',
    'roster.unit_below_itself',
    'roster.unit_closed',
    'roster.unit_name_taken',
    'roster.unit_kind_misplaced',
    'roster.day_before_start',
    'roster.day_in_future',
    'kernel.changed_meanwhile',
  ],
});

export const previewSplit = endpoint({
  name: 'roster.previewSplit',
  method: 'GET',
  path: '/api/roster/units/:id/split',
  permission: 'roster.unit.write',
  summary: 'Says who and what hangs on a unit from a day on, to be shared out among new ones.',
  params: idParams,
  query: z.object({ from: day }),
  response: reorganisationPreview,
  errors: ['roster.unit_closed'],
});

export const splitUnit = endpoint({
  name: 'roster.splitUnit',
  method: 'POST',
  path: '/api/roster/units/:id/split',
  permission: 'roster.unit.write',
  summary: 'Makes new units out of one from a day on, with the people and units below that are named for each.',
  params: idParams,
  body: z.object({
    ...reshape,
    parts: z
      .array(
        z.object({
          name: unitName,
          shortName: unitName.optional(),
          personIds: z.array(z.uuid()).max(MOST_PEOPLE).default([]),
          childIds: z.array(z.uuid()).max(1000).default([]),
        }),
      )
      .max(MOST_UNITS),
    /** Which part takes whoever and whatever was named for none; null: the old unit stays and keeps them. */
    restTo: z.number().int().min(0).nullable(),
  }),
  response: z.object({ unit: unitRow, parts: z.array(unitRow) }),
  errors: [
    'roster.split_into_nothing',
    'roster.split_twice',
    'roster.unit_name_taken',
    'roster.unit_closed',
    'roster.day_before_start',
    'roster.day_in_future',
    'kernel.changed_meanwhile',
  ],
});

export const reopenUnit = endpoint({
  name: 'roster.reopenUnit',
  method: 'POST',
  path: '/api/roster/units/:id/reopen',
  permission: 'roster.unit.write',
  summary:
    'Opens a closed unit again from a day on, where it lay and under its last name; nobody comes back by itself.',
  params: idParams,
  body: z.object({ from: day, reason }),
  response: unitRow,
  errors: [
    'roster.unit_open',
    'roster.reopen_above_first',
    'roster.reopen_name_taken',
    'roster.unit_kind_misplaced',
    'roster.day_before_start',
    'roster.day_in_future',
  ],
});

export const markRemote = endpoint({
  name: 'roster.markRemote',
  method: 'POST',
  path: '/api/roster/units/:id/remote',
  permission: 'roster.unit.write',
  summary: 'Says from which day a unit counts as remote, or no longer does; what lies below it counts with it.',
  params: idParams,
  body: z.object({ isRemote: z.boolean(), from: day, reason }),
  response: unitRow,
  errors: ['roster.remote_already', 'roster.unit_closed', 'roster.day_before_start', 'roster.day_in_future'],
});

export const reorganisationEndpoints = [
  previewMerger,
  mergeUnits,
  previewSplit,
  splitUnit,
  reopenUnit,
  markRemote,
] as const;
