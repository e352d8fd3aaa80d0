import type { EndpointResponse } from '#kernel/contract';
import { answerTo, takesAccount } from '#engines/ledger/contract';
import { parseMoney } from '#ui';
import { type VoucherLineInput, type VoucherWhole, type getVoucherDesk, splitShare } from '../../vouchers/contract';

export type Desk = EndpointResponse<typeof getVoucherDesk>;
export type DeskAccount = Desk['accounts'][number];
export type Side = 'debit' | 'credit';

/** One row of the grid as it is typed. */
export interface GridLine {
  account: string;
  debit: string;
  credit: string;
  words: string;
  personId?: string;
  personName?: string;
  unitId?: string;
  payee?: string;
  /** Of the budget; nothing chosen yet means the first one that takes the account, empty none. */
  budgetLineId?: string;
}

export interface GridDraft {
  on: string;
  words: string;
  sheets: string;
  lines: readonly GridLine[];
}

export const emptyLine: GridLine = { account: '', debit: '', credit: '', words: '' };

/** Fen as somebody would have typed it: `300`, `12.50`. */
export function typed(fen: bigint): string {
  const [yuan, rest] = [fen / 100n, fen % 100n];
  return rest === 0n ? String(yuan) : `${yuan}.${String(rest).padStart(2, '0')}`;
}

export const newDraft = (on: string): GridDraft => ({ on, words: '', sheets: '', lines: [emptyLine, emptyLine] });

export function draftOf(voucher: VoucherWhole): GridDraft {
  const lines = voucher.lines.map(({ code, debit, credit, words, party, budgetLine }): GridLine => {
    const who =
      party?.kind === 'person' && party.personId
        ? { personId: party.personId, personName: party.name ?? '' }
        : party?.kind === 'unit' && party.unitId
          ? { unitId: party.unitId }
          : party?.kind === 'payee'
            ? { payee: party.name ?? '' }
            : {};
    // An amount travels as digits.
    const amount = (fen: bigint | null) => (fen === null || BigInt(fen) === 0n ? '' : typed(BigInt(fen)));
    const shown = { account: code, debit: amount(debit), credit: amount(credit), words, ...who };
    return { ...shown, budgetLineId: budgetLine?.id ?? '' };
  });
  const { on, words, sheets } = voucher;
  return {
    ...{ on, words, sheets: sheets === 0 ? '' : String(sheets) },
    lines: lines.length >= 2 ? lines : [...lines, emptyLine, emptyLine].slice(0, 2),
  };
}

const isFilled = ({ account, debit, credit, words }: GridLine): boolean =>
  [account, debit, credit, words].some((text) => text.trim() !== '');

/** The sums at the foot; what can't be read yet counts as nothing. */
export function sumsOf(lines: readonly GridLine[]): { debit: bigint; credit: bigint; difference: bigint } {
  const sum = (side: Side) => lines.reduce((all, line) => all + (parseMoney(line[side]) ?? 0n), 0n);
  const [debit, credit] = [sum('debit'), sum('credit')];
  return { debit, credit, difference: debit - credit };
}

/** What fills the difference in a cell, whatever stands there now; empty where the side has too much already. */
export function balancing(lines: readonly GridLine[], index: number, side: Side): string {
  const others = lines.filter((_line, i) => i !== index);
  const { difference } = sumsOf(others);
  const missing = side === 'debit' ? -difference : difference;
  return missing > 0n ? typed(missing) : '';
}

export type GridFault = { word: 'amountWrong' | 'bothSides'; line: number };

/** What can't even be kept as a draft: an amount that nobody can read, a line with both sides. */
export function faultOf(lines: readonly GridLine[]): GridFault | null {
  for (const [i, { debit, credit }] of lines.entries()) {
    const given = [debit.trim(), credit.trim()].filter((text) => text !== '');
    if (given.length === 2) return { word: 'bothSides', line: i + 1 };
    const [text] = given;
    const amount = text === undefined ? 0n : parseMoney(text);
    if (amount === null || amount < 0n) return { word: 'amountWrong', line: i + 1 };
  }
  return null;
}

/** The rows as the server takes them, once `faultOf` finds nothing; rows that nobody touched stay behind. */
export function inputOf(
  lines: readonly GridLine[],
  desk: Pick<Desk, 'accounts' | 'budgetLines'>,
  on: string,
): VoucherLineInput[] {
  const { accounts } = desk;
  return lines.filter(isFilled).map((line) => {
    const { party = null } = accounts.find(({ code }) => code === line.account) ?? {};
    return {
      account: line.account,
      side: line.credit.trim() === '' ? 'debit' : 'credit',
      amount: parseMoney(line.debit.trim() || line.credit.trim()) ?? 0n,
      words: line.words.trim(),
      budgetLineId: budgetLineOf(line, desk.budgetLines, on)?.id ?? null,
      ...(party === 'person' && line.personId ? { personId: line.personId } : {}),
      ...(party === 'unit' && line.unitId ? { unitId: line.unitId } : {}),
      ...(party === 'payee' && line.payee?.trim() ? { payee: line.payee.trim() } : {}),
    };
  });
}

/** The lines of a typical entry for a sum: what is handed up and what stays add up to the whole. */
export function linesOfTemplate(
  { lines }: Pick<Desk['templates'][number], 'lines'>,
  whole: bigint,
  remittedShare: number,
): GridLine[] {
  const parts = { whole, ...splitShare(whole, remittedShare) };
  return lines.map(({ account, side, part }) => ({ ...emptyLine, account, [side]: typed(parts[part]) }));
}

/** Accounts that what is typed may mean: by the beginning of the code or of the pinyin's initials, or a part of the name. */
export function findAccounts(accounts: readonly DeskAccount[], words: string): DeskAccount[] {
  const asked = words.trim().toLowerCase();
  if (asked === '') return [];
  const rank = ({ code, name, initials }: DeskAccount): number =>
    code === asked
      ? 0
      : code.startsWith(asked)
        ? 1
        : initials.startsWith(asked)
          ? 2
          : name.includes(asked)
            ? 3
            : initials.includes(asked)
              ? 4
              : 9;
  return accounts
    .map((account) => ({ account, rank: rank(account) }))
    .filter((one) => one.rank < 9)
    .sort((a, b) => a.rank - b.rank || a.account.code.localeCompare(b.account.code))
    .slice(0, 8)
    .map((one) => one.account);
}

export type BudgetChoice = Desk['budgetLines'][number];

/** The lines of the day's budget that take what a row spends; a credit gives nothing out. */
export function fittingLines(line: GridLine, budgetLines: readonly BudgetChoice[], on: string): BudgetChoice[] {
  if (line.account === '' || line.credit.trim() !== '') return [];
  return budgetLines.filter((one) => String(one.year) === on.slice(0, 4) && takesAccount(one.accounts, line.account));
}

/** Which of them it is spent of: the one that was chosen, or the first that names the account. */
export function budgetLineOf(
  line: GridLine,
  budgetLines: readonly BudgetChoice[],
  on: string,
): BudgetChoice | undefined {
  const fitting = fittingLines(line, budgetLines, on);
  if (line.budgetLineId === undefined) return fitting.find(({ accounts }) => accounts.length > 0);
  return fitting.find(({ id }) => id === line.budgetLineId);
}

export interface BudgetSaying {
  budgetLine: BudgetChoice;
  /** What all rows together spend of it. */
  amount: bigint;
  verdict: 'fits' | 'stop' | 'warn' | 'note';
  excess: bigint;
}

/** What each budget line says to the rows that are spent of it, while they are typed. */
export function budgetSayings(
  lines: readonly GridLine[],
  budgetLines: readonly BudgetChoice[],
  on: string,
): BudgetSaying[] {
  const sums = new Map<BudgetChoice, bigint>();
  for (const line of lines) {
    const budgetLine = budgetLineOf(line, budgetLines, on);
    if (budgetLine) sums.set(budgetLine, (sums.get(budgetLine) ?? 0n) + (parseMoney(line.debit) ?? 0n));
  }
  return [...sums].map(([budgetLine, amount]) => {
    // An amount travels as digits.
    const free = budgetLine.free === null ? null : BigInt(budgetLine.free);
    return { budgetLine, amount, ...answerTo(amount, free, budgetLine.onBreach) };
  });
}
