import { sql } from 'kysely';
import type { Context } from '#kernel';

/** How many plans were read by each version of the window rules; a version that read none is left out. */
export async function plansReadBy(ctx: Context, versionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; plans: number }>`
    select window_rules_id as id, count(*)::int as plans from plan.plan
    where window_rules_id = any(${[...versionIds]}::uuid[]) and state <> 'discarded'
    group by window_rules_id`.execute(ctx.transaction);
  return new Map(rows.map(({ id, plans }) => [id, plans]));
}
