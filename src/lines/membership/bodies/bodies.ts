import { AppError, audit, may, notFound, type Context } from '#kernel';
import { dissolveBody, foundBody, getUnit, renameBody } from '#engines/roster';
import type { EndpointInput } from '#kernel/contract';
import type * as contract from './contract';
import { unionBodies } from './kinds';
import { bodyToChange, kindWord, mayChangeBody } from './policy';
import * as store from './store';

type Body<E> = EndpointInput<E>['body'];

/**
 * Founds a body, still without a term. Refuses: a unit out of reach, a day that has not come, a second body of a kind of
 * which a unit has one.
 */
export async function foundUnionBody(
  ctx: Context,
  { unitId, kind, name, foundedOn }: Body<typeof contract.foundUnionBody>,
): Promise<{ id: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'membership.body.read', unit.path) || !mayChangeBody(ctx, kind, unit.path)) throw notFound();
  const today = ctx.clock.today();
  if (foundedOn > today) throw new AppError('membership.day_ahead', { today });
  const { kind: rosterKind, isSole } = unionBodies[kind];
  const { id } = await foundBody(ctx, rosterKind, { unitId, name, foundedOn });
  if (isSole && !(await store.takeSolePlace(ctx, { unitId, kind: rosterKind.name, bodyId: id })))
    throw new AppError('membership.body_exists', { unit: unit.name, body: kindWord(ctx, kind) });
  await store.insertStep(ctx, { bodyId: id, step: 'founded', on: foundedOn, note: name });
  audit(ctx, { action: 'membership.foundBody', subject: `body:${id}`, details: { kind, unitId } });
  return { id };
}

/** Refuses: a body out of reach or dissolved, a version that somebody else has changed. */
export async function renameUnionBody(
  ctx: Context,
  id: string,
  change: Body<typeof contract.renameUnionBody>,
): Promise<void> {
  const body = await bodyToChange(ctx, id);
  await renameBody(ctx, id, change);
  const on = ctx.clock.today();
  await store.insertStep(ctx, { bodyId: id, step: 'renamed', on, note: `${body.name} → ${change.name}` });
  audit(ctx, { action: 'membership.renameBody', subject: `body:${id}` });
}

/** Refuses: as renameUnionBody, a day before the founding. */
export async function dissolveUnionBody(
  ctx: Context,
  id: string,
  change: Body<typeof contract.dissolveUnionBody>,
): Promise<void> {
  await bodyToChange(ctx, id);
  await dissolveBody(ctx, id, change);
  await store.freeSolePlace(ctx, id);
  await store.insertStep(ctx, { bodyId: id, step: 'dissolved', on: change.lastDay, note: change.reason });
  audit(ctx, { action: 'membership.dissolveBody', subject: `body:${id}`, details: { lastDay: change.lastDay } });
}
