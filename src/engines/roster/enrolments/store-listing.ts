import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { NameSearch } from '../rules';
import { searchCondition } from '../store/people';
import { inSubtrees } from '../store/units';

/** Somebody in a scheme today, as a register shows it. */
export interface ListedPerson {
  personId: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  gender: 'female' | 'male';
  bornOn: Day | null;
  employmentKind: string;
  state: string;
  /** When the present state began. */
  since: Day;
  /** When the person came in, through all states that count as being in; null in one that doesn't. */
  enteredOn: Day | null;
  unitId: string;
  unitName: string;
  unitPath: string;
  /** Null while the person works here; the unit is then the last one. */
  employedTo: Day | null;
}

export interface ListingQuestion {
  scheme: string;
  /** Wanted ones. */
  states: readonly string[];
  /** Those in which one counts as being in the scheme. */
  inside: readonly string[];
  under: readonly string[];
  search: NameSearch;
  /** Found as well, such as by the number of a card. */
  alsoIds?: readonly string[] | undefined;
  /** Nobody but these. */
  onlyIds?: readonly string[] | undefined;
  gender?: string | undefined;
  employmentKind?: string | undefined;
  isHere?: boolean | undefined;
  enteredFrom?: Day | undefined;
  enteredTo?: Day | undefined;
  after: readonly [nameKey: string, id: string] | null;
  limit: number;
}

/** The day on which the unbroken time in the scheme began that lasts today. A state of no day breaks nothing. */
const enteredOn = (question: ListingQuestion) => sql`
  select max(b.valid_from) as entered from (
    select s.state, s.valid_from, lag(s.state) over (order by s.valid_from, s.recorded_at, s.id) as before
    from roster.enrolment s where s.person_id = p.id and s.scheme = ${question.scheme} and s.voided_at is null
      and (s.valid_to is null or s.valid_to >= s.valid_from)
  ) b where b.state = any(${[...question.inside]}::text[]) and e.state = any(${[...question.inside]}::text[])
    and (b.before is null or b.before <> all(${[...question.inside]}::text[]))`;

function conditions(question: ListingQuestion): RawBuilder<unknown> {
  const { search, alsoIds, onlyIds, gender, employmentKind, enteredFrom, enteredTo, after } = question;
  const found = searchCondition(search);
  const parts = [
    alsoIds === undefined || alsoIds.length === 0
      ? found
      : sql<boolean>`(${found} or p.id = any(${[...alsoIds]}::uuid[]))`,
    ...(onlyIds === undefined ? [] : [sql<boolean>`p.id = any(${[...onlyIds]}::uuid[])`]),
    ...(gender === undefined ? [] : [sql<boolean>`p.gender = ${gender}`]),
    ...(employmentKind === undefined ? [] : [sql<boolean>`p.employment_kind = ${employmentKind}`]),
    ...(enteredFrom === undefined ? [] : [sql<boolean>`n.entered >= ${enteredFrom}::date`]),
    ...(enteredTo === undefined ? [] : [sql<boolean>`n.entered <= ${enteredTo}::date`]),
    ...(after === null ? [] : [sql<boolean>`(p.name_key, p.id) > (${after[0]}, ${after[1]}::uuid)`]),
  ];
  return sql`${sql.join(parts, sql` and `)}`;
}

/**
 * Who is in wanted states today, by name. Those who work here and those who have left are asked for apart: the first
 * walk along the index of names or of the unit's names, and few are in the second.
 */
export async function listedRows(ctx: Context, question: ListingQuestion): Promise<ListedPerson[]> {
  const { scheme, states, under, limit, isHere } = question;
  const half = (place: RawBuilder<unknown>, isWanted: RawBuilder<unknown>) => sql`(
    select p.id as "personId", p.name, p.name_key as "nameKey", p.staff_number as "staffNumber", p.gender,
      p.born_on as "bornOn", p.employment_kind as "employmentKind", e.state, e.valid_from as since,
      n.entered as "enteredOn", u.id as "unitId", u.name as "unitName", u.path as "unitPath", p.employed_to as "employedTo"
    from roster.person p
    join roster.enrolment e on e.person_id = p.id and e.scheme = ${scheme} and e.valid_to is null and e.voided_at is null
      and e.state = any(${[...states]}::text[])
    join roster.unit u on u.id = ${place}
    cross join lateral (${enteredOn(question)}) n
    where ${isWanted} and ${conditions(question)}
    order by p.name_key, p.id limit ${limit})`;
  const here = half(sql`p.unit_id`, sql`p.unit_path is not null and ${inSubtrees('p.unit_path', under)}`);
  const gone = half(
    sql`(select l.unit_id from roster.placement l where l.person_id = p.id order by l.valid_from desc limit 1)`,
    sql`p.unit_path is null and ${inSubtrees('u.path', under)}`,
  );
  const halves = isHere === undefined ? [here, gone] : [isHere ? here : gone];
  const { rows } = await sql<ListedPerson>`
    select * from (${sql.join(halves, sql` union all `)}) both_halves
    order by "nameKey", "personId" limit ${limit}`.execute(ctx.transaction);
  return rows;
}
