import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { movePerson } from '../people';
import { makePerson, makeTree, makeUnit } from '../testing';
import { closeUnit, moveUnit, renameUnit, showUnit, unitsOn } from '../units';
import { mergeUnits, previewMerger } from './merge-units';
import { markRemote, reopenUnit } from './reopen-unit';

let database: TestDatabase;
const writer = testUser(['roster.unit.read', 'roster.unit.write', 'roster.person.read', 'roster.person.write']);
const run = <R>(act: (ctx: Context) => Promise<R>) => inTransaction(database.seed({ user: writer }), act);
const fresh = () => run(makeTree);
const FROM = '2024-06-01';

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe('a closed unit is opened again', () => {
  const reopen = (id: string, from: string) => run((ctx) => reopenUnit(ctx, id, { from, reason: '恢复' }));

  test('and the days between stay a gap in which nobody is placed', async () => {
    const { areas } = await fresh();
    const id = areas[1].id;
    await run((ctx) => closeUnit(ctx, id, { lastDay: '2024-04-30' }));
    expect(await reopen(id, FROM)).toMatchObject({ validTo: null, abilities: { rename: true } });
    const isThere = async (day: string) => (await run((ctx) => unitsOn(ctx, { day }))).some((unit) => unit.id === id);
    expect([await isThere('2024-04-30'), await isThere('2024-05-15'), await isThere(FROM)]).toEqual([
      true,
      false,
      true,
    ]);
    const { history, changes } = await run((ctx) => showUnit(ctx, id));
    expect(history.map((one) => [one.validFrom, one.validTo])).toEqual([
      ['2020-01-01', '2024-04-30'],
      [FROM, null],
    ]);
    expect(changes.map((change) => change.what)).toEqual(['closed', 'reopened']);
    const person = await run((ctx) => makePerson(ctx));
    const place = (from: string) => run((ctx) => movePerson(ctx, person.id, { unitId: id, from }));
    await expect(place('2024-05-15')).rejects.toThrow('roster.day_before_start');
    expect((await place(FROM)).unitId).toBe(id);
  });

  test('a closing that is still ahead is taken back without a trace in the days', async () => {
    const { areas } = await fresh();
    await run((ctx) => closeUnit(ctx, areas[1].id, { lastDay: '2024-12-31' }));
    await reopen(areas[1].id, '2025-01-01');
    const { history } = await run((ctx) => showUnit(ctx, areas[1].id));
    expect(history.map((one) => [one.validFrom, one.validTo])).toEqual([['2020-01-01', null]]);
  });

  test('where it was moved to while it was closed, it begins a version of its own', async () => {
    const { areas, team } = await fresh();
    await run((ctx) => closeUnit(ctx, team.id, { lastDay: '2024-05-31' }));
    const group = await run((ctx) => makeUnit(ctx, { kind: 'works', name: '新场' }));
    await run((ctx) => moveUnit(ctx, areas[0].id, { parentId: group.id, from: '2024-06-02' }));
    await reopen(team.id, FROM);
    const there = await run((ctx) => unitsOn(ctx, { day: '2024-06-02', under: group.path }));
    expect(there.map((unit) => unit.id)).toContain(team.id);
  });

  test('refused: an open one, a parent that is closed, a name that is taken, a day that is wrong', async () => {
    const { areas, team } = await fresh();
    await expect(reopen(areas[1].id, FROM)).rejects.toThrow('roster.unit_open');
    await run((ctx) => closeUnit(ctx, team.id, { lastDay: '2024-04-30' }));
    await expect(reopen(team.id, '2024-04-30')).rejects.toThrow('roster.day_before_start');
    await expect(reopen(team.id, '2024-06-19')).rejects.toThrow('roster.day_in_future');
    const again = await run((ctx) =>
      makeUnit(ctx, { kind: 'team', parentId: areas[0].id, name: '甲班', from: '2024-05-10' }),
    );
    await expect(reopen(team.id, FROM)).rejects.toThrow('roster.reopen_name_taken');
    await run((ctx) => renameUnit(ctx, again.id, { name: '丙班', from: FROM }));
    const { seen } = await run((ctx) =>
      previewMerger(ctx, { sources: [areas[0].id], targetId: areas[1].id, from: FROM }),
    );
    const body = { sources: [areas[0].id], target: { unitId: areas[1].id }, from: FROM, seen };
    await run((ctx) => mergeUnits(ctx, {}, { ...body, endPosts: [], endGrants: [], names: [] }));
    await expect(reopen(team.id, FROM)).rejects.toThrow('roster.reopen_above_first');
  });
});

describe('a unit is marked as remote', () => {
  test('from a day on, through renames and moves, and no longer from another day', async () => {
    const { areas, station } = await fresh();
    const mark = (isRemote: boolean, from: string) => run((ctx) => markRemote(ctx, station.id, { isRemote, from }));
    await mark(true, '2024-02-01');
    await run((ctx) => renameUnit(ctx, station.id, { name: '远泵站', from: '2024-03-01' }));
    await run((ctx) => moveUnit(ctx, station.id, { parentId: areas[1].id, from: '2024-04-01' }));
    await mark(false, '2024-05-01');
    const on = async (day: string) =>
      (await run((ctx) => unitsOn(ctx, { day }))).find((unit) => unit.id === station.id)!.isRemote;
    const days = ['2024-01-31', '2024-02-01', '2024-03-01', '2024-04-30', '2024-05-01'];
    expect(await Promise.all(days.map(on))).toEqual([false, true, true, true, false]);
    await expect(mark(false, '2024-06-01')).rejects.toThrow('roster.remote_already');
    await expect(mark(true, '2024-04-01')).rejects.toThrow('roster.day_before_start');
  });
});
