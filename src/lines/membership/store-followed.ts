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

/** How much is kept about people, and which applications are under way. */
export async function erasable(
  ctx: Context,
  personIds: readonly string[],
): Promise<{ applications: number; moves: number; cards: number; portraits: number; openKinds: string[] }> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<Awaited<ReturnType<typeof erasable>>>`
    select (select count(*)::int from membership.application where person_id = any(${people})) as applications,
      (select count(*)::int from membership.move where person_id = any(${people})) as moves,
      (select count(*)::int from membership.card where person_id = any(${people})) as cards,
      (select count(*)::int from membership.portrait where person_id = any(${people})) as portraits,
      array(select kind from membership.application where person_id = any(${people}) and due_on is not null
        order by id) as "openKinds"`.execute(ctx.transaction);
  return rows[0]!;
}

/** Photo and papers are parted from their rows; answers the files. */
export async function emptyFiles(ctx: Context, personIds: readonly string[]): Promise<string[]> {
  const people = sql`${[...personIds]}::uuid[]`;
  const { rows } = await sql<{ id: string }>`
    with photos as (delete from membership.portrait where person_id = any(${people}) returning file_id as id),
      had as (select paper_id as id from membership.application where person_id = any(${people}) and paper_id is not null),
      parted as (update membership.application set paper_id = null where person_id = any(${people}))
    select id from photos union select id from had`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function emptyMembership(
  ctx: Context,
  person: { readonly ids: readonly string[]; readonly accountIds: readonly string[]; readonly shownAs: string },
): Promise<void> {
  const people = sql`${[...person.ids]}::uuid[]`;
  const accounts = sql`${[...person.accountIds]}::uuid[]`;
  await sql`
    with steps as (
      update membership.application_step s set note = '', details = '{}',
        recorded_by_name = case when s.recorded_by = any(${accounts}) then ${person.shownAs} else s.recorded_by_name end
      from membership.application a where a.id = s.application_id and a.person_id = any(${people})
    ), moves as (update membership.move set note = '', document = '' where person_id = any(${people})),
      transfers as (update membership.transfer set destination = '—', form_number = '', receipt_note = ''
        where person_id = any(${people})),
      cards as (delete from membership.card where person_id = any(${people}))
    update membership.application set form = '{}', declaration = null,
      entered_by_name = case when entered_by = any(${accounts}) then ${person.shownAs} else entered_by_name end
    where person_id = any(${people})`.execute(ctx.transaction);
}
