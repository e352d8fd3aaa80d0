import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a running server writes about itself into `postmaster.pid`. */
interface PidFile {
  pid: number;
  port: number;
  socketFolder: string;
  /** `starting` also covers crash recovery; empty until the server has got so far as to say. */
  status: 'starting' | 'ready' | 'stopping' | '';
}

const STATUSES = ['starting', 'ready', 'stopping'] as const;

/** Null when there is no pid file or its first line is not a number (a crash can leave an empty file). */
export function readPidFile(cluster: string): PidFile | null {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  const word = (lines[7] ?? '').trim();
  return {
    pid,
    port: Number.parseInt(lines[3] ?? '', 10) || 0,
    socketFolder: (lines[4] ?? '').trim(),
    status: STATUSES.find((status) => status === word) ?? '',
  };
}
