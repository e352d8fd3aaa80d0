import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { accountFor, bothSides, dueUntil, lastMonthOf, monthAt, monthIndex, planOf, residualOf, spread } from './rules';
import type { Bought } from './rules';

const tv = { boughtOn: '2024-04-10', cost: 3_998_00n, lifeMonths: 60, residualPercent: 0, monthsAfter: 0 } as const;

// prettier-ignore
test.each([
  ['2024-01-31', '2024-01-01'], ['2024-12-01', '2024-12-01'], ['1949-10-01', '1949-10-01'], ['0999-02-15', '0999-02-01'],
])('%s is in the month %s', (day, month) => expect(monthAt(monthIndex(day))).toBe(month));

// prettier-ignore
test.each([
  [100n, 3, 0, 0n], [100n, 3, -2, 0n], [100n, 3, 1, 33n], [100n, 3, 2, 66n], [100n, 3, 3, 100n], [100n, 3, 9, 100n], [100n, 0, 5, 0n],
])('of %s fen in %s months, after %s there has gone %s', (sum, months, gone, all) => expect(spread(sum, months, gone)).toBe(all));

// prettier-ignore
test.each([[100_00n, 5, 5_00n], [1_10n, 5, 6n], [1_09n, 5, 5n], [1n, 0, 0n]])('of %s fen %s percent stay: %s', (cost, percent, left) =>
  expect(residualOf(cost, percent)).toBe(left));

describe('a thing', () => {
  test('that is bought loses the same each month from the first one on, the last month takes the rest', () => {
    const plan = planOf(tv)!;
    expect(plan).toEqual({ cost: 3_998_00n, residual: 0n, before: 0n, startsMonth: '2024-04-01', monthsLeft: 60 });
    expect([dueUntil(plan, '2024-03-01'), dueUntil(plan, '2024-04-01'), dueUntil(plan, '2024-05-01')]).toEqual([
      ...[0n, 66_63n, 133_26n],
    ]);
    expect([dueUntil(plan, '2029-02-01'), dueUntil(plan, '2029-03-01'), lastMonthOf(plan)]).toEqual([
      ...[3_931_36n, 3_998_00n, '2029-03-01'],
    ]);
    expect(planOf({ ...tv, monthsAfter: 1 })!.startsMonth).toBe('2024-05-01');
  });

  test('from an older list goes on where the list ended, by its own figure or by the rule', () => {
    expect(planOf({ ...tv, until: '2024-06-01' })).toMatchObject({
      ...{ before: 199_90n, startsMonth: '2024-07-01', monthsLeft: 57 },
    });
    expect(planOf({ ...tv, until: '2024-06-01', before: 150_00n })).toMatchObject({ before: 150_00n, monthsLeft: 57 });
    expect(planOf({ ...tv, until: '2024-01-01' })).toMatchObject({
      before: 0n,
      startsMonth: '2024-04-01',
      monthsLeft: 60,
    });
  });

  test('that was written down too slowly loses the rest in one month; one that is written down whole loses nothing more', () => {
    expect(planOf({ ...tv, until: '2030-01-01', before: 3_000_00n })).toMatchObject({
      ...{ startsMonth: '2030-02-01', monthsLeft: 1 },
    });
    const whole = planOf({ ...tv, until: '2030-01-01' })!;
    expect([whole.before, whole.monthsLeft, lastMonthOf(whole)]).toEqual([3_998_00n, 0, null]);
    expect(planOf({ ...tv, until: '2024-06-01', before: 3_998_01n })).toBeNull();
    expect(planOf({ ...tv, residualPercent: 5, before: 3_798_11n })).toBeNull();
  });

  test('of a class without a life keeps its worth', () => {
    const books = planOf({ ...tv, lifeMonths: 0, until: '2030-01-01' })!;
    expect([books.before, books.monthsLeft, dueUntil(books, '2050-01-01')]).toEqual([0n, 0, 0n]);
  });

  test('loses its cost less the residual value, never less in a later month and never unevenly, whatever was before', () => {
    const any = fc.record({
      cost: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      lifeMonths: fc.integer({ min: 1, max: 600 }),
      residualPercent: fc.integer({ min: 0, max: 20 }),
      monthsAfter: fc.constantFrom(0, 1),
      listed: fc.option(fc.integer({ min: 0, max: 700 }), { nil: undefined }),
      share: fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(any, ({ listed, share, ...rest }) => {
        const sum = rest.cost - residualOf(rest.cost, rest.residualPercent);
        const bought: Bought = {
          ...{ ...rest, boughtOn: '2000-03-15' },
          until: listed === undefined ? undefined : monthAt(monthIndex('2000-03-15') + listed),
          before: listed === undefined || share === undefined ? undefined : (sum * BigInt(share)) / 1000n,
        };
        const plan = planOf(bought)!;
        const months = Array.from({ length: plan.monthsLeft + 2 }, (_, i) =>
          monthAt(monthIndex(plan.startsMonth) + i - 1),
        );
        const gone = months.map((month) => dueUntil(plan, month));
        const parts = gone.slice(1, plan.monthsLeft + 1).map((one, i) => one - gone[i]!);
        expect([gone[0], plan.before + gone.at(-1)!]).toEqual([0n, sum]);
        const [least, most] = [parts, parts].map((all, i) =>
          all.reduce((one, other) => ((i === 0 ? other < one : other > one) ? other : one), all[0] ?? 0n),
        );
        expect(least! >= 0n && most! - least! <= 1n).toBe(true);
      }),
    );
  });
});

test('a chart that goes into detail is posted to where its account is named so, and never to a sum', () => {
  const account = (code: string, name: string, isSummary = false) => ({ code, name, isSummary, isClosed: false });
  const plain = [account('301', '资产基金'), account('302', '专用基金')];
  const detailed = [account('301', '资产基金', true), account('30101', '库存物品'), account('30102', '固定资产')];
  expect(accountFor(plain, '301', '固定资产')?.code).toBe('301');
  expect(accountFor(detailed, '301', '固定资产')?.code).toBe('30102');
  expect(accountFor([{ ...plain[0]!, isClosed: true }], '301', '固定资产')).toBeNull();
  expect(accountFor([detailed[0]!, detailed[1]!], '301', '固定资产')).toBeNull();
});

test('the sides of an account stand beside each other entry by entry, and what is on neither goes', () => {
  const book = [
    { entryId: 'a', amount: 5n },
    { entryId: 'b', amount: 7n },
    { entryId: 'c', amount: 1n },
    { entryId: 'c', amount: -1n },
  ];
  const register = [
    { entryId: 'a', amount: 2n },
    { entryId: 'a', amount: 3n },
    { entryId: null, amount: 9n },
  ];
  expect(bothSides(book, register)).toEqual([
    { entryId: 'a', book: 5n, register: 5n },
    { entryId: 'b', book: 7n, register: 0n },
    { entryId: null, book: 0n, register: 9n },
  ]);
});
