import type { Context } from '#kernel';
import { enrolledOn, enrolmentsOf, statesIn, type EnrolledPerson } from '#engines/roster';
import type { Day } from '#kernel/contract';
import { memberScheme } from './scheme';

/** Who has what a trait gives on a day: `votes` for a roll of electors, `pays_dues` for a collection of dues. */
function membersWith(
  ctx: Context,
  trait: 'votes' | 'stands' | 'pays_dues' | 'benefits',
  { day, under }: { day: Day; under: readonly string[] },
): Promise<EnrolledPerson[]> {
  return enrolledOn(ctx, memberScheme, { day, under, states: statesIn(memberScheme, trait) });
}

/**
 * The electors of a unit on a day, by name. Retained members keep the membership and have no vote (章程 §8). Whoever asks
 * has judged the rights.
 */
export function votersOn(ctx: Context, question: { day: Day; unit: { path: string } }): Promise<EnrolledPerson[]> {
  return membersWith(ctx, 'votes', { day: question.day, under: [question.unit.path] });
}

/** Who pays dues on a day: retained members pay none. */
export function duesPayersOn(ctx: Context, question: { day: Day; unit: { path: string } }): Promise<EnrolledPerson[]> {
  return membersWith(ctx, 'pays_dues', { day: question.day, under: [question.unit.path] });
}

/** Of some people those who are members with all that members have, on a day: for benefits that only they may share. */
export async function fullMembersOf(
  ctx: Context,
  question: { personIds: readonly string[]; day: Day },
): Promise<ReadonlySet<string>> {
  const full = statesIn(memberScheme, 'benefits');
  const states = await enrolmentsOf(ctx, memberScheme, question);
  return new Set([...states.values()].filter(({ state }) => full.includes(state)).map(({ personId }) => personId));
}
