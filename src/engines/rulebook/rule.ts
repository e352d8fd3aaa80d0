import { z } from 'zod';
import { parameterShape, type ParameterLevel, type ParameterShape, type ParameterUnit } from '#kernel/contract';

/** What is reckoned by a rule, and in what. */
interface Kind<Value> {
  readonly schema: z.ZodType<Value>;
  readonly unit: ParameterUnit | null;
}

/** From 0 to 1. */
export const ratio: Kind<number> = { schema: z.number().min(0).max(1), unit: 'ratio' };
/** A sum that a computation can't do without. */
export const fen: Kind<number> = { schema: z.int().min(0), unit: 'fen' };
/** The most that may be spent. Null: nobody has set it here yet, which never means that there is no bound. */
export const cap: Kind<number | null> = { schema: z.int().min(0).nullable(), unit: 'fen' };
/** A part of a whole as two whole numbers, so that nothing is rounded: `2/3` is at least, `>1/2` more than. */
export const share: Kind<string> = { schema: z.string().regex(/^>?[1-9]\d{0,3}\/[1-9]\d{0,3}$/), unit: null };
export const words: Kind<string[]> = { schema: z.array(z.string().min(1).max(20)).min(1).max(10), unit: null };

export const whole = (unit: ParameterUnit): Kind<number> => ({ schema: z.int().min(0).max(100_000), unit });
export const factor = (unit: ParameterUnit): Kind<number> => ({ schema: z.number().min(0).max(100), unit });
/** One of these, and nothing between. */
export const wholes = (unit: ParameterUnit): Kind<number[]> => ({
  schema: z.array(z.int().min(0).max(100_000)).min(1).max(10),
  unit,
});

export const range = (unit: ParameterUnit): Kind<{ from: number; to: number }> => ({
  schema: z
    .object({ from: z.int().min(0).max(1000), to: z.int().min(0).max(1000) })
    .refine(({ from, to }) => from <= to, { path: ['to'] }),
  unit,
});

/** Points for each outcome of a match. */
export function points<const Outcome extends string>(...outcomes: readonly Outcome[]): Kind<Record<Outcome, number>> {
  const entries = outcomes.map((outcome) => [outcome, z.int().min(-10).max(100)] as const);
  return {
    schema: z.object(Object.fromEntries(entries)) as unknown as z.ZodType<Record<Outcome, number>>,
    unit: 'points',
  };
}

/** A figure of the law or of a higher union, as the product brings it. */
export interface Rule<Value> {
  readonly shape: ParameterShape<Value>;
  readonly value: Value;
  readonly level: ParameterLevel;
  readonly source: string;
  /** `L` the text of the law was read, `P` a public page, `K-H` to `K-L` known without a source. */
  readonly confidence: string;
}

export function rule<Value>(
  name: string,
  group: string,
  { schema, unit }: Kind<Value>,
  value: Value,
  [level, source, confidence]: readonly [level: ParameterLevel, source: string, confidence: string],
): Rule<Value> {
  return { shape: parameterShape({ key: `rulebook.${name}`, unit, schema, group }), value, level, source, confidence };
}
