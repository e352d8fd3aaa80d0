import { AppError, may, notFound, scopePaths, type Context } from '#kernel';
import { peopleById } from '#engines/roster';
import type { NominationRecord } from '../nominations/store';
import type { roundPermissions } from './contract';
import { roundAfter, type RoundStep } from './states';
import { roundById, type RoundRecord } from './store';

type Permission = (typeof roundPermissions)[number];

/** A round is for its unit and all below: whoever reads there sees it, and so does whoever reads the unit above. */
export function mayRead(ctx: Context, permission: Permission, unitPath: string): boolean {
  return scopePaths(ctx.user, permission).some((path) => unitPath.startsWith(path) || path.startsWith(unitPath));
}

export const runs = (ctx: Context, { unitPath }: Pick<RoundRecord, 'unitPath'>): boolean =>
  may(ctx.user, 'honours.round.manage', unitPath) || may(ctx.user, 'honours.round.decide', unitPath);

/** Refuses: a round that isn't there or isn't for the reader. */
export async function roundToRead(ctx: Context, id: string): Promise<RoundRecord> {
  const round = await roundById(ctx, id);
  if (round === null || !mayRead(ctx, 'honours.round.read', round.unitPath)) throw notFound();
  return round;
}

/**
 * A round to lead on, held until the end of the act. Refuses: one that isn't there or out of reach, another version than the
 * writer has seen, a step that its state doesn't lead to (honours.round_step_impossible).
 */
export async function roundFor(
  ctx: Context,
  id: string,
  permission: Permission,
  step: RoundStep,
  version?: number,
): Promise<RoundRecord> {
  const round = await roundById(ctx, id, 'lock');
  if (round === null || !may(ctx.user, permission, round.unitPath)) throw notFound();
  if (version !== undefined && version !== round.version) throw new AppError('kernel.changed_meanwhile');
  refuseStep(round, step);
  return round;
}

export function refuseStep(round: Pick<RoundRecord, 'state' | 'name'>, step: RoundStep): void {
  if (roundAfter(round.state, step) === null) throw new AppError('honours.round_step_impossible', { name: round.name });
}

/** One hand puts forward, another passes; one reviews and announces, another decides. Refuses: honours.same_hand. */
export function refuseSameHand(ctx: Context, hands: readonly (string | null)[]): void {
  const own = ctx.user?.accountId ?? null;
  if (own !== null && hands.includes(own)) throw new AppError('honours.same_hand');
}

/** Nobody passes, qualifies or decides the own case, or that of the unit in which one works. Refuses: honours.own_case. */
export async function refuseOwnCase(
  ctx: Context,
  cases: readonly Pick<NominationRecord, 'personId' | 'unitPath'>[],
): Promise<void> {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) return;
  const own = (await peopleById(ctx, [personId])).get(personId)?.unitPath ?? '';
  const isOwn = cases.some((one) => (one.personId === null ? own.startsWith(one.unitPath) : one.personId === personId));
  if (isOwn) throw new AppError('honours.own_case');
}

export function abilitiesOf(ctx: Context, round: RoundRecord): Record<string, boolean> {
  const manages = may(ctx.user, 'honours.round.manage', round.unitPath);
  const decides = may(ctx.user, 'honours.round.decide', round.unitPath);
  const can = (step: RoundStep): boolean => roundAfter(round.state, step) !== null;
  const managed = ['endNominations', 'beginReview', 'endReview', 'announce', 'answer', 'qualify', 'cancel'] as const;
  const decided = ['decide', 'pay', 'close'] as const;
  return {
    ...Object.fromEntries(managed.map((step) => [step, manages && can(step)])),
    ...Object.fromEntries(decided.map((step) => [step, decides && can(step)])),
    setQuotas: manages && can('nominate'),
    setReviewers: manages && (can('nominate') || can('qualify')),
    nominate: can('nominate') && may(ctx.user, 'honours.nomination.write'),
    seeObjections: manages || decides,
  };
}
