import { createHash } from 'node:crypto';
import { accountNames, AppError, audit, errorText, type Context } from '#kernel';
import { isId, isMoment, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import { bookFor, visibleBook } from '../books/policy';
import { bookById, type BookRecord } from '../books/store';
import type * as contract from './contract';
import { MOST_ENTRIES } from './contract';
import { judge, type Judged } from './judging';
import { readOpening } from './opening-sheet';
import { postJudged } from './posting';
import { readJournal, type LineFault, type ReadEntry } from './read-journal';
import * as store from './store';

const MOST_FAULTS = 200;

/** Refuses: a book out of reach, or closed (ledger.book_closed). */
async function bookToFill(ctx: Context, id: string): Promise<BookRecord> {
  const book = await bookFor(ctx, id, 'ledger.exchange.write');
  if (book.closedOn !== null) throw new AppError('ledger.book_closed', { day: book.closedOn });
  return book;
}

/** Journals come from many editors: UTF-8, and what Chinese ones have written before it. */
function textIn(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

interface Read {
  readonly entries: readonly ReadEntry[];
  readonly faults: readonly LineFault[];
  readonly codes: ReadonlyMap<string, string>;
}

/** Refuses: nothing to take in (ledger.import_empty); more than goes at once (ledger.import_too_long). */
async function judgeRead(ctx: Context, book: BookRecord, year: number, read: Read): Promise<Judged> {
  const { entries, faults, codes } = read;
  if (entries.length === 0 && faults.length === 0) throw new AppError('ledger.import_empty');
  if (entries.length > MOST_ENTRIES) throw new AppError('ledger.import_too_long', { limit: MOST_ENTRIES });
  const judged = await judge(ctx, { book, year, entries, codes });
  return { ...judged, faults: [...faults, ...judged.faults].toSorted((a, b) => a.line - b.line) };
}

function journalOf(ctx: Context, book: BookRecord, bytes: Uint8Array, year: number): Promise<Judged> {
  return judgeRead(ctx, book, year, readJournal(textIn(bytes)));
}

async function openingOf(ctx: Context, book: BookRecord, bytes: Uint8Array, name: string): Promise<Judged> {
  const read = await readOpening(ctx, book, { bytes, name });
  return judgeRead(ctx, book, Number(book.openedOn.slice(0, 4)), { ...read, codes: new Map() });
}

const say = (ctx: Context, { line, code, params }: LineFault) => ({
  ...{ line, code },
  reason: errorText(ctx.language, code, params),
});

function present(
  ctx: Context,
  kind: 'journal' | 'opening',
  { entries, isKnown, faults }: Judged,
): EndpointResponse<typeof contract.previewJournal> {
  const postings = entries.flatMap((entry) => entry.postings);
  const days = entries.map((entry) => entry.on).toSorted();
  const sum = (side: 1n | -1n) =>
    postings.reduce((total, { net }) => (net * side > 0n ? total + net * side : total), 0n);
  return {
    ...{ kind, entries: entries.length, lines: postings.length, debit: sum(1n), credit: sum(-1n) },
    ...{ from: days[0] ?? null, to: days.at(-1) ?? null },
    known: entries.filter((_entry, at) => isKnown(at)).length,
    faults: faults.slice(0, MOST_FAULTS).map((fault) => say(ctx, fault)),
    faultCount: faults.length,
  };
}

/** Nothing is posted. Refuses: as `importJournal`, but for the faults of lines, which it answers. */
export async function previewJournal(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.previewJournal>,
): Promise<EndpointResponse<typeof contract.previewJournal>> {
  const book = await bookToFill(ctx, params.id);
  const judged = await journalOf(ctx, book, body, query.year);
  notePreview(ctx, book, judged);
  return present(ctx, 'journal', judged);
}

/** Nothing is posted. Refuses: as `importOpening`, but for the faults of rows, which it answers. */
export async function previewOpening(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.previewOpening>,
): Promise<EndpointResponse<typeof contract.previewOpening>> {
  const book = await bookToFill(ctx, params.id);
  const judged = await openingOf(ctx, book, body, 'opening.xlsx');
  notePreview(ctx, book, judged);
  return present(ctx, 'opening', judged);
}

function notePreview(ctx: Context, book: BookRecord, { entries, faults }: Judged): void {
  const details = { count: entries.length, faults: faults.length };
  audit(ctx, { action: 'ledger.previewImport', subject: `book:${book.id}`, details });
}

/**
 * Posts a journal. Refuses: a book out of reach or closed; an empty one, or one that is too long; any line that can't stand
 * (ledger.import_faulty, which names the first).
 */
export async function importJournal(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.importJournal>,
): Promise<EndpointResponse<typeof contract.importJournal>> {
  const book = await bookToFill(ctx, params.id);
  await bookById(ctx, book.id, 'lock');
  const judged = await journalOf(ctx, book, body, query.year);
  return post(ctx, book, judged, { kind: 'journal', fileName: query.name, contentHash: hashOf(body) });
}

/** Posts opening balances. Refuses: as `importJournal`; a sheet that is none (`workbook.*`). */
export async function importOpening(
  ctx: Context,
  { params, query, body }: EndpointInput<typeof contract.importOpening>,
): Promise<EndpointResponse<typeof contract.importOpening>> {
  const book = await bookToFill(ctx, params.id);
  await bookById(ctx, book.id, 'lock');
  const judged = await openingOf(ctx, book, body, query.name);
  return post(ctx, book, judged, { kind: 'opening', fileName: query.name, contentHash: hashOf(body) });
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function post(
  ctx: Context,
  book: BookRecord,
  judged: Judged,
  about: Parameters<typeof postJudged>[3],
): Promise<{ id: string; posted: number; known: number }> {
  const [first] = judged.faults;
  if (first !== undefined) {
    const { line, reason, code } = say(ctx, first);
    throw new AppError('ledger.import_faulty', { count: judged.faults.length, line, reason, code });
  }
  const done = await postJudged(ctx, book, judged, about);
  const details = { importId: done.id, kind: about.kind, count: done.posted, known: done.known };
  audit(ctx, { action: 'ledger.importEntries', subject: `book:${book.id}`, details });
  return done;
}

/** Refuses: a book that isn't in reach. */
export async function listImports(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.listImports>,
): Promise<EndpointResponse<typeof contract.listImports>> {
  const { id: bookId } = await visibleBook(ctx, params.id);
  const key = decodeCursor(query.cursor);
  const after = key !== null && isMoment(key[0]) && isId(key[1]) ? key : null;
  const found = await store.importPage(ctx, { bookId, after, limit: query.limit + 1 });
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  const names = await accountNames(
    ctx,
    rows.map((row) => row.importedBy),
  );
  return {
    rows: rows.map(({ id, kind, fileName, posted, known, importedAt, importedBy }) => ({
      ...{ id, kind, fileName, posted, known, importedAt: importedAt.toISOString() },
      importedBy: names.get(importedBy) ?? '',
    })),
    nextCursor:
      found.length > query.limit && last !== undefined ? encodeCursor([last.importedAt.toISOString(), last.id]) : null,
  };
}
