import type { Context } from '#kernel';
import type { ReviewStepLine } from './contract';
import { ownPlan } from './policy';
import { findPlan } from './store';
import { stepLines } from './store-versions';

/**
 * The steps of a review, the latest first: who took which one when, what its maker took back, and the steps of the
 * house with the version of the rules behind them. Refuses: a plan out of reach.
 */
export async function listReviewSteps(ctx: Context, planId: string): Promise<{ steps: ReviewStepLine[] }> {
  await ownPlan(ctx, await findPlan(ctx, planId), 'plan.plan.review');
  const rows = await stepLines(ctx, planId);
  return {
    steps: rows.map(({ at, undoneAt, ruleId, ruleFrom, ruleSource, ...row }) => ({
      ...row,
      at: at.toISOString(),
      undoneAt: undoneAt?.toISOString() ?? null,
      rule: ruleId === null ? null : { id: ruleId, validFrom: ruleFrom!, source: ruleSource! },
    })),
  };
}
