import { may, type Context } from '#kernel';
import { knownPeople } from './store/known-people';
import { namedUnits } from './store/log-names';

/** The names of units, bodies and people for the log, of those that its reader may read. */
export async function findRosterNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const units = (await namedUnits(ctx, ids)).filter(({ path }) => may(ctx.user, 'roster.unit.read', path));
  const people = (await knownPeople(ctx, ids)).filter(({ unitPath }) => may(ctx.user, 'roster.person.read', unitPath));
  return new Map([...units, ...people].map(({ id, name }) => [id, name]));
}
