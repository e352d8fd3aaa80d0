import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** The secrets of one installation. They are never in the database nor in a backup. */
export interface Keys {
  /** Signs session cookies. */
  session: string;
  /** Hides personal data at rest. */
  data: string;
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
  const { session, data, index } = value as Partial<Keys>;
  if ([session, data, index].some((key) => typeof key !== 'string' || key.length < 32))
    throw new KeyFault(`The key file ${path} is incomplete. Put the saved copy back.`);
  return { session: session!, data: data!, index: index! };
}

function makeKeys(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const key = () => randomBytes(32).toString('base64url');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ session: key(), data: key(), index: key() }, null, 1)}\n`, {
    mode: 0o600,
    flag: 'wx',
  });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}
