import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { contestModulePermissions } from '../contract';
import { addBenchmark, listPlanValues, setPlanValues, withdrawBenchmark } from './benchmarks';
import * as definitions from './definitions';
import { readFormula } from './formula';
import { listKeyIndicators, submitKeyIndicators } from './key-indicators';
import { models } from './models';
import { enterReadings } from './readings';
import { showStandings } from './standings';
import { makeIndicator } from './testing';

let database: TestDatabase;
let tree: SmallTree;
const all = [...contestModulePermissions, 'roster.unit.read'];
const keeper = testUser(all);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = keeper) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await run(makeTree);
});

type Change = Parameters<typeof makeIndicator>[2];
const make = (change: Change = {}) => run((ctx) => makeIndicator(ctx, tree.works.id, change));
const enter = (indicatorId: string, unitId: string, period: string, value: string) =>
  run((ctx) =>
    enterReadings(ctx, { unitId, period, source: '', rows: [{ indicatorId, value, number: 0, reason: '' }] }),
  );
const standings = async (id: string, period: string) => {
  const { rows } = await run((ctx) => showStandings(ctx, { params: { id }, query: { period } }));
  return rows.map(({ rank, value, empty, emptyKey }) => `${rank ?? '-'} ${value ?? `${empty!} ${emptyKey}`}`);
};

describe('a definition', () => {
  // prettier-ignore
  test.each<[what: string, change: Change, code: string, params: object]>([
    ['a key that is taken', { key: 'taken' }, 'contest.indicator_key_taken', { key: 'taken' }],
    ['days the wrong way round', { toDay: '2023-12-31' }, 'contest.indicator_days_reversed', {}],
    ['a band without its ends', { better: 'band', bandFrom: '25' }, 'contest.indicator_bounds', {}],
    ['ends without a band', { bandFrom: '1', bandTo: '2' }, 'contest.indicator_bounds', {}],
    ['a band upside down', { better: 'band', bandFrom: '26', bandTo: '25.5' }, 'contest.indicator_bounds', {}],
    ['bounds upside down', { least: '1', most: '0.5' }, 'contest.indicator_bounds', {}],
    ['a weighted mean without a weight', { aggregate: 'weighted' }, 'contest.indicator_rhythm', {}],
    ['a weight without a weighted mean', { weightKey: 'taken' }, 'contest.indicator_rhythm', {}],
    ['weights within a month', { aggregate: 'weighted', weightKey: 'taken', rhythm: 'day' }, 'contest.indicator_rhythm', {}],
    ['a weight that nobody knows', { aggregate: 'weighted', weightKey: 'x' }, 'contest.formula_unknown_key', { key: 'x' }],
    ['no formula', { formula: 'taken +' }, 'contest.formula_faulty', {}],
    ['a function', { formula: 'max(taken, 1)' }, 'contest.formula_faulty', { piece: 'max(…)' }],
    ['an unknown part', { formula: 'taken / area' }, 'contest.formula_unknown_key', { key: 'area' }],
    ['a formula over itself', { key: 'own', formula: 'own + 1' }, 'contest.formula_circle', { way: 'own → own' }],
  ])('is refused for %s', async (_what, change, code, params) => {
    await make({ key: 'taken' });
    await expect(make(change)).rejects.toMatchObject({ code, params });
  });

  const content = async (id: string) => {
    const {
      id: _id,
      key: _key,
      unit: _unit,
      abilities: _abilities,
      benchmarks: _,
      parts: _p,
      usedBy: _u,
      ...rest
    } = await run((ctx) => definitions.showIndicator(ctx, id));
    return rest;
  };
  const change = async (id: string, more: object) => {
    const body = { ...(await content(id)), ...more };
    return run((ctx) => definitions.changeIndicator(ctx, { params: { id }, query: {}, body }));
  };

  test('changes, but not into a circle, and not what readings were put together by', async () => {
    const a = await make({ key: 'aa' });
    const b = await make({ key: 'bb', formula: 'aa * 2' });
    await expect(change(a.id, { formula: 'bb / 2' })).rejects.toMatchObject({
      code: 'contest.formula_circle',
      params: { way: 'aa → bb → aa' },
    });
    await change(a.id, { name: '新名', aggregate: 'mean' });
    await expect(change(a.id, { version: 1 })).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await enter(a.id, tree.areas[0].id, '2024-05', '4');
    await expect(change(a.id, { aggregate: 'sum' })).rejects.toMatchObject({ code: 'contest.indicator_in_use' });
    await change(a.id, { most: '9' });
    const shown = await run((ctx) => definitions.showIndicator(ctx, a.id));
    expect([shown.name, shown.most, shown.usedBy.map(({ id }) => id)]).toEqual(['新名', '9', [b.id]]);
    expect((await run((ctx) => definitions.showIndicator(ctx, b.id))).parts.map(({ id }) => id)).toEqual([a.id]);
  });

  test('is seen by those below it, and by nobody beside it', async () => {
    const { id } = await make();
    const { id: near } = await run((ctx) => makeIndicator(ctx, tree.areas[0].id));
    const seen = async (path: string) =>
      (await run((ctx) => definitions.listIndicators(ctx, { limit: 50 }), testUser(all, path))).rows.map(
        (row) => row.id,
      );
    expect((await seen(tree.areas[0].path)).toSorted()).toEqual([id, near].toSorted());
    expect(await seen(tree.areas[1].path)).toEqual([id]);
    await expect(
      run((ctx) => definitions.showIndicator(ctx, near), testUser(all, tree.areas[1].path)),
    ).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    await expect(run((ctx) => definitions.listIndicators(ctx, { limit: 5, cursor: 'x' }))).rejects.toMatchObject({
      code: 'kernel.invalid_input',
    });
    const first = await run((ctx) => definitions.listIndicators(ctx, { limit: 1, unitId: tree.areas[0].id }));
    const rest = await run((ctx) =>
      definitions.listIndicators(ctx, { limit: 9, unitId: tree.areas[0].id, cursor: first.nextCursor! }),
    );
    expect([...first.rows, ...rest.rows]).toHaveLength(2);
  });

  test('may be taken over with all that it is computed from; what is there stays', async () => {
    await make({ key: 'crude_salt', name: '自定产量' });
    const unitId = tree.works.id;
    const take = (keys: string[]) =>
      run((ctx) => definitions.adoptIndicators(ctx, { unitId, keys, fromDay: '2024-01-01' }));
    expect(await take(['top_grade_rate', 'nothing'])).toEqual({ added: 2 });
    const { rows } = await run((ctx) => definitions.listIndicators(ctx, { limit: 9, unitId }));
    expect(rows.map(({ key, name }) => `${key} ${name}`)).toEqual([
      ...['crude_salt 自定产量', 'top_grade_rate 优一级品率', 'top_grade_salt 优一级品产量'],
    ]);
    const offered = (await run((ctx) => definitions.listIndicatorModels(ctx, unitId))).rows;
    expect(offered.filter(({ isThere }) => isThere)).toHaveLength(3);
    expect(await take(models.map(({ key }) => key))).toEqual({ added: models.length - 3 });
    for (const { formula } of models) if (formula !== '') expect(() => readFormula(formula)).not.toThrow();
  });
});

describe('standings', () => {
  test('put periods together as each indicator says, and compute formulas from that', async () => {
    const { id: output } = await make({ key: 'tonnes' });
    const { id: rate } = await make({ key: 'rate', aggregate: 'weighted', weightKey: 'tonnes', most: '100' });
    const { id: mean } = await make({ key: 'mean', aggregate: 'mean' });
    const { id: area } = await make({ key: 'area', aggregate: 'last' });
    const { id: yields } = await make({ key: 'yields', formula: 'tonnes / area', decimals: 3 });
    const unit = tree.areas[0].id;
    for (const [period, ...values] of [
      ['2024-01', '100', '90', '1', '40'],
      ['2024-02', '300', '98', '2', '30'],
    ] as const)
      for (const [i, id] of [output, rate, mean, area].entries()) await enter(id, unit, period, values[i]!);
    expect(await standings(output, '2024-Q1')).toEqual(['1 400']);
    expect(await standings(rate, '2024')).toEqual(['1 96']);
    expect(await standings(mean, '2024-S')).toEqual(['1 1.5']);
    expect(await standings(area, '2024')).toEqual(['1 30']);
    expect(await standings(yields, '2024')).toEqual(['1 13.333']);
    expect(await standings(yields, '2024-01')).toEqual(['1 2.5']);
  });

  test('say what is missing, and what would divide by nothing', async () => {
    const { id: sold } = await make({ key: 'sold' });
    const { id: made } = await make({ key: 'made' });
    const { id: share } = await make({ key: 'share', formula: 'sold * 100 / made' });
    const [one, other] = tree.areas;
    await enter(sold, one.id, '2024-05', '5');
    await enter(sold, other.id, '2024-05', '5');
    await enter(made, other.id, '2024-05', '0');
    expect((await standings(share, '2024-05')).toSorted()).toEqual(['- division_by_zero made', '- part_missing made']);
  });

  test('rank what should be low, and what should lie in a band; equal ones share a place', async () => {
    const { id: cost } = await make({ better: 'lower' });
    const { id: brine } = await make({ better: 'band', bandFrom: '25', bandTo: '25.5', aggregate: 'mean' });
    const [one, other] = tree.areas;
    for (const [id, a, b] of [
      [cost, '90', '80'],
      [brine, '25.1', '25.4'],
    ] as const) {
      await enter(id, one.id, '2024-05', a);
      await enter(id, other.id, '2024-05', b);
    }
    expect(await standings(cost, '2024-05')).toEqual(['1 80', '2 90']);
    expect((await standings(brine, '2024-05')).toSorted()).toEqual(['1 25.1', '1 25.4']);
  });

  test('count places among all units and show the own ones', async () => {
    const { id } = await make();
    await enter(id, tree.areas[0].id, '2024-05', '1');
    await enter(id, tree.areas[1].id, '2024-05', '2');
    const near = testUser(all, tree.areas[0].path);
    const { rows } = await run((ctx) => showStandings(ctx, { params: { id }, query: { period: '2024-05' } }), near);
    expect(rows.map(({ rank, unit }) => [rank, unit.id])).toEqual([[2, tree.areas[0].id]]);
  });

  test('of a year take what was entered of it as a whole where no month was', async () => {
    const { id } = await make();
    const rows = [{ indicatorId: id, value: '77', number: 0, reason: '' }];
    await run((ctx) => enterReadings(ctx, { unitId: tree.areas[0].id, period: '2021', source: '厂志', rows }));
    expect(await standings(id, '2021')).toEqual(['1 77']);
  });
});

describe('plans and benchmarks', () => {
  const benchmark = (id: string, more: object = {}) => {
    const body = {
      level: 'industry' as const,
      period: '2023',
      value: '96',
      place: '羊口',
      citation: '盐业年鉴2024第88页',
      ...more,
    };
    return run((ctx) => addBenchmark(ctx, { params: { id }, query: {}, body }));
  };

  // prettier-ignore
  test.each<[more: object, code: string]>([
    [{ citation: '' }, 'contest.benchmark_source_missing'],
    [{ place: '' }, 'contest.benchmark_place_missing'],
    [{ period: '2024' }, 'contest.benchmark_ahead'],
    [{ value: '101' }, 'contest.reading_above'],
  ])('a benchmark with %o is refused', async (more, code) => {
    const { id } = await make({ most: '100' });
    await expect(benchmark(id, more)).rejects.toMatchObject({ code });
  });

  test('a benchmark is withdrawn once, with the reason beside it', async () => {
    const { id } = await make();
    const added = await benchmark(id);
    const withdraw = (which: string) => run((ctx) => withdrawBenchmark(ctx, which, '年份记错'));
    await withdraw(added.id);
    await expect(withdraw(added.id)).rejects.toMatchObject({ code: 'contest.benchmark_withdrawn' });
    await expect(withdraw(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
    const { benchmarks } = await run((ctx) => definitions.showIndicator(ctx, id));
    expect(benchmarks.map(({ value, withdrawn }) => [value, withdrawn?.reason])).toEqual([['96', '年份记错']]);
  });

  test('plans are set for units of the tree, by who has seen what stands', async () => {
    const { id } = await make();
    const unitId = tree.areas[0].id;
    const set = (rows: { unitId: string; value: string | null; version: number }[], period = '2024-05') =>
      run((ctx) => setPlanValues(ctx, { params: { id }, query: {}, body: { period, rows } }));
    await set([{ unitId, value: '1000', version: 0 }]);
    await expect(set([{ unitId, value: '2000', version: 0 }])).rejects.toMatchObject({
      code: 'kernel.changed_meanwhile',
    });
    await expect(set([{ unitId: newId(), value: '1', version: 0 }])).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    await expect(set([{ unitId, value: '-1', version: 1 }])).rejects.toMatchObject({ code: 'contest.reading_below' });
    await expect(set([{ unitId, value: '1', version: 0 }], '2024-05-03')).rejects.toMatchObject({
      code: 'contest.plan_period',
    });
    await set([{ unitId, value: '1200', version: 1 }]);
    const plans = async () => {
      const { rows } = await run((ctx) => listPlanValues(ctx, { params: { id }, query: { period: '2024-05' } }));
      return rows.find((row) => row.unitId === unitId);
    };
    expect(await plans()).toMatchObject({ value: '1200', version: 2 });
    await set([{ unitId, value: null, version: 2 }]);
    expect(await plans()).toMatchObject({ value: null, version: 0 });
  });
});

test('units name what decides about their year, with the reason; those that have not are listed', async () => {
  const { id } = await make({ name: '优一级品率' });
  const { id: other } = await run((ctx) => makeIndicator(ctx, tree.areas[1].id));
  const [area, second] = tree.areas;
  const submit = (rows: { indicatorId: string; reason: string }[]) =>
    run((ctx) => submitKeyIndicators(ctx, { unitId: area.id, year: 2024, rows }));
  await expect(submit([{ indicatorId: id, reason: '' }])).rejects.toMatchObject({
    code: 'contest.key_indicator_reason_missing',
  });
  await expect(submit([{ indicatorId: other, reason: '别人的指标' }])).rejects.toMatchObject({
    code: 'kernel.not_found',
  });
  const row = { indicatorId: id, reason: '每升一个百分点增收八万元' };
  await expect(submit([row, row])).rejects.toMatchObject({ code: 'contest.reading_twice' });
  await submit([row]);
  const { rows, missing, own } = await run((ctx) => listKeyIndicators(ctx, { unitId: tree.works.id, year: 2024 }));
  expect(rows.map((one) => [one.unit.name, one.indicator.name, one.reason])).toEqual([
    ['一工区', '优一级品率', row.reason],
  ]);
  expect(missing.map((unit) => unit.id)).toEqual([second.id]);
  expect(own.map((unit) => unit.id)).toContain(area.id);
});
