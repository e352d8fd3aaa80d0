import type { Context } from '#kernel';
import { peopleById, unitNames } from '#engines/roster';
import { accountByCode, netBalances } from '#engines/ledger';
import { handovers } from '../payments/store';
import { maskName, moneyIn, PASSED_ON } from '../money';
import type { CampaignRow } from './contract';
import { campaignSums, sumsByUnit, type CampaignRecord } from './store';

export type Sums = CampaignRow['sums'];

const none = { received: 0n, handedOver: 0n, gifts: 0 };

/** What came in, was handed over, passed on and is left: the last two by the campaign's own book. */
export async function sumsOf(ctx: Context, campaigns: readonly CampaignRecord[]): Promise<ReadonlyMap<string, Sums>> {
  const known = await campaignSums(
    ctx,
    campaigns.map((one) => one.id),
  );
  const sums = new Map<string, Sums>();
  for (const { id, bookId } of campaigns) {
    const left = (await moneyIn(ctx, bookId, 'cash')) + (await moneyIn(ctx, bookId, 'bank'));
    const { id: accountId } = await accountByCode(ctx, bookId, PASSED_ON);
    const nets = await netBalances(ctx, { bookId, on: ctx.clock.today(), accountIds: [accountId] });
    const passedOn = nets.get(accountId) ?? 0n;
    const own = known.get(id) ?? none;
    sums.set(id, { ...own, left, passedOn, takenOver: left + passedOn + own.handedOver - own.received });
  }
  return sums;
}

export async function presentCampaigns(ctx: Context, campaigns: readonly CampaignRecord[]): Promise<CampaignRow[]> {
  const sums = await sumsOf(ctx, campaigns);
  const units = await unitNames(
    ctx,
    campaigns.map((one) => one.unitId),
  );
  return campaigns.map(({ id, title, unitId, opensOn, closesOn, closedAt, remainder }) => ({
    ...{ id, title, opensOn, closesOn, remainder, isClosed: closedAt !== null, sums: sums.get(id)! },
    unit: { id: unitId, name: units.get(unitId) ?? '' },
  }));
}

/** What came in by the givers' units; who gave without a name stands under none. */
export async function presentByUnit(ctx: Context, campaignId: string) {
  const rows = await sumsByUnit(ctx, campaignId);
  const units = await unitNames(
    ctx,
    rows.flatMap((row) => row.unitId ?? []),
  );
  return rows.map(({ unitId, amount, gifts }) => ({
    ...{ amount, gifts },
    unit: unitId === null ? null : { id: unitId, name: units.get(unitId) ?? '' },
  }));
}

/** What was handed over, with masked names. */
export async function presentHandovers(ctx: Context, campaignId: string) {
  const rows = await handovers(ctx, campaignId);
  const people = await peopleById(
    ctx,
    rows.map((row) => row.personId),
  );
  return rows.map(({ on, amount, purpose, personId }) => ({
    ...{ on, amount, purpose, name: maskName(people.get(personId)?.name ?? '') },
  }));
}
