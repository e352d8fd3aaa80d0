import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerRequest, AppError, inTransaction, newId, seedParameters, type SignedInUser } from '#kernel';
import { openTestDatabase, plainRequest, quietLog, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { rosterEndpoints, rosterPermissions } from './contract';
import { codeDays } from './codes/parameters';
import { rosterModule } from './manifest';
import { noteSkill } from './skills/skills';
import { makeHolding, makePerson, makeTree, type SmallTree } from './testing';

const { routes } = rosterModule({ chair: { permissions: [] }, worker: { permissions: [] } }, 'worker');
let database: TestDatabase;
let tree: SmallTree;
let ids: {
  person: string;
  holding: string;
  account: string;
  grant: string;
  invited: string;
  code: string;
  skill: string;
};

const everything = testUser(rosterPermissions);

type Input = { params?: object; query?: object; body?: object };

async function call(name: string, input: Input, user: SignedInUser | null): Promise<unknown> {
  const route = routes.find((r) => r.endpoint.name === name)!;
  const body = new TextEncoder().encode(input.body === undefined ? '' : JSON.stringify(input.body));
  const raw = {
    requestId: newId(),
    params: {},
    query: {},
    ...input,
    body,
    idempotencyKey: null,
    language: 'en' as const,
    facts: plainRequest,
  };
  const house = { ...database.house, log: quietLog };
  return answerRequest(route, raw, { house, clock: standingClock('2024-06-18'), userOf: async () => user });
}

const codeOf = (name: string, input: Input, user: SignedInUser | null): Promise<string> =>
  call(name, input, user).then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

beforeAll(async () => {
  database = await openTestDatabase();
  tree = await inTransaction(database.seed(), makeTree);
  const person = await inTransaction(database.seed(), (ctx) => makePerson(ctx, { unitId: tree.team.id }));
  await inTransaction(database.seed(), (ctx) => makeHolding(ctx, { personId: person.id, post: 'cook' }));
  const { rows } = await database.pool.query('select id from roster.post_holding where person_id = $1', [person.id]);
  const made = (await call(
    'roster.createUser',
    { body: { personId: person.id, role: 'chair', unitId: tree.works.id } },
    everything,
  )) as {
    user: { accountId: string; grants: { id: string }[] };
  };
  const house = { ...database.house, parameters: new Map([[codeDays.shape.key, codeDays]]) };
  await inTransaction({ ...database.seed(), house }, seedParameters);
  const makeOne = (unitId: string) => inTransaction(database.seed(), (ctx) => makePerson(ctx, { unitId }));
  const [invited, coded] = [await makeOne(tree.team.id), await makeOne(tree.canteen.id)];
  await call('roster.makeCode', { params: { id: coded.id } }, everything);
  const { rows: codes } = await database.pool.query('select id from roster.one_time_code');
  const guarded = `insert into kernel.second_factor (user_id, sealed_secret, begun_at, confirmed_at) values ($1, 'x', now(), now())`;
  await database.pool.query(guarded, [made.user.accountId]);
  ids = {
    ...{ person: person.id, holding: rows[0].id, account: made.user.accountId, grant: made.user.grants[0]!.id },
    ...{ invited: invited.id, code: codes[0].id, skill: '' },
  };
  const skill = await inTransaction(database.seed(), (ctx) =>
    noteSkill(ctx, { personId: person.id, kind: 'certificate', title: '电工证', gainedOn: '2023-01-01' }),
  );
  ids = { ...ids, skill };
});
afterAll(() => database.close());

/** One good request for each endpoint, in an order in which all of them succeed. */
function requests(): [string, Input][] {
  const at = (id: string) => ({ params: { id } });
  const person = { name: '曾小燕', gender: 'female', employmentKind: 'contract' };
  return [
    ['roster.getCatalogue', {}],
    ['roster.listUnits', { query: { under: tree.works.id } }],
    ['roster.showUnit', at(tree.works.id)],
    [
      'roster.createUnit',
      { body: { parentId: tree.works.id, kind: 'department', name: '财务科', from: '2024-01-01' } },
    ],
    ['roster.renameUnit', { ...at(tree.station.id), body: { name: '东一泵站', from: '2024-06-01' } }],
    ['roster.moveUnit', { ...at(tree.station.id), body: { parentId: tree.areas[1].id, from: '2024-06-02' } }],
    ['roster.closeUnit', { ...at(tree.station.id), body: { lastDay: '2024-06-30' } }],
    ['roster.listPeople', { query: { search: '张', limit: '10' } }],
    ['roster.showPerson', at(ids.person)],
    ['roster.createPerson', { body: { ...person, staffNumber: 'R-1', unitId: tree.team.id, from: '2024-06-01' } }],
    ['roster.updatePerson', { ...at(ids.person), body: { ...person, staffNumber: 'R-2', version: 1 } }],
    ['roster.movePerson', { ...at(ids.person), body: { unitId: tree.canteen.id, from: '2024-06-01' } }],
    ['roster.listHoldings', { query: { post: 'cook' } }],
    [
      'roster.appoint',
      { body: { personId: ids.person, post: 'team_leader', unitId: tree.team.id, from: '2024-06-01' } },
    ],
    ['roster.endPost', { ...at(ids.holding), body: { lastDay: '2024-06-30' } }],
    ['roster.showRecord', at(ids.person)],
    ['roster.listSkills', at(ids.person)],
    [
      'roster.recordSkill',
      { ...at(ids.person), body: { kind: 'certificate', title: '制盐工', gainedOn: '2024-01-01' } },
    ],
    ['roster.voidSkill', { ...at(ids.skill), body: { reason: '不是本人' } }],
    ['roster.recordLeaving', { ...at(ids.person), body: { lastDay: '2024-06-18' } }],
    ['roster.listUsers', {}],
    [
      'roster.createUser',
      { body: { personId: null, username: 'guest', name: '来宾', role: 'worker', unitId: tree.works.id } },
    ],
    ['roster.resetUserPassword', { ...at(ids.account), body: {} }],
    ['roster.resetSecondFactor', at(ids.account)],
    ['roster.closeUser', at(ids.account)],
    ['roster.openUser', at(ids.account)],
    ['roster.grantRole', { ...at(ids.account), body: { role: 'worker', unitId: tree.team.id, from: '2024-06-18' } }],
    ['roster.endGrant', { ...at(ids.grant), body: {} }],
    ['roster.listAccess', { query: { unitId: tree.works.id, state: 'without' } }],
    ['roster.makeCode', at(ids.invited)],
    ['roster.revokeCode', at(ids.code)],
    ['roster.makeUnitCodes', { ...at(tree.works.id), body: { isAnew: true } }],
    ['roster.exportPeople', { query: { unitId: tree.works.id } }],
    ['roster.exportUnits', { query: { under: tree.works.id } }],
    ['roster.exportUsers', {}],
  ];
}

test('every endpoint has an act and every act an endpoint', () =>
  expect(routes.map((route) => route.endpoint.name).sort()).toEqual(
    rosterEndpoints.map((endpoint) => endpoint.name).sort(),
  ));

test('every endpoint has a request here', () =>
  expect(
    requests()
      .map(([name]) => name)
      .sort(),
  ).toEqual(rosterEndpoints.map((endpoint) => endpoint.name).sort()));

describe('who is refused', () => {
  test('nobody signed in: every endpoint asks to sign in', async () => {
    for (const [name, input] of requests())
      expect([name, await codeOf(name, input, null)]).toEqual([name, 'kernel.sign_in_required']);
  });

  test('without the permission every endpoint reads like missing', async () => {
    for (const [name, input] of requests()) {
      const { permission } = rosterEndpoints.find((endpoint) => endpoint.name === name)!;
      const others = testUser(rosterPermissions.filter((known) => known !== permission));
      expect([name, await codeOf(name, input, others)]).toEqual([name, 'kernel.not_found']);
    }
  });

  test("in somebody else's part of the tree every endpoint that names a thing reads like missing", async () => {
    const foreign = testUser(rosterPermissions, tree.areas[1].path);
    const open = new Set([
      'roster.getCatalogue',
      'roster.listPeople',
      'roster.listHoldings',
      'roster.listUsers',
      'roster.exportUsers',
    ]);
    for (const [name, input] of requests()) {
      const expected = open.has(name) ? 'answered' : 'kernel.not_found';
      expect([name, await codeOf(name, input, foreign)]).toEqual([name, expected]);
    }
  });
});

test('input that does not fit is refused before anything is looked up', async () => {
  expect(await codeOf('roster.showUnit', { params: { id: 'x' } }, everything)).toBe('kernel.invalid_input');
  expect(await codeOf('roster.listPeople', { query: { limit: '0' } }, everything)).toBe('kernel.invalid_input');
  const unit = { parentId: tree.works.id, kind: 'team', name: ' ', from: '2024-02-30' };
  expect(await codeOf('roster.createUnit', { body: unit }, everything)).toBe('kernel.invalid_input');
});

test('every endpoint answers in the shape of its contract, and every write leaves an audit row', async () => {
  for (const [name, input] of requests())
    expect([name, await codeOf(name, input, everything)]).toEqual([name, 'answered']);
});
