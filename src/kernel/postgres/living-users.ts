import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ownIdentity, stillRuns } from './process-identity';

/** One small file for each launch that uses the server, so that the last one out knows it is the last. */
export async function registerUser(folder: string, own: (path: string) => Promise<void>): Promise<string> {
  const { pid, startedAt } = ownIdentity();
  await mkdir(folder, { recursive: true });
  await own(folder);
  const file = join(folder, `${pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(file, startedAt);
  await own(file);
  return file;
}

export async function unregisterUser(file: string): Promise<void> {
  await rm(file, { force: true });
}

/** How many launches still use the server. Files of processes that are gone are removed on the way. */
export async function countUsers(folder: string): Promise<number> {
  let living = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const startedAt = await readFile(file, 'utf8').catch(() => '');
    if (stillRuns(Number(name.split('-')[0]), startedAt)) living += 1;
    else await rm(file, { force: true });
  }
  return living;
}
