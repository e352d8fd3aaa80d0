import { may, parameterOn, text, userOf, type Context } from '#kernel';
import { booksByIds, numbersOf, type BookRecord } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import type { AssetRow, AssetWhole } from './contract';
import { keeperNames } from './policy';
import { lastMonthOf } from './rules';
import * as store from './store';
import { monthsOfAsset } from './store-runs';
import { scrappingsOf, type ScrappingRecord } from './store-scrapping';

/** What was written down of a card, before it was entered here and since. */
export const writtenDownOf = ({ before, taken }: store.AssetRecord): bigint => before + taken;

export async function presentAssets(ctx: Context, assets: readonly store.AssetRecord[]): Promise<AssetRow[]> {
  const found = await booksByIds(ctx, [...new Set(assets.map((one) => one.bookId))]);
  const books = new Map(found.map(({ id, name }) => [id, name]));
  const units = await unitNames(ctx, [...new Set(assets.map((one) => one.unitId))]);
  const names = await keeperNames(
    ctx,
    assets.map((one) => one.keeperId),
  );
  return assets.map((asset) => {
    const { id, number, name, specification, formerNumber, boughtOn, state, cost, isProposed } = asset;
    return {
      ...{ id, number, name, specification, formerNumber, boughtOn, state, cost, class: asset.class },
      book: { id: asset.bookId, name: books.get(asset.bookId)! },
      unit: { id: asset.unitId, name: units.get(asset.unitId) ?? '' },
      keeper: { id: asset.keeperId, name: names.get(asset.keeperId) ?? null },
      ...{ writtenDown: writtenDownOf(asset), net: cost - writtenDownOf(asset), isScrappingProposed: isProposed },
    };
  });
}

/** A card as it is now, with all that happened to it. */
export async function presentAsset(ctx: Context, id: string, book: BookRecord): Promise<AssetWhole> {
  const asset = (await store.assetById(ctx, id))!;
  const [row] = await presentAssets(ctx, [asset]);
  const months = await monthsOfAsset(ctx, id);
  const scrappings = await scrappingsOf(ctx, [id]);
  const entryIds = [asset.entryId, ...months.map((one) => one.entryId), ...scrappings.map((one) => one.entryId)];
  const entries = await numbersOf(ctx, [...new Set(entryIds.flatMap((one) => one ?? []))]);
  const entryOf = (entryId: string | null) => {
    const entry = entryId === null ? undefined : entries.get(entryId);
    return entry === undefined ? null : { id: entryId!, month: entry.month, number: entry.number };
  };
  const { lifeMonths, residual, before, scrappedOn, createdByName, version } = asset;
  return {
    ...{ ...row!, lifeMonths, residual, before, scrappedOn, createdByName, version },
    entry: entryOf(asset.entryId),
    lastMonth: lastMonthOf(asset)?.slice(0, 7) ?? null,
    ruleSource: (await parameterOn(ctx, 'finance.assetLives', asset.boughtOn)).source,
    moves: await presentMoves(ctx, id),
    months: months.map(({ runId, month, amount, entryId }) => ({
      ...{ runId, month: month.slice(0, 7), amount, entry: entryOf(entryId)! },
    })),
    scrappings: scrappings.map((one) => ({
      ...{ id: one.id, state: one.state, reason: one.reason, proposedByName: one.proposedByName },
      ...{ proposedAt: one.proposedAt.toISOString(), decidedByName: one.decidedByName },
      ...{
        decisionWords: one.decisionWords,
        entry: entryOf(one.entryId),
        abilities: scrappingAbilities(ctx, one, book),
      },
    })),
    abilities: abilitiesOf(ctx, asset, book),
  };
}

function abilitiesOf(ctx: Context, asset: store.AssetRecord, book: BookRecord): Record<string, boolean> {
  const isHere = asset.state !== 'scrapped';
  const writes = isHere && may(ctx.user, 'finance.asset.write', book.unitPath);
  return { save: writes, move: writes, scrap: writes && !asset.isProposed };
}

function scrappingAbilities(ctx: Context, one: ScrappingRecord, book: BookRecord): Record<string, boolean> {
  const isOther = one.proposedBy !== userOf(ctx).accountId;
  const decides = isOther && may(ctx.user, 'finance.asset.approve', book.unitPath);
  return { decide: decides && one.state === 'proposed', takeBack: decides && one.state === 'approved' };
}

async function presentMoves(ctx: Context, id: string): Promise<AssetWhole['moves']> {
  const moves = await store.movesOf(ctx, id);
  const units = await unitNames(
    ctx,
    moves.flatMap((one) => [one.toUnitId, ...(one.fromUnitId === null ? [] : [one.fromUnitId])]),
  );
  const people = await keeperNames(
    ctx,
    moves.flatMap((one) => [one.toPersonId, ...(one.fromPersonId === null ? [] : [one.fromPersonId])]),
  );
  const side = (unitId: string, personId: string) => ({
    unit: units.get(unitId) ?? '',
    keeper: people.get(personId) ?? null,
  });
  return moves.map((one) => ({
    ...{ id: one.id, on: one.on, state: one.state, note: one.note, recordedByName: one.recordedByName },
    from: one.fromUnitId === null ? null : side(one.fromUnitId, one.fromPersonId!),
    to: side(one.toUnitId, one.toPersonId),
  }));
}

/** `固资0012`, as it stands on the label. */
export const labelOf = (ctx: Context, number: number): string =>
  text(ctx.language, 'finance:assets.number', { number: String(number).padStart(4, '0') });
