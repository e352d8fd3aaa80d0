import { createInstance, type i18n } from 'i18next';
import type { Language, ModuleTexts } from './language';
import { sayDays } from './say-day';

const texts: i18n = createInstance();
let isReady = false;

/** Loads the texts of every module once, when the program is composed. */
export function registerTexts(modules: Readonly<Record<string, ModuleTexts>>): void {
  const resources = {
    'zh-CN': Object.fromEntries(Object.entries(modules).map(([name, t]) => [name, t['zh-CN']])),
    en: Object.fromEntries(Object.entries(modules).map(([name, t]) => [name, t.en])),
  };
  if (isReady) {
    for (const [language, namespaces] of Object.entries(resources))
      for (const [name, tree] of Object.entries(namespaces)) texts.addResourceBundle(language, name, tree, true, true);
    return;
  }
  isReady = true;
  void texts.init({
    resources,
    lng: 'zh-CN',
    fallbackLng: false,
    defaultNS: 'kernel',
    keySeparator: '.',
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}

/**
 * The words for a key such as `plan:report.title`, with days among the parameters written as the language writes them; a
 * missing key is a programmer's fault and shows itself.
 */
export function text(language: Language, key: string, params: Record<string, unknown> = {}): string {
  return texts.getFixedT(language)(key, sayDays(params, language));
}

export function hasText(language: Language, key: string): boolean {
  return texts.exists(key, { lng: language });
}

/** `plan.document_empty` has its words in module `plan` under `errors.document_empty`. */
export function errorText(language: Language, code: string, params: Record<string, unknown>): string {
  const [module, name] = code.split('.', 2);
  const own = `${module}:errors.${name}`;
  return hasText(language, own)
    ? text(language, own, params)
    : text(language, `kernel:errors.${module}.${name}`, params);
}
