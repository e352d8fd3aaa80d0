import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultOfAccounts, isOpenFor, movesMoney, sumsOf, type KnownAccount } from './rules';
import { splitShare } from './share';

const account = (code: string, change: Partial<KnownAccount> = {}): [string, KnownAccount] => [
  code,
  { code, name: code, party: null, money: null, isSummary: false, isClosed: false, isClearing: false, ...change },
];
const chart = new Map([
  account('101', { money: 'cash' }),
  account('113', { party: 'person' }),
  account('401'),
  account('501', { isSummary: true }),
  account('510', { isClosed: true }),
  account('191', { isClearing: true }),
]);
const line = (code: string, partyId: string | null = null) =>
  ({ account: code, side: 1, amount: 1n, partyId }) as const;

describe('what the accounts of a book don’t take', () => {
  // prettier-ignore
  test.each([
    ['an account of no book', line('999'), 'ledger.account_unknown', '999'],
    ['no account yet', line(''), 'ledger.account_unknown', '—'],
    ['one that sums up others', line('501'), 'ledger.account_is_summary', '501'],
    ['a closed one', line('510'), 'ledger.account_closed', '510'],
    ['one through which only transfers pass', line('191'), 'ledger.account_is_clearing', '191'],
    ['no party where one belongs', line('113'), 'ledger.party_missing', '113'],
    ['a party where none belongs', line('401', 'x'), 'ledger.party_not_wanted', '401'],
  ] as const)('%s', (_what, bad, code, account) =>
    expect(faultOfAccounts([line('401'), bad, line('998')], chart)).toEqual({ code, account }));

  test('everything else is taken', () => expect(faultOfAccounts([line('401'), line('113', 'x')], chart)).toBeNull());
});

test('the cashier is needed where cash or the bank is moved', () => {
  expect([movesMoney([line('401')], chart), movesMoney([line('401'), line('101')], chart)]).toEqual([false, true]);
  expect(movesMoney([line('999')], chart)).toBe(false);
});

test('sides are summed by themselves', () => {
  const lines = [
    { side: 1, amount: 3n },
    { side: -1, amount: 5n },
    { side: 1, amount: 4n },
  ] as const;
  expect(sumsOf(lines)).toEqual({ debit: 7n, credit: 5n });
});

test('only a reviewed voucher is paid and posted, and nothing is done to one that was given up', () => {
  expect([isOpenFor('post', 'submitted'), isOpenFor('post', 'reviewed'), isOpenFor('pay', 'reviewed')]).toEqual([
    ...[false, true, true],
  ]);
  for (const act of ['save', 'submit', 'review', 'pay', 'post', 'takeBack', 'return', 'addFile'] as const)
    expect([act, isOpenFor(act, 'dropped')]).toEqual([act, false]);
});

describe('the 60/40 split', () => {
  // prettier-ignore
  test.each([
    [330_000_00n, 0.4, 132_000_00n], [1n, 0.4, 0n], [2n, 0.4, 1n], [3n, 0.4, 1n], [100_01n, 0.35, 35_00n], [5n, 0.5, 3n],
  ])('of %s at %s, %s is handed up', (whole, share, remitted) =>
    expect(splitShare(whole, share)).toEqual({ remitted, kept: whole - remitted }));

  test('never creates or loses a fen', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 14n), fc.integer({ min: 0, max: 10_000 }), (whole, share) => {
        const { remitted, kept } = splitShare(whole, share / 10_000);
        return remitted + kept === whole && remitted >= 0n && kept >= 0n;
      }),
    );
  });
});
