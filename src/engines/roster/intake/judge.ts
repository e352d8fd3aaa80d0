import type { Day } from '#kernel/contract';
import { columnRules, type Given, type GivenRow, type PlacedFault } from './columns';
import { contradictionsOf } from './identity';
import { intakeColumns, type IntakeColumn, type IntakeOptions } from './contract';
import type { UnitIndex } from './unit-index';

/** What is known of the person with the staff number. */
export interface KnownPerson {
  readonly id: string;
  readonly version: number;
  /** The fields that a sheet can say, by the names of its columns; the unit is the one of today or the last. */
  readonly fields: Readonly<Partial<Record<IntakeColumn, Given | null>>>;
  /** Where rights are looked up. */
  readonly rightsPath: string;
  readonly unitId: string | null;
  /** The placement of today, or the last one. */
  readonly placedFrom: Day;
  /** The first placement of all: its first day follows that of the employment. */
  readonly firstPlacedFrom: Day;
  readonly firstPlacedTo: Day | null;
  /** The first day of the first unit: nobody stands in a unit before there is one. */
  readonly firstUnitFrom: Day;
}

export interface JudgeGround {
  readonly today: Day;
  readonly options: IntakeOptions;
  readonly units: UnitIndex;
  isWithin(path: string): boolean;
}

export type Verdict = 'new' | 'changed' | 'same' | 'bad';
export interface Judgement {
  readonly verdict: Verdict;
  readonly changes: readonly IntakeColumn[];
  readonly faults: readonly PlacedFault[];
}

const bad = (faults: readonly PlacedFault[]): Judgement => ({ verdict: 'bad', changes: [], faults });
const faultOf = (column: IntakeColumn | null, code: string, params: PlacedFault['params'] = {}): PlacedFault => ({
  column,
  code,
  params,
});

/** What becomes of a row, given the person whom its staff number names, or null when nobody bears it. */
export function judgeRow(
  given: GivenRow,
  faults: readonly PlacedFault[],
  known: KnownPerson | null,
  ground: JudgeGround,
): Judgement {
  if (given.staffNumber === undefined) return bad(faults);
  if (given.staffNumber === null) return bad([faultOf('staffNumber', 'number_missing'), ...faults]);
  // Whose number it is, and whether the rest of the row is right, is nobody's business beyond the scope.
  if (known !== null && !ground.isWithin(known.rightsPath)) return bad([faultOf('staffNumber', 'number_taken')]);
  const more = known === null ? faultsOfNew(given, faults, ground) : faultsOfKnown(given, known, ground);
  const all = [...faults, ...more, ...contradictionsOf(given, known, ground)];
  if (all.length > 0) return bad(all);
  const changes = known === null ? saidIn(given) : changesOf(given, known, ground.options);
  if (known === null) return { verdict: 'new', changes, faults: [] };
  return { verdict: changes.length === 0 ? 'same' : 'changed', changes, faults: [] };
}

const saidIn = (given: GivenRow): IntakeColumn[] => intakeColumns.filter((column) => (given[column] ?? null) !== null);
const dayIn = (given: GivenRow, column: IntakeColumn): Day | null => (given[column] as Day | null | undefined) ?? null;
const dayOf = (known: KnownPerson, column: IntakeColumn): Day | null => (known.fields[column] as Day | null) ?? null;
const later = (a: Day, b: Day): Day => (a > b ? a : b);

function faultsOfNew(given: GivenRow, faults: readonly PlacedFault[], { today, units }: JudgeGround): PlacedFault[] {
  const found = intakeColumns
    .filter((column) => columnRules[column].need === 'new' && (given[column] ?? null) === null)
    .filter((column) => !faults.some((fault) => fault.column === column))
    .map((column) => faultOf(column, 'needed_for_new'));
  const [bornOn, from, leftOn] = (['bornOn', 'employedFrom', 'leftOn'] as const).map((column) => dayIn(given, column));
  found.push(...faultsOfDays({ bornOn: bornOn!, from: from!, leftOn: leftOn! }));
  const unit = typeof given.unit === 'string' ? units.openUnit(given.unit) : null;
  if (unit !== null && 'fault' in unit) found.push({ column: 'unit', ...unit.fault });
  else if (unit !== null && found.length === 0 && unit.unit.validFrom > (leftOn ?? today))
    found.push(faultOf('unit', 'unit_too_young', { from: unit.unit.validFrom }));
  return found;
}

function faultsOfDays(days: { bornOn: Day | null; from: Day | null; leftOn: Day | null }): PlacedFault[] {
  const { bornOn, from, leftOn } = days;
  return [
    ...(bornOn !== null && from !== null && bornOn >= from ? [faultOf('bornOn', 'born_after_start', { from })] : []),
    ...(leftOn !== null && from !== null && leftOn < from ? [faultOf('leftOn', 'left_before_start', { from })] : []),
  ];
}

function faultsOfKnown(given: GivenRow, known: KnownPerson, ground: JudgeGround): PlacedFault[] {
  const wasLeft = dayOf(known, 'leftOn');
  const leftOn = dayIn(given, 'leftOn');
  if (wasLeft !== null && leftOn !== wasLeft)
    return [faultOf(leftOn === null ? null : 'leftOn', 'left_already', { day: wasLeft })];
  const from = dayIn(given, 'employedFrom') ?? dayOf(known, 'employedFrom')!;
  const isEmptied = given.bornOn === null && ground.options.blanksCount;
  const bornOn = isEmptied ? null : (dayIn(given, 'bornOn') ?? dayOf(known, 'bornOn'));
  const found = [...faultsOfPlace(given, known, ground), ...faultsOfDays({ bornOn, from, leftOn })];
  if (from !== known.fields.employedFrom && known.firstPlacedTo !== null && from > known.firstPlacedTo)
    found.push(faultOf('employedFrom', 'start_after_move', { day: known.firstPlacedTo }));
  const placedFrom = placedFromOf(known, from);
  if (leftOn !== null && leftOn >= from && leftOn < placedFrom)
    found.push(faultOf('leftOn', 'left_before_move', { from: placedFrom }));
  return found;
}

/** From when the last placement runs once the employment begins on another day: of who was never moved it follows. */
function placedFromOf(known: KnownPerson, from: Day): Day {
  const isMoved = known.firstPlacedFrom !== known.placedFrom;
  return isMoved || from === known.fields.employedFrom ? known.placedFrom : later(from, known.firstUnitFrom);
}

function faultsOfPlace(given: GivenRow, known: KnownPerson, { today, options, units }: JudgeGround): PlacedFault[] {
  if (typeof given.unit !== 'string' || given.unit === known.fields.unit) return [];
  if (dayIn(given, 'leftOn') !== null) return [faultOf('unit', 'move_of_leaver')];
  const found = units.openUnit(given.unit);
  if ('fault' in found) return [{ column: 'unit', ...found.fault }];
  const moveOn = options.moveOn ?? today;
  if (moveOn < known.placedFrom) return [faultOf('unit', 'move_too_early', { from: known.placedFrom })];
  return moveOn < found.unit.validFrom ? [faultOf('unit', 'unit_too_young', { from: found.unit.validFrom })] : [];
}

/** Columns that the sheet lacks, and empty cells unless blanks count, leave things as they are. */
export function changesOf(given: GivenRow, known: KnownPerson, options: IntakeOptions): IntakeColumn[] {
  return intakeColumns.filter((column) => {
    const value = given[column];
    if (column === 'staffNumber' || value === undefined) return false;
    const before = known.fields[column] ?? null;
    if (value === null) return options.blanksCount && columnRules[column].mayBeEmptied && before !== null;
    return !isSame(value, before);
  });
}

function isSame(a: Given, b: Given | null): boolean {
  return typeof a === 'object' ? JSON.stringify(a) === JSON.stringify(b) : a === b;
}
