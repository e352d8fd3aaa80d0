import { sql, type RawBuilder } from 'kysely';
import type { Day } from '#kernel/contract';
import { inSubtrees } from '../../store/units';
import type { Condition, Definition } from '../contract';
import { yearsBefore, type Ground } from '../rules';

export interface CohortQuestion extends Ground {
  readonly definition: Definition;
  /** Path that a unit has today; it stands for the place that this unit had on the day. */
  readonly under?: string | undefined;
  /** Only people whose unit of that day lies in these subtrees today. */
  readonly scopes?: readonly string[] | undefined;
  /** Only these people. */
  readonly ids?: readonly string[] | undefined;
}

type Sql = RawBuilder<unknown>;

/** Whether a row of a table with first and last day counts on the day. */
export function holdsOn(alias: string, day: Day): Sql {
  const [from, to] = [sql.ref(`${alias}.valid_from`), sql.ref(`${alias}.valid_to`)];
  return sql`(${from} <= ${day}::date and (${to} is null or ${to} >= ${day}::date))`;
}

/** Whether a version of a unit lay below another one, or is it. */
export const liesIn = (inner: string, outer: string): Sql =>
  sql`(${sql.ref(`${inner}.path`)} >= ${sql.ref(`${outer}.path`)}
    and ${sql.ref(`${inner}.path`)} < left(${sql.ref(`${outer}.path`)}, -1) || '0')`;

const textList = (list: readonly string[]) => sql`${[...list]}::text[]`;
const idList = (list: readonly string[]) => sql`${[...list]}::uuid[]`;

/** Units that on the day lay below those for which the condition on `a`, a version of that day, holds. */
const unitsBelow = (day: Day, which: Sql): Sql => sql`
  select v.unit_id from roster.unit_version a join roster.unit_version v on ${liesIn('v', 'a')}
  where ${which} and ${holdsOn('a', day)} and ${holdsOn('v', day)}`;

function ageCondition(day: Day, from: number | null, to: number | null): Sql {
  const oldest = to === null ? sql`` : sql` and p.born_on > ${yearsBefore(day, to + 1)}::date`;
  const youngest = from === null ? sql`` : sql` and p.born_on <= ${yearsBefore(day, from)}::date`;
  return sql`(p.born_on is not null${oldest}${youngest})`;
}

/** One condition over the person `p` who is placed by `l` on the day. */
function conditionSql(condition: Condition, { day, youthAge }: Ground): Sql {
  switch (condition.kind) {
    case 'post':
      return sql`exists (select from roster.post_holding h where h.person_id = l.person_id
        and h.post = any(${textList(condition.posts)}) and ${holdsOn('h', day)})`;
    case 'gender':
      return sql`p.gender = ${condition.gender}`;
    case 'age':
      return ageCondition(day, condition.from, condition.to);
    case 'youth':
      return ageCondition(day, null, youthAge);
    case 'employment':
      return sql`p.employment_kind = any(${textList(condition.kinds)})`;
    case 'units':
      return sql`l.unit_id in (${unitsBelow(day, sql`a.unit_id = any(${idList(condition.unitIds)})`)})`;
    case 'unitKind':
      return sql`l.unit_id in (select id from roster.unit where kind = any(${textList(condition.kinds)}))`;
    case 'frontLine':
      return sql`l.unit_id in (select x.id from roster.unit x join roster.unit_kind k on k.code = x.kind where k.is_front_line)`;
    case 'remote':
      return sql`l.unit_id in (${unitsBelow(day, sql`a.is_remote`)})`;
    case 'service':
      return sql`p.employed_from <= ${yearsBefore(day, condition.years)}::date`;
  }
}

/** A birthday that nobody has written down meets neither a condition of age nor its opposite. */
function asked(condition: Condition, ground: Ground): Sql {
  const so = conditionSql(condition, ground);
  if (!condition.isNot) return so;
  const isAge = condition.kind === 'age' || condition.kind === 'youth';
  return isAge ? sql`(p.born_on is not null and not ${so})` : sql`not (${so})`;
}

/** Where the people stand who are asked about, whatever the definition says. */
export function placeConditions(question: Omit<CohortQuestion, 'definition' | 'youthAge'>): Sql[] {
  const { day, under, scopes, ids } = question;
  const found: Sql[] = [holdsOn('l', day)];
  if (under !== undefined && under !== '/')
    found.push(
      sql`l.unit_id in (${unitsBelow(day, sql`a.unit_id = (select id from roster.unit where path = ${under})`)})`,
    );
  if (scopes !== undefined && !scopes.includes('/'))
    found.push(sql`l.unit_id in (select s.id from roster.unit s where ${inSubtrees('s.path', scopes)})`);
  if (ids !== undefined) found.push(sql`l.person_id = any(${idList(ids)})`);
  return found;
}

/**
 * The definition as one statement: who met a group on the day and in which unit. Each group is a select of its own, so
 * that the planner can begin each where the fewest rows are: at the posts, at the units, or at the people.
 */
export function whoMeets(question: CohortQuestion): Sql {
  const place = placeConditions(question);
  const groups = question.definition.anyOf.map(({ allOf }) => {
    const all = [...place, ...allOf.map((condition) => asked(condition, question))];
    return sql`select l.person_id, l.unit_id from roster.placement l join roster.person p on p.id = l.person_id
      where ${sql.join(all, sql` and `)}`;
  });
  return sql.join(groups, sql` union `);
}
