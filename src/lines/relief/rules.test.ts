import { expect, test } from 'vitest';
import { ageOn, lastDayAfter, sumBelow, whyNot, yearBefore } from './rules';

// prettier-ignore
test.each([
  ['2000-06-18', '2024-06-17', 23], ['2000-06-18', '2024-06-18', 24],
  ['2000-02-29', '2023-02-28', 22], ['2000-02-29', '2023-03-01', 23],
] as const)('who was born on %s is on %s %i years old', (born, day, age) => expect(ageOn(born, day)).toBe(age));

// prettier-ignore
test.each([
  ['2024-03-15', 12, '2025-03-14'], ['2024-01-01', 24, '2025-12-31'], ['2024-01-31', 1, '2024-02-29'],
  ['2023-02-28', 12, '2024-02-27'], ['2024-12-01', 1, '2024-12-31'], ['2024-08-31', 6, '2025-02-28'],
  ['2024-01-29', 1, '2024-02-28'], ['2024-01-30', 3, '2024-04-29'],
] as const)('from %s, %i months end on %s', (from, months, last) => expect(lastDayAfter(from, months)).toBe(last));

test.each([
  ['2024-06-18', '2023-06-18'],
  ['2024-02-29', '2023-02-28'],
])('a year before %s is %s', (day, before) => expect(yearBefore(day)).toBe(before));

const plan = { fromAge: 16, toAge: 60, forWhom: '女职工' } as const;
// prettier-ignore
test.each([
  ['a man', { gender: 'male', bornOn: '1990-01-01' }, 'women_only'],
  ['who has no day of birth', { gender: 'female', bornOn: null }, 'born_unknown'],
  ['who is 16 tomorrow', { gender: 'female', bornOn: '2008-06-19' }, 'too_young'],
  ['who is 16 today', { gender: 'female', bornOn: '2008-06-18' }, null],
  ['who is 61 tomorrow', { gender: 'female', bornOn: '1963-06-19' }, null],
  ['who is 61 today', { gender: 'female', bornOn: '1963-06-18' }, 'too_old'],
] as const)('the women’s plan and %s: %s', (_who, person, reason) =>
  expect(whyNot(plan, person, '2024-06-18')).toBe(reason));

test('a plan for everybody takes men as it takes women, within its ages', () => {
  const forAll = (bornOn: string) => whyNot({ ...plan, forWhom: '全体' }, { gender: 'male', bornOn }, '2024-06-18');
  expect([forAll('1990-01-01'), forAll('2010-01-01')]).toEqual([null, 'too_young']);
});

test('sums are of a unit and all below it, and of nobody else', () => {
  const rows = [
    { unitPath: '/1/', staff: 5, enrolled: 4 },
    { unitPath: '/1/2/', staff: 30, enrolled: 20 },
    { unitPath: '/2/1/', staff: 700, enrolled: 600 },
  ];
  expect(sumBelow(rows, '/1/')).toEqual({ staff: 35, covered: 24 });
  expect(sumBelow(rows, '/')).toEqual({ staff: 735, covered: 624 });
  expect(sumBelow(rows, '/3/')).toEqual({ staff: 0, covered: 0 });
});
