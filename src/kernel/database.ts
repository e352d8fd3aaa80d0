import { Kysely, PostgresDialect, PostgresDriver, type DatabaseConnection } from 'kysely';
import pg from 'pg';

const DAY = 1082;
const BIGINT = 20;

/** Days stay text (no hour may creep in), 64-bit integers become bigint (no digit may be lost). */
const types = new pg.TypeOverrides();
types.setTypeParser(DAY, (text: string) => text);
types.setTypeParser(BIGINT, (text: string) => BigInt(text));

export interface Database {
  readonly kysely: Kysely<unknown>;
  /** For reads: its transactions hold one connection and nothing else. */
  readonly reader: Kysely<unknown>;
  /**
   * A few connections of their own for what is written beside an act while it holds its transaction: sessions, the log of
   * sign-ins, tries of a code. From the one pool, sixteen who sign in at once would wait for each other.
   */
  readonly aside: Kysely<unknown>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

class WritingDriver extends PostgresDriver {
  /** On a lost connection it fails, and the server has given the transaction up by itself; what the act failed with says more. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch((error: unknown) => {
      if (!isConnectionLost(error)) throw error;
    });
  }
}

/**
 * Reads need no transaction: in `read committed` each statement sees what is committed when it begins, with `begin`
 * before it or without. Leaving both out spares a read two of its ways to the database.
 */
class ReadingDriver extends PostgresDriver {
  override async beginTransaction(): Promise<void> {}
  override async commitTransaction(): Promise<void> {}
  override async rollbackTransaction(): Promise<void> {}
}

class HouseDialect extends PostgresDialect {
  constructor(
    private readonly pool: pg.Pool,
    private readonly Driver: typeof PostgresDriver,
  ) {
    super({ pool });
  }

  override createDriver(): PostgresDriver {
    return new this.Driver({ pool: this.pool });
  }
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
  const kysely = new Kysely<unknown>({ dialect: new HouseDialect(pool, WritingDriver) });
  const reader = new Kysely<unknown>({ dialect: new HouseDialect(pool, ReadingDriver) });
  const aside = new Kysely<unknown>({ dialect: new HouseDialect(besides, WritingDriver) });
  const close = async (): Promise<void> => {
    await Promise.all([kysely.destroy(), aside.destroy()]);
    // Kysely ends a pool only if it was used through Kysely.
    for (const one of [pool, besides]) if (!one.ended) await one.end();
  };
  return { kysely, reader, aside, pool, close };
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
