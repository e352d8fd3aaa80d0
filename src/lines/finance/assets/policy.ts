import { AppError, may, notFound, userOf, type Context } from '#kernel';
import { bookAccounts, booksByIds, type BookRecord } from '#engines/ledger';
import { getPerson, getUnit, peopleById } from '#engines/roster';
import { bookFor } from '../policy';
import type { assetPermissions } from './contract';
import { accountFor } from './rules';
import * as store from './store';

type Permission = (typeof assetPermissions)[number];

/** 固定资产, 累计折旧 and 资产基金 of 《工会会计制度》 (2021). */
export const COST = '131';
export const WRITTEN_DOWN = '132';
const FUND = '301';

interface Account {
  id: string;
  code: string;
  name: string;
  isSummary: boolean;
  isClosed: boolean;
}
export interface AssetBook {
  readonly book: BookRecord;
  readonly accounts: readonly Account[];
  /** Where postings go, by their codes. */
  readonly codes: { cost: string; writtenDown: string; fund: string };
}

/** The book with its three accounts. Refuses: one out of reach, one that keeps no fixed assets (finance.asset_book_unfit). */
export async function assetBookFor(ctx: Context, id: string, permission: Permission): Promise<AssetBook> {
  return withAccounts(ctx, await bookFor(ctx, id, permission));
}

export async function withAccounts(ctx: Context, book: BookRecord): Promise<AssetBook> {
  const accounts = await bookAccounts(ctx, [book.id]);
  const [cost, writtenDown, fund] = [COST, WRITTEN_DOWN, FUND].map(
    (code) => accountFor(accounts, code, '固定资产')?.code,
  );
  if (cost === undefined || writtenDown === undefined || fund === undefined)
    throw new AppError('finance.asset_book_unfit');
  return { book, accounts, codes: { cost, writtenDown, fund } };
}

/**
 * A card with its book. It is read where the thing stands and changed where the book is kept, under the hold of its register.
 * Refuses: one that isn't there, or with which the person may not do this; both read alike.
 */
export async function assetFor(
  ctx: Context,
  id: string,
  permission: Permission,
): Promise<{ asset: store.AssetRecord; book: BookRecord }> {
  const asset = await store.assetById(ctx, id);
  if (asset === null) throw notFound();
  const [book] = await booksByIds(ctx, [asset.bookId]);
  const isRead = permission === 'finance.asset.read';
  if (!may(ctx.user, permission, isRead ? asset.unitPath : book!.unitPath)) throw notFound();
  if (isRead) return { asset, book: book! };
  await store.holdRegister(ctx, asset.ownerUnitId);
  return { asset: (await store.assetById(ctx, id))!, book: book! };
}

/**
 * Where a thing is to stand and who is to keep it. Things, money and accounts are separate hands: whoever keeps the register
 * keeps no thing of it. Refuses: a unit or person out of reach; a place outside the book's unit (finance.asset_place_unfit);
 * oneself (finance.asset_own_keeping).
 */
export async function placeFor(
  ctx: Context,
  book: BookRecord,
  { unitId, keeperId }: { unitId: string; keeperId: string },
): Promise<{ unitId: string; unitPath: string; keeperId: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'finance.asset.write', unit.path)) throw notFound();
  const person = await getPerson(ctx, keeperId);
  if (person.unitPath === null || !may(ctx.user, 'roster.person.read', person.unitPath)) throw notFound();
  if (!unit.path.startsWith(book.unitPath)) throw new AppError('finance.asset_place_unfit');
  if (userOf(ctx).personId === keeperId) throw new AppError('finance.asset_own_keeping');
  return { unitId, unitPath: unit.path, keeperId };
}

/** Who people are, for whoever may read them where they work. */
export async function keeperNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const people = await peopleById(ctx, [...new Set(ids)]);
  const readable = [...people.values()].filter(({ unitPath }) => may(ctx.user, 'roster.person.read', unitPath));
  return new Map(readable.map(({ id, name }) => [id, name]));
}
