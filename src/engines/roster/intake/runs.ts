import { AppError, audit, enqueue, newId, notFound, storeFile, XLSX, type Context } from '#kernel';
import { isId, type EndpointInput } from '#kernel/contract';
import { admit, scopeOf } from '../policy';
import type * as contract from './contract';
import { INTAKE_MAX_BYTES, type IntakeDetail, type IntakeMapping, type IntakeRun } from './contract';
import { findHeaderRow, fingerprintOf, guessMapping, hiddenPlaces } from './headings';
import { applyJob, checkJob, INTAKE_QUEUE, undoJob } from './jobs';
import { intakeScopes } from './policy';
import { isUnderWay, presentDetail, presentRow, presentRun, undoableUntil } from './present';
import { coverCells } from './sealing';
import * as rowStore from './store/rows';
import * as store from './store/runs';
import { fileBytes, findHead, headingsIn, readHead, type SheetHead } from './workbooks';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E> extends { query: infer Q } ? Q : never;

export const subjectOf = (runId: string): string => `intake:${runId}`;

/** Refuses: a run that is not there or belongs to a unit beyond the scope. */
async function visibleRun(ctx: Context, id: string, mode: 'read' | 'change' = 'read'): Promise<store.RunRecord> {
  const run = await store.runById(ctx, id, mode);
  if (run === null) throw notFound();
  admit(ctx, 'roster.intake.run', run.unitPath);
  return run;
}

async function detailOf(ctx: Context, run: store.RunRecord): Promise<IntakeDetail> {
  return presentDetail(ctx, run, await store.mappingFor(ctx, run.unitId, run.fingerprint));
}

/** The head as it is kept and shown: the headings as they are, numbers that are sealed as masks. */
function coverHead(
  head: readonly store.HeadRow[],
  headings: readonly string[],
  columns: IntakeMapping,
  headerRow: number,
) {
  const hidden = hiddenPlaces(headings, columns);
  return head.map(({ number, cells }) => ({ number, cells: number === headerRow ? cells : coverCells(cells, hidden) }));
}

/** What can be read off the head: the headings and which column is which, by what was saved for them or by their names. */
async function proposal(ctx: Context, unitId: string, found: SheetHead, headerRow: number) {
  const headings = headingsIn(found.head, headerRow);
  const fingerprint = fingerprintOf(headings);
  const saved = await store.mappingFor(ctx, unitId, fingerprint);
  const columns: IntakeMapping = saved ?? guessMapping(headings);
  return {
    sheet: found.sheet,
    head: coverHead(found.head, headings, columns, headerRow),
    headerRow,
    headings,
    fingerprint,
    columns,
  };
}

/**
 * Refuses: a file that is no .xlsx or that no program could open, by its kind; a file of empty sheets. Whoever may not
 * write people anywhere finds nothing here.
 */
export async function beginIntake(ctx: Context, name: string, bytes: Uint8Array): Promise<IntakeDetail> {
  const [scope] = intakeScopes(ctx);
  const unit = scope === undefined ? null : await store.unitAt(ctx, scope);
  if (unit === null) throw notFound();

  if (bytes.byteLength > INTAKE_MAX_BYTES) throw new AppError('kernel.too_large');
  const found = await findHead(bytes, name);
  const file = await storeFile(ctx, bytes, name, [XLSX]);

  const id = newId();
  await store.insertRun(ctx, {
    id,
    unitId: unit.id,
    fileId: file.id,
    fileName: file.name,
    sheets: found.sheets,
    options: { blanksCount: false, monthsCount: false, moveOn: null },
    ...(await proposal(ctx, unit.id, found, findHeaderRow(found.head))),
  });

  audit(ctx, { action: 'roster.beginIntake', subject: subjectOf(id), details: { unitId: unit.id, fileId: file.id } });
  return showIntake(ctx, id);
}

export async function listIntakes(ctx: Context, query: Query<typeof contract.listIntakes>) {
  const after = query.cursor !== undefined && isId(query.cursor) ? query.cursor : null;
  const scopes = scopeOf(ctx, 'roster.intake.run');
  const rows = await store.runRows(ctx, { scopes, after, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => presentRun(ctx, row)),
    nextCursor: rows.length > query.limit ? page.at(-1)!.id : null,
  };
}

export async function showIntake(ctx: Context, id: string): Promise<IntakeDetail> {
  return detailOf(ctx, await visibleRun(ctx, id));
}

/** Which news the page of a run wants to hear. */
export async function intakeTopics(ctx: Context, id: string): Promise<string[]> {
  return [subjectOf((await visibleRun(ctx, id)).id)];
}

/** A run that may still be chosen for. Refuses: one under way or over, and one that somebody else has chosen for meanwhile. */
async function openRun(ctx: Context, id: string, revision: number): Promise<store.RunRecord> {
  const run = await visibleRun(ctx, id, 'change');
  const isOpen = !isUnderWay(run) && run.state !== 'done' && run.state !== 'undone' && !run.isForgotten;
  if (!isOpen) throw new AppError('roster.intake_under_way');
  if (run.revision !== revision) throw new AppError('kernel.changed_meanwhile');
  return run;
}

/** Refuses: a sheet that is not there or is empty, a row of headings that holds nothing, a run under way. */
export async function chooseIntakeSheet(
  ctx: Context,
  id: string,
  body: Body<typeof contract.chooseIntakeSheet>,
): Promise<IntakeDetail> {
  const run = await openRun(ctx, id, body.revision);

  const bytes = await fileBytes(ctx, run);
  const found = await readHead(bytes, run.fileName, body.sheet);
  const headerRow = body.headerRow ?? findHeaderRow(found.head);
  const proposed = await proposal(ctx, run.unitId, found, headerRow);
  if (proposed.headings.length === 0) throw new AppError('roster.intake_no_heading', { row: headerRow });

  await rowStore.forgetRows(ctx, id);
  const blank = { state: 'draft', counts: {}, rowsRead: 0, fault: null } as const;
  await store.updateRun(ctx, id, { ...proposed, ...blank, revision: run.revision + 1 });

  audit(ctx, { action: 'roster.chooseIntakeSheet', subject: subjectOf(id), details: { headerRow } });
  return showIntake(ctx, id);
}

/** Refuses: no column of staff numbers, one column for two of ours or beyond the sheet, a day of moves that has not come. */
export async function checkIntake(
  ctx: Context,
  id: string,
  body: Body<typeof contract.checkIntake>,
): Promise<IntakeRun> {
  const run = await openRun(ctx, id, body.revision);

  const { mapping, options } = body;
  const places = Object.values(mapping);
  if (mapping.staffNumber === undefined) throw new AppError('roster.intake_no_number');
  const twice = places.find((place, at) => places.indexOf(place) !== at);
  if (twice !== undefined) throw new AppError('roster.intake_column_twice', { heading: run.headings[twice] ?? '' });
  const beyond = places.find((place) => place >= run.headings.length);
  if (beyond !== undefined) throw new AppError('roster.intake_column_unknown', { place: beyond + 1 });
  const today = ctx.clock.today();
  if (options.moveOn !== null && options.moveOn > today) throw new AppError('roster.day_in_future', { today });

  const revision = run.revision + 1;
  const begun = { state: 'checking', counts: {}, rowsRead: 0, fault: null } as const;
  const head = coverHead(run.head, run.headings, mapping, run.headerRow);
  await store.updateRun(ctx, id, { ...begun, head, columns: mapping, options, revision });
  await store.keepMapping(ctx, { unitId: run.unitId, fingerprint: run.fingerprint, columns: mapping });
  await enqueue(ctx, checkJob, { runId: id, revision }, { key: subjectOf(id), queue: INTAKE_QUEUE });

  audit(ctx, {
    action: 'roster.checkIntake',
    subject: subjectOf(id),
    details: { columns: Object.keys(mapping), options },
  });
  return presentRun(ctx, await visibleRun(ctx, id));
}

export async function listIntakeRows(ctx: Context, id: string, query: Query<typeof contract.listIntakeRows>) {
  const run = await visibleRun(ctx, id);
  const { verdict, outcome, limit } = query;
  const after = /^\d{1,9}$/.test(query.cursor ?? '') ? Number(query.cursor) : 0;
  const rows = await rowStore.storedRows(ctx, id, { verdict, outcome, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    rows: page.map((row) => presentRow(ctx, run, row)),
    nextCursor: rows.length > limit ? String(page.at(-1)!.number) : null,
  };
}

/** Refuses: a run that was not checked as it stands, or where nothing is to be taken in. */
export async function applyIntake(ctx: Context, id: string, revision: number): Promise<IntakeRun> {
  const run = await visibleRun(ctx, id, 'change');

  if (isUnderWay(run)) throw new AppError('roster.intake_under_way');
  if (run.state !== 'checked' || run.isForgotten) throw new AppError('roster.intake_not_checked');
  if (run.revision !== revision) throw new AppError('kernel.changed_meanwhile');
  const { new: added = 0, changed = 0 } = run.counts.verdicts ?? {};
  if (added + changed === 0) throw new AppError('roster.intake_nothing');

  await store.updateRun(ctx, id, {
    state: 'applying',
    rowsHandled: 0,
    counts: { ...run.counts, toHandle: added + changed },
  });
  await enqueue(ctx, applyJob, { runId: id }, { key: subjectOf(id), queue: INTAKE_QUEUE });

  audit(ctx, { action: 'roster.applyIntake', subject: subjectOf(id), details: { added, changed } });
  return presentRun(ctx, await visibleRun(ctx, id));
}

/** Refuses: a run that was not taken in or is undone already, and one whose days for that are over. */
export async function undoIntake(ctx: Context, id: string, reason: string): Promise<IntakeRun> {
  const run = await visibleRun(ctx, id, 'change');

  if (isUnderWay(run)) throw new AppError('roster.intake_under_way');
  if (run.state !== 'done') throw new AppError('roster.intake_not_done');
  const until = undoableUntil(run);
  if (until === null || ctx.clock.today() > until) throw new AppError('roster.intake_too_late');

  const toHandle = run.counts.outcomes?.done ?? 0;
  const undoneByName = ctx.user?.name ?? '';
  await store.updateRun(ctx, id, {
    state: 'undoing',
    rowsHandled: 0,
    counts: { ...run.counts, toHandle },
    undoReason: reason,
    undoneByName,
  });
  await enqueue(ctx, undoJob, { runId: id }, { key: subjectOf(id), queue: INTAKE_QUEUE });

  audit(ctx, { action: 'roster.undoIntake', subject: subjectOf(id), details: { rows: toHandle } });
  return presentRun(ctx, await visibleRun(ctx, id));
}
