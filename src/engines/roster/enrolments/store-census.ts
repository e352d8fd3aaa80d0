import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inSubtrees } from '../store/units';

/** What a census counts. Staff are those who work here on the day; who has left stands under the last unit. */
export const censusParts = [
  'staff',
  'staffWomen',
  'enrolled',
  'enrolledWomen',
  'dispatched',
  'temporary',
  'migrant',
  'outside',
  'resting',
  'undecided',
  'entered',
  'went',
] as const;
export type CensusPart = (typeof censusParts)[number];

export interface CensusQuestion {
  scheme: string;
  /** In which one counts fully, such as those with a vote. */
  full: readonly string[];
  /** In which one counts as being in, fully or not. */
  inside: readonly string[];
  day: Day;
  /** The first day of the period in which people came or went. */
  from: Day;
  /** Paths of today's tree. */
  under: readonly string[];
}

/**
 * One line for each person who has worked in the subtrees until the day: the last unit, the state of the day, and whether
 * the person came into the scheme or went out of it in the period. A state that held on no day is passed over.
 */
function faces(question: CensusQuestion): RawBuilder<unknown> {
  const { scheme, day, from, under } = question;
  const full = sql`${[...question.full]}::text[]`;
  const inside = sql`${[...question.inside]}::text[]`;
  // Person by person along indexes: whatever the planner believes of tables that were filled a moment ago, it can't do worse.
  return sql`
    with place as (
      select distinct on (l.person_id) l.person_id, l.unit_id, (l.valid_to is null or l.valid_to >= ${day}::date) as is_here
      from roster.placement l where l.valid_from <= ${day}::date order by l.person_id, l.valid_from desc
    ), face as (
      select p.id, p.name, p.name_key, p.staff_number, p.gender, p.employment_kind, p.is_migrant, u.id as unit_id, u.name as unit_name,
        u.path as unit_path, w.is_here, c.state, c.since, coalesce(c.state = any(${full}), false) as is_full,
        coalesce(c.state = any(${inside}) and c.state <> all(${full}), false) as is_resting,
        coalesce(c.has_entered, false) as has_entered, coalesce(c.has_gone, false) as has_gone
      from place w join roster.person p on p.id = w.person_id join roster.unit u on u.id = w.unit_id
      cross join lateral (
        select max(b.state) filter (where b.is_on) as state, max(b.valid_from) filter (where b.is_on) as since,
          bool_or(b.valid_from >= ${from}::date and b.state = any(${inside})
            and (b.before is null or b.before <> all(${inside}))) as has_entered,
          bool_or(b.valid_from >= ${from}::date and b.state <> all(${inside}) and b.before = any(${inside})) as has_gone
        from (
          select s.state, s.valid_from, (s.valid_to is null or s.valid_to >= ${day}::date) as is_on,
            lag(s.state) over (order by s.valid_from, s.recorded_at, s.id) as before
          from roster.enrolment s where s.person_id = w.person_id and s.scheme = ${scheme} and s.voided_at is null
            and s.valid_from <= ${day}::date and (s.valid_to is null or s.valid_to >= s.valid_from)
        ) b
      ) c
      where ${inSubtrees('u.path', under)}
    )`;
}

const conditions: Readonly<Record<CensusPart, RawBuilder<boolean>>> = {
  staff: sql<boolean>`f.is_here`,
  staffWomen: sql<boolean>`f.is_here and f.gender = 'female'`,
  enrolled: sql<boolean>`f.is_here and f.is_full`,
  enrolledWomen: sql<boolean>`f.is_here and f.is_full and f.gender = 'female'`,
  dispatched: sql<boolean>`f.is_here and f.is_full and f.employment_kind = 'dispatched'`,
  temporary: sql<boolean>`f.is_here and f.is_full and f.employment_kind in ('temporary', 'seasonal')`,
  migrant: sql<boolean>`f.is_here and f.is_full and f.is_migrant`,
  outside: sql<boolean>`f.is_here and not f.is_full and not f.is_resting`,
  resting: sql<boolean>`f.is_resting`,
  undecided: sql<boolean>`f.is_full and not f.is_here`,
  entered: sql<boolean>`f.has_entered`,
  went: sql<boolean>`f.has_gone`,
};

export type CensusRow = { unitId: string; unitName: string; unitPath: string } & Record<CensusPart, number>;

/** The counts of each unit that has any, by its own people; sums of subtrees are for whoever asks. */
export async function censusRows(ctx: Context, question: CensusQuestion): Promise<CensusRow[]> {
  const counts = censusParts.map((part) => sql`count(*) filter (where ${conditions[part]})::int as ${sql.ref(part)}`);
  const { rows } = await sql<CensusRow>`${faces(question)}
    select f.unit_id as "unitId", min(f.unit_name) as "unitName", f.unit_path as "unitPath", ${sql.join(counts)}
    from face f group by f.unit_id, f.unit_path order by f.unit_path`.execute(ctx.transaction);
  return rows;
}

export interface CensusPerson {
  personId: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  gender: 'female' | 'male';
  employmentKind: string;
  unitName: string;
  state: string | null;
  since: Day | null;
}

/** The people behind one count, by name. */
export async function censusPeopleRows(
  ctx: Context,
  question: CensusQuestion & {
    part: CensusPart;
    /** The people of this unit itself, without those below it. */
    onlyIn?: string | undefined;
    after: readonly [nameKey: string, id: string] | null;
    limit: number;
  },
): Promise<CensusPerson[]> {
  const { part, onlyIn, after, limit } = question;
  const own = onlyIn === undefined ? sql`true` : sql`f.unit_id = ${onlyIn}`;
  const next = after === null ? sql`true` : sql`(f.name_key, f.id) > (${after[0]}, ${after[1]}::uuid)`;
  const { rows } = await sql<CensusPerson>`${faces(question)}
    select f.id as "personId", f.name, f.name_key as "nameKey", f.staff_number as "staffNumber", f.gender,
      f.employment_kind as "employmentKind", f.unit_name as "unitName", f.state, f.since
    from face f where ${conditions[part]} and ${own} and ${next} order by f.name_key, f.id limit ${limit}`.execute(
    ctx.transaction,
  );
  return rows;
}
