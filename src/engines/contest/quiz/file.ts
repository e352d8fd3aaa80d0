import { z } from 'zod';
import { words } from '#kernel/contract';
import { decimalText } from '../ranking/decimals';
import { fileHead, fileId } from '../ranking/contest-file';

/**
 * Parts of a knowledge contest: 必答 answered in turn, 抢答 by whoever presses first, 风险 for stakes that the team chooses,
 * 加赛 among those who are equal. Each may be held more than once.
 */
export const quizParts = ['required', 'buzzer', 'risk', 'playoff'] as const;

/** What the jury says of an answer. `foul` is a press before the call; `no_answer` is time that ran out. */
export const verdicts = ['right', 'wrong', 'no_answer', 'foul', 'passed'] as const;

const points = decimalText;
const partRules = z.object({
  right: points,
  wrong: points,
  no_answer: points,
  foul: points,
  /** How long a team may take, in seconds; a reminder for the host, who decides. */
  seconds: z.int().min(5).max(600),
});
const plain = (right: string, wrong: string, rest: object = {}) => ({
  ...{ right, wrong, no_answer: wrong, foul: '0', seconds: 30 },
  ...rest,
});

export const quizRules = z.object({
  base: points.default('100'),
  /** Points of a team may fall below nought. */
  mayFallBelow: z.boolean().default(true),
  required: partRules.prefault(plain('10', '0')),
  buzzer: partRules.prefault(plain('10', '-10', { foul: '-10', seconds: 20 })),
  /** Among these a team chooses; right gives so many, wrong takes them, to pass costs nothing. */
  stakes: z.array(points).min(1).max(10).default(['10', '20', '30']),
  risk: z.object({ seconds: z.int().min(5).max(600) }).default({ seconds: 60 }),
  /** A playoff counts apart: it parts equal teams and changes no score. */
  playoff: partRules.prefault(plain('10', '0', { seconds: 20 })),
});
export type QuizRules = z.infer<typeof quizRules>;

/** What happened, in the order of `seq`. What the jury takes back stays in the log and counts nothing. */
export const quizEntry = z.object({
  seq: z.int().min(1),
  part: z.enum(quizParts),
  entrant: fileId,
  verdict: z.enum(verdicts),
  /** What a team chose in a risk question. */
  stake: points.nullable().default(null),
  /** What the jury adds or takes by itself, with the reason; the verdict then gives nothing. */
  adjusted: points.nullable().default(null),
  reason: words(400).default(''),
  isTakenBack: z.boolean().default(false),
});
export type QuizEntry = z.infer<typeof quizEntry>;

export const quizFile = fileHead.extend({
  kind: z.literal('quiz'),
  rules: quizRules,
  results: z.array(quizEntry).max(20_000),
});
export type QuizFile = z.infer<typeof quizFile>;
