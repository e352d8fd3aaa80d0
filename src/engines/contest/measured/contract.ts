import { z } from 'zod';
import { defineErrors, endpoint } from '#kernel/contract';
import { rankedGroup } from '../ranking/contest-file';
import { abilities, byId, words } from '../terms';
import { attemptStates, measuredAttempt, measuredRules } from './file';

export const measuredErrors = defineErrors({
  'contest.not_measured': 409,
  'contest.attempt_unfit': 422,
  'contest.entrant_out': 409,
  'contest.not_in_round': 409,
  'contest.correction_reason_missing': 422,
  'contest.heats_drawn_already': 409,
  'contest.round_before_open': 409,
});

const path = '/api/contests/:id';
const manage = 'contest.contest.manage';

const attemptShown = measuredAttempt
  .omit({ state: true })
  .extend({ state: z.enum([...attemptStates, 'void']), version: z.int(), worth: z.string().nullable() });
export type AttemptShown = z.infer<typeof attemptShown>;

const measuredRound = z.object({
  number: z.int(),
  name: z.string(),
  /** Who may start in it, the first round aside only those who came in. */
  starters: z.array(z.uuid()),
  heats: z.array(z.object({ heat: z.int(), places: z.array(z.object({ lane: z.int(), entrantId: z.uuid() })) })),
});

export const measuredSheet = z.object({
  rules: measuredRules,
  rounds: z.array(measuredRound),
  entrants: z.array(
    z.object({
      id: z.uuid(),
      number: z.int().nullable(),
      name: z.string(),
      unit: z.string(),
      groupId: z.uuid().nullable(),
      isOut: z.boolean(),
    }),
  ),
  attempts: z.array(attemptShown),
  standing: z.array(rankedGroup),
  abilities,
});
export type MeasuredSheet = z.infer<typeof measuredSheet>;

export const showMeasured = endpoint({
  name: 'contest.showMeasured',
  method: 'GET',
  path: `${path}/measured`,
  permission: manage,
  summary: 'The sheet of a measured contest: rounds, heats, attempts and how they stand now.',
  params: byId,
  response: measuredSheet,
  errors: ['contest.not_measured'],
  isOneMoment: true,
});

export const drawHeats = endpoint({
  name: 'contest.drawHeats',
  method: 'POST',
  path: `${path}/measured/heats`,
  permission: manage,
  summary: 'Draws the heats of a round, those of one unit apart; the seed is published.',
  params: byId,
  body: z.object({
    round: z.int().min(1).max(10),
    lanes: z.int().min(1).max(100),
    seed: words(64).default(''),
    isAnew: z.boolean().default(false),
  }),
  response: measuredSheet,
  errors: [
    ...['contest.not_measured', 'contest.step_impossible', 'contest.heats_drawn_already', 'contest.results_stand'],
    ...['contest.not_in_round', 'contest.round_before_open'],
  ],
});

export const saveAttempt = endpoint({
  name: 'contest.saveAttempt',
  method: 'PUT',
  path: `${path}/measured/attempts`,
  permission: manage,
  summary: 'Records an attempt, or corrects one with the reason; what stood before stays on record.',
  params: byId,
  body: measuredAttempt.omit({ entrant: true, state: true }).extend({
    entrantId: z.uuid(),
    state: z.enum([...attemptStates, 'void']).default('valid'),
    /** The version that the writer has seen; 0 for an attempt that nobody has recorded. */
    version: z.int().min(0),
  }),
  response: attemptShown,
  errors: [
    ...['contest.not_measured', 'contest.step_impossible', 'contest.attempt_unfit', 'contest.entrant_out'],
    ...['contest.not_in_round', 'contest.correction_reason_missing', 'contest.round_before_open'],
  ],
});

export const listAttemptVersions = endpoint({
  name: 'contest.listAttemptVersions',
  method: 'GET',
  path: `${path}/entrants/:entrantId/attempts`,
  permission: manage,
  summary: 'All that was ever recorded of one attempt, the latest first.',
  params: byId.extend({ entrantId: z.uuid() }),
  query: z.object({
    round: z.coerce.number().int().min(1).max(10),
    attempt: z.coerce.number().int().min(1).max(20),
  }),
  response: z.object({
    rows: z.array(attemptShown.extend({ recordedAt: z.iso.datetime(), recordedByName: z.string() })),
  }),
  errors: ['contest.not_measured'],
});
