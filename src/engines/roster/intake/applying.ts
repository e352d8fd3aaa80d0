import { audit, newId, type Context, type JobGround } from '#kernel';
import type { Day } from '#kernel/contract';
import { readName } from '../names';
import { nameGrams, nameKey } from '../rules';
import type { Given, PlacedFault } from './columns';
import type { IntakeColumn, IntakeOptions } from './contract';
import { judgeRow } from './judge';
import { intakeScopes, isWithinIntake } from './policy';
import * as people from './store/people';
import * as rowStore from './store/rows';
import * as store from './store/runs';
import { UnitIndex } from './unit-index';

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
 * Takes in what the dry run found right, step by step. Each row is judged again by the people of now: what has become
 * wrong meanwhile is put aside with its reason. A killed program finds by the rows' outcomes what is done.
 */
export async function applyRows(ground: JobGround, runId: string): Promise<void> {
  for (let after = 0; ;) {
    if (ground.stopping?.aborted) throw new Error('the program stops; the import goes on with it');
    const last = await ground.act((ctx) => applyStep(ctx, runId, after));
    if (last === null) break;
    after = last;
  }
  await ground.act((ctx) => endApplying(ctx, runId));
}

/** Takes in the next rows; answers the number of the last one, or null when there are none left. */
export async function applyStep(ctx: Context, runId: string, after: number): Promise<number | null> {
  const run = await store.runById(ctx, runId, 'change');
  if (run?.state !== 'applying') return null;
  const rows = await rowStore.waitingRows(ctx, runId, after, ROWS_A_STEP);
  if (rows.length === 0) return null;

  const unitIds = [...new Set(rows.flatMap(({ given }) => (typeof given.unit === 'string' ? [given.unit] : [])))];
  await people.holdUnits(ctx, unitIds);
  const units = new UnitIndex(await people.unitsWithin(ctx, intakeScopes(ctx)));
  const known = await people.peopleWith(ctx, rows.map(numberOf), 'change');
  const step: Step = { ctx, options: run.options, handled: [] };
  const toAdd: rowStore.WaitingRow[] = [];
  const toChange: Change[] = [];
  for (const row of rows) {
    const person = known.get(numberOf(row)) ?? null;
    const ground = { today: ctx.clock.today(), options: run.options, units };
    const judged = judgeRow(row.given, [], person, { ...ground, isWithin: (path) => isWithinIntake(ctx, path) });
    if (judged.verdict === 'bad') refuse(step, row, judged.faults);
    else if (judged.verdict === 'same') settle(step, row, { verdict: 'same', personId: person!.id });
    else if (person === null) toAdd.push(row);
    else toChange.push({ row, person, changes: judged.changes });
  }
  await addAll(step, toAdd);
  await changeAll(step, toChange);
  await rowStore.markHandled(ctx, runId, step.handled);
  await store.updateRun(ctx, runId, { rowsHandled: run.rowsHandled + rows.length });

  const outcomes = step.handled.map(({ outcome, verdict }) => (outcome === 'done' ? verdict : (outcome ?? verdict)));
  const tally = Object.fromEntries(
    [...new Set(outcomes)].map((one) => [one, outcomes.filter((o) => o === one).length]),
  );
  audit(ctx, { action: 'roster.takeInRows', subject: `intake:${runId}`, details: tally });
  return rows.at(-1)!.number;
}

interface Step {
  readonly ctx: Context;
  readonly options: IntakeOptions;
  readonly handled: rowStore.HandledRow[];
}

const numberOf = (row: rowStore.WaitingRow): string => row.given.staffNumber as string;

/** Somebody who is there, and what the row changes of her. */
interface Change {
  readonly row: rowStore.WaitingRow;
  readonly person: people.StoredPerson;
  readonly changes: readonly IntakeColumn[];
}

function settle(step: Step, row: rowStore.WaitingRow, change: Partial<rowStore.HandledRow>): void {
  const { number, verdict } = row;
  const blank = { outcome: null, reasons: [], personId: null, before: null, versionAfter: null };
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

async function addAll(step: Step, rows: readonly rowStore.WaitingRow[]): Promise<void> {
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
  rows.forEach((row, at) => {
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
async function personAfter({ row, person, changes }: Change): Promise<people.PersonToChange> {
  const { given } = row;
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
  const moves = changing('unit').map(({ row, person }) => {
    return { personId: person.id, placementId: newId(), unitId: row.given.unit as string, from };
  });
  const leavers = changing('leftOn').map(({ row, person }) => {
    return { personId: person.id, lastDay: row.given.leftOn as Day };
  });
  const starts = changing('employedFrom').map(({ row, person }) => {
    return { placementId: person.first.id, from: row.given.employedFrom as Day };
  });
  const after: people.PersonToChange[] = [];
  for (const change of changes) after.push(await personAfter(change));

  const versions = await people.changePeople(ctx, after);
  await people.beginPlacements(ctx, starts);
  await people.movePeople(ctx, moves);
  const posts = await people.endPlacements(ctx, leavers);

  const addedTo = new Map(moves.map((move) => [move.personId, move.placementId]));
  for (const { row, person } of changes) {
    const before: BeforeImage = {
      person: personBefore(person),
      placements: [person.last, ...(person.first.id === person.last.id ? [] : [person.first])],
      addedPlacement: addedTo.get(person.id) ?? null,
      posts: posts.get(person.id) ?? [],
    };
    const versionAfter = versions.get(person.id)!;
    settle(step, row, { verdict: 'changed', outcome: 'done', personId: person.id, before, versionAfter });
  }
}

async function endApplying(ctx: Context, runId: string): Promise<void> {
  const run = await store.runById(ctx, runId, 'change');
  if (run?.state !== 'applying') return;
  const counts = await rowStore.countRows(ctx, runId);
  await store.updateRun(ctx, runId, { state: 'done', counts, appliedAt: ctx.clock.now() });
  audit(ctx, { action: 'roster.finishIntake', subject: `intake:${runId}`, details: { ...counts.outcomes } });
}
