import { AppError, audit, may, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { refuseSameHand } from '#engines/roster';
import { accountsOf, bookById, type AccountRecord, type BookRecord } from '../books/store';
import { takesAccount } from '../budgets/rules';
import { linesById } from '../budgets/store-lines';
import { postPair, reversePair } from '../entries/entries';
import type * as contract from './contract';
import { askedBy, transferFor } from './policy';
import { halvesOf } from './rules';
import { stateAfter, type TransferState, type TransferStep } from './states';
import * as store from './store';

type Input<E> = EndpointInput<E>;
type Asked = Input<typeof contract.proposeTransfer>['body'];

/** Refuses: a book out of reach, or a closed one (ledger.book_closed); a day before it (ledger.day_before_book). */
async function bookToMove(ctx: Context, id: string, on: string): Promise<BookRecord> {
  const book = await bookById(ctx, id);
  const isInReach = book !== null && may(ctx.user, 'ledger.book.read', book.unitPath);
  if (!isInReach || !may(ctx.user, 'ledger.transfer.write', book.unitPath)) throw notFound();
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  if (on < book.openedOn) throw new AppError('ledger.day_before_book', { day: book.openedOn });
  return book;
}

/** An account on which a transfer can be posted: it has no parts, no parties, and is no clearing account itself. */
export const isForTransfers = ({ isSummary, isClosed, isClearing, party }: AccountRecord): boolean =>
  !isSummary && !isClosed && !isClearing && party === null;

function refuseAccounts(accounts: readonly AccountRecord[], { account, purpose }: Asked['from' | 'to']): void {
  for (const [code, isMoney] of [
    [account, true],
    [purpose, false],
  ] as const) {
    if (code === null) continue;
    const found = accounts.find((one) => one.code === code);
    if (found === undefined || !isForTransfers(found) || (found.money !== null) !== isMoney)
      throw new AppError('ledger.transfer_account', { account: code });
  }
}

async function refuseBudgetLine(ctx: Context, { from, on }: Asked): Promise<void> {
  if (from.budgetLineId === null) return;
  const line = (await linesById(ctx, [from.budgetLineId])).get(from.budgetLineId);
  if (line === undefined) throw notFound();
  // Nobody learns what lines other books have.
  if (line.bookId !== from.bookId) throw notFound();
  const { name, year } = line;
  if (String(year) !== on.slice(0, 4)) throw new AppError('ledger.budget_line_elsewhere', { line: name, year });
  if (!takesAccount(line.accounts, from.purpose!))
    throw new AppError('ledger.budget_account_unfit', { line: name, account: from.purpose });
}

/** For a line that asked for a transfer: whether nobody has decided about it, nor withdrawn it. */
export async function isTransferProposed(ctx: Context, id: string): Promise<boolean> {
  return (await store.transferById(ctx, id))?.state === 'proposed';
}

/**
 * Asks for money to pass between two books; somebody else decides. Refuses: books out of reach or closed; one book for both
 * (ledger.transfer_same_book); a day that has not come (ledger.day_in_future) or is before a book (ledger.day_before_book); an
 * account that is no cash or bank, or a purpose that is, that the book lacks, or that asks for parts or parties
 * (ledger.transfer_account); a budget line of another book, or of another year (ledger.budget_line_elsewhere) or for other accounts
 * (ledger.budget_account_unfit).
 */
export async function proposeTransfer(ctx: Context, asked: Asked): Promise<{ id: string }> {
  const { from, to, amount, on, words } = asked;
  const today = ctx.clock.today();
  const books = [await bookToMove(ctx, from.bookId, on), await bookToMove(ctx, to.bookId, on)] as const;
  if (from.bookId === to.bookId) throw new AppError('ledger.transfer_same_book', { book: books[0].name });
  if (on > today) throw new AppError('ledger.day_in_future', { day: on, today });
  for (const half of [from, to]) refuseAccounts(await accountsOf(ctx, [half.bookId]), half);
  await refuseBudgetLine(ctx, asked);
  const purposes = from.purpose === null ? null : { from: from.purpose, to: to.purpose! };
  const accounts = { from: from.account, to: to.account, purposes, budgetLineId: from.budgetLineId };
  const halves = { fromBookId: from.bookId, toBookId: to.bookId };
  const id = await store.insertTransfer(ctx, { ...accounts, ...halves, amount, on, words });
  audit(ctx, { action: 'ledger.proposeTransfer', subject: `book_transfer:${id}`, details: halves });
  return { id };
}

/** Refuses: a version that somebody else has changed; a state in which the step can't be done (ledger.transfer_state). */
function next(transfer: store.TransferRecord, step: TransferStep, version: number): TransferState {
  if (transfer.version !== version) throw new AppError('kernel.changed_meanwhile');
  const state = stateAfter(transfer.state, step);
  if (state === null) throw new AppError('ledger.transfer_state');
  return state;
}

/** Takes a request back. Refuses: a transfer out of reach; what is decided (ledger.transfer_state). */
export async function withdrawTransfer(ctx: Context, id: string, version: number): Promise<void> {
  const transfer = await transferFor(ctx, id, 'ledger.transfer.write');
  await store.setState(ctx, id, next(transfer, 'withdraw', version));
  audit(ctx, { action: 'ledger.withdrawTransfer', subject: `book_transfer:${id}` });
}

/** Asks for a transfer to be taken back. Refuses: a transfer out of reach; one that isn't posted (ledger.transfer_state). */
export async function askTransferBack(
  ctx: Context,
  id: string,
  { reason, version }: { reason: string; version: number },
): Promise<void> {
  const transfer = await transferFor(ctx, id, 'ledger.transfer.write');
  next(transfer, 'askBack', version);
  await store.askBack(ctx, id, reason);
  audit(ctx, { action: 'ledger.askTransferBack', subject: `book_transfer:${id}` });
}

/**
 * Posts both halves of what was asked, or of its reversal, or refuses it. Refuses: a transfer that the person may not decide;
 * what nobody asks for (ledger.transfer_state); the person who asked (roster.same_hand); what `postPair` and `reversePair`
 * refuse, and then nothing is posted in either book.
 */
export async function decideTransfer(
  ctx: Context,
  { params: { id }, body: { isGranted, words, version } }: Input<typeof contract.decideTransfer>,
): Promise<void> {
  const transfer = await transferFor(ctx, id, 'ledger.transfer.approve');
  const state = next(transfer, isGranted ? 'approve' : 'refuse', version);
  await refuseSameHand(ctx, askedBy(transfer));
  const pair = !isGranted ? null : state === 'done' ? await post(ctx, transfer) : await reverse(ctx, transfer);
  await store.decide(ctx, id, { state, words, pair });
  audit(ctx, { action: 'ledger.decideTransfer', subject: `book_transfer:${id}`, details: { isGranted } });
}

const sourceOf = ({ id }: store.TransferRecord): string => `ledger.transfer:${id}`;

async function post(ctx: Context, transfer: store.TransferRecord): Promise<[string, string]> {
  const { id, fromBookId, toBookId, amount, on, fromPurpose, toPurpose, budgetLineId } = transfer;
  const accounts = await accountsOf(ctx, [fromBookId, toBookId]);
  const clearing = (bookId: string) => accounts.find((one) => one.bookId === bookId && one.isClearing)!.code;
  const purposes = fromPurpose === null ? null : { from: fromPurpose, to: toPurpose! };
  const codes = { from: transfer.fromAccount, to: transfer.toAccount, purposes, budgetLineId };
  const halves = halvesOf(amount, codes, { from: clearing(fromBookId), to: clearing(toBookId) });
  const shared = { on, words: transfer.words, source: sourceOf(transfer), key: `transfer:${id}` };
  const [from, to] = await postPair(ctx, [
    { ...shared, bookId: fromBookId, lines: halves.from },
    { ...shared, bookId: toBookId, lines: halves.to },
  ]);
  return [from.id, to.id];
}

async function reverse(ctx: Context, transfer: store.TransferRecord): Promise<[string, string]> {
  const { fromEntryId, toEntryId, reversalReason: reason } = transfer;
  const [from, to] = await reversePair(ctx, [fromEntryId!, toEntryId!], { reason, source: sourceOf(transfer) });
  return [from.id, to.id];
}
