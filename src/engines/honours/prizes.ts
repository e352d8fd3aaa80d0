import type { Context } from '#kernel';

export interface PrizeToReserve {
  readonly roundId: string;
  readonly unitId: string;
  readonly title: string;
  readonly year: number;
  /** For all that may win. */
  readonly amount: bigint;
}

export interface PrizeToPay {
  readonly roundId: string;
  readonly honourId: string;
  readonly unitId: string;
  readonly personId: string | null;
  readonly title: string;
  readonly amount: bigint;
}

/**
 * The money behind prizes, which the line that owns a scheme keeps: honours know neither budgets nor books. All three join the
 * act's transaction, so that a refusal of the budget refuses the act, and nothing is paid that isn't recorded.
 */
export interface PrizeOffice {
  /** When a round begins: reserves the whole, or refuses. */
  reservePrize(ctx: Context, prize: PrizeToReserve): Promise<void>;
  /** Posts one prize; the answer names the payment: `finance.voucher:<id>`. */
  payPrize(ctx: Context, prize: PrizeToPay): Promise<string>;
  /** When a round is closed or cancelled: gives back what is still reserved for it. */
  releasePrize(ctx: Context, roundId: string): Promise<void>;
}

/** Who keeps the money of which schemes, by the `owner` that they name. */
export type PrizeOffices = Readonly<Record<string, PrizeOffice>>;
