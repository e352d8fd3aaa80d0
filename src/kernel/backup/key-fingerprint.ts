import { createHash } from 'node:crypto';
import type { Keys } from '../keys';

/** Tells which key file belongs to some data, and nothing about the keys, which are long and random. */
export function keyFingerprint(keys: Keys): string {
  return createHash('sha256').update(['gonghui key fingerprint', keys.data, keys.index].join('\n')).digest('hex').slice(0, 16);
}
