import { AppError, audit, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import type { UnitRow } from '../contract';
import type { RoleTable } from '../roles';
import { liesWithin } from '../rules';
import { insertSuccession, lockTree } from '../store/unit-changes';
import * as unitStore from '../store/units';
import type { UnitRecord } from '../store/units';
import { createUnit, present, refuseClosed, visibleUnit } from '../units';
import * as contents from './contents';
import type * as contract from './contract';
import type { ReorganisationPreview } from './contract';
import * as store from './store';

type Body = EndpointInput<typeof contract.mergeUnits>['body'];

/** What a merger would do. Refuses: too few units, a target among them or below one of them, a closed unit. */
export async function previewMerger(
  ctx: Context,
  query: EndpointInput<typeof contract.previewMerger>['query'],
): Promise<ReorganisationPreview> {
  const units = await contents.unitsToReshape(ctx, query.sources, 'read');
  const target = query.targetId === undefined ? null : await visibleUnit(ctx, query.targetId, 'roster.unit.write');
  refuseUnfit(units, target, query.from);
  return contents.previewOf(ctx, units, await contents.contentsOf(ctx, units, { from: query.from, target }));
}

/**
 * Several units become one from a day on: people are placed anew, posts go over or end, units below move, roles are given
 * on the new unit. The old units are closed and remember their successor; what other modules keep points to them still.
 * Refuses: too few units, a target among them or below one of them, a closed unit, a wrong day, a name that is taken,
 * anything other than what the preview showed.
 */
export async function mergeUnits(ctx: Context, roles: RoleTable, body: Body): Promise<UnitRow> {
  await lockTree(ctx);
  const units = await contents.unitsToReshape(ctx, body.sources, 'change');
  const known =
    'unitId' in body.target ? await visibleUnit(ctx, body.target.unitId, 'roster.unit.write', 'change') : null;
  const parent =
    'parentId' in body.target ? await visibleUnit(ctx, body.target.parentId, 'roster.unit.write', 'change') : null;

  refuseUnfit(units, known, body.from);
  if (parent !== null) refuseInside(units, parent);
  await contents.refuseDay(ctx, units, body.from);
  await store.holdPeople(
    ctx,
    units.map((unit) => unit.id),
    body.from,
  );
  const found = await contents.contentsOf(ctx, units, { from: body.from, target: known });
  contents.refuseUnseen(found, body.seen);

  for (const unit of units) await contents.closeBefore(ctx, unit, body.from);
  const target = known ?? (await newTarget(ctx, body, units));
  await moveAll(ctx, roles, { units, target, found, body });
  await unitStore.tellGrantsBelow(ctx, target.path);

  audit(ctx, {
    action: 'roster.mergeUnits',
    subject: `unit:${target.id}`,
    details: {
      sources: units.map((unit) => unit.id),
      from: body.from,
      isNew: known === null,
      people: found.people.length,
      children: found.children.length,
      posts: found.posts.length,
      grants: found.grants.length,
    },
  });
  return present(ctx, (await unitStore.unitById(ctx, target.id))!);
}

async function moveAll(
  ctx: Context,
  roles: RoleTable,
  work: { units: readonly UnitRecord[]; target: UnitRecord; found: contents.Contents; body: Body },
): Promise<void> {
  const { units, target, found, body } = work;
  const { from, reason } = body;
  const names = new Map(body.names.map((one) => [one.unitId, one.name]));
  await contents.moveChildren(ctx, found.children, { parentId: target.id, from, reason, names });
  for (const unit of units) await store.relocatePeople(ctx, { fromUnitId: unit.id, to: target, from });
  await contents.movePosts(ctx, found.posts, { unitId: target.id, from, endPosts: new Set(body.endPosts) });
  await contents.moveGrants(ctx, roles, found, { units: [target], endGrants: new Set(body.endGrants) });

  await insertSuccession(
    ctx,
    units.map((unit) => ({ predecessorId: unit.id, successorId: target.id, how: 'merge', day: from })),
  );
  for (const unit of units)
    await contents.tellChange(ctx, unit, { what: 'merged', others: [target.name], from, reason });
  const others = units.map((unit) => unit.name);
  await contents.tellChange(ctx, target, { what: 'absorbed', others, from, reason });
}

/** A unit made of remote ones is remote too. */
async function newTarget(ctx: Context, body: Body, units: readonly UnitRecord[]): Promise<UnitRecord> {
  if (!('parentId' in body.target)) throw new Error('a merger without a target');
  const said = body.reason === undefined ? {} : { reason: body.reason };
  const position = Math.min(...units.map((unit) => unit.position));
  const { id } = await createUnit(ctx, { ...body.target, position, from: body.from, ...said });
  const target = (await unitStore.unitById(ctx, id, 'change'))!;
  if (units.every((unit) => unit.isRemote)) await store.markRow(ctx, target, true, body.from);
  return target;
}

function refuseUnfit(units: readonly UnitRecord[], target: UnitRecord | null, from: string): void {
  if (units.length + (target === null ? 0 : 1) < 2) throw new AppError('roster.merge_too_few');
  if (target !== null) refuseInside(units, target);
  for (const unit of target === null ? units : [...units, target]) refuseClosed(unit, from);
}

/** What goes can't hold what takes it in: the tree would close into a ring. */
function refuseInside(units: readonly UnitRecord[], place: UnitRecord): void {
  if (units.some((unit) => liesWithin(place.path, unit.path))) throw new AppError('roster.unit_below_itself');
}
