import { z } from 'zod';
import { lesserOf, type Day } from '#kernel/contract';

export { readYuan } from '#kernel/contract';

/** How dues are reckoned: pure, in whole fen. */

const MOST_BANDS = 30;
/** As JSON keeps it: whole fen as a number of digits. */
const wholeFen = z.int().min(0).max(1_000_000_000);

// Stryker disable next-line ObjectLiteral: without its kind zod refuses the union while this file loads, and no test begins.
const shareTerms = z.object({
  kind: z.literal('share'),
  /** 50 of 10,000 are 0.5 %. */
  perTenThousand: z.int().min(1).max(1000),
  /** The wage is cut down to whole multiples of this first. */
  cutToFen: wholeFen.min(1),
});
// Stryker disable next-line ObjectLiteral: without its kind zod refuses the union while this file loads, and no test begins.
const bandTerms = z.object({
  kind: z.literal('bands'),
  /** From which wage on, and what is due then. */
  bands: z
    .array(z.object({ fromFen: wholeFen, duesFen: wholeFen }))
    .min(1)
    .max(MOST_BANDS)
    .refine((bands) => bands.every((band, i) => i === 0 || band.fromFen > bands[i - 1]!.fromFen)),
});
// Stryker disable next-line ObjectLiteral: without its kind zod refuses the union while this file loads, and no test begins.
const fixedTerms = z.object({ kind: z.literal('fixed'), duesFen: wholeFen });

// Stryker disable next-line StringLiteral: without a kind zod refuses the union while this file loads, and no test begins.
export const duesTerms = z.discriminatedUnion('kind', [shareTerms, bandTerms, fixedTerms]);
export type DuesTerms = z.infer<typeof duesTerms>;

/** What is due on a wage; null where the terms ask for a wage and none is known. Parts of a fen are left to the member. */
export function duesOf(terms: DuesTerms, baseFen: bigint | null): bigint | null {
  if (terms.kind === 'fixed') return BigInt(terms.duesFen);
  if (baseFen === null) return null;
  if (terms.kind === 'bands')
    return BigInt(terms.bands.findLast(({ fromFen }) => baseFen >= BigInt(fromFen))?.duesFen ?? 0);
  const cut = BigInt(terms.cutToFen);
  return ((baseFen / cut) * cut * BigInt(terms.perTenThousand)) / 10_000n;
}

export interface OpenCharge {
  readonly id: string;
  readonly arrears: bigint;
}

/** Settles open months with a sum, in their order; what is left over has been paid ahead. */
export function settle(
  open: readonly OpenCharge[],
  amount: bigint,
): { settled: { chargeId: string; amount: bigint }[]; ahead: bigint } {
  const settled: { chargeId: string; amount: bigint }[] = [];
  let ahead = amount;
  for (const { id, arrears } of open) {
    const part = lesserOf(arrears, ahead);
    if (part <= 0n) continue;
    settled.push({ chargeId: id, amount: part });
    ahead -= part;
  }
  return { settled, ahead };
}

export const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01`;

/** The last day of the month that a day is in. */
export function lastOf(day: Day): Day {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/** The month so many months later, or earlier. */
export function monthsAfter(month: Day, count: number): Day {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 10);
}

/** The longest stretch of unpaid months that ends with the last one of them. */
export function monthsInARow(unpaid: readonly Day[]): number {
  const months = [...unpaid].sort().reverse();
  let count = months.length === 0 ? 0 : 1;
  while (count < months.length && months[count] === monthsAfter(months[count - 1]!, -1)) count += 1;
  return count;
}
