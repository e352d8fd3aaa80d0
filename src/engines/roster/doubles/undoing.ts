import { AppError, assert, audit, notFound, tell, text, type Context } from '#kernel';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import { partAccounts } from './accounts';
import type * as contract from './contract';
import { mergeFields, type MergeField, type MergeRow } from './contract';
import { allFollowers, describeAll, mergeJournal, type MergeJournal } from './merging';
import { partNames } from './former-names';
import type { PersonFollower } from './person-follower';
import { admitAll, mergeScopes } from './policy';
import { lastDayOfUndo, restorable } from './rules';
import { giveSealedBack, sealedSince } from './sealed-values';
import { peopleByIds } from './store';
import * as store from './store-merge';

type Query<E> = EndpointInput<E>['query'];

function present(ctx: Context, merge: store.MergeRecord): MergeRow {
  const { madeAt, undoneAt, ...rest } = merge;
  const undoUntil = lastDayOfUndo(madeAt);
  return {
    ...rest,
    madeAt: madeAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
    undoUntil,
    abilities: { undo: undoneAt === null && ctx.clock.today() <= undoUntil },
  };
}

export async function listMerges(ctx: Context, query: Query<typeof contract.listMerges>): Promise<Page<MergeRow>> {
  const before = query.cursor !== undefined && isId(query.cursor) ? query.cursor : null;
  const rows = await store.mergeRows(ctx, { scopes: mergeScopes(ctx), before, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  return {
    rows: page.map((row) => present(ctx, row)),
    nextCursor: rows.length > query.limit ? page.at(-1)!.id : null,
  };
}

/**
 * Refuses: a merge that isn't there or lies elsewhere (kernel.not_found), one that is undone already, one of more than
 * thirty days ago, one after which the record that stayed was merged again.
 */
async function undoableMerge(ctx: Context, id: string, mode: 'read' | 'lock') {
  const merge = await store.mergeById(ctx, id, mode);
  if (merge === null) throw notFound();
  admitAll(ctx, [merge.survivorPath, merge.mergedPath]);
  const [survivor] = (await peopleByIds(ctx, [merge.survivorId])).values();
  if (survivor?.mergedIntoId === null) admitAll(ctx, [survivor.path]);

  if (merge.undoneAt !== null) throw new AppError('roster.already_undone', { name: merge.undoneByName ?? '' });
  const day = lastDayOfUndo(merge.madeAt);
  if (ctx.clock.today() > day) throw new AppError('roster.undo_too_late', { day });
  const later = await store.laterMergeOf(ctx, merge);
  if (later !== null) throw new AppError('roster.undo_later_first', { name: later });
  return { merge, journal: mergeJournal.parse(merge.journal) };
}

/** What the columns held before; the fields that somebody has corrected since keep today's value as a whole. */
async function valuesBack(
  ctx: Context,
  merge: store.MergeRecord,
  journal: MergeJournal,
): Promise<{ back: Record<string, unknown>; kept: MergeField[] }> {
  const values = restorable(journal.columns, await store.personRow(ctx, merge.survivorId));
  const isLost = (column: string) => Object.hasOwn(journal.columns, column) && !Object.hasOwn(values, column);
  const kept = mergeFields.filter((field) => store.columnsOfField[field].some(isLost));
  const keptColumns = kept.flatMap((field) => store.columnsOfField[field]);
  const back = Object.fromEntries(Object.entries(values).filter(([column]) => !keptColumns.includes(column)));
  return { back, kept };
}

/** What goes back, and what stays because it was recorded since. Refuses: as undoMerge would, but for what only the moment decides. */
export async function previewUndo(ctx: Context, followers: readonly PersonFollower[], id: string) {
  const { merge, journal } = await undoableMerge(ctx, id, 'read');
  const say = (what: string) => text(ctx.language, what);
  const now = await describeAll(ctx, followers, { from: merge.survivorId, to: merge.mergedId });
  const then = new Map(journal.afterwards.map((row) => [row.what, row.moves + row.clashes]));
  return {
    merge: present(ctx, merge),
    goesBack: journal.moved
      .map(({ what, moves, clashes }) => ({ what: say(what), count: moves + clashes }))
      .filter((row) => row.count > 0),
    stays: now
      .map(({ what, moves, clashes }) => ({ what: say(what), count: moves + clashes - (then.get(what) ?? 0) }))
      .filter((row) => row.count > 0),
    keptFields: [
      ...(await valuesBack(ctx, merge, journal)).kept,
      ...(await sealedSince(ctx, merge, journal.sealed)).corrected,
    ],
  };
}

/**
 * Makes two records again. What was recorded since stays with the one that stayed, also a field or a post that somebody
 * has changed. Refuses: as undoableMerge; a unit of the other record that is closed by now, its staff number or an
 * identity number given to somebody else, an account beyond reach.
 */
export async function undoMerge(
  ctx: Context,
  followers: readonly PersonFollower[],
  id: string,
  reason: string,
): Promise<{ survivorId: string; mergedId: string }> {
  const { merge, journal } = await undoableMerge(ctx, id, 'lock');
  const { survivorId, mergedId } = merge;
  const move = { from: mergedId, to: survivorId };
  await peopleByIds(ctx, [survivorId, mergedId], 'lock');

  await giveNumbersBack(ctx, merge, journal);
  await giveSealedBack(ctx, merge, journal.sealed);
  const { back } = await valuesBack(ctx, merge, journal);
  await store.setMergedInto(ctx, mergedId, null);
  const known = new Map(allFollowers(followers).map((follower) => [follower.name, follower]));
  for (const step of journal.followers.toReversed()) {
    const follower = known.get(step.name);
    assert(follower !== undefined, `nobody takes back what ${step.name} has moved`);
    await follower.undo(ctx, move, step.journal);
  }
  await partAccounts(ctx, move, journal.accounts);
  for (const personId of [survivorId, mergedId]) await store.settleUnit(ctx, personId);
  await store.settleDays(ctx, survivorId);
  await store.setColumns(ctx, survivorId, back);
  await partNames(ctx, survivorId, journal.columns.former_names);
  await store.setUndone(ctx, id, reason);

  tell(ctx, `person:${mergedId}`);
  audit(ctx, { action: 'roster.undoMerge', subject: `person:${survivorId}`, details: { mergeId: id, mergedId } });
  return { survivorId, mergedId };
}

/** Each has the number again that it had; one that was corrected since stays. Refuses: a number that somebody else has by now. */
async function giveNumbersBack(ctx: Context, merge: store.MergeRecord, journal: MergeJournal): Promise<void> {
  const { survivor, merged } = journal.staffNumbers;
  if (merge.mergedNumber === merged) return;
  if (await store.isNumberOfOther(ctx, merged, [merge.survivorId, merge.mergedId]))
    throw new AppError('roster.staff_number_taken', { number: merged });
  await store.setStaffNumbers(ctx, [
    [merge.mergedId, merged],
    [merge.survivorId, merge.survivorNumber === merged ? survivor : merge.survivorNumber],
  ]);
}
