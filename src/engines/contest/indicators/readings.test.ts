import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { closeUnit } from '#engines/roster';
import { makeTree, makeUnit, type SmallTree } from '#engines/roster/testing';
import { contestModulePermissions } from '../contract';
import { setPlanValues } from './benchmarks';
import { getReadingSheet, listReadings, listReadingUnits, showReading } from './listing';
import { enterReadings } from './readings';
import { signReadings } from './signing';
import { showStandings } from './standings';
import { makeIndicator } from './testing';

let database: TestDatabase;
let tree: SmallTree;
const all = [...contestModulePermissions, 'roster.unit.read', 'roster.unit.write'];
const clerk = testUser(all);
const office = testUser(all);
const union = testUser(all);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = clerk) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await run(makeTree);
});

type Figure = Parameters<typeof enterReadings>[1]['rows'][number];
const figure = (indicatorId: string, value: string, change: Partial<Figure> = {}): Figure => ({
  ...{ indicatorId, value, number: 0, reason: '' },
  ...change,
});
const enter = (unitId: string, period: string, rows: Figure[], source = '', user = clerk) =>
  run((ctx) => enterReadings(ctx, { unitId, period, source, rows }), user);
const make = (change: Parameters<typeof makeIndicator>[2] = {}) =>
  run((ctx) => makeIndicator(ctx, tree.works.id, change));
const idOf = async (indicatorId: string, unitId: string) => {
  const { rows } = await run((ctx) => listReadings(ctx, { indicatorId, unitId, limit: 9 }));
  return rows[0]!.id;
};
const sign = (ids: string[], as: 'function' | 'union', user: SignedInUser) =>
  run((ctx) => signReadings(ctx, ids, as), user);
const standings = async (id: string, period: string) => {
  const { rows } = await run((ctx) => showStandings(ctx, { params: { id }, query: { period } }));
  return rows.map((row) => `${row.rank ?? '-'} ${row.unit.name} ${row.value ?? row.empty!} ${row.completion ?? '-'}%`);
};

describe('figures of a unit', () => {
  test('are entered for a month, ranked and set beside the plan, right to the decimal', async () => {
    const { id } = await make({ name: '原盐产量' });
    const third = await run((ctx) => makeUnit(ctx, { kind: 'work_area', name: '三工区', parentId: tree.works.id }));
    const areas = [...tree.areas, third];
    const rows = areas.map((unit, i) => ({ unitId: unit.id, value: ['1000', '3', '1200'][i]!, version: 0 }));
    await run((ctx) => setPlanValues(ctx, { params: { id }, query: {}, body: { period: '2024-05', rows } }));
    for (const [i, value] of ['1050.5', '1', '1200'].entries())
      await enter(areas[i]!.id, '2024-05', [figure(id, value)]);
    expect(await standings(id, '2024-05')).toEqual([
      '1 三工区 1200 100.0%',
      '2 一工区 1050.5 105.1%',
      '3 二工区 1 33.3%',
    ]);
    expect((await run(listReadingUnits)).rows.map(({ id: unit }) => unit)).toContain(third.id);
  });

  test('stand on one page with what was planned and what stood before', async () => {
    const { id } = await make({ name: '销量', key: 'sold' });
    await make({ key: 'share', formula: 'sold * 100 / sold' });
    const [area] = tree.areas;
    await enter(area.id, '2024-04', [figure(id, '90')]);
    await enter(area.id, '2024-05', [figure(id, '100')]);
    const sheet = (period: string) => run((ctx) => getReadingSheet(ctx, { unitId: area.id, period }));
    expect((await sheet('2024-05')).rows).toEqual([
      expect.objectContaining({ before: '90', value: '100', number: 1, state: 'entered', plan: null }),
    ]);
    expect((await sheet('2024-06')).rows[0]).toMatchObject({ before: '100', value: null, number: 0 });
    expect((await sheet('2024-07')).abilities).toEqual({ enter: false });
    expect((await sheet('2024-05-03')).rows).toEqual([]);
    for (const period of ['2024', '2024-Q2', '2024-S']) expect((await sheet(period)).rows).toEqual([]);
  });

  test('are corrected by a new version with its reason; returned goods take away from what was sold', async () => {
    const { id } = await make({ name: '销量' });
    const [area] = tree.areas;
    await enter(area.id, '2024-05', [figure(id, '100')]);
    const again = (change: Partial<Figure>) => enter(area.id, '2024-05', [figure(id, '88', change)]);
    await expect(again({ number: 1 })).rejects.toMatchObject({ code: 'contest.reading_reason_missing' });
    await expect(again({ number: 0, reason: '退货' })).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await expect(again({ number: 1, reason: '退货', value: '100.00' })).rejects.toMatchObject({
      code: 'contest.reading_same',
    });
    await again({ number: 1, reason: '退货12吨' });
    expect(await standings(id, '2024-05')).toEqual(['1 一工区 88 -%']);
    const { versions } = await run(async (ctx) => showReading(ctx, await idOf(id, area.id)));
    expect(versions.map(({ value, number, reason }) => [value, number, reason])).toEqual([
      ['88', 2, '退货12吨'],
      ['100', 1, ''],
    ]);
  });

  test('of a month never come to less than nothing', async () => {
    const { id } = await make({ least: null, rhythm: 'day' });
    const [area] = tree.areas;
    await enter(area.id, '2024-05-01', [figure(id, '10')]);
    await enter(area.id, '2024-05-02', [figure(id, '-4')]);
    expect(await standings(id, '2024-05')).toEqual(['1 一工区 6 -%']);
    await expect(enter(area.id, '2024-05-03', [figure(id, '-6.01')])).rejects.toMatchObject({
      code: 'contest.reading_total_negative',
    });
  });

  test('of former years say where they are written', async () => {
    const { id } = await make();
    const [area] = tree.areas;
    await expect(enter(area.id, '2019-05', [figure(id, '9')])).rejects.toMatchObject({
      code: 'contest.reading_source_missing',
      params: { from: '2024-01-01' },
    });
    await enter(area.id, '2019-05', [figure(id, '9')], '盐场志第三章');
    expect((await run((ctx) => listReadings(ctx, { indicatorId: id, limit: 9 }))).rows[0]!.source).toBe('盐场志第三章');
  });

  // prettier-ignore
  test.each<[what: string, period: string, rows: (id: string) => Figure[], code: string]>([
    ['of a month ahead', '2024-07', (id) => [figure(id, '1')], 'contest.reading_future'],
    ['beyond a hundred percent', '2024-05', (id) => [figure(id, '101')], 'contest.reading_above'],
    ['below nothing', '2024-05', (id) => [figure(id, '-1')], 'contest.reading_below'],
    ['with too many places', '2024-05', (id) => [figure(id, '1.234')], 'contest.reading_decimals'],
    ['of a day, where months are read', '2024-05-03', (id) => [figure(id, '1')], 'contest.reading_kind'],
    ['after its end', '2024-04', (id) => [figure(id, '1')], 'contest.reading_outside'],
    ['twice', '2024-03', (id) => [figure(id, '1'), figure(id, '2')], 'contest.reading_twice'],
    ['of what nobody knows', '2024-03', () => [figure(newId(), '1')], 'kernel.not_found'],
  ])('are refused %s', async (_what, period, rows, code) => {
    const toDay = code === 'contest.reading_outside' ? '2024-03-31' : null;
    const { id } = await make({ most: '100', toDay });
    await expect(enter(tree.areas[0].id, period, rows(id))).rejects.toMatchObject({ code });
  });

  test('are refused for what is computed, for closed units and for those of others', async () => {
    const { id } = await make();
    const { id: computed } = await make({ formula: '1 + 1' });
    const [area, other] = tree.areas;
    await expect(enter(area.id, '2024-05', [figure(computed, '2')])).rejects.toMatchObject({
      code: 'contest.reading_computed',
    });
    await expect(enter(area.id, '2024-05', [figure(id, '2')], '', testUser(all, other.path))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    const empty = await run((ctx) => makeUnit(ctx, { kind: 'work_area', parentId: tree.works.id }));
    await run((ctx) => closeUnit(ctx, empty.id, { lastDay: '2024-04-30', reason: '撤销' }));
    await expect(enter(empty.id, '2024-05', [figure(id, '2')])).rejects.toMatchObject({
      code: 'contest.reading_unit_closed',
    });
  });
});

describe('signatures', () => {
  test('come from three different people, and a correction asks for them anew', async () => {
    const { id } = await make();
    const [area] = tree.areas;
    await enter(area.id, '2024-05', [figure(id, '100')]);
    const first = await idOf(id, area.id);
    await expect(sign([first], 'function', clerk)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await sign([first], 'function', office);
    await expect(sign([first], 'function', union)).rejects.toMatchObject({ code: 'contest.reading_signed' });
    await expect(sign([first], 'union', office)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await sign([first], 'union', union);
    const state = async () => (await run((ctx) => listReadings(ctx, { indicatorId: id, limit: 9 }))).rows[0]!.state;
    expect(await state()).toBe('witnessed');
    await enter(area.id, '2024-05', [figure(id, '101', { number: 1, reason: '复称' })]);
    expect(await state()).toBe('entered');
    await expect(sign([first], 'function', office)).rejects.toMatchObject({ code: 'contest.reading_superseded' });
    const { versions } = await run((ctx) => showReading(ctx, first));
    expect(versions[1]!.signatures.map((one) => one.office)).toEqual(['function', 'union']);
  });

  test('are the office’s and the union’s own, each within its part of the tree', async () => {
    const { id } = await make();
    const [area, other] = tree.areas;
    await enter(area.id, '2024-05', [figure(id, '100')]);
    const reading = await idOf(id, area.id);
    for (const user of [testUser(all, other.path), testUser(['contest.record.confirm'])])
      await expect(sign([reading], 'function', user)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(sign([newId()], 'union', union)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(run((ctx) => showReading(ctx, reading), testUser(all, other.path))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('given by eight at once stand once', async () => {
    const { id } = await make();
    await enter(tree.areas[0].id, '2024-05', [figure(id, '100')]);
    const reading = await idOf(id, tree.areas[0].id);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => sign([reading], 'function', testUser(all))));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('totals of months are what the readings come to, after any entering, correcting and signing', async () => {
  const daily = await make({ rhythm: 'day', least: null });
  const monthly = await make();
  const random = (() => {
    let state = 7;
    return (most: number) => (state = (state * 48271) % 2147483647) % most;
  })();
  const versions = new Map<string, number>();
  for (let i = 0; i < 90; i += 1) {
    const isDaily = random(2) === 0;
    const unit = tree.areas[random(2)]!;
    const period = isDaily ? `2024-0${1 + random(2)}-0${1 + random(4)}` : `2024-0${1 + random(5)}`;
    const key = `${isDaily ? daily.id : monthly.id} ${unit.id} ${period}`;
    const number = versions.get(key) ?? 0;
    const row = figure(isDaily ? daily.id : monthly.id, `${1 + random(900)}.${random(90)}`, {
      number,
      reason: `更正${i}`,
    });
    const isDone = await enter(unit.id, period, [row]).then(
      () => true,
      (error: { code: string }) => error.code !== 'contest.reading_same' && Promise.reject(error),
    );
    if (isDone) versions.set(key, number + 1);
    if (random(3) > 0) {
      const reading = await idOf(row.indicatorId, unit.id);
      await sign([reading], random(2) === 0 ? 'function' : 'union', testUser(all)).catch((error: { code: string }) =>
        expect(error.code).toBe('contest.reading_signed'),
      );
    }
  }
  const { rows } = await sql<{ stored: string; raw: string }>`
    with raw as (
      select distinct on (r.indicator_id, r.unit_id, r.period) r.*,
        exists (select from contest.reading_signature s where s.reading_id = r.id) as is_verified
      from contest.reading r where r.kind in ('day', 'month')
      order by r.indicator_id, r.unit_id, r.period, r.number desc
    ), sums as (
      select indicator_id, unit_id, kind, date_trunc('month', from_day)::date as month, sum(value) as total, count(*)::int as readings,
        (count(*) filter (where is_verified))::int as verified, max(from_day) as last_on,
        (array_agg(value order by from_day desc))[1] as last_value
      from raw group by 1, 2, 3, 4
    )
    select (select jsonb_agg(to_jsonb(t) order by indicator_id, unit_id, kind, month) from contest.month_total t)::text as stored,
      (select jsonb_agg(to_jsonb(s) order by indicator_id, unit_id, kind, month) from sums s)::text as raw`.execute(
    database.kysely,
  );
  expect(JSON.parse(rows[0]!.stored)).toEqual(JSON.parse(rows[0]!.raw));
});

test('the list goes on page after page, and shows the own part of the tree alone', async () => {
  const { id } = await make();
  for (const period of ['2024-01', '2024-02', '2024-03']) await enter(tree.areas[0].id, period, [figure(id, '1')]);
  await enter(tree.areas[1].id, '2024-04', [figure(id, '1')]);
  const near = testUser(all, tree.areas[0].path);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await run((ctx) => listReadings(ctx, { limit: 2, ...(cursor ? { cursor } : {}) }), near);
    seen.push(...page.rows.map(({ period }) => period));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(['2024-03', '2024-02', '2024-01']);
  const filtered = await run(
    (ctx) => listReadings(ctx, { limit: 9, state: 'verified', from: '2024-01-01', to: '2024-02-10' }),
    near,
  );
  expect(filtered.rows).toEqual([]);
  await expect(run((ctx) => listReadings(ctx, { limit: 9, cursor: 'x' }))).rejects.toMatchObject({
    code: 'kernel.invalid_input',
  });
});
