import { describe, expect, test } from 'vitest';
import type { AccountRow } from '../../books/contract';
import { faultOf, linesOf, noDraft, rowsOf, sumsOf, type OpeningCell } from './opening-lines';

const account = (code: string, change: Partial<AccountRow> = {}): AccountRow => ({
  ...{ id: code, code, name: code, element: 'asset', isContra: false, party: null, money: null, carriesTo: null },
  ...{ isSummary: false, isClosed: false, isClearing: false, version: 1, level: 0, net: 0n },
  ...change,
});
const accounts = [
  account('102'),
  account('113', { party: 'person' }),
  account('191', { isClearing: true }),
  account('231', { isSummary: true }),
  account('312', { element: 'net_asset' }),
  account('408', { isClosed: true }),
];
const cell = (change: Partial<OpeningCell>): OpeningCell => ({ debit: '', credit: '', ...change });
const rows = (cells: Record<string, OpeningCell>, counts: Record<string, number> = {}) =>
  rowsOf(accounts, { cells, rows: counts });

describe('the grid of opening balances', () => {
  test('has a row for each account that a book can begin with, and as many for parties as were asked for', () => {
    expect(rowsOf(accounts, noDraft).map((row) => row.key)).toEqual(['102.0', '113.0', '312.0']);
    expect(rows({}, { '113': 2 }).map((row) => [row.key, row.isLast])).toEqual([
      ['102.0', false],
      ['113.0', false],
      ['113.1', true],
      ['312.0', false],
    ]);
  });

  test('adds up while it is typed, whatever can not be read yet', () => {
    const typed = rows({ '102.0': cell({ debit: '1,200.5' }), '312.0': cell({ credit: '1200.' }) });
    expect(sumsOf(typed)).toEqual({ debit: 1200_50n, credit: 0n, difference: 1200_50n });
  });

  test.each([
    ['an amount that is none', { '102.0': cell({ debit: '12.345' }) }, 'amountWrong', 1],
    ['an amount below zero', { '312.0': cell({ credit: '-1' }) }, 'amountWrong', 3],
    ['both sides in a row', { '102.0': cell({ debit: '1', credit: '1' }) }, 'bothSides', 1],
    ['nobody where somebody belongs', { '113.0': cell({ debit: '1' }) }, 'partyMissing', 2],
  ] as const)('names %s by its row', (_what, cells, word, line) =>
    expect(faultOf(rows(cells))).toMatchObject({ word, line }),
  );

  test('sends what is filled in, and nothing of the empty rows', () => {
    const typed = rows({
      '113.0': cell({ debit: '5', personId: 'p', personName: '任海' }),
      '312.0': cell({ credit: '5' }),
    });
    expect(faultOf(typed)).toBeNull();
    expect(linesOf(typed)).toEqual([
      { account: '113', debit: 500n, personId: 'p' },
      { account: '312', credit: 500n },
    ]);
  });
});
