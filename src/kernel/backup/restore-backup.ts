import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type pg from 'pg';
import { fileOf } from '../files';
import { migrate, MIGRATION_LOCK, MIGRATION_TABLE, type MigrationFile } from '../migrations';
import { BackupFault, damaged } from './backup-fault';
import { copyIn } from './copy';
import { FILE_PATTERN, MANIFEST_NAME, type Head, type Manifest, type Part } from './manifest';
import { isEncrypted } from './encryption';
import { archiveEntries, checkArchive, partOf, startOf, type Archive } from './read-backup';
import { backupParts, EXACT_TEXT, ownTables, schemasOf, selectOf, sequenceStates, tallyOf, type Table } from './tables';
import type { ReadEntry } from './tar';

export interface RestoreOptions extends Archive {
  pool: pg.Pool;
  filesFolder: string;
  /** Every migration that this program knows, in its order. */
  migrations: readonly MigrationFile[];
  /** Demo and real life never share a place. */
  isDemo: boolean;
  onProgress?: (line: string) => void;
}

export interface RestoreReport {
  madeAt: string;
  version: string;
  tables: number;
  rows: number;
  files: number;
  lackingFiles: string[];
  /** Which key file belongs to these data; null when the backup does not say. */
  keyFingerprint: string | null;
  /** How many later migrations brought the data to this program's state. */
  migrated: number;
}

/** Whether the archive asks for a passphrase. */
export async function needsPassphrase(path: string): Promise<boolean> {
  return isEncrypted(await startOf(path));
}

/**
 * Puts a backup into an empty database and its files beside. The archive is proved first; then migrations up to the
 * backup's, rows and proof run in one transaction, so that whatever fails leaves nothing. Later migrations follow.
 * Refuses: a damaged archive, a wrong passphrase, a newer program's backup, demo into real life or the other way
 * round, a database that holds anything.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreReport> {
  options.onProgress?.('checking the archive');
  const { head, manifest } = await checkArchive(options);
  const before = migrationsOf(head, options.migrations);
  if (head.holdsDemo !== options.isDemo) throw otherLife(head.holdsDemo);
  const client = await options.pool.connect();
  const made: string[] = [];
  let isClean = false;
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseFull(client);
    await client.query(`begin; ${EXACT_TEXT}`);
    await load(client, options, { head, manifest, before, made });
    await client.query('commit');
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    isClean = true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    for (const path of made) await rm(path, { force: true });
    throw error;
  } finally {
    client.release(!isClean);
  }
  const migrated = await migrate(options.pool, options.migrations, options.onProgress);
  return {
    madeAt: head.madeAt,
    version: head.version,
    tables: new Set(manifest.parts.map((part) => part.table)).size,
    rows: manifest.parts.reduce((sum, part) => sum + part.rows, 0),
    files: manifest.files.filter((file) => file.state === 'whole').length,
    lackingFiles: manifest.files.filter((file) => file.state !== 'whole').map((file) => file.sha256),
    keyFingerprint: head.keyFingerprint,
    migrated,
  };
}

/** The backup's migrations in this program's order. Refuses one that this program does not know or knows otherwise. */
function migrationsOf(head: Head, known: readonly MigrationFile[]): MigrationFile[] {
  const own = new Map(known.map((file) => [`${file.module}/${file.name}`, file]));
  for (const { module, name, hash } of head.migrations) {
    const file = own.get(`${module}/${name}`);
    if (file === undefined)
      throw new BackupFault(
        'newer_program',
        `这份备份由更新版本（${head.version}）的程序写成，请先升级程序。`,
        `This backup was made by a newer program (${head.version}, ${module}/${name}); upgrade first.`,
      );
    if (file.hash !== hash)
      throw new BackupFault(
        'changed_migration',
        `迁移 ${module}/${name} 与备份时不同。`,
        `The migration ${module}/${name} is not the one of the backup.`,
      );
  }
  const wanted = new Set(head.migrations.map(({ module, name }) => `${module}/${name}`));
  return known.filter((file) => wanted.has(`${file.module}/${file.name}`));
}

function otherLife(holdsDemo: boolean): BackupFault {
  return holdsDemo
    ? new BackupFault(
        'demo_and_real_life',
        '这是演示数据的备份，不能恢复到正式数据里。',
        'This is a backup of the demo world; it is not restored into real life (GONGHUI_DEMO=on restores it).',
      )
    : new BackupFault(
        'demo_and_real_life',
        '这是正式数据的备份，请用 GONGHUI_DEMO=off 恢复。',
        'This is a backup of real life; restore it with GONGHUI_DEMO=off.',
      );
}

async function refuseFull(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>(`
    select min(format('%I.%I', n.nspname, c.relname)) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'`);
  const name = rows[0]?.name ?? null;
  if (name !== null)
    throw new BackupFault(
      'place_not_empty',
      `目标数据库里已经有内容（${name}），没有恢复。请换一个空的数据目录（GONGHUI_DATA）或空的数据库（DATABASE_URL）。`,
      `The database already holds something (${name}); nothing was restored. Give an empty folder (GONGHUI_DATA) or an empty database (DATABASE_URL).`,
    );
}

interface Plan {
  head: Head;
  manifest: Manifest;
  before: readonly MigrationFile[];
  /** Files written so far, to be taken away when the restore fails. */
  made: string[];
}

async function load(
  client: pg.ClientBase,
  options: RestoreOptions,
  { head, manifest, before, made }: Plan,
): Promise<void> {
  await client.query(MIGRATION_TABLE);
  for (const file of before) {
    await client.query(`create schema if not exists "${file.module}"`);
    await client.query(file.text);
  }
  const tables = await ownTables(client, schemasOf(head.migrations));
  refuseOtherShape(tables, head.parts);
  // A migration's text may set what it likes; the proof needs our own settings.
  await client.query(EXACT_TEXT);
  const guards = await takeGuardsOff(client);
  await clearSeeds(client);
  await fill(client, options, { head, manifest, before, made });
  await client.query(guards.back);
  for (const { name, last, isCalled } of head.sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [name, last, isCalled]);
  await prove(client, tables, head, manifest, options.onProgress);
}

/** Names in an archive are only ever compared with our own, never put into a statement unseen. */
function refuseOtherShape(tables: readonly Table[], parts: readonly Part[]): void {
  const shape = (list: readonly Part[]) =>
    list
      .map((part) => [part.table, part.rows, ...part.columns.toSorted()].join())
      .sort()
      .join('\n');
  if (shape(backupParts(tables)) !== shape(parts)) throw damaged('parts');
}

/** Foreign keys go and come back, which checks them all at once; append-only triggers sleep meanwhile. */
async function takeGuardsOff(client: pg.ClientBase): Promise<{ back: string }> {
  const own = `(select n.oid from pg_namespace n where n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%')`;
  const { rows: keys } = await client.query<{ off: string; back: string }>(`
    select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname) as off,
      format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid)) as back
    from pg_constraint k where k.contype = 'f' and k.conparentid = 0 and k.connamespace in ${own} order by k.oid`);
  const { rows: triggers } = await client.query<{ off: string; back: string }>(`
    select format('alter table %s disable trigger %I', g.tgrelid::regclass, g.tgname) as off,
      format('alter table %s enable trigger %I', g.tgrelid::regclass, g.tgname) as back
    from pg_trigger g join pg_class c on c.oid = g.tgrelid
    where not g.tgisinternal and g.tgenabled = 'O' and c.relnamespace in ${own} order by g.oid`);
  await client.query('set constraints all immediate');
  const all = [...keys, ...triggers];
  if (all.length > 0) await client.query(all.map(({ off }) => off).join('; '));
  return { back: ['select 1', ...all.map(({ back }) => back)].join('; ') };
}

/** Rows that migrations themselves put in come again with the backup. */
async function clearSeeds(client: pg.ClientBase): Promise<void> {
  for (const { name } of await tablesOfDatabase(client)) {
    const { rows } = await client.query<{ any: boolean; may: boolean }>(
      `select exists (select from ${name}) as any, has_table_privilege($1::regclass, 'delete') as may`,
      [name],
    );
    if (!rows[0]!.any) continue;
    const [grant, revoke] = rows[0]!.may
      ? ['', '']
      : [`grant delete on ${name} to current_user;`, `; revoke delete on ${name} from current_user`];
    await client.query(`${grant} delete from ${name} ${revoke}`);
  }
}

async function tablesOfDatabase(client: pg.ClientBase): Promise<{ name: string }[]> {
  const { rows } = await client.query<{ name: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname <> 'information_schema' and n.nspname not like 'pg\\_%'`);
  return rows;
}

async function fill(client: pg.ClientBase, options: RestoreOptions, { head, manifest, made }: Plan): Promise<void> {
  const whole = new Set(manifest.files.filter((file) => file.state === 'whole').map((file) => file.sha256));
  let told = -1;
  for await (const entry of archiveEntries(options)) {
    const file = FILE_PATTERN.exec(entry.name)?.[1];
    if (file !== undefined) {
      if (whole.has(file)) await writeFile(entry, fileOf(options.filesFolder, file), file, made);
    } else if (entry.name.startsWith('rows/')) {
      const { index } = partOf(entry);
      const part = head.parts[index]!;
      if (index !== told) options.onProgress?.(part.table);
      told = index;
      await copyIn(client, `${part.table} (${part.columns.join(', ')})`, await entry.whole());
    } else if (entry.name === MANIFEST_NAME) return;
  }
}

/** Writes a file under its hash, unless the same bytes lie there already (a move within one data folder). */
async function writeFile(entry: ReadEntry, target: string, sha256: string, made: string[]): Promise<void> {
  const known = await readFile(target).catch(() => null);
  if (known !== null && createHash('sha256').update(known).digest('hex') === sha256) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    for await (const chunk of entry.body) {
      hash.update(chunk);
      await handle.writeFile(chunk);
    }
    if (hash.digest('hex') !== sha256) throw damaged(`files/${sha256}`);
    await handle.sync();
    await rename(draft, target);
    if (known === null) made.push(target);
  } finally {
    await handle.close();
    await rm(draft, { force: true });
  }
}

/** What lies in the database now, counted and hashed anew, must be what the backup says. */
async function prove(
  client: pg.ClientBase,
  tables: readonly Table[],
  head: Head,
  manifest: Manifest,
  onProgress?: (line: string) => void,
): Promise<void> {
  for (const [index, part] of head.parts.entries()) {
    onProgress?.(`proof ${part.table}`);
    const wanted = manifest.parts[index]!;
    const found = await tallyOf(client, selectOf(part, tables));
    if (found.rows !== wanted.rows || found.sha256 !== wanted.sha256)
      throw new BackupFault(
        'rows_differ',
        `恢复后的表 ${part.table} 与备份不一致，已全部撤回。`,
        `After the restore ${part.table} differs from the backup (${found.rows} rows for ${wanted.rows}); everything was taken back.`,
      );
  }
  const sequences = JSON.stringify(await sequenceStates(client, schemasOf(head.migrations)));
  if (sequences !== JSON.stringify(head.sequences)) throw damaged('sequences');
}
