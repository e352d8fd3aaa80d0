import { audit, exportTable, notFound, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { clausesInWords, thingsInWords } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import type { CommitmentFinder } from './commitments';
import type { BudgetBoard, BudgetLine, VersionLine, BudgetVersionHead } from './contract';
import { budgetFor, mayOn } from './policy';
import {
  lineMoment,
  lineWords,
  presentBook,
  presentContent,
  presentLine,
  presentShift,
  presentVersion,
} from './present';
import type { BudgetRecord, LineRecord } from './rows';
import { outsideOf } from './outside';
import type { LineFigures } from './rules';
import * as store from './store';
import { figuresOf, linesOf } from './store-lines';

const sumOf = (figures: Iterable<LineFigures>, key: keyof LineFigures): bigint =>
  [...figures].reduce((total, own) => total + own[key], 0n);

export const ceilingsOf = (lines: readonly LineRecord[]): bigint =>
  lines.reduce((total, { target, isClosed }) => {
    if (isClosed) return total;
    return total + (target.kind === 'band' ? target.about : target.kind === 'floor' ? target.floor : target.ceiling);
  }, 0n);

/** What may be done with a budget as it stands. */
function abilitiesOf(ctx: Context, budget: BudgetRecord, versions: readonly store.VersionRecord[]) {
  const open = versions.find(store.isOpen);
  const mayWrite = mayOn(ctx, 'ledger.budget.write', budget);
  const isProposed = open?.state === 'proposed';
  const isOther = open?.writtenBy !== ctx.user?.accountId;
  return {
    edit: mayWrite && !isProposed,
    propose: mayWrite && open?.state === 'draft',
    drop: mayWrite && open !== undefined,
    decide: isProposed && isOther && mayOn(ctx, 'ledger.budget.approve', budget),
    shift: mayWrite && versions.some(({ state }) => state === 'in_force'),
  };
}

/** Refuses: a budget out of reach. */
export async function showBudget(ctx: Context, finder: CommitmentFinder, id: string): Promise<BudgetBoard> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.read');
  const versions = await store.versionsOf(ctx, id);
  const lines = await linesOf(ctx, [id]);
  const figures = await figuresOf(ctx, lines);
  const words = await lineWords(ctx, finder, budget.bookId, lines);
  const moment = await lineMoment(ctx);
  const shifts = await store.shiftsWhere(ctx, { budgetId: id });
  const inForce = versions.find(({ state }) => state === 'in_force');
  const open = versions.find(store.isOpen);
  const unitName = (await unitNames(ctx, [budget.unitId])).get(budget.unitId) ?? '';
  return {
    ...{ id, year: budget.year, book: presentBook(budget, unitName), today: moment.today },
    inForce: inForce === undefined ? null : presentVersion(inForce),
    open: open === undefined ? null : presentVersion(open),
    versions: versions.map(presentVersion),
    lines: lines.map((line) => presentLine(line, figures.get(line.id)!, words, moment)),
    totals: {
      ceiling: ceilingsOf(lines),
      spent: sumOf(figures.values(), 'spent'),
      reserved: sumOf(figures.values(), 'reserved'),
      outside: await outsideOf(ctx, budget, lines),
    },
    shifts: shifts.map((shift) => presentShift(ctx, shift, budget)),
    abilities: abilitiesOf(ctx, budget, versions),
  };
}

/** Refuses: a budget out of reach, a number that it has no version of. */
export async function showBudgetVersion(
  ctx: Context,
  finder: CommitmentFinder,
  { id, number }: { id: string; number: number },
): Promise<BudgetVersionHead & { lines: VersionLine[] }> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.read');
  const version = (await store.versionsOf(ctx, id)).find((one) => one.number === number);
  if (version === undefined) throw notFound();
  const lines = await store.versionLines(ctx, version.id);
  const words = await lineWords(ctx, finder, budget.bookId, lines);
  return { ...presentVersion(version), lines: lines.map((line) => presentContent(line, words)) };
}

const columns = (ctx: Context): readonly WorkbookColumn<BudgetLine>[] => {
  const title = (key: string) => `ledger:budgets.columns.${key}`;
  const word = (key: string) => text(ctx.language, `ledger:budgets.${key}`);
  return [
    { key: 'name', title: title('name'), kind: 'text', width: 24, value: (row) => row.name },
    { key: 'kind', title: title('kind'), kind: 'text', width: 10, value: (row) => word(`kinds.${row.target.kind}`) },
    { key: 'least', title: title('least'), kind: 'fen', width: 16, value: (row) => row.least },
    { key: 'most', title: title('most'), kind: 'fen', width: 16, value: (row) => row.most },
    { key: 'spent', title: title('spent'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.spent },
    { key: 'reserved', title: title('reserved'), kind: 'fen', width: 16, isSummed: true, value: (row) => row.reserved },
    { key: 'free', title: title('free'), kind: 'fen', width: 16, value: (row) => row.free },
    { key: 'state', title: title('state'), kind: 'text', width: 12, value: (row) => word(`states.${row.state}`) },
    {
      ...{ key: 'accounts', title: title('accounts'), kind: 'text', width: 30 },
      value: (row) =>
        thingsInWords(
          ctx.language,
          row.accounts.map(({ code, name }) => `${code} ${name}`),
        ),
    },
    {
      ...{ key: 'commitments', title: title('commitments'), kind: 'text', width: 40 },
      value: (row) =>
        clausesInWords(
          ctx.language,
          row.commitments.map((commitment) => commitment.title),
        ),
    },
  ];
};

/** Refuses: a budget out of reach. */
export async function exportBudget(ctx: Context, finder: CommitmentFinder, id: string): Promise<FileAnswer> {
  const board = await showBudget(ctx, finder, id);
  const { book, year } = board;
  const { file, rows } = await exportTable(ctx, {
    title: text(ctx.language, 'ledger:budgets.exports.lines', { book: book.name, year }),
    permission: 'ledger.budget.read',
    unitName: book.unitName,
    filters: [],
    columns: columns(ctx),
    rows: [board.lines],
  });
  audit(ctx, { action: 'ledger.exportBudget', subject: `budget:${id}`, details: { count: rows } });
  return file;
}
