import { addDays, lesserOf, type Day } from '#kernel/contract';

/** What the employer owes for a month's wage bill, to the nearest fen. The rate counts in whole millionths. */
export function shareOf(wageBill: bigint, rate: number): bigint {
  return (wageBill * BigInt(Math.round(rate * 1_000_000)) + 500_000n) / 1_000_000n;
}

/** The first day of the month after. */
export const nextMonth = (month: Day): Day => `${addDays(month, 31).slice(0, 7)}-01`;

/** The last day on which a month's share is in time. */
export const dueDay = (month: Day, days: number): Day => addDays(nextMonth(month), days - 1);

export interface Owed {
  readonly month: Day;
  readonly expected: bigint;
}
export interface Received {
  readonly entryId: string;
  readonly amount: bigint;
}
export interface Part {
  readonly entryId: string;
  readonly amount: bigint;
}

/**
 * What came in settles the months in their order, the oldest first; what is over was paid ahead. The parts of all months and
 * the rest are what came in, to the fen.
 */
export function settle(
  owed: readonly Owed[],
  received: readonly Received[],
): { parts: ReadonlyMap<Day, readonly Part[]>; ahead: bigint } {
  const parts = new Map<Day, Part[]>(owed.map(({ month }) => [month, []]));
  const missing = owed.map(({ month, expected }) => ({ month, left: expected }));
  let at = 0;
  let ahead = 0n;
  for (const { entryId, amount } of received) {
    let rest = amount;
    while (rest > 0n && at < missing.length) {
      const month = missing[at]!;
      const part = lesserOf(rest, month.left);
      if (part > 0n) parts.get(month.month)!.push({ entryId, amount: part });
      month.left -= part;
      rest -= part;
      if (month.left === 0n) at += 1;
    }
    ahead += rest;
  }
  return { parts, ahead };
}
