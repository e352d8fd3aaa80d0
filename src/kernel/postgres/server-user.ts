import { readFileSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { PostgresLaunchError } from './launch-error';

/** The user the server runs as. `switching` when that is not the user we run as, which only root can bring about. */
export interface ServerUser {
  uid: number;
  gid: number;
  switching: boolean;
}

/**
 * Numbers for a user of our own when root starts us and no `postgres` user exists. systemd hands out everything from
 * 61184 on and the homes up to 60513; this gap belongs to nobody.
 */
const OWN_IDS = { first: 61000, last: 61183 };

function statOrNull(path: string): Stats | null {
  return statSync(path, { throwIfNoEntry: false }) ?? null;
}

/** The ids in /etc/passwd or /etc/group (the third column of both), by name. */
function idsIn(file: string): Map<string, { id: number; gid: number }> {
  const found = new Map<string, { id: number; gid: number }>();
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    // A container made from nothing has neither file, and then no number is taken.
  }
  for (const line of text.split('\n')) {
    const [name = '', , id = '', gid = ''] = line.split(':');
    if (name && id) found.set(name, { id: Number(id), gid: Number(gid) });
  }
  return found;
}

/** Exported for its test, which cannot change the accounts of the machine. */
export function userForRoot(
  folder: string,
  cluster: string,
  accounts = '/etc/passwd',
  groups = '/etc/group',
): ServerUser {
  // The owner of the data remembers an earlier choice; the folder's owner is the person's own choice.
  for (const path of [cluster, folder]) {
    const stats = statOrNull(path);
    if (stats && stats.uid !== 0) return { uid: stats.uid, gid: stats.gid, switching: true };
  }
  const users = idsIn(accounts);
  const postgres = users.get('postgres');
  if (postgres && postgres.id !== 0) return { uid: postgres.id, gid: postgres.gid, switching: true };
  const taken = new Set([...users.values(), ...idsIn(groups).values()].map((entry) => entry.id));
  for (let id = OWN_IDS.first; id <= OWN_IDS.last; id += 1) {
    if (!taken.has(id)) return { uid: id, gid: id, switching: true };
  }
  throw new PostgresLaunchError('cannot_change_user', { uid: OWN_IDS.last });
}

/**
 * Root: the owner of the data, else the user `postgres`, else a free number; never root. Anybody else: themselves.
 *
 * @throws PostgresLaunchError folder_other_owner when the data belongs to somebody else and we are not root
 */
export function chooseServerUser(folder: string, cluster: string): ServerUser {
  const uid = process.geteuid?.() ?? 0;
  const gid = process.getegid?.() ?? 0;
  if (uid === 0) return userForRoot(folder, cluster);
  const owner = statOrNull(cluster)?.uid ?? uid;
  if (owner !== uid) throw new PostgresLaunchError('folder_other_owner', { folder, owner, uid });
  return { uid, gid, switching: false };
}

function mayEnter(stats: Stats, user: ServerUser): boolean {
  if (stats.uid === user.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === user.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

/** The outermost folder on the way to `path` (itself included) that `user` may not enter, or null. */
export function closedFolderOnTheWay(path: string, user: ServerUser): { closed: string; mode: string } | null {
  const way: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of way) {
    const stats = statOrNull(folder);
    if (stats && !mayEnter(stats, user)) return { closed: folder, mode: (stats.mode & 0o777).toString(8) };
  }
  return null;
}
