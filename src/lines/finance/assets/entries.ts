import { AppError, type Context } from '#kernel';
import { formatFen, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { accountPostings, type AccountPosting, type BookRecord } from '#engines/ledger';
import type * as contract from './contract';
import { assetBookFor, COST, type AssetBook } from './policy';
import * as store from './store';

/** What stands on the accounts below a code until today, line by line; a chart may go into detail. */
export async function postingsBelow(
  ctx: Context,
  accounts: AssetBook['accounts'],
  code: string,
): Promise<readonly AccountPosting[]> {
  const below = accounts.filter((account) => account.code.startsWith(code) && !account.isSummary);
  const postings: AccountPosting[] = [];
  for (const { id } of below) postings.push(...(await accountPostings(ctx, { accountId: id, to: ctx.clock.today() })));
  return postings;
}

/** An entry and its reversal stand for each other: both are told by the entry that was taken back. */
export function originIn(postings: readonly AccountPosting[]): (entryId: string | null) => string | null {
  const origins = new Map(postings.flatMap(({ entryId, reversesId }) => (reversesId ? [[entryId, reversesId]] : [])));
  return (entryId) => (entryId === null ? null : (origins.get(entryId) ?? entryId));
}

export interface Buying extends Pick<AccountPosting, 'entryId' | 'on' | 'words' | 'month' | 'number'> {
  readonly amount: bigint;
  /** What no card names yet. */
  readonly left: bigint;
}

/** Entries that put things into a book, opening balances too, and what cards name of them; what was taken back is none. */
async function buyingsOf(ctx: Context, book: BookRecord, accounts: AssetBook['accounts']): Promise<Buying[]> {
  const postings = await postingsBelow(ctx, accounts, COST);
  const undone = new Set(
    postings.flatMap(({ reversesId, entryId }) => (reversesId === null ? [] : [reversesId, entryId])),
  );
  const named = new Map<string, bigint>();
  for (const { entryId, cost } of await store.assetsOfBook(ctx, book.id))
    if (entryId !== null) named.set(entryId, (named.get(entryId) ?? 0n) + cost);
  const sums = new Map<string, Buying>();
  for (const { entryId, on, words, month, number, amount } of postings) {
    if (undone.has(entryId)) continue;
    const all = (sums.get(entryId)?.amount ?? 0n) + amount;
    sums.set(entryId, { entryId, on, words, month, number, amount: all, left: all - (named.get(entryId) ?? 0n) });
  }
  return [...sums.values()].filter((one) => one.amount > 0n).reverse();
}

/** Refuses: a book that isn't in reach or keeps no fixed assets. */
export async function listAssetEntries(
  ctx: Context,
  { params }: Pick<EndpointInput<typeof contract.listAssetEntries>, 'params'>,
): Promise<EndpointResponse<typeof contract.listAssetEntries>> {
  const { book, accounts } = await assetBookFor(ctx, params.id, 'finance.asset.read');
  const rows = await buyingsOf(ctx, book, accounts);
  return { rows: rows.map(({ entryId, ...row }) => ({ id: entryId, ...row })) };
}

/**
 * Whoever asks holds the register. Refuses: an entry that put nothing into this book, or was taken back
 * (finance.asset_entry_unfit); more than no card names of it yet (finance.asset_over_entry).
 */
export async function refuseOverEntry(
  ctx: Context,
  asked: { book: BookRecord; accounts: AssetBook['accounts']; entryId: string; cost: bigint },
): Promise<void> {
  const buying = (await buyingsOf(ctx, asked.book, asked.accounts)).find((one) => one.entryId === asked.entryId);
  if (buying === undefined) throw new AppError('finance.asset_entry_unfit');
  const { left } = buying;
  if (asked.cost > left)
    throw new AppError('finance.asset_over_entry', { left: formatFen(left), cost: formatFen(asked.cost) });
}
