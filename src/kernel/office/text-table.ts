import { AppError } from '../errors';
import { DocumentRefusal } from './document-refusals';
import { decodeTextFile } from './text-encoding';
import { readWorkbook, type ReadSheet, type WorkbookRow } from './workbook';

const TEXT_TABLE = /\.(?:csv|tsv|txt)$/i;
const MARKS = [',', '\t', ';', '，', '|'] as const;
const ROWS_A_PIECE = 1000;
const MOST_ROWS = 200_000;

/** Opens a table that payroll programs and banks send: an .xlsx file, or a text whose cells are parted by marks. */
export async function readTable(bytes: Uint8Array, name: string): Promise<ReadSheet> {
  if (!TEXT_TABLE.test(name) || isZip(bytes)) return readWorkbook(bytes, name);
  const text = decode(bytes, name);
  if (text.trim() === '') throw new AppError('workbook.empty', { name });
  const rows = rowsOf(text, markOf(text));
  if (rows.length > MOST_ROWS) throw new AppError('workbook.too_many_cells', { name });
  return { name, sheets: [], rows: pieces(rows), formulas: () => 0, merged: async () => [] };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

function decode(bytes: Uint8Array, name: string): string {
  try {
    return decodeTextFile(bytes, name).text;
  } catch (error) {
    if (error instanceof DocumentRefusal) throw new AppError('workbook.other_kind', { name });
    throw error;
  }
}

/** The mark that stands most often in the first lines. */
function markOf(text: string): string {
  const head = text.split('\n', 20).join('\n');
  const counts = MARKS.map((mark) => head.split(mark).length);
  return MARKS[counts.indexOf(Math.max(...counts))]!;
}

/** Cells in quotes hold marks, line ends and doubled quotes; a quote within an open cell is a sign like any other. */
export function rowsOf(text: string, mark: string): WorkbookRow[] {
  const rows: WorkbookRow[] = [];
  let cells: string[] = [];
  let cell = '';
  let isQuoted = false;
  let line = 1;
  const endRow = (): void => {
    cells.push(cell);
    cell = '';
    if (cells.some((one) => one.trim() !== '')) rows.push({ number: line, cells: cells.map(asCell) });
    cells = [];
    line += 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at]!;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[(at += 1)]!;
      else isQuoted = false;
    } else if (sign === '"' && cell === '') isQuoted = true;
    else if (sign === mark) {
      cells.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else cell += sign;
  }
  if (cell !== '' || cells.length > 0) endRow();
  return rows;
}

/** Excel's own way to keep zeros in a text table: `="0123"`. */
function asCell(text: string): WorkbookRow['cells'][number] {
  const words = /^="?(.*?)"?$/.exec(text.trim())?.[1] ?? text.trim();
  return words === '' ? null : { kind: 'text', text: words };
}

async function* pieces(rows: readonly WorkbookRow[]): AsyncGenerator<readonly WorkbookRow[]> {
  for (let at = 0; at < rows.length; at += ROWS_A_PIECE) yield rows.slice(at, at + ROWS_A_PIECE);
}
