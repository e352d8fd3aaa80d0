import { allPages, AppError, audit, exportTable, may, newId, parameterOn, text, userOf, type Context } from '#kernel';
import type { FileAnswer, WorkbookColumn } from '#kernel';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { bookFor, pathsAsked } from '../policy';
import type * as contract from './contract';
import type { AssetLives, AssetRow, AssetWhole, AssetWriteDown } from './contract';
import { refuseOverEntry } from './entries';
import { assetBookFor, assetFor, placeFor } from './policy';
import { labelOf, presentAsset, presentAssets } from './present';
import { planOf, type Bought, type WriteDown } from './rules';
import * as store from './store';
import type { AssetClass } from './terms';

type Input<E> = EndpointInput<E>;

export interface Planned {
  readonly lifeMonths: number;
  readonly ruleVersion: string;
  /** Null: more was written down before than it ever loses. */
  readonly plan: WriteDown | null;
}

/** How a thing of a class loses its worth, by the rules of the day on which it was bought. */
export async function planFor(
  ctx: Context,
  kind: AssetClass,
  bought: Omit<Bought, 'lifeMonths' | 'residualPercent' | 'monthsAfter'>,
): Promise<Planned> {
  const lives = await parameterOn<AssetLives>(ctx, 'finance.assetLives', bought.boughtOn);
  const { value } = await parameterOn<AssetWriteDown>(ctx, 'finance.assetWriteDown', bought.boughtOn);
  const lifeMonths = lives.value[kind];
  return { lifeMonths, ruleVersion: lives.id, plan: planOf({ ...bought, ...value, lifeMonths }) };
}

/** Enters cards under the next numbers, each with the first row of its history. */
export async function enter(ctx: Context, assets: readonly Omit<store.NewAsset, 'createdBy' | 'createdByName'>[]) {
  const { accountId, name } = userOf(ctx);
  await store.insertAssets(
    ctx,
    assets.map((one) => ({ ...one, createdBy: accountId, createdByName: name })),
  );
  await store.insertMoves(
    ctx,
    assets.map((one) => ({
      ...{ id: newId(), assetId: one.id, on: ctx.clock.today(), fromUnitId: null, fromPersonId: null },
      ...{ toUnitId: one.unitId, toPersonId: one.keeperId, state: 'in_use' as const, note: '' },
      ...{ recordedBy: accountId, recordedByName: name },
    })),
  );
}

async function refuseTaken(ctx: Context, bookId: string, formerNumber: string): Promise<void> {
  if ((await store.takenNumbers(ctx, bookId, [formerNumber])).size > 0)
    throw new AppError('finance.asset_number_taken', { number: formerNumber });
}

/**
 * Refuses: a book out of reach or without such accounts; what `placeFor` refuses; a day that has not come; a former number that
 * another card has; an entry that put no such thing into the book, or more than no card names of it yet.
 */
export async function addAsset(ctx: Context, { body }: Input<typeof contract.addAsset>): Promise<AssetWhole> {
  const { book, accounts } = await assetBookFor(ctx, body.bookId, 'finance.asset.write');
  const today = ctx.clock.today();
  if (body.boughtOn > today) throw new AppError('ledger.day_in_future', { day: body.boughtOn, today });
  const place = await placeFor(ctx, book, body);
  const last = await store.holdRegister(ctx, book.unitId);
  await refuseTaken(ctx, book.id, body.formerNumber);
  const { cost, boughtOn, entryId, name, specification, formerNumber } = body;
  if (entryId !== null) await refuseOverEntry(ctx, { book, accounts, entryId, cost });
  const { lifeMonths, ruleVersion, plan } = await planFor(ctx, body.class, { cost, boughtOn });
  const id = newId();
  const card = { ...plan!, ...place, lifeMonths, ruleVersion, boughtOn, entryId, name, specification, formerNumber };
  const owned = { id, bookId: book.id, ownerUnitId: book.unitId, number: last + 1, listKey: null };
  await enter(ctx, [{ ...card, ...owned, class: body.class }]);
  audit(ctx, { action: 'finance.addAsset', subject: `asset:${id}`, details: { number: last + 1 } });
  return presentAsset(ctx, id, book);
}

/** Refuses: a card out of reach, scrapped or changed meanwhile; a former number that another card has. */
export async function saveAsset(ctx: Context, { params, body }: Input<typeof contract.saveAsset>): Promise<AssetWhole> {
  const { asset, book } = await openAsset(ctx, params.id, body.version);
  const { name, specification, formerNumber } = body;
  if (formerNumber !== asset.formerNumber) await refuseTaken(ctx, book.id, formerNumber);
  await store.changeAsset(ctx, asset.id, { name, specification, formerNumber });
  audit(ctx, { action: 'finance.saveAsset', subject: `asset:${asset.id}` });
  return presentAsset(ctx, asset.id, book);
}

/** A card that may still be changed, held. */
export async function openAsset(ctx: Context, id: string, version: number) {
  const found = await assetFor(ctx, id, 'finance.asset.write');
  if (found.asset.state === 'scrapped') throw new AppError('finance.asset_scrapped');
  if (found.asset.version !== version) throw new AppError('kernel.changed_meanwhile');
  return found;
}

/** Refuses: as `saveAsset` and `placeFor`; what changes neither place nor keeper nor state (finance.asset_same_keeper). */
export async function moveAsset(ctx: Context, { params, body }: Input<typeof contract.moveAsset>): Promise<AssetWhole> {
  const { asset, book } = await openAsset(ctx, params.id, body.version);
  const place = await placeFor(ctx, book, body);
  const { state, note } = body;
  const isSame = place.unitId === asset.unitId && place.keeperId === asset.keeperId && state === asset.state;
  if (isSame) throw new AppError('finance.asset_same_keeper');
  const { accountId: recordedBy, name: recordedByName } = userOf(ctx);
  await store.changeAsset(ctx, asset.id, { ...place, state });
  await store.insertMoves(ctx, [
    {
      ...{ id: newId(), assetId: asset.id, on: ctx.clock.today(), state, note, recordedBy, recordedByName },
      ...{ fromUnitId: asset.unitId, fromPersonId: asset.keeperId },
      ...{ toUnitId: place.unitId, toPersonId: place.keeperId },
    },
  ]);
  audit(ctx, { action: 'finance.moveAsset', subject: `asset:${asset.id}`, details: { personId: place.keeperId } });
  return presentAsset(ctx, asset.id, book);
}

/** Refuses: a card that isn't in reach. */
export async function showAsset(ctx: Context, id: string): Promise<AssetWhole> {
  const { book } = await assetFor(ctx, id, 'finance.asset.read');
  return presentAsset(ctx, id, book);
}

const decodeCursor = (cursor = ''): readonly [number, string] | null => {
  const [number = '', id = ''] = cursor.split('_', 2);
  return /^\d{1,9}$/.test(number) && isId(id) ? [Number(number), id] : null;
};

/** Refuses: a unit or a book that isn't in reach. */
export async function listAssets(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listAssets>, 'query'>,
): Promise<Page<AssetRow>> {
  const { unitId, bookId, state, search, cursor, limit } = query;
  if (bookId !== undefined) await bookFor(ctx, bookId, 'finance.asset.read');
  const under = await pathsAsked(ctx, 'finance.asset.read', unitId);
  const asked = { under, bookId, state, class: query.class, search };
  const rows = await store.assetRows(ctx, { ...asked, after: decodeCursor(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentAssets(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? `${last.number}_${last.id}` : null,
  };
}

/** The list as a file, which names keepers. Refuses: as the list. */
export async function exportAssets(ctx: Context, { query }: Input<typeof contract.exportAssets>): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:assets.${key}`);
  const title = (key: string) => `finance:assets.columns.${key}`;
  const columns: WorkbookColumn<AssetRow>[] = [
    { key: 'number', title: title('number'), kind: 'text', width: 12, value: (row) => labelOf(ctx, row.number) },
    { key: 'name', title: title('name'), kind: 'text', width: 24, value: (row) => row.name },
    { key: 'class', title: title('class'), kind: 'text', width: 14, value: (row) => say(`classes.${row.class}`) },
    { key: 'specification', title: title('specification'), kind: 'text', width: 20, value: (row) => row.specification },
    { key: 'formerNumber', title: title('formerNumber'), kind: 'text', width: 14, value: (row) => row.formerNumber },
    { key: 'boughtOn', title: title('boughtOn'), kind: 'day', width: 12, value: (row) => row.boughtOn },
    { key: 'cost', title: title('cost'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.cost },
    {
      key: 'gone',
      title: title('writtenDown'),
      kind: 'fen',
      width: 16,
      isSummed: true,
      value: (row) => row.writtenDown,
    },
    { key: 'net', title: title('net'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.net },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unit.name },
    { key: 'keeper', title: title('keeper'), kind: 'text', width: 12, value: (row) => row.keeper.name },
    { key: 'state', title: title('state'), kind: 'text', width: 10, value: (row) => say(`states.${row.state}`) },
  ];
  const { file, rows } = await exportTable<AssetRow>(ctx, {
    title: say('title'),
    permission: 'finance.asset.read',
    filters: [
      query.state === undefined ? '' : say(`states.${query.state}`),
      query.class === undefined ? '' : say(`classes.${query.class}`),
      query.search ?? '',
    ],
    columns,
    rows: allPages((page) => listAssets(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'finance.exportAssets', details: { count: rows } });
  return file;
}

/** What the log calls cards: what they are, for those that its reader may read. */
export async function findAssetNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const assets = await store.assetsByIds(ctx, ids);
  const readable = assets.filter(({ unitPath }) => may(ctx.user, 'finance.asset.read', unitPath));
  return new Map(readable.map(({ id, name }) => [id, name]));
}
