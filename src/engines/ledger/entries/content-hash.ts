import { createHash } from 'node:crypto';
import { netOf, type EntryDraft } from './rules';

/** What makes an entry the same as another one under the same key. */
export function contentHash(draft: Omit<EntryDraft, 'key'>): Buffer {
  const { bookId, on, words, source, kind = 'ordinary', lines } = draft;
  const told = lines.map((line) => [
    line.account,
    netOf(line).toString(),
    line.partyId ?? '',
    line.budgetLineId ?? '',
    line.commitmentId ?? '',
    line.words ?? '',
  ]);
  return createHash('sha256')
    .update(JSON.stringify([bookId, on, words, source, kind, told]))
    .digest();
}
