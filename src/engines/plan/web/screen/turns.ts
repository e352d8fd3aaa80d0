import { useEffect, useState } from 'react';

const SECONDS_A_TURN = 10;

/** Counts up, so that long lists turn their pages together and nobody has to touch the screen. */
export function useTurn(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((now) => now + 1), SECONDS_A_TURN * 1000);
    return () => clearInterval(timer);
  }, []);
  return turn;
}

/** The rows of a list at a turn, and which page of how many they are. */
export function pageAt<Row>(
  rows: readonly Row[],
  perPage: number,
  turn: number,
): { rows: readonly Row[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = turn % pages;
  return { rows: rows.slice(page * perPage, (page + 1) * perPage), page, pages };
}
