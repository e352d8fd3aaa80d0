import { describe, expect, it } from 'vitest';
import { canEnd, faultsOfMatches } from './faults';
import { chess, fileOf, games, goals, groupStage, swissStage, type Input, type Match } from './samples';

describe('faults of a match file', () => {
  const cases: [string, Match[], string][] = [
    ['a result that is there already', [games('A3:0B'), games('B3:0A', 2)], 'met_before'],
    ['an entrant that nobody knows', [games('A3:0Z')], 'unknown_entrant'],
    ['somebody against themselves', [games('A3:0A')], 'against_itself'],
    ['a stage that nobody knows', [{ ...games('A3:0B'), stage: 'x' }], 'unknown_stage'],
    ['two matches in a round', [games('A3:0B'), games('A3:0C')], 'twice_in_round'],
    [
      '11 : 10',
      [
        {
          ...games('A3:0B'),
          games: [
            [11, 10],
            [11, 5],
            [11, 5],
          ],
        },
      ],
      'game_cannot_end',
    ],
    [
      '13 : 10',
      [
        {
          ...games('A3:0B'),
          games: [
            [13, 10],
            [11, 5],
            [11, 5],
          ],
        },
      ],
      'game_cannot_end',
    ],
    [
      'a match that nobody has won yet',
      [
        {
          ...games('A3:0B'),
          games: [
            [11, 5],
            [5, 11],
          ],
        },
      ],
      'games_do_not_decide',
    ],
    [
      'a game after the deciding one',
      [
        {
          ...games('A3:0B'),
          games: [
            [11, 5],
            [11, 5],
            [11, 5],
            [5, 11],
          ],
        },
      ],
      'games_do_not_decide',
    ],
    ['no result', [{ ...games('A3:0B'), games: undefined }], 'no_result'],
    ['a walkover that nobody wins', [{ ...games('A3:0B'), how: 'walkover' }], 'no_result'],
    ['a bye with an opponent', [{ ...games('A3:0B'), how: 'bye' }], 'bye_against_somebody'],
    ['a bye with a score', [{ ...games('A3:0B'), sides: ['A', null], how: 'bye' }], 'bye_with_result'],
    ['nobody to play', [{ ...games('A3:0B'), sides: ['A', null] }], 'nobody_to_play'],
    ['a result after the withdrawal', [games('A3:0B'), games('A3:0C', 2)], 'after_withdrawal'],
  ];

  it.each(cases)('%s', (_what, matches, key) => {
    const withdrawals = key === 'after_withdrawal' ? [{ entrant: 'A', stage: 'group', afterRound: 1 }] : [];
    const file = fileOf('ABC', [groupStage('ittf_group')], [], { results: { matches, withdrawals } });
    expect(faultsOfMatches(file).map((fault) => fault.key)).toContain(`matches.faults.${key}`);
  });

  it.each<[string, Partial<Input>, string]>([
    [
      'an entrant twice',
      {
        entrants: [
          { id: 'A', name: 'A' },
          { id: 'A', name: 'B' },
        ],
      },
      'entrant_twice',
    ],
    [
      'a number twice',
      {
        entrants: [
          { id: 'A', name: 'A', number: 1 },
          { id: 'B', name: 'B', number: 1 },
        ],
      },
      'number_twice',
    ],
    ['a group that nobody knows', { entrants: [{ id: 'A', name: 'A', group: 'x' }] }, 'no_such_group'],
    ['a stage twice', { rules: { stages: [groupStage('ittf_group'), groupStage('ittf_group')] } }, 'stage_twice'],
    [
      'two withdrawals of one',
      { results: { withdrawals: [1, 2].map((afterRound) => ({ entrant: 'A', stage: 'group', afterRound })) } },
      'withdrawn_twice',
    ],
    [
      'a round too many',
      { rules: { stages: [swissStage('fide')] }, results: { matches: chess(8, 'A>B') } },
      'round_beyond',
    ],
    [
      'a draw in a knock-out',
      {
        rules: { stages: [{ id: 'swiss', kind: 'single_elimination', score: { model: 'outcome' } }] },
        results: { matches: chess(1, 'A=B') },
      },
      'no_draw_here',
    ],
    [
      'a winner against the score',
      {
        rules: { stages: [groupStage('uefa_group')] },
        results: { matches: [{ ...goals('A2:0B'), winner: 'second' }] },
      },
      'winner_against_score',
    ],
    [
      'matches across groups',
      {
        groups: [
          { id: 'x', name: 'x' },
          { id: 'y', name: 'y' },
        ],
        entrants: [
          { id: 'A', name: 'A', group: 'x' },
          { id: 'B', name: 'B', group: 'y' },
        ],
        results: { matches: [games('A3:0B')] },
      },
      'of_two_groups',
    ],
    [
      'too many matches of teams',
      {
        rules: {
          stages: [{ ...groupStage('ittf_group'), score: { model: 'team', matches: 1, games: { bestOf: 1, to: 11 } } }],
        },
        results: { matches: [{ stage: 'group', round: 1, sides: ['A', 'B'], matches: [[[11, 2]], [[11, 2]]] }] },
      },
      'too_many_matches',
    ],
  ])('%s', (_what, rest, key) => {
    const file = fileOf('AB', [groupStage('ittf_group')], [], rest);
    expect(faultsOfMatches(file).map((fault) => fault.key.split('.').at(-1))).toEqual([key]);
  });

  it('are none where all is well', () => {
    const file = fileOf(
      'ABCD',
      [groupStage('ittf_group')],
      ['A3:0B', 'C3:2D'].map((text) => games(text)),
    );
    expect(faultsOfMatches(file)).toEqual([]);
  });

  it.each([
    [[11, 9], true],
    [[11, 10], false],
    [[12, 10], true],
    [[12, 9], false],
    [[9, 11], true],
    [[10, 8], false],
    [[11, 11], false],
    [[15, 14], true],
    [[16, 14], false],
    [[15, 12], false],
  ] as const)('a game to 11, at most 15, ends %j: %s', (score, can) => {
    expect(canEnd(score, { bestOf: 5, to: 11, lead: 2, cap: 15 })).toBe(can);
  });
});
