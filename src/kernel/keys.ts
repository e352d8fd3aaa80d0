import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** The secrets of one installation. They are never in the database nor in a backup. */
export interface Keys {
  /** Signs session cookies. */
  session: string;
  /** Hides personal data at rest. */
  data: string;
  /** Data keys before it, the latest first: values that still lie under them can be read. */
  olderData: readonly string[];
  /** Makes the blind index of hidden data. */
  index: string;
}

export class KeyFault extends Error {}

/** Reads the key file, or makes it at the first start with mode 0600; two first starts agree on one file. */
export function openKeys(path: string): Keys {
  if (!existsSync(path)) makeKeys(path);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new KeyFault(
      `The key file ${path} can't be read. Put the saved copy back; without it hidden data can't be shown.`,
      { cause },
    );
  }
  // Files from before the first rotation have no list of older keys.
  const { session, data, index, olderData = [] } = (value ?? {}) as Partial<Keys>;
  const isKey = (key: unknown): key is string => typeof key === 'string' && key.length >= 32;
  if (!isKey(session) || !isKey(data) || !isKey(index) || !Array.isArray(olderData) || !olderData.every(isKey))
    throw new KeyFault(`The key file ${path} is incomplete. Put the saved copy back.`);
  return { session, data, olderData, index };
}

/** A new data key; the present one becomes the first of the older ones. */
export function addDataKey(path: string): void {
  const keys = openKeys(path);
  replaceKeys(path, { ...keys, data: newKey(), olderData: [keys.data, ...keys.olderData] });
}

/** What lies under an older key can't be read any more: whoever calls this has made sure that nothing does. */
export function dropOlderDataKeys(path: string): void {
  replaceKeys(path, { ...openKeys(path), olderData: [] });
}

const newKey = (): string => randomBytes(32).toString('base64url');
const fileText = (keys: Keys): string => `${JSON.stringify(keys, null, 1)}\n`;

/** Whole or not at all, and on the disk before it has the name. It stays with its owner, also when root does it. */
function replaceKeys(path: string, keys: Keys): void {
  const draft = `${path}.${process.pid}`;
  const { uid, gid } = statSync(path);
  writeFileSync(draft, fileText(keys), { mode: 0o600, flag: 'wx' });
  chmodSync(draft, 0o600);
  if (process.getuid?.() === 0) chownSync(draft, uid, gid);
  for (const place of [draft, dirname(path)]) {
    if (place !== draft) renameSync(draft, path);
    const handle = openSync(place, 'r');
    fsyncSync(handle);
    closeSync(handle);
  }
}

function makeKeys(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  const keys = { session: newKey(), data: newKey(), olderData: [], index: newKey() };
  writeFileSync(draft, fileText(keys), { mode: 0o600, flag: 'wx' });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
