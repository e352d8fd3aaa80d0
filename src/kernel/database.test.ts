import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type pg from 'pg';
import { audit } from './audit';
import { isConnectionLost } from './database';
import { openTestDatabase, type TestDatabase } from './testing';
import { inTransaction } from './transaction';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table public.leaf (word text)');
});
afterAll(async () => {
  await database.close();
});

const words = async (): Promise<string[]> =>
  (await database.pool.query<{ word: string }>('select word from public.leaf order by word')).rows.map(
    ({ word }) => word,
  );

const write = (word: string, between: () => Promise<void> = () => Promise.resolve()) =>
  inTransaction(database.seed(), async (ctx) => {
    audit(ctx, { action: 'test.wrote', subject: word });
    await between();
    await sql`insert into public.leaf values (${word})`.execute(ctx.transaction);
    await sql`insert into public.leaf values (${`${word} again`})`.execute(ctx.transaction);
  });

/** From now on the server refuses `begin` on every connection of the pool, and nothing else. */
function refuseBegin(): () => void {
  const restore: (() => void)[] = [];
  const spoil = (client: pg.PoolClient) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    const spoiled = (given: unknown, ...rest: unknown[]) =>
      query(given === 'begin' ? 'begin isolation level none_such' : given, ...rest);
    Object.assign(client, { query: spoiled });
    restore.push(() => Reflect.deleteProperty(client, 'query'));
  };
  database.pool.on('acquire', spoil);
  return () => {
    database.pool.off('acquire', spoil);
    for (const mend of restore) mend();
  };
}

describe('an act whose transaction', () => {
  test('could not begin writes nothing at all, and the connection serves the next act', async () => {
    const mend = refuseBegin();
    try {
      await expect(write('stray')).rejects.toMatchObject({ code: '42601' });
    } finally {
      mend();
    }
    expect(await words()).toEqual([]);
    const { rows } = await database.pool.query(`select from kernel.audit_entry where action = 'test.wrote'`);
    expect(rows).toEqual([]);
    await write('kept');
    expect(await words()).toEqual(['kept', 'kept again']);
  });

  test('lost its connection before the first statement, or in the middle, leaves nothing', async () => {
    const before = await words();
    const cut = async () => {
      await database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
    };
    await expect(write('cut first', cut)).rejects.toSatisfy(isConnectionLost);
    const cutInTheMiddle = inTransaction(database.seed(), async (ctx) => {
      await sql`insert into public.leaf values ('half')`.execute(ctx.transaction);
      await cut();
      await sql`insert into public.leaf values ('other half')`.execute(ctx.transaction);
    });
    await expect(cutInTheMiddle).rejects.toSatisfy(isConnectionLost);
    expect(await words()).toEqual(before);
  });

  test('is given up before its beginning was answered leaves the connection without one', async () => {
    await expect(
      inTransaction(database.seed(), () => Promise.reject(new Error('thought better of it'))),
    ).rejects.toThrow('thought better of it');
    const { rows } = await database.pool.query<{ open: number }>(
      `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
    );
    expect(rows[0]!.open).toBe(0);
  });
});
