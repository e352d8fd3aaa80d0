import { parameterOn, type Context } from '#kernel';
import type { TermRecord } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { BodyState } from './contract';
import { termNoticeShape } from './size-parameters';
import { termState } from './sizes';

/** From how many days before its end on a term counts as due. */
export async function noticeOn(ctx: Context, today: Day): Promise<number> {
  return (await parameterOn<{ first: number }>(ctx, termNoticeShape.key, today)).value.first;
}

/** The last term that has begun; one that is still to come doesn't speak for the body yet. */
export function presentTerm(terms: readonly TermRecord[], today: Day): TermRecord | undefined {
  return terms.findLast((term) => term.startsOn <= today);
}

/** How a body stands today. */
export function bodyStateOn(
  body: { dissolvedOn: Day | null; terms: readonly TermRecord[] },
  { today, notice }: { today: Day; notice: number },
): BodyState {
  if (body.dissolvedOn !== null && body.dissolvedOn < today) return 'dissolved';
  const term = presentTerm(body.terms, today);
  if (term === undefined) return 'without_term';
  const state = termState(term, { today, notice, isLast: term === body.terms.at(-1) });
  return state === 'over' || state === 'coming' ? 'without_term' : state;
}
