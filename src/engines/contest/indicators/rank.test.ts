import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsOfIndicators, indicatorFile, type IndicatorFile } from './file';
import { rankIndicators, scoreOfFigure } from './rank';

const item = (key: string, weight: string, method = 'ratio_higher', more: object = {}) => ({
  ...{ key, name: key, weight, method },
  ...more,
});
const figure = (entrant: string, key: string, actual: string | null, plan: string | null, more: object = {}) => ({
  ...{ entrant, item: key, actual, plan },
  ...more,
});

const given = (
  change: { rules?: object; results?: object; entrants?: object[]; groups?: object[] } = {},
): IndicatorFile =>
  indicatorFile.parse({
    ...{ format: 'gonghui-contest/1', kind: 'indicator', name: '月度竞赛', groups: change.groups ?? [] },
    entrants: change.entrants ?? ['A', 'B', 'C'].map((id) => ({ id, name: id })),
    rules: {
      items: [item('output', '60'), item('cost', '40', 'ratio_lower')],
      vetoes: [{ key: 'accident', name: '重大事故' }],
      ...change.rules,
    },
    results: {
      figures: [
        ...[figure('A', 'output', '1050', '1000'), figure('A', 'cost', '80', '100')],
        ...[figure('B', 'output', '990', '1000'), figure('B', 'cost', '100', '100')],
        ...[figure('C', 'output', '1500', '1000'), figure('C', 'cost', '0', '100')],
      ],
      ...change.results,
    },
  });
const table = (file: IndicatorFile): string =>
  rankIndicators(file)
    .groups.map(({ group, rows }) =>
      [group ?? '', ...rows.map((row) => `${row.rank ?? '-'}${row.entrant}${row.result}`)].join(' ').trim(),
    )
    .join(' | ');

describe('the score of an item', () => {
  it.each([
    ['ratio_higher', '120', '1050', '1000', '105'],
    ['ratio_higher', '120', '1500', '1000', '120'],
    ['ratio_higher', '120', '-5', '1000', '0'],
    ['ratio_lower', '120', '80', '100', '120'],
    ['ratio_lower', '130', '80', '100', '125'],
    ['ratio_lower', '120', '0', '100', '120'],
    ['margin_lower', '120', '95', '100', '105'],
    ['margin_lower', '120', '250', '100', '0'],
    ['ratio_higher', '120', '5', '0', 'plan_zero'],
    ['ratio_higher', '120', '5', null, 'plan'],
    ['ratio_higher', '120', null, '5', 'figure'],
  ] as const)('%s up to %s: %s of %s is %s', (method, cap, actual, plan, expected) => {
    const answer = scoreOfFigure({ method, cap }, { actual, plan, isUnverified: false });
    expect('score' in answer ? answer.score.toFixed() : answer.missing).toBe(expected);
  });
});

describe('an indicator contest', () => {
  it('weighs the scores of both directions and caps them', () => {
    // A: 105 × 0.6 + 120 × 0.4; B: 99 × 0.6 + 100 × 0.4; C: both at the cap.
    expect(table(given())).toBe('1C120.00 2A111.00 3B99.40');
  });

  it('throws out who is vetoed, with the reason printed', () => {
    const file = given({
      results: { ...given().results, vetoes: [{ entrant: 'C', veto: 'accident', reason: '3月5日重伤一人' }] },
    });
    expect(table(file)).toBe('1A111.00 2B99.40 -C120.00');
    expect(rankIndicators(file).groups[0]!.rows[2]!.notes).toEqual([
      { key: 'indicators.notes.vetoed', params: { veto: '重大事故', reason: '3月5日重伤一人' } },
    ]);
  });

  it('says what is missing, and counts it as nothing only where the rules do', () => {
    const figures = given().results.figures.map((one) =>
      one.entrant === 'A' && one.item === 'cost' ? { ...one, actual: null, isUnverified: true } : one,
    );
    const out = given({ results: { figures } });
    expect(table(out)).toBe('1C120.00 2B99.40 -A63.00');
    expect(rankIndicators(out).groups[0]!.rows[2]!.notes).toEqual([
      { key: 'indicators.notes.unverified', params: { item: 'cost' } },
    ]);
    const counted = given({ results: { figures }, rules: { ...given().rules, missing: 'nothing' } });
    expect(table(counted)).toBe('1C120.00 2B99.40 3A63.00');
  });

  it('ranks lists of checks, and each group by itself', () => {
    const checks = [
      { key: 'tidy', name: '现场', points: '60' },
      { key: 'notes', name: '记录', points: '40' },
    ];
    const file = given({
      groups: [{ id: 'east', name: '东片' }],
      entrants: [
        { id: 'A', name: 'A', group: 'east' },
        { id: 'B', name: 'B', group: 'east' },
        { id: 'C', name: 'C' },
      ],
      rules: { items: [item('site', '100', 'checklist', { checks })] },
      results: {
        figures: [],
        checks: ['A', 'B', 'C'].flatMap((entrant, i) => [
          { entrant, item: 'site', check: 'tidy', points: String(50 - i) },
          ...(entrant === 'C' ? [] : [{ entrant, item: 'site', check: 'notes', points: '40' }]),
        ]),
      },
    });
    expect(table(file)).toBe('east 1A90.00 2B89.00 | -C0.00');
  });

  it('gives equal totals one place, or parts them by the items that the rules name', () => {
    const results = {
      figures: [
        ...[figure('A', 'output', '1', '1'), figure('A', 'cost', '1', '1')],
        ...[figure('B', 'output', '110', '100'), figure('B', 'cost', '100', '85')],
        ...[figure('C', 'output', '50', '100'), figure('C', 'cost', '100', '50')],
      ],
    };
    expect(table(given({ results }))).toBe('1A100.00 1B100.00 3C50.00');
    expect(table(given({ results, rules: { ...given().rules, tieBreaks: ['output'] } }))).toBe(
      '1B100.00 2A100.00 3C50.00',
    );
  });

  it('never changes by the order of entrants and results', () => {
    const scores = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
      minLength: 2,
      maxLength: 8,
    });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 20 }), (pairs, turn) => {
        const entrants = pairs.map((_, i) => ({ id: `E${i}`, name: `E${i}` }));
        const figures = pairs.flatMap(([output, cost], i) => [
          figure(`E${i}`, 'output', String(output), '3'),
          figure(`E${i}`, 'cost', String(cost), '3'),
        ]);
        const turned = <T>(list: readonly T[]): T[] =>
          [...list.slice(turn % list.length), ...list.slice(0, turn % list.length)].reverse();
        expect(rankIndicators(given({ entrants: turned(entrants), results: { figures: turned(figures) } }))).toEqual(
          rankIndicators(given({ entrants, results: { figures } })),
        );
      }),
    );
  });
});

describe('a file is refused', () => {
  const check = { key: 'tidy', name: '现场', points: '60' };
  const withChecks = { rules: { items: [item('site', '100', 'checklist', { checks: [check] })] } };
  it.each<[string, Parameters<typeof given>[0]]>([
    ['weights_sum', { rules: { items: [item('output', '60'), item('cost', '39.99')] } }],
    ['item_twice', { rules: { items: [item('output', '50'), item('output', '50')] }, results: { figures: [] } }],
    [
      'veto_twice',
      {
        rules: {
          vetoes: [
            { key: 'a', name: 'a' },
            { key: 'a', name: 'a' },
          ],
          items: given().rules.items,
        },
      },
    ],
    ['item_unknown', { rules: { ...given().rules, tieBreaks: ['sales'] } }],
    ['checks_missing', { rules: { items: [item('site', '100', 'checklist')] }, results: { figures: [] } }],
    [
      'checks_unwanted',
      { rules: { items: [item('output', '60', 'ratio_higher', { checks: [check] }), item('cost', '40')] } },
    ],
    [
      'check_twice',
      { rules: { items: [item('site', '100', 'checklist', { checks: [check, check] })] }, results: { figures: [] } },
    ],
    [
      'group_twice',
      {
        groups: [
          { id: 'g', name: 'g' },
          { id: 'g', name: 'h' },
        ],
      },
    ],
    [
      'group_unknown',
      { entrants: [...['A', 'B', 'C'].map((id) => ({ id, name: id })), { id: 'D', name: 'D', group: 'x' }] },
    ],
    ['entrant_twice', { entrants: ['A', 'B', 'C', 'A'].map((id) => ({ id, name: id })) }],
    ['entrant_unknown', { results: { figures: [figure('X', 'output', '1', '1')] } }],
    ['item_unknown', { results: { figures: [figure('A', 'sales', '1', '1')] } }],
    ['result_twice', { results: { figures: [figure('A', 'output', '1', '1'), figure('A', 'output', '2', '1')] } }],
    [
      'check_unknown',
      { ...withChecks, results: { figures: [], checks: [{ entrant: 'A', item: 'site', check: 'x', points: '1' }] } },
    ],
    [
      'check_points',
      {
        ...withChecks,
        results: { figures: [], checks: [{ entrant: 'A', item: 'site', check: 'tidy', points: '60.01' }] },
      },
    ],
    ['veto_unknown', { results: { figures: [], vetoes: [{ entrant: 'A', veto: 'x', reason: 'x' }] } }],
  ])('%s', (key, change) => {
    expect(faultsOfIndicators(given(change)).map((one) => one.key)).toEqual([`indicators.faults.${key}`]);
  });

  it('and a whole one is not', () => {
    expect(faultsOfIndicators(given())).toEqual([]);
  });
});
