import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { BackupFault, damaged } from './backup-fault';

/**
 * A sealed backup: magic, salt, a check of the passphrase, then chunks of 64 kB. Each chunk is AES-256-GCM under a key
 * that scrypt makes of the passphrase and the file's own salt; its nonce is its number and whether it is the last,
 * so that chunks can't be left out, moved or cut off unseen.
 */
const MAGIC = Buffer.from('GONGHUI-SEALED-1');
const SALT_BYTES = 16;
const CHECK_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES;
const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

const derive = promisify(scrypt) as (
  password: string,
  salt: Buffer,
  length: number,
  options: typeof COST,
) => Promise<Buffer>;

async function keysOf(passphrase: string, salt: Buffer): Promise<{ key: Buffer; check: Buffer }> {
  const both = await derive(passphrase.normalize('NFKC'), salt, 64, COST);
  return {
    key: both.subarray(0, 32),
    check: createHash('sha256').update(both.subarray(32)).digest().subarray(0, CHECK_BYTES),
  };
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 4, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** Parts the stream into pieces of one size; only the last one may be shorter, and there is always a last one. */
async function* pieces(
  chunks: AsyncIterable<Buffer>,
  size: number,
): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    length += chunk.length;
    if (length <= size) continue;
    let all = Buffer.concat(waiting, length);
    while (all.length > size) {
      yield { piece: all.subarray(0, size), isLast: false };
      all = all.subarray(size);
    }
    waiting = [all];
    length = all.length;
  }
  yield { piece: Buffer.concat(waiting, length), isLast: true };
}

export async function* encrypt(chunks: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES);
  const { key, check } = await keysOf(passphrase, salt);
  const header = Buffer.concat([MAGIC, salt, check]);
  yield header;
  let number = 0;
  for await (const { piece, isLast } of pieces(chunks, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast)).setAAD(header);
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
    number += 1;
  }
}

export function isEncrypted(start: Buffer): boolean {
  return start.subarray(0, MAGIC.length).equals(MAGIC);
}

/** Refuses a wrong passphrase, a changed byte, a missing, moved or cut-off chunk; hands out only what was proved. */
export async function* decrypt(chunks: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  while (start.length < HEADER_BYTES) {
    const { value, done } = await iterator.next();
    if (done === true) throw damaged('end');
    start = Buffer.concat([start, value]);
  }
  const header = start.subarray(0, HEADER_BYTES);
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
  const { key, check } = await keysOf(passphrase, salt);
  if (!timingSafeEqual(check, header.subarray(MAGIC.length + SALT_BYTES)))
    throw new BackupFault('passphrase_wrong', '口令不对。', 'The passphrase is wrong.');
  const rest = (async function* () {
    yield start.subarray(HEADER_BYTES);
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  })();
  let number = 0;
  try {
    for await (const { piece, isLast } of pieces(rest, CHUNK_BYTES + TAG_BYTES)) {
      yield openPiece(piece, key, nonceOf(number, isLast), header);
      number += 1;
    }
  } finally {
    await iterator.return?.();
  }
}

function openPiece(piece: Buffer, key: Buffer, nonce: Buffer, header: Buffer): Buffer {
  if (piece.length < TAG_BYTES) throw damaged('end');
  const cut = piece.length - TAG_BYTES;
  const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(header).setAuthTag(piece.subarray(cut));
  try {
    return Buffer.concat([decipher.update(piece.subarray(0, cut)), decipher.final()]);
  } catch (cause) {
    throw damaged('seal', cause);
  }
}
