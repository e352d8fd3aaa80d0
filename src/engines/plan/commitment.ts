import { notFound, text, type Context } from '#kernel';
import type { Day, MeasureFigure } from '#kernel/contract';
import { listComments } from './comments';
import type { BoardRow, getCommitment } from './contract';
import { computeRows, stateRules } from './board';
import { listCitations } from './citations';
import { listEvidence } from './evidence';
import { measureFacts, suitingMeasures } from './measure-facts';
import { sourceOf } from './plans-above';
import { commitmentAbilities, namedPlan, readableCommitment } from './policy';
import type { CommitmentRecord } from './records';
import { boundsOf } from './states';
import { wordsIn } from './report-words';
import { presentChange } from './review';
import { documentOf, neighboursOf, sectionsOf } from './store';
import { commitmentLog } from './store-log';
import { versionsOf } from './store-versions';
import { listTasks } from './tasks';
import type { z } from 'zod';

type CommitmentPage = z.infer<typeof getCommitment.response>;

const AROUND = 160;

/**
 * One commitment with all that stands behind it, computed as of a day; the rest of the plan is not computed for it.
 * Refuses: a commitment out of reach, or one that was dropped.
 */
export async function readCommitment(ctx: Context, commitmentId: string, asOf?: Day): Promise<CommitmentPage> {
  const { commitment, plan, unitPath } = await readableCommitment(ctx, commitmentId);
  if (commitment.reviewState === 'dropped') throw notFound();
  const today = asOf ?? ctx.clock.today();
  const { rows, figures } = await computeRows(ctx, plan, [commitment], { today });
  const row = rows[0]!;
  const figure = figures.get(commitmentId) ?? null;
  const document = await documentOf(ctx, plan.documentId);
  const sections = await sectionsOf(ctx, plan.id);
  const abilities = commitmentAbilities(ctx, plan, unitPath);
  const above = plan.parentPlanId === null ? null : sourceOf(await namedPlan(ctx, plan.parentPlanId));
  return {
    planId: plan.id,
    planTitle: plan.title,
    planYear: plan.year,
    row,
    revision: commitment.revision,
    content: commitment.content,
    measure: await measureFacts(ctx, plan, commitment, today),
    measures: abilities.canAmend ? suitingMeasures(ctx, commitment.content) : [],
    changed: presentChange(commitment.changed),
    sectionTitle: sections.find((section) => section.key === commitment.section)?.title ?? null,
    context: contextOf(document.content, commitment),
    spans: document.parsed.spans
      .filter((span) => span.at >= commitment.at && span.end <= commitment.end)
      .map((span) => ({ ...span, at: span.at - commitment.at, end: span.end - commitment.at })),
    figureRows: (figure?.rows ?? []).map((one) => ({
      ...one,
      reasonWords: one.reason === null ? null : wordsIn(ctx.language).reason(one.reason),
    })),
    howItCameAbout: await explain(ctx, row, figure, today, ctx.clock.now()),
    tasks: await listTasks(ctx, commitmentId),
    evidence: await listEvidence(ctx, commitmentId),
    comments: await listComments(ctx, commitmentId),
    citations: await listCitations(ctx, commitmentId),
    parentPlan: above,
    history: await historyOf(ctx, commitment),
    ...(await neighboursOf(ctx, commitment)),
    abilities,
  };
}

/** The sentence in its place; a sentence that a corrected document no longer holds stands alone. */
function contextOf(content: string, commitment: CommitmentRecord): { before: string; quote: string; after: string } {
  const isThere = content.slice(commitment.at, commitment.end) === commitment.quote;
  if (!isThere) return { before: '', quote: commitment.quote, after: '' };
  return {
    before: content.slice(Math.max(0, commitment.at - AROUND), commitment.at).replace(/^[\s\S]*\n/u, ''),
    quote: commitment.quote,
    after: content.slice(commitment.end, commitment.end + AROUND).replace(/\n[\s\S]*$/u, ''),
  };
}

/** The rule in words and with its numbers, so that everybody can check the state by hand. */
async function explain(
  ctx: Context,
  row: BoardRow,
  figure: MeasureFigure | null,
  today: Day,
  computedAt: Date,
): Promise<{ rule: string; formula: string; computedAt: string }> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, `plan:rules.${key}`, params);
  const rules = await stateRules(ctx, today);
  const bounds = boundsOf(row.target, rules);
  const days = say('window', { from: row.days.from, to: row.days.to, today });
  if (row.kind === 'aim') return { rule: say('aim'), formula: '', computedAt: computedAt.toISOString() };
  if (figure === null) return { rule: say('no_measure'), formula: days, computedAt: computedAt.toISOString() };
  const [module, name] = figure.measure.split('.', 2);
  const inUnit = (value: number) => (figure.unit === 'fen' ? (value / 100).toFixed(2) : String(value));
  const goal =
    bounds === null
      ? say('masked')
      : bounds.max !== null
        ? say('between', { min: inUnit(bounds.min), max: inUnit(bounds.max) })
        : say('at_least', { min: inUnit(bounds.min) });
  const value = inUnit(Number(figure.value));
  return {
    rule: text(ctx.language, `${module}:measures.${name}_rule`),
    formula: [figure.of === null ? value : `${value} / ${inUnit(Number(figure.of))}`, goal, days].join(' · '),
    computedAt: computedAt.toISOString(),
  };
}

/** What happened to the commitment: its versions and whatever was written under it. */
async function historyOf(ctx: Context, commitment: CommitmentRecord): Promise<CommitmentPage['history']> {
  const versions = (await versionsOf(ctx, commitment.planId)).filter(
    (v) => v.commitmentId === commitment.id || v.commitmentId === null,
  );
  const log = await commitmentLog(ctx, commitment.id);
  return [
    ...versions.map((v) => ({
      at: v.madeAt.toISOString(),
      what: v.commitmentId === null ? 'confirmed' : 'amended',
      byName: v.byName,
      details: v.reason,
    })),
    ...log.map((line) => ({ ...line, at: line.at.toISOString() })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
}
