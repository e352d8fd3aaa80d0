import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { unitName } from './contract';
import { createPerson, getPerson } from './people';
import { makePerson, makeTree, makeUnit, type SmallTree } from './testing';
import {
  closeUnit,
  createUnit,
  getUnit,
  importUnits,
  listUnits,
  moveUnit,
  renameUnit,
  showUnit,
  unitsOn,
} from './units';

let database: TestDatabase;
let tree: SmallTree;
const writer = testUser(['roster.unit.read', 'roster.unit.write', 'roster.person.read', 'roster.person.write']);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function fresh(): Promise<SmallTree> {
  tree = await run(makeTree);
  return tree;
}

const body = { kind: 'work_area', name: '三工区', position: 0, from: '2024-06-01' };

describe('a unit is added', () => {
  test('below its parent, with its path and abilities', async () => {
    const { works } = await fresh();
    const unit = await run((ctx) => createUnit(ctx, { ...body, parentId: works.id }));
    expect(unit.path.startsWith(works.path)).toBe(true);
    expect(unit).toMatchObject({
      name: '三工区',
      shortName: '三工区',
      validTo: null,
      abilities: { rename: true, close: true },
    });
  });

  test.each([
    ['a kind that there is not', { kind: 'fortress' }, 'roster.unit_kind_unknown'],
    ['a kind that may not lie there', { kind: 'group' }, 'roster.unit_kind_misplaced'],
    ['a parent that is younger', { from: '2019-12-31' }, 'roster.day_before_start'],
    ['a parent that is not there', { parentId: newId() }, 'kernel.not_found'],
  ])('refused: %s', async (_what, change, code) => {
    const { works } = await fresh();
    await expect(run((ctx) => createUnit(ctx, { ...body, parentId: works.id, ...change }))).rejects.toThrow(code);
  });

  test('refused: a closed parent', async () => {
    const { areas } = await fresh();
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-05-31' }));
    const team = { ...body, kind: 'team', parentId: areas[1].id };
    await expect(run((ctx) => createUnit(ctx, team))).rejects.toThrow('roster.unit_closed');
  });

  test('refused: a new top by who may write only in a part of the tree', async () => {
    const { works } = await fresh();
    const partial = testUser(['roster.unit.write'], works.path);
    await expect(run((ctx) => createUnit(ctx, { ...body, kind: 'group', parentId: null }), partial)).rejects.toThrow(
      'kernel.not_found',
    );
  });
});

describe('a unit gets another name', () => {
  test('and keeps the old one for the days before', async () => {
    const { station } = await fresh();
    await run((ctx) => renameUnit(ctx, station.id, { name: '新东泵站', from: '2024-03-01' }));
    const [before] = await run((ctx) => unitsOn(ctx, { day: '2024-02-29', under: station.path }));
    const [after] = await run((ctx) => unitsOn(ctx, { day: '2024-03-01', under: station.path }));
    expect([before?.name, after?.name]).toEqual(['东泵站', '新东泵站']);
    const { history } = await run((ctx) => showUnit(ctx, station.id));
    expect(history.map((h) => [h.name, h.validFrom, h.validTo])).toEqual([
      ['东泵站', '2020-01-01', '2024-02-29'],
      ['新东泵站', '2024-03-01', null],
    ]);
  });

  test('twice on one day leaves one version', async () => {
    const { station } = await fresh();
    await run((ctx) => renameUnit(ctx, station.id, { name: '甲', from: '2024-03-01' }));
    await run((ctx) => renameUnit(ctx, station.id, { name: '乙', from: '2024-03-01' }));
    const { history, unit } = await run((ctx) => showUnit(ctx, station.id));
    expect(history.map((h) => h.name)).toEqual(['东泵站', '乙']);
    expect(unit.name).toBe('乙');
  });

  test.each([
    ['a day before the latest change', '2019-06-01', 'roster.day_before_start'],
    ['a day that has not come', '2024-06-19', 'roster.day_in_future'],
  ])('refused: %s', async (_what, from, code) => {
    const { station } = await fresh();
    await expect(run((ctx) => renameUnit(ctx, station.id, { name: '甲', from }))).rejects.toThrow(code);
  });
});

describe('a unit is moved', () => {
  test('with all below it and the people in it; the old place is kept', async () => {
    const { areas, station, works } = await fresh();
    const shift = await run((ctx) => makeUnit(ctx, { kind: 'team', parentId: station.id, name: '夜班' }));
    const person = await run((ctx) => makePerson(ctx, { unitId: shift.id }));
    await run((ctx) => moveUnit(ctx, station.id, { parentId: areas[1].id, from: '2024-05-01' }));
    const moved = await run((ctx) => getUnit(ctx, shift.id));
    expect(moved.path.startsWith(areas[1].path)).toBe(true);
    const { rows } = await database.pool.query('select unit_path from roster.person where id = $1', [person.id]);
    expect(rows[0].unit_path).toBe(moved.path);
    const names = async (day: string, under: string) =>
      (await run((ctx) => unitsOn(ctx, { day, under }))).map((u) => u.name);
    expect(await names('2024-04-30', areas[0].path)).toEqual(['一工区', '东泵站', '夜班', '一食堂', '甲班']);
    expect(await names('2024-05-01', areas[0].path)).toEqual(['一工区', '一食堂', '甲班']);
    expect(await names('2024-05-01', areas[1].path)).toEqual(['二工区', '东泵站', '夜班']);
    expect(await names('2024-05-01', works.path)).toHaveLength(7);
  });

  test('a unit added after the day of the move keeps its first day', async () => {
    const { areas, station } = await fresh();
    const late = await run((ctx) =>
      makeUnit(ctx, { kind: 'team', parentId: station.id, name: '新班', from: '2024-06-10' }),
    );
    await run((ctx) => moveUnit(ctx, station.id, { parentId: areas[1].id, from: '2024-05-01' }));
    const { history } = await run((ctx) => showUnit(ctx, late.id));
    expect(history.map((h) => h.validFrom)).toEqual(['2024-06-10']);
    const there = await run((ctx) => unitsOn(ctx, { day: '2024-06-10', under: areas[1].path }));
    expect(there.map((u) => u.name)).toContain('新班');
  });

  test('refused: into itself, below a kind that cannot hold it', async () => {
    const { works, areas, canteen, station } = await fresh();
    const move = (id: string, parentId: string) => run((ctx) => moveUnit(ctx, id, { parentId, from: '2024-05-01' }));
    await expect(move(works.id, areas[0].id)).rejects.toThrow('roster.unit_below_itself');
    await expect(move(areas[0].id, areas[0].id)).rejects.toThrow('roster.unit_below_itself');
    await expect(move(station.id, canteen.id)).rejects.toThrow('roster.unit_kind_misplaced');
  });

  test('refused like something missing: a target outside the own part of the tree', async () => {
    const { areas, station } = await fresh();
    const officer = testUser(['roster.unit.write'], areas[0].path);
    const move = (parentId: string) =>
      run((ctx) => moveUnit(ctx, station.id, { parentId, from: '2024-05-01' }), officer);
    await expect(move(areas[1].id)).rejects.toThrow('kernel.not_found');
    await expect(move(newId())).rejects.toThrow('kernel.not_found');
  });
});

describe('a unit is closed', () => {
  test('and is not listed the day after', async () => {
    const { areas } = await fresh();
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-05-31' }));
    const on = async (day: string) =>
      (await run((ctx) => unitsOn(ctx, { day, kinds: ['work_area'] }))).filter((u) => u.id === areas[1].id);
    expect(await on('2024-05-31')).toHaveLength(1);
    expect(await on('2024-06-01')).toHaveLength(0);
    await expect(run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-06-01' }))).rejects.toThrow(
      'roster.unit_closed',
    );
  });

  test('refused: with units or people in it, before its latest change', async () => {
    const { areas, team } = await fresh();
    await run((ctx) => makePerson(ctx, { unitId: team.id }));
    await expect(run((ctx) => closeUnit(ctx, areas[0].id, { lastDay: '2024-05-31' }))).rejects.toThrow(
      'roster.unit_not_empty',
    );
    await expect(run((ctx) => closeUnit(ctx, team.id, { lastDay: '2024-05-31' }))).rejects.toThrow(
      'roster.unit_not_empty',
    );
    await expect(run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2019-12-31' }))).rejects.toThrow(
      'roster.day_before_start',
    );
  });
});

describe('lists of units', () => {
  test('end at the own part of the tree', async () => {
    const { areas, works } = await fresh();
    const officer = testUser(['roster.unit.read'], areas[0].path);
    const { rows } = await run((ctx) => listUnits(ctx, {}), officer);
    expect(rows.map((u) => u.name)).toEqual(['一工区', '东泵站', '一食堂', '甲班']);
    expect(rows[0]!.abilities).toMatchObject({ rename: false, close: false });
    await expect(run((ctx) => listUnits(ctx, { under: works.id }), officer)).rejects.toThrow('kernel.not_found');
    await expect(run((ctx) => showUnit(ctx, areas[1].id), officer)).rejects.toThrow('kernel.not_found');
  });

  test('are empty without the right', async () => {
    await fresh();
    expect((await run((ctx) => listUnits(ctx, {}), testUser([]))).rows).toEqual([]);
  });

  test('choose by kind', async () => {
    const { works } = await fresh();
    const { rows } = await run((ctx) => listUnits(ctx, { kind: 'canteen', under: works.id }));
    expect(rows.map((u) => u.name)).toEqual(['一食堂']);
  });
});

test('a batch of units names its parents among its own rows; a missing parent is refused', async () => {
  const [top, below] = [newId(), newId()];
  const day = '2020-01-01';
  await run((ctx) =>
    importUnits(ctx, [
      { id: top, parentId: null, kind: 'works', name: '总场', from: day },
      { id: below, parentId: top, kind: 'work_area', name: '工区', from: day },
    ]),
  );
  const units = await run((ctx) => Promise.all([getUnit(ctx, top), getUnit(ctx, below)]));
  expect(units[1].path.startsWith(units[0].path)).toBe(true);
  await expect(
    run((ctx) => importUnits(ctx, [{ id: newId(), parentId: newId(), kind: 'team', name: '班', from: day }])),
  ).rejects.toThrow('kernel.not_found');
});

describe('the history of a unit', () => {
  test('says what was done, from which day, why, and who wrote it', async () => {
    const { areas } = await fresh();
    const user = testUser(['roster.unit.write', 'roster.unit.read'], '/', { name: '主席' });
    const made = await run(
      (ctx) =>
        createUnit(ctx, {
          parentId: areas[0].id,
          kind: 'team',
          name: '乙班',
          position: 0,
          from: '2024-01-01',
          reason: '新建泵房需要',
        }),
      user,
    );
    await run((ctx) => renameUnit(ctx, made.id, { name: '丙班 <b>😀𠮷', from: '2024-02-01' }), user);
    await run((ctx) => moveUnit(ctx, made.id, { parentId: areas[1].id, from: '2024-03-01', reason: '机构调整' }), user);
    await run((ctx) => closeUnit(ctx, made.id, { lastDay: '2024-06-30', reason: '合并' }), user);
    const { changes } = await run((ctx) => showUnit(ctx, made.id), user);
    expect(
      changes.map(({ what, day, before, after, reason, byName }) => [what, day, before, after, reason, byName]),
    ).toEqual([
      ['created', '2024-01-01', null, '乙班', '新建泵房需要', '主席'],
      ['renamed', '2024-02-01', '乙班', '丙班 <b>😀𠮷', '', '主席'],
      ['moved', '2024-03-01', '一工区', '二工区', '机构调整', '主席'],
      ['closed', '2024-06-30', '丙班 <b>😀𠮷', null, '合并', '主席'],
    ]);
  });

  test('refused: a name that another open unit beside it bears, given, taken over or brought along', async () => {
    const { works, areas, team } = await fresh();
    const body = { parentId: works.id, kind: 'work_area', name: '二工区', position: 0, from: '2024-01-01' };
    await expect(run((ctx) => createUnit(ctx, body))).rejects.toThrow('roster.unit_name_taken');
    await expect(run((ctx) => renameUnit(ctx, areas[0].id, { name: '二工区', from: '2024-05-01' }))).rejects.toThrow(
      'roster.unit_name_taken',
    );
    await run((ctx) => makeUnit(ctx, { kind: 'team', parentId: areas[1].id, name: team.name }));
    await expect(run((ctx) => moveUnit(ctx, team.id, { parentId: areas[1].id, from: '2024-05-01' }))).rejects.toThrow(
      'roster.unit_name_taken',
    );
    await run((ctx) => renameUnit(ctx, areas[0].id, { name: areas[0].name, shortName: '一区', from: '2024-05-01' }));
  });
});

describe('two changes at the same time', () => {
  /** Lets the first act come to its end, but not its commit, before the second begins. */
  async function interleaved<A, B>(first: (ctx: Context) => Promise<A>, second: (ctx: Context) => Promise<B>) {
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let hasActed = (): void => undefined;
    const acted = new Promise<void>((resolve) => (hasActed = resolve));
    const one = run(async (ctx) => {
      const result = await first(ctx);
      hasActed();
      await held;
      return result;
    });
    await acted;
    const two = run(second);
    two.catch(() => undefined);
    await untilWaiting();
    goOn();
    return [await one, await two] as const;
  }
  async function untilWaiting(): Promise<void> {
    for (let times = 0; times < 400; times += 1) {
      const { rows } = await database.pool.query(
        `select from pg_locks where not granted and pid in (select pid from pg_stat_activity where datname = current_database())`,
      );
      if (rows.length > 0) return;
      await new Promise((later) => setTimeout(later, 10));
    }
    throw new Error('nobody waits');
  }

  test('a unit that is added below one that moves gets the new path', async () => {
    const { areas, station } = await fresh();
    const body = { parentId: station.id, kind: 'team', name: '夜班', position: 0, from: '2024-01-01' };
    const [made] = await interleaved(
      (ctx) => createUnit(ctx, body),
      (ctx) => moveUnit(ctx, station.id, { parentId: areas[1].id, from: '2024-05-01' }),
    );
    const [moved, now] = await run((ctx) => Promise.all([getUnit(ctx, station.id), getUnit(ctx, made.id)]));
    expect(now.path.startsWith(moved.path)).toBe(true);
    expect(moved.path.startsWith(areas[1].path)).toBe(true);
  });

  test('a person who is placed in a unit that moves is taken along', async () => {
    const { areas, station } = await fresh();
    const body = { gender: 'male', employmentKind: 'contract', from: '2024-01-01' } as const;
    const [person] = await interleaved(
      (ctx) => createPerson(ctx, { ...body, name: '仇大海', staffNumber: newId().slice(0, 30), unitId: station.id }),
      (ctx) => moveUnit(ctx, station.id, { parentId: areas[1].id, from: '2024-05-01' }),
    );
    const [moved, now] = await run((ctx) => Promise.all([getUnit(ctx, station.id), getPerson(ctx, person.id)]));
    expect(now.unitPath).toBe(moved.path);
  });

  test('nobody is placed in a unit that is being closed', async () => {
    const { team } = await fresh();
    const body = { name: '仇大海', gender: 'male', employmentKind: 'contract', from: '2024-01-01' } as const;
    await expect(
      interleaved(
        (ctx) => closeUnit(ctx, team.id, { lastDay: '2024-05-31' }),
        (ctx) => createPerson(ctx, { ...body, staffNumber: newId().slice(0, 30), unitId: team.id }),
      ),
    ).rejects.toThrow('roster.unit_closed');
  });
});

test.each([
  ['nothing but blanks', '  \u3000 '],
  ['nothing that can be seen', '\u200b\u200e'],
  ['a sign between the others that takes no room', '一\u200b工区'],
  ['a sign that ends a text', '一工区\u0000'],
  ['two lines', '一\n工区'],
  ['too long', '长'.repeat(61)],
])('a name of %s is refused', (_what, name) => expect(unitName.safeParse(name).success).toBe(false));

test.each(['𠮷田班', '😀班', '<script>alert(1)</script>', '甲班（夜）', 'Ünïts & Co.', '‏נמל'])(
  'the name %s may stand',
  (name) => expect(unitName.parse(name)).toBe(name),
);
