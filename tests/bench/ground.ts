import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { inTransaction, programFolder, type Context } from '#kernel';
import { launchPostgres, migrationFiles, openDatabase, openLog, readSettings } from '#kernel/composition';
import { importUnits, openAccount, type NewUnit } from '#engines/roster';
import { layFoundation, type Foundation } from '../../src/app/foundation';
import { modules } from '../../src/app/modules';
import { roles } from '../../src/app/roles';
import { fillBook } from './books';
import { benchUnits, fillPeople, type BenchUnits } from './people';

export const PASSWORD = 'Bench-salt-2024';

/** The database server of one run and the databases on it; every name carries the run's process id. */
export interface Ground {
  /** For files: keys, demo folders. Goes when the run ends. */
  readonly folder: string;
  /** What a process needs in its environment to work on a database of this ground. */
  env(url: string): Record<string, string>;
  /** A database with the tree, the accounts `chair` and `officer`, and as many people, and entries in one book, as wanted. */
  make(people?: number, entries?: number): Promise<string>;
  close(): Promise<void>;
}

export function settingsFor(url: string) {
  return readSettings({ DATABASE_URL: url, GONGHUI_DEMO: 'off', PORT: '0' });
}

/** The house's ground floor in this very process, on a database of the run. */
export function foundationOn(ground: Pick<Ground, 'env'>, url: string): Promise<Foundation> {
  return layFoundation(settingsFor(url), openLog('silent'), ground.env(url));
}

/**
 * Opens the server of DATABASE_URL, or an embedded one of the run's own in a temporary folder. With `isKept` it stands
 * in .cache/bench and keeps the big template, because a million people take minutes to write.
 */
export async function openGround(options: { isKept: boolean; say: (line: string) => void }): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-bench-'));
  chmodSync(folder, 0o711);
  const kept = join(programFolder(), '.cache', 'bench');
  if (options.isKept) mkdirSync(kept, { recursive: true });
  const external = process.env.DATABASE_URL ?? '';
  const server =
    external === '' ? await launchPostgres({ folder: join(options.isKept ? kept : folder, 'postgres') }) : null;
  const base = new URL(
    server === null
      ? external
      : `postgres://${server.user}@${encodeURIComponent(server.socketDirectory)}/${server.database}?port=${server.port}`,
  );
  const urlOf = (database: string) => Object.assign(new URL(base), { pathname: `/${database}` }).toString();
  const maintenance = openDatabase(base.toString(), () => undefined, 1);
  const env = (url: string) => ({
    DATABASE_URL: url,
    GONGHUI_DEMO: 'off',
    GONGHUI_DATA: join(folder, 'data'),
    LOG_LEVEL: 'error',
  });
  const names: string[] = [];
  const fill = async (name: string, people: number, entries: number): Promise<void> => {
    await maintenance.pool.query(`create database ${name}`);
    await fillDatabase({ env }, urlOf(name), people, entries);
  };
  const templateOf = async (people: number, entries: number): Promise<string> => {
    const isLasting = options.isKept && Math.max(people, entries) >= LASTING;
    const size = entries === 0 ? `${people}` : `${people}_${entries}e`;
    const name = isLasting
      ? `gonghui_bench_kept_${size}_${schemaMark()}`
      : `gonghui_bench_${process.pid}_template_${size}`;
    const { rowCount } = await maintenance.pool.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 1) return name;
    const written = entries === 0 ? `${people.toLocaleString('en')} people` : `${entries.toLocaleString('en')} entries`;
    options.say(`writing ${written} …`);
    const draft = `gonghui_bench_${process.pid}_draft_${size}`;
    names.push(draft);
    await fill(draft, people, entries);
    await maintenance.pool.query(`alter database ${draft} rename to ${name}`);
    if (!isLasting) names.push(name);
    return name;
  };
  return {
    folder,
    env,
    make: async (people = 0, entries = 0) => {
      const template = await templateOf(people, entries);
      const name = `gonghui_bench_${process.pid}_${names.length}`;
      await maintenance.pool.query(`create database ${name} template ${template} strategy file_copy`);
      names.push(name);
      return urlOf(name);
    },
    close: async () => {
      for (const name of names) await dropDatabase(maintenance.pool, name);
      await maintenance.close();
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A worker that tidies the tables at this moment belongs to the server and can't be ended by us: it is waited for. */
async function dropDatabase(pool: pg.Pool, name: string): Promise<void> {
  for (let tries = 30; ; tries -= 1) {
    try {
      return void (await pool.query(`drop database if exists ${name} with (force)`));
    } catch (error) {
      if (tries === 0 || (error as { code?: string }).code !== '42501') throw error;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

const LASTING = 100_000;

/** A template serves as long as the migrations are the ones that made it. */
function schemaMark(): string {
  return createHash('sha256')
    .update(JSON.stringify(migrationFiles(modules)))
    .digest('hex')
    .slice(0, 8);
}

async function fillDatabase(ground: Pick<Ground, 'env'>, url: string, people: number, entries: number): Promise<void> {
  const base = await foundationOn(ground, url);
  try {
    const units = benchUnits();
    await inTransaction(base.seed(), (ctx) => fillTree(ctx, units));
    if (people > 0) await fillPeople(base.database.pool, people, units);
    if (entries > 0) await fillBook(base, entries, units);
  } finally {
    await base.close();
  }
}

/** Who works in the figures: the chair on the whole works, an officer on one work area of about a hundred units. */
async function fillTree(ctx: Context, units: BenchUnits): Promise<void> {
  await importUnits(ctx, units.all);
  const open = (username: string, role: 'chair' | 'unit_officer', unit: NewUnit) =>
    openAccount(ctx, roles, {
      username,
      name: username,
      password: PASSWORD,
      personId: null,
      mustChangePassword: false,
      role,
      unitId: unit.id,
    });
  await open('chair', 'chair', units.works);
  await open('officer', 'unit_officer', units.areas[0]!);
}
