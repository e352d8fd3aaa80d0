import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  inTransaction,
  newId,
  readWorkbook,
  seedParameters,
  setParameter,
  type Context,
  type SignedInUser,
} from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import type { Day } from '#kernel/contract';
import { employmentKinds, genders } from '../person-contract';
import { movePerson, recordLeaving } from '../people';
import { appoint } from '../posts';
import { moveEnrolment, voidLastState } from '../enrolments/enrolments';
import { defineScheme } from '../enrolments/scheme';
import { makeHolding, makePerson, makeTree, makeUnit, type SmallTree } from '../testing';
import { markRemote } from '../reorganisation/reopen-unit';
import { moveUnit } from '../units';
import { cohortCountOn, cohortOn, isInCohort } from './cohort-on';
import { createCohort, listCohorts, retireCohort, saveCohort, showCohort, tryCohort } from './cohorts';
import { definition, type Condition, type Definition } from './contract';
import { compareCohort, explainCohort, exportMembers, listMembers } from './members';
import { cohortParameters } from './parameters';
import { judge } from './rules';
import { listSchemes } from './schemes';
import { dayTree } from './store/day-tree';
import { factsOn, memberRows } from './store/members';

const club = defineScheme({
  name: 'test.club',
  entries: ['in'],
  states: { in: { next: ['paused'], isIn: true }, paused: { next: [], isIn: true } },
});

let database: TestDatabase;
let tree: SmallTree;
const people: Record<'deputy' | 'woman' | 'temporary' | 'gone' | 'ageless', string> = {
  ...{ deputy: '', woman: '', temporary: '', gone: '', ageless: '' },
};
const permissions = ['roster.unit.read', 'roster.unit.write', 'roster.person.read', 'roster.person.write'];
const keeper = testUser([...permissions, 'roster.post.write', 'roster.cohort.read', 'roster.cohort.write'], '/', {
  name: '主席',
});
const house = () => ({ ...database.house, parameters: new Map(cohortParameters.map((one) => [one.shape.key, one])) });
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = keeper) =>
  inTransaction(database.seed({ user, house: house() }), act);

beforeAll(async () => {
  database = await openTestDatabase();
  await run(seedParameters, null);
  tree = await run(makeTree);
  const { areas, station, team } = tree;
  const make = (name: string, change: Parameters<typeof makePerson>[1]) =>
    run(async (ctx) => (await makePerson(ctx, { name, gender: 'male', ...change })).id);
  people.deputy = await make('单小明', { unitId: areas[0].id, bornOn: '1975-01-01', staffNumber: 'S1' });
  people.woman = await make('区大海', { unitId: areas[1].id, gender: 'female', bornOn: '1988-06-18', isMigrant: true });
  people.temporary = await make('仇小川', { unitId: station.id, employmentKind: 'temporary', bornOn: '2000-02-29' });
  people.gone = await make('解先生', { unitId: team.id, bornOn: '1990-01-01' });
  people.ageless = await make('任无日', { unitId: team.id });
  await run((ctx) => recordLeaving(ctx, people.gone, '2024-05-20'));
  const join = (personId: string, to: 'in' | 'paused', from: Day) =>
    run((ctx) => moveEnrolment(ctx, club, { personId, to, from, reason: '自愿' }));
  await join(people.deputy, 'in', '2024-03-01');
  await join(people.deputy, 'paused', '2024-06-01');
  await join(people.woman, 'in', '2024-05-20');
  await join(people.ageless, 'in', '2024-05-20');
  await run((ctx) => voidLastState(ctx, club, { personId: people.ageless, reason: '登错了人' }));
  await run((ctx) => markRemote(ctx, station.id, { isRemote: true, from: '2024-03-01' }));
  await run((ctx) =>
    appoint(ctx, {
      ...{ personId: people.deputy, post: 'area_deputy_director', unitId: areas[0].id },
      ...{ from: '2024-06-01', to: null },
    }),
  );
});
afterAll(() => database.close());

const idOf = async (code: string) => (await run(listCohorts)).rows.find((row) => row.code === code)!.id;
const namesOn = async (code: string, day: Day, under?: string) =>
  (await run((ctx) => cohortOn(ctx, code, { day, under }))).rows.map((row) => row.name);

describe('the cohorts of the program', () => {
  test('ask what their schema allows, and bear names in both languages', async () => {
    const { rows } = await run(listCohorts);
    expect(rows[0]!.code).toBe('all_staff');
    expect(rows.map((row) => row.code).sort()).toEqual(
      [
        ...['all_staff', 'area_leaders_and_technical_team_leaders', 'dispatched', 'front_line', 'migrant_workers'],
        ...['temporary_workers_of_remote_units', 'women', 'youth'],
      ].sort(),
    );
    for (const row of rows) expect(definition.parse(row.definition)).toEqual(row.definition);
    const english = await inTransaction(database.seed({ user: keeper, house: house(), language: 'en' }), listCohorts);
    expect(english.rows.find((row) => row.code === 'women')!.name).toBe('Women');
  });

  test.each<[string, Day, string[]]>([
    ['all_staff', '2024-05-20', ['仇小川', '区大海', '任无日', '单小明', '解先生']],
    ['all_staff', '2024-05-21', ['仇小川', '区大海', '任无日', '单小明']],
    ['all_staff', '2019-12-31', []],
    ['area_leaders_and_technical_team_leaders', '2024-05-31', []],
    ['area_leaders_and_technical_team_leaders', '2024-06-01', ['单小明']],
    ['women', '2024-06-01', ['区大海']],
    ['youth', '2024-05-20', ['仇小川', '区大海', '解先生']],
    ['youth', '2024-06-18', ['仇小川']],
    ['temporary_workers_of_remote_units', '2024-02-29', []],
    ['temporary_workers_of_remote_units', '2024-03-01', ['仇小川']],
    ['front_line', '2024-06-01', ['仇小川', '区大海', '任无日', '单小明']],
    // The record says who is a migrant worker, whatever the employment.
    ['migrant_workers', '2024-06-01', ['区大海']],
    ['dispatched', '2024-06-01', []],
  ])('%s on %s', async (code, day, names) => {
    // 区 is born on 18 June 1988: with 36 she is no longer young.
    expect((await namesOn(code, day)).sort()).toEqual([...names].sort());
    expect(await run((ctx) => cohortCountOn(ctx, code, { day }))).toBe(names.length);
  });

  test('can be neither changed nor given up', async () => {
    const id = await idOf('women');
    const draft = { name: '女工', note: '', definition: { anyOf: [{ allOf: [] }] }, version: 1 };
    await expect(run((ctx) => saveCohort(ctx, id, draft))).rejects.toThrow('roster.cohort_built_in');
    await expect(run((ctx) => retireCohort(ctx, id, 1))).rejects.toThrow('roster.cohort_built_in');
  });
});

test('the age of youth is a parameter: another figure makes another cohort, and the answer names its version', async () => {
  const young = (day: Day) => run((ctx) => cohortOn(ctx, 'youth', { day }));
  const before = await young('2024-06-18');
  const change = { key: 'roster.youthAge', value: 40, validFrom: '2024-06-18', source: '场工会决定' };
  await expect(
    inTransaction(database.seed({ user: keeper, house: house() }), async (ctx) => {
      await setParameter(ctx, change);
      const after = await cohortOn(ctx, 'youth', { day: '2024-06-18' });
      expect(after.rows.map((row) => row.name).sort()).toEqual(['仇小川', '区大海']);
      expect(after.parameterVersionIds).not.toEqual(before.parameterVersionIds);
      expect((await cohortOn(ctx, 'youth', { day: '2024-06-17' })).parameterVersionIds).toEqual(
        before.parameterVersionIds,
      );
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
});

describe('a cohort of the house', () => {
  const cooks: Definition = { anyOf: [{ allOf: [{ kind: 'post', posts: ['cook'], isNot: false }] }] };
  const draft = (name: string, asks: Definition = cooks) => ({ name, note: '', definition: asks });

  test('is tried before it is saved, with reasons', async () => {
    const asks: Definition = { anyOf: [{ allOf: [{ kind: 'gender', gender: 'female', isNot: false }] }] };
    const tried = await run((ctx) => tryCohort(ctx, { definition: asks }));
    expect(tried).toMatchObject({ day: '2024-06-18', count: 1 });
    expect(tried.rows).toMatchObject([{ name: '区大海', reasons: [{ isMet: true, fact: { gender: 'female' } }] }]);
  });

  test('is saved in versions; an earlier one still answers to its number', async () => {
    const made = await run((ctx) => createCohort(ctx, draft('炊事员')));
    await run((ctx) => makeHolding(ctx, { personId: people.ageless, post: 'cook', unitId: tree.canteen.id }));
    const women: Definition = {
      anyOf: [{ allOf: [{ kind: 'gender', gender: 'female', isNot: false }] }, ...cooks.anyOf],
    };
    const saved = await run((ctx) => saveCohort(ctx, made.id, { ...draft('炊事员和女职工', women), version: 1 }));
    expect(saved).toMatchObject({ version: 2, name: '炊事员和女职工' });
    const names = async (version?: number) =>
      (await run((ctx) => cohortOn(ctx, made.code, { day: '2024-06-18', version }))).rows.map((row) => row.name);
    expect([await names(1), await names()]).toEqual([
      ['任无日'],
      ['区大海', '任无日'].sort((a, b) => (a < b ? 1 : -1)),
    ]);
    const { versions } = await run((ctx) => showCohort(ctx, made.id, {}));
    expect(versions.map((version) => [version.number, version.name, version.savedBy])).toEqual([
      [2, '炊事员和女职工', '主席'],
      [1, '炊事员', '主席'],
    ]);
    await expect(run((ctx) => saveCohort(ctx, made.id, { ...draft('甲'), version: 1 }))).rejects.toThrow(
      'kernel.changed_meanwhile',
    );
    await expect(run((ctx) => showCohort(ctx, made.id, { version: 9 }))).rejects.toThrow('kernel.not_found');
  });

  test('is given up: nobody changes it any more, and who names it still gets its answer', async () => {
    const made = await run((ctx) => createCohort(ctx, draft('临时名单')));
    expect(await run((ctx) => retireCohort(ctx, made.id, 1))).toMatchObject({ retiredOn: '2024-06-18' });
    await expect(run((ctx) => retireCohort(ctx, made.id, 1))).rejects.toThrow('roster.cohort_retired');
    expect(await run((ctx) => cohortCountOn(ctx, made.code, { day: '2019-01-01' }))).toBe(0);
    await run((ctx) => createCohort(ctx, draft('临时名单')));
  });

  test('refused: a taken name, an age that can’t be, posts, kinds and units that there are not', async () => {
    const create = (name: string, ...allOf: Condition[]) =>
      run((ctx) => createCohort(ctx, draft(name, { anyOf: [{ allOf }] })));
    await expect(create('女职工')).rejects.toThrow('roster.cohort_name_taken');
    await expect(create('Women')).rejects.toThrow('roster.cohort_name_taken');
    await expect(create('乙', { kind: 'age', from: 40, to: 30, isNot: false })).rejects.toThrow(
      'roster.cohort_age_turned',
    );
    await expect(create('乙', { kind: 'age', from: null, to: null, isNot: false })).rejects.toThrow(
      'roster.cohort_age_turned',
    );
    await expect(create('乙', { kind: 'post', posts: ['king'], isNot: false })).rejects.toThrow('roster.post_unknown');
    await expect(create('乙', { kind: 'unitKind', kinds: ['fort'], isNot: false })).rejects.toThrow(
      'roster.unit_kind_unknown',
    );
    await expect(
      create('乙', { kind: 'enrolment', scheme: 'test.club', states: ['gone'], isNot: false }),
    ).rejects.toThrow('roster.scheme_unknown');
    await expect(create('乙', { kind: 'units', unitIds: [newId()], isNot: false })).rejects.toThrow('kernel.not_found');
  });
});

describe('a day is compared with another', () => {
  const between = async (code: string, from: Day, to: Day, side: 'came' | 'went', user = keeper) => {
    const id = await idOf(code);
    return run((ctx) => compareCohort(ctx, id, { from, to, side, limit: 50 }), user);
  };

  test('a man who became deputy director on 1 June is not in May’s cohort and is in June’s; his post is named', async () => {
    const code = 'area_leaders_and_technical_team_leaders';
    const answer = await between(code, '2024-05-31', '2024-06-01', 'came');
    expect(answer).toMatchObject({ earlier: 0, later: 1, came: 1, went: 0 });
    expect(answer.rows).toMatchObject([
      {
        name: '单小明',
        otherwise: 'here',
        turns: [
          {
            condition: { kind: 'post' },
            before: { posts: [] },
            after: { posts: [{ post: 'area_deputy_director', unitName: '一工区', from: '2024-06-01' }] },
          },
        ],
      },
    ]);
    expect(await run((ctx) => isInCohort(ctx, code, people.deputy, { day: '2024-05-31' }))).toBe(false);
    expect(await run((ctx) => isInCohort(ctx, code, people.deputy, { day: '2024-06-01' }))).toBe(true);
  });

  test('who left is gone by leaving, who grew older by the age', async () => {
    const left = await between('all_staff', '2024-05-20', '2024-05-21', 'went');
    expect(left.rows).toMatchObject([{ name: '解先生', otherwise: 'notEmployed', turns: [] }]);
    const older = await between('youth', '2024-06-17', '2024-06-18', 'went');
    expect(older.rows).toMatchObject([
      { name: '区大海', turns: [{ before: { years: 35, limit: 35 }, after: { years: 36 } }] },
    ]);
  });

  test('who moved away is elsewhere for whoever sees only that part, and no more is said', async () => {
    const person = await run((ctx) => makePerson(ctx, { unitId: tree.areas[0].id, name: '张搬走' }));
    await run((ctx) => movePerson(ctx, person.id, { unitId: tree.areas[1].id, from: '2024-06-10' }));
    const officer = testUser(['roster.cohort.read', 'roster.unit.read'], tree.areas[0].path);
    const answer = await between('all_staff', '2024-06-09', '2024-06-10', 'went', officer);
    expect(answer.rows).toMatchObject([{ name: '张搬走', otherwise: 'elsewhere', turns: [] }]);
    expect((await between('all_staff', '2024-06-09', '2024-06-10', 'went')).rows).toEqual([]);
  });
});

describe('who may see whom', () => {
  test('members end at the own part of the tree, also below a unit that is asked for', async () => {
    const id = await idOf('all_staff');
    const officer = testUser(['roster.cohort.read', 'roster.unit.read'], tree.areas[1].path);
    const { rows } = await run((ctx) => listMembers(ctx, id, { day: '2024-05-20', limit: 50 }), officer);
    expect(rows.map((row) => row.name)).toEqual(['区大海']);
    expect((await run((ctx) => showCohort(ctx, id, { day: '2024-05-20' }), officer)).count).toBe(1);
    const asked = { unitId: tree.areas[0].id, limit: 50 };
    await expect(run((ctx) => listMembers(ctx, id, asked), officer)).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => explainCohort(ctx, id, people.deputy, undefined), officer)).rejects.toThrow(
      'kernel.not_found',
    );
  });

  test('a unit beyond it has no name in a definition', async () => {
    const asks: Definition = { anyOf: [{ allOf: [{ kind: 'units', unitIds: [tree.areas[0].id], isNot: false }] }] };
    const made = await run((ctx) => createCohort(ctx, { name: '一工区的人', note: '', definition: asks }));
    const officer = testUser(['roster.cohort.read', 'roster.unit.read'], tree.areas[1].path);
    const shown = (user: SignedInUser) => run((ctx) => showCohort(ctx, made.id, {}), user);
    expect((await shown(keeper)).unitNames).toEqual({ [tree.areas[0].id]: '一工区' });
    expect((await shown(officer)).unitNames).toEqual({});
  });
});

test('a page ends where the next begins, and the file holds the whole list with its reasons', async () => {
  const id = await idOf('front_line');
  const page = (cursor?: string) =>
    run((ctx) => listMembers(ctx, id, { day: '2024-05-20', limit: 2, ...(cursor ? { cursor } : {}) }));
  const first = await page();
  const second = await page(first.nextCursor!);
  const names = [...first.rows, ...second.rows].map((row) => row.name);
  const whole = (await run((ctx) => listMembers(ctx, id, { day: '2024-05-20', limit: 200 }))).rows.map(
    (row) => row.name,
  );
  expect(names).toEqual(whole.slice(0, 4));
  const file = await run((ctx) => exportMembers(ctx, id, { day: '2024-05-20' }));
  const lines: string[] = [];
  for await (const piece of (await readWorkbook(file.bytes, file.name)).rows)
    for (const { cells } of piece) lines.push(cells.map((cell) => (cell?.kind === 'text' ? cell.text : '')).join('|'));
  for (const name of whole) expect(lines.filter((line) => line.startsWith(`${name}|`))).toHaveLength(1);
});

test('why somebody is in or not is told condition by condition', async () => {
  const id = await idOf('temporary_workers_of_remote_units');
  const explained = await run((ctx) => explainCohort(ctx, id, people.temporary, '2024-02-29'));
  expect(explained).toMatchObject({ isIn: false, presence: 'here' });
  expect(explained.groups[0]!.findings.map((one) => [one.condition.kind, one.isMet])).toEqual([
    ['employment', true],
    ['remote', false],
  ]);
  const gone = await run((ctx) => explainCohort(ctx, id, people.gone, '2024-06-01'));
  expect(gone).toMatchObject({ isIn: false, presence: 'notEmployed', groups: [] });
});

test('who is in a state of a scheme is asked as of the day; a state taken off the record was on none', async () => {
  const asks = (states: string[], isNot = false): Definition => ({
    anyOf: [{ allOf: [{ kind: 'enrolment', scheme: 'test.club', states, isNot }] }],
  });
  const tried = (definition: Definition, day: Day) => run((ctx) => tryCohort(ctx, { definition, day }));
  const names = async (definition: Definition, day: Day) =>
    (await tried(definition, day)).rows.map((row) => row.name).sort();
  expect(await names(asks(['in']), '2024-05-19')).toEqual(['单小明']);
  expect(await names(asks(['in']), '2024-06-01')).toEqual(['区大海']);
  expect(await names(asks(['in', 'paused']), '2024-06-01')).toEqual(['区大海', '单小明']);
  expect(await names(asks(['in', 'paused'], true), '2024-06-01')).not.toContain('单小明');
  const [paused] = (await tried(asks(['paused']), '2024-06-01')).rows;
  expect(paused!.reasons).toMatchObject([
    { isMet: true, fact: { enrolment: { state: 'paused', from: '2024-06-01' } } },
  ]);
  expect((await run(listSchemes)).rows).toEqual([
    { scheme: 'test.club', name: 'test.club', states: ['in', 'paused'].map((state) => ({ state, name: state })) },
  ]);
});

test('a unit that moved takes its people into the cohort of the day only', async () => {
  const { works, areas } = tree;
  const shop = await run((ctx) => makeUnit(ctx, { kind: 'workshop', parentId: areas[0].id, name: '车间' }));
  await run((ctx) => makePerson(ctx, { unitId: shop.id, name: '张车间' }));
  await run((ctx) => moveUnit(ctx, shop.id, { parentId: works.id, from: '2024-06-05' }));
  expect(await namesOn('all_staff', '2024-06-04', areas[0].path)).toContain('张车间');
  expect(await namesOn('all_staff', '2024-06-05', areas[0].path)).not.toContain('张车间');
});

describe('the statement and the rule are of one mind', () => {
  test('for definitions that nobody would write', async () => {
    const isNot = fc.boolean();
    const year = fc.option(fc.integer({ min: 0, max: 70 }), { nil: null });
    const some = <T>(all: readonly T[]) => fc.subarray([...all], { minLength: 1 });
    const condition: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({ kind: fc.constant('post' as const), posts: some(['area_deputy_director', 'cook']), isNot }),
      fc.record({ kind: fc.constant('gender' as const), gender: fc.constantFrom(...genders), isNot }),
      fc.record({ kind: fc.constant('age' as const), from: year, to: year, isNot }),
      fc.record({ kind: fc.constant('youth' as const), isNot }),
      fc.record({ kind: fc.constant('employment' as const), kinds: some(employmentKinds), isNot }),
      fc.record({
        kind: fc.constant('units' as const),
        unitIds: some([tree.works, ...tree.areas, tree.team].map((unit) => unit.id)),
        isNot,
      }),
      fc.record({
        kind: fc.constant('unitKind' as const),
        kinds: some(['team', 'work_area', 'pumping_station']),
        isNot,
      }),
      fc.record({ kind: fc.constant('frontLine' as const), isNot }),
      fc.record({ kind: fc.constant('remote' as const), isNot }),
      fc.record({ kind: fc.constant('migrant' as const), isNot }),
      fc.record({
        kind: fc.constant('enrolment' as const),
        scheme: fc.constantFrom('test.club', 'test.nowhere'),
        states: some(['in', 'paused']),
        isNot,
      }),
      fc.record({ kind: fc.constant('service' as const), years: fc.integer({ min: 1, max: 6 }), isNot }),
    );
    const group = fc.record({ allOf: fc.array(condition, { maxLength: 4 }) });
    const asked = fc.record({ anyOf: fc.array(group, { minLength: 1, maxLength: 3 }) });
    const day = fc.constantFrom('2020-06-01', '2024-02-29', '2024-05-20', '2024-06-01', '2024-06-18');
    await run((ctx) =>
      fc.assert(
        fc.asyncProperty(asked, day, async (one, on) => {
          const ground = { day: on, youthAge: 35, tree: await dayTree(ctx, on) };
          const rows = await memberRows(ctx, { definition: one, ...ground });
          const { rows: all } = await database.pool.query<{ id: string }>('select id from roster.person');
          const facts = await factsOn(ctx, { ...ground, ids: all.map((row) => row.id) });
          const wanted = [...facts.values()].filter((known) => judge(one, known, ground).some((part) => part.isMet));
          expect(rows.map((row) => row.id).sort()).toEqual(wanted.map((known) => known.personId).sort());
        }),
        { numRuns: 200 },
      ),
    );
  });
});
