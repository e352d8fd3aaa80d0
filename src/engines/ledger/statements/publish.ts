import { z } from 'zod';
import { accountNames, AppError, assert, audit, newId, notFound, toJson, userOf, type Context } from '#kernel';
import { isId, isMoment, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { decodeCursor, encodeCursor } from '#engines/roster';
import { bookFor, visibleBook } from '../books/policy';
import { bookById } from '../books/store';
import * as contract from './contract';
import { figuresOf } from './figures';
import { differencesOf, hashOfStatement } from './rules';
import { aboutStatement, writableLines } from './statement';
import * as store from './store';

/** What a published statement keeps beside its columns. */
export const publishedFigures = z.object({
  ...contract.statementLines.shape,
  ...contract.statement.pick({ layout: true, forms: true, ranges: true }).shape,
});

/**
 * Keeps the statements of a day for good. Refuses: a book out of reach; a day that has not come (ledger.day_in_future) or
 * is before the book (ledger.day_before_book); entries that wait for their numbers (ledger.sealing_waits); figures that
 * are those of the last version (ledger.statement_stands).
 */
export async function publishStatement(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.publishStatement>,
): Promise<{ id: string }> {
  await bookFor(ctx, params.id, 'ledger.period.approve');
  // Whoever else publishes of this book waits here: versions are counted one after the other.
  const book = (await bookById(ctx, params.id, 'lock'))!;
  const { on, span } = body;
  const today = ctx.clock.today();
  if (on > today) throw new AppError('ledger.day_in_future', { day: on, today });
  if (on < book.openedOn) throw new AppError('ledger.day_before_book', { day: book.openedOn });
  const count = await store.countWaitingUntil(ctx, book.id, on);
  if (count > 0) throw new AppError('ledger.sealing_waits', { count });
  const figures = await figuresOf(ctx, book, on, span);
  const { layout, forms } = await aboutStatement(ctx, book, { edition: figures.edition, on, span });
  const hash = hashOfStatement({ bookId: book.id, edition: layout.edition, on, span }, figures);
  if ((await store.lastHashOf(ctx, { bookId: book.id, on, span })) === hash)
    throw new AppError('ledger.statement_stands', { day: on });
  const link = await store.lastLinkOf(ctx, book.id);
  const id = newId();
  await store.insertPublished(ctx, {
    ...{ id, bookId: book.id, on, span, hash, publishedBy: userOf(ctx).accountId },
    ...{ chainPosition: link.position, chainHash: link.hash },
    figures: toJson({ ...writableLines(figures), layout, forms, ranges: figures.ranges }),
  });
  audit(ctx, { action: 'ledger.publishStatement', subject: `book:${book.id}`, details: { day: on, kind: span } });
  return { id };
}

async function presentRows(ctx: Context, rows: readonly Omit<store.PublishedRecord, 'figures'>[]) {
  const names = await accountNames(
    ctx,
    rows.map((row) => row.publishedBy),
  );
  return rows.map(
    ({ id, on, span, version, hash, chainPosition, publishedAt, publishedBy }): contract.PublishedRow => ({
      ...{ id, on, span, version, hash, chainPosition: Number(chainPosition) },
      publishedAt: publishedAt.toISOString(),
      publishedBy: names.get(publishedBy) ?? '',
    }),
  );
}

/** Refuses: a book that isn't in reach. */
export async function listStatements(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.listStatements>,
): Promise<EndpointResponse<typeof contract.listStatements>> {
  const { id: bookId } = await visibleBook(ctx, params.id);
  const key = decodeCursor(query.cursor);
  const after = key !== null && isMoment(key[0]) && isId(key[1]) ? key : null;
  const found = await store.publishedPage(ctx, { bookId, after, limit: query.limit + 1 });
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  const hasMore = found.length > query.limit && last !== undefined;
  return {
    rows: await presentRows(ctx, rows),
    nextCursor: hasMore ? encodeCursor([last.publishedAt.toISOString(), last.id]) : null,
  };
}

/** Whether the figures and the chain still are what the fingerprint of a published statement says. */
export async function isIntact(
  ctx: Context,
  { bookId, on, span, hash, chainPosition, chainHash }: store.PublishedRecord,
  kept: z.infer<typeof publishedFigures>,
): Promise<boolean> {
  const own = hashOfStatement({ bookId, edition: kept.layout.edition, on, span }, kept);
  const link = chainPosition === 0n ? '' : await store.linkAt(ctx, bookId, chainPosition);
  return own === hash && link === chainHash;
}

/** A statement as it was published, beside what the books say today. Refuses: one that isn't in reach. */
export async function showPublished(
  ctx: Context,
  { params }: EndpointInput<typeof contract.showPublished>,
): Promise<EndpointResponse<typeof contract.showPublished>> {
  const record = await store.publishedById(ctx, params.id);
  if (record === null) throw notFound();
  const book = await visibleBook(ctx, record.bookId);
  const { on, span } = record;
  const kept = publishedFigures.parse(record.figures);
  const live = await figuresOf(ctx, book, on, span);
  const about = await aboutStatement(ctx, book, { edition: live.edition, on, span });
  const [row] = await presentRows(ctx, [record]);
  assert(row !== undefined, 'a published statement has a row');
  return {
    ...about,
    ...row,
    ...kept,
    isIntact: await isIntact(ctx, record, kept),
    differences: differencesOf(kept, live),
  };
}
