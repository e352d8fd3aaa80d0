import { z } from 'zod';
import { accountStates, AppError, audit, newId, tell, text, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { accountsOf } from '../store/grants';
import { unitsByIds } from '../store/units';
import { refuseContradicted } from '../dossier/file';
import { accountJournal, mergeAccounts } from './accounts';
import type * as contract from './contract';
import { mergeFields, sealedFields, type Attached, type MergeField } from './contract';
import { compareDossiers } from './comparing';
import { pairOf } from './finding';
import { joinNames } from './former-names';
import { ownFollowers, PLACEMENTS, placementsGivingWay } from './own-followers';
import type { PersonFollower, PersonMove } from './person-follower';
import { inOrder, type ColumnChange, type Row } from './rules';
import { sealedJournal, takeSealed } from './sealed-values';
import * as finding from './store';
import * as store from './store-merge';

type Query<E> = EndpointInput<E>['query'];
type Body<E> = EndpointInput<E>['body'];

const followed = z.object({ what: z.string(), moves: z.number(), clashes: z.number() });

/** All that the undo of a merge needs. */
export const mergeJournal = z.object({
  /** Columns of the record that stays, before and after. */
  columns: z.record(z.string(), z.object({ before: z.unknown(), after: z.unknown() })),
  staffNumbers: z.object({ survivor: z.string(), merged: z.string() }),
  accounts: accountJournal,
  /** Merges from before the dossier took nothing of it. */
  sealed: sealedJournal.default({ taken: [], identityIndex: null }),
  followers: z.array(z.object({ name: z.string(), journal: z.unknown() })),
  /** What went over, and what the record that stays had after that. */
  moved: z.array(followed),
  afterwards: z.array(followed),
});
export type MergeJournal = z.infer<typeof mergeJournal>;

export const allFollowers = (followers: readonly PersonFollower[]): readonly PersonFollower[] => [
  ...ownFollowers,
  ...followers,
];

export async function describeAll(ctx: Context, followers: readonly PersonFollower[], move: PersonMove) {
  const rows: Attached[] = [];
  for (const follower of allFollowers(followers)) rows.push(...(await follower.describe(ctx, move)));
  return rows;
}

/** The two records side by side with all that would follow; the logs of both keep who looked. Refuses: as pairOf. */
export async function previewMerge(
  ctx: Context,
  followers: readonly PersonFollower[],
  { survivorId, mergedId }: Query<typeof contract.previewMerge>,
) {
  const { one: survivor, other: merged } = await pairOf(ctx, survivorId, mergedId);
  const move = { from: mergedId, to: survivorId };
  const links = await accountsOf(ctx, [survivorId, mergedId]);
  const states = await accountStates(
    ctx,
    links.map((link) => link.accountId),
  );
  const dossiers = await compareDossiers(ctx, survivorId, mergedId);
  const sideOf = (person: finding.FoundPerson) => {
    const link = links.find(({ personId }) => personId === person.id);
    const state = link === undefined ? undefined : states.get(link.accountId);
    const account =
      state === undefined
        ? null
        : {
            username: state.username,
            isClosed: state.isClosed,
            lastSignedInAt: state.lastSignedInAt?.toISOString() ?? null,
          };
    return { person, account, dossier: person === survivor ? dossiers.one : dossiers.other };
  };
  const givingWay = await placementsGivingWay(ctx, move);
  const units = await unitsByIds(ctx, [...new Set(givingWay.map((days) => days.unitId))]);
  const names = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    survivor: sideOf(survivor),
    merged: sideOf(merged),
    differs: dossiers.differs,
    attached: (await describeAll(ctx, followers, move))
      .map((row) => (row.what === PLACEMENTS ? { ...row, clashes: 0 } : row))
      .filter((row) => row.moves + row.clashes > 0)
      .map((row) => ({ ...row, what: text(ctx.language, row.what) })),
    givingWay: givingWay.map(({ unitId, validFrom, validTo }) => ({
      unitName: names.get(unitId) ?? '',
      validFrom,
      validTo,
    })),
    differenceReason: (await finding.differenceBetween(ctx, inOrder(survivorId, mergedId)))?.reason ?? null,
  };
}

/**
 * Makes two records one. Both are locked first, in the order of their ids, so that of two who merge at once the second
 * meets a clear refusal. Refuses: as pairOf; a version that somebody has changed meanwhile, a pair that is marked as
 * different, a birth after the first day of work, an identity number that contradicts the chosen birth or gender, a sealed
 * value that can't be read, the account of the merger or one beyond reach that would be closed.
 */
export async function mergePeople(
  ctx: Context,
  followers: readonly PersonFollower[],
  body: Body<typeof contract.mergePeople>,
): Promise<{ id: string; survivorId: string }> {
  const { one: survivor, other: merged } = await pairOf(ctx, body.survivorId, body.mergedId, 'lock');
  const move = { from: merged.id, to: survivor.id };

  if (survivor.version !== body.survivorVersion || merged.version !== body.mergedVersion)
    throw new AppError('kernel.changed_meanwhile');
  if ((await finding.differenceBetween(ctx, inOrder(survivor.id, merged.id))) !== null)
    throw new AppError('roster.marked_different', { name: survivor.name, other: merged.name });

  const id = newId();
  const before = await store.personRow(ctx, survivor.id);
  const moved = await describeAll(ctx, followers, move);
  const accounts = await mergeAccounts(ctx, move, body.account);
  const journals: MergeJournal['followers'] = [];
  for (const follower of allFollowers(followers))
    journals.push({ name: follower.name, journal: await follower.follow(ctx, move) });
  await takeFields(ctx, move, body.take);
  const sealed = await takeSealed(ctx, move, id, body.take);
  await joinNames(ctx, move, survivor.name);
  await store.setMergedInto(ctx, merged.id, survivor.id);
  for (const id of [survivor.id, merged.id]) await store.settleUnit(ctx, id);
  await store.settleDays(ctx, survivor.id);
  const after = await store.personRow(ctx, survivor.id);
  refuseUnborn(after);
  if (toldByIdentity.some((field) => body.take.includes(field)))
    await refuseContradicted(ctx, survivor.id, {
      gender: after.gender as finding.FoundPerson['gender'],
      bornOn: after.born_on as string | null,
    });

  const journal: MergeJournal = {
    columns: changesOf(before, after),
    staffNumbers: { survivor: survivor.staffNumber, merged: merged.staffNumber },
    accounts,
    sealed: sealed.journal,
    followers: journals,
    moved,
    afterwards: await describeAll(ctx, followers, { from: move.to, to: move.from }),
  };
  await store.insertMerge(ctx, {
    id,
    survivorId: survivor.id,
    mergedId: merged.id,
    survivorUnitId: survivor.unitId,
    mergedUnitId: merged.unitId,
    reason: body.reason,
    journal,
    former: sealed.former,
  });

  tell(ctx, `person:${merged.id}`);
  audit(ctx, {
    action: 'roster.mergePeople',
    subject: `person:${survivor.id}`,
    details: { mergeId: id, mergedId: merged.id, taken: body.take, closedAccountId: accounts.closed },
  });
  return { id, survivorId: survivor.id };
}

/** An identity number tells birth and gender. */
const toldByIdentity: readonly MergeField[] = ['identityNumber', 'gender', 'bornOn'];

/** Fields with a way over and back of their own. */
const ownWay: readonly MergeField[] = ['staffNumber', ...sealedFields];
const columnFields = mergeFields.filter((field) => !ownWay.includes(field));

/** The chosen values go over. A staff number is exchanged: the record that goes keeps the other as its former number. */
async function takeFields(ctx: Context, { from, to }: PersonMove, take: readonly MergeField[]): Promise<void> {
  const [given, kept] = [await store.personRow(ctx, from), await store.personRow(ctx, to)];
  const columns = columnFields.filter((field) => take.includes(field)).flatMap((field) => store.columnsOfField[field]);
  await store.setColumns(ctx, to, Object.fromEntries(columns.map((column) => [column, given[column]])));
  if (take.includes('staffNumber'))
    await store.setStaffNumbers(ctx, [
      [to, given.staff_number as string],
      [from, kept.staff_number as string],
    ]);
}

/** The columns that the merge has changed, but for what has a way back of its own. */
function changesOf(before: Row, after: Row): Record<string, ColumnChange> {
  const columns = [...columnFields.flatMap((field) => store.columnsOfField[field]), ...store.settledColumns];
  return Object.fromEntries(
    columns
      .filter((column) => JSON.stringify(before[column]) !== JSON.stringify(after[column]))
      .map((column) => [column, { before: before[column], after: after[column] }]),
  );
}

function refuseUnborn(row: Row): void {
  const [bornOn, from] = [row.born_on as string | null, row.employed_from as string];
  if (bornOn !== null && bornOn >= from) throw new AppError('roster.born_too_late', { from });
}
