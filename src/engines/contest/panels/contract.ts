import { z } from 'zod';
import { defineErrors, endpoint, type PermissionName } from '#kernel/contract';
import { rankedGroup } from '../ranking/contest-file';
import { decimalText } from '../ranking/decimals';
import { abilities, byId, version, words } from '../terms';
import { panelBallot, panelRules, partKey } from './file';

export const panelPermissions = ['contest.score.give'] as const satisfies readonly PermissionName[];

export const panelErrors = defineErrors({
  'contest.not_judged': 409,
  'contest.no_seat': 409,
  'contest.judge_twice': 422,
  'contest.two_chairs': 422,
  'contest.judge_unfit': 422,
  'contest.pool_too_small': 422,
  'contest.judge_recused': 409,
  'contest.score_unfit': 422,
  'contest.ballot_signed': 409,
  'contest.round_signed': 409,
  'contest.round_unsigned': 409,
  'contest.round_incomplete': 409,
  'contest.not_appearing': 409,
  'contest.time_reason_missing': 422,
  'contest.voting_closed': 409,
  'contest.voted_already': 409,
});

const path = '/api/contests/:id/panel';
const manage = 'contest.contest.manage';
const give = 'contest.score.give';
const roundNumber = z.int().min(1).max(10);
const seatNumber = z.int().min(1).max(60);
const notJudged = ['contest.not_judged', 'contest.step_impossible'];

export const conflictGrounds = ['unit', 'kin', 'other'] as const;

const judgeShown = z.object({
  seat: z.int(),
  personId: z.uuid().nullable(),
  name: z.string(),
  unit: z.string(),
  isMachine: z.boolean(),
  isChair: z.boolean(),
  /** The desk enters what it gives: a guest without a phone of the house, a machine. */
  isByDesk: z.boolean(),
});
export type JudgeShown = z.infer<typeof judgeShown>;

const conflictShown = z.object({
  seat: z.int(),
  entrantId: z.uuid(),
  ground: z.enum(conflictGrounds),
  reason: z.string(),
});

const appearing = z.object({
  id: z.uuid(),
  number: z.int().nullable(),
  name: z.string(),
  unit: z.string(),
  isOut: z.boolean(),
});

const ballotShown = panelBallot
  .omit({ entrant: true, judge: true })
  .extend({ entrantId: z.uuid(), seat: z.int(), isSigned: z.boolean(), version: z.int() });
export type BallotShown = z.infer<typeof ballotShown>;

const partShown = z.object({
  part: z.string(),
  marks: z.array(z.object({ seat: z.int(), mark: z.string(), isDropped: z.boolean() })),
  mean: z.string(),
  deduction: z.string(),
  score: z.string(),
});
const scoreShown = z.object({
  entrantId: z.uuid(),
  parts: z.array(partShown),
  audience: z.string().nullable(),
  total: z.string(),
});
export type ScoreShown = z.infer<typeof scoreShown>;

const sheetRound = z.object({
  number: z.int(),
  name: z.string(),
  /** In the order in which they appear, by drawn number. */
  starters: z.array(z.uuid()),
  isVoting: z.boolean(),
  voters: z.int(),
  signedAt: z.iso.datetime().nullable(),
  signedByName: z.string(),
  revealed: z.array(z.uuid()),
  /** Signed ballots by entrant and seat, what there is to sign, and what the desk still lacks. */
  given: z.array(z.object({ entrantId: z.uuid(), part: z.string(), seats: z.array(z.int()) })),
  count: z.int(),
  wanted: z.int(),
  missing: z.array(z.string()),
  /** How the marks come to scores; null while the rules keep marks secret. */
  scores: z.array(scoreShown).nullable(),
  outliers: z.array(
    z.object({ entrantId: z.uuid(), part: z.string(), seat: z.int(), mark: z.string(), median: z.string() }),
  ),
});

export const panelSheet = z.object({
  rules: panelRules,
  version,
  judges: z.array(judgeShown),
  conflicts: z.array(conflictShown),
  entrants: z.array(appearing),
  rounds: z.array(sheetRound),
  times: z.array(
    z.object({ entrantId: z.uuid(), round: z.int(), part: z.string(), seconds: z.string(), version: z.int() }),
  ),
  deskMarks: z.array(ballotShown),
  standing: z.array(rankedGroup).nullable(),
  abilities,
});
export type PanelSheet = z.infer<typeof panelSheet>;

export const showPanel = endpoint({
  name: 'contest.showPanel',
  method: 'GET',
  path,
  permission: give,
  summary: 'The sheet of a judged contest, for its host and for the chair of its panel.',
  params: byId,
  response: panelSheet,
  errors: ['contest.not_judged'],
  isOneMoment: true,
});

export const setJudges = endpoint({
  name: 'contest.setJudges',
  method: 'PUT',
  path: `${path}/judges`,
  permission: manage,
  summary: 'Who judges, by seat; possible until the first mark is given.',
  params: byId,
  body: z.object({
    version,
    judges: z
      .array(
        z.object({
          personId: z.uuid().nullable().default(null),
          /** What a guest or a machine is called; people are called as in the roster. */
          name: words(60).default(''),
          isMachine: z.boolean().default(false),
          isChair: z.boolean().default(false),
        }),
      )
      .max(60),
  }),
  response: panelSheet,
  errors: [
    ...notJudged,
    ...['contest.judge_twice', 'contest.two_chairs', 'contest.judge_unfit', 'contest.results_stand'],
  ],
});

export const drawJudges = endpoint({
  name: 'contest.drawJudges',
  method: 'POST',
  path: `${path}/judges/draw`,
  permission: manage,
  summary: 'Draws judges from a pool, those of one unit apart; pool and seed are published.',
  params: byId,
  body: z.object({
    version,
    pool: z.array(z.uuid()).min(1).max(500),
    count: z.int().min(1).max(60),
    seed: words(64).default(''),
    isAnew: z.boolean().default(false),
  }),
  response: panelSheet,
  errors: [
    ...notJudged,
    ...['contest.judge_twice', 'contest.pool_too_small', 'contest.drawn_already', 'contest.results_stand'],
  ],
});

export const declareConflict = endpoint({
  name: 'contest.declareConflict',
  method: 'POST',
  path: `${path}/conflicts`,
  permission: give,
  summary: 'A judge stands aside for an entrant; said by the judge, the chair of the panel or the host.',
  params: byId,
  body: z.object({
    seat: seatNumber,
    entrantId: z.uuid(),
    ground: z.enum(['kin', 'other']),
    reason: words(400, 1),
  }),
  response: z.object({ seat: z.int(), entrantId: z.uuid() }),
  errors: [...notJudged, 'contest.round_signed', 'contest.judge_recused'],
});

export const liftConflict = endpoint({
  name: 'contest.liftConflict',
  method: 'DELETE',
  path: '/api/contests/:id/entrants/:entrantId/conflicts/:seat',
  permission: give,
  summary: 'Takes back that a judge stands aside; by the chair of the panel or the host.',
  params: byId.extend({ seat: z.coerce.number().int().min(1).max(60), entrantId: z.uuid() }),
  response: panelSheet,
  errors: [...notJudged, 'contest.round_signed'],
});

const judgeEntrant = z.object({
  id: z.uuid(),
  number: z.int().nullable(),
  /** Empty where judges see numbers only. */
  name: z.string(),
  unit: z.string(),
  /** Why this judge doesn't mark it; null for those to mark. */
  recused: z.enum(conflictGrounds).nullable(),
});

export const judgeSheet = z.object({
  contest: z.object({ id: z.uuid(), name: z.string() }),
  rules: panelRules,
  seat: z.int(),
  isChair: z.boolean(),
  isRunning: z.boolean(),
  rounds: z.array(
    z.object({
      number: z.int(),
      name: z.string(),
      isSigned: z.boolean(),
      entrants: z.array(judgeEntrant),
    }),
  ),
  ballots: z.array(ballotShown),
  /** What the others gave, where the rules let judges see it, of those whom this judge has signed. */
  others: z.array(z.object({ entrantId: z.uuid(), round: z.int(), part: z.string(), seat: z.int(), mark: z.string() })),
});
export type JudgeSheet = z.infer<typeof judgeSheet>;

export const showJudging = endpoint({
  name: 'contest.showJudging',
  method: 'GET',
  path: `${path}/mine`,
  permission: give,
  summary: 'What a judge has to mark, with the own marks.',
  params: byId,
  response: judgeSheet,
  errors: ['contest.not_judged', 'contest.no_seat'],
  isOneMoment: true,
});

export const listJudging = endpoint({
  name: 'contest.listJudging',
  method: 'GET',
  path: '/api/judging',
  permission: give,
  summary: 'The contests under way in whose panel one sits.',
  response: z.object({
    rows: z.array(z.object({ id: z.uuid(), name: z.string(), seat: z.int(), isChair: z.boolean() })),
  }),
});

const ballotGiven = z.object({
  entrantId: z.uuid(),
  round: roundNumber,
  part: partKey,
  mark: decimalText.nullable().default(null),
  criteria: z.record(partKey, decimalText).default({}),
  /** Signed marks count and change no more. */
  isSigned: z.boolean().default(false),
  /** The version that the writer has seen; 0 for a ballot that nobody has given. */
  version: z.int().min(0),
});
const ballotErrors = [
  ...notJudged,
  ...['contest.judge_recused', 'contest.score_unfit', 'contest.ballot_signed', 'contest.round_signed'],
  ...['contest.not_appearing'],
];

export const giveScore = endpoint({
  name: 'contest.giveScore',
  method: 'PUT',
  path: `${path}/scores`,
  permission: give,
  summary: 'The own marks of a judge; they change until the judge signs them.',
  params: byId,
  body: ballotGiven,
  response: ballotShown,
  errors: [...ballotErrors, 'contest.no_seat'],
});

export const enterScore = endpoint({
  name: 'contest.enterScore',
  method: 'PUT',
  path: `${path}/desk-scores`,
  permission: manage,
  summary: 'Marks that the desk enters: of a guest’s paper, of a machine, or what nobody judges (seat 0).',
  params: byId,
  body: ballotGiven.extend({ seat: z.int().min(0).max(60) }),
  response: ballotShown,
  errors: [...ballotErrors, 'contest.judge_unfit'],
});

export const setTime = endpoint({
  name: 'contest.setTime',
  method: 'PUT',
  path: `${path}/times`,
  permission: manage,
  summary: 'How long an appearance took; a correction says why.',
  params: byId,
  body: z.object({
    entrantId: z.uuid(),
    round: roundNumber,
    part: partKey,
    seconds: decimalText,
    reason: words(400).default(''),
    version: z.int().min(0),
  }),
  response: panelSheet,
  errors: [
    ...notJudged,
    ...['contest.score_unfit', 'contest.round_signed', 'contest.not_appearing', 'contest.time_reason_missing'],
  ],
});

const byRound = byId.extend({ round: z.coerce.number().int().min(1).max(10) });

export const signRound = endpoint({
  name: 'contest.signRound',
  method: 'POST',
  path: `${path}/rounds/:round/sign-off`,
  permission: give,
  summary: 'The chair of the panel signs a round off: all marks are in, and none changes any more.',
  params: byRound,
  body: z.object({}),
  response: panelSheet,
  errors: [...notJudged, 'contest.round_signed', 'contest.round_incomplete', 'contest.not_appearing'],
});

export const revealScores = endpoint({
  name: 'contest.revealScores',
  method: 'POST',
  path: `${path}/rounds/:round/reveal`,
  permission: manage,
  summary: 'Shows the scores of a signed round to everybody: of one entrant, or of all.',
  params: byRound,
  body: z.object({ entrantId: z.uuid().nullable().default(null) }),
  response: panelSheet,
  errors: [...notJudged, 'contest.round_unsigned', 'contest.not_appearing'],
});

export const setVoting = endpoint({
  name: 'contest.setVoting',
  method: 'PUT',
  path: `${path}/rounds/:round/voting`,
  permission: manage,
  summary: 'Lets the audience vote in a round, or ends it.',
  params: byRound,
  body: z.object({ isVoting: z.boolean() }),
  response: panelSheet,
  errors: [...notJudged, 'contest.round_signed', 'contest.voting_closed'],
});

export const votePanel = endpoint({
  name: 'contest.vote',
  method: 'POST',
  path: `${path}/rounds/:round/votes`,
  permission: give,
  summary: 'One vote of the audience: each account once in a round. Nobody can see for whom.',
  params: byRound,
  body: z.object({ entrantId: z.uuid() }),
  response: z.object({ hasVoted: z.boolean() }),
  errors: [...notJudged, 'contest.voting_closed', 'contest.voted_already', 'contest.not_appearing'],
});

export const showScores = endpoint({
  name: 'contest.showScores',
  method: 'GET',
  path: `${path}/scores`,
  permission: 'contest.contest.read',
  summary: 'What the public sees of a judged contest: who appears, the scores that are revealed, whether one may vote.',
  params: byId,
  response: z.object({
    rounds: z.array(
      z.object({
        number: z.int(),
        name: z.string(),
        isVoting: z.boolean(),
        hasVoted: z.boolean(),
        entrants: z.array(appearing),
        scores: z.array(scoreShown),
      }),
    ),
  }),
  errors: ['contest.not_judged'],
  isOneMoment: true,
});
