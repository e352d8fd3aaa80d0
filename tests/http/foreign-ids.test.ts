import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import type { Endpoint } from '#kernel/contract';
import { openTestHouse, type TestHouse } from '../test-house';
import { sampleInput } from './ground/sample-input';
import { makeThings, openWith, type Things } from './ground/things';

let house: TestHouse;
let things: Things;
let stranger: string;
beforeAll(async () => {
  house = await openTestHouse();
  const [first, second] = house.tree.areas;
  const keeper = await openWith(house, 'keeper', ['chair', 'administrator'], first.id);
  things = await makeThings(house, keeper.cookie);
  stranger = (await openWith(house, 'stranger', ['chair', 'administrator'], second.id, true)).cookie;
});
afterAll(() => house.close());

/** Addresses whose parameters name nothing that belongs to somebody. */
const withoutThing = /^\/api\/(?:parameters\/:key|calendar\/:token|roster\/rights\/permissions\/:permission)/;
/** What stands beside the thing in an address. */
const beside: Readonly<Record<string, string>> = { kind: 'roster.person', number: '1', occurrence: '2024-01-01' };
/** Bodies that can't be made from the schema alone, because its parts depend on each other. */
const bodies: Readonly<Record<string, unknown>> = {
  'roster.recordSkill': { kind: 'certificate', title: '电工证', gainedOn: '2024-01-01' },
  'roster.voidSkill': { reason: '记错了人' },
  'roster.refuseCorrection': { reason: '请带证件来' },
  'roster.renameUnit': { name: '新名称', from: '2024-06-18' },
  'roster.updatePerson': {
    name: '新名字',
    gender: 'female',
    employmentKind: 'contract',
    staffNumber: 'N-1',
    version: 1,
  },
};
/** What stands above the tree: papers from above are open to every reader of plans. */
const forEverybody = new Set(['plan.getDirective', 'plan.changeDirective']);

/** The thing of an address: the longest beginning that is known. */
function thingOf(path: string): { pattern: string; id: string } | null {
  const [pattern] = Object.keys(things.ids)
    .filter((known) => path === known || path.startsWith(`${known}/`) || path.startsWith(`${known}.`))
    .sort((a, b) => b.length - a.length);
  return pattern === undefined ? null : { pattern, id: things.ids[pattern]! };
}

const lastParam = (pattern: string): string => /:(\w+)(?!.*:)/.exec(pattern)![1]!;

/** Knocks with everything as it should be but for the id. */
async function knock(endpoint: Endpoint, named: Readonly<Record<string, string>>) {
  const [, second] = house.tree.areas;
  const ids = { unitId: second.id, parentId: second.id, personId: house.people.other_officer };
  const path = endpoint.path.replace(/:(\w+)/g, (_all, name: string) => named[name] ?? beside[name] ?? newId());
  const query = endpoint.query === undefined ? {} : sampleInput(endpoint.query, ids);
  const words = new URLSearchParams(query as Record<string, string>).toString();
  const isBytes = endpoint.body === 'bytes';
  const body =
    endpoint.body === undefined || endpoint.body === 'bytes'
      ? undefined
      : (bodies[endpoint.name] ?? sampleInput(endpoint.body, ids));
  const payload = isBytes ? Buffer.from('一段文字') : body === undefined ? undefined : JSON.stringify(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  const answer = await house.app.inject({
    method: endpoint.method,
    url: words === '' ? path : `${path}?${words}`,
    headers: { cookie: stranger, ...(payload === undefined ? {} : { 'content-type': type }) },
    ...(payload === undefined ? {} : { payload }),
  });
  return { status: answer.statusCode, body: answer.body.replace(/"requestId":"[^"]*"/, '') };
}

const withIds = () =>
  house.routes.map(({ endpoint }) => endpoint).filter(({ path }) => path.includes(':') && !withoutThing.test(path));

describe('somebody with every right, but elsewhere', () => {
  test('every endpoint that names a thing has one in this test', () => {
    const unknown = withIds().filter(({ path }) => thingOf(path) === null && !path.includes('/notifications/'));
    expect(unknown.map(({ name, path }) => `${name}: make a thing for ${path} in ground/things.ts`)).toEqual([]);
    expect(withIds().length).toBeGreaterThan(60);
  });

  test('can not tell an id that is there from one that is not: the answers are the same to the byte', async () => {
    for (const endpoint of withIds()) {
      const thing = thingOf(endpoint.path);
      if (thing === null || forEverybody.has(endpoint.name)) continue;
      const param = lastParam(thing.pattern);
      const parts: Record<string, string> = param === 'photoId' ? { id: things.ids['/api/events/:id']! } : {};
      const foreign = await knock(endpoint, { ...parts, [param]: thing.id });
      const missing = await knock(endpoint, { ...parts, [param]: newId() });
      expect.soft([endpoint.name, foreign]).toEqual([endpoint.name, missing]);
      expect
        .soft([endpoint.name, foreign.status, foreign.body])
        .toEqual([endpoint.name, 404, expect.stringContaining('kernel.not_found')]);
    }
  });
});
