import { AppError, audit, type Context } from '#kernel';
import { addDays, type Day, type EndpointInput } from '#kernel/contract';
import type { UnitRow } from '../contract';
import { insertChange, isNameTaken, lockTree } from '../store/unit-changes';
import * as unitStore from '../store/units';
import { present, refuseClosed, refuseFuture, refuseMisplaced, refuseWrongDay, visibleUnit } from '../units';
import { isValidOn } from '../rules';
import type * as contract from './contract';
import * as store from './store';

/**
 * A closed unit is open again, where it lay and under its last name. Who was in it before does not come back by itself,
 * and whoever came after it keeps what went over. Refuses: a unit that is open, a unit above that is closed, a name that
 * another one there bears now, a day on which it was still open, a day that has not come.
 */
export async function reopenUnit(
  ctx: Context,
  id: string,
  { from, reason }: EndpointInput<typeof contract.reopenUnit>['body'],
): Promise<UnitRow> {
  await lockTree(ctx);
  const unit = await visibleUnit(ctx, id, 'roster.unit.write', 'change');

  if (unit.validTo === null) throw new AppError('roster.unit_open', { name: unit.name });
  const next = addDays(unit.validTo, 1);
  if (from < next) throw new AppError('roster.day_before_start', { from: next });
  // A closing that is still ahead is taken back with its next day, which may be ahead too.
  if (from > next) refuseFuture(ctx, from);
  const parent = unit.parentId === null ? null : await unitStore.unitById(ctx, unit.parentId, 'hold');
  if (parent !== null) refuseBelowClosed(parent, from);
  refuseMisplaced(await unitStore.kindRows(ctx), unit.kind, parent);
  const place = { parentId: unit.parentId, name: unit.name, day: from, exceptId: id };
  if (await isNameTaken(ctx, place)) throw new AppError('roster.reopen_name_taken', { name: unit.name });

  await store.reopenRow(ctx, unit, from, from === next);
  await insertChange(ctx, { unitId: id, what: 'reopened', day: from, before: null, after: unit.name, reason });
  await unitStore.tellGrantsBelow(ctx, unit.path);

  audit(ctx, { action: 'roster.reopenUnit', subject: `unit:${id}`, details: { from } });
  return present(ctx, (await unitStore.unitById(ctx, id))!);
}

/** Neither name nor parent is chosen where a unit is opened again, so the advice is another than where one is made. */
function refuseBelowClosed(parent: unitStore.UnitRecord, from: Day): void {
  if (from < parent.openSince) throw new AppError('roster.day_before_start', { from: parent.openSince });
  if (!isValidOn(parent, from) || parent.validTo !== null)
    throw new AppError('roster.reopen_above_first', { name: parent.name });
}

/** Refuses: a mark that stands so already, a closed unit, a day before its latest change, a day that has not come. */
export async function markRemote(
  ctx: Context,
  id: string,
  { isRemote, from, reason }: EndpointInput<typeof contract.markRemote>['body'],
): Promise<UnitRow> {
  await lockTree(ctx);
  const unit = await visibleUnit(ctx, id, 'roster.unit.write', 'change');

  refuseClosed(unit, from);
  await refuseWrongDay(ctx, unit, from);
  if (unit.isRemote === isRemote) throw new AppError('roster.remote_already', { name: unit.name });

  await store.markRow(ctx, unit, isRemote, from);
  const what = isRemote ? 'marked_remote' : 'unmarked_remote';
  await insertChange(ctx, { unitId: id, what, day: from, before: null, after: unit.name, reason });

  audit(ctx, { action: 'roster.markRemote', subject: `unit:${id}`, details: { isRemote, from } });
  return present(ctx, (await unitStore.unitById(ctx, id))!);
}
