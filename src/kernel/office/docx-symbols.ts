/** Characters of the symbol fonts that office documents use (boxes to tick, bullets, arrows), by the low byte of their code. */
const WINGDINGS = new Map<number, string>([
  [0x6c, '●'],
  [0x6e, '■'],
  [0x6f, '□'],
  [0x71, '❑'],
  [0x72, '❒'],
  [0x75, '◆'],
  [0x76, '❖'],
  [0x77, '◆'],
  [0x9f, '•'],
  [0xa1, '○'],
  [0xa7, '▪'],
  [0xa8, '□'],
  [0xd8, '➢'],
  [0xe0, '→'],
  [0xfb, '✗'],
  [0xfc, '✓'],
  [0xfd, '☒'],
  [0xfe, '☑'],
]);

const WINGDINGS_2 = new Map<number, string>([
  [0x50, '✓'],
  [0x51, '☒'],
  [0x52, '☑'],
  [0x54, '☒'],
  [0xa3, '□'],
]);

const SYMBOL = new Map<number, string>([
  [0xb0, '°'],
  [0xb1, '±'],
  [0xb3, '≥'],
  [0xa3, '≤'],
  [0xb4, '×'],
  [0xb7, '•'],
  [0xde, '⇒'],
]);

const FONTS = new Map<string, ReadonlyMap<number, string>>([
  ['wingdings', WINGDINGS],
  ['wingdings 2', WINGDINGS_2],
  ['symbol', SYMBOL],
]);

/** The readable form of a w:sym element; what no table knows becomes a mark that something stood there. */
export function symbolText(font: string | undefined, code: string | undefined): string {
  const value = Number.parseInt(code ?? '', 16);
  if (!Number.isFinite(value) || value <= 0 || value > 0xffff) return '';
  const known = FONTS.get((font ?? '').toLowerCase())?.get(value & 0xff);
  if (known) return known;
  const isPrivate = value >= 0xe000 && value <= 0xf8ff;
  const isControl = value < 0x20;
  return isPrivate || isControl || (value >= 0xd800 && value <= 0xdfff) ? '□' : String.fromCharCode(value);
}
