import { audiencePaths, may, notFound, scopePaths, type Context, type SignedInUser } from '#kernel';
import { getUnit } from '#engines/roster';
import type { indicatorPermissions } from './contract';
import { indicatorById, type IndicatorRecord } from './store';

type Permission = (typeof indicatorPermissions)[number];

/** The paths of a person's units with all above them: an indicator of one of these holds for the person's units. */
export const pathsAbove = (user: SignedInUser | null): string[] => audiencePaths(user, 'contest.indicator.read');

/** An indicator is read by those who read its unit, and by everyone for whose unit it holds. */
export function maySeeIndicator(ctx: Context, { unitPath }: Pick<IndicatorRecord, 'unitPath'>): boolean {
  return may(ctx.user, 'contest.indicator.read', unitPath) || pathsAbove(ctx.user).includes(unitPath);
}

/** Refuses: an indicator that isn't there or isn't the reader's to see. */
export async function indicatorToRead(ctx: Context, id: string): Promise<IndicatorRecord> {
  const indicator = await indicatorById(ctx, id);
  if (indicator === null || !maySeeIndicator(ctx, indicator)) throw notFound();
  return indicator;
}

/** Refuses: an indicator out of reach, or that the person may not define; from here on nobody else changes it. */
export async function indicatorToDefine(ctx: Context, id: string): Promise<IndicatorRecord> {
  const indicator = await indicatorById(ctx, id, 'lock');
  if (indicator === null || !may(ctx.user, 'contest.indicator.define', indicator.unitPath)) throw notFound();
  return indicator;
}

interface UnitAsked {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly kind: string;
  readonly validTo: string | null;
}

/** Refuses: a unit that isn't there or on which the person doesn't hold the permission. */
export async function unitFor(ctx: Context, id: string, permission: Permission): Promise<UnitAsked> {
  const unit = await getUnit(ctx, id);
  if (!may(ctx.user, permission, unit.path)) throw notFound();
  return unit;
}

/** The parts of the tree that are asked about: below a unit, or all that the permission reaches. */
export async function scopesAsked(ctx: Context, unitId: string | undefined): Promise<string[]> {
  if (unitId === undefined) return scopePaths(ctx.user, 'contest.indicator.read');
  return [(await unitFor(ctx, unitId, 'contest.indicator.read')).path];
}
