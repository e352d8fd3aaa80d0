import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { z } from 'zod';
import { audit } from '../audit';
import type { House } from '../context';
import { openTestDatabase, quietLog, testUser, type TestDatabase } from '../testing';
import { inTransaction } from '../transaction';
import type { SignedInUser } from '../user';
import { enqueue } from './enqueue';
import { job, type Job } from './job';
import { cronLine } from './rhythm';
import { doWaitingJobs, startJobs, type JobHouse } from './run-jobs';

let database: TestDatabase;
const users = new Map<string, SignedInUser>();

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

/** Says in the audit who worked on what. */
const noting = job({
  name: 'test.note_word',
  payload: z.object({ word: z.string() }),
  work: async (ground, { word }) => {
    await ground.act(async (ctx) => {
      audit(ctx, { action: 'test.noted', subject: word, details: { language: ctx.language } });
    });
  },
});

function jobHouse(jobs: readonly Job[], log: House['log'] = quietLog): JobHouse {
  return {
    pool: database.pool,
    log,
    jobs,
    seed: database.seed,
    userOf: (accountId) => Promise.resolve(users.get(accountId) ?? null),
  };
}

async function noted(): Promise<{ subject: string; actor: string; language: string }[]> {
  const { rows } = await sql<{ subject: string; actor: string; language: string }>`
    select subject, actor, details ->> 'language' as language from kernel.audit_entry
    where action = 'test.noted' order by subject`.execute(database.kysely);
  return rows;
}

async function waiting(): Promise<{ name: string; attempts: number; error: string | null }[]> {
  const { rows } = await sql<{ name: string; attempts: number; error: string | null }>`
    select task_identifier as name, attempts, last_error as error from graphile_worker.jobs`.execute(database.kysely);
  return rows;
}

test.each([
  [{ hourlyAt: 7 }, '7 * * * *'],
  [{ dailyAt: '03:30' }, '30 19 * * *'],
  [{ dailyAt: '08:00' }, '0 0 * * *'],
  [{ dailyAt: '23:59' }, '59 15 * * *'],
] as const)('%o by the clock of Shanghai is %s in UTC', (rhythm, line) => expect(cronLine(rhythm)).toBe(line));

test.each([[{ hourlyAt: 60 }], [{ hourlyAt: 0.5 }], [{ dailyAt: '24:00' }], [{ dailyAt: '3:60' }]] as const)(
  '%o is no rhythm',
  (rhythm) => expect(() => cronLine(rhythm)).toThrow(),
);

describe('a job', () => {
  test('waits exactly if its act is committed', async () => {
    await inTransaction(database.seed(), (ctx) => enqueue(ctx, noting, { word: 'kept' }));
    const broken = inTransaction(database.seed(), async (ctx) => {
      await enqueue(ctx, noting, { word: 'dropped' });
      throw new Error('the act failed');
    });
    await expect(broken).rejects.toThrow('the act failed');
    await doWaitingJobs(jobHouse([noting]));
    expect((await noted()).map(({ subject }) => subject)).toEqual(['kept']);
    expect(await waiting()).toEqual([]);
  });

  test('is done in the name and language of who asked, with the rights of now', async () => {
    const user = testUser(['test.thing.do'], '/', { username: 'li' });
    users.set(user.accountId, user);
    await inTransaction(database.seed({ user, language: 'en' }), (ctx) => enqueue(ctx, noting, { word: 'named' }));
    await doWaitingJobs(jobHouse([noting]));
    expect(await noted()).toContainEqual({ subject: 'named', actor: 'li', language: 'en' });
  });

  test('of an account that was closed meanwhile is not done', async () => {
    const user = testUser([], '/');
    const key = 'closed';
    await inTransaction(database.seed({ user }), (ctx) => enqueue(ctx, noting, { word: 'closed' }, { key }));
    await doWaitingJobs(jobHouse([noting]));
    expect((await noted()).map(({ subject }) => subject)).not.toContain('closed');
    expect(await waiting()).toEqual([
      { name: 'test.note_word', attempts: 1, error: expect.stringContaining('closed') as string },
    ]);
    await database.pool.query('select graphile_worker.remove_job($1)', [key]);
  });

  test('asked for twice under one key is done once, with the later payload', async () => {
    for (const word of ['early', 'late'])
      await inTransaction(database.seed(), (ctx) => enqueue(ctx, noting, { word }, { key: 'one' }));
    await doWaitingJobs(jobHouse([noting]));
    const words = (await noted()).map(({ subject }) => subject);
    expect(words).toContain('late');
    expect(words).not.toContain('early');
  });

  test('that fails leaves nothing half done, says so in the log and waits for another attempt', async () => {
    const faults: string[] = [];
    const failing = job({
      name: 'test.fail',
      payload: z.object({}),
      work: async (ground) => {
        await ground.act(async (ctx) => {
          audit(ctx, { action: 'test.noted', subject: 'half' });
          await sql`select 1 / 0`.execute(ctx.transaction);
        });
      },
    });
    await inTransaction(database.seed(), (ctx) => enqueue(ctx, failing, {}, { key: 'failing' }));
    await doWaitingJobs(jobHouse([failing], { ...quietLog, error: (_fields, message) => void faults.push(message) }));
    expect((await noted()).map(({ subject }) => subject)).not.toContain('half');
    expect(await waiting()).toMatchObject([{ name: 'test.fail', attempts: 1 }]);
    expect(faults.join()).toContain('division by zero');
    await database.pool.query(`select graphile_worker.remove_job('failing')`);
  });

  test('with a payload that it does not know is a fault of the programmer', async () => {
    const odd = { word: 5 } as unknown as { word: string };
    await expect(inTransaction(database.seed(), (ctx) => enqueue(ctx, noting, odd))).rejects.toThrow(/payload/);
  });
});

test('started jobs are done at once, go on after the database cut their connections, and end cleanly', async () => {
  const done: string[] = [];
  let heard: () => void = () => undefined;
  const next = () => new Promise<void>((resolve) => (heard = resolve));
  const hearing = job({
    name: 'test.hear',
    payload: z.object({ word: z.string() }),
    work: async (ground, { word }) => {
      await ground.act(() => Promise.resolve(done.push(word)));
      heard();
    },
  });
  const stop = startJobs(jobHouse([hearing]));
  try {
    for (const word of ['one', 'two']) {
      const arrived = next();
      await inTransaction(database.seed(), (ctx) => enqueue(ctx, hearing, { word }));
      await arrived;
      await database.pool
        .query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        )
        .catch(() => undefined);
    }
  } finally {
    await stop();
  }
  expect(done).toEqual(['one', 'two']);
});
