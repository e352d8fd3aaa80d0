import { AppError, may, notFound, scopePaths, userOf, type Context } from '#kernel';
import { getUnit, refuseSameHand, unitNames } from '#engines/roster';
import type { ApplicationRecord } from './applications/store';
import { endsMembership, isOpen, procedures } from './applications/procedures';

type Permission = `membership.${string}.${string}`;

/** The person behind the account. Refuses: an account that belongs to nobody of the roster. */
export function ownPerson(ctx: Context): string {
  const personId = ctx.user?.personId ?? null;
  if (personId === null) throw new AppError('membership.no_person');
  return personId;
}

export const scopeOf = (ctx: Context, permission: Permission): string[] => scopePaths(ctx.user, permission);

/** The paths that a list is to show: the unit that was asked for, or all that the permission reaches. */
export async function pathsAsked(ctx: Context, permission: Permission, unitId: string | undefined): Promise<string[]> {
  if (unitId === undefined) return scopeOf(ctx, permission);
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return [unit.path];
}

/** The name of a unit that was asked for, for the head of a file. */
export async function nameAsked(ctx: Context, unitId: string | undefined): Promise<string | undefined> {
  return unitId === undefined ? undefined : (await unitNames(ctx, [unitId])).get(unitId);
}

/**
 * Nobody judges what is his own or what he entered himself: four eyes see every admission and every end.
 * Refuses: the own application, one that the person entered, through whichever account.
 */
export async function refuseOwnEyes(
  ctx: Context,
  application: Pick<ApplicationRecord, 'personId' | 'enteredBy'>,
): Promise<void> {
  if (hasOwnEyes(ctx, application)) throw new AppError('membership.four_eyes');
  if (application.enteredBy !== null) await refuseSameHand(ctx, application.enteredBy);
}

function hasOwnEyes(ctx: Context, { personId, enteredBy }: Pick<ApplicationRecord, 'personId' | 'enteredBy'>): boolean {
  const user = userOf(ctx);
  return personId === user.personId || enteredBy === user.accountId;
}

/** What may be done with an application now; it is sent with the row. */
export function applicationAbilities(ctx: Context, application: ApplicationRecord): Record<string, boolean> {
  const { unitPath, state, kind } = application;
  const isOther = !hasOwnEyes(ctx, application);
  const isOwn = application.personId === ctx.user?.personId && application.way === 'phone';
  const mayDecide = isOther && state === 'agreed' && may(ctx.user, 'membership.application.approve', unitPath);
  return {
    opine: isOther && state === 'submitted' && may(ctx.user, 'membership.application.opinion', unitPath),
    approve: mayDecide,
    approveWithOthers: mayDecide && !endsMembership(kind),
    refuse: mayDecide && procedures[kind].mayBeRefused,
    correct: isOwn && state === 'returned',
    takeBack:
      isOpen(state) && (isOwn || (application.way === 'paper' && may(ctx.user, 'membership.member.write', unitPath))),
  };
}
