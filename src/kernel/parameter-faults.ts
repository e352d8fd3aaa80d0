import type { z } from 'zod';
import type { FieldIssue } from './errors';
import { type Language, thingsInWords } from './language';
import type { ParameterShape } from './parameter-contract';
import { text } from './texts';

type Issue = z.core.$ZodIssue;

/** A module's own check names its words by `parameters.<name>.faults.<fault>`; what they mention stands in `params`. */
function ownWords(language: Language, module: string, issue: Issue): string | null {
  if (issue.code !== 'custom' || !issue.message.startsWith('parameters.')) return null;
  return text(language, `${module}:${issue.message}`, (issue.params ?? {}) as Record<string, unknown>);
}

/** The bound as the form shows it: a share of 0.1 is filled in as 10. */
function boundText(bound: number | bigint, shape: ParameterShape): string {
  return String(shape.unit === 'ratio' ? Number((Number(bound) * 100).toFixed(6)) : bound);
}

function plainWords(language: Language, shape: ParameterShape, issue: Issue): string {
  const say = (key: string, bound?: number | bigint, choices = '') =>
    text(language, `kernel:parameter.faults.${key}`, {
      bound: bound === undefined ? '' : issue.path.length === 0 ? boundText(bound, shape) : String(bound),
      choices,
    });
  if (issue.code === 'too_small') {
    if (issue.origin === 'array') return say('fewRows', issue.minimum);
    return issue.origin === 'string' ? say('missing') : say('small', issue.minimum);
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'array') return say('manyRows', issue.maximum);
    return issue.origin === 'string' ? say('long', issue.maximum) : say('big', issue.maximum);
  }
  if (issue.code === 'invalid_type') return say(issue.expected === 'int' ? 'whole' : 'missing');
  if (issue.code === 'invalid_value')
    return say('choices', undefined, thingsInWords(language, issue.values.map(String)));
  return say('unfit');
}

/** What is wrong with a value, by the path in the request, in words that say what to do. */
export function faultsOf(
  language: Language,
  shape: ParameterShape,
  error: { readonly issues: readonly Issue[] },
): FieldIssue[] {
  const module = shape.key.split('.', 1)[0]!;
  return error.issues.map((issue) => ({
    path: ['value', ...issue.path].join('.'),
    message: ownWords(language, module, issue) ?? plainWords(language, shape, issue),
  }));
}
