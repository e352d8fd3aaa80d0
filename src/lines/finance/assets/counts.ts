import { AppError, audit, may, newId, notFound, userOf, type Context } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { booksByIds, type BookRecord } from '#engines/ledger';
import { getUnit, refuseSameHand, unitNames } from '#engines/roster';
import { decodePlace, encodePlace } from '../cursor';
import { pathsAsked } from '../policy';
import type { assetPermissions } from './contract';
import type * as contract from './contract-runs';
import type { AssetCount, CountLine, CountWhole } from './contract-runs';
import { assetBookFor } from './policy';
import { presentAssets } from './present';
import { propose, scrap } from './scrapping';
import * as store from './store';
import * as counts from './store-counts';

type Input<E> = EndpointInput<E>;
type Permission = (typeof assetPermissions)[number];

/** Refuses: a sheet that isn't in reach. It is read in its place and changed where the book is kept. */
async function countFor(ctx: Context, id: string, permission: Permission) {
  const isRead = permission === 'finance.asset.read';
  const count = await counts.countById(ctx, id, isRead ? 'read' : 'lock');
  const [book] = count === null ? [] : await booksByIds(ctx, [count.bookId]);
  if (count === null || !may(ctx.user, permission, isRead ? count.unitPath : book!.unitPath)) throw notFound();
  return { count, book: book! };
}

async function openCount(ctx: Context, id: string, version: number, permission: Permission) {
  const found = await countFor(ctx, id, permission);
  if (found.count.state !== 'open') throw new AppError('finance.asset_count_over');
  if (found.count.version !== version) throw new AppError('kernel.changed_meanwhile');
  return found;
}

/** Refuses: a book or unit out of reach; a unit outside the book's; one without cards, or where one is counting already. */
export async function openAssetCount(
  ctx: Context,
  { body }: Input<typeof contract.openAssetCount>,
): Promise<CountWhole> {
  const { book } = await assetBookFor(ctx, body.bookId, 'finance.asset.write');
  const unit = await getUnit(ctx, body.unitId);
  if (!may(ctx.user, 'finance.asset.write', unit.path)) throw notFound();
  if (!unit.path.startsWith(book.unitPath)) throw new AppError('finance.asset_place_unfit');
  await store.holdRegister(ctx, book.unitId);
  if (await counts.isCounting(ctx, book.id, unit.path)) throw new AppError('finance.asset_count_open');
  const assets = (await store.assetsOfBook(ctx, book.id, unit.path)).filter((one) => one.state !== 'scrapped');
  if (assets.length === 0) throw new AppError('finance.asset_count_empty');
  const { accountId: openedBy, name: openedByName } = userOf(ctx);
  const place = { bookId: book.id, unitId: unit.id, unitPath: unit.path, on: ctx.clock.today() };
  const count = { id: newId(), ...place, openedBy, openedByName };
  await counts.insertCount(
    ctx,
    count,
    assets.map((one) => one.id),
  );
  const details = { count: assets.length, unitId: unit.id };
  audit(ctx, { action: 'finance.openAssetCount', subject: `asset_count:${count.id}`, details });
  return presentCount(ctx, count.id);
}

/** Refuses: a sheet out of reach, over or changed meanwhile; a card that isn't on it (finance.asset_count_line). */
export async function noteAssetCount(
  ctx: Context,
  { params, body }: Input<typeof contract.noteAssetCount>,
): Promise<CountWhole> {
  const { count } = await openCount(ctx, params.id, body.version, 'finance.asset.write');
  const known = new Set((await counts.linesOf(ctx, count.id)).map((line) => line.assetId));
  if (body.lines.some((line) => !known.has(line.assetId))) throw new AppError('finance.asset_count_line');
  const extras = body.extras.map((extra) => ({ id: newId(), ...extra }));
  await counts.saveLines(ctx, count.id, body.lines, extras);
  await counts.stepCount(ctx, count.id, { state: 'open' });
  const details = { count: body.lines.length };
  audit(ctx, { action: 'finance.noteAssetCount', subject: `asset_count:${count.id}`, details });
  return presentCount(ctx, count.id);
}

/**
 * Refuses: a sheet out of reach, over or changed meanwhile; whoever began it; cards that nobody looked for
 * (finance.asset_count_left); verdicts on anything but each missing card (finance.asset_count_verdicts); what the ledger refuses.
 */
export async function decideAssetCount(
  ctx: Context,
  { params, body }: Input<typeof contract.decideAssetCount>,
): Promise<CountWhole> {
  const { count, book } = await openCount(ctx, params.id, body.version, 'finance.asset.approve');
  await refuseSameHand(ctx, count.openedBy);
  await store.holdRegister(ctx, book.unitId);
  const lines = await counts.linesOf(ctx, count.id);
  const assets = new Map(
    (
      await store.assetsByIds(
        ctx,
        lines.map((line) => line.assetId),
      )
    ).map((one) => [one.id, one]),
  );
  const isHere = (id: string): boolean => assets.get(id)!.state !== 'scrapped';
  const left = lines.filter((line) => line.outcome === null && isHere(line.assetId)).length;
  if (left > 0) throw new AppError('finance.asset_count_left', { count: left });
  const missing = lines.filter((line) => line.outcome === 'missing' && isHere(line.assetId));
  const verdicts = new Map(body.verdicts.map((one) => [one.assetId, one.verdict]));
  const isEach = verdicts.size === missing.length && missing.every((line) => verdicts.has(line.assetId));
  if (!isEach) throw new AppError('finance.asset_count_verdicts');
  await counts.saveVerdicts(ctx, count.id, body.verdicts);
  const gone = missing.filter((line) => verdicts.get(line.assetId) === 'scrap');
  for (const line of gone) await scrapMissing(ctx, { asset: assets.get(line.assetId)!, book, count, note: line.note });
  const { accountId: by, name: byName } = userOf(ctx);
  await counts.stepCount(ctx, count.id, { state: 'decided', decided: { by, byName, words: body.words } });
  const details = { count: gone.length };
  audit(ctx, { action: 'finance.decideAssetCount', subject: `asset_count:${count.id}`, details });
  return presentCount(ctx, count.id);
}

/** Whoever began the sheet has proposed it, and who decides the sheet grants it. */
async function scrapMissing(
  ctx: Context,
  asked: { asset: store.AssetRecord; book: BookRecord; count: counts.CountRecord; note: string },
): Promise<void> {
  const { asset, book, count, note } = asked;
  if (asset.isProposed) throw new AppError('finance.asset_scrapping_open');
  const by = { ...userOf(ctx), accountId: count.openedBy, name: count.openedByName };
  const id = await propose(ctx, asset.id, `盘亏（${count.on}）${note}`, by);
  await scrap(ctx, { id, asset, book, words: '' });
}

/** Refuses: a sheet out of reach, over or changed meanwhile. */
export async function dropAssetCount(
  ctx: Context,
  { params, body }: Input<typeof contract.dropAssetCount>,
): Promise<CountWhole> {
  const { count } = await openCount(ctx, params.id, body.version, 'finance.asset.write');
  await counts.stepCount(ctx, count.id, { state: 'dropped' });
  audit(ctx, { action: 'finance.dropAssetCount', subject: `asset_count:${count.id}` });
  return presentCount(ctx, count.id);
}

/** Refuses: a sheet that isn't in reach. */
export async function showAssetCount(ctx: Context, id: string): Promise<CountWhole> {
  await countFor(ctx, id, 'finance.asset.read');
  return presentCount(ctx, id);
}

/** Refuses: a unit that isn't in reach. */
export async function listAssetCounts(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listAssetCounts>, 'query'>,
): Promise<Page<AssetCount>> {
  const { unitId, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'finance.asset.read', unitId);
  const rows = await counts.countRows(ctx, { under, after: decodePlace(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentCounts(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.on, last.id) : null,
  };
}

async function presentCounts(ctx: Context, found: readonly counts.CountRecord[]): Promise<AssetCount[]> {
  const books = new Map(
    (
      await booksByIds(
        ctx,
        found.map((one) => one.bookId),
      )
    ).map((book) => [book.id, book]),
  );
  const units = await unitNames(
    ctx,
    found.map((one) => one.unitId),
  );
  return found.map((count) => {
    const { id, on, state, cards, missing, extra, openedByName, decidedByName, decisionWords, version } = count;
    const book = books.get(count.bookId)!;
    const isOpen = state === 'open';
    const writes = isOpen && may(ctx.user, 'finance.asset.write', book.unitPath);
    const isOther = count.openedBy !== userOf(ctx).accountId;
    return {
      ...{
        id,
        on,
        state,
        cards,
        found: count.found,
        missing,
        extra,
        openedByName,
        decidedByName,
        decisionWords,
        version,
      },
      book: { id: book.id, name: book.name },
      unit: { id: count.unitId, name: units.get(count.unitId) ?? '' },
      abilities: {
        ...{ note: writes, drop: writes },
        decide: isOpen && isOther && may(ctx.user, 'finance.asset.approve', book.unitPath),
      },
    };
  });
}

async function presentCount(ctx: Context, id: string): Promise<CountWhole> {
  const [row] = await presentCounts(ctx, [(await counts.countById(ctx, id))!]);
  const lines = new Map((await counts.linesOf(ctx, id)).map((line) => [line.assetId, line]));
  const assets = await presentAssets(ctx, await store.assetsByIds(ctx, [...lines.keys()]));
  return {
    ...row!,
    extras: await counts.extrasOf(ctx, id),
    lines: assets.map((asset): CountLine => {
      const { number, name, specification, unit, keeper, cost } = asset;
      const { outcome, note, verdict } = lines.get(asset.id)!;
      return { assetId: asset.id, number, name, specification, unit, keeper, cost, outcome, note, verdict };
    }),
  };
}

/** What the log calls stock-takings, for those that its reader may read. */
export async function findCountNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(ids.map((id) => counts.countById(ctx, id)));
  const readable = found.flatMap((one) =>
    one !== null && may(ctx.user, 'finance.asset.read', one.unitPath) ? [one] : [],
  );
  return new Map(readable.map(({ id, on }) => [id, on]));
}
