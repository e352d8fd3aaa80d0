import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from './ids';
import { sweepKernel } from './housekeeping';
import { openTestDatabase, type TestDatabase } from './testing';
import { inTransaction } from './transaction';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

test('answers kept for resends go after sixty days and sign-ins when they have ended; what is younger stays', async () => {
  const account = newId();
  const { pool } = database;
  await pool.query(
    `insert into kernel.idempotency (key, account_id, endpoint, request_hash, response, created_at)
     select 'key-' || days, $1, 'x.y', '', '{}', now() - make_interval(days => days) from unnest(array[1, 59, 61, 400]) days`,
    [account],
  );
  await pool.query(
    `insert into kernel.login_user (id, name, email, username) values ($1, '李', 'li@x.invalid', 'li')`,
    [account],
  );
  await pool.query(
    `insert into kernel.login_session (id, user_id, token, expires_at)
     select gen_random_uuid(), $1, 'token' || minutes, now() + make_interval(mins => minutes) from unnest(array[-5, 5]) minutes`,
    [account],
  );
  expect(await inTransaction(database.seed(), sweepKernel)).toEqual({ answers: 2, sessions: 1 });
  const { rows: keys } = await pool.query('select key from kernel.idempotency order by key');
  expect(keys).toEqual([{ key: 'key-1' }, { key: 'key-59' }]);
  const { rows: tokens } = await pool.query('select token from kernel.login_session');
  expect(tokens).toEqual([{ token: 'token5' }]);
  const { rows: told } = await pool.query(`select details from kernel.audit_entry where action = 'kernel.swept'`);
  expect(told).toEqual([{ details: { answers: 2, sessions: 1 } }]);
});

test('a sweep that finds nothing leaves no line in the audit', async () => {
  const lines = `select count(*)::int as n from kernel.audit_entry where action = 'kernel.swept'`;
  const { rows: before } = await database.pool.query<{ n: number }>(lines);
  expect(await inTransaction(database.seed(), sweepKernel)).toEqual({ answers: 0, sessions: 0 });
  expect((await database.pool.query<{ n: number }>(lines)).rows).toEqual(before);
});
