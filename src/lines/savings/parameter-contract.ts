import { z } from 'zod';
import { parameterShape } from '#kernel/contract';

const yuan = z.int().min(1).max(1_000_000);

/** How much one may save: the cap is what keeps an association from becoming a bank. */
export const limitsShape = parameterShape({
  key: 'savings.limits',
  unit: null,
  schema: z
    .object({ leastMonthlyYuan: yuan, mostMonthlyYuan: yuan, mostBalanceYuan: yuan })
    .refine((value) => value.leastMonthlyYuan <= value.mostMonthlyYuan),
});
export type Limits = z.infer<typeof limitsShape.schema>;

/** What may be lent to a saver, by whose word, and for how long. */
export const loanRulesShape = parameterShape({
  key: 'savings.loanRules',
  unit: null,
  schema: z.object({
    timesBalance: z.int().min(1).max(20),
    mostYuan: yuan,
    mostInstalments: z.int().min(1).max(12),
    leastGuarantors: z.int().min(1).max(2),
    mostGuaranteed: z.int().min(1).max(10),
    /** How much of the debt has to stay on the own account. */
    heldPercent: z.int().min(0).max(100),
  }),
});
export type LoanRules = z.infer<typeof loanRulesShape.schema>;

/** How what was earned is shared. There is no rate: the sum is decided each year, and may be nothing. */
export const shareRuleShape = parameterShape({
  key: 'savings.shareRule',
  unit: null,
  schema: z.object({
    /** Whether the balance at the end of each day counts, or that of the year's last day alone. */
    balance: z.enum(['每天', '年末']),
    leastDays: z.int().min(0).max(366),
  }),
});
export type ShareRule = z.infer<typeof shareRuleShape.schema>;

export const savingsParameters = [limitsShape, loanRulesShape, shareRuleShape] as const;
