import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PostgresLaunchError } from './launch-error';
import { readPidFile } from './pid-file';
import { PORT } from './settings';

/** Whether anybody takes connections on a socket. A file that a dead server left refuses them. */
function answers(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const connection = createConnection(socket);
    const end = (isAnswered: boolean): void => {
      connection.destroy();
      done(isAnswered);
    };
    connection.once('connect', () => end(true)).once('error', () => end(false));
  });
}

/** A server that is being killed can still be reached for a moment after the system has forgotten its command line. */
const DYING_SECONDS = 3;

async function keepsAnswering(socket: string): Promise<boolean> {
  for (const until = Date.now() + DYING_SECONDS * 1000; Date.now() < until; await wait(150))
    if (!existsSync(socket) || !(await answers(socket))) return false;
  return true;
}

/**
 * Removes what a crash can leave and a new server would stumble over. Only under the start lock, and only when no
 * server of ours was found on the folder.
 *
 * A server in another container has numbers of its own, so neither the pid file nor shared memory betrays it: two
 * would then write to one folder. But its socket lies in the shared folder and answers.
 *
 * @throws PostgresLaunchError in_use_elsewhere
 */
export async function clearTheWay(folder: string, cluster: string, socketFolder: string): Promise<void> {
  const socket = join(socketFolder, `.s.PGSQL.${PORT}`);
  if (await keepsAnswering(socket)) throw new PostgresLaunchError('in_use_elsewhere', { folder });
  await rm(socket, { force: true });
  await rm(`${socket}.lock`, { force: true });
  const pidFile = join(cluster, 'postmaster.pid');
  if (!existsSync(pidFile) || readPidFile(cluster)) return;
  // A power cut can leave it empty, and then a server refuses to start. An orphan just starting fills it in a moment.
  await wait(300);
  if (!readPidFile(cluster)) await rm(pidFile, { force: true });
}
