import { audiencePaths, may, notFound, scopePaths, type Context } from '#kernel';
import { getUnit, peopleById } from '#engines/roster';
import { canStep, hasDayCome, isCheckInOpen, isSignUpOpen } from './rules';
import { findEvent, type EventRecord, type Visibility } from './store';
import type { OwnPart } from './store-taking-part';

type Permission = `schedule.${string}.${string}`;

/** An event is read by those who read its unit, and by everyone whose unit it is for. */
export function visibilityOf(ctx: Context): Visibility {
  return {
    subtrees: scopePaths(ctx.user, 'schedule.event.read'),
    audiences: audiencePaths(ctx.user, 'schedule.event.read'),
  };
}

export function mayRead(ctx: Context, event: Pick<EventRecord, 'unitPath' | 'audiencePath'>): boolean {
  return (
    may(ctx.user, 'schedule.event.read', event.unitPath) ||
    audiencePaths(ctx.user, 'schedule.event.read').includes(event.audiencePath)
  );
}

/**
 * The unit that a list is narrowed to or an event is for: one of the reader's own part of the tree or above it. Refuses: a
 * unit that isn't there or lies elsewhere.
 */
export async function unitInSight(ctx: Context, unitId: string): Promise<{ id: string; name: string; path: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!mayRead(ctx, { unitPath: unit.path, audiencePath: unit.path })) throw notFound();
  return unit;
}

/**
 * Refuses: people who aren't there, and those whose unit lies neither in the host's part of the tree nor in the other one
 * that is given: the number of a stranger's file must not tell the name.
 */
export async function refusePeopleElsewhere(
  ctx: Context,
  permission: Permission,
  personIds: readonly string[],
  within: string | null = null,
): Promise<void> {
  const known = await peopleById(ctx, [...new Set(personIds)]);
  for (const id of personIds) {
    const path = known.get(id)?.unitPath;
    const isNear = path !== undefined && within !== null && path.startsWith(within);
    if (path === undefined || !(isNear || may(ctx.user, permission, path))) throw notFound();
  }
}

/** What is done to an event needs the right on its unit. */
export function mayOnEvent(ctx: Context, permission: Permission, event: Pick<EventRecord, 'unitPath'>): boolean {
  return may(ctx.user, permission, event.unitPath);
}

/** The person is one of those whom the event is for, by the unit that the sign-up right is bound to. */
export function isInvited(ctx: Context, event: Pick<EventRecord, 'audiencePath'>): boolean {
  return audiencePaths(ctx.user, 'schedule.signup.own').includes(event.audiencePath);
}

/** An officer signs up people of the own unit, never those of another one. */
export function maySignUpPerson(ctx: Context, unitPath: string | null): boolean {
  return unitPath !== null && may(ctx.user, 'schedule.attendance.write', unitPath);
}

/** Some of those whom the event is for are the officer's own people. */
function hasInvitedPeople(ctx: Context, event: Pick<EventRecord, 'audiencePath'>): boolean {
  const own = scopePaths(ctx.user, 'schedule.attendance.write');
  return own.some((path) => path.startsWith(event.audiencePath) || event.audiencePath.startsWith(path));
}

/** The event, for whoever may read it. Refuses: an event that isn't there or isn't the reader's. */
export async function eventToRead(
  ctx: Context,
  id: string,
  lock: 'lock' | 'share' | 'read' = 'read',
): Promise<EventRecord> {
  const event = await findEvent(ctx, id, lock);
  if (event === null || !mayRead(ctx, event)) throw notFound();
  return event;
}

/** The event, for whoever holds the permission on its unit. Refuses: an event that isn't there or isn't the person's. */
export async function eventFor(
  ctx: Context,
  id: string,
  permission: Permission,
  lock: 'lock' | 'share' | 'read' = 'read',
): Promise<EventRecord> {
  const event = await findEvent(ctx, id, lock);
  if (event === null || !mayOnEvent(ctx, permission, event)) throw notFound();
  return event;
}

/** What the reader may do with an event now; it is sent with the row. */
export function abilitiesOf(ctx: Context, event: EventRecord, own: OwnPart | null): Record<string, boolean> {
  const now = ctx.clock.now();
  const mayWrite = mayOnEvent(ctx, 'schedule.event.write', event);
  const mayClose = mayOnEvent(ctx, 'schedule.event.close', event);
  const isHost = mayOnEvent(ctx, 'schedule.attendance.write', event);
  const isPerson = own !== null && may(ctx.user, 'schedule.signup.own');
  const hasBegun = event.startsAt !== null && event.startsAt <= now;
  const isOpen = isSignUpOpen(event, now);
  return {
    canChange: mayWrite && canStep(event.state, 'change'),
    canSchedule: mayWrite && canStep(event.state, 'schedule'),
    canCancel: mayWrite && canStep(event.state, 'cancel'),
    canClose: mayClose && canStep(event.state, 'close') && (hasBegun || event.startsAt === null),
    canReopen: mayClose && canStep(event.state, 'reopen'),
    canSignUp: isPerson && isOpen && own.state === null && isInvited(ctx, event),
    canWithdraw: isPerson && own.state !== null && canStep(event.state, 'change') && !hasBegun,
    canSignUpOthers: isOpen && hasInvitedPeople(ctx, event),
    canCheckIn: isPerson && !own.isPresent && isCheckInOpen(event, now),
    canShowCode: isHost && isCheckInOpen(event, now),
    canRecordAttendance: isHost && canStep(event.state, 'change') && hasDayCome(event, now),
    canAddPhoto: isHost && event.state !== 'cancelled',
    canReadNames: isHost,
  };
}
