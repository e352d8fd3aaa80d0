import type { Pool } from 'pg';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { programFolder } from '#kernel';
import { openDatabase } from '#kernel/composition';
import type { ServerProcess } from '../../server-process';
import type { Bench } from '../bench';
import { median, quantile, type Figure } from '../figure';
import { drive } from '../load';
import { signIn, startBare, startHouse } from '../servers';
import { captureStatements } from '../statements';

const COMMITMENTS = 500;
const RUNS = 50;

async function confirmPlan(house: ServerProcess): Promise<string> {
  const headers = { cookie: await signIn(house, 'chair'), 'content-type': 'application/json' };
  const send = async (path: string, body: unknown): Promise<{ planId?: string }> => {
    const answer = await fetch(`${house.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { planId?: string };
  };
  const text = readFileSync(join(programFolder(), 'tests', 'plans', 'salt-works-2024.txt'), 'utf8');
  const { planId } = await send('/api/plans/texts', { name: 'plan.txt', year: 2024, text });
  await send(`/api/plans/${planId}/confirm`, { revision: 1, acceptRest: true });
  return planId!;
}

/** Grows the plan to 500 promises, each with an event of its own by tag; every second event was held, with heads counted. */
async function growPlan(pool: Pool, planId: string): Promise<void> {
  await pool.query(
    `insert into plan.commitment (id, plan_id, position, number, section, starts_at, ends_at, quote, origin, review_state,
       kind, title, content, measure, unit_id, officer_id, window_from, window_to)
     select gen_random_uuid(), c.plan_id, 10000 + g, c.number || '-' || g, c.section, c.starts_at, c.ends_at, c.quote, 'added', 'confirmed',
       c.kind, c.title || g, c.content, c.measure, c.unit_id, c.officer_id, c.window_from, c.window_to
     from (select * from plan.commitment where plan_id = $1 and kind = 'event' and measure is not null order by position limit 1) c,
       generate_series(1, $2 - (select count(*)::int from plan.commitment where plan_id = $1 and not is_removed and review_state <> 'dropped')) g`,
    [planId, COMMITMENTS],
  );
  await pool.query(
    `with missing as (
       select c.id as commitment_id, gen_random_uuid() as event_id, row_number() over () as n, p.unit_id, u.path
       from plan.commitment c join plan.plan p on p.id = c.plan_id join roster.unit u on u.id = p.unit_id
       where c.plan_id = $1 and not exists (select from schedule.event_tag t where t.tag = 'commitment:' || c.id)
     ), events as (
       insert into schedule.event (id, title, unit_id, unit_path, organiser_kind, window_from, window_to, held_on, first_day, last_day,
         audience_unit_id, audience_path, state, head_count, code_secret, created_at, updated_at)
       select event_id, '活动' || n, unit_id, path, 'own', '2024-06-01', '2024-06-30', case when n % 2 = 0 then date '2024-06-18' end,
         '2024-06-01', '2024-06-30', unit_id, path, case when n % 2 = 0 then 'held' else 'planned' end, 20, '\\x00', now(), now()
       from missing
     )
     insert into schedule.event_tag (event_id, tag) select event_id, 'commitment:' || commitment_id from missing`,
    [planId],
  );
  await pool.query('analyze');
}

export async function measureBoard(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make();
  let house = await startHouse(ground, url);
  let planId: string;
  try {
    planId = await confirmPlan(house);
  } finally {
    await house.stop();
  }
  const database = openDatabase(url, () => undefined, 1);
  await growPlan(database.pool, planId);
  await database.close();
  const path = `/api/plans/${planId}/board`;
  const { statements, total } = await captureStatements(ground, url, 'chair', path);
  const bare = await startBare(ground, url, { board: statements });
  house = await startHouse(ground, url);
  try {
    const cookie = await signIn(house, 'chair');
    let rows = 0;
    const ask = (maxRequests: number) =>
      drive({
        ...{ url: house.url, lanes: 1, seconds: 30, maxRequests, request: () => ({ method: 'GET', path, cookie }) },
        onAnswer: ({ body }) => (rows = (JSON.parse(body) as { rows: unknown[] }).rows.length),
      });
    const askBare = (maxRequests: number) =>
      drive({
        url: bare.url,
        lanes: 1,
        seconds: 30,
        maxRequests,
        request: () => ({ method: 'GET', path: '/run/board' }),
      });
    await ask(10);
    await askBare(10);
    const times = (await ask(RUNS)).milliseconds;
    const bareTimes = (await askBare(RUNS)).milliseconds;
    if (rows !== COMMITMENTS) throw new Error(`The board shows ${rows} promises.`);
    const what = `board with ${COMMITMENTS} promises and events`;
    const aim = { atMost: 50 };
    return [
      {
        part: 'board',
        what: `${what}, median of ${RUNS}`,
        value: median(times),
        unit: 'ms',
        aim,
        yardstick: { what: 'bare Fastify + pg, same SQL', value: median(bareTimes) },
      },
      {
        part: 'board',
        what: `${what}, p95`,
        value: quantile(times, 0.95),
        unit: 'ms',
        aim,
        yardstick: { what: 'bare Fastify + pg, same SQL', value: quantile(bareTimes, 0.95) },
      },
      {
        part: 'board',
        what: 'SQL statements of one board, with begin and commit',
        value: total,
        unit: 'statements',
        aim: null,
        yardstick: null,
      },
    ];
  } finally {
    await house.stop();
    await bare.stop();
  }
}
