import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { inject } from 'vitest';
import { systemClock, standingClock, type StandingClock } from './clock';
import type { House, Log } from './context';
import { openDatabase, type Database, type DatabaseAddress } from './database';
import { newId } from './ids';
import type { Keys } from './keys';
import type { RequestFacts } from './manifest';
import { fixedKeyRing } from './secrets/key-ring';
import { openSecrets } from './secrets/secrets';
import type { ContextSeed } from './transaction';
import type { SignedInUser } from './user';

export { standingClock, systemClock, type StandingClock };

declare module 'vitest' {
  interface ProvidedContext {
    /** Server and maintenance database of the test run; each test file clones the template into its own. */
    databaseAddress: DatabaseAddress;
    databaseTemplate: string;
  }
}

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The keys of every house in the tests. */
export const testKeys: Keys = {
  session: 's'.repeat(40),
  data: 'd'.repeat(40),
  olderData: [],
  index: 'i'.repeat(40),
};

function addressOf(database: string): DatabaseAddress {
  const address = inject('databaseAddress');
  if (typeof address !== 'string') return { ...address, database };
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.toString();
}

/** A vacuum of the server's own may be in a database for a moment; PostgreSQL then asks to come again. */
const passingCodes = new Set(['55006', '42501']);

async function untilFree(maintenance: Database, statement: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await maintenance.pool.query(statement);
      return;
    } catch (error) {
      if (!passingCodes.has((error as { code?: string }).code ?? '') || tries === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

export interface TestDatabase extends Database {
  readonly address: DatabaseAddress;
  readonly house: House;
  /** A seed for acts: nobody signed in, a day in June 2024, Chinese. */
  seed(change?: Partial<ContextSeed>): ContextSeed;
}

/** Every database of a run carries the run's name. */
const nameOf = (end: string): string => inject('databaseTemplate').replace(/template$/, end);

const openMaintenance = (): Database => openDatabase(inject('databaseAddress'), () => undefined, 1);

/** Copying the files takes a third of the time that writing them through the log does. */
const cloneInto = (maintenance: Database, name: string, template: string): Promise<void> =>
  untilFree(maintenance, `create database ${name} template ${template} strategy file_copy`);

/** A house on a database that stands; closing it leaves the database where it is. */
function attach(name: string): TestDatabase {
  const address = addressOf(name);
  const database = openDatabase(address, () => undefined, 8);
  const house: House = {
    database: database.kysely,
    pool: database.pool,
    aside: database.aside,
    crier: database.crier,
    filesFolder: mkdtempSync(join(tmpdir(), 'gonghui-files-')),
    isDemo: false,
    secrets: openSecrets(fixedKeyRing(testKeys)),
    measures: new Map(),
    parameters: new Map(),
    rolesWith: () => [],
    rolesApart: () => null,
    subjects: new Map(),
    nameFinders: [],
    recordSources: new Map(),
    log: quietLog,
  };
  return {
    ...database,
    address,
    house,
    seed: (change = {}) => ({
      requestId: newId(),
      user: null,
      clock: standingClock('2024-06-18'),
      language: 'zh-CN',
      house,
      ...change,
    }),
  };
}

/** A database of its own for one test file, cloned from a template of the run in a few dozen milliseconds. */
export async function openTestDatabase(template = inject('databaseTemplate')): Promise<TestDatabase> {
  const name = nameOf(randomBytes(6).toString('hex'));
  const maintenance = openMaintenance();
  await cloneInto(maintenance, name, template);
  const database = attach(name);
  return {
    ...database,
    close: async () => {
      await database.close();
      await untilFree(maintenance, `drop database ${name} with (force)`);
      await maintenance.close();
    },
  };
}

/**
 * A database of its own in which more stands than the schema: whoever asks first in a run fills a template of that name, the
 * others copy it. What the filling answered is plain data, and everybody is told it.
 */
export async function openFilledDatabase<Filled extends object>(
  name: string,
  fill: (database: TestDatabase) => Promise<Filled>,
): Promise<{ database: TestDatabase; filled: Filled }> {
  const template = nameOf(name);
  const maintenance = openMaintenance();
  try {
    await maintenance.pool.query('select pg_advisory_lock(hashtext($1))', [template]);
    const filled = (await whatFilled<Filled>(maintenance, template)) ?? (await makeFilled(maintenance, template, fill));
    return { database: await openTestDatabase(template), filled };
  } finally {
    await maintenance.close();
  }
}

/** The comment on a template holds what its filling answered; a template without one was left half filled. */
async function whatFilled<Filled>(maintenance: Database, template: string): Promise<Filled | null> {
  const { rows } = await maintenance.pool.query<{ answer: string | null }>(
    `select shobj_description(oid, 'pg_database') as answer from pg_database where datname = $1`,
    [template],
  );
  const answer = rows[0]?.answer ?? null;
  return answer === null ? null : (deserialize(Buffer.from(answer, 'base64')) as Filled);
}

async function makeFilled<Filled extends object>(
  maintenance: Database,
  template: string,
  fill: (database: TestDatabase) => Promise<Filled>,
): Promise<Filled> {
  await untilFree(maintenance, `drop database if exists ${template} with (force)`);
  await cloneInto(maintenance, template, inject('databaseTemplate'));
  const database = attach(template);
  const filled = await fill(database).finally(() => database.close());
  await maintenance.pool.query(`comment on database ${template} is '${serialize(filled).toString('base64')}'`);
  return filled;
}

/** What the transport would know of a request from this machine without a cookie. */
export const plainRequest: RequestFacts = {
  address: '127.0.0.1',
  isLoopback: true,
  userAgent: null,
  cookie: null,
  headers: new Headers(),
  setCookie: () => undefined,
};

/** A signed-in person with the given permissions on one unit; nothing is written. */
export function testUser(
  permissions: readonly string[],
  unitPath = '/',
  change: Partial<SignedInUser> = {},
): SignedInUser {
  return {
    accountId: newId(),
    sessionId: newId(),
    username: 'tester',
    name: '测试',
    personId: null,
    mustChangePassword: false,
    grants: [
      {
        ...{ role: 'test', unitId: newId(), unitName: '全场', unitPath, isHouseWide: unitPath === '/' },
        permissions: new Set(permissions),
      },
    ],
    ...change,
  };
}
