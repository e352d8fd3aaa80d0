import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { freePort, startServer, type ServerProcess } from '../server-process';
import { PASSWORD, type Ground } from './ground';
import type { Statement } from './statements';

/** The built house in a process of its own, on a database of the run. */
export function startHouse(ground: Ground, url: string): Promise<ServerProcess> {
  return startServer(join(ground.folder, 'data'), ground.env(url));
}

export async function signIn(house: Pick<ServerProcess, 'url'>, username: string): Promise<string> {
  const answer = await fetch(`${house.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`${username} can't sign in: ${await answer.text()}`);
  return cookiesOf(answer);
}

export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
}

export interface BareServer {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

let made = 0;

/** Bare Fastify and pg in a process of its own, on the same database, with the statements that it may run. */
export async function startBare(
  ground: Ground,
  url: string,
  statements: Record<string, Statement[]>,
): Promise<BareServer> {
  made += 1;
  const file = join(ground.folder, `statements-${made}.json`);
  writeFileSync(file, JSON.stringify(statements));
  const port = await freePort();
  const child = spawn(process.execPath, [join(programFolder(), 'tests', 'bench', 'bare-server.mjs')], {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: url, BARE_STATEMENTS: file, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = endOf(child);
  await untilOk(`http://127.0.0.1:${port}/readyz`, child, 30_000);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

export function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks every few milliseconds until the answer is 200. */
export async function untilOk(
  url: string,
  child: ChildProcess,
  milliseconds: number,
  headers: Record<string, string> = {},
): Promise<void> {
  const until = performance.now() + milliseconds;
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`The server for ${url} ended with ${child.exitCode}.`);
    const isOk = await fetch(url, { headers }).then(
      async (answer) => (await answer.arrayBuffer(), answer.status === 200),
      () => false,
    );
    if (isOk) return;
    await pause(10);
  }
  throw new Error(`${url} did not answer 200 in time.`);
}

const TICK = 10;

/** What a process has used of the processor so far: a busy machine stretches time, but hardly this. Null beyond Linux. */
export function processorTime(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return (user! + system!) * TICK;
}
