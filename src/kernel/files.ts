import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { audit } from './audit';
import type { Context } from './context';
import { AppError, notFound } from './errors';
import { newId } from './ids';
import { mediaTypeOf } from './media-type';

export interface StoredFile {
  id: string;
  sha256: string;
  bytes: number;
  mediaType: string;
  name: string;
}

/**
 * Keeps the bytes under their hash, flushed to disk before the row is committed: a row never names bytes that a
 * power cut could take. The same bytes are kept once. The type is told by the content, never by the name.
 * Refuses: an empty file, a type that is not among the allowed ones.
 */
export async function storeFile(
  ctx: Context,
  bytes: Uint8Array,
  name: string,
  allowed: readonly string[],
): Promise<StoredFile> {
  if (bytes.length === 0) throw new AppError('file.empty', { name });
  const mediaType = mediaTypeOf(bytes);
  if (!allowed.includes(mediaType)) throw new AppError('file.type_refused', { name, type: mediaType });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await holdBytes(ctx, sha256, 'together');
  await keepBytes(fileOf(ctx.house.filesFolder, sha256), bytes);
  const id = newId();
  const cleanName =
    name
      .replace(/[\p{Cc}/\\]/gu, ' ')
      .trim()
      .slice(0, 200) || 'file';
  await sql`insert into kernel.file (id, sha256, bytes, media_type, name, created_at, created_by)
    values (${id}, ${sha256}, ${bytes.length}, ${mediaType}, ${cleanName}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(
    ctx.transaction,
  );
  audit(ctx, { action: 'file.store', subject: `file:${id}`, details: { sha256, bytes: bytes.length, mediaType } });
  return { id, sha256, bytes: bytes.length, mediaType, name: cleanName };
}

/** Until the commit nobody takes these bytes from the disk; whoever wants to take them waits until nobody is keeping them. */
export async function holdBytes(ctx: Context, sha256: string, how: 'together' | 'alone'): Promise<void> {
  const lock = sql.raw(how === 'alone' ? 'pg_advisory_xact_lock' : 'pg_advisory_xact_lock_shared');
  await sql`select ${lock}(hashtext('kernel.file'), hashtext(${sha256}))`.execute(ctx.transaction);
}

export function fileOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

async function keepBytes(target: string, bytes: Uint8Array): Promise<void> {
  const known = await stat(target).catch(() => null);
  if (known?.size === bytes.length) return;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, target);
  const folder = await open(dirname(target), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function fileRow(ctx: Context, id: string): Promise<StoredFile> {
  const { rows } = await sql<StoredFile & { size: bigint }>`
    select id, sha256, bytes as size, media_type as "mediaType", name from kernel.file where id = ${id}`.execute(
    ctx.transaction,
  );
  const row = rows[0];
  if (row === undefined) throw notFound();
  return { id: row.id, sha256: row.sha256, bytes: Number(row.size), mediaType: row.mediaType, name: row.name };
}

/** Several files at once with who sent them; ids that are no file are missing in the answer. */
export async function fileRows(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, StoredFile & { createdBy: string | null }>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<StoredFile & { createdBy: string | null }>`
    select id, sha256, bytes::int as bytes, media_type as "mediaType", name, created_by as "createdBy"
    from kernel.file where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The bytes, checked against their hash: a file that was changed on disk is never handed out as if it were whole. */
export async function readFileBytes(ctx: Context, file: StoredFile): Promise<Uint8Array> {
  const bytes = await readFile(fileOf(ctx.house.filesFolder, file.sha256));
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Error(`The file ${file.id} was changed on disk.`);
  return bytes;
}
