import { notFound, scopePaths, type Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import type { EndpointResponse } from '#kernel/contract';
import { presentPublicGoods } from '../goods/listing';
import type * as contract from './contract';
import * as store from './store';
import { presentByUnit, presentCampaigns, presentHandovers } from './sums';

/** Receipts and use are published (《公益事业捐赠法》第二十二条): to everybody on the branch of the campaign's unit. */
const isMeant = (ctx: Context, { unitPath }: store.CampaignRecord): boolean =>
  scopePaths(ctx.user, 'relief.fund.own').some((path) => path.startsWith(unitPath) || unitPath.startsWith(path));

export async function listPublicCampaigns(
  ctx: Context,
): Promise<EndpointResponse<typeof contract.listPublicCampaigns>> {
  const campaigns = await store.campaignsOnBranch(ctx, scopePaths(ctx.user, 'relief.fund.own'));
  const rows = await presentCampaigns(ctx, campaigns);
  return { rows: rows.map(({ remainder: _, ...row }) => row) };
}

/** Refuses: a campaign of another branch. */
export async function showPublicCampaign(
  ctx: Context,
  id: string,
): Promise<EndpointResponse<typeof contract.showPublicCampaign>> {
  const campaign = await store.campaignById(ctx, id);
  if (campaign === null || !isMeant(ctx, campaign)) throw notFound();
  const [row] = await presentCampaigns(ctx, [campaign]);
  const named = await store.namedGifts(ctx, id);
  const people = await peopleById(
    ctx,
    named.flatMap((gift) => gift.personId ?? []),
  );
  const units = await unitNames(
    ctx,
    named.flatMap((gift) => (gift.personId === null ? (gift.unitId ?? []) : [])),
  );
  return {
    ...row!,
    cause: campaign.cause,
    byUnit: await presentByUnit(ctx, id),
    named: named.map(({ personId, unitId, amount, on }) => ({
      ...{ amount, on, name: (personId === null ? units.get(unitId ?? '') : people.get(personId)?.name) ?? '' },
    })),
    handovers: await presentHandovers(ctx, id),
    goods: await presentPublicGoods(ctx, id),
  };
}
