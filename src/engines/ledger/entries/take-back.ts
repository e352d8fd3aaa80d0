import { AppError, audit, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { bookFor } from '../books/policy';
import type * as contract from './contract';
import { reverseEntry } from './entries';
import { sourceOf } from './sources';
import { entryById, type EntryRecord } from './store';

/** Refuses: an entry that isn't there, or with whose book the person may not do this. */
export async function entryFor(
  ctx: Context,
  id: string,
  permission: 'ledger.book.read' | 'ledger.book.write',
): Promise<EntryRecord> {
  const entry = await entryById(ctx, id);
  if (entry === null) throw notFound();
  await bookFor(ctx, entry.bookId, permission);
  return entry;
}

/**
 * What stands against taking an entry back on its own page. What a record of another module has brought about is taken back
 * there; the year's end and a transfer between books consist of more than one entry.
 */
export function whyNotTakenBack(
  ctx: Context,
  { kind, source, reversedById }: Pick<EntryRecord, 'kind' | 'source' | 'reversedById'>,
): 'ledger.reversal_stands' | 'ledger.reversed_already' | 'ledger.reversed_elsewhere' | null {
  if (kind === 'reversal') return 'ledger.reversal_stands';
  if (reversedById !== null) return 'ledger.reversed_already';
  const isOfMore = kind === 'closing' || kind === 'transfer';
  return isOfMore || sourceOf(ctx, source).kind?.isTakenBackThere === true ? 'ledger.reversed_elsewhere' : null;
}

/**
 * Takes an entry back in red. Refuses: one that isn't in reach; one that is taken back where it was made
 * (ledger.reversed_elsewhere); what `reverseEntry` refuses.
 */
export async function takeBack(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.reverseEntry>,
): Promise<{ id: string }> {
  const entry = await entryFor(ctx, params.id, 'ledger.book.write');
  const fault = whyNotTakenBack(ctx, entry);
  if (fault !== null) throw new AppError(fault);
  const { id } = await reverseEntry(ctx, entry.id, body);
  audit(ctx, { action: 'ledger.reverseEntry', subject: `book:${entry.bookId}`, details: { entryId: entry.id } });
  return { id };
}
