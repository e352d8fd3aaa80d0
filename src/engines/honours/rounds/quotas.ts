/** What a unit may put forward, and how it came about. */
export interface Share<Unit> {
  readonly unit: Unit;
  readonly heads: number;
  /** The exact share to three places, as it is shown beside the seats: `1.850`. */
  readonly share: string;
  readonly seats: number;
  readonly candidates: number;
}

interface Counted<Unit> {
  readonly unit: Unit;
  readonly heads: number;
}

/** `part * total / whole` to three places, half up, in whole numbers all along. */
function shareText(heads: number, seats: number, all: number): string {
  if (all === 0) return '0.000';
  const thousandths = (2n * BigInt(heads) * BigInt(seats) * 1000n + BigInt(all)) / (2n * BigInt(all));
  const digits = thousandths.toString().padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** With the surplus of 差额, always up to a whole one. */
export const candidatesOf = (seats: number, surplusPercent: number): number =>
  Number((BigInt(seats) * BigInt(surplusPercent) + 99n) / 100n);

/** The same number for every unit. */
export function fixedShares<Unit>(
  units: readonly Counted<Unit>[],
  each: number,
  surplusPercent: number,
): Share<Unit>[] {
  return units.map(({ unit, heads }) => ({
    ...{ unit, heads, seats: each, share: `${each}.000` },
    candidates: candidatesOf(each, surplusPercent),
  }));
}

/**
 * Seats by head count: the whole part of each exact share, the rest to the largest remainders; of equal remainders to the
 * larger unit, then to the one that is named first. A unit that would get less than `least` has `least`, and the others share
 * what is left among themselves by the same rule, until none gets less. Units without heads get nothing. The share that is
 * shown is always the exact one of the whole. Null where there are fewer seats than units have to get.
 */
export function sharesByHeads<Unit>(
  units: readonly Counted<Unit>[],
  rule: { readonly seats: number; readonly least: number },
  surplusPercent: number,
): Share<Unit>[] | null {
  const staffed = units.filter(({ heads }) => heads > 0);
  if (staffed.length * rule.least > rule.seats) return null;
  const lifted = new Set<Counted<Unit>>();
  for (;;) {
    const rest = staffed.filter((one) => !lifted.has(one));
    const seats = largestRemainders(rest, rule.seats - lifted.size * rule.least);
    const low = rest.filter((one) => (seats.get(one) ?? 0) < rule.least);
    if (low.length === 0)
      return finish(units, rule, surplusPercent, (one) => (lifted.has(one) ? rule.least : seats.get(one)));
    for (const one of low) lifted.add(one);
  }
}

function finish<Unit>(
  units: readonly Counted<Unit>[],
  rule: { readonly seats: number },
  surplusPercent: number,
  seatsOf: (one: Counted<Unit>) => number | undefined,
): Share<Unit>[] {
  const all = units.reduce((sum, { heads }) => sum + heads, 0);
  return units.map((one) => {
    const seats = seatsOf(one) ?? 0;
    const { unit, heads } = one;
    return {
      ...{ unit, heads, seats, share: shareText(heads, rule.seats, all) },
      candidates: candidatesOf(seats, surplusPercent),
    };
  });
}

function largestRemainders<Unit>(units: readonly Counted<Unit>[], seats: number): Map<Counted<Unit>, number> {
  const all = units.reduce((sum, { heads }) => sum + heads, 0);
  const exact = units.map((one, at) => ({
    ...{ one, at },
    whole: Math.floor((one.heads * seats) / all),
    remainder: (one.heads * seats) % all,
  }));
  let left = seats - exact.reduce((sum, { whole }) => sum + whole, 0);
  const inTurn = [...exact].sort((a, b) => b.remainder - a.remainder || b.one.heads - a.one.heads || a.at - b.at);
  const given = new Map(exact.map(({ one, whole }) => [one, whole]));
  for (const { one, whole } of inTurn) {
    if (left === 0) break;
    given.set(one, whole + 1);
    left -= 1;
  }
  return given;
}
