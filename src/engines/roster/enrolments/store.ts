import { sql } from 'kysely';
import { forSoMany, tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { RosterTables } from '../tables.generated';
import { subtreeRange } from '../rules';

export interface EnrolmentRecord {
  id: string;
  personId: string;
  scheme: string;
  state: string;
  validFrom: Day;
  validTo: Day | null;
  reason: string;
  source: string | null;
  recordedByName: string;
  isVoid: boolean;
  voidReason: string | null;
}

const selectEnrolments = (ctx: Context, transaction = ctx.transaction) =>
  tablesOf<RosterTables>(ctx, transaction)
    .selectFrom('roster.enrolment as e')
    .select([
      'e.id',
      'e.person_id as personId',
      'e.scheme',
      'e.state',
      'e.valid_from as validFrom',
      'e.valid_to as validTo',
      'e.reason',
      'e.source',
      'e.recorded_by_name as recordedByName',
      sql<boolean>`e.voided_at is not null`.as('isVoid'),
      'e.void_reason as voidReason',
    ]);

/** Everything about people in a scheme, or in all, oldest first. */
export function enrolmentRows(ctx: Context, personIds: readonly string[], scheme?: string): Promise<EnrolmentRecord[]> {
  const query = selectEnrolments(ctx, forSoMany(ctx, personIds.length))
    .where('e.person_id', '=', sql<string>`any(${[...personIds]}::uuid[])`)
    .orderBy('e.person_id')
    .orderBy('e.scheme')
    .orderBy('e.valid_from')
    .orderBy('e.recorded_at')
    .orderBy('e.id');
  return (scheme === undefined ? query : query.where('e.scheme', '=', scheme)).execute();
}

/** The rows of people are locked first, in one order, so that two acts on one person come one after the other. */
export async function holdPeople(ctx: Context, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from roster.person where id = any(${[...personIds]}::uuid[]) order by id for no key update`.execute(
    ctx.transaction,
  );
  return new Set(rows.map((row) => row.id));
}

export interface EnrolmentInsert {
  id: string;
  personId: string;
  scheme: string;
  state: string;
  from: Day;
  reason: string;
  source: string | null;
}

/** Ends what is open the day before and opens the next state, for many people in one statement. */
export async function insertEnrolments(ctx: Context, rows: readonly EnrolmentInsert[]): Promise<void> {
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as g(id uuid, "personId" uuid, scheme text, state text, "from" date, reason text, source text)
    )
    update roster.enrolment e set valid_to = g."from" - 1 from given g
    where e.person_id = g."personId" and e.scheme = g.scheme and e.valid_to is null and e.voided_at is null`.execute(
    ctx.transaction,
  );
  await sql`
    insert into roster.enrolment (id, person_id, scheme, state, valid_from, reason, source, recorded_at, recorded_by, recorded_by_name)
    select id, "personId", scheme, state, "from", reason, source, ${ctx.clock.now().toISOString()}::timestamptz,
      ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as g(id uuid, "personId" uuid, scheme text, state text, "from" date, reason text, source text)`.execute(
    ctx.transaction,
  );
}

/** Takes a state off the record; the one before it, whose end it was, goes on. */
export async function voidEnrolment(
  ctx: Context,
  { id, previousId, reason }: { id: string; previousId: string | null; reason: string },
): Promise<void> {
  await sql`
    update roster.enrolment set voided_at = ${ctx.clock.now().toISOString()}::timestamptz,
      voided_by_name = ${ctx.user?.name ?? ''}, void_reason = ${reason} where id = ${id}`.execute(ctx.transaction);
  if (previousId !== null)
    await sql`update roster.enrolment set valid_to = null where id = ${previousId}`.execute(ctx.transaction);
}

/** Whose state it is on a day: the row that covers it. A state of no day covers none. */
const isOn = (day: Day) => sql<boolean>`(e.voided_at is null and e.valid_from <= ${day}::date
  and (e.valid_to is null or e.valid_to >= ${day}::date))`;

export async function statesOn(
  ctx: Context,
  question: { scheme: string; day: Day; personIds: readonly string[] },
): Promise<{ personId: string; state: string; since: Day; source: string | null }[]> {
  const { rows } = await sql<{ personId: string; state: string; since: Day; source: string | null }>`
    select e.person_id as "personId", e.state, e.valid_from as since, e.source from roster.enrolment e
    where e.scheme = ${question.scheme} and e.person_id = any(${[...question.personIds]}::uuid[])
      and ${isOn(question.day)}`.execute(ctx.transaction);
  return rows;
}

/** Where people were on a day: the unit of that day, with its name and place in the tree of that day. */
const placesOn = (day: Day) => sql`
  select l.person_id, l.unit_id, v.name as unit_name, v.path as unit_path
  from roster.placement l join roster.unit_version v on v.unit_id = l.unit_id
    and v.valid_from <= ${day}::date and (v.valid_to is null or v.valid_to >= ${day}::date)
  where l.valid_from <= ${day}::date and (l.valid_to is null or l.valid_to >= ${day}::date)`;

/** A condition on the place of the day: within one of the subtrees; no subtree at all means nobody. */
function below(under: readonly string[]) {
  const within = under
    .map(subtreeRange)
    .map(({ from, to }) => sql<boolean>`(w.unit_path collate "C" >= ${from} and w.unit_path collate "C" < ${to})`);
  return within.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(within, sql` or `)})`;
}

export interface StaffPerson {
  personId: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  gender: 'female' | 'male';
  bornOn: Day | null;
  employmentKind: string;
  unitId: string | null;
  unitName: string | null;
  unitPath: string | null;
}

/** Whose unit is null has left: a retired member stays one. */
export interface EnrolledPerson extends StaffPerson {
  state: string;
  since: Day;
  source: string | null;
}

/** Who is in which state of a scheme on a day, by name. Those who have left stand under the unit of their last day. */
export async function enrolledRows(
  ctx: Context,
  question: {
    scheme: string;
    states: readonly string[];
    day: Day;
    /** Paths of the tree of the day; a person counts by the placement of the day, or by the last one before. */
    under: readonly string[];
    personIds?: readonly string[];
    after?: readonly [nameKey: string, id: string] | null;
    limit?: number;
  },
): Promise<EnrolledPerson[]> {
  const { scheme, states, day, under, personIds, after = null, limit } = question;
  const among = personIds === undefined ? sql`true` : sql`p.id = any(${[...personIds]}::uuid[])`;
  const next = after === null ? sql`true` : sql`(p.name_key, p.id) > (${after[0]}, ${after[1]}::uuid)`;
  const { rows } = await sql<EnrolledPerson>`
    select p.id as "personId", p.name, p.name_key as "nameKey", p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn",
      p.employment_kind as "employmentKind", e.state, e.valid_from as since, e.source,
      case when w.is_here then w.unit_id end as "unitId", w.unit_name as "unitName", w.unit_path as "unitPath"
    from roster.enrolment e join roster.person p on p.id = e.person_id
    left join lateral (
      select l.unit_id, v.name as unit_name, v.path collate "C" as unit_path,
        (l.valid_to is null or l.valid_to >= ${day}::date) as is_here
      from roster.placement l cross join lateral (select least(${day}::date, coalesce(l.valid_to, ${day}::date)) as last_day) d
      join roster.unit_version v on v.unit_id = l.unit_id
        and v.valid_from <= d.last_day and (v.valid_to is null or v.valid_to >= d.last_day)
      where l.person_id = p.id and l.valid_from <= ${day}::date order by l.valid_from desc limit 1
    ) w on true
    where e.scheme = ${scheme} and e.state = any(${[...states]}::text[]) and ${isOn(day)} and ${next} and ${among}
      and ${below(under)}
    order by p.name_key, p.id ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(ctx.transaction);
  return rows;
}

/** Staff of a day who are in none of some states of a scheme, by name. */
export async function notEnrolledRows(
  ctx: Context,
  question: {
    scheme: string;
    states: readonly string[];
    day: Day;
    under: readonly string[];
    after?: readonly [nameKey: string, id: string] | null;
    limit?: number;
  },
): Promise<StaffPerson[]> {
  const { scheme, states, day, under, after = null, limit } = question;
  const next = after === null ? sql`true` : sql`(p.name_key, p.id) > (${after[0]}, ${after[1]}::uuid)`;
  const { rows } = await sql<StaffPerson>`
    select p.id as "personId", p.name, p.name_key as "nameKey", p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn",
      p.employment_kind as "employmentKind", w.unit_id as "unitId", w.unit_name as "unitName", w.unit_path as "unitPath"
    from (${placesOn(day)}) w join roster.person p on p.id = w.person_id
    where ${below(under)} and ${next} and not exists (
      select from roster.enrolment e where e.person_id = p.id and e.scheme = ${scheme}
        and e.state = any(${[...states]}::text[]) and ${isOn(day)})
    order by p.name_key, p.id ${limit === undefined ? sql`` : sql`limit ${limit}`}`.execute(ctx.transaction);
  return rows;
}

export interface UnitRate {
  unitId: string;
  unitName: string;
  unitPath: string;
  /** Who was placed in the unit itself on the day. */
  staff: number;
  women: number;
  enrolled: number;
  enrolledWomen: number;
}

/** Staff and enrolled of the day, unit by unit as the tree stood; each person in the one unit of that day. */
export async function rateRows(
  ctx: Context,
  question: { scheme: string; states: readonly string[]; day: Day; under: readonly string[] },
): Promise<UnitRate[]> {
  const { scheme, states, day, under } = question;
  const { rows } = await sql<UnitRate>`
    select w.unit_id as "unitId", min(w.unit_name) as "unitName", min(w.unit_path) as "unitPath", count(*)::int as staff,
      count(*) filter (where p.gender = 'female')::int as women, count(e.id)::int as enrolled,
      count(e.id) filter (where p.gender = 'female')::int as "enrolledWomen"
    from (${placesOn(day)}) w join roster.person p on p.id = w.person_id
    left join roster.enrolment e on e.person_id = p.id and e.scheme = ${scheme}
      and e.state = any(${[...states]}::text[]) and ${isOn(day)}
    where ${below(under)}
    group by w.unit_id order by min(w.unit_path) collate "C"`.execute(ctx.transaction);
  return rows;
}
