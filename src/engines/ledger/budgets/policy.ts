import { may, notFound, scopePaths, type Context } from '#kernel';
import { getUnit } from '#engines/roster';
import type { BudgetRecord, LineRecord } from './rows';
import { budgetById } from './store';
import { linesById } from './store-lines';

export type BudgetPermission = 'ledger.budget.read' | 'ledger.budget.write' | 'ledger.budget.approve';

/** Whoever may do a thing with the budgets of a unit may do it with those of its books and of the books of units below. */
export function mayOn(ctx: Context, permission: BudgetPermission, { unitPath }: { unitPath: string }): boolean {
  return may(ctx.user, permission, unitPath);
}

/** Refuses: a budget that isn't there, or with which the person may not do this; who may not read it may do nothing. */
export async function budgetFor(
  ctx: Context,
  id: string,
  permission: BudgetPermission,
  lock?: 'lock',
): Promise<BudgetRecord> {
  const budget = await budgetById(ctx, id, lock);
  if (budget === null || !mayOn(ctx, 'ledger.budget.read', budget) || !mayOn(ctx, permission, budget)) throw notFound();
  return budget;
}

/** Refuses: a line that isn't there, or with whose budget the person may not do this. */
export async function lineFor(
  ctx: Context,
  id: string,
  permission: BudgetPermission,
): Promise<{ line: LineRecord; budget: BudgetRecord }> {
  const line = (await linesById(ctx, [id])).get(id);
  if (line === undefined) throw notFound();
  return { line, budget: await budgetFor(ctx, line.budgetId, permission) };
}

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(
  ctx: Context,
  permission: BudgetPermission,
  unitId: string | undefined,
): Promise<string[]> {
  if (unitId === undefined) return scopePaths(ctx.user, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}
