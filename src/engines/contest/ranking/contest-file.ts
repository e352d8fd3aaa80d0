import { z } from 'zod';
import { words } from '#kernel/contract';
import { decimalText } from './decimals';

/**
 * A contest written out: everything that its ranking comes from, so that anyone can compute it again. What the product
 * publishes is the ranking of such a file, computed by the same functions as `gonghui contest rank`.
 *
 * Ids are texts of the file, so that a file may be written by hand: `"A"`, `"1"`.
 */
export const fileId = z.string().trim().min(1).max(64);

export const entrantStates = ['entered', 'withdrawn', 'disqualified'] as const;
export type EntrantState = (typeof entrantStates)[number];

export const fileEntrant = z.object({
  id: fileId,
  name: words(120, 1),
  /** The unit that the entrant is of, or is: points go to it, and draws keep those of one unit apart. */
  unit: words(120).optional(),
  group: fileId.optional(),
  /** The number that was drawn, which orders what is equal. */
  number: z.int().min(1).max(100_000).optional(),
  state: z.enum(entrantStates).default('entered'),
  /** Why it is out; printed beside it. */
  reason: words(400).optional(),
});
export type FileEntrant = z.infer<typeof fileEntrant>;

/** What the file of every kind of contest has. A kind adds `kind`, `rules` and `results`. */
export const fileHead = z.object({
  format: z.literal('gonghui-contest/1'),
  name: words(120, 1),
  groups: z
    .array(z.object({ id: fileId, name: words(60, 1) }))
    .max(100)
    .default([]),
  entrants: z.array(fileEntrant).max(5000),
});

export const rankedRow = z.object({
  entrant: fileId,
  /** Null for those who are out: withdrawn, disqualified, without a result. */
  rank: z.int().nullable(),
  isJoint: z.boolean(),
  /** The figure that ranks first, as it is printed: `9.43`, `4:31.2`, `7`. */
  result: z.string(),
  /** What was compared, in the order in which it was asked: key of a criterion, value. */
  steps: z.array(z.object({ key: z.string(), value: z.string() })),
  /** Key of the words that say why somebody is out or what was left out, with what they name. */
  notes: z.array(z.object({ key: z.string(), params: z.record(z.string(), z.string()) })),
});
export type RankedRow = z.infer<typeof rankedRow>;

export const rankedGroup = z.object({ group: fileId.nullable(), rows: z.array(rankedRow) });

/** The answer to a contest's file: the rows of each group in the order of their ranks, those who are out at the end. */
export const ranking = z.object({ groups: z.array(rankedGroup) });
export type Ranking = z.infer<typeof ranking>;

/** A fault of a file that its schema can't see: where it stands, and the key of the words for it with what they name. */
export const fileFault = z.object({ at: z.string(), key: z.string(), params: z.record(z.string(), z.string()) });
export type FileFault = z.infer<typeof fileFault>;

/** What units earn by the places of their entrants: `["9", "7", "6", "5", "4", "3", "2", "1"]`. */
export const unitPoints = z.array(decimalText).max(50);
