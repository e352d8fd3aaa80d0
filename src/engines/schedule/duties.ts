import {
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
  type Context,
} from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { getUnit, unitNames } from '#engines/roster';
import { newDuty, type NewDuty, type OccurrenceRow } from './contract';
import type * as contract from './contract';
import { occurrenceFrom, occurrencesOf, occurrenceState } from './duty-rules';
import { readGiven } from './events';
import { mayRead, visibilityOf } from './policy';
import * as store from './store-duties';

const MOST_BYTES = 10 * 1024 * 1024;

/**
 * States recurring duties, any number at once. Answers their ids. Refuses the whole: a unit that isn't there or
 * isn't the person's (kernel.not_found), a last day before the first (schedule.window_reversed).
 */
export async function createDuties(ctx: Context, given: readonly NewDuty[]): Promise<string[]> {
  const rows: Omit<store.DutyRecord, 'version'>[] = [];
  for (const duty of given.map((one) => readGiven(newDuty, one))) {
    const unit = await getUnit(ctx, duty.unitId);
    if (!may(ctx.user, 'schedule.event.write', unit.path)) throw notFound();
    if (duty.endsOn !== null && duty.endsOn < duty.startsOn)
      throw new AppError('schedule.window_reversed', { title: duty.title });
    rows.push({ ...duty, id: newId(), unitPath: unit.path });
  }
  if (rows.length > 0) await store.insertDuties(ctx, rows);
  for (const row of rows)
    audit(ctx, { action: 'schedule.createDuty', subject: `duty:${row.id}`, details: { title: row.title } });
  return rows.map((row) => row.id);
}

export async function createDuty(ctx: Context, given: NewDuty) {
  const [id] = await createDuties(ctx, [given]);
  return presentDuty(ctx, (await store.findDuty(ctx, id!))!);
}

async function presentDuty(ctx: Context, duty: store.DutyRecord) {
  return (await presentDuties(ctx, [duty]))[0]!;
}

async function presentDuties(ctx: Context, duties: readonly store.DutyRecord[]) {
  const names = await unitNames(ctx, [...new Set(duties.map((duty) => duty.unitId))]);
  return duties.map(({ unitId, unitPath, ...duty }) => {
    const canMark = may(ctx.user, 'schedule.event.write', unitPath);
    return { ...duty, unit: { id: unitId, name: names.get(unitId) ?? '' }, abilities: { canMark, canEnd: canMark } };
  });
}

/** Refuses: a duty that isn't there or isn't the person's. */
async function dutyToChange(ctx: Context, id: string): Promise<store.DutyRecord> {
  const duty = await store.findDuty(ctx, id, 'lock');
  if (duty === null || !may(ctx.user, 'schedule.event.write', duty.unitPath)) throw notFound();
  return duty;
}

/**
 * Ends a duty with a last day; what was done stays. Refuses: a duty that isn't there or isn't the person's
 * (kernel.not_found), a version that isn't the latest (kernel.changed_meanwhile), a day before the duty's first
 * (schedule.window_reversed).
 */
export async function endDuty(ctx: Context, id: string, body: EndpointInput<typeof contract.endDuty>['body']) {
  const duty = await dutyToChange(ctx, id);
  if (duty.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  if (body.endsOn < duty.startsOn) throw new AppError('schedule.window_reversed', { title: duty.title });
  await store.endDutyOn(ctx, id, body.endsOn);
  audit(ctx, {
    action: 'schedule.endDuty',
    subject: `duty:${id}`,
    details: { endsOn: body.endsOn, reason: body.reason },
  });
  return presentDuty(ctx, (await store.findDuty(ctx, id))!);
}

/** The duties of a year that the reader may see, with every occurrence and its state today. */
export async function listDuties(ctx: Context, query: EndpointInput<typeof contract.listDuties>['query']) {
  const unitPath = query.unitId === undefined ? undefined : (await getUnit(ctx, query.unitId)).path;
  const tags = query.tag === undefined ? undefined : [query.tag];
  const duties = await store.selectDuties(ctx, { seen: visibilityOf(ctx), year: query.year, unitPath, tags });
  return {
    rows: await presentDuties(ctx, duties),
    occurrences: await occurrencesOfAll(ctx, duties, query.year, ctx.clock.today()),
  };
}

/**
 * The occurrences of a year of the duties that carry one of the tags, each with its state on a day. It is asked by
 * measures: who may see the answer is theirs to decide.
 */
export async function dutyOccurrences(
  ctx: Context,
  question: { year: number; tags: readonly string[]; asOf: Day },
): Promise<(OccurrenceRow & { tags: string[] })[]> {
  const duties = await store.selectDuties(ctx, { seen: null, year: question.year, tags: question.tags });
  const tags = new Map(duties.map((duty) => [duty.id, duty.tags]));
  const rows = await occurrencesOfAll(ctx, duties, question.year, question.asOf);
  return rows.map((row) => ({ ...row, tags: tags.get(row.dutyId)! }));
}

async function occurrencesOfAll(
  ctx: Context,
  duties: readonly store.DutyRecord[],
  year: number,
  asOf: Day,
): Promise<OccurrenceRow[]> {
  const ids = duties.map((duty) => duty.id);
  const marks = new Map((await store.selectMarks(ctx, ids)).map((mark) => [`${mark.dutyId} ${mark.occurrence}`, mark]));
  const evidence = new Map<string, OccurrenceRow['evidence']>();
  for (const one of await store.selectEvidence(ctx, ids)) {
    const key = `${one.dutyId} ${one.occurrence}`;
    evidence.set(key, [...(evidence.get(key) ?? []), { id: one.id, name: (await fileRow(ctx, one.fileId)).name }]);
  }
  const rows = duties.flatMap((duty) =>
    occurrencesOf(duty, year).map((occurrence): OccurrenceRow => {
      const key = `${duty.id} ${occurrence.from}`;
      const mark = marks.get(key);
      // What was done after the day that is asked for was not done yet on it.
      const doneOn = mark !== undefined && mark.doneOn <= asOf ? mark.doneOn : null;
      return {
        dutyId: duty.id,
        title: duty.title,
        ...occurrence,
        state: occurrenceState(occurrence, doneOn, asOf),
        doneOn,
        note: doneOn === null ? '' : mark!.note,
        evidence: evidence.get(key) ?? [],
      };
    }),
  );
  return rows.sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.dutyId < b.dutyId ? -1 : 1));
}

function refuseOccurrence(ctx: Context, duty: store.DutyRecord, from: Day): void {
  const occurrence = occurrenceFrom(duty, from);
  if (occurrence === null) throw new AppError('schedule.no_such_occurrence', { title: duty.title, from });
  if (ctx.clock.today() < occurrence.from) throw new AppError('schedule.occurrence_ahead', { title: duty.title, from });
}

/**
 * Marks an occurrence done, or corrects its mark. Refuses: a duty that isn't there or isn't the person's
 * (kernel.not_found), a day on which no occurrence begins (schedule.no_such_occurrence), one that hasn't begun or a
 * day to come (schedule.occurrence_ahead).
 */
export async function markDutyDone(
  ctx: Context,
  mark: { id: string; occurrence: Day; doneOn: Day; note: string },
): Promise<void> {
  const duty = await dutyToChange(ctx, mark.id);
  refuseOccurrence(ctx, duty, mark.occurrence);
  if (mark.doneOn > ctx.clock.today())
    throw new AppError('schedule.occurrence_ahead', { title: duty.title, from: mark.doneOn });
  await store.upsertMark(ctx, { dutyId: duty.id, occurrence: mark.occurrence, doneOn: mark.doneOn, note: mark.note });
  audit(ctx, {
    action: 'schedule.markDutyDone',
    subject: `duty:${duty.id}`,
    details: { occurrence: mark.occurrence, doneOn: mark.doneOn },
  });
}

/** Refuses: as markDutyDone, and bytes that are no photo or PDF (file.type_refused, file.empty) or too many (kernel.too_large). */
export async function addDutyEvidence(
  ctx: Context,
  { id, occurrence, bytes, name }: { id: string; occurrence: Day; bytes: Uint8Array; name: string },
): Promise<{ id: string; name: string }> {
  const duty = await dutyToChange(ctx, id);
  refuseOccurrence(ctx, duty, occurrence);
  if (bytes.length > MOST_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, [...photoTypes, 'application/pdf']);
  const evidenceId = await store.insertEvidence(ctx, { dutyId: duty.id, occurrence, fileId: file.id });
  audit(ctx, { action: 'schedule.addDutyEvidence', subject: `duty:${duty.id}`, details: { occurrence, evidenceId } });
  return { id: evidenceId, name: file.name };
}

/** Refuses: a duty that isn't there or isn't the reader's, a piece of evidence that isn't its. */
export async function getDutyEvidence(ctx: Context, dutyId: string, evidenceId: string): Promise<FileAnswer> {
  const duty = await store.findDuty(ctx, dutyId);
  if (duty === null || !mayRead(ctx, { unitPath: duty.unitPath, audiencePath: duty.unitPath })) throw notFound();
  const evidence = (await store.selectEvidence(ctx, [dutyId])).find((one) => one.id === evidenceId);
  if (evidence === undefined) throw notFound();
  const file = await fileRow(ctx, evidence.fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, file.mediaType.startsWith('image/'));
}
