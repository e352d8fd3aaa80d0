import { sql } from 'kysely';
import type { Context } from '#kernel';

interface PersonMove {
  from: string;
  to: string;
}

/** The ids of what goes over from one record of a person to the other; a card stays a person's only one. */
export interface Followed {
  applications: string[];
  moves: string[];
  transfers: string[];
  hasCard: boolean;
  hasPortrait: boolean;
}

/** What would go over, and how much stays because the other record has its own: a card, a photo, an open application. */
export async function followable(ctx: Context, { from, to }: PersonMove): Promise<Followed & { clashes: number }> {
  const { rows } = await sql<Followed & { clashes: number }>`
    with open_twice as (
      select a.id from membership.application a where a.person_id = ${from} and a.due_on is not null
        and exists (select from membership.application b where b.person_id = ${to} and b.due_on is not null)
    ), card as (select exists (select from membership.card where person_id = ${from}) as has_it,
      exists (select from membership.card where person_id = ${to}) as is_taken
    ), portrait as (select exists (select from membership.portrait where person_id = ${from}) as has_it,
      exists (select from membership.portrait where person_id = ${to}) as is_taken)
    select array(select a.id::text from membership.application a where a.person_id = ${from}
        and a.id not in (select id from open_twice) order by a.id) as applications,
      array(select id::text from membership.move where person_id = ${from} order by id) as moves,
      array(select id::text from membership.transfer where person_id = ${from} order by id) as transfers,
      c.has_it and not c.is_taken as "hasCard", p.has_it and not p.is_taken as "hasPortrait",
      ((select count(*) from open_twice) + (c.has_it and c.is_taken)::int + (p.has_it and p.is_taken)::int)::int as clashes
    from card c, portrait p`.execute(ctx.transaction);
  return rows[0]!;
}

/** Brings the named rows from one record to the other; the same the other way round undoes it. */
export async function bringOver(ctx: Context, { from, to }: PersonMove, what: Followed): Promise<void> {
  await sql`
    with a as (update membership.application set person_id = ${to} where person_id = ${from} and id = any(${what.applications}::uuid[])),
      m as (update membership.move set person_id = ${to} where person_id = ${from} and id = any(${what.moves}::uuid[])),
      t as (update membership.transfer set person_id = ${to} where person_id = ${from} and id = any(${what.transfers}::uuid[])),
      c as (update membership.card set person_id = ${to} where person_id = ${from} and ${what.hasCard})
    update membership.portrait set person_id = ${to} where person_id = ${from} and ${what.hasPortrait}`.execute(
    ctx.transaction,
  );
}

export interface KeptMembership {
  applications: {
    kind: string;
    state: string;
    submittedOn: string;
    decidedOn: string | null;
    form: Record<string, unknown>;
  }[];
  moves: { toState: string; onDay: string; reason: string; note: string }[];
  card: { number: string; issuedOn: string } | null;
}

/** What is kept about one person, oldest first. */
export async function keptOf(ctx: Context, personId: string): Promise<KeptMembership> {
  const { rows } = await sql<KeptMembership>`
    select coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'state', state, 'submittedOn', submitted_on,
        'decidedOn', decided_on, 'form', form) order by submitted_on, id)
        from membership.application where person_id = ${personId}), '[]') as applications,
      coalesce((select jsonb_agg(jsonb_build_object('toState', to_state, 'onDay', on_day, 'reason', reason, 'note', note)
        order by on_day, id) from membership.move where person_id = ${personId} and voided_at is null), '[]') as moves,
      (select jsonb_build_object('number', number, 'issuedOn', issued_on) from membership.card
        where person_id = ${personId}) as card`.execute(ctx.transaction);
  return rows[0]!;
}
