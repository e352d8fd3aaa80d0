import { describe, expect, test } from 'vitest';
import { bookKinds } from '../charts/book-kinds';
import type { Chart } from '../charts/chart';
import { statementEditionOf, unionStatements } from './editions';
import {
  differenceOfSides,
  differencesOf,
  fillPosition,
  fillResult,
  hashOfStatement,
  type AccountFigures,
  type FilledLine,
} from './rules';

const chart = bookKinds.union_funds.accounts;
const codes = new Set(chart.map((account) => account.code));
const leaves = chart.filter(({ code }) => ![...codes].some((other) => other !== code && other.startsWith(code)));

/** The figures of a book with the given balances in the second column, debit less credit. */
function figures(nets: Readonly<Record<string, bigint>>, accounts = leaves): AccountFigures[] {
  return accounts.map(({ code, name, element }) => ({
    id: code,
    code,
    name,
    element,
    first: 0n,
    second: nets[code] ?? 0n,
  }));
}
const position = (nets: Readonly<Record<string, bigint>>) => {
  const of = figures(nets);
  return {
    assets: fillPosition(unionStatements.assets, chart, of),
    claims: fillPosition(unionStatements.claims, chart, of),
    result: fillResult(unionStatements.flows, chart, of),
  };
};
const at = (lines: readonly { key: string; second: bigint | null }[], key: string) =>
  lines.find((line) => line.key === key)?.second;

// 买一台电视机 and its depreciation, dues, a festival, money held for others: debit less credit of each account.
const nets = {
  ...{ '101': 100n, '102': 9_000n, '131': 3_000n, '132': -500n },
  ...{ '231': -800n, '301': -2_500n, '312': -6_000n },
  ...{ '401': -5_000n, '402': -1_000n, '507': 3_000n, '50102': 400n, '50301': 300n },
};

describe('the balance sheet', () => {
  test('shows each account on its side, what is taken off as such, and sums', () => {
    const { assets, claims } = position(nets);
    expect([at(assets, '102'), at(assets, '131'), at(assets, '132')]).toEqual([9_000n, 3_000n, 500n]);
    expect(assets.find((line) => line.key === '132')!.isMinus).toBe(true);
    expect(at(assets, 'fixed_assets_net')).toBe(2_500n);
    expect(at(assets, 'current_assets_sum')).toBe(9_100n);
    expect(at(claims, '231')).toBe(800n);
    expect(at(claims, 'liabilities_total')).toBe(800n);
  });

  test('agrees on both sides on any day: what no year has carried yet stands among the net assets', () => {
    const { assets, claims, result } = position(nets);
    expect(at(claims, 'uncarried')).toBe(2_300n);
    expect(at(claims, 'net_assets_total')).toBe(2_500n + 6_000n + 2_300n);
    expect(at(assets, 'assets_total')).toBe(at(claims, 'claims_total'));
    expect(differenceOfSides({ assets, claims, result })).toEqual({ first: 0n, second: 0n });
  });

  test('tells by how much the sides differ when somebody has gone around the ledger', () => {
    expect(differenceOfSides(position({ ...nets, '102': 9_001n }))).toEqual({ first: 0n, second: 1n });
    const sides = position(nets);
    const [first, second] = [
      { first: 7n, second: 2n },
      { first: 10n, second: 9n },
    ];
    const total = (key: string, fen: object) => [{ ...sides.assets[0]!, key, ...fen }];
    const { result } = sides;
    expect(
      differenceOfSides({ assets: total('assets_total', first), claims: total('claims_total', second), result }),
    ).toEqual({ first: -3n, second: -7n });
  });

  test('has a line for an account that the form does not know', () => {
    const own = { code: '175', name: '其他款', element: 'asset' as const };
    const lines = fillPosition(unionStatements.assets, [...chart, own], figures({ '175': 7n }, [...leaves, own]));
    expect(at(lines, '175')).toBe(7n);
    expect(at(lines, 'assets_total')).toBe(7n);
  });

  test('has one line for an account of one’s own and those below it', () => {
    const own = [
      { code: '175', name: '其他款', element: 'asset' },
      { code: '17501', name: '甲', element: 'asset' },
    ] as const;
    const lines = fillPosition(
      unionStatements.assets,
      [...chart, ...own],
      figures({ '17501': 7n }, [...leaves, own[1]]),
    );
    expect(lines.filter(({ code }) => code?.startsWith('175')).map(({ code, second }) => [code, second])).toEqual([
      ['175', 7n],
    ]);
  });

  test('opens each figure to the accounts that it is the sum of, those alone on which something stands', () => {
    const moved = figures({ '101': 100n }).map((one) => (one.code === '102' ? { ...one, first: 30n } : one));
    const lines = fillPosition(unionStatements.assets, chart, moved);
    const sum = lines.find((line) => line.key === 'current_assets_sum')!;
    expect(sum.accounts).toEqual([
      { id: '101', code: '101', name: '库存现金', first: 0n, second: 100n },
      { id: '102', code: '102', name: '银行存款', first: 30n, second: 0n },
    ]);
    expect([sum.first, sum.second]).toEqual([30n, 100n]);
  });

  test('takes off what wears down, and nothing else', () => {
    const { assets, claims, result } = position(nets);
    const minus = [assets, claims, result].flat().filter((line) => line.isMinus);
    expect(minus.map((line) => line.key)).toEqual(['132', '142']);
  });

  test('says of each line what it is', () => {
    const kinds = (lines: readonly FilledLine[]) => Object.fromEntries(lines.map(({ key, kind }) => [key, kind]));
    const { assets, claims, result } = position(nets);
    expect(kinds(assets)).toMatchObject({ '101': 'figure', current_assets_sum: 'sum', assets_total: 'total' });
    expect(kinds(claims)).toMatchObject({ liabilities: 'heading', uncarried: 'figure', claims_total: 'total' });
    expect(kinds(result)).toMatchObject({ income: 'sum', '401': 'figure', spending: 'sum', difference: 'total' });
  });

  test('has headings without figures, in their places', () => {
    const keys = position(nets).assets.map((line) => line.key);
    expect([keys[0], keys.indexOf('other_assets') - keys.indexOf('current_assets_sum')]).toEqual(['current_assets', 1]);
    expect(position(nets).assets[0]).toEqual({
      ...{ key: 'current_assets', kind: 'heading', name: null, code: null, depth: 0, isMinus: false },
      ...{ first: null, second: null, accounts: [] },
    });
  });

  test('leaves out sums and results of accounts that a book lacks, and never its totals', () => {
    const layout = [
      { kind: 'sum', key: 'some', codes: ['131'] },
      { kind: 'uncarried', key: 'uncarried' },
      { kind: 'total', key: 'all', elements: ['liability'] },
    ] as const;
    const cash = { code: '101', name: '库存现金', element: 'asset' } as const;
    expect(fillPosition(layout, [cash], figures({ '101': 5n }, [cash]))).toMatchObject([
      { key: 'all', kind: 'total', first: 0n, second: 0n, accounts: [] },
    ]);
  });

  test.each(Object.entries<Chart>(bookKinds))('has every account of a book of %s in exactly one line', (_kind, own) => {
    const edition = statementEditionOf(own.edition);
    const tops = own.accounts.filter(
      ({ code, element }) =>
        element !== 'income' &&
        element !== 'expense' &&
        !own.accounts.some((other) => other.code !== code && code.startsWith(other.code)),
    );
    const of = own.accounts.map(({ code, name, element }) => ({
      id: code,
      code,
      name,
      element,
      first: 0n,
      second: 1n,
    }));
    const lines = [edition.assets, edition.claims].flatMap((side) => fillPosition(side, own.accounts, of));
    for (const { code } of tops) expect(lines.filter((line) => line.code === code)).toHaveLength(1);
  });
});

describe('the statement of income and spending', () => {
  test('sums up both and the accounts below each, those that moved alone', () => {
    const { result } = position(nets);
    expect(result.map(({ key, depth, second }) => [key, depth, second]).filter(([, , fen]) => fen !== 0n)).toEqual([
      ['income', 0, 6_000n],
      ['401', 1, 5_000n],
      ['402', 1, 1_000n],
      ['spending', 0, 3_700n],
      ['501', 1, 400n],
      ['50102', 2, 400n],
      ['503', 1, 300n],
      ['50301', 2, 300n],
      ['507', 1, 3_000n],
      ['difference', 0, 2_300n],
    ]);
    expect(result.some((line) => line.key === '50103')).toBe(false);
    expect(at(result, '403')).toBe(0n);
  });

  test('says of a donation campaign what came in and what was handed over', () => {
    const own = bookKinds.donation.accounts;
    const of = own.map(({ code, name, element }) => {
      const net = { '23101': -900n, '23103': -100n, '232': 600n, '102': 400n }[code] ?? 0n;
      return { id: code, code, name, element, first: 0n, second: net };
    });
    const result = fillResult(statementEditionOf('donation-1').flows, own, of);
    expect([at(result, 'income'), at(result, 'spending'), at(result, 'difference')]).toEqual([1_000n, 600n, 400n]);
  });
});

describe('a published statement', () => {
  const about = { bookId: 'b', edition: 'union-2021', on: '2024-05-31', span: 'month' };

  test('has a fingerprint that every figure and its day are part of', () => {
    const hash = hashOfStatement(about, position(nets));
    expect(hashOfStatement(about, position(nets))).toBe(hash);
    expect(hashOfStatement(about, position({ ...nets, '101': 101n }))).not.toBe(hash);
    for (const other of [{ bookId: 'c' }, { edition: 'fund-1' }, { on: '2024-05-30' }, { span: 'year' }])
      expect(hashOfStatement({ ...about, ...other }, position(nets))).not.toBe(hash);
  });

  // prettier-ignore
  test.each<[what: string, change: Partial<FilledLine>]>([
    ['the name of a line',         { name: '别名' }],
    ['its place in the layout',    { key: '102' }],
    ['the first column',           { first: 1n }],
    ['nothing in place of a nil',  { first: null }],
  ])('has a fingerprint of which %s is a part', (_what, change) => {
    const { result, claims, assets } = position(nets);
    const changed = assets.map((line) => (line.key === '101' ? { ...line, ...change } : line));
    const [before, after] = [assets, changed].map((own) => hashOfStatement(about, { assets: own, claims, result }));
    expect(after).not.toBe(before);
  });

  test('has a fingerprint of which the side is a part', () => {
    const { assets } = position(nets);
    const [left, right] = [
      { assets, claims: [], result: [] },
      { assets: [], claims: assets, result: [] },
    ];
    expect(hashOfStatement(about, left)).not.toBe(hashOfStatement(about, right));
  });

  test('is compared with the books line by line', () => {
    const later = position({ ...nets, '101': 90n, '50102': 410n });
    expect(differencesOf(position(nets), later).map(({ key, then, now }) => [key, then, now])).toEqual([
      ['101', 100n, 90n],
      ['current_assets_sum', 9_100n, 9_090n],
      ['assets_total', 11_600n, 11_590n],
      ['uncarried', 2_300n, 2_290n],
      ['net_assets_total', 10_800n, 10_790n],
      ['claims_total', 11_600n, 11_590n],
      ['spending', 3_700n, 3_710n],
      ['501', 400n, 410n],
      ['50102', 400n, 410n],
      ['difference', 2_300n, 2_290n],
    ]);
    expect(differencesOf(later, later)).toEqual([]);
  });

  test('tells a line that stands in only one of both, by its name', () => {
    const [less, more] = [position({}), position({ '50102': 400n })];
    const difference = { part: 'result', key: '50102', name: '文体活动费', column: 'second' };
    expect(differencesOf(less, more)).toContainEqual({ ...difference, then: 0n, now: 400n });
    expect(differencesOf(more, less)).toContainEqual({ ...difference, then: 400n, now: 0n });
  });

  test('is compared in both columns', () => {
    const live = position(nets);
    const line = live.assets.find(({ key }) => key === '101')!;
    const published = { ...live, assets: [] };
    expect(differencesOf(published, { ...live, assets: [{ ...line, first: 3n, second: 4n }] })).toMatchObject([
      { column: 'first', then: 0n, now: 3n },
      { column: 'second', then: 0n, now: 4n },
    ]);
  });
});
