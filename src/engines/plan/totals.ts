import type { Context } from '#kernel';
import type { Day, MeasureFigure } from '#kernel/contract';
import type { z } from 'zod';
import { countStates, loadBoard } from './board';
import { chaptersOf } from './content';
import type { getBoard, getTotals } from './contract';
import { readablePlan, unitOnBranch } from './policy';
import { summaryOf } from './plans';

export async function readBoard(
  ctx: Context,
  planId: string,
  query: { asOf?: string | undefined; unitId?: string | undefined },
): Promise<z.infer<typeof getBoard.response>> {
  const plan = await readablePlan(ctx, planId);
  const unitPath = query.unitId === undefined ? undefined : (await unitOnBranch(ctx, query.unitId)).path;
  const board = await loadBoard(ctx, plan, { asOf: query.asOf, unitPath });
  return {
    plan: await summaryOf(ctx, plan),
    today: board.today,
    sections: board.sections,
    rows: board.rows,
    counts: board.counts,
    latestDays: latestDaysOf(board.figures),
    computedAt: board.computedAt.toISOString(),
  };
}

function latestDaysOf(figures: ReadonlyMap<string, MeasureFigure>): Record<string, Day> {
  const days = [...figures].map(([id, { countedDays }]) => [id, [...countedDays].sort().at(-1)] as const);
  return Object.fromEntries(days.filter((entry): entry is readonly [string, Day] => entry[1] !== undefined));
}

/**
 * The modules whose acts can move the plan's state: the plan itself, the events that carry its promises, and every
 * module that answers a measure. Whoever may read the totals may hear that they may have changed.
 */
export async function followedTopics(ctx: Context, planId: string): Promise<string[]> {
  await readablePlan(ctx, planId, 'plan.total.read');
  const measuring = [...ctx.house.measures.keys()].map((name) => name.split('.', 1)[0]!);
  return [...new Set(['plan', 'schedule', ...measuring])];
}

/** Numbers by state and chapter alone: what a superior may see. */
export async function readTotals(ctx: Context, planId: string): Promise<z.infer<typeof getTotals.response>> {
  const plan = await readablePlan(ctx, planId, 'plan.total.read');
  const board = await loadBoard(ctx, plan);
  const chapters = board.sections.length === 0 ? [] : chaptersOf(board.sections);
  return {
    plan: await summaryOf(ctx, plan),
    today: board.today,
    counts: board.counts,
    chapters: chapters.map((section) => ({
      number: section.number,
      title: section.title,
      counts: countStates(board.rows.filter((row) => row.section === section.key)),
    })),
  };
}
