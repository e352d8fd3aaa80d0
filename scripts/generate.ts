import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Kysely } from 'kysely';
import { generate, getDialect } from 'kysely-codegen';
import { programFolder } from '#kernel';
import { launchPostgres, migrate, migrationFiles, openDatabase, type DatabaseAddress } from '#kernel/composition';
import { composeOnce } from '../src/app/foundation';
import { openApiText } from '../src/app/house';
import { modules } from '../src/app/modules';

/** What the pool really hands out: days stay text, 64-bit integers are bigint (see src/kernel/database.ts). */
const typeMapping = { date: 'string', int8: 'bigint', numeric: 'string', xid8: 'string' };

const NO_SCHEMA = 'none';

/** The tables of one module as types, written from the migrated database by kysely-codegen. */
async function tablesFile(database: Kysely<unknown>, schema: string): Promise<string> {
  const written = await generate({
    camelCase: false,
    db: database as never,
    dialect: getDialect('postgres', { dateParser: 'string' }),
    includePattern: `${schema}.*`,
    defaultSchemas: [NO_SCHEMA],
    outFile: null,
    typeMapping,
  } as never);
  const name = `${schema.charAt(0).toUpperCase()}${schema.slice(1)}Tables`;
  const body = written
    .replace(/^\/\*\*[\s\S]*?\*\/\n/, '')
    .replace('export interface DB {', `export interface ${name} {`);
  return `/** Written by \`npm run generate\` from the migrations of \`${schema}\`; a test proves it fresh. */\n${body}`;
}

/** Every generated file by its path from the program's folder, computed from a migrated database. */
export async function generatedFiles(database: Kysely<unknown>): Promise<Map<string, string>> {
  composeOnce();
  const files = new Map([['docs/openapi.json', openApiText()]]);
  for (const module of modules) {
    // The kernel's SQL is plain text with types of its own: a file that nobody reads would only go stale.
    if (!module.hasMigrations || module.name === 'kernel') continue;
    files.set(`src/${module.folder}/tables.generated.ts`, await tablesFile(database, module.name));
  }
  return files;
}

/** A database of its own, migrated: inside the server of DATABASE_URL, or in a server started in a temporary folder. */
async function withFreshDatabase<Result>(act: (database: Kysely<unknown>) => Promise<Result>): Promise<Result> {
  const url = process.env.DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-generate-'));
  const server = url ? null : await launchPostgres({ folder });
  const address: DatabaseAddress = url ?? server!.connection;
  const name = `gonghui_generate_${process.pid}`;
  const maintenance = openDatabase(address, () => undefined, 1);
  try {
    await maintenance.pool.query(`create database ${name}`);
    const own: DatabaseAddress =
      typeof address === 'string'
        ? Object.assign(new URL(address), { pathname: `/${name}` }).toString()
        : { ...address, database: name };
    const database = openDatabase(own, () => undefined, 2);
    try {
      await migrate(database.pool, migrationFiles(modules));
      return await act(database.kysely);
    } finally {
      await database.close();
      await maintenance.pool.query(`drop database ${name} with (force)`);
    }
  } finally {
    await maintenance.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const files = await withFreshDatabase(generatedFiles);
  for (const [path, content] of files) {
    const target = join(programFolder(), path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
    process.stdout.write(`${path}\n`);
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
