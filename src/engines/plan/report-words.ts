import { hasText, text } from '#kernel';
import type { Language } from '#kernel/contract';
import type { Words } from './report-lines';

/** The engine's texts in one language, and those of the modules that answer its measures. */
export function wordsIn(language: Language): Words {
  return {
    language,
    say: (key, params = {}) => text(language, `plan:${key}`, params),
    reason: (key) => {
      const own = [key.replace('.', ':'), `plan:report.reasons.${key.split('.').at(-1) ?? ''}`];
      const known = own.find((name) => hasText(language, name));
      return known === undefined ? null : text(language, known);
    },
  };
}
