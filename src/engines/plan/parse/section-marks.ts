import { numberValue } from './chinese-numbers';

/** The dress of a section number. The rank orders dresses that haven't been nested yet: 一、 holds （一）, that holds 1、. */
export type MarkStyle =
  'part' | 'ordinal' | 'chinese' | 'chinese-paren' | 'arabic' | 'dotted' | 'arabic-paren' | 'arabic-half' | 'circled';

export const STYLE_RANK: Readonly<Record<MarkStyle, number>> = {
  part: 0, chinese: 1, ordinal: 2, 'chinese-paren': 3, arabic: 4, dotted: 5, 'arabic-paren': 6, 'arabic-half': 7, circled: 8,
}; // prettier-ignore

export interface Mark {
  style: MarkStyle;
  /** The number in Arabic digits; 1.2 keeps its dot. */
  number: string;
  value: number;
  /** Length of the mark as written, blanks behind it included. */
  length: number;
}

const CN = '[一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾]{1,3}';
const LIST_OF_NUMBERS = '(?![二三四五六七八九](?:、|季|等奖|线|期|届|班|月|是))';

/** Tried in this order; only those with `inline` may stand in the middle of a line. */
const FORMS: { style: MarkStyle; inline: boolean; pattern: RegExp }[] = [
  { style: 'part', inline: false, pattern: new RegExp(`^第(${CN}|\\d{1,2})(?:部分|[章节编篇])[、，：: ]{0,2}`) },
  { style: 'ordinal', inline: true, pattern: new RegExp(`^第(${CN}|\\d{1,2})[，、：:]${LIST_OF_NUMBERS} ?`) },
  { style: 'chinese', inline: true, pattern: new RegExp(`^(${CN})、${LIST_OF_NUMBERS} {0,3}`) },
  {
    style: 'chinese',
    inline: false,
    pattern: new RegExp(`^(${CN})(?:[.，：:·] {0,3}| {1,4}(?=[\\u4e00-\\u9fa5]{4}))`),
  },
  { style: 'chinese-paren', inline: true, pattern: new RegExp(`^（ ?(${CN}) ?）[、.，]? {0,3}`) },
  { style: 'arabic-paren', inline: true, pattern: /^（ ?(\d{1,2}) ?）[、.，]? {0,3}/ },
  { style: 'arabic-half', inline: true, pattern: /^(\d{1,2}) ?）[、.，]? {0,3}/ },
  { style: 'arabic', inline: true, pattern: /^(\d{1,2}) ?、 {0,3}/ },
  {
    style: 'dotted',
    inline: false,
    pattern: /^(\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?:\.(?!\d)|[、 ]|(?=[\u4e00-\u9fa5“《])(?!月)) {0,3}(?![月日])/,
  },
  {
    style: 'arabic',
    inline: true,
    pattern: /^(\d{1,2}) ?\.(?:(?!\d)|(?=\d{3,}|\d{1,2}(?: ?(?:-|~|至|到|、) ?\d{1,2})? ?月)) {0,3}/,
  },
  { style: 'arabic', inline: false, pattern: /^(\d{1,2})[，] {0,3}(?=[\u4e00-\u9fa5“])/ },
  { style: 'arabic', inline: false, pattern: /^(\d{1,2}) {1,4}(?=[\u4e00-\u9fa5“]{2})/ },
];

const CIRCLED_RANGES: [first: number, last: number, style: MarkStyle][] = [
  [0x2460, 0x2473, 'circled'],
  [0x2776, 0x277f, 'circled'],
  [0x2780, 0x2789, 'circled'],
  [0x278a, 0x2793, 'circled'],
  [0x24f5, 0x24fe, 'circled'],
  [0x2474, 0x2487, 'arabic-paren'],
  [0x2488, 0x249b, 'arabic'],
  [0x3220, 0x3229, 'chinese-paren'],
  [0x3280, 0x3289, 'circled'],
];

/** The mark at the head of `rest` (a short slice is enough), or null. */
export function readMark(rest: string, isLineStart: boolean): Mark | null {
  const glyph = glyphMark(rest);
  if (glyph) return glyph;
  for (const form of FORMS) {
    if (!isLineStart && !form.inline) continue;
    const m = form.pattern.exec(rest);
    if (!m?.[1]) continue;
    if (form.style === 'dotted') {
      const first = m[1].split('.').map(Number);
      return { style: 'dotted', number: m[1], value: first[first.length - 1] ?? 0, length: m[0].length };
    }
    const value = numberValue(m[1]);
    if (value === null || value < 1 || value > 99) continue;
    return { style: form.style, number: String(value), value, length: m[0].length };
  }
  return null;
}

function glyphMark(rest: string): Mark | null {
  const code = rest.charCodeAt(0);
  const range = CIRCLED_RANGES.find(([first, last]) => code >= first && code <= last);
  if (!range) return null;
  const value = code - range[0] + 1;
  return { style: range[2], number: String(value), value, length: /^.[、.]? {0,3}/.exec(rest)?.[0].length ?? 1 };
}
