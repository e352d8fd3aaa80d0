import { parseMoney } from '#ui';

export interface PastedRow {
  month: string;
  amount: bigint;
}

const MONTH = /^((?:19|20|21)\d\d)[-/.年](\d{1,2})月?(?:[-/.]\d{1,2}日?)?$/;

/** Two columns as they are typed or pasted: `2024-01 15900000`; the first line that can't be read is named. */
export function readPasted(text: string): { rows: PastedRow[] } | { line: number; text: string } {
  const rows: PastedRow[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const words = line.trim();
    if (words === '') continue;
    const [first = '', ...rest] = words.split(/[\t ]+/);
    const found = MONTH.exec(first);
    const amount = parseMoney(rest.join(''));
    const month = Number(found?.[2] ?? 0);
    if (found === null || month < 1 || month > 12 || amount === null || amount < 0n)
      return { line: i + 1, text: words };
    rows.push({ month: `${found[1]!}-${String(month).padStart(2, '0')}`, amount });
  }
  return { rows };
}
