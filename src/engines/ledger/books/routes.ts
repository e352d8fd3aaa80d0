import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as chart from './keep-chart';
import { exportBooks, listBooks } from './overview';
import { showBook } from './present';

/** What an act answers that has nothing to say. */
export const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export const bookRoutes: readonly Route[] = [
  serve(contract.listBooks, (ctx, { query }) => listBooks(ctx, query)),
  serve(contract.exportBooks, (ctx, { query }) => exportBooks(ctx, query)),
  serve(contract.showBook, showBook),
  serve(contract.foundBook, chart.foundUnitBook),
  serve(contract.renameBook, (ctx, input) => done(chart.renameBook(ctx, input))),
  serve(contract.addAccount, chart.addAccount),
  serve(contract.renameAccount, (ctx, input) => done(chart.renameAccount(ctx, input))),
  serve(contract.setAccountClosed, (ctx, input) => done(chart.setAccountClosed(ctx, input))),
];
