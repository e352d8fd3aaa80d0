import { createHash } from 'node:crypto';
import { readTable, type WorkbookCell, type WorkbookRow } from '#kernel';

/** How sheets of payroll programs are read: their headings, and the cells below. Which columns are sought, the line says. */

const MOST_COLUMNS = 60;
const LONGEST_CELL = 120;
const ROWS_LOOKED_AT = 30;

/** What each of a line's columns is called in sheets; the first that a sheet has counts. */
export type KnownHeadings<Column extends string> = Readonly<Record<Column, readonly string[]>>;

/** For each of the line's columns the place of the sheet's, counted from 0. */
export type SheetPlaces<Column extends string> = Partial<Record<Column, number>>;

export interface SheetRow {
  readonly number: number;
  readonly cells: readonly string[];
}

/** How sheets name the person of a row. */
export const personHeadings: KnownHeadings<'staffNumber' | 'name'> = {
  staffNumber: ['工号', '职工号', '职工编号', '员工编号', '人员编号', '编号', 'staffnumber', 'staffno', 'employeeid'],
  name: ['姓名', '职工姓名', '名字', 'name'],
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
  // Card and identity numbers are nobody's business here: they are not even kept.
  return shown
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_CELL)
    .replace(/\d{15,}[\dXx]?/g, '••••');
}

export interface PeopleSheet<Column extends string> {
  readonly headings: string[];
  readonly fingerprint: string;
  readonly guessed: SheetPlaces<Column>;
  readonly rows: readonly SheetRow[];
}

/** Null: no headings with rows below. Refuses: what is no table (workbook.…). */
export async function readPeopleSheet<Column extends string>(
  bytes: Uint8Array,
  name: string,
  known: KnownHeadings<Column>,
): Promise<PeopleSheet<Column> | null> {
  const all: SheetRow[] = [];
  for await (const piece of (await readTable(bytes, name)).rows) for (const row of piece) all.push(plainRow(row));
  const at = headingRow(all, known);
  const headings = [...(all[at]?.cells ?? [])];
  while (headings.at(-1) === '') headings.pop();
  const rows = all.slice(at + 1).filter(({ cells }) => cells.some((cell) => cell !== '') && !isTotal(cells));
  if (headings.length < 2 || rows.length === 0) return null;
  const fingerprint = createHash('sha256').update(headings.map(headingKey).join('\u001f')).digest('hex').slice(0, 32);
  return { headings, fingerprint, guessed: guess(headings, known), rows };
}

const plainRow = ({ number, cells }: WorkbookRow): SheetRow => ({
  number,
  cells: cells.slice(0, MOST_COLUMNS).map(words),
});

/** The row that holds the most names that we know; of none, the first with two cells or more. */
function headingRow<Column extends string>(rows: readonly SheetRow[], known: KnownHeadings<Column>): number {
  const head = rows.slice(0, ROWS_LOOKED_AT).map(({ cells }) => Object.keys(guess(cells, known)).length);
  const most = Math.max(0, ...head);
  if (most > 0) return head.indexOf(most);
  return rows.findIndex(({ cells }) => cells.filter((cell) => cell !== '').length >= 2);
}

function guess<Column extends string>(headings: readonly string[], known: KnownHeadings<Column>): SheetPlaces<Column> {
  const keys = headings.map(headingKey);
  const places: SheetPlaces<Column> = {};
  for (const column of Object.keys(known) as Column[]) {
    const name = known[column].find((one) => keys.includes(one));
    if (name !== undefined) places[column] = keys.indexOf(name);
  }
  return places;
}

/** A line of sums, which names nobody. */
const isTotal = (cells: readonly string[]): boolean =>
  cells.slice(0, 3).some((cell) => TOTALS.has(cell.replace(/\s/g, '').toLowerCase()));
