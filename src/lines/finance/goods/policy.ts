import { AppError, may, notFound, userOf, type Context } from '#kernel';
import { bookAccounts, booksByIds, type BookRecord } from '#engines/ledger';
import { getUnit, peopleById } from '#engines/roster';
import type { goodsPermissions } from './contract';
import * as store from './store';

type Permission = (typeof goodsPermissions)[number];

/** 库存物品 of 《工会会计制度》 (2021). */
export const GOODS = '121';

/** The accounts of goods of a book. Refuses: a book that keeps none (finance.goods_book_unfit). */
export async function goodsAccounts(ctx: Context, book: BookRecord) {
  const all = await bookAccounts(ctx, [book.id]);
  const accounts = all.filter((one) => one.code.startsWith(GOODS) && one.name !== '库存原料');
  if (accounts.length === 0) throw new AppError('finance.goods_book_unfit');
  return accounts;
}

/**
 * Goods with their book: read, kept and counted where the store is, accounted for where the book is kept. Refuses: goods that
 * aren't there, or with which the person may not do this; both read alike.
 */
export async function goodsFor(
  ctx: Context,
  id: string,
  permission: Permission,
  mode: 'read' | 'lock' = 'read',
): Promise<{ goods: store.GoodsRecord; book: BookRecord }> {
  const goods = await store.goodsById(ctx, id, mode);
  if (goods === null) throw notFound();
  const [book] = await booksByIds(ctx, [goods.bookId]);
  const path = permission === 'finance.goods.account' ? book!.unitPath : goods.unitPath;
  if (!may(ctx.user, permission, path)) throw notFound();
  return { goods, book: book! };
}

/** People whom the person may read. Refuses: anybody else. */
export async function readablePeople(ctx: Context, ids: readonly string[]) {
  const people = await peopleById(ctx, ids);
  const isReadable = ids.every((id) => may(ctx.user, 'roster.person.read', people.get(id)?.unitPath ?? ''));
  if (!isReadable) throw notFound();
  return people;
}

/** A unit of the book's that goods are given to. Refuses: one out of reach of whoever hands out. */
export async function readableUnit(ctx: Context, id: string): Promise<void> {
  const unit = await getUnit(ctx, id);
  if (!may(ctx.user, 'roster.unit.read', unit.path)) throw notFound();
}

/** Buying and keeping are two hands. Refuses: whoever bought it as its keeper (finance.goods_own_buying). */
export function refuseOwnBuying(ctx: Context, buyerId: string): void {
  if (userOf(ctx).personId === buyerId) throw new AppError('finance.goods_own_buying');
}

/** Who people are, for whoever may read them where they work. */
export async function readableNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await peopleById(ctx, [...new Set(ids)]);
  const readable = [...people.values()].filter(({ unitPath }) => may(ctx.user, 'roster.person.read', unitPath));
  return new Map(readable.map(({ id, name }) => [id, name]));
}
