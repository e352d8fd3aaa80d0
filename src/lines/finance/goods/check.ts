import { AppError, audit, may, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { numbersOf, type BookRecord } from '#engines/ledger';
import { refuseSameHand, unitNames } from '#engines/roster';
import { originIn, postingsBelow } from '../assets/entries';
import { bothSides } from '../assets/rules';
import { holdRegister } from '../assets/store';
import { bookFor } from '../policy';
import type * as contract from './contract';
import type { GoodsCheck, GoodsMove } from './contract';
import { GOODS, goodsAccounts, goodsFor } from './policy';
import { presentMoves } from './present';
import { bareGoods, worthByEntry } from './store';
import * as moves from './store-moves';

/** Both sides of a book's goods: what its account says, and what the movements do, by entry. */
async function sidesOf(ctx: Context, book: BookRecord) {
  const postings = await postingsBelow(ctx, await goodsAccounts(ctx, book), GOODS);
  return { postings, named: await worthByEntry(ctx, book.id) };
}

/** Refuses: a book that isn't in reach or keeps no goods. */
export async function checkGoods(ctx: Context, id: string): Promise<GoodsCheck> {
  const book = await bookFor(ctx, id, 'finance.goods.read');
  const { postings, named } = await sidesOf(ctx, book);
  const origin = originIn(postings);
  const sides = bothSides(
    postings.map((one) => ({ ...one, entryId: origin(one.entryId) })),
    named.map((one) => ({ ...one, entryId: origin(one.entryId) })),
  );
  const known = new Map(postings.map((one) => [one.entryId, one]));
  const uneven = sides.filter((one) => one.book !== one.register);
  const others = uneven.flatMap(({ entryId }) => (entryId !== null && !known.has(entryId) ? [entryId] : []));
  const numbers = await numbersOf(ctx, others);
  const entryOf = (entryId: string | null) => {
    if (entryId === null) return null;
    const posting = known.get(entryId);
    const { month, number } = posting ?? numbers.get(entryId)!;
    return { id: entryId, month, number, words: posting?.words ?? '' };
  };
  const balance = sides.reduce((sum, one) => sum + one.book, 0n);
  const register = sides.reduce((sum, one) => sum + one.register, 0n);
  return {
    ...{ book: { id: book.id, name: book.name }, on: ctx.clock.today(), code: GOODS },
    ...{ balance, register, difference: register - balance },
    rows: uneven.map((one) => ({
      ...{
        entry: entryOf(one.entryId),
        balance: one.book,
        register: one.register,
        difference: one.register - one.book,
      },
    })),
    bare: await presentBare(ctx, book.id),
    abilities: { account: may(ctx.user, 'finance.goods.account', book.unitPath) },
  };
}

async function presentBare(ctx: Context, bookId: string): Promise<GoodsCheck['bare']> {
  const goods = await bareGoods(ctx, bookId);
  const names = await unitNames(
    ctx,
    goods.map((one) => one.unitId),
  );
  return goods.map(({ unitId, ...one }) => ({ ...one, unitName: names.get(unitId) ?? '' }));
}

async function openEntries(ctx: Context, book: BookRecord) {
  const { postings, named } = await sidesOf(ctx, book);
  const undone = new Set(
    postings.flatMap(({ reversesId, entryId }) => (reversesId === null ? [] : [reversesId, entryId])),
  );
  const taken = new Map(named.map((one) => [one.entryId, one.amount]));
  const sums = new Map<string, (typeof postings)[number]>();
  for (const posting of postings) {
    if (undone.has(posting.entryId)) continue;
    const before = sums.get(posting.entryId)?.amount ?? 0n;
    sums.set(posting.entryId, { ...posting, amount: before + posting.amount });
  }
  return [...sums.values()].reverse().map(({ entryId, on, words, month, number, amount }) => ({
    ...{ id: entryId, on, words, month, number, amount, left: amount - (taken.get(entryId) ?? 0n) },
  }));
}

/** Refuses: a book that isn't in reach or keeps no goods. */
export async function listGoodsEntries(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.listGoodsEntries>, 'params'>,
): Promise<EndpointResponse<typeof contract.listGoodsEntries>> {
  const book = await bookFor(ctx, params.id, 'finance.goods.read');
  return { rows: await openEntries(ctx, book) };
}

/**
 * Keeping and accounting are two hands. Refuses: a movement out of reach; whoever made it; one that names an entry already
 * (finance.goods_tied); an entry that put nothing on the account, or less than is left of the movement (finance.goods_entry_unfit).
 */
export async function tieGoods(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.tieGoods>,
): Promise<GoodsMove> {
  const move = await moves.moveById(ctx, params.id);
  if (move === null) throw notFound();
  const { goods, book } = await goodsFor(ctx, move.goodsId, 'finance.goods.account', 'lock');
  await refuseSameHand(ctx, move.recordedBy);
  // Whoever ties for another store of the book waits, so that two don't take the same rest of an entry.
  await holdRegister(ctx, book.unitId);
  const entry = (await openEntries(ctx, book)).find((one) => one.id === body.entryId);
  const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen);
  const isFit = entry !== undefined && entry.left > 0n === move.value > 0n && size(move.value) <= size(entry.left);
  if (!isFit) throw new AppError('finance.goods_entry_unfit');
  const { accountId: by, name: byName } = userOf(ctx);
  if (!(await moves.insertEntry(ctx, { moveId: move.id, entryId: body.entryId, by, byName })))
    throw new AppError('finance.goods_tied');
  audit(ctx, { action: 'finance.tieGoods', subject: `goods:${goods.id}`, details: { entryId: body.entryId } });
  const changed = { ...move, entryId: body.entryId };
  return (await presentMoves(ctx, { goods, book, moves: [changed] }))[0]!;
}
