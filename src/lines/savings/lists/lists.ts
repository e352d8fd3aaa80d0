import { AppError, allPages, audit, enqueue, errorText, may, newId, notFound, text, userOf } from '#kernel';
import type { Context, FileAnswer } from '#kernel';
import { personHeadings, personNames, readPeopleSheet, restSheet, type KnownHeadings } from '#engines/roster';
import { isId, type EndpointInput, type Page } from '#kernel/contract';
import type { AssociationRecord } from '../associations/store';
import { listJob } from '../jobs';
import type { MemberFinder } from '../members';
import { associationFor, refuseDayAhead } from '../policy';
import { changeWork, progressOf } from '../store-work';
import type * as contract from './contract';
import { LIST_MAX_BYTES, type ColumnPlaces, type ListColumn, type PayrollList, type PayrollRow } from './contract';
import { judgeList } from './judge';
import * as store from './store';
import type { ListRecord } from './store';
import { listSubject } from './take';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E>['query'];

const ROWS_A_STATEMENT = 5000;

/** What columns are called; the first that a sheet has counts. */
const headings: KnownHeadings<ListColumn> = {
  ...personHeadings,
  deposit: ['储金', '扣储金', '代扣储金', '储蓄', '存款', '存入', '本月储金', '金额', 'deposit', 'savings', 'amount'],
  repayment: ['还款', '扣还款', '借款还款', '归还借款', '扣借款', 'repayment', 'loan'],
};

/**
 * Refuses: an association that isn't in reach, a file beyond 20 MB or that is no table (workbook.…), one without headings
 * (savings.list_no_heading).
 */
export async function addPayrollList(
  ctx: Context,
  members: MemberFinder,
  { associationId, month, name }: Query<typeof contract.addPayrollList>,
  bytes: Uint8Array,
): Promise<PayrollList> {
  await associationFor(ctx, associationId, 'savings.account.write');
  if (bytes.byteLength > LIST_MAX_BYTES) throw new AppError('kernel.too_large');
  const sheet = await readPeopleSheet(bytes, name, headings);
  if (sheet === null) throw new AppError('savings.list_no_heading');
  const { fingerprint, guessed, rows } = sheet;
  const columns = (await store.savedColumns(ctx, associationId, fingerprint)) ?? guessed;
  const id = newId();
  const { accountId: createdBy, name: createdByName } = userOf(ctx);
  await store.insertList(ctx, {
    ...{ id, associationId, month, fileName: name, headings: sheet.headings, fingerprint, columns },
    ...{ createdBy, createdByName },
  });
  for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT)
    await store.insertRows(ctx, id, rows.slice(at, at + ROWS_A_STATEMENT));
  await judge(ctx, members, (await store.listById(ctx, id))!, columns);
  audit(ctx, { action: 'savings.addList', subject: listSubject(id), details: { month, count: rows.length } });
  return showOne(ctx, id);
}

async function judge(ctx: Context, members: MemberFinder, list: ListRecord, columns: ColumnPlaces): Promise<number> {
  const counts = await judgeList(ctx, members, list, columns);
  await store.changeList(ctx, list.id, { columns, counts });
  return Number(counts.good);
}

async function listFor(
  ctx: Context,
  id: string,
  permission: 'savings.account.read' | 'savings.account.write',
): Promise<{ list: ListRecord; association: AssociationRecord }> {
  const list = await store.listById(ctx, id, permission === 'savings.account.write' ? 'lock' : 'read');
  if (list === null) throw notFound();
  return { list, association: await associationFor(ctx, list.associationId, permission) };
}

/** A list that may still be chosen for. Refuses: one that isn't in reach, is under way or over, was changed meanwhile. */
async function openList(ctx: Context, id: string, version: number) {
  const inHand = await listFor(ctx, id, 'savings.account.write');
  if (inHand.list.state !== 'open' && inHand.list.state !== 'failed') throw new AppError('savings.under_way');
  if (inHand.list.version !== version) throw new AppError('kernel.changed_meanwhile');
  return inHand;
}

/** Refuses: as `openList`; no column of staff numbers or sums, one column for two of ours (savings.list_columns). */
export async function checkPayrollList(
  ctx: Context,
  members: MemberFinder,
  id: string,
  { columns, version }: Body<typeof contract.checkPayrollList>,
): Promise<PayrollList> {
  const { list } = await openList(ctx, id, version);
  const places = Object.values(columns);
  const isFit = columns.staffNumber !== undefined && (columns.deposit !== undefined || columns.repayment !== undefined);
  if (!isFit || new Set(places).size !== places.length || places.some((place) => place >= list.headings.length))
    throw new AppError('savings.list_columns');
  await store.keepColumns(ctx, list, columns);
  await judge(ctx, members, list, columns);
  audit(ctx, { action: 'savings.checkList', subject: listSubject(id) });
  return showOne(ctx, id);
}

/** Refuses: as `openList`; a day that has not come or is before the association's first; a list of which no row can stand. */
export async function applyPayrollList(
  ctx: Context,
  members: MemberFinder,
  id: string,
  { version, postedOn }: Body<typeof contract.applyPayrollList>,
): Promise<PayrollList> {
  refuseDayAhead(ctx, postedOn);
  const { list, association } = await openList(ctx, id, version);
  if (postedOn < association.foundedOn)
    throw new AppError('savings.day_before_account', { day: association.foundedOn });
  const good = await judge(ctx, members, list, list.columns);
  if (good === 0) throw new AppError('savings.list_nothing');
  await store.changeList(ctx, id, { state: 'waiting', postedOn });
  await enqueue(ctx, listJob, { id }, { key: listSubject(id) });
  audit(ctx, { action: 'savings.applyList', subject: listSubject(id), details: { count: good } });
  return showOne(ctx, id);
}

/** Refuses: a list that isn't in reach, is under way, or was not taken in or is taken back (savings.not_done). */
export async function undoPayrollList(ctx: Context, id: string, { reason }: { reason: string }): Promise<PayrollList> {
  const { list } = await listFor(ctx, id, 'savings.account.write');
  if (list.state === 'waiting' || list.state === 'undoing') throw new AppError('savings.under_way');
  if (list.state !== 'done') throw new AppError('savings.not_done');
  await changeWork(ctx, 'list', id, { state: 'undoing', undo: { reason } });
  await enqueue(ctx, listJob, { id }, { key: listSubject(id) });
  audit(ctx, { action: 'savings.undoList', subject: listSubject(id) });
  return showOne(ctx, id);
}

/** Refuses: an association that isn't in reach. */
export async function listPayrollLists(
  ctx: Context,
  { associationId, cursor, limit }: Query<typeof contract.listPayrollLists>,
): Promise<Page<PayrollList>> {
  const association = await associationFor(ctx, associationId, 'savings.account.read');
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.listRecords(ctx, { associationId, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return {
    rows: await presentLists(ctx, page, association),
    nextCursor: rows.length > limit ? page.at(-1)!.id : null,
  };
}

/** A list as it is now, for whoever has just done something with it. */
async function showOne(ctx: Context, id: string): Promise<PayrollList> {
  const { list, association } = await listFor(ctx, id, 'savings.account.write');
  return (await presentLists(ctx, [list], association))[0]!;
}

/** Refuses: a list that isn't in reach. */
export async function showPayrollList(ctx: Context, id: string): Promise<PayrollList> {
  const { list, association } = await listFor(ctx, id, 'savings.account.read');
  return (await presentLists(ctx, [list], association))[0]!;
}

/** Refuses: a list that isn't in reach. */
export async function listPayrollRows(
  ctx: Context,
  id: string,
  { isBad, cursor, limit }: Query<typeof contract.listPayrollRows>,
): Promise<Page<PayrollRow>> {
  await listFor(ctx, id, 'savings.account.read');
  const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const rows = await store.rowsOfList(ctx, id, { isBad, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const names = await personNames(
    ctx,
    page.flatMap((row) => row.personId ?? []),
  );
  return {
    rows: page.map(({ number, cells, personId, deposit, repayment, reason }) => ({
      ...{ number, cells: [...cells], deposit, repayment },
      personName: personId === null ? null : (names.get(personId) ?? null),
      reason: reason === null ? null : text(ctx.language, `savings:lists.reasons.${reason.code}`, { ...reason.params }),
    })),
    nextCursor: rows.length > limit ? String(page.at(-1)!.number) : null,
  };
}

/** The rows that could not be taken in, as a sheet that can be mended and sent again. Refuses: a list that isn't in reach. */
export async function exportPayrollRest(ctx: Context, id: string): Promise<FileAnswer> {
  const { list } = await listFor(ctx, id, 'savings.account.read');
  const say = (key: string) => text(ctx.language, `savings:lists.exports.${key}`);
  const { file, rows } = await restSheet(ctx, {
    ...{ fileName: list.fileName, headings: list.headings, words: { rest: say('rest'), reason: say('reason') } },
    rows: allPages((page) => listPayrollRows(ctx, id, { ...page, isBad: true })),
  });
  audit(ctx, { action: 'savings.exportPayrollRest', subject: listSubject(id), details: { count: rows } });
  return file;
}

async function presentLists(
  ctx: Context,
  lists: readonly ListRecord[],
  association: AssociationRecord,
): Promise<PayrollList[]> {
  const progress = await progressOf(
    ctx,
    lists.map((list) => list.id),
  );
  const writes = may(ctx.user, 'savings.account.write', association.unitPath);
  return lists.map((list) => {
    const { id, associationId, month, fileName, columns, state, counts, postedOn, createdByName, version } = list;
    const { undoneByName, undoReason, entryIds, fault } = list;
    const isOpen = state === 'open' || state === 'failed';
    return {
      ...{ id, associationId, month, fileName, headings: list.headings, columns, state, postedOn, createdByName },
      ...{ version, undoneByName, undoReason, entryIds },
      progress: state === 'waiting' || state === 'undoing' ? (progress.get(id) ?? null) : null,
      ...{ good: Number(counts.good ?? 0), bad: Number(counts.bad ?? 0) },
      ...{ deposits: BigInt(counts.deposits ?? '0'), repayments: BigInt(counts.repayments ?? '0') },
      fault: fault === null ? null : errorText(ctx.language, fault.code, fault.params),
      createdAt: list.createdAt.toISOString(),
      abilities: { check: writes && isOpen, apply: writes && isOpen, undo: writes && state === 'done' },
    };
  });
}
