import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { programFolder } from '#kernel';
import {
  launchPostgres,
  migrate,
  migrationFiles,
  openDatabase,
  prepareQueue,
  type DatabaseAddress,
  type RunningPostgres,
} from '#kernel/composition';
import { modules } from '../src/app/modules';

/** Several runs may share a server: every name carries the run's process id. */
const RUN = `gonghui_test_${process.pid}_`;
const TEMPLATE = `${RUN}template`;

/**
 * One real PostgreSQL for the whole run: the embedded one, or the server of DATABASE_URL. The template is migrated
 * anew each time; every test file clones it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.DATABASE_URL;
  const server = url ? null : await launchQuick(join(programFolder(), '.cache', 'test-postgres'));
  const address: DatabaseAddress = url ?? server!.connection;
  const maintenance = openDatabase(address, () => undefined, 1);
  const { rows: left } = await maintenance.pool.query<{ datname: string }>(
    `select datname from pg_database where datname like 'gonghui\\_test\\_%' and not exists
       (select from pg_stat_activity a where a.datname = pg_database.datname)`,
  );
  for (const { datname } of left.filter(({ datname: name }) => !isRunning(name)))
    await maintenance.pool.query(`drop database if exists ${datname} with (force)`);
  await maintenance.pool.query(`create database ${TEMPLATE}`);
  const target =
    typeof address === 'string'
      ? Object.assign(new URL(address), { pathname: `/${TEMPLATE}` }).toString()
      : { ...address, database: TEMPLATE };
  const template = openDatabase(target, () => undefined, 1);
  await migrate(template.pool, migrationFiles(modules));
  await prepareQueue(template.pool);
  await template.close();
  await maintenance.close();
  project.provide('databaseAddress', address);
  project.provide('databaseTemplate', TEMPLATE);
  return async () => {
    const last = openDatabase(address, () => undefined, 1);
    const { rows: own } = await last.pool.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [RUN],
    );
    for (const { datname } of own) await last.pool.query(`drop database if exists ${datname} with (force)`);
    await last.close();
    await server?.stop();
  };
}

/** Test databases are thrown away: their server need not wait for the disk. The fault tests start servers of their own. */
async function launchQuick(folder: string): Promise<RunningPostgres> {
  const settings = join(folder, 'cluster', 'own.conf');
  const quick = 'fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 160\n';
  const first = await launchPostgres({ folder });
  if (readFileSync(settings, 'utf8').includes(quick)) return first;
  appendFileSync(settings, quick);
  await first.stop();
  return launchPostgres({ folder });
}

/** A database of a run that is still going is left alone. */
function isRunning(name: string): boolean {
  const pid = Number(/^gonghui_test_(\d+)_/.exec(name)?.[1] ?? 0);
  if (pid === 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
