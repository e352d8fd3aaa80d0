import { allPages, AppError, audit, exportTable, may, newId, notFound, text, userOf, type Context } from '#kernel';
import type { FileAnswer, WorkbookColumn } from '#kernel';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { bookFor, pathsAsked } from '../policy';
import type * as contract from './contract';
import type { GoodsMove, GoodsRow, GoodsWhole } from './contract';
import { goodsAccounts, goodsFor } from './policy';
import { presentGoods, presentMoves, presentWhole } from './present';
import * as store from './store';
import { moveRows } from './store-moves';

type Input<E> = EndpointInput<E>;

/** Refuses: a book out of reach or without such an account; a store out of reach or outside its units; a name that is there. */
export async function addGoods(ctx: Context, { body }: Input<typeof contract.addGoods>): Promise<GoodsWhole> {
  const book = await bookFor(ctx, body.bookId, 'finance.goods.account');
  await goodsAccounts(ctx, book);
  const unit = await getUnit(ctx, body.unitId);
  if (!may(ctx.user, 'finance.goods.account', unit.path)) throw notFound();
  if (!unit.path.startsWith(book.unitPath)) throw new AppError('finance.goods_place_unfit');
  const { name, kind, measure, isDivisible } = body;
  const goods = {
    id: newId(),
    bookId: book.id,
    unitId: unit.id,
    unitPath: unit.path,
    name,
    kind,
    measure,
    isDivisible,
  };
  if (!(await store.insertGoods(ctx, goods, userOf(ctx).name)))
    throw new AppError('finance.goods_name_taken', { name });
  audit(ctx, { action: 'finance.addGoods', subject: `goods:${goods.id}` });
  return presentWhole(ctx, goods.id);
}

/** Refuses: goods that aren't in reach. */
export async function showGoods(ctx: Context, id: string): Promise<GoodsWhole> {
  await goodsFor(ctx, id, 'finance.goods.read');
  return presentWhole(ctx, id);
}

/** Refuses: a unit or a book that isn't in reach. */
export async function listGoods(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listGoods>, 'query'>,
): Promise<Page<GoodsRow>> {
  const { unitId, bookId, kind, search, cursor, limit } = query;
  if (bookId !== undefined) await bookFor(ctx, bookId, 'finance.goods.read');
  const under = await pathsAsked(ctx, 'finance.goods.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.goodsRows(ctx, { under, bookId, kind, search, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { rows: await presentGoods(ctx, page), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}

/** The list as a file. Refuses: as the list. */
export async function exportGoods(ctx: Context, { query }: Input<typeof contract.exportGoods>): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:goods.${key}`);
  const title = (key: string) => `finance:goods.columns.${key}`;
  const columns: WorkbookColumn<GoodsRow>[] = [
    { key: 'name', title: title('name'), kind: 'text', width: 24, value: (row) => row.name },
    { key: 'kind', title: title('kind'), kind: 'text', width: 14, value: (row) => say(`kinds.${row.kind}`) },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unit.name },
    { key: 'onHand', title: title('onHand'), kind: 'text', width: 14, value: (row) => row.onHand },
    { key: 'measure', title: title('measure'), kind: 'text', width: 10, value: (row) => row.measure },
    { key: 'value', title: title('value'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.value },
  ];
  const { file, rows } = await exportTable<GoodsRow>(ctx, {
    title: say('title'),
    permission: 'finance.goods.read',
    filters: [query.kind === undefined ? '' : say(`kinds.${query.kind}`), query.search ?? ''],
    columns,
    rows: allPages((page) => listGoods(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'finance.exportGoods', details: { count: rows } });
  return file;
}

/** Refuses: goods that aren't in reach. */
export async function listGoodsMoves(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listGoodsMoves>, 'params' | 'query'>,
): Promise<Page<GoodsMove>> {
  const { goods, book } = await goodsFor(ctx, params.id, 'finance.goods.read');
  const { cursor = '', limit } = query;
  const before = /^\d{1,9}$/.test(cursor) ? Number(cursor) : null;
  const rows = await moveRows(ctx, { goodsId: goods.id, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    rows: await presentMoves(ctx, { goods, book, moves: page }),
    nextCursor: rows.length > limit ? String(page.at(-1)!.number) : null,
  };
}

/** The sheet of movements as a file, which names who was given what. Refuses: as the sheet. */
export async function exportGoodsMoves(
  ctx: Context,
  { params }: Pick<Input<typeof contract.exportGoodsMoves>, 'params'>,
): Promise<FileAnswer> {
  const { goods } = await goodsFor(ctx, params.id, 'finance.goods.read');
  const say = (key: string) => text(ctx.language, `finance:goods.${key}`);
  const title = (key: string) => `finance:goods.columns.${key}`;
  const columns: WorkbookColumn<GoodsMove>[] = [
    { key: 'number', title: title('number'), kind: 'count', width: 8, value: (row) => row.number },
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'kind', title: title('move'), kind: 'text', width: 10, value: (row) => say(`moves.${row.kind}`) },
    { key: 'quantity', title: title('quantity'), kind: 'text', width: 12, value: (row) => row.quantity },
    { key: 'value', title: title('worth'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.value },
    { key: 'after', title: title('onHandAfter'), kind: 'text', width: 12, value: (row) => row.onHandAfter },
    { key: 'valueAfter', title: title('valueAfter'), kind: 'fen', width: 16, value: (row) => row.valueAfter },
    { key: 'person', title: title('person'), kind: 'text', width: 14, value: (row) => row.person?.name ?? null },
    { key: 'to', title: title('to'), kind: 'text', width: 20, value: (row) => row.unit },
    { key: 'words', title: title('words'), kind: 'text', width: 30, value: (row) => row.words },
    { key: 'signedOn', title: title('signedOn'), kind: 'day', width: 12, value: (row) => row.signedOn },
    { key: 'by', title: title('by'), kind: 'text', width: 12, value: (row) => row.recordedByName },
  ];
  const { file, rows } = await exportTable<GoodsMove>(ctx, {
    title: `${say('sheet')} ${goods.name}`,
    permission: 'finance.goods.read',
    filters: [goods.measure],
    columns,
    rows: allPages((page) => listGoodsMoves(ctx, { params, query: page })),
  });
  audit(ctx, { action: 'finance.exportGoodsMoves', subject: `goods:${goods.id}`, details: { count: rows } });
  return file;
}

/** What the log calls goods, for those that its reader may read. */
export async function findGoodsNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await store.goodsByIds(ctx, ids);
  const readable = found.filter(({ unitPath }) => may(ctx.user, 'finance.goods.read', unitPath));
  return new Map(readable.map(({ id, name }) => [id, name]));
}
