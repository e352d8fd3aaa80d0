import { AppError, audit, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import type { UnitRow } from '../contract';
import type { RoleTable } from '../roles';
import { insertSuccession, lockTree } from '../store/unit-changes';
import * as unitStore from '../store/units';
import type { UnitRecord } from '../store/units';
import { createUnit, present, refuseClosed } from '../units';
import * as contents from './contents';
import type * as contract from './contract';
import type { ReorganisationPreview } from './contract';
import { namedTwice } from './rules';
import * as store from './store';

type Body = EndpointInput<typeof contract.splitUnit>['body'];

/** What hangs on the unit and waits to be shared out. Refuses: a closed unit. */
export async function previewSplit(ctx: Context, id: string, from: string): Promise<ReorganisationPreview> {
  const units = await contents.unitsToReshape(ctx, [id], 'read');
  refuseClosed(units[0]!, from);
  return contents.previewOf(ctx, units, await contents.contentsOf(ctx, units, { from, target: null }));
}

/**
 * New units come out of one from a day on, beside it and of its kind. Each takes the people and the units below that are
 * named for it; the rest goes to one of them, and then the old unit is closed, or it stays with the old unit.
 * Refuses: too few parts, somebody named for two, a closed unit, a wrong day, a name that is taken, anything other than
 * what the preview showed.
 */
export async function splitUnit(
  ctx: Context,
  roles: RoleTable,
  id: string,
  body: Body,
): Promise<{ unit: UnitRow; parts: UnitRow[] }> {
  await lockTree(ctx);
  const units = await contents.unitsToReshape(ctx, [id], 'change');
  const unit = units[0]!;

  refuseClosed(unit, body.from);
  await contents.refuseDay(ctx, units, body.from);
  await store.holdPeople(ctx, [id], body.from);
  const found = await contents.contentsOf(ctx, units, { from: body.from, target: null });
  contents.refuseUnseen(found, body.seen);
  refuseUnclear(body, found);

  if (body.restTo !== null) await contents.closeBefore(ctx, unit, body.from);
  const parts = await newParts(ctx, unit, body);
  await shareOut(ctx, { unit, parts, found, body });
  if (body.restTo !== null)
    await contents.moveGrants(ctx, roles, found, { units: parts, endGrants: new Set(body.endGrants) });
  await tellSplit(ctx, unit, parts, body);
  await unitStore.tellGrantsBelow(ctx, unit.path);

  audit(ctx, {
    action: 'roster.splitUnit',
    subject: `unit:${id}`,
    details: {
      parts: parts.map((part) => part.id),
      from: body.from,
      isKept: body.restTo === null,
      people: found.people.length,
      children: found.children.length,
      posts: found.posts.length,
    },
  });
  const now = await unitStore.unitsByIds(ctx, [id, ...parts.map((part) => part.id)]);
  const row = (one: string) =>
    present(
      ctx,
      now.find((other) => other.id === one)!,
    );
  return { unit: row(id), parts: parts.map((part) => row(part.id)) };
}

/** Parts of a remote unit are remote too. */
async function newParts(ctx: Context, unit: UnitRecord, body: Body): Promise<UnitRecord[]> {
  const parts: UnitRecord[] = [];
  for (const { name, shortName } of body.parts) {
    const { id } = await createUnit(ctx, {
      parentId: unit.parentId,
      kind: unit.kind,
      name,
      ...(shortName === undefined ? {} : { shortName }),
      position: unit.position,
      from: body.from,
      ...(body.reason === undefined ? {} : { reason: body.reason }),
    });
    const part = (await unitStore.unitById(ctx, id, 'change'))!;
    if (unit.isRemote) await store.markRow(ctx, part, true, body.from);
    parts.push(part);
  }
  return parts;
}

/** First what was named, then whatever is left; posts follow their holders, those of people from elsewhere the rest. */
async function shareOut(
  ctx: Context,
  work: { unit: UnitRecord; parts: readonly UnitRecord[]; found: contents.Contents; body: Body },
): Promise<void> {
  const { unit, parts, found, body } = work;
  const { from, reason } = body;
  const names = new Map<string, string>();
  const endPosts = new Set(body.endPosts);
  const namedPeople = new Set(body.parts.flatMap((part) => part.personIds));
  const namedChildren = new Set(body.parts.flatMap((part) => part.childIds));
  for (const [i, part] of parts.entries()) {
    const { personIds, childIds } = body.parts[i]!;
    const isRest = body.restTo === i;
    const takes = (named: readonly string[], all: ReadonlySet<string>, id: string) =>
      named.includes(id) || (isRest && !all.has(id));
    const children = found.children.filter((child) => takes(childIds, namedChildren, child.id));
    await contents.moveChildren(ctx, children, { parentId: part.id, from, reason, names });
    const people = found.people.filter((person) => takes(personIds, namedPeople, person.id));
    await store.relocatePeople(ctx, { fromUnitId: unit.id, to: part, from, personIds: people.map((one) => one.id) });
    const posts = found.posts.filter((post) => takes(personIds, namedPeople, post.personId));
    await contents.movePosts(ctx, posts, { unitId: part.id, from, endPosts });
  }
}

async function tellSplit(ctx: Context, unit: UnitRecord, parts: readonly UnitRecord[], body: Body): Promise<void> {
  const { from, reason } = body;
  await insertSuccession(
    ctx,
    parts.map((part) => ({ predecessorId: unit.id, successorId: part.id, how: 'split', day: from })),
  );
  const others = parts.map((part) => part.name);
  await contents.tellChange(ctx, unit, { what: 'split', others, from, reason });
  for (const part of parts)
    await contents.tellChange(ctx, part, { what: 'split_off', others: [unit.name], from, reason });
}

/** A unit that goes leaves at least two; one that stays gives at least one away. */
function refuseUnclear(body: Body, found: contents.Contents): void {
  const least = body.restTo === null ? 1 : 2;
  if (body.parts.length < least || (body.restTo !== null && body.restTo >= body.parts.length))
    throw new AppError('roster.split_into_nothing');
  const known = new Map([...found.people, ...found.children].map((one) => [one.id, one.name]));
  const named = body.parts.map((part) => [...part.personIds, ...part.childIds]);
  if (named.flat().some((id) => !known.has(id))) throw notFound();
  const twice = namedTwice(named);
  if (twice !== null) throw new AppError('roster.split_twice', { name: known.get(twice) });
}
