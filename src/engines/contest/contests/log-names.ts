import type { Context } from '#kernel';
import { maySee } from './policy';
import { contestsByIds } from './store';

/** The names of contests for the log, of those that its reader may see. */
export async function findContestNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const contests = (await contestsByIds(ctx, ids)).filter((contest) => maySee(ctx, contest));
  return new Map(contests.map(({ id, name }) => [id, name]));
}
