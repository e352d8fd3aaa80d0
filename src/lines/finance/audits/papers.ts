import { allPages, AppError, audit as note, exportTable, notFound, text, type Context } from '#kernel';
import type { FileAnswer, WorkbookColumn } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { booksByIds, entryHeads } from '#engines/ledger';
import { decodePlace, encodePlace } from '../cursor';
import type * as contract from './contract';
import type { AuditPaper } from './contract';
import { auditFor, openAuditFor } from './policy';
import * as store from './store-papers';

type Input<E> = EndpointInput<E>;

async function presentPapers(
  ctx: Context,
  auditId: string,
  papers: readonly store.PaperRecord[],
): Promise<AuditPaper[]> {
  const ids = papers.map((paper) => paper.entryId);
  const heads = await entryHeads(ctx, ids);
  const found = await store.findingsOfEntries(ctx, auditId, ids);
  const books = await booksByIds(ctx, [...new Set(papers.map((paper) => paper.bookId))]);
  const names = new Map(books.map((book) => [book.id, book.name]));
  return papers.map(({ entryId, bookId, on, amount, result, note: words, lookedByName, version }) => {
    const head = heads.get(entryId)!;
    return {
      ...{ on, amount, result, note: words, lookedByName, version, words: head.words, isReversed: head.isReversed },
      entry: { id: entryId, month: head.month, number: head.number },
      book: { id: bookId, name: names.get(bookId) ?? '' },
      findings: [...(found.get(entryId) ?? [])],
    };
  });
}

/** Refuses: an audit that isn't in reach. */
export async function listAuditPapers(
  ctx: Context,
  { params, query }: Pick<Input<typeof contract.listAuditPapers>, 'params' | 'query'>,
): Promise<Page<AuditPaper>> {
  const audit = await auditFor(ctx, params.id, 'finance.audit.write');
  const { limit, cursor, ...asked } = query;
  const question = { auditId: audit.id, ...asked, after: decodePlace(cursor), limit: limit + 1 };
  const found = await store.paperRows(ctx, question);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows: await presentPapers(ctx, audit.id, rows),
    nextCursor: found.length > limit && last !== undefined ? encodePlace(last.on, last.entryId) : null,
  };
}

/** The papers as a file. Refuses: as the list. */
export async function exportAuditPapers(
  ctx: Context,
  { params, query }: Input<typeof contract.exportAuditPapers>,
): Promise<FileAnswer> {
  const audit = await auditFor(ctx, params.id, 'finance.audit.write');
  const say = (key: string, values: Record<string, unknown> = {}) =>
    text(ctx.language, `finance:audits.${key}`, values);
  const title = (key: string) => `finance:audits.columns.${key}`;
  const numberOf = ({ entry }: AuditPaper) => (entry.number === null ? '' : `${entry.month} #${entry.number}`);
  const columns: WorkbookColumn<AuditPaper>[] = [
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'entry', title: title('entry'), kind: 'text', width: 14, value: numberOf },
    { key: 'book', title: title('book'), kind: 'text', width: 16, value: (row) => row.book.name },
    { key: 'words', title: title('words'), kind: 'text', width: 34, value: (row) => row.words },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.amount },
    { key: 'result', title: title('result'), kind: 'text', width: 12, value: (row) => say(`results.${row.result}`) },
    { key: 'note', title: title('note'), kind: 'text', width: 30, value: (row) => row.note },
    { key: 'lookedBy', title: title('lookedBy'), kind: 'text', width: 12, value: (row) => row.lookedByName },
  ];
  const { file, rows } = await exportTable<AuditPaper>(ctx, {
    title: say('papersOf', { name: audit.name }),
    permission: 'finance.audit.write',
    filters: [query.result === undefined ? '' : say(`results.${query.result}`)],
    columns,
    rows: allPages((page) => listAuditPapers(ctx, { params, query: { ...query, ...page } })),
  });
  note(ctx, { action: 'finance.exportAuditPapers', subject: `audit:${audit.id}`, details: { count: rows } });
  return file;
}

/**
 * Says what looking at an entry came to. Refuses: an audit out of reach, issued or given up; an entry that is not in the sample;
 * a paper that another one has written meanwhile; “in order” of what a finding is about.
 */
export async function writeAuditPaper(
  ctx: Context,
  { params, body }: Input<typeof contract.writeAuditPaper>,
): Promise<AuditPaper> {
  const audit = await openAuditFor(ctx, params.id);
  const paper = await store.paperRecord(ctx, audit.id, params.entryId);
  if (paper === null) throw notFound();
  if (paper.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  const found = (await store.findingsOfEntries(ctx, audit.id, [params.entryId])).get(params.entryId) ?? [];
  if (body.result !== 'finding' && found.length > 0)
    throw new AppError('finance.audit_paper_in_finding', { number: found[0]!.number });
  await store.writePapers(ctx, audit.id, [params.entryId], { result: body.result, note: body.note });
  const details = { entryId: params.entryId, outcome: body.result };
  note(ctx, { action: 'finance.writeAuditPaper', subject: `audit:${audit.id}`, details });
  const [written] = await store.papersByEntries(ctx, audit.id, [params.entryId]);
  return (await presentPapers(ctx, audit.id, [written!]))[0]!;
}
