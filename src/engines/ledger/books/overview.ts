import { allPages, exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { Day, EndpointInput, EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor, unitNames } from '#engines/roster';
import type * as contract from './contract';
import type { BookKindName, FundRow } from './contract';
import { fundOf, twelveMonths } from './flows';
import { pathsAsked } from './policy';
import type { BookRecord } from './store';
import * as store from './store-overview';

type Query = EndpointInput<typeof contract.listBooks>['query'];

/** Books as funds: what came in, went out and is there as of a day. */
export async function presentFunds(ctx: Context, books: readonly BookRecord[], on: Day): Promise<FundRow[]> {
  const bookIds = books.map((book) => book.id);
  if (bookIds.length === 0) return [];
  const question = { bookIds, first: twelveMonths(on)[0]!, on };
  const parts = await store.flowParts(ctx, question);
  const openings = await store.openingParts(ctx, question);
  const waiting = await store.waitingIn(ctx, bookIds);
  const units = await unitNames(
    ctx,
    books.map((book) => book.unitId),
  );
  return books.map(({ id, name, kind, unitId, openedOn, closedOn }) => ({
    ...{ id, name, kind: kind as BookKindName, openedOn, closedOn },
    unit: { id: unitId, name: units.get(unitId) ?? '' },
    ...fundOf(kind as BookKindName, parts.filter(ofBook(id)), openings.filter(ofBook(id)), on),
    waiting: waiting.get(id) ?? 0,
  }));
}

const ofBook = (id: string) => (part: { bookId: string }) => part.bookId === id;

/** Refuses: a unit that isn't there or isn't in reach. */
export async function listBooks(ctx: Context, query: Query): Promise<EndpointResponse<typeof contract.listBooks>> {
  const { unitId, kind, cursor, limit, on = ctx.clock.today() } = query;
  const paths = await pathsAsked(ctx, 'ledger.book.read', unitId);
  const found = await store.bookPage(ctx, { paths, kind, after: decodeCursor(cursor), limit: limit + 1 });
  const books = found.slice(0, limit);
  const last = books.at(-1);
  return {
    rows: await presentFunds(ctx, books, on),
    nextCursor: found.length > limit && last !== undefined ? encodeCursor([last.unitPath, last.id]) : null,
    on,
    abilities: { found: may(ctx.user, 'ledger.book.write') },
  };
}

/** The same list as a file. Refuses: as the list. */
export async function exportBooks(
  ctx: Context,
  query: EndpointInput<typeof contract.exportBooks>['query'],
): Promise<FileAnswer> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, params);
  const column = (key: string, value: (row: FundRow) => bigint): WorkbookColumn<FundRow> => ({
    ...{ key, title: `ledger:books.columns.${key}`, kind: 'fen', width: 16, value },
  });
  const { on = ctx.clock.today() } = query;
  const { file } = await exportTable<FundRow>(ctx, {
    title: say('exports.books'),
    permission: 'ledger.book.read',
    unitName: query.unitId === undefined ? undefined : (await unitNames(ctx, [query.unitId])).get(query.unitId),
    filters: [say('exports.on', { on }), query.kind === undefined ? '' : say(`kinds.${query.kind}`)],
    columns: [
      { key: 'name', title: 'ledger:books.columns.name', kind: 'text', width: 28, value: (row) => row.name },
      {
        ...{ key: 'kind', title: 'ledger:books.columns.kind', kind: 'text', width: 16 },
        value: (row) => say(`kinds.${row.kind}`),
      },
      { key: 'unit', title: 'ledger:books.columns.unit', kind: 'text', width: 18, value: (row) => row.unit.name },
      column('yearIn', (row) => row.year.in),
      column('yearOut', (row) => row.year.out),
      column('monthIn', (row) => row.month.in),
      column('monthOut', (row) => row.month.out),
      column('balance', (row) => row.balance),
      column('cash', (row) => row.cash),
      column('bank', (row) => row.bank),
    ],
    rows: allPages((page) => listBooks(ctx, { ...query, ...page })),
  });
  return file;
}
