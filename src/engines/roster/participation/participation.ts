import { audit, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { deleteParticipation, insertParticipation, participationFigure, type ParticipationFigure } from './store';

export type { ParticipationFigure };

/** Who took part in a module's record on which day; `kind` is the module's word for it, such as `schedule.event`. */
export interface Presence {
  readonly kind: `${string}.${string}`;
  readonly subject: string;
  readonly heldOn: Day;
  readonly personIds: readonly string[];
}

/** Notes people as having taken part; who is noted already stays noted once. Whoever calls has judged the rights. */
export async function noteParticipation(ctx: Context, presence: Presence): Promise<void> {
  const added = await insertParticipation(ctx, presence);
  audit(ctx, {
    action: 'roster.noteParticipation',
    subject: presence.subject,
    details: { kind: presence.kind, day: presence.heldOn, added },
  });
}

/** Takes notes of a record back, of all or of some people: an event that is reopened, a name that was a mistake. */
export async function forgetParticipation(
  ctx: Context,
  { kind, subject, personIds }: { kind: string; subject: string; personIds?: readonly string[] },
): Promise<void> {
  const removed = await deleteParticipation(ctx, { kind, subject, personIds });
  audit(ctx, { action: 'roster.forgetParticipation', subject, details: { kind, removed } });
}

/**
 * Distinct people who took part in anything on days of an interval, beside the staff of its last day, both by the unit of
 * that last day in that day's tree, so that the share can't exceed one.
 */
export function participationOf(
  ctx: Context,
  question: { from: Day; to: Day; under: readonly string[] },
): Promise<ParticipationFigure> {
  return participationFigure(ctx, question);
}
