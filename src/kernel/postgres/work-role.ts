import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, PostgresLaunchError } from './launch-error';
import { isPostmasterOf } from './process-identity';
import type { Server } from './server';
import { logTail } from './server-log';
import { SUPERUSER, WORK_ROLE } from './settings';

const LONGEST_SILENCE_SECONDS = 30;

async function withClient<T>(
  server: Server,
  user: string,
  database: string,
  act: (client: Client) => Promise<T>,
  patience = LONGEST_SILENCE_SECONDS,
): Promise<T> {
  const { socketFolder: host, port } = server;
  const timeout = patience * 1000;
  const client = new Client({ host, port, user, database, ssl: false, connectionTimeoutMillis: timeout });
  // Without a listener a connection that breaks later would end the whole process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await act(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Makes what is missing; safe to repeat, and safe when a crash fell between any two steps. */
async function makeRoleAndDatabase(server: Server, database: string): Promise<void> {
  await withClient(server, SUPERUSER, 'postgres', async (client) => {
    const roles = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [WORK_ROLE]);
    const role = client.escapeIdentifier(WORK_ROLE);
    // The right to create databases lets tests clone a template; it gives no right in anybody else's database.
    if (roles.rowCount === 0) await client.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEROLE CREATEDB`);
    const databases = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (databases.rowCount === 0)
      await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${role}`);
  });
}

type Answer = 'works' | 'not now' | 'nothing made yet';

/** The server takes no connections at the moment (57P03), or its socket is not there for an instant. */
const NOT_NOW = ['57P03', 'ECONNREFUSED', 'ENOENT', 'ECONNRESET'];
/** All connections are taken: proof enough that the server works. */
const TOO_MANY = '53300';
const NOTHING_MADE_YET = ['28000', '3D000'];

async function ask(server: Server, database: string, patience: number): Promise<Answer> {
  try {
    await withClient(server, WORK_ROLE, database, () => Promise.resolve(), patience);
    return 'works';
  } catch (error) {
    const code = errorCode(error);
    if (code === TOO_MANY) return 'works';
    if (NOTHING_MADE_YET.includes(code)) return 'nothing made yet';
    if (NOT_NOW.includes(code)) return 'not now';
    throw error;
  }
}

/**
 * Proves that the server answers the role we work as, and makes that role and its database where they are missing.
 *
 * @throws PostgresLaunchError start_failed when the server ends meanwhile, start_timeout when it does not answer
 */
export async function proveConnection(options: {
  server: Server;
  database: string;
  cluster: string;
  logFile: string;
  patience?: number;
}): Promise<void> {
  const { server, database, cluster, logFile, patience = LONGEST_SILENCE_SECONDS } = options;
  const until = Date.now() + patience * 1000;
  for (;;) {
    const silence = { pid: server.pid, seconds: patience, log: logFile };
    const answer = await ask(server, database, patience).catch((cause: unknown) => {
      throw new PostgresLaunchError('start_timeout', silence, { cause });
    });
    if (answer === 'works') return;
    if (answer === 'nothing made yet') return makeRoleAndDatabase(server, database);
    if (!isPostmasterOf(server.pid, cluster))
      throw new PostgresLaunchError('start_failed', { log: logFile, detail: logTail(logFile, 0) });
    if (Date.now() > until) throw new PostgresLaunchError('start_timeout', silence);
    await wait(20);
  }
}
