import fc from 'fast-check';
import { expect, test } from 'vitest';
import { closingOf, loanLimit, monthEndAfter, repaymentPlan } from './rules';
import { shareOut, standingOf, withdrawable, yearOf, yearUntil } from './rules';
import { sumOf } from './sums';

const fen = fc.bigInt({ min: 0n, max: 99_999_999_999n });

test('shares sum to what is shared, to the fen, and nobody is more than a fen off', () => {
  fc.assert(
    fc.property(fen, fc.array(fen, { minLength: 1, maxLength: 60 }), (sum, weights) => {
      const shares = shareOut(sum, weights);
      const whole = sumOf(weights, (weight) => weight);
      expect(sumOf(shares, (share) => share)).toBe(whole === 0n ? 0n : sum);
      shares.forEach((share, i) => {
        if (whole === 0n) return;
        const off = share * whole - sum * weights[i]!;
        expect(off > -whole && off < whole).toBe(true);
        if (weights[i] === 0n) expect(share).toBe(0n);
      });
      // The same asked again is answered the same, and who has more never gets less.
      expect(shareOut(sum, weights)).toEqual(shares);
      for (let i = 1; i < weights.length; i += 1)
        if (weights[i]! > weights[i - 1]!) expect(shares[i]! >= shares[i - 1]!).toBe(true);
    }),
  );
});

test.each([
  [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
  [5n, [1n, 1n, 1n], [2n, 2n, 1n]],
  [1n, [1n, 3n, 3n], [0n, 1n, 0n]],
  // What is left goes by the remainders, 2 and 4 sixths, not by the weights.
  [10n, [5n, 1n], [8n, 2n]],
  [0n, [1n, 2n], [0n, 0n]],
  [7n, [0n, 0n], [0n, 0n]],
])('%s fen by %s are %s', (sum, weights, shares) => {
  expect(shareOut(sum, weights)).toEqual(shares);
});

test('instalments add up to the loan, differ by a fen at most, and fall due at months’ ends', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 60n, max: 99_999_999n }), fc.integer({ min: 1, max: 60 }), (amount, count) => {
      const plan = repaymentPlan(amount, count, '2024-01-31');
      expect(sumOf(plan, (part) => part.amount)).toBe(amount);
      expect(plan[0]!.amount - plan.at(-1)!.amount <= 1n).toBe(true);
      expect(plan).toHaveLength(count);
    }),
  );
  expect(repaymentPlan(100_00n, 3, '2023-12-15')).toEqual([
    { number: 1, dueOn: '2024-01-31', amount: 33_34n },
    { number: 2, dueOn: '2024-02-29', amount: 33_33n },
    { number: 3, dueOn: '2024-03-31', amount: 33_33n },
  ]);
  expect(monthEndAfter('2024-01-31', 1)).toBe('2024-02-29');
});

test('what is repaid settles the oldest parts; what is left of those that were due is overdue', () => {
  const plan = repaymentPlan(90_00n, 3, '2024-03-10');
  const standing = standingOf(plan, 50_00n, '2024-06-10');
  expect(standing.parts.map((part) => [part.dueOn, part.repaid, part.isOverdue])).toEqual([
    ['2024-04-30', 30_00n, false],
    ['2024-05-31', 10_00n, true],
    ['2024-06-30', 0n, false],
  ]);
  expect([standing.overdue, standing.overdueDays]).toEqual([20_00n, 10]);
  expect(standingOf(plan, 90_00n, '2024-04-30').overdue).toBe(0n);
  expect(standingOf(plan, 0n, '2025-01-01')).toMatchObject({ overdue: 0n, overdueDays: 0 });
});

test.each([
  [1000_00n, 3000_00n],
  [2000_00n, 5000_00n],
  [0n, 0n],
])('on %s fen %s may be lent: three times as much, 5,000 yuan at most', (balance, limit) => {
  expect(loanLimit(balance, { timesBalance: 3, mostYuan: 5000 })).toBe(limit);
});

test.each([
  [100n, 0n, 100, 100n],
  [100n, 40n, 100, 60n],
  [100n, 41n, 50, 79n],
  [100n, 500n, 100, 0n],
  [100n, 500n, 0, 100n],
])('of %s with a debt of %s, of which %s %% stay, %s may leave', (balance, debt, percent, most) => {
  expect(withdrawable(balance, debt, percent)).toBe(most);
});

test.each([
  [100n, 40n, { setOff: 40n, paidOut: 60n, debtLeft: 0n }],
  [40n, 100n, { setOff: 40n, paidOut: 0n, debtLeft: 60n }],
  [0n, 0n, { setOff: 0n, paidOut: 0n, debtLeft: 0n }],
])('closing %s with a debt of %s', (balance, debt, closing) => {
  expect(closingOf(balance, debt)).toEqual(closing);
});

test('a year has all its days, and of one that is not over those until then', () => {
  expect(yearOf(2024)).toEqual({ from: '2024-01-01', to: '2024-12-31' });
  // prettier-ignore
  expect(['2024-06-18', '2024-12-31', '2025-01-01'].map((on) => yearUntil(2024, on))).toEqual([
    { from: '2024-01-01', to: '2024-06-18' }, { from: '2024-01-01', to: '2024-12-31' }, { from: '2024-01-01', to: '2024-12-31' },
  ]);
});
