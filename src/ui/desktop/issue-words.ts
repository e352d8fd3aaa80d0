import type { z } from 'zod';
import type { useUiTexts } from '../ui-texts';

/** What a schema found, in words for people: the library's own speak of types and formats. The server says the same. */
export function issueWords(issue: z.core.$ZodIssue, t: ReturnType<typeof useUiTexts>): string {
  if (issue.code === 'invalid_format') {
    if (issue.format === 'regex') return t('field.pattern');
    return issue.format === 'date' ? t('field.noSuchDay') : issue.message;
  }
  if (issue.code === 'invalid_value') return t('field.choice');
  if (issue.code === 'too_big' && issue.origin === 'string') return t('field.long', { count: Number(issue.maximum) });
  if (issue.code === 'too_small' && issue.origin === 'string')
    return Number(issue.minimum) <= 1 ? t('field.missing') : t('field.short', { count: Number(issue.minimum) });
  if (issue.code === 'too_big' && issue.origin === 'number') return t('field.great', { count: Number(issue.maximum) });
  if (issue.code === 'too_small' && issue.origin === 'number')
    return t('field.small', { count: Number(issue.minimum) });
  return issue.message;
}
