import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { contestModulePermissions } from '../contract';
import { addBenchmark, withdrawBenchmark } from '../indicators/benchmarks';
import { listReadings } from '../indicators/listing';
import { enterReadings } from '../indicators/readings';
import { signReadings } from '../indicators/signing';
import { makeIndicator } from '../indicators/testing';
import { readingsEntered, recordsBroken } from './measures';
import { listGaps, showRecords } from './records';

let database: TestDatabase;
let tree: SmallTree;
const all = [...contestModulePermissions, 'roster.unit.read'];
const [clerk, office, union] = [testUser(all), testUser(all), testUser(all)];
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = clerk) =>
  inTransaction(database.seed({ user }), act);
const make = (change: Parameters<typeof makeIndicator>[2] = {}) =>
  run((ctx) => makeIndicator(ctx, tree.works.id, change));

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await run(makeTree);
});

/** Enters a figure with so many hands under it; a second one for a period corrects the first. */
async function observe(id: string, unitId: string, period: string, value: string, hands = 3): Promise<void> {
  const standing = async () =>
    (await run((ctx) => listReadings(ctx, { indicatorId: id, unitId, limit: 200 }))).rows.find(
      (row) => row.period === period,
    );
  const number = (await standing())?.number ?? 0;
  const rows = [{ indicatorId: id, value, number, reason: '更正' }];
  await run((ctx) => enterReadings(ctx, { unitId, period, source: '厂志', rows }));
  const reading = (await standing())!.id;
  if (hands > 1) await run((ctx) => signReadings(ctx, [reading], 'function'), office);
  if (hands > 2) await run((ctx) => signReadings(ctx, [reading], 'union'), union);
}

const lines = async (id: string, kind: 'year' | 'month' = 'year', user = clerk) => {
  const { lines: shown } = await run((ctx) => showRecords(ctx, { params: { id }, query: { kind } }), user);
  return shown.map(({ level, unit, marks }) =>
    [
      level,
      unit?.name ?? '',
      ...marks.map((one) => `${one.period}:${one.value} ${one.kind}${one.isTentative ? '?' : ''}`),
    ].join(' '),
  );
};

const noted = async (id: string) => {
  const { rows } = await sql<{ action: string; details: { level: string; gone: string[]; come: string[] } }>`
    select action, details from kernel.audit_entry where subject = ${`indicator:${id}`} and action like 'contest.%Record%'
    order by id`.execute(database.kysely);
  return rows.map(({ action, details }) => {
    const periods = (list: string[]) => list.map((mark) => mark.split(' ')[0]).join(',');
    return `${action.slice('contest.'.length)} ${details.level} -${periods(details.gone)} +${periods(details.come)}`;
  });
};

describe('the book of records', () => {
  test('is computed from what was observed, for a unit and for the works', async () => {
    const { id } = await make();
    const [one, other] = tree.areas;
    for (const [period, value] of [
      ['2021', '10'],
      ['2022', '12'],
      ['2023', '12'],
    ] as const)
      await observe(id, one.id, period, value);
    await observe(id, other.id, '2023', '13');
    expect(await lines(id)).toEqual([
      'unit 一工区 2021:10 first 2022:12 broken 2023:12 equal',
      'unit 二工区 2023:13 first',
      'works  2021:10 first 2022:12 broken 2023:13 broken 2023:12 equal',
    ]);
    expect(await lines(id, 'year', testUser(all, other.path))).toEqual([
      'unit 二工区 2023:13 first',
      'works  2021:10 first 2022:12 broken 2023:13 broken 2023:12 equal',
    ]);
    await expect(
      run((ctx) => showRecords(ctx, { params: { id }, query: { unitId: one.id } }), testUser(all, other.path)),
    ).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('a value of 2019 that arrives late rewrites it, and the audit says what changed', async () => {
    const { id } = await make();
    const [unit] = tree.areas;
    for (const [period, value] of [
      ['2018', '10'],
      ['2019', '9'],
      ['2020', '11'],
      ['2021', '12'],
    ] as const)
      await observe(id, unit.id, period, value);
    const [own] = await lines(id);
    expect(own).toBe('unit 一工区 2018:10 first 2020:11 broken 2021:12 broken');
    await observe(id, unit.id, '2019', '11.5');
    expect((await lines(id))[0]).toBe('unit 一工区 2018:10 first 2019:11.5 broken 2021:12 broken');
    // The second signature already makes it one that must be beaten; with the third it is the record itself.
    expect((await noted(id)).filter((note) => note.includes(' unit '))).toEqual([
      'markRecord unit - +2018',
      'markRecord unit - +2020',
      'markRecord unit - +2021',
      'rewriteRecords unit -2020 +',
      'rewriteRecords unit - +2019',
    ]);
  });

  test('waits for three signatures, and for figures that may still come', async () => {
    const { id } = await make();
    const unit = tree.areas[0].id;
    await observe(id, unit, '2021', '10');
    await observe(id, unit, '2022', '12', 2);
    expect(await lines(id)).toEqual([
      'unit 一工区 2021:10 first 2022:12 pending',
      'works  2021:10 first 2022:12 pending',
    ]);
    const { id: gappy } = await make();
    await observe(gappy, unit, '2020', '10');
    await observe(gappy, unit, '2022', '12');
    expect((await lines(gappy))[0]).toBe('unit 一工区 2020:10 first 2022:12 broken?');
    await observe(gappy, unit, '2021', '9', 1);
    expect((await lines(gappy))[0]).toBe('unit 一工区 2020:10 first 2022:12 broken?');
    await observe(gappy, unit, '2021', '9.1', 2);
    expect((await lines(gappy))[0]).toBe('unit 一工区 2020:10 first 2022:12 broken');
  });

  test('stands beside what others have reached', async () => {
    const { id } = await make();
    const unit = tree.areas[0].id;
    const body = { level: 'industry' as const, period: '2020', value: '14', place: '羊口', citation: '年鉴第8页' };
    const { id: benchmark } = await run((ctx) => addBenchmark(ctx, { params: { id }, query: {}, body }));
    await observe(id, unit, '2021', '13');
    await observe(id, unit, '2022', '14.5');
    expect(await lines(id)).toContain('industry  2022:14.5 broken');
    await run((ctx) => withdrawBenchmark(ctx, benchmark, '出处有误'));
    expect((await lines(id)).some((line) => line.startsWith('industry'))).toBe(false);
    expect(await noted(id)).toContain('rewriteRecords industry -2022 +');
  });

  test('is kept of what is computed, with as many hands as the weakest part has', async () => {
    const { id: salt } = await make({ key: 'salt' });
    const { id: area } = await make({ key: 'area' });
    const { id: yields } = await make({ key: 'yields', formula: 'salt / area', decimals: 3 });
    const unit = tree.areas[0].id;
    for (const [period, tonnes, ares, hands] of [
      ['2021', '60', '10', 3],
      ['2022', '65', '10', 3],
      ['2023', '70', '10', 2],
    ] as const) {
      await observe(salt, unit, period, tonnes);
      await observe(area, unit, period, ares, hands);
    }
    expect((await lines(yields))[0]).toBe('unit 一工区 2021:6 first 2022:6.5 broken 2023:7 pending');
    expect(await noted(yields)).toContain('markRecord unit - +2022');
  });
});

test('gaps to the own best and to others are listed, the widest first, for both directions', async () => {
  const { id: output } = await make({ name: '产量', key: 'aa' });
  const { id: cost } = await make({ name: '成本', key: 'bb', better: 'lower' });
  await make({ name: '没有数据', key: 'cc' });
  const unit = tree.areas[0].id;
  for (const [id, best, latest, industry] of [
    [output, '100', '90', '120'],
    [cost, '80', '90', '45'],
  ] as const) {
    await observe(id, unit, '2022', best);
    await observe(id, unit, '2023', latest);
    const body = { level: 'industry' as const, period: '2023', value: industry, place: '羊口', citation: '年鉴' };
    await run((ctx) => addBenchmark(ctx, { params: { id }, query: {}, body }));
  }
  const { rows } = await run((ctx) => listGaps(ctx, { unitId: unit, kind: 'year' }));
  expect(
    rows.map((row) => [row.indicator.name, row.current.value, row.own?.value, row.ownGap, row.industryGap, row.share]),
  ).toEqual([
    ['成本', '90', '80', '10', '45', '100.0'],
    ['产量', '90', '100', '10', '30', '25.0'],
  ]);
  expect(rows[0]!.trend).toEqual([
    { period: '2022', value: '80', gap: '0' },
    { period: '2023', value: '90', gap: '10' },
  ]);
  expect(rows[0]!.industry!.place).toBe('羊口');
  await expect(
    run((ctx) => listGaps(ctx, { unitId: unit, kind: 'year' }), testUser(all, tree.areas[1].path)),
  ).rejects.toMatchObject({ code: 'kernel.not_found' });
});

describe('a promise of new records', () => {
  const tag = 'commitment:0190a0a0-0000-7000-8000-000000000001' as const;
  const question = (change: object = {}) => ({
    ...{ tag, window: { from: '2024-01-01', to: '2024-12-31' }, unitPath: '/', asOf: '2024-06-18', ...change },
  });
  const figure = async (change: object = {}) => (await run((ctx) => recordsBroken.answer(ctx, [question(change)])))[0]!;

  test.each([2, 3, 6])('counts %i of them, each by what was measured and at which level', async (count) => {
    const unit = tree.works.id;
    const ids: string[] = [];
    for (let i = 0; i < count; i += 1) ids.push((await make({ tags: [tag] })).id);
    for (const id of ids) {
      await observe(id, unit, '2024-01', '10');
      await observe(id, unit, '2024-02', '11');
      await observe(id, unit, '2024-03', '11');
      await observe(id, unit, '2024-04', '12');
      await observe(id, unit, '2024-05', '13', 2);
    }
    const { value, rows, countedDays } = await figure({ unitPath: tree.works.path });
    expect([value, countedDays.length]).toEqual([String(count), count]);
    expect(rows.filter(({ isCounted }) => isCounted).every(({ href }) => ids.some((id) => href?.includes(id)))).toBe(
      true,
    );
    expect(new Set(rows.map(({ reason }) => reason))).toEqual(
      new Set(
        ['record_works', 'record_equal', 'record_counted_already', 'record_pending'].map(
          (key) => `contest.rows.${key}`,
        ),
      ),
    );
    expect((await figure({ window: { from: '2023-01-01', to: '2023-12-31' } })).value).toBe('0');
  });

  test('counts the figures that were entered, of those that are due', async () => {
    const other = 'commitment:0190a0a0-0000-7000-8000-000000000002' as const;
    const { id } = await make({ tags: [other] });
    for (const period of ['2024-01', '2024-02', '2024-05', '2024-06'])
      await observe(id, tree.areas[0].id, period, '1', 1);
    const [answer] = await run((ctx) => readingsEntered.answer(ctx, [question({ tag: other })]));
    expect([answer!.value, answer!.of, answer!.rows.length]).toEqual(['3', '5', 3]);
  });
});
