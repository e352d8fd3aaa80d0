import type { z } from 'zod';
import type { useUiTexts } from '../ui-texts';

/** What a schema found, in words for people where a form can meet it: the library's own speak of types and formats. */
export function issueWords(issue: z.core.$ZodIssue, t: ReturnType<typeof useUiTexts>): string {
  if (issue.code === 'invalid_format') return t(issue.format === 'date' ? 'field.dayWrong' : 'field.pattern');
  if (issue.code === 'invalid_value') return t('field.choose');
  if (issue.code === 'too_big' && issue.origin === 'string') return t('field.long', { count: Number(issue.maximum) });
  if (issue.code === 'too_small' && issue.origin === 'string' && Number(issue.minimum) <= 1) return t('field.missing');
  return issue.message;
}
