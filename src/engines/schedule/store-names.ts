import { sql } from 'kysely';
import { mayHouseWide, type Context } from '#kernel';

/** The titles of events for the log, for those readers of it who read them everywhere. */
export async function findEventNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (!mayHouseWide(ctx.user, 'schedule.event.read')) return new Map();
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from schedule.event where id = any(${ids}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map(({ id, title }) => [id, title]));
}
