import { addDays, isDay, type Day, MOST_FEN } from '#kernel/contract';

/** How cells of statements are read: pure, exact, or the name of what is wrong. */

export type Read<Value> = { readonly value: Value | null } | { readonly fault: string };

const NOTHING = new Set(['', '-', '--', '—', '——', '/']);

/**
 * A sum as banks write it: `1,234.50`, `¥1234.5`, `（12.00）`, full-width digits. Commas stand before three digits or not at
 * all, so that a decimal comma is never read as thousands.
 */
export function readAmount(words: string): Read<bigint> {
  const plain = words
    .normalize('NFKC')
    .replace(/^(?:rmb|cny)|(?:rmb|cny|元)$/gi, '')
    .replace(/[\s¥']/g, '')
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/^[−–]/, '-');
  if (NOTHING.has(plain)) return { value: null };
  const [, sign, yuan, cents = ''] = /^([-+]?)(\d{1,30}|\d{1,3}(?:,\d{3}){1,9})(?:\.(\d{0,10}))?$/.exec(plain) ?? [];
  if (yuan === undefined || /[1-9]/.test(cents.slice(2))) return { fault: 'not_money' };
  const fen = BigInt(yuan.replaceAll(',', '')) * 100n + BigInt(cents.slice(0, 2).padEnd(2, '0'));
  if (fen > MOST_FEN) return { fault: 'too_much' };
  return { value: sign === '-' ? -fen : fen };
}

/** Numbers of days as Excel counts them, for cells that lost their format: 1982 to 2064. */
const SERIALS = { from: 30_000, to: 60_000 };

/** A day in the spellings of banks: `2024-05-06`, `20240506`, `2024/5/6 10:11:12`, `2024年5月6日`, Excel's number of a day. */
export function readBankDay(words: string): Read<Day> {
  const plain = words.normalize('NFKC').replace(/^'/, '').trim();
  if (NOTHING.has(plain)) return { value: null };
  if (/^\d{5}$/.test(plain) && Number(plain) >= SERIALS.from && Number(plain) < SERIALS.to)
    return { value: addDays('1899-12-30', Number(plain)) };
  const [, year, month, date] =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[\sT-]+\d{1,2}[:.].*)?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})(?:\s*\d{6}|\s+\d{1,2}:.*)?$/.exec(plain) ??
    [];
  if (year === undefined) return { fault: 'day_unreadable' };
  const day = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
  return isDay(day) && day >= '1949-10-01' ? { value: day } : { fault: 'day_impossible' };
}

const OUT = new Set(['借', '借方', 'd', 'dr', 'debit', '支', '支出', '付', '付款', '转出', '支取', '往账', 'out', '-']);
const IN = new Set(['贷', '贷方', 'c', 'cr', 'credit', '收', '收入', '收款', '转入', '存入', '来账', 'in', '+']);

/** Which way the money went, as the bank marks it: its 借 is what leaves the account, its 贷 what comes in. */
export function readSign(words: string): 1 | -1 | null {
  const plain = words.normalize('NFKC').trim().toLowerCase();
  return OUT.has(plain) ? -1 : IN.has(plain) ? 1 : null;
}
