import { parseMoney } from '#ui';
import { readMonth } from '../../fund-share/contract';

export interface PastedRow {
  month: string;
  amount: bigint;
}

/** Two columns as they are typed or pasted: `2024-01 15900000`; the first line that can't be read is named. */
export function readPasted(text: string): { rows: PastedRow[] } | { line: number; text: string } {
  const rows: PastedRow[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const words = line.trim();
    if (words === '') continue;
    const [first = '', ...rest] = words.split(/[\t ]+/);
    const [month, amount] = [readMonth(first), parseMoney(rest.join(''))];
    if (month === null || amount === null || amount < 0n) return { line: i + 1, text: words };
    rows.push({ month, amount });
  }
  return { rows };
}
