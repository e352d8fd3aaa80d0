import type { Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { netBalances } from '../balances/store';
import { chartOf } from '../charts/book-kinds';
import { openingOf } from '../entries/store-opening';
import type * as contract from './contract';
import { presentFunds } from './overview';
import { mayOnBook, visibleBook } from './policy';
import { levelsOf, sumUp } from './rules';
import { accountsOf } from './store';

type Input = EndpointInput<typeof contract.showBook>;

/** A book with its chart and the balances of a day. Refuses: a book that isn't in reach. */
export async function showBook(
  ctx: Context,
  { params, query }: Input,
): Promise<EndpointResponse<typeof contract.showBook>> {
  const book = await visibleBook(ctx, params.id);
  const on = query.on ?? ctx.clock.today();
  const accounts = await accountsOf(ctx, [book.id]);
  const nets = sumUp(accounts, await netBalances(ctx, { bookId: book.id, on }), (a, b) => a + b, 0n);
  const levels = levelsOf(accounts.map((account) => account.code));
  const [fund] = await presentFunds(ctx, [book], on);
  const opening = await openingOf(ctx, book.id);
  const isOpen = book.closedOn === null;
  const writes = mayOnBook(ctx, 'ledger.book.write', book);
  return {
    ...fund!,
    ...{ version: book.version, on, chart: chartOf(book.chart) },
    accounts: accounts.map((account) => ({
      ...account,
      level: levels.get(account.code)!,
      net: nets.get(account.id)!,
    })),
    openingId: opening.standing,
    abilities: {
      rename: writes,
      editChart: writes && isOpen,
      postOpening: writes && isOpen && opening.standing === null,
    },
  };
}
