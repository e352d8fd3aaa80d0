import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import {
  createPerson,
  findPerson,
  importPeople,
  listPeople,
  movePerson,
  peopleOn,
  recordLeaving,
  showPerson,
  updatePerson,
} from './people';
import { makePerson, makeTree, type SmallTree } from './testing';
import { closeUnit } from './units';

let database: TestDatabase;
let tree: SmallTree;
const everything = [
  'roster.unit.read',
  'roster.unit.write',
  'roster.person.read',
  'roster.person.write',
  'roster.post.write',
];
const writer = testUser(everything);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);
const page = { limit: 50 };

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function fresh(): Promise<SmallTree> {
  tree = await run(makeTree);
  return tree;
}

const body = () =>
  ({
    name: '单晓明',
    staffNumber: `S${newId().slice(-8)}`,
    gender: 'female',
    employmentKind: 'contract',
    from: '2024-06-01',
  }) as const;

describe('a person is added', () => {
  test('to a unit, with the reading of her surname', async () => {
    const { team } = await fresh();
    const person = await run((ctx) => createPerson(ctx, { ...body(), unitId: team.id }));
    expect(person).toMatchObject({
      name: '单晓明',
      unitName: '甲班',
      employedFrom: '2024-06-01',
      version: 1,
      abilities: { move: true },
    });
    const { rows } = await database.pool.query('select name_key from roster.person where id = $1', [person.id]);
    expect(rows[0].name_key).toBe('shan4 xiao3 ming2 单晓明');
  });

  test('refused: a staff number that is taken, a day that has not come, a unit that is not there or closed', async () => {
    const { team, areas } = await fresh();
    const given = body();
    const create = (change: object) => run((ctx) => createPerson(ctx, { ...given, unitId: team.id, ...change }));
    await create({});
    await expect(create({})).rejects.toThrow('roster.staff_number_taken');
    await expect(create({ staffNumber: 'other', from: '2024-06-19' })).rejects.toThrow('roster.day_in_future');
    await expect(create({ staffNumber: 'other', bornOn: '2024-05-01', from: '2024-05-01' })).rejects.toThrow(
      'roster.born_too_late',
    );
    await expect(create({ staffNumber: 'other', unitId: newId() })).rejects.toThrow('kernel.not_found');
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-05-31' }));
    await expect(create({ staffNumber: 'other', unitId: areas[1].id })).rejects.toThrow('roster.unit_closed');
  });

  test('refused like something missing: in a unit outside the own part of the tree', async () => {
    const { areas, team } = await fresh();
    const officer = testUser(everything, areas[1].path);
    await expect(run((ctx) => createPerson(ctx, { ...body(), unitId: team.id }), officer)).rejects.toThrow(
      'kernel.not_found',
    );
  });
});

describe('a person is corrected', () => {
  test('and sorts by the new name', async () => {
    const person = await run((ctx) => makePerson(ctx));
    const change = { ...body(), name: '曾国强', gender: 'male', version: 1 } as const;
    const after = await run((ctx) => updatePerson(ctx, person.id, change));
    expect(after).toMatchObject({ name: '曾国强', version: 2, phone: null });
    const { rows } = await database.pool.query('select name_key from roster.person where id = $1', [person.id]);
    expect(rows[0].name_key).toBe('zeng1 guo2 qiang2 曾国强');
  });

  test('the audit names the changed fields, never their values', async () => {
    const person = await run((ctx) => makePerson(ctx));
    await run((ctx) => updatePerson(ctx, person.id, { ...body(), phone: '13805461234', version: 1 }));
    const { rows } = await database.pool.query(
      `select details from kernel.audit_entry where subject = $1 and action = 'roster.updatePerson'`,
      [`person:${person.id}`],
    );
    expect(rows[0].details.changed).toContain('phone');
    expect(JSON.stringify(rows[0].details)).not.toContain('138');
  });

  test('refused: a unit that is not there, at the field that names it', async () => {
    const moved = (unitId: string) => run((ctx) => movePerson(ctx, known.id, { unitId, from: '2024-05-01' }));
    const known = await run((ctx) => makePerson(ctx));
    await expect(moved(newId())).rejects.toMatchObject({
      code: 'kernel.not_found',
      issues: [{ path: 'unitId' }],
    });
  });

  test('refused: a stale version, a staff number of somebody else', async () => {
    const [one, two] = await run(async (ctx) => [await makePerson(ctx), await makePerson(ctx)] as const);
    await expect(run((ctx) => updatePerson(ctx, one.id, { ...body(), version: 7 }))).rejects.toThrow(
      'kernel.changed_meanwhile',
    );
    const same = { ...body(), staffNumber: two.staffNumber, version: 1 };
    await expect(run((ctx) => updatePerson(ctx, one.id, same))).rejects.toThrow('roster.staff_number_taken');
  });
});

describe('a person is moved', () => {
  test('and stands where she stood on each day', async () => {
    const { team, canteen, areas } = await fresh();
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    const moved = await run((ctx) => movePerson(ctx, person.id, { unitId: canteen.id, from: '2024-05-01' }));
    expect(moved.unitName).toBe('一食堂');
    const placeOn = async (day: string) =>
      (await run((ctx) => peopleOn(ctx, { day, under: areas[0].path }))).find((p) => p.id === person.id)?.unitName;
    expect([await placeOn('2019-12-31'), await placeOn('2024-04-30'), await placeOn('2024-05-01')]).toEqual([
      undefined,
      '甲班',
      '一食堂',
    ]);
    const { placements } = await run((ctx) => showPerson(ctx, person.id));
    expect(placements.map((p) => [p.unitName, p.validTo])).toEqual([
      ['甲班', '2024-04-30'],
      ['一食堂', null],
    ]);
  });

  test('twice on one day counts once', async () => {
    const { team, canteen, station } = await fresh();
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    for (const unitId of [canteen.id, station.id])
      await run((ctx) => movePerson(ctx, person.id, { unitId, from: '2024-05-01' }));
    const { placements } = await run((ctx) => showPerson(ctx, person.id));
    expect(placements.map((p) => p.unitName)).toEqual(['甲班', '东泵站']);
  });

  test('refused: before the present placement, on a day to come, into a closed unit, after leaving', async () => {
    const { team, canteen, areas } = await fresh();
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    const move = (from: string, unitId = canteen.id) => run((ctx) => movePerson(ctx, person.id, { unitId, from }));
    await expect(move('2019-06-01')).rejects.toThrow('roster.day_before_start');
    await expect(move('2024-06-19')).rejects.toThrow('roster.day_in_future');
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-05-31' }));
    await expect(move('2024-06-01', areas[1].id)).rejects.toThrow('roster.unit_closed');
    await run((ctx) => recordLeaving(ctx, person.id, '2024-06-10'));
    await expect(move('2024-06-12')).rejects.toThrow('roster.person_left');
  });

  test('the database refuses two placements at once', async () => {
    const { team } = await fresh();
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    const insert = `insert into roster.placement (id, person_id, unit_id, valid_from) values ($1, $2, $3, '2024-01-01')`;
    await expect(database.pool.query(insert, [newId(), person.id, team.id])).rejects.toMatchObject({
      constraint: 'placement_days_overlap',
    });
  });
});

describe('a person leaves', () => {
  test('and is in no list, but the past stays', async () => {
    const { team, areas } = await fresh();
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    const after = await run((ctx) => recordLeaving(ctx, person.id, '2024-06-10'));
    expect(after).toMatchObject({ unitId: null, employedTo: '2024-06-10', abilities: { move: false } });
    expect((await run((ctx) => listPeople(ctx, { ...page, unitId: team.id }))).rows).toEqual([]);
    const officer = testUser(everything, areas[0].path);
    expect((await run((ctx) => showPerson(ctx, person.id), officer)).placements).toHaveLength(1);
    expect(await run((ctx) => peopleOn(ctx, { day: '2024-06-10', ids: [person.id] }))).toHaveLength(1);
  });

  test('refused: a second time, before the placement began', async () => {
    const person = await run((ctx) => makePerson(ctx));
    await expect(run((ctx) => recordLeaving(ctx, person.id, '2019-01-01'))).rejects.toThrow('roster.day_before_start');
    await run((ctx) => recordLeaving(ctx, person.id, '2024-06-10'));
    await expect(run((ctx) => recordLeaving(ctx, person.id, '2024-06-11'))).rejects.toThrow('roster.person_left');
  });
});

describe('lists of people', () => {
  async function crowd(): Promise<SmallTree> {
    const { team, canteen, areas } = await fresh();
    const names = ['张伟', '曾强', '单明', '李明', '黎明', '仇云', '区明', '陈一'];
    await run((ctx) =>
      importPeople(
        ctx,
        names.map((name, i) => ({
          ...body(),
          id: newId(),
          name,
          unitId: [team.id, canteen.id][i % 2]!,
          staffNumber: `L${areas[0].path}${i}`.replaceAll('/', '-'),
          phone: '13805461234',
          from: '2024-01-01',
        })),
      ),
    );
    await run((ctx) => makePerson(ctx, { unitId: areas[1].id, name: '王远' }));
    return tree;
  }

  test('are sorted by the reading of the names and come page by page', async () => {
    const { areas } = await crowd();
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const part = await run((ctx) => listPeople(ctx, { limit: 3, unitId: areas[0].id, cursor }));
      names.push(...part.rows.map((row) => row.name));
      cursor = part.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(names).toEqual(['陈一', '黎明', '李明', '区明', '仇云', '单明', '曾强', '张伟']);
  });

  test.each([
    ['单明', ['单明']],
    ['明', ['黎明', '李明', '区明', '单明']],
    ['sm', ['单明']],
    ['shan', ['单明']],
    ['qy', ['仇云']],
    ['z', ['曾强', '张伟']],
    ['zz', []],
    ['%', []],
  ])('found by %s', async (search, expected) => {
    const { areas } = await crowd();
    const { rows } = await run((ctx) => listPeople(ctx, { ...page, search, unitId: areas[0].id }));
    expect(rows.map((row) => row.name)).toEqual(expected);
  });

  test('found by the beginning of the staff number', async () => {
    const { areas } = await crowd();
    const search = `L${areas[0].path}2`.replaceAll('/', '-');
    expect((await run((ctx) => listPeople(ctx, { ...page, search }))).rows.map((row) => row.name)).toEqual(['单明']);
  });

  test('found by the end of the phone: by no more of it than the person sees', async () => {
    const { areas } = await crowd();
    const foundBy = async (search: string, user: SignedInUser) =>
      (await run((ctx) => listPeople(ctx, { ...page, search, unitId: areas[0].id }), user)).rows.length;
    const reader = testUser(['roster.person.read'], areas[0].path);
    expect([await foundBy('1234', reader), await foundBy('61234', reader), await foundBy('13805461234', reader)]).toEqual([8, 0, 0]); // prettier-ignore
    const elsewhere = { ...testUser(everything, areas[1].path).grants[0]! };
    expect(await foundBy('61234', { ...reader, grants: [...reader.grants, elsewhere] })).toBe(0);
    expect([await foundBy('61234', writer), await foundBy('13805461234', writer)]).toEqual([8, 8]);
  });

  test('end at the own part of the tree and mask phone numbers for who may not write', async () => {
    const { areas, works } = await crowd();
    const reader = testUser(['roster.person.read'], areas[0].path);
    const { rows } = await run((ctx) => listPeople(ctx, page), reader);
    expect(rows).toHaveLength(8);
    expect(rows[0]).toMatchObject({ phone: '138****1234', abilities: { update: false } });
    expect((await run((ctx) => listPeople(ctx, { ...page, unitId: areas[0].id }))).rows[0]!.phone).toBe('13805461234');
    await expect(run((ctx) => listPeople(ctx, { ...page, unitId: works.id }), reader)).rejects.toThrow(
      'kernel.not_found',
    );
    expect((await run((ctx) => listPeople(ctx, page), testUser([]))).rows).toEqual([]);
  });
});

test("somebody else's person answers exactly as a missing one", async () => {
  const { areas, team } = await fresh();
  const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
  const officer = testUser(everything, areas[1].path);
  const answers = await Promise.all(
    [person.id, newId()].map((id) => run((ctx) => showPerson(ctx, id), officer).catch((error: unknown) => error)),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test('a person is found by id, staff number or account, else null', async () => {
  const person = await run((ctx) => makePerson(ctx));
  expect((await run((ctx) => findPerson(ctx, { staffNumber: person.staffNumber })))?.id).toBe(person.id);
  expect(await run((ctx) => findPerson(ctx, { accountId: newId() }))).toBeNull();
});
