import type { Context, Measure } from '#kernel';
import { unitNames } from '#engines/roster';
import { formatFen, type MeasureFigure, type MeasureQuestion, type MeasureRow, type Tag } from '#kernel/contract';
import { spentSuits } from './measure-contract';
import { boundsOf, stateOf, type LineState } from './rules';
import { figuresOf } from './store-lines';
import { linesServing, spentOn, type SpentRow } from './store-measures';

/** What serves a promise is told by its id; a record of another kind of tag spends no money. */
function commitmentOf(tag: Tag): string | null {
  const [kind, id] = tag.split(':', 2);
  return kind === 'commitment' ? id! : null;
}

const idsOf = (questions: readonly MeasureQuestion[]): string[] => [
  ...new Set(questions.flatMap(({ tag }) => commitmentOf(tag) ?? [])),
];

const namesOf = (ctx: Context, rows: readonly { unitId: string }[]) =>
  unitNames(ctx, [...new Set(rows.map((row) => row.unitId))]);

/** Money of other days is shown beside the figure and not in it: a promise of a year is not kept by the next year's money. */
function reasonAgainst({ on }: SpentRow, { window }: MeasureQuestion): string | null {
  if (on < window.from) return 'ledger.rows.spent_before';
  return on > window.to ? 'ledger.rows.spent_after' : null;
}

/** What the books spent on a promise in its days, entry by entry. */
export const spentOnPromise: Measure = {
  name: spentSuits.measure,
  unit: 'fen',
  suits: spentSuits.kinds,
  async answer(ctx, questions) {
    const latest = questions.reduce((day, { asOf }) => (asOf > day ? asOf : day), '');
    const spent = latest === '' ? [] : await spentOn(ctx, idsOf(questions), latest);
    const names = await namesOf(ctx, spent);
    return questions.map((question): MeasureFigure => {
      const id = commitmentOf(question.tag);
      const own = spent.filter(
        (row) => row.commitmentId === id && row.on <= question.asOf && row.unitPath.startsWith(question.unitPath),
      );
      const counted = own.filter((row) => reasonAgainst(row, question) === null);
      return {
        ...{ measure: 'ledger.spent', unit: 'fen', of: null },
        value: counted.reduce((sum, { amount }) => sum + amount, 0n).toString(),
        countedDays: counted.map((row) => row.on),
        rows: own.map((row): MeasureRow => {
          const reason = reasonAgainst(row, question);
          return {
            ...{ id: row.entryId, title: row.words, day: row.on, unitName: names.get(row.unitId) ?? null },
            ...{ amount: row.amount.toString(), isCounted: reason === null, reason },
            href: `/finance/entries/${row.entryId}`,
          };
        }),
      };
    });
  },
};

/** A line that is to spend nothing in particular is kept as long as it has not passed its most. */
const keptStates: ReadonlySet<LineState> = new Set(['kept', 'within']);

/** How many of the budget lines that are there for a promise stand as they should, as the books are now. */
export const budgetLinesKept: Measure = {
  name: 'ledger.budget_lines_kept',
  unit: 'pieces',
  async answer(ctx, questions) {
    const lines = await linesServing(ctx, idsOf(questions));
    const figures = await figuresOf(ctx, lines);
    const names = await namesOf(ctx, lines);
    return questions.map((question): MeasureFigure => {
      const id = commitmentOf(question.tag);
      const own = lines.filter((line) => line.commitmentId === id && line.unitPath.startsWith(question.unitPath));
      const rows = own.map((line): MeasureRow => {
        const { spent, reserved } = figures.get(line.id)!;
        const state = stateOf(boundsOf(line.target), { spent, reserved });
        const isCounted = keptStates.has(state);
        return {
          ...{ id: line.id, title: `${line.name} ${formatFen(spent)}`, day: null },
          ...{ unitName: names.get(line.unitId) ?? null, amount: isCounted ? '1' : '0', isCounted },
          ...{ reason: `ledger.rows.line_${state}`, href: `/finance/budgets/${line.budgetId}?open=${line.id}` },
        };
      });
      return {
        ...{ measure: 'ledger.budget_lines_kept', unit: 'pieces', countedDays: [], rows },
        value: String(rows.filter((row) => row.isCounted).length),
        of: String(rows.length),
      };
    });
  },
};
