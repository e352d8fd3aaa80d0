import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definition, type DefinitionInput } from '../schemes/definition';
import { outcomeOf, type Candidate, type Sheet } from './outcome';
import { roundStates } from '../terms';
import { roundAfter, roundSteps } from './states';

type Rule = Parameters<typeof outcomeOf>[0];
const rule = (given: Omit<DefinitionInput, 'review'> & { review: DefinitionInput['review'] }): Rule =>
  definition.parse(given) as Rule;
const who = (...ids: string[]): Candidate[] => ids.map((id) => ({ id, honours: 0, isFrontLine: false }));
const yes = (...ids: string[]): Sheet => Object.fromEntries(ids.map((id) => [id, 'yes']));
const plain = { seed: '2024-03-01', order: [] as string[] };
const chosen = ({ standings }: ReturnType<typeof outcomeOf>) =>
  standings.filter(({ isChosen }) => isChosen).map(({ id }) => id);

describe('votes', () => {
  const votes = (voters: number, most: number, majority: '1/2' | '2/3' = '1/2') =>
    rule({ most, review: { way: 'votes', voters, majority } });

  test.each([
    ['more than half of the seats', 4, '1/2', 2, []],
    ['more than half of the seats', 4, '1/2', 3, ['a']],
    ['two thirds of the seats', 6, '2/3', 3, []],
    ['two thirds of the seats', 6, '2/3', 4, ['a']],
  ] as const)('%s are needed: of %i (%s) %i give %j', (_what, voters, majority, count, expected) => {
    const sheets = Array.from({ length: voters }, (_one, at) => (at < count ? yes('a') : yes()));
    expect(chosen(outcomeOf(votes(voters, 1, majority), who('a', 'b'), sheets, plain))).toEqual(expected);
  });

  test('with enough votes the most are chosen and the one after them is not', () => {
    const sheets = [yes('a', 'b', 'c'), yes('a', 'b', 'c'), yes('a', 'b')];
    const { standings, tied } = outcomeOf(votes(3, 2), who('c', 'b', 'a'), sheets, plain);
    expect(standings.map(({ id, place, result, isChosen }) => [id, place, result, isChosen])).toEqual([
      ['a', 1, '3', true],
      ['b', 1, '3', true],
      ['c', 3, '2', false],
    ]);
    expect(tied).toEqual([]);
  });

  test('equal at the last place: they are named, and what a meeting says of them parts them', () => {
    const sheets = [yes('a', 'b'), yes('a', 'b'), yes('a', 'b')];
    expect(outcomeOf(votes(3, 1), who('a', 'b'), sheets, plain).tied).toEqual(['a', 'b']);
    const said = outcomeOf(votes(3, 1), who('a', 'b'), sheets, { ...plain, order: ['b', 'a'] });
    expect([chosen(said), said.tied]).toEqual([['b'], []]);
  });

  test('equal without enough votes is no tie', () =>
    expect(outcomeOf(votes(3, 1), who('a', 'b'), [yes('a', 'b'), yes(), yes()], plain).tied).toEqual([]));

  test.each([
    [
      'fewer_honours',
      [
        { id: 'a', honours: 1, isFrontLine: true },
        { id: 'b', honours: 0, isFrontLine: false },
      ],
      ['b'],
    ],
    [
      'front_line',
      [
        { id: 'a', honours: 0, isFrontLine: false },
        { id: 'b', honours: 1, isFrontLine: true },
      ],
      ['b'],
    ],
  ] as const)('%s parts equals', (key, candidates, expected) => {
    const sheets = [yes('a', 'b'), yes('a', 'b'), yes('a', 'b')];
    const given = rule({ most: 1, tieBreaks: [key], review: { way: 'votes', voters: 3 } });
    expect(chosen(outcomeOf(given, candidates, sheets, plain))).toEqual(expected);
  });

  test('a lot can be drawn again from its seed, and another seed may draw another', () => {
    const given = rule({ most: 1, tieBreaks: ['lot'], review: { way: 'votes', voters: 3 } });
    const sheets = [yes('a', 'b'), yes('a', 'b'), yes('a', 'b')];
    const drawn = (seed: string) => chosen(outcomeOf(given, who('a', 'b'), sheets, { seed, order: [] }))[0];
    expect(drawn('x')).toBe(drawn('x'));
    expect(new Set(Array.from({ length: 20 }, (_one, at) => drawn(`seed ${at}`))).size).toBe(2);
  });
});

describe('scores', () => {
  const scores = rule({ most: 2, review: { way: 'scores', voters: 5, places: 2 } });
  const sheet = (a: string, b: string): Sheet => ({ a, b });

  test('one highest and one lowest are dropped, the mean is half up to two places', () => {
    const sheets = [
      sheet('9', '100'),
      sheet('90.01', '90'),
      sheet('90.02', '90'),
      sheet('90.02', '90'),
      sheet('99', '1'),
    ];
    const { standings } = outcomeOf(scores, who('a', 'b'), sheets, plain);
    // (90.01 + 90.02 + 90.02) / 3 = 90.01666…
    expect(standings.map(({ id, result }) => [id, result])).toEqual([
      ['a', '90.02'],
      ['b', '90.00'],
    ]);
  });

  test('whoever stays below the least is not chosen', () => {
    const sheets = Array.from({ length: 5 }, () => sheet('59.99', '60'));
    expect(chosen(outcomeOf(scores, who('a', 'b'), sheets, plain))).toEqual(['b']);
  });

  test('the order in which candidates and sheets come changes nothing', () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const sheetOf = fc.tuple(...ids.map(() => fc.integer({ min: 55, max: 65 }).map(String)));
    fc.assert(
      fc.property(fc.array(sheetOf, { minLength: 5, maxLength: 5 }), fc.integer(), (rows, turn) => {
        const sheets = rows.map((row) => Object.fromEntries(row.map((score, at) => [ids[at]!, score])));
        const by = Math.abs(turn) % 5;
        const turned = <Item>(items: readonly Item[]): Item[] => [...items.slice(by), ...items.slice(0, by)];
        const given = { ...scores, tieBreaks: ['lot' as const] };
        expect(outcomeOf(given, turned(who(...ids)), turned(sheets), plain)).toEqual(
          outcomeOf(given, who(...ids), sheets, plain),
        );
      }),
    );
  });
});

test('from every state of a round that isn’t its last one a way leads to an end, and none leads back out of it', () => {
  for (const state of roundStates) {
    const next = roundSteps.flatMap((step) => roundAfter(state, step) ?? []);
    expect(next.some((one) => one !== state)).toBe(!['closed', 'cancelled'].includes(state));
  }
});
