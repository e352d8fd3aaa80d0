import { z } from 'zod';
import { decimalText } from '../ranking/decimals';
import { fileHead, fileId } from '../ranking/contest-file';
import { restarts } from '../ranking/order';

/** What a match is worth to each side. A bye is a match without an opponent; half of one is asked for beforehand. */
export const pointsRule = z.object({
  win: decimalText.default('2'),
  draw: decimalText.default('1'),
  loss: decimalText.default('0'),
  /** Who moved second may get more for a draw; without it, as who moved first. */
  drawMovingSecond: decimalText.optional(),
  /** A win without play; without it, as a win. */
  walkoverWin: decimalText.optional(),
  walkoverLoss: decimalText.default('0'),
  bye: decimalText.default('2'),
  halfBye: decimalText.default('1'),
});
export type PointsRule = z.infer<typeof pointsRule>;

const gamesRule = z.object({
  /** Won by who first has more than half of these. */
  bestOf: z.int().min(1).max(15),
  /** A game goes to so many points … */
  to: z.int().min(1).max(500),
  /** … with such a lead … */
  lead: z.int().min(1).max(10).default(2),
  /** … but ends here with any lead. */
  cap: z.int().min(1).max(999).optional(),
});
export type GamesRule = z.infer<typeof gamesRule>;

/** How a result is written down, and with it what makes a winner. */
export const scoreModel = z.discriminatedUnion('model', [
  /** Won, drawn or lost, and no more: chess. */
  z.object({ model: z.literal('outcome'), canDraw: z.boolean().default(true) }),
  /** A number for each side, the higher wins: goals, boards of a team (局分), levels of cards. */
  z.object({ model: z.literal('points'), canDraw: z.boolean().default(true) }),
  /** Games to so many points: table tennis. */
  z.object({ model: z.literal('games'), games: gamesRule }),
  /** Individual matches of two teams, each of games. */
  z.object({ model: z.literal('team'), matches: z.int().min(1).max(31), games: gamesRule }),
]);
export type ScoreModel = z.infer<typeof scoreModel>;

/** Seen among the tied only; the others look at all matches of the stage. */
const amongCriteria = [
  'points_among',
  'wins_among',
  'matches_ratio_among',
  'games_ratio_among',
  'score_ratio_among',
  'difference_among',
  'scored_among',
] as const;

export const criterionKeys = [
  ...amongCriteria,
  'wins',
  'matches_ratio',
  'games_ratio',
  'score_ratio',
  'difference',
  'scored',
  'buchholz',
  'buchholz_without_lowest',
  'sonneborn_berger',
  'opponents_points',
  'cumulative',
  'cumulative_without_first',
  'fouls',
  'games_moving_second',
  'wins_moving_second',
  'previous_round',
  'lot',
] as const;
export type CriterionKey = (typeof criterionKeys)[number];

/** What stands in for the opponent of a round without one, where a tie-break adds up the opponents' points. */
export const missingOpponents = ['lowest', 'own', 'none'] as const;

export const chainRule = z.object({
  criteria: z
    .array(z.enum(criterionKeys))
    .max(20)
    .refine((keys) => new Set(keys).size === keys.length, 'a criterion stands once'),
  restart: z.enum(restarts).default('none'),
  missingOpponent: z.enum(missingOpponents).default('lowest'),
});

const stageHead = { id: fileId, score: scoreModel };

export const stageRule = z.discriminatedUnion('kind', [
  z.object({
    ...stageHead,
    kind: z.literal('round_robin'),
    legs: z.int().min(1).max(4).default(1),
    points: pointsRule,
    chain: chainRule,
    /** How many of each group go on to the next stage. */
    through: z.int().min(1).max(64).optional(),
  }),
  z.object({
    ...stageHead,
    kind: z.literal('swiss'),
    rounds: z.int().min(1).max(50),
    book: z.enum(['xiangqi_2011', 'fide_dutch_2025']),
    points: pointsRule,
    chain: chainRule,
    through: z.int().min(1).max(64).optional(),
  }),
  z.object({ ...stageHead, kind: z.literal('single_elimination') }),
  z.object({ ...stageHead, kind: z.literal('double_elimination') }),
]);
export type StageRule = z.infer<typeof stageRule>;
export type TableStage = Extract<StageRule, { kind: 'round_robin' | 'swiss' }>;

/** What becomes of the matches of who withdraws or is disqualified: gone, kept as they are, or the rest counted as lost. */
export const withdrawalRules = ['delete_all', 'keep', 'walkovers'] as const;

export const matchRules = z.object({
  /** In their order; the last one that was played decides the places, the earlier ones those of who was not in it. */
  stages: z.array(stageRule).min(1).max(6),
  withdrawals: z.enum(withdrawalRules).default('keep'),
});

const pair = <Value extends z.ZodType>(value: Value) => z.tuple([value, value]);
const count = z.int().min(0).max(100_000);

export const matchHows = ['played', 'walkover', 'bye', 'half_bye', 'zero_bye'] as const;
export const brackets = ['main', 'losers', 'final', 'placing'] as const;

export const fileMatch = z.object({
  stage: fileId,
  round: z.int().min(1).max(500),
  group: fileId.optional(),
  /** The first side moves first: red, white. */
  sides: z.tuple([fileId, fileId.nullable()]),
  how: z.enum(matchHows).default('played'),
  /** Of an outcome, of a walkover, and of equal points where somebody must go on. */
  winner: z.enum(['first', 'second', 'draw', 'neither']).optional(),
  score: pair(decimalText).optional(),
  games: z.array(pair(count)).max(15).optional(),
  /** The individual matches of two teams, each by its games; an empty one was not played. */
  matches: z
    .array(z.array(pair(count)).max(15))
    .max(31)
    .optional(),
  fouls: pair(count).optional(),
  /** Of an elimination: which of its brackets, and which place the winner takes, if this match decides one. */
  bracket: z.enum(brackets).default('main'),
  place: z.int().min(1).max(4095).optional(),
});
export type FileMatch = z.infer<typeof fileMatch>;

export const matchResults = z.object({
  matches: z.array(fileMatch).max(100_000).default([]),
  /** From when on somebody was out, so that a later result of theirs is found. */
  withdrawals: z
    .array(z.object({ entrant: fileId, stage: fileId, afterRound: z.int().min(0).max(500) }))
    .max(5000)
    .default([]),
});

/** A contest of matches, written out. */
export const matchFile = fileHead.extend({ kind: z.literal('match'), rules: matchRules, results: matchResults });
export type MatchFile = z.infer<typeof matchFile>;

export const hasTable = (stage: StageRule): stage is TableStage =>
  stage.kind === 'round_robin' || stage.kind === 'swiss';
