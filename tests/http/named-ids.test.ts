import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { Endpoint } from '#kernel/contract';
import { openTestHouse, type TestHouse } from '../test-house';
import { namedIdsOf, sampleInput } from './ground/sample-input';
import { openWith } from './ground/requests';
import { secondPlace } from './ground/places';
import { makeThings, type Things } from './ground/things';

let house: TestHouse;
let foreign: Things;
let own: Things;
let stranger: string;
beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  foreign = await makeThings(house, (await openWith(house, 'keeper', ['chair', 'administrator'], first.id)).cookie);
  stranger = (await openWith(house, 'stranger', ['chair', 'administrator'], second.id, true)).cookie;
  own = await makeThings(house, stranger, await secondPlace(house, stranger));
});
afterAll(() => house.close());
test('probe', async () => {
  const kinds: Record<string, string> = {
    unitId: '/api/roster/units/:id',
    parentId: '/api/roster/units/:id',
    under: '/api/roster/units/:id',
    targetId: '/api/roster/units/:id',
    personId: '/api/roster/people/:id',
    officerId: '/api/roster/people/:id',
  };
  const out: string[] = [];
  for (const { endpoint } of house.routes)
    for (const { where, field } of namedIdsOf(endpoint)) {
      out.push(`${endpoint.name} ${where} ${field}`);
    }
  console.log(out.join('\n'));
  void kinds;
  void own;
  void foreign;
  void newId;
  void sampleInput;
  const e: Endpoint | null = null;
  void e;
  expect(1).toBe(1);
});
