import { AppError, audit, enqueue, errorText, may, newId, notFound, userOf, type Context } from '#kernel';
import { peopleById, refuseSameHand } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import type { AssociationRecord } from '../associations/store';
import { bookFigures } from '../book';
import { shareJob } from '../jobs';
import { associationFor, refuseDayAhead, refuseSum } from '../policy';
import { saverOf } from '../present';
import { yearOf } from '../rules';
import { changeWork, progressOf } from '../store-work';
import type * as contract from './contract';
import type { ShareRun } from './contract';
import { planShares, refuseOverEarned, ruleOn, shareSubject } from './make';
import * as store from './store';
import type { ShareRecord } from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E>['query'];

const MOST_SHOWN = 20;

/** Refuses: a year that has not begun. */
function refuseYear(ctx: Context, year: number): void {
  if (yearOf(year).from > ctx.clock.today()) throw new AppError('savings.share_year', { year });
}

/** Refuses: an association that isn't in reach, a year that has not begun (savings.share_year). */
export async function previewShares(
  ctx: Context,
  { associationId, year, sum }: Query<typeof contract.previewShares>,
): Promise<EndpointResponse<typeof contract.previewShares>> {
  const { bookId } = await associationFor(ctx, associationId, 'savings.account.read');
  refuseYear(ctx, year);
  const today = ctx.clock.today();
  const { value: rule } = await ruleOn(ctx, today);
  const shares = sum > 0n ? await planShares(ctx, { associationId, year, on: today, sum, rule }) : [];
  const sharing = shares.filter((share) => share.amount > 0n);
  const amounts = sharing.map((share) => share.amount);
  const first = sharing.slice(0, MOST_SHOWN);
  const people = await peopleById(
    ctx,
    first.map((share) => share.personId),
  );
  return {
    undistributed: (await bookFigures(ctx, bookId, today)).undistributed,
    ...{ rule, accounts: shares.length, sharing: sharing.length },
    largest: amounts.reduce((most, amount) => (amount > most ? amount : most), 0n),
    smallest: amounts.reduce((least, amount) => (amount < least ? amount : least), amounts[0] ?? 0n),
    first: first.map(({ accountId, number, personId, amount }) => ({
      ...{ accountId, number, amount, person: saverOf(people.get(personId)) },
    })),
  };
}

/**
 * Refuses: an association that isn't in reach; a sum that is no sum of money, or more than was earned by the day and by now
 * (savings.share_over_earned); a year that has not begun; a day that has not come; nobody who would get anything
 * (savings.share_nobody); a second one of the year (savings.share_stands).
 */
export async function proposeShares(ctx: Context, body: Body<typeof contract.proposeShares>): Promise<ShareRun> {
  const { associationId, year, sum, postedOn, decision } = body;
  const association = await associationFor(ctx, associationId, 'savings.account.write');
  refuseSum(sum);
  refuseYear(ctx, year);
  refuseDayAhead(ctx, postedOn);
  for (const on of [postedOn, ctx.clock.today()]) await refuseOverEarned(ctx, { bookId: association.bookId, sum, on });
  const rule = await ruleOn(ctx, postedOn);
  const shares = await planShares(ctx, { associationId, year, on: postedOn, sum, rule: rule.value });
  if (shares.every((share) => share.amount === 0n)) throw new AppError('savings.share_nobody');
  const id = newId();
  const { accountId: createdBy, name: createdByName } = userOf(ctx);
  const run = { id, associationId, year, sum, ruleId: rule.id, postedOn, decision, createdBy, createdByName };
  if (!(await store.insertShares(ctx, run))) throw new AppError('savings.share_stands', { year });
  audit(ctx, { action: 'savings.proposeShares', subject: shareSubject(id), details: { amount: sum.toString() } });
  return showOne(ctx, id, association);
}

async function sharesFor(
  ctx: Context,
  id: string,
  permission: 'savings.account.read' | 'savings.association.decide',
): Promise<{ run: ShareRecord; association: AssociationRecord }> {
  const run = await store.sharesById(ctx, id, permission === 'savings.account.read' ? 'read' : 'lock');
  if (run === null) throw notFound();
  return { run, association: await associationFor(ctx, run.associationId, permission) };
}

async function showOne(ctx: Context, id: string, association: AssociationRecord): Promise<ShareRun> {
  return (await presentRuns(ctx, [(await store.sharesById(ctx, id))!], association))[0]!;
}

/** Refuses: one that isn't in reach or is decided (savings.share_not_proposed), who proposed it (roster.same_hand). */
export async function decideShares(
  ctx: Context,
  id: string,
  { isGranted, words }: Body<typeof contract.decideShares>,
): Promise<ShareRun> {
  const { run, association } = await sharesFor(ctx, id, 'savings.association.decide');
  if (run.state !== 'proposed' && run.state !== 'failed') throw new AppError('savings.share_not_proposed');
  await refuseSameHand(ctx, run.createdBy);
  await store.decideRun(ctx, id, isGranted ? null : words);
  if (isGranted) await enqueue(ctx, shareJob, { id }, { key: shareSubject(id) });
  audit(ctx, { action: 'savings.decideShares', subject: shareSubject(id), details: { isGranted } });
  return showOne(ctx, id, association);
}

/** Refuses: one that isn't in reach, is under way, or was not done or is taken back (savings.not_done). */
export async function undoShares(ctx: Context, id: string, { reason }: { reason: string }): Promise<ShareRun> {
  const { run, association } = await sharesFor(ctx, id, 'savings.association.decide');
  if (run.state === 'waiting' || run.state === 'undoing') throw new AppError('savings.under_way');
  if (run.state !== 'done') throw new AppError('savings.not_done');
  await changeWork(ctx, 'share_run', id, { state: 'undoing', undo: { reason } });
  await enqueue(ctx, shareJob, { id }, { key: shareSubject(id) });
  audit(ctx, { action: 'savings.undoShares', subject: shareSubject(id) });
  return showOne(ctx, id, association);
}

/** Refuses: an association that isn't in reach. */
export async function listShares(
  ctx: Context,
  { associationId }: { associationId: string },
): Promise<EndpointResponse<typeof contract.listShares>> {
  const association = await associationFor(ctx, associationId, 'savings.account.read');
  const { undistributed } = await bookFigures(ctx, association.bookId, ctx.clock.today());
  const runs = await store.shareRecords(ctx, associationId);
  return { rows: await presentRuns(ctx, runs, association), undistributed };
}

/** Refuses: one that isn't in reach. */
export async function showShares(ctx: Context, id: string): Promise<ShareRun> {
  const { association } = await sharesFor(ctx, id, 'savings.account.read');
  return showOne(ctx, id, association);
}

/** Refuses: one that isn't in reach. */
export async function listShareRows(
  ctx: Context,
  id: string,
  { cursor, limit }: Query<typeof contract.listShareRows>,
): Promise<EndpointResponse<typeof contract.listShareRows>> {
  await sharesFor(ctx, id, 'savings.account.read');
  const after = /^\d{1,9}$/.test(cursor ?? '') ? Number(cursor) : 0;
  const rows = await store.shareRows(ctx, { runId: id, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const people = await peopleById(
    ctx,
    page.map((row) => row.personId),
  );
  return {
    rows: page.map(({ personId, ...row }) => ({ ...row, person: saverOf(people.get(personId)) })),
    nextCursor: rows.length > limit ? String(page.at(-1)!.number) : null,
  };
}

async function presentRuns(
  ctx: Context,
  runs: readonly ShareRecord[],
  association: AssociationRecord,
): Promise<ShareRun[]> {
  const progress = await progressOf(
    ctx,
    runs.map((run) => run.id),
  );
  const decides = may(ctx.user, 'savings.association.decide', association.unitPath);
  const shown: ShareRun[] = [];
  for (const run of runs) {
    const { id, associationId, year, sum, postedOn, decision, state, counts, createdByName, decidedByName } = run;
    const { refusal, undoneByName, undoReason, entryIds, fault } = run;
    const isOpen = state === 'proposed' || state === 'failed';
    shown.push({
      ...{ id, associationId, year, sum, postedOn, decision, state, counts, createdByName, decidedByName },
      ...{ refusal, undoneByName, undoReason, entryIds, rule: (await ruleOn(ctx, postedOn)).value },
      progress: state === 'waiting' || state === 'undoing' ? (progress.get(id) ?? null) : null,
      fault: fault === null ? null : errorText(ctx.language, fault.code, fault.params),
      createdAt: run.createdAt.toISOString(),
      abilities: { decide: decides && isOpen, undo: decides && state === 'done' },
    });
  }
  return shown;
}
