import { MASK, NUMBER, numberValue, trailingScale } from './chinese-numbers';

/** A figure with its bounds as the plan words them; offsets in the source. */
export interface Figure {
  at: number;
  end: number;
  min: number | null;
  max: number | null;
  approx: boolean;
  unit: string;
  isMasked: boolean;
}

const BEFORE =
  '不少于|不得少于|不低于|不得低于|不小于|至少|最少|最低|超过|突破|高于|多于|大于|不超过|不得超过|不多于|不高于|不大于|低于|少于|最多|至多|最高|控制在|大约|约|近|将近|接近';
const AFTER = '及?以上|及?以下|以内|之内|左右|上下|内(?![容部外涵])|不等';
/** Both as patterns for other readers of numbers. */
export const BOUND_BEFORE = `(?<before>${BEFORE})?`;
export const BOUND_AFTER = `(?<after>${AFTER})?`;
export const RANGE = ' ?(?:-{1,2}|~|至|到) ?';

const CURRENCY = '(?:人民币|新台币|台币|港币|新?[台]币|RMB|NT|HK)? ?';
const YUAN = '(?:元(?![旦宵月素化老件首气])|块钱|港元|人民币)';
const MONEY = new RegExp(
  `(?<![\\d.第])${BOUND_BEFORE} ?${CURRENCY}(?:[¥￥$] ?)?(?:(?<low>${NUMBER}) ?(?<lowScale>[万千百亿]{0,2})余?(?<lowYuan>元)?${RANGE})?` +
    `(?:(?<mask>${MASK})|(?<high>${NUMBER}|[壹贰叁肆伍陆柒捌玖拾佰仟万零]{2,12})) ?(?<more>余|多|来)? ?(?<scale>[万千百亿]{0,2})(?<more2>余|多)? ?${YUAN}(?:人民币)?整?${BOUND_AFTER}`,
  'g',
);
const SIGNED = new RegExp(`[¥￥$] ?(?<high>${NUMBER})(?! ?[万千百亿元\\d])`, 'g');

/** Sums of money in yuan. */
export function findMoney(plain: string): Figure[] {
  const found: Figure[] = [];
  for (const m of plain.matchAll(MONEY)) {
    const g = m.groups ?? {};
    if (g.mask && isBullet(plain, m.index + m[0].indexOf(g.mask), g.mask)) continue;
    if (!g.mask && /^[百千万亿]+$/.test(g.high ?? '') && !g.low) continue;
    found.push(figureOf(m, g, '元'));
  }
  for (const m of plain.matchAll(SIGNED)) {
    if (!found.some((f) => m.index >= f.at && m.index < f.end)) found.push(figureOf(m, m.groups ?? {}, '元'));
  }
  return found.sort((a, b) => a.at - b.at);
}

/** A lone sign at the head of a line is a bullet, not a figure left out. */
export const isBullet = (plain: string, at: number, mask: string): boolean =>
  mask.length === 1 && /(?:^|\n) *$/.test(plain.slice(Math.max(0, at - 8), at));

const SCALE: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 };
const scaleOf = (written: string | undefined): number =>
  [...(written ?? '')].reduce((product, c) => product * (SCALE[c] ?? 1), 1);

/** Reads the ends, the bounds and the mask of a matched figure. */
export function figureOf(m: RegExpMatchArray, g: Record<string, string | undefined>, unit: string): Figure {
  const at = (m.index ?? 0) + (/^\s*/.exec(m[0])?.[0].length ?? 0);
  const end = (m.index ?? 0) + m[0].length;
  if (g.mask) return { at, end, min: null, max: null, approx: false, unit, isMasked: true };
  const high = (numberValue(g.high ?? '') ?? 0) * scaleOf(g.scale);
  // 3至5万元 leaves out the first 万; 8000元至1万元 leaves out nothing.
  const ownScale =
    g.lowScale || g.lowYuan || trailingScale(g.low ?? '') > 1 ? 1 : scaleOf(g.scale) * trailingScale(g.high ?? '');
  const low = g.low ? (numberValue(g.low) ?? 0) * scaleOf(g.lowScale) * ownScale : null;
  const bounds = applyBounds(
    round(low ?? high),
    round(high),
    low !== null,
    g.before ?? '',
    (g.after ?? '') + (g.more || g.more2 ? '余' : ''),
  );
  return { at, end, ...bounds, unit, isMasked: false };
}

const round = (n: number): number => Math.round(n * 1e4) / 1e4;

function applyBounds(
  min: number,
  max: number,
  isRange: boolean,
  before: string,
  after: string,
): Pick<Figure, 'min' | 'max' | 'approx'> {
  if (isRange && min <= max) return { min, max, approx: /左右|上下/.test(after) || /约|近/.test(before) };
  if (/左右|上下/.test(after) || /约|近/.test(before)) return { min: max, max, approx: true };
  if (/以上|余/.test(after) || /^不得?少|^不得?低|^不小|至少|最少|最低|^超过|突破|^高于|^多于|^大于/.test(before))
    return { min: max, max: null, approx: false };
  if (/以下|内/.test(after) || /不得?超|不多|不高|不大|^低于|^少于|最多|至多|最高|控制在/.test(before))
    return { min: null, max, approx: false };
  return { min: max, max, approx: false };
}
