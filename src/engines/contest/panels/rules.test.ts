import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../ranking/decimals';
import { faultsOfPanel } from './faults';
import { outliersOf, rankPanel } from './rank';
import {
  all,
  fileOf,
  first,
  marked,
  names,
  nine,
  oneCriterionEach,
  performance,
  plain,
  scored,
  told,
} from './test-ground';
import { deductionFor } from './score';
import { panelStarters } from './starters';

describe('nine judges', () => {
  // By hand: without 9.80 and 8.90 the seven are 9.12 9.25 9.30 9.33 9.41 9.50 9.56; their sum is 65.47, the mean
  // 9.352857…, to the hundredth 9.35.
  const marks = ['9.25', '9.80', '9.41', '8.90', '9.12', '9.30', '9.56', '9.33', '9.50'];

  it('give the mean without the highest and the lowest, half up to a hundredth', () => {
    expect(first(fileOf({ judges: nine, ballots: marked('1', marks) }))).toBe('1 1 9.35');
  });

  it('leave out one of two equal extremes', () => {
    // 8.00 9.00 9.00 9.00 9.00 9.00 9.00 9.50 9.50 without 8.00 and one 9.50: 63.50 / 7 = 9.0714….
    const equal = ['9.50', '9.00', '9.00', '9.00', '9.00', '9.00', '9.00', '9.50', '8.00'];
    expect(first(fileOf({ judges: nine, ballots: marked('1', equal) }))).toBe('1 1 9.07');
  });

  // Skill 70 %: 8.00 8.00 8.00 8.00 8.01 8.01 8.01 between two extremes are 56.03, the mean 8.004285…; theory 30 %: 6.67.
  it.each([
    ['before_weighting', '7.60', '8.00 × 0.7 + 6.65 × 0.3 = 7.595'],
    ['after_weighting', '7.60', '8.004285… × 0.7 + 6.65 × 0.3 = 7.598'],
  ])('rounded %s and half up: %s', (stage, expected) => {
    const parts = [
      { key: 'skill', name: '技能', weight: '70' },
      { key: 'theory', name: '理论', weight: '30', by: 'desk' },
    ];
    const skill = ['8.00', '9.99', '8.00', '8.00', '8.01', '1.00', '8.00', '8.01', '8.01'];
    const ballots = [
      ...marked('1', skill, { part: 'skill' }),
      { entrant: '1', round: 1, part: 'theory', judge: null, mark: '6.65' },
    ];
    const rules = { parts, rounding: { decimals: 2, stage } };
    expect(first(fileOf({ judges: nine, rules, ballots }))).toBe(`1 1 ${expected}`);
  });
});

describe('rounding', () => {
  const parts = [
    { key: 'dish', name: '热菜', weight: '50' },
    { key: 'knife', name: '刀工', weight: '50' },
  ];
  it('tells the stages apart', () => {
    // 8.44 and 8.45, half each: rounded first 8.4 and 8.5 → 8.45 → 8.5; together 8.445 → 8.4.
    const marks = [...marked('1', ['8.44'], { part: 'dish' }), ...marked('1', ['8.45'], { part: 'knife' })];
    const by = (stage: string) =>
      first(fileOf({ rules: { ...plain, parts, rounding: { decimals: 1, stage } }, ballots: marks }));
    expect(by('before_weighting')).toBe('1 1 8.5');
    expect(by('after_weighting')).toBe('1 1 8.4');
  });

  it('rounds a round before a share of it is carried, or not until the end', () => {
    const rounds = [{ name: '初赛' }, { name: '决赛', comesIn: 2, carries: '50' }];
    const marks = [...marked('1', ['8.44']), ...marked('1', ['8.45'], { round: 2 })];
    const by = (stage: string) =>
      first(fileOf({ rules: { ...plain, rounds, rounding: { decimals: 1, stage } }, ballots: marks }));
    // 8.4 and 8.5 → 8.45 → 8.5; 8.44 and 8.45 → 8.445 → 8.4.
    expect(by('after_weighting')).toBe('1 1 8.5');
    expect(by('at_end')).toBe('1 1 8.4');
  });
});

describe('criteria', () => {
  const criteria = oneCriterionEach({ content: '50', language: '40', manner: '10' });
  it('weigh what a judge gives', () => {
    const rules = { ...plain, parts: performance({ criteria }) };
    // 9 × 0.5 + 8 × 0.4 + 7 × 0.1 = 8.4; 8 × 0.5 + 8 × 0.4 + 10 × 0.1 = 8.2; the mean 8.3.
    const ballots = scored('1', [
      { content: '9', language: '8', manner: '7' },
      { content: '8', language: '8', manner: '10' },
    ]);
    expect(first(fileOf({ rules, ballots }))).toBe('1 1 8.30');
  });

  it('have their extremes left out as a whole, or each by itself', () => {
    const two = oneCriterionEach({ content: '50', language: '50' });
    const given = [
      ['10', '2'],
      ['8', '8'],
      ['6', '9'],
    ].map(([content, language]) => ({ content: content!, language: language! }));
    const rules = { parts: performance({ criteria: two }), drop: { high: 1, low: 1, keep: 1 } };
    // Wholes 6, 8, 7.5: 7.5 remains. Content 10 8 6: 8; language 2 8 9: 8.
    expect(first(fileOf({ rules, ballots: scored('1', given) }))).toBe('1 1 7.50');
    expect(first(fileOf({ rules: { ...rules, dropping: 'criterion' }, ballots: scored('1', given) }))).toBe('1 1 8.00');
  });
});

describe('time', () => {
  const speech = { limit: 480, grace: 0, outAfter: null, perMinute: null };
  const steps = [
    { over: 10, deduct: '0.2' },
    { over: 30, deduct: '0.5' },
  ];
  it.each([
    ['480', '0'],
    ['490', '0'],
    ['490.1', '0.2'],
    ['510', '0.2'],
    ['511', '0.5'],
  ])('%s seconds of a speech cost %s', (seconds, cost) => {
    expect(deductionFor(decimal(seconds), { ...speech, steps }).toFixed()).toBe(cost);
  });

  it.each([
    ['7200', '0'],
    ['7210', '0'],
    ['7211', '0.5'],
    ['7260', '0.5'],
    ['7261', '1'],
  ])('%s seconds of cooking cost %s', (seconds, cost) => {
    const rule = { limit: 7200, grace: 10, steps: [], perMinute: '0.5', outAfter: null };
    expect(deductionFor(decimal(seconds), rule).toFixed()).toBe(cost);
  });

  it('is taken off after the mean, said in the row, and leaves no less than nought', () => {
    const parts = performance({ time: { limit: 480, steps } });
    const times = [
      { entrant: '1', round: 1, part: 'performance', seconds: '500' },
      { entrant: '2', round: 1, part: 'performance', seconds: '600' },
    ];
    const ballots = [...all('1', '9'), ...all('2', '0.3')];
    expect(told(fileOf({ rules: { parts }, ballots, results: { times } })).slice(0, 2)).toEqual([
      '1 1 8.80 deducted',
      '2 2 0.00 deducted',
    ]);
  });

  it('beyond the last minute leaves no result', () => {
    const parts = performance({ time: { limit: 480, perMinute: '0.5', outAfter: 1800 } });
    const at = (seconds: string) => {
      const times = [{ entrant: '1', round: 1, part: 'performance', seconds }];
      return told(fileOf({ rules: { parts }, ballots: all('1', '9'), results: { times } }));
    };
    // 1800 seconds over are thirty started minutes.
    expect(at('2280')[0]).toBe('1 1 0.00 deducted');
    expect(at('2281')[0]).toBe('- 1  over_time');
  });
});

describe('parts', () => {
  it('of different scales are brought to one in proportion', () => {
    const parts = [
      { key: 'theory', name: '理论', weight: '30', by: 'desk', scale: { from: '0', to: '100', decimals: 1 } },
      { key: 'dish', name: '热菜', weight: '70' },
    ];
    const ballots = [
      { entrant: '1', round: 1, part: 'theory', judge: null, mark: '88.5' },
      ...all('1', '9', { part: 'dish' }),
    ];
    // Out of 100: 88.5 × 0.3 + 90 × 0.7 = 89.55.
    expect(first(fileOf({ rules: { parts, outOf: '100' }, ballots }))).toBe('1 1 89.55');
  });
});

describe('the audience', () => {
  const rounds = [{ name: '决赛', audience: '20' }];
  const ballots = [...all('1', '9'), ...all('2', '9.2')];
  const votes = [
    { entrant: '1', round: 1, count: 60 },
    { entrant: '2', round: 1, count: 30 },
  ];
  it.each([
    // 9 × 0.8 + 10 × 0.2; 9.2 × 0.8 + 5 × 0.2.
    ['most', ['1 1 9.20', '2 2 8.36']],
    // 9 × 0.8 + 6.67 × 0.2; 9.2 × 0.8 + 3.33 × 0.2, the marks of the audience rounded before they are weighted.
    ['all', ['1 1 8.53', '2 2 8.03']],
  ])('has its share by %s votes', (audienceBy, expected) => {
    expect(told(fileOf({ rules: { rounds, audienceBy }, ballots, results: { votes } })).slice(0, 2)).toEqual(expected);
  });
  it('that hasn’t voted gives nought to all', () => {
    expect(first(fileOf({ rules: { rounds }, ballots }))).toBe('1 2 7.36');
  });
});

describe('equal results', () => {
  it('are parted by one more decimal', () => {
    // 27.25 / 3 = 9.0833, 27.24 / 3 = 9.08.
    const ballots = [
      ...marked('1', ['1', '9.08', '9.08', '9.08', '10']),
      ...marked('2', ['1', '9.08', '9.08', '9.09', '10']),
    ];
    expect(told(fileOf({ ballots })).slice(0, 2)).toEqual(['1 2 9.08', '2 1 9.08']);
  });

  it('are parted by the mean with the marks that were left out, and are joint when nothing parts them', () => {
    const ballots = [
      ...marked('1', ['8', '9', '9', '9', '9.5']),
      ...marked('2', ['8.2', '9', '9', '9', '9.5']),
      ...marked('3', ['8', '9', '9', '9', '9.5']),
      ...all('4', '8'),
    ];
    expect(told(fileOf({ ballots }))).toEqual(['1 2 9.00', '2= 1 9.00', '2= 3 9.00', '4 4 8.00']);
  });

  it('are parted by a named criterion or part first where the rules say so', () => {
    const criteria = oneCriterionEach({ content: '50', language: '50' });
    const rules = { ...plain, parts: performance({ criteria }), ties: ['named'] };
    const ballots = [
      ...scored('1', [{ content: '8', language: '9' }]),
      ...scored('2', [{ content: '9', language: '8' }]),
    ];
    const named = (criterion: string | null) => ({ ...rules, named: { part: 'performance', criterion } });
    expect(told(fileOf({ rules: named('content'), ballots })).slice(0, 2)).toEqual(['1 2 8.50', '2 1 8.50']);
    expect(told(fileOf({ rules: named('language'), ballots })).slice(0, 2)).toEqual(['1 1 8.50', '2 2 8.50']);
    expect(told(fileOf({ rules: named(null), ballots })).slice(0, 2)).toEqual(['1= 1 8.50', '1= 2 8.50']);
  });

  it('of a final are parted by the round before', () => {
    const rounds = [{ name: '初赛' }, { name: '决赛', comesIn: 2 }];
    const ballots = [
      ...all('1', '8'),
      ...all('2', '8.5'),
      ...all('1', '9', { round: 2 }),
      ...all('2', '9', { round: 2 }),
    ];
    const rules = { rounds, ties: ['earlier_round'] };
    expect(told(fileOf({ rules, ballots })).slice(0, 2)).toEqual(['1 2 9.00', '2 1 9.00']);
  });
});

describe('rounds', () => {
  const rounds = [{ name: '初赛' }, { name: '决赛', comesIn: 2, carries: '40' }];
  it('let in the best, everybody who shares the last place, and the next of who is out', () => {
    const ballots = [...all('1', '9'), ...all('2', '8'), ...all('3', '8'), ...all('4', '7')];
    expect(panelStarters(fileOf({ rules: { rounds }, ballots }), 2)).toEqual(['1', '2', '3']);
    const entrants = names.map((name, i) => ({
      id: `${i + 1}`,
      name,
      state: i === 0 ? 'withdrawn' : 'entered',
      reason: '病',
    }));
    expect(panelStarters(fileOf({ rules: { rounds }, ballots, entrants }), 2)).toEqual(['2', '3']);
    expect(panelStarters(fileOf({ rules: { rounds } }), 2)).toEqual([]);
  });

  it('carry a share of the earlier one', () => {
    const ballots = [
      ...all('1', '9'),
      ...all('2', '8'),
      ...all('1', '8', { round: 2 }),
      ...all('2', '9', { round: 2 }),
    ];
    // 9 × 0.6 + 8 × 0.4 = 8.6; 8 × 0.6 + 9 × 0.4 = 8.4.
    expect(told(fileOf({ rules: { rounds }, ballots })).slice(0, 2)).toEqual(['1 2 8.60', '2 1 8.40']);
  });
});

describe('a judge who stands aside', () => {
  const recusals = [{ judge: '5', entrant: '1' }];
  it('has no part in the mean, which the row says', () => {
    const rules = { drop: { high: 1, low: 1, keep: 2 } };
    const ballots = marked('1', ['9', '8', '8.5', '8.7']);
    const file = fileOf({ rules, ballots, results: { recusals } });
    expect(faultsOfPanel(file)).toEqual([]);
    expect(first(file)).toBe('1 1 8.60 recused');
    expect(rankPanel(file).groups[0]?.rows[0]?.notes[0]?.params).toEqual({ judges: '5' });
    const late = fileOf({ rules, ballots: marked('1', ['9', '8', '8.5', '8.7', '1']), results: { recusals } });
    expect(first(late)).toBe('1 1 8.60 recused');
  });

  it('must leave enough others', () => {
    expect(faultsOfPanel(fileOf({ results: { recusals } }))).toEqual([
      { at: 'results.judges', key: 'panels.faults.too_few_judges', params: { name: '甲', count: '4', fewest: '5' } },
    ]);
  });
});

describe('who has no place', () => {
  it('stands at the end with the reason', () => {
    const entrants = [
      { id: '1', name: '甲', state: 'disqualified', reason: '抄袭' },
      { id: '2', name: '乙', state: 'withdrawn', reason: '迟到' },
      { id: '3', name: '丙' },
      { id: '4', name: '丁' },
      { id: '5', name: '戊' },
    ];
    const ballots = [...all('1', '9'), ...all('3', '8'), ...marked('4', ['9', '9'])];
    expect(told(fileOf({ entrants, ballots }))).toEqual([
      ...['1 3 8.00', '- 1  disqualified', '- 2  withdrawn', '- 4  too_few_marks', '- 5  no_result'],
    ]);
  });

  it('is looked for in each group by itself', () => {
    const groups = [
      { id: 'm', name: '男' },
      { id: 'w', name: '女' },
    ];
    const entrants = ['m', 'w', 'm'].map((group, i) => ({ id: `${i}`, name: `${i}`, group }));
    const ballots = ['0', '1', '2'].flatMap((id) => all(id, `${7 + Number(id)}`));
    expect(told(fileOf({ groups, entrants, ballots }))).toEqual(['1 2 9.00', '2 0 7.00', '1 1 8.00']);
  });
});

describe('a mark far from the others', () => {
  it('is shown to the chair and changes nothing', () => {
    const ballots = marked('1', ['9', '9', '9.1', '8.1', '7.9']);
    expect(outliersOf(fileOf({ ballots }))).toEqual([
      { entrant: '1', round: 1, part: 'performance', judge: '5', mark: '7.9', median: '9' },
    ]);
    expect(outliersOf(fileOf({ ballots, rules: { outlier: null } }))).toEqual([]);
    const even = [...nine.slice(0, 6)];
    const six = marked('1', ['9', '9', '8', '8', '8', '10']);
    expect(outliersOf(fileOf({ judges: even, ballots: six }))[0]).toMatchObject({ judge: '6', median: '8.5' });
  });
});

describe('the order of a file', () => {
  const mark = fc.integer({ min: 88, max: 92 }).map((tenths) => (tenths / 10).toFixed(1));
  const row = fc.array(mark, { minLength: 5, maxLength: 5 });
  it('never changes a ranking', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 4 }), fc.nat(), (given, seed) => {
        const file = fileOf({ ballots: given.flatMap((marks, i) => marked(`${i + 1}`, marks)) });
        const turned = <Item>(items: readonly Item[]): Item[] => {
          const at = seed % Math.max(1, items.length);
          return [...items.slice(at), ...items.slice(0, at)].reverse();
        };
        const { judges, ballots } = file.results;
        const results = { ...file.results, judges: turned(judges), ballots: turned(ballots) };
        expect(rankPanel({ ...file, entrants: turned(file.entrants), results })).toEqual(rankPanel(file));
      }),
    );
  });
});
