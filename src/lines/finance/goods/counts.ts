import { AppError, audit, newId, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { refuseSameHand } from '#engines/roster';
import type * as contract from './contract';
import type { GoodsWhole } from './contract';
import { quantityFor, stockOf, write } from './moves';
import { goodsFor } from './policy';
import { presentWhole } from './present';
import { worthOf } from './rules';
import * as moves from './store-moves';

type Input<E> = EndpointInput<E>;

/** Refuses: goods out of reach; an impossible quantity; what agrees; a count that waits to be decided. */
export async function countGoods(
  ctx: Context,
  { params, body }: Input<typeof contract.countGoods>,
): Promise<GoodsWhole> {
  const { goods } = await goodsFor(ctx, params.id, 'finance.goods.keep', 'lock');
  const counted = quantityFor(goods, body.counted, 0n);
  if (counted === goods.onHand) throw new AppError('finance.goods_count_even');
  const { accountId: proposedBy, name: proposedByName } = userOf(ctx);
  const said = { expected: goods.onHand, counted, reason: body.reason, proposedBy, proposedByName };
  const isFirst = await moves.insertCount(ctx, { id: newId(), goodsId: goods.id, on: ctx.clock.today(), ...said });
  if (!isFirst) throw new AppError('finance.goods_count_open');
  audit(ctx, { action: 'finance.countGoods', subject: `goods:${goods.id}` });
  return presentWhole(ctx, goods.id);
}

/**
 * Refuses: a count out of reach or decided; the hand that counted; one that others have moved goods after
 * (finance.goods_count_old), which can only be refused.
 */
export async function decideGoodsCount(
  ctx: Context,
  { params, body }: Input<typeof contract.decideGoodsCount>,
): Promise<GoodsWhole> {
  const found = await moves.countById(ctx, params.id);
  if (found === null) throw notFound();
  const { goods } = await goodsFor(ctx, found.goodsId, 'finance.goods.approve', 'lock');
  const count = (await moves.countById(ctx, params.id))!;
  if (count.state !== 'proposed') throw new AppError('finance.goods_count_over');
  await refuseSameHand(ctx, count.proposedBy);
  const { isGranted, words } = body;
  if (isGranted && count.expected !== goods.onHand) throw new AppError('finance.goods_count_old');
  const quantity = count.counted - count.expected;
  // What is found is worth what the rest is on average, and nothing where there is no rest.
  const stock = stockOf(goods);
  const more = stock.quantity === 0n ? 0n : (stock.value * quantity) / stock.quantity;
  const value = quantity > 0n ? more : -worthOf(stock, -quantity);
  const kind = quantity > 0n ? ('found' as const) : ('lost' as const);
  const written = { kind, on: ctx.clock.today(), quantity, value, words: count.reason };
  const [moveId = null] = isGranted ? await write(ctx, goods, [written]) : [];
  const { accountId: by, name: byName } = userOf(ctx);
  await moves.decideCount(ctx, count.id, { by, byName, words, isGranted, moveId });
  const step = isGranted ? 'approved' : 'refused';
  audit(ctx, { action: 'finance.decideGoodsCount', subject: `goods:${goods.id}`, details: { step } });
  return presentWhole(ctx, goods.id);
}
