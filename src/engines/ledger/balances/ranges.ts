import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** The days that are asked for: to today, from the beginning of that year, unless said otherwise. */
export function rangeAsked(ctx: Context, { from, to }: { from?: Day | undefined; to?: Day | undefined }) {
  const last = to ?? ctx.clock.today();
  const first = from ?? `${last.slice(0, 4)}-01-01`;
  return { from: first < last ? first : last, to: last };
}
