import { z } from 'zod';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];
export const language = z.enum(languages);

/** The texts of one module in both languages, as its `locale/` files hold them. */
export type ModuleTexts = Readonly<Record<Language, TextTree>>;
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** Chooses by what the browser asks for; Chinese is the first language of the product. */
export function chooseLanguage(wanted: string | undefined): Language {
  const first = wanted?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh-CN';
}
