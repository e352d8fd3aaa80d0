import type { MeasureRow } from '#kernel/contract';

/** How the figure stood at the end of each month, up to the month of today. */
export interface Growth {
  readonly months: readonly number[];
  readonly top: number;
}

export function growthOf(rows: readonly MeasureRow[], year: number, today: string): Growth {
  const lastMonth = today.slice(0, 4) === String(year) ? Number(today.slice(5, 7)) : today < `${year}` ? 0 : 12;
  const months = Array.from({ length: lastMonth }, (_none, index) => {
    const end = `${year}-${String(index + 1).padStart(2, '0')}-31`;
    return rows
      .filter((row) => row.isCounted && row.day !== null && row.day <= end)
      .reduce((sum, row) => sum + Number(row.amount), 0);
  });
  return { months, top: Math.max(0, ...months) };
}

/** A round number at or above the greatest value: 1, 2 or 5 times a power of ten. */
export function axisTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 5, 10].find((one) => one * power >= value) ?? 10;
  return step * power;
}
