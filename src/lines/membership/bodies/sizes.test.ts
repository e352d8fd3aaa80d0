import { describe, expect, test } from 'vitest';
import type { Day } from '#kernel/contract';
import type { BodyKindName } from './contract';
import type { SizeBand } from './size-parameters';
import { bodySeeds } from './size-seeds';
import { fitsSize, lastDayOfTerm, sizeRule, termState, type SizeRules } from './sizes';

/** The rules as the product brings them. */
const seeded = <Value>(key: string) => {
  const { seed } = bodySeeds.find(({ shape }) => shape.key === `membership.${key}`)!;
  return { value: seed.value as Value, source: seed.source };
};
const rules: SizeRules = {
  committee: seeded<SizeBand[]>('committeeSizes'),
  delegates: seeded<SizeBand[]>('delegateSizes'),
  audit: seeded<{ least: number; most: number }>('auditSize'),
  womenLeast: seeded<number>('womenLeast'),
  groupLeast: seeded<number>('groupLeast'),
};

describe('the size of a body', () => {
  // prettier-ignore
  test.each<[kind: BodyKindName, members: number, women: number, state: string, least: number | null, most: number | null]>([
    ['union_committee',        0,     0, 'set',        3,    5],
    ['union_committee',       24,     0, 'set',        3,    5],
    ['union_committee',       25,     0, 'set',        3,    7],
    ['union_committee',      200,     0, 'set',        3,    7],
    ['union_committee',      201,     0, 'set',        7,   15],
    ['union_committee',      812,     0, 'set',        7,   15],
    ['union_committee',     1000,     0, 'set',        7,   15],
    ['union_committee',     1001,     0, 'set',       15,   21],
    ['union_committee',     5000,     0, 'set',       15,   21],
    ['union_committee',     5001,     0, 'set',       21,   29],
    ['union_committee',   10_000,     0, 'set',       21,   29],
    ['union_committee',   10_001,     0, 'unset',   null, null],
    ['congress_delegates',    99,     0, 'too_few', null, null],
    ['congress_delegates',   100,     0, 'set',       30,   40],
    ['congress_delegates',   201,     0, 'set',       40,   60],
    ['congress_delegates',  1001,     0, 'set',       60,   90],
    ['congress_delegates',  5001,     0, 'set',       90,  130],
    ['congress_delegates', 50_000,    0, 'set',      130,  180],
    ['congress_delegates', 50_001,    0, 'unset',   null, null],
    ['audit_committee',        5,     0, 'set',        3,   11],
    ['women_committee',      900,     9, 'too_few', null, null],
    ['women_committee',      900,    10, 'free',    null, null],
    ['union_group',            2,     0, 'too_few', null, null],
    ['union_group',            3,     0, 'free',    null, null],
    ['kitchen_committee',      0,     0, 'free',    null, null],
  ])('%s where there are %i members, %i of them women: %s', (kind, members, women, state, least, most) => {
    expect(sizeRule(kind, { members, women }, rules)).toMatchObject({ state, least, most });
  });

  // prettier-ignore
  test.each<[kind: BodyKindName, members: number, seats: number, fits: boolean]>([
    ['union_committee',   812,  6, false],
    ['union_committee',   812,  7, true],
    ['union_committee',   812, 15, true],
    ['union_committee',   812, 16, false],
    ['union_committee',    20,  1, true],
    ['union_committee',    20,  2, false],
    ['union_committee',    25,  1, false],
    ['union_committee', 20_000, 33, true],
    ['union_group',         2,  1, false],
    ['audit_committee',   812, 12, false],
  ])('%s, %i members, %i seats: %s', (kind, members, seats, fits) => {
    expect(fitsSize(sizeRule(kind, { members, women: 0 }, rules), seats)).toBe(fits);
  });
});

// prettier-ignore
test.each<[from: Day, years: number, to: Day]>([
  ['2021-09-01', 3, '2024-08-31'],
  ['2022-01-01', 5, '2026-12-31'],
  ['2024-02-29', 3, '2027-02-28'],
  ['2024-02-29', 4, '2028-02-28'],
  ['2021-03-01', 3, '2024-02-29'],
])('a term from %s of %i years lasts until %s', (from, years, to) => {
  expect(lastDayOfTerm(from, years)).toBe(to);
});

// prettier-ignore
test.each<[startsOn: Day, endsOn: Day, endedOn: Day | null, isLast: boolean, state: string]>([
  ['2021-09-01', '2024-09-17', null,         true,  'in_office'],
  ['2021-09-01', '2024-09-16', null,         true,  'due'],
  ['2021-09-01', '2024-06-18', null,         true,  'due'],
  ['2021-09-01', '2024-06-17', null,         true,  'overdue'],
  ['2021-09-01', '2024-06-17', null,         false, 'over'],
  ['2021-09-01', '2024-08-31', '2024-06-17', true,  'over'],
  ['2021-09-01', '2024-08-31', '2024-06-18', true,  'in_office'],
  ['2024-06-19', '2027-06-18', null,         true,  'coming'],
])('a term from %s to %s, ended on %s, the last: %s, is %s', (startsOn, endsOn, endedOn, isLast, state) => {
  expect(termState({ startsOn, endsOn, endedOn }, { today: '2024-06-18', notice: 90, isLast })).toBe(state);
});
