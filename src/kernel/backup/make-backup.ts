import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { fileOf } from '../files';
import type { Keys } from '../keys';
import { BackupFault } from './backup-fault';
import { copyOut } from './copy';
import { encrypt } from './encryption';
import { blockName, FORMAT, HEAD_NAME, MANIFEST_NAME, type Head, type Manifest } from './manifest';
import { backupParts, EXACT_TEXT, ownTables, schemasOf, selectOf, sequenceStates } from './tables';
import { tarEnd, tarHeader, tarPadding } from './tar';

export interface BackupOptions {
  pool: pg.Pool;
  filesFolder: string;
  /** The archive to write; an existing file is never overwritten. */
  target: string;
  version: string;
  keyFingerprint: string | null;
  passphrase: string | null;
  onProgress?: (line: string) => void;
}

export interface BackupReport {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  files: number;
  /** Files that the rows name and that are gone from the disk or were changed there: the backup lacks them. */
  lackingFiles: string[];
}

/**
 * Rows and uploaded files in one archive, all of one moment, while others go on working. Files are named by their
 * content and stay for a day after their last row went, so each file that a row of the snapshot names is on the disk. The key file stays
 * out. Refuses: a target that exists, a database that was never started.
 */
export async function makeBackup(options: BackupOptions): Promise<BackupReport> {
  const target = resolve(options.target);
  if (await exists(target))
    throw new BackupFault(
      'file_exists',
      `文件“${target}”已经有了，没有覆盖。`,
      `The file "${target}" is there already; it was not overwritten.`,
    );
  await mkdir(dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.part`;
  const client = await options.pool.connect();
  let isClean = false;
  try {
    await client.query(`begin isolation level repeatable read read only; ${EXACT_TEXT}`);
    const manifest: Manifest = { parts: [], files: [] };
    const chunks = archive(client, options, manifest);
    const { passphrase } = options;
    const sealed = (source: AsyncIterable<Buffer>) => (passphrase === null ? source : encrypt(source, passphrase));
    await pipeline(
      Readable.from(chunks, { objectMode: false }),
      createGzip(),
      sealed,
      createWriteStream(draft, { flags: 'w', mode: 0o600 }),
    );
    await client.query('commit');
    isClean = true;
    await keep(draft, target);
    const { size } = await stat(target);
    return {
      file: target,
      bytes: size,
      tables: new Set(manifest.parts.map((part) => part.table)).size,
      rows: manifest.parts.reduce((sum, part) => sum + part.rows, 0),
      files: manifest.files.length,
      lackingFiles: manifest.files.filter((file) => file.state !== 'whole').map((file) => file.sha256),
    };
  } finally {
    // A connection that is still in the middle of something is not given back to others.
    client.release(!isClean);
    await rm(draft, { force: true });
  }
}

/**
 * Tell which key file belongs to some data, and nothing about the keys, which are long and random: the one of today
 * first, then those of the file before each rotation whose key it still has.
 */
export function keyFingerprints(keys: Keys): string[] {
  return [keys.data, ...keys.olderData].map((data) =>
    createHash('sha256').update(['gonghui key fingerprint', data, keys.index].join('\n')).digest('hex').slice(0, 16),
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** On the disk before it has its name: a backup that can be seen is a whole one. */
async function keep(draft: string, target: string): Promise<void> {
  for (const path of [draft, dirname(target)]) {
    if (path !== draft) await rename(draft, target);
    const handle = await open(path, 'r');
    await handle.sync().finally(() => handle.close());
  }
}

async function* archive(client: pg.ClientBase, options: BackupOptions, manifest: Manifest): AsyncGenerator<Buffer> {
  const madeAt = new Date();
  const seconds = madeAt.getTime() / 1000;
  const head = await readHead(client, options, madeAt);
  yield* entry(HEAD_NAME, json(head), seconds);
  const tables = await ownTables(client, schemasOf(head.migrations));
  for (const [index, part] of head.parts.entries()) {
    options.onProgress?.(part.table);
    const hash = createHash('sha256');
    let [rows, bytes, number] = [0, 0, 0];
    for await (const { block, rows: count } of copyOut(client, selectOf(part, tables))) {
      hash.update(block);
      rows += count;
      bytes += block.length;
      yield* entry(blockName(index, part.table, number), block, seconds);
      number += 1;
    }
    manifest.parts.push({ table: part.table, rows, bytes, sha256: hash.digest('hex') });
  }
  yield* filesOf(client, options, manifest, seconds);
  yield* entry(MANIFEST_NAME, json(manifest), seconds);
  yield tarEnd();
}

async function readHead(client: pg.ClientBase, options: BackupOptions, madeAt: Date): Promise<Head> {
  const { rows: known } = await client.query<{ any: boolean }>(
    `select to_regclass('kernel.installation') is not null as any`,
  );
  const { rows: installed } = known[0]!.any
    ? await client.query<{ demo: boolean }>('select ever_held_demo as demo from kernel.installation')
    : { rows: [] };
  if (installed[0] === undefined)
    throw new BackupFault(
      'nothing_to_back_up',
      '数据库还没有启用，没有可备份的内容。',
      'The database was never started; there is nothing to back up.',
    );
  const { rows: migrations } = await client.query<Head['migrations'][number]>(
    'select module, name, hash from kernel.migration order by applied_at, module collate "C", name collate "C"',
  );
  const schemas = schemasOf(migrations);
  return {
    format: FORMAT,
    program: 'gonghui',
    version: options.version,
    madeAt: madeAt.toISOString(),
    holdsDemo: installed[0].demo,
    keyFingerprint: options.keyFingerprint,
    migrations,
    sequences: await sequenceStates(client, schemas),
    parts: backupParts(await ownTables(client, schemas)),
  };
}

async function* filesOf(
  client: pg.ClientBase,
  options: BackupOptions,
  manifest: Manifest,
  seconds: number,
): AsyncGenerator<Buffer> {
  const { rows } = await client.query<{ sha256: string; bytes: string }>(
    `select sha256, max(bytes)::text as bytes from kernel.file group by sha256 order by sha256 collate "C"`,
  );
  for (const { sha256, bytes } of rows) {
    const file: Manifest['files'][number] = { sha256, bytes: Number(bytes), state: 'missing' };
    manifest.files.push(file);
    const handle = await open(fileOf(options.filesFolder, sha256), 'r').catch(() => null);
    if (handle === null) continue;
    try {
      const { size } = await handle.stat();
      const hash = createHash('sha256');
      yield tarHeader({ name: `files/${sha256}`, size }, seconds);
      let left = size;
      const source: AsyncIterable<Buffer> =
        size === 0 ? Readable.from([]) : handle.createReadStream({ end: size - 1, autoClose: false });
      for await (const chunk of source) {
        hash.update(chunk);
        left -= chunk.length;
        yield chunk;
      }
      if (left > 0) yield Buffer.alloc(left);
      yield tarPadding(size);
      file.state = left === 0 && size === file.bytes && hash.digest('hex') === sha256 ? 'whole' : 'changed';
    } finally {
      await handle.close();
    }
  }
}

function* entry(name: string, content: Buffer, seconds: number): Generator<Buffer> {
  yield tarHeader({ name, size: content.length }, seconds);
  yield content;
  yield tarPadding(content.length);
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
