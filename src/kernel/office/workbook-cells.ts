import { addDays, dayOf, daysBetween, isDay, type Day } from '../day';

interface ColumnOf<Row, Kind extends string, Value> {
  readonly key: string;
  /** The key of a text, such as `roster:exports.people.name`. */
  readonly title: string;
  readonly kind: Kind;
  /** In signs of the usual font; a Chinese sign takes two. */
  readonly width: number;
  /** What to write in the column, as a remark on its heading. */
  readonly hint?: string;
  readonly value: (row: Row) => Value | null;
}

/** What can be added up says by `isSummed` that its sum means something; the number of an edition has none. */
interface SummableColumn<Row, Kind extends string, Value> extends ColumnOf<Row, Kind, Value> {
  readonly isSummed?: boolean;
}

/**
 * A column of a table that leaves as an Excel file. Numbers that are names (staff numbers, identity numbers) are `text`:
 * Excel would cut their zeros and round them after the fifteenth digit.
 */
export type WorkbookColumn<Row> =
  | ColumnOf<Row, 'text', string>
  | ColumnOf<Row, 'day', Day>
  | ColumnOf<Row, 'moment', Date>
  | SummableColumn<Row, 'count', number>
  | SummableColumn<Row, 'decimal', number>
  | SummableColumn<Row, 'fen', bigint>
  /** 1 is all of it. */
  | ColumnOf<Row, 'share', number>;

export type ColumnKind = WorkbookColumn<never>['kind'];

/** The format of a kind in Excel's own language. Text stays text even when somebody edits the cell: `=1+1` never counts. */
export const numberFormats: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  day: 'yyyy-mm-dd',
  moment: 'yyyy-mm-dd hh:mm',
  count: '#,##0',
  decimal: 'General',
  fen: '"¥"#,##0.00',
  share: '0.0%',
};

const LONGEST_TEXT = 32_767;
/** Excel holds fifteen digits; a decimal of so many passes through a double and comes out as it was written. */
const MOST_EXACT_FEN = 999_999_999_999_999n;

/** A text as a cell can hold it: whole signs, no control signs, and nothing that Excel would read as its own escape. */
export function cellText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  if (clean.length <= LONGEST_TEXT) return clean;
  return `${clean.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** `_x000D_` as Excel writes signs that XML can't hold. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** `-123405n` as `-1234.05`. */
export function yuanText(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The number whose shortest decimal is the amount, or the amount as text where Excel has too few digits for it. */
export function yuanCell(fen: bigint): number | string {
  const isExact = fen <= MOST_EXACT_FEN && fen >= -MOST_EXACT_FEN;
  return isExact ? Number(yuanText(fen)) : yuanText(fen);
}

const FIRST_DAY = '1900-01-01';
/** Excel believes that 1900 had a 29 February, and counts it. */
const AFTER_THE_DAY_THAT_WAS_NOT = '1900-03-01';

/** The number of a day in the system of 1900, or the day as text where that system doesn't reach. */
export function dayCell(day: Day): number | string {
  if (day < FIRST_DAY || !isDay(day)) return day;
  return daysBetween('1899-12-31', day) + (day < AFTER_THE_DAY_THAT_WAS_NOT ? 0 : 1);
}

/** The day of a number; null for numbers that no calendar has. */
export function dayOfSerial(serial: number, is1904: boolean): Day | null {
  if (!Number.isInteger(serial) || serial < 0 || serial > 2_958_465) return null;
  if (is1904) return addDays('1904-01-01', serial);
  if (serial === 0 || serial === 60) return null;
  return addDays('1899-12-31', serial < 60 ? serial : serial - 1);
}

const shanghaiTime = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** `09:30:00`, as the clocks on the wall in Shanghai show it. */
export function timeOf(moment: Date): string {
  return shanghaiTime.format(moment);
}

/** A moment as Shanghai's wall clock shows it: whole seconds of the day behind the number of the day. */
export function momentCell(moment: Date): number | string {
  const [hours = 0, minutes = 0, seconds = 0] = timeOf(moment).split(':').map(Number);
  const day = dayCell(dayOf(moment));
  return typeof day === 'string' ? day : day + (hours * 3600 + minutes * 60 + seconds) / 86_400;
}

/** A table to be written as a sheet of its own. */
export interface SheetToWrite<Row> {
  /** The name of the sheet and the title of the document. */
  title: string;
  /** Above the header: what was asked for, of which units, when and by whom. */
  note: string;
  author: string;
  at: Date;
  columns: readonly WorkbookColumn<Row>[];
  /** The words for a text key in the language of the file. */
  say: (key: string) => string;
  /** The word at the head of the last row, such as `合计`. */
  sumWord: string;
  /** In pieces, as they come out of the database: never all at once. */
  rows: AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;
  /** More rows than this are refused with `workbook.export_too_long`. */
  mostRows?: number;
  /** Sheets behind the table, of words alone; the first of their lines is the heading. */
  further?: readonly { title: string; widths: readonly number[]; lines: readonly (readonly string[])[] }[];
}

export interface WrittenWorkbook {
  bytes: Uint8Array;
  rows: number;
}
