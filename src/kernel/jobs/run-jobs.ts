import { setTimeout as wait } from 'node:timers/promises';
import type { CronItem, Logger, Runner, TaskList } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '../context';
import { isConnectionLost } from '../database';
import type { Language } from '../language';
import { inTransaction, type ContextSeed } from '../transaction';
import type { SignedInUser } from '../user';
import { envelope, MOST_ATTEMPTS } from './enqueue';
import type { Job, JobGround } from './job';
import { cronLine } from './rhythm';

/** Shape that the program's library expects in the database; a newer library brings a higher number. */
const QUEUE_SHAPE = 18;
const AT_ONCE = 2;
const DAY_MILLISECONDS = 86_400_000;
const PAUSE_AFTER_FAULT_MILLISECONDS = 3000;

type Library = typeof import('graphile-worker');

/** Loaded when it is needed: the first page need not wait for it. A bundle knows a CommonJS library as its default only. */
async function library(): Promise<Library> {
  const loaded: Library & { default?: Library } = await import('graphile-worker');
  return loaded.default ?? loaded;
}

export interface JobHouse {
  pool: pg.Pool;
  log: Log;
  jobs: readonly Job[];
  seed(): ContextSeed;
  /** The person who asked, with the rights of now; null when the account is closed or gone. */
  userOf(accountId: string): Promise<SignedInUser | null>;
}

/** Makes the tables of the queue where they are missing or old. Beside our own migrations: the library owns its schema. */
export async function prepareQueue(pool: pg.Pool): Promise<void> {
  const { rows: found } = await pool.query<{ there: boolean }>(
    `select to_regclass('graphile_worker.migrations') is not null as there`,
  );
  if (found[0]!.there) {
    const { rows } = await pool.query<{ shape: number }>('select max(id) as shape from graphile_worker.migrations');
    if (rows[0]!.shape >= QUEUE_SHAPE) return;
  }
  const { Logger, runMigrations } = await library();
  await runMigrations({ pgPool: pool, logger: new Logger(() => () => undefined) });
}

/** Only what a person should know reaches the log; the library itself tells of every breath. */
async function loggerOf(log: Log): Promise<Logger> {
  const { Logger } = await library();
  return new Logger((scope) => (level, message) => {
    if (level === 'error') log.error({ job: scope.taskIdentifier }, message);
    else if (level === 'warning') log.warn({ job: scope.taskIdentifier }, message);
  });
}

function tasksOf(house: JobHouse): TaskList {
  return Object.fromEntries(
    house.jobs.map((job) => [
      job.name,
      async (raw: unknown, helpers: { abortSignal?: AbortSignal }) => {
        const { payload, by } = isOfTheClock(raw) ? { payload: {}, by: null } : envelope.parse(raw);
        await job.work(await groundOf(house, job.name, by, helpers.abortSignal), job.payload.parse(payload));
      },
    ]),
  );
}

function isOfTheClock(raw: unknown): boolean {
  return typeof raw === 'object' && raw !== null && '_cron' in raw;
}

async function groundOf(
  house: JobHouse,
  name: string,
  by: { accountId: string; language: Language } | null,
  stopping: AbortSignal | undefined,
): Promise<JobGround> {
  const user = by === null ? null : await house.userOf(by.accountId);
  if (by !== null && user === null) throw new Error(`${name} was asked for by an account that is closed`);
  return {
    act: (act) => inTransaction({ ...house.seed(), user, ...(by === null ? {} : { language: by.language }) }, act),
    log: house.log,
    stopping,
  };
}

function cronItemsOf(jobs: readonly Job[]): CronItem[] {
  return jobs.flatMap(({ name, rhythm }) => {
    if (rhythm === undefined) return [];
    // One of a kind waits at most, one is under way at most; what a night without power left out is done at the next start.
    const backfillPeriod = 'dailyAt' in rhythm ? DAY_MILLISECONDS : 0;
    const options = { jobKey: name, queueName: name, maxAttempts: MOST_ATTEMPTS, backfillPeriod };
    return [{ task: name, match: cronLine(rhythm), identifier: name, options }];
  });
}

/**
 * Does the house's jobs until it is stopped; the end waits for what is under way. A database that goes away ends
 * the library's workers: they are begun anew until it is back.
 */
export function startJobs(house: JobHouse): () => Promise<void> {
  const taskList = tasksOf(house);
  const end = new AbortController();
  let runner: Runner | null = null;
  const begin = async (): Promise<void> => {
    const { parseCronItems, run } = await library();
    runner = await run({
      pgPool: house.pool,
      taskList,
      parsedCronItems: parseCronItems(cronItemsOf(house.jobs)),
      logger: await loggerOf(house.log),
      concurrency: AT_ONCE,
      noHandleSignals: true,
      noPreparedStatements: true,
    });
    if (end.signal.aborted) await runner.stop();
    await runner.promise;
  };
  const running = (async () => {
    while (!end.signal.aborted) {
      try {
        await begin();
      } catch (error) {
        if (!isConnectionLost(error) && !end.signal.aborted)
          house.log.error({ err: error }, 'the jobs were interrupted');
      }
      runner = null;
      await wait(PAUSE_AFTER_FAULT_MILLISECONDS, undefined, { signal: end.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    end.abort();
    await runner?.stop().catch(() => undefined);
    await running;
  };
}

/** Does what waits and is due now, then returns: for commands and tests. */
export async function doWaitingJobs(house: JobHouse): Promise<void> {
  const { runOnce } = await library();
  await runOnce({
    pgPool: house.pool,
    taskList: tasksOf(house),
    logger: await loggerOf(house.log),
    noHandleSignals: true,
    noPreparedStatements: true,
  });
}
