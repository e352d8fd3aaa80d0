import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ranking } from '../ranking/contest-file';
import type { MatchFile } from './file';
import { presets, type PresetKey } from './presets';
import { rankMatches, stageTables } from './rank';
import { chess, fileOf, games, goals, groupStage, swissStage, type Input, type Match, type Stage } from './samples';

const words = (file: MatchFile): string =>
  rankMatches(file)
    .groups.map(({ rows }) => rows.map(({ rank, entrant }) => `${rank ?? '-'}${entrant}`).join(' '))
    .join(' | ');

describe('a group of table tennis', () => {
  it('parts three who have beaten each other in a circle by their games, and begins anew for those left', () => {
    // A beat B 3:0, B beat C 3:0, C beat A 3:1: A 4:3, B 3:3, C 3:4; all beat D.
    const matches = ['A3:0B', 'B3:0C', 'C3:1A', 'A3:0D', 'B3:0D', 'C3:0D'].map((text) => games(text));
    expect(words(fileOf('ABCD', [groupStage('ittf_group')], matches))).toBe('1A 2B 3C 4D');
  });

  it('compares ratios, not differences', () => {
    const cycle = [games('A3:0B', 1), games('B3:2C', 2), games('C3:1A', 3)];
    // A 4:3, B 3:5, C 5:4: ratios 1.33, 0.6, 1.25; A and C differ by one game each.
    expect(words(fileOf('ABC', [groupStage('ittf_group')], cycle))).toBe('1A 2C 3B');
  });

  const equal = [games('A3:1B', 1), games('B3:1C', 2), games('C3:1A', 3)];

  it.each(['none', 'after_split', 'after_chain'] as const)('leaves all equal to the lot: %s', (restart) => {
    expect(words(fileOf('CAB', [groupStage('ittf_group', { restart })], equal))).toBe('1C 2A 3B');
  });

  it.each(['none', 'after_split', 'after_chain'] as const)(
    'makes all equal joint first without a lot: %s',
    (restart) => {
      const chain = { criteria: ['points_among' as const, 'games_ratio_among' as const], restart };
      const file = fileOf('CAB', [groupStage('ittf_group', chain)], equal);
      expect(words(file)).toBe('1C 1A 1B');
      expect(rankMatches(file).groups[0]!.rows.every(({ isJoint }) => isJoint)).toBe(true);
    },
  );

  it('gives a point for a match that was lost and none for one that was not played', () => {
    const matches: Match[] = [
      games('A3:0B'),
      { stage: 'group', round: 2, sides: ['A', 'C'], how: 'walkover', winner: 'first' },
      { stage: 'group', round: 3, sides: ['B', 'C'], how: 'walkover', winner: 'first' },
    ];
    const rows = rankMatches(fileOf('ABC', [groupStage('ittf_group')], matches)).groups[0]!.rows;
    expect(rows.map(({ entrant, result }) => `${entrant}${result}`)).toEqual(['A4', 'B3', 'C0']);
  });
});

describe('a group of football', () => {
  // A, B, C each won once in the circle; D lost to all. Among the three A +1, B 0, C −1.
  const cycle = ['A2:0B', 'B2:0C', 'C2:1A', 'A1:0D', 'B3:0D', 'C9:0D'].map((text) => goals(text));

  it('looks at the matches among the tied before all matches', () => {
    expect(words(fileOf('ABCD', [groupStage('uefa_group')], cycle))).toBe('1A 2B 3C 4D');
    const all = { criteria: ['difference' as const], restart: 'none' as const };
    expect(words(fileOf('ABCD', [groupStage('uefa_group', all)], cycle))).toBe('1C 2B 3A 4D');
  });
});

describe('a Swiss table of xiangqi', () => {
  // Round 1: A beats B, C draws D, E has a bye. Round 2: E beats A, C beats B, D draws nobody: a bye.
  const matches = [...chess(1, 'A>B C=D E+'), ...chess(2, 'E>A C>B D+')];

  it('adds up the opponents, the missing one as the lowest', () => {
    // Points: A 2, B 0, C 3, D 3, E 4; lowest who played: B 0. Opponents: C 3+0, D 3+0 (bye), E 2+0, A 0+4, B 2+3.
    const rows = rankMatches(fileOf('ABCDE', [swissStage('xiangqi_a')], matches)).groups[0]!.rows;
    expect(rows.map(({ entrant, result }) => `${entrant}${result}`).join(' ')).toBe('E4 D3 C3 A2 B0');
    expect(rows.find(({ entrant }) => entrant === 'A')!.steps).toEqual([
      { key: 'matches.criteria.points', value: '2' },
    ]);
    expect(rows[1]!.steps.slice(1, 4)).toEqual([
      { key: 'matches.criteria.opponents_points', value: '3' },
      { key: 'matches.criteria.wins', value: '1' },
      { key: 'matches.criteria.fouls', value: '0' },
    ]);
  });

  it('adds up the running totals in the other chain', () => {
    // Running totals: C 1 3 = 4, D 1 3 = 4, E 2 4 = 6; C and D part by games as second mover: D 1, C 0.
    expect(words(fileOf('ABCDE', [swissStage('xiangqi_b')], matches))).toBe('1E 2D 3C 4A 5B');
  });

  it('gives a draw to who moved second the points that a contest says', () => {
    const stage = { ...swissStage('xiangqi_a'), points: { ...presets.xiangqi_a.points, drawMovingSecond: '2' } };
    expect(words(fileOf('AB', [stage], chess(1, 'A=B')))).toBe('1B 2A');
  });

  it('asks for the place after the round before', () => {
    const chain = { criteria: ['previous_round' as const] };
    const file = fileOf('ABCD', [{ ...swissStage('fide'), chain }], [...chess(1, 'A>B C=D'), ...chess(2, 'B>C D=A')]);
    // After round 1: A 1, C and D ½, B 0. Now A 1½, B 1, D 1, C ½: D was before B.
    expect(words(file)).toBe('1A 2D 3B 4C');
  });
});

describe('those who withdraw', () => {
  const matches = ['A3:0B', 'A3:0C', 'C3:0D'].map((text, place) => games(text, place + 1));
  const entrants = [...'ABCD'].map((id) => ({
    id,
    name: id,
    ...(id === 'C' ? { state: 'withdrawn' as const, reason: '受伤' } : {}),
  }));

  it.each([
    ['delete_all', 'A2 B1 C D'],
    ['keep', 'A4 B1 D1 C'],
    ['walkovers', 'A4 B3 D1 C'],
  ] as const)('leave behind what the rule says: %s', (withdrawals, expected) => {
    const rules = { stages: [groupStage('ittf_group')], withdrawals };
    const { rows } = rankMatches(fileWith(rules)).groups[0]!;
    expect(rows.map(({ entrant, result }) => `${entrant}${result}`).join(' ')).toBe(expected);
    const out = rows.find(({ entrant }) => entrant === 'C')!;
    expect(out.rank).toBeNull();
    expect(out.notes).toEqual([{ key: 'matches.notes.withdrawn_because', params: { reason: '受伤' } }]);
  });

  const fileWith = (rules: Input['rules']) => fileOf('ABCD', [groupStage('ittf_group')], matches, { entrants, rules });
});

describe('groups and a knock-out after them', () => {
  const knockOut = { id: 'ko', kind: 'single_elimination' as const, score: presets.ittf_group.score };
  const entrants = [...'ABCDEF'].map((id) => ({ id, name: id, group: id < 'D' ? 'x' : 'y' }));
  const groups = [
    { id: 'x', name: '甲组' },
    { id: 'y', name: '乙组' },
  ];
  const inGroups = ['A3:0B', 'A3:0C', 'B3:0C', 'D3:0E', 'D3:0F', 'E3:0F'].map((text) => ({
    ...games(text),
    group: text[0]! < 'D' ? 'x' : 'y',
  }));
  const file = (matches: Match[]) => fileOf('', [groupStage('ittf_group'), knockOut], matches, { entrants, groups });
  const ko = (text: string, round: number, place?: number): Match => ({ ...games(text, round), stage: 'ko', place });

  it('rank by group while nobody plays the knock-out', () => {
    expect(words(file(inGroups))).toBe('1A 2B 3C | 1D 2E 3F');
  });

  it('rank by the knock-out, then those who were not in it by their place in the group', () => {
    const all = [
      ...inGroups,
      ko('E3:1A', 1),
      ko('B3:1D', 1),
      { ...ko('D3:1A', 2, 3), bracket: 'placing' as const },
      ko('E3:2B', 2, 1),
    ];
    expect(words(file(all))).toBe('1E 2B 3D 4A 5C 5F');
    expect(stageTables(file(all)).map(({ stage, ranking: { groups: of } }) => `${stage}${of.length}`)).toEqual([
      'group2',
      'ko1',
    ]);
  });

  it('leave the losers of the half-finals joint third without a match for it', () => {
    expect(words(file([...inGroups, ko('E3:1A', 1), ko('B3:1D', 1), ko('E3:2B', 2)]))).toBe('1E 2B 3A 3D 5C 5F');
  });

  it('take two losses to put out of a double elimination', () => {
    const double = { ...knockOut, id: 'group', kind: 'double_elimination' as const };
    const at = (text: string, round: number, bracket: Match['bracket']): Match => ({ ...games(text, round), bracket });
    const matches = [
      at('A3:0B', 1, 'main'),
      at('C3:0D', 1, 'main'),
      at('A3:0C', 2, 'main'),
      at('B3:0D', 1, 'losers'),
      at('C3:0B', 2, 'losers'),
      at('C3:0A', 1, 'final'),
      at('C3:0A', 2, 'final'),
    ];
    expect(words(fileOf('ABCD', [double], matches))).toBe('1C 2A 3B 4D');
  });
});

describe('a ranking of matches', () => {
  const results = fc.array(fc.constantFrom('>', '<', '='), { minLength: 10, maxLength: 10 });
  const presetsOfOutcomes = fc.constantFrom<PresetKey[]>('xiangqi_a', 'xiangqi_b', 'fide');

  it('never changes by the order of entrants and results, and is of the published shape', () => {
    fc.assert(
      fc.property(results, presetsOfOutcomes, fc.integer({ min: 1, max: 9 }), (signs, preset, turn) => {
        const pairs = [...'ABCDE'].flatMap((one, at) =>
          [...'ABCDE'].slice(at + 1).map((other) => [one, other] as const),
        );
        const matches = pairs.flatMap(([one, other], at) => chess((at % 5) + 1, `${one}${signs[at]}${other}`));
        const given = fileOf('ABCDE', [swissStage(preset)], matches);
        const shuffled = {
          ...given,
          entrants: [...given.entrants].reverse(),
          results: {
            ...given.results,
            matches: [...given.results.matches.slice(turn), ...given.results.matches.slice(0, turn)],
          },
        };
        expect(rankMatches(shuffled)).toEqual(rankMatches(given));
        expect(ranking.parse(rankMatches(given))).toEqual(rankMatches(given));
      }),
    );
  });

  it.each(Object.entries(presets))('has a preset that stands by itself: %s', (_key, preset) => {
    const stage = { id: 'a', kind: 'round_robin' as const, ...preset };
    expect(() => fileOf('AB', [stage as Stage], [])).not.toThrow();
  });
});
