import {
  accountNames,
  allPages,
  AppError,
  audit as note,
  exportTable,
  fileRows,
  may,
  newId,
  scopePaths,
} from '#kernel';
import { text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { booksByIds, entryHeads } from '#engines/ledger';
import { accountsWhoMay, unitNames } from '#engines/roster';
import { pathsAsked } from '../policy';
import type * as contract from './contract-findings';
import type { FindingContent, FindingRow, FindingWhole } from './contract-findings';
import { booksOfUnit, findingFor, openAuditFor } from './policy';
import { isOpenFor, isOverdue, type FindingAct } from './rules';
import type { AuditRecord } from './store';
import * as store from './store-findings';
import { papersByEntries, writePapers } from './store-papers';

type Input<E> = EndpointInput<E>;

export async function presentFindings(ctx: Context, records: readonly store.FindingRecord[]): Promise<FindingRow[]> {
  const books = await booksByIds(ctx, [...new Set(records.map((record) => record.bookId))]);
  const byId = new Map(books.map((book) => [book.id, book]));
  const units = await unitNames(ctx, [...new Set(books.map((book) => book.unitId))]);
  const names = await accountNames(ctx, [...new Set(records.flatMap((record) => record.answererId ?? []))]);
  return records.map((record) => {
    const { id, number, kind, gravity, words, amount, state, dueOn, answererId, entryIds } = record;
    const book = byId.get(record.bookId)!;
    return {
      ...{ id, number, kind, gravity, words, amount, state, dueOn, entries: entryIds.length },
      audit: { id: record.auditId, name: record.auditName },
      unit: { id: book.unitId, name: units.get(book.unitId) ?? '' },
      book: { id: book.id, name: book.name },
      isOverdue: isOverdue(record, ctx.clock.today()),
      answererName: answererId === null ? null : (names.get(answererId) ?? ''),
    };
  });
}

const nameOf = (head: { id: string; month: string; number: number | null }) => ({
  ...{ id: head.id, month: head.month, number: head.number },
});

export async function presentFinding(ctx: Context, record: store.FindingRecord): Promise<FindingWhole> {
  const [row] = await presentFindings(ctx, [record]);
  const steps = await store.stepsOf(ctx, [record.id]);
  const kept = await store.filesOf(ctx, record.id);
  const files = await fileRows(
    ctx,
    kept.map((file) => file.fileId),
  );
  const named = (stepId: string | null) =>
    kept.flatMap((file) => {
      const found = files.get(file.fileId);
      return file.stepId === stepId && found !== undefined ? [{ id: found.id, name: found.name }] : [];
    });
  const papers = await papersByEntries(ctx, record.auditId, record.entryIds);
  const heads = await entryHeads(ctx, [...record.entryIds, ...steps.flatMap((step) => step.entryId ?? [])]);
  const writes = may(ctx.user, 'finance.audit.write', record.auditUnitPath);
  const answers = may(ctx.user, 'finance.audit.answer', record.unitPath) && !writes;
  const can = (act: FindingAct) => isOpenFor(act, record.state);
  return {
    ...row!,
    ...{ answererId: record.answererId, version: record.version, files: named(null) },
    entryRows: papers.map(({ entryId, on, amount }) => {
      const head = heads.get(entryId)!;
      return { ...nameOf(head), on, amount, words: head.words };
    }),
    steps: steps.map(({ id, step, words, entryId, at, byName }) => ({
      ...{ step, words, at: at.toISOString(), byName, files: named(id) },
      correction: entryId === null ? null : nameOf(heads.get(entryId)!),
    })),
    abilities: {
      save: writes && can('save') && record.auditState === 'open',
      issue: writes && can('issue'),
      close: writes && can('close'),
      return: writes && can('return'),
      withdraw: writes && can('withdraw'),
      answer: answers && can('answer'),
    },
  };
}

/** Refuses: a unit that isn't in reach. */
export async function listAuditFindings(
  ctx: Context,
  { query }: Pick<Input<typeof contract.listAuditFindings>, 'query'>,
): Promise<Page<FindingRow>> {
  const { unitId, auditId, state, isOverdue: late, isWaiting, limit, cursor } = query;
  const found = await store.findingRows(ctx, {
    under: await pathsAsked(ctx, 'finance.audit.read', unitId),
    auditing: scopePaths(ctx.user, 'finance.audit.write'),
    ...{ auditId, state, isWaiting: isWaiting === 'yes', lateOn: late === undefined ? undefined : ctx.clock.today() },
    ...{ after: cursor !== undefined && isId(cursor) ? cursor : null, limit: limit + 1 },
  });
  const rows = found.slice(0, limit);
  return {
    rows: await presentFindings(ctx, rows),
    nextCursor: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  };
}

/** The list as a file. Refuses: as the list. */
export async function exportAuditFindings(
  ctx: Context,
  { query }: Input<typeof contract.exportAuditFindings>,
): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `finance:audits.${key}`);
  const title = (key: string) => `finance:audits.columns.${key}`;
  const columns: WorkbookColumn<FindingRow>[] = [
    { key: 'audit', title: title('audit'), kind: 'text', width: 24, value: (row) => row.audit.name },
    { key: 'number', title: title('number'), kind: 'count', width: 8, value: (row) => row.number },
    { key: 'book', title: title('book'), kind: 'text', width: 16, value: (row) => row.book.name },
    { key: 'kind', title: title('kind'), kind: 'text', width: 12, value: (row) => say(`kinds.${row.kind}`) },
    {
      key: 'gravity',
      title: title('gravity'),
      kind: 'text',
      width: 10,
      value: (row) => say(`gravities.${row.gravity}`),
    },
    { key: 'words', title: title('finding'), kind: 'text', width: 44, value: (row) => row.words },
    { key: 'amount', title: title('inQuestion'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.amount },
    { key: 'dueOn', title: title('dueOn'), kind: 'day', width: 12, value: (row) => row.dueOn },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (row) => say(`states.${row.state}`) },
  ];
  const { file, rows } = await exportTable<FindingRow>(ctx, {
    title: say('findings'),
    permission: 'finance.audit.read',
    filters: [query.state === undefined ? '' : say(`states.${query.state}`)],
    columns,
    rows: allPages((page) => listAuditFindings(ctx, { query: { ...query, ...page } })),
  });
  note(ctx, { action: 'finance.exportAuditFindings', details: { count: rows } });
  return file;
}

/** Refuses: a finding that isn't in reach. */
export async function showAuditFinding(ctx: Context, id: string): Promise<FindingWhole> {
  return presentFinding(ctx, await findingFor(ctx, id, 'finance.audit.read'));
}

/** Refuses: a book not under audit, entries that are not in the sample, somebody who may not answer for the book's unit. */
async function fitting(ctx: Context, audit: AuditRecord, content: FindingContent) {
  const { bookId, kind, gravity, words, amount, answererId } = content;
  const [book] = await booksOfUnit(ctx, audit.unitPath, [bookId]);
  if (!audit.bookIds.includes(bookId)) throw new AppError('finance.audit_books_unfit');
  const entryIds = [...new Set(content.entryIds)];
  const papers = await papersByEntries(ctx, audit.id, entryIds);
  if (papers.length < entryIds.length || papers.some((paper) => paper.bookId !== bookId))
    throw new AppError('finance.audit_entries_unfit');
  const { unitPath } = book!;
  if (answererId !== null && !(await accountsWhoMay(ctx, 'finance.audit.answer', unitPath)).includes(answererId))
    throw new AppError('finance.audit_answerer_unfit');
  return { finding: { bookId, unitPath, kind, gravity, words, amount, answererId }, entryIds };
}

/** The papers of entries follow what findings say of them. */
async function markPapers(ctx: Context, auditId: string, entryIds: readonly string[]): Promise<void> {
  const open = (await papersByEntries(ctx, auditId, entryIds)).filter((paper) => paper.result !== 'finding');
  const ids = open.map((paper) => paper.entryId);
  if (ids.length > 0) await writePapers(ctx, auditId, ids, { result: 'finding' });
}

/** Writes down what was found. Refuses: an audit out of reach, issued or given up; what doesn't fit it. */
export async function addAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.addAuditFinding>,
): Promise<FindingWhole> {
  const audit = await openAuditFor(ctx, params.id);
  const { finding, entryIds } = await fitting(ctx, audit, body);
  const id = newId();
  await store.insertFinding(ctx, { id, auditId: audit.id, ...finding });
  await store.setEntries(ctx, { id, auditId: audit.id }, entryIds);
  await store.insertStep(ctx, { findingId: id, step: 'written', words: '', entryId: null });
  await markPapers(ctx, audit.id, entryIds);
  note(ctx, { action: 'finance.addAuditFinding', subject: `finding:${id}`, details: { kind: body.kind } });
  return presentFinding(ctx, (await store.findingRecord(ctx, id))!);
}

/** Changes a draft. Refuses: as `addAuditFinding`; a finding that was issued or changed meanwhile. */
export async function saveAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.saveAuditFinding>,
): Promise<FindingWhole> {
  const found = await findingFor(ctx, params.id, 'finance.audit.write');
  const audit = await openAuditFor(ctx, found.auditId);
  const record = (await store.findingRecord(ctx, found.id, 'lock'))!;
  refuseStale(record, 'save', body.version);
  const { finding, entryIds } = await fitting(ctx, audit, body);
  await store.rewriteFinding(ctx, record.id, finding);
  await store.setEntries(ctx, record, entryIds);
  await markPapers(ctx, audit.id, entryIds);
  note(ctx, { action: 'finance.saveAuditFinding', subject: `finding:${record.id}`, details: { kind: body.kind } });
  return presentFinding(ctx, (await store.findingRecord(ctx, record.id))!);
}

/** Refuses: a step that the finding's state doesn't allow, a finding that somebody has changed meanwhile. */
export function refuseStale(record: store.FindingRecord, act: FindingAct, version: number): void {
  if (!isOpenFor(act, record.state)) throw new AppError('finance.audit_finding_step');
  if (record.version !== version) throw new AppError('kernel.changed_meanwhile');
}

/** What the log calls findings: audit and number, for those that its reader may read. */
export async function findFindingNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const findings = await store.findingsByIds(ctx, ids);
  const readable = findings.filter((one) => may(ctx.user, 'finance.audit.write', one.auditUnitPath));
  return new Map(readable.map(({ id, auditName, number }) => [id, `${auditName} #${number}`]));
}
