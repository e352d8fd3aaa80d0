import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownTexts, personColumns, recordLeaving } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { personErasers } from '../../src/app/modules';
import type { TestAccount } from '../test-house';
import { openPeopleGround, type PeopleGround } from './ground/people';

let ground: PeopleGround;
beforeAll(async () => {
  ground = await openPeopleGround();
});
afterAll(() => ground.house.close());

test('every column that points to a person is looked after when data are erased', async () => {
  const columns = await ground.columnsToPeople();
  const known = [...personColumns, ...personErasers.flatMap((eraser) => eraser.columns)];
  expect(columns.length).toBeGreaterThan(15);
  expect(columns).toEqual([...known].sort());
});

test('every text and file beside a person is emptied, or said to stay', async () => {
  const { rows } = await ground.house.database.pool.query<{ name: string; place: string }>(`
    select format('%s.%s.%s', n.nspname, c.relname, a.attname) as name, format('%s.%s', n.nspname, c.relname) as place
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where a.attnum > 0 and not a.attisdropped and (a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
        or a.atttypid = 'bytea'::regtype and a.attname <> 'secret' or exists (select from pg_constraint f where f.contype = 'f'
          and f.conrelid = c.oid and a.attnum = any(f.conkey) and f.confrelid = 'kernel.file'::regclass))
      and (c.oid = 'roster.person'::regclass or exists (select from pg_constraint k where k.contype = 'f'
        and k.conrelid = c.oid and k.confrelid = 'roster.person'::regclass))`);
  const parts = [ownTexts, ...personErasers.map((eraser) => eraser.texts)];
  const known = new Set<string>(parts.flatMap(({ emptied, stay }) => [...emptied, ...stay]));
  const missing = rows.filter(({ name, place }) => !known.has(name) && !known.has(`${place}.*`));
  expect(missing.map(({ name }) => name).sort()).toEqual([]);
});

test('two people erase what nobody needs any more; nothing is left to be found', async () => {
  const id = await ground.house.act(async (ctx) => {
    const person = await makePerson(ctx, { name: '仇海云', phone: '13800009999', unitId: ground.house.tree.team.id });
    await recordLeaving(ctx, person.id, '2020-12-31');
    return person.id;
  });
  const due = (await ground.ask('chair', 'GET', '/api/roster/erasures/due')).json<{ rows: { personId: string }[] }>();
  expect(due.rows.map((row) => row.personId)).toEqual([id]);
  expect((await ground.ask('unit_officer', 'GET', '/api/roster/erasures/due')).statusCode).toBe(404);
  expect((await ground.ask('chair', 'GET', `/api/roster/people/${id}/erasure`)).json()).toMatchObject({
    outcome: 'erased',
  });
  const body = { personIds: [id], reason: '保存期满三年' };
  expect((await ground.ask('administrator', 'POST', '/api/roster/erasures', body)).json()).toEqual({
    proposed: 1,
    kept: [],
  });
  const { rows } = (await ground.ask('chair', 'GET', '/api/roster/erasures?state=proposed')).json<{
    rows: { id: string }[];
  }>();
  const approve = (account: TestAccount) => ground.ask(account, 'POST', `/api/roster/erasures/${rows[0]!.id}/approve`);
  expect((await approve('administrator')).json()).toMatchObject({ error: { code: 'roster.same_hand' } });
  expect((await approve('chair')).json()).toMatchObject({ outcome: 'erased', personName: '已删除人员 1' });
  expect((await ground.ask('chair', 'GET', `/api/roster/people/${id}`)).statusCode).toBe(404);
  expect((await ground.ask('chair', 'GET', '/api/roster/people?search=仇海云')).json()).toMatchObject({ rows: [] });
});

test('who still works reads at once why the own data can’t be erased', async () => {
  const asked = await ground.ask('worker', 'POST', '/api/roster/own-erasure', { wish: null });
  expect(asked.json()).toMatchObject({ isPerson: true, latest: { state: 'refused', keeps: [{ kind: 'open' }] } });
  expect((await ground.ask('worker', 'GET', '/api/roster/own-erasure')).json()).toMatchObject({
    latest: { state: 'refused' },
  });
});
