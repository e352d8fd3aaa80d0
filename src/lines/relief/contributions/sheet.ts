import { createHash } from 'node:crypto';
import { AppError } from '#kernel';
import { personHeadings, readPeopleSheet, type KnownHeadings } from '#engines/roster';
import { readYuan } from '#kernel/contract';

/** How a payroll's sheet of contributions or gifts is read: its headings, and the cells below. */

const LONGEST_CONSENT = 60;
const MOST_ROWS = 20_000;

type Column = 'staffNumber' | 'name' | 'amount' | 'consent' | 'naming';

/** What columns are called; the first that a sheet has counts. */
const headings: KnownHeadings<Column> = {
  ...personHeadings,
  amount: [
    ...['互助金', '扣互助金', '代扣互助金', '互助会费', '捐款', '捐款金额', '代扣捐款', '实扣', '扣款金额', '金额'],
    ...['contribution', 'gift', 'deducted', 'amount'],
  ],
  consent: ['本人同意', '同意扣款', '是否同意', '同意', '签字', 'consent', 'agreed'],
  naming: ['公开姓名', '是否公开', '同意公开', '具名', 'named', 'public'],
};

const NOES = new Set(['', '否', '不', '不同意', '×', 'x', 'n', 'no', '0', '-']);

export interface SheetLine {
  readonly number: number;
  /** The row as it came. */
  readonly cells: readonly string[];
  readonly staffNumber: string;
  readonly name: string;
  readonly amount: string;
  readonly consent: string;
  readonly isNamed: boolean;
}

export interface Sheet {
  readonly fingerprint: string;
  readonly headings: readonly string[];
  readonly lines: readonly SheetLine[];
}

/** Whether a cell says yes: anything but a no, such as a tick, a name or a day. */
export const saysYes = (cell: string): boolean => !NOES.has(cell.normalize('NFKC').toLowerCase().trim());

/**
 * Refuses: what is no table (workbook.…), one without headings for staff numbers and amounts, without rows, or with too many
 * (relief.list_no_heading).
 */
export async function readSheet(bytes: Uint8Array, name: string): Promise<Sheet> {
  const sheet = await readPeopleSheet(bytes, name, headings);
  const places = sheet?.guessed ?? {};
  const isFit = places.staffNumber !== undefined && places.amount !== undefined;
  if (sheet === null || !isFit || sheet.rows.length > MOST_ROWS) throw new AppError('relief.list_no_heading');
  const lines = sheet.rows.map(({ number, cells }): SheetLine => {
    const cell = (column: Column) => (places[column] === undefined ? '' : (cells[places[column]] ?? ''));
    const staffNumber = cell('staffNumber').normalize('NFKC').replace(/[\s']/g, '');
    const consent = saysYes(cell('consent')) ? cell('consent').slice(0, LONGEST_CONSENT) : '';
    const said = { name: cell('name'), amount: cell('amount'), consent, isNamed: saysYes(cell('naming')) };
    return { number, cells, staffNumber, ...said };
  });
  return { fingerprint: createHash('sha256').update(bytes).digest('hex'), headings: sheet.headings, lines };
}

export type Amount = { fen: bigint } | { fault: 'no_amount' | 'not_money' | 'negative' | 'too_much' };

/** A sum as clerks write it, see `readYuan`; nothing and nil are no amount. */
export function readAmount(cell: string): Amount {
  const read = readYuan(cell);
  if ('fault' in read) return read;
  return read.fen === null || read.fen === 0n ? { fault: 'no_amount' } : { fen: read.fen };
}
