import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inSubtrees } from '../store/units';
import type { DueRow, Erasure, ErasureState } from './contract';
import type { ErasedRows, Keep } from './person-eraser';

/** The record and all that were merged into it: one person's data. */
export async function recordsOf(ctx: Context, personId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select p.id from roster.person p
    where p.id = ${personId} or p.merged_into_id = ${personId} order by p.id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

/** Holds the records until the commit, so that nobody appoints or places the person meanwhile. */
export async function holdRecords(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`select from roster.person where id = any(${[...ids]}::uuid[]) order by id for update`.execute(
    ctx.transaction,
  );
}

/** What of the roster itself stands against an erasure. `ends`: `scheme:state` out of which nothing leads. */
export interface OwnKeep {
  code: 'employed' | 'post' | 'enrolment' | 'seat';
  /** The unit, post, scheme or body that it is about. */
  about: string;
  state: string | null;
  until: Day | null;
}

export async function keepRows(ctx: Context, ids: readonly string[], ends: readonly string[]): Promise<OwnKeep[]> {
  const today = ctx.clock.today();
  const all = sql`${[...ids]}::uuid[]`;
  const { rows } = await sql<OwnKeep>`
    select 'employed' as code, u.name as about, null as state, p.employed_to as until
      from roster.person p join roster.placement l on l.person_id = p.id and (l.valid_to is null or l.valid_to >= ${today}::date)
      join roster.unit u on u.id = l.unit_id where p.id = any(${all})
    union all
    select 'post', t.name || ' · ' || u.name, t.english_name || ' · ' || u.name, h.valid_to from roster.post_holding h
      join roster.post t on t.code = h.post join roster.unit u on u.id = h.unit_id
      where h.person_id = any(${all}) and (h.valid_to is null or h.valid_to >= ${today}::date)
    union all
    select 'enrolment', e.scheme, e.state, e.valid_to from roster.enrolment e
      where e.person_id = any(${all}) and e.voided_at is null and (e.valid_to is null or e.valid_to >= ${today}::date)
        and e.scheme || ':' || e.state <> all(${[...ends]}::text[])
    union all
    select 'seat', b.name, null, s.valid_to from roster.body_seat s join roster.body_term t on t.id = s.term_id
      join roster.body b on b.id = t.body_id
      where s.person_id = any(${all}) and s.valid_to >= ${today}::date and b.dissolved_on is null`.execute(
    ctx.transaction,
  );
  return rows;
}

/** Until when merges of these records can be undone, or null. */
export async function lastMergeOf(ctx: Context, ids: readonly string[]): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`select max(made_at) as at from roster.person_merge
    where undone_at is null and not is_forgotten
      and (survivor_id = any(${[...ids]}::uuid[]) or merged_id = any(${[...ids]}::uuid[]))`.execute(ctx.transaction);
  return rows[0]?.at ?? null;
}

const lastDay = (ends: readonly string[]) => sql<Day>`greatest(p.employed_to,
  (select max(h.valid_to) from roster.post_holding h where h.person_id = p.id),
  (select max(case when e.scheme || ':' || e.state = any(${[...ends]}::text[]) then e.valid_from else e.valid_to end)
    from roster.enrolment e where e.person_id = p.id and e.voided_at is null),
  (select max(s.valid_to) from roster.body_seat s where s.person_id = p.id))`;

/** The day on which the last of all ended. */
export async function lastDayOf(ctx: Context, ids: readonly string[], ends: readonly string[]): Promise<Day | null> {
  const { rows } = await sql<{ day: Day | null }>`select max(${lastDay(ends)}) as day from roster.person p
    where p.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows[0]?.day ?? null;
}

interface DueQuestion {
  scopes: readonly string[];
  ends: readonly string[];
  years: number;
  after: readonly [day: string, id: string] | null;
  limit: number;
}
export type FoundDue = DueRow & { employedTo: Day };

/** Who has been gone long enough, or is blocked and no law keeps the books any more. */
export async function dueRows(ctx: Context, question: DueQuestion): Promise<FoundDue[]> {
  const { scopes, ends, years, after, limit } = question;
  const today = sql`${ctx.clock.today()}::date`;
  const span = sql`make_interval(years => ${years})`;
  const next = after === null ? sql`true` : sql`(p.employed_to, p.id) > (${after[0]}::date, ${after[1]}::uuid)`;
  const { rows } = await sql<FoundDue>`
    select p.id as "personId", p.name as "personName", p.staff_number as "staffNumber", u.name as "unitName",
      d.day as "lastDay", (d.day + ${span} + interval '1 day')::date as "dueOn", p.blocked_on is not null as "isBlocked",
      p.employed_to as "employedTo"
    from roster.person p cross join lateral (select ${lastDay(ends)} as day) d
      join roster.unit u on u.id = (select l.unit_id from roster.placement l where l.person_id = p.id
        order by l.valid_from desc limit 1)
    where p.unit_path is null and p.merged_into_id is null and p.erased_on is null
      and p.employed_to + ${span} < ${today} and d.day + ${span} < ${today} and ${next}
      and (p.blocked_on is null or p.blocked_until < ${today})
      and not exists (select from roster.enrolment e where e.person_id = p.id and e.voided_at is null
        and e.valid_to is null and e.scheme || ':' || e.state <> all(${[...ends]}::text[]))
      and not exists (select from roster.erasure r where r.person_id = p.id and r.state in ('requested', 'proposed'))
      and ${inSubtrees('u.path', scopes)}
    order by p.employed_to, p.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

type StoredErasure = Omit<Erasure, 'keeps' | 'askedAt' | 'proposedAt' | 'decidedAt'> & {
  keeps: Keep[];
  askedAt: Date | null;
  proposedAt: Date | null;
  decidedAt: Date | null;
  proposedBy: string | null;
  rightsPath: string;
  isErased: boolean;
  isBlocked: boolean;
};
export type ErasureRecord = StoredErasure;

const selected = sql`
  select r.id, r.person_id as "personId", p.name as "personName",
    case when p.erased_on is null then p.staff_number end as "staffNumber", u.name as "unitName", r.basis, r.state, r.outcome,
    r.wish, r.asked_at as "askedAt", r.due_on as "dueOn", r.reason, r.proposed_at as "proposedAt",
    r.proposed_by as "proposedBy", r.proposed_by_name as "proposedByName", r.keeps, r.answer, r.decided_at as "decidedAt",
    r.decided_by_name as "decidedByName", u.path as "rightsPath", p.erased_on is not null as "isErased",
    p.blocked_on is not null as "isBlocked"
  from roster.erasure r join roster.person p on p.id = r.person_id
    join roster.unit u on u.id = coalesce(p.unit_id, (select l.unit_id from roster.placement l where l.person_id = p.id
      order by l.valid_from desc limit 1))`;

export interface ErasureQuestion {
  scopes: readonly string[];
  state?: ErasureState | undefined;
  before: string | null;
  limit: number;
}

/** The latest first. */
export async function erasureRows(ctx: Context, question: ErasureQuestion): Promise<ErasureRecord[]> {
  const { scopes, state, before, limit } = question;
  const { rows } = await sql<ErasureRecord>`${selected} where ${inSubtrees('u.path', scopes)}
    and (${before}::uuid is null or r.id < ${before}::uuid) and (${state ?? null}::text is null or r.state = ${state ?? null})
    order by r.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** To decide it, it is held until the commit. */
export async function erasureById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<ErasureRecord | null> {
  if (mode === 'lock') await sql`select from roster.erasure where id = ${id} for update`.execute(ctx.transaction);
  const { rows } = await sql<ErasureRecord>`${selected} where r.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The latest of a person, or the one that is under way. */
export async function latestOf(ctx: Context, personId: string, which: 'asked' | 'open'): Promise<ErasureRecord | null> {
  const meant = which === 'asked' ? sql`r.asked_at is not null` : sql`r.state in ('requested', 'proposed')`;
  const { rows } = await sql<ErasureRecord>`${selected} where r.person_id = ${personId} and ${meant}
    order by r.id desc limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function insertRequest(
  ctx: Context,
  asked: { personId: string; wish: string | null; dueOn: Day; refusedFor: readonly Keep[]; by: string },
): Promise<string> {
  const id = newId();
  const at = ctx.clock.now().toISOString();
  const isRefused = asked.refusedFor.length > 0;
  await sql`insert into roster.erasure (id, person_id, basis, state, wish, asked_at, due_on, keeps, decided_at, decided_by_name)
    values (${id}, ${asked.personId}, 'request', ${isRefused ? 'refused' : 'requested'}, ${asked.wish}, ${at}::timestamptz,
      ${asked.dueOn}::date, ${JSON.stringify(asked.refusedFor)}::jsonb, ${isRefused ? at : null}::timestamptz,
      ${isRefused ? asked.by : null})`.execute(ctx.transaction);
  return id;
}

/** A proposal: the person's own request goes on with it, where one waits. */
export async function propose(ctx: Context, personId: string, reason: string): Promise<string> {
  const [at, by, name] = [ctx.clock.now().toISOString(), ctx.user?.accountId ?? null, ctx.user?.name ?? ''];
  const { rows } = await sql<{ id: string }>`
    with asked as (
      update roster.erasure set state = 'proposed', reason = ${reason}, proposed_at = ${at}::timestamptz,
        proposed_by = ${by}::uuid, proposed_by_name = ${name}
      where person_id = ${personId}::uuid and state = 'requested' returning id
    ), added as (
      insert into roster.erasure (id, person_id, basis, state, reason, proposed_at, proposed_by, proposed_by_name)
      select ${newId()}::uuid, ${personId}::uuid, 'retention', 'proposed', ${reason}, ${at}::timestamptz, ${by}::uuid, ${name}
      where not exists (select from asked) returning id
    )
    select id from asked union all select id from added`.execute(ctx.transaction);
  return rows[0]!.id;
}

export interface Decision {
  state: 'approved' | 'refused' | 'withdrawn';
  outcome?: 'erased' | 'blocked';
  answer?: string;
  keeps?: readonly Keep[];
  counts?: readonly ErasedRows[];
}

export async function decide(ctx: Context, id: string, decision: Decision): Promise<void> {
  const { state, outcome, answer, keeps, counts } = decision;
  await sql`update roster.erasure set state = ${state}, outcome = ${outcome ?? null}, answer = ${answer ?? null},
    keeps = ${JSON.stringify(keeps ?? [])}::jsonb, counts = ${JSON.stringify(counts ?? [])}::jsonb,
    decided_at = ${ctx.clock.now().toISOString()}::timestamptz, decided_by = ${ctx.user?.accountId ?? null}::uuid,
    decided_by_name = ${ctx.user?.name ?? ''} where id = ${id}`.execute(ctx.transaction);
}

/** A proposal on the person's request is taken back: the request waits again. */
export async function backToRequest(ctx: Context, id: string): Promise<void> {
  await sql`update roster.erasure set state = 'requested', reason = null, proposed_at = null, proposed_by = null,
    proposed_by_name = null where id = ${id}`.execute(ctx.transaction);
}

export async function withdrawOpenOf(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`update roster.erasure set state = 'withdrawn', decided_at = ${ctx.clock.now().toISOString()}::timestamptz,
    decided_by = ${ctx.user?.accountId ?? null}::uuid, decided_by_name = ${ctx.user?.name ?? ''}
    where person_id = any(${[...personIds]}::uuid[]) and state in ('requested', 'proposed')`.execute(ctx.transaction);
}
