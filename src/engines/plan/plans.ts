import { AppError, audit, text, type Context } from '#kernel';
import { unitsOn } from '#engines/roster';
import { changedMeanwhile } from './changed-meanwhile';
import { readerNotes } from './citable';
import type { PlanSummary, Review } from './contract';
import { measureChoices } from './measures';
import { ownPlan, planAbilities, readablePlan, touchesBranch, type PlacedPlan } from './policy';
import { checkParent } from './plans-above';
import { moveYear } from './reread-windows';
import { presentRows, stepInfo } from './review';
import {
  commitmentsOf,
  decisionCounts,
  documentOf,
  findConfirmedPlan,
  findPlan,
  listPlanRows,
  lockPlan,
  sectionsOf,
  setPlanColumns,
  setPlanState,
  setSeenWarnings,
  type DecisionCounts,
} from './store';
import { citationsFrom, plansBelow } from './store-above';
import { nextSteps, othersAtWork } from './store-versions';

function present(ctx: Context, plan: PlacedPlan, counts: DecisionCounts | undefined): PlanSummary {
  return {
    id: plan.id,
    year: plan.year,
    title: plan.title,
    state: plan.state === 'discarded' ? 'in_review' : plan.state,
    unitId: plan.unitId,
    unitName: plan.unitName,
    periodFrom: plan.periodFrom,
    periodTo: plan.periodTo,
    documentName: plan.documentName,
    importedAt: plan.importedAt.toISOString(),
    confirmedAt: plan.confirmedAt?.toISOString() ?? null,
    parentPlanId: plan.parentPlanId,
    issuer: plan.issuer,
    commitments: counts?.commitments ?? 0,
    decided: counts?.decided ?? 0,
    revision: plan.revision,
    abilities: planAbilities(ctx, plan),
  };
}

export async function summaryOf(ctx: Context, plan: PlacedPlan): Promise<PlanSummary> {
  const counts = await decisionCounts(ctx, [plan.id]);
  return present(ctx, plan, counts.get(plan.id));
}

export async function listPlans(ctx: Context): Promise<{ plans: PlanSummary[] }> {
  const rows = await listPlanRows(ctx);
  const units = new Map((await unitsOn(ctx, { day: ctx.clock.today() })).map((unit) => [unit.id, unit]));
  const counts = await decisionCounts(
    ctx,
    rows.map((row) => row.id),
  );
  const plans = rows.flatMap((row) => {
    const unit = units.get(row.unitId);
    if (unit === undefined || !touchesBranch(ctx, 'plan.plan.read', unit.path)) return [];
    return [present(ctx, { ...row, unitName: unit.name, unitPath: unit.path }, counts.get(row.id))];
  });
  return { plans };
}

/** The whole review page: the document with its spans and what was read from it. */
export async function getReview(ctx: Context, planId: string): Promise<Review> {
  const plan = await ownPlan(ctx, await findPlan(ctx, planId), 'plan.plan.review');
  const document = await documentOf(ctx, plan.documentId);
  const steps = await nextSteps(ctx, planId);
  const others = await othersAtWork(ctx, planId);
  const isSeen = (warning: { at: number | null; code: string }) =>
    plan.seenWarnings.some((seen) => seen.at === warning.at && seen.code === warning.code);
  return {
    plan: await summaryOf(ctx, plan),
    text: document.content,
    sections: await sectionsOf(ctx, planId),
    spans: document.parsed.spans,
    warnings: [
      // What was done to the document as a whole stands before what is odd at one place of it.
      ...readerNotes(ctx, document.notes).map((note) => ({ ...note, at: null, isSeen: isSeen({ ...note, at: null }) })),
      ...document.parsed.warnings.map((warning) => ({
        code: warning.code,
        at: warning.at,
        text: text(ctx.language, `plan:warnings.${warning.code.replace('plan.', '')}`, warning.params),
        isSeen: isSeen(warning),
      })),
    ],
    rows: await presentRows(ctx, await commitmentsOf(ctx, planId)),
    undo: plan.state === 'in_review' ? stepInfo(steps.undo) : null,
    redo: plan.state === 'in_review' ? stepInfo(steps.redo) : null,
    measures: measureChoices(ctx),
    others: others.map((other) => ({ name: other.name, at: other.at.toISOString() })),
  };
}

export async function markWarningSeen(
  ctx: Context,
  planId: string,
  seen: { at: number | null; code: string },
): Promise<Record<string, never>> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.review');
  const isKnown = plan.seenWarnings.some((known) => known.at === seen.at && known.code === seen.code);
  if (!isKnown) await setSeenWarnings(ctx, planId, [...plan.seenWarnings, { at: seen.at, code: seen.code }]);
  audit(ctx, { action: 'plan.markWarningSeen', subject: `plan:${planId}`, details: seen });
  return {};
}

/**
 * Sets title, year and the plan above; with another year the windows move into it. Refuses: a plan that is not under
 * review; a change meanwhile; a year that has its confirmed plan; a plan above that is this one or below it, or is let
 * go while its sentences are cited.
 */
export async function setPlanFacts(
  ctx: Context,
  planId: string,
  facts: { revision: number; title: string; year: number; parentPlanId: string | null },
): Promise<PlanSummary> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.review');
  if (plan.state !== 'in_review') throw new AppError('plan.not_in_review');
  if (plan.revision !== facts.revision) throw planChanged(ctx, plan);
  if (facts.year !== plan.year && (await findConfirmedPlan(ctx, plan.unitId, facts.year)) !== null)
    throw new AppError('plan.year_confirmed', { year: facts.year });
  await checkParent(ctx, plan, facts.parentPlanId);
  if (facts.year !== plan.year) await moveYear(ctx, plan, facts.year);
  await setPlanColumns(ctx, planId, { ...facts, periodFrom: `${facts.year}-01-01`, periodTo: `${facts.year}-12-31` });
  audit(ctx, {
    action: 'plan.setPlanFacts',
    subject: `plan:${planId}`,
    details: { year: facts.year, parentPlanId: facts.parentPlanId },
  });
  return summaryOf(ctx, await readablePlan(ctx, planId));
}

/** Another change of the plan came first: who, when, and what the plan reads now. */
export function planChanged(ctx: Context, plan: PlacedPlan): AppError {
  const { id, title, year } = plan;
  return changedMeanwhile(ctx, { id, title, change: plan, now: `${title} · ${year}` });
}

/**
 * Sets a plan under review aside; its rows stay for the audit, and its text may be imported again. A plan from above
 * goes the same way. Refuses: a confirmed plan; a plan from above that other plans name or cite.
 */
export async function discardPlan(ctx: Context, planId: string, reason: string): Promise<Record<string, never>> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.import');
  if (plan.state !== 'in_review' && plan.state !== 'reference') throw new AppError('plan.not_in_review');
  const uses = (await plansBelow(ctx, planId)) + (await citationsFrom(ctx, { sourcePlanId: planId })).length;
  if (uses > 0) throw new AppError('plan.source_used', { title: plan.title });
  await setPlanState(ctx, planId, 'discarded');
  audit(ctx, { action: 'plan.discardPlan', subject: `plan:${planId}`, details: { reason } });
  return {};
}
