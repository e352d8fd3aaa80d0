import { AppError, audit, parameterOn, type Context, type JobGround } from '#kernel';
import { postMoves, reverseAll, type Move } from '#engines/ledger';
import { formatFen, type Day } from '#kernel/contract';
import { takeBack } from '../accounts/money';
import { countUsed, insertMovements, movementsOfWork, type NewMovement } from '../accounts/store-movements';
import { associationById, holdAssociation } from '../associations/store';
import { bookFigures, codes, sourceOfShares } from '../book';
import { shareRuleShape, type ShareRule } from '../parameter-contract';
import { shareOut } from '../rules';
import { changeWork, tellWork } from '../store-work';
import { workOn } from '../work';
import * as store from './store';
import type { ShareRecord } from './store';

const MOVEMENTS_A_STATEMENT = 10_000;

export const shareSubject = (id: string): string => `savings:${id}`;

export const workOnShares = (ground: JobGround, id: string): Promise<void> =>
  workOn(ground, {
    ...{ table: 'share_run', id, action: 'savings.failShares' },
    goOn: async (ctx) => {
      const run = await store.sharesById(ctx, id, 'lock');
      if (run?.state === 'waiting') await makeShares(ctx, run);
      else if (run?.state === 'undoing') await takeSharesBack(ctx, run);
    },
    stateOf: async (ctx) => (await store.sharesById(ctx, id, 'lock'))?.state ?? null,
  });

export interface Share extends store.Weight {
  readonly amount: bigint;
}

/** The rule that a sharing goes by: that of the day on which it is posted. */
export function ruleOn(ctx: Context, day: string): Promise<{ id: string; value: ShareRule }> {
  return parameterOn<ShareRule>(ctx, shareRuleShape.key, day);
}

/** What each account gets of a sum; nothing is written. */
export async function planShares(
  ctx: Context,
  asked: { associationId: string; year: number; on: Day; sum: bigint; rule: ShareRule },
): Promise<Share[]> {
  const weights = await store.weightsOf(ctx, asked);
  const amounts = shareOut(
    asked.sum,
    weights.map((one) => one.weight),
  );
  return weights.map((one, i) => ({ ...one, amount: amounts[i]! }));
}

/** What may be shared on a day. Refuses: more than the association has earned (savings.share_over_earned). */
export async function refuseOverEarned(
  ctx: Context,
  { bookId, sum, on }: { bookId: string; sum: bigint; on: string },
): Promise<void> {
  const { undistributed } = await bookFigures(ctx, bookId, on);
  if (sum > undistributed) throw new AppError('savings.share_over_earned', { earned: formatFen(undistributed) });
}

/** All shares and their entries, in one transaction. */
async function makeShares(ctx: Context, run: ShareRecord): Promise<void> {
  const { bookId } = (await associationById(ctx, run.associationId))!;
  await holdAssociation(ctx, run.associationId);
  const { value: rule } = await ruleOn(ctx, run.postedOn);
  await refuseOverEarned(ctx, { bookId, sum: run.sum, on: ctx.clock.today() });
  const { associationId, year, sum, postedOn } = run;
  const all = await planShares(ctx, { associationId, year, on: postedOn, sum, rule });
  const shares = all.filter((share) => share.amount > 0n);
  if (shares.length === 0) throw new AppError('savings.share_nobody');
  const tell = (count: number) => tellWork(ctx, run.id, count, shares.length);
  await tell(0);
  const words = `${run.year}年收益分配`;
  const batch = { bookId, on: run.postedOn, words, source: sourceOfShares(run.id), key: `savings.share:${run.id}` };
  const moves = shares.map(({ personId, amount }): Move => ({
    ...{ personId, lines: [{ account: codes.savings, credit: amount }] },
  }));
  const entryIds = await postMoves(ctx, { ...batch, against: codes.undistributed }, moves, tell);
  const movements = shares.map(({ accountId, amount }, i): NewMovement => ({
    ...{ accountId, kind: 'share', amount, loanId: null, loanAmount: 0n, entryId: entryIds[i]! },
  }));
  const by = { byId: run.decidedBy ?? run.createdBy, byName: run.decidedByName ?? run.createdByName };
  for (let at = 0; at < movements.length; at += MOVEMENTS_A_STATEMENT)
    await insertMovements(
      ctx,
      { on: run.postedOn, way: null, workId: run.id, words, ...by },
      movements.slice(at, at + MOVEMENTS_A_STATEMENT),
    );
  await changeWork(ctx, 'share_run', run.id, {
    ...{ state: 'done', entryIds: [...new Set(entryIds)] },
    counts: { accounts: String(all.length), sharing: String(shares.length) },
  });
  audit(ctx, {
    action: 'savings.makeShares',
    subject: shareSubject(run.id),
    details: { count: shares.length, amount: run.sum.toString() },
  });
}

/** Refuses: money that left an account since, or an account that was closed (savings.money_used). */
async function takeSharesBack(ctx: Context, run: ShareRecord): Promise<void> {
  await holdAssociation(ctx, run.associationId);
  const rows = await movementsOfWork(ctx, run.id);
  const used = await countUsed(ctx, rows);
  if (used > 0) throw new AppError('savings.money_used', { count: used });
  const tell = (count: number) => tellWork(ctx, run.id, count, run.entryIds.length);
  await tell(0);
  const reason = run.undoReason ?? '';
  await takeBack(ctx, rows, { reason, byId: run.createdBy, byName: run.undoneByName ?? run.createdByName });
  await reverseAll(ctx, run.entryIds, reason, tell);
  await changeWork(ctx, 'share_run', run.id, { state: 'undone' });
  audit(ctx, { action: 'savings.takeBackShares', subject: shareSubject(run.id), details: { count: rows.length } });
}
