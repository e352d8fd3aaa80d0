import type { VoucherState } from './contract';

/** An account of the book, as far as a voucher asks about it. */
export interface KnownAccount {
  readonly code: string;
  readonly name: string;
  readonly party: string | null;
  readonly money: 'cash' | 'bank' | null;
  readonly isSummary: boolean;
  readonly isClosed: boolean;
  readonly isClearing: boolean;
}

export interface KeptLine {
  readonly account: string;
  readonly side: 1 | -1;
  readonly amount: bigint;
  readonly partyId: string | null;
}

/** From which states a step may be taken. */
export const openFor = {
  save: ['draft', 'returned'],
  submit: ['draft', 'returned'],
  drop: ['draft', 'returned'],
  return: ['submitted', 'reviewed'],
  review: ['submitted'],
  pay: ['reviewed'],
  post: ['reviewed'],
  takeBack: ['posted'],
  addFile: ['draft', 'returned', 'submitted', 'reviewed'],
} as const satisfies Record<string, readonly VoucherState[]>;
export type VoucherAct = keyof typeof openFor;

export const isOpenFor = (act: VoucherAct, state: VoucherState): boolean =>
  (openFor[act] as readonly VoucherState[]).includes(state);

type LineFault = {
  code:
    | 'ledger.account_unknown'
    | 'ledger.account_is_summary'
    | 'ledger.account_closed'
    | 'ledger.account_is_clearing'
    | 'ledger.party_missing'
    | 'ledger.party_not_wanted';
  account: string;
};

/** The first line that the book's accounts don't take; null when they take them all. */
export function faultOfAccounts(
  lines: readonly KeptLine[],
  accounts: ReadonlyMap<string, KnownAccount>,
): LineFault | null {
  for (const { account: code, partyId } of lines) {
    const account = accounts.get(code);
    const fault =
      account === undefined
        ? 'account_unknown'
        : account.isSummary
          ? 'account_is_summary'
          : account.isClosed
            ? 'account_closed'
            : account.isClearing
              ? 'account_is_clearing'
              : account.party !== null && partyId === null
                ? 'party_missing'
                : account.party === null && partyId !== null
                  ? 'party_not_wanted'
                  : null;
    if (fault !== null) return { code: `ledger.${fault}`, account: code === '' ? '—' : code };
  }
  return null;
}

/** Cash or the bank account is moved, so that the cashier has to sign. */
export const movesMoney = (lines: readonly KeptLine[], accounts: ReadonlyMap<string, KnownAccount>): boolean =>
  lines.some(({ account }) => (accounts.get(account)?.money ?? null) !== null);

/** The sums of both sides; an amount is what stands on the greater one. */
export function sumsOf(lines: readonly Pick<KeptLine, 'side' | 'amount'>[]): { debit: bigint; credit: bigint } {
  const sum = (side: 1 | -1) => lines.reduce((all, line) => all + (line.side === side ? line.amount : 0n), 0n);
  return { debit: sum(1), credit: sum(-1) };
}
