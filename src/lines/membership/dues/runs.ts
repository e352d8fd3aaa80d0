import { AppError, audit, enqueue, errorText, may, newId, notFound, userOf, type Context } from '#kernel';
import { nearestBook, openBooks } from '#engines/ledger';
import { getUnit, unitNames } from '#engines/roster';
import { isId, type Day, type EndpointInput, type Page } from '#kernel/contract';
import { pathsAsked } from '../policy';
import type * as contract from './contract';
import type { DuesRun } from './contract';
import { runJob } from './jobs';
import { refuseTouched, runSubject } from './make-run';
import { leftOutReasons, planRun, type RunPlan } from './plan-run';
import { firstOf, settle } from './rules';
import { aheadOf } from './store-charges';
import * as store from './store-runs';
import type { RunRecord } from './store-runs';
import { sumOf } from './sums';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;
type Query<E> = EndpointInput<E>['query'];

const MOST_NAMES = 50;

async function unitToRun(ctx: Context, unitId: string): Promise<{ id: string; name: string; path: string }> {
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'membership.dues.run', unit.path)) throw notFound();
  return unit;
}

function refuseAhead(ctx: Context, month: Day): void {
  if (month > firstOf(ctx.clock.today()))
    throw new AppError('membership.dues_month_ahead', { month: month.slice(0, 7) });
}

/** Refuses: a unit that isn't in reach, a month that has not begun (membership.dues_month_ahead). */
export async function previewDuesRun(ctx: Context, query: Query<typeof contract.previewDuesRun>) {
  const unit = await unitToRun(ctx, query.unitId);
  refuseAhead(ctx, query.month);
  const { charges, known, leftOut, books } = await planRun(ctx, { unitPath: unit.path, month: query.month });
  const exemptBy = (by: 'state' | 'decision') => charges.filter((one) => one.exemptBy === by).length;
  return {
    ...{ known, added: charges.length },
    due: sumOf(charges, (one) => one.due),
    exempt: sumOf(charges, (one) => one.exempt),
    fromAhead: await fromAhead(ctx, charges),
    ...{ exemptByState: exemptBy('state'), exemptByDecision: exemptBy('decision') },
    leftOut: leftOutReasons.map((reason) => ({
      reason,
      count: leftOut[reason].length,
      people: leftOut[reason]
        .slice(0, MOST_NAMES)
        .map(({ personId, name, staffNumber }) => ({ id: personId, name, staffNumber })),
    })),
    books: books.flatMap(({ id, name }) => {
      const own = charges.filter((one) => one.bookId === id);
      return own.length === 0 ? [] : [{ id, name, people: own.length, due: sumOf(own, (one) => one.due) }];
    }),
  };
}

async function fromAhead(ctx: Context, charges: RunPlan['charges']): Promise<bigint> {
  const owed = new Map(charges.map((one) => [`${one.personId} ${one.bookId}`, one.due - one.exempt]));
  const ahead = await aheadOf(
    ctx,
    charges.map((one) => one.personId),
  );
  return sumOf(ahead, ({ personId, bookId, amount }) => {
    const arrears = owed.get(`${personId} ${bookId}`) ?? 0n;
    return amount - settle([{ id: '', arrears }], amount).ahead;
  });
}

/**
 * Asks for the run of a month; one that waits already goes on. Refuses: a unit that isn't in reach, a month that has not begun
 * (membership.dues_month_ahead), a day of posting before the month or after today (membership.dues_day_outside), a unit for
 * which nobody keeps a book of dues (membership.dues_no_book).
 */
export async function beginDuesRun(ctx: Context, body: Body<typeof contract.beginDuesRun>): Promise<DuesRun> {
  const { unitId, month, postedOn } = body;
  const unit = await unitToRun(ctx, unitId);
  refuseAhead(ctx, month);
  if (postedOn < month || postedOn > ctx.clock.today())
    throw new AppError('membership.dues_day_outside', { from: month, to: ctx.clock.today() });
  const books = await openBooks(ctx, 'dues');
  const isKept = nearestBook(books, unit.path) !== null || books.some((book) => book.unitPath.startsWith(unit.path));
  if (!isKept) throw new AppError('membership.dues_no_book', { unit: unit.name });

  await store.holdDues(ctx);
  const waiting = await store.waitingRun(ctx, { unitId, month });
  const id = waiting?.id ?? newId();
  const { accountId, name } = userOf(ctx);
  if (waiting === null)
    await store.insertRun(ctx, {
      ...{ id, unitId, unitPath: unit.path, month, postedOn, createdBy: accountId, createdByName: name },
    });
  await enqueue(ctx, runJob, { id }, { key: runSubject(id) });
  audit(ctx, { action: 'membership.beginDuesRun', subject: runSubject(id), details: { unitId, month } });
  return showRun(ctx, id);
}

export async function listDuesRuns(ctx: Context, query: Query<typeof contract.listDuesRuns>): Promise<Page<DuesRun>> {
  const { cursor, limit, unitId } = query;
  const under = await pathsAsked(ctx, 'membership.dues.read', unitId);
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const rows = await store.runRows(ctx, { under, after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  return { rows: await presentRuns(ctx, page), nextCursor: rows.length > limit ? page.at(-1)!.id : null };
}

async function visibleRun(ctx: Context, id: string, permission: 'read' | 'run'): Promise<RunRecord> {
  const run = await store.runById(ctx, id, permission === 'run' ? 'lock' : 'read');
  if (run === null || !may(ctx.user, `membership.dues.${permission}`, run.unitPath)) throw notFound();
  return run;
}

async function showRun(ctx: Context, id: string): Promise<DuesRun> {
  const [run] = await presentRuns(ctx, [(await store.runById(ctx, id))!]);
  return run!;
}

/** Refuses: a run that isn't in reach. */
export async function showDuesRun(ctx: Context, id: string): Promise<DuesRun> {
  await visibleRun(ctx, id, 'read');
  return showRun(ctx, id);
}

/**
 * Asks for a run to be taken back. Refuses: a run that isn't in reach, is under way (membership.dues_under_way), or was not
 * done or is taken back (membership.dues_not_done); one for which money came in, or months were exempted since
 * (membership.dues_run_touched).
 */
export async function undoDuesRun(ctx: Context, id: string, { reason }: { reason: string }): Promise<DuesRun> {
  const run = await visibleRun(ctx, id, 'run');
  if (run.state === 'waiting' || run.state === 'undoing') throw new AppError('membership.dues_under_way');
  if (run.state !== 'done') throw new AppError('membership.dues_not_done');
  await refuseTouched(ctx, run);
  await store.changeWork(ctx, 'dues_run', id, { state: 'undoing', undo: { reason } });
  await enqueue(ctx, runJob, { id }, { key: runSubject(id) });
  audit(ctx, { action: 'membership.undoDuesRun', subject: runSubject(id) });
  return showRun(ctx, id);
}

async function presentRuns(ctx: Context, runs: readonly RunRecord[]): Promise<DuesRun[]> {
  const ids = runs.map((run) => run.id);
  const progress = await store.progressOf(ctx, ids);
  const units = await unitNames(
    ctx,
    runs.map((run) => run.unitId),
  );
  return runs.map((run) => {
    const { id, month, postedOn, state, counts, createdByName, undoneByName, undoReason, entryIds, fault } = run;
    const isUnderWay = state === 'waiting' || state === 'undoing';
    return {
      ...{ id, month, postedOn, state, counts, createdByName, undoneByName, undoReason, entryIds },
      unit: { id: run.unitId, name: units.get(run.unitId) ?? '' },
      progress: isUnderWay ? (progress.get(id) ?? null) : null,
      fault: fault === null ? null : errorText(ctx.language, fault.code, fault.params),
      createdAt: run.createdAt.toISOString(),
      abilities: { undo: state === 'done' && may(ctx.user, 'membership.dues.run', run.unitPath) },
    };
  });
}
