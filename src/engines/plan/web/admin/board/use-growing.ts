import { useEffect, useState } from 'react';

const STEP = 60;

/**
 * How many rows of a long table are drawn: the first screens at once, the rest behind them in small steps, so that a
 * board of five hundred answers as quickly as one of fifty.
 */
export function useGrowing(total: number, of: string): number {
  const [grown, setGrown] = useState({ of, count: STEP });
  const count = grown.of === of ? grown.count : STEP;
  useEffect(() => {
    if (count >= total) return;
    const timer = setTimeout(() => setGrown({ of, count: count + STEP }), 30);
    return () => clearTimeout(timer);
  }, [count, total, of]);
  return count;
}

/** The first so many rows of all chapters; chapters beyond them wait. */
export function firstRows<Row, Part extends { rows: readonly Row[] }>(parts: readonly Part[], count: number): Part[] {
  let left = count;
  const shown: Part[] = [];
  for (const part of parts) {
    if (left <= 0) break;
    shown.push(part.rows.length <= left ? part : { ...part, rows: part.rows.slice(0, left) });
    left -= part.rows.length;
  }
  return shown;
}
