import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import bodiesEn from './bodies/locale/en.json' with { type: 'json' };
import bodiesZh from './bodies/locale/zh-CN.json' with { type: 'json' };
import duesEn from './dues/locale/en.json' with { type: 'json' };
import duesZh from './dues/locale/zh-CN.json' with { type: 'json' };
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

/** The words of the line with those of its areas. */
export const membershipTexts = joinTexts(
  { 'zh-CN': zh, en },
  { 'zh-CN': auditZh, en: auditEn },
  { 'zh-CN': bodiesZh, en: bodiesEn },
  { 'zh-CN': duesZh, en: duesEn },
);
