import { may, userOf, type Context } from '#kernel';
import { booksByIds, numbersOf, type BookRecord } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import type { GoodsMove, GoodsRow, GoodsWhole } from './contract';
import { readableNames } from './policy';
import { quantityWords } from './rules';
import * as store from './store';
import { countsOf, type MoveRecord } from './store-moves';

export async function presentGoods(ctx: Context, records: readonly store.GoodsRecord[]): Promise<GoodsRow[]> {
  const found = await booksByIds(ctx, [...new Set(records.map((one) => one.bookId))]);
  const books = new Map(found.map(({ id, name }) => [id, name]));
  const units = await unitNames(ctx, [...new Set(records.map((one) => one.unitId))]);
  return records.map(({ id, name, kind, measure, isDivisible, onHand, value, isCounted, bookId, unitId }) => ({
    ...{ id, name, kind, measure, isDivisible, value, isCounted, onHand: quantityWords(onHand) },
    book: { id: bookId, name: books.get(bookId)! },
    unit: { id: unitId, name: units.get(unitId) ?? '' },
  }));
}

/** Goods as they are now, with how they were counted. */
export async function presentWhole(ctx: Context, id: string): Promise<GoodsWhole> {
  const goods = (await store.goodsById(ctx, id))!;
  const [row] = await presentGoods(ctx, [goods]);
  const counts = await countsOf(ctx, id);
  const keeps = may(ctx.user, 'finance.goods.keep', goods.unitPath);
  const approves = may(ctx.user, 'finance.goods.approve', goods.unitPath);
  const { accountId } = userOf(ctx);
  return {
    ...row!,
    counts: counts.map(({ proposedBy, expected, counted, goodsId: _, ...count }) => ({
      ...{ ...count, expected: quantityWords(expected), counted: quantityWords(counted) },
      abilities: { decide: approves && count.state === 'proposed' && proposedBy !== accountId },
    })),
    abilities: { receive: keeps, issue: keeps && goods.onHand > 0n, count: keeps && !goods.isCounted },
  };
}

export async function presentMoves(
  ctx: Context,
  { goods, book, moves }: { goods: store.GoodsRecord; book: BookRecord; moves: readonly MoveRecord[] },
): Promise<GoodsMove[]> {
  const personOf = ({ buyerId, toPersonId }: MoveRecord): string | null => buyerId ?? toPersonId;
  const names = await readableNames(
    ctx,
    moves.flatMap((move) => personOf(move) ?? []),
  );
  const units = await unitNames(
    ctx,
    moves.flatMap((move) => move.toUnitId ?? []),
  );
  const entries = await numbersOf(
    ctx,
    moves.flatMap((move) => move.entryId ?? []),
  );
  const keeps = may(ctx.user, 'finance.goods.keep', goods.unitPath);
  const accounts = may(ctx.user, 'finance.goods.account', book.unitPath);
  const { accountId } = userOf(ctx);
  return moves.map((move) => {
    const { id, number, kind, on, value, valueAfter, words, issueId, signedOn, entryId, recordedByName } = move;
    const entry = entryId === null ? undefined : entries.get(entryId);
    const personId = personOf(move);
    return {
      ...{ id, number, kind, on, value, valueAfter, words, issueId, signedOn, recordedByName },
      ...{ quantity: quantityWords(move.quantity), onHandAfter: quantityWords(move.onHandAfter) },
      person: personId === null ? null : { id: personId, name: names.get(personId) ?? null },
      unit: move.toUnitId === null ? '' : (units.get(move.toUnitId) ?? ''),
      entry: entry === undefined ? null : { id: entryId!, month: entry.month, number: entry.number },
      abilities: {
        return: keeps && kind === 'issued',
        tie: accounts && entryId === null && move.recordedBy !== accountId,
      },
    };
  });
}
