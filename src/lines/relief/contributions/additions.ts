import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import { postEntry, reverseEntry } from '#engines/ledger';
import { getUnit } from '#engines/roster';
import type { EndpointInput } from '#kernel/contract';
import { bookFor, fundAccounts, moneyAccounts, refuseDayAhead, refuseShort, short, TRUST } from '../money';
import { holdBook } from '../store-holds';
import type * as contract from './contract';
import { takeBack } from './store';
import * as store from './store-additions';

/** Where the money of each kind goes: the fund's own income, or money that the union's book holds in trust. */
const places = {
  employer: { book: 'mutual_aid', account: fundAccounts.employer },
  group: { book: 'union_funds', account: TRUST },
} as const;

/** Refuses: a day that has not come (relief.day_ahead), a unit that isn't in reach or has no book (relief.no_book). */
export async function addAddition(
  ctx: Context,
  { kind, unitId, amount, on, way, words }: EndpointInput<typeof contract.addAddition>['body'],
): Promise<{ id: string; entryId: string }> {
  refuseDayAhead(ctx, on);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'relief.fund.write', unit.path)) throw notFound();
  const { book, account } = places[kind];
  const { id: bookId } = await bookFor(ctx, book, unit.path, unit.name);
  const id = newId();
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId, on, words, source: `relief.addition:${id}`, key: `relief.addition:${id}` },
    lines: [
      { account: moneyAccounts[way], debit: amount },
      { account, credit: amount },
    ],
  });
  const { accountId, name: byName } = userOf(ctx);
  const place = { unitId, unitPath: unit.path, bookId };
  await store.insertAddition(ctx, { id, kind, ...place, amount, on, way, words, entryId, byId: accountId, byName });
  audit(ctx, {
    action: 'relief.addAddition',
    subject: `book:${bookId}`,
    details: { additionId: id, kind, amount: amount.toString(), day: on },
  });
  return { id, entryId };
}

/**
 * Refuses: an addition that isn't in reach, is taken back already (relief.undone_already), or whose money is paid out
 * (relief.fund_short).
 */
export async function undoAddition(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const row = await store.additionById(ctx, id, 'lock');
  if (row === null || !may(ctx.user, 'relief.fund.write', row.unitPath)) throw notFound();
  if (row.undoReason !== null) throw new AppError('relief.undone_already');
  await holdBook(ctx, row.bookId);
  if (row.kind === 'group') {
    const left = await store.groupMoneyLeft(ctx, row.bookId);
    if (left < row.amount) throw short(left, row.amount);
  } else await refuseShort(ctx, row.bookId, row.way, row.amount);
  await takeBack(ctx, 'addition', { id }, reason);
  await reverseEntry(ctx, row.entryId, { reason });
  audit(ctx, { action: 'relief.undoAddition', subject: `book:${row.bookId}`, details: { additionId: id } });
  return {};
}
