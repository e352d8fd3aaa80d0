import type { Context } from '#kernel';
import { makeUnit } from '#engines/roster/testing';
import { foundBook, type NewBook } from './books/books';
import type { BookRecord } from './books/store';
import type { DraftLine, EntryDraft } from './entries/rules';

let counter = 0;

/** A book of its own: without arguments the union's funds of a new works, open since 2024. */
export async function makeBook(ctx: Context, change: Partial<NewBook> = {}): Promise<BookRecord> {
  const unitId = change.unitId ?? (await makeUnit(ctx)).id;
  counter += 1;
  return foundBook(ctx, { kind: 'union_funds', name: `账${counter}`, openedOn: '2024-01-01', ...change, unitId });
}

/** 100 yuan of dues into the bank. */
export const duesLines: readonly DraftLine[] = [
  { account: '102', debit: 100_00n },
  { account: '401', credit: 100_00n },
];

export function makeDraft(bookId: string, change: Partial<EntryDraft> = {}): EntryDraft {
  return { bookId, on: '2024-06-18', words: '收会费', source: 'test.case:1', lines: duesLines, ...change };
}
