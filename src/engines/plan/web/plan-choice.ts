import { type PlanSummary, listPlans } from '../contract';
import { useCall, useParams, useScope } from '#ui';

/** The plan of the address, or the one of the year at hand: the confirmed one first, then the one under review. */
export function choosePlan(plans: readonly PlanSummary[], year: number): PlanSummary | null {
  const ofYear = plans.filter((plan) => plan.year === year);
  const among = ofYear.length > 0 ? ofYear : plans;
  const confirmed = among.filter((plan) => plan.state === 'confirmed').sort((a, b) => b.year - a.year);
  return confirmed[0] ?? [...among].sort((a, b) => b.year - a.year)[0] ?? null;
}

export function usePlanChoice() {
  const { planId } = useParams<'planId'>();
  const { year } = useScope();
  const answer = useCall(listPlans, {});
  const plans = answer.data?.plans ?? [];
  const named = planId ? plans.find((plan) => plan.id === planId) : undefined;
  const plan = planId ? (named ?? null) : choosePlan(plans, year);
  return { plan, plans, isLoading: answer.isPending, error: answer.error, again: () => void answer.refetch() };
}
