import { audit, newId, type Context, type JobGround } from '#kernel';
import type { Day } from '#kernel/contract';
import { readName } from '../names';
import { nameGrams, nameKey } from '../rules';
import type { Given, GivenRow, PlacedFault } from './columns';
import type { IntakeColumn, IntakeOptions } from './contract';
import { writeSecrets } from '../dossier/store';
import { acquaint, judgeGiven, secretsBefore, secretsToWrite, type OpenedPerson } from './known';
import { intakeScopes, isWithinIntake } from './policy';
import { sealBefore, unstage } from './sealing';
import * as people from './store/people';
import * as rowStore from './store/rows';
import * as store from './store/runs';
import { UnitIndex } from './unit-index';
import { forgetFile } from './workbooks';

/** Rows that are taken in together: all of them, or after a kill none. */
const ROWS_A_STEP = 500;

/** How a person stood before: enough to put everything back. */
export interface BeforeImage {
  readonly person: people.PersonToChange;
  readonly placements: readonly { id: string; unitId: string; validFrom: Day; validTo: Day | null }[];
  readonly addedPlacement: string | null;
  readonly posts: readonly people.PostBefore[];
}

/**
 * Takes in what the dry run found right, step by step, in two lanes beside each other: while the database writes for one, the
 * other's rows are judged. Each row is judged again by the people of now: what has become wrong meanwhile is put aside with its
 * reason. A killed program finds by the rows' outcomes what is done.
 */
export async function applyRows(ground: JobGround, runId: string): Promise<void> {
  const middle = await ground.act((ctx) => rowStore.middleOfWaiting(ctx, runId));
  const lanes: Lane[] = [
    { runId, after: 0, until: middle },
    { runId, after: middle, until: null },
  ];
  const fault = { isMet: false };
  const ended = await Promise.allSettled(lanes.map((lane) => applyLane(ground, lane, fault)));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  await ground.act((ctx) => endApplying(ctx, runId));
}

/** The rows of a run from behind one number to another. */
interface Lane {
  readonly runId: string;
  readonly after: number;
  readonly until: number | null;
}

/** What one lane meets stops the other one as well, at its next step. */
async function applyLane(ground: JobGround, lane: Lane, fault: { isMet: boolean }): Promise<void> {
  try {
    for (let { after } = lane; !fault.isMet;) {
      if (ground.stopping?.aborted) throw new Error('the program stops; the import goes on with it');
      const last = await ground.act((ctx) => applyStep(ctx, { ...lane, after }));
      if (last === null) return;
      after = last;
    }
  } catch (error) {
    fault.isMet = true;
    throw error;
  }
}

/** Takes in the next rows; answers the number of the last one, or null when there are none left. */
async function applyStep(ctx: Context, { runId, after, until }: Lane): Promise<number | null> {
  // Where the same work was begun twice, the steps of a lane wait for each other, and each finds what the other has done.
  await rowStore.holdLane(ctx, runId, until);
  const run = await store.runById(ctx, runId);
  if (run?.state !== 'applying') return null;
  const rows = await rowStore.waitingRows(ctx, runId, { after, until, limit: ROWS_A_STEP });
  if (rows.length === 0) return null;

  const unitIds = [...new Set(rows.flatMap(({ given }) => (typeof given.unit === 'string' ? [given.unit] : [])))];
  await people.holdUnits(ctx, unitIds);
  const units = new UnitIndex(await people.unitsWithin(ctx, intakeScopes(ctx)));
  const step: Step = { ctx, options: run.options, handled: [] };
  await takeIn(step, rows, units);
  await rowStore.markHandled(ctx, runId, step.handled);

  const outcomes = step.handled.map(({ outcome, verdict }) => (outcome === 'done' ? verdict : (outcome ?? verdict)));
  const tally = Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((o) => o === one).length]),
  );
  store.leaveHandled(ctx, runId, rows.length);
  audit(ctx, { action: 'roster.takeInRows', subject: `intake:${runId}`, details: tally });
  return rows.at(-1)!.number;
}

/** Judges the rows by the people of now, and adds or changes whom they name. */
async function takeIn(step: Step, rows: readonly rowStore.WaitingRow[], units: UnitIndex): Promise<void> {
  const { ctx, options } = step;
  const opened = rows.map((row) => ({ row, given: unstage(ctx, row)?.given ?? null }));
  const acquaintance = await acquaint(
    ctx,
    opened.flatMap(({ given }) => given ?? []),
    'change',
  );
  const ground = { today: ctx.clock.today(), options, units, isWithin: (path: string) => isWithinIntake(ctx, path) };
  const toAdd: Addition[] = [];
  const toChange: Change[] = [];
  for (const { row, given } of opened) {
    if (given === null) {
      refuse(step, row, [{ column: null, code: 'row_unreadable', params: {} }]);
      continue;
    }
    const judged = judgeGiven(given, [], acquaintance, ground);
    const { person, changes } = judged;
    if (judged.verdict === 'bad') refuse(step, row, judged.faults);
    else if (judged.verdict === 'same') settle(step, row, { verdict: 'same', personId: person!.id });
    else if (person === null) toAdd.push({ row, given: judged.given, changes });
    else toChange.push({ row, given: judged.given, changes, person });
  }
  await addAll(step, toAdd);
  await changeAll(step, toChange);
}

interface Step {
  readonly ctx: Context;
  readonly options: IntakeOptions;
  readonly handled: rowStore.HandledRow[];
}

/** A row, opened and completed, with the columns that it writes. */
interface Addition {
  readonly row: rowStore.WaitingRow;
  readonly given: GivenRow;
  readonly changes: readonly IntakeColumn[];
}

/** Somebody who is there, and what the row changes of her. */
interface Change extends Addition {
  readonly person: OpenedPerson;
}

function settle(step: Step, row: rowStore.WaitingRow, change: Partial<rowStore.HandledRow>): void {
  const { number, verdict } = row;
  const blank = { outcome: null, reasons: [], personId: null, before: null, sealedBefore: null, versionAfter: null };
  step.handled.push({ number, verdict, ...blank, ...change });
}

function refuse(step: Step, row: rowStore.WaitingRow, faults: readonly PlacedFault[]): void {
  settle(step, row, { verdict: 'bad', outcome: 'refused', reasons: faults });
}

async function keysOf(name: string, reading: string | null): Promise<people.NameKeys> {
  const syllables = await readName(name, reading);
  return { reading, nameKey: nameKey(name, syllables), nameGrams: nameGrams(name, syllables) };
}

function fieldsOf(pick: (key: people.FieldKey) => Given | null): people.PersonFields {
  return Object.fromEntries(people.fieldKeys.map((key) => [key, pick(key)])) as Record<people.FieldKey, Given | null>;
}

async function addAll(step: Step, rows: readonly Addition[]): Promise<void> {
  if (rows.length === 0) return;
  const toAdd: people.PersonToAdd[] = [];
  for (const { given } of rows) {
    toAdd.push({
      ...fieldsOf((key) => given[key] ?? null),
      ...(await keysOf(given.name as string, null)),
      id: newId(),
      placementId: newId(),
      staffNumber: given.staffNumber as string,
      unitId: given.unit as string,
      employedFrom: given.employedFrom as Day,
      leftOn: (given.leftOn as Day | null | undefined) ?? null,
    });
  }
  const added = await people.addPeople(step.ctx, toAdd);
  await writeSecrets(
    step.ctx,
    rows.flatMap(({ given, changes }, at) => {
      const { id } = toAdd[at]!;
      return added.has(id) ? (secretsToWrite(step.ctx, id, given, changes) ?? []) : [];
    }),
  );
  rows.forEach(({ row }, at) => {
    const { id } = toAdd[at]!;
    if (added.has(id)) settle(step, row, { verdict: 'new', outcome: 'done', personId: id, versionAfter: 1 });
    else refuse(step, row, [{ column: 'staffNumber', code: 'number_taken', params: {} }]);
  });
}

function personBefore(person: people.StoredPerson): people.PersonToChange {
  const { id, reading, nameKey: key, nameGrams: grams, unitId, fields } = person;
  return {
    ...fieldsOf((field) => fields[field] ?? null),
    ...{ id, reading, nameKey: key, nameGrams: grams, unitId },
    employedFrom: fields.employedFrom as Day,
    employedTo: (fields.leftOn as Day | null) ?? null,
  };
}

/** The person as the row wants it: what the row changes, and of the rest what was there. */
async function personAfter({ given, person, changes }: Change): Promise<people.PersonToChange> {
  const before = personBefore(person);
  const isChanged = new Set<string>(changes);
  const leaves = isChanged.has('leftOn');
  return {
    ...before,
    ...fieldsOf((key) => (isChanged.has(key) ? (given[key] ?? null) : before[key])),
    // A reading of her own belongs to the name that it was written for.
    ...(isChanged.has('name') ? await keysOf(given.name as string, null) : {}),
    ...(isChanged.has('employedFrom') ? { employedFrom: given.employedFrom as Day } : {}),
    ...(leaves ? { employedTo: given.leftOn as Day, unitId: null } : {}),
    ...(isChanged.has('unit') ? { unitId: given.unit as string } : {}),
  };
}

async function changeAll(step: Step, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const { ctx, options } = step;
  const from = options.moveOn ?? ctx.clock.today();
  const changing = (column: IntakeColumn) => changes.filter((change) => change.changes.includes(column));
  const moves = changing('unit').map(({ given, person }) => {
    return { personId: person.id, placementId: newId(), unitId: given.unit as string, from };
  });
  const leavers = changing('leftOn').map(({ given, person }) => {
    return { personId: person.id, lastDay: given.leftOn as Day };
  });
  const starts = changing('employedFrom').map(({ given, person }) => {
    return { placementId: person.first.id, from: given.employedFrom as Day };
  });
  const after: people.PersonToChange[] = [];
  for (const change of changes) after.push(await personAfter(change));

  const versions = await people.changePeople(ctx, after);
  await writeSecrets(
    ctx,
    changes.flatMap(({ person, given, changes: columns }) => secretsToWrite(ctx, person.id, given, columns) ?? []),
  );
  await people.beginPlacements(ctx, starts);
  await people.movePeople(ctx, moves);
  const posts = await people.endPlacements(ctx, leavers);

  const addedTo = new Map(moves.map((move) => [move.personId, move.placementId]));
  for (const { row, person, changes: columns } of changes) {
    const before: BeforeImage = {
      person: personBefore(person),
      placements: [person.last, ...(person.first.id === person.last.id ? [] : [person.first])],
      addedPlacement: addedTo.get(person.id) ?? null,
      posts: posts.get(person.id) ?? [],
    };
    const versionAfter = versions.get(person.id)!;
    const sealedBefore = sealBefore(ctx, row.id, secretsBefore(person, columns));
    settle(step, row, { verdict: 'changed', outcome: 'done', personId: person.id, before, sealedBefore, versionAfter });
  }
}

async function endApplying(ctx: Context, runId: string): Promise<void> {
  const run = await store.runById(ctx, runId, 'change');
  if (run?.state !== 'applying') return;
  await rowStore.surveyRows(ctx);
  const counts = await rowStore.countRows(ctx, runId);
  await store.updateRun(ctx, runId, { state: 'done', counts, appliedAt: ctx.clock.now() });
  await forgetFile(ctx, runId);
  audit(ctx, { action: 'roster.finishIntake', subject: `intake:${runId}`, details: { ...counts.outcomes } });
}
