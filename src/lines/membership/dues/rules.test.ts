import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { duesOf, duesTerms, firstOf, lastOf, monthsAfter, monthsInARow, readYuan, settle } from './rules';

const law = { kind: 'share', perTenThousand: 50, cutToFen: 1000 } as const;
const fenOf = (words: string) => {
  const read = readYuan(words);
  return 'fen' in read ? read.fen : read.fault;
};

describe('what is due', () => {
  test.each([
    ['4567.80', 22_80n],
    ['3009.99', 15_00n],
    ['5210', 26_05n],
    ['9.99', 0n],
    ['0', 0n],
  ])('on %s yuan', (wage, dues) => {
    expect(duesOf(law, fenOf(wage) as bigint)).toBe(dues);
  });

  test('half a percent of a wage cut down is a multiple of five fen, and never more than the wage asks for', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000_000_00n }), (wage) => {
        const dues = duesOf(law, wage)!;
        expect(dues % 5n).toBe(0n);
        expect(dues * 200n).toBeLessThanOrEqual(wage);
        expect(wage - dues * 200n).toBeLessThan(1000n);
      }),
    );
  });

  test('by bands, and by a fixed sum for which no wage need be known', () => {
    const bands = [
      { fromFen: 0, duesFen: 500 },
      { fromFen: 300_000, duesFen: 1500 },
    ];
    expect(duesOf({ kind: 'bands', bands }, 299_999n)).toBe(500n);
    expect(duesOf({ kind: 'bands', bands }, 300_000n)).toBe(1500n);
    expect(duesOf({ kind: 'bands', bands: [bands[1]!] }, 1n)).toBe(0n);
    expect(duesOf({ kind: 'bands', bands }, null)).toBeNull();
    expect(duesOf({ kind: 'fixed', duesFen: 1000 }, null)).toBe(1000n);
  });
});

describe('terms', () => {
  const bands = (count: number) => Array.from({ length: count }, (_none, at) => ({ fromFen: at, duesFen: at }));
  // prettier-ignore
  test.each<[what: string, terms: object, isTaken: boolean]>([
    ['the least share',                     { ...law, perTenThousand: 1 },                  true],
    ['a share of nothing',                  { ...law, perTenThousand: 0 },                  false],
    ['a tenth',                             { ...law, perTenThousand: 1000 },               true],
    ['more than a tenth',                   { ...law, perTenThousand: 1001 },               false],
    ['a part of a ten-thousandth',          { ...law, perTenThousand: 0.5 },                false],
    ['a wage that is cut to whole fen',     { ...law, cutToFen: 1 },                        true],
    ['a wage that is cut to nothing',       { ...law, cutToFen: 0 },                        false],
    ['a fixed sum of nothing',              { kind: 'fixed', duesFen: 0 },                  true],
    ['a fixed sum below it',                { kind: 'fixed', duesFen: -1 },                 false],
    ['the greatest fixed sum',              { kind: 'fixed', duesFen: 1_000_000_000 },      true],
    ['a fen more',                          { kind: 'fixed', duesFen: 1_000_000_001 },      false],
    ['no band',                             { kind: 'bands', bands: [] },                   false],
    ['one band',                            { kind: 'bands', bands: bands(1) },             true],
    ['thirty bands',                        { kind: 'bands', bands: bands(30) },            true],
    ['one band more',                       { kind: 'bands', bands: bands(31) },            false],
    ['bands from above downwards',          { kind: 'bands', bands: bands(2).toReversed() }, false],
    ['two bands from one wage on',          { kind: 'bands', bands: [...bands(2), { fromFen: 1, duesFen: 5 }] }, false],
  ])('%s', (_what, terms, isTaken) => expect(duesTerms.safeParse(terms).success).toBe(isTaken));
});

test('a sum settles months in their order, and all of it is settled or ahead', () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 500n }), { maxLength: 8 });
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 0n, max: 5000n }), (arrears, amount) => {
      const open = arrears.map((one, i) => ({ id: String(i), arrears: one }));
      const { settled, ahead } = settle(open, amount);
      const sum = settled.reduce((total, one) => total + one.amount, 0n);
      expect(sum + ahead).toBe(amount);
      const owed = arrears.reduce((total, one) => total + one, 0n);
      expect(ahead).toBe(amount > owed ? amount - owed : 0n);
      for (const { chargeId, amount: part } of settled.slice(0, -1)) expect(part).toBe(arrears[Number(chargeId)]);
      expect(settled.filter((one) => one.amount <= 0n)).toEqual([]);
    }),
  );
});

test('a sum settles nothing of months for which nothing or less is owed', () => {
  const open = [-5n, 0n, 7n, 9n, 9n].map((arrears, at) => ({ id: `${at}`, arrears }));
  expect(settle(open, 16n)).toEqual({
    settled: [
      { chargeId: '2', amount: 7n },
      { chargeId: '3', amount: 9n },
    ],
    ahead: 0n,
  });
  expect(settle(open, 30n).ahead).toBe(5n);
});

test.each([
  ['4,567.80', 456780n],
  ['￥26.05 元', 2605n],
  ['５２１０', 521000n],
  ['1.005', 'not_money'],
  ['-3', 'negative'],
  ['(3.00)', 'negative'],
  ['1000000000000', 'too_much'],
  ['999999999999.99', 99_999_999_999_999n],
  ['3.5', 350n],
  ['3.05', 305n],
  ['3.500', 350n],
  ['(3)4', 'not_money'],
  ['3.', 300n],
  ['.5', 'not_money'],
  ['3(1)', 'not_money'],
  ['-0.00', 0n],
  ['-0.01', 'negative'],
  ['-', null],
  ['－', null],
  ['abc', 'not_money'],
  ['—', 'not_money'],
  ['', null],
])('%s is read as %s', (words, expected) => {
  expect(fenOf(words)).toBe(expected);
});

test('months are counted over the year, and unpaid ones from the last backwards', () => {
  expect([monthsAfter('2024-01-01', -1), monthsAfter('2023-12-01', 1)]).toEqual(['2023-12-01', '2024-01-01']);
  expect([lastOf('2024-02-10'), lastOf('2023-02-01')]).toEqual(['2024-02-29', '2023-02-28']);
  expect([firstOf('2024-02-29'), firstOf('2024-03-01')]).toEqual(['2024-02-01', '2024-03-01']);
  expect(monthsInARow(['2023-12-01', '2024-01-01', '2024-02-01'])).toBe(3);
  expect(monthsInARow(['2024-02-01', '2023-12-01', '2023-10-01', '2024-01-01'])).toBe(3);
  expect(monthsInARow(['2023-12-01', '2024-02-01'])).toBe(1);
  expect(monthsInARow([])).toBe(0);
});
