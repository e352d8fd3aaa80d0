import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { ask, idOf } from './requests';

/** A contest in draft with an entrant, and one that is published. */
export async function makeContestThings(
  house: TestHouse,
  cookie: string,
  { unit, team }: Place,
): Promise<Record<string, string>> {
  const make = (url: string, body: object) => ask(house, cookie, { method: 'POST', url, body });
  const days = { beginsOn: '2024-05-06', endsOn: '2024-05-08' };
  const salt = { kind: 'measured', entrantKind: 'team', name: '测试盐场捞盐比赛', unitId: unit.id, ...days };
  const entrants = ['测试一队', '测试二队'].map((name) => ({ name, unitId: team.id }));
  const contest = idOf(await make('/api/contests', salt));
  const named = { version: 1, groups: [{ id: null, name: '测试组' }] };
  const put = { method: 'PUT' as const, url: `/api/contests/${contest}/groups`, body: named };
  const { groups } = (await ask(house, cookie, put)) as unknown as { groups: { id: string }[] };
  const entered = (await make(`/api/contests/${contest}/entrants`, { entrants })) as unknown as {
    rows: { id: string; version: number }[];
  };
  const [first] = entered.rows;
  return {
    '/api/contests/:id': contest,
    '/api/contests/:id/groups/:groupId': groups[0]!.id,
    '/api/contests/:id/entrants/:entrantId': first!.id,
    '/api/contest-rankings/:id': await published(house, cookie, { ...salt, name: '测试盐场接力' }, entrants),
  };
}

/** The places of a contest that was held. */
async function published(house: TestHouse, cookie: string, salt: object, entrants: readonly object[]): Promise<string> {
  const make = (url: string, body: object) => ask(house, cookie, { method: 'POST', url, body });
  const at = `/api/contests/${idOf(await make('/api/contests', salt))}`;
  const { rows } = (await make(`${at}/entrants`, { entrants })) as unknown as { rows: { id: string }[] };
  await make(`${at}/start`, { version: 1 });
  for (const { id } of rows) {
    const body = { entrantId: id, round: 1, value: '400', version: 0 };
    await ask(house, cookie, { method: 'PUT', url: `${at}/measured/attempts`, body });
  }
  return idOf(await make(`${at}/rankings`, { version: 2 }));
}
