import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueDay, nextMonth, settle, shareOf } from './rules';

// prettier-ignore
test.each([
  [15_900_000_00n, 0.02, 318_000_00n], [1n, 0.02, 0n], [25n, 0.02, 1n], [24n, 0.02, 0n], [99_999_999_999_999n, 0.02, 2_000_000_000_000n],
  [100_00n, 0.0175, 1_75n],
])('%s fen of wages at %s owe %s', (wages, rate, owed) => expect(shareOf(wages, rate)).toBe(owed));

test('a month is due so many days after its end, over the year’s end too', () => {
  expect([nextMonth('2024-01-01'), nextMonth('2024-12-01')]).toEqual(['2024-02-01', '2025-01-01']);
  expect([dueDay('2024-01-01', 15), dueDay('2024-12-01', 15), dueDay('2024-01-01', 31)]).toEqual([
    ...['2024-02-15', '2025-01-15', '2024-03-02'],
  ]);
});

describe('what came in settles the oldest month first', () => {
  const owed = [
    { month: '2024-01-01', expected: 100n },
    { month: '2024-02-01', expected: 0n },
    { month: '2024-03-01', expected: 50n },
  ];
  test('in parts, one sum over several months, and what is over is ahead', () => {
    const { parts, ahead } = settle(owed, [
      { entryId: 'a', amount: 60n },
      { entryId: 'b', amount: 100n },
    ]);
    expect([...parts]).toEqual([
      [
        '2024-01-01',
        [
          { entryId: 'a', amount: 60n },
          { entryId: 'b', amount: 40n },
        ],
      ],
      ['2024-02-01', []],
      ['2024-03-01', [{ entryId: 'b', amount: 50n }]],
    ]);
    expect(ahead).toBe(10n);
  });

  test('no fen is lost or made, no month gets more than it is owed, and none before an older one is settled', () => {
    const fen = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(fc.array(fen, { maxLength: 24 }), fc.array(fen, { maxLength: 24 }), (bills, sums) => {
        const months = bills.map((expected, i) => ({ month: `${2000 + i}-01-01`, expected }));
        const received = sums.map((amount, i) => ({ entryId: String(i), amount }));
        const { parts, ahead } = settle(months, received);
        const sum = (all: readonly bigint[]) => all.reduce((one, other) => one + other, 0n);
        const settled = months.map(({ month }) => sum(parts.get(month)!.map((part) => part.amount)));
        expect(sum(settled) + ahead).toBe(sum(sums));
        const isOpen = months.map(({ expected }, i) => settled[i]! < expected);
        settled.forEach((amount, i) => expect(amount <= months[i]!.expected).toBe(true));
        const first = isOpen.indexOf(true);
        if (first >= 0) expect([sum(settled.slice(first + 1)), ahead]).toEqual([0n, 0n]);
      }),
    );
  });
});
