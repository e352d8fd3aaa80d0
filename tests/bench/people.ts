import type { Pool } from 'pg';
import { newId } from '#kernel';
import type { NewUnit } from '#engines/roster';
import { readName } from '../../src/engines/roster/names';
import { nameGrams, nameKey } from '../../src/engines/roster/rules';

const LONG_AGO = '2010-01-01';
const AREAS = 6;
const TEAMS = 98;

export interface BenchUnits {
  all: NewUnit[];
  works: NewUnit;
  areas: NewUnit[];
}

/** 600 units: a group, a works, four departments, six work areas with 98 teams each. */
export function benchUnits(): BenchUnits {
  const unit = (kind: string, name: string, parent: NewUnit | null): NewUnit => ({
    id: newId(),
    kind,
    name,
    parentId: parent?.id ?? null,
    from: LONG_AGO,
  });
  const group = unit('group', '量度集团', null);
  const works = unit('works', '量度盐场', group);
  const departments = ['工会办公室', '财务科', '生产科', '安全科'].map((name) => unit('department', name, works));
  const areas = Array.from({ length: AREAS }, (_, i) => unit('work_area', `${i + 1}工区`, works));
  const teams = areas.flatMap((area) => Array.from({ length: TEAMS }, (_, i) => unit('team', `${i + 1}班`, area)));
  return { all: [group, works, ...departments, ...areas, ...teams], works, areas };
}

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英文华玉萍红建国海燕云飞鹏宇浩然子轩雨晨欣怡佳琪梦洁思远志成永春梅雪松柏青山河江波涵博学良才德福康宁安泰和顺利民生光辉耀祖宗先进步向东方晓晴阳天地人心';
const MOST_NAMES = 40_000;

/** Distinct names of two or three signs, the same in every run. */
export function benchNames(count: number): string[] {
  const [surnames, given] = [[...SURNAMES], [...new Set(GIVEN)]];
  const names = new Set<string>();
  for (let n = 0; names.size < Math.min(count, MOST_NAMES); n += 1) {
    const step = (n * 2_654_435_761) % 4_294_967_296;
    const surname = surnames[n % surnames.length]!;
    const first = given[step % given.length]!;
    const second = n % 7 === 0 ? '' : given[Math.floor(step / 97) % given.length]!;
    names.add(surname + first + second);
  }
  return [...names];
}

/** Writes people by SQL alone: names with the house's own keys, spread evenly over the areas and teams. */
export async function fillPeople(pool: Pool, count: number, units: BenchUnits): Promise<void> {
  const rows: { name: string; key: string; grams: string[] }[] = [];
  for (const name of benchNames(count)) {
    const syllables = await readName(name);
    rows.push({ name, key: nameKey(name, syllables), grams: nameGrams(name, syllables) });
  }
  const homes = units.all.filter((unit) => unit.kind === 'team' || unit.kind === 'work_area').map((unit) => unit.id);
  await pool.query(`create table public.bench_name as
    select row_number() over () - 1 as number, * from jsonb_to_recordset('${JSON.stringify(rows)}'::jsonb) as r(name text, key text, grams text[])`);
  await pool.query(`create table public.bench_home as
    select row_number() over () - 1 as number, u.id, u.path from unnest('{${homes.join(',')}}'::uuid[]) with ordinality as h(id, n) join roster.unit u using (id)`);
  await pool.query('alter table roster.placement disable trigger user');
  await pool.query(
    `insert into roster.person (id, staff_number, name, name_key, name_grams, gender, phone, employment_kind, employed_from,
       unit_id, unit_path, created_at, updated_at)
     select gen_random_uuid(), 'B' || g, n.name, n.key, n.grams, case when g % 3 = 0 then 'female' else 'male' end,
       '138' || lpad((g % 100000000)::text, 8, '0'), 'contract', '${LONG_AGO}', h.id, h.path, now(), now()
     from generate_series(1, $1::int) as g
       join public.bench_name n on n.number = (g::bigint * 7919) % ${rows.length}
       join public.bench_home h on h.number = (g::bigint * 104729 / 3) % ${homes.length}`,
    [count],
  );
  await pool.query(`insert into roster.placement (id, person_id, unit_id, valid_from)
    select gen_random_uuid(), id, unit_id, employed_from from roster.person where unit_id is not null`);
  await pool.query('alter table roster.placement enable trigger user');
  await pool.query('drop table public.bench_name, public.bench_home');
  await pool.query('vacuum analyze');
}
