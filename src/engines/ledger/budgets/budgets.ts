import {
  AppError,
  allPages,
  audit,
  exportTable,
  may,
  newId,
  notFound,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { unitNames } from '#engines/roster';
import { thingsInWords, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { booksInReach } from '../books/open-books';
import { bookById } from '../books/store';
import { ceilingsOf } from './board';
import type * as contract from './contract';
import type { BudgetRow } from './contract';
import { pathsAsked } from './policy';
import { lineAlarm, lineMoment, presentBook } from './present';
import * as store from './store';
import { budgetPage, type BudgetListRow } from './store-list';
import { figuresOf, linesOf } from './store-lines';

type Query = EndpointInput<typeof contract.listBudgets>['query'];

/** A budget begins at most so many years ahead. */
const YEARS_AHEAD = 2;

/** Refuses: a unit out of reach. */
export async function listBudgets(
  ctx: Context,
  { cursor, limit, unitId, year }: Query,
): Promise<EndpointResponse<typeof contract.listBudgets>> {
  const scopes = await pathsAsked(ctx, 'ledger.budget.read', unitId);
  const { rows, nextCursor } = await budgetPage(ctx, { scopes, year, cursor, limit });
  const lines = await linesOf(
    ctx,
    rows.map((row) => row.id),
  );
  const figures = await figuresOf(ctx, lines);
  const moment = await lineMoment(ctx);
  const names = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  );
  const present = (row: BudgetListRow): BudgetRow => {
    const own = lines.filter((line) => line.budgetId === row.id);
    const standing = own.filter((line) => !line.isClosed);
    const sum = (key: 'spent' | 'reserved') => own.reduce((total, { id }) => total + figures.get(id)![key], 0n);
    return {
      ...{ id: row.id, year: row.year, book: presentBook(row, names.get(row.unitId) ?? '') },
      ...{ number: row.number, open: row.open, lines: standing.length },
      ...{ ceiling: ceilingsOf(own), spent: sum('spent'), reserved: sum('reserved') },
      alarms: standing.filter((line) => lineAlarm(line, figures.get(line.id)!, moment) !== 'none').length,
    };
  };
  return { rows: rows.map(present), nextCursor, abilities: { found: may(ctx.user, 'ledger.budget.write') } };
}

const columns = (ctx: Context): readonly WorkbookColumn<BudgetRow>[] => {
  const title = (key: string) => `ledger:budgets.columns.${key}`;
  const state = ({ number, open }: BudgetRow) =>
    [number === null ? '' : 'in_force', open ?? '']
      .filter(Boolean)
      .map((key) => text(ctx.language, `ledger:budgets.versions.${key}`));
  return [
    { key: 'year', title: title('year'), kind: 'text', width: 8, value: (row) => String(row.year) },
    { key: 'book', title: title('book'), kind: 'text', width: 24, value: (row) => row.book.name },
    { key: 'unit', title: title('unit'), kind: 'text', width: 22, value: (row) => row.book.unitName },
    {
      key: 'version',
      title: title('version'),
      kind: 'text',
      width: 16,
      value: (row) => thingsInWords(ctx.language, state(row)),
    },
    { key: 'lines', title: title('lines'), kind: 'count', width: 10, value: (row) => row.lines },
    { key: 'planned', title: title('planned'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.ceiling },
    { key: 'spent', title: title('spent'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.spent },
    { key: 'reserved', title: title('reserved'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.reserved },
    { key: 'alarms', title: title('alarms'), kind: 'count', width: 10, value: (row) => row.alarms },
  ];
};

/** Refuses: a unit out of reach. */
export async function exportBudgets(ctx: Context, query: Omit<Query, 'cursor' | 'limit'>): Promise<FileAnswer> {
  const { unitId, year } = query;
  const { file, rows } = await exportTable(ctx, {
    title: text(ctx.language, 'ledger:budgets.exports.list'),
    permission: 'ledger.budget.read',
    unitName: unitId === undefined ? undefined : (await unitNames(ctx, [unitId])).get(unitId),
    filters: year === undefined ? [] : [text(ctx.language, 'ledger:budgets.exports.year', { year })],
    columns: columns(ctx),
    rows: allPages((page) => listBudgets(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'ledger.exportBudgets', details: { count: rows } });
  return file;
}

/** The open books within reach of the right to write budgets. */
export async function listBudgetBooks(ctx: Context): Promise<EndpointResponse<typeof contract.listBudgetBooks>> {
  return { rows: await booksInReach(ctx, 'ledger.budget.write') };
}

/**
 * Begins a budget with its first draft. Refuses: a book out of reach, a closed one (ledger.book_closed), a year before the
 * book or too far ahead (ledger.budget_year), a second budget of a year (ledger.budget_exists).
 */
export async function foundBudget(
  ctx: Context,
  { bookId, year, isCopied }: EndpointInput<typeof contract.foundBudget>['body'],
): Promise<{ id: string }> {
  const book = await bookById(ctx, bookId);
  const isInReach = book !== null && may(ctx.user, 'ledger.budget.read', book.unitPath);
  if (!isInReach || !may(ctx.user, 'ledger.budget.write', book.unitPath)) throw notFound();
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  const [from, to] = [Number(book.openedOn.slice(0, 4)), Number(ctx.clock.today().slice(0, 4)) + YEARS_AHEAD];
  if (year < from || year > to) throw new AppError('ledger.budget_year', { from, to });
  const id = newId();
  if (!(await store.insertBudget(ctx, { id, bookId, year }))) throw new AppError('ledger.budget_exists', { year });
  const before = isCopied ? (await store.budgetsOfYear(ctx, [bookId], year - 1)).get(bookId) : undefined;
  const lines = before === undefined ? [] : (await linesOf(ctx, [before])).filter((line) => !line.isClosed);
  const versionId = newId();
  await store.insertVersion(ctx, { id: versionId, budgetId: id, number: 1, reason: '', baseRevision: 0 });
  // Promises are of one year: those of the year before are no reason for next year's money.
  const copies = lines.map((line) => ({ ...line, id: newId(), commitmentIds: [] }));
  await store.writeVersionLines(ctx, versionId, copies);
  audit(ctx, { action: 'ledger.foundBudget', subject: `budget:${id}`, details: { bookId, year } });
  return { id };
}
