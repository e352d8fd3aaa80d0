import { AppError, may, notFound, type Context } from '#kernel';
import { isTransferProposed } from '#engines/ledger';
import type { FundPermission } from '../money';
import { campaignById, type CampaignRecord } from './store';

/** Refuses: a campaign that isn't there, or with which the person may not do this. */
export async function campaignFor(ctx: Context, id: string, permission: FundPermission): Promise<CampaignRecord> {
  const campaign = await campaignById(ctx, id);
  if (campaign === null || !may(ctx.user, permission, campaign.unitPath)) throw notFound();
  return campaign;
}

/** The same; from here on nobody else closes it or gives to it. */
export async function heldCampaign(ctx: Context, id: string, permission: FundPermission): Promise<CampaignRecord> {
  const campaign = await campaignById(ctx, id, 'lock');
  if (campaign === null || !may(ctx.user, permission, campaign.unitPath)) throw notFound();
  return campaign;
}

/** Whether its rest waits to be passed on: asked for, and not decided. */
export const isRestAsked = async (ctx: Context, { transferId }: Pick<CampaignRecord, 'transferId'>): Promise<boolean> =>
  transferId !== null && (await isTransferProposed(ctx, transferId));

/**
 * Refuses: a rest that was asked for and waits (relief.remainder_waits). What is asked for is all that is left: twice approved, or
 * handed over meanwhile, more would go than there is.
 */
export async function refuseWaitingRest(ctx: Context, campaign: CampaignRecord): Promise<void> {
  if (await isRestAsked(ctx, campaign)) throw new AppError('relief.remainder_waits');
}
