import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto';

/** Without the signs that look alike on paper: no 0 and O, no 1, I and L, no 2 and Z, no 5 and S, no 8 and B. */
const SIGNS = '34679ACDEFGHJKMNPQRTUVWXY';
const LENGTH = 8;

/** So many tries, right or wrong, and a code is dead, whatever the pauses between them. */
export const MOST_TRIES = 10;

/** A code as it is printed: `K7MW-3PXA`. 25 signs at 8 places are 37 bits; guessing ends after ten tries. */
export function newCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** What a person meant by what was typed: wide signs, small letters, spaces and strokes are forgiven. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\dA-Z]/g, '');
}

/** The staff numbers that may be meant: as typed, and in capitals. */
export function meantNumbers(typed: string): string[] {
  const plain = typed.normalize('NFKC').trim();
  return [...new Set([plain, plain.toUpperCase()])];
}

/** Slow for who stole the table, quick for a list of five hundred: about ten milliseconds each. */
const COST = { N: 4096, r: 8, p: 1 } as const;
const HASH_BYTES = 32;

function stretched(code: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(plainCode(code), salt, HASH_BYTES, COST, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

export async function hashCode(code: string): Promise<string> {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${(await stretched(code, salt)).toString('base64url')}`;
}

/** Hashes in every case, so that an unknown staff number takes as long as a wrong code. */
export async function matchesCode(code: string, hash: string | null): Promise<boolean> {
  const [salt = '', known = ''] = (hash ?? '').split('.');
  const key = await stretched(code, Buffer.from(salt, 'base64url'));
  const wanted = Buffer.from(known, 'base64url');
  return wanted.length === key.length && timingSafeEqual(wanted, key);
}

export function codeState(code: { tries: number; expiresAt: Date }, now: Date): 'open' | 'expired' | 'worn_out' {
  if (code.tries >= MOST_TRIES) return 'worn_out';
  return code.expiresAt.getTime() <= now.getTime() ? 'expired' : 'open';
}
