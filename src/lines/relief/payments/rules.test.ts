import { describe, expect, test } from 'vitest';
import { findingsOf, maySucceed, type Had } from './rules';

const cap = (fen: bigint | null) => ({ fen, source: '办法' });
const ground = {
  perTime: cap(3_000_00n),
  perYear: cap(6_000_00n),
  double: { sameSource: '不允许', otherSource: '说明理由' } as const,
};
const had = (change: Partial<Had>): Had => ({
  ...{ id: 'a', source: 'own', purpose: 'illness', amount: 3_000_00n, on: '2024-01-10', state: 'paid' },
  ...change,
});
const rulesOf = (...given: Parameters<typeof findingsOf>) => findingsOf(...given).map((one) => one.rule);

describe('what the rules say to an aid', () => {
  const asked = { source: 'own', purpose: 'living', amount: 3_000_00n } as const;

  test('3,000 a time and 6,000 a year are within, a fen more is not; what the group gave counts with it', () => {
    expect(rulesOf(asked, [had({ source: 'group' })], ground)).toEqual([]);
    expect(rulesOf({ ...asked, amount: 3_000_01n }, [], ground)).toEqual(['per_time']);
    expect(rulesOf({ ...asked, amount: 1n }, [had({}), had({ source: 'group' })], ground)).toEqual(['per_year']);
  });

  test('a mutual-aid fund and a campaign have rules of their own', () => {
    for (const source of ['mutual_aid', 'donation'] as const)
      expect(rulesOf({ ...asked, source, amount: 90_000_00n }, [had({})], ground)).toEqual([]);
    expect(rulesOf(asked, [had({ source: 'mutual_aid', amount: 90_000_00n })], ground)).toEqual([]);
  });

  test('a cap that nobody has set is said, and bounds nothing', () => {
    const unset = { ...ground, perTime: cap(null), perYear: cap(null) };
    expect(rulesOf({ ...asked, amount: 90_000_00n }, [], unset)).toEqual(['unset', 'unset']);
  });

  test('caps ask for the reason and never refuse, with the cap, what it would be and the document', () => {
    const over = { ...asked, amount: 7_000_00n };
    const said = { cap: '3,000.00', amount: '7,000.00', source: '办法' };
    expect(findingsOf(over, [had({ source: 'group' })], ground)).toEqual([
      { rule: 'per_time', params: said, isRefused: false },
      { rule: 'per_year', params: { ...said, cap: '6,000.00', amount: '10,000.00' }, isRefused: false },
    ]);
    expect(findingsOf(asked, [], { ...ground, perYear: cap(null) })).toEqual([
      { rule: 'unset', params: { cap: 'per_year', source: '办法' }, isRefused: false },
    ]);
  });

  test('the same cause again from one source is refused, on top of another one it asks for the reason', () => {
    const again = { ...asked, purpose: 'illness', amount: 1n } as const;
    expect(findingsOf(again, [had({})], ground)).toMatchObject([{ rule: 'same_source', isRefused: true }]);
    expect(findingsOf(again, [had({ source: 'group' })], ground)).toMatchObject([
      { rule: 'other_source', isRefused: false, params: { source: 'group', on: '2024-01-10', amount: '3,000.00' } },
    ]);
    const mild = { ...ground, double: { sameSource: '允许', otherSource: '允许' } as const };
    expect(rulesOf(again, [had({}), had({ source: 'donation' })], mild)).toEqual([]);
  });
});

test('each step follows the one before it', () => {
  const states = ['prepared', 'approved', 'refused', 'withdrawn', 'paid', 'undone'] as const;
  const after = (step: Parameters<typeof maySucceed>[0]) => states.filter((state) => maySucceed(step, state));
  expect([after('decide'), after('pay'), after('withdraw'), after('undo')]).toEqual([
    ['prepared'],
    ['approved'],
    ['prepared', 'approved'],
    ['paid'],
  ]);
});
