import { describe, expect, it } from 'vitest';
import { faultsOfBallot, faultsOfPanel } from './faults';
import { all, few, fileOf, marked, nine, oneCriterionEach, performance, type Given } from './test-ground';

describe('faults of the rules', () => {
  const criteria = (weights: Record<string, string>) => ({
    parts: performance({ criteria: oneCriterionEach(weights) }),
  });
  const timed = (time: object) => ({ parts: performance({ time: { limit: 60, ...time } }) });
  const twoRounds = (second: object, firstRound: object = {}) => ({
    rounds: [
      { name: '初赛', ...firstRound },
      { name: '决赛', comesIn: 2, ...second },
    ],
  });
  it.each([
    ['criteria that don’t make a hundred', criteria({ content: '50', language: '49.9' }), 'criteria_weights'],
    ['a criterion without weight', criteria({ content: '100', language: '0' }), 'weight_not_positive'],
    [
      'a criterion twice',
      { parts: performance({ criteria: [1, 2].map(() => ({ key: 'a', name: 'a', weight: '50' })) }) },
      'criterion_twice',
    ],
    ['parts that don’t make a hundred', { parts: performance({ weight: '70' }) }, 'part_weights'],
    ['a part twice', { parts: [1, 2].map(() => performance({ weight: '50' })[0]) }, 'part_twice'],
    [
      'a scale that ends where it begins',
      { parts: performance({ scale: { from: '10', to: '10', decimals: 1 } }) },
      'scale_reversed',
    ],
    [
      'a scale below nought',
      { parts: performance({ scale: { from: '-1', to: '10', decimals: 1 } }) },
      'scale_reversed',
    ],
    ['time that costs in two ways', timed({ steps: [{ over: 1, deduct: '1' }], perMinute: '1' }), 'time_two_ways'],
    ['time that costs nothing', timed({}), 'time_without_cost'],
    ['a negative cost', timed({ perMinute: '-1' }), 'cost_not_positive'],
    ['a step that costs nothing', timed({ steps: [{ over: 1, deduct: '0' }] }), 'cost_not_positive'],
    ['a result out of nothing', { outOf: '0' }, 'out_of_not_positive'],
    ['a distance of nought', { outlier: '0' }, 'outlier_not_positive'],
    ['a tie-break twice', { ties: ['finer', 'finer'] }, 'tie_twice'],
    ['a named tie-break without a name', { ties: ['named'] }, 'named_missing'],
    ['a named part that isn’t there', { named: { part: 'dish', criterion: null } }, 'named_unknown'],
    ['a named criterion that isn’t there', { named: { part: 'performance', criterion: 'content' } }, 'named_unknown'],
    ['a first round that leaves some out', twoRounds({}, { comesIn: 2 }), 'first_round_takes_all'],
    ['a first round that carries something', twoRounds({}, { carries: '1' }), 'first_round_carries'],
    ['a final without a number', twoRounds({ comesIn: null }), 'round_without_number'],
    ['a share above the whole', twoRounds({ carries: '101' }), 'share_outside'],
    ['a share below nought', twoRounds({ audience: '-1' }), 'share_outside'],
  ])('%s', (_what, rules, key) => {
    expect(faultsOfPanel(fileOf({ rules })).map((one) => one.key)).toEqual([`panels.faults.${key}`]);
  });
});

describe('faults of what was given', () => {
  const one = (change: object) => ({ ballots: [{ ...marked('1', ['9'])[0], ...change }] });
  const withParts = {
    rules: {
      parts: [
        ...performance({ weight: '50', criteria: oneCriterionEach({ content: '100' }) }),
        { key: 'theory', name: '理论', weight: '50', by: 'desk' },
      ],
    },
  };
  const timed = { rules: { parts: performance({ time: { limit: 60, perMinute: '1' } }) } };
  const time = { entrant: '1', round: 1, part: 'performance', seconds: '9' };
  const vote = { entrant: '1', round: 1, count: 3 };
  const audience = { rules: { rounds: [{ name: '决赛', audience: '20' }] } };
  const roomy = { rules: { drop: { high: 0, low: 0, keep: 1 } } };
  it.each<[string, Given, string]>([
    ['a mark above the scale', one({ mark: '10.01' }), 'outside_scale'],
    ['a mark below the scale', one({ mark: '-0.1' }), 'outside_scale'],
    ['a mark that is too fine', one({ mark: '9.123' }), 'too_many_decimals'],
    ['no mark', one({ mark: null }), 'mark_missing'],
    ['a criterion where there is none', one({ criteria: { content: '3' } }), 'mark_missing'],
    ['one mark where there are criteria', { ...withParts, ...one({}) }, 'criteria_only'],
    [
      'a strange criterion',
      { ...withParts, ...one({ mark: null, criteria: { content: '9', manner: '3' } }) },
      'criteria_only',
    ],
    ['a criterion without a mark', { ...withParts, ...one({ mark: null }) }, 'mark_missing'],
    [
      'a criterion outside the scale',
      { ...withParts, ...one({ mark: null, criteria: { content: '11' } }) },
      'outside_scale',
    ],
    ['a round that isn’t held', one({ round: 2 }), 'no_such_round'],
    ['a part that isn’t there', one({ part: 'dish' }), 'no_such_part'],
    ['a strange entrant', one({ entrant: '9' }), 'no_such_entrant'],
    ['a strange judge', one({ judge: '9' }), 'no_such_judge'],
    ['a judge for what the desk finds', { ...withParts, ...one({ part: 'theory' }) }, 'wrong_hand'],
    ['the desk for what is judged', one({ judge: null }), 'wrong_hand'],
    ['a ballot twice', { ballots: [...marked('1', ['9']), ...marked('1', ['8'])] }, 'ballot_twice'],
    [
      'a ballot of who stands aside',
      { ...roomy, ...one({}), results: { recusals: [{ judge: '1', entrant: '1' }] } },
      'judge_recused',
    ],
    ['a judge twice', { judges: [...few, few[0]!] }, 'judge_twice'],
    [
      'a strange judge who stands aside',
      { ...roomy, results: { recusals: [{ judge: '9', entrant: '1' }] } },
      'no_such_judge',
    ],
    ['standing aside for nobody', { results: { recusals: [{ judge: '1', entrant: '9' }] } }, 'no_such_entrant'],
    [
      'standing aside twice',
      { ...roomy, results: { recusals: [1, 2].map(() => ({ judge: '1', entrant: '1' })) } },
      'recusal_twice',
    ],
    ['a time of nobody', { ...timed, results: { times: [{ ...time, entrant: '9' }] } }, 'no_such_entrant'],
    ['a time in no round', { ...timed, results: { times: [{ ...time, round: 2 }] } }, 'no_such_round'],
    ['a time where none is taken', { results: { times: [time] } }, 'part_not_timed'],
    ['a negative time', { ...timed, results: { times: [{ ...time, seconds: '-1' }] } }, 'negative_time'],
    ['a time twice', { ...timed, results: { times: [time, time] } }, 'time_twice'],
    ['votes for nobody', { ...audience, results: { votes: [{ ...vote, entrant: '9' }] } }, 'no_such_entrant'],
    ['votes where nobody votes', { results: { votes: [vote] } }, 'no_audience'],
    ['votes twice', { ...audience, results: { votes: [vote, vote] } }, 'votes_twice'],
  ])('%s', (_what, given, key) => {
    expect(faultsOfPanel(fileOf(given)).map((fault) => fault.key)).toEqual([`panels.faults.${key}`]);
  });

  it('name the field', () => {
    const parts = performance({ criteria: oneCriterionEach({ content: '50', language: '50' }) });
    const { rules } = fileOf({ rules: { parts } });
    const ballot = { round: 1, part: 'performance', mark: null, criteria: { content: '11', language: '9.333' } };
    expect(faultsOfBallot(ballot, rules).map(({ field }) => field)).toEqual(['criteria.content', 'criteria.language']);
  });

  it('are none in a sound file', () => {
    expect(faultsOfPanel(fileOf({ judges: nine, ballots: all('1', '9.15') }))).toEqual([]);
  });
});
