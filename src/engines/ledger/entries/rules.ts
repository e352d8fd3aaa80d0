import { MOST_FEN, type Day } from '#kernel/contract';

export const FEWEST_LINES = 2;
export const MOST_LINES = 200;

export const entryKinds = ['ordinary', 'reversal', 'opening', 'closing', 'transfer'] as const;
export type EntryKind = (typeof entryKinds)[number];

/** One line of an entry as whoever posts says it: an account by its code, and either a debit or a credit. */
export interface DraftLine {
  readonly account: string;
  readonly debit?: bigint;
  readonly credit?: bigint;
  /** For accounts that are the sum of their parties' accounts: see `partiesOf`. */
  readonly partyId?: string;
  /** What it spends of: the line takes the account, and is of the book and the year. */
  readonly budgetLineId?: string;
  /** Spends what was reserved, of whose line it then is. */
  readonly reservationId?: string;
  readonly commitmentId?: string;
  readonly words?: string;
}

export interface EntryDraft {
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  /** The record that brings it about: `finance.voucher:<id>`. */
  readonly source: string;
  /** Whoever may come twice with the same says by it that it is the same. */
  readonly key?: string;
  /** What takes back and what passes between books has acts of its own. */
  readonly kind?: Exclude<EntryKind, 'reversal' | 'transfer'>;
  readonly lines: readonly DraftLine[];
}

export type DraftFault =
  | { code: 'ledger.entry_lines'; params: { count: number } }
  | { code: 'ledger.amount_impossible'; params: { line: number } }
  | { code: 'ledger.entry_unbalanced'; params: { difference: bigint } };

/** The debit less the credit of a line. */
export const netOf = ({ debit = 0n, credit = 0n }: Pick<DraftLine, 'debit' | 'credit'>): bigint => debit - credit;

/** The other way round: the side of a line that has this net, and none where there is nothing. */
export const sideOf = (net: bigint): Pick<DraftLine, 'debit' | 'credit'> =>
  net > 0n ? { debit: net } : net < 0n ? { credit: -net } : {};

/** What is wrong with the lines by themselves, before any account is looked at; null when they can stand. */
export function faultOfLines(lines: readonly DraftLine[]): DraftFault | null {
  if (lines.length < FEWEST_LINES || lines.length > MOST_LINES)
    return { code: 'ledger.entry_lines', params: { count: lines.length } };
  for (const [i, { debit, credit }] of lines.entries()) {
    const amount = debit ?? credit;
    const isOne = (debit === undefined) !== (credit === undefined);
    if (!isOne || amount! <= 0n || amount! > MOST_FEN)
      return { code: 'ledger.amount_impossible', params: { line: i + 1 } };
  }
  const difference = lines.reduce((sum, line) => sum + netOf(line), 0n);
  return difference === 0n ? null : { code: 'ledger.entry_unbalanced', params: { difference } };
}

/** The first day of the month. */
export const monthOf = (day: Day): Day => `${day.slice(0, 7)}-01`;
