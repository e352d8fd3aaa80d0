import { hasText, text } from '#ui';
import type { PlanTexts } from '../texts';

/** A reason is a key of the module that answered, such as `culture.rows.no_attendance`. */
export function reasonWords(reason: string, t: PlanTexts): string {
  const [module = '', ...rest] = reason.split('.');
  const key = rest.join('.');
  return hasText(module, key) ? text(module, key) : (t.maybe(`reason.${rest.at(-1) ?? ''}`) ?? t('reason.other'));
}
