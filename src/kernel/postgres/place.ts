import { chmodSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { explained } from './launch-error';
import { chownTree } from './trees';

/** Where things lie in the folder, and whose they become when root makes them. */
export interface Place {
  folder: string;
  cluster: string;
  copies: string;
  users: string;
  lock: string;
  logFile: string;
  own: (path: string) => Promise<void>;
}

/** @throws PostgresLaunchError folder_not_writable, disk_full */
export async function preparePlace(wanted: string): Promise<Place> {
  let folder = resolve(wanted);
  try {
    const made = await mkdir(folder, { recursive: true });
    folder = realpathSync(folder);
    // A strict umask of root's would close the new folder to the server's user. The data inside is closed anyway.
    for (let path = folder; made && path.length >= realpathSync(made).length; path = resolve(path, '..'))
      if (process.geteuid?.() === 0) chmodSync(path, 0o755);
    await mkdir(join(folder, 'lock'), { recursive: true });
  } catch (cause) {
    throw explained(cause, folder, process.geteuid?.() ?? 0);
  }
  const owner = statSync(folder);
  const own = async (path: string): Promise<void> => {
    // What root makes in an ordinary user's folder is that user's, who may start us next time without root.
    if (process.geteuid?.() === 0 && lstatSync(path).uid !== owner.uid) await chownTree(path, owner.uid, owner.gid);
  };
  await own(join(folder, 'lock'));
  return {
    folder,
    own,
    cluster: join(folder, 'cluster'),
    copies: join(folder, 'binaries'),
    users: join(folder, 'users'),
    lock: join(folder, 'lock'),
    logFile: join(folder, 'postgres.log'),
  };
}
