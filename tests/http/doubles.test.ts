import { afterAll, beforeAll, expect, test } from 'vitest';
import { personColumns } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { personFollowers } from '../../src/app/modules';
import { openPeopleGround, type PeopleGround } from './ground/people';

let ground: PeopleGround;
beforeAll(async () => {
  ground = await openPeopleGround();
});
afterAll(() => ground.house.close());

test('every column of the database that points to a person is looked after when two records are merged', async () => {
  const columns = await ground.columnsToPeople();
  const followed = [...personColumns, ...personFollowers.flatMap((follower) => follower.columns)];
  expect(columns.length).toBeGreaterThan(10);
  expect(columns).toEqual([...followed].sort());
});

test('the chair compares, merges and undoes with all that other modules hold', async () => {
  const [stays, goes] = await ground.house.act(async (ctx) => {
    const change = { name: '仇海云', bornOn: '1979-03-04', unitId: ground.house.tree.team.id };
    return [await makePerson(ctx, change), await makePerson(ctx, change)];
  });
  const list = (await ground.ask('chair', 'GET', '/api/roster/doubles')).json<{
    rows: { people: { id: string }[] }[];
  }>();
  expect(list.rows.map((row) => row.people.map((person) => person.id))).toEqual([[stays!.id, goes!.id]]);
  const pair = `survivorId=${stays!.id}&mergedId=${goes!.id}`;
  expect((await ground.ask('unit_officer', 'GET', `/api/roster/doubles/preview?${pair}`)).statusCode).toBe(404);
  const preview = await ground.ask('chair', 'GET', `/api/roster/doubles/preview?${pair}`);
  expect(preview.json()).toMatchObject({ attached: [], givingWay: [{ unitName: '甲班', validTo: null }] });

  const merged = await ground.ask('chair', 'POST', '/api/roster/doubles/merge', {
    survivorId: stays!.id,
    survivorVersion: 1,
    mergedId: goes!.id,
    mergedVersion: 1,
    reason: '重复建档',
  });
  expect(merged.statusCode, merged.body).toBe(200);
  const { id } = merged.json<{ id: string }>();
  const shown = await ground.ask('chair', 'GET', `/api/roster/people/${goes!.id}`);
  expect(shown.json()).toMatchObject({ person: { id: stays!.id } });
  expect((await ground.ask('chair', 'GET', `/api/roster/merges/${id}/undo`)).statusCode).toBe(200);
  const undone = await ground.ask('chair', 'POST', `/api/roster/merges/${id}/undo`, { reason: '并错了' });
  expect(undone.json()).toEqual({ survivorId: stays!.id, mergedId: goes!.id });
  const again = await ground.ask('chair', 'POST', `/api/roster/merges/${id}/undo`, { reason: '再来一次' });
  expect(again.json()).toMatchObject({ error: { code: 'roster.already_undone' } });
});
