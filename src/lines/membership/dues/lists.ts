import {
  AppError,
  allPages,
  audit,
  enqueue,
  errorText,
  may,
  newId,
  notFound,
  text,
  userOf,
  type Context,
  type FileAnswer,
} from '#kernel';
import { getUnit, personNames, restSheet, unitNames } from '#engines/roster';
import { isId, type Day, type EndpointInput, type Page } from '#kernel/contract';
import { pathsAsked } from '../policy';
import { refuseRunner } from './collect';
import type * as contract from './contract-money';
import { LIST_MAX_BYTES, type ColumnPlaces, type DuesList, type DuesListRow } from './contract-money';
import { listJob } from './jobs';
import { judgeList } from './judge-list';
import { listSubject } from './make-payments';
import { refuseDayAhead } from './payments';
import { readSheet } from './sheet';
import * as store from './store-lists';
import { progressOf, changeWork } from './store-runs';
import type { ListKind } from './terms';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E>['query'];

/** Wages are the accountant's business, payments the cashier's. */
const permissionOf = { wages: 'membership.dues.write', payments: 'membership.dues.collect' } as const;
const ROWS_A_STATEMENT = 5000;

/**
 * Refuses: a unit that isn't in reach, a file beyond 20 MB or that is no table (workbook.…), one without headings
 * (membership.dues_list_no_heading).
 */
export async function addList(
  ctx: Context,
  kind: ListKind,
  { unitId, month, name }: { unitId: string; month: Day; name: string },
  bytes: Uint8Array,
): Promise<DuesList> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, permissionOf[kind], unit.path)) throw notFound();
  if (bytes.byteLength > LIST_MAX_BYTES) throw new AppError('kernel.too_large');
  const { headings, fingerprint, guessed, rows } = await readSheet(bytes, name, kind);
  const saved = await store.savedColumns(ctx, { unitId, kind, fingerprint });
  const columns = saved ?? guessed;
  const id = newId();
  const { accountId, name: byName } = userOf(ctx);
  await store.insertList(ctx, {
    ...{ id, kind, unitId, unitPath: unit.path, month, fileName: name, headings, fingerprint, columns },
    ...{ createdBy: accountId, createdByName: byName },
  });
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    await store.insertRows(ctx, id, rows.slice(at, at + ROWS_A_STATEMENT));
  await judge(ctx, (await store.listById(ctx, id))!, columns);
  audit(ctx, {
    action: 'membership.addDuesList',
    subject: listSubject(id),
    details: { unitId, month, count: rows.length },
  });
  return showList(ctx, id);
}

async function judge(ctx: Context, list: store.ListRecord, columns: ColumnPlaces): Promise<number> {
  const counts = await judgeList(ctx, list, columns);
  await store.changeList(ctx, list.id, { columns, counts });
  return Number(counts.good);
}

/** A list that may still be chosen for. Refuses: one that isn't in reach, is under way or over, was changed meanwhile. */
async function openList(ctx: Context, kind: ListKind, id: string, version: number): Promise<store.ListRecord> {
  const list = await heldList(ctx, kind, id);
  if (list.state !== 'open' && list.state !== 'failed') throw new AppError('membership.dues_under_way');
  if (list.version !== version) throw new AppError('kernel.changed_meanwhile');
  return list;
}

async function heldList(ctx: Context, kind: ListKind, id: string): Promise<store.ListRecord> {
  const list = await store.listById(ctx, id, 'lock');
  if (list?.kind !== kind || !may(ctx.user, permissionOf[kind], list.unitPath)) throw notFound();
  return list;
}

/** Refuses: as `openList`; no column of staff numbers or sums, one column for two of ours (membership.dues_list_columns). */
export async function checkList(
  ctx: Context,
  kind: ListKind,
  id: string,
  { columns, version }: Body<typeof contract.checkWageList>,
): Promise<DuesList> {
  const list = await openList(ctx, kind, id, version);
  const places = Object.values(columns);
  const isFit = columns.staffNumber !== undefined && columns.amount !== undefined;
  if (!isFit || new Set(places).size !== places.length || places.some((place) => place >= list.headings.length))
    throw new AppError('membership.dues_list_columns');
  await store.keepColumns(ctx, list, columns);
  await judge(ctx, list, columns);
  audit(ctx, { action: 'membership.checkDuesList', subject: listSubject(id) });
  return showList(ctx, id);
}

/** Judges the rows once more, by the people of now. Refuses: a list in which no row can stand (membership.dues_list_nothing). */
async function judgeAgain(ctx: Context, list: store.ListRecord): Promise<void> {
  if ((await judge(ctx, list, list.columns)) === 0) throw new AppError('membership.dues_list_nothing');
}

export async function applyWages(ctx: Context, id: string, { version }: { version: number }): Promise<DuesList> {
  const list = await openList(ctx, 'wages', id, version);
  await judgeAgain(ctx, list);
  await store.takeWages(ctx, list);
  await store.forgetCells(ctx, id);
  await changeWork(ctx, 'dues_list', id, { state: 'done' });
  audit(ctx, { action: 'membership.applyDuesList', subject: listSubject(id) });
  return showList(ctx, id);
}

/** Refuses: as above; a day that has not come; payments for dues that the same person made (roster.same_hand). */
export async function applyPayments(
  ctx: Context,
  id: string,
  { version, postedOn }: Body<typeof contract.applyPaymentList>,
): Promise<DuesList> {
  refuseDayAhead(ctx, postedOn);
  const list = await openList(ctx, 'payments', id, version);
  await judgeAgain(ctx, list);
  const rows = await store.rowsOfList(ctx, id, { isBad: false });
  await refuseRunner(
    ctx,
    rows.map((row) => row.personId!),
  );
  await store.changeList(ctx, id, { state: 'waiting', postedOn });
  await enqueue(ctx, listJob, { id }, { key: listSubject(id) });
  audit(ctx, { action: 'membership.applyDuesList', subject: listSubject(id), details: { count: rows.length } });
  return showList(ctx, id);
}

/** Refuses: a list that isn't in reach, is under way, or was not taken in or is taken back (membership.dues_not_done). */
export async function undoList(
  ctx: Context,
  kind: ListKind,
  id: string,
  { reason }: { reason: string },
): Promise<DuesList> {
  const list = await heldList(ctx, kind, id);
  if (list.state === 'waiting' || list.state === 'undoing') throw new AppError('membership.dues_under_way');
  if (list.state !== 'done') throw new AppError('membership.dues_not_done');
  if (kind === 'wages') await store.removeWages(ctx, id);
  await changeWork(ctx, 'dues_list', id, { state: kind === 'wages' ? 'undone' : 'undoing', undo: { reason } });
  if (kind === 'payments') await enqueue(ctx, listJob, { id }, { key: listSubject(id) });
  audit(ctx, { action: 'membership.undoDuesList', subject: listSubject(id) });
  return showList(ctx, id);
}

export async function listDuesLists(
  ctx: Context,
  { cursor, limit, unitId, kind }: Query<typeof contract.listDuesLists>,
): Promise<Page<DuesList>> {
  const under = await pathsAsked(ctx, 'membership.dues.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.listRecords(ctx, { under, kind, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { rows: await presentLists(ctx, page), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}

async function visibleList(ctx: Context, id: string): Promise<store.ListRecord> {
  const list = await store.listById(ctx, id);
  if (list === null || !may(ctx.user, 'membership.dues.read', list.unitPath)) throw notFound();
  return list;
}

const showList = async (ctx: Context, id: string): Promise<DuesList> =>
  (await presentLists(ctx, [(await store.listById(ctx, id))!]))[0]!;

export const showDuesList = async (ctx: Context, id: string): Promise<DuesList> =>
  (await presentLists(ctx, [await visibleList(ctx, id)]))[0]!;

export async function listDuesListRows(
  ctx: Context,
  id: string,
  query: Query<typeof contract.listDuesListRows>,
): Promise<Page<DuesListRow>> {
  await visibleList(ctx, id);
  const { isBad, cursor, limit } = query;
  const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const rows = await store.rowsOfList(ctx, id, { isBad, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const names = await personNames(
    ctx,
    page.flatMap((row) => row.personId ?? []),
  );
  return {
    rows: page.map(({ number, cells, personId, amount, reason }) => ({
      ...{ number, cells: [...cells], amount },
      personName: personId === null ? null : (names.get(personId) ?? null),
      reason: reason === null ? null : reasonWords(ctx, reason),
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)!.number) : null,
  };
}

function reasonWords(ctx: Context, { code, params }: NonNullable<store.JudgedRow['reason']>): string {
  const stateWord = typeof params.stateWord === 'string' ? text(ctx.language, `membership:${params.stateWord}`) : '';
  return text(ctx.language, `membership:dues.reasons.${code}`, { ...params, state: stateWord });
}

/** The rest of a list, as it came, with the reasons: it goes back to those who made the sheet. */
export async function exportDuesRest(ctx: Context, id: string): Promise<FileAnswer> {
  const list = await visibleList(ctx, id);
  const say = (key: string) => text(ctx.language, `membership:dues.exports.${key}`);
  const { file, rows } = await restSheet(ctx, {
    ...{ fileName: list.fileName, headings: list.headings, words: { rest: say('rest'), reason: say('reason') } },
    rows: allPages((page) => listDuesListRows(ctx, id, { ...page, isBad: true })),
  });
  audit(ctx, { action: 'membership.exportDuesRest', subject: listSubject(id), details: { count: rows } });
  return file;
}

async function presentLists(ctx: Context, lists: readonly store.ListRecord[]): Promise<DuesList[]> {
  const progress = await progressOf(
    ctx,
    lists.map((list) => list.id),
  );
  const units = await unitNames(
    ctx,
    lists.map((list) => list.unitId),
  );
  return lists.map((list) => {
    const { id, kind, month, fileName, headings, columns, state, counts, postedOn, createdByName, version } = list;
    const { undoneByName, undoReason, entryIds, fault } = list;
    const mine = may(ctx.user, permissionOf[kind], list.unitPath);
    const isOpen = state === 'open' || state === 'failed';
    return {
      ...{ id, kind, month, fileName, headings, columns, state, postedOn, createdByName, version },
      ...{ undoneByName, undoReason, entryIds },
      unit: { id: list.unitId, name: units.get(list.unitId) ?? '' },
      progress: state === 'waiting' || state === 'undoing' ? (progress.get(id) ?? null) : null,
      ...{ good: Number(counts.good ?? 0), bad: Number(counts.bad ?? 0), sum: BigInt(counts.sum ?? '0') },
      fault: fault === null ? null : errorText(ctx.language, fault.code, fault.params),
      createdAt: list.createdAt.toISOString(),
      abilities: { check: mine && isOpen, apply: mine && isOpen, undo: mine && state === 'done' },
    };
  });
}
