import { z } from 'zod';
import type { Language } from './language';
import type { ParameterShape } from './parameter-contract';
import { hasText, text } from './texts';

const placeOf = (shape: ParameterShape): { module: string; words: string } => {
  const [module, name] = shape.key.split('.', 2) as [string, string];
  return { module, words: `${module}:parameters.${name}` };
};

export interface ParameterWords {
  module: string;
  group: string;
  name: string;
  explanation: string;
}

export function headWords(language: Language, shape: ParameterShape): ParameterWords {
  const { module, words } = placeOf(shape);
  return {
    module,
    group: text(language, `${module}:parameters.${shape.group === undefined ? 'group' : `groups.${shape.group}`}`),
    name: text(language, `${words}.name`),
    explanation: text(language, `${words}.explanation`),
  };
}

/** The product's own source in the reader's language: the stored one is Chinese. */
export function productSource(language: Language, shape: ParameterShape): string {
  return text(language, `${placeOf(shape).words}.source`);
}

/** What the counted records are, with their number. */
export function usesWords(language: Language, shape: ParameterShape, count: number): string {
  return text(language, `${placeOf(shape).words}.uses`, { count });
}

/** The names of all parts of a value, and of what a zero stands for. */
export function partsOf(schema: z.ZodType): string[] {
  if (schema instanceof z.ZodArray) return partsOf(schema.element as z.ZodType);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, part]) => [name, ...partsOf(part as z.ZodType)]);
  const zeroWord = schema.meta()?.zeroWord;
  return typeof zeroWord === 'string' ? [zeroWord] : [];
}

export interface PartWords {
  fields: Record<string, string>;
  hints: Record<string, string>;
}

export function partWords(language: Language, shape: ParameterShape): PartWords {
  const { words } = placeOf(shape);
  const parts = [...new Set(partsOf(shape.schema))];
  const wordsAt = (place: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, text(language, `${words}.${place}.${name}`)]));
  return {
    fields: wordsAt('fields', parts),
    hints: wordsAt(
      'hints',
      parts.filter((name) => hasText(language, `${words}.hints.${name}`)),
    ),
  };
}
