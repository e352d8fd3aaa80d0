import { AppError, type Context } from '#kernel';
import { namedPlan, readablePlan, touchesBranch, type PlacedPlan } from './policy';
import { citesFrom, type CitationRow } from './store-above';

/** A plan from above as citations name it. */
export interface SourcePlan {
  id: string;
  year: number;
  title: string;
  issuer: string;
}

/** A plan from above that was read to be cited has its issuer; a plan of a unit above is that unit's. */
export function sourceOf({ id, year, title, issuer, unitName }: PlacedPlan): SourcePlan {
  return { id, year, title, issuer: issuer || unitName };
}

export async function sourcePlans(ctx: Context, planIds: readonly string[]): Promise<SourcePlan[]> {
  const sources: SourcePlan[] = [];
  for (const id of new Set(planIds)) sources.push(sourceOf(await namedPlan(ctx, id)));
  return sources.sort((a, b) => a.year - b.year || (a.id < b.id ? -1 : 1));
}

/** Of the commitments that cite a text from above, those of plans that the person may read: a sister unit's stay its own. */
export async function withinReach(ctx: Context, citations: readonly CitationRow[]): Promise<CitationRow[]> {
  const readable = new Set<string>();
  for (const planId of new Set(citations.map((row) => row.planId))) {
    const plan = await namedPlan(ctx, planId);
    if (touchesBranch(ctx, 'plan.plan.read', plan.unitPath)) readable.add(planId);
  }
  return citations.filter((row) => readable.has(row.planId));
}

/** The plan above, the one above that, and so on: whatever a commitment may cite. */
export async function plansAbove(ctx: Context, plan: Pick<PlacedPlan, 'parentPlanId'>): Promise<PlacedPlan[]> {
  const above: PlacedPlan[] = [];
  for (let id = plan.parentPlanId; id !== null && !above.some((one) => one.id === id);) {
    const next = await namedPlan(ctx, id);
    above.push(next);
    id = next.parentPlanId;
  }
  return above;
}

/**
 * Refuses: a plan above that isn't there or is out of reach, that is the plan itself or lies below it; one that is let go
 * while its sentences are cited.
 */
export async function checkParent(ctx: Context, plan: PlacedPlan, parentPlanId: string | null): Promise<void> {
  if (parentPlanId === plan.parentPlanId) return;
  if (parentPlanId !== null) await readablePlan(ctx, parentPlanId);
  const above = await plansAbove(ctx, { parentPlanId });
  if (above.some((one) => one.id === plan.id)) throw new AppError('plan.parent_circular');
  for (const old of await plansAbove(ctx, plan)) {
    if (above.some((one) => one.id === old.id)) continue;
    const count = await citesFrom(ctx, plan.id, old.id);
    if (count > 0) throw new AppError('plan.parent_cited', { title: old.title, count });
  }
}
