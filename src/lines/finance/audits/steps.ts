import { addWorkingDays, AppError, audit as note, FileAnswer, fileRow, notFound, parameterOn, userOf } from '#kernel';
import { photoTypes, readFileBytes, removeFile, storeFile, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { entryByNumber } from '#engines/ledger';
import { refuseSameHand } from '#engines/roster';
import { auditDaysShape } from './contract';
import type * as contract from './contract-findings';
import { MAX_FINDING_FILE_BYTES, MOST_FINDING_FILES, type FindingStep, type FindingWhole } from './contract-findings';
import { presentFinding, refuseStale } from './findings';
import { findingFor, refuseNotApart } from './policy';
import { isOpenFor } from './rules';
import * as store from './store-findings';
import { tellOfFinding } from './told';

type Input<E> = EndpointInput<E>;

/** Notes a step, tells of it, and answers the finding as it stands then. */
async function taken(
  ctx: Context,
  record: store.FindingRecord,
  { step, words = '', dueOn }: { step: FindingStep; words?: string; dueOn?: string },
): Promise<FindingWhole> {
  note(ctx, { action: 'finance.stepFinding', subject: `finding:${record.id}`, details: { step } });
  const isIssued = record.dueOn !== null || step === 'issued';
  if (isIssued) await tellOfFinding(ctx, record, { step, words, ...(dueOn === undefined ? {} : { dueOn }) });
  return presentFinding(ctx, (await store.findingRecord(ctx, record.id))!);
}

/** A finding held by its auditor. Refuses: one out of reach; a step it is not open for; whoever holds money there. */
async function audited(
  ctx: Context,
  id: string,
  act: 'issue' | 'close' | 'return' | 'withdraw',
  version: number,
): Promise<store.FindingRecord> {
  const record = await findingFor(ctx, id, 'finance.audit.write', 'lock');
  refuseNotApart(ctx, record.auditUnitPath);
  refuseStale(record, act, version);
  return record;
}

/** The day on which an answer is due that is asked for today, and the rule that says so. */
async function dueDay(ctx: Context): Promise<{ dueOn: string; daysParameterId: string }> {
  const today = ctx.clock.today();
  const { id, value } = await parameterOn<number>(ctx, auditDaysShape.key, today);
  return { dueOn: addWorkingDays(today, value), daysParameterId: id };
}

/** Refuses: as `audited`. */
export async function issueAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.issueAuditFinding>,
): Promise<FindingWhole> {
  const record = await audited(ctx, params.id, 'issue', body.version);
  const due = await dueDay(ctx);
  await store.changeFinding(ctx, record.id, { state: 'issued', ...due });
  await store.insertStep(ctx, { findingId: record.id, step: 'issued', words: '', entryId: null });
  return taken(ctx, record, { step: 'issued', words: record.words, dueOn: due.dueOn });
}

/**
 * Answers a finding. Refuses: one out of reach, not open for it or changed meanwhile; whoever wrote it; a number under which
 * the book has no entry, or that of an entry in question.
 */
export async function answerAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.answerAuditFinding>,
): Promise<FindingWhole> {
  const record = await findingFor(ctx, params.id, 'finance.audit.answer', 'lock');
  refuseStale(record, 'answer', body.version);
  await refuseSameHand(ctx, record.writtenBy);
  const { words, correction } = body;
  const entry = correction === null ? null : await entryByNumber(ctx, { bookId: record.bookId, ...correction });
  if (correction !== null && (entry === null || record.entryIds.includes(entry.id)))
    throw new AppError('finance.audit_correction_unfit', { month: correction.month, number: correction.number });
  await store.changeFinding(ctx, record.id, { state: 'answered', answeredBy: userOf(ctx).accountId });
  const stepId = await store.insertStep(ctx, {
    ...{ findingId: record.id, step: 'answered', words, entryId: entry?.id ?? null },
  });
  await store.keepFiles(ctx, record.id, stepId);
  return taken(ctx, record, { step: 'answered', words });
}

/** Accepts an answer. Refuses: as `audited`; whoever gave the answer. */
export async function closeAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.closeAuditFinding>,
): Promise<FindingWhole> {
  const record = await audited(ctx, params.id, 'close', body.version);
  await refuseSameHand(ctx, record.answeredBy!);
  await store.changeFinding(ctx, record.id, { state: 'closed', decidedBy: userOf(ctx).accountId });
  await store.insertStep(ctx, { findingId: record.id, step: 'closed', words: body.words, entryId: null });
  return taken(ctx, record, { step: 'closed', words: body.words });
}

/** Sends an answer back; another one is due. Refuses: as `closeAuditFinding`. */
export async function returnAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.returnAuditFinding>,
): Promise<FindingWhole> {
  const record = await audited(ctx, params.id, 'return', body.version);
  await refuseSameHand(ctx, record.answeredBy!);
  const due = await dueDay(ctx);
  await store.changeFinding(ctx, record.id, { state: 'returned', decidedBy: userOf(ctx).accountId, ...due });
  await store.insertStep(ctx, { findingId: record.id, step: 'returned', words: body.reason, entryId: null });
  return taken(ctx, record, { step: 'returned', words: body.reason, dueOn: due.dueOn });
}

/** Refuses: as `audited`. */
export async function withdrawAuditFinding(
  ctx: Context,
  { params, body }: Input<typeof contract.withdrawAuditFinding>,
): Promise<FindingWhole> {
  const record = await audited(ctx, params.id, 'withdraw', body.version);
  await store.changeFinding(ctx, record.id, { state: 'withdrawn', decidedBy: userOf(ctx).accountId });
  await store.insertStep(ctx, { findingId: record.id, step: 'withdrawn', words: body.reason, entryId: null });
  return taken(ctx, record, { step: 'withdrawn', words: body.reason });
}

const paperTypes = [...photoTypes, 'application/pdf'];

/** Refuses: a finding out of reach or not waiting for an answer, too many or too large files, bytes that are no photo and no PDF. */
export async function addAuditFile(
  ctx: Context,
  { params, query, body }: Input<typeof contract.addAuditFile>,
): Promise<FindingWhole> {
  const record = await findingFor(ctx, params.id, 'finance.audit.answer', 'lock');
  if (!isOpenFor('file', record.state)) throw new AppError('finance.audit_finding_step');
  if (body.length > MAX_FINDING_FILE_BYTES) throw new AppError('kernel.too_large');
  const files = await store.filesOf(ctx, record.id);
  if (files.length >= MOST_FINDING_FILES) throw new AppError('finance.files_many', { most: MOST_FINDING_FILES });
  const file = await storeFile(ctx, body, query.name, paperTypes);
  await store.insertFile(ctx, record.id, file.id);
  note(ctx, { action: 'finance.addAuditFile', subject: `finding:${record.id}`, details: { file: file.id } });
  return presentFinding(ctx, record);
}

/** Refuses: a finding out of reach, a file that is not among its own. */
export async function getAuditFile(ctx: Context, { params }: Input<typeof contract.getAuditFile>): Promise<FileAnswer> {
  const record = await findingFor(ctx, params.id, 'finance.audit.read');
  const files = await store.filesOf(ctx, record.id);
  if (!files.some((one) => one.fileId === params.fileId)) throw notFound();
  const file = await fileRow(ctx, params.fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/** Refuses: a finding out of reach or not waiting for an answer, a file that is not among those of the next answer. */
export async function removeAuditFile(
  ctx: Context,
  { params }: Input<typeof contract.removeAuditFile>,
): Promise<FindingWhole> {
  const record = await findingFor(ctx, params.id, 'finance.audit.answer', 'lock');
  if (!isOpenFor('file', record.state)) throw new AppError('finance.audit_finding_step');
  if (!(await store.deleteFile(ctx, record.id, params.fileId))) throw notFound();
  await removeFile(ctx, params.fileId);
  note(ctx, { action: 'finance.removeAuditFile', subject: `finding:${record.id}`, details: { file: params.fileId } });
  return presentFinding(ctx, record);
}
