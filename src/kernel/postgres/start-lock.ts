import { randomBytes } from 'node:crypto';
import { link, readdir, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { errorCode } from './launch-error';
import { ownIdentity, stillRuns } from './process-identity';

/**
 * A lock among processes that outlives none of them. The file with the highest number tells who holds it. Whoever finds
 * its holder gone (or `free`) makes the next number, which only one can do; so a dead holder is replaced without the
 * moment in which two successors both delete "the stale file" and one of them deletes the other's fresh one.
 */
const FREE = 'free';

async function highest(folder: string): Promise<number> {
  const names = await readdir(folder);
  return names.reduce((top, name) => (/^\d+$/.test(name) ? Math.max(top, Number(name)) : top), 0);
}

async function isHeld(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return 'changed';
    throw error;
  });
  // The file went away because a newer one exists: look again rather than take it.
  if (text === 'changed') return true;
  if (text === FREE) return false;
  const [pid = '', startedAt = ''] = text.split(' ');
  return stillRuns(Number(pid), startedAt);
}

/** Makes the file with its content in one step: a reader never sees it empty. */
async function claim(folder: string, number: number, own: (path: string) => Promise<void>): Promise<boolean> {
  const { pid, startedAt } = ownIdentity();
  const draft = join(folder, `draft-${pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(draft, `${pid} ${startedAt}`);
  await own(draft);
  try {
    await link(draft, join(folder, String(number)));
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
  if ((await highest(folder)) === number) return true;
  await rm(join(folder, String(number)), { force: true });
  return false;
}

async function tidy(folder: string, current: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const writer = /^draft-(\d+)-/.exec(name)?.[1];
    const leftover = writer ? !runsAtAll(Number(writer)) : Number(name) < current;
    if (leftover) await rm(join(folder, name), { force: true });
  }
}

function runsAtAll(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** Runs `act` while no other process (and no other call in this one) runs one under the same folder. */
export async function withStartLock<T>(
  folder: string,
  own: (path: string) => Promise<void>,
  onWait: () => void,
  act: () => Promise<T>,
): Promise<T> {
  let waited = false;
  let number = 0;
  while (number === 0) {
    const top = await highest(folder);
    if (top === 0 || !(await isHeld(join(folder, String(top))))) {
      if (await claim(folder, top + 1, own)) number = top + 1;
    } else {
      if (!waited) onWait();
      waited = true;
      await wait(15);
    }
  }
  try {
    await tidy(folder, number);
    return await act();
  } finally {
    // On a full disk the file is at least emptied, which nobody takes for a living holder; a folder that is gone needs
    // no release. Either way the outcome of `act` matters more than a failure here.
    await writeFile(join(folder, String(number)), FREE).catch(() => undefined);
  }
}
