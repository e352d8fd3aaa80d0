import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { SERVER_ENVIRONMENT, type Binaries } from './binaries';
import { errorCode, PostgresLaunchError } from './launch-error';
import { readPidFile } from './pid-file';
import { isPostmasterOf, processFacts, stillRuns } from './process-identity';
import { logTail, shortenLog } from './server-log';
import type { ServerUser } from './server-user';
import { PORT, quoteListItem } from './settings';

export interface Server {
  pid: number;
  port: number;
  socketFolder: string;
}

/** Crash recovery after much work can take minutes; a server that says nothing for this long hangs. */
const LONGEST_START_SECONDS = 900;
const LONGEST_FAST_STOP_SECONDS = 30;
const LONGEST_QUICK_STOP_SECONDS = 10;

/** The server that runs on this cluster, whatever its state; null when its pid file is stale or there is none. */
export function findServer(cluster: string): Server | null {
  const file = readPidFile(cluster);
  if (!file || !isPostmasterOf(file.pid, cluster)) return null;
  return { pid: file.pid, port: file.port || PORT, socketFolder: file.socketFolder };
}

/**
 * A process number in a stale pid file can meanwhile belong to something else, or to a zombie nobody has buried: the
 * server would see "somebody alive" and refuse. It makes an exception for its grandparent (the shell of `pg_ctl`), and
 * so we name that number as such. Its second guard, the shared memory of orphans that still work, stays in force.
 */
function environmentFor(cluster: string): Record<string, string> {
  const stale = readPidFile(cluster);
  if (!stale || isPostmasterOf(stale.pid, cluster)) return SERVER_ENVIRONMENT;
  return { ...SERVER_ENVIRONMENT, PG_GRANDPARENT_PID: String(stale.pid) };
}

interface Spawned {
  pid: number;
  exited: () => boolean;
  logFrom: number;
}

function spawnServer(options: StartOptions): Spawned {
  const { binaries, cluster, socketFolder, logFile, user } = options;
  shortenLog(logFile);
  const log = openSync(logFile, 'a', 0o600);
  try {
    const logFrom = fstatSync(log).size;
    const settings = ['-c', `unix_socket_directories=${quoteListItem(socketFolder)}`, '-c', `port=${PORT}`];
    const child = spawn(binaries.postgres, ['-D', cluster, ...settings], {
      // A process group of its own: Ctrl-C in the terminal reaches us, and we close the pool before we stop the server.
      detached: true,
      stdio: ['ignore', log, log],
      cwd: '/',
      env: environmentFor(cluster),
      ...(user.switching ? { uid: user.uid, gid: user.gid } : {}),
    });
    let exited = false;
    child.once('exit', () => (exited = true));
    // A failed spawn reports here and has no pid; the absent pid is what we look at.
    child.once('error', () => (exited = true));
    child.unref();
    return { pid: child.pid ?? 0, exited: () => exited, logFrom };
  } finally {
    closeSync(log);
  }
}

interface StartOptions {
  binaries: Binaries;
  cluster: string;
  socketFolder: string;
  logFile: string;
  user: ServerUser;
  log: (line: string) => void;
}

/** Waits until the server says in its pid file that it takes connections. */
export async function waitUntilReady(
  pid: number,
  isGone: () => boolean,
  options: Pick<StartOptions, 'cluster' | 'logFile' | 'log'>,
): Promise<'ready' | 'gone'> {
  const began = Date.now();
  let told = 1;
  for (;;) {
    const file = readPidFile(options.cluster);
    if (file?.pid === pid && file.status === 'ready') return 'ready';
    if (isGone()) return 'gone';
    const seconds = (Date.now() - began) / 1000;
    if (seconds > LONGEST_START_SECONDS)
      throw new PostgresLaunchError('start_timeout', { pid, seconds: LONGEST_START_SECONDS, log: options.logFile });
    if (seconds > told * 3) {
      const state = file?.status === 'stopping' ? 'shutting down' : 'starting up or recovering from a crash';
      options.log(`The database (process ${pid}) is still ${state}, ${Math.round(seconds)} s so far.`);
      told += 1;
    }
    await wait(seconds < 2 ? 4 : 50);
  }
}

/** Orphans of a killed server notice within moments; until then a new server refuses to touch their shared memory. */
const ORPHAN_PATIENCE_SECONDS = 20;

/** @throws PostgresLaunchError start_failed, start_timeout */
export async function startServer(options: StartOptions): Promise<Server> {
  const began = Date.now();
  for (;;) {
    const spawned = spawnServer(options);
    const { pid, logFrom } = spawned;
    if (pid && (await waitUntilReady(pid, spawned.exited, options)) === 'ready')
      return { pid, port: PORT, socketFolder: options.socketFolder };
    const detail = logTail(options.logFile, logFrom);
    if (detail.includes('No space left on device'))
      throw new PostgresLaunchError('disk_full', { folder: options.cluster, free: 0, need: 8 });
    const orphansWork = /shared memory block .* still in use/.test(detail);
    if (!orphansWork || Date.now() - began > ORPHAN_PATIENCE_SECONDS * 1000)
      throw new PostgresLaunchError('start_failed', { log: options.logFile, detail });
    options.log('Waiting for the last processes of the previous database server to end.');
    await wait(200);
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function waitUntilGone(pid: number, startedAt: string, seconds: number): Promise<boolean> {
  const until = Date.now() + seconds * 1000;
  while (stillRuns(pid, startedAt)) {
    if (Date.now() > until) return false;
    await wait(5);
  }
  return true;
}

/** Fast shutdown; a server that does not finish in time is stopped as by a crash, which costs recovery but no data. */
export async function stopServer(pid: number, cluster: string): Promise<void> {
  // A process that is just ending has no command line any more, so from here on its start time tells that it is it.
  const startedAt = isPostmasterOf(pid, cluster) ? processFacts(pid)?.startedAt : undefined;
  if (startedAt === undefined) return;
  for (const [name, seconds] of [
    ['SIGINT', LONGEST_FAST_STOP_SECONDS],
    ['SIGQUIT', LONGEST_QUICK_STOP_SECONDS],
    ['SIGKILL', LONGEST_QUICK_STOP_SECONDS],
  ] as const) {
    signal(pid, name);
    if (await waitUntilGone(pid, startedAt, seconds)) return;
  }
}
