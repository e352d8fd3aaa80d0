import { AppError, audit, exportTable, allPages, notFound, text, type Context, type FileAnswer } from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { isId } from '#kernel/contract';
import { scopeOf } from '../policy';
import type * as contract from './contract';
import { doubleReasons, MOST_OF_GROUP, type DoubleGroup, type DoublePerson, type DoubleReason } from './contract';
import { admitAll, mergeScopes } from './policy';
import { inOrder } from './rules';
import { haveOneNumber, holdersOfTyped, setsOfOneNumber } from './same-identity';
import * as store from './store';

type Query<E> = EndpointInput<E>['query'];
type Body<E> = EndpointInput<E>['body'];

/**
 * A page looks at so many keys and no more, so that it ends soon also where most groups lie outside the own part. Among
 * a million people thirty thousand pairs share the index of their identity numbers by chance: those are looked at faster.
 */
const KEYS_A_WALK: Readonly<Record<DoubleReason, number>> = { identityNumber: 4000, nameAndBirth: 200, phone: 200 };
const MOST_WALKS = 10;
const MOST_CANDIDATES = 5;

interface Place {
  reason: DoubleReason;
  key: string[] | null;
}

/** A cursor names the reason and the last key looked at; a foreign or broken one reads as the beginning. */
function readPlace(cursor: string | undefined, first: DoubleReason): Place {
  const beginning = { reason: first, key: null };
  if (cursor === undefined) return beginning;
  try {
    const [reason, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [DoubleReason, unknown];
    const isKey = key === null || (Array.isArray(key) && key.every((part) => typeof part === 'string'));
    return doubleReasons.includes(reason) && isKey ? { reason, key: key as string[] | null } : beginning;
  } catch {
    return beginning;
  }
}

const writePlace = ({ reason, key }: Place): string =>
  Buffer.from(JSON.stringify([reason, key]), 'utf8').toString('base64url');

/**
 * The groups of these keys. An equal index of identity numbers is taken for nothing until the numbers were opened and
 * compared; what a surer reason has found already is left out.
 */
async function groupsAt(ctx: Context, reason: DoubleReason, keys: readonly string[][]): Promise<store.FoundGroup[]> {
  const question = { scopes: mergeScopes(ctx), most: MOST_OF_GROUP };
  if (reason === 'identityNumber') return store.groupsAmong(ctx, reason, await setsOfOneNumber(ctx, keys), question);
  const isSurer = (one: DoubleReason) => doubleReasons.indexOf(one) < doubleReasons.indexOf(reason);
  const groups: store.FoundGroup[] = [];
  for (const group of await store.groupsOf(ctx, reason, keys, question)) {
    const isSure = !group.also.includes('identityNumber') || (await haveOneNumber(ctx, group.ids));
    const also = isSure ? group.also : group.also.filter((one) => one !== 'identityNumber');
    if (!also.some(isSurer)) groups.push({ ...group, also });
  }
  return groups;
}

/** The groups that follow a place, reason after reason, until there are enough or a page has looked long enough. */
async function walk(ctx: Context, from: Place, wanted: readonly DoubleReason[], limit: number) {
  const groups: (store.FoundGroup & { reason: DoubleReason })[] = [];
  let place: Place = from;
  for (let walks = 0; walks < MOST_WALKS; walks += 1) {
    const { reason } = place;
    const keys = await store.nextKeys(ctx, reason, place.key, KEYS_A_WALK[reason]);
    const found = await groupsAt(ctx, reason, keys);
    for (const [i, group] of found.entries()) {
      groups.push({ ...group, reason });
      // Two numbers under one index stay on one page: the place is a key.
      const isLastOfKey = found[i + 1]?.key.join() !== group.key.join();
      if (groups.length >= limit && isLastOfKey) return { groups, next: { reason, key: group.key } };
    }
    if (keys.length === KEYS_A_WALK[reason]) {
      place = { reason, key: keys.at(-1)! };
      continue;
    }
    const following = wanted[wanted.indexOf(place.reason) + 1];
    if (following === undefined) return { groups, next: null };
    place = { reason: following, key: null };
  }
  return { groups, next: place };
}

export async function listDoubles(ctx: Context, query: Query<typeof contract.listDoubles>): Promise<Page<DoubleGroup>> {
  const wanted = query.reason === undefined ? doubleReasons : [query.reason];
  const { groups, next } = await walk(ctx, readPlace(query.cursor, wanted[0]!), wanted, query.limit);
  const ids = groups.flatMap((group) => group.ids);
  const people = await store.peopleByIds(ctx, ids);
  const marks = await store.differencesWithin(ctx, ids);
  return {
    rows: groups.map(({ reason, ids: members, count, also }) => ({
      id: [reason, ...members.slice(0, 2)].join('.'),
      reason,
      also,
      count,
      people: members.map((id) => people.get(id)!),
      different: marks.filter(([one, other]) => members.includes(one) && members.includes(other)),
    })),
    nextCursor: next === null ? null : writePlace(next),
  };
}

interface Line {
  group: DoubleGroup;
  person: DoublePerson;
}

/** The list as a file, a line for each record. The audit says how many. */
export async function exportDoubles(ctx: Context, query: Query<typeof contract.exportDoubles>): Promise<FileAnswer> {
  const say = (key: string) => text(ctx.language, `roster:${key}`);
  const column = (key: string, width: number, value: (line: Line) => string | null) =>
    ({ key, title: `roster:doubles.columns.${key}`, kind: 'text', width, value }) as const;
  const lines = async function* () {
    for await (const groups of allPages((page) => listDoubles(ctx, { ...query, ...page })))
      yield groups.flatMap((group) => group.people.map((person): Line => ({ group, person })));
  };
  const { file, rows } = await exportTable<Line>(ctx, {
    title: say('doubles.title'),
    permission: 'roster.person.merge',
    filters: query.reason === undefined ? [] : [say(`doubles.reason.${query.reason}`)],
    columns: [
      column('reason', 20, ({ group }) =>
        [group.reason, ...group.also].map((one) => say(`doubles.reason.${one}`)).join(say('exports.listMark')),
      ),
      column('name', 12, ({ person }) => person.name),
      column('number', 14, ({ person }) => person.staffNumber),
      column('unit', 20, ({ person }) => person.unitName),
      column('phone', 16, ({ person }) => person.phone),
      {
        key: 'born',
        title: 'roster:doubles.columns.born',
        kind: 'day',
        width: 12,
        value: ({ person }) => person.bornOn,
      },
    ],
    rows: lines(),
  });
  audit(ctx, { action: 'roster.exportDoubles', details: { count: rows, reason: query.reason ?? null } });
  return file;
}

/** Who is there already that looks like the person about to be written, of those whose files the asker keeps. */
export async function checkDoubles(ctx: Context, body: Body<typeof contract.checkDoubles>) {
  const scopes = scopeOf(ctx, 'roster.person.write');
  const given = { name: body.name.normalize('NFC'), bornOn: body.bornOn ?? null, phone: body.phone ?? null };
  const found = new Map<string, DoubleReason[]>();
  const question = { scopes, exceptId: body.exceptId ?? null, most: MOST_CANDIDATES };
  const idsFor = async (reason: DoubleReason): Promise<string[]> => {
    if (reason === 'identityNumber')
      return body.identityNumber ? store.idsAmong(ctx, await holdersOfTyped(ctx, body.identityNumber), question) : [];
    const key = await store.keyFor(ctx, reason, given);
    return key === null ? [] : store.idsWithKey(ctx, reason, key, question);
  };
  for (const reason of doubleReasons)
    for (const id of await idsFor(reason)) found.set(id, [...(found.get(id) ?? []), reason]);
  const people = await store.peopleByIds(ctx, [...found.keys()]);
  const candidates = [...found].map(([id, reasons]) => ({ ...people.get(id)!, reasons }));
  // Asking who has a telephone is a look into people's files, whatever comes of it.
  audit(ctx, { action: 'roster.checkDoubles', details: { found: candidates.length } });
  // One identity number is surer than all the rest together.
  const weight = ({ reasons }: { reasons: readonly DoubleReason[] }) =>
    reasons.length + (reasons.includes('identityNumber') ? doubleReasons.length : 0);
  return { candidates: candidates.sort((a, b) => weight(b) - weight(a)).slice(0, MOST_CANDIDATES) };
}

export interface Pair {
  one: store.FoundPerson;
  other: store.FoundPerson;
}

/**
 * Two records that the asker may merge. Refuses: twice the same (roster.same_person), one that isn't there or lies
 * elsewhere (kernel.not_found), one that has been merged already (roster.person_merged).
 */
export async function pairOf(
  ctx: Context,
  oneId: string,
  otherId: string,
  mode: 'read' | 'lock' = 'read',
): Promise<Pair> {
  if (oneId === otherId) throw new AppError('roster.same_person');
  const people = await store.peopleByIds(ctx, [oneId, otherId], mode);
  const [one, other] = [people.get(oneId), people.get(otherId)];
  if (one === undefined || other === undefined) throw notFound();
  const gone = [one, other].filter((person) => person.mergedIntoId !== null);
  const standing = await store.peopleByIds(
    ctx,
    gone.map((person) => person.mergedIntoId!),
  );
  admitAll(
    ctx,
    [one, other].map((person) => (person.mergedIntoId === null ? person : standing.get(person.mergedIntoId)!).path),
  );
  const [first] = gone;
  if (first !== undefined) {
    const { name, staffNumber } = standing.get(first.mergedIntoId!)!;
    throw new AppError('roster.person_merged', { name, number: staffNumber });
  }
  return { one, other };
}

/** Refuses: as pairOf. A pair that bears the mark keeps it as it is. */
export async function markDifferent(ctx: Context, body: Body<typeof contract.markDifferent>): Promise<{ id: string }> {
  const { one, other } = await pairOf(ctx, body.oneId, body.otherId);
  const pair = inOrder(one.id, other.id);

  const id = await store.insertDifference(ctx, pair, body.reason);
  if (id === null) return { id: (await store.differenceBetween(ctx, pair))!.id };

  audit(ctx, { action: 'roster.markDifferent', subject: `person:${pair[0]}`, details: { otherId: pair[1] } });
  return { id };
}

/** Refuses: a mark that isn't there, or of people who lie elsewhere. */
export async function withdrawDifference(ctx: Context, id: string): Promise<Record<string, never>> {
  const mark = await store.findDifference(ctx, id);
  if (mark === null) throw notFound();
  await pairOf(ctx, mark.one, mark.other);

  await store.withdrawDifferenceRow(ctx, id);

  audit(ctx, { action: 'roster.withdrawDifference', subject: `person:${mark.one}`, details: { otherId: mark.other } });
  return {};
}

export async function listDifferences(ctx: Context, query: Query<typeof contract.listDifferences>) {
  const before = query.cursor !== undefined && isId(query.cursor) ? query.cursor : null;
  const rows = await store.differenceRows(ctx, { scopes: mergeScopes(ctx), before, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const people = await store.peopleByIds(
    ctx,
    page.flatMap((row) => [row.oneId, row.otherId]),
  );
  return {
    rows: page.map(({ id, oneId, otherId, reason, markedAt, markedByName }) => ({
      id,
      one: people.get(oneId)!,
      other: people.get(otherId)!,
      reason,
      markedAt: markedAt.toISOString(),
      markedByName,
    })),
    nextCursor: rows.length > query.limit ? page.at(-1)!.id : null,
  };
}
