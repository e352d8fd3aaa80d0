import { parameterOn, type Context } from '#kernel';
import { personNames, unitNames } from '#engines/roster';
import type { Day, MeasureFigure } from '#kernel/contract';
import { commitmentStates, type BoardRow, type CommitmentState } from './contract';
import { figuresFor, commitmentTag, type Asked } from './measures';
import type { PlacedPlan } from './policy';
import type { CommitmentRecord, SectionRow } from './records';
import { judge, type StateRules } from './states';
import { commitmentsOf, sectionsOf } from './store';
import { followUpCounts } from './store-year';

export interface Board {
  /** The commitments behind the rows, in the same order. */
  records: CommitmentRecord[];
  sections: SectionRow[];
  rows: BoardRow[];
  /** With the rows behind them. */
  figures: Map<string, MeasureFigure>;
  counts: Record<CommitmentState, number>;
  today: Day;
  computedAt: Date;
}

/** The window in days: what the plan names, else its whole period; an open beginning is the period's. */
export function daysOf(
  plan: Pick<PlacedPlan, 'periodFrom' | 'periodTo'>,
  record: Pick<CommitmentRecord, 'content'>,
): { from: Day; to: Day } {
  const { window } = record.content;
  const from = window?.from ?? plan.periodFrom;
  const to = window?.to ?? plan.periodTo;
  // A window that begins after the plan's period and names no end is the one day that it names.
  return { from: from > to && (window?.from ?? null) === null ? to : from, to: to < from ? from : to };
}

/** The rules by which states are told, as they stand on a day. */
export async function stateRules(ctx: Context, day: Day): Promise<StateRules> {
  const tolerance = await parameterOn<number>(ctx, 'plan.aboutTolerance', day);
  const risk = await parameterOn<number>(ctx, 'plan.riskShare', day);
  return { aboutTolerance: tolerance.value, riskShare: risk.value };
}

export function countStates(rows: readonly { state: CommitmentState }[]): Record<CommitmentState, number> {
  const counts = Object.fromEntries(commitmentStates.map((state) => [state, 0])) as Record<CommitmentState, number>;
  for (const row of rows) counts[row.state] += 1;
  return counts;
}

/**
 * The figures and states of some commitments of a plan, computed now and for these alone: a page about one promise or
 * about one person's never asks for the whole board.
 */
export async function computeRows(
  ctx: Context,
  plan: PlacedPlan,
  records: readonly CommitmentRecord[],
  options: { today: Day; unitPath?: string | undefined },
): Promise<{ rows: BoardRow[]; figures: Map<string, MeasureFigure> }> {
  const { today, unitPath = plan.unitPath } = options;
  const asked = records.flatMap((record): Asked[] => {
    const { measure } = record.content;
    const question = { tag: commitmentTag(record.id), window: daysOf(plan, record), unitPath, asOf: today };
    return measure === null ? [] : [{ commitmentId: record.id, measure, question }];
  });
  const figures = await figuresFor(ctx, asked);
  return { rows: await presentBoardRows(ctx, plan, records, figures, today), figures };
}

/** The year as it stands: each promise with its figure from the modules' live records and the state that follows. */
export async function loadBoard(
  ctx: Context,
  plan: PlacedPlan,
  options: { asOf?: Day | undefined; unitPath?: string | undefined } = {},
): Promise<Board> {
  const today = options.asOf ?? ctx.clock.today();
  const records = (await commitmentsOf(ctx, plan.id)).filter((record) => record.reviewState !== 'dropped');
  const { rows, figures } = await computeRows(ctx, plan, records, { today, unitPath: options.unitPath });
  return {
    records,
    sections: await sectionsOf(ctx, plan.id),
    rows,
    figures,
    counts: countStates(rows),
    today,
    computedAt: ctx.clock.now(),
  };
}

async function presentBoardRows(
  ctx: Context,
  plan: PlacedPlan,
  records: readonly CommitmentRecord[],
  figures: ReadonlyMap<string, MeasureFigure>,
  today: Day,
): Promise<BoardRow[]> {
  const rules = await stateRules(ctx, today);
  const units = await unitNames(ctx, [...new Set(records.flatMap((r) => r.content.unitId ?? []))]);
  const people = await personNames(ctx, [...new Set(records.flatMap((r) => r.content.officerId ?? []))]);
  const followUp = await followUpCounts(
    ctx,
    records.map((record) => record.id),
  );
  return records.map((record): BoardRow => {
    const { content } = record;
    const figure = figures.get(record.id) ?? null;
    const days = daysOf(plan, record);
    const judged = judge({ kind: content.kind, target: content.target, days, figure, today, rules });
    const more = followUp.get(record.id);
    return {
      id: record.id,
      number: record.number,
      section: record.section,
      kind: content.kind,
      title: content.title,
      quote: record.quote,
      window: content.window,
      days,
      target: content.target,
      measure: content.measure,
      figure:
        figure === null ? null : { measure: figure.measure, unit: figure.unit, value: figure.value, of: figure.of },
      ...judged,
      themes: content.themes,
      nextStep: content.nextStep,
      unitId: content.unitId,
      unitName: content.unitId === null ? null : (units.get(content.unitId) ?? null),
      officerId: content.officerId,
      officerName: content.officerId === null ? null : (people.get(content.officerId) ?? null),
      evidenceCount: more?.evidence ?? 0,
      openTasks: more?.openTasks ?? 0,
      isAmended: record.isAmended,
    };
  });
}
