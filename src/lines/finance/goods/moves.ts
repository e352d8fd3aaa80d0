import { AppError, audit, newId, notFound, userOf, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type { BookRecord } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import type * as contract from './contract';
import type { GoodsIssue, GoodsWhole } from './contract';
import { goodsFor, readablePeople, readableUnit, refuseOwnBuying } from './policy';
import { presentMoves, presentWhole } from './present';
import { add, handOut, isWhole, MOST, quantityWords, readQuantity, worthBack, type Stock } from './rules';
import type { GoodsRecord } from './store';
import * as moves from './store-moves';

type Input<E> = EndpointInput<E>;

export const stockOf = ({ onHand, value }: GoodsRecord): Stock => ({ quantity: onHand, value });

/** Refuses: nothing, more than a store can hold, or a part of what comes in whole pieces (finance.goods_quantity). */
export function quantityFor(goods: GoodsRecord, words: string, least: 0n | 1n = 1n): bigint {
  const quantity = readQuantity(words);
  const isFit = quantity !== null && quantity >= least && quantity <= MOST && (goods.isDivisible || isWhole(quantity));
  if (!isFit) throw new AppError('finance.goods_quantity', { measure: goods.measure });
  return quantity;
}

function refuseDayAhead(ctx: Context, on: Day): void {
  const today = ctx.clock.today();
  if (on > today) throw new AppError('ledger.day_in_future', { day: on, today });
}

type Written = Pick<moves.NewMove, 'kind' | 'on' | 'quantity' | 'value'> & Partial<moves.NewMove>;

/** Writes movements after each other, with what is on hand after each; whoever calls holds the goods. */
export async function write(ctx: Context, goods: GoodsRecord, written: readonly Written[]): Promise<string[]> {
  const { accountId: recordedBy, name: recordedByName } = userOf(ctx);
  let stock = stockOf(goods);
  const rows = written.map((one, i): moves.NewMove => {
    stock = add(stock, one);
    return {
      ...{ id: newId(), words: '', buyerId: null, issueId: null, toPersonId: null, toUnitId: null, ofId: null },
      ...{ ...one, number: goods.moves + 1 + i, onHandAfter: stock.quantity, valueAfter: stock.value },
      ...{ recordedBy, recordedByName },
    };
  });
  await moves.insertMoves(ctx, goods.id, rows);
  return rows.map((row) => row.id);
}

/** Refuses: goods out of reach; an impossible quantity; a day that has not come; a buyer out of reach, or oneself. */
export async function receiveGoods(
  ctx: Context,
  { params, body }: Input<typeof contract.receiveGoods>,
): Promise<GoodsWhole> {
  const { goods } = await goodsFor(ctx, params.id, 'finance.goods.keep', 'lock');
  const quantity = quantityFor(goods, body.quantity);
  refuseDayAhead(ctx, body.on);
  await readablePeople(ctx, [body.buyerId]);
  refuseOwnBuying(ctx, body.buyerId);
  const { on, value, words, buyerId } = body;
  await write(ctx, goods, [{ kind: 'bought', on, quantity, value, words, buyerId }]);
  audit(ctx, { action: 'finance.receiveGoods', subject: `goods:${goods.id}`, details: { day: on } });
  return presentWhole(ctx, goods.id);
}

/** Refuses: a person or unit out of reach; one that is named twice (finance.goods_receiver_twice). */
async function receiversFor(
  ctx: Context,
  to: readonly { unitId: string | null; personId: string | null }[],
): Promise<{ toUnitId: string; toPersonId: string | null }[]> {
  const named = to.map(({ unitId, personId }) => personId ?? unitId);
  if (new Set(named).size !== named.length) throw new AppError('finance.goods_receiver_twice');
  const people = await readablePeople(
    ctx,
    to.flatMap((one) => one.personId ?? []),
  );
  for (const { unitId } of to) if (unitId !== null) await readableUnit(ctx, unitId);
  return to.map(({ unitId, personId }) => ({
    toUnitId: personId === null ? unitId! : people.get(personId)!.unitId,
    toPersonId: personId,
  }));
}

/**
 * Refuses: goods out of reach; an impossible quantity; a day that has not come; a receiver out of reach or named twice
 * (finance.goods_receiver_twice); more than is on hand (finance.goods_short).
 */
export async function issueGoods(
  ctx: Context,
  { params, body }: Input<typeof contract.issueGoods>,
): Promise<{ id: string }> {
  const { goods } = await goodsFor(ctx, params.id, 'finance.goods.keep', 'lock');
  const { on, words, to } = body;
  refuseDayAhead(ctx, on);
  const parts = to.map((one) => quantityFor(goods, one.quantity));
  const receivers = await receiversFor(ctx, to);
  const handed = handOut(stockOf(goods), parts);
  if (handed === null)
    throw new AppError('finance.goods_short', { onHand: quantityWords(goods.onHand), measure: goods.measure });
  const { accountId: recordedBy, name: recordedByName } = userOf(ctx);
  const issueId = newId();
  await moves.insertIssue(ctx, { id: issueId, goodsId: goods.id, on, words, recordedBy, recordedByName });
  await write(
    ctx,
    goods,
    handed.moves.map((move, i) => ({
      ...{ kind: 'issued', on, words, issueId, ...move },
      ...receivers[i]!,
    })),
  );
  audit(ctx, { action: 'finance.issueGoods', subject: `goods:${goods.id}`, details: { count: to.length } });
  return { id: issueId };
}

async function issueFor(ctx: Context, id: string, permission: 'finance.goods.read' | 'finance.goods.keep') {
  const issue = await moves.issueById(ctx, id);
  if (issue === null) throw notFound();
  return { issue, ...(await goodsFor(ctx, issue.goodsId, permission)) };
}

/** Refuses: a list that isn't in reach. */
export async function showGoodsIssue(ctx: Context, id: string): Promise<GoodsIssue> {
  const { issue, goods, book } = await issueFor(ctx, id, 'finance.goods.read');
  return presentIssue(ctx, issue, goods, book);
}

async function presentIssue(
  ctx: Context,
  issue: moves.IssueRecord,
  goods: GoodsRecord,
  book: BookRecord,
): Promise<GoodsIssue> {
  const found = await moves.movesOfIssue(ctx, issue.id);
  const rows = await presentMoves(ctx, { goods, book, moves: found });
  const sum = (key: 'quantity' | 'value'): bigint => found.reduce((all, move) => all - move[key], 0n);
  return {
    ...{ id: issue.id, on: issue.on, words: issue.words, handedOutBy: issue.recordedByName, moves: rows },
    goods: { id: goods.id, name: goods.name, measure: goods.measure },
    store: (await unitNames(ctx, [goods.unitId])).get(goods.unitId) ?? '',
    ...{ quantity: quantityWords(sum('quantity')), value: sum('value') },
    abilities: { sign: rows.some((row) => row.abilities.return === true && row.signedOn === null) },
  };
}

/** Refuses: a list out of reach; a day that has not come; what isn't on it or was signed for (finance.goods_signed). */
export async function signGoods(ctx: Context, { params, body }: Input<typeof contract.signGoods>): Promise<GoodsIssue> {
  const { issue, goods, book } = await issueFor(ctx, params.id, 'finance.goods.keep');
  refuseDayAhead(ctx, body.on);
  const open = new Set(
    (await moves.movesOfIssue(ctx, issue.id)).flatMap((one) => (one.signedOn === null ? [one.id] : [])),
  );
  const { accountId: by, name: byName } = userOf(ctx);
  const ids = [...new Set(body.moveIds)];
  const isOpen = ids.every((id) => open.has(id));
  const signed = isOpen ? await moves.insertSignatures(ctx, ids, { on: body.on, by, byName }) : 0;
  if (signed !== ids.length) throw new AppError('finance.goods_signed');
  audit(ctx, { action: 'finance.signGoods', subject: `goods:${goods.id}`, details: { count: signed } });
  return presentIssue(ctx, issue, goods, book);
}

/** Refuses: a movement out of reach, one that handed nothing out, an impossible quantity, more than is out still. */
export async function returnGoods(
  ctx: Context,
  { params, body }: Input<typeof contract.returnGoods>,
): Promise<GoodsWhole> {
  const move = await moves.moveById(ctx, params.id);
  if (move === null) throw notFound();
  const { goods } = await goodsFor(ctx, move.goodsId, 'finance.goods.keep', 'lock');
  if (move.kind !== 'issued') throw new AppError('finance.goods_not_issued');
  const quantity = quantityFor(goods, body.quantity);
  const before = await moves.returnedOf(ctx, move.id);
  const out = { quantity: -move.quantity, value: -move.value };
  const left = out.quantity - before;
  if (quantity > left)
    throw new AppError('finance.goods_over_return', { left: quantityWords(left), measure: goods.measure });
  const value = worthBack(out, before, quantity);
  const on = ctx.clock.today();
  await write(ctx, goods, [{ kind: 'returned', on, quantity, value, words: body.reason, ofId: move.id }]);
  audit(ctx, { action: 'finance.returnGoods', subject: `goods:${goods.id}` });
  return presentWhole(ctx, goods.id);
}
