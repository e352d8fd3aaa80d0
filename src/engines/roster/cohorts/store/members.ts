import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { unitsMeant, type DayTree, type Where } from '../places';
import type { PersonFacts } from '../rules';
import { holdsOn, placedIn, whoMeets, type CohortQuestion } from './statement';

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

type Found = Omit<CohortMember, 'unitName' | 'unitPath'>;

/** The unit of the day with the name that it had. */
function placed<Row extends Found>(rows: readonly Row[], tree: DayTree): (Row & CohortMember)[] {
  return rows.flatMap((row) => {
    const place = tree.get(row.unitId);
    return place === undefined ? [] : { ...row, unitName: place.name, unitPath: place.pathToday };
  });
}

/** Who is in on the day, by name. */
export async function memberRows(ctx: Context, question: CohortQuestion, page?: PageOfPeople): Promise<CohortMember[]> {
  const { rows } = await sql<Found>`
    select p.id, p.name, p.staff_number as "staffNumber", m.unit_id as "unitId", p.name_key as "nameKey"
    from (${whoMeets(question)}) m join roster.person p on p.id = m.person_id
    where ${pageBegin(page)} order by p.name_key, p.id${pageEnd(page)}`.execute(ctx.transaction);
  return placed(rows, question.tree);
}

export async function memberCount(ctx: Context, question: CohortQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${whoMeets(question)}) met`.execute(ctx.transaction);
  return rows[0]!.count;
}

type OwnFacts = Omit<PersonFacts, 'unitName' | 'unitKind' | 'isFrontLine' | 'within' | 'remoteName' | 'posts'> & {
  readonly posts: readonly { post: string; unitId: string; from: Day }[];
};

/** What is known of people on a day, of those who stand where is asked. */
export async function factsOn(
  ctx: Context,
  question: Where & { day: Day; tree: DayTree; ids: readonly string[] },
): Promise<Map<string, PersonFacts>> {
  const { day, tree } = question;
  const { rows } = await sql<OwnFacts>`
    select p.id as "personId", p.name, p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn",
      p.employment_kind as "employmentKind", p.employed_from as "employedFrom", l.unit_id as "unitId",
      p.is_migrant as "isMigrant", coalesce((
        select json_agg(json_build_object('scheme', e.scheme, 'state', e.state, 'from', e.valid_from) order by e.scheme)
        from roster.enrolment e where e.person_id = p.id and e.voided_at is null and ${holdsOn('e', day)}), '[]') as enrolments,
      coalesce((
        select json_agg(json_build_object('post', h.post, 'unitId', h.unit_id, 'from', h.valid_from) order by h.valid_from, h.id)
        from roster.post_holding h where h.person_id = p.id and ${holdsOn('h', day)}), '[]') as posts
    from roster.placement l join roster.person p on p.id = l.person_id
    where ${placedIn(unitsMeant(tree, question, []), day, question.ids)}`.execute(ctx.transaction);
  const facts = rows.flatMap(({ posts, ...own }): PersonFacts[] => {
    const place = tree.get(own.unitId);
    if (place === undefined) return [];
    const held = posts.map(({ post, unitId, from }) => ({ post, unitName: tree.get(unitId)?.name ?? '', from }));
    return [{ ...own, unitName: place.name, place, posts: held }];
  });
  return new Map(facts.map((one) => [one.personId, one]));
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
  const { rows } = await sql<Omit<DifferenceRow, 'unitName' | 'unitPath'>>`
    with inside as (${whoMeets(inside)}), outside as (${whoMeets(outside)})
    select p.id, p.name, p.staff_number as "staffNumber", m.unit_id as "unitId", p.name_key as "nameKey",
      p.employed_from as "employedFrom", p.employed_to as "employedTo"
    from inside m join roster.person p on p.id = m.person_id
    where not exists (select from outside o where o.person_id = m.person_id) and ${pageBegin(page)}
    order by p.name_key, p.id limit ${page.limit}`.execute(ctx.transaction);
  return placed(rows, inside.tree);
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
