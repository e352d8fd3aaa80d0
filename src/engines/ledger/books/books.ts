import { AppError, assert, audit, newId, notFound, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { bookKinds, type BookKind } from '../charts/book-kinds';
import { accountAbove, type Chart } from '../charts/chart';
import * as store from './store';

export interface NewBook {
  readonly unitId: string;
  readonly kind: BookKind;
  /** Tells books of one kind apart: the campaign, the canteen. */
  readonly name: string;
  readonly openedOn: Day;
}

/**
 * Begins a book with a copy of its kind's chart. Whoever calls has judged the rights. Refuses: a unit that isn't there or is closed
 * (roster.unit_closed), a book of this kind and name that the unit has (ledger.book_taken).
 */
export async function foundBook(ctx: Context, { unitId, kind, name, openedOn }: NewBook): Promise<store.BookRecord> {
  const unit = await getUnit(ctx, unitId);
  if (unit.validTo !== null) throw new AppError('roster.unit_closed');
  const chart: Chart = bookKinds[kind];
  const id = newId();
  const codes = chart.accounts.map((account) => account.code);
  const accounts = chart.accounts.map((account) => ({
    ...account,
    id: newId(),
    isSummary: codes.some((code) => accountAbove(code, new Set(codes)) === account.code),
  }));
  const book = { id, unitId, unitPath: unit.path, kind, name, chart: chart.edition, openedOn };
  if (!(await store.insertBook(ctx, book, accounts))) throw new AppError('ledger.book_taken', { name });
  audit(ctx, { action: 'ledger.foundBook', subject: `book:${id}`, details: { kind, unitId, chart: chart.edition } });
  return getBook(ctx, id);
}

export async function getBook(ctx: Context, id: string): Promise<store.BookRecord> {
  const book = await store.bookById(ctx, id);
  if (book === null) throw notFound();
  return book;
}

/** The account of a book by its code; that it has one is known to whoever asks. */
export async function accountByCode(ctx: Context, bookId: string, code: string): Promise<store.AccountRecord> {
  const account = (await store.accountsOf(ctx, [bookId])).find((one) => one.code === code);
  assert(account !== undefined, `the book ${bookId} has no account ${code}`);
  return account;
}
