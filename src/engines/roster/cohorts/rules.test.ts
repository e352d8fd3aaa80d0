import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#kernel/contract';
import { definition, type Condition } from './contract';
import { placesOf, unitsMeant, type Place } from './places';
import { findingOf, fullYears, reasonsOf, turnsOf, yearsBefore, type PersonFacts } from './rules';

const ground = { day: '2024-06-01', youthAge: 35 };
const place: Place = {
  ...{ id: 'u', name: '甲班', path: '/1/2/3/', pathToday: '/1/2/3/', kind: 'team', isFrontLine: true, isRemote: false },
  ...{ within: ['w', 'a', 'u'], remoteName: null },
};
const facts: PersonFacts = {
  ...{ personId: 'p', name: '单小明', staffNumber: '1', gender: 'male', bornOn: '1989-06-01', unitId: 'u' },
  ...{ employmentKind: 'temporary', employedFrom: '2014-06-02', unitName: '甲班', place, posts: [] },
  ...{ enrolments: [{ scheme: 'test.club', state: 'in', from: '2024-01-01' }], isMigrant: true },
};

describe('full years', () => {
  test.each([
    ['1989-06-01', '2024-05-31', 34],
    ['1989-06-01', '2024-06-01', 35],
    ['2004-02-29', '2005-02-28', 0],
    ['2004-02-29', '2005-03-01', 1],
    ['2004-02-29', '2008-02-28', 3],
    ['2004-02-29', '2008-02-29', 4],
  ])('from %s to %s: %i', (since, day, years) => expect(fullYears(since, day)).toBe(years));

  test('the day so many years before divides just where the count does', () => {
    const someDay = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1930-01-01', n));
    fc.assert(
      fc.property(someDay, someDay, fc.integer({ min: 0, max: 90 }), (since, day, years) => {
        expect(since <= yearsBefore(day, years)).toBe(fullYears(since, day) >= years);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a condition is met or not', () => {
  test.each<[string, Condition, boolean]>([
    ['the age of youth, to the day', { kind: 'youth', isNot: false }, true],
    ['an age on its lower end', { kind: 'age', from: 35, to: null, isNot: false }, true],
    ['an age below its lower end', { kind: 'age', from: 36, to: 40, isNot: false }, false],
    ['the other gender, turned round', { kind: 'gender', gender: 'female', isNot: true }, true],
    ['a unit above', { kind: 'units', unitIds: ['a'], isNot: false }, true],
    ['another unit', { kind: 'units', unitIds: ['b'], isNot: false }, false],
    ['ten years, a day short', { kind: 'service', years: 10, isNot: false }, false],
    ['the front line', { kind: 'frontLine', isNot: false }, true],
    ['remote', { kind: 'remote', isNot: false }, false],
    ['a state of a scheme', { kind: 'enrolment', scheme: 'test.club', states: ['in', 'paused'], isNot: false }, true],
    ['another state of it', { kind: 'enrolment', scheme: 'test.club', states: ['paused'], isNot: false }, false],
    ['a scheme that was never entered', { kind: 'enrolment', scheme: 'test.fund', states: ['in'], isNot: true }, true],
    ['a migrant worker', { kind: 'migrant', isNot: false }, true],
    ['no post at all', { kind: 'post', posts: ['cook'], isNot: true }, true],
  ])('%s', (_what, condition, isMet) => expect(findingOf(condition, facts, ground).isMet).toBe(isMet));

  test('a birthday that nobody knows meets neither an age nor its opposite', () => {
    const unknown = { ...facts, bornOn: null };
    for (const isNot of [false, true]) expect(findingOf({ kind: 'youth', isNot }, unknown, ground).isMet).toBe(false);
  });
});

test('the reasons are those of the first group that is met', () => {
  const women = { allOf: [{ kind: 'gender' as const, gender: 'female' as const, isNot: false }] };
  const temporary = { allOf: [{ kind: 'employment' as const, kinds: ['temporary' as const], isNot: false }] };
  const reasons = reasonsOf({ anyOf: [women, temporary] }, facts, ground);
  expect(reasons).toMatchObject([{ isMet: true, fact: { employmentKind: 'temporary' } }]);
});

test('a turn names the condition that changed, not the one that held all along', () => {
  const posts = [{ post: 'area_deputy_director', unitName: '一工区', from: '2024-06-01' }];
  const both = definition.parse({
    anyOf: [
      {
        allOf: [
          { kind: 'gender', gender: 'male' },
          { kind: 'post', posts: ['area_deputy_director'] },
        ],
      },
    ],
  });
  const before = [facts, { ...ground, day: '2024-05-31' }] as const;
  const after = [{ ...facts, posts }, ground] as const;
  expect(turnsOf(both, 'came', { before, after })).toEqual([
    { condition: both.anyOf[0]!.allOf[1], before: { posts: [] }, after: { posts } },
  ]);
});

describe('the units of a day', () => {
  const row = (id: string, path: string, change: Partial<Place> = {}) => ({
    ...{ id, name: id, path, pathToday: path, kind: 'team', isFrontLine: true, isRemote: false },
    ...change,
  });
  const tree = placesOf([
    row('works', '/1/', { isFrontLine: false }),
    row('area', '/1/2/', { isRemote: true }),
    row('team', '/1/2/3/', { pathToday: '/1/4/3/' }),
    row('other', '/1/4/'),
  ]);

  test('know what lies above them, and are remote with it', () =>
    expect([...tree.values()].map((one) => [one.id, one.within.length, one.remoteName])).toEqual([
      ['works', 1, null],
      ['area', 2, 'area'],
      ['team', 3, 'area'],
      ['other', 2, null],
    ]));

  test.each<[string, Parameters<typeof unitsMeant>[1], Parameters<typeof unitsMeant>[2], string[] | null]>([
    ['all of them are no list at all', {}, [], null],
    ['below a unit as it lay then', { under: '/1/2/' }, [], ['area', 'team']],
    ['below a unit that was not there', { under: '/9/' }, [], []],
    ['within rights as it lies today', { scopes: ['/1/4/'] }, [], ['team', 'other']],
    ['remote', {}, [{ kind: 'remote', isNot: false }], ['area', 'team']],
    [
      'in the front line and not remote',
      {},
      [
        { kind: 'frontLine', isNot: false },
        { kind: 'remote', isNot: true },
      ],
      ['other'],
    ],
  ])('%s', (_what, where, conditions, ids) => expect(unitsMeant(tree, where, conditions)).toEqual(ids));
});
