import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, PostgresLaunchError } from './launch-error';
import { closedFolderOnTheWay, type ServerUser } from './server-user';
import { PORT } from './settings';

/** The kernel's place for a socket's path is 108 bytes on Linux and 104 on macOS, one of them the closing zero. */
const LONGEST_PATH = process.platform === 'linux' ? 107 : 103;

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${PORT}`)) <= LONGEST_PATH;
}

/** A folder in /tmp could have been put there by anybody: it must be a real one, of the server's user, closed to others. */
function isPrivate(folder: string, user: ServerUser): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  return stats !== undefined && stats.isDirectory() && stats.uid === user.uid && (stats.mode & 0o777) === 0o700;
}

async function makePrivate(folder: string, user: ServerUser): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    throw error;
  }
  await chmod(folder, 0o700);
  if (user.switching) await chown(folder, user.uid, user.gid);
}

/** Short names to try, the same at every start, with spare ones for when a stranger holds the first. */
function shortNames(folder: string): string[] {
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const parents = [...new Set([tmpdir(), '/tmp'])];
  return parents.flatMap((parent) => ['', '-1', '-2'].map((spare) => join(parent, `gonghui-${hash}${spare}`)));
}

/**
 * The private folder for the server's socket: inside the data folder where its path is short enough, else a short one
 * among the temporary files, whose place is recorded in the data folder.
 *
 * @throws PostgresLaunchError socket_folder_unsafe
 */
export async function socketFolder(
  folder: string,
  user: ServerUser,
  own: (path: string) => Promise<void>,
): Promise<string> {
  const inside = join(folder, 'socket');
  if (fits(inside)) {
    await makePrivate(inside, user);
    await chmod(inside, 0o700);
    if (user.switching) await chown(inside, user.uid, user.gid);
    return inside;
  }
  const record = join(folder, 'socket-folder');
  const recorded = existsSync(record) ? readFileSync(record, 'utf8').trim() : '';
  const tried = [...(recorded ? [recorded] : []), ...shortNames(folder)].filter(fits);
  for (const candidate of tried) {
    await makePrivate(candidate, user).catch(() => undefined);
    if (!isPrivate(candidate, user) || closedFolderOnTheWay(candidate, user)) continue;
    if (candidate !== recorded) {
      await writeFile(record, `${candidate}\n`);
      await own(record);
    }
    return candidate;
  }
  throw new PostgresLaunchError('socket_folder_unsafe', { tried: tried.join(', ') || tmpdir() });
}
