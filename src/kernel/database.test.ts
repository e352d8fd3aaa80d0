import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import type pg from 'pg';
import { audit } from './audit';
import { isConnectionLost } from './database';
import { AppError } from './errors';
import { openTestDatabase, type TestDatabase } from './testing';
import type { Context } from './context';
import { inOneMoment, inReading, inTransaction } from './transaction';

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

const write = (word: string) =>
  inTransaction(database.seed(), async (ctx) => {
    audit(ctx, { action: 'test.wrote', subject: word });
    await sql`insert into public.leaf values (${word})`.execute(ctx.transaction);
    await sql`insert into public.leaf values (${`${word} again`})`.execute(ctx.transaction);
  });

const writeSteadily = (word: string) =>
  inTransaction(database.seed(), (ctx) => sql`insert into public.leaf values (${word})`.execute(ctx.steady));

/** From now on the server refuses `begin` on every connection of the pool, and nothing else. */
function refuseBegin(): () => void {
  const restore: (() => void)[] = [];
  const spoil = (client: pg.PoolClient) => {
    const { connection } = client as unknown as { connection: { parse(message: { text: string }): void } };
    const parse = connection.parse.bind(connection);
    connection.parse = (message) =>
      parse(message.text === 'begin' ? { ...message, text: 'begin isolation level none_such' } : message);
    restore.push(() => Reflect.deleteProperty(connection, 'parse'));
  };
  database.pool.on('acquire', spoil);
  return () => {
    database.pool.off('acquire', spoil);
    for (const mend of restore) mend();
  };
}

const cutAll = () =>
  database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
  );

const openTransactions = async (): Promise<number> => {
  const { rows } = await database.pool.query<{ open: number }>(
    `select count(*)::int as open from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
  );
  return rows[0]!.open;
};

describe('an act whose transaction', () => {
  test('could not begin writes nothing at all, statements asked side by side neither, and the next act is served', async () => {
    const mend = refuseBegin();
    const sideBySide = inTransaction(database.seed(), (ctx) =>
      Promise.all(['a', 'b'].map((word) => sql`insert into public.leaf values (${word})`.execute(ctx.transaction))),
    );
    try {
      await expect(sideBySide).rejects.toMatchObject({ code: '42601' });
      await expect(write('stray')).rejects.toMatchObject({ code: '42601' });
      await expect(writeSteadily('stray')).rejects.toMatchObject({ code: '42601' });
    } finally {
      mend();
    }
    expect(await words()).toEqual([]);
    const { rows } = await database.pool.query(`select from kernel.audit_entry where action = 'test.wrote'`);
    expect(rows).toEqual([]);
    for (let times = 0; times < 3; times += 1) await writeSteadily('steady');
    await write('kept');
    expect(await words()).toEqual(['kept', 'kept again', 'steady', 'steady', 'steady']);
  });

  test('lost its connection before the last statement, or in the middle, leaves nothing', async () => {
    const before = await words();
    const cut = async (ctx: Context) => {
      await sql`insert into public.leaf values ('half')`.execute(ctx.transaction);
      await cutAll();
    };
    const cutBeforeTheEnd = inTransaction(database.seed(), async (ctx) => {
      audit(ctx, { action: 'test.wrote' });
      await cut(ctx);
    });
    await expect(cutBeforeTheEnd).rejects.toSatisfy(isConnectionLost);
    const cutInTheMiddle = inTransaction(database.seed(), async (ctx) => {
      await cut(ctx);
      await sql`insert into public.leaf values ('other half')`.execute(ctx.transaction);
    });
    await expect(cutInTheMiddle).rejects.toSatisfy(isConnectionLost);
    expect(await words()).toEqual(before);
  });

  test('is given up before or after its beginning leaves no connection with an open one', async () => {
    const giveUp = (work: (ctx: Context) => Promise<unknown>) =>
      inTransaction(database.seed(), async (ctx) => {
        await work(ctx);
        throw new Error('thought better of it');
      });
    const before = await words();
    await expect(giveUp(() => Promise.resolve())).rejects.toThrow('thought better of it');
    await expect(
      giveUp((ctx) => sql`insert into public.leaf values ('given up')`.execute(ctx.transaction)),
    ).rejects.toThrow('thought better of it');
    const unfinished = giveUp((ctx) => {
      sql`insert into public.leaf values ('unfinished')`.execute(ctx.transaction).catch(() => undefined);
      return Promise.resolve();
    });
    await expect(unfinished).rejects.toThrow('thought better of it');
    expect(await openTransactions()).toBe(0);
    expect(await words()).toEqual(before);
  });

  test('was broken by a statement whose refusal the act did not mind is not acknowledged', async () => {
    const before = await words();
    const careless = (isAudited: boolean) =>
      inTransaction(database.seed(), async (ctx) => {
        if (isAudited) audit(ctx, { action: 'test.wrote' });
        await sql`insert into public.leaf values ('careless')`.execute(ctx.transaction);
        await sql`select 1 / 0`.execute(ctx.transaction).catch(() => undefined);
      });
    await expect(careless(true)).rejects.toMatchObject({ code: '25P02' });
    await expect(careless(false)).rejects.toThrow('rolled back');
    expect(await words()).toEqual(before);
  });

  test('is over answers no further statement of who kept its context', async () => {
    const kept: Context[] = [];
    for (const run of [inTransaction, inReading, inOneMoment])
      await run(database.seed(), (ctx) => {
        kept.push(ctx);
        return sql`select 1`.execute(ctx.steady);
      });
    for (const ctx of kept) {
      await expect(sql`select 1`.execute(ctx.transaction)).rejects.toThrow('is over');
      await expect(sql`select 1`.execute(ctx.steady)).rejects.toThrow('is over');
      expect(() => ctx.leave(sql`select 1`)).toThrow('is over');
    }
  });
});

/** How often connections of the pool were asked meanwhile. */
async function waysOf(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const listen = (client: pg.PoolClient) => {
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    Object.assign(client, {
      query: (...given: unknown[]) => {
        count += 1;
        return query(...given);
      },
    });
  };
  const deafen = (_error: unknown, client: pg.PoolClient) => void Reflect.deleteProperty(client, 'query');
  database.pool.on('acquire', listen).on('release', deafen);
  try {
    await work();
  } finally {
    database.pool.off('acquire', listen).off('release', deafen);
  }
  return count;
}

describe('statements of an act', () => {
  test('go to the database in as many ways as there are statements, begin and commit with them', async () => {
    expect(await waysOf(() => write('three ways'))).toBe(3);
    expect(await words()).toContain('three ways again');
  });

  test('that are left to be written go with the commit, in one way with the audit', async () => {
    const act = () =>
      inTransaction(database.seed(), async (ctx) => {
        await sql`select 1`.execute(ctx.transaction);
        ctx.leave(sql`insert into public.leaf values ('left')`);
        ctx.leave(sql`insert into public.leaf values ('left too')`);
        audit(ctx, { action: 'test.left' });
      });
    expect(await waysOf(act)).toBe(2);
    expect(await words()).toEqual(expect.arrayContaining(['left', 'left too']));
    const { rows } = await database.pool.query(`select from kernel.audit_entry where action = 'test.left'`);
    expect(rows).toHaveLength(1);
  });

  test('find written what was left before them', async () => {
    const found = await inTransaction(database.seed(), async (ctx) => {
      ctx.leave(sql`insert into public.leaf values ('found')`);
      return sql`select from public.leaf where word = 'found'`.execute(ctx.steady);
    });
    expect(found.rows).toHaveLength(1);
  });

  test('that were left and break a constraint are refused by its name, and nothing of the act is kept', async () => {
    await database.pool.query('create table public.single (word text constraint single_word unique)');
    const twice = (after: (ctx: Context) => Promise<unknown>) =>
      inTransaction(database.seed(), async (ctx) => {
        audit(ctx, { action: 'test.twice' });
        await sql`insert into public.leaf values ('twice')`.execute(ctx.transaction);
        ctx.leave(sql`insert into public.single values ('one'), ('one')`, {
          single_word: () => new AppError('kernel.key_reused'),
        });
        await after(ctx);
      });
    await expect(twice(() => Promise.resolve())).rejects.toMatchObject({ code: 'kernel.key_reused' });
    const asked = twice((ctx) => sql`insert into public.leaf values ('behind')`.execute(ctx.transaction));
    await expect(asked).rejects.toMatchObject({ code: 'kernel.key_reused' });
    expect(await words()).not.toEqual(expect.arrayContaining(['twice']));
    expect(await words()).not.toEqual(expect.arrayContaining(['behind']));
    expect(await openTransactions()).toBe(0);
  });

  test('that are steady are prepared once on each connection, also when one of them failed before', async () => {
    const divide = (by: number) =>
      inReading(database.seed(), (ctx) => sql<{ share: number }>`select 12 / ${by}::int as share`.execute(ctx.steady));
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
    for (const by of [1, 2, 3]) expect((await divide(by)).rows).toEqual([{ share: 12 / by }]);
    const misspelt = () => inTransaction(database.seed(), (ctx) => sql`selec 1`.execute(ctx.steady));
    for (let times = 0; times < 2; times += 1) await expect(misspelt()).rejects.toMatchObject({ code: '42601' });
    const client = await database.pool.connect();
    const { rows } = await client.query<{ statement: string }>('select statement from pg_prepared_statements');
    client.release();
    expect(rows.filter(({ statement }) => statement.includes('12 / $1'))).toHaveLength(1);
    expect(rows.filter(({ statement }) => statement.includes('selec 1'))).toHaveLength(0);
  });

  test('that are refused tell who asked', async () => {
    const asker = () => inReading(database.seed(), async (ctx) => void (await sql`selec 2`.execute(ctx.transaction)));
    const error = await asker().catch((refused: unknown) => refused);
    expect((error as Error).stack).toContain('database.test.ts');
  });

  test('of a report see one moment', async () => {
    const counts = await inOneMoment(database.seed(), async (ctx) => {
      const count = async () =>
        (await sql<{ n: bigint }>`select count(*) as n from public.leaf`.execute(ctx.transaction)).rows[0]!.n;
      const first = await count();
      await write('meanwhile');
      return [first, await count()];
    });
    expect(counts[1]).toBe(counts[0]);
  });
});
