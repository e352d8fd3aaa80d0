/** Amounts in whole fen. */
export interface GaugeAmounts {
  readonly spent: bigint;
  /** Approved and not yet paid; stands behind what is spent. */
  readonly approved?: bigint;
  /** At least this much must be spent. */
  readonly floor?: bigint;
  /** No more than this may be spent; beyond it the track is hatched. */
  readonly cap?: bigint;
  /** "About": spending should end up within. */
  readonly band?: { readonly from: bigint; readonly to: bigint };
}

/** Percent of the track's width. */
export interface GaugeShape {
  readonly spent: number;
  readonly reached: number;
  readonly floor: number | null;
  readonly cap: number | null;
  readonly band: { readonly left: number; readonly width: number } | null;
}

/** The track ends a little beyond the greatest amount, so that a mark never sticks to its end. */
export function gaugeShape(amounts: GaugeAmounts): GaugeShape {
  const reached = amounts.spent + (amounts.approved ?? 0n);
  const marks = [reached, amounts.floor, amounts.cap, amounts.band?.to].map((one) => one ?? 0n);
  const greatest = marks.reduce((a, b) => (a > b ? a : b), 1n);
  const end = (greatest * 115n) / 100n + 1n;
  const at = (amount: bigint): number => Number((amount * 10_000n) / end) / 100;
  return {
    spent: at(amounts.spent),
    reached: at(reached),
    floor: amounts.floor === undefined ? null : at(amounts.floor),
    cap: amounts.cap === undefined ? null : at(amounts.cap),
    band: amounts.band ? { left: at(amounts.band.from), width: at(amounts.band.to - amounts.band.from) } : null,
  };
}
