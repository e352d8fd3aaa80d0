import { inTransaction, newId, type Context } from '#kernel';
import { addDays } from '#kernel/contract';
import { testUser } from '#kernel/testing';
import { importUnits } from '#engines/roster';
import { createContest, startContest } from '../../../src/engines/contest/contests/contests';
import { enterEntrants } from '../../../src/engines/contest/contests/entrants';
import { publishRanking, showRanking } from '../../../src/engines/contest/contests/rankings';
import { createIndicator } from '../../../src/engines/contest/indicators/definitions';
import { periodOf } from '../../../src/engines/contest/indicators/periods';
import { indicatorsOf } from '../../../src/engines/contest/indicators/store';
import { insertReadings } from '../../../src/engines/contest/indicators/store-readings';
import { figuresIn } from '../../../src/engines/contest/indicators/values';
import { kinds } from '../../../src/engines/contest/kinds';
import type { Bench } from '../bench';
import { median, timed, type Figure } from '../figure';
import { foundationOn } from '../ground';

const UNITS = 200;
const INDICATORS = 14;
const DAYS = 365;
const DAYS_A_STEP = 5;
const FIRST_DAY = '2023-01-01';
const ROUNDS = 7;
const READS = 50;

/** A year of daily figures of 200 units: 1,022,000 readings; the standings of all their indicators, and a published one. */
export async function measureContest(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const foundation = await foundationOn(ground, await ground.make(1000));
  try {
    const { database, seed } = foundation;
    const user = testUser([
      ...['contest.indicator.define', 'contest.indicator.read', 'contest.contest.read', 'contest.contest.manage'],
      ...['contest.contest.publish', 'contest.entrant.enter'],
    ]);
    const act = <R>(work: (ctx: Context) => Promise<R>): Promise<R> => inTransaction({ ...seed(), user }, work);
    const { unitId, units, indicators } = await act(makePlaces);
    bench.say(`entering ${(UNITS * INDICATORS * DAYS).toLocaleString('en')} readings …`);
    for (let day = 0; day < DAYS; day += DAYS_A_STEP) await act((ctx) => enterDays(ctx, { units, indicators, day }));
    await database.pool.query('vacuum analyze');

    const period = periodOf('2023')!;
    const rebuilds: number[] = [];
    for (let i = 0; i < ROUNDS; i += 1)
      rebuilds.push(
        await timed(() =>
          act(async (ctx) => {
            const all = await indicatorsOf(ctx, unitId);
            const figures = await figuresIn(ctx, { wanted: all, all, period });
            if (figures.unitsOf(indicators[0]!).length !== UNITS)
              throw new Error('Units are missing in the standings.');
          }),
        ),
      );
    const rankingId = await act((ctx) => publishYear(ctx, unitId, units));
    const reads: number[] = [];
    for (let i = 0; i < READS; i += 1) reads.push(await timed(() => act((ctx) => showRanking(ctx, rankingId))));
    const figure = { part: 'contest', unit: 'ms', yardstick: null } as const;
    return [
      { ...figure, what: 'standings over 1,022,000 readings, rebuilt', value: median(rebuilds), aim: { atMost: 1000 } },
      { ...figure, what: 'a published standing of 200 units, read', value: median(reads), aim: { atMost: 5 } },
    ];
  } finally {
    await foundation.close();
  }
}

async function makePlaces(ctx: Context): Promise<{ unitId: string; units: string[]; indicators: string[] }> {
  const unitId = newId();
  const units = Array.from({ length: UNITS }, () => newId());
  const from = '2020-01-01';
  await importUnits(ctx, [
    { id: unitId, parentId: null, kind: 'works', name: '比赛盐场', from },
    ...units.map((id, i) => ({ id, parentId: unitId, kind: 'work_area', name: `${i + 1}工区`, from })),
  ]);
  const indicators: string[] = [];
  for (let i = 0; i < INDICATORS; i += 1) {
    const shape = {
      name: `指标${i + 1}`,
      measuredIn: '吨',
      better: 'higher',
      rhythm: 'day',
      fromDay: FIRST_DAY,
    } as const;
    indicators.push((await createIndicator(ctx, { ...shape, unitId, key: `i${i + 1}` })).id);
  }
  return { unitId, units, indicators };
}

interface Step {
  readonly units: readonly string[];
  readonly indicators: readonly string[];
  readonly day: number;
}

function enterDays(ctx: Context, { units, indicators, day }: Step): Promise<void> {
  const days = Array.from({ length: Math.min(DAYS_A_STEP, DAYS - day) }, (_, i) => addDays(FIRST_DAY, day + i));
  const rows = days.flatMap((on) =>
    units.flatMap((unitId, u) =>
      indicators.map((indicatorId, i) => ({
        ...{ id: newId(), indicatorId, unitId, period: on, kind: 'day' as const, fromDay: on, toDay: on, number: 1 },
        ...{ value: `${100 + u + i}.25`, reason: '', source: '' },
      })),
    ),
  );
  return insertReadings(ctx, rows);
}

async function publishYear(ctx: Context, unitId: string, units: readonly string[]): Promise<string> {
  const weights = Array.from({ length: INDICATORS }, (_, i) => (i === 0 ? '9' : '7'));
  const items = weights.map((weight, i) => ({
    key: `i${i + 1}`,
    name: `指标${i + 1}`,
    weight,
    method: 'ratio_higher',
  }));
  const contest = await createContest(kinds)(ctx, {
    ...{ kind: 'indicator', entrantKind: 'unit', name: '全年项', unitId, rules: { items, missing: 'nothing' } },
    ...{ beginsOn: '2023-01-01', endsOn: '2023-12-31' },
  });
  await enterEntrants(kinds)(
    ctx,
    contest.id,
    units.map((id) => ({ unitId: id })),
  );
  const { version } = await startContest(kinds)(ctx, contest.id, contest.version);
  const body = { version, period: '2023', reason: '' };
  return (await publishRanking(kinds)(ctx, { params: { id: contest.id }, query: {}, body })).id;
}
