import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
} from 'docx';
import { FONT, SIZE, TYPE_AREA_WIDTH, type RunSettings } from './official-layout';
import { runsOf } from './official-runs';

export interface OfficialColumn {
  title: string;
  /** The share of the width, against the sum of all columns. */
  width: number;
  align?: 'left' | 'right' | 'center';
}

/** With more columns than this a line of a cell gets so short that the smaller type reads better. */
const MOST_WIDE_COLUMNS = 6;

/** The width of a character of 14 pt. */
const COPIES_CHARACTER = 280;

const ALIGNMENT = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER };
const LINE_OF_TABLE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };

/** A table over the full width of the type area; its head is repeated on each page, and no row is broken between pages. */
export function officialTable(columns: readonly OfficialColumn[], rows: readonly (readonly string[])[]): Table {
  const widths = columnWidths(columns);
  const size = columns.length > MOST_WIDE_COLUMNS ? SIZE.tableNarrow : SIZE.tableWide;
  const cell = (text: string, index: number, align: 'left' | 'right' | 'center', run: RunSettings): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      children: [
        new Paragraph({
          alignment: ALIGNMENT[align],
          // An exact line keeps the rows from snapping to the grid of the body.
          spacing: { line: Math.round(size * 16), lineRule: LineRuleType.EXACT, before: 40, after: 40 },
          children: runsOf(text, { size, ...run }),
        }),
      ],
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, index) => cell(column.title, index, 'center', { font: FONT.heading })),
  });
  const body = rows.map((row) => {
    if (row.length > columns.length)
      throw new RangeError(`a row of ${row.length} cells under ${columns.length} columns`);
    const cells = columns.map((column, index) => cell(row[index] ?? '', index, column.align ?? 'left', {}));
    return new TableRow({ cantSplit: true, children: cells });
  });
  return new Table({
    width: { size: TYPE_AREA_WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    borders: {
      top: LINE_OF_TABLE,
      bottom: LINE_OF_TABLE,
      left: LINE_OF_TABLE,
      right: LINE_OF_TABLE,
      insideHorizontal: LINE_OF_TABLE,
      insideVertical: LINE_OF_TABLE,
    },
    rows: [head, ...body],
  });
}

/** One line of small type between two rules over the full width (版记); lines that wrap stand under the text after its colon. */
export function ruledLine(text: string): Table {
  const indent = { left: 4 * COPIES_CHARACTER, hanging: 3 * COPIES_CHARACTER, right: COPIES_CHARACTER };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const rule = { ...LINE_OF_TABLE, size: 6 };
  const paragraph = new Paragraph({ indent, children: runsOf(text, { size: SIZE.copies }) });
  const borders = { top: rule, bottom: rule, left: none, right: none };
  return new Table({
    width: { size: TYPE_AREA_WIDTH, type: WidthType.DXA },
    columnWidths: [TYPE_AREA_WIDTH],
    layout: TableLayoutType.FIXED,
    margins: { left: 0, right: 0 },
    borders: { ...borders, insideHorizontal: none, insideVertical: none },
    rows: [new TableRow({ cantSplit: true, children: [new TableCell({ children: [paragraph] })] })],
  });
}

/** Whole twips that sum to the type area exactly. */
function columnWidths(columns: readonly OfficialColumn[]): number[] {
  const total = columns.reduce((sum, column) => sum + column.width, 0);
  if (columns.length === 0 || columns.some((column) => !(column.width > 0))) {
    throw new RangeError('a table needs columns, each with a width above zero');
  }
  let shares = 0;
  let before = 0;
  return columns.map((column) => {
    shares += column.width;
    const end = Math.round((shares / total) * TYPE_AREA_WIDTH);
    const width = end - before;
    before = end;
    return width;
  });
}
