import type { PanelPart } from '../../panels/file';

type Scale = PanelPart['scale'];

/** Marks and weights have at most six decimals; a million to one makes them whole numbers, which add up exactly. */
const WHOLE = 1_000_000;
const FIGURE = /^(\d{1,6})(?:\.(\d{1,6}))?$/;

function millionths(text: string): number | null {
  const [, whole, decimals = ''] = FIGURE.exec(text.trim()) ?? [];
  return whole === undefined ? null : Number(whole) * WHOLE + Number(decimals.padEnd(6, '0'));
}

/** A whole number of millionths as text with so many decimals, half up. */
function textOf(value: number, decimals: number): string {
  const step = 10 ** (6 - decimals);
  const steps = Math.round(value / step);
  const whole = Math.floor(steps / 10 ** decimals);
  return decimals === 0 ? String(whole) : `${whole}.${String(steps % 10 ** decimals).padStart(decimals, '0')}`;
}

export type MarkFault = 'missing' | 'outside' | 'finer';

/** Why a typed mark can't be given; the server says the same. */
export function faultOfText(text: string, { from, to, decimals }: Scale): MarkFault | null {
  const value = millionths(text);
  if (value === null) return 'missing';
  if (value < (millionths(from) ?? 0) || value > (millionths(to) ?? 0)) return 'outside';
  return (FIGURE.exec(text.trim())?.[2] ?? '').length > decimals ? 'finer' : null;
}

/**
 * One press of plus or minus: a tenth where marks have decimals, one otherwise or where the scale is long; it stays inside. The
 * first press on an empty field gives the highest mark: from there judges go down.
 */
export function stepped(text: string, by: 1 | -1, { from, to, decimals }: Scale): string {
  const low = millionths(from) ?? 0;
  const high = millionths(to) ?? 0;
  const step = decimals === 0 || high - low > 20 * WHOLE ? WHOLE : WHOLE / 10;
  const now = millionths(text);
  const next = now === null ? high : now + by * step;
  return textOf(Math.min(high, Math.max(low, next)), decimals);
}

/** What criteria come to by their weights, to three decimals; null while one is missing. */
export function wholeOf(criteria: PanelPart['criteria'], texts: Readonly<Record<string, string>>): string | null {
  let total = 0;
  for (const { key, weight } of criteria) {
    const mark = millionths(texts[key] ?? '');
    const share = millionths(weight);
    if (mark === null || share === null) return null;
    // A mark has three decimals and a weight six: thousandths by millionths stay exact.
    total += (mark / 1000) * share;
  }
  return textOf(total / (WHOLE / 1000) / 100, 3);
}
