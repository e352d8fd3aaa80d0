import { AppError, audit, notFound, type Context } from '#kernel';
import { formatFen, type EndpointInput } from '#kernel/contract';
import { refuseSameHand } from '#engines/roster';
import type * as contract from './contract';
import { budgetFor } from './policy';
import type { LineRecord } from './rows';
import { boundsOf, freeOf, isUpsideDown, withCeilingMoved, type LineTarget } from './rules';
import * as store from './store';
import { figuresOf, linesById, lockLines } from './store-lines';

interface Shift {
  readonly budgetId: string;
  readonly fromLineId: string;
  readonly toLineId: string;
  readonly amount: bigint;
}

/** The ceiling of a line after the move. Refuses: a line that has none, or is closed. */
function movedCeiling(line: LineRecord, by: bigint): { target: LineTarget; ceiling: bigint } {
  if (line.isClosed) throw new AppError('ledger.budget_line_closed', { line: line.name });
  const target = withCeilingMoved(line.target, by);
  if (target === null || !('ceiling' in target)) throw new AppError('ledger.budget_no_ceiling', { line: line.name });
  return { target, ceiling: target.ceiling };
}

/** What both lines become. Refuses: lines of another budget; what `movedCeiling` refuses; more than is free to give. */
async function moved(
  ctx: Context,
  lines: ReadonlyMap<string, LineRecord>,
  { budgetId, fromLineId, toLineId, amount }: Shift,
): Promise<{ from: bigint; to: bigint }> {
  const [from, to] = [lines.get(fromLineId), lines.get(toLineId)];
  if (from?.budgetId !== budgetId || to?.budgetId !== budgetId) throw notFound();
  const [less, more] = [movedCeiling(from, -amount), movedCeiling(to, amount)];
  const free = freeOf(boundsOf(from.target), (await figuresOf(ctx, [from])).get(fromLineId)!)!;
  if (free < amount || less.ceiling < 0n || isUpsideDown(less.target)) {
    const used = formatFen(boundsOf(from.target).most! - free);
    throw new AppError('ledger.budget_in_use', { line: from.name, used });
  }
  return { from: less.ceiling, to: more.ceiling };
}

/**
 * Asks for a part of a ceiling to be given to another line. Refuses: a budget that the person may not write; one line for
 * both (ledger.budget_same_line); a line without a ceiling (ledger.budget_no_ceiling) or closed (ledger.budget_line_closed);
 * more than the one line has free above its floor (ledger.budget_in_use).
 */
export async function shiftBudget(
  ctx: Context,
  { params: { id }, body }: EndpointInput<typeof contract.shiftBudget>,
): Promise<{ id: string }> {
  const { fromLineId, toLineId, amount, reason } = body;
  await budgetFor(ctx, id, 'ledger.budget.write');
  if (fromLineId === toLineId) throw new AppError('ledger.budget_same_line');
  const shift = { budgetId: id, fromLineId, toLineId, amount };
  await moved(ctx, await linesById(ctx, [fromLineId, toLineId]), shift);
  const shiftId = await store.insertShift(ctx, { ...shift, reason });
  audit(ctx, { action: 'ledger.shiftBudget', subject: `budget:${id}`, details: { shiftId } });
  return { id: shiftId };
}

/**
 * Approves or refuses a transfer between lines. Refuses: a budget that the person may not decide; what is decided
 * (ledger.budget_shift_decided); the person who asked (roster.same_hand); what shiftBudget refuses, as it stands now.
 */
export async function decideBudgetShift(
  ctx: Context,
  { params: { id }, body: { isGranted, words } }: EndpointInput<typeof contract.decideBudgetShift>,
): Promise<void> {
  const [asked] = await store.shiftsWhere(ctx, { id });
  if (asked === undefined) throw notFound();
  const budget = await budgetFor(ctx, asked.budgetId, 'ledger.budget.approve', 'lock');
  // Read again under the lock: somebody may have decided while this person waited for it.
  const [shift] = await store.shiftsWhere(ctx, { id });
  if (shift!.state !== 'proposed') throw new AppError('ledger.budget_shift_decided');
  await refuseSameHand(ctx, shift!.proposedBy);
  if (isGranted) {
    const { fromLineId, toLineId } = shift!;
    const ceilings = await moved(ctx, await lockLines(ctx, [fromLineId, toLineId]), shift!);
    await store.setCeiling(ctx, fromLineId, ceilings.from);
    await store.setCeiling(ctx, toLineId, ceilings.to);
    await store.raiseRevision(ctx, budget.id);
  }
  await store.decideShift(ctx, id, { state: isGranted ? 'approved' : 'refused', decision: words });
  const details = { shiftId: id, isGranted };
  audit(ctx, { action: 'ledger.decideBudgetShift', subject: `budget:${budget.id}`, details });
}
