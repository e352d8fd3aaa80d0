import { AppError, audit, newId, tell, type Context, type JobGround, type ReadSheet, type WorkbookRow } from '#kernel';
import { cellWords } from './cells';
import { readRow, type GivenRow, type PlacedFault } from './columns';
import { hiddenPlaces, mergedCells } from './headings';
import { acquaint, judgeGiven } from './known';
import { intakeScopes, isWithinIntake } from './policy';
import { coverFault, stage } from './sealing';
import * as people from './store/people';
import * as rowStore from './store/rows';
import * as store from './store/runs';
import { UnitIndex } from './unit-index';
import { openSheet } from './workbooks';

const ROWS_A_STEP = 500;
const MOST_CELLS_KEPT = 200;
const MOST_MERGED_NAMED = 20;

type TwinColumn = 'staffNumber' | 'identityNumber';

interface Check {
  readonly runId: string;
  readonly revision: number;
  readonly run: store.RunRecord;
  readonly sheet: ReadSheet;
  readonly merged: readonly string[];
  readonly mergedInto: (row: number, place: number) => string | null;
  readonly units: UnitIndex;
  /** The row in which each staff number and each identity number stood first. */
  readonly seen: Readonly<Record<TwinColumn, Map<string, number>>>;
  /** First rows of numbers that come again, with the fault. */
  readonly blamed: Map<string, { number: number; fault: PlacedFault }>;
  rowsRead: number;
  remarks: number;
}

/**
 * The dry run: reads every row of the sheet, judges it by the people of now and keeps what came of it. It changes nobody,
 * and begins anew when the program was killed meanwhile.
 */
export async function checkRows(ground: JobGround, runId: string, revision: number): Promise<void> {
  try {
    const check = await ground.act((ctx) => beginCheck(ctx, runId, revision));
    if (check === null) return;
    // The next rows are read from the sheet while the database writes these.
    let written = Promise.resolve(true);
    for await (const rows of stepsOf(check)) {
      if (ground.stopping?.aborted) throw new Error('the program stops; the check begins anew with it');
      if (!(await written)) return;
      written = ground.act((ctx) => checkStep(ctx, check, rows));
      written.catch(() => undefined);
    }
    if (!(await written)) return;
    await ground.act((ctx) => endCheck(ctx, check));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error;
    await ground.act(async (ctx) => {
      await store.updateRun(ctx, runId, { state: 'failed', fault: { code, params: params ?? {} } });
      audit(ctx, { action: 'roster.failIntake', subject: `intake:${runId}`, details: { code } });
    });
  }
}

async function isCurrent(ctx: Context, runId: string, revision: number): Promise<store.RunRecord | null> {
  const run = await store.runById(ctx, runId, 'change');
  return run !== null && run.state === 'checking' && run.revision === revision ? run : null;
}

async function beginCheck(ctx: Context, runId: string, revision: number): Promise<Check | null> {
  const run = await isCurrent(ctx, runId, revision);
  if (run === null) return null;
  await rowStore.forgetRows(ctx, runId);
  const sheet = await openSheet(ctx, run);
  const merged = await sheet.merged();
  return {
    ...{ runId, revision, run, sheet, merged },
    mergedInto: mergedCells(merged),
    units: new UnitIndex(await people.unitsWithin(ctx, intakeScopes(ctx))),
    seen: { staffNumber: new Map(), identityNumber: new Map() },
    blamed: new Map(),
    rowsRead: 0,
    remarks: 0,
  };
}

/** The rows below the headings, without remarks (`#` in the first cell) and rows that say nothing of a person. */
async function* stepsOf(check: Check): AsyncGenerator<WorkbookRow[]> {
  const places = Object.values(check.run.columns);
  let step: WorkbookRow[] = [];
  for await (const piece of check.sheet.rows) {
    for (const row of piece) {
      if (row.number <= check.run.headerRow) continue;
      const isRemark = cellWords(row.cells.find((cell) => cell !== null)).startsWith('#');
      if (isRemark || places.every((place) => cellWords(row.cells[place]) === '')) check.remarks += 1;
      else step.push(row);
      if (step.length < ROWS_A_STEP) continue;
      yield step;
      step = [];
    }
  }
  if (step.length > 0) yield step;
}

/** Judges some rows; false when the run was chosen for anew, so that this check is of no use. */
async function checkStep(ctx: Context, check: Check, rows: readonly WorkbookRow[]): Promise<boolean> {
  const run = await isCurrent(ctx, check.runId, check.revision);
  if (run === null) return false;
  const today = ctx.clock.today();
  const ground = {
    today,
    options: run.options,
    units: check.units,
    isWithin: (path: string) => isWithinIntake(ctx, path),
  };
  const readings = rows.map((row) =>
    readRow(row.cells, run.columns, { ...ground, monthsCount: run.options.monthsCount }, (place) =>
      check.mergedInto(row.number, place),
    ),
  );
  const acquaintance = await acquaint(
    ctx,
    readings.map(({ given }) => given),
    'read',
  );
  const hidden = hiddenPlaces(run.headings, run.columns);
  const judged = rows.map((row, at): rowStore.JudgedRow => {
    const { given, faults } = readings[at]!;
    const twin = twinOf(check, row.number, given);
    const judgement = judgeGiven(given, twin === null ? faults : [...faults, twin], acquaintance, ground);
    const { person } = judgement;
    const id = newId();
    return {
      ...{ id, number: row.number },
      ...stage(ctx, id, { cells: row.cells.slice(0, MOST_CELLS_KEPT).map(cellWords), given }, hidden),
      verdict: judgement.verdict,
      changes: judgement.changes,
      reasons: judgement.faults.map(coverFault),
      personId: person !== null && isWithinIntake(ctx, person.rightsPath) ? person.id : null,
    };
  });
  await rowStore.insertRows(ctx, check.runId, judged);
  check.rowsRead += rows.length;
  await store.updateRun(ctx, check.runId, { rowsRead: check.rowsRead });
  tell(ctx, `intake:${check.runId}`);
  return true;
}

const twinFault = (column: TwinColumn, row: number): PlacedFault => ({
  column,
  code: column === 'staffNumber' ? 'number_twice' : 'identity_twice',
  params: { row },
});

/** A text of its own: one that was cut out of a sheet would keep the whole piece of the sheet in memory. */
const apart = (words: string): string => Buffer.from(words).toString();

/** The fault of a number that stood in an earlier row; the earlier row is remembered, for both are in the wrong. */
function twinIn(check: Check, row: number, column: TwinColumn, value: unknown): PlacedFault | null {
  if (typeof value !== 'string') return null;
  const seen = check.seen[column];
  const first = seen.get(value);
  if (first === undefined) {
    seen.set(apart(value), row);
    return null;
  }
  const key = `${column}:${first}`;
  if (!check.blamed.has(key)) check.blamed.set(key, { number: first, fault: twinFault(column, row) });
  return twinFault(column, first);
}

/** Of a whole row that stands twice, the staff number is named. */
function twinOf(check: Check, row: number, { staffNumber, identityNumber }: GivenRow): PlacedFault | null {
  return twinIn(check, row, 'staffNumber', staffNumber) ?? twinIn(check, row, 'identityNumber', identityNumber);
}

async function endCheck(ctx: Context, check: Check): Promise<void> {
  if ((await isCurrent(ctx, check.runId, check.revision)) === null) return;
  await rowStore.surveyRows(ctx);
  await rowStore.blameRows(ctx, check.runId, [...check.blamed.values()]);
  const counts = await rowStore.countRows(ctx, check.runId);
  // A title across the sheet stands above the headings and is nobody's concern.
  const isBelow = (range: string) => Number(/\d+$/.exec(range)![0]) > check.run.headerRow;
  const merged = check.merged.filter(isBelow).slice(0, MOST_MERGED_NAMED);
  const facts = { formulas: check.sheet.formulas(), merged, remarks: check.remarks };
  await store.updateRun(ctx, check.runId, { state: 'checked', counts, facts });
  audit(ctx, { action: 'roster.finishCheck', subject: `intake:${check.runId}`, details: { ...counts.verdicts } });
}
