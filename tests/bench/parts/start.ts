import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { launchPostgres } from '#kernel/composition';
import { databasePid, enterDemo, freePort, startServer } from '../../server-process';
import type { Bench } from '../bench';
import { median, timed, type Figure } from '../figure';
import { endOf, startBare, untilOk } from '../servers';

const RUNS = 5;

interface Started {
  child: ChildProcess;
  milliseconds: number;
  /** What it printed. */
  output: string;
  stop(): Promise<void>;
}

/** From the start of the process to the first list that a signed-in person gets. */
async function startTo(command: readonly string[], folder: string, cookie: string): Promise<Started> {
  const port = await freePort();
  const from = performance.now();
  const child = spawn(command[0]!, command.slice(1), {
    cwd: programFolder(),
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? folder, GONGHUI_DATA: folder, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: npm, its shell and node end together.
    detached: true,
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const ended = endOf(child);
  const stop = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGTERM');
    await ended;
    await untilDatabaseIsGone(folder);
  };
  try {
    await untilOk(`http://127.0.0.1:${port}/api/plans`, child, 120_000, { cookie });
  } catch (error) {
    await stop();
    throw new Error(output, { cause: error });
  }
  return { child, milliseconds: performance.now() - from, output, stop };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** npm may end before the server that it started. */
async function untilDatabaseIsGone(folder: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    try {
      process.kill(databasePid(folder), 0);
    } catch {
      return;
    }
    await pause(50);
  }
}

async function startTimes(command: readonly string[], folder: string, cookie: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    const started = await startTo(command, folder, cookie);
    await started.stop();
    if (/building|installing/.test(started.output)) n -= 1;
    else times.push(started.milliseconds);
  }
  return times;
}

/** The database alone, as the launcher brings it up. */
async function databaseTimes(folder: string): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    let stop = async (): Promise<void> => undefined;
    times.push(
      await timed(async () => {
        const running = await launchPostgres({ folder: join(folder, 'demo', 'postgres') });
        stop = running.stop;
      }),
    );
    await stop();
  }
  return times;
}

interface Memory {
  pss: number;
  rss: number;
}

function memoryOf(pid: number): Memory {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) / 1000;
  return { pss: read('Pss'), rss: read('Rss') };
}

function childrenOf(pid: number): number[] {
  const parentOf = (other: number): number => {
    try {
      const stat = readFileSync(`/proc/${other}/stat`, 'utf8');
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    } catch {
      return 0;
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => parentOf(other) === pid);
}

/** Five seconds after the first list; pages that several processes share count once (PSS). */
async function idleMemory(bench: Bench, folder: string, cookie: string): Promise<Figure[]> {
  if (process.platform !== 'linux') return [];
  const started = await startTo([process.execPath, 'dist/server/main.js'], folder, cookie);
  try {
    await pause(5000);
    const main = memoryOf(started.child.pid!);
    const postmaster = databasePid(folder);
    const database = [postmaster, ...childrenOf(postmaster)].map(memoryOf).reduce((sum, { pss }) => sum + pss, 0);
    const bare = await bareMemory(bench);
    const part = 'start';
    return [
      {
        part,
        what: 'idle: server and its database together (PSS)',
        value: main.pss + database,
        unit: 'MB',
        aim: { atMost: 200 },
        yardstick: { what: 'the same with bare Fastify + pg', value: bare.pss + database },
      },
      {
        part,
        what: 'idle: the server alone (RSS)',
        value: main.rss,
        unit: 'MB',
        aim: null,
        yardstick: { what: 'bare Fastify + pg (RSS)', value: bare.rss },
      },
    ];
  } finally {
    await started.stop();
  }
}

async function bareMemory(bench: Bench): Promise<Memory> {
  const ground = await bench.ground();
  const bare = await startBare(ground, await ground.make(), { one: [{ text: 'select 1', values: [] }] });
  try {
    await fetch(`${bare.url}/run/one`);
    await pause(5000);
    return memoryOf(bare.pid);
  } finally {
    await bare.stop();
  }
}

/** The first start makes the database and loads the demo; its session serves every later start. */
async function firstStart(folder: string): Promise<string> {
  const first = await startServer(folder);
  const cookie = await enterDemo(first.url, 'chair');
  await first.stop();
  return cookie;
}

export async function measureStart(bench: Bench): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-bench-start-'));
  chmodSync(folder, 0o711);
  try {
    const cookie = await firstStart(folder);
    const alone = await databaseTimes(folder);
    const fromNode = await startTimes([process.execPath, 'dist/server/main.js'], folder, cookie);
    const fromNpm = await startTimes(['npm', 'start', '--silent'], folder, cookie);
    const part = 'start';
    return [
      {
        ...{
          part,
          what: 'second start to the first signed-in list, from node, median of 5',
          value: median(fromNode),
          unit: 'ms',
          aim: { atMost: 1500 },
        },
        yardstick: { what: 'the database alone', value: median(alone) },
      },
      {
        ...{
          part,
          what: 'second start to the first signed-in list, from npm start, median of 5',
          value: median(fromNpm),
          unit: 'ms',
          aim: { atMost: 2000 },
        },
        yardstick: { what: 'from node', value: median(fromNode) },
      },
      ...(await idleMemory(bench, folder, cookie)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
