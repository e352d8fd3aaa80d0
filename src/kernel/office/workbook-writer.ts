import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { AppError } from '../errors';
import {
  cellText,
  dayCell,
  momentCell,
  numberFormats,
  yuanCell,
  type SheetToWrite,
  type WorkbookColumn,
  type WrittenWorkbook,
} from './workbook-cells';

const MOST_ROWS = 200_000;
const ROWS_AT_A_TIME = 250;
/** What a column must be wide for its words to go on in a second line. */
const LONG_WORDS = 28;
/** Signs in a line of the usual font that can still be read when the page is shrunk to its width. */
const WIDEST_ON_A4 = 200;
const A4: ExcelJS.PaperSize = 9;
const A3 = 8 as ExcelJS.PaperSize;
const NOTE_ROW = 1;
const HEAD_ROW = 2;
/** SUBTOTAL's way to add up only what a filter leaves on the screen. */
const SUM_OF_SHOWN = 109;

const headFill: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF1EEE9' } };
const thinLine: Partial<ExcelJS.Borders> = { bottom: { style: 'thin', color: { argb: 'FF8C8378' } } };
const sumLine: Partial<ExcelJS.Borders> = { top: { style: 'thin', color: { argb: 'FF8C8378' } } };

/** The sum so far of a column: money in whole fen, so that a million small amounts add up exactly. */
interface Sum {
  readonly column: WorkbookColumn<never>;
  readonly index: number;
  fen: bigint;
  number: number;
}

/** Writes row after row and keeps only the packed bytes; other requests get their turn after each few hundred rows. */
export async function writeSheet<Row>(given: SheetToWrite<Row>): Promise<WrittenWorkbook> {
  const { columns, mostRows = MOST_ROWS } = given;
  const out = packedBytes();
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out.stream, useStyles: true });
  workbook.creator = cellText(given.author);
  workbook.lastModifiedBy = workbook.creator;
  workbook.created = given.at;
  workbook.modified = given.at;
  workbook.title = cellText(given.title);
  workbook.description = cellText(given.note);
  const sheet = openSheet(workbook, given);
  const sums = columns.flatMap((column, index): Sum[] =>
    'isSummed' in column && column.isSummed === true ? [{ column, index, fen: 0n, number: 0 }] : [],
  );
  const styles = columns.map(styleOf);
  let count = 0;
  for await (const piece of given.rows) {
    for (let at = 0; at < piece.length; at += ROWS_AT_A_TIME) {
      const some = piece.slice(at, at + ROWS_AT_A_TIME);
      count += some.length;
      if (count > mostRows) throw new AppError('workbook.export_too_long', { limit: mostRows });
      for (const row of some) {
        for (const sum of sums) add(sum, row);
        const line = sheet.addRow(columns.map((column) => cellOf(column, row)));
        // One object for a whole column: the library then looks its number up instead of writing the style anew.
        line.eachCell((cell, place) => (cell.style = styles[place - 1]!));
        line.commit();
      }
      await turn();
    }
  }
  const lastRow = HEAD_ROW + count;
  if (count > 0 && sums.length > 0) addSums(sheet, given.sumWord, sums, lastRow);
  sheet.autoFilter = { from: { row: HEAD_ROW, column: 1 }, to: { row: lastRow, column: columns.length } };
  sheet.commit();
  for (const words of given.further ?? []) addWords(workbook, words);
  await workbook.commit();
  return { bytes: await out.bytes, rows: count };
}

function packedBytes(): { stream: PassThrough; bytes: Promise<Uint8Array> } {
  const stream = new PassThrough();
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  const bytes = new Promise<Uint8Array>((resolve, reject) => {
    stream.once('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    stream.once('error', reject);
  });
  return { stream, bytes };
}

/** The sheet with its note and its header, which stay in sight and stand on each printed page. */
function openSheet<Row>(workbook: ExcelJS.stream.xlsx.WorkbookWriter, given: SheetToWrite<Row>): ExcelJS.Worksheet {
  const width = given.columns.reduce((sum, column) => sum + column.width, 0);
  const paperSize = width > WIDEST_ON_A4 ? A3 : A4;
  const sheet = workbook.addWorksheet(sheetName(given.title), {
    views: [{ state: 'frozen', ySplit: HEAD_ROW, activeCell: 'A3' }],
    pageSetup: { orientation: 'landscape', paperSize, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.pageSetup.printTitlesRow = `${HEAD_ROW}:${HEAD_ROW}`;
  sheet.columns = given.columns.map(({ key, width }) => ({ key, width }));
  const note = sheet.getRow(NOTE_ROW);
  note.getCell(1).value = cellText(given.note);
  note.getCell(1).style = { numFmt: '@', font: { size: 9, color: { argb: 'FF6B6459' } } };
  note.commit();
  const head = sheet.getRow(HEAD_ROW);
  given.columns.forEach(({ title, kind, hint }, index) => {
    const cell = head.getCell(index + 1);
    cell.value = cellText(given.say(title));
    const horizontal = kind === 'text' || kind === 'day' || kind === 'moment' ? 'left' : 'right';
    cell.style = { numFmt: '@', font: { bold: true }, fill: headFill, border: thinLine, alignment: { horizontal } };
    if (hint !== undefined) cell.note = cellText(hint);
  });
  head.commit();
  return sheet;
}

function addWords(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { title, widths, lines }: NonNullable<SheetToWrite<never>['further']>[number],
): void {
  const sheet = workbook.addWorksheet(sheetName(title), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = widths.map((width) => ({ width }));
  lines.forEach((line, at) => {
    const row = sheet.addRow(line.map(cellText));
    row.eachCell((cell) => {
      const head = at === 0 ? { font: { bold: true }, fill: headFill, border: thinLine } : {};
      cell.style = { numFmt: '@', alignment: { vertical: 'top', wrapText: true }, ...head };
    });
    row.commit();
  });
  sheet.commit();
}

function styleOf<Row>({ kind, width }: WorkbookColumn<Row>): Partial<ExcelJS.Style> {
  const isLong = kind === 'text' && width >= LONG_WORDS;
  return { numFmt: numberFormats[kind], alignment: { vertical: 'top', ...(isLong ? { wrapText: true } : {}) } };
}

/** Excel allows 31 signs and none of those that its formulas use; an apostrophe may not stand at either end. */
function sheetName(title: string): string {
  const allowed = title.replace(/[[\]:*?/\\\p{Cc}]/gu, ' ').replace(/^'+|'+$/g, '');
  return [...allowed].slice(0, 31).join('').trim() || 'Sheet1';
}

function cellOf<Row>(column: WorkbookColumn<Row>, row: Row): string | number | null {
  switch (column.kind) {
    case 'text': {
      const text = column.value(row);
      return text === null ? null : cellText(text);
    }
    case 'day': {
      const day = column.value(row);
      return day === null ? null : dayCell(day);
    }
    case 'moment': {
      const moment = column.value(row);
      return moment === null ? null : momentCell(moment);
    }
    case 'fen': {
      const fen = column.value(row);
      return fen === null ? null : yuanCell(fen);
    }
    case 'count':
    case 'decimal':
    case 'share':
      return column.value(row);
  }
}

function add<Row>(sum: Sum, row: Row): void {
  const column = sum.column as WorkbookColumn<Row>;
  if (column.kind === 'fen') sum.fen += column.value(row) ?? 0n;
  else if (column.kind === 'count' || column.kind === 'decimal') sum.number += column.value(row) ?? 0;
}

/** A formula that follows the filter, with the sum of all rows beside it for programs that don't compute. */
function addSums(sheet: ExcelJS.Worksheet, word: string, sums: readonly Sum[], lastRow: number): void {
  const row = sheet.getRow(lastRow + 1);
  const first = row.getCell(1);
  first.value = cellText(word);
  first.style = { numFmt: '@', font: { bold: true }, border: sumLine };
  for (const { column, index, fen, number } of sums) {
    const cell = row.getCell(index + 1);
    const letter = sheet.getColumn(index + 1).letter;
    const formula = `SUBTOTAL(${SUM_OF_SHOWN},${letter}${HEAD_ROW + 1}:${letter}${lastRow})`;
    cell.value = { formula, result: column.kind === 'fen' ? yuanCell(fen) : number };
    cell.style = { numFmt: numberFormats[column.kind], font: { bold: true }, border: sumLine };
  }
  row.commit();
}
