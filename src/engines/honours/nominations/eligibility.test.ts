import { describe, expect, test } from 'vitest';
import { definition, faultsOfDefinition, type DefinitionInput } from '../schemes/definition';
import { eligibilityFaults, partFaults, type Facts } from './eligibility';

const woman: Facts = {
  ...{ isInCohort: true, unitKind: 'team', persons: 1, women: 1, leaders: [], skills: ['certificate'], honouredIn: [] },
};
const crew: Facts = { ...woman, persons: 10, women: 6, leaders: [{ isWoman: true }] };
const asked = (eligibility: DefinitionInput['eligibility'], rest: Partial<DefinitionInput> = {}) =>
  definition.parse({ most: 1, eligibility, ...rest });
const redFlag = asked({
  ...{ unitKinds: ['team'], fewestPersons: 3, leastWomenPercent: 60, leaderPosts: ['team_leader'] },
  leaderIsWoman: true,
});
const keysOf = (
  scheme: ReturnType<typeof asked>,
  kind: 'individual' | 'collective',
  facts: Facts,
  newMerits = '',
): string[] => eligibilityFaults(scheme, kind, facts, { year: 2024, newMerits }).map(({ key }) => key);

describe('a crew of 巾帼红旗岗', () => {
  test.each<[string, Partial<Facts>, string[]]>([
    ['six women of ten', {}, []],
    ['five women of ten', { women: 5 }, ['too_few_women']],
    ['two persons', { persons: 2, women: 2 }, ['too_few_persons']],
    ['nobody at all', { persons: 0, women: 0 }, ['too_few_persons', 'too_few_women']],
    ['another kind of unit', { unitKind: 'works' }, ['unit_kind']],
    ['nobody leads it', { leaders: [] }, ['no_leader']],
    ['a man leads it', { leaders: [{ isWoman: false }] }, ['leader_no_woman']],
    ['two lead it, one a woman', { leaders: [{ isWoman: false }, { isWoman: true }] }, []],
    [
      'everything at once',
      { unitKind: 'x', persons: 2, women: 1, leaders: [] },
      [...['unit_kind', 'too_few_persons', 'too_few_women', 'no_leader']],
    ],
  ])('%s', (_what, change, expected) =>
    expect(keysOf(redFlag, 'collective', { ...crew, ...change })).toEqual(expected),
  );
});

describe('a person', () => {
  const champion = asked({ cohort: 'women', skillKinds: ['contest_result'], yearsBetween: 3 });
  const able: Facts = { ...woman, skills: ['contest_result'] };
  test.each<[string, Partial<Facts>, string, string[]]>([
    ['with a contest result', {}, '', []],
    ['without one', { skills: ['certificate'] }, '', ['skill_missing']],
    ['who isn’t in the cohort', { isInCohort: false }, '', ['not_in_cohort']],
    ['who had the title three years ago', { honouredIn: [2021] }, '', ['merits_missing']],
    ['who had it four years ago', { honouredIn: [2020] }, '', []],
    ['who had it last year, with new merits', { honouredIn: [2023] }, '刷新纪录', []],
    ['who has it this year, merits or not', { honouredIn: [2024] }, '刷新纪录', ['honoured_this_year']],
  ])('%s', (_what, change, merits, expected) =>
    expect(keysOf(champion, 'individual', { ...able, ...change }, merits)).toEqual(expected),
  );
});

describe('the form', () => {
  const both = asked(
    {},
    {
      parts: [
        { key: 'material', title: '物质文明', fewest: 5 },
        { key: 'spiritual', title: '精神文明', fewest: 5 },
        { key: 'other', title: '其他', isRequired: false, fewest: 5 },
      ],
    },
  );
  test.each<[string, Record<string, string>, string[]]>([
    ['both parts', { material: '全年超产三成', spiritual: '带头学习互助' }, []],
    ['one part alone', { material: '全年超产三成' }, ['parts.spiritual part_missing']],
    ['a part in three signs', { material: '超产了', spiritual: '带头学习互助' }, ['parts.material part_short']],
    [
      'an optional part begun',
      { material: '全年超产三成', spiritual: '带头学习互助', other: '无' },
      ['parts.other part_short'],
    ],
  ])('%s', (_what, parts, expected) =>
    expect(partFaults(both, parts).map(({ at, key }) => `${at} ${key}`)).toEqual(expected),
  );
});

describe('a definition that contradicts itself', () => {
  test.each<[string, Partial<DefinitionInput>, 'individual' | 'collective', string[]]>([
    ['nothing wrong', {}, 'individual', []],
    [
      'the same part twice',
      {
        parts: [
          { key: 'a', title: '一' },
          { key: 'a', title: '二' },
        ],
      },
      'individual',
      ['key_twice'],
    ],
    ['all scores dropped', { review: { way: 'scores', voters: 3, dropHighest: 2 } }, 'individual', ['all_dropped']],
    ['all seats in reserve', { quota: { way: 'heads', total: 2, reserve: 2 } }, 'individual', ['all_reserved']],
    ['a leader of no post', { eligibility: { leaderIsWoman: true } }, 'collective', ['leader_unsaid']],
    ['women’s share of a person', { eligibility: { leastWomenPercent: 60 } }, 'individual', ['of_units_only']],
    ['a skill of a crew', { eligibility: { skillKinds: ['certificate'] } }, 'collective', ['of_people_only']],
  ])('%s', (_what, change, kind, expected) =>
    expect(faultsOfDefinition(definition.parse({ most: 1, ...change }), kind).map(({ key }) => key)).toEqual(expected),
  );
});
