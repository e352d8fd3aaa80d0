import { Client } from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode, PostgresLaunchError } from './launch-error';
import { isPostmasterOf } from './process-identity';
import type { Server } from './server';
import { SUPERUSER, WORK_ROLE } from './settings';

const UNKNOWN_ROLE = '28000';
const UNKNOWN_DATABASE = '3D000';
/** The server takes no connections at the moment: it starts, recovers or stops. */
const NOT_NOW = '57P03';
const LONGEST_SILENCE_SECONDS = 30;

async function withClient<T>(server: Server, user: string, database: string, act: (client: Client) => Promise<T>) {
  const { socketFolder: host, port } = server;
  const timeout = LONGEST_SILENCE_SECONDS * 1000;
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

/**
 * Proves that the server answers the role we work as, and makes that role and its database where they are missing.
 *
 * @throws PostgresLaunchError start_timeout
 */
export async function proveConnection(options: {
  server: Server;
  database: string;
  cluster: string;
  logFile: string;
  log: (line: string) => void;
}): Promise<void> {
  const { server, database, log } = options;
  let toldAt = Date.now();
  for (;;) {
    try {
      await withClient(server, WORK_ROLE, database, async () => undefined);
      return;
    } catch (error) {
      const code = errorCode(error);
      if (code === UNKNOWN_ROLE || code === UNKNOWN_DATABASE) {
        await makeRoleAndDatabase(server, database);
        return;
      }
      if (code !== NOT_NOW || !isPostmasterOf(server.pid, options.cluster)) {
        const seconds = LONGEST_SILENCE_SECONDS;
        const params = { pid: server.pid, seconds, log: options.logFile };
        throw new PostgresLaunchError('start_timeout', params, { cause: error });
      }
      if (Date.now() - toldAt > 3000) {
        log('The database is starting up or recovering from a crash.');
        toldAt = Date.now();
      }
      await wait(20);
    }
  }
}
