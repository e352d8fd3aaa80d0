import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';

/** What the operating system says of a process. `startedAt` tells a process from a later one with the same number. */
interface ProcessFacts {
  zombie: boolean;
  startedAt: string;
  argv: string[];
}

let bootId: string | undefined;

/** Start times in /proc count from boot, so after a reboot the same number and time could meet again by chance. */
function thisBoot(): string {
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
  return bootId;
}

function factsFromProc(pid: number): ProcessFacts | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name stands in brackets and may itself hold spaces and brackets, hence the last bracket.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return { zombie: fields[0] === 'Z' || fields[0] === 'X', startedAt: `${thisBoot()}:${fields[19]}`, argv };
  } catch {
    return null;
  }
}

function factsFromPs(pid: number): ProcessFacts | null {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
    const columns = ['-ww', '-o', 'stat=', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)];
    const line = execFileSync('ps', columns, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    const match = /^(\S+)\s+(\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line);
    if (!match) return null;
    const [, state = '', startedAt = '', command = ''] = match;
    // `ps` joins the arguments with spaces; whoever looks for one asks whether the whole line holds it.
    return { zombie: state.startsWith('Z'), startedAt, argv: [command] };
  } catch {
    return null;
  }
}

/** Null when no such process exists. */
export function processFacts(pid: number): ProcessFacts | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? factsFromProc(pid) : factsFromPs(pid);
}

/** True when the process that once reported `startedAt` still runs: not dead, not a zombie, not a later namesake. */
export function stillRuns(pid: number, startedAt: string): boolean {
  const facts = processFacts(pid);
  return facts !== null && !facts.zombie && facts.startedAt === startedAt;
}

/** Our own number and start time, for the files that tell others of us. */
export function ownIdentity(): { pid: number; startedAt: string } {
  return { pid: process.pid, startedAt: processFacts(process.pid)?.startedAt ?? '' };
}

/** Two names can lead to one folder (a link, a second mount), so the folders themselves are compared. */
function isSameFolder(one: string, other: string): boolean {
  if (one === other) return true;
  const [left, right] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }));
  return left !== undefined && right !== undefined && left.dev === right.dev && left.ino === right.ino;
}

/** True when `pid` is a postmaster on exactly this data folder: numbers are reused, so the command line must agree. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  const facts = processFacts(pid);
  if (!facts || facts.zombie) return false;
  const [program = '', option, folder = ''] = facts.argv;
  if (facts.argv.length === 1) return program.includes(`postgres -D ${cluster} `);
  try {
    return program.endsWith('/postgres') && option === '-D' && isSameFolder(folder, cluster);
  } catch {
    // A folder closed to us holds another person's server, not ours.
    return false;
  }
}
