import type { z } from 'zod';
import type { chainRule, pointsRule, scoreModel } from './file';

interface Preset {
  readonly points: z.input<typeof pointsRule>;
  readonly chain: z.input<typeof chainRule>;
  readonly score: z.input<typeof scoreModel>;
}

/**
 * Rule books to begin with; every word of them may be changed in a contest.
 *
 * - `ittf_group`: 3.7.5 of the handbook of table tennis: ratios among the tied, who is placed leaves, the rest begin anew.
 * - `uefa_group`: the whole chain among the tied first, then anew for those still tied, then all matches.
 * - `xiangqi_a`, `xiangqi_b`: the two chains of the rules of xiangqi of 2011, §13–14; a bye is a win.
 * - `fide`: points, then Buchholz without the lowest, Buchholz, Sonneborn-Berger, wins.
 * - `cards_shengji`: opponents' points, then levels won less levels lost.
 */
export const presets = {
  ittf_group: {
    points: { win: '2', draw: '0', loss: '1', walkoverLoss: '0', bye: '0', halfBye: '0' },
    chain: {
      criteria: ['points_among', 'matches_ratio_among', 'games_ratio_among', 'score_ratio_among', 'lot'],
      restart: 'after_split',
    },
    score: { model: 'games', games: { bestOf: 5, to: 11, lead: 2 } },
  },
  uefa_group: {
    points: { win: '3', draw: '1', loss: '0', bye: '0', halfBye: '0' },
    chain: {
      criteria: ['points_among', 'difference_among', 'scored_among', 'difference', 'scored', 'wins', 'fouls', 'lot'],
      restart: 'after_chain',
    },
    score: { model: 'points', canDraw: true },
  },
  xiangqi_a: {
    points: { win: '2', draw: '1', loss: '0', bye: '2', halfBye: '1' },
    chain: {
      criteria: ['opponents_points', 'wins', 'fouls', 'games_moving_second', 'previous_round'],
      missingOpponent: 'lowest',
    },
    score: { model: 'outcome', canDraw: true },
  },
  xiangqi_b: {
    points: { win: '2', draw: '1', loss: '0', bye: '2', halfBye: '1' },
    chain: { criteria: ['cumulative', 'wins', 'fouls', 'games_moving_second', 'cumulative_without_first'] },
    score: { model: 'outcome', canDraw: true },
  },
  fide: {
    points: { win: '1', draw: '0.5', loss: '0', bye: '1', halfBye: '0.5' },
    chain: {
      criteria: ['buchholz_without_lowest', 'buchholz', 'sonneborn_berger', 'wins'],
      missingOpponent: 'own',
    },
    score: { model: 'outcome', canDraw: true },
  },
  cards_shengji: {
    points: { win: '2', draw: '1', loss: '0', bye: '2', halfBye: '1' },
    chain: { criteria: ['opponents_points', 'difference', 'wins', 'lot'], missingOpponent: 'lowest' },
    score: { model: 'points', canDraw: true },
  },
} as const satisfies Record<string, Preset>;

export type PresetKey = keyof typeof presets;
