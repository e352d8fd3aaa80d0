import { z } from 'zod';
import { skillKinds } from '#engines/roster/contract';
import { words } from '../terms';

const code = z.string().regex(/^[a-z][a-z0-9_]{0,60}$/);
const keyed = z.object({ key: code, title: words(60, 1) });

/** Who can be put forward. What is left out is not asked. */
export const eligibility = z.object({
  /** People of this cohort of the roster alone; for units: their heads are counted in it. */
  cohort: code.nullable().default(null),
  /** Kinds of unit that can be put forward: crews, canteens. */
  unitKinds: z.array(z.string().min(1).max(60)).max(20).default([]),
  fewestPersons: z.int().min(0).max(10_000).default(0),
  leastWomenPercent: z.int().min(0).max(100).default(0),
  /** Posts of which a holder leads the unit; with `leaderIsWoman` one of them has to be a woman. */
  leaderPosts: z.array(z.string().min(1).max(60)).max(20).default([]),
  leaderIsWoman: z.boolean().default(false),
  /** An entry of one of these kinds has to stand on the person's record. */
  skillKinds: z.array(z.enum(skillKinds)).default([]),
  /** The same title again within so many years asks for new merits. */
  yearsBetween: z.int().min(0).max(50).default(0),
});

export const quotaRule = z.discriminatedUnion('way', [
  z.object({ way: z.literal('none') }),
  z.object({ way: z.literal('fixed'), each: z.int().min(1).max(1000) }),
  /** So many seats by head count and largest remainder; every unit has at least `least`; `reserve` of them stay in hand. */
  z.object({
    way: z.literal('heads'),
    total: z.int().min(1).max(10_000),
    least: z.int().min(0).max(10).default(1),
    reserve: z.int().min(0).max(1000).default(0),
  }),
]);

export const tieBreaks = ['fewer_honours', 'front_line', 'lot'] as const;

const review = z.discriminatedUnion('way', [
  /** Each voter says yes to at most `most` of them; who has more than the share of all seats is chosen, most votes first. */
  z.object({
    way: z.literal('votes'),
    voters: z.int().min(3).max(200),
    /** `1/2`: more than half; `2/3`: two thirds or more. */
    majority: z.enum(['1/2', '2/3']).default('1/2'),
  }),
  z.object({
    way: z.literal('scores'),
    voters: z.int().min(3).max(200),
    dropHighest: z.int().min(0).max(5).default(1),
    dropLowest: z.int().min(0).max(5).default(1),
    places: z.int().min(0).max(4).default(2),
    /** Nobody is chosen with less. */
    least: z.int().min(0).max(100).default(60),
  }),
  /** A meeting decides and its minutes say whom. */
  z.object({ way: z.literal('meeting') }),
]);

/** All that a scheme says; the same for every scheme of the house, so that another one needs no code. */
export const definition = z.object({
  conditions: words(4000).default(''),
  eligibility: eligibility.prefault({}),
  /** Items of which each is to be clear before somebody is qualified: discipline, safety. */
  vetoes: z.array(keyed).max(12).default([]),
  /** What the form asks for in words; 双文明 has two that must both be filled. */
  parts: z
    .array(keyed.extend({ isRequired: z.boolean().default(true), fewest: z.int().min(1).max(2000).default(10) }))
    .max(12)
    .default([]),
  quota: quotaRule.default({ way: 'none' }),
  /** How many may be put forward for a hundred seats: 120 is 差额 1.2. */
  surplusPercent: z.int().min(100).max(300).default(100),
  review: review.prefault({ way: 'votes', voters: 3 }),
  /** What parts equals, in this order; equals that nothing parts are named, and a meeting has to say. */
  tieBreaks: z.array(z.enum(tieBreaks)).max(3).default([]),
  most: z.int().min(1).max(10_000),
  /** Exactly `most`, as ten and ten of 双十佳; else fewer are allowed. */
  isExact: z.boolean().default(false),
  /** To each who wins, in fen as digits. */
  prizeFen: z
    .string()
    .regex(/^\d{1,13}$/)
    .default('0'),
  noticeDays: z.int().min(1).max(60).default(5),
  takesAnonymous: z.boolean().default(true),
});
export type Definition = z.infer<typeof definition>;
export type DefinitionInput = z.input<typeof definition>;

const twice = (keys: readonly string[]): boolean => new Set(keys).size < keys.length;

export interface DefinitionFault {
  readonly at: string;
  readonly key: string;
}

/** What the schema can't see. */
export function faultsOfDefinition(given: Definition, kind: 'individual' | 'collective'): DefinitionFault[] {
  const { review: way, quota, eligibility: asked } = given;
  const checks: readonly [boolean, string, string][] = [
    [twice(given.parts.map(({ key }) => key)), 'parts', 'key_twice'],
    [twice(given.vetoes.map(({ key }) => key)), 'vetoes', 'key_twice'],
    [way.way === 'scores' && way.dropHighest + way.dropLowest >= way.voters, 'review', 'all_dropped'],
    [quota.way === 'heads' && quota.reserve >= quota.total, 'quota', 'all_reserved'],
    [asked.leaderIsWoman && asked.leaderPosts.length === 0, 'eligibility.leaderPosts', 'leader_unsaid'],
    [kind === 'individual' && (asked.leaderIsWoman || asked.leastWomenPercent > 0), 'eligibility', 'of_units_only'],
    [kind === 'collective' && asked.skillKinds.length > 0, 'eligibility.skillKinds', 'of_people_only'],
  ];
  return checks.filter(([isWrong]) => isWrong).map(([, at, key]) => ({ at, key }));
}
