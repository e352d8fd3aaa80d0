import type { Day } from '#kernel/contract';

/** What people type, read as a value. A file of its own: the first pages print amounts and days, and read none. */

/** Yuan as people write them (`1200.5`, `1,200.50`, `￥1200`) to whole fen; null when it is no amount, or beyond `MOST_FEN`. */
export function parseMoney(words: string): bigint | null {
  const plain = words
    .normalize('NFKC')
    .replace(/[¥,\s]/g, '')
    .replace(/元$/, '');
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(plain);
  if (!match) return null;
  const fen = BigInt(match[2] ?? '0') * 100n + BigInt((match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' ? -fen : fen;
}

/** A day as people write it: `2024-4-11`, `2024年4月11日`, `4.11` and `4月11日` of the year at hand; null when none. */
export function parseDay(words: string, yearAtHand: number): Day | null {
  const plain = words.normalize('NFKC').trim();
  const match =
    /^(?:(\d{4})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (!match) return null;
  const year = match[1] ? Number(match[1]) : yearAtHand;
  const month = Number(match[2]);
  const date = Number(match[3]);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || date < 1 || date > last) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
