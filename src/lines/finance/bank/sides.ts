import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { accountPostings, netBalances, partyNames, type AccountPosting } from '#engines/ledger';
import { restsOf } from './match';
import * as store from './store';
import { matchedUntil } from './store-match';

/** Later than every day of a book. */
export const FAR: Day = '2199-12-31';

export interface LineSide extends store.LineRecord {
  readonly rest: bigint;
}

export interface EntrySide extends AccountPosting {
  /** The entry and the place of the line in it. */
  readonly id: string;
  readonly rest: bigint;
}

export interface Sides {
  readonly lines: readonly LineSide[];
  readonly entries: readonly EntrySide[];
}

/**
 * What stands on both sides up to a day, and what of it was still open at that day. What the book had before statements are
 * read, or began with, is part of the balance at the beginning and matched with nothing.
 */
export async function sidesUntil(
  ctx: Context,
  account: store.AccountRecord,
  { to, asOf }: { to: Day; asOf: Day },
): Promise<Sides> {
  const matched = await matchedUntil(ctx, account.id, asOf);
  const lines = await store.linesWithin(ctx, account.id, { from: account.startsOn, to });
  const postings = (await accountPostings(ctx, { accountId: account.ledgerAccountId, to: asOf }))
    .filter(({ on, kind }) => on >= account.startsOn && kind !== 'opening')
    .map((posting) => ({ ...posting, id: `${posting.entryId}.${posting.line}` }));
  const rests = restsOf(postings, matched.entries);
  return {
    lines: lines.map((line) => ({ ...line, rest: line.amount - (matched.lines.get(line.id) ?? 0n) })),
    entries: postings.filter((one) => one.on <= to).map((one) => ({ ...one, rest: rests.get(one.id)! })),
  };
}

export async function bookBalanceOn(ctx: Context, account: store.AccountRecord, on: Day): Promise<bigint> {
  const { bookId, ledgerAccountId } = account;
  const nets = await netBalances(ctx, { bookId, on, accountIds: [ledgerAccountId] });
  return nets.get(ledgerAccountId) ?? 0n;
}

/** Who stands behind lines of the book, as far as the reader may know. */
export async function partiesOfEntries(
  ctx: Context,
  entries: readonly EntrySide[],
): Promise<(id: string | null) => string> {
  const names = await partyNames(
    ctx,
    entries.flatMap((entry) => entry.partyId ?? []),
  );
  return (id) => (id === null ? '' : (names.get(id)?.name ?? ''));
}
