import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { openAccount } from '../users';
import { peopleOn, getPerson, movePerson, recordLeaving } from '../people';
import { holdersOn } from '../posts';
import { grantsOf } from '../store/grants';
import { makeHolding, makePerson, makeTree, makeUnit } from '../testing';
import { closeUnit, getUnit, renameUnit, showUnit, unitsOn } from '../units';
import { mergeUnits, previewMerger } from './merge-units';
import { markRemote } from './reopen-unit';
import { previewSplit, splitUnit } from './split-unit';

let database: TestDatabase;
const permissions = [
  ...['roster.unit.read', 'roster.unit.write', 'roster.person.read', 'roster.person.write'],
  ...['roster.grant.write', 'roster.post.write'],
];
const writer = testUser(permissions, '/', { name: '主席' });
const roles = { clerk: { permissions: ['roster.unit.read'] } };
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);
const fresh = () => run(makeTree);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const FROM = '2024-06-01';
const preview = (sources: string[], targetId?: string, from = FROM) =>
  run((ctx) => previewMerger(ctx, { sources, from, ...(targetId ? { targetId } : {}) }));

type Extra = Partial<Parameters<typeof mergeUnits>[2]>;
async function merge(sources: string[], target: string | Exclude<Extra['target'], undefined>, extra: Extra = {}) {
  const into = typeof target === 'string' ? { unitId: target } : target;
  const from = extra.from ?? FROM;
  const { seen } = await preview(sources, typeof target === 'string' ? target : undefined, from);
  const body = { sources, target: into, from, seen, endPosts: [], endGrants: [], names: [], reason: '机构调整' };
  return run((ctx) => mergeUnits(ctx, roles, { ...body, ...extra }));
}

const namesOn = async (day: string, under: string) =>
  (await run((ctx) => peopleOn(ctx, { day, under }))).map((person) => person.name).sort();

describe('units merge into one that is there', () => {
  test('people, posts, units below and roles go over; the day before everything is as it was', async () => {
    const { areas, station, team, works } = await fresh();
    const [first, second] = areas;
    const person = await run((ctx) => makePerson(ctx, { unitId: first.id, name: '单小明' }));
    const held = await run((ctx) => makeHolding(ctx, { personId: person.id }));
    const below = await run((ctx) => makePerson(ctx, { unitId: team.id, name: '区大海' }));
    const accountId = await run((ctx) => clerkOn(ctx, first.id));

    const shown = await preview([first.id], second.id);
    expect(shown.people.map((one) => one.name)).toEqual(['单小明']);
    expect(shown.posts.map((post) => [post.personName, post.post, post.isFuture])).toEqual([
      ['单小明', 'area_director', false],
    ]);
    expect(shown.children.map((child) => [child.name, child.people])).toEqual([
      ['东泵站', 0],
      ['一食堂', 0],
      ['甲班', 1],
    ]);
    expect(shown.grants).toMatchObject([{ role: 'clerk', isMine: false, mayChange: true }]);
    expect(shown.earliest).toBe('2020-01-02');

    await merge([first.id], second.id);

    expect(await run((ctx) => getUnit(ctx, first.id))).toMatchObject({ validTo: '2024-05-31', name: '一工区' });
    const target = await run((ctx) => getUnit(ctx, second.id));
    for (const id of [person.id, below.id])
      expect((await run((ctx) => getPerson(ctx, id))).unitPath!.startsWith(target.path)).toBe(true);
    expect(await namesOn('2024-05-31', first.path)).toEqual(['单小明']);
    expect(await namesOn(FROM, target.path)).toEqual(['区大海', '单小明']);
    const then = await run((ctx) => unitsOn(ctx, { day: '2024-05-31', under: first.path }));
    expect(then.map((unit) => unit.name)).toEqual(['一工区', '东泵站', '一食堂', '甲班']);
    expect((await run((ctx) => unitsOn(ctx, { day: FROM, under: works.path }))).map((unit) => unit.id)).not.toContain(
      first.id,
    );
    expect((await run((ctx) => getUnit(ctx, station.id))).parentId).toBe(second.id);
    const holders = async (day: string) =>
      (await run((ctx) => holdersOn(ctx, { posts: ['area_director'], day })))
        .filter((one) => one.personId === held.personId)
        .map((one) => one.unitId);
    expect([await holders('2024-05-31'), await holders(FROM)]).toEqual([[first.id], [second.id]]);
    const grants = await run((ctx) => grantsOf(ctx, [accountId], '2024-06-18'));
    expect(grants.map((grant) => [grant.unitId, grant.validFrom])).toEqual([[second.id, '2024-06-18']]);
  });

  test('both sides tell it, with the way to the other', async () => {
    const { areas } = await fresh();
    await merge([areas[0].id], areas[1].id);
    const [gone, stayed] = await run(async (ctx) => [
      await showUnit(ctx, areas[0].id),
      await showUnit(ctx, areas[1].id),
    ]);
    const told = (shown: typeof gone) =>
      shown!.changes.map(({ what, day, before, after, reason }) => [what, day, before, after, reason]);
    expect(told(gone)).toEqual([['merged', FROM, '一工区', '二工区', '机构调整']]);
    expect(told(stayed)).toEqual([['absorbed', FROM, '一工区', '二工区', '机构调整']]);
    expect(gone!.kin).toMatchObject([{ unitId: areas[1].id, side: 'successor', how: 'merge', day: FROM }]);
    expect(stayed!.kin).toMatchObject([{ unitId: areas[0].id, side: 'predecessor', how: 'merge', day: FROM }]);
  });

  test('stays that were cut, corrected or over already each get their right days', async () => {
    const { areas } = await fresh();
    const [first, second] = areas;
    const third = await run((ctx) => makeUnit(ctx, { parentId: first.parentId, name: '三工区' }));
    const [late, gone, left] = await run(async (ctx) => [
      await makePerson(ctx, { unitId: first.id, from: '2024-06-10' }),
      await makePerson(ctx, { unitId: first.id }),
      await makePerson(ctx, { unitId: first.id }),
    ]);
    await run((ctx) => movePerson(ctx, gone!.id, { unitId: third.id, from: '2024-06-12' }));
    await run((ctx) => recordLeaving(ctx, left!.id, '2024-06-15'));
    await merge([first.id], second.id);
    const stays = async (id: string) => {
      const { rows } = await database.pool.query<{ unit_id: string; valid_from: string; valid_to: string | null }>(
        'select unit_id, valid_from, valid_to from roster.placement where person_id = $1 order by valid_from',
        [id],
      );
      return rows.map((row) => [row.unit_id, row.valid_from, row.valid_to]);
    };
    expect(await stays(late!.id)).toEqual([[second.id, '2024-06-10', null]]);
    expect(await stays(gone!.id)).toEqual([
      [first.id, '2020-01-01', '2024-05-31'],
      [second.id, '2024-06-01', '2024-06-11'],
      [third.id, '2024-06-12', null],
    ]);
    expect(await stays(left!.id)).toEqual([
      [first.id, '2020-01-01', '2024-05-31'],
      [second.id, '2024-06-01', '2024-06-15'],
    ]);
    expect((await run((ctx) => getPerson(ctx, left!.id))).unitId).toBeNull();
    expect((await run((ctx) => getPerson(ctx, gone!.id))).unitId).toBe(third.id);
  });

  test('posts end where that was chosen, later ones go over, and nobody holds one twice', async () => {
    const { areas } = await fresh();
    const [first, second] = areas;
    const ids = await run(async (ctx) => {
      const [a, b, c] = [
        await makePerson(ctx, { unitId: first.id }),
        await makePerson(ctx, { unitId: first.id }),
        await makePerson(ctx, { unitId: first.id }),
      ];
      await makeHolding(ctx, { personId: a.id, post: 'area_director' });
      await makeHolding(ctx, { personId: b.id, post: 'area_deputy_director', from: '2024-07-01' });
      await makeHolding(ctx, { personId: c.id, post: 'area_deputy_director' });
      await makeHolding(ctx, { personId: c.id, post: 'area_deputy_director', unitId: second.id });
      return [a.id, b.id, c.id];
    });
    const { posts } = await preview([first.id], second.id);
    const chosen = posts.filter((post) => post.personId !== ids[2]).map((post) => post.id);
    await merge([first.id], second.id, { endPosts: chosen });
    const { rows } = await database.pool.query<Record<string, string | null>>(
      `select person_id, unit_id, valid_from, valid_to from roster.post_holding where person_id = any($1)
       order by array_position($1::uuid[], person_id), unit_id = $2, valid_from`,
      [ids, second.id],
    );
    expect(rows.map((row) => [row.person_id, row.unit_id, row.valid_from, row.valid_to])).toEqual([
      [ids[0], first.id, '2020-01-01', '2024-05-31'],
      [ids[1], second.id, '2024-07-01', null],
      [ids[2], first.id, '2020-01-01', '2024-05-31'],
      [ids[2], second.id, '2020-01-01', null],
    ]);
  });

  test('units below whose names are taken get one that is free, or the one that was given', async () => {
    const { areas, team } = await fresh();
    const [first, second] = areas;
    await run((ctx) => makeUnit(ctx, { kind: 'team', parentId: second.id, name: '甲班' }));
    const { children } = await preview([first.id], second.id);
    expect(children.find((child) => child.id === team.id)!.newName).toBe('一工区甲班');
    await merge([first.id], second.id, { names: [{ unitId: team.id, name: '乙班' }] });
    const { history } = await run((ctx) => showUnit(ctx, team.id));
    expect(history.map((one) => [one.name, one.parentName, one.validTo])).toEqual([
      ['甲班', '一工区', '2024-05-31'],
      ['乙班', '二工区', null],
    ]);
  });
});

describe('units merge into a new one', () => {
  test('that may bear the name of an old one, and is remote if all of them were', async () => {
    const { areas, works } = await fresh();
    for (const area of areas) await run((ctx) => markRemote(ctx, area.id, { isRemote: true, from: '2024-01-01' }));
    const made = await merge(
      areas.map((area) => area.id),
      { parentId: works.id, kind: 'work_area', name: '一工区' },
    );
    expect(made).toMatchObject({ name: '一工区', validFrom: FROM, isRemote: true });
    const on = async (day: string) =>
      (await run((ctx) => unitsOn(ctx, { day, under: works.path, kinds: ['work_area'] }))).map((unit) => unit.id);
    expect(await on('2024-05-31')).toEqual(areas.map((area) => area.id));
    expect(await on(FROM)).toEqual([made.id]);
    expect((await run((ctx) => showUnit(ctx, made.id))).kin).toHaveLength(2);
  });
});

describe('a merger is refused', () => {
  test('of one unit alone, into itself or what lies below it, of or into a closed one', async () => {
    const { areas, works, team } = await fresh();
    const [first, second] = areas;
    await expect(preview([first.id])).rejects.toThrow('roster.merge_too_few');
    await expect(preview([first.id, second.id], first.id)).rejects.toThrow('roster.unit_below_itself');
    await expect(preview([first.id], team.id)).rejects.toThrow('roster.unit_below_itself');
    await expect(merge([first.id, second.id], { parentId: first.id, kind: 'team', name: '丙班' })).rejects.toThrow(
      'roster.unit_below_itself',
    );
    await run((ctx) => closeUnit(ctx, second.id, { lastDay: '2024-05-01' }));
    await expect(preview([first.id], second.id)).rejects.toThrow('roster.unit_closed');
    await expect(preview([second.id], works.id)).rejects.toThrow('roster.unit_closed');
  });

  test('on a day that is too early or has not come, or under a name that is taken', async () => {
    const { areas, works } = await fresh();
    const third = await run((ctx) => makeUnit(ctx, { parentId: works.id, name: '三工区' }));
    await run((ctx) => renameUnit(ctx, areas[0].id, { name: '壹工区', from: '2024-05-01' }));
    await expect(merge([areas[0].id], areas[1].id, { from: '2024-05-01' })).rejects.toThrow('roster.day_before_start');
    await expect(merge([areas[0].id], areas[1].id, { from: '2024-06-19' })).rejects.toThrow('roster.day_in_future');
    const named = { parentId: works.id, kind: 'work_area', name: third.name };
    await expect(merge([areas[0].id, areas[1].id], named)).rejects.toThrow('roster.unit_name_taken');
    // A team does not lie straight under a works.
    await expect(merge([areas[0].id], works.id)).rejects.toThrow('roster.unit_kind_misplaced');
  });

  test('when something changed since the preview', async () => {
    const { areas } = await fresh();
    const { seen } = await preview([areas[0].id], areas[1].id);
    await run((ctx) => makePerson(ctx, { unitId: areas[0].id }));
    await expect(merge([areas[0].id], areas[1].id, { seen })).rejects.toThrow('kernel.changed_meanwhile');
  });

  test('like something missing: without the right at both places, or without reading the people there', async () => {
    const { areas } = await fresh();
    const query = { sources: [areas[0].id], targetId: areas[1].id, from: FROM };
    for (const user of [testUser(permissions, areas[0].path), testUser(['roster.unit.write'])])
      await expect(run((ctx) => previewMerger(ctx, query), user)).rejects.toThrow('kernel.not_found');
  });

  test('one’s own role stays with the old unit; others’ end where that was chosen', async () => {
    const { areas } = await fresh();
    const [mine, other] = await run(async (ctx) => [await clerkOn(ctx, areas[0].id), await clerkOn(ctx, areas[0].id)]);
    const self = testUser(permissions, '/', { accountId: mine! });
    const query = { sources: [areas[0].id], targetId: areas[1].id, from: FROM };
    const { seen, grants } = await run((ctx) => previewMerger(ctx, query), self);
    expect(grants.filter((grant) => grant.isMine)).toMatchObject([{ mayChange: false }]);
    const endGrants = grants.map((grant) => grant.id);
    const body = { sources: [areas[0].id], target: { unitId: areas[1].id }, from: FROM, seen, endPosts: [], names: [] };
    await run((ctx) => mergeUnits(ctx, roles, { ...body, endGrants }), self);
    const left = await run((ctx) => grantsOf(ctx, [mine!, other!], '2024-06-18'));
    expect(left.map((grant) => [grant.accountId, grant.unitId])).toEqual([[mine, areas[0].id]]);
  });
});

describe('a unit is split', () => {
  const part = (name: string, personIds: string[] = [], childIds: string[] = []) => ({ name, personIds, childIds });
  async function split(id: string, parts: ReturnType<typeof part>[], restTo: number | null) {
    const { seen } = await run((ctx) => previewSplit(ctx, id, FROM));
    const body = { from: FROM, seen, parts, restTo, endPosts: [], endGrants: [], names: [], reason: '人多' };
    return run((ctx) => splitUnit(ctx, roles, id, body));
  }

  test('into new ones by people and teams, the rest to one of them; the old one is closed and a role reaches both', async () => {
    const { areas, team, canteen } = await fresh();
    const [first] = areas;
    const [a, b] = await run(async (ctx) => [
      await makePerson(ctx, { unitId: first.id, name: '甲一' }),
      await makePerson(ctx, { unitId: first.id, name: '乙二' }),
    ]);
    await run((ctx) => makeHolding(ctx, { personId: a!.id }));
    const accountId = await run((ctx) => clerkOn(ctx, first.id));
    const { unit, parts } = await split(first.id, [part('一工区', [a!.id], [team.id]), part('四工区')], 1);
    const [one, four] = parts;
    expect(unit.validTo).toBe('2024-05-31');
    expect(await run((ctx) => Promise.all([getPerson(ctx, a!.id), getPerson(ctx, b!.id)]))).toMatchObject([
      { unitId: one!.id },
      { unitId: four!.id },
    ]);
    expect((await run((ctx) => getUnit(ctx, team.id))).parentId).toBe(one!.id);
    expect((await run((ctx) => getUnit(ctx, canteen.id))).parentId).toBe(four!.id);
    const holders = await run((ctx) => holdersOn(ctx, { posts: ['area_director'], day: FROM, under: one!.path }));
    expect(holders.map((holder) => holder.personId)).toEqual([a!.id]);
    const grants = await run((ctx) => grantsOf(ctx, [accountId], '2024-06-18'));
    expect(new Set(grants.map((grant) => grant.unitId))).toEqual(new Set([one!.id, four!.id]));
    const { kin, changes } = await run((ctx) => showUnit(ctx, first.id));
    expect(kin.map((one) => [one.name, one.side, one.how])).toEqual([
      ['一工区', 'successor', 'split'],
      ['四工区', 'successor', 'split'],
    ]);
    expect(changes).toMatchObject([{ what: 'split', after: '一工区、四工区', reason: '人多' }]);
    expect(await namesOn('2024-05-31', first.path)).toEqual(['乙二', '甲一'].sort());
  });

  test('and stays with whoever was not named', async () => {
    const { areas } = await fresh();
    const [a, b] = await run(async (ctx) => [
      await makePerson(ctx, { unitId: areas[0].id }),
      await makePerson(ctx, { unitId: areas[0].id }),
    ]);
    const { unit, parts } = await split(areas[0].id, [part('四工区', [a!.id])], null);
    expect(unit.validTo).toBeNull();
    expect(await run((ctx) => Promise.all([getPerson(ctx, a!.id), getPerson(ctx, b!.id)]))).toMatchObject([
      { unitId: parts[0]!.id },
      { unitId: areas[0].id },
    ]);
  });

  test('refused: nothing to split into, somebody named twice or not there, a closed unit', async () => {
    const { areas, team } = await fresh();
    const id = areas[0].id;
    await expect(split(id, [], null)).rejects.toThrow('roster.split_into_nothing');
    await expect(split(id, [part('四工区')], 0)).rejects.toThrow('roster.split_into_nothing');
    await expect(split(id, [part('四工区'), part('五工区')], 2)).rejects.toThrow('roster.split_into_nothing');
    const twice = [part('四工区', [], [team.id]), part('五工区', [], [team.id])];
    await expect(split(id, twice, 0)).rejects.toThrow('roster.split_twice');
    await expect(split(id, [part('四工区', [newId()])], null)).rejects.toThrow('kernel.not_found');
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-05-01' }));
    await expect(split(areas[1].id, [part('四工区')], null)).rejects.toThrow('roster.unit_closed');
  });
});

/** An account with the role `clerk` on a unit. */
function clerkOn(ctx: Context, unitId: string): Promise<string> {
  const username = `clerk${newId().slice(-8)}`;
  const rest = { name: '干事', password: 'Sea-salt-2024', personId: null, mustChangePassword: false, role: 'clerk' };
  return openAccount(ctx, roles, { ...rest, username, unitId });
}
