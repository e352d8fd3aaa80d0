import { accountNames, notify, type Context } from '#kernel';
import type { Day, EndpointInput, EndpointResponse } from '#kernel/contract';
import { accountsWhoMay } from '#engines/roster';
import type { BookKindName } from '../books/contract';
import { bookFor, mayOnBook, visibleBook } from '../books/policy';
import type { BookRecord } from '../books/store';
import { monthOf } from '../entries/rules';
import { firstOf, monthIn } from '../terms';
import type * as contract from './contract';
import type { PeriodRow } from './contract';
import { askToReopen, closePeriod, decideReopening } from './periods';
import { monthsOf, readPeriods } from './store';

/** The months of a book, the latest first. Refuses: a book that isn't in reach. */
export async function listPeriods(
  ctx: Context,
  { params }: EndpointInput<typeof contract.listPeriods>,
): Promise<EndpointResponse<typeof contract.listPeriods>> {
  const book = await visibleBook(ctx, params.id);
  const today = ctx.clock.today();
  const states = new Map((await readPeriods(ctx, book.id)).map((period) => [period.month, period]));
  const names = await accountNames(
    ctx,
    [...states.values()].flatMap((period) => period.askedBy ?? []),
  );
  const months = await monthsOf(ctx, book.id, { from: monthOf(book.openedOn), to: monthOf(today) });
  const first = months.find(({ month }) => (states.get(month)?.state ?? 'open') === 'open')?.month;
  const rows = months.map(({ month, ...figures }): PeriodRow => {
    const { state = 'open', reason = '', askedBy = null } = states.get(month) ?? {};
    const may = mayActOn(ctx, book, { state, askedBy, isNext: month === first, isOver: month < monthOf(today) });
    const asker = askedBy === null ? null : (names.get(askedBy) ?? null);
    return { month: monthIn(month), state, ...figures, reason, askedBy: asker, abilities: may };
  });
  return { book: { id: book.id, name: book.name, kind: book.kind as BookKindName }, rows: rows.toReversed() };
}

interface Standing {
  state: PeriodRow['state'];
  askedBy: string | null;
  isNext: boolean;
  isOver: boolean;
}

function mayActOn(ctx: Context, book: BookRecord, { state, askedBy, isNext, isOver }: Standing) {
  const keeps = mayOnBook(ctx, 'ledger.period.write', book);
  const decides = mayOnBook(ctx, 'ledger.period.approve', book);
  return {
    close: keeps && state === 'open' && isNext && isOver,
    askToReopen: keeps && state === 'closed',
    decide: decides && state === 'reopening' && askedBy !== ctx.user?.accountId,
  };
}

type OfMonth = { id: string; month: string };

/** Refuses: a book with which the person may not do this; what `closePeriod` refuses. */
export async function closeMonth(ctx: Context, { id, month }: OfMonth): Promise<void> {
  const book = await bookFor(ctx, id, 'ledger.period.write');
  await closePeriod(ctx, book.id, firstOf(month));
}

/** Those who may decide are told. Refuses: a book with which the person may not do this; what `askToReopen` refuses. */
export async function askForMonth(ctx: Context, { id, month }: OfMonth, reason: string): Promise<void> {
  const book = await bookFor(ctx, id, 'ledger.period.write');
  await askToReopen(ctx, book.id, firstOf(month), reason);
  await notify(ctx, {
    to: await accountsWhoMay(ctx, 'ledger.period.approve', book.unitPath),
    kind: 'ledger.reopening_asked',
    params: { book: book.name, month },
    link: { desktop: linkTo(book.id) },
  });
}

/** The one who asked is told. Refuses: a book with which the person may not do this; what `decideReopening` refuses. */
export async function decideOnMonth(ctx: Context, { id, month }: OfMonth, isGranted: boolean): Promise<void> {
  const book = await bookFor(ctx, id, 'ledger.period.approve');
  const day: Day = firstOf(month);
  const asker = (await readPeriods(ctx, book.id)).find((period) => period.month === day)?.askedBy;
  await decideReopening(ctx, book.id, day, isGranted);
  await notify(ctx, {
    to: asker ? [asker] : [],
    kind: isGranted ? 'ledger.reopening_granted' : 'ledger.reopening_refused',
    params: { book: book.name, month },
    link: { desktop: linkTo(book.id) },
  });
}

const linkTo = (bookId: string): string => `/finance/books/${bookId}/periods`;
