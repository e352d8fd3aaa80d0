import { AppError, audit, newId, notFound, text, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type * as contract from './contract';
import type { Unit, UnitKind, UnitRow } from './contract';
import type { NewUnit } from './imports';
import { admitRoot, mayOnUnit, scopeOf, unitAbilities } from './policy';
import { inTreeOrder, isValidOn, liesWithin, mayLieUnder, pathOf } from './rules';
import * as changes from './store/unit-changes';
import * as store from './store/units';

type Input<E> = EndpointInput<E>;

/** A unit as it stands now, or null; whoever asks has to judge the rights by its path. */
export function findUnit(ctx: Context, id: string): Promise<Unit | null> {
  return store.unitById(ctx, id);
}

/** Refuses: a unit that is not there. Whoever asks has to judge the rights by its path. */
export async function getUnit(ctx: Context, id: string): Promise<Unit> {
  const unit = await store.unitById(ctx, id);
  if (unit === null) throw notFound();
  return unit;
}

/** Units that existed on a day, in the order of the tree, with the names and parents of that day. */
export async function unitsOn(ctx: Context, question: store.UnitQuestion): Promise<Unit[]> {
  return inTreeOrder(await store.unitRowsOn(ctx, question));
}

/** Paths of today's tree as they were on a day: what is asked of that day's tree. */
export async function pathsOn(ctx: Context, paths: readonly string[], day: Day): Promise<string[]> {
  return paths.includes('/') ? ['/'] : store.pathRowsOn(ctx, paths, day);
}

export async function unitNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await store.unitsByIds(ctx, ids);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Where units stand in today's tree. */
export async function unitPaths(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await store.unitsByIds(ctx, ids);
  return new Map(rows.map((row) => [row.id, row.path]));
}

export function present(ctx: Context, unit: Unit): UnitRow {
  return { ...unit, abilities: unitAbilities(ctx, unit) };
}

export async function listUnits(ctx: Context, query: Input<typeof contract.listUnits>['query']) {
  const scopes = scopeOf(ctx, 'roster.unit.read');
  const under = query.under === undefined ? undefined : await visibleUnit(ctx, query.under, 'roster.unit.read');
  const rows = await unitsOn(ctx, {
    day: query.day ?? ctx.clock.today(),
    kinds: query.kind === undefined ? undefined : [query.kind],
    under: under?.path,
    scopes,
  });
  return {
    rows: rows.map((row) => present(ctx, row)),
    abilities: { create: scopeOf(ctx, 'roster.unit.write').length > 0 },
  };
}

export async function showUnit(ctx: Context, id: string) {
  const unit = await visibleUnit(ctx, id, 'roster.unit.read');
  return {
    unit: present(ctx, unit),
    history: await store.versionsOf(ctx, id),
    changes: await changes.changesOf(ctx, id),
    kin: await changes.kinOf(ctx, id),
  };
}

/**
 * Refuses: an unknown kind, a kind that may not lie there, a name that another unit there bears, a parent that is closed
 * or younger than the unit.
 */
export async function createUnit(ctx: Context, body: Input<typeof contract.createUnit>['body']): Promise<UnitRow> {
  await changes.lockTree(ctx);
  const parent =
    body.parentId === null ? null : await namedUnit(ctx, 'parentId', body.parentId, 'roster.unit.write', 'change');
  if (parent === null) admitRoot(ctx);

  refuseMisplaced(await store.kindRows(ctx), body.kind, parent);
  if (parent !== null) refuseClosed(parent, body.from);
  await refuseTakenName(ctx, { parentId: body.parentId, name: body.name, day: body.from });

  const [number] = await store.nextNumbers(ctx, 1);
  const unit: store.UnitRecord = {
    id: newId(),
    number: number!,
    parentId: body.parentId,
    kind: body.kind,
    name: body.name,
    shortName: body.shortName ?? body.name,
    position: body.position,
    path: pathOf(parent?.path ?? null, number!),
    validFrom: body.from,
    validTo: null,
    isRemote: false,
    openSince: body.from,
  };
  await store.insertUnits(ctx, [unit]);
  await changes.insertChange(ctx, {
    unitId: unit.id,
    what: 'created',
    day: body.from,
    before: null,
    after: body.name,
    reason: body.reason,
  });

  audit(ctx, {
    action: 'roster.createUnit',
    subject: `unit:${unit.id}`,
    details: { kind: unit.kind, path: unit.path },
  });
  return present(ctx, unit);
}

/** Refuses: a closed unit, a name that another unit there bears, a day before the latest change, a day that has not come. */
export async function renameUnit(
  ctx: Context,
  id: string,
  body: Input<typeof contract.renameUnit>['body'],
): Promise<UnitRow> {
  await changes.lockTree(ctx);
  const unit = await visibleUnit(ctx, id, 'roster.unit.write', 'change');

  refuseClosed(unit, body.from);
  await refuseWrongDay(ctx, unit, body.from);
  await refuseTakenName(ctx, { parentId: unit.parentId, name: body.name, day: body.from, exceptId: id });

  const change = {
    name: body.name,
    shortName: body.shortName ?? (unit.shortName === unit.name ? body.name : unit.shortName),
    position: body.position ?? unit.position,
    from: body.from,
  };
  await store.renameRow(ctx, unit, change);
  await changes.insertChange(ctx, {
    unitId: id,
    what: 'renamed',
    day: body.from,
    before: unit.name,
    after: body.name,
    reason: body.reason,
  });
  await store.tellGrantsBelow(ctx, unit.path);

  audit(ctx, { action: 'roster.renameUnit', subject: `unit:${id}`, details: { ...change, before: unit.name } });
  return present(ctx, (await store.unitById(ctx, id))!);
}

/**
 * Moves a unit with all below it. The person needs the right at both places.
 * Refuses: a place inside itself, a kind that may not lie there, a name that another unit there
 * bears, a closed unit or target, a wrong day.
 */
export async function moveUnit(
  ctx: Context,
  id: string,
  body: Input<typeof contract.moveUnit>['body'],
): Promise<UnitRow> {
  await changes.lockTree(ctx);
  const unit = await visibleUnit(ctx, id, 'roster.unit.write', 'change');
  const parent = await namedUnit(ctx, 'parentId', body.parentId, 'roster.unit.write', 'change');

  if (liesWithin(parent.path, unit.path)) throw new AppError('roster.unit_below_itself');
  refuseMisplaced(await store.kindRows(ctx), unit.kind, parent);
  refuseClosed(unit, body.from);
  refuseClosed(parent, body.from);
  await refuseWrongDay(ctx, unit, body.from);
  await refuseTakenName(ctx, { parentId: parent.id, name: unit.name, day: body.from, exceptId: id });

  const before = unit.parentId === null ? null : await store.unitById(ctx, unit.parentId);
  const path = pathOf(parent.path, unit.number);
  await store.lockSubtree(ctx, unit);
  await store.moveSubtree(ctx, unit, { parentId: parent.id, path, from: body.from });
  await store.tellGrantsBelow(ctx, path);
  await changes.insertChange(ctx, {
    unitId: id,
    what: 'moved',
    day: body.from,
    before: before?.name ?? null,
    after: parent.name,
    reason: body.reason,
  });

  audit(ctx, {
    action: 'roster.moveUnit',
    subject: `unit:${id}`,
    details: { from: unit.path, to: path, day: body.from },
  });
  return present(ctx, (await store.unitById(ctx, id))!);
}

/** Refuses: a unit that is closed already, people or open units in it after the day, a day before its latest change. */
export async function closeUnit(
  ctx: Context,
  id: string,
  { lastDay, reason }: Input<typeof contract.closeUnit>['body'],
): Promise<UnitRow> {
  await changes.lockTree(ctx);
  const unit = await visibleUnit(ctx, id, 'roster.unit.write', 'change');

  if (unit.validTo !== null) throw new AppError('roster.unit_closed', { name: unit.name });
  await refuseBeforeChange(ctx, unit, lastDay);
  if (await store.holdsAnything(ctx, unit, lastDay)) throw new AppError('roster.unit_not_empty', { name: unit.name });

  await store.closeRow(ctx, id, lastDay);
  await changes.insertChange(ctx, { unitId: id, what: 'closed', day: lastDay, before: unit.name, after: null, reason });

  audit(ctx, { action: 'roster.closeUnit', subject: `unit:${id}`, details: { lastDay } });
  return present(ctx, (await store.unitById(ctx, id))!);
}

/**
 * Adds many units at once, parents before children, with ids of the caller. For the program itself and for
 * imports: whoever calls it has judged the rights. Refuses: an unknown kind, a kind that may not lie there.
 */
export async function importUnits(ctx: Context, rows: readonly NewUnit[]): Promise<void> {
  await changes.lockTree(ctx);
  const kinds = await store.kindRows(ctx);
  const numbers = await store.nextNumbers(ctx, rows.length);
  const known = new Map<string, Unit>();
  const given = new Set(rows.map((row) => row.id));
  const outside = rows.map((row) => row.parentId).filter((id): id is string => id !== null && !given.has(id));
  for (const unit of await store.unitsByIds(ctx, [...new Set(outside)])) known.set(unit.id, unit);
  const units = rows.map((row, i): store.UnitRecord => {
    const parent = row.parentId === null ? null : known.get(row.parentId);
    if (parent === undefined) throw notFound();
    refuseMisplaced(kinds, row.kind, parent);
    const unit = {
      id: row.id,
      number: numbers[i]!,
      parentId: row.parentId,
      kind: row.kind,
      name: row.name,
      shortName: row.shortName ?? row.name,
      position: row.position ?? i,
      path: pathOf(parent?.path ?? null, numbers[i]!),
      validFrom: row.from,
      validTo: null,
      isRemote: false,
      openSince: row.from,
    };
    known.set(row.id, unit);
    return unit;
  });
  await store.insertUnits(ctx, units);
  audit(ctx, { action: 'roster.importUnits', details: { count: units.length } });
}

export async function visibleUnit(
  ctx: Context,
  id: string,
  permission: string,
  mode: store.ReadMode = 'read',
): Promise<store.UnitRecord> {
  const unit = await store.unitById(ctx, id, mode);
  if (unit === null || !mayOnUnit(ctx, permission, unit)) throw notFound();
  return unit;
}

/** The unit that a form names: where it is not there, or not theirs, the refusal points at the form's own field. */
export async function namedUnit(
  ctx: Context,
  field: 'unitId' | 'parentId',
  ...[id, permission, mode]: [id: string, permission: string, mode?: store.ReadMode]
): Promise<store.UnitRecord> {
  const unit = await store.unitById(ctx, id, mode ?? 'read');
  if (unit !== null && mayOnUnit(ctx, permission, unit)) return unit;
  throw new AppError('kernel.not_found', {}, [
    { path: field, message: text(ctx.language, 'roster:fields.unitNotThere') },
  ]);
}

/** Refuses: a unit that is closed or not yet open on the day, also between a closing and an opening again. */
export function refuseClosed(unit: store.UnitRecord, day: Day): void {
  if (day < unit.openSince) throw new AppError('roster.day_before_start', { from: unit.openSince });
  if (!isValidOn(unit, day) || unit.validTo !== null) throw new AppError('roster.unit_closed', { name: unit.name });
}

export function refuseFuture(ctx: Context, day: Day): void {
  if (day > ctx.clock.today()) throw new AppError('roster.day_in_future', { today: ctx.clock.today() });
}

export function refuseMisplaced(kinds: readonly UnitKind[], kind: string, parent: Unit | null): void {
  const known = kinds.find((row) => row.code === kind);
  if (known === undefined) throw new AppError('roster.unit_kind_unknown', { kind });
  if (!mayLieUnder(known, parent?.kind ?? null)) throw new AppError('roster.unit_kind_misplaced', { kind: known.name });
}

export async function refuseTakenName(
  ctx: Context,
  place: { parentId: string | null; name: string; day: Day; exceptId?: string },
): Promise<void> {
  if (await changes.isNameTaken(ctx, place)) throw new AppError('roster.unit_name_taken', { name: place.name });
}

export async function refuseWrongDay(ctx: Context, unit: Unit, day: Day): Promise<void> {
  await refuseBeforeChange(ctx, unit, day);
  refuseFuture(ctx, day);
}

export async function refuseBeforeChange(ctx: Context, unit: Unit, day: Day): Promise<void> {
  const latest = await store.lastChangeOf(ctx, unit.id);
  if (day < latest) throw new AppError('roster.day_before_start', { from: latest });
}
