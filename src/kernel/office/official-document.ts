import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TextRun,
} from 'docx';
import { isDay } from '../day';
import {
  CHARACTER,
  FONT,
  FONT_TABLE,
  LINE,
  PAGE,
  SIZE,
  STYLE,
  STYLES,
  TYPE_AREA_WIDTH,
  widthInCharacters,
  type ParagraphSettings,
} from './official-layout';
import { runsOf } from './official-runs';
import { officialTable, ruledLine, type OfficialColumn } from './official-table';
import { openZip, UNLIMITED } from './zip-package';
import { writeZip, type ZipPart } from './zip-writer';

export type { OfficialColumn } from './official-table';

export interface OfficialDocument {
  title: string;
  /** The name in red over the rule. */
  issuer?: string;
  /** 发文字号, as “海盐工〔2024〕3号”. */
  documentNumber?: string;
  /** 主送机关, without its colon. */
  addressee?: string;
  blocks: OfficialBlock[];
  signature?: OfficialSignature;
  copyTo?: string[];
}

export interface OfficialSignature {
  unit: string;
  /** ISO day, as 2024-03-08; printed as 2024年3月8日. */
  day: string;
}

/** Headings and lists carry their own numbers (一、 （一） 1. （1）): this part sets type, it doesn't count. */
export type OfficialBlock =
  | { kind: 'heading'; level: 1 | 2 | 3 | 4; text: string }
  | { kind: 'paragraph'; runs: OfficialRun[]; quote?: boolean }
  | { kind: 'table'; columns: OfficialColumn[]; rows: string[][]; caption?: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'pageBreak' };

export interface OfficialRun {
  text: string;
  bold?: boolean;
  /** Dots under the characters (着重号). */
  emphasis?: boolean;
}

const HEADINGS = {
  1: HeadingLevel.HEADING_1,
  2: HeadingLevel.HEADING_2,
  3: HeadingLevel.HEADING_3,
  4: HeadingLevel.HEADING_4,
};
const RED = 'FF0000';
const RULE_RED = { style: BorderStyle.SINGLE, size: 12, space: 4, color: RED };
const EARLIEST_DAY = '1980-01-01';

/**
 * A .docx in the layout of Chinese official documents (GB/T 9704-2012). The same input gives the same bytes: a document can be proved
 * unchanged by its digest. Throws a RangeError for a day that the calendar doesn't have and for tables whose rows don't fit.
 */
export async function writeOfficialDocument(document: OfficialDocument): Promise<Uint8Array> {
  if (document.signature && !isDay(document.signature.day))
    throw new RangeError(`not a day: ${document.signature.day}`);
  const author = document.signature?.unit ?? document.issuer ?? '';
  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    creator: author,
    lastModifiedBy: author,
    styles: STYLES,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: { page: PAGE, grid: { type: 'lines', linePitch: LINE } },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: closed([
          ...letterhead(document),
          ...body(document.blocks),
          ...signatureLines(document.signature),
          ...copies(document.copyTo),
        ]),
      },
    ],
  });
  const packed = await Packer.toBuffer(file, undefined, [{ path: 'word/fontTable.xml', data: FONT_TABLE }]);
  return withoutTime(packed, document.signature?.day ?? EARLIEST_DAY);
}

/** A document must not end with a table: Word would call the file damaged. */
function closed(children: (Paragraph | Table)[]): (Paragraph | Table)[] {
  return children.at(-1) instanceof Table ? [...children, spacer({})] : children;
}

function letterhead(document: OfficialDocument): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  if (document.issuer) {
    const widest = TYPE_AREA_WIDTH / 20 / Math.max(widthInCharacters(document.issuer), 1);
    const size = 2 * Math.min(42, Math.floor(widest));
    const run = { font: FONT.title, size, color: RED };
    const spacing = { line: 1200, lineRule: 'exact' as const, after: 240 };
    paragraphs.push(
      new Paragraph({ alignment: AlignmentType.CENTER, spacing, children: runsOf(document.issuer, run) }),
    );
  }
  if (document.issuer || document.documentNumber) {
    const border = document.issuer ? { bottom: RULE_RED } : undefined;
    paragraphs.push(
      line(document.documentNumber ?? '', { alignment: AlignmentType.CENTER, border }),
      line(''),
      line(''),
    );
  }
  paragraphs.push(new Paragraph({ style: STYLE.title, children: runsOf(document.title) }), line(''));
  if (document.addressee) paragraphs.push(line(`${document.addressee}：`));
  return paragraphs;
}

function body(blocks: readonly OfficialBlock[]): (Paragraph | Table)[] {
  const children: (Paragraph | Table)[] = [];
  let startsPage = false;
  for (const block of blocks) {
    if (block.kind === 'pageBreak') {
      startsPage = true;
      continue;
    }
    // Two tables that touch would become one in Word.
    const touches = block.kind === 'table' && !block.caption && !startsPage && children.at(-1) instanceof Table;
    if (touches) children.push(spacer({}));
    children.push(...blockChildren(block, startsPage));
    startsPage = false;
  }
  return children;
}

function blockChildren(
  block: Exclude<OfficialBlock, { kind: 'pageBreak' }>,
  startsPage: boolean,
): (Paragraph | Table)[] {
  const first: ParagraphSettings = startsPage ? { pageBreakBefore: true } : {};
  switch (block.kind) {
    case 'heading':
      return [new Paragraph({ ...first, heading: HEADINGS[block.level], children: runsOf(block.text) })];
    case 'paragraph': {
      const runs = block.runs.flatMap((run) =>
        runsOf(run.text, { bold: run.bold, emphasisMark: run.emphasis ? { type: 'dot' } : undefined }),
      );
      return [new Paragraph({ ...first, style: block.quote ? STYLE.quote : STYLE.body, children: runs })];
    }
    case 'list':
      return block.items.map(
        (item, index) =>
          new Paragraph({
            ...(index === 0 ? first : {}),
            style: STYLE.body,
            indent: { left: 2 * CHARACTER, firstLine: 0, firstLineChars: 0 },
            children: runsOf(item),
          }),
      );
    case 'table': {
      const caption = block.caption
        ? [new Paragraph({ ...first, style: STYLE.caption, children: runsOf(block.caption) })]
        : [];
      const opening = startsPage && !block.caption ? [spacer(first)] : [];
      return [...caption, ...opening, officialTable(block.columns, block.rows)];
    }
  }
}

/** The day ends four characters before the edge, and the unit is centred over it; a unit too long for that takes the edge itself. */
function signatureLines(signature: OfficialSignature | undefined): Paragraph[] {
  if (!signature) return [];
  const [year, month, dayOfMonth] = signature.day.split('-').map(Number);
  const day = `${year}年${month}月${dayOfMonth}日`;
  const overhang = (widthInCharacters(signature.unit) - widthInCharacters(day)) / 2;
  const unitRight = Math.max(4 - overhang, 2);
  const dayRight = unitRight + overhang;
  const kept: ParagraphSettings = { alignment: AlignmentType.RIGHT, keepNext: true };
  return [
    line('', { keepNext: true }),
    line('', { keepNext: true }),
    line(signature.unit, { ...kept, indent: { right: Math.round(unitRight * CHARACTER) } }),
    line(day, { ...kept, keepNext: false, indent: { right: Math.round(Math.max(dayRight, 0) * CHARACTER) } }),
  ];
}

/** Who else receives the document, between two rules over the full width. */
function copies(copyTo: readonly string[] | undefined): (Paragraph | Table)[] {
  return copyTo?.length ? [line(''), ruledLine(`抄送：${copyTo.join('，')}。`)] : [];
}

function line(text: string, settings: ParagraphSettings = {}): Paragraph {
  return new Paragraph({ ...settings, children: text === '' ? [] : runsOf(text) });
}

function spacer(settings: ParagraphSettings): Paragraph {
  return new Paragraph({ ...settings, spacing: { line: 120, lineRule: 'exact', before: 0, after: 0 } });
}

function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Footer {
  const indent = alignment === AlignmentType.LEFT ? { left: 280 } : { right: 280 };
  const run = new TextRun({ font: FONT.number, size: SIZE.number, children: ['— ', PageNumber.CURRENT, ' —'] });
  return new Footer({ children: [new Paragraph({ alignment, indent, children: [run] })] });
}

/** The library stamps the present moment on the document and on each part of its package; here both get a time from the content. */
async function withoutTime(packed: Uint8Array, day: string): Promise<Uint8Array> {
  const zip = await openZip(packed, UNLIMITED);
  const parts: ZipPart[] = [];
  for (const name of [...zip.names].sort(inPackageOrder)) {
    const bytes = await zip.read(name, Infinity);
    if (bytes) parts.push({ name, bytes: name === 'docProps/core.xml' ? withFixedDay(bytes, day) : bytes });
  }
  return writeZip(parts);
}

function withFixedDay(bytes: Uint8Array, day: string): Uint8Array {
  const xml = Buffer.from(bytes).toString('utf8');
  return Buffer.from(xml.replace(/(<dcterms:(?:created|modified)\b[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`), 'utf8');
}

/** The list of content types must come first for programs that tell the kind of a package by its first part. */
function inPackageOrder(a: string, b: string): number {
  const rank = (name: string): number => (name === '[Content_Types].xml' ? 0 : name === '_rels/.rels' ? 1 : 2);
  return rank(a) - rank(b) || (a < b ? -1 : 1);
}
