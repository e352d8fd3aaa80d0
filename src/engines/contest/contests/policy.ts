import { AppError, audiencePaths, may, notFound, scopePaths, type Context } from '#kernel';
import type { contestPermissions } from './contract';
import { contestById, type ContestRecord, type Visibility } from './store';
import { stepFrom, type ContestStep } from './rules';

type Permission = (typeof contestPermissions)[number];

/** A contest is seen by those who read its unit, and by everyone whose unit it is for. */
export function visibilityOf(ctx: Context): Visibility {
  return {
    subtrees: scopePaths(ctx.user, 'contest.contest.read'),
    audiences: audiencePaths(ctx.user, 'contest.contest.read'),
  };
}

export function maySee(ctx: Context, contest: Pick<ContestRecord, 'unitPath' | 'audiencePath'>): boolean {
  return (
    may(ctx.user, 'contest.contest.read', contest.unitPath) ||
    audiencePaths(ctx.user, 'contest.contest.read').includes(contest.audiencePath)
  );
}

/** Refuses: a contest that isn't there or isn't the reader's to see. */
export async function contestToRead(ctx: Context, id: string): Promise<ContestRecord> {
  const contest = await contestById(ctx, id);
  if (contest === null || !maySee(ctx, contest)) throw notFound();
  return contest;
}

/**
 * A contest to act on, held until the end of the act: `lock` for what changes the contest itself, `share` for what only must
 * not meet such a change. Refuses: one that isn't there or out of reach; another version than the writer has seen.
 */
export async function contestFor(
  ctx: Context,
  id: string,
  permission: Permission,
  { hold = 'lock', version }: { hold?: 'share' | 'lock'; version?: number } = {},
): Promise<ContestRecord> {
  const contest = await contestById(ctx, id, hold);
  if (contest === null || !may(ctx.user, permission, contest.unitPath)) throw notFound();
  if (version !== undefined && version !== contest.version) throw new AppError('kernel.changed_meanwhile');
  return contest;
}

/** Refuses: a step that the state of the contest doesn't lead to (contest.step_impossible). */
export function refuseStep(contest: Pick<ContestRecord, 'state' | 'name'>, step: ContestStep): void {
  if (stepFrom(contest.state, step) === null) throw new AppError('contest.step_impossible', { name: contest.name });
}

/** Whoever manages the contest enters anybody whom it is for; others enter the people of their own units. */
export function mayEnter(ctx: Context, contest: ContestRecord, unitPath: string): boolean {
  if (!unitPath.startsWith(contest.audiencePath)) return false;
  if (may(ctx.user, 'contest.contest.manage', contest.unitPath)) return true;
  return may(ctx.user, 'contest.entrant.enter', unitPath) && maySee(ctx, contest);
}

export function abilitiesOf(ctx: Context, contest: ContestRecord): Record<string, boolean> {
  const manages = may(ctx.user, 'contest.contest.manage', contest.unitPath);
  const publishes = may(ctx.user, 'contest.contest.publish', contest.unitPath);
  const can = (step: ContestStep): boolean => stepFrom(contest.state, step) !== null;
  return {
    change: manages && can('change'),
    start: manages && can('start'),
    cancel: manages && can('cancel') && contest.publishedAt === null,
    amend: publishes && can('amend'),
    publish: publishes && can('publish'),
    close: publishes && can('close'),
    manage: manages && (can('change') || can('amend')),
    enter: can('enter') && (manages || may(ctx.user, 'contest.entrant.enter')),
  };
}
