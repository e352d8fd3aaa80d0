import { describe, expect, test } from 'vitest';
import { judgeClaim, mostOf, perHead, type Judged } from './rules';

const claim = (change: Partial<Judged> = {}): Judged => ({
  ...{ kind: 'prize', amount: 300_00n, form: 'goods', people: 3, participants: 9, payees: [], earlierPerHead: 0n },
  ...change,
});
const cap = (value: number | null) => ({ value, versionId: 'v1', source: '省总工会标准' });
const winners = { value: '2/3', versionId: 'v2', source: '总工办发〔2017〕32号' };
const verdicts = (one: Judged, most: number | null) =>
  judgeClaim(one, { cap: cap(most), winners }).map(({ rule, verdict }) => `${rule} ${verdict}`);

// prettier-ignore
test.each([
  ['an even share', claim(), 100_00n], ['a share that leaves a rest', claim({ amount: 100n, people: 3 }), 34n],
  ['the greatest of those named', claim({ payees: [{ amount: 250_00n }, { amount: 50_00n }] }), 250_00n],
])('%s is what one head is given', (_what, one, head) => expect(perHead(one)).toBe(head));

// prettier-ignore
test.each([['2/3', 9, 6], ['2/3', 10, 6], ['2/3', 1, 0], ['1/3', 10, 3], ['>1/2', 4, 2]])('%s of %i is %i at most', (share, whole, most) =>
  expect(mostOf(share, whole)).toBe(most));

describe('the rules', () => {
  // prettier-ignore
  test.each([
    ['at the cap', claim(), 100_00, ['cap kept', 'winners kept']],
    ['a fen above it', claim(), 99_99, ['cap broken', 'winners kept']],
    ['a cap that nobody has set', claim(), null, ['cap unset', 'winners kept']],
    ['two thirds of nine', claim({ people: 6 }), 100_00, ['cap kept', 'winners kept']],
    ['one more', claim({ people: 7 }), 100_00, ['cap kept', 'winners broken']],
    ['nobody has said how many took part', claim({ participants: null }), 100_00, ['cap kept', 'winners unset']],
    ['goods at a festival', claim({ kind: 'festival' }), 100_00, ['cap kept', 'no_cash kept']],
    ['money at a festival', claim({ kind: 'festival', form: 'cash' }), 100_00, ['cap kept', 'no_cash broken']],
    ['what came earlier in the year', claim({ kind: 'festival', earlierPerHead: 1n }), 100_00, ['cap broken', 'no_cash kept']],
    ['the same at another kind', claim({ kind: 'wedding', earlierPerHead: 1n }), 100_00, ['cap kept']],
  ])('%s', (_what, one, most, said) => expect(verdicts(one, most)).toEqual(said));

  test('a kind without a cap has nothing to say', () =>
    expect(judgeClaim(claim({ kind: 'activity' }), { cap: null, winners: null })).toEqual([]));

  test('a prize is not asked how many won where nobody has bounded it', () =>
    expect(judgeClaim(claim(), { cap: null, winners: null })).toEqual([]));

  const named = (count: number) => Array.from({ length: count }, () => ({ amount: 1n }));
  // prettier-ignore
  test.each<[what: string, claim: Judged, winners: object]>([
    ['those named, not the number typed', claim({ people: 3, payees: named(7) }),        { found: '7', most: '6', verdict: 'broken' }],
    ['the number typed where none is named', claim({ people: 7 }),                       { found: '7', most: '6', verdict: 'broken' }],
    ['against no number where none took part', claim({ participants: null }),            { found: '3', most: null, verdict: 'unset' }],
  ])('winners are counted: %s', (_what, one, said) =>
    expect(judgeClaim(one, { cap: null, winners })).toMatchObject([{ rule: 'winners', versionId: 'v2', ...said }]));

  test('of a festival name the paper that forbids money, and no version of ours', () => {
    expect(judgeClaim(claim({ kind: 'festival', form: 'cash' }), { cap: null, winners })).toEqual([
      {
        ...{ rule: 'no_cash', verdict: 'broken', versionId: null },
        ...{ source: '总工办发〔2017〕32号', found: 'cash', most: null },
      },
    ]);
  });

  test('keep the version by which they were reckoned', () => {
    const [finding] = judgeClaim(claim(), { cap: cap(100_00), winners });
    expect(judgeClaim(claim(), { cap: cap(null), winners: null })).toMatchObject([{ found: '10000', most: null }]);
    expect(finding).toMatchObject({ versionId: 'v1', found: '10000', most: '10000', source: '省总工会标准' });
  });
});
