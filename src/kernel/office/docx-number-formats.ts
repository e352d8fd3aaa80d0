/**
 * How Word prints an automatic number, by the names of ST_NumberFormat (ECMA-376 part 1, 17.18.59). Only the styles that Chinese
 * documents use are written out; any other falls back to Arabic digits, which keeps the order readable.
 */
export function formatListNumber(value: number, format: string): string {
  if (format === 'none' || format === 'bullet') return '';
  const writer = WRITERS[format];
  // Word itself counts to 32,767; above it the letter and Roman styles would grow without bound.
  if (!writer || value < 0 || value > 32_767) return String(value);
  return writer(value);
}

const DIGITS = [...'〇一二三四五六七八九'];
const TRADITIONAL_DIGITS = [...'零壹貳參肆伍陸柒捌玖'];
const LEGAL_DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const STEMS = [...'甲乙丙丁戊己庚辛壬癸'];
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥'];

const WRITERS: Record<string, (value: number) => string> = {
  decimal: String,
  decimalHalfWidth: String,
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: fullWidth,
  decimalFullWidth2: fullWidth,
  numberInDash: (value) => `- ${value} -`,
  ordinal: ordinal,
  upperLetter: (value) => repeatedLetter(value, 'A'),
  lowerLetter: (value) => repeatedLetter(value, 'a'),
  upperRoman: (value) => roman(value),
  lowerRoman: (value) => roman(value).toLowerCase(),
  chineseCounting: (value) => (value < 100 ? counted(value, COUNTING) : positional(value)),
  taiwaneseCounting: (value) => (value < 100 ? counted(value, COUNTING) : positional(value)),
  chineseCountingThousand: (value) => counted(value, COUNTING),
  taiwaneseCountingThousand: (value) => counted(value, COUNTING),
  japaneseCounting: (value) =>
    counted(value, COUNTING)
      .replace(/一(?=[十百千])/g, '')
      .replaceAll('零', ''),
  chineseLegalSimplified: (value) => counted(value, LEGAL),
  ideographLegalTraditional: (value) => counted(value, LEGAL_TRADITIONAL),
  ideographDigital: positional,
  taiwaneseDigital: positional,
  japaneseDigitalTenThousand: positional,
  ideographTraditional: (value) => STEMS[value - 1] ?? String(value),
  ideographZodiac: (value) => BRANCHES[value - 1] ?? String(value),
  ideographZodiacTraditional: (value) =>
    value >= 1 && value <= 60 ? `${STEMS[(value - 1) % 10] ?? ''}${BRANCHES[(value - 1) % 12] ?? ''}` : String(value),
  ideographEnclosedCircle: (value) => fromRange(value, 10, 0x3280),
  decimalEnclosedCircle: enclosedCircle,
  decimalEnclosedCircleChinese: enclosedCircle,
  decimalEnclosedParen: (value) => fromRange(value, 20, 0x2474),
  decimalEnclosedFullstop: (value) => fromRange(value, 20, 0x2488),
};

interface CountingWords {
  digits: readonly string[];
  zero: string;
  units: readonly [string, string, string, string];
  tenThousand: string;
  /** 十一 is said without its leading 一, but 壹拾壹 is always written in full. */
  bareTen: boolean;
}

const COUNTING: CountingWords = {
  digits: DIGITS,
  zero: '零',
  units: ['', '十', '百', '千'],
  tenThousand: '万',
  bareTen: true,
};
const LEGAL: CountingWords = {
  digits: LEGAL_DIGITS,
  zero: '零',
  units: ['', '拾', '佰', '仟'],
  tenThousand: '万',
  bareTen: false,
};
const LEGAL_TRADITIONAL: CountingWords = { ...LEGAL, digits: TRADITIONAL_DIGITS, tenThousand: '萬' };

function counted(value: number, words: CountingWords): string {
  if (value === 0) return words.zero;
  const high = Math.floor(value / 10_000);
  const low = value % 10_000;
  let text = high > 0 ? section(high, words) + words.tenThousand : '';
  if (high > 0 && low > 0 && low < 1000) text += words.zero;
  text += section(low, words);
  const ten = `${words.digits[1] ?? ''}${words.units[1]}`;
  return words.bareTen && text.startsWith(ten) ? text.slice((words.digits[1] ?? '').length) : text;
}

function section(value: number, words: CountingWords): string {
  let text = '';
  let zeroPending = false;
  for (let power = 3; power >= 0; power -= 1) {
    const digit = Math.floor(value / 10 ** power) % 10;
    if (digit === 0) {
      zeroPending = text !== '';
      continue;
    }
    if (zeroPending) text += words.zero;
    zeroPending = false;
    text += `${words.digits[digit] ?? ''}${words.units[power] ?? ''}`;
  }
  return text;
}

function positional(value: number): string {
  return [...String(value)].map((digit) => DIGITS[Number(digit)] ?? '').join('');
}

function fullWidth(value: number): string {
  return [...String(value)].map((digit) => String.fromCharCode(0xff10 + Number(digit))).join('');
}

/** Word doubles the letter after the alphabet ends: z, aa, bb … */
function repeatedLetter(value: number, first: string): string {
  if (value < 1) return String(value);
  const letter = String.fromCharCode(first.charCodeAt(0) + ((value - 1) % 26));
  return letter.repeat(Math.ceil(value / 26));
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [worth, letters] of ROMAN) {
    text += letters.repeat(Math.floor(rest / worth));
    rest %= worth;
  }
  return text || String(value);
}

function ordinal(value: number): string {
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}

function fromRange(value: number, last: number, codeOfOne: number): string {
  return value >= 1 && value <= last ? String.fromCharCode(codeOfOne + value - 1) : String(value);
}

function enclosedCircle(value: number): string {
  if (value >= 1 && value <= 20) return String.fromCharCode(0x2460 + value - 1);
  if (value >= 21 && value <= 35) return String.fromCharCode(0x3251 + value - 21);
  if (value >= 36 && value <= 50) return String.fromCharCode(0x32b1 + value - 36);
  return String(value);
}
