import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface ExemptionRecord {
  id: string;
  personId: string;
  unitPath: string;
  fromMonth: Day;
  toMonth: Day | null;
  reason: string;
  byName: string;
}

export async function insertExemption(ctx: Context, row: Omit<ExemptionRecord, 'byName'>): Promise<void> {
  await sql`
    insert into membership.dues_exemption (id, person_id, unit_path, from_month, to_month, reason, recorded_at, recorded_by, recorded_by_name)
    values (${row.id}, ${row.personId}, ${row.unitPath}, ${row.fromMonth}::date, ${row.toMonth}::date, ${row.reason},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''})`.execute(
    ctx.transaction,
  );
}

const columns = sql`id, person_id as "personId", unit_path as "unitPath", from_month as "fromMonth", to_month as "toMonth", reason,
  recorded_by_name as "byName"`;

export async function exemptionById(ctx: Context, id: string): Promise<ExemptionRecord | null> {
  const { rows } = await sql<ExemptionRecord>`
    select ${columns} from membership.dues_exemption where id = ${id} for no key update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function exemptionsOf(ctx: Context, personId: string): Promise<ExemptionRecord[]> {
  const { rows } = await sql<ExemptionRecord>`
    select ${columns} from membership.dues_exemption where person_id = ${personId} order by from_month desc, id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function endExemption(ctx: Context, id: string, toMonth: Day): Promise<void> {
  await sql`
    update membership.dues_exemption set to_month = ${toMonth}::date, ended_by_name = ${ctx.user?.name ?? ''}
    where id = ${id}`.execute(ctx.transaction);
}
