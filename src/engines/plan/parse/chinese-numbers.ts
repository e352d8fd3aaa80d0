/** Numbers as plans write them: 12, 7,000, 3.5, 三, 二十五, 一百二十, 3万, 两千, 1万5千, and masked ones (XX, **). */

const DIGITS: Readonly<Record<string, number>> = {
  零: 0, 〇: 0, '○': 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9,
  壹: 1, 贰: 2, 叁: 3, 参: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9,
}; // prettier-ignore
const SCALES: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1000,
  仟: 1000,
  万: 1e4,
  亿: 1e8,
};

/** Arabic digits with thousands commas or a decimal part. A full-width comma counts between groups of three digits. */
export const ARABIC = '(?:\\d{1,3}(?:[,，]\\d{3})+(?!\\d)(?:\\.\\d{1,4})?|\\d{1,12}(?:\\.\\d{1,4})?)';
/** Chinese numerals, never longer than a number can be: a bound that hostile repeats cannot stretch. */
export const CHINESE = '[零〇一二两三四五六七八九十百千万亿]{1,12}';
/** Arabic digits with Chinese scales (3万, 1万5千, 2.5亿) or Chinese numerals. */
export const NUMBER = `(?:${ARABIC}(?: ?[十百千万亿]{1,2}(?:\\d{1,4}[百千])?)?|${CHINESE})`;
/** A figure that the plan's author left out. */
export const MASK = '(?:[Xx×*_□○〇]{1,8}|\\.{3,6}|…{1,2})';

/** The value of a number written in digits, numerals or both; null when it isn't one. */
export function numberValue(written: string): number | null {
  const text = written.replace(/[,， ]/g, '');
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  if (text === '') return null;
  if (/^[零〇○一二三四五六七八九]{2,}$/.test(text)) return Number([...text].map((c) => DIGITS[c]).join(''));
  return scaledValue(text);
}

/** Sums the parts of a number with scales: 一百二十, 3万5千. A small scale after 万 belongs behind it. */
function scaledValue(text: string): number | null {
  const tokens = text.match(/\d+(?:\.\d+)?|./g) ?? [];
  let total = 0;
  let section = 0;
  let digit: number | null = null;
  for (const token of tokens) {
    const scale = SCALES[token];
    const value = DIGITS[token] ?? (/^\d/.test(token) ? Number(token) : null);
    if (scale !== undefined && scale >= 1e4) {
      const amount = section + (digit ?? (section === 0 && total === 0 ? 1 : 0));
      total = total === 0 ? amount * scale : (total + amount) * scale;
      section = 0;
      digit = null;
    } else if (scale !== undefined) {
      section += (digit ?? 1) * scale;
      digit = null;
    } else if (value !== null) {
      digit = value;
    } else {
      return null;
    }
  }
  const result = total + section + (digit ?? 0);
  return Number.isFinite(result) ? Math.round(result * 1e4) / 1e4 : null;
}

/** The scale that a shared unit lends to the first end of a range: 3—5万 means 30,000 to 50,000. */
export function trailingScale(written: string): number {
  const scale = /[百千万亿]+$/.exec(written)?.[0];
  if (!scale || !/^[\d.,， ]+[百千万亿]+$/.test(written)) return 1;
  return [...scale].reduce((product, c) => product * (SCALES[c] ?? 1), 1);
}
