import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { sumsOnAccounts, type AccountSum } from '#engines/ledger';

/** 拨缴经费收入, and 应付上级经费 of 《工会会计制度》. */
export const KEPT = '402';
export const REMITTED = '211';

export interface FundEntry extends Pick<AccountSum, 'entryId' | 'bookId' | 'on' | 'words' | 'number'> {
  readonly kept: bigint;
  readonly remitted: bigint;
}

/** What came in from the employer, with both parts of it; and what was handed up. */
export async function fundEntries(
  ctx: Context,
  question: { bookIds: readonly string[]; from: Day; to: Day },
): Promise<{ received: FundEntry[]; handedUp: FundEntry[] }> {
  const sums = await sumsOnAccounts(ctx, { ...question, codes: [KEPT, REMITTED] });
  const entries = new Map<string, FundEntry>();
  for (const { entryId, bookId, on, words, number, account, credit } of sums) {
    const before = entries.get(entryId) ?? { entryId, bookId, on, words, number, kept: 0n, remitted: 0n };
    entries.set(entryId, { ...before, [account === KEPT ? 'kept' : 'remitted']: credit });
  }
  const all = [...entries.values()];
  return {
    received: all.filter(({ kept, remitted }) => kept > 0n && remitted >= 0n),
    handedUp: all.filter(({ kept, remitted }) => kept === 0n && remitted < 0n),
  };
}
