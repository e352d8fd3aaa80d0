import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, rename, rm, rmdir, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { SERVER_ENVIRONMENT, type Binaries } from './binaries';
import { PostgresLaunchError } from './launch-error';
import { programsForNamelessUser } from './nameless-user';
import type { ServerUser } from './server-user';
import { SUPERUSER } from './settings';
import { chownTree, syncPath } from './trees';
import { writeSettings } from './write-settings';

const run = promisify(execFile);
const MEGABYTE = 1024 * 1024;
/** A new cluster takes 40 MB and its first log segments 32 MB. */
const ROOM_FOR_A_NEW_CLUSTER = 120;
/** Below this a server cannot even write its pid file and log, so its own message would be lost. */
const ROOM_TO_START = 8;
const CLUSTER_VERSION = '18';

/** @throws PostgresLaunchError wrong_version, folder_not_a_cluster */
export async function clusterExists(cluster: string): Promise<boolean> {
  if (!existsSync(cluster)) return false;
  const file = join(cluster, 'PG_VERSION');
  if (!existsSync(file)) {
    // An empty folder may be somebody's mount point or preparation; anything else is not ours to judge.
    const isEmpty = await rmdir(cluster).then(
      () => true,
      () => false,
    );
    if (isEmpty) return false;
    throw new PostgresLaunchError('folder_not_a_cluster', { folder: cluster });
  }
  const found = readFileSync(file, 'utf8').trim();
  if (found !== CLUSTER_VERSION)
    throw new PostgresLaunchError('wrong_version', { folder: cluster, found, wanted: CLUSTER_VERSION });
  return true;
}

/** @throws PostgresLaunchError disk_full */
export async function refuseFullDisk(folder: string, isNew: boolean): Promise<void> {
  const need = isNew ? ROOM_FOR_A_NEW_CLUSTER : ROOM_TO_START;
  const { bavail, bsize } = await statfs(folder);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  if (free < need) throw new PostgresLaunchError('disk_full', { folder, free, need });
}

/** Puts an existing cluster in order before a start: a restored copy may belong to root or be readable by all. */
export async function readyCluster(cluster: string, user: ServerUser, isForeign: boolean): Promise<void> {
  if (isForeign) await chownTree(cluster, user.uid, user.gid);
  await chmod(cluster, 0o700);
  await writeSettings(cluster, user);
}

async function runInitdb(draft: string, binaries: Binaries, user: ServerUser): Promise<'done' | 'nameless user'> {
  const options = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  options.push('--auth=trust', '--data-checksums', `--username=${SUPERUSER}`, '--no-instructions');
  const as = user.switching ? { uid: user.uid, gid: user.gid } : {};
  try {
    await run(binaries.initdb, ['-D', draft, ...options], { ...as, cwd: '/', env: SERVER_ENVIRONMENT });
    return 'done';
  } catch (cause) {
    const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    // initdb wants to print the user's name and gives up on a number that no account stands for.
    if (stderr.includes('could not look up effective user ID')) return 'nameless user';
    throw new PostgresLaunchError('create_failed', { detail: stderr.trim() }, { cause });
  }
}

/** Only under the start lock: every draft found is a leftover of a start that was killed. */
export async function removeDrafts(cluster: string): Promise<void> {
  const prefix = `${basename(cluster)}.making-`;
  for (const name of await readdir(dirname(cluster))) {
    if (!name.startsWith(prefix)) continue;
    // An initdb that outlived its start may still be writing there; then a later start removes it.
    await rm(join(dirname(cluster), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Makes a new cluster beside its final place and renames it when it is complete and on the disk, so that a start that
 * is killed midway leaves nothing that looks like a cluster.
 *
 * @throws PostgresLaunchError create_failed, nameless_user
 */
export async function createCluster(cluster: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const draft = `${cluster}.making-${randomBytes(4).toString('hex')}`;
  const programs = `${draft}-programs`;
  await mkdir(draft, { mode: 0o700 });
  try {
    if (user.switching) await chown(draft, user.uid, user.gid);
    if ((await runInitdb(draft, binaries, user)) === 'nameless user') {
      const again = await runInitdb(draft, await programsForNamelessUser(binaries, programs), user);
      if (again !== 'done') throw new PostgresLaunchError('nameless_user', { uid: user.uid });
    }
    await writeSettings(draft, user);
    await syncPath(draft);
    await rename(draft, cluster);
    await syncPath(dirname(cluster));
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  } finally {
    await rm(programs, { recursive: true, force: true });
  }
}
