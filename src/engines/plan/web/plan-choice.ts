import { type PlanSummary, listPlans } from '../contract';
import { useCall, useParams, useScope } from '#ui';

/** The plan of the address, or the one of the year at hand: the confirmed one first, then the one under review. */
export function choosePlan(plans: readonly PlanSummary[], year: number): PlanSummary | null {
  const own = plans.filter((plan) => plan.state !== 'reference');
  const ofYear = own.filter((plan) => plan.year === year);
  const among = ofYear.length > 0 ? ofYear : own;
  const confirmed = among.filter((plan) => plan.state === 'confirmed').sort((a, b) => b.year - a.year);
  return confirmed[0] ?? [...among].sort((a, b) => b.year - a.year)[0] ?? null;
}

export function usePlanChoice() {
  const { planId } = useParams<'planId'>();
  const { year } = useScope();
  const answer = useCall(listPlans, {}, { isKept: true });
  const plans = answer.data?.plans ?? [];
  const named = planId ? plans.find((plan) => plan.id === planId) : undefined;
  const plan = planId ? (named ?? null) : choosePlan(plans, year);
  return { plan, plans, isLoading: answer.isPending, error: answer.error, again: () => void answer.refetch() };
}
