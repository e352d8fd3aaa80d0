import { AppError, audit, newId, parameterOn, type Context } from '#kernel';
import type { z } from 'zod';
import { citableSentences, readerNotes } from './citable';
import type { listPlanSentences, PlanSummary } from './contract';
import { keepDocument, openDocument } from './documents';
import { parsePlan } from './parse/parse-plan';
import type { WindowRules } from './parse/parsed-plan';
import { checkParent, withinReach } from './plans-above';
import { highestUnitOf, ownPlan, readablePlan } from './policy';
import { summaryOf } from './plans';
import { sentencesOf } from './sentences';
import { documentOf, findPlanByText, insertPlan, lockPlan, setParent } from './store';
import { citationsFrom } from './store-above';

/**
 * Reads a plan from above so that own commitments can cite its sentences. It is never reviewed or confirmed here. The
 * same text a second time answers with what is there. Refuses: whatever the reader of documents refuses; years in the
 * wrong order; a text without a sentence.
 */
export async function importReference(
  ctx: Context,
  given: { bytes: Uint8Array; name: string; title: string; issuer: string; fromYear: number; toYear: number },
): Promise<{ planId: string; isKnown: boolean; sentences: number }> {
  const { unitId } = highestUnitOf(ctx, 'plan.plan.import');
  const { fromYear, toYear, issuer } = given;
  if (fromYear > toYear) throw new AppError('plan.years_reversed', { from: fromYear, to: toYear });
  const document = await openDocument(given.bytes, given.name);
  const sentences = sentencesOf(document.text).length;
  if (sentences === 0) throw new AppError('plan.no_sentences', { name: given.name });
  const known = await findPlanByText(ctx, unitId, document.sha256, { isReference: true });
  if (known !== null) {
    audit(ctx, { action: 'plan.importReference', subject: `plan:${known}`, details: { outcome: 'already_here' } });
    return { planId: known, isKnown: true, sentences };
  }
  const rules = await parameterOn<WindowRules>(ctx, 'plan.windowRules', ctx.clock.today());
  const parsed = parsePlan(document.text, { year: fromYear, windowRules: rules.value });
  const planId = newId();
  const documentId = newId();
  await insertPlan(ctx, {
    id: planId,
    year: fromYear,
    title: (given.title || parsed.title || given.name.replace(/\.\w+$/u, '')).slice(0, 120),
    state: 'reference',
    unitId,
    periodFrom: `${fromYear}-01-01`,
    periodTo: `${toYear}-12-31`,
    documentId,
    issuer,
    windowRulesId: rules.id,
  });
  await keepDocument(ctx, planId, documentId, { ...document, parsed });
  audit(ctx, {
    action: 'plan.importReference',
    subject: `plan:${planId}`,
    details: { sha256: document.sha256, sentences },
  });
  return { planId, isKnown: false, sentences };
}

/** The sentences of a plan with the commitments below it, as far as they are in reach, that answer each. Refuses: a plan out of reach. */
export async function readPlanSentences(
  ctx: Context,
  planId: string,
): Promise<z.infer<typeof listPlanSentences.response>> {
  const plan = await readablePlan(ctx, planId);
  const document = await documentOf(ctx, plan.documentId);
  const citations = await withinReach(ctx, await citationsFrom(ctx, { sourcePlanId: planId }));
  const { sentences } = citableSentences(document.content, citations);
  return { plan: await summaryOf(ctx, plan), sentences, notes: readerNotes(ctx, document.notes) };
}

/**
 * Names the plan above a plan. It changes no promise, so a confirmed plan may get one too. Refuses: a plan out of
 * reach; itself or a plan below it; letting go a plan whose sentences commitments cite.
 */
export async function setParentPlan(ctx: Context, planId: string, parentPlanId: string | null): Promise<PlanSummary> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.review');
  await checkParent(ctx, plan, parentPlanId);
  await setParent(ctx, planId, parentPlanId);
  audit(ctx, {
    action: 'plan.setParentPlan',
    subject: `plan:${planId}`,
    details: { parentPlanId, before: plan.parentPlanId },
  });
  return summaryOf(ctx, await readablePlan(ctx, planId));
}
