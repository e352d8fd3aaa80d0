import type { Context, Parameter } from '#kernel';
import {
  limitsShape,
  loanRulesShape,
  shareRuleShape,
  type Limits,
  type LoanRules,
  type ShareRule,
} from './parameter-contract';
import { loansByRule } from './loans/store';
import { runsByRule } from './shares/store';

const seed = { validFrom: '1949-10-01', level: 'product', source: '职工互助储金会通例', confidence: 'K-M' } as const;

const limits: Parameter<Limits> = {
  shape: limitsShape,
  seed: { ...seed, value: { leastMonthlyYuan: 5, mostMonthlyYuan: 500, mostBalanceYuan: 20_000 } },
};

const loanRules: Parameter<LoanRules> = {
  shape: loanRulesShape,
  seed: {
    ...seed,
    value: {
      ...{ timesBalance: 3, mostYuan: 5000, mostInstalments: 12 },
      ...{ leastGuarantors: 1, mostGuaranteed: 2, heldPercent: 0 },
    },
  },
  countUses: (ctx: Context, ids) => loansByRule(ctx, ids),
};

const shareRule: Parameter<ShareRule> = {
  shape: shareRuleShape,
  seed: { ...seed, value: { balance: '每天', leastDays: 0 } },
  countUses: (ctx: Context, ids) => runsByRule(ctx, ids),
};

export const parameters: readonly Parameter[] = [limits as Parameter, loanRules as Parameter, shareRule as Parameter];
