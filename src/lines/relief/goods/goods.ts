import { AppError, audit, newId, notFound, userOf, type Context } from '#kernel';
import { peopleById } from '#engines/roster';
import type { EndpointInput } from '#kernel/contract';
import { giverOf } from '../campaigns/gifts';
import { campaignFor, heldCampaign } from '../campaigns/policy';
import type { CampaignRecord } from '../campaigns/store';
import { refuseDayAhead, type FundPermission } from '../money';
import * as contract from './contract';
import * as store from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
const nobody = { giver: null, personId: null, unitId: null, isNamed: false, isSigned: false, estimate: null } as const;

/**
 * Refuses: a campaign out of reach or closed (relief.campaign_closed); a day that has not come (relief.day_ahead) or outside its
 * days (relief.campaign_days); a giver who is none of the staff there, or of whom two things are said (relief.giver_unfit).
 */
export async function takeGoods(
  ctx: Context,
  id: string,
  goods: Body<typeof contract.takeGoods>,
): Promise<{ id: string; itemId: string }> {
  const { name, kind, size, measure, condition, quantity, estimate, on } = goods;
  refuseDayAhead(ctx, on);
  const campaign = await heldCampaign(ctx, id, 'relief.fund.pay');
  if (campaign.closedAt !== null) throw new AppError('relief.campaign_closed');
  const { opensOn, closesOn } = campaign;
  if (on < opensOn || on > closesOn) throw new AppError('relief.campaign_days', { from: opensOn, to: closesOn });
  const giver = await giverOf(ctx, campaign, goods);
  const sort = { id: newId(), name, kind, size, measure, condition };
  const itemId = await store.addToSort(ctx, id, sort, { what: 'given', quantity });
  const move = { ...nobody, ...giver, id: newId(), itemId, what: 'given', quantity, estimate, on } as const;
  await store.insertMove(ctx, { ...move, otherCampaignId: null }, userOf(ctx));
  audit(ctx, {
    action: 'relief.takeGoods',
    subject: `campaign:${id}`,
    details: { moveId: move.id, quantity, day: on },
  });
  return { id: move.id, itemId };
}

/** A sort with its campaign. Refuses: one that isn't there, or with whose campaign the person may not do this. */
async function itemFor(
  ctx: Context,
  id: string,
  permission: FundPermission,
): Promise<{ item: store.ItemRecord; campaign: CampaignRecord }> {
  const item = await store.itemById(ctx, id);
  if (item === null) throw notFound();
  return { item, campaign: await campaignFor(ctx, item.campaignId, permission) };
}

/** What is missing, by name: goods, or goods that are clean. */
async function short(ctx: Context, id: string, quantity: string): Promise<AppError> {
  const item = (await store.itemById(ctx, id))!;
  const { name, measure, stock, disinfected } = item;
  const isThere = Number(stock) >= Number(quantity);
  return isThere && contract.needsCleaning(item)
    ? new AppError('relief.goods_unclean', { name, measure, quantity, clean: disinfected })
    : new AppError('relief.goods_short', { name, measure, quantity, stock });
}

/**
 * Refuses: goods of a campaign out of reach, or somebody who is none of the roster there; a day that has not come
 * (relief.day_ahead) or before the campaign (relief.campaign_days); more than is there (relief.goods_short); worn clothes and
 * bedding that were not disinfected (relief.goods_unclean).
 */
export async function handOutGoods(
  ctx: Context,
  itemId: string,
  { personId, quantity, isSigned, on }: Body<typeof contract.handOutGoods>,
): Promise<{ id: string }> {
  refuseDayAhead(ctx, on);
  const { item, campaign } = await itemFor(ctx, itemId, 'relief.fund.pay');
  if (on < campaign.opensOn) throw new AppError('relief.campaign_days', { from: campaign.opensOn });
  const person = (await peopleById(ctx, [personId])).get(personId);
  if (!person?.unitPath.startsWith(campaign.unitPath)) throw notFound();
  if (!(await store.takeOut(ctx, itemId, quantity, contract.needsCleaning(item))))
    throw await short(ctx, itemId, quantity);
  const receiver = { personId: person.id, unitId: person.unitId, isSigned };
  const move = { ...nobody, ...receiver, id: newId(), itemId, what: 'handed_out', quantity, on } as const;
  await store.insertMove(ctx, { ...move, otherCampaignId: null }, userOf(ctx));
  const details = { moveId: move.id, quantity, day: on };
  audit(ctx, { action: 'relief.handOutGoods', subject: `campaign:${campaign.id}`, details });
  return { id: move.id };
}

/** Refuses: goods of a campaign out of reach; a day that has not come, or before the campaign. */
export async function disinfectGoods(
  ctx: Context,
  itemId: string,
  { on }: Body<typeof contract.disinfectGoods>,
): Promise<Record<string, never>> {
  refuseDayAhead(ctx, on);
  const { item } = await itemFor(ctx, itemId, 'relief.fund.pay');
  const campaign = await heldCampaign(ctx, item.campaignId, 'relief.fund.pay');
  if (on < campaign.opensOn) throw new AppError('relief.campaign_days', { from: campaign.opensOn });
  await store.setClean(ctx, item.id, on, userOf(ctx).name);
  audit(ctx, { action: 'relief.disinfectGoods', subject: `campaign:${campaign.id}`, details: { itemId, day: on } });
  return {};
}

/** A record of goods with its campaign, held. Refuses: one out of reach, or that is taken back already (relief.undone_already). */
async function moveFor(ctx: Context, id: string): Promise<{ move: store.MoveRecord; campaign: CampaignRecord }> {
  const move = await store.moveById(ctx, id);
  if (move === null) throw notFound();
  const campaign = await heldCampaign(ctx, move.campaignId, 'relief.fund.pay');
  if (move.undoReason !== null) throw new AppError('relief.undone_already');
  return { move, campaign };
}

/** Refuses: what isn't handed out, or isn't in reach; what is taken back already (relief.undone_already). */
export async function signHandout(ctx: Context, id: string): Promise<Record<string, never>> {
  const { move, campaign } = await moveFor(ctx, id);
  if (move.what !== 'handed_out') throw notFound();
  await store.setSigned(ctx, id);
  audit(ctx, { action: 'relief.signHandout', subject: `campaign:${campaign.id}`, details: { moveId: id } });
  return {};
}

/**
 * Refuses: what isn't in reach, or passed between campaigns; what is taken back already (relief.undone_already); a gift to what is
 * closed (relief.campaign_closed), or that has been handed out (relief.goods_short).
 */
export async function undoGoodsMove(ctx: Context, id: string, reason: string): Promise<Record<string, never>> {
  const { move, campaign } = await moveFor(ctx, id);
  const { itemId, quantity, what } = move;
  if (what === 'handed_out') await store.putBack(ctx, itemId, quantity);
  else if (what !== 'given') throw notFound();
  else if (campaign.closedAt !== null) throw new AppError('relief.campaign_closed');
  else if (!(await store.giveUp(ctx, move))) throw await short(ctx, itemId, quantity);
  await store.setUndone(ctx, id, reason);
  audit(ctx, { action: 'relief.undoGoodsMove', subject: `campaign:${campaign.id}`, details: { moveId: id } });
  return {};
}

/**
 * What is left goes where the campaign said when it opened: to the next one, sort by sort, or into the stock for relief. Refuses: a
 * campaign out of reach or still open (relief.campaign_open), nothing left (relief.no_remainder), no next campaign, or one where the
 * rule names none (relief.source_unfit), a next one that is closed (relief.campaign_closed).
 */
export async function passOnGoods(
  ctx: Context,
  id: string,
  { toCampaignId }: Body<typeof contract.passOnGoods>,
): Promise<{ sorts: number }> {
  const campaign = await heldCampaign(ctx, id, 'relief.fund.write');
  if (campaign.closedAt === null) throw new AppError('relief.campaign_open');
  const isNext = campaign.remainder === 'next';
  if (isNext !== (toCampaignId !== undefined) || toCampaignId === id) throw new AppError('relief.source_unfit');
  const next = toCampaignId === undefined ? null : await heldCampaign(ctx, toCampaignId, 'relief.fund.write');
  if (next !== null && next.closedAt !== null) throw new AppError('relief.campaign_closed');
  const sorts = await store.letGo(ctx, id);
  if (sorts.length === 0) throw new AppError('relief.no_remainder');
  const on = ctx.clock.today();
  for (const { id: itemId, left: quantity, ...sort } of sorts) {
    const moved = { ...nobody, quantity, on } as const;
    const gone = { ...moved, id: newId(), itemId, what: 'passed_on', otherCampaignId: next?.id ?? null } as const;
    await store.insertMove(ctx, gone, userOf(ctx));
    if (next === null) continue;
    const came = { what: 'taken_over', quantity } as const;
    const nextId = await store.addToSort(ctx, next.id, { ...sort, id: newId() }, came);
    await store.insertMove(ctx, { ...moved, ...came, id: newId(), itemId: nextId, otherCampaignId: id }, userOf(ctx));
  }
  const details = { sorts: sorts.length, ...(next === null ? {} : { toCampaignId: next.id }) };
  audit(ctx, { action: 'relief.passOnGoods', subject: `campaign:${id}`, details });
  return { sorts: sorts.length };
}
