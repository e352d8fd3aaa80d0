import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import { inSubtrees } from '../store/units';
import type { Correction } from './contract';

/** With the path by which the rights are judged. */
export type CorrectionRecord = Correction & { rightsPath: string };
type Raw = Omit<CorrectionRecord, 'askedAt' | 'decidedAt'> & { askedAt: Date; decidedAt: Date | null };

const asRecord = (row: Raw): CorrectionRecord => ({
  ...row,
  askedAt: row.askedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
});

const selected = sql`
  select c.id, c.person_id as "personId", p.name as "personName", p.staff_number as "staffNumber", u.name as "unitName",
    c.field, c.stood, c.proposed, c.reason, c.state, c.asked_at as "askedAt", c.decided_at as "decidedAt",
    c.decided_by_name as "decidedByName", c.answer, w.path as "rightsPath"
  from roster.correction c join roster.person p on p.id = c.person_id left join roster.unit u on u.id = p.unit_id
  cross join lateral (select coalesce(p.unit_path, (select l.path from roster.placement m
    join roster.unit l on l.id = m.unit_id where m.person_id = p.id order by m.valid_from desc limit 1)) as path) w`;

export interface CorrectionQuestion {
  scopes: readonly string[];
  state?: Correction['state'] | undefined;
  after: readonly [at: string, id: string] | null;
  limit: number;
}

/** The latest first. */
export async function correctionRows(ctx: Context, question: CorrectionQuestion): Promise<CorrectionRecord[]> {
  const { scopes, state, after, limit } = question;
  const next = after === null ? sql`true` : sql`(c.asked_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`;
  const { rows } = await sql<Raw>`${selected} where ${inSubtrees('w.path', scopes)} and ${next}
    and (${state ?? null}::text is null or c.state = ${state ?? null})
    order by c.asked_at desc, c.id desc limit ${limit}`.execute(ctx.transaction);
  return rows.map(asRecord);
}

export async function correctionsOf(ctx: Context, personId: string): Promise<CorrectionRecord[]> {
  const { rows } = await sql<Raw>`${selected} where c.person_id = ${personId}
    order by c.asked_at desc, c.id desc`.execute(ctx.transaction);
  return rows.map(asRecord);
}

/** One request; to decide it, it is held until the commit. */
export async function correctionById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<CorrectionRecord | null> {
  if (mode === 'lock') await sql`select from roster.correction where id = ${id} for update`.execute(ctx.transaction);
  const { rows } = await sql<Raw>`${selected} where c.id = ${id}`.execute(ctx.transaction);
  return rows[0] === undefined ? null : asRecord(rows[0]);
}

export async function insertCorrection(
  ctx: Context,
  asked: Pick<Correction, 'personId' | 'field' | 'stood' | 'proposed' | 'reason'>,
): Promise<string> {
  const id = newId();
  await sql`insert into roster.correction (id, person_id, field, stood, proposed, reason, state, asked_at)
    values (${id}, ${asked.personId}, ${asked.field}, ${asked.stood}, ${asked.proposed}, ${asked.reason}, 'open',
      ${ctx.clock.now().toISOString()}::timestamptz)`.execute(ctx.transaction);
  return id;
}

export async function decideCorrection(
  ctx: Context,
  id: string,
  decision: { state: 'accepted' | 'refused'; answer: string | null },
): Promise<void> {
  await sql`update roster.correction set state = ${decision.state}, answer = ${decision.answer},
    decided_at = ${ctx.clock.now().toISOString()}::timestamptz, decided_by = ${ctx.user?.accountId ?? null},
    decided_by_name = ${ctx.user?.name ?? ''} where id = ${id}`.execute(ctx.transaction);
}

/** Accounts that hold one of these roles today on a unit around the path. */
export async function accountsWith(ctx: Context, roles: readonly string[], path: string): Promise<string[]> {
  const today = ctx.clock.today();
  const { rows } = await sql<{ accountId: string }>`
    select distinct g.account_id as "accountId" from roster.role_grant g join roster.unit u on u.id = g.unit_id
    where g.role = any(${[...roles]}::text[]) and starts_with(${path}, u.path) and g.valid_from <= ${today}::date
      and (g.valid_to is null or g.valid_to >= ${today}::date)`.execute(ctx.transaction);
  return rows.map(({ accountId }) => accountId);
}
