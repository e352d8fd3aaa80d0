import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface HonourRecord {
  id: string;
  roundId: string;
  nominationId: string;
  schemeKey: string;
  title: string;
  year: number;
  unitId: string;
  unitPath: string;
  personId: string | null;
  number: string;
  decidedOn: Day;
  prize: bigint;
  paidOn: Day | null;
  payment: string | null;
}

const columns = sql`h.id, h.round_id as "roundId", h.nomination_id as "nominationId", h.scheme_key as "schemeKey", h.title,
  h.year, h.unit_id as "unitId", h.unit_path as "unitPath", h.person_id as "personId", h.number,
  h.decided_on as "decidedOn", h.prize_fen as prize, h.paid_on as "paidOn", h.payment`;

export async function honoursOf(ctx: Context, roundIds: readonly string[]): Promise<HonourRecord[]> {
  const { rows } = await sql<HonourRecord>`select ${columns} from honours.honour h
    where h.round_id = any(${[...roundIds]}::uuid[]) order by h.round_id, h.number`.execute(ctx.transaction);
  return rows;
}

export async function honoursOfPerson(ctx: Context, personId: string): Promise<HonourRecord[]> {
  const { rows } = await sql<HonourRecord>`select ${columns} from honours.honour h
    where h.person_id = ${personId} order by h.decided_on desc, h.id`.execute(ctx.transaction);
  return rows;
}

export async function honourById(
  ctx: Context,
  id: string,
  hold: 'read' | 'lock' = 'read',
): Promise<HonourRecord | null> {
  if (hold === 'lock')
    await sql`select from honours.honour where id = ${id} for no key update`.execute(ctx.transaction);
  const { rows } = await sql<HonourRecord>`select ${columns} from honours.honour h where h.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** In which years the same title was conferred on the same person or unit. */
export async function yearsHonoured(
  ctx: Context,
  schemeKey: string,
  { personId, unitId }: { personId: string | null; unitId: string },
): Promise<number[]> {
  const whose = personId === null ? sql`h.person_id is null and h.unit_id = ${unitId}` : sql`h.person_id = ${personId}`;
  const { rows } = await sql<{ year: number }>`
    select h.year from honours.honour h where h.scheme_key = ${schemeKey} and ${whose} order by h.year`.execute(
    ctx.transaction,
  );
  return rows.map(({ year }) => year);
}

export async function countHonours(ctx: Context, schemeKey: string, year: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from honours.honour where scheme_key = ${schemeKey} and year = ${year}`.execute(
    ctx.transaction,
  );
  return rows[0]!.count;
}

/** Whether it was written: false where the same stands already, also when another round has just written it. */
export async function insertHonour(ctx: Context, row: Omit<HonourRecord, 'paidOn' | 'payment'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into honours.honour (id, round_id, nomination_id, scheme_key, title, year, unit_id, unit_path, person_id, number,
      decided_on, prize_fen)
    values (${row.id}, ${row.roundId}, ${row.nominationId}, ${row.schemeKey}, ${row.title}, ${row.year}, ${row.unitId},
      ${row.unitPath}, ${row.personId}, ${row.number}, ${row.decidedOn}, ${row.prize})
    on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function notePayment(ctx: Context, id: string, payment: string): Promise<void> {
  await sql`update honours.honour set paid_on = ${ctx.clock.today()}, paid_by = ${ctx.user?.accountId ?? null},
      payment = ${payment}
    where id = ${id}`.execute(ctx.transaction);
}
