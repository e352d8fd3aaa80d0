import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { openDatabase, type Database, type DatabaseAddress } from '#kernel/composition';

export interface EmptyDatabase extends Database {
  readonly address: DatabaseAddress;
  /** Takes everything out again: cheaper than another database, whose end is a checkpoint of the whole server. */
  clear(): Promise<void>;
}

/** A database without anything in it, on the server of the test run. */
export async function openEmptyDatabase(): Promise<EmptyDatabase> {
  const server = inject('databaseAddress');
  const name = inject('databaseTemplate').replace(/template$/, `empty_${randomBytes(6).toString('hex')}`);
  const maintenance = openDatabase(server, () => undefined, 1);
  await maintenance.pool.query(`create database ${name}`);
  const address: DatabaseAddress =
    typeof server === 'string'
      ? Object.assign(new URL(server), { pathname: `/${name}` }).toString()
      : { ...server, database: name };
  const database = openDatabase(address, () => undefined, 4);
  return {
    ...database,
    address,
    clear: async () => {
      const { rows } = await database.pool.query<{ name: string }>(
        `select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema|public)'`,
      );
      for (const { name } of rows) await database.pool.query(`drop schema "${name}" cascade`);
    },
    close: async () => {
      await database.close();
      await drop(maintenance, name);
      await maintenance.close();
    },
  };
}

const NOT_OURS_TO_END = '42501';

/** A vacuum of the server's own may be at work in there for a moment, and only a superuser may send it away. */
async function drop(maintenance: Database, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await maintenance.pool.query(`drop database ${name} with (force)`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== NOT_OURS_TO_END || tries === 40) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}
