import type { Context } from '#kernel';
import { accountByCode, netBalances, partiesOf, postEntry, type DraftLine } from '#engines/ledger';
import type { Day } from '#kernel/contract';
import type { Reserve, Way } from './terms';

/** The accounts of the book of savings that this line posts to. */
export const codes = {
  ...{ cash: '101', bank: '102', loans: '114', savings: '222', undistributed: '223' },
  /** What was set aside against debts that won't be repaid. */
  reserve: '224',
} as const;
const clearing = '191';

export const sourceOfAccount = (id: string): string => `savings.account:${id}`;
export const sourceOfList = (id: string): string => `savings.list:${id}`;
export const sourceOfShares = (id: string): string => `savings.share_run:${id}`;
export const sourceOfAssociation = (id: string): string => `savings.association:${id}`;

/** What changes of one saver: the balance, the debt, and the money that stands against both. */
export interface SaverChange {
  readonly personId: string;
  readonly amount: bigint;
  readonly loanAmount: bigint;
  readonly way: Way | Reserve | null;
}

export interface EntryHead {
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  readonly source: string;
  readonly key: string;
}

const credit = (account: string, amount: bigint, partyId?: string): DraftLine[] =>
  amount === 0n
    ? []
    : [{ account, ...(amount > 0n ? { credit: amount } : { debit: -amount }), ...(partyId ? { partyId } : {}) }];

/** One saver's entry: balance and debt in the sub-ledgers, and the cash or bank by what is left of them. */
export async function postChange(ctx: Context, head: EntryHead, change: SaverChange): Promise<string> {
  const { personId, amount, loanAmount, way } = change;
  const partyId = (await partiesOf(ctx, 'person', [personId])).get(personId)!;
  const money = amount - loanAmount;
  const lines = [
    ...credit(codes.savings, amount, partyId),
    ...credit(codes.loans, -loanAmount, partyId),
    ...(way === null ? [] : credit(codes[way], -money)),
  ];
  return (await postEntry(ctx, { ...head, lines })).id;
}

export interface BookFigures {
  readonly cash: bigint;
  readonly bank: bigint;
  readonly clearing: bigint;
  readonly loans: bigint;
  readonly savings: bigint;
  readonly undistributed: bigint;
  readonly reserve: bigint;
  /** All else: fees, results of years. */
  readonly other: bigint;
}

/** What the books of an association say at the end of a day, debts to savers and earnings as sums above zero. */
export async function bookFigures(ctx: Context, bookId: string, on: Day): Promise<BookFigures> {
  const nets = await netBalances(ctx, { bookId, on });
  const net = async (code: string) => nets.get((await accountByCode(ctx, bookId, code)).id) ?? 0n;
  const figures = {
    cash: await net(codes.cash),
    bank: await net(codes.bank),
    clearing: await net(clearing),
    loans: await net(codes.loans),
    savings: -(await net(codes.savings)),
    undistributed: -(await net(codes.undistributed)),
    reserve: -(await net(codes.reserve)),
  };
  const { cash, bank, clearing: between, loans, savings, undistributed, reserve } = figures;
  // The book balances: what no line above names is the difference.
  return { ...figures, other: cash + bank + between + loans - savings - undistributed - reserve };
}
