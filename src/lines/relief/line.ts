import { joinTexts } from '#kernel/contract';
import auditEn from './audit-words/locale/en.json' with { type: 'json' };
import auditZh from './audit-words/locale/zh-CN.json' with { type: 'json' };
import { serve, type ModuleManifest, type Parameter } from '#kernel';
import * as contract from './contract';
import { exportCovered, listCovered } from './covered-people';
import { coverPlansShape, type CoverPlan } from './cover-plans';
import { joinCoverage, leaveCoverage, showCoverage, showOwnCoverage } from './coverages';
import { lapseJob } from './lapse';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };
import { mutualAidRate, staffInsuranceRate } from './measures';
import { moneyMeasures } from './floor/measures';
import { moneyParameters } from './money-parameters';
import { moneyRoutes } from './money-routes';
import { moneySources } from './money-sources';
import { moneyTexts } from './money-texts';
import { coversByVersion } from './store';

/** The usual plans of 职工互助保障; what the local office offers in a round is recorded as a version. */
const plans: CoverPlan[] = [
  { code: 'accident', name: '意外伤害互助保障', months: 12, fromAge: 16, toAge: 65, forWhom: '全体' },
  { code: 'women_illness', name: '女职工特殊疾病互助保障', months: 24, fromAge: 16, toAge: 60, forWhom: '女职工' },
  { code: 'serious_illness', name: '重大疾病互助保障', months: 36, fromAge: 16, toAge: 60, forWhom: '全体' },
];

const coverPlans: Parameter<CoverPlan[]> = {
  shape: coverPlansShape,
  seed: { value: plans, validFrom: '1949-10-01', level: 'product', source: '各地互助保障活动通例', confidence: 'K-M' },
  countUses: coversByVersion,
};

/** Chapter 6 of the plan: who is in the two funds (S6.1 to S6.3), and the money for those in need (S6.7, S6.11, S6.12). */
export const reliefLine: ModuleManifest = {
  name: 'relief',
  folder: 'lines/relief',
  permissions: contract.reliefPermissions,
  routes: [
    serve(contract.showOwnCoverage, (ctx) => showOwnCoverage(ctx)),
    serve(contract.showCoverage, showCoverage),
    serve(contract.listCovered, listCovered),
    serve(contract.exportCovered, exportCovered),
    serve(contract.joinCoverage, joinCoverage),
    serve(contract.leaveCoverage, leaveCoverage),
    ...moneyRoutes,
  ],
  errors: contract.reliefErrors,
  texts: joinTexts(
    { 'zh-CN': zh, en },
    { 'zh-CN': rightsZh, en: rightsEn },
    { 'zh-CN': auditZh, en: auditEn },
    moneyTexts,
  ),
  measures: [mutualAidRate, staffInsuranceRate, ...moneyMeasures],
  parameters: [coverPlans as Parameter, ...moneyParameters],
  recordSources: moneySources,
  // Records of cover belong to the vouchers and are kept as long as these.
  formerParameters: { 'relief.bookYears': 'ledger.voucherYears' },
  jobs: [lapseJob],
  hasMigrations: true,
};
