import type { Context } from '#kernel';
import { partyNames } from '../parties/names';
import type { EntryLine } from './contract';
import { postingsOf, type PostingRecord } from './store';

/** The side that a posting was said on, as pages show it. */
export const sidesOf = ({ side, amount }: Pick<PostingRecord, 'side' | 'amount'>) =>
  side === 1 ? { debit: amount, credit: null } : { debit: null, credit: amount };

export type PresentLine = EntryLine & Pick<PostingRecord, 'budgetLineId' | 'commitmentId'>;

/** The lines of entries with the names of who stands behind them. */
export async function linesOf(ctx: Context, entryIds: readonly string[]): Promise<ReadonlyMap<string, PresentLine[]>> {
  if (entryIds.length === 0) return new Map();
  const postings = await postingsOf(ctx, entryIds);
  const parties = await partyNames(
    ctx,
    [...postings.values()].flat().flatMap((posting) => posting.partyId ?? []),
  );
  const present = ({ partyId, side, amount, ...posting }: PostingRecord): PresentLine => ({
    ...posting,
    ...sidesOf({ side, amount }),
    party: partyId === null ? null : (parties.get(partyId) ?? null),
  });
  return new Map([...postings].map(([id, own]) => [id, own.map(present)]));
}

/** What an entry comes to: the sum of its debits. */
export const amountOf = (lines: readonly Pick<EntryLine, 'debit'>[]): bigint =>
  lines.reduce((sum, line) => sum + (line.debit ?? 0n), 0n);
