import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, tag, type PermissionName } from '#kernel/contract';
import { fileFault, ranking, unitPoints } from '../ranking/contest-file';
import { abilities, byId, contestDay, contestKinds, contestStates } from '../terms';
import { entrantKinds, unitName, version, words } from '../terms';

export const contestPermissions = [
  'contest.contest.read',
  'contest.contest.manage',
  'contest.contest.publish',
  'contest.entrant.enter',
] as const satisfies readonly PermissionName[];

export const contestErrors = defineErrors({
  'contest.rules_unfit': 422,
  'contest.step_impossible': 409,
  'contest.days_reversed': 422,
  'contest.event_elsewhere': 409,
  'contest.amendment_outside': 422,
  'contest.group_name_twice': 422,
  'contest.group_in_use': 409,
  'contest.too_few_entrants': 409,
  'contest.not_ready': 409,
  'contest.unfinished': 409,
  'contest.republish_reason_missing': 422,
});

const path = '/api/contests';
const read = 'contest.contest.read';
const manage = 'contest.contest.manage';
const publish = 'contest.contest.publish';

/** What a kind of contest makes of it, is the kind's own schema; it is read once the kind is known. */
const rules = z.record(z.string(), z.unknown());

export const contestRow = z.object({
  id: z.uuid(),
  kind: z.enum(contestKinds),
  entrantKind: z.enum(entrantKinds),
  definitionKey: z.string().nullable(),
  name: z.string(),
  unit: unitName,
  audience: unitName,
  eventId: z.uuid().nullable(),
  beginsOn: contestDay,
  endsOn: contestDay,
  state: z.enum(contestStates),
  entrants: z.int(),
  /** Since when places are public; null while none are. */
  publishedAt: z.iso.datetime().nullable(),
  version,
  abilities,
});
export type ContestRow = z.infer<typeof contestRow>;

export const amendment = z.object({
  number: z.int(),
  fromDay: contestDay,
  reason: z.string(),
  decidedAt: z.iso.datetime(),
  decidedByName: z.string(),
});

export const contestGroup = z.object({ id: z.uuid(), name: z.string(), entrants: z.int() });

export const contestWhole = contestRow.extend({
  stateReason: z.string(),
  tags: z.array(z.string()),
  rules,
  unitPoints,
  amendments: z.array(amendment),
  groups: z.array(contestGroup),
});
export type ContestWhole = z.infer<typeof contestWhole>;

const asked = z.object({
  unitId: z.uuid().optional(),
  kind: z.enum(contestKinds).optional(),
  state: z.enum(contestStates).optional(),
  year: z.coerce.number().int().min(1950).max(2199).optional(),
  eventId: z.uuid().optional(),
  tag: tag.optional(),
  search: words(40).optional(),
});

export const listContests = endpoint({
  name: 'contest.listContests',
  method: 'GET',
  path,
  permission: read,
  summary: 'Contests that the reader may see, the latest first.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(contestRow),
});

export const exportContests = endpoint({
  name: 'contest.exportContests',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const showContest = endpoint({
  name: 'contest.showContest',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'A contest with its rules, their amendments and its groups.',
  params: byId,
  response: contestWhole,
});

const shape = {
  name: words(120, 1),
  beginsOn: contestDay,
  endsOn: contestDay,
  tags: z.array(tag).max(50).default([]),
  unitPoints: unitPoints.default([]),
  rules: rules.default({}),
};

export const newContest = z.object({
  ...shape,
  kind: z.enum(contestKinds),
  entrantKind: z.enum(entrantKinds),
  definitionKey: words(120).nullable().default(null),
  unitId: z.uuid(),
  /** For whom it is; without it the unit that holds it. */
  audienceUnitId: z.uuid().nullable().default(null),
  eventId: z.uuid().nullable().default(null),
});
export type NewContest = z.input<typeof newContest>;

export const createContest = endpoint({
  name: 'contest.createContest',
  method: 'POST',
  path,
  permission: manage,
  summary: 'Draws up a contest; rules that are left out are those that its kind proposes.',
  body: newContest,
  response: contestWhole,
  errors: ['contest.days_reversed', 'contest.rules_unfit', 'contest.event_elsewhere'],
});

export const changeContest = endpoint({
  name: 'contest.changeContest',
  method: 'PUT',
  path: `${path}/:id`,
  permission: manage,
  summary: 'Changes a contest that has not started.',
  params: byId,
  body: z.object({ ...shape, version }),
  response: contestWhole,
  errors: ['contest.step_impossible', 'contest.days_reversed', 'contest.rules_unfit'],
});

export const startContest = endpoint({
  name: 'contest.startContest',
  method: 'POST',
  path: `${path}/:id/start`,
  permission: manage,
  summary: 'Starts a contest: its rules are frozen and change by dated amendment only.',
  params: byId,
  body: z.object({ version }),
  response: contestWhole,
  errors: ['contest.step_impossible', 'contest.too_few_entrants', 'contest.not_ready'],
});

export const amendRules = endpoint({
  name: 'contest.amendRules',
  method: 'POST',
  path: `${path}/:id/amendments`,
  permission: publish,
  summary: 'Amends the rules of a running contest from a day on, with the reason.',
  params: byId,
  body: z.object({ version, rules, fromDay: contestDay, reason: words(400, 2) }),
  response: contestWhole,
  errors: ['contest.step_impossible', 'contest.rules_unfit', 'contest.amendment_outside'],
});

export const cancelContest = endpoint({
  name: 'contest.cancelContest',
  method: 'POST',
  path: `${path}/:id/cancel`,
  permission: manage,
  summary: 'Cancels a contest that has published nothing.',
  params: byId,
  body: z.object({ version, reason: words(400, 2) }),
  response: contestWhole,
  errors: ['contest.step_impossible'],
});

export const closeContest = endpoint({
  name: 'contest.closeContest',
  method: 'POST',
  path: `${path}/:id/close`,
  permission: publish,
  summary: 'Closes a contest for good: what is published stays.',
  params: byId,
  body: z.object({ version }),
  response: contestWhole,
  errors: ['contest.step_impossible'],
});

export const setGroups = endpoint({
  name: 'contest.setGroups',
  method: 'PUT',
  path: `${path}/:id/groups`,
  permission: manage,
  summary: 'The groups of a contest in their order; groups with entrants keep them.',
  params: byId,
  body: z.object({ version, groups: z.array(z.object({ id: z.uuid().nullable(), name: words(60, 1) })).max(50) }),
  response: contestWhole,
  errors: ['contest.step_impossible', 'contest.group_name_twice', 'contest.group_in_use'],
});

export const publishedHead = z.object({
  id: z.uuid(),
  period: z.string(),
  number: z.int(),
  reason: z.string(),
  publishedAt: z.iso.datetime(),
  publishedByName: z.string(),
  /** Hash of the file, hexadecimal; names are no part of it. */
  fileHash: z.string(),
});

export const publishedRanking = publishedHead.extend({
  contestId: z.uuid(),
  ranking,
  /** Who stands behind the ids of the ranking. */
  entrants: z.record(z.string(), z.object({ name: z.string(), unit: z.string(), number: z.int().nullable() })),
  groups: z.record(z.string(), z.string()),
  units: z.array(
    z.object({ unitId: z.uuid(), name: z.string(), points: z.string(), rank: z.int(), places: z.array(z.int()) }),
  ),
});
export type PublishedRanking = z.infer<typeof publishedRanking>;

const published = '/api/contest-rankings/:id';
/** `2024-03`, `2024-Q1`, `2024` where a contest is told by periods, else empty. */
const period = z
  .string()
  .regex(/^(\d{4}(-(0[1-9]|1[0-2]|Q[1-4]))?)?$/)
  .default('');

export const previewRanking = endpoint({
  name: 'contest.previewRanking',
  method: 'GET',
  path: `${path}/:id/ranking-now`,
  permission: manage,
  summary: 'The ranking as results stand now, with what is still missing before it can be published.',
  params: byId,
  query: z.object({ period }),
  response: publishedRanking
    .pick({ ranking: true, entrants: true, groups: true, units: true })
    .extend({ missing: z.array(fileFault) }),
  isOneMoment: true,
});

export const publishRanking = endpoint({
  name: 'contest.publishRanking',
  method: 'POST',
  path: `${path}/:id/rankings`,
  permission: publish,
  summary: 'Publishes the ranking with the file that it comes from; publishing it anew asks for a reason.',
  params: byId,
  body: z.object({ version, period, reason: words(400).default('') }),
  response: publishedRanking,
  errors: ['contest.step_impossible', 'contest.unfinished', 'contest.republish_reason_missing'],
});

export const listRankings = endpoint({
  name: 'contest.listRankings',
  method: 'GET',
  path: `${path}/:id/rankings`,
  permission: read,
  summary: 'What was published of a contest, the latest first.',
  params: byId,
  response: z.object({ rows: z.array(publishedHead) }),
});

export const showRanking = endpoint({
  name: 'contest.showRanking',
  method: 'GET',
  path: published,
  permission: read,
  summary: 'A published ranking as it stood.',
  params: byId,
  response: publishedRanking,
  isOneMoment: true,
});

export const exportRanking = endpoint({
  name: 'contest.exportRanking',
  method: 'GET',
  path: `${published}/ranking.xlsx`,
  permission: read,
  summary: 'A published ranking as an Excel file.',
  params: byId,
  response: 'file',
});

export const downloadContestFile = endpoint({
  name: 'contest.downloadContestFile',
  method: 'GET',
  path: `${published}/contest.json`,
  permission: read,
  summary: 'The file that a published ranking comes from, for `gonghui contest rank`.',
  params: byId,
  response: 'file',
});
