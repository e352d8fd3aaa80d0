import { joinTexts } from '#kernel/contract';
import assetsEn from './assets/locale/en.json' with { type: 'json' };
import assetsZh from './assets/locale/zh-CN.json' with { type: 'json' };
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import auditsEn from './audits/locale/en.json' with { type: 'json' };
import auditsZh from './audits/locale/zh-CN.json' with { type: 'json' };
import bankEn from './bank/locale/en.json' with { type: 'json' };
import bankZh from './bank/locale/zh-CN.json' with { type: 'json' };
import claimsEn from './claims/locale/en.json' with { type: 'json' };
import claimsZh from './claims/locale/zh-CN.json' with { type: 'json' };
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import shareEn from './fund-share/locale/en.json' with { type: 'json' };
import shareZh from './fund-share/locale/zh-CN.json' with { type: 'json' };
import goodsEn from './goods/locale/en.json' with { type: 'json' };
import goodsZh from './goods/locale/zh-CN.json' with { type: 'json' };
import opinionsEn from './opinions/locale/en.json' with { type: 'json' };
import opinionsZh from './opinions/locale/zh-CN.json' with { type: 'json' };
import receiptsEn from './receipts/locale/en.json' with { type: 'json' };
import receiptsZh from './receipts/locale/zh-CN.json' with { type: 'json' };
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import workEn from './work/locale/en.json' with { type: 'json' };
import workZh from './work/locale/zh-CN.json' with { type: 'json' };
import vouchersEn from './vouchers/locale/en.json' with { type: 'json' };
import vouchersZh from './vouchers/locale/zh-CN.json' with { type: 'json' };

/** The words of the line with those of its areas. */
export const financeTexts = joinTexts(
  { 'zh-CN': zh, en },
  { 'zh-CN': auditZh, en: auditEn },
  { 'zh-CN': rightsZh, en: rightsEn },
  { 'zh-CN': bankZh, en: bankEn },
  { 'zh-CN': claimsZh, en: claimsEn },
  { 'zh-CN': vouchersZh, en: vouchersEn },
  { 'zh-CN': receiptsZh, en: receiptsEn },
  { 'zh-CN': shareZh, en: shareEn },
  { 'zh-CN': workZh, en: workEn },
  { 'zh-CN': assetsZh, en: assetsEn },
  { 'zh-CN': goodsZh, en: goodsEn },
  { 'zh-CN': auditsZh, en: auditsEn },
  { 'zh-CN': opinionsZh, en: opinionsEn },
);
