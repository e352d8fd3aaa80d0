import { type TestAccount, type TestHouse } from '../../test-house';
import { ask, idOf, openWith } from './requests';

/** Where things are made: a work area with a team under it, its officer and one of its workers. */
export interface Place {
  unit: { id: string; name: string };
  team: { id: string };
  officer: TestAccount;
  worker: { username: string; cookie: () => Promise<string> };
}

export function firstPlace(house: TestHouse): Place {
  const worker = { username: 'worker', cookie: () => house.cookieOf('worker') };
  return { unit: house.tree.areas[0], team: house.tree.team, officer: 'unit_officer', worker };
}

/** The second work area, given a team and a worker, so that somebody there has the same things as the first. */
export async function secondPlace(house: TestHouse, cookie: string): Promise<Place> {
  const unit = house.tree.areas[1];
  const body = { kind: 'team', name: '乙班', parentId: unit.id, from: '2024-01-01' };
  const team = await ask(house, cookie, { method: 'POST', url: '/api/roster/units', body });
  const worker = await openWith(house, 'other_worker', ['worker'], unit.id, true);
  return {
    unit,
    team: { id: idOf(team) },
    officer: 'other_officer',
    worker: { username: 'other_worker', cookie: () => Promise.resolve(worker.cookie) },
  };
}
