import type { Day } from '#kernel/contract';
import type { BreachAct, LineTarget } from './rules';

/** What a line says, in force or in a version. */
export interface LineContent {
  readonly id: string;
  readonly position: number;
  readonly name: string;
  readonly target: LineTarget;
  readonly onBreach: BreachAct;
  readonly accounts: readonly string[];
  readonly commitmentIds: readonly string[];
}

/** A line in force, with the budget it belongs to. */
export interface LineRecord extends LineContent {
  readonly budgetId: string;
  readonly bookId: string;
  readonly year: number;
  readonly isClosed: boolean;
}

export interface BudgetRecord {
  id: string;
  bookId: string;
  bookName: string;
  bookKind: string;
  unitId: string;
  unitPath: string;
  openedOn: Day;
  year: number;
  revision: number;
}

/** The columns in which a line's content is kept. */
export interface LineColumns {
  id: string;
  position: number;
  name: string;
  on_breach: BreachAct;
  ceiling_fen: bigint | null;
  floor_fen: bigint | null;
  about_fen: bigint | null;
  tolerance_percent: number | null;
  accounts: string[];
  commitment_ids: string[];
}

type TargetColumns = Pick<LineColumns, 'ceiling_fen' | 'floor_fen' | 'about_fen' | 'tolerance_percent'>;

export function targetOf(row: TargetColumns): LineTarget {
  const { ceiling_fen: ceiling, floor_fen: floor, about_fen: about } = row;
  if (about !== null) return { kind: 'band', about, tolerance: row.tolerance_percent! };
  if (ceiling === null) return { kind: 'floor', floor: floor! };
  return floor === null ? { kind: 'ceiling', ceiling } : { kind: 'range', floor, ceiling };
}

export function contentOf(row: LineColumns): LineContent {
  const { id, position, name, on_breach: onBreach, accounts, commitment_ids: commitmentIds } = row;
  return { id, position, name, target: targetOf(row), onBreach, accounts, commitmentIds };
}

/** As JSON for `jsonb_to_recordset`: amounts as text, since JSON numbers end too early. */
export function columnsOf(line: LineContent): Record<string, unknown> {
  const { target } = line;
  const text = (amount: bigint | undefined) => amount?.toString() ?? null;
  return {
    ...{ id: line.id, position: line.position, name: line.name, on_breach: line.onBreach },
    ceiling_fen: text('ceiling' in target ? target.ceiling : undefined),
    floor_fen: text('floor' in target ? target.floor : undefined),
    about_fen: text(target.kind === 'band' ? target.about : undefined),
    tolerance_percent: target.kind === 'band' ? target.tolerance : null,
    ...{ accounts: line.accounts, commitment_ids: line.commitmentIds },
  };
}
