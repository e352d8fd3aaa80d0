import type { Context } from '#kernel';
import { mayRead } from './rounds/policy';
import { roundsByIds } from './rounds/store';

/** The names of rounds for the log, of those that its reader may see. */
export async function findHonourNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rounds = await roundsByIds(ctx, ids);
  const seen = rounds.filter(({ unitPath }) => mayRead(ctx, 'honours.round.read', unitPath));
  return new Map(seen.map(({ id, name }) => [id, name]));
}
