import { sql, type RawBuilder } from 'kysely';
import type { Day } from '#kernel/contract';
import type { Definition } from '../contract';
import { isAboutUnit, unitsMeant, type DayTree, type PersonCondition, type Where } from '../places';
import { yearsBefore, type Ground } from '../rules';

export interface CohortQuestion extends Ground, Where {
  readonly definition: Definition;
  /** The tree of the day. */
  readonly tree: DayTree;
  /** Only these people. */
  readonly ids?: readonly string[] | undefined;
}

type Sql = RawBuilder<unknown>;

/** Whether a row of a table with first and last day counts on the day. */
export function holdsOn(alias: string, day: Day): Sql {
  const [from, to] = [sql.ref(`${alias}.valid_from`), sql.ref(`${alias}.valid_to`)];
  return sql`(${from} <= ${day}::date and (${to} is null or ${to} >= ${day}::date))`;
}

const texts = (list: readonly string[]): Sql => sql`any(${[...list]}::text[])`;
export const among = (list: readonly string[]): Sql => sql`any(${[...list]}::uuid[])`;

function ageSql(day: Day, from: number | null, to: number | null): Sql {
  const oldest = to === null ? sql`true` : sql`p.born_on > ${yearsBefore(day, to + 1)}::date`;
  const youngest = from === null ? sql`true` : sql`p.born_on <= ${yearsBefore(day, from)}::date`;
  return sql`(${oldest} and ${youngest})`;
}

/** One condition over the person `p` who is placed by `l` on the day. */
function conditionSql(condition: PersonCondition, { day, youthAge }: Ground): Sql {
  switch (condition.kind) {
    case 'post':
      return sql`exists (select from roster.post_holding h where h.person_id = l.person_id
        and h.post = ${texts(condition.posts)} and ${holdsOn('h', day)})`;
    case 'gender':
      return sql`p.gender = ${condition.gender}`;
    case 'age':
      return ageSql(day, condition.from, condition.to);
    case 'youth':
      return ageSql(day, null, youthAge);
    case 'employment':
      return sql`p.employment_kind = ${texts(condition.kinds)}`;
    case 'service':
      return sql`p.employed_from <= ${yearsBefore(day, condition.years)}::date`;
    case 'enrolment':
      return sql`exists (select from roster.enrolment e where e.person_id = l.person_id and e.scheme = ${condition.scheme}
        and e.state = ${texts(condition.states)} and e.voided_at is null and ${holdsOn('e', day)})`;
    case 'migrant':
      return sql`p.is_migrant`;
  }
}

const isAboutAge = ({ kind }: PersonCondition): boolean => kind === 'age' || kind === 'youth';

/** A birthday that nobody has written down meets neither a condition of age nor its opposite. */
function asked(condition: PersonCondition, ground: Ground): Sql {
  const so = conditionSql(condition, ground);
  const known = isAboutAge(condition) ? sql`p.born_on is not null and ` : sql``;
  return condition.isNot ? sql`(${known}not ${so})` : sql`(${known}${so})`;
}

/** Who is placed in one of the units on the day; null stands for all units. */
export function placedIn(unitIds: readonly string[] | null, day: Day, ids: readonly string[] | undefined): Sql {
  const where = [holdsOn('l', day)];
  if (unitIds !== null) where.push(sql`l.unit_id = ${among(unitIds)}`);
  if (ids !== undefined) where.push(sql`l.person_id = ${among(ids)}`);
  return sql.join(where, sql` and `);
}

/**
 * The definition as one statement over placements, posts and people: who met a group on the day, and in which unit. What
 * is asked of units has become a list of them, so that the planner knows how many there are; each group is a select of
 * its own, which begins where the fewest rows are; and the person's own row is looked at only where something is asked of
 * it.
 */
export function whoMeets(question: CohortQuestion): Sql {
  const { definition, tree, day, ids } = question;
  const groups = definition.anyOf.map(({ allOf }) => {
    const about = allOf.filter((condition): condition is PersonCondition => !isAboutUnit(condition));
    const units = unitsMeant(tree, question, allOf.filter(isAboutUnit));
    const isOwnRowAsked = about.some(({ kind }) => kind !== 'post' && kind !== 'enrolment');
    const person = isOwnRowAsked ? sql` join roster.person p on p.id = l.person_id` : sql``;
    const all = [placedIn(units, day, ids), ...about.map((condition) => asked(condition, question))];
    return sql`select l.person_id, l.unit_id from roster.placement l${person} where ${sql.join(all, sql` and `)}`;
  });
  return sql.join(groups, sql` union `);
}
