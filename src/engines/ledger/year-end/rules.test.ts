import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfLines, MOST_LINES } from '../entries/rules';
import { carryingEntries, faultOfYear, fingerprintOf, type Carried, type YearState } from './rules';

const months = (year: number, last = 12) =>
  Array.from({ length: last }, (_none, at) => `${year}-${String(at + 1).padStart(2, '0')}-01`);
const fine: YearState = {
  ...{ year: 2023, today: '2024-02-01', openedOn: '2022-05-10', closedMonths: new Set(months(2023)) },
  ...{ waiting: 0, hasUncarried: false, closedYears: [2022] },
};

describe('a year is carried', () => {
  test('when it is over and every month of it is closed', () => {
    expect(faultOfYear(fine)).toBeNull();
    expect(faultOfYear({ ...fine, today: '2024-01-01' })).toBeNull();
  });

  test('with the months since the book began alone', () => {
    const state = { ...fine, openedOn: '2023-11-20', closedMonths: new Set(['2023-11-01', '2023-12-01']) };
    expect(faultOfYear(state)).toBeNull();
  });

  test('that is one day long', () => {
    const state = { ...fine, openedOn: '2023-12-31', closedMonths: new Set(['2023-12-01']) };
    expect(faultOfYear(state)).toBeNull();
  });

  test('whatever its own closing says: what stands twice is told by the act', () => {
    expect(faultOfYear({ ...fine, closedYears: [2022, 2023] })).toBeNull();
  });

  test.each<[what: string, change: Partial<YearState>, code: string, params: object]>([
    ['before it is over', { today: '2023-12-31' }, 'ledger.year_not_over', { year: 2023 }],
    ['before the book began', { openedOn: '2024-01-01' }, 'ledger.day_before_book', { day: '2024-01-01' }],
    ['with an open month', { closedMonths: new Set(months(2023, 11)) }, 'ledger.year_month_open', { month: '2023-12' }],
    [
      'with the month open in which the book began',
      { openedOn: '2023-11-20', closedMonths: new Set(['2023-12-01']) },
      ...(['ledger.year_month_open', { month: '2023-11' }] as const),
    ],
    [
      'with two months open, the first of which is told',
      { closedMonths: new Set(months(2023, 9)) },
      'ledger.year_month_open',
      { month: '2023-10' },
    ],
    ['while an entry waits', { waiting: 1 }, 'ledger.sealing_waits', { count: 1 }],
    ['while entries wait', { waiting: 2 }, 'ledger.sealing_waits', { count: 2 }],
    ['before the year before', { hasUncarried: true }, 'ledger.year_before_open', { year: 2022 }],
    ['after a later one', { closedYears: [2022, 2025, 2024] }, 'ledger.year_later_closed', { year: 2024 }],
  ])('not %s', (_what, change, code, params) => {
    expect(faultOfYear({ ...fine, ...change })).toEqual({ code, params });
  });
});

const one = (code: string, net: bigint, change: Partial<Carried> = {}): Carried => ({
  ...{ code, net, element: net < 0n ? 'income' : 'expense', partyId: null, to: '312' },
  ...change,
});

describe('what is carried', () => {
  test('empties the account and stands on its net asset', () => {
    expect(carryingEntries([one('401', -500n), one('402', -20n), one('403', -5n, { to: '311' })])).toEqual([
      [
        { account: '401', debit: 500n },
        { account: '402', debit: 20n },
        { account: '403', debit: 5n },
        { account: '312', credit: 520n },
        { account: '311', credit: 5n },
      ],
    ]);
    expect(carryingEntries([one('50102', 70n)])).toEqual([
      [
        { account: '50102', credit: 70n },
        { account: '312', debit: 70n },
      ],
    ]);
  });

  test('puts nothing on a net asset for which income and spending are even', () => {
    expect(carryingEntries([one('401', -5n), one('501', 5n)])).toEqual([
      [
        { account: '401', debit: 5n },
        { account: '501', credit: 5n },
      ],
    ]);
  });

  test.each<[what: string, targets: readonly string[], lengths: readonly number[]]>([
    ['one net asset for all', ['312'], [200, 2]],
    ['two net assets', ['311', '312'], [200, 4]],
    ['three net assets', ['311', '312', '331'], [200, 6]],
  ])('fills an entry to its last place before the next begins: %s', (_what, targets, lengths) => {
    const count = MOST_LINES;
    const carried = Array.from({ length: count }, (_none, at) =>
      one('401', -1n, { partyId: `${at}`, to: targets[at % targets.length]! }),
    );
    expect(carryingEntries(carried).map((lines) => lines.length)).toEqual(lengths);
  });

  test('begins the next entry where a net asset that is new in it has no place', () => {
    const carried = Array.from({ length: MOST_LINES - 1 }, (_none, at) =>
      one('401', -1n, { partyId: `${at}`, to: at === MOST_LINES - 2 ? '311' : '312' }),
    );
    expect(carryingEntries(carried).map((lines) => lines.length)).toEqual([MOST_LINES - 1, 2]);
  });

  test('is nothing where nothing stands', () => {
    expect(carryingEntries([one('401', 0n)])).toEqual([]);
  });

  test('names the parties of accounts that are the sum of theirs', () => {
    const [lines] = carryingEntries([one('401', -5n, { partyId: 'p' })]);
    expect(lines).toContainEqual({ account: '401', debit: 5n, partyId: 'p' });
  });

  test('always balances, in entries of at most 200 lines, and leaves nothing', () => {
    const carried = fc.array(
      fc.record({
        code: fc.constantFrom('401', '402', '501'),
        net: fc.bigInt(-999n, 999n),
        to: fc.constantFrom('311', '312'),
      }),
      { maxLength: 700, size: 'max' },
    );
    fc.assert(
      fc.property(carried, (rows) => {
        const entries = carryingEntries(
          rows.map((row, at) => one(row.code, row.net, { to: row.to, partyId: `${at}` })),
        );
        const net = ({ debit = 0n, credit = 0n }) => debit - credit;
        for (const lines of entries) {
          expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
          expect(faultOfLines(lines)).toBeNull();
        }
        const taken = entries.flat().filter((line) => line.partyId !== undefined);
        expect(taken.map((line) => -net(line))).toEqual(rows.map((row) => row.net).filter((fen) => fen !== 0n));
      }),
    );
  });

  test('is told apart by its fingerprint', () => {
    const print = fingerprintOf([one('401', -5n)]);
    expect(fingerprintOf([one('401', -5n), one('402', 0n)])).toBe(print);
    expect(fingerprintOf([one('401', -6n)])).not.toBe(print);
    expect(fingerprintOf([one('401', -5n, { to: '311' })])).not.toBe(print);
  });
});
