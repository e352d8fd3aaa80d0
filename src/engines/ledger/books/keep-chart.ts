import { AppError, audit, may, newId, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { LAST_DAY, netBalances } from '../balances/store';
import { foundBook } from './books';
import type * as contract from './contract';
import { accountFor, bookFor } from './policy';
import { placeInChart } from './rules';
import { accountsOf, bookById } from './store';
import * as store from './store-accounts';

const WRITE = 'ledger.book.write';

/** Founds a book of a unit within reach. Refuses: a unit out of reach; what `foundBook` refuses. */
export async function foundUnitBook(
  ctx: Context,
  { body }: EndpointInput<typeof contract.foundBook>,
): Promise<{ id: string }> {
  const unit = await getUnit(ctx, body.unitId);
  if (!may(ctx.user, WRITE, unit.path)) throw notFound();
  const { id } = await foundBook(ctx, body);
  return { id };
}

/** Refuses: a name that another book of the unit and kind has (ledger.book_taken); a book changed meanwhile. */
export async function renameBook(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.renameBook>,
): Promise<void> {
  const { id } = await bookFor(ctx, params.id, WRITE);
  const outcome = await store.renameBookRow(ctx, { id, version: body.version }, body.name);
  if (outcome === 'taken') throw new AppError('ledger.book_taken', { name: body.name });
  if (outcome === 'changed') throw new AppError('kernel.changed_meanwhile');
  audit(ctx, { action: 'ledger.renameBook', subject: `book:${id}`, details: {} });
}

/**
 * Adds an account. Refuses: a code that the chart has (ledger.account_taken); one below an account that was posted to
 * (ledger.account_has_postings); an element that is missing or isn't that of the accounts above and below
 * (ledger.account_element); income or spending that is carried to no net asset, or anything else that is carried
 * (ledger.account_carries); a closed book (ledger.book_closed).
 */
export async function addAccount(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.addAccount>,
): Promise<{ id: string }> {
  const { id: bookId } = await bookFor(ctx, params.id, WRITE);
  const book = await bookById(ctx, bookId, 'lock');
  if (book!.closedOn !== null) throw new AppError('ledger.book_closed', { day: book!.closedOn });
  await store.holdBook(ctx, book!);
  const chart = await accountsOf(ctx, [bookId]);
  const posted = await store.postedAmong(
    ctx,
    chart.map((account) => account.id),
  );
  const idOf = new Map(chart.map((account) => [account.code, account.id]));
  const place = placeInChart(chart, body, (code) => posted.has(idOf.get(code)!));
  if (place.fault !== null) throw new AppError(place.fault, { code: body.code });
  const id = newId();
  const { element, carriesTo, isSummary, above } = place;
  await store.insertAccount(ctx, { ...body, id, bookId, element, carriesTo, isSummary });
  if (above !== null) await store.makeSummary(ctx, bookId, above);
  audit(ctx, { action: 'ledger.addAccount', subject: `book:${bookId}`, details: { accountCode: body.code } });
  return { id };
}

/** Refuses: an account changed meanwhile. */
export async function renameAccount(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.renameAccount>,
): Promise<void> {
  const { account, book } = await accountFor(ctx, params.id, WRITE);
  const isDone = await store.changeAccount(ctx, { id: account.id, version: body.version }, { name: body.name });
  if (!isDone) throw new AppError('kernel.changed_meanwhile');
  audit(ctx, { action: 'ledger.renameAccount', subject: `book:${book.id}`, details: { accountCode: account.code } });
}

/**
 * Closes an account or opens it again. Refuses: to close one on which something stands (ledger.account_not_settled) or that
 * only sums up others (ledger.account_is_summary); an account changed meanwhile.
 */
export async function setAccountClosed(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.setAccountClosed>,
): Promise<void> {
  const { account, book } = await accountFor(ctx, params.id, WRITE);
  if (account.isSummary) throw new AppError('ledger.account_is_summary', { account: account.code });
  await bookById(ctx, book.id, 'lock');
  if (body.isClosed) {
    await store.holdBook(ctx, book);
    const nets = await netBalances(ctx, { bookId: book.id, on: LAST_DAY, accountIds: [account.id] });
    const net = nets.get(account.id) ?? 0n;
    if (net !== 0n) throw new AppError('ledger.account_not_settled', { account: account.code });
  }
  const { isClosed, version } = body;
  const isDone = await store.changeAccount(ctx, { id: account.id, version }, { isClosed });
  if (!isDone) throw new AppError('kernel.changed_meanwhile');
  audit(ctx, {
    action: isClosed ? 'ledger.closeAccount' : 'ledger.openAccount',
    subject: `book:${book.id}`,
    details: { accountCode: account.code },
  });
}
