import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { openDatabase } from '#kernel/composition';
import type { Bench } from '../bench';
import { median, quantile, timed, type Figure } from '../figure';
import { Lane } from '../load';
import { signIn, startHouse } from '../servers';

const RUNS = 10;
const FIRST_YEAR = 2010;

/** The real plan for another year: each confirmed plan takes one. */
function planOfYear(year: number): string {
  return readFileSync(join(programFolder(), 'tests', 'plans', 'salt-works-2024.txt'), 'utf8').replaceAll(
    '2024',
    String(year),
  );
}

const tables = [
  'plan.document',
  'plan.section',
  'plan.commitment',
  'plan.version',
  'schedule.event',
  'schedule.event_tag',
];

/** The yardstick: the very rows that one plan became, copied by one statement a table in one transaction. */
async function copyTimes(url: string, runs: number): Promise<number[]> {
  const database = openDatabase(url, () => undefined, 1);
  const pool = database.pool;
  await pool.query('create schema bench');
  for (const table of tables)
    await pool.query(
      `create table bench.${table.replace('.', '_')} (like ${table} including defaults including indexes)`,
    );
  const { rows } = await pool.query<{ id: string }>('select id from plan.plan order by year limit 1');
  const tagged = `select t.event_id from schedule.event_tag t join plan.commitment c on t.tag = 'commitment:' || c.id where c.plan_id = $1`;
  const which = (table: string) =>
    table === 'schedule.event'
      ? `id in (${tagged})`
      : table === 'schedule.event_tag'
        ? `event_id in (${tagged})`
        : 'plan_id = $1';
  const times: number[] = [];
  for (let n = 0; n < runs; n += 1) {
    for (const table of tables) await pool.query(`delete from bench.${table.replace('.', '_')}`);
    times.push(
      await timed(async () => {
        await pool.query('begin');
        for (const table of tables)
          await pool.query(
            `insert into bench.${table.replace('.', '_')} select * from ${table} where ${which(table)}`,
            [rows[0]!.id],
          );
        await pool.query('commit');
      }),
    );
  }
  await database.close();
  return times;
}

export async function measureImport(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make();
  const house = await startHouse(ground, url);
  const times: number[] = [];
  try {
    const cookie = await signIn(house, 'chair');
    const lane = await Lane.open(house.url);
    const send = async (path: string, body: unknown): Promise<{ planId?: string }> => {
      const answer = await lane.ask({ method: 'POST', path, cookie, body: JSON.stringify(body) });
      if (answer.status !== 200) throw new Error(`${path}: ${answer.body.slice(0, 300)}`);
      return JSON.parse(answer.body) as { planId?: string };
    };
    for (let n = 0; n < RUNS; n += 1) {
      const year = FIRST_YEAR + n;
      times.push(
        await timed(async () => {
          const { planId } = await send('/api/plans/texts', { name: `plan-${year}.txt`, year, text: planOfYear(year) });
          await send(`/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
        }),
      );
    }
    lane.close();
  } finally {
    await house.stop();
  }
  const copies = await copyTimes(url, RUNS);
  const yardstick = { what: 'the same rows by one insert a table', value: median(copies) };
  return [
    {
      part: 'import',
      what: 'import and confirm the real plan over HTTP, median of 10',
      value: median(times),
      unit: 'ms',
      aim: { atMost: 2000 },
      yardstick,
    },
    {
      part: 'import',
      what: 'the slowest of the 10 (the first)',
      value: quantile(times, 1),
      unit: 'ms',
      aim: { atMost: 2000 },
      yardstick: null,
    },
  ];
}
