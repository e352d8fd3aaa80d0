import { describe, expect, test } from 'vitest';
import {
  balancing,
  budgetSayings,
  emptyLine,
  faultOf,
  findAccounts,
  inputOf,
  linesOfTemplate,
  sumsOf,
  typed,
} from './grid-lines';
import type { BudgetChoice, DeskAccount, GridLine } from './grid-lines';

const row = (change: Partial<GridLine>): GridLine => ({ ...emptyLine, ...change });
const account = (code: string, name: string, initials: string, change: Partial<DeskAccount> = {}): DeskAccount => ({
  ...{ code, name, initials, party: null, money: null },
  ...change,
});
const accounts = [
  account('101', '库存现金', 'kcxj', { money: 'cash' }),
  account('102', '银行存款', 'yhck', { money: 'bank' }),
  account('113', '其他应收款', 'qtysk', { party: 'person' }),
  account('401', '会费收入', 'hfsr'),
  account('402', '拨缴经费收入', 'bjjfsr'),
];

describe('what is typed into the grid', () => {
  // prettier-ignore
  test.each([[300_00n, '300'], [12_50n, '12.50'], [5n, '0.05']])('%s fen are typed %s', (fen, text) =>
    expect(typed(fen)).toBe(text));

  test('is summed while it is typed; what can’t be read yet counts as nothing', () => {
    const lines = [row({ debit: '1,200.50' }), row({ credit: '200' }), row({ credit: '3x' })];
    expect(sumsOf(lines)).toEqual({ debit: 1_200_50n, credit: 200_00n, difference: 1_000_50n });
  });

  test('= fills what is missing on the side, and nothing where there is too much', () => {
    const lines = [row({ debit: '100' }), row({ credit: '40' }), row({ credit: '7' })];
    expect([balancing(lines, 2, 'credit'), balancing(lines, 2, 'debit'), balancing(lines, 0, 'debit')]).toEqual([
      ...['60', '', '47'],
    ]);
  });

  // prettier-ignore
  test.each([
    [row({ debit: '1', credit: '1' }), 'bothSides'], [row({ debit: 'ten' }), 'amountWrong'],
    [row({ credit: '-1' }), 'amountWrong'], [row({ credit: '1.005' }), 'amountWrong'],
  ] as const)('%j is named by its line', (bad, word) =>
    expect(faultOf([row({ debit: '1' }), bad])).toEqual({ word, line: 2 }));

  test('goes to the server without rows that nobody touched, and with the party that its account asks for', () => {
    const lines = [
      row({ account: '113', debit: '5', personId: 'p', payee: '留下的' }),
      row({}),
      row({ account: '101', credit: '5', personId: 'q' }),
    ];
    expect(inputOf(lines, { accounts, budgetLines: [] }, '2024-06-18')).toEqual([
      { account: '113', side: 'debit', amount: 500n, words: '', budgetLineId: null, personId: 'p' },
      { account: '101', side: 'credit', amount: 500n, words: '', budgetLineId: null },
    ]);
  });
});

// prettier-ignore
test.each([
  ['10', ['101', '102']], ['102', ['102']], ['yh', ['102']], ['YH', ['102']], ['收入', ['401', '402']],
  ['sr', ['401', '402']], ['', []], ['zzz', []],
] as const)('%s finds %j', (words, codes) =>
  expect(findAccounts(accounts, words).map(({ code }) => code)).toEqual(codes));

test('a typical entry with the 60/40 split always balances', () => {
  const lines = [
    { account: '102', side: 'debit', part: 'whole' },
    { account: '402', side: 'credit', part: 'kept' },
    { account: '211', side: 'credit', part: 'remitted' },
  ] as const;
  const filled = linesOfTemplate({ lines: [...lines] }, 333_333_33n, 0.4);
  expect(filled.map(({ debit, credit }) => debit || credit)).toEqual(['333333.33', '200000', '133333.33']);
  expect(sumsOf(filled).difference).toBe(0n);
});

describe('the budget beside the rows', () => {
  const choice = (id: string, change: Partial<BudgetChoice>): BudgetChoice => ({
    ...{ id, name: id, accounts: ['501'], onBreach: 'stop', free: 100_00n, year: 2024 },
    ...change,
  });
  const sports = choice('sports', {});
  const any = choice('any', { accounts: [], onBreach: 'warn', free: null });
  const last = choice('last', { year: 2023 });
  const say = (lines: GridLine[], on = '2024-06-18') =>
    budgetSayings(lines, [any, sports, last], on).map(({ budgetLine, amount, verdict }) => [
      ...[budgetLine.id, amount, verdict],
    ]);

  test('the first line that names the account is spent of by itself; rows of one line count together', () => {
    const rows = [row({ account: '50102', debit: '60' }), row({ account: '50101', debit: '40.01' })];
    expect(say(rows)).toEqual([['sports', 100_01n, 'stop']]);
    expect(say(rows.slice(0, 1))).toEqual([['sports', 60_00n, 'fits']]);
    expect(say(rows.slice(0, 1), '2023-12-31')).toEqual([['last', 60_00n, 'fits']]);
  });

  test('another line is spent of once it is chosen, and none where none was; a credit spends nothing', () => {
    const spent = row({ account: '50102', debit: '60' });
    expect(say([{ ...spent, budgetLineId: 'any' }])).toEqual([['any', 60_00n, 'fits']]);
    expect(say([{ ...spent, budgetLineId: '' }, row({ account: '50102', credit: '60' })])).toEqual([]);
    expect(say([row({ account: '102', debit: '60' })])).toEqual([]);
  });
});
