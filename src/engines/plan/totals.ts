import type { Context } from '#kernel';
import type { z } from 'zod';
import { countStates, loadBoard } from './board';
import { chaptersOf } from './content';
import type { getBoard, getTotals } from './contract';
import { readablePlan } from './policy';
import { summaryOf } from './plans';
import { getUnit } from '#engines/roster';

export async function readBoard(
  ctx: Context,
  planId: string,
  query: { asOf?: string | undefined; unitId?: string | undefined },
): Promise<z.infer<typeof getBoard.response>> {
  const plan = await readablePlan(ctx, planId);
  const unitPath = query.unitId === undefined ? undefined : (await getUnit(ctx, query.unitId)).path;
  const board = await loadBoard(ctx, plan, { asOf: query.asOf, unitPath });
  return {
    plan: await summaryOf(ctx, plan),
    today: board.today,
    sections: board.sections,
    rows: board.rows,
    counts: board.counts,
    computedAt: board.computedAt.toISOString(),
  };
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
