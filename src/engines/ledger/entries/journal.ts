import {
  allPages,
  AppError,
  audit,
  exportTable,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { isDay, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import { visibleBook } from '../books/policy';
import { monthIn } from '../terms';
import type * as contract from './contract';
import type { EntryLine, EntryRow } from './contract';
import { amountOf, linesOf } from './lines';
import * as store from './store-journal';

type Input = Pick<EndpointInput<typeof contract.listEntries>, 'params' | 'query'>;

/** Entries of a book with their lines. Refuses: a book that isn't in reach. */
export async function listEntries(
  ctx: Context,
  { params, query }: Input,
): Promise<EndpointResponse<typeof contract.listEntries>> {
  const { id: bookId } = await visibleBook(ctx, params.id);
  const { from, to, kind, sort, limit, cursor } = query;
  const key = decodeCursor(cursor);
  const after = key !== null && store.isKey(key[0], sort, isDay) ? key : null;
  const found = await store.journalRows(ctx, { bookId, from, to, kind, sort, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const lines = await linesOf(
    ctx,
    rows.map((row) => row.id),
  );
  return {
    rows: rows.map((row) => {
      const own = lines.get(row.id) ?? [];
      return { ...row, month: monthIn(row.month), amount: amountOf(own), lines: own };
    }),
    nextCursor: found.length > limit && last !== undefined ? encodeCursor([store.keyOf(last, sort), last.id]) : null,
    waiting: await store.countWaitingWithin(ctx, bookId, { from, to }),
  };
}

/** Paper and files show no entry without its number. Refuses: while one waits (ledger.sealing_waits). */
export async function refuseWaiting(
  ctx: Context,
  bookId: string,
  range: Parameters<typeof store.countWaitingWithin>[2],
) {
  const count = await store.countWaitingWithin(ctx, bookId, range);
  if (count > 0) throw new AppError('ledger.sealing_waits', { count });
}

type Posting = EntryRow & { own: EntryLine };

/** The journal, a row for each line. Refuses: as the list; entries that wait for their numbers (ledger.sealing_waits). */
export async function exportEntries(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportEntries>,
): Promise<FileAnswer> {
  const book = await visibleBook(ctx, params.id);
  const range = { from: query.from, to: query.to };
  await refuseWaiting(ctx, book.id, range);
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `ledger:books.${key}`, values);
  const title = (key: string) => `ledger:books.columns.${key}`;
  const columns: WorkbookColumn<Posting>[] = [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => numberText(row) },
    { key: 'words', title: title('words'), kind: 'text', width: 32, value: (row) => row.own.words || row.words },
    { key: 'code', title: title('code'), kind: 'text', width: 10, value: (row) => row.own.code },
    { key: 'account', title: title('account'), kind: 'text', width: 20, value: (row) => row.own.accountName },
    { key: 'party', title: title('party'), kind: 'text', width: 16, value: (row) => row.own.party?.name ?? null },
    { key: 'debit', title: title('debit'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.own.debit },
    { key: 'credit', title: title('credit'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.own.credit },
    { key: 'kind', title: title('entryKind'), kind: 'text', width: 12, value: (row) => say(`entryKinds.${row.kind}`) },
  ];
  const pages = allPages((page) => listEntries(ctx, { params, query: { ...query, ...page } }));
  const { file, rows } = await exportTable<Posting>(ctx, {
    title: say('exports.journal', { book: book.name }),
    permission: 'ledger.book.read',
    filters: [rangeWords(say, range), query.kind === undefined ? '' : say(`entryKinds.${query.kind}`)],
    columns,
    rows: byLine(pages),
  });
  audit(ctx, { action: 'ledger.exportEntries', subject: `book:${book.id}`, details: { count: rows } });
  return file;
}

async function* byLine(pages: AsyncIterable<readonly EntryRow[]>): AsyncGenerator<readonly Posting[]> {
  for await (const rows of pages) yield rows.flatMap((row) => row.lines.map((own) => ({ ...row, own })));
}

/** `2024-06 #12`; empty while it waits. */
export const numberText = ({ month, voucherNumber }: Pick<EntryRow, 'month' | 'voucherNumber'>): string | null =>
  voucherNumber === null ? null : `${month} #${voucherNumber}`;

export function rangeWords(
  say: (key: string, values: Record<string, unknown>) => string,
  { from, to }: { from: string | undefined; to: string | undefined },
): string {
  if (from !== undefined && to !== undefined) return say('exports.range', { from, to });
  if (from !== undefined) return say('exports.since', { from });
  return to === undefined ? '' : say('exports.until', { to });
}
