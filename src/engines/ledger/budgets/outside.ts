import { allPages, audit, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { turnovers } from '../balances/store';
import { accountsOf } from '../books/store';
import type * as contract from './contract';
import type { BudgetPosting } from './contract';
import { placeAfter, presentPostings } from './lines';
import { budgetFor } from './policy';
import type { BudgetRecord, LineRecord } from './rows';
import { linesOf, postingsOutside } from './store-lines';

const expensesOf = async (ctx: Context, bookId: string): Promise<string[]> =>
  (await accountsOf(ctx, [bookId])).filter((account) => account.element === 'expense').map((account) => account.id);

/** Spending of the year on expense accounts, without what the lines of the budget have spent of it. */
export async function outsideOf(
  ctx: Context,
  { bookId, year }: Pick<BudgetRecord, 'bookId' | 'year'>,
  lines: readonly LineRecord[],
): Promise<bigint> {
  const accountIds = await expensesOf(ctx, bookId);
  if (accountIds.length === 0) return 0n;
  const days = { bookIds: [bookId], from: `${year}-01-01`, to: `${year}-12-31`, withClosing: false };
  const question = { ...days, accountIds };
  const sum = (rows: readonly { debit: bigint; credit: bigint }[]) =>
    rows.reduce((total, { debit, credit }) => total + debit - credit, 0n);
  const all = sum(await turnovers(ctx, question));
  const budgetLineIds = lines.map((line) => line.id);
  return budgetLineIds.length === 0 ? all : all - sum(await turnovers(ctx, { ...question, budgetLineIds }));
}

/** Refuses: a budget out of reach. */
export async function listOutsidePostings(
  ctx: Context,
  id: string,
  { cursor, limit }: EndpointInput<typeof contract.listOutsidePostings>['query'],
): Promise<EndpointResponse<typeof contract.listOutsidePostings>> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.read');
  const lines = await linesOf(ctx, [id]);
  const question = {
    ...{ accountIds: await expensesOf(ctx, budget.bookId), year: budget.year },
    lineIds: lines.map((line) => line.id),
  };
  const found = await postingsOutside(ctx, question, { after: placeAfter(cursor), limit: limit + 1 });
  const sum = await outsideOf(ctx, budget, lines);
  return { ...presentPostings(found, limit), sum, year: budget.year, bookName: budget.bookName };
}

/** Refuses: a budget out of reach. */
export async function exportOutsidePostings(ctx: Context, id: string): Promise<FileAnswer> {
  const { bookName, year } = await budgetFor(ctx, id, 'ledger.budget.read');
  const title = (key: string) => `ledger:budgets.pages.${key}`;
  const columns: WorkbookColumn<BudgetPosting>[] = [
    { key: 'on', title: title('day'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'number', title: title('voucher'), kind: 'count', width: 10, value: (row) => row.voucherNumber },
    { key: 'words', title: title('what'), kind: 'text', width: 36, value: (row) => row.words },
    {
      ...{ key: 'account', title: title('account'), kind: 'text', width: 24 },
      value: ({ account }) => `${account.code} ${account.name}`,
    },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.amount },
  ];
  const { file, rows } = await exportTable<BudgetPosting>(ctx, {
    title: text(ctx.language, 'ledger:budgets.exports.outside', { book: bookName, year }),
    permission: 'ledger.budget.read',
    filters: [],
    columns,
    rows: allPages((page) => listOutsidePostings(ctx, id, page)),
  });
  audit(ctx, { action: 'ledger.exportOutside', subject: `budget:${id}`, details: { count: rows } });
  return file;
}
