import { z } from 'zod';
import { words } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { fileHead, fileId } from '../ranking/contest-file';

/** What is measured: the salt a team harvests, the time of a relay, a distance, a number of things. */
export const quantities = ['weight', 'time', 'distance', 'area', 'count'] as const;

/** What counts of several attempts of a round. */
export const countings = ['best', 'sum', 'mean'] as const;

/** How equal results are parted, in the order that the rules give; what nothing parts is a joint place. */
export const measuredTies = ['second', 'next_best', 'earlier_round', 'number'] as const;

const better = z.enum(['higher', 'lower']);
const measure = z.object({ unit: words(12, 1), better, decimals: z.int().min(0).max(6) });

const noSecond: { unit: string; better: 'higher' | 'lower'; decimals: number } | null = null;

export const measuredRules = z.object({
  quantity: z.enum(quantities).default('weight'),
  unit: words(12, 1).default('kg'),
  better: better.default('higher'),
  decimals: z.int().min(0).max(6).default(1),
  counting: z.enum(countings).default('best'),
  /** How often each may try in a round. */
  attempts: z.int().min(1).max(20).default(1),
  /** The legs of a relay; 0 where nobody hands anything on. What a team is given is the sum of its legs. */
  legs: z.int().min(0).max(20).default(0),
  /** A second thing that is measured and parts equal ones, such as the time in which the salt was harvested. */
  second: measure.nullable().default(noSecond),
  ties: z.array(z.enum(measuredTies)).max(4).default(['next_best', 'earlier_round']),
  /** The rounds in their order; into a later one come so many of the one before. */
  rounds: z
    .array(z.object({ name: words(60, 1), comesIn: z.int().min(1).max(1000).nullable() }))
    .min(1)
    .max(10)
    .default([{ name: '决赛', comesIn: null }]),
});
export type MeasuredRules = z.infer<typeof measuredRules>;

/** valid counts; the others are kept and printed, and count nothing. */
export const attemptStates = ['valid', 'foul', 'not_started', 'not_finished'] as const;

export const measuredAttempt = z.object({
  entrant: fileId,
  round: z.int().min(1).max(10),
  attempt: z.int().min(1).max(20).default(1),
  state: z.enum(attemptStates).default('valid'),
  /** In the unit of the rules; left out where legs are given. */
  value: decimalText.nullable().default(null),
  second: decimalText.nullable().default(null),
  legs: z.array(decimalText).max(20).default([]),
  /** Taken off what counts the more the better, added to what counts the less the better. */
  penalties: z
    .array(z.object({ amount: decimalText, reason: words(120, 1) }))
    .max(10)
    .default([]),
  reason: words(400).default(''),
});
export type MeasuredAttempt = z.infer<typeof measuredAttempt>;

export const measuredFile = fileHead.extend({
  kind: z.literal('measured'),
  rules: measuredRules,
  results: z.array(measuredAttempt).max(100_000),
});
export type MeasuredFile = z.infer<typeof measuredFile>;
