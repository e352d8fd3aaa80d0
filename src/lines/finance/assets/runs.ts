import { AppError, audit, errorText, may, newId, notFound, userOf, type Context } from '#kernel';
import { addDays, formatFen, type Day, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { booksByIds, numbersOf, postEntry, reverseEntry, type BookRecord } from '#engines/ledger';
import { decodePlace, encodePlace } from '../cursor';
import type * as contract from './contract-runs';
import type { AssetRun, AssetRunLine } from './contract-runs';
import { assetBookFor } from './policy';
import { writtenDownOf } from './present';
import { dueUntil, monthAt, monthIndex } from './rules';
import * as store from './store';
import * as runs from './store-runs';

type Input<E> = EndpointInput<E>;

const lastDay = (month: Day): Day => addDays(monthAt(monthIndex(month) + 1), -1);
const sourceOf = (id: string): string => `finance.asset_run:${id}`;

interface Planned {
  readonly rows: AssetRunLine[];
  readonly amount: bigint;
}

/**
 * What a month would write down: of each card that is in the books, what is due until its end and was not written down yet. A
 * month that was left out comes with the next one.
 */
async function plannedFor(ctx: Context, bookId: string, month: Day): Promise<Planned> {
  const assets = (await store.assetsOfBook(ctx, bookId)).filter((one) => one.state !== 'scrapped');
  const rows = assets.flatMap((asset) => {
    const amount = dueUntil(asset, month) - asset.taken;
    if (amount <= 0n) return [];
    const { id, number, name, cost } = asset;
    return [{ id, number, name, cost, amount, net: cost - writtenDownOf(asset) - amount }];
  });
  return { rows, amount: rows.reduce((sum, row) => sum + row.amount, 0n) };
}

type Fault = readonly [code: string, params: Record<string, unknown>];

async function faultOf(ctx: Context, bookId: string, month: Day, { amount }: Planned): Promise<Fault | null> {
  if (ctx.clock.today() < lastDay(month)) return ['finance.asset_month_ahead', { month: month.slice(0, 7) }];
  const last = await runs.lastMonthRun(ctx, bookId);
  if (last === month) return ['finance.asset_run_there', { month: month.slice(0, 7) }];
  if (last !== null && last > month) return ['finance.asset_run_later', { month: last.slice(0, 7) }];
  return amount === 0n ? ['finance.asset_run_nothing', { month: month.slice(0, 7) }] : null;
}

/** The month that comes next: the one after the last that stands, of a book without any the last that is over. */
async function nextMonth(ctx: Context, bookId: string): Promise<Day> {
  const last = await runs.lastMonthRun(ctx, bookId);
  return last === null ? monthAt(monthIndex(addDays(ctx.clock.today(), 1)) - 1) : monthAt(monthIndex(last) + 1);
}

/** Refuses: a book that isn't in reach or keeps no fixed assets. */
export async function previewAssetRun(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.previewAssetRun>, 'params' | 'query'>,
): Promise<EndpointResponse<typeof contract.previewAssetRun>> {
  const { book } = await assetBookFor(ctx, params.id, 'finance.asset.read');
  const month = query.month === undefined ? await nextMonth(ctx, book.id) : `${query.month}-01`;
  const planned = await plannedFor(ctx, book.id, month);
  const fault = await faultOf(ctx, book.id, month, planned);
  return {
    ...{ ...planned, month: month.slice(0, 7), on: lastDay(month) },
    whyNot: fault === null ? null : errorText(ctx.language, ...fault),
    abilities: { make: fault === null && may(ctx.user, 'finance.asset.write', book.unitPath) },
  };
}

/**
 * Posts a month. Refuses: a book that isn't in reach or keeps no fixed assets; a month that isn't over, stands already, or comes
 * before one that does; nothing to write down; another sum than was previewed (kernel.changed_meanwhile); what the ledger refuses.
 */
export async function makeAssetRun(
  ctx: Context,
  { params, body }: Input<typeof contract.makeAssetRun>,
): Promise<AssetRun> {
  const { book, codes } = await assetBookFor(ctx, params.id, 'finance.asset.write');
  await store.holdRegister(ctx, book.unitId);
  const month = `${body.month}-01`;
  const planned = await plannedFor(ctx, book.id, month);
  const fault = await faultOf(ctx, book.id, month, planned);
  if (fault !== null) throw new AppError(...fault);
  const { amount, rows } = planned;
  if (amount !== body.amount) throw new AppError('kernel.changed_meanwhile');
  const { accountId: createdBy, name: createdByName } = userOf(ctx);
  const [id, on] = [newId(), lastDay(month)];
  const { id: entryId } = await postEntry(ctx, {
    ...{ bookId: book.id, on, words: `计提${Number(body.month.slice(5))}月固定资产折旧`, source: sourceOf(id) },
    key: sourceOf(id),
    lines: [
      { account: codes.fund, debit: amount },
      { account: codes.writtenDown, credit: amount },
    ],
  });
  const lines = rows.map((row) => ({ assetId: row.id, amount: row.amount }));
  await runs.insertRun(ctx, { id, bookId: book.id, month, on, amount, entryId, createdBy, createdByName }, lines);
  audit(ctx, { action: 'finance.makeAssetRun', subject: `asset_run:${id}`, details: { month, count: lines.length } });
  return presentRun(ctx, id, book);
}

async function runFor(ctx: Context, id: string, permission: 'finance.asset.read' | 'finance.asset.write') {
  const run = await runs.runById(ctx, id);
  const [book] = run === null ? [] : await booksByIds(ctx, [run.bookId]);
  if (run === null || !may(ctx.user, permission, book!.unitPath)) throw notFound();
  return { run, book: book! };
}

/** Refuses: a month that isn't in reach, was undone, is followed by another one, or wrote down what is scrapped since. */
export async function undoAssetRun(
  ctx: Context,
  { params, body }: Input<typeof contract.undoAssetRun>,
): Promise<AssetRun> {
  const { book } = await runFor(ctx, params.id, 'finance.asset.write');
  await store.holdRegister(ctx, book.unitId);
  const run = (await runs.runById(ctx, params.id))!;
  if (run.reversalId !== null) throw new AppError('finance.asset_run_undone');
  const last = (await runs.lastMonthRun(ctx, book.id))!;
  if (last > run.month) throw new AppError('finance.asset_run_later', { month: last.slice(0, 7) });
  if (await runs.hasScrapped(ctx, run.id)) throw new AppError('finance.asset_run_scrapped');
  const { id: reversalId } = await reverseEntry(ctx, run.entryId, { reason: body.reason });
  await runs.markUndone(ctx, run.id, { reversalId, byName: userOf(ctx).name, reason: body.reason });
  audit(ctx, { action: 'finance.undoAssetRun', subject: `asset_run:${run.id}`, details: { month: run.month } });
  return presentRun(ctx, run.id, book);
}

const presentRun = async (ctx: Context, id: string, book: BookRecord): Promise<AssetRun> =>
  (await presentRuns(ctx, [(await runs.runById(ctx, id))!], book))[0]!;

async function presentRuns(ctx: Context, found: readonly runs.RunRecord[], book: BookRecord): Promise<AssetRun[]> {
  const entries = await numbersOf(
    ctx,
    found.map((run) => run.entryId),
  );
  const last = await runs.lastMonthRun(ctx, book.id);
  const writes = may(ctx.user, 'finance.asset.write', book.unitPath);
  return found.map(({ id, month, on, amount, count, entryId, createdByName, reversalId, undoneByName, undoReason }) => {
    const entry = entries.get(entryId)!;
    return {
      ...{ id, month: month.slice(0, 7), on, amount, count, createdByName, undoneByName, undoReason },
      ...{ entry: { id: entryId, month: entry.month, number: entry.number } },
      state: reversalId === null ? ('done' as const) : ('undone' as const),
      abilities: { undo: writes && reversalId === null && month === last },
    };
  });
}

/** Refuses: a book that isn't in reach or keeps no fixed assets. */
export async function listAssetRuns(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listAssetRuns>, 'params' | 'query'>,
): Promise<Page<AssetRun>> {
  const { book } = await assetBookFor(ctx, params.id, 'finance.asset.read');
  const { cursor, limit } = query;
  const rows = await runs.runRows(ctx, { bookId: book.id, after: decodePlace(cursor), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentRuns(ctx, page, book),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.month, last.id) : null,
  };
}

/** Refuses: a month that isn't in reach. */
export async function showAssetRun(ctx: Context, id: string): Promise<EndpointResponse<typeof contract.showAssetRun>> {
  const { run, book } = await runFor(ctx, id, 'finance.asset.read');
  const amounts = await runs.linesOfRun(ctx, id);
  const assets = await store.assetsByIds(ctx, [...amounts.keys()]);
  return {
    ...(await presentRuns(ctx, [run], book))[0]!,
    book: { id: book.id, name: book.name },
    rows: assets.map((asset) => {
      const { id: assetId, number, name, cost } = asset;
      const amount = amounts.get(assetId)!;
      return { id: assetId, number, name, cost, amount, net: cost - writtenDownOf(asset) };
    }),
  };
}

/** What the log calls months of depreciation, for those that its reader may read. */
export async function findRunNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await runs.runsByIds(ctx, ids);
  const books = new Map(
    (
      await booksByIds(
        ctx,
        found.map((run) => run.bookId),
      )
    ).map((book) => [book.id, book]),
  );
  const readable = found.filter(({ bookId }) => may(ctx.user, 'finance.asset.read', books.get(bookId)!.unitPath));
  return new Map(readable.map(({ id, month, amount }) => [id, `${month.slice(0, 7)} ${formatFen(amount)}`]));
}
