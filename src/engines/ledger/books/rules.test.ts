import { describe, expect, test } from 'vitest';
import { flowOf, fundOf, twelveMonths, type FlowPart } from './flows';
import { levelsOf, placeInChart, sumUp } from './rules';

const chart = [
  { code: '102', element: 'asset', carriesTo: null, isSummary: false },
  { code: '311', element: 'net_asset', carriesTo: null, isSummary: false },
  { code: '312', element: 'net_asset', carriesTo: null, isSummary: true },
  { code: '31201', element: 'net_asset', carriesTo: null, isSummary: false },
  { code: '501', element: 'expense', carriesTo: '311', isSummary: true },
  { code: '50101', element: 'expense', carriesTo: '311', isSummary: false },
  { code: '51001', element: 'expense', carriesTo: '311', isSummary: false },
] as const;

describe('an account goes into a chart', () => {
  test.each([
    [
      'below another one, and is of its element',
      { code: '50102' },
      { above: '501', element: 'expense', carriesTo: '311' },
    ],
    ['below one that it splits', { code: '10201' }, { above: '102', element: 'asset', carriesTo: null }],
    ['by itself', { code: '408', element: 'income', carriesTo: '311' }, { above: null, isSummary: false }],
    [
      'above those that are there',
      { code: '510', element: 'expense', carriesTo: '311' },
      { above: null, isSummary: true },
    ],
  ] as const)('%s', (_how, given, place) =>
    expect(placeInChart(chart, given, () => false)).toMatchObject({ fault: null, ...place }),
  );

  test.each([
    ['under a code that is taken', { code: '102', element: 'asset' }, 'ledger.account_taken'],
    ['by itself without an element', { code: '408' }, 'ledger.account_element'],
    ['below one of another element', { code: '50102', element: 'income' }, 'ledger.account_element'],
    ['above some of another element', { code: '510', element: 'asset' }, 'ledger.account_element'],
    ['below one that was posted to', { code: '5010101' }, 'ledger.account_has_postings'],
    ['as income that is carried nowhere', { code: '408', element: 'income' }, 'ledger.account_carries'],
    [
      'as income that is carried to a summary',
      { code: '408', element: 'income', carriesTo: '312' },
      'ledger.account_carries',
    ],
    ['as an asset that is carried', { code: '103', element: 'asset', carriesTo: '311' }, 'ledger.account_carries'],
  ] as const)('%s: not', (_how, given, fault) =>
    expect(placeInChart(chart, given, (code) => code === '50101')).toEqual({ fault }),
  );

  test('by itself, whatever was posted to before', () =>
    expect(placeInChart(chart, { code: '408', element: 'income', carriesTo: '311' }, () => true).fault).toBeNull());

  test('its level and the sums above it follow from the codes', () => {
    expect([...levelsOf(['501', '50101', '5010102', '102'])]).toEqual([
      ['102', 0],
      ['501', 0],
      ['50101', 1],
      ['5010102', 2],
    ]);
    const accounts = ['501', '50101', '50102', '5010201'].map((code) => ({ id: code, code }));
    const own = new Map([
      ['50101', 5n],
      ['5010201', 7n],
    ]);
    const sums = sumUp(accounts, own, (a, b) => a + b, 0n);
    expect([...sums.values()]).toEqual([12n, 5n, 7n, 7n]);
  });
});

describe('a fund', () => {
  const part = (change: Partial<FlowPart>): FlowPart => ({
    ...{ month: '2024-06-01', element: 'income', money: null, isClosing: false, debit: 0n, credit: 0n },
    ...change,
  });

  test.each([
    ['income', 'union_funds', { element: 'income', debit: 5n, credit: 100n }, { in: 95n, out: 0n }],
    ['spending', 'union_funds', { element: 'expense', debit: 80n, credit: 3n }, { in: 0n, out: 77n }],
    ['a debt of the union', 'union_funds', { element: 'liability', credit: 40n }, { in: 0n, out: 0n }],
    ['a gift in trust', 'donation', { element: 'liability', credit: 40n }, { in: 40n, out: 0n }],
    ['a deposit taken out', 'savings', { element: 'liability', debit: 40n }, { in: 0n, out: 40n }],
    ["the year's end", 'union_funds', { isClosing: true, debit: 100n }, { in: 0n, out: 0n }],
  ] as const)('%s', (_what, kind, change, flow) => expect(flowOf(kind, part(change))).toEqual(flow));

  test('begins with its opening, which neither came in nor went out, and adds month to month', () => {
    const opening = part({ element: 'liability', credit: 1000n, month: '2024-01-01' });
    const parts = [
      opening,
      part({ element: 'liability', credit: 50n, month: null }),
      part({ element: 'liability', credit: 200n, month: '2024-05-01' }),
      part({ element: 'liability', debit: 30n }),
      part({ element: 'asset', money: 'bank', debit: 1250n, month: null }),
      part({ element: 'asset', money: 'bank', credit: 30n }),
    ];
    const fund = fundOf('donation', parts, [opening], '2024-06-18');
    expect(fund).toMatchObject({ balance: 1220n, bank: 1220n, cash: 0n });
    expect([fund.year, fund.month]).toEqual([
      { in: 200n, out: 30n },
      { in: 0n, out: 30n },
    ]);
    expect(fund.trend.slice(-6).map((one) => one.balance)).toEqual([1050n, 1050n, 1050n, 1050n, 1250n, 1220n]);
  });

  test('is shown for twelve months, over the turn of the year', () => {
    const months = twelveMonths('2024-02-29');
    expect([months.length, months[0], months.at(-1)]).toEqual([12, '2023-03-01', '2024-02-01']);
  });
});
