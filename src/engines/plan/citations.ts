import { AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { Citation } from './contract';
import { readableDirective } from './directive-reach';
import { presentDirectives } from './directives';
import { readableCommitment, readablePlan, type PlacedPlan } from './policy';
import { plansAbove, sourcePlans } from './plans-above';
import { quoteOf } from './sentences';
import { documentOf } from './store';
import {
  citationsOf,
  deleteCitation,
  directiveRows,
  findCitation,
  insertCitation,
  paperOf,
  type CitationRow,
} from './store-above';

type Source = Citation['source'];

async function present(ctx: Context, rows: readonly CitationRow[]): Promise<Citation[]> {
  if (rows.length === 0) return [];
  const named = new Set(rows.flatMap((row) => row.directiveId ?? []));
  const directives = (await directiveRows(ctx)).filter((row) => named.has(row.id));
  const sources = new Map<string, Source>();
  for (const directive of await presentDirectives(ctx, directives))
    sources.set(directive.id, { kind: 'directive', directive });
  for (const plan of await sourcePlans(
    ctx,
    rows.flatMap((row) => row.sourcePlanId ?? []),
  ))
    sources.set(plan.id, { kind: 'plan', ...plan });
  return rows.flatMap((row) => {
    const source = sources.get(row.directiveId ?? row.sourcePlanId ?? '');
    const { id, at, quote, citedByName, citedAt } = row;
    return source === undefined ? [] : [{ id, source, at, quote, byName: citedByName, citedAt: citedAt.toISOString() }];
  });
}

/** The sentences from above that a commitment answers. The caller has looked at the rights. */
export async function listCitations(ctx: Context, commitmentId: string): Promise<Citation[]> {
  return present(ctx, await citationsOf(ctx, [commitmentId]));
}

export type CitedSentence = { at: number | null; end: number | null; quote: string } & (
  { kind: 'directive'; directiveId: string } | { kind: 'plan'; planId: string }
);

/** Citing needs the right of reviewing on the plan's own unit; without it the commitment isn't there. */
async function citingPlan(ctx: Context, commitmentId: string): Promise<PlacedPlan> {
  const { plan } = await readableCommitment(ctx, commitmentId);
  if (!may(ctx.user, 'plan.plan.review', plan.unitPath)) throw notFound();
  return plan;
}

/**
 * Says that a commitment answers a sentence from above; the report then answers that sentence. The same sentence cited
 * again stays one citation. Refuses: a commitment, directive or plan that isn't there or out of reach; a plan that
 * isn't above the commitment's own; a place where the words that the page showed stand no more.
 */
export async function citeSentence(ctx: Context, commitmentId: string, cited: CitedSentence): Promise<Citation> {
  const plan = await citingPlan(ctx, commitmentId);
  const content = await citedText(ctx, plan, cited);
  const place = placeIn(content, cited);
  const id = await insertCitation(ctx, {
    id: newId(),
    commitmentId,
    directiveId: cited.kind === 'directive' ? cited.directiveId : null,
    sourcePlanId: cited.kind === 'plan' ? cited.planId : null,
    ...place,
  });
  audit(ctx, {
    action: 'plan.citeSentence',
    subject: `commitment:${commitmentId}`,
    details: { citation: id, source: cited.kind === 'directive' ? cited.directiveId : cited.planId, at: place.at },
  });
  return (await present(ctx, [(await findCitation(ctx, id))!]))[0]!;
}

async function citedText(ctx: Context, plan: PlacedPlan, cited: CitedSentence): Promise<string | null> {
  if (cited.kind === 'directive') {
    const { id } = await readableDirective(ctx, cited.directiveId);
    return (await paperOf(ctx, id)).content;
  }
  const source = (await plansAbove(ctx, plan)).find((one) => one.id === cited.planId);
  if (source === undefined) throw new AppError('plan.not_parent');
  await readablePlan(ctx, source.id);
  return (await documentOf(ctx, source.documentId)).content;
}

/** The place with the words that stand there; words without a place are kept as the person copied them. */
function placeIn(content: string | null, { at, end, quote }: CitedSentence): Pick<CitationRow, 'at' | 'end' | 'quote'> {
  if (at === null || end === null) return { at: null, end: null, quote };
  const words = content === null || end > content.length || at >= end ? '' : quoteOf(content, { at, end });
  if (words === '' || words.slice(0, 500) !== quoteOf(quote, { at: 0, end: quote.length }))
    throw new AppError('plan.sentence_changed');
  return { at, end, quote: words };
}

/** Takes a citation back. Refuses: a citation that isn't there, of another commitment, or out of reach. */
export async function withdrawCitation(
  ctx: Context,
  commitmentId: string,
  citationId: string,
): Promise<Record<string, never>> {
  await citingPlan(ctx, commitmentId);
  const row = await findCitation(ctx, citationId);
  if (row?.commitmentId !== commitmentId) throw notFound();
  await deleteCitation(ctx, citationId);
  audit(ctx, {
    action: 'plan.withdrawCitation',
    subject: `commitment:${commitmentId}`,
    details: { citation: citationId, source: row.directiveId ?? row.sourcePlanId },
  });
  return {};
}
