import { createHash } from 'node:crypto';
import { AppError, readTable, type WorkbookCell, type WorkbookRow } from '#kernel';
import { personHeadings } from '#engines/roster';
import { readYuan } from '#kernel/contract';

/** How a payroll's sheet of contributions or gifts is read: its headings, and the cells below. */

const ROWS_LOOKED_AT = 30;
const LONGEST_CELL = 60;
const MOST_ROWS = 20_000;

/** What columns are called; the first that a sheet has counts. */
const headings = {
  ...personHeadings,
  amount: [
    ...['互助金', '扣互助金', '代扣互助金', '互助会费', '捐款', '捐款金额', '代扣捐款', '实扣', '扣款金额', '金额'],
    ...['contribution', 'gift', 'deducted', 'amount'],
  ],
  consent: ['本人同意', '同意扣款', '是否同意', '同意', '签字', 'consent', 'agreed'],
  naming: ['公开姓名', '是否公开', '同意公开', '具名', 'named', 'public'],
} as const;
type Column = keyof typeof headings;

const TOTALS = new Set(['合计', '总计', '小计', '共计', 'total', 'sum']);
const NOES = new Set(['', '否', '不', '不同意', '×', 'x', 'n', 'no', '0', '-']);

export interface SheetLine {
  readonly number: number;
  readonly staffNumber: string;
  readonly name: string;
  readonly amount: string;
  readonly consent: string;
  readonly isNamed: boolean;
}

export interface Sheet {
  readonly fingerprint: string;
  readonly lines: readonly SheetLine[];
}

/** Headings compare without blanks, brackets and marks. */
const headingKey = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[(（[【].*?[)）\]】]/g, '')
    .replace(/[\s*＊:：_\-—.、,，/]/g, '');

function words(cell: WorkbookCell | null | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell.kind === 'truth') return '';
  const shown = cell.kind === 'number' ? cell.digits : cell.kind === 'day' ? cell.day : cell.text;
  return shown.replace(/\s+/g, ' ').trim().slice(0, LONGEST_CELL);
}

/** Whether a cell says yes: anything but a no, such as a tick, a name or a day. */
export const saysYes = (cell: string): boolean => !NOES.has(cell.normalize('NFKC').toLowerCase().trim());

function placesIn(cells: readonly string[]): Partial<Record<Column, number>> {
  const keys = cells.map(headingKey);
  const places: Partial<Record<Column, number>> = {};
  for (const [column, names] of Object.entries(headings) as [Column, readonly string[]][]) {
    const known = names.find((name) => keys.includes(name));
    if (known !== undefined) places[column] = keys.indexOf(known);
  }
  return places;
}

/**
 * Refuses: what is no table (workbook.…), one without headings for staff numbers and amounts, without rows, or with too many
 * (relief.list_no_heading).
 */
export async function readSheet(bytes: Uint8Array, name: string): Promise<Sheet> {
  const all: { number: number; cells: string[] }[] = [];
  for await (const piece of (await readTable(bytes, name)).rows) for (const row of piece) all.push(plain(row));
  const at = all
    .slice(0, ROWS_LOOKED_AT)
    .findIndex(({ cells }) => ['staffNumber', 'amount'].every((column) => column in placesIn(cells)));
  if (at < 0) throw new AppError('relief.list_no_heading');
  const places = placesIn(all[at]!.cells);
  const lines = all.slice(at + 1).flatMap(({ number, cells }): SheetLine[] => {
    if (cells.every((cell) => cell === '') || isTotal(cells)) return [];
    const cell = (column: Column) => (places[column] === undefined ? '' : (cells[places[column]] ?? ''));
    const staffNumber = cell('staffNumber').normalize('NFKC').replace(/[\s']/g, '');
    const consent = saysYes(cell('consent')) ? cell('consent') : '';
    return [
      { number, staffNumber, name: cell('name'), amount: cell('amount'), consent, isNamed: saysYes(cell('naming')) },
    ];
  });
  if (lines.length === 0 || lines.length > MOST_ROWS) throw new AppError('relief.list_no_heading');
  return { fingerprint: createHash('sha256').update(bytes).digest('hex'), lines };
}

const plain = ({ number, cells }: WorkbookRow): { number: number; cells: string[] } => ({
  number,
  cells: cells.slice(0, 60).map(words),
});

/** A line of sums, which names nobody. */
const isTotal = (cells: readonly string[]): boolean =>
  cells.slice(0, 3).some((cell) => TOTALS.has(cell.replace(/\s/g, '').toLowerCase()));

export type Amount = { fen: bigint } | { fault: 'no_amount' | 'not_money' | 'negative' | 'too_much' };

/** A sum as clerks write it, see `readYuan`; nothing and nil are no amount. */
export function readAmount(cell: string): Amount {
  const read = readYuan(cell);
  if ('fault' in read) return read;
  return read.fen === null || read.fen === 0n ? { fault: 'no_amount' } : { fen: read.fen };
}
