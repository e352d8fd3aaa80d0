import { AppError, assert, audit, newId, notFound, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { contentHash } from './content-hash';
import { faultOfLines, type DraftLine, type EntryDraft } from './rules';
import * as store from './store';

export interface PostedEntry {
  readonly id: string;
  /** It stood under the same key before: nothing has been posted again. */
  readonly isEarlier: boolean;
}

/**
 * Posts one entry. Whoever calls has judged the rights.
 *
 * Refuses: fewer than 2 or more than 200 lines (ledger.entry_lines); a line with both sides, none, or an amount that is not above zero
 * or beyond all reason (ledger.amount_impossible); sides that differ (ledger.entry_unbalanced); a day that has not come
 * (ledger.day_in_future) or is before the book (ledger.day_before_book); a book that isn't there, or is closed
 * (ledger.book_closed); a closed month (ledger.period_closed); an account that the book lacks, is closed or only sums up others
 * (ledger.account_unknown, _closed, _is_summary); a party where none belongs, none where one does, or of another kind
 * (ledger.party_not_wanted, _missing, _unfit); a key under which something else stands (ledger.key_reused).
 */
export async function postEntry(ctx: Context, draft: EntryDraft): Promise<PostedEntry> {
  const [posted] = await postEntries(ctx, [draft]);
  return posted!;
}

/** Posts many entries at once, each of which stands or none. Refuses: as `postEntry`, for the first that can't stand. */
export async function postEntries(ctx: Context, drafts: readonly EntryDraft[]): Promise<PostedEntry[]> {
  const today = ctx.clock.today();
  for (const { lines, on } of drafts) {
    const fault = faultOfLines(lines);
    if (fault !== null) throw new AppError(fault.code, fault.params);
    if (on > today) throw new AppError('ledger.day_in_future', { day: on, today });
  }
  return put(ctx, drafts.map(asNewEntry));
}

function asNewEntry(draft: EntryDraft): store.NewEntry {
  const { bookId, on, words, source, key = null, kind = 'ordinary', lines } = draft;
  assert(source.length > 0 && (key === null || key.length > 0), 'an entry names its source');
  return {
    ...{ id: newId(), bookId, on, kind, words, source, key, hash: contentHash(draft), reversesId: null },
    lines: lines.map(asPosting),
  };
}

function asPosting({ account, debit, credit, ...line }: DraftLine): store.NewPosting {
  return {
    account,
    side: debit === undefined ? -1 : 1,
    amount: debit ?? credit!,
    partyId: line.partyId ?? null,
    budgetLineId: line.budgetLineId ?? null,
    commitmentId: line.commitmentId ?? null,
    words: line.words ?? '',
  };
}

async function put(ctx: Context, entries: readonly store.NewEntry[]): Promise<PostedEntry[]> {
  if (entries.length === 0) return [];
  const inserted = await store.insertEntries(ctx, entries).catch(tellFault);
  const posted: PostedEntry[] = [];
  for (const entry of entries) {
    const isEarlier = !inserted.has(entry.id);
    posted.push({ id: isEarlier ? await earlierOrRefuse(ctx, entry) : entry.id, isEarlier });
  }
  const books = new Map<string, number>();
  for (const { id, bookId } of entries) if (inserted.has(id)) books.set(bookId, (books.get(bookId) ?? 0) + 1);
  const only = entries.length === 1 ? entries[0]! : null;
  for (const [bookId, count] of books)
    audit(ctx, {
      action: 'ledger.postEntry',
      subject: `book:${bookId}`,
      details: only === null ? { count } : { entryId: only.id, source: only.source, day: only.on },
    });
  if (books.size === 0) audit(ctx, { action: 'ledger.postNothing', details: { count: entries.length } });
  return posted;
}

/** What the database itself refuses at the end of the statement. */
function tellFault(error: unknown): never {
  const { code, detail } = error as { code?: string; detail?: string };
  if (code === 'GL001') throw new AppError('ledger.period_closed', { month: (detail ?? '').slice(0, 7) });
  if (code === 'GL004') {
    const [fault = '', account] = (detail ?? '').split(' ');
    throw new AppError(lineFaults[fault as keyof typeof lineFaults], { account });
  }
  throw error;
}

const lineFaults = {
  unknown: 'ledger.account_unknown',
  closed: 'ledger.account_closed',
  summary: 'ledger.account_is_summary',
  party_missing: 'ledger.party_missing',
  party_not_wanted: 'ledger.party_not_wanted',
  party_unfit: 'ledger.party_unfit',
} as const;

/** The entry that stands under the same key with the same content; otherwise the reason why this one can't. */
async function earlierOrRefuse(ctx: Context, entry: store.NewEntry): Promise<string> {
  const { book, earlier, reversal, lines } = await store.faultsOf(ctx, entry);
  if (earlier !== null) {
    if (earlier.hash !== entry.hash.toString('hex')) throw new AppError('ledger.key_reused');
    return earlier.id;
  }
  if (book === null) throw notFound();
  if (reversal !== null) throw new AppError('ledger.reversed_already');
  if (book.closedOn !== null && entry.kind !== 'reversal')
    throw new AppError('ledger.book_closed', { day: book.closedOn });
  if (entry.on < book.openedOn) throw new AppError('ledger.day_before_book', { day: book.openedOn });
  const [fault] = lines;
  assert(fault !== undefined, `the entry ${entry.id} was not posted and nobody knows why`);
  throw new AppError(lineFaults[fault.fault], { account: fault.code });
}

/**
 * Takes an entry back: the same lines with amounts below zero (红字冲销), today or on another open day. Whoever calls has
 * judged the rights. Refuses: an entry that isn't there, that is itself a reversal (ledger.reversal_stands) or has been
 * reversed (ledger.reversed_already); a day before the entry's own (ledger.day_before_entry); what `postEntry` refuses.
 */
export async function reverseEntry(
  ctx: Context,
  entryId: string,
  { reason, on = ctx.clock.today(), source }: { reason: string; on?: Day; source?: string },
): Promise<PostedEntry> {
  const entry = await store.entryById(ctx, entryId);
  if (entry === null) throw notFound();
  if (entry.kind === 'reversal') throw new AppError('ledger.reversal_stands');
  if (entry.reversedById !== null) throw new AppError('ledger.reversed_already');
  if (on > ctx.clock.today()) throw new AppError('ledger.day_in_future', { day: on, today: ctx.clock.today() });
  if (on < entry.on) throw new AppError('ledger.day_before_entry', { day: entry.on });
  const postings = (await store.postingsOf(ctx, [entryId])).get(entryId)!;
  const lines = postings.map(({ code, amount, ...posting }) => ({ ...posting, account: code, amount: -amount }));
  const draft = { bookId: entry.bookId, on, words: reason, source: source ?? entry.source, lines: [] };
  const [posted] = await put(ctx, [
    { ...draft, id: newId(), kind: 'reversal', key: null, reversesId: entryId, hash: contentHash(draft), lines },
  ]);
  return posted!;
}
