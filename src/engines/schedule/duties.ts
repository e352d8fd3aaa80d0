import {
  AppError,
  audit,
  FileAnswer,
  fileRow,
  fileRows,
  may,
  newId,
  notFound,
  photoTypes,
  readFileBytes,
  storeFile,
  type Context,
} from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { isWholeRhythm, newDuty, type DutyRow, type NewDuty, type OccurrenceRow } from './contract';
import type * as contract from './contract';
import { occurrenceOf, occurrencesOf, occurrenceState } from './duty-rules';
import { readGiven } from './events';
import { mayRead, refusePeopleElsewhere, unitInSight, visibilityOf } from './policy';
import { doersOf, mayDo, presentDuties } from './present-duties';
import * as store from './store-duties';

const MOST_BYTES = 10 * 1024 * 1024;

/**
 * States recurring duties, any number at once. Answers their ids. Refuses the whole: a unit or a person that isn't
 * there or isn't the person's (kernel.not_found), a last day before the first (schedule.window_reversed), a rhythm
 * that is half said (schedule.rhythm_incomplete).
 */
export async function createDuties(ctx: Context, given: readonly NewDuty[]): Promise<string[]> {
  const rows: Omit<store.DutyRecord, 'version'>[] = [];
  for (const duty of given.map((one) => readGiven(newDuty, one))) {
    const unit = await getUnit(ctx, duty.unitId);
    if (!may(ctx.user, 'schedule.event.write', unit.path)) throw notFound();
    if (duty.endsOn !== null && duty.endsOn < duty.startsOn)
      throw new AppError('schedule.window_reversed', { title: duty.title });
    if (!isWholeRhythm(duty)) throw new AppError('schedule.rhythm_incomplete', { title: duty.title });
    rows.push({ ...duty, id: newId(), unitPath: unit.path });
  }
  await refusePeopleElsewhere(
    ctx,
    'schedule.event.write',
    rows.flatMap((row) => row.personId ?? []),
  );
  if (rows.length > 0) await knownPosts(store.insertDuties(ctx, rows));
  for (const row of rows)
    audit(ctx, { action: 'schedule.createDuty', subject: `duty:${row.id}`, details: { title: row.title } });
  return rows.map((row) => row.id);
}

/** Posts are rows of the roster; its key says which there are. */
async function knownPosts(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    throw (error as { constraint?: unknown }).constraint === 'duty_post_fkey' ? notFound() : error;
  }
}

export async function createDuty(ctx: Context, given: NewDuty): Promise<DutyRow> {
  const [id] = await createDuties(ctx, [given]);
  return presentDuty(ctx, id!);
}

async function presentDuty(ctx: Context, id: string): Promise<DutyRow> {
  const duties = [(await store.findDuty(ctx, id))!];
  return (await presentDuties(ctx, duties, await doersOf(ctx, duties)))[0]!;
}

const rhythmOf = ({ recurrence, month, days, festival, shift, startsOn }: Omit<store.DutyChange, 'title'>) =>
  JSON.stringify([
    recurrence,
    month,
    days?.from,
    days?.to,
    festival && Object.values(festival).sort(),
    shift,
    startsOn,
  ]);

/**
 * Changes a duty. Its rhythm and first day name its occurrences, so they stay once something was done: then the duty
 * is ended and another one stated. Refuses: a duty or person that isn't there or isn't the person's
 * (kernel.not_found), a version that isn't the latest (kernel.changed_meanwhile), a first day after the last
 * (schedule.window_reversed), a rhythm that is half said (schedule.rhythm_incomplete) or that was acted on
 * (schedule.rhythm_fixed).
 */
export async function changeDuty(
  ctx: Context,
  id: string,
  { version, ...wanted }: EndpointInput<typeof contract.changeDuty>['body'],
): Promise<DutyRow> {
  const duty = await dutyToChange(ctx, id);
  if (duty.version !== version) throw new AppError('kernel.changed_meanwhile');
  if (duty.endsOn !== null && duty.endsOn < wanted.startsOn)
    throw new AppError('schedule.window_reversed', { title: wanted.title });
  if (!isWholeRhythm(wanted)) throw new AppError('schedule.rhythm_incomplete', { title: wanted.title });
  const isRhythmChanged = rhythmOf(duty) !== rhythmOf(wanted);
  if (isRhythmChanged && (await store.latestDone(ctx, [id])).has(id))
    throw new AppError('schedule.rhythm_fixed', { title: duty.title });
  // Whom somebody above has named stays named.
  if (wanted.personId !== null && wanted.personId !== duty.personId)
    await refusePeopleElsewhere(ctx, 'schedule.event.write', [wanted.personId]);
  await knownPosts(store.updateDuty(ctx, id, wanted));
  audit(ctx, {
    action: 'schedule.changeDuty',
    subject: `duty:${id}`,
    details: { isRhythmChanged, post: wanted.post, personId: wanted.personId, version: version + 1 },
  });
  return presentDuty(ctx, id);
}

/** Refuses: a duty that isn't there or isn't the person's. */
async function dutyToChange(ctx: Context, id: string): Promise<store.DutyRecord> {
  const duty = await store.findDuty(ctx, id, 'lock');
  if (duty === null || !may(ctx.user, 'schedule.event.write', duty.unitPath)) throw notFound();
  return duty;
}

/**
 * Ends a duty with a last day, or lets one that was ended go on; what was done stays. Refuses: a duty that isn't
 * there or isn't the person's (kernel.not_found), a version that isn't the latest (kernel.changed_meanwhile), a day
 * before the duty's first (schedule.window_reversed) or before an occurrence that was done (schedule.duty_marked_later).
 */
export async function endDuty(
  ctx: Context,
  id: string,
  body: EndpointInput<typeof contract.endDuty>['body'],
): Promise<DutyRow> {
  const duty = await dutyToChange(ctx, id);
  if (duty.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  if (body.endsOn !== null && body.endsOn < duty.startsOn)
    throw new AppError('schedule.window_reversed', { title: duty.title });
  const latest = (await store.latestDone(ctx, [id])).get(id);
  if (body.endsOn !== null && latest !== undefined && body.endsOn < latest)
    throw new AppError('schedule.duty_marked_later', { title: duty.title, from: latest });
  await store.endDutyOn(ctx, id, body.endsOn);
  audit(ctx, {
    action: 'schedule.endDuty',
    subject: `duty:${id}`,
    details: { endsOn: body.endsOn, reason: body.reason },
  });
  return presentDuty(ctx, id);
}

/** The duties of a year that the reader may see, with every occurrence and its state today. */
export async function listDuties(ctx: Context, query: EndpointInput<typeof contract.listDuties>['query']) {
  const unitPath = query.unitId === undefined ? undefined : (await unitInSight(ctx, query.unitId)).path;
  const tags = query.tag === undefined ? undefined : [query.tag];
  const all = await store.selectDuties(ctx, { seen: visibilityOf(ctx), year: query.year, unitPath, tags });
  const doers = await doersOf(ctx, all);
  const duties = query.isMine === true ? all.filter((duty) => mayDo(ctx, duty, doers) === 'own') : all;
  return {
    rows: await presentDuties(ctx, duties, doers),
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
  const filed = await store.selectEvidence(ctx, ids);
  const files = await fileRows(ctx, [...new Set(filed.map((one) => one.fileId))]);
  for (const one of filed) {
    const key = `${one.dutyId} ${one.occurrence}`;
    evidence.set(key, [...(evidence.get(key) ?? []), { id: one.id, name: files.get(one.fileId)?.name ?? '' }]);
  }
  const rows = duties.flatMap((duty) =>
    occurrencesOf(duty, year).map((occurrence): OccurrenceRow => {
      const key = `${duty.id} ${occurrence.key}`;
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
        markVersion: mark?.version ?? 0,
        evidence: evidence.get(key) ?? [],
      };
    }),
  );
  return rows.sort((a, b) => (a.to < b.to ? -1 : a.to > b.to ? 1 : a.dutyId < b.dutyId ? -1 : 1));
}

/** The duty, for whoever may mark it: who plans for its unit, the person named, the holder of the post. */
async function dutyToMark(ctx: Context, id: string): Promise<store.DutyRecord> {
  const duty = await store.findDuty(ctx, id, 'lock');
  if (duty === null || mayDo(ctx, duty, await doersOf(ctx, [duty])) === 'no') throw notFound();
  return duty;
}

function refuseOccurrence(ctx: Context, duty: store.DutyRecord, key: Day): void {
  const occurrence = occurrenceOf(duty, key);
  if (occurrence === null) throw new AppError('schedule.no_such_occurrence', { title: duty.title, from: key });
  if (ctx.clock.today() < occurrence.from)
    throw new AppError('schedule.occurrence_ahead', { title: duty.title, from: occurrence.from });
}

/**
 * Marks an occurrence done, or corrects its mark; answers the mark's version. Refuses: a duty that isn't there or isn't the person's
 * (kernel.not_found), a day on which no occurrence begins (schedule.no_such_occurrence), one that hasn't begun or a
 * day to come (schedule.occurrence_ahead), a mark that somebody made or changed meanwhile (schedule.mark_changed).
 */
export async function markDutyDone(
  ctx: Context,
  mark: { id: string; occurrence: Day; doneOn: Day; note: string; version: number },
): Promise<{ version: number }> {
  const duty = await dutyToMark(ctx, mark.id);
  refuseOccurrence(ctx, duty, mark.occurrence);
  if (mark.doneOn > ctx.clock.today())
    throw new AppError('schedule.occurrence_ahead', { title: duty.title, from: mark.doneOn });
  const [theirs] = await store.selectMarks(ctx, [duty.id], mark.occurrence);
  if ((theirs?.version ?? 0) !== mark.version) throw markChanged(duty, theirs);
  const { occurrence, doneOn, note } = mark;
  const version = await store.upsertMark(ctx, { dutyId: duty.id, occurrence, doneOn, note });
  audit(ctx, {
    action: 'schedule.markDutyDone',
    subject: `duty:${duty.id}`,
    details: { occurrence, doneOn, version },
  });
  return { version };
}

/** Says what the other has written, and the version with which the person may overwrite it all the same. */
function markChanged(duty: store.DutyRecord, theirs: store.MarkRecord | undefined): AppError {
  const { markedByName: by = '', doneOn = '', note = '', version = 0 } = theirs ?? {};
  return new AppError('schedule.mark_changed', { title: duty.title, by, day: doneOn, note, version });
}

/** Refuses: as markDutyDone, and bytes that are no photo or PDF (file.type_refused, file.empty) or too many (kernel.too_large). */
export async function addDutyEvidence(
  ctx: Context,
  { id, occurrence, bytes, name }: { id: string; occurrence: Day; bytes: Uint8Array; name: string },
): Promise<{ id: string; name: string }> {
  const duty = await dutyToMark(ctx, id);
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
