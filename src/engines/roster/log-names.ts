import { sql } from 'kysely';
import { may, type Context } from '#kernel';
import { knownPeople } from './store/known-people';

/** What units and bodies are called, and where they stand. */
async function namedUnits(ctx: Context, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; name: string; path: string }>`
    select u.id, u.name, u.path from roster.unit u where u.id = any(${ids}::uuid[])
    union all
    select b.id, b.name, u.path from roster.body b join roster.unit u on u.id = b.unit_id
    where b.id = any(${ids}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** The names of units, bodies and people for the log, of those that its reader may read. */
export async function findRosterNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const units = (await namedUnits(ctx, ids)).filter(({ path }) => may(ctx.user, 'roster.unit.read', path));
  const people = (await knownPeople(ctx, ids)).filter(({ unitPath }) => may(ctx.user, 'roster.person.read', unitPath));
  return new Map([...units, ...people].map(({ id, name }) => [id, name]));
}
