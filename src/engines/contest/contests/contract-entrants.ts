import { z } from 'zod';
import { defineErrors, endpoint } from '#kernel/contract';
import { entrantStates } from '../ranking/contest-file';
import { abilities, byId, unitName, version, words } from '../terms';

export const entrantErrors = defineErrors({
  'contest.entry_closed': 409,
  'contest.entrant_unfit': 422,
  'contest.entered_already': 409,
  'contest.in_another_team': 409,
  'contest.member_twice': 422,
  'contest.team_name_missing': 422,
  'contest.entrant_number_taken': 409,
  'contest.no_event': 409,
  'contest.results_stand': 409,
  'contest.drawn_already': 409,
});

const path = '/api/contests';
const enter = 'contest.entrant.enter';
const manage = 'contest.contest.manage';

export const entrantMember = z.object({ personId: z.uuid(), name: z.string(), isCaptain: z.boolean() });

export const entrantRow = z.object({
  id: z.uuid(),
  number: z.int().nullable(),
  name: z.string(),
  unit: unitName,
  groupId: z.uuid().nullable(),
  personId: z.uuid().nullable(),
  members: z.array(entrantMember),
  rating: z.int().nullable(),
  seed: z.int().nullable(),
  state: z.enum(entrantStates),
  stateReason: z.string(),
  version,
  abilities,
});
export type EntrantRow = z.infer<typeof entrantRow>;

const members = z
  .array(z.object({ personId: z.uuid(), isCaptain: z.boolean().default(false) }))
  .max(100)
  .default([]);

export const newEntrant = z.object({
  unitId: z.uuid(),
  personId: z.uuid().nullable().default(null),
  name: words(60).default(''),
  members,
  groupId: z.uuid().nullable().default(null),
  number: z.int().min(1).max(100_000).nullable().default(null),
  rating: z.int().min(0).max(4000).nullable().default(null),
  seed: z.int().min(1).max(100_000).nullable().default(null),
});
export type NewEntrant = z.input<typeof newEntrant>;

export const listEntrants = endpoint({
  name: 'contest.listEntrants',
  method: 'GET',
  path: `${path}/:id/entrants`,
  permission: 'contest.contest.read',
  summary: 'Who takes part in a contest, by number.',
  params: byId,
  response: z.object({ rows: z.array(entrantRow) }),
});

export const enterEntrants = endpoint({
  name: 'contest.enterEntrants',
  method: 'POST',
  path: `${path}/:id/entrants`,
  permission: enter,
  summary: 'Enters units, teams or persons; all of them or none.',
  params: byId,
  body: z.object({ entrants: z.array(newEntrant).min(1).max(500) }),
  response: z.object({ rows: z.array(entrantRow) }),
  errors: [
    ...['contest.entry_closed', 'contest.entrant_unfit', 'contest.entered_already', 'contest.in_another_team'],
    ...['contest.member_twice', 'contest.team_name_missing', 'contest.entrant_number_taken'],
  ],
});

export const enterSignedUp = endpoint({
  name: 'contest.enterSignedUp',
  method: 'POST',
  path: `${path}/:id/entrants/signed-up`,
  permission: manage,
  summary: 'Enters everybody who holds a place at the event of the contest and is not entered yet.',
  params: byId,
  body: z.object({}),
  response: z.object({ rows: z.array(entrantRow) }),
  errors: ['contest.entry_closed', 'contest.no_event', 'contest.entrant_unfit'],
});

const byEntrant = byId.extend({ entrantId: z.uuid() });

export const changeEntrant = endpoint({
  name: 'contest.changeEntrant',
  method: 'PUT',
  path: `${path}/:id/entrants/:entrantId`,
  permission: enter,
  summary: 'Changes an entry before the contest starts.',
  params: byEntrant,
  body: newEntrant.omit({ unitId: true, personId: true }).extend({ version }),
  response: entrantRow,
  errors: [
    ...['contest.entry_closed', 'contest.in_another_team', 'contest.member_twice', 'contest.team_name_missing'],
    ...['contest.entrant_number_taken', 'contest.entrant_unfit'],
  ],
});

export const removeEntrant = endpoint({
  name: 'contest.removeEntrant',
  method: 'DELETE',
  path: `${path}/:id/entrants/:entrantId`,
  permission: enter,
  summary: 'Takes an entry back before the contest starts.',
  params: byEntrant,
  response: z.object({}),
  errors: ['contest.entry_closed'],
});

export const setEntrantState = endpoint({
  name: 'contest.setEntrantState',
  method: 'POST',
  path: `${path}/:id/entrants/:entrantId/state`,
  permission: manage,
  summary: 'Withdraws or disqualifies an entrant with the reason, or lets it in again.',
  params: byEntrant,
  body: z.object({ version, state: z.enum(entrantStates), reason: words(400, 2) }),
  response: entrantRow,
  errors: ['contest.step_impossible'],
});

export const draw = z.object({
  id: z.uuid(),
  purpose: z.string(),
  method: z.string(),
  seed: z.string(),
  given: z.unknown(),
  outcome: z.unknown(),
  drawnAt: z.iso.datetime(),
  drawnByName: z.string(),
});

export const drawNumbers = endpoint({
  name: 'contest.drawNumbers',
  method: 'POST',
  path: `${path}/:id/draws/numbers`,
  permission: manage,
  summary:
    'Draws the numbers of the entrants, those of one unit apart; the seed is published, so that anyone can repeat it.',
  params: byId,
  body: z.object({
    version,
    /** Said aloud or thrown with dice; left out, the server throws one. */
    seed: words(64).default(''),
    isAnew: z.boolean().default(false),
  }),
  response: draw,
  errors: ['contest.step_impossible', 'contest.drawn_already', 'contest.too_few_entrants'],
});

export const listDraws = endpoint({
  name: 'contest.listDraws',
  method: 'GET',
  path: `${path}/:id/draws`,
  permission: 'contest.contest.read',
  summary: 'The draws of a contest with their seeds, the latest first.',
  params: byId,
  response: z.object({ rows: z.array(draw) }),
});
