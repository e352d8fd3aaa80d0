import { makeReading, makeVeto } from '#engines/contest/testing';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf } from './requests';

/** An indicator of a work area with a benchmark, a figure of the place's team, and a veto in a contest of indicators. */
export async function makeIndicatorThings(
  house: TestHouse,
  cookie: string,
  { unit, team }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: unknown) => ask(house, cookie, { method: 'POST', url, body });
  const indicator = idOf(
    await make('/api/contest/indicators', {
      ...{ unitId: unit.id, key: 'output', name: `${unit.name}产量`, measuredIn: '吨', better: 'higher' },
      fromDay: '2024-01-01',
    }),
  );
  const benchmark = idOf(
    await make(`/api/contest/indicators/${indicator}/benchmarks`, {
      ...{ level: 'industry', period: '2023', value: '9', place: '羊口', citation: '盐业年鉴' },
    }),
  );
  const reading = await house.act((ctx) => makeReading(ctx, { indicatorId: indicator, unitId: team.id }));
  const { contestId, vetoId } = await house.act((ctx) => makeVeto(ctx, unit.id));
  return {
    '/api/contest/indicators/:id': indicator,
    '/api/contest/benchmarks/:id': benchmark,
    '/api/contest/readings/:id': reading,
    '/api/contest/vetoes/:id': vetoId,
    // What only contests of indicators have.
    '/api/contests/:id/indicator-results': contestId,
    '/api/contests/:id/checks': contestId,
    '/api/contests/:id/vetoes': contestId,
    '/api/contests/:id/banner': contestId,
  };
}
