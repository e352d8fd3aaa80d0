import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { createContest, startContest } from '../contests/contests';
import { enterEntrants, listEntrants } from '../contests/entrants';
import { fileKindOf } from '../contests/files';
import { downloadContestFile, previewRanking, publishRanking } from '../contests/rankings';
import { contestsByIds } from '../contests/store';
import { contestModulePermissions } from '../contract';
import { kinds } from '../kinds';
import { setPlanValues } from './benchmarks';
import { giveChecks, liftVeto, recordVeto, showBanner, showIndicatorResults } from './contest-results';
import { listReadings } from './listing';
import { enterReadings } from './readings';
import { signReadings } from './signing';
import { makeIndicator } from './testing';

let database: TestDatabase;
let tree: SmallTree;
const all = [...contestModulePermissions, 'roster.unit.read'];
const [host, office] = [testUser(all), testUser(all)];
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser = host) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  tree = await run(makeTree);
});

const checks = [{ key: 'tidy', name: '现场整洁', points: '100' }];
const rules = {
  items: [
    { key: 'output', name: '产量', weight: '60', method: 'ratio_higher' },
    { key: 'site', name: '现场', weight: '40', method: 'checklist', checks },
  ],
  vetoes: [
    { key: 'accident', name: '重大事故', indicator: 'accidents' },
    { key: 'quality', name: '质量事故' },
  ],
};

async function begin(change: object = {}) {
  const { id: output } = await run((ctx) => makeIndicator(ctx, tree.works.id, { key: 'output' }));
  const { id: accidents } = await run((ctx) =>
    makeIndicator(ctx, tree.works.id, { key: 'accidents', better: 'lower', decimals: 0 }),
  );
  const days = { beginsOn: '2024-01-01', endsOn: '2024-12-31' };
  const contest = await run((ctx) =>
    createContest(kinds)(ctx, {
      ...{
        kind: 'indicator',
        entrantKind: 'unit',
        name: '全年项',
        unitId: tree.works.id,
        ...days,
        rules: { ...rules, ...change },
      },
    }),
  );
  return { id: contest.id, version: contest.version, output, accidents };
}

async function started() {
  const { id, ...rest } = await begin();
  const entrants = tree.areas.map((unit) => ({ unitId: unit.id }));
  await run((ctx) => enterEntrants(kinds)(ctx, id, entrants));
  const { rows } = await run((ctx) => listEntrants(kinds)(ctx, id));
  const [one, other] = tree.areas.map((unit) => rows.find((row) => row.unit.id === unit.id)!.id) as [string, string];
  await run((ctx) => startContest(kinds)(ctx, id, rest.version));
  return { id, one, other, ...rest };
}

async function read(
  indicatorId: string,
  unitId: string,
  period: string,
  value: string,
  isVerified = true,
): Promise<void> {
  const rows = [{ indicatorId, value, number: 0, reason: '' }];
  await run((ctx) => enterReadings(ctx, { unitId, period, source: '', rows }));
  if (!isVerified) return;
  const found = (await run((ctx) => listReadings(ctx, { indicatorId, unitId, limit: 9 }))).rows.find(
    (row) => row.period === period,
  )!;
  await run((ctx) => signReadings(ctx, [found.id], 'function'), office);
}

const plan = (id: string, period: string) =>
  run((ctx) =>
    setPlanValues(ctx, {
      ...{ params: { id }, query: {} },
      body: { period, rows: tree.areas.map((unit) => ({ unitId: unit.id, value: '100', version: 0 })) },
    }),
  );
const check = (id: string, period: string, points: Record<string, string>) => {
  const rows = Object.entries(points).map(([entrantId, given]) => ({
    entrantId,
    item: 'site',
    check: 'tidy',
    points: given,
  }));
  return run((ctx) => giveChecks(ctx, { params: { id }, query: {}, body: { period, rows } }));
};
const version = async (id: string) => {
  const [contest] = await run((ctx) => contestsByIds(ctx, [id]));
  return contest!.version;
};
const publish = async (id: string, period: string) => {
  const seen = await version(id);
  return run((ctx) =>
    publishRanking(kinds)(ctx, { params: { id }, query: {}, body: { version: seen, period, reason: '' } }),
  );
};
const preview = (id: string, period: string) =>
  run((ctx) => previewRanking(kinds)(ctx, { params: { id }, query: { period }, body: undefined }));
const told = (
  { ranking }: { ranking: Awaited<ReturnType<typeof preview>>['ranking'] },
  names: Record<string, string>,
) =>
  ranking.groups.flatMap(({ rows }) =>
    rows.map((row) =>
      `${row.rank ?? '-'} ${names[row.entrant]!} ${row.result} ${row.notes.map(({ key }) => key.split('.').at(-1)).join()}`.trim(),
    ),
  );

describe('a contest of indicators', () => {
  test('is ranked by what units report anyway; who is vetoed is out, with the reason', async () => {
    const { id, one, other, output, accidents } = await started();
    const names = { [one]: 'A', [other]: 'B' };
    await plan(output, '2024-04');
    await check(id, '2024-04', { [one]: '90', [other]: '80' });
    await read(output, tree.areas[0].id, '2024-04', '105');
    await read(output, tree.areas[1].id, '2024-04', '110', false);
    expect(told(await preview(id, '2024-04'), names)).toEqual(['1 A 99.00', '- B 32.00 unverified']);
    await read(output, tree.areas[1].id, '2024-03', '1');
    const [late] = (await run((ctx) => listReadings(ctx, { indicatorId: output, unitId: tree.areas[1].id, limit: 9 })))
      .rows;
    await run((ctx) => signReadings(ctx, [late!.id], 'function'), office);
    expect(told(await preview(id, '2024-04'), names)).toEqual(['1 A 99.00', '2 B 98.00']);

    await read(accidents, tree.areas[0].id, '2024-04', '1');
    const published = await publish(id, '2024-04');
    expect(told(published, names)).toEqual(['1 B 98.00', '- A 99.00 vetoed']);
    expect(published.ranking.groups[0]!.rows[1]!.notes[0]!.params).toMatchObject({ veto: '重大事故' });
    const file = await run((ctx) => downloadContestFile(ctx, published.id));
    const again = JSON.parse(Buffer.from(file.bytes).toString()) as unknown;
    const ways = fileKindOf('indicator')!;
    expect(ways.rank(ways.schema.parse(again))).toEqual(published.ranking);
  });

  test('takes a veto that is recorded, until it is lifted', async () => {
    const { id, one, other, output } = await started();
    await plan(output, '2024-04');
    await check(id, '2024-04', { [one]: '90', [other]: '80' });
    for (const unit of tree.areas) await read(output, unit.id, '2024-04', '100');
    const veto = (body: object) =>
      run((ctx) =>
        recordVeto(ctx, {
          params: { id },
          query: {},
          body: { entrantId: one, veto: 'quality', onDay: '2024-04-09', reason: '一批盐退货', ...body },
        }),
      );
    await expect(veto({ veto: 'x' })).rejects.toMatchObject({ code: 'contest.veto_unknown' });
    await expect(veto({ onDay: '2024-06-19' })).rejects.toMatchObject({ code: 'contest.veto_day' });
    await expect(veto({ entrantId: newId() })).rejects.toMatchObject({ code: 'kernel.not_found' });
    const made = await veto({});
    const ranks = async () => (await preview(id, '2024-04')).ranking.groups[0]!.rows.map(({ rank }) => rank);
    expect(await ranks()).toEqual([1, null]);
    const results = await run((ctx) => showIndicatorResults(ctx, { params: { id }, query: { period: '2024-04' } }));
    expect([results.checks.length, results.vetoes[0]!.reason]).toEqual([2, '一批盐退货']);
    const lift = (which: string) => run((ctx) => liftVeto(ctx, which, '复查不属实'));
    await lift(made.id);
    expect(await ranks()).toEqual([1, 2]);
    await expect(lift(made.id)).rejects.toMatchObject({ code: 'contest.veto_lifted' });
    await expect(lift(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('gives points for what its list asks, and no more', async () => {
    const { id, one } = await started();
    await expect(check(id, '2024-04', { [one]: '100.5' })).rejects.toMatchObject({ code: 'contest.check_points' });
    await expect(check(id, '2024-04', { [newId()]: '1' })).rejects.toMatchObject({ code: 'kernel.not_found' });
    const rows = [{ entrantId: one, item: 'site', check: 'x', points: '1' }];
    await expect(
      run((ctx) => giveChecks(ctx, { params: { id }, query: {}, body: { period: '2024-04', rows } })),
    ).rejects.toMatchObject({ code: 'contest.check_unknown' });
  });

  test('passes its red banner on each month, and counts on who keeps it', async () => {
    const { id, one, other, output } = await started();
    for (const [period, first] of [
      ['2024-02', one],
      ['2024-03', one],
      ['2024-04', other],
    ] as const) {
      await plan(output, period);
      await check(id, period, { [one]: first === one ? '90' : '10', [other]: '50' });
      for (const unit of tree.areas) await read(output, unit.id, period, '100');
      await publish(id, period);
    }
    const { rows } = await run((ctx) => showBanner(ctx, id));
    expect(rows.map(({ period, holders, running }) => [period, ...holders, running])).toEqual([
      ['2024-04', '二工区', 1],
      ['2024-03', '一工区', 2],
      ['2024-02', '一工区', 1],
    ]);
  });

  test.each([
    ['', 'period_missing'],
    ['2023-04', 'period_outside'],
    ['2024-06', 'period_running'],
  ])('has no standing of “%s”', async (period, key) => {
    const { id } = await started();
    expect((await preview(id, period)).missing.map((one) => one.key)).toContain(`indicators.faults.${key}`);
    await expect(publish(id, period)).rejects.toMatchObject({ code: 'contest.unfinished' });
  });

  test('asks for weights that make a hundred, and for indicators that there are', async () => {
    await expect(begin({ items: rules.items.slice(0, 1) })).rejects.toMatchObject({ code: 'contest.rules_unfit' });
    const other = await run(makeTree);
    const contest = await run((ctx) =>
      createContest(kinds)(ctx, {
        ...{ kind: 'indicator', entrantKind: 'unit', name: '季度项', unitId: other.works.id, rules },
        ...{ beginsOn: '2024-01-01', endsOn: '2024-03-31' },
      }),
    );
    await run((ctx) =>
      enterEntrants(kinds)(
        ctx,
        contest.id,
        other.areas.map(({ id }) => ({ unitId: id })),
      ),
    );
    await expect(run((ctx) => startContest(kinds)(ctx, contest.id, contest.version))).rejects.toMatchObject({
      code: 'contest.not_ready',
    });
  });

  test('has checks and vetoes that no other kind has', async () => {
    const days = { beginsOn: '2024-05-06', endsOn: '2024-05-08' };
    const { id } = await run((ctx) =>
      createContest(kinds)(ctx, {
        kind: 'measured',
        entrantKind: 'unit',
        name: '捞盐',
        unitId: tree.works.id,
        ...days,
      }),
    );
    const asked = { params: { id }, query: { period: '2024' } };
    await expect(run((ctx) => showBanner(ctx, id))).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(run((ctx) => showIndicatorResults(ctx, asked))).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});
