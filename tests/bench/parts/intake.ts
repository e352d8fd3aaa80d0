import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { writeWorkbook, type WorkbookColumn } from '#kernel';
import { openDatabase } from '#kernel/composition';
import type { Bench } from '../bench';
import { timed, type Figure } from '../figure';
import { benchNames } from '../people';
import { signIn, startHouse } from '../servers';

const ROWS = 100_000;
const part = 'intake';

interface Line {
  place: number;
  name: string;
}

const column = (title: string, value: (line: Line) => string): WorkbookColumn<Line> => ({
  ...{ key: title, title, kind: 'text', width: 14, value },
});
const two = (number: number): string => String(number).padStart(2, '0');

/** A roster as a clerk keeps it: nine columns, each row another person, spread over the teams of the works. */
const columns: readonly WorkbookColumn<Line>[] = [
  column('工号', ({ place }) => `N${place}`),
  column('姓名', ({ name }) => name),
  column('性别', ({ place }) => (place % 3 === 0 ? '女' : '男')),
  column('出生日期', ({ place }) => `${1960 + (place % 40)}-${two(1 + (place % 12))}-${two(1 + (place % 28))}`),
  column('联系电话', ({ place }) => `138${String(place).padStart(8, '0')}`),
  column('单位', ({ place }) => `${1 + (place % 6)}工区/${1 + (place % 98)}班`),
  column('用工形式', ({ place }) => ['正式工', '合同工', '劳务派遣工'][place % 3]!),
  column('到岗日期', ({ place }) => `20${two(10 + (place % 12))}/${1 + (place % 12)}/${1 + (place % 28)}`),
  column('离职日期', () => ''),
];

async function sheetOf(rows: number): Promise<Uint8Array> {
  const names = benchNames(rows);
  function* pieces(): Generator<Line[]> {
    for (let at = 0; at < rows; at += 500)
      yield Array.from({ length: Math.min(500, rows - at) }, (_none, i) => {
        const place = at + i;
        return { place, name: names[place % names.length]! };
      });
  }
  const written = await writeWorkbook({
    ...{ title: '花名册', note: '量度', author: '测', at: new Date(1_718_668_800_000), sumWord: '' },
    say: (key: string) => key,
    columns,
    rows: pieces(),
  });
  return written.bytes;
}

/** The most memory that a process ever held, in MB; null beyond Linux. */
function peakOf(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes === undefined ? null : Number(kilobytes) / 1024;
}

interface Run {
  id: string;
  state: string;
  revision: number;
  verdicts: Record<string, number>;
  outcomes: Record<string, number>;
}

/** What a page does with a run, over HTTP. */
function callerOf(url: string, cookie: string) {
  const ask = async <Answer>(method: string, path: string, body?: Uint8Array | object): Promise<Answer> => {
    const isBytes = body instanceof Uint8Array;
    const answer = await fetch(`${url}/api/roster/intake${path}`, {
      method,
      headers: { cookie, 'content-type': isBytes ? 'application/octet-stream' : 'application/json' },
      ...(body === undefined ? {} : { body: isBytes ? new Blob([new Uint8Array(body)]) : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    return (await answer.json()) as Answer;
  };
  const until = async (id: string, state: string): Promise<Run> => {
    for (;;) {
      const { run } = await ask<{ run: Run }>('GET', `/runs/${id}`);
      if (run.state === state) return run;
      if (run.state === 'failed') throw new Error('the run failed');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  return { ask, until };
}

/** The yardstick: the very people and placements that came of the sheet, copied out and in again by COPY's twin in SQL. */
async function copyTime(pool: pg.Pool): Promise<number> {
  await pool.query('create schema bench_intake');
  const tables = ['person', 'placement'];
  for (const table of tables)
    await pool.query(`create table bench_intake.${table} (like roster.${table} including defaults including indexes)`);
  return timed(async () => {
    await pool.query('begin');
    for (const table of tables) await pool.query(`insert into bench_intake.${table} select * from roster.${table}`);
    await pool.query('commit');
  });
}

export async function measureIntake(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make();
  const bytes = await sheetOf(ROWS);
  bench.say(`a sheet of ${(bytes.length / 1e6).toFixed(1)} MB`);
  const house = await startHouse(ground, url);
  const database = openDatabase(url, () => undefined, 1);
  try {
    const idle = peakOf(house.child.pid!);
    const { ask, until } = callerOf(house.url, await signIn(house, 'chair'));
    let run: Run | null = null;
    let mapping = {};
    const begun = await timed(async () => {
      const detail = await ask<{ run: Run; mapping: object }>('POST', '/runs?name=roster.xlsx', bytes);
      ({ run, mapping } = detail);
    });
    const { id, revision } = run!;
    const checked = await timed(async () => {
      await ask('POST', `/runs/${id}/check`, { mapping, options: {}, revision });
      run = await until(id, 'checked');
    });
    if (run!.verdicts.new !== ROWS) throw new Error(`not every row is right: ${JSON.stringify(run!.verdicts)}`);
    const applied = await timed(async () => {
      await ask('POST', `/runs/${id}/apply`, { revision: run!.revision });
      run = await until(id, 'done');
    });
    if (run!.outcomes.done !== ROWS) throw new Error(`not every row came in: ${JSON.stringify(run!.outcomes)}`);
    const peak = peakOf(house.child.pid!);
    const yardstick = {
      what: 'the same people and placements by one insert a table',
      value: await copyTime(database.pool),
    };
    const undone = await timed(async () => {
      await ask('POST', `/runs/${id}/undo`, { reason: 'bench' });
      run = await until(id, 'undone');
    });
    if (run!.outcomes.removed !== ROWS) throw new Error(`not everybody went: ${JSON.stringify(run!.outcomes)}`);
    const figure = (what: string, value: number, aim: Figure['aim']): Figure => ({
      ...{ part, what, value, unit: 'ms', aim, yardstick },
    });
    return [
      figure('100,000 rows uploaded, checked and taken in over HTTP', begun + checked + applied, { atMost: 30_000 }),
      figure('of it the upload with its headings', begun, null),
      figure('of it the dry run', checked, null),
      figure('of it the taking in', applied, null),
      figure('all of it undone', undone, null),
      ...(peak === null || idle === null
        ? []
        : [
            {
              ...{ part, what: 'most memory of the server process', value: peak, unit: 'MB', aim: { atMost: 300 } },
              yardstick: { what: 'before the first request', value: idle },
            } satisfies Figure,
          ]),
    ];
  } finally {
    await database.close();
    await house.stop();
  }
}
