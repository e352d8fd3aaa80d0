import { AppError } from '../errors';
import { isDay, type Day } from '../day';
import { dayOfSerial, unescapeText } from './workbook-cells';
import { localName, openWorkbook, refusalOf, relationsOf, tailOf, tokensOf, wholeChildren } from './workbook-package';
import { readXml, type XmlAttributes } from './xml-tokens';
import type { ZipPackage } from './zip-package';

export interface ReadOptions {
  /** The name of the sheet; left out, the first visible one. */
  sheet?: string;
  /** Rows that hold something; empty ones never count. */
  mostRows?: number;
}

/** What a cell holds. A formula counts as the value that it had when the file was saved. */
export type WorkbookCell =
  | { kind: 'text'; text: string }
  /** `digits` is the number as Excel shows it, in at most fifteen digits and without an exponent: money is read from it. */
  | { kind: 'number'; value: number; digits: string }
  | { kind: 'day'; day: Day; time: string | null }
  | { kind: 'truth'; value: boolean }
  /** `#REF!`, `#N/A` …, or `=` for a formula that no program has computed yet. */
  | { kind: 'fault'; text: string };

export interface WorkbookRow {
  /** As Excel counts it, from 1, so that a refusal can name it. */
  number: number;
  /** From column A on; null where nothing stands. */
  cells: readonly (WorkbookCell | null)[];
}

export interface ReadSheet {
  name: string;
  /** The names of all visible sheets. */
  sheets: readonly string[];
  /** Rows that hold something, in pieces. */
  rows: AsyncGenerator<readonly WorkbookRow[]>;
  /** How many cells of the rows read so far are formulas. */
  formulas(): number;
  /** Cells that are merged into one, such as `B3:B9`; only the first of them holds what is seen. */
  merged(): Promise<string[]>;
}

const MEGABYTE = 1024 * 1024;
const MOST_ROWS = 200_000;
/** Cells that are looked at, empty ones too: sheets may come with millions of coloured nothings. */
const MOST_CELLS = 12_000_000;
const MOST_COLUMNS = 16_384;
const SHEET_MAX_BYTES = 500 * MEGABYTE;
const TEXTS_MAX_BYTES = 150 * MEGABYTE;
const USUAL_WORKBOOK = 'xl/workbook.xml';

export async function readSheet(bytes: Uint8Array, name: string, options: ReadOptions): Promise<ReadSheet> {
  const zip = await openWorkbook(bytes, name);
  const root = [...(await relationsOf(zip, '')).values()].find((one) => one.type === 'officeDocument');
  const workbook = root !== undefined && zip.has(root.part) ? root.part : USUAL_WORKBOOK;
  if (!zip.has(workbook)) throw new AppError('workbook.other_kind', { name });
  const relations = await relationsOf(zip, workbook);
  const { sheets, is1904 } = await sheetsOf(zip, workbook);
  // A package with another main part, such as a Word document.
  if (sheets.length === 0) throw new AppError('workbook.other_kind', { name });
  const readable = sheets.filter(({ id }) => relations.get(id)?.type === 'worksheet');
  const visible = readable.filter((sheet) => sheet.isVisible);
  const wanted =
    options.sheet === undefined ? (visible[0] ?? readable[0]) : readable.find((one) => one.name === options.sheet);
  if (wanted === undefined) throw new AppError('workbook.no_sheet', { name, sheet: options.sheet ?? '' });
  const partOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.part;
  const book: Book = {
    texts: await sharedTexts(zip, partOf('sharedStrings')),
    dates: await dateStyles(zip, partOf('styles') ?? 'xl/styles.xml'),
    is1904,
  };
  const part = relations.get(wanted.id)!.part;
  const reader = new RowReader(book);
  return {
    name: wanted.name,
    sheets: visible.map((sheet) => sheet.name),
    rows: rowsOf(zip, part, reader, options.mostRows ?? MOST_ROWS),
    formulas: () => reader.formulas,
    merged: () => mergedIn(zip, part),
  };
}

/** They stand behind the rows, so that the sheet passes once more, unread but for them. */
async function mergedIn(zip: ZipPackage, part: string): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const piece of tailOf(zip, part, { container: 'sheetData', maxBytes: SHEET_MAX_BYTES }))
      for (const [, range] of piece.matchAll(/<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"/g))
        found.push(range!);
  } catch (error) {
    throw refusalOf(error, part);
  }
  return found;
}

interface Book {
  texts: readonly string[];
  /** Whether the numbers of a style are days. */
  dates: readonly boolean[];
  is1904: boolean;
}

async function sheetsOf(zip: ZipPackage, part: string) {
  const sheets: { name: string; id: string; isVisible: boolean }[] = [];
  let is1904 = false;
  for (const token of await tokensOf(zip, part)) {
    if (token.kind !== 'open') continue;
    const name = localName(token.name);
    if (name === 'workbookPr') is1904 = isTrue(token.attributes.get('date1904'));
    if (name !== 'sheet') continue;
    const { attributes } = token;
    const isVisible = (attributes.get('state') ?? 'visible') === 'visible';
    sheets.push({ name: attributes.get('name') ?? '', id: attributes.get('id') ?? '', isVisible });
  }
  return { sheets, is1904 };
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

/** The texts that cells name by number. How a text is read (phonetic signs) is no part of it. */
async function sharedTexts(zip: ZipPackage, part: string | undefined): Promise<string[]> {
  if (part === undefined || !zip.has(part)) return [];
  const texts: string[] = [];
  try {
    for await (const piece of wholeChildren(zip, part, { container: 'sst', child: 'si', maxBytes: TEXTS_MAX_BYTES })) {
      let text = '';
      let path: string[] = [];
      for (const token of readXml(piece)) {
        if (token.kind === 'text') {
          if (path.at(-1) === 't' && !path.includes('rPh')) text += token.text;
          continue;
        }
        const name = localName(token.name);
        if (token.kind === 'open') path.push(name);
        else path = path.slice(0, -1);
        if (token.kind === 'close' && name === 'si') {
          texts.push(unescapeText(text));
          text = '';
        }
      }
    }
  } catch (error) {
    throw refusalOf(error, part);
  }
  return texts;
}

/** Formats of days and times that Excel knows by number, those of East Asia with them. */
const dateFormats = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** A format of one's own shows days when signs of days stand in it, outside quotes and colours; `[h]` counts hours. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return dateFormats.some(([from, to]) => id >= from && id <= to);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0]!;
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return false;
  return /[ymdhs]/i.test(bare.replace(/\[[^\]]*\]/g, '').replace(/general/gi, ''));
}

async function dateStyles(zip: ZipPackage, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCells = false;
  for (const token of await tokensOf(zip, part)) {
    const name = token.kind === 'text' ? '' : localName(token.name);
    if (name === 'cellXfs') isInCells = token.kind === 'open';
    if (token.kind !== 'open') continue;
    const id = Number(token.attributes.get('numFmtId') ?? 0);
    if (name === 'numFmt') codes.set(id, token.attributes.get('formatCode') ?? '');
    if (name === 'xf' && isInCells) styles.push(isDateFormat(id, codes.get(id)));
  }
  return styles;
}

async function* rowsOf(
  zip: ZipPackage,
  part: string,
  reader: RowReader,
  mostRows: number,
): AsyncGenerator<readonly WorkbookRow[]> {
  let count = 0;
  const asked = { container: 'sheetData', child: 'row', maxBytes: SHEET_MAX_BYTES };
  try {
    for await (const piece of wholeChildren(zip, part, asked)) {
      const rows = reader.read(piece);
      count += rows.length;
      if (count > mostRows) throw new AppError('workbook.too_many_rows', { limit: mostRows });
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    throw refusalOf(error, part);
  }
}

/** Reads rows out of pieces of a sheet; rows and cells that don't say where they stand follow the one before. */
class RowReader {
  formulas = 0;
  #rowNumber = 0;
  #seenCells = 0;

  constructor(private readonly book: Book) {}

  read(piece: string): WorkbookRow[] {
    const rows: WorkbookRow[] = [];
    let cells: (WorkbookCell | null)[] = [];
    let column = -1;
    let cell: { type: string; style: number; value: string | null; isFormula: boolean } | null = null;
    let inner = '';
    for (const token of readXml(piece)) {
      if (token.kind === 'text') {
        if (cell !== null && (inner === 'v' || inner === 't')) cell.value = (cell.value ?? '') + token.text;
        continue;
      }
      const name = localName(token.name);
      if (token.kind === 'open') {
        if (name === 'row') {
          this.#rowNumber = Number(token.attributes.get('r') ?? this.#rowNumber + 1);
          cells = [];
          column = -1;
        } else if (name === 'c') {
          column = columnOf(token.attributes, column + 1);
          this.#count();
          const style = Number(token.attributes.get('s') ?? 0);
          cell = { type: token.attributes.get('t') ?? 'n', style, value: null, isFormula: false };
        } else if (inner !== 'rPh') {
          inner = name;
          if (name === 'f' && cell !== null) cell.isFormula = true;
        }
      } else if (name === 'c') {
        const value = cell === null ? null : this.#cellOf(cell);
        if (value !== null) {
          while (cells.length < column) cells.push(null);
          cells[column] = value;
        }
        cell = null;
      } else if (name === 'row') {
        if (cells.length > 0) rows.push({ number: this.#rowNumber, cells });
      } else if (inner !== 'rPh' || name === 'rPh') inner = '';
    }
    return rows;
  }

  #count(): void {
    this.#seenCells += 1;
    if (this.#seenCells > MOST_CELLS) throw new AppError('workbook.too_many_cells');
  }

  #cellOf(given: { type: string; style: number; value: string | null; isFormula: boolean }): WorkbookCell | null {
    if (given.isFormula) this.formulas += 1;
    if (given.value === null) return given.isFormula ? { kind: 'fault', text: '=' } : null;
    return this.#valueOf(given.type, given.style, given.value);
  }

  #valueOf(type: string, style: number, raw: string): WorkbookCell | null {
    switch (type) {
      case 's':
        return textCell(this.book.texts[Number(raw)] ?? '');
      case 'str':
      case 'inlineStr':
        return textCell(unescapeText(raw));
      case 'b':
        return { kind: 'truth', value: isTrue(raw) };
      case 'e':
        return { kind: 'fault', text: raw };
      case 'd':
        return isoCell(raw);
      default:
        return this.#numberCell(style, raw);
    }
  }

  #numberCell(style: number, raw: string): WorkbookCell | null {
    const value = Number(raw);
    if (raw.trim() === '' || !Number.isFinite(value)) return null;
    const isDate = this.book.dates[style] ?? false;
    const seconds = Math.round((value - Math.floor(value)) * 86_400);
    const whole = Math.floor(value) + (seconds === 86_400 ? 1 : 0);
    const day = isDate ? dayOfSerial(whole, this.book.is1904) : null;
    if (day === null) return { kind: 'number', value, digits: plainDigits(value) };
    return { kind: 'day', day, time: seconds % 86_400 === 0 ? null : clockOf(seconds) };
  }
}

function textCell(text: string): WorkbookCell | null {
  return text === '' ? null : { kind: 'text', text };
}

function isoCell(raw: string): WorkbookCell | null {
  const [, day = '', time] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(raw) ?? [];
  if (!isDay(day)) return textCell(raw);
  return { kind: 'day', day, time: time === undefined || time === '00:00:00' ? null : time };
}

function clockOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** 0.30000000000000004 as `0.3`, 1.5e-7 as `0.00000015`: fifteen digits, as the person saw them in Excel. */
export function plainDigits(value: number): string {
  const [mantissa = '0', exponent = '0'] = value.toPrecision(15).split('e');
  const shift = Number(exponent);
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + shift;
  const placed =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : point >= digits.length
        ? digits + '0'.repeat(point - digits.length)
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  const short = placed.includes('.') ? placed.replace(/\.?0+$/, '') : placed;
  return value < 0 && short !== '0' ? `-${short}` : short;
}

/** `BC12` stands in column 54, counted from 0. */
function columnOf(attributes: XmlAttributes, otherwise: number): number {
  const letters = /^[A-Z]{1,3}/.exec(attributes.get('r') ?? '')?.[0];
  if (letters === undefined) return refuseFar(otherwise);
  let column = 0;
  for (let i = 0; i < letters.length; i += 1) column = column * 26 + letters.charCodeAt(i) - 64;
  return refuseFar(column - 1);
}

function refuseFar(column: number): number {
  if (column >= MOST_COLUMNS) throw new AppError('workbook.broken', { part: 'sheet' });
  return column;
}
