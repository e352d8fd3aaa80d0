import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerRequest, AppError, inTransaction, newId, seedParameters, type SignedInUser } from '#kernel';
import { openTestDatabase, plainRequest, quietLog, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { createCohort } from './cohorts/cohorts';
import { cohortParameters } from './cohorts/parameters';
import { intakeEndpoints, privacyEndpoints, rightsEndpoints, rosterEndpoints, rosterPermissions } from './contract';
import { codeDays } from './codes/parameters';
import { rosterModule } from './manifest';
import { noteSkill } from './skills/skills';
import { makeHolding, makePerson, makeTree, type SmallTree } from './testing';

const { routes } = rosterModule(
  { chair: { permissions: [] }, worker: { permissions: [] } },
  { followers: [], contributors: [], erasers: [], firstRole: 'worker' },
);
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
  cohort: string;
};
let doubles: { people: string[]; merge: string; mark: string };

const everything = testUser(rosterPermissions);
const parameters = new Map([codeDays, ...cohortParameters].map((one) => [one.shape.key, one]));

type Input = { params?: object; query?: object; body?: object | Uint8Array };

async function call(name: string, input: Input, user: SignedInUser | null): Promise<unknown> {
  const route = routes.find((r) => r.endpoint.name === name)!;
  const body =
    input.body instanceof Uint8Array
      ? input.body
      : new TextEncoder().encode(input.body === undefined ? '' : JSON.stringify(input.body));
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
  const house = { ...database.house, parameters, log: quietLog };
  return answerRequest(route, raw, { house, clock: standingClock('2024-06-18'), userOf: async () => user });
}

const codeOf = (name: string, input: Input, user: SignedInUser | null): Promise<string> =>
  call(name, input, user).then(
    () => 'answered',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );

beforeAll(async () => {
  database = await openTestDatabase();
  await inTransaction(database.seed({ house: { ...database.house, parameters } }), seedParameters);
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
  await makeDoubles();
  const skill = await inTransaction(database.seed(), (ctx) =>
    noteSkill(ctx, { personId: person.id, kind: 'certificate', title: '电工证', gainedOn: '2023-01-01' }),
  );
  const cohort = await inTransaction(database.seed(), (ctx) =>
    createCohort(ctx, { name: '一些人', note: '', definition: { anyOf: [{ allOf: [] }] } }),
  );
  const makeOne = (unitId: string) => inTransaction(database.seed(), (ctx) => makePerson(ctx, { unitId }));
  const [invited, coded] = [await makeOne(tree.team.id), await makeOne(tree.canteen.id)];
  await call('roster.makeCode', { params: { id: coded.id } }, everything);
  const { rows: codes } = await database.pool.query('select id from roster.one_time_code');
  const guarded = `insert into kernel.second_factor (user_id, sealed_secret, begun_at, confirmed_at) values ($1, 'x', now(), now())`;
  await database.pool.query(guarded, [made.user.accountId]);
  ids = {
    ...{ person: person.id, holding: rows[0].id, account: made.user.accountId, grant: made.user.grants[0]!.id },
    ...{ invited: invited.id, code: codes[0].id, skill, cohort: cohort.id },
  };
});
afterAll(() => database.close());

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** Six records of one name and birthday: two are merged already, two marked as two people, two left to merge. */
async function makeDoubles(): Promise<void> {
  const people = await inTransaction(database.seed(), async (ctx) => {
    const made = [];
    for (let i = 0; i < 6; i += 1)
      made.push((await makePerson(ctx, { unitId: tree.team.id, bornOn: '1980-01-01' })).id);
    return made;
  });
  const merge = { survivorId: people[0], mergedId: people[1], survivorVersion: 1, mergedVersion: 1, reason: '重复' };
  const mark = { oneId: people[2], otherId: people[3], reason: '两个人' };
  const [merged, marked] = [
    await call('roster.mergePeople', { body: merge }, everything),
    await call('roster.markDifferent', { body: mark }, everything),
  ] as { id: string }[];
  doubles = { people, merge: merged!.id, mark: marked!.id };
}

function doubleRequests(): [string, Input][] {
  const [, , third, fourth, fifth, sixth] = doubles.people;
  const versions = { survivorVersion: 1, mergedVersion: 1, reason: '重复建档' };
  return [
    ['roster.listDoubles', {}],
    ['roster.exportDoubles', {}],
    ['roster.checkDoubles', { body: { name: '张海燕', bornOn: '1980-01-01' } }],
    ['roster.listDifferences', {}],
    ['roster.withdrawDifference', { params: { id: doubles.mark } }],
    ['roster.markDifferent', { body: { oneId: third, otherId: fourth, reason: '两个人' } }],
    ['roster.previewMerge', { query: { survivorId: fifth, mergedId: sixth } }],
    ['roster.mergePeople', { body: { survivorId: fifth, mergedId: sixth, ...versions } }],
    ['roster.listMerges', {}],
    ['roster.previewUndo', { params: { id: doubles.merge } }],
    ['roster.undoMerge', { params: { id: doubles.merge }, body: { reason: '并错了' } }],
  ];
}

/** Of the dossier, of reorganisations and of cohorts. */
function areaRequests(): [string, Input][] {
  const at = (id: string) => ({ params: { id } });
  const shape = { from: '2024-06-10', seen: 'x' };
  const women = { anyOf: [{ allOf: [{ kind: 'gender', gender: 'female' }] }] };
  const cohort = { params: { id: ids.cohort } };
  return [
    ['roster.readSecrets', at(ids.person)],
    ['roster.addPersonPhoto', { ...at(ids.person), query: { name: 'a.png' }, body: PNG }],
    ['roster.getPersonPhoto', at(ids.person)],
    ['roster.removePersonPhoto', at(ids.person)],
    ['roster.listReaders', at(ids.person)],
    ['roster.exportReaders', at(ids.person)],
    ['roster.listOwnReaders', {}],
    ['roster.markRemote', { ...at(tree.areas[0].id), body: { isRemote: true, from: '2024-06-01' } }],
    ['roster.reopenUnit', { ...at(tree.station.id), body: { from: '2024-07-01' } }],
    ['roster.previewSplit', { ...at(tree.areas[0].id), query: { from: shape.from } }],
    ['roster.splitUnit', { ...at(tree.areas[0].id), body: { ...shape, parts: [{ name: '四工区' }], restTo: null } }],
    ['roster.previewMerger', { query: { sources: tree.areas[0].id, targetId: tree.areas[1].id, from: shape.from } }],
    ['roster.mergeUnits', { body: { ...shape, sources: [tree.areas[0].id], target: { unitId: tree.areas[1].id } } }],
    ['roster.listCohorts', {}],
    ['roster.listSchemes', {}],
    ['roster.showCohort', { ...cohort, query: { unitId: tree.works.id } }],
    ['roster.listCohortMembers', { ...cohort, query: { unitId: tree.works.id } }],
    ['roster.exportCohortMembers', { ...cohort, query: { unitId: tree.works.id } }],
    ['roster.compareCohort', { ...cohort, query: { from: '2024-05-01', to: '2024-06-01', unitId: tree.works.id } }],
    ['roster.explainCohort', { params: { id: ids.cohort, personId: ids.person } }],
    ['roster.tryCohort', { body: { definition: women } }],
    ['roster.createCohort', { body: { name: '另一些人', definition: women } }],
    ['roster.saveCohort', { ...cohort, body: { name: '一些人', definition: women, version: 1 } }],
    ['roster.retireCohort', { ...cohort, body: { version: 2 } }],
  ];
}

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
    ...areaRequests(),
    ...doubleRequests(),
  ];
}

test('every endpoint has an act and every act an endpoint', () =>
  expect(routes.map((route) => route.endpoint.name).sort()).toEqual(
    rosterEndpoints.map((endpoint) => endpoint.name).sort(),
  ));

/** Areas whose endpoints have their requests in tests of their own. */
const areas: ReadonlySet<string> = new Set(
  [...rightsEndpoints, ...intakeEndpoints, ...privacyEndpoints].map((endpoint) => endpoint.name),
);

test('every endpoint has a request here', () =>
  expect(
    requests()
      .map(([name]) => name)
      .sort(),
  ).toEqual(
    rosterEndpoints
      .map((endpoint) => endpoint.name)
      .filter((name) => !areas.has(name))
      .sort(),
  ));

describe('who is refused', () => {
  test('nobody signed in: every endpoint asks to sign in', async () => {
    for (const [name, input] of requests())
      expect([name, await codeOf(name, input, null)]).toEqual([name, 'kernel.sign_in_required']);
  });

  test('without the permission every endpoint reads like missing', async () => {
    for (const [name, input] of requests()) {
      const { permission } = rosterEndpoints.find((endpoint) => endpoint.name === name)!;
      if (permission === 'signed-in') continue;
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
      'roster.listOwnReaders',
      'roster.listCohorts',
      'roster.listSchemes',
      'roster.tryCohort',
      'roster.listDoubles',
      'roster.exportDoubles',
      'roster.checkDoubles',
      'roster.listDifferences',
      'roster.listMerges',
    ]);
    // A cohort counts for the whole house: whoever may write one anywhere may write it.
    const houseWide = new Set(['roster.createCohort', 'roster.saveCohort', 'roster.retireCohort']);
    for (const [name, input] of requests().filter(([one]) => !houseWide.has(one))) {
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
  for (const [name, input] of requests()) {
    const seen = sights.has(name) ? { body: { ...input.body, seen: await sight(name) } } : {};
    expect([name, await codeOf(name, { ...input, ...seen }, everything)]).toEqual([name, 'answered']);
  }
});

/** What a merger or split is sent with: the mark of what was shown just before. */
const sights = new Map([
  ['roster.mergeUnits', 'roster.previewMerger'],
  ['roster.splitUnit', 'roster.previewSplit'],
]);
async function sight(name: string): Promise<string> {
  const [preview, input] = requests().find(([other]) => other === sights.get(name))!;
  return ((await call(preview, input, everything)) as { seen: string }).seen;
}
