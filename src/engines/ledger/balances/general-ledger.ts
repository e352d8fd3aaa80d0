import { exportTable, notFound, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { addDays, yearOf, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import type { BookKindName } from '../books/contract';
import { visibleBook } from '../books/policy';
import { levelsOf, sumUp } from '../books/rules';
import { accountsOf } from '../books/store';
import { refuseWaiting } from '../entries/journal';
import { countWaitingWithin } from '../entries/store-journal';
import { monthIn } from '../terms';
import type * as contract from './contract';
import { FIRST_DAY, turnovers } from './store';
import { monthTurnovers } from './store-months';

type Answer = EndpointResponse<typeof contract.getGeneralLedger>;
type LedgerAccount = Answer['accounts'][number];
type LedgerMonth = LedgerAccount['months'][number];

const add = (a: bigint, b: bigint): bigint => a + b;

/** 总账. Refuses: a book that isn't in reach; an account that isn't one of its own. */
export async function getGeneralLedger(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.getGeneralLedger>,
): Promise<Answer> {
  const book = await visibleBook(ctx, params.id);
  const { year = yearOf(ctx.clock.today()), accountId } = query;
  const chart = await accountsOf(ctx, [book.id]);
  if (accountId !== undefined && !chart.some((account) => account.id === accountId)) throw notFound();
  const before = await turnovers(ctx, {
    ...{ bookIds: [book.id], withClosing: true, from: FIRST_DAY, to: addDays(`${year}-01-01`, -1) },
  });
  const openings = sumUp(chart, new Map(before.map((one) => [one.accountId, one.debit - one.credit])), add, 0n);
  const turned = await monthTurnovers(ctx, book.id, year);
  const months = [...new Set(turned.map((one) => one.month))].sort().map((month) => {
    const own = turned.filter((one) => one.month === month);
    const debits = sumUp(chart, new Map(own.map((one) => [one.accountId, one.debit])), add, 0n);
    const credits = sumUp(chart, new Map(own.map((one) => [one.accountId, one.credit])), add, 0n);
    return { month: monthIn(month), debits, credits };
  });
  const levels = levelsOf(chart.map((account) => account.code));
  const accounts = chart
    .filter(({ id }) => accountId === undefined || id === accountId)
    .map(({ id, code, name, element, isContra, isSummary }): LedgerAccount => {
      const opening = openings.get(id)!;
      const own = runOf(
        opening,
        months.map(({ month, debits, credits }) => ({ month, debit: debits.get(id)!, credit: credits.get(id)! })),
      );
      const last = own.at(-1);
      return {
        ...{ id, code, name, element, isContra, isSummary, level: levels.get(code)!, opening, months: own },
        ...{ debit: last?.yearDebit ?? 0n, credit: last?.yearCredit ?? 0n, closing: last?.closing ?? opening },
      };
    });
  return {
    book: { id: book.id, name: book.name, kind: book.kind as BookKindName },
    year,
    accounts:
      accountId === undefined ? accounts.filter((one) => one.opening !== 0n || one.months.length > 0) : accounts,
    waiting: await countWaitingWithin(ctx, book.id, { from: undefined, to: `${year}-12-31` }),
  };
}

/** The months in which something moved, each with what has come together since January. */
function runOf(opening: bigint, turns: readonly { month: string; debit: bigint; credit: bigint }[]): LedgerMonth[] {
  let balance = opening;
  let [yearDebit, yearCredit] = [0n, 0n];
  return turns
    .filter(({ debit, credit }) => debit !== 0n || credit !== 0n)
    .map(({ month, debit, credit }) => {
      const before = balance;
      balance += debit - credit;
      yearDebit += debit;
      yearCredit += credit;
      return { month, opening: before, debit, credit, closing: balance, yearDebit, yearCredit };
    });
}

type Line = LedgerMonth & { account: LedgerAccount };

/** The same as a file. Refuses: as the ledger; entries that wait for their numbers (ledger.sealing_waits). */
export async function exportGeneralLedger(
  ctx: Context,
  input: EndpointInput<typeof contract.exportGeneralLedger>,
): Promise<FileAnswer> {
  const { book, year, accounts } = await getGeneralLedger(ctx, input);
  await refuseWaiting(ctx, book.id, { from: undefined, to: `${year}-12-31` });
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, values);
  const title = (key: string) => `ledger:books.columns.${key}`;
  const money = (
    key: 'opening' | 'debit' | 'credit' | 'closing' | 'yearDebit' | 'yearCredit',
  ): WorkbookColumn<Line> => ({
    ...{ key, title: title(key), kind: 'fen', width: 16, value: (row) => row[key] },
  });
  const { file } = await exportTable<Line>(ctx, {
    title: say('exports.general', { book: book.name, year }),
    permission: 'ledger.book.read',
    filters: [],
    columns: [
      { key: 'code', title: title('code'), kind: 'text', width: 10, value: (row) => row.account.code },
      { key: 'account', title: title('account'), kind: 'text', width: 24, value: (row) => row.account.name },
      { key: 'month', title: title('month'), kind: 'text', width: 10, value: (row) => row.month },
      ...(['opening', 'debit', 'credit', 'yearDebit', 'yearCredit', 'closing'] as const).map(money),
    ],
    rows: [accounts.flatMap((account) => account.months.map((month) => ({ ...month, account })))],
  });
  return file;
}
