import { existsSync } from 'node:fs';
import type pg from 'pg';
import { migrationFiles, openKeyRing, openSecrets, surveySealed, type Database } from '#kernel/composition';
import { surveyLedger } from '#engines/ledger';
import { modules, sealedColumns } from '../modules';
import { ok, red, warn, type Finding } from './doctor-finding';

const OLDEST_VERSION = 150_000;

/** A database that was never started, or by an older program, may lack a table. */
async function isThere(pool: pg.Pool, table: string): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>('select to_regclass($1) is not null as there', [table]);
  return rows[0]!.there;
}

export async function checkServer(pool: pg.Pool): Promise<Finding[]> {
  const { rows } = await pool.query<{
    version: number;
    words: string;
    encoding: string;
    superuser: boolean;
    name: string;
    readonly: boolean;
  }>(`
    select current_setting('server_version_num')::int as version, current_setting('server_version') as words,
      current_setting('server_encoding') as encoding, rolsuper as superuser, rolname as name,
      current_setting('transaction_read_only')::bool as readonly
    from pg_roles where rolname = current_user`);
  const { version, words, encoding, superuser, name, readonly } = rows[0]!;
  const start = performance.now();
  for (let i = 0; i < 10; i += 1) await pool.query('select 1');
  const milliseconds = (performance.now() - start) / 10;
  const found = `PostgreSQL ${words}, ${encoding}, ${milliseconds.toFixed(1)} ms there and back`;
  const database = () => {
    if (version < OLDEST_VERSION) return red('database', found, 'PostgreSQL 15 or later is needed.');
    if (encoding !== 'UTF8') return red('database', found, "The database must be made with encoding 'UTF8'.");
    if (readonly) return red('database', `${found}, read-only`, 'Point DATABASE_URL at the primary server.');
    return milliseconds > 20
      ? warn('database', found, 'The way to the database is slow: pages will be too.')
      : ok('database', found);
  };
  const role = superuser
    ? red(
        'role',
        `${name} is a superuser`,
        'Make a role of its own (docs/operations.md): append-only tables and row rights do not bind a superuser.',
      )
    : ok('role', `${name}, no superuser`);
  return [database(), role];
}

/** Whether the program and the database are of one state. */
export async function checkMigrations(pool: pg.Pool): Promise<Finding> {
  if (!(await isThere(pool, 'kernel.migration')))
    return warn('migrations', 'the database is empty', 'npm start fills it.');
  const { rows } = await pool.query<{ name: string }>(`select module || '/' || name as name from kernel.migration`);
  const applied = new Set(rows.map((row) => row.name));
  const own = migrationFiles(modules).map((file) => `${file.module}/${file.name}`);
  const newer = [...applied].filter((name) => !own.includes(name));
  if (newer.length > 0)
    return red(
      'migrations',
      `a newer program has been here (${newer[0]})`,
      'Start that version, or restore a backup that this one can read.',
    );
  const waiting = own.filter((name) => !applied.has(name)).length;
  return waiting > 0
    ? warn('migrations', `${waiting} to come`, 'The next start runs them; make a backup first.')
    : ok('migrations', `${own.length}, all there`);
}

/** The machine's clock against the database's, and against the latest moment that the audit knows. */
export async function checkClock(pool: pg.Pool, now: () => Date): Promise<Finding> {
  const before = now();
  const { rows } = await pool.query<{ at: Date }>('select clock_timestamp() as at');
  const after = now();
  const seconds = Math.abs(rows[0]!.at.getTime() - (before.getTime() + after.getTime()) / 2) / 1000;
  const found = `${after.toISOString()}, ${seconds.toFixed(1)} s from the database's`;
  const todo = 'Set the clock of both machines by NTP (timedatectl set-ntp true).';
  if (await isThere(pool, 'kernel.audit_entry')) {
    const { rows: last } = await pool.query<{ at: Date | null }>(
      'select max(recorded_at) as at from kernel.audit_entry',
    );
    const ahead = (last[0]!.at?.getTime() ?? 0) - after.getTime();
    if (ahead > 60_000)
      return red('clock', `${found}; the audit has entries ${Math.round(ahead / 1000)} s ahead of it`, todo);
  }
  if (after.getUTCFullYear() < 2024 || seconds > 60) return red('clock', found, todo);
  return seconds > 2 ? warn('clock', found, todo) : ok('clock', found);
}

const MOST_MINUTES = 10;

/** What waits for the sealer for too long is a sign that it does not run, or that a transaction hangs. */
function sealing(check: 'audit' | 'books', found: string, oldest: Date | null, now: Date): Finding {
  const minutes = oldest === null ? 0 : (now.getTime() - oldest.getTime()) / 60_000;
  if (minutes > MOST_MINUTES)
    return warn(
      check,
      `${found}, the oldest for ${Math.round(minutes)} minutes`,
      'The running server seals them about once a second; start it, or look for a transaction that hangs.',
    );
  return ok(check, `${found}; gonghui audit verify proves ${check === 'audit' ? 'the chain' : 'them'}`);
}

export async function checkAudit(pool: pg.Pool, now: Date): Promise<Finding> {
  if (!(await isThere(pool, 'kernel.audit_seal'))) return ok('audit', 'nothing yet');
  const { rows } = await pool.query<{ count: bigint; oldest: Date | null; sealed: bigint }>(`
    select count(*) as count, min(recorded_at) as oldest, (select coalesce(max(position), 0) from kernel.audit_seal) as sealed
    from kernel.audit_entry e where not exists (select from kernel.audit_seal s where s.entry_id = e.id)`);
  const { count, oldest, sealed } = rows[0]!;
  return sealing('audit', `${sealed} sealed, ${count} waiting`, oldest, now);
}

export async function checkBooks(database: Database['kysely'], now: Date): Promise<Finding> {
  const survey = await surveyLedger(database);
  if (survey === null) return ok('books', 'nothing yet');
  const { books, sealed, waiting, waitsSince } = survey;
  return sealing('books', `${books} books, ${sealed} entries with a number, ${waiting} waiting`, waitsSince, now);
}

/** Work after the answer: what failed for good, and what should have begun long ago. */
export async function checkJobs(pool: pg.Pool): Promise<Finding> {
  if (!(await isThere(pool, 'graphile_worker.jobs'))) return ok('jobs', 'nothing yet');
  const { rows } = await pool.query<{ waiting: number; failed: string[]; late: number }>(`
    select count(*) filter (where attempts < max_attempts)::int as waiting,
      coalesce(array_agg(distinct task_identifier) filter (where attempts >= max_attempts), '{}') as failed,
      count(*) filter (where attempts = 0 and locked_at is null
        and run_at < now() - make_interval(mins => ${MOST_MINUTES}))::int as late
    from graphile_worker.jobs`);
  const { waiting, failed, late } = rows[0]!;
  if (failed.length > 0)
    return warn('jobs', `given up after many attempts: ${failed.join(', ')}`, 'The log tells why; mend it.');
  if (late > 0) return warn('jobs', `${late} should have begun long ago`, 'The running server does them; start it.');
  return ok('jobs', `${waiting} waiting, none failed`);
}

/** Whether personal data at rest can be read with the key file that lies here. */
export async function checkSecrets({ kysely }: Pick<Database, 'kysely'>, keyFile: string): Promise<Finding> {
  if (!existsSync(keyFile)) return ok('secrets', 'no key file yet');
  const ring = openKeyRing(keyFile);
  try {
    ring.keys();
  } catch {
    return warn('secrets', "can't be looked at without a whole key file", 'Mend the key file first.');
  }
  const { values, older, unreadable } = await surveySealed(kysely, sealedColumns, openSecrets(ring));
  const found = `${values} sealed values, ${older} under an older key, ${unreadable} can't be opened`;
  if (unreadable > 0)
    return red(
      'secrets',
      found,
      'Put the key file back that they were sealed with (docs/operations.md), or enter them anew.',
    );
  if (older > 0) return warn('secrets', found, 'The running server seals them anew; start it.');
  return ok('secrets', found);
}
