import { allPages, AppError, audit, exportTable, may, moneyInWords, newId, notFound, text, userOf } from '#kernel';
import type { Context, FileAnswer, WorkbookColumn } from '#kernel';
import { formatFen, type EndpointInput, type EndpointResponse, type Page } from '#kernel/contract';
import { booksByIds, booksUnder, entryById, numbersOf, takingsByEntries, takingsOfBook } from '#engines/ledger';
import { unitNames } from '#engines/roster';
import { decodePlace, encodePlace } from '../cursor';
import { bookFor, pathsAsked } from '../policy';
import type * as contract from './contract';
import type { ReceiptRow, ReceiptWhole } from './contract';
import * as store from './store';

type Input<E> = EndpointInput<E>;

async function presentReceipts(ctx: Context, records: readonly store.FoundReceipt[]): Promise<ReceiptRow[]> {
  const found = await booksByIds(ctx, [...new Set(records.map((record) => record.bookId))]);
  const books = new Map(found.map((book) => [book.id, book]));
  const units = await unitNames(ctx, [...new Set(found.map((book) => book.unitId))]);
  const valid = records.filter(({ state }) => state === 'valid').map(({ entryId }) => entryId);
  const takings = await takingsByEntries(ctx, [...new Set(valid)]);
  return records.map(({ id, number, on, payer, words, amount, way, state, entryId, bookId, writtenByName }) => {
    const book = books.get(bookId)!;
    return {
      ...{ id, number, on, payer, words, amount, way, state, writtenByName },
      book: { id: book.id, name: book.name },
      unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
      isBaseless: state === 'valid' && !takings.has(entryId),
    };
  });
}

async function presentReceipt(ctx: Context, record: store.FoundReceipt): Promise<ReceiptWhole> {
  const [row] = await presentReceipts(ctx, [record]);
  const entry = (await numbersOf(ctx, [record.entryId])).get(record.entryId)!;
  const other = await store.otherOf(ctx, record);
  const { amount, entryId, reason, state, bookId } = record;
  const [book] = await booksByIds(ctx, [bookId]);
  return {
    ...row!,
    amountInWords: `${amount < 0n ? '负' : ''}${moneyInWords(amount < 0n ? -amount : amount)}`,
    entry: { id: entryId, month: entry.month, number: entry.number },
    cancels: state === 'red' ? other : null,
    cancelledBy: state === 'cancelled' ? other : null,
    reason,
    abilities: { cancel: state === 'valid' && may(ctx.user, 'finance.receipt.write', book!.unitPath) },
  };
}

/** Refuses: a receipt that isn't there, or with whose book the person may not do this. */
async function receiptFor(
  ctx: Context,
  id: string,
  permission: 'finance.voucher.read' | 'finance.receipt.write',
): Promise<store.FoundReceipt> {
  const receipt = await store.receiptById(ctx, id);
  if (receipt === null) throw notFound();
  await bookFor(ctx, receipt.bookId, permission);
  return receipt;
}

type NewReceipt = Omit<store.ReceiptRecord, 'id' | 'on' | 'writtenBy' | 'writtenByName'>;

async function put(ctx: Context, receipt: NewReceipt): Promise<store.FoundReceipt> {
  const { accountId: writtenBy, name: writtenByName } = userOf(ctx);
  const record = { ...receipt, id: newId(), on: ctx.clock.today(), writtenBy, writtenByName };
  await store.insertReceipt(ctx, record);
  return { ...record, state: record.cancelsId === null ? 'valid' : 'red' };
}

/**
 * Refuses: an entry out of reach; one that takes in no money, or was taken back (finance.entry_takes_nothing); more than no
 * receipt was written for yet (finance.receipt_over). A refusal leaves no gap among the numbers.
 */
export async function writeReceipt(ctx: Context, { body }: Input<typeof contract.writeReceipt>): Promise<ReceiptWhole> {
  const { entryId, payer, words, amount } = body;
  const bookId = await bookOfEntry(ctx, entryId);
  // From here on whoever writes for the book waits, so that two don't write for the same money.
  const number = await store.nextNumber(ctx, bookId);
  const taking = (await takingsByEntries(ctx, [entryId])).get(entryId);
  if (taking === undefined) throw new AppError('finance.entry_takes_nothing');
  const left = taking.amount - ((await store.writtenFor(ctx, [entryId])).get(entryId) ?? 0n);
  if (amount > left) throw new AppError('finance.receipt_over', { left: formatFen(left), amount: formatFen(amount) });
  const way = taking.isCash ? 'cash' : 'bank';
  const receipt = await put(ctx, { bookId, number, entryId, payer, words, amount, way, cancelsId: null, reason: '' });
  audit(ctx, { action: 'finance.writeReceipt', subject: `receipt:${receipt.id}`, details: { number } });
  return presentReceipt(ctx, receipt);
}

async function bookOfEntry(ctx: Context, entryId: string): Promise<string> {
  const entry = await entryById(ctx, entryId);
  if (entry === null) throw notFound();
  return (await bookFor(ctx, entry.bookId, 'finance.receipt.write')).id;
}

/** Refuses: a receipt out of reach, one in red, one that was cancelled. */
export async function cancelReceipt(
  ctx: Context,
  { params, body }: Input<typeof contract.cancelReceipt>,
): Promise<ReceiptWhole> {
  const { bookId } = await receiptFor(ctx, params.id, 'finance.receipt.write');
  const number = await store.nextNumber(ctx, bookId);
  // Asked again behind the lock of the number: of two who cancel, one is told.
  const receipt = (await store.receiptById(ctx, params.id))!;
  if (receipt.state === 'red') throw new AppError('finance.receipt_red');
  if (receipt.state === 'cancelled') throw new AppError('finance.receipt_cancelled');
  const { entryId, payer, words, amount, way } = receipt;
  const red = { bookId, number, entryId, payer, words, way, cancelsId: receipt.id, reason: body.reason };
  audit(ctx, { action: 'finance.cancelReceipt', subject: `receipt:${receipt.id}`, details: { number } });
  return presentReceipt(ctx, await put(ctx, { ...red, amount: -amount }));
}

/** Refuses: a receipt that isn't in reach. */
export async function showReceipt(ctx: Context, id: string): Promise<ReceiptWhole> {
  return presentReceipt(ctx, await receiptFor(ctx, id, 'finance.voucher.read'));
}

/** Refuses: a unit or a book that isn't in reach. */
export async function listReceipts(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listReceipts>, 'query'>,
): Promise<Page<ReceiptRow>> {
  const { unitId, bookId, state, from, to, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'finance.voucher.read', unitId);
  const book = bookId === undefined ? null : await bookFor(ctx, bookId, 'finance.voucher.read');
  const bookIds = book === null ? (await booksUnder(ctx, under)).map(({ id }) => id) : [book.id];
  const after = decodePlace(cursor);
  const rows = await store.receiptRows(ctx, { bookIds, state, from, to, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rows: await presentReceipts(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? encodePlace(last.on, last.id) : null,
  };
}

/** The list as a file. Refuses: as the list. */
export async function exportReceipts(
  ctx: Context,
  { query }: Input<typeof contract.exportReceipts>,
): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:receipts.${key}`);
  const title = (key: string) => `finance:receipts.columns.${key}`;
  const columns: WorkbookColumn<ReceiptRow>[] = [
    { key: 'number', title: title('number'), kind: 'count', width: 10, value: (row) => row.number },
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'book', title: title('book'), kind: 'text', width: 20, value: (row) => row.book.name },
    { key: 'payer', title: title('payer'), kind: 'text', width: 20, value: (row) => row.payer },
    { key: 'words', title: title('words'), kind: 'text', width: 34, value: (row) => row.words },
    { key: 'way', title: title('way'), kind: 'text', width: 10, value: (row) => say(`ways.${row.way}`) },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.amount },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (row) => say(`states.${row.state}`) },
    { key: 'writtenBy', title: title('writtenBy'), kind: 'text', width: 12, value: (row) => row.writtenByName },
  ];
  const { file, rows } = await exportTable<ReceiptRow>(ctx, {
    title: say('title'),
    permission: 'finance.voucher.read',
    filters: [query.state === undefined ? '' : say(`states.${query.state}`)],
    columns,
    rows: allPages((page) => listReceipts(ctx, { query: { ...query, ...page } })),
  });
  audit(ctx, { action: 'finance.exportReceipts', details: { count: rows } });
  return file;
}

/** Refuses: a book that isn't in reach. */
export async function listTakings(
  ctx: Context,
  { params, query }: Input<typeof contract.listTakings>,
): Promise<EndpointResponse<typeof contract.listTakings>> {
  const { id: bookId } = await bookFor(ctx, params.id, 'finance.receipt.write');
  const after = decodePlace(query.cursor);
  const found = await takingsOfBook(ctx, bookId, { after, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const entryIds = page.map((taking) => taking.entryId);
  const written = await store.writtenFor(ctx, entryIds);
  const last = page.at(-1);
  return {
    rows: page.map(({ entryId, on, words, month, number, amount }) => ({
      ...{ entryId, on, words, month, number, amount, left: amount - (written.get(entryId) ?? 0n) },
    })),
    nextCursor: found.length > query.limit && last !== undefined ? encodePlace(last.on, last.entryId) : null,
  };
}

/** What the log calls receipts: what they are for, for those that its reader may read. */
export async function findReceiptNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const receipts = await store.receiptsByIds(ctx, ids);
  const books = new Map((await booksByIds(ctx, [...new Set(receipts.map((one) => one.bookId))])).map((b) => [b.id, b]));
  const readable = receipts.filter(({ bookId }) => may(ctx.user, 'finance.voucher.read', books.get(bookId)!.unitPath));
  return new Map(readable.map(({ id, words }) => [id, words]));
}
