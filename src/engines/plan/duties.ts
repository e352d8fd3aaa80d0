import { scopePaths, userOf, type Context } from '#kernel';
import { unitsOn } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { computeRows } from './board';
import type { BoardRow, Task } from './contract';
import { readablePlan, touchesBranch } from './policy';
import type { CommitmentRecord } from './records';
import { commitmentsOf, listPlanRows } from './store';
import { dutyTasks } from './store-year';
import { presentTasks } from './tasks';

const MOST_OPEN = 500;
const MOST_DONE = 50;

/**
 * What one person has to do: the tasks of the person and of the units in which the person may file evidence, and the
 * commitments of the running plans that the person or these units answer for.
 */
export async function listMyDuties(
  ctx: Context,
): Promise<{ today: Day; tasks: Task[]; doneTasks: Task[]; commitments: BoardRow[] }> {
  const { personId } = userOf(ctx);
  const today = ctx.clock.today();
  const own = await unitsOn(ctx, { day: today, scopes: scopePaths(ctx.user, 'plan.evidence.write') });
  const owner = { personId, unitIds: own.map((unit) => unit.id) };
  return {
    today,
    tasks: await presentTasks(ctx, await dutyTasks(ctx, owner, { isDone: false, limit: MOST_OPEN })),
    doneTasks: await presentTasks(ctx, await dutyTasks(ctx, owner, { isDone: true, limit: MOST_DONE })),
    commitments: await ownCommitments(ctx, today),
  };
}

/** 各单位, 各工会组织, 各单位工会: the document itself calls on every unit below, so it is a duty of each one's officer. */
export function callsOnEveryUnit(words: readonly string[]): boolean {
  return words.some((word) => word.startsWith('各'));
}

/**
 * Commitments whose officer the person is, whose unit lies in the person's part of the tree, or that call on every
 * unit where the person keeps one of them.
 */
async function ownCommitments(ctx: Context, today: Day): Promise<BoardRow[]> {
  const { personId } = userOf(ctx);
  const running = (await listPlanRows(ctx)).filter(
    (plan) => plan.state === 'confirmed' && plan.periodFrom <= today && today <= plan.periodTo,
  );
  if (running.length === 0) return [];
  const all = new Map((await unitsOn(ctx, { day: today })).map((unit) => [unit.id, unit.path]));
  const scopes = scopePaths(ctx.user, 'plan.task.read');
  const own = scopePaths(ctx.user, 'plan.evidence.write');
  const mine: BoardRow[] = [];
  for (const row of running) {
    const planPath = all.get(row.unitId);
    if (planPath === undefined || !touchesBranch(ctx, 'plan.plan.read', planPath)) continue;
    const keepsUnit = own.some((scope) => scope.startsWith(planPath));
    const isMine = ({ content, reviewState }: CommitmentRecord) => {
      const path = content.unitId === null ? planPath : all.get(content.unitId);
      return (
        reviewState !== 'dropped' &&
        ((personId !== null && content.officerId === personId) ||
          (path !== undefined && scopes.some((scope) => path.startsWith(scope))) ||
          (keepsUnit && callsOnEveryUnit(content.units)))
      );
    };
    const records = (await commitmentsOf(ctx, row.id)).filter(isMine);
    if (records.length > 0)
      mine.push(...(await computeRows(ctx, await readablePlan(ctx, row.id), records, { today })).rows);
  }
  return mine;
}
