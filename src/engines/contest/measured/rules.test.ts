import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOfMeasured } from './faults';
import { measuredFile, type MeasuredFile } from './file';
import { rankMeasured } from './rank';

type Given = Parameters<typeof measuredFile.parse>[0] & object;

const salt = { quantity: 'weight', unit: 'kg', decimals: 1, attempts: 2 };

function fileOf(given: { rules?: object; entrants?: object[]; results: object[]; groups?: object[] }): MeasuredFile {
  const { rules = salt, results, groups = [] } = given;
  const entrants =
    given.entrants ?? ['一队', '二队', '三队', '四队'].map((name, i) => ({ id: `${i + 1}`, name, number: i + 1 }));
  return measuredFile.parse({
    ...{ format: 'gonghui-contest/1', kind: 'measured', name: '捞盐比赛', groups, entrants, rules, results },
  } satisfies Given);
}

const attempt = (entrant: string, value: string, more: object = {}): object => ({ entrant, round: 1, value, ...more });

/** `1一队 412.5` in the order of places; `-` for those without one. */
function told(file: MeasuredFile): string[] {
  return rankMeasured(file).groups.flatMap(({ rows }) =>
    rows.map(({ entrant, rank, result, isJoint, notes }) =>
      [`${rank ?? '-'}${isJoint ? '=' : ''}`, entrant, result, ...notes.map(({ key }) => key.split('.').at(-1)!)]
        .join(' ')
        .trim(),
    ),
  );
}

describe('a measured contest', () => {
  it('counts the best attempt, and the next best where the best are equal', () => {
    const results = [
      ...[attempt('1', '412.5'), attempt('1', '380', { attempt: 2 })],
      ...[attempt('2', '412.5'), attempt('2', '401.2', { attempt: 2 })],
      attempt('3', '415'),
      attempt('4', '412.5'),
    ];
    expect(told(fileOf({ results }))).toEqual(['1 3 415.0', '2 2 412.5', '3 1 412.5', '4 4 412.5']);
  });

  it('parts equal weights by the time that they took', () => {
    const rules = { ...salt, second: { unit: 's', better: 'lower', decimals: 1 }, ties: ['second'] };
    const results = [
      attempt('1', '400', { second: '305.2' }),
      attempt('2', '400', { second: '301.9' }),
      attempt('3', '400', { second: '305.2' }),
      attempt('4', '400'),
    ];
    expect(told(fileOf({ rules, results }))).toEqual(['1 2 400.0', '2= 1 400.0', '2= 3 400.0', '4 4 400.0']);
  });

  it('takes penalties off a weight and adds them to a time', () => {
    const penalties = [{ amount: '12.5', reason: '混泥' }];
    const results = [attempt('1', '410', { penalties }), attempt('2', '400')];
    expect(told(fileOf({ results })).slice(0, 2)).toEqual(['1 2 400.0', '2 1 397.5']);
    const rules = { ...salt, quantity: 'time', unit: 's', better: 'lower' };
    expect(told(fileOf({ rules, results })).slice(0, 2)).toEqual(['1 2 400.0', '2 1 422.5']);
  });

  it('gives a relay the sum of its legs', () => {
    const rules = { quantity: 'time', unit: 's', better: 'lower', decimals: 1, legs: 3 };
    const results = [
      { entrant: '1', round: 1, legs: ['61.2', '59.9', '63.0'] },
      { entrant: '2', round: 1, legs: ['60.0', '61.5', '62.5'] },
      { entrant: '3', round: 1, state: 'not_finished', reason: '掉棒' },
    ];
    expect(told(fileOf({ rules, results }))).toEqual(['1 2 184.0', '2 1 184.1', '- 3  no_result', '- 4  no_result']);
  });

  it.each([
    ['best', ['1 1 9.0', '2 2 8.0']],
    ['sum', ['1 2 15.0', '2 1 14.0']],
    ['mean', ['1 2 7.5', '2 1 7.0']],
  ])('counts the %s of the attempts', (counting, expected) => {
    const results = [
      ...[attempt('1', '9'), attempt('1', '5', { attempt: 2 })],
      ...[attempt('2', '8'), attempt('2', '7', { attempt: 2 })],
    ];
    expect(told(fileOf({ rules: { ...salt, counting }, results })).slice(0, 2)).toEqual(expected);
  });

  it('places the final before the heats, whatever was reached in the heats', () => {
    const rules = {
      ...salt,
      rounds: [
        { name: '预赛', comesIn: null },
        { name: '决赛', comesIn: 2 },
      ],
    };
    const results = [
      ...[attempt('1', '430'), attempt('2', '420'), attempt('3', '410')],
      ...[attempt('1', '300', { round: 2 }), attempt('2', '301', { round: 2 })],
    ];
    expect(told(fileOf({ rules, results }))).toEqual([
      '1 2 301.0 round',
      '2 1 300.0 round',
      '3 3 410.0 round',
      '- 4  no_result',
    ]);
  });

  it('parts equal finals by the round before, and by the drawn number where the rules say so', () => {
    const rounds = [
      { name: '预赛', comesIn: null },
      { name: '决赛', comesIn: 2 },
    ];
    const results = [
      ...[attempt('1', '410'), attempt('2', '420')],
      ...[attempt('1', '300', { round: 2 }), attempt('2', '300', { round: 2 })],
    ];
    expect(told(fileOf({ rules: { ...salt, rounds }, results })).slice(0, 2)).toEqual([
      '1 2 300.0 round',
      '2 1 300.0 round',
    ]);
    const byNumber = { ...salt, rounds, ties: ['number'] };
    expect(told(fileOf({ rules: byNumber, results })).slice(0, 2)).toEqual(['1 1 300.0 round', '2 2 300.0 round']);
  });

  it('places nobody who was disqualified or withdrew, and says why', () => {
    const entrants = [
      { id: '1', name: '一队', state: 'disqualified', reason: '交接棒在区外' },
      { id: '2', name: '二队', state: 'withdrawn', reason: '受伤' },
      { id: '3', name: '三队' },
    ];
    const results = ['1', '2', '3'].map((id) => attempt(id, '400'));
    const file = fileOf({ entrants, results });
    expect(told(file)).toEqual(['1 3 400.0', '- 1  disqualified', '- 2  withdrawn']);
    expect(rankMeasured(file).groups[0]?.rows[1]?.notes[0]?.params).toEqual({ reason: '交接棒在区外' });
  });

  it('ranks each group by itself', () => {
    const groups = [
      { id: 'm', name: '男' },
      { id: 'w', name: '女' },
    ];
    const entrants = ['m', 'w', 'm'].map((group, i) => ({ id: `${i}`, name: `${i}`, group }));
    const results = ['0', '1', '2'].map((id) => attempt(id, `${300 + Number(id)}`));
    expect(told(fileOf({ groups, entrants, results }))).toEqual(['1 2 302.0', '2 0 300.0', '1 1 301.0']);
  });

  it('never ranks otherwise because entrants or results come in another order', () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 300, max: 303 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(values, fc.boolean(), (given, isTurned) => {
        const results = given.map(([entrant, value], i) => attempt(String(entrant), String(value), { attempt: i + 1 }));
        const file = fileOf({ rules: { ...salt, attempts: 8 }, results });
        const turned = isTurned
          ? { ...file, entrants: [...file.entrants].reverse(), results: [...file.results].reverse() }
          : { ...file, results: [...file.results].sort((a, b) => Number(a.value) - Number(b.value)) };
        expect(rankMeasured(turned)).toEqual(rankMeasured(file));
      }),
    );
  });
});

const twoRounds = [
  { name: '预赛', comesIn: null },
  { name: '决赛', comesIn: 2 },
];

describe('faults of a measured file', () => {
  it.each([
    ['an unknown entrant', {}, [attempt('9', '400')], 'no_such_entrant'],
    ['an attempt twice', {}, [attempt('1', '400'), attempt('1', '401')], 'attempt_twice'],
    ['a round that isn’t held', {}, [attempt('1', '400', { round: 2 })], 'no_such_round'],
    ['more attempts than allowed', {}, [attempt('1', '400', { attempt: 3 })], 'too_many_attempts'],
    ['a finer figure than is measured', {}, [attempt('1', '400.25')], 'too_many_decimals'],
    ['a negative weight', {}, [attempt('1', '-4')], 'negative'],
    [
      'a penalty above the weight',
      {},
      [attempt('1', '4', { penalties: [{ amount: '5', reason: '混泥' }] })],
      'penalty_above_value',
    ],
    ['no value', {}, [{ entrant: '1', round: 1 }], 'value_missing'],
    ['a foul without a reason', {}, [{ entrant: '1', round: 1, state: 'foul' }], 'reason_missing'],
    ['legs in a contest without', {}, [{ entrant: '1', round: 1, legs: ['1'] }], 'value_missing'],
    ['a leg too few', { legs: 3 }, [{ entrant: '1', round: 1, legs: ['1', '2'] }], 'legs_missing'],
    ['a time beside the legs', { legs: 2 }, [attempt('1', '3', { legs: ['1', '2'] })], 'legs_missing'],
    ['a second measure that nobody asks for', {}, [attempt('1', '4', { second: '5' })], 'no_second'],
    [
      'a second measure too fine',
      { second: { unit: 's', better: 'lower', decimals: 0 } },
      [attempt('1', '4', { second: '5.1' })],
      'too_many_decimals',
    ],
    [
      'a negative second measure',
      { second: { unit: 's', better: 'lower', decimals: 0 } },
      [attempt('1', '4', { second: '-5' })],
      'negative',
    ],
    ['a first round that leaves some out', { rounds: [{ name: '决赛', comesIn: 3 }] }, [], 'first_round_takes_all'],
    [
      'a final without a number',
      { rounds: [twoRounds[0], { name: '决赛', comesIn: null }] },
      [],
      'round_without_number',
    ],
    ['a tie-break twice', { ties: ['number', 'number'] }, [], 'tie_twice'],
    ['a tie-break by what isn’t measured', { ties: ['second'] }, [], 'second_missing'],
    ['a relay of one leg', { legs: 1 }, [], 'one_leg'],
  ])('%s', (_what, rules, results, key) => {
    expect(faultsOfMeasured(fileOf({ rules: { ...salt, ...rules }, results })).map((one) => one.key)).toEqual([
      `measured.faults.${key}`,
    ]);
  });

  it('two entrants of one id, and one in a group that isn’t there', () => {
    const entrants = [
      { id: '1', name: '甲' },
      { id: '1', name: '乙' },
    ];
    expect(faultsOfMeasured(fileOf({ entrants, results: [] })).map(({ at }) => at)).toEqual(['entrants.1.id']);
    const groups = [{ id: 'm', name: '男' }];
    expect(faultsOfMeasured(fileOf({ entrants: [{ id: '1', name: '甲', group: 'w' }], groups, results: [] }))).toEqual([
      { at: 'entrants.0.group', key: 'ranking.faults.no_such_group', params: { name: '甲' } },
    ]);
  });

  it('none in a sound file', () => {
    const rules = { ...salt, rounds: twoRounds };
    expect(
      faultsOfMeasured(fileOf({ rules, results: [attempt('1', '400.5'), attempt('1', '0', { round: 2 })] })),
    ).toEqual([]);
  });
});
