import type { DraftLine } from '../entries/rules';

/** The codes between which money passes. */
export interface TransferAccounts {
  readonly from: string;
  readonly to: string;
  /** What it is spent for in the one book and received as in the other; without them it is to come back. */
  readonly purposes: { readonly from: string; readonly to: string } | null;
  readonly budgetLineId: string | null;
}

export interface ClearingCodes {
  readonly from: string;
  readonly to: string;
}

/**
 * The lines of both halves. Money passes through the clearing accounts in any case; where the books owe each other nothing
 * for it, the purposes clear them again within the same entries.
 */
export function halvesOf(
  amount: bigint,
  { from, to, purposes, budgetLineId }: TransferAccounts,
  clearing: ClearingCodes,
): { from: readonly DraftLine[]; to: readonly DraftLine[] } {
  const spent: DraftLine[] =
    purposes === null
      ? []
      : [
          { account: purposes.from, debit: amount, ...(budgetLineId === null ? {} : { budgetLineId }) },
          { account: clearing.from, credit: amount },
        ];
  const received: DraftLine[] =
    purposes === null
      ? []
      : [
          { account: clearing.to, debit: amount },
          { account: purposes.to, credit: amount },
        ];
  return {
    from: [...spent, { account: clearing.from, debit: amount }, { account: from, credit: amount }],
    to: [{ account: to, debit: amount }, { account: clearing.to, credit: amount }, ...received],
  };
}
