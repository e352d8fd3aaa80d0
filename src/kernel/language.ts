import { z } from 'zod';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
export const language = z.enum(languages);

/** The texts of one module in both languages, as its `locale/` files hold them. */
export type ModuleTexts = Readonly<Record<Language, TextTree>>;
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/**
 * The texts of a module whose areas keep words of their own, as one: branches are joined, and a word that two areas claim
 * is a programmer's fault.
 */
export function joinTexts(...areas: readonly ModuleTexts[]): ModuleTexts {
  const joined = (trees: readonly TextTree[]): TextTree => {
    const whole = new Map<string, string | TextTree>();
    for (const [key, part] of trees.flatMap((tree) => Object.entries(tree))) {
      const known = whole.get(key);
      if (known !== undefined && (typeof known === 'string' || typeof part === 'string'))
        throw new Error(`two areas of one module claim the word ${key}`);
      whole.set(key, known === undefined || typeof known === 'string' ? part : joined([known, part as TextTree]));
    }
    return Object.fromEntries(whole);
  };
  return { 'zh-CN': joined(areas.map((area) => area['zh-CN'])), en: joined(areas.map((area) => area.en)) };
}

/** Chooses by what the browser asks for; Chinese is the first language of the product. */
export function chooseLanguage(wanted: string | undefined): Language {
  const first = wanted?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh-CN';
}

/** Things in a row: `东滩、西滩`, `East, West`. */
export function thingsInWords(language: Language, things: readonly string[]): string {
  return things.join(language === 'en' ? ', ' : '、');
}

/** Clauses in a row, which may hold commas of their own: `甲，乙；丙`, `a, b; c`. */
export function clausesInWords(language: Language, clauses: readonly string[]): string {
  return clauses.join(language === 'en' ? '; ' : '；');
}
