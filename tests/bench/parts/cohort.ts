import type { Pool } from 'pg';
import { inTransaction, type Context } from '#kernel';
import { cohortCountOn, cohortOn } from '#engines/roster';
import type { Foundation } from '../../../src/app/foundation';
import type { Bench } from '../bench';
import { median, quantile, timed, type Figure } from '../figure';
import { foundationOn } from '../ground';

const RUNS = 40;
const MOST_MEMBERS = 3000;
const DAY = '2024-06-01';

/** Half of the posts are over, as they are in a house that is a few years old. */
async function fillPosts(pool: Pool, members: number): Promise<void> {
  await pool.query('alter table roster.post_holding disable trigger user');
  await pool.query(
    `insert into roster.post_holding (id, person_id, post, unit_id, valid_from, valid_to)
     select gen_random_uuid(), p.id, (array['area_director', 'area_deputy_director', 'technical_team_leader'])[1 + n % 3], p.unit_id,
       case when n % 2 = 0 then date '2023-01-01' else date '2015-01-01' end,
       case when n % 2 = 0 then null else date '2022-12-31' end
     from (select id, unit_id, row_number() over (order by md5(staff_number)) as n from roster.person) p where n <= $1`,
    [2 * members],
  );
  await pool.query('alter table roster.post_holding enable trigger user');
}

/** As many remote teams as it takes for about three thousand temporary workers, of whom there are eight in a hundred. */
async function fillRemote(pool: Pool, people: number, members: number): Promise<void> {
  await pool.query(
    `update roster.person set employment_kind = 'temporary' where ('x' || left(md5(staff_number), 4))::bit(16)::int % 100 < 8`,
  );
  const teams = Math.max(1, Math.round(members / ((people / 594) * 0.08)));
  await pool.query(
    `with far as (select id from roster.unit where kind = 'team' order by md5(path) limit $1),
       now as (update roster.unit u set is_remote = true from far where u.id = far.id)
     update roster.unit_version v set is_remote = true from far where v.unit_id = far.id`,
    [teams],
  );
}

const valid = (alias: string): string =>
  `${alias}.valid_from <= date '${DAY}' and (${alias}.valid_to is null or ${alias}.valid_to >= date '${DAY}')`;

/** What somebody who knows the tables would write for these two questions and no others. */
const byHand = {
  posts: `select p.id, p.name, p.staff_number, l.unit_id, v.name, u.path, p.name_key
    from (select distinct person_id from roster.post_holding h
      where h.post in ('area_director', 'area_deputy_director', 'technical_team_leader') and ${valid('h')}) h
      join roster.placement l on l.person_id = h.person_id and ${valid('l')} join roster.person p on p.id = h.person_id
      join roster.unit u on u.id = l.unit_id join roster.unit_version v on v.unit_id = u.id and ${valid('v')}
    order by p.name_key, p.id`,
  remote: `select count(*)::int as count
    from roster.unit_version v join roster.placement l on l.unit_id = v.unit_id and ${valid('l')}
      join roster.person p on p.id = l.person_id
    where v.is_remote and ${valid('v')} and p.employment_kind in ('temporary', 'seasonal')`,
};

async function measure(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < 5; i += 1) await work();
  const times: number[] = [];
  for (let i = 0; i < runs; i += 1) times.push(await timed(work));
  return times;
}

export async function measureCohort(bench: Bench): Promise<Figure[]> {
  const ground = await bench.ground();
  const url = await ground.make(bench.people);
  const base: Foundation = await foundationOn(ground, url);
  const { pool } = base.database;
  try {
    const members = Math.min(MOST_MEMBERS, Math.round(bench.people * 0.3));
    await fillPosts(pool, members);
    await fillRemote(pool, bench.people, members);
    await pool.query('vacuum analyze');
    const ask = <R>(act: (ctx: Context) => Promise<R>) => inTransaction(base.seed(), act);
    const posts = () => ask((ctx) => cohortOn(ctx, 'area_leaders_and_technical_team_leaders', { day: DAY }));
    const remote = () => ask((ctx) => cohortCountOn(ctx, 'temporary_workers_of_remote_units', { day: DAY }));
    const found = (await posts()).rows.length;
    if (found !== members) throw new Error(`The cohort has ${found} members, not ${members}.`);
    const far = await remote();
    const counted = await pool.query<{ count: number }>(byHand.remote);
    if (far === 0 || far !== counted.rows[0]!.count) throw new Error(`${far} temporary workers of remote units.`);
    const total = bench.people.toLocaleString('en');
    const lines: [string, number[], string, number[]][] = [
      [
        `${found} holders of three posts among ${total}, with their names`,
        await measure(RUNS, posts),
        'the same rows by a statement of its own',
        await measure(RUNS, () => pool.query(byHand.posts)),
      ],
      [
        `count of ${far} temporary workers of remote units`,
        await measure(RUNS, remote),
        'the same count by a statement of its own',
        await measure(RUNS, () => pool.query(byHand.remote)),
      ],
    ];
    return lines.flatMap(([what, ours, yardstick, theirs]) =>
      (
        [
          ['median', 0.5],
          ['p95', 0.95],
        ] as const
      ).map(([name, share]): Figure => ({
        part: 'cohort',
        what: `as of a day: ${what}, ${name}`,
        value: share === 0.5 ? median(ours) : quantile(ours, share),
        unit: 'ms',
        aim: { atMost: 50 },
        yardstick: { what: yardstick, value: quantile(theirs, share) },
      })),
    );
  } finally {
    await base.close();
  }
}
