import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import { foundBook, postEntry, proposeTransfer } from '#engines/ledger';
import { getUnit, peopleById } from '#engines/roster';
import { isId, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import {
  bookFor,
  fundAccounts,
  moneyAccounts,
  moneyIn,
  PASSED_ON,
  pathsAsked,
  refuseDayAhead,
  refuseShort,
} from '../money';
import type * as contract from './contract';
import { campaignFor, heldCampaign, isRestAsked, refuseWaitingRest } from './policy';
import * as store from './store';
import { presentByUnit, presentCampaigns, presentHandovers } from './sums';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/** Refuses: a unit out of reach. */
export async function listCampaigns(
  ctx: Context,
  { unitId, cursor, limit }: EndpointInput<typeof contract.listCampaigns>['query'],
): Promise<EndpointResponse<typeof contract.listCampaigns>> {
  const under = await pathsAsked(ctx, 'relief.fund.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const found = await store.campaignRows(ctx, { under, after, limit: limit + 1 });
  const page = found.slice(0, limit);
  return {
    rows: await presentCampaigns(ctx, page),
    nextCursor: found.length > limit ? page.at(-1)!.id : null,
    abilities: { open: under.some((path) => may(ctx.user, 'relief.fund.write', path)) },
  };
}

/**
 * Opens a campaign for those of a unit, with its own book. Refuses: a unit or a person out of reach, a last day that is over
 * (relief.campaign_days), a title that the unit's books have (ledger.book_taken).
 */
export async function openCampaign(
  ctx: Context,
  { unitId, title, cause, personId, closesOn, remainder }: Body<typeof contract.openCampaign>,
): Promise<{ id: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'relief.fund.write', unit.path)) throw notFound();
  const opensOn = ctx.clock.today();
  if (closesOn < opensOn) throw new AppError('relief.campaign_days', { from: opensOn });
  if (personId !== undefined) {
    const target = (await peopleById(ctx, [personId])).get(personId);
    if (target === undefined || !may(ctx.user, 'relief.fund.write', target.unitPath)) throw notFound();
  }
  const { id: bookId } = await foundBook(ctx, { unitId, kind: 'donation', name: title, openedOn: opensOn });
  const id = newId();
  const { accountId, name } = userOf(ctx);
  await store.insertCampaign(ctx, {
    ...{
      id,
      unitId,
      unitPath: unit.path,
      bookId,
      title,
      cause,
      personId: personId ?? null,
      opensOn,
      closesOn,
      remainder,
    },
    ...{ createdBy: accountId, createdByName: name },
  });
  audit(ctx, { action: 'relief.openCampaign', subject: `campaign:${id}`, details: { unitId, bookId, remainder } });
  return { id };
}

/** Refuses: a campaign out of reach. */
export async function showCampaign(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showCampaign>> {
  const campaign = await campaignFor(ctx, id, 'relief.fund.read');
  const [row] = await presentCampaigns(ctx, [campaign]);
  const { bookId, cause, personId, closedByName, createdByName, transferId, version, unitPath, closedAt } = campaign;
  const person = personId === null ? undefined : (await peopleById(ctx, [personId])).get(personId);
  const isOpen = closedAt === null;
  const left = row!.sums.left;
  const writes = may(ctx.user, 'relief.fund.write', unitPath);
  const pays = may(ctx.user, 'relief.fund.pay', unitPath);
  const waits = await isRestAsked(ctx, campaign);
  return {
    ...row!,
    ...{
      cause,
      bookId,
      closedByName,
      createdByName,
      transferId,
      isRestAsked: waits,
      version,
      personName: person?.name ?? null,
    },
    cash: await moneyIn(ctx, bookId, 'cash'),
    bank: await moneyIn(ctx, bookId, 'bank'),
    byUnit: await presentByUnit(ctx, id),
    handovers: await presentHandovers(ctx, id),
    abilities: {
      give: pays && isOpen,
      bank: pays,
      close: writes && isOpen,
      handOver: writes && left > 0n && !waits,
      passOn: writes && !isOpen && left > 0n && !waits && may(ctx.user, 'ledger.transfer.write', unitPath),
    },
  };
}

/** Refuses: a campaign out of reach; a day that has not come; more cash than there is (relief.fund_short). */
export async function bankGifts(
  ctx: Context,
  id: string,
  { amount, on }: Body<typeof contract.bankGifts>,
): Promise<{ entryId: string }> {
  refuseDayAhead(ctx, on);
  const { bookId } = await heldCampaign(ctx, id, 'relief.fund.pay');
  await refuseShort(ctx, bookId, 'cash', amount);
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId, on, words: '捐款存入专户', source: `relief.campaign:${id}`, key: `relief.deposit:${newId()}` },
    lines: [
      { account: moneyAccounts.bank, debit: amount },
      { account: moneyAccounts.cash, credit: amount },
    ],
  });
  audit(ctx, {
    action: 'relief.bankGifts',
    subject: `campaign:${id}`,
    details: { amount: amount.toString(), day: on },
  });
  return { entryId };
}

/** Refuses: a campaign out of reach, changed meanwhile, or closed (relief.campaign_closed). */
export async function closeCampaign(ctx: Context, id: string, version: number): Promise<Record<string, never>> {
  const campaign = await heldCampaign(ctx, id, 'relief.fund.write');
  if (campaign.closedAt !== null) throw new AppError('relief.campaign_closed');
  if (campaign.version !== version) throw new AppError('kernel.changed_meanwhile');
  await store.setClosed(ctx, id);
  audit(ctx, { action: 'relief.closeCampaign', subject: `campaign:${id}` });
  return {};
}

/**
 * Asks for the rest to pass on, as the campaign said when it opened; the transfer is decided by somebody else. Refuses: a
 * campaign out of reach, changed meanwhile, or still open (relief.campaign_open); cash that is not in the bank
 * (relief.cash_left); nothing left (relief.no_remainder); a rest that was asked for and waits
 * (relief.remainder_waits); no fund to take it (relief.no_book); no next campaign, or one where the rule names the fund
 * (relief.source_unfit), a next campaign that is closed (relief.campaign_closed).
 */
export async function passOnRemainder(
  ctx: Context,
  id: string,
  { toCampaignId, version }: Body<typeof contract.passOnRemainder>,
): Promise<{ transferId: string }> {
  const campaign = await heldCampaign(ctx, id, 'relief.fund.write');
  const { bookId, title } = campaign;
  if (campaign.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (campaign.closedAt === null) throw new AppError('relief.campaign_open');
  if ((await moneyIn(ctx, bookId, 'cash')) > 0n) throw new AppError('relief.cash_left');
  const amount = await moneyIn(ctx, bookId, 'bank');
  if (amount <= 0n) throw new AppError('relief.no_remainder');
  await refuseWaitingRest(ctx, campaign);
  const to = await takerOf(ctx, campaign, toCampaignId);
  const { id: transferId } = await proposeTransfer(ctx, {
    from: { bookId, account: moneyAccounts.bank, purpose: PASSED_ON, budgetLineId: null },
    to: { ...to, account: moneyAccounts.bank },
    ...{ amount, on: ctx.clock.today(), words: `${title}结余转出` },
  });
  await store.setTransfer(ctx, id, transferId);
  audit(ctx, { action: 'relief.passOnRemainder', subject: `campaign:${id}`, details: { transferId } });
  return { transferId };
}

async function takerOf(
  ctx: Context,
  campaign: store.CampaignRecord,
  toCampaignId: string | undefined,
): Promise<{ bookId: string; purpose: string }> {
  if ((campaign.remainder === 'next') !== (toCampaignId !== undefined)) throw new AppError('relief.source_unfit');
  if (toCampaignId === undefined) {
    const unit = await getUnit(ctx, campaign.unitId);
    const fund = await bookFor(ctx, 'mutual_aid', unit.path, unit.name);
    return { bookId: fund.id, purpose: fundAccounts.donations };
  }
  const next = await campaignFor(ctx, toCampaignId, 'relief.fund.write');
  if (next.id === campaign.id) throw new AppError('relief.source_unfit');
  if (next.closedAt !== null) throw new AppError('relief.campaign_closed');
  return { bookId: next.bookId, purpose: '23103' };
}
