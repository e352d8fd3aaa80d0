import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { Keys } from '../keys';

const FORM = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES;
const INDEX_BYTES = 3;

/** A data key as it is used, with the four bytes by which a sealed value names it. */
export interface SealingKey {
  readonly id: Buffer;
  readonly key: Buffer;
}

export function sealingKey(secret: string): SealingKey {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'gonghui personal data', 32));
  return { id: createHash('sha256').update('id').update(key).digest().subarray(0, KEY_ID_BYTES), key };
}

/** Form | key id | nonce | tag | text. The place is bound into the tag: a value that was copied elsewhere doesn't open. */
export function sealUnder({ id, key }: SealingKey, value: string, place: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(FORM), id, nonce, cipher.getAuthTag(), text]);
}

const bytesOf = (sealed: Uint8Array): Buffer => Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);

/** The id of the key that a sealed value names; null where it is no sealed value at all. */
export function keyIdOf(sealed: Uint8Array): Buffer | null {
  const bytes = bytesOf(sealed);
  if (bytes[0] !== FORM || bytes.length < HEAD_BYTES + TAG_BYTES) return null;
  return bytes.subarray(1, 1 + KEY_ID_BYTES);
}

/** Null when the bytes, the place or the key are not those it was sealed with. The form was looked at by `keyIdOf`. */
export function openUnder({ key }: SealingKey, sealed: Uint8Array, place: string): string | null {
  const bytes = bytesOf(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1 + KEY_ID_BYTES, HEAD_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(bytes.subarray(HEAD_BYTES, HEAD_BYTES + TAG_BYTES));
  try {
    return decipher.update(bytes.subarray(HEAD_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

export function indexUnder(keys: Pick<Keys, 'index'>, value: string, purpose: string): number {
  return createHmac('sha256', keys.index).update(`${purpose}\0${value}`).digest().readUIntBE(0, INDEX_BYTES);
}

export function fingerprintUnder(keys: Pick<Keys, 'index'>, parts: readonly (string | Uint8Array)[]): string {
  const mac = createHmac('sha256', keys.index).update('fingerprint\0');
  for (const part of parts) mac.update(part);
  return mac.digest('hex');
}
