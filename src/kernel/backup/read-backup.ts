import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { BackupFault, damaged } from './backup-fault';
import { decrypt, isEncrypted } from './encryption';
import {
  BLOCK_PATTERN,
  FILE_PATTERN,
  FORMAT,
  HEAD_NAME,
  headSchema,
  MANIFEST_NAME,
  manifestSchema,
  type Head,
  type Manifest,
} from './manifest';
import { tarEntries, type ReadEntry } from './tar';

export interface Archive {
  path: string;
  passphrase: string | null;
}

/** The first bytes tell what kind of file it is. */
export async function startOf(path: string): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const start = Buffer.alloc(64);
    const { bytesRead } = await handle.read(start, 0, start.length, 0);
    return start.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The archive's entries from its start. Whatever does not fit is refused as damaged. */
export async function* archiveEntries({ path, passphrase }: Archive): AsyncGenerator<ReadEntry> {
  const start = await startOf(path);
  const isSealed = isEncrypted(start);
  if (isSealed && passphrase === null)
    throw new BackupFault(
      'passphrase_needed',
      '这份备份是加密的，需要口令。',
      'This backup is encrypted; give its passphrase.',
    );
  if (!isSealed && !(start[0] === 0x1f && start[1] === 0x8b))
    throw new BackupFault(
      'archive_not_ours',
      `“${path}”不是本系统的备份文件。`,
      `"${path}" is not a backup of this program.`,
    );
  const file: AsyncIterable<Buffer> = createReadStream(path);
  const gunzip = createGunzip();
  pipeline(Readable.from(isSealed ? decrypt(file, passphrase!) : file, { objectMode: false }), gunzip, () => undefined);
  try {
    yield* tarEntries(unpacked(gunzip));
  } finally {
    gunzip.destroy();
  }
}

async function* unpacked(gunzip: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* gunzip;
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    throw typeof code === 'string' && code.startsWith('Z_') ? damaged('gzip', error) : error;
  }
}

interface Count {
  hash: Hash;
  rows: number;
  bytes: number;
  blocks: number;
}

/** Reads the whole archive and proves every count and hash in it, before anything is restored. */
export async function checkArchive(archive: Archive): Promise<{ head: Head; manifest: Manifest }> {
  let head: Head | null = null;
  let manifest: Manifest | null = null;
  let counts: Count[] = [];
  const files = new Map<string, { bytes: number; isWhole: boolean }>();
  for await (const entry of archiveEntries(archive)) {
    if (manifest !== null) throw damaged(entry.name);
    if (head === null) {
      head = await readHead(entry);
      counts = head.parts.map(() => ({ hash: createHash('sha256'), rows: 0, bytes: 0, blocks: 0 }));
      continue;
    }
    const file = FILE_PATTERN.exec(entry.name);
    if (entry.name === MANIFEST_NAME) manifest = parse(manifestSchema, await entry.whole(), entry.name);
    else if (file !== null) files.set(file[1]!, await countFile(entry, file[1]!));
    else await countBlock(entry, counts);
  }
  if (head === null || manifest === null) throw damaged('end');
  compare(head, manifest, counts, files);
  return { head, manifest };
}

async function readHead(entry: ReadEntry): Promise<Head> {
  const foreign = new BackupFault(
    'archive_not_ours',
    '这不是本系统的备份文件。',
    'This is not a backup of this program.',
  );
  if (entry.name !== HEAD_NAME) throw foreign;
  const content = await entry.whole();
  const { format } = parse(z.object({ format: z.unknown() }), content, entry.name);
  if (typeof format === 'number' && format > FORMAT)
    throw new BackupFault(
      'newer_program',
      '这份备份由更新版本的程序写成，请先升级程序。',
      'This backup was made by a newer program; upgrade first.',
    );
  return parse(headSchema, content, entry.name);
}

function parse<Schema extends z.ZodType>(schema: Schema, content: Buffer, name: string): z.infer<Schema> {
  try {
    return schema.parse(JSON.parse(content.toString('utf8')));
  } catch (cause) {
    throw damaged(name, cause);
  }
}

/** The place in `parts` of a block of rows, which must come in order. */
export function partOf(entry: ReadEntry): { index: number; block: number } {
  const found = BLOCK_PATTERN.exec(entry.name);
  if (found === null) throw damaged(entry.name);
  return { index: Number(found[1]) - 1, block: Number(found[2]) };
}

async function countBlock(entry: ReadEntry, counts: readonly Count[]): Promise<void> {
  const { index, block } = partOf(entry);
  const count = counts[index];
  if (count === undefined || block !== count.blocks + 1) throw damaged(entry.name);
  count.blocks = block;
  let last = 10;
  for await (const chunk of entry.body) {
    count.hash.update(chunk);
    count.bytes += chunk.length;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count.rows += 1;
    last = chunk[chunk.length - 1]!;
  }
  if (last !== 10) throw damaged(entry.name);
}

async function countFile(entry: ReadEntry, sha256: string): Promise<{ bytes: number; isWhole: boolean }> {
  const hash = createHash('sha256');
  for await (const chunk of entry.body) hash.update(chunk);
  return { bytes: entry.size, isWhole: hash.digest('hex') === sha256 };
}

function compare(
  head: Head,
  manifest: Manifest,
  counts: readonly Count[],
  files: ReadonlyMap<string, { bytes: number; isWhole: boolean }>,
): void {
  if (manifest.parts.length !== head.parts.length) throw damaged(MANIFEST_NAME);
  for (const [index, part] of manifest.parts.entries()) {
    const count = counts[index]!;
    const isSame =
      part.table === head.parts[index]!.table &&
      part.rows === count.rows &&
      part.bytes === count.bytes &&
      part.sha256 === count.hash.digest('hex');
    if (!isSame) throw damaged(part.table);
  }
  const present = manifest.files.filter((file) => file.state !== 'missing');
  if (present.length !== files.size) throw damaged('files');
  for (const file of present) {
    const found = files.get(file.sha256);
    if (found === undefined || (file.state === 'whole' && (!found.isWhole || found.bytes !== file.bytes)))
      throw damaged(`files/${file.sha256}`);
  }
}
