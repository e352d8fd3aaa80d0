import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { sourceFolder } from './places';

export interface MigrationFile {
  module: string;
  name: string;
  text: string;
  hash: string;
}

export class MigrationFault extends Error {}

/** The migration files of the modules, in the order in which the modules stand on each other. */
export function migrationFiles(
  modules: readonly { name: string; folder: string; hasMigrations: boolean }[],
): MigrationFile[] {
  return modules
    .filter((module) => module.hasMigrations)
    .flatMap((module) => {
      const folder = join(sourceFolder(), module.folder, 'migrations');
      return readdirSync(folder)
        .filter((file) => file.endsWith('.sql'))
        .sort()
        .map((file) => {
          const text = readFileSync(join(folder, file), 'utf8');
          return { module: module.name, name: file, text, hash: createHash('sha256').update(text).digest('hex') };
        });
    });
}

/** Whoever changes the shape of the database holds this advisory lock. */
export const MIGRATION_LOCK = 7_465_273;

export const MIGRATION_TABLE = `create schema if not exists kernel;
      create table if not exists kernel.migration (module text not null, name text not null, hash text not null,
        applied_at timestamptz not null default now(), primary key (module, name))`;

/**
 * Brings the database to the program's state, forward only. One program at a time: others wait for the lock and
 * then find nothing to do. Each file runs in its own transaction together with the line that remembers it, so a
 * kill leaves whole files only. A database that a newer program has migrated, or a file that was changed after
 * it ran, is refused.
 */
export async function migrate(
  pool: pg.Pool,
  files: readonly MigrationFile[],
  onStep?: (name: string) => void,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(MIGRATION_TABLE);
    const { rows } = await client.query<{ module: string; name: string; hash: string }>(
      'select module, name, hash from kernel.migration',
    );
    const applied = new Map(rows.map((row) => [`${row.module}/${row.name}`, row.hash]));
    refuseForeignHistory(applied, files);
    let steps = 0;
    for (const file of files) {
      const key = `${file.module}/${file.name}`;
      if (applied.has(key)) continue;
      onStep?.(key);
      await runFile(client, file);
      steps += 1;
    }
    return steps;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    client.release();
  }
}

function refuseForeignHistory(applied: ReadonlyMap<string, string>, files: readonly MigrationFile[]): void {
  const known = new Map(files.map((file) => [`${file.module}/${file.name}`, file.hash]));
  for (const [key, hash] of applied) {
    if (!known.has(key))
      throw new MigrationFault(
        `The database was used by a newer gonghui (it has ${key}). Start that version, or restore a backup.`,
      );
    if (known.get(key) !== hash) throw new MigrationFault(`The migration ${key} was changed after it had run.`);
  }
}

async function runFile(client: pg.PoolClient, file: MigrationFile): Promise<void> {
  try {
    await client.query('begin');
    await client.query(`create schema if not exists "${file.module}"`);
    await client.query(file.text);
    await client.query('insert into kernel.migration (module, name, hash) values ($1, $2, $3)', [
      file.module,
      file.name,
      file.hash,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationFault(`${file.module}/${file.name}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
