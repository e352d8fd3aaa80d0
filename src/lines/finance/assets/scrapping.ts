import { AppError, audit, newId, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { postEntry, reverseEntry, type BookRecord, type DraftLine } from '#engines/ledger';
import { refuseSameHand } from '#engines/roster';
import { openAsset } from './cards';
import type { AssetWhole } from './contract';
import type * as contract from './contract-runs';
import { assetFor, withAccounts } from './policy';
import { presentAsset, writtenDownOf } from './present';
import * as store from './store';
import * as scrappings from './store-scrapping';

type Input<E> = EndpointInput<E>;

/** Puts a proposal on record. Refuses: a second one while one is open. */
export async function propose(ctx: Context, assetId: string, reason: string, by = userOf(ctx)): Promise<string> {
  const row = { id: newId(), assetId, reason, proposedBy: by.accountId, proposedByName: by.name };
  if (!(await scrappings.insertScrapping(ctx, row))) throw new AppError('finance.asset_scrapping_open');
  return row.id;
}

/** Refuses: a card out of reach, scrapped, changed meanwhile, or proposed already. */
export async function proposeScrapping(
  ctx: Context,
  { params, body }: Input<typeof contract.proposeScrapping>,
): Promise<AssetWhole> {
  const { asset, book } = await openAsset(ctx, params.id, body.version);
  await propose(ctx, asset.id, body.reason);
  audit(ctx, { action: 'finance.proposeScrapping', subject: `asset:${asset.id}` });
  return presentAsset(ctx, asset.id, book);
}

/**
 * A proposal with its card, held. Refuses: one out of reach or past this step; the hand that proposed it, and whoever keeps
 * the thing (finance.asset_own_keeping).
 */
async function inHand(ctx: Context, id: string, state: 'proposed' | 'approved') {
  const found = await scrappings.scrappingById(ctx, id);
  if (found === null) throw notFound();
  const { asset, book } = await assetFor(ctx, found.assetId, 'finance.asset.approve');
  const scrapping = (await scrappings.scrappingById(ctx, id))!;
  if (scrapping.state !== state) throw new AppError('finance.asset_scrapping_over');
  await refuseSameHand(ctx, scrapping.proposedBy);
  if (userOf(ctx).personId === asset.keeperId) throw new AppError('finance.asset_own_keeping');
  return { scrapping, asset, book };
}

/** Takes cost and what was written down out of the accounts, today, and the card out of the register. */
export async function scrap(
  ctx: Context,
  { id, asset, book, words }: { id: string; asset: store.AssetRecord; book: BookRecord; words: string },
): Promise<void> {
  const { codes } = await withAccounts(ctx, book);
  const on = ctx.clock.today();
  const writtenDown = writtenDownOf(asset);
  const net = asset.cost - writtenDown;
  const source = `finance.asset_scrapping:${id}`;
  const lines: DraftLine[] = [
    ...(net > 0n ? [{ account: codes.fund, debit: net }] : []),
    ...(writtenDown > 0n ? [{ account: codes.writtenDown, debit: writtenDown }] : []),
    { account: codes.cost, credit: asset.cost },
  ];
  const entry = await postEntry(ctx, { bookId: book.id, on, words: `报废${asset.name}`, source, key: source, lines });
  await store.changeAsset(ctx, asset.id, { state: 'scrapped', scrappedOn: on });
  const { accountId: by, name: byName } = userOf(ctx);
  await scrappings.decide(ctx, id, { by, byName, words, posted: { on, entryId: entry.id, writtenDown } });
}

/** Refuses: as `inHand`; what the ledger refuses. */
export async function decideScrapping(
  ctx: Context,
  { params, body }: Input<typeof contract.decideScrapping>,
): Promise<AssetWhole> {
  const { scrapping, asset, book } = await inHand(ctx, params.id, 'proposed');
  const { accountId: by, name: byName } = userOf(ctx);
  if (body.isGranted) await scrap(ctx, { id: scrapping.id, asset, book, words: body.words });
  else await scrappings.decide(ctx, scrapping.id, { by, byName, words: body.words, posted: null });
  const step = body.isGranted ? 'approved' : 'refused';
  audit(ctx, { action: 'finance.decideScrapping', subject: `asset:${asset.id}`, details: { step } });
  return presentAsset(ctx, asset.id, book);
}

/** Refuses: as `inHand`; what `reverseEntry` refuses. */
export async function takeScrappingBack(
  ctx: Context,
  { params, body }: Input<typeof contract.takeScrappingBack>,
): Promise<AssetWhole> {
  const { scrapping, asset, book } = await inHand(ctx, params.id, 'approved');
  const { id: reversalId } = await reverseEntry(ctx, scrapping.entryId!, { reason: body.reason });
  await scrappings.takeBack(ctx, scrapping.id, reversalId);
  await store.changeAsset(ctx, asset.id, { state: 'in_use', scrappedOn: null });
  audit(ctx, { action: 'finance.takeScrappingBack', subject: `asset:${asset.id}` });
  return presentAsset(ctx, asset.id, book);
}
