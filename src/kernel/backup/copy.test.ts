import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '#kernel/testing';
import { copyIn, copyOut } from './copy';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** One value of every kind that a driver might bend. */
const ODD_VALUES = `select n as id, 9223372036854775807::bigint - n as big, 0.1::numeric(40,20) / 3 as exact, 0.1::float8 + 0.2 as float,
  '2024-02-29 23:59:59.123456+08'::timestamptz as moment, '{"a":[1,null,"\\\\n\\t𠮷"],"b":1e400}'::jsonb as tree, '18446744073709551615'::xid8 as number,
  '\\x00ff0a0d5c'::bytea as raw, array['a,b','"',null,E'\\n'] as list, E'tab\\tline\\nback\\\\slash\\r' || chr(1) as words, null::text as nothing, '' as empty,
  '4713-01-01 BC'::date as day, '1 mon -2 days 00:00:00.000001'::interval as span, '::1'::inet as address`;

test('every kind of value goes through unchanged, in blocks that end with a row', async () => {
  const client = await database.pool.connect();
  try {
    await client.query(
      `create table kernel.odd as ${ODD_VALUES} from generate_series(1, 20000) n; create table kernel.copied (like kernel.odd)`,
    );
    let [blocks, rows] = [0, 0];
    for await (const part of copyOut(client, 'select * from kernel.odd')) {
      blocks += 1;
      rows += part.rows;
      const other = await database.pool.connect();
      await copyIn(other, 'kernel.copied', part.block);
      other.release();
    }
    expect(blocks).toBeGreaterThan(3);
    expect(rows).toBe(20_000);
    const { rows: different } = await client.query(
      'select count(*)::int as n from (table kernel.odd except all table kernel.copied) d',
    );
    const { rows: same } = await client.query('select count(*)::int as n from kernel.copied');
    expect([different[0], same[0]]).toEqual([{ n: 0 }, { n: 20_000 }]);
  } finally {
    client.release();
  }
});

test('a reader that stops early leaves a connection that works', async () => {
  const client = await database.pool.connect();
  try {
    for await (const _ of copyOut(client, `select repeat('x', 1000) from generate_series(1, 20000)`)) break;
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    client.release();
  }
});

test('a statement that fails says so, and the connection works afterwards', async () => {
  const client = await database.pool.connect();
  try {
    const read = async (select: string) => {
      for await (const _ of copyOut(client, select)) void _;
    };
    await expect(read('select 1/(3-n) from generate_series(1, 5) n')).rejects.toThrow('division by zero');
    await expect(copyIn(client, 'kernel.installation', Buffer.from('nonsense\n'))).rejects.toThrow();
    expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  } finally {
    client.release();
  }
});
