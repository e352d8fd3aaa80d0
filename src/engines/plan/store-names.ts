import { sql } from 'kysely';
import { mayHouseWide, type Context } from '#kernel';

/** The titles of plans and papers from above for the log, for those readers of it who read them everywhere. */
export async function findPlanNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (!mayHouseWide(ctx.user, 'plan.plan.read')) return new Map();
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from plan.plan where id = any(${ids}::uuid[])
    union all select id, title from plan.directive where id = any(${ids}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
