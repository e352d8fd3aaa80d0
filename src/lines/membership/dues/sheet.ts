import { createHash } from 'node:crypto';
import { AppError, readTable, type WorkbookCell, type WorkbookRow } from '#kernel';
import { listColumns, type ColumnPlaces, type ListColumn } from './contract-money';
import type { SheetRow } from './store-lists';
import type { ListKind } from './terms';

/** How sheets of payroll programs are read: their headings, and the cells below. */

const MOST_COLUMNS = 60;
const LONGEST_CELL = 120;
const ROWS_LOOKED_AT = 30;

/** What columns are called; the first that a sheet has counts. */
const headingsOf: Readonly<Record<ListKind, Readonly<Record<ListColumn, readonly string[]>>>> = {
  wages: {
    staffNumber: ['工号', '职工号', '职工编号', '员工编号', '人员编号', '编号', 'staffnumber', 'staffno', 'employeeid'],
    name: ['姓名', '职工姓名', '名字', 'name'],
    amount: [
      ...[
        '会费基数',
        '缴费基数',
        '交费基数',
        '基本工资',
        '岗位工资',
        '月工资',
        '工资',
        '工资收入',
        '应发工资',
        '应发合计',
      ],
      ...['base', 'basicwage', 'wage'],
    ],
  },
  payments: {
    staffNumber: ['工号', '职工号', '职工编号', '员工编号', '人员编号', '编号', 'staffnumber', 'staffno', 'employeeid'],
    name: ['姓名', '职工姓名', '名字', 'name'],
    amount: [
      ...['扣会费', '代扣会费', '工会会费', '会费', '实扣会费', '实扣', '扣款金额', '扣款', '金额'],
      ...['dues', 'deducted', 'amount'],
    ],
  },
};

const TOTALS = new Set(['合计', '总计', '小计', '共计', 'total', 'sum']);

/** Headings compare without blanks, brackets and marks. */
const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：_\-—.、,，/]/g, '');

function words(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  const shown =
    cell.kind === 'number' ? cell.digits : cell.kind === 'day' ? cell.day : cell.kind === 'truth' ? '' : cell.text;
  // Card and identity numbers are no business of dues: they are not even kept.
  return shown
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL)
    .replace(/\d{15,}[\dXx]?/g, '••••');
}

export interface Sheet {
  readonly headings: string[];
  readonly fingerprint: string;
  readonly guessed: ColumnPlaces;
  readonly rows: readonly SheetRow[];
}

/** Refuses: what is no table (workbook.…), one without headings and rows below (membership.dues_list_no_heading). */
export async function readSheet(bytes: Uint8Array, name: string, kind: ListKind): Promise<Sheet> {
  const all: SheetRow[] = [];
  for await (const piece of (await readTable(bytes, name)).rows) for (const row of piece) all.push(plainRow(row));
  const at = headingRow(all, kind);
  const headings = [...(all[at]?.cells ?? [])];
  while (headings.at(-1) === '') headings.pop();
  const rows = all.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== '') && !isTotal(cells));
  if (headings.length < 2 || rows.length === 0) throw new AppError('membership.dues_list_no_heading');
  const fingerprint = createHash('sha256').update(headings.map(headingKey).join('\u001f')).digest('hex').slice(0, 32);
  return { headings, fingerprint, guessed: guess(headings, kind), rows };
}

const plainRow = ({ number, cells }: WorkbookRow): SheetRow => ({
  number,
  cells: cells.slice(0, MOST_COLUMNS).map(words),
});

/** The row that holds the most names that we know; of none, the first with two cells or more. */
function headingRow(rows: readonly SheetRow[], kind: ListKind): number {
  const head = rows.slice(0, ROWS_LOOKED_AT).map(({ cells }) => Object.keys(guess(cells, kind)).length);
  const most = Math.max(0, ...head);
  if (most > 0) return head.indexOf(most);
  return rows.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length >= 2);
}

function guess(headings: readonly string[], kind: ListKind): ColumnPlaces {
  const keys = headings.map(headingKey);
  const places: ColumnPlaces = {};
  for (const column of listColumns) {
    const known = headingsOf[kind][column].find((name) => keys.includes(name));
    if (known !== undefined) places[column] = keys.indexOf(known);
  }
  return places;
}

/** A line of sums, which names nobody. */
const isTotal = (cells: readonly string[]): boolean =>
  cells.slice(0, 3).some((cell) => TOTALS.has(cell.replace(/\s/g, '').toLowerCase()));
