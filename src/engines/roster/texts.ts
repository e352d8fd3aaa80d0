import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import codesEn from './codes/locale/en.json' with { type: 'json' };
import codesZh from './codes/locale/zh-CN.json' with { type: 'json' };
import cohortsEn from './cohorts/locale/en.json' with { type: 'json' };
import cohortsZh from './cohorts/locale/zh-CN.json' with { type: 'json' };
import dossierEn from './dossier/locale/en.json' with { type: 'json' };
import dossierZh from './dossier/locale/zh-CN.json' with { type: 'json' };
import doublesEn from './doubles/locale/en.json' with { type: 'json' };
import doublesZh from './doubles/locale/zh-CN.json' with { type: 'json' };
import erasureEn from './erasure/locale/en.json' with { type: 'json' };
import erasureZh from './erasure/locale/zh-CN.json' with { type: 'json' };
import intakeEn from './intake/locale/en.json' with { type: 'json' };
import intakeZh from './intake/locale/zh-CN.json' with { type: 'json' };
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import privacyEn from './privacy/locale/en.json' with { type: 'json' };
import privacyZh from './privacy/locale/zh-CN.json' with { type: 'json' };
import reorganisationEn from './reorganisation/locale/en.json' with { type: 'json' };
import reorganisationZh from './reorganisation/locale/zh-CN.json' with { type: 'json' };
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };

/** The words of the roster and of its areas, as the server says them. */
export const rosterTexts = joinTexts(
  { 'zh-CN': zh, en },
  { 'zh-CN': auditZh, en: auditEn },
  { 'zh-CN': codesZh, en: codesEn },
  { 'zh-CN': cohortsZh, en: cohortsEn },
  { 'zh-CN': dossierZh, en: dossierEn },
  { 'zh-CN': doublesZh, en: doublesEn },
  { 'zh-CN': erasureZh, en: erasureEn },
  { 'zh-CN': intakeZh, en: intakeEn },
  { 'zh-CN': privacyZh, en: privacyEn },
  { 'zh-CN': reorganisationZh, en: reorganisationEn },
  { 'zh-CN': rightsZh, en: rightsEn },
);
