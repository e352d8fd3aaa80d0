/** For the tests alone: folders that clean up after themselves, a ready-made cluster to copy, and child processes. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, afterEach } from 'vitest';
import { launchPostgres, type LaunchOptions, type RunningPostgres } from './launch';
import { readPidFile } from './pid-file';
import { isPostmasterOf } from './process-identity';
import { closedFolderOnTheWay } from './server-user';

export const isRoot = process.geteuid?.() === 0;
/** A number without an account, for children that are neither root nor anybody. */
export const STRANGER = 65123;
const here = dirname(fileURLToPath(import.meta.url));
/** Children under another user must be able to read this program. */
export const canRunAsStranger =
  isRoot && !closedFolderOnTheWay(here, { uid: STRANGER, gid: STRANGER, switching: true });

interface ChildReport {
  attached?: boolean;
  connection?: RunningPostgres['connection'];
  error?: string;
  message?: string;
  took?: number;
}

interface Child {
  pid: number;
  report: Promise<ChildReport>;
  ended: Promise<void>;
  /** Ends its input, upon which it stops as a program does that is asked to. */
  leave(): Promise<void>;
  kill(): Promise<void>;
}

function startChild(
  options: LaunchOptions,
  uid: number | undefined,
  wrapper: string[],
): Child & { started: ChildProcess } {
  const as = uid === undefined ? {} : { uid, gid: uid };
  const program = [process.execPath, '--import', 'tsx', join(here, 'launch-child.ts'), JSON.stringify(options)];
  const [command = '', ...args] = [...wrapper, ...program];
  const started = spawn(command, args, {
    ...as,
    cwd: here,
    // A process group of its own, so that a test can end it together with its initdb.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', TMPDIR: tmpdir() },
  });
  let errors = '';
  started.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const ended = new Promise<void>((done) => started.once('close', () => done()));
  const report = new Promise<ChildReport>((done) => {
    createInterface(started.stdout).once('line', (line) => done(JSON.parse(line) as ChildReport));
    void ended.then(() => done({ error: 'no report', message: errors }));
  });
  const leave = (): Promise<void> => (started.stdin.end(), ended);
  const kill = (): Promise<void> => (started.kill('SIGKILL'), ended);
  return { started, pid: started.pid ?? 0, report, ended, leave, kill };
}

/** Call once at the top of a test file. */
export function testGround() {
  let top: string | undefined;
  const running = new Set<RunningPostgres>();
  const children = new Set<ChildProcess>();
  const clusters = new Set<string>();
  let template: string | undefined;
  let count = 0;

  function topFolder(): string {
    if (top) return top;
    top = mkdtempSync(join(tmpdir(), 'gonghui-pg-'));
    chmodSync(top, 0o755);
    return top;
  }

  function freshFolder(name = 'data'): string {
    count += 1;
    const folder = join(topFolder(), String(count), name);
    mkdirSync(folder, { recursive: true });
    clusters.add(join(folder, 'cluster'));
    return folder;
  }

  async function launch(folder: string, options: Partial<LaunchOptions> = {}): Promise<RunningPostgres> {
    const postgres = await launchPostgres({ folder, ...options });
    running.add(postgres);
    return postgres;
  }

  /** A folder with a cluster in it that was stopped properly: copying is faster than making one. */
  async function readyFolder(name?: string): Promise<string> {
    if (!template) {
      template = freshFolder('template');
      await (await launchPostgres({ folder: template })).stop();
    }
    const folder = freshFolder(name);
    execFileSync('cp', ['-a', join(template, 'cluster'), folder]);
    return folder;
  }

  function child(options: LaunchOptions, uid?: number, wrapper: string[] = []): Child {
    const { started, ...rest } = startChild(options, uid, wrapper);
    children.add(started);
    return rest;
  }

  function endServers(): void {
    for (const cluster of clusters) {
      const pid = readPidFile(cluster)?.pid;
      if (pid && isPostmasterOf(pid, cluster)) process.kill(pid, 'SIGQUIT');
    }
  }

  afterEach(async () => {
    for (const one of children) if (one.exitCode === null && one.signalCode === null) one.kill('SIGKILL');
    children.clear();
    for (const one of running) await one.stop();
    running.clear();
    endServers();
  });
  afterAll(() => {
    endServers();
    if (top) rmSync(top, { recursive: true, force: true, maxRetries: 5 });
  });
  return { topFolder, freshFolder, readyFolder, launch, child };
}

export async function query(
  connection: RunningPostgres['connection'],
  text: string,
  user = connection.user,
): Promise<Record<string, unknown>[]> {
  const client = new Client({ ...connection, user, ssl: false });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
}

export function serverPid(folder: string): number {
  return readPidFile(join(folder, 'cluster'))?.pid ?? 0;
}

export function serverRuns(folder: string): boolean {
  return isPostmasterOf(serverPid(folder), join(folder, 'cluster'));
}

export async function until(what: string, isTrue: () => boolean, seconds = 15): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain until ${what}.`);
    await new Promise((done) => setTimeout(done, 5));
  }
}

export function drafts(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('cluster.making-')) : [];
}
