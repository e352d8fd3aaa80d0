import { AlignmentType, LineRuleType, type IParagraphOptions, type IPropertiesOptions, type IRunOptions } from 'docx';

/**
 * Measures and type of an official document, GB/T 9704-2012 (facts.md §12.1). Lengths are twips (1/20 pt), type sizes half points,
 * as Word keeps them.
 */
const TWIPS_PER_MILLIMETRE = 1440 / 25.4;
const millimetres = (length: number): number => Math.round(length * TWIPS_PER_MILLIMETRE);

/** 22 lines in 225 mm of type area. */
export const LINE = 579;
/** The width of one character of the body: 16 pt. */
export const CHARACTER = 320;
export const TYPE_AREA_WIDTH = millimetres(156);

export const PAGE = {
  size: { width: millimetres(210), height: millimetres(297) },
  margin: {
    top: millimetres(37),
    right: millimetres(26),
    bottom: millimetres(35),
    left: millimetres(28),
    header: millimetres(15),
    // The dashes beside the page number stand 7 mm below the type area; the line around them is 4.9 mm high.
    footer: millimetres(25),
  },
};

/**
 * 28 characters of 16 pt are 6 pt wider than the type area, so that each stands 1/4 pt closer. A character grid would do the same in
 * Word, but other programs read it differently (LibreOffice spreads the text).
 */
const CLOSER = -5;

export const SIZE = { title: 44, body: 32, number: 28, tableWide: 24, tableNarrow: 21, copies: 28 };

/**
 * The fonts that the standard means. They are licensed and not on every machine: `FONT_TABLE` tells Word what to take instead. All four
 * slots of a run name the same font, or Word would set quotation marks and digits in a Latin one.
 */
export const FONT = {
  body: '仿宋_GB2312',
  heading: '黑体',
  subheading: '楷体_GB2312',
  title: '方正小标宋简体',
  number: '宋体',
};

const SUBSTITUTES: readonly (readonly [font: string, instead: string])[] = [
  [FONT.body, '仿宋'],
  [FONT.heading, 'SimHei'],
  [FONT.subheading, '楷体'],
  [FONT.title, '华文中宋'],
  [FONT.number, 'SimSun'],
];

export const FONT_TABLE = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${SUBSTITUTES.map(
  ([font, instead]) =>
    `<w:font w:name="${font}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>`,
).join('')}</w:fonts>`;

const exactly = (line: number) => ({ line, lineRule: LineRuleType.EXACT, before: 0, after: 0 });

export const INDENT_TWO = { firstLine: 2 * CHARACTER, firstLineChars: 200 };

const bodyParagraph = { spacing: exactly(LINE), alignment: AlignmentType.BOTH, indent: INDENT_TWO };

export const STYLE = {
  body: 'OfficialBody',
  quote: 'OfficialQuote',
  title: 'Title',
  caption: 'OfficialCaption',
} as const;

const plainHeading = { italics: false, color: '000000', size: SIZE.body };
const heading = { spacing: exactly(LINE), indent: INDENT_TWO, keepNext: true };

/** Headings are Word's own, so that its navigation pane and a generated table of contents know them. */
export const STYLES: NonNullable<IPropertiesOptions['styles']> = {
  default: {
    document: {
      run: {
        font: FONT.body,
        size: SIZE.body,
        characterSpacing: CLOSER,
        language: { value: 'en-US', eastAsia: 'zh-CN' },
      },
      paragraph: { spacing: exactly(LINE) },
    },
    title: {
      run: { font: FONT.title, size: SIZE.title, bold: false },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exactly(700) },
    },
    heading1: { run: { ...plainHeading, font: FONT.heading, bold: false }, paragraph: heading },
    heading2: { run: { ...plainHeading, font: FONT.subheading, bold: false }, paragraph: heading },
    heading3: { run: { ...plainHeading, font: FONT.body, bold: true }, paragraph: heading },
    heading4: { run: { ...plainHeading, font: FONT.body, bold: false }, paragraph: heading },
  },
  paragraphStyles: [
    { id: STYLE.body, name: '公文正文', basedOn: 'Normal', quickFormat: true, paragraph: bodyParagraph },
    {
      id: STYLE.quote,
      name: '公文引文',
      basedOn: STYLE.body,
      quickFormat: true,
      run: { font: FONT.subheading },
      paragraph: { ...bodyParagraph, indent: { ...INDENT_TWO, left: 2 * CHARACTER, right: 2 * CHARACTER } },
    },
    {
      id: STYLE.caption,
      name: '公文表题',
      basedOn: 'Normal',
      run: { font: FONT.heading, size: SIZE.tableWide },
      paragraph: { alignment: AlignmentType.CENTER, spacing: exactly(LINE), keepNext: true },
    },
  ],
};

export type ParagraphSettings = Omit<IParagraphOptions, 'children' | 'text'>;
export type RunSettings = Omit<IRunOptions, 'children' | 'text'>;

/** The width of a text in characters of the body: Chinese takes one, Latin and digits half. */
export function widthInCharacters(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x80 ? 0.5 : 1;
  return width;
}
