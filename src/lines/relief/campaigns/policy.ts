import { may, notFound, type Context } from '#kernel';
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
