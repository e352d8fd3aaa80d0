import { createHash } from 'node:crypto';
import { netOf, type EntryDraft, type EntryKind } from './rules';

/** What makes an entry the same as another one under the same key. */
export function contentHash(draft: Omit<EntryDraft, 'key' | 'kind'> & { readonly kind?: EntryKind }): Buffer {
  const { bookId, on, words, source, kind = 'ordinary', lines } = draft;
  const told = lines.map((line) => [
    line.account,
    netOf(line).toString(),
    line.partyId ?? '',
    line.budgetLineId ?? '',
    line.commitmentId ?? '',
    line.words ?? '',
    ...(line.reservationId === undefined ? [] : [line.reservationId]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([bookId, on, words, source, kind, told]))
    .digest();
}
