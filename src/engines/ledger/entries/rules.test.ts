import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MOST_FEN } from '#kernel/contract';
import { faultOfLines, monthOf, MOST_LINES, netOf, sideOf, type DraftLine } from './rules';

const debit = (amount: bigint): DraftLine => ({ account: '102', debit: amount });
const credit = (amount: bigint): DraftLine => ({ account: '401', credit: amount });
const times = (count: number, line: DraftLine): DraftLine[] => Array.from({ length: count }, () => line);

const lines = (count: number) => ({ code: 'ledger.entry_lines', params: { count } });
const amount = (line: number) => ({ code: 'ledger.amount_impossible', params: { line } });
const unbalanced = (difference: bigint) => ({ code: 'ledger.entry_unbalanced', params: { difference } });

describe('lines that can’t stand', () => {
  // prettier-ignore
  test.each<[what: string, lines: readonly DraftLine[], fault: object]>([
    ['none at all',                              [],                                             lines(0)],
    ['one that nothing answers',                 [debit(5n)],                                    lines(1)],
    ['one more than an entry has room for',      [debit(200n), ...times(MOST_LINES, credit(1n))], lines(201)],
    ['too many are told before a bad amount',    times(MOST_LINES + 1, debit(0n)),               lines(201)],
    ['an account without an amount',             [debit(5n), { account: '401' }],                amount(2)],
    ['both sides at once',                       [{ account: '102', debit: 5n, credit: 5n }, credit(5n)], amount(1)],
    ['both sides at once, the debit in vain',    [{ account: '102', debit: 0n, credit: 5n }, debit(5n)], amount(1)],
    ['a debit of nothing',                       [debit(0n), credit(0n)],                        amount(1)],
    ['a credit of nothing',                      [debit(5n), credit(5n), credit(0n)],            amount(3)],
    ['a debit below zero',                       [credit(5n), debit(-5n)],                       amount(2)],
    ['a credit below zero',                      [debit(5n), credit(-5n)],                       amount(2)],
    ['a debit beyond the column',                [debit(MOST_FEN + 1n), credit(5n)],             amount(1)],
    ['a credit beyond the column',               [debit(5n), credit(MOST_FEN + 1n)],             amount(2)],
    ['a bad amount is told before the balance',  [debit(5n), credit(0n)],                        amount(2)],
    ['a fen too much on the debit side',         [debit(6n), credit(5n)],                        unbalanced(1n)],
    ['a fen too much on the credit side',        [debit(5n), credit(6n)],                        unbalanced(-1n)],
    ['both on one side',                         [debit(5n), debit(5n)],                         unbalanced(10n)],
  ])('%s', (_what, bad, fault) => expect(faultOfLines(bad)).toEqual(fault));
});

describe('lines that can', () => {
  test.each<[what: string, lines: readonly DraftLine[]]>([
    ['two that answer each other', [debit(5n), credit(5n)]],
    ['a single fen', [debit(1n), credit(1n)]],
    ['the most that the column holds, on either side', [debit(MOST_FEN), credit(MOST_FEN)]],
    ['as many as an entry has room for', [debit(199n), ...times(MOST_LINES - 1, credit(1n))]],
  ])('%s', (_what, good) => expect(faultOfLines(good)).toBeNull());
});

const amounts = fc.bigInt({ min: 1n, max: 10n ** 10n });

test('whatever is said of an account is its net, and the net says it again', () =>
  fc.assert(
    fc.property(amounts, (fen) => {
      expect([netOf({ debit: fen }), netOf({ credit: fen })]).toEqual([fen, -fen]);
      expect([sideOf(fen), sideOf(-fen)]).toEqual([{ debit: fen }, { credit: fen }]);
    }),
  ));

test('nothing is on no side', () => {
  expect([netOf({}), sideOf(0n)]).toEqual([0n, {}]);
});

test('any lines with what they lack on the other side balance, and one of them twice does not', () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), amounts), { minLength: 1, maxLength: 100 }),
      fc.nat(),
      (given, chosen) => {
        const some = given.map(([isDebit, fen]) => (isDebit ? debit(fen) : credit(fen)));
        const rest = some.reduce((sum, line) => sum + netOf(line), 0n);
        fc.pre(rest !== 0n);
        const even = [...some, { account: '221', ...sideOf(-rest) }];
        expect(faultOfLines(even)).toBeNull();
        const at = chosen % even.length;
        const more = even.map((line, i) => (i === at ? { ...line, ...sideOf(netOf(line) + netOf(line)) } : line));
        expect(faultOfLines(more)).toEqual(unbalanced(netOf(even[at]!)));
      },
    ),
  ));

test.each([
  ['2024-06-01', '2024-06-01'],
  ['2024-02-29', '2024-02-01'],
  ['2024-12-31', '2024-12-01'],
])('%s is in the month that begins on %s', (day, first) => expect(monthOf(day)).toBe(first));
