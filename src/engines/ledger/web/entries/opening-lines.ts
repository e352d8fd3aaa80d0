import { parseMoney } from '#ui';
import type { AccountRow } from '../../books/contract';
import type { OpeningLine } from '../../entries/contract';

/** What was typed into one row. */
export interface OpeningCell {
  debit: string;
  credit: string;
  personId?: string;
  personName?: string;
  unitId?: string;
  payee?: string;
}

/** What is kept over a reload: what was typed, and for which accounts there is more than one row. */
export interface OpeningDraft {
  cells: Readonly<Record<string, OpeningCell>>;
  rows: Readonly<Record<string, number>>;
}

export interface OpeningRow {
  readonly key: string;
  readonly account: AccountRow;
  readonly cell: OpeningCell;
  /** The last row of an account that has parties: below it another one can be added. */
  readonly isLast: boolean;
}

const empty: OpeningCell = { debit: '', credit: '' };
export const noDraft: OpeningDraft = { cells: {}, rows: {} };

/** A row for each account that a book can begin with; for those with parties as many as were asked for. */
export function rowsOf(accounts: readonly AccountRow[], draft: OpeningDraft): OpeningRow[] {
  return accounts
    .filter((account) => !account.isSummary && !account.isClosed && !account.isClearing)
    .flatMap((account) => {
      const count = Math.max(1, draft.rows[account.code] ?? 1);
      return Array.from({ length: count }, (_none, i) => {
        const key = `${account.code}.${i}`;
        return { key, account, cell: draft.cells[key] ?? empty, isLast: account.party !== null && i === count - 1 };
      });
    });
}

const isFilled = ({ cell }: OpeningRow): boolean => cell.debit.trim() !== '' || cell.credit.trim() !== '';

/** The sums at the foot; what can't be read yet counts as nothing. */
export function sumsOf(rows: readonly OpeningRow[]): { debit: bigint; credit: bigint; difference: bigint } {
  const sum = (side: 'debit' | 'credit') => rows.reduce((all, row) => all + (parseMoney(row.cell[side]) ?? 0n), 0n);
  const [debit, credit] = [sum('debit'), sum('credit')];
  return { debit, credit, difference: debit - credit };
}

export type OpeningFault = { word: 'amountWrong' | 'bothSides' | 'partyMissing'; line: number; key: string };

/** The first thing that stands against posting the rows, by the row's place in the grid. */
export function faultOf(rows: readonly OpeningRow[]): OpeningFault | null {
  for (const [i, row] of rows.entries()) {
    if (!isFilled(row)) continue;
    const { cell, account, key } = row;
    const [debit, credit] = [cell.debit.trim(), cell.credit.trim()];
    if (debit !== '' && credit !== '') return { word: 'bothSides', line: i + 1, key };
    const amount = parseMoney(debit || credit);
    if (amount === null || amount <= 0n) return { word: 'amountWrong', line: i + 1, key };
    const who = { person: cell.personId, unit: cell.unitId, payee: cell.payee?.trim() };
    if (account.party !== null && !who[account.party]) return { word: 'partyMissing', line: i + 1, key };
  }
  return null;
}

/** The rows as the server takes them, once `faultOf` finds nothing. */
export function linesOf(rows: readonly OpeningRow[]): OpeningLine[] {
  return rows.filter(isFilled).map(({ account, cell }) => {
    const [debit, credit] = [parseMoney(cell.debit), parseMoney(cell.credit)];
    return {
      account: account.code,
      ...(debit === null ? {} : { debit }),
      ...(credit === null ? {} : { credit }),
      ...(account.party === 'person' && cell.personId ? { personId: cell.personId } : {}),
      ...(account.party === 'unit' && cell.unitId ? { unitId: cell.unitId } : {}),
      ...(account.party === 'payee' && cell.payee ? { payee: cell.payee.trim() } : {}),
    };
  });
}
