import { sql } from 'kysely';
import type { Context } from '#kernel';

/** Which schemes and states occur: the index is asked for the next pair after each, so that no state is counted through. */
export async function schemeStates(ctx: Context): Promise<{ scheme: string; state: string }[]> {
  const { rows } = await sql<{ scheme: string; state: string }>`
    with recursive met as (
      (select scheme, state from roster.enrolment where voided_at is null order by scheme, state limit 1)
      union all
      select n.scheme, n.state from met m cross join lateral (
        select e.scheme, e.state from roster.enrolment e
        where e.voided_at is null and (e.scheme, e.state) > (m.scheme, m.state) order by e.scheme, e.state limit 1) n
    )
    select scheme, state from met order by scheme, state`.execute(ctx.transaction);
  return rows;
}
