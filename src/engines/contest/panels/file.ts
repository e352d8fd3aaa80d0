import { z } from 'zod';
import { words } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { fileHead, fileId } from '../ranking/contest-file';

/** A short name that marks refer to: `content`, `dish`. */
export const partKey = z.string().regex(/^[a-z][a-z0-9_]{0,31}$/);

/**
 * Where a figure is rounded first. The result itself is always rounded, so that what is printed is what was compared:
 * - `before_weighting`: each mean as soon as it is taken, before weights of criteria, parts and audience come to it;
 * - `after_weighting`: the score of a round, before a share of an earlier round is carried into it;
 * - `at_end`: the result alone.
 */
export const roundingStages = ['before_weighting', 'after_weighting', 'at_end'] as const;

/** How equal results are parted, in the order that the rules give; what nothing parts is a joint place. */
export const panelTies = ['finer', 'named', 'all_marks', 'earlier_round'] as const;

const scale = z.object({ from: decimalText, to: decimalText, decimals: z.int().min(0).max(3) });

const timeRule = z.object({
  /** Seconds that one may take. */
  limit: z.int().min(1).max(86_400),
  /** Seconds over the limit that cost nothing where each started minute costs. */
  grace: z.int().min(0).max(3600).default(0),
  /** More seconds over the limit than `over` cost `deduct`; of several the one that reaches furthest counts. */
  steps: z
    .array(z.object({ over: z.int().min(0).max(86_400), deduct: decimalText }))
    .max(10)
    .default([]),
  /** What each started minute over the limit costs. */
  perMinute: decimalText.nullable().default(null),
  /** Whoever is more seconds over the limit than this has no result. */
  outAfter: z.int().min(1).max(86_400).nullable().default(null),
});
export type TimeRule = z.infer<typeof timeRule>;

const noTime: TimeRule | null = null;

export const panelPart = z.object({
  key: partKey,
  name: words(60, 1),
  weight: decimalText.default('100'),
  /** `desk`: one mark that is found, not judged, such as that of a written paper. */
  by: z.enum(['judges', 'desk']).default('judges'),
  scale: scale.default({ from: '0', to: '10', decimals: 2 }),
  /** Without criteria a judge gives one mark. */
  criteria: z
    .array(z.object({ key: partKey, name: words(60, 1), weight: decimalText }))
    .max(12)
    .default([]),
  time: timeRule.nullable().default(noTime),
});
export type PanelPart = z.infer<typeof panelPart>;

/** One part, one mark from 0 to 10. Written out, for the phone has the shapes without their reading. */
const onePart: PanelPart = {
  ...{ key: 'performance', name: '表现', weight: '100', by: 'judges', criteria: [], time: null },
  scale: { from: '0', to: '10', decimals: 2 },
};
const noNamed: { part: string; criterion: string | null } | null = null;

export const panelRules = z.object({
  /** What the result is told out of; the mean of a part with another scale is brought to it in proportion. */
  outOf: decimalText.default('10'),
  parts: z.array(panelPart).min(1).max(6).default([onePart]),
  /** So many of the highest and of the lowest marks are left out; as many as `keep` must remain. */
  drop: z
    .object({ high: z.int().min(0).max(5), low: z.int().min(0).max(5), keep: z.int().min(1).max(30) })
    .default({ high: 1, low: 1, keep: 3 }),
  /** Whether a judge's whole mark is left out, or a mark of each criterion by itself. */
  dropping: z.enum(['whole', 'criterion']).default('whole'),
  rounding: z
    .object({ decimals: z.int().min(0).max(4), stage: z.enum(roundingStages) })
    .default({ decimals: 2, stage: 'before_weighting' }),
  ties: z.array(z.enum(panelTies)).max(4).default(['finer', 'all_marks']),
  /** How many more decimals `finer` takes everywhere where the rules round. */
  finerBy: z.int().min(1).max(4).default(1),
  /** The part, or the criterion of it, of which the higher mean parts equal ones. */
  named: z.object({ part: partKey, criterion: partKey.nullable() }).nullable().default(noNamed),
  rounds: z
    .array(
      z.object({
        name: words(60, 1),
        comesIn: z.int().min(1).max(1000).nullable().default(null),
        /** The hundredths of the result that are the earlier round's. */
        carries: decimalText.default('0'),
        /** The hundredths of the round's score that the audience has; the judges have the others. */
        audience: decimalText.default('0'),
      }),
    )
    .min(1)
    .max(10)
    .default([{ name: '决赛', comesIn: null, carries: '0', audience: '0' }]),
  /** The whole of the audience's share goes to who has the most votes, others in proportion; or to who would have all votes. */
  audienceBy: z.enum(['most', 'all']).default('most'),
  /** Judges see numbers, not names. */
  isBlind: z.boolean().default(false),
  /** Judges see each other's marks, or nobody's but their own until the round is signed off. */
  marksAre: z.enum(['open', 'secret']).default('secret'),
  /** Judges don't mark those of their own unit. */
  avoidsOwnUnit: z.boolean().default(true),
  /** A whole mark further than this from the panel's median is shown to the chair; it changes nothing. */
  outlier: decimalText.nullable().default('1'),
});
export type PanelRules = z.infer<typeof panelRules>;

export const panelJudge = z.object({
  id: fileId,
  /** What notes call the judge: the number of the seat. */
  name: words(60, 1),
  /** A machine that gives marks as one judge. */
  isMachine: z.boolean().default(false),
});

/** What one judge gives one entrant for one part: a mark for each criterion, or one alone. */
export const panelBallot = z.object({
  entrant: fileId,
  round: z.int().min(1).max(10),
  part: partKey,
  /** Null for a mark of the desk. */
  judge: fileId.nullable(),
  mark: decimalText.nullable().default(null),
  criteria: z.record(partKey, decimalText).default({}),
});
export type PanelBallot = z.infer<typeof panelBallot>;

const place = { entrant: fileId, round: z.int().min(1).max(10) };

export const panelResults = z.object({
  judges: z.array(panelJudge).max(60),
  /** Who doesn't mark whom; the mean is then that of the others. */
  recusals: z.array(z.object({ judge: fileId, entrant: fileId })).max(10_000),
  ballots: z.array(panelBallot).max(100_000),
  times: z.array(z.object({ ...place, part: partKey, seconds: decimalText })).max(50_000),
  votes: z.array(z.object({ ...place, count: z.int().min(0).max(10_000_000) })).max(50_000),
});

export const panelFile = fileHead.extend({ kind: z.literal('panel'), rules: panelRules, results: panelResults });
export type PanelFile = z.infer<typeof panelFile>;
