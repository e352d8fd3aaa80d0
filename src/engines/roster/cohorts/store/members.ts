import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonFacts } from '../rules';
import { holdsOn, placeConditions, whoMeets, type CohortQuestion } from './statement';

export interface CohortMember {
  readonly id: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly unitId: string;
  /** As the unit was called on the day. */
  readonly unitName: string;
  /** Where it lies today, for rights. */
  readonly unitPath: string;
  readonly nameKey: string;
}

export interface PageOfPeople {
  readonly after: readonly [nameKey: string, id: string] | null;
  readonly limit: number;
}

const pageEnd = (page: PageOfPeople | undefined) => (page === undefined ? sql`` : sql` limit ${page.limit}`);
const pageBegin = (page: PageOfPeople | undefined) =>
  page?.after ? sql`(p.name_key, p.id) > (${page.after[0]}, ${page.after[1]}::uuid)` : sql`true`;

/** Who is in on the day, by name. */
export async function memberRows(ctx: Context, question: CohortQuestion, page?: PageOfPeople): Promise<CohortMember[]> {
  const { rows } = await sql<CohortMember>`
    with met as (${whoMeets(question)}), page as (
      select m.person_id, m.unit_id, p.name, p.staff_number, p.name_key, p.id
      from met m join roster.person p on p.id = m.person_id
      where ${pageBegin(page)} order by p.name_key, p.id${pageEnd(page)}
    )
    select g.id, g.name, g.staff_number as "staffNumber", g.unit_id as "unitId", v.name as "unitName", u.path as "unitPath",
      g.name_key as "nameKey"
    from page g join roster.unit u on u.id = g.unit_id
      join roster.unit_version v on v.unit_id = g.unit_id and ${holdsOn('v', question.day)}
    order by g.name_key, g.id`.execute(ctx.transaction);
  return rows;
}

export async function memberCount(ctx: Context, question: CohortQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${whoMeets(question)}) met`.execute(ctx.transaction);
  return rows[0]!.count;
}

/** What is known of people on a day, of those who stand where is asked. */
export async function factsOn(
  ctx: Context,
  question: { day: Day; ids: readonly string[]; under?: string | undefined; scopes?: readonly string[] | undefined },
): Promise<Map<string, PersonFacts>> {
  const { day } = question;
  const { rows } = await sql<PersonFacts>`
    with placed as materialized (
      select l.person_id, l.unit_id from roster.placement l where ${sql.join(placeConditions(question), sql` and `)}
    ), place as materialized (
      select v.unit_id, v.name, x.kind, k.is_front_line, array_agg(a.unit_id order by a.path) as within,
        (array_agg(a.name order by a.path desc) filter (where a.is_remote))[1] as remote_name
      from (select distinct unit_id from placed) d
        join roster.unit_version v on v.unit_id = d.unit_id and ${holdsOn('v', day)}
        join roster.unit x on x.id = v.unit_id join roster.unit_kind k on k.code = x.kind
        join roster.unit_version a on starts_with(v.path, a.path) and ${holdsOn('a', day)}
      group by v.unit_id, v.name, x.kind, k.is_front_line
    )
    select p.id as "personId", p.name, p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn",
      p.employment_kind as "employmentKind", p.employed_from as "employedFrom", l.unit_id as "unitId", c.name as "unitName",
      c.kind as "unitKind", c.is_front_line as "isFrontLine", c.within, c.remote_name as "remoteName",
      coalesce((
        select json_agg(json_build_object('post', h.post, 'unitName', w.name, 'from', h.valid_from) order by h.valid_from, h.id)
        from roster.post_holding h join roster.unit_version w on w.unit_id = h.unit_id and ${holdsOn('w', day)}
        where h.person_id = p.id and ${holdsOn('h', day)}), '[]') as posts
    from placed l join roster.person p on p.id = l.person_id join place c on c.unit_id = l.unit_id`.execute(
    ctx.transaction,
  );
  return new Map(rows.map((row) => [row.personId, row]));
}

export interface DifferenceRow extends CohortMember {
  readonly employedFrom: Day;
  readonly employedTo: Day | null;
}

/** Who is in on the one day and not on the other, by name, as they were on the day on which they are in. */
export async function differenceRows(
  ctx: Context,
  inside: CohortQuestion,
  outside: CohortQuestion,
  page: PageOfPeople,
): Promise<DifferenceRow[]> {
  const { rows } = await sql<DifferenceRow>`
    with inside as (${whoMeets(inside)}), outside as (${whoMeets(outside)})
    select p.id, p.name, p.staff_number as "staffNumber", m.unit_id as "unitId", v.name as "unitName", u.path as "unitPath",
      p.name_key as "nameKey", p.employed_from as "employedFrom", p.employed_to as "employedTo"
    from inside m join roster.person p on p.id = m.person_id join roster.unit u on u.id = m.unit_id
      join roster.unit_version v on v.unit_id = m.unit_id and ${holdsOn('v', inside.day)}
    where not exists (select from outside o where o.person_id = m.person_id) and ${pageBegin(page)}
    order by p.name_key, p.id limit ${page.limit}`.execute(ctx.transaction);
  return rows;
}

export async function differenceCounts(
  ctx: Context,
  earlier: CohortQuestion,
  later: CohortQuestion,
): Promise<{ earlier: number; later: number; came: number; went: number }> {
  const { rows } = await sql<{ earlier: number; later: number; came: number; went: number }>`
    with earlier as (${whoMeets(earlier)}), later as (${whoMeets(later)})
    select count(e.person_id)::int as earlier, count(l.person_id)::int as later,
      count(*) filter (where e.person_id is null)::int as came, count(*) filter (where l.person_id is null)::int as went
    from earlier e full join later l on l.person_id = e.person_id`.execute(ctx.transaction);
  return rows[0]!;
}
