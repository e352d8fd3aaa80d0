import { UNDO_DAYS } from '../doubles/contract';
import { errorText, text, type Context } from '#kernel';
import { addDays, dayOf } from '#kernel/contract';
import { columnRules, type PlacedFault } from './columns';
import {
  intakeColumns,
  type IntakeColumn,
  type IntakeDetail,
  type IntakeMapping,
  type IntakeRow,
  type IntakeRun,
} from './contract';
import type { StoredRow } from './store/rows';
import type { RunRecord } from './store/runs';

/** What a run and its rows look like to a person, in the person's language. */

const say = (ctx: Context, key: string, params: Record<string, unknown> = {}): string =>
  text(ctx.language, `roster:intake.${key}`, params);

export const columnLabel = (ctx: Context, column: IntakeColumn): string => say(ctx, `columns.${column}`);

/** Until the end of which day a run can be undone; null when there is nothing to undo. */
export function undoableUntil(run: Pick<RunRecord, 'state' | 'appliedAt' | 'isForgotten'>): string | null {
  if (run.state !== 'done' || run.appliedAt === null || run.isForgotten) return null;
  return addDays(dayOf(run.appliedAt), UNDO_DAYS);
}

export const isUnderWay = (run: Pick<RunRecord, 'state'>): boolean =>
  run.state === 'checking' || run.state === 'applying' || run.state === 'undoing';

const isOpen = (run: RunRecord): boolean =>
  !run.isForgotten && (run.state === 'draft' || run.state === 'checked' || run.state === 'failed');

export function presentRun(ctx: Context, run: RunRecord): IntakeRun {
  const until = undoableUntil(run);
  const verdicts = { new: 0, changed: 0, same: 0, bad: 0, ...run.counts.verdicts };
  const outcomes = { done: 0, refused: 0, restored: 0, removed: 0, ended: 0, kept: 0, ...run.counts.outcomes };
  return {
    id: run.id,
    unitName: run.unitName,
    fileName: run.fileName,
    sheet: run.sheet,
    state: run.state,
    revision: run.revision,
    createdAt: run.createdAt.toISOString(),
    createdByName: run.createdByName,
    appliedAt: run.appliedAt?.toISOString() ?? null,
    undoneAt: run.undoneAt?.toISOString() ?? null,
    undoneByName: run.undoneByName,
    undoReason: run.undoReason,
    undoableUntil: until,
    rowsRead: run.rowsRead,
    rowsHandled: run.rowsHandled,
    verdicts,
    outcomes,
    changes: run.counts.changes ?? {},
    fault: run.fault === null ? null : errorText(ctx.language, run.fault.code, run.fault.params),
    isForgotten: run.isForgotten,
    abilities: {
      choose: isOpen(run),
      check: isOpen(run),
      apply: run.state === 'checked' && !run.isForgotten && verdicts.new + verdicts.changed > 0,
      undo: until !== null && ctx.clock.today() <= until,
      takeBack: !run.isForgotten && !isUnderWay(run) && verdicts.bad > 0,
    },
  };
}

export function presentDetail(ctx: Context, run: RunRecord, saved: IntakeMapping | null): IntakeDetail {
  return {
    run: presentRun(ctx, run),
    sheets: run.sheets,
    headerRow: run.headerRow,
    headings: run.headings,
    head: run.head,
    mapping: run.columns,
    isSaved: saved !== null && intakeColumns.every((column) => saved[column] === run.columns[column]),
    options: run.options,
    columns: intakeColumns.map((key) => ({ key, label: columnLabel(ctx, key), need: columnRules[key].need })),
    facts: { formulas: 0, merged: [], remarks: 0, ...run.facts },
  };
}

/** The reason in words; it names what stands in the cell and says what to do. */
export function reasonText(ctx: Context, fault: PlacedFault): string {
  const label = fault.column === null ? '' : columnLabel(ctx, fault.column);
  return say(ctx, `reasons.${fault.code}`, { ...fault.params, column: label });
}

export function presentRow(ctx: Context, run: Pick<RunRecord, 'columns' | 'headings'>, row: StoredRow): IntakeRow {
  return {
    number: row.number,
    verdict: row.verdict,
    outcome: row.outcome,
    cells: run.headings.map((_heading, place) => row.cells[place] ?? ''),
    changes: [...row.changes],
    reasons: row.reasons.map((fault) => ({
      place: fault.column === null ? null : (run.columns[fault.column] ?? null),
      text: reasonText(ctx, fault),
    })),
  };
}
