import { createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 16;
const SEAL_BYTES = 16;

const bytesOf = (personId: string): Buffer => Buffer.from(personId.replaceAll('-', ''), 'hex');
const sealOf = (personId: string, secret: Uint8Array): Buffer =>
  createHmac('sha256', secret).update('member card').update(bytesOf(personId)).digest().subarray(0, SEAL_BYTES);

/**
 * The code of a card: which one it is, sealed by the card's own secret. It says nothing of the person, can't be made without
 * the secret, and another secret ends it.
 */
export function codeOf(personId: string, secret: Uint8Array): string {
  return Buffer.concat([bytesOf(personId), sealOf(personId, secret)]).toString('base64url');
}

/** Whose code it claims to be, or null for what is none. */
export function claimOf(code: string): string | null {
  const bytes = Buffer.from(code, 'base64url');
  if (bytes.length !== ID_BYTES + SEAL_BYTES || bytes.toString('base64url') !== code) return null;
  const hex = bytes.subarray(0, ID_BYTES).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function isSealed(code: string, personId: string, secret: Uint8Array): boolean {
  const seal = Buffer.from(code, 'base64url').subarray(ID_BYTES);
  return seal.length === SEAL_BYTES && timingSafeEqual(seal, sealOf(personId, secret));
}

/** 王** — enough for who knows the person, nothing for who doesn't. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name];
  return first + '*'.repeat(Math.max(1, rest.length));
}
