import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { programFolder } from '#kernel';
import type { Bench } from '../bench';
import { timed, type Figure } from '../figure';
import { signIn, startHouse } from '../servers';

const ROWS = 100_000;
const part = 'xlsx';
const seconds = { atMost: 10_000 };
const memory = { atMost: 300 };

interface Run {
  milliseconds: number;
  peakMb: number;
  cells: number;
}

function inProcess(direction: 'out' | 'in', file: string, rows: number): Run {
  const script = fileURLToPath(import.meta.resolve('../workbook-run.ts'));
  const args = ['--import', 'tsx', script, direction, file, String(rows)];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: programFolder(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${direction}: ${stderr}`);
  return JSON.parse(stdout) as Run;
}

/** A table of 100,000 rows of eight cells out and in again, each in a process of its own; an empty table beside it. */
function tables(): Figure[] {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-bench-xlsx-'));
  try {
    const file = join(folder, 'table.xlsx');
    const empty = join(folder, 'empty.xlsx');
    const runs = (['out', 'in'] as const).map((direction) => ({
      direction,
      none: inProcess(direction, empty, 0),
      full: inProcess(direction, file, ROWS),
    }));
    if (runs[1]!.full.cells < ROWS * 8) throw new Error('Not every cell came back.');
    return runs.flatMap(({ direction, none, full }): Figure[] => [
      {
        ...{ part, what: `100,000 rows × 8 cells ${direction}`, value: full.milliseconds, unit: 'ms', aim: seconds },
        yardstick: { what: 'a table without rows', value: none.milliseconds },
      },
      {
        ...{ part, what: `the same, most memory of the process`, value: full.peakMb, unit: 'MB', aim: memory },
        yardstick: { what: 'a table without rows', value: none.peakMb },
      },
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The list of people as a file, asked for over HTTP as the page does. */
async function people(bench: Bench): Promise<Figure> {
  const ground = await bench.ground();
  const count = Math.min(bench.people, ROWS);
  const house = await startHouse(ground, await ground.make(count));
  try {
    const headers = { cookie: await signIn(house, 'chair') };
    const fetchAll = async (path: string): Promise<void> => {
      const answer = await fetch(`${house.url}${path}`, { headers });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    };
    await fetchAll('/api/roster/people.xlsx?search=zz');
    const whole = await timed(() => fetchAll('/api/roster/people.xlsx'));
    const pages = await timed(() => fetchAll('/api/roster/people?limit=200'));
    return {
      ...{ part, what: `${count.toLocaleString('en')} people from the list to the file`, value: whole, unit: 'ms' },
      aim: count === ROWS ? seconds : null,
      yardstick: { what: 'one page of 200 people', value: pages },
    };
  } finally {
    await house.stop();
  }
}

export async function measureXlsx(bench: Bench): Promise<Figure[]> {
  return [...tables(), await people(bench)];
}
