import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '../rules';

/** How many people were not noted before. */
export async function insertParticipation(
  ctx: Context,
  presence: { kind: string; subject: string; heldOn: Day; personIds: readonly string[] },
): Promise<number> {
  const { rows } = await sql`
    insert into roster.participation (person_id, held_on, kind, subject)
    select id, ${presence.heldOn}::date, ${presence.kind}, ${presence.subject}
    from unnest(${[...presence.personIds]}::uuid[]) as given(id)
    on conflict do nothing returning person_id`.execute(ctx.transaction);
  return rows.length;
}

export async function deleteParticipation(
  ctx: Context,
  { kind, subject, personIds }: { kind: string; subject: string; personIds?: readonly string[] | undefined },
): Promise<number> {
  const { rows } = await sql`
    delete from roster.participation where kind = ${kind} and subject = ${subject}
      ${personIds === undefined ? sql`` : sql`and person_id = any(${[...personIds]}::uuid[])`}
    returning person_id`.execute(ctx.transaction);
  return rows.length;
}

export interface ParticipationFigure {
  /** Distinct people over all modules. */
  people: number;
  /** Who was on the roster at the end of the days. */
  staff: number;
  byKind: { kind: string; people: number; times: number }[];
}

/** Who took part in anything on days of an interval, beside the staff of its last day, both by the unit of
 * that last day in that day's tree, so that the share can't exceed one.
 */
export async function participationFigure(
  ctx: Context,
  { from, to, under }: { from: Day; to: Day; under: readonly string[] },
): Promise<ParticipationFigure> {
  const within = under
    .map(subtreeRange)
    .map((range) => sql`(v.path collate "C" >= ${range.from} and v.path collate "C" < ${range.to})`);
  const { rows } = await sql<ParticipationFigure>`
    with staff as materialized (
      select l.person_id from roster.placement l join roster.unit_version v on v.unit_id = l.unit_id
        and v.valid_from <= ${to}::date and (v.valid_to is null or v.valid_to >= ${to}::date)
      where l.valid_from <= ${to}::date and (l.valid_to is null or l.valid_to >= ${to}::date)
        and ${within.length === 0 ? sql`false` : sql`(${sql.join(within, sql` or `)})`}
    ), taken as materialized (
      select p.person_id, p.kind, p.held_on from roster.participation p join staff s on s.person_id = p.person_id
      where p.held_on between ${from}::date and ${to}::date
    )
    select (select count(distinct person_id) from taken)::int as people, (select count(*) from staff)::int as staff,
      coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'people', people, 'times', times) order by kind) from (
        select kind, count(distinct person_id)::int as people, count(distinct (person_id, held_on))::int as times
        from taken group by kind) k), '[]') as "byKind"`.execute(ctx.transaction);
  return rows[0]!;
}
