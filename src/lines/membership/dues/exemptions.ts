import { AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type * as contract from './contract-money';
import { memberFor, refuseDayAhead } from './payments';
import { accounts, postMoves } from './posting';
import * as charges from './store-charges';
import { endExemption, exemptionById, insertExemption } from './store-exemptions';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/**
 * Exempts a member by a decision. Months that were run already become exempt as a whole: what they owed is taken back, what was
 * collected for them has been paid ahead and can be given back. Refuses: an end before the beginning
 * (membership.dues_months_turned), a day that has not come, a person who isn't in reach or never was a member.
 */
export async function exemptFromDues(ctx: Context, body: Body<typeof contract.exemptFromDues>) {
  const { personId, fromMonth, toMonth, reason, postedOn } = body;
  if (toMonth !== null && toMonth < fromMonth) throw new AppError('membership.dues_months_turned');
  refuseDayAhead(ctx, postedOn);
  const { unitPath } = await memberFor(ctx, personId, 'membership.dues.write');
  const id = newId();
  await insertExemption(ctx, { id, personId, unitPath, fromMonth, toMonth, reason });
  const held = await charges.holdCharges(ctx, {
    ...{ personIds: [personId], onlyOpen: false, from: fromMonth, to: toMonth },
  });
  const wrong = held.filter((one) => one.exempt < one.due);
  await charges.removeSettlements(ctx, { chargeIds: wrong.map((one) => one.id) });
  await charges.changeAhead(
    ctx,
    wrong.map(({ bookId, collected }) => ({ personId, bookId, amount: collected })),
  );
  for (const { id: chargeId, bookId, month, arrears, collected } of wrong) {
    const lines = [
      ...(arrears > 0n ? [{ account: accounts.owed, credit: arrears }] : []),
      ...(collected > 0n ? [{ account: accounts.ahead, credit: collected }] : []),
    ];
    const words = `免交${month.slice(0, 7)}会费`;
    const head = { bookId, on: postedOn, words, source: `membership.dues_exemption:${id}`, against: accounts.income };
    await postMoves(ctx, { ...head, key: `dues.exempt:${chargeId}:${id}` }, [{ personId, lines }]);
  }
  await charges.exemptCharges(
    ctx,
    wrong.map((one) => one.id),
    id,
  );
  audit(ctx, {
    action: 'membership.exemptFromDues',
    subject: `dues:${id}`,
    details: { personId, from: fromMonth, to: toMonth, count: wrong.length },
  });
  return { id, corrected: wrong.length };
}

/** Refuses: an exemption that isn't in reach, a month before its first (membership.dues_months_turned). */
export async function endDuesExemption(
  ctx: Context,
  id: string,
  { toMonth }: { toMonth: Day },
): Promise<Record<string, never>> {
  const exemption = await exemptionById(ctx, id);
  if (exemption === null || !may(ctx.user, 'membership.dues.write', exemption.unitPath)) throw notFound();
  if (toMonth < exemption.fromMonth) throw new AppError('membership.dues_months_turned');
  await endExemption(ctx, id, toMonth);
  audit(ctx, { action: 'membership.endDuesExemption', subject: `dues:${id}`, details: { month: toMonth } });
  return {};
}
