import { sql } from 'kysely';
import type { Context } from '#kernel';

/** What units and bodies are called, and where they stand. */
export async function namedUnits(ctx: Context, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; path: string }>`
    select u.id, u.name, u.path from roster.unit u where u.id = any(${ids}::uuid[])
    union all
    select b.id, b.name, u.path from roster.body b join roster.unit u on u.id = b.unit_id
    where b.id = any(${ids}::uuid[])`.execute(ctx.transaction);
  return rows;
}
