import type { ModuleTexts } from '#kernel/contract';
import en from './funds/locale/en.json' with { type: 'json' };
import zh from './funds/locale/zh-CN.json' with { type: 'json' };

/** The words of the areas of money, which share one page of the browser's. */
export const moneyTexts: ModuleTexts = { 'zh-CN': zh, en };
