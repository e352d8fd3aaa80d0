import type { Context } from '#kernel';
import { findContestNames } from './contests/log-names';
import { maySeeIndicator } from './indicators/policy';
import { indicatorsByIds } from './indicators/store';

/** What contests and indicators are called, for the log: of those alone that its reader may see. */
export async function findNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const indicators = (await indicatorsByIds(ctx, ids)).filter((one) => maySeeIndicator(ctx, one));
  return new Map([...(await findContestNames(ctx, ids)), ...indicators.map(({ id, name }) => [id, name] as const)]);
}
