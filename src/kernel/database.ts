import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { openCrier, type Crier } from './live/crier';

const DAY = 1082;
const BIGINT = 20;

/** Days stay text (no hour may creep in), 64-bit integers become bigint (no digit may be lost). */
const types = new pg.TypeOverrides();
types.setTypeParser(DAY, (text: string) => text);
types.setTypeParser(BIGINT, (text: string) => BigInt(text));

export interface Database {
  /** For what is asked outside of any act. */
  readonly kysely: Kysely<unknown>;
  /**
   * A few connections of their own for what is written beside an act while it holds its transaction: sessions, the log of
   * sign-ins, tries of a code. From the one pool, sixteen who sign in at once would wait for each other.
   */
  readonly aside: Kysely<unknown>;
  readonly pool: pg.Pool;
  readonly crier: Crier;
  close(): Promise<void>;
}

const CONNECTIONS_ASIDE = 6;

export type DatabaseAddress = string | { host: string; port: number; database: string; user: string };

/** The pool of the program, with the few connections beside it. Errors of idle connections are reported and survived: the pool makes new ones. */
export function openDatabase(
  address: DatabaseAddress,
  onIdleError: (error: Error) => void,
  maxConnections = 16,
): Database {
  const openPool = (max: number): pg.Pool => {
    const pool = new pg.Pool({
      ...(typeof address === 'string' ? { connectionString: address } : address),
      max,
      types,
      application_name: 'gonghui',
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      keepAlive: true,
    });
    pool.on('error', onIdleError);
    // A connection that is lost while an act uses it fails that act's statement; its event must not end the program.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pool = openPool(maxConnections);
  const besides = openPool(CONNECTIONS_ASIDE);
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const aside = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: besides }) });
  const crier = openCrier(besides);
  const close = async (): Promise<void> => {
    await crier.settled();
    await Promise.all([kysely.destroy(), aside.destroy()]);
    // Kysely ends a pool only if it was used through Kysely.
    for (const one of [pool, besides]) if (!one.ended) await one.end();
  };
  return { kysely, aside, pool, crier, close };
}

/** Codes by which PostgreSQL says that the server or the connection went away, not that the statement was wrong. */
const lostCodes = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
]);

export function isConnectionLost(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  const message = error instanceof Error ? error.message : '';
  return (
    (typeof code === 'string' && lostCodes.has(code)) ||
    /Connection terminated|is not queryable|timeout exceeded when trying to connect/.test(message)
  );
}
