import {
  fileRows,
  AppError,
  audit,
  FileAnswer,
  fileRow,
  may,
  newId,
  notFound,
  photoTypes,
  readFileBytes,
  storeFile,
  userOf,
  type Context,
  type Measure,
} from '#kernel';
import type { Day, MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import type { Evidence } from './contract';
import { readableDirective } from './directive-reach';
import { readableCommitment } from './policy';
import {
  evidenceOf,
  findEvidence,
  findTask,
  insertEvidence,
  setWithdrawn,
  usesOfFile,
  type EvidenceRow,
} from './store-year';
import { commitmentOfTag, isWithin, placesOf, type Place } from './tasks';

/** What may stand behind a promise: photos, and papers that any machine opens. */
const evidenceTypes = [
  ...photoTypes,
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'text/plain',
] as const;

export function isPhoto(mediaType: string): boolean {
  return (photoTypes as readonly string[]).includes(mediaType);
}

/** Evidence is withdrawn by who filed it, or by who holds the right on its unit or above it. */
function mayWithdraw(ctx: Context, row: EvidenceRow, path: string): boolean {
  return row.byId === ctx.user?.accountId || may(ctx.user, 'plan.evidence.write', path);
}

export async function presentEvidence(ctx: Context, rows: readonly EvidenceRow[]): Promise<Evidence[]> {
  const files = await fileRows(
    ctx,
    rows.flatMap((row) => row.fileIds),
  );
  const places = await placesOf(
    ctx,
    rows.map((row) => row.placeId),
  );
  return rows.map((row) => ({
    id: row.id,
    commitmentId: row.commitmentId,
    taskId: row.taskId,
    day: row.day,
    text: row.text,
    byName: row.byName,
    recordedAt: row.recordedAt.toISOString(),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    withdrawnReason: row.withdrawnReason,
    files: row.fileIds.flatMap((id) => {
      const file = files.get(id);
      return file === undefined ? [] : [{ id, name: file.name, mediaType: file.mediaType, bytes: file.bytes }];
    }),
    abilities: { canWithdraw: row.withdrawnAt === null && mayWithdraw(ctx, row, places.get(row.placeId)?.path ?? '') },
  }));
}

/** The evidence of a commitment by its day, withdrawn pieces too. The caller has looked at the rights. */
export async function listEvidence(ctx: Context, commitmentId: string): Promise<Evidence[]> {
  return presentEvidence(ctx, await evidenceOf(ctx, [commitmentId]));
}

async function presentOne(ctx: Context, evidenceId: string): Promise<Evidence> {
  return (await presentEvidence(ctx, [(await findEvidence(ctx, evidenceId))!]))[0]!;
}

/** Keeps one photo or file. Refuses: a commitment out of reach; an empty file; a type that nobody could open safely. */
export async function uploadEvidenceFile(
  ctx: Context,
  commitmentId: string,
  name: string,
  bytes: Uint8Array,
): Promise<{ fileId: string }> {
  await readableCommitment(ctx, commitmentId, 'plan.evidence.write');
  const file = await storeFile(ctx, bytes, name, evidenceTypes);
  audit(ctx, { action: 'plan.uploadEvidenceFile', subject: `commitment:${commitmentId}`, details: { file: file.id } });
  return { fileId: file.id };
}

/** Refuses: a file that another account uploaded, or none did; its number must not open what belongs to others. */
export async function checkFiles(ctx: Context, fileIds: readonly string[]): Promise<void> {
  const files = await fileRows(ctx, fileIds);
  for (const id of fileIds)
    if (files.get(id)?.createdBy !== userOf(ctx).accountId) throw new AppError('plan.unknown_file');
}

/** An officer below the commitment's unit files for the own unit; whoever stands above it files for that unit. */
function filingUnit(ctx: Context, commitmentUnit: { id: string; path: string }): string {
  const grants = userOf(ctx).grants.filter((grant) => grant.permissions.has('plan.evidence.write'));
  if (grants.some((grant) => commitmentUnit.path.startsWith(grant.unitPath))) return commitmentUnit.id;
  const below = grants.filter((grant) => grant.unitPath.startsWith(commitmentUnit.path));
  return [...below].sort((a, b) => a.unitPath.length - b.unitPath.length)[0]?.unitId ?? commitmentUnit.id;
}

/**
 * Files evidence: words, photos and files of a day.
 * Refuses: a commitment out of reach; a plan that isn't confirmed, or a sentence that was dropped; neither words nor
 * files; a day that hasn't come; a file that isn't the person's own; a task of another commitment.
 */
export async function fileEvidence(
  ctx: Context,
  commitmentId: string,
  given: { day: Day; text: string; taskId: string | null; fileIds: readonly string[] },
): Promise<Evidence> {
  const { commitment, plan, unitPath } = await readableCommitment(ctx, commitmentId, 'plan.evidence.write');
  if (plan.state !== 'confirmed' || commitment.reviewState !== 'confirmed') throw new AppError('plan.not_confirmed');
  const fileIds = [...new Set(given.fileIds)];
  if (given.text === '' && fileIds.length === 0) throw new AppError('plan.evidence_empty');
  if (given.day > ctx.clock.today())
    throw new AppError('plan.evidence_future', { day: given.day, today: ctx.clock.today() });
  await checkFiles(ctx, fileIds);
  const task = given.taskId === null ? null : await findTask(ctx, given.taskId);
  if (given.taskId !== null && task?.commitmentId !== commitmentId) throw notFound();
  const unitId = task?.unitId ?? filingUnit(ctx, { id: commitment.content.unitId ?? plan.unitId, path: unitPath });
  const id = newId();
  await insertEvidence(ctx, {
    id,
    commitmentId,
    taskId: given.taskId,
    day: given.day,
    text: given.text,
    unitId,
    fileIds,
  });
  audit(ctx, {
    action: 'plan.fileEvidence',
    subject: `commitment:${commitmentId}`,
    details: { evidence: id, day: given.day, files: fileIds },
  });
  return presentOne(ctx, id);
}

/** Withdraws evidence; it stays readable and counts no more. Refuses: evidence out of reach; evidence withdrawn before. */
export async function withdrawEvidence(ctx: Context, evidenceId: string, reason: string): Promise<Evidence> {
  const row = await findEvidence(ctx, evidenceId);
  if (row === null) throw notFound();
  const { plan } = await readableCommitment(ctx, row.commitmentId);
  const path = (await placesOf(ctx, [row.placeId])).get(row.placeId)?.path ?? plan.unitPath;
  if (!mayWithdraw(ctx, row, path)) throw notFound();
  if (!(await setWithdrawn(ctx, evidenceId, reason))) throw new AppError('plan.evidence_withdrawn');
  audit(ctx, {
    action: 'plan.withdrawEvidence',
    subject: `commitment:${row.commitmentId}`,
    details: { evidence: evidenceId },
  });
  return presentOne(ctx, evidenceId);
}

/**
 * The bytes of a file, photos to be shown in the page. Whoever may read the evidence of a commitment behind which
 * it stands may have it, and the one who uploaded it; a directive's paper, whoever may read the directive.
 */
export async function getEvidenceFile(ctx: Context, fileId: string): Promise<FileAnswer> {
  const facts = (await fileRows(ctx, [fileId])).get(fileId);
  if (facts === undefined || !(await mayOpen(ctx, fileId, facts.createdBy))) throw notFound();
  const file = await fileRow(ctx, fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, isPhoto(file.mediaType));
}

async function mayOpen(ctx: Context, fileId: string, createdBy: string | null): Promise<boolean> {
  const { commitmentIds, directiveIds } = await usesOfFile(ctx, fileId);
  // What was uploaded here and not filed yet is the uploader's own.
  if (createdBy !== null && createdBy === ctx.user?.accountId) return true;
  for (const id of commitmentIds) if (await isFound(readableCommitment(ctx, id, 'plan.evidence.read'))) return true;
  for (const id of directiveIds) if (await isFound(readableDirective(ctx, id))) return true;
  return false;
}

/** Whether what is looked for is there for the reader. */
async function isFound(search: Promise<unknown>): Promise<boolean> {
  try {
    await search;
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'kernel.not_found') return false;
    throw error;
  }
}

/** Evidence that was filed and not withdrawn, by its own day; what lies before the window prepares but doesn't keep. */
export const evidenceFiled: Measure = {
  name: 'plan.evidence_filed',
  unit: 'documents',
  async answer(ctx, questions) {
    const rows = await evidenceOf(ctx, [...new Set(questions.map(commitmentOfTag))]);
    const places = await placesOf(
      ctx,
      rows.map((row) => row.placeId),
    );
    return questions.map((question) => {
      const asked = rows.filter(
        (row) =>
          row.commitmentId === commitmentOfTag(question) &&
          row.day <= question.asOf &&
          isWithin(places, row.placeId, question),
      );
      return evidenceFigure(asked, places, question);
    });
  },
};

function evidenceFigure(
  asked: readonly EvidenceRow[],
  places: ReadonlyMap<string, Place>,
  question: MeasureQuestion,
): MeasureFigure {
  const rows = asked.map((row): MeasureRow => {
    const reason =
      row.withdrawnAt !== null
        ? 'plan.rows.withdrawn'
        : row.day < question.window.from
          ? 'plan.rows.before_window'
          : null;
    return {
      id: row.id,
      title: row.text === '' ? row.byName : row.text.slice(0, 120),
      day: row.day,
      unitName: places.get(row.placeId)?.name ?? null,
      amount: '1',
      isCounted: reason === null,
      reason,
      href: null,
    };
  });
  const counted = rows.filter((row) => row.isCounted);
  return {
    measure: evidenceFiled.name,
    unit: evidenceFiled.unit,
    value: String(counted.length),
    of: null,
    countedDays: counted.map((row) => row.day!).sort(),
    rows,
  };
}
