import { afterAll, beforeAll, expect, test } from 'vitest';
import { personColumns } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { personFollowers } from '../../src/app/modules';
import { openTestHouse, type TestAccount, type TestHouse } from '../test-house';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
});
afterAll(() => house.close());

async function ask(account: TestAccount, method: 'GET' | 'POST', url: string, payload?: object) {
  const cookie = await house.cookieOf(account);
  return house.app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
}

test('every column of the database that points to a person is looked after when two records are merged', async () => {
  const { rows } = await house.database.pool.query<{ name: string }>(`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      cross join unnest(k.conkey) as key(number) join pg_attribute a on a.attrelid = c.oid and a.attnum = key.number
    where k.contype = 'f' and k.confrelid = 'roster.person'::regclass`);
  const followed = [...personColumns, ...personFollowers.flatMap((follower) => follower.columns)];
  expect(rows.length).toBeGreaterThan(10);
  expect([...new Set(rows.map((row) => row.name))].sort()).toEqual([...followed].sort());
});

test('the chair compares, merges and undoes with all that other modules hold', async () => {
  const [stays, goes] = await house.act(async (ctx) => {
    const change = { name: '仇海云', bornOn: '1979-03-04', unitId: house.tree.team.id };
    return [await makePerson(ctx, change), await makePerson(ctx, change)];
  });
  const list = (await ask('chair', 'GET', '/api/roster/doubles')).json<{ rows: { people: { id: string }[] }[] }>();
  expect(list.rows.map((row) => row.people.map((person) => person.id))).toEqual([[stays!.id, goes!.id]]);
  const pair = `survivorId=${stays!.id}&mergedId=${goes!.id}`;
  expect((await ask('unit_officer', 'GET', `/api/roster/doubles/preview?${pair}`)).statusCode).toBe(404);
  const preview = await ask('chair', 'GET', `/api/roster/doubles/preview?${pair}`);
  expect(preview.json()).toMatchObject({ attached: [], givingWay: [{ unitName: '甲班', validTo: null }] });

  const merged = await ask('chair', 'POST', '/api/roster/doubles/merge', {
    survivorId: stays!.id,
    survivorVersion: 1,
    mergedId: goes!.id,
    mergedVersion: 1,
    reason: '重复建档',
  });
  expect(merged.statusCode, merged.body).toBe(200);
  const { id } = merged.json<{ id: string }>();
  const shown = await ask('chair', 'GET', `/api/roster/people/${goes!.id}`);
  expect(shown.json()).toMatchObject({ person: { id: stays!.id } });
  expect((await ask('chair', 'GET', `/api/roster/merges/${id}/undo`)).statusCode).toBe(200);
  const undone = await ask('chair', 'POST', `/api/roster/merges/${id}/undo`, { reason: '并错了' });
  expect(undone.json()).toEqual({ survivorId: stays!.id, mergedId: goes!.id });
  const again = await ask('chair', 'POST', `/api/roster/merges/${id}/undo`, { reason: '再来一次' });
  expect(again.json()).toMatchObject({ error: { code: 'roster.already_undone' } });
});
