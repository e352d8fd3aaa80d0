import { AppError, audit, newId, type Context, type JobGround } from '#kernel';
import { sumOf } from './sums';
import { accounts, postMoves, reverseAll, type Move } from './posting';
import { planRun, type RunPlan } from './plan-run';
import { settle } from './rules';
import * as charges from './store-charges';
import type { ChargeInHand, NewCharge } from './store-charges';
import * as store from './store-runs';
import type { RunRecord } from './store-runs';

const CHARGES_A_STATEMENT = 10_000;

export const runSubject = (id: string): string => `dues:${id}`;
export const runSource = (id: string): string => `membership.dues_run:${id}`;

/** Does what a run waits for; whoever does it again finds it done. What the run is refused for stands with it afterwards. */
export async function workOnRun(ground: JobGround, id: string): Promise<void> {
  try {
    await ground.act((ctx) => goOn(ctx, id));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, params } = error;
    await ground.act(async (ctx) => {
      const run = await store.runById(ctx, id, 'lock');
      if (run === null || (run.state !== 'waiting' && run.state !== 'undoing')) return;
      const state = run.state === 'waiting' ? 'failed' : 'done';
      await store.changeWork(ctx, 'dues_run', id, { state, fault: { code, params } });
      audit(ctx, { action: 'membership.failDuesRun', subject: runSubject(id), details: { code } });
    });
  }
}

/** One transaction from the first charge to the last entry: a program that is killed leaves the run as if not begun. */
async function goOn(ctx: Context, id: string): Promise<void> {
  await store.holdDues(ctx);
  const run = await store.runById(ctx, id, 'lock');
  if (run?.state === 'waiting') await makeRun(ctx, run);
  else if (run?.state === 'undoing') await undoRun(ctx, run);
}

/** Adds the charges of a run with their entries, in the transaction of whoever holds the run. */
export async function makeRun(ctx: Context, run: RunRecord): Promise<void> {
  const plan = await planRun(ctx, run);
  const total = plan.charges.length;
  const tell = (count: number) => tellWork(ctx, run.id, count, total);
  await tell(0);
  for (let at = 0; at < total; at += CHARGES_A_STATEMENT)
    await charges.insertCharges(
      ctx,
      { runId: run.id, month: run.month },
      plan.charges.slice(at, at + CHARGES_A_STATEMENT),
    );

  const entryIds = await postCharges(ctx, run, plan, tell);
  const fromAhead = await settleFromAhead(ctx, run, plan.charges);
  const counts = {
    added: String(total),
    known: String(plan.known),
    due: sumOf(plan.charges, (one) => one.due).toString(),
    exempt: sumOf(plan.charges, (one) => one.exempt).toString(),
    fromAhead: fromAhead.amount.toString(),
    ...Object.fromEntries(Object.entries(plan.leftOut).map(([reason, people]) => [reason, String(people.length)])),
  };
  await store.changeWork(ctx, 'dues_run', run.id, {
    ...{ state: 'done', counts, entryIds: [...new Set([...entryIds, ...fromAhead.entryIds])] },
  });
  audit(ctx, { action: 'membership.makeDuesRun', subject: runSubject(run.id), details: { added: total } });
}

/** How far it has come, for pages that look on, also from elsewhere. */
export async function tellWork(ctx: Context, id: string, count: number, total: number): Promise<void> {
  await store.tellProgress(ctx, id, count, total);
  ctx.house.crier.cry(['membership']);
}

const monthWords = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;

/** What members owe, in the book of each. */
async function postCharges(
  ctx: Context,
  run: RunRecord,
  plan: RunPlan,
  tell: (count: number) => Promise<void>,
): Promise<string[]> {
  const entryIds: string[] = [];
  let told = 0;
  for (const [bookId, own] of byBook(plan.charges.filter(({ due, exempt }) => due > exempt))) {
    const moves = own.map(({ personId, due, exempt }): Move => ({
      ...{ personId, lines: [{ account: accounts.owed, debit: due - exempt }] },
    }));
    const batch = {
      ...{ bookId, on: run.postedOn, words: `应收${monthWords(run.month)}会费`, source: runSource(run.id) },
      ...{ key: `dues.run:${run.id}:${bookId}`, against: accounts.income },
    };
    const before = told;
    entryIds.push(...(await postMoves(ctx, batch, moves, (count) => tell(before + count))));
    told += moves.length;
  }
  return entryIds;
}

function byBook<Row extends { bookId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const books = new Map<string, Row[]>();
  for (const row of rows) {
    const own = books.get(row.bookId);
    if (own === undefined) books.set(row.bookId, [row]);
    else own.push(row);
  }
  return books;
}

/** Who paid ahead has paid: the new month is settled out of what stands in the same book. */
async function settleFromAhead(
  ctx: Context,
  run: RunRecord,
  added: readonly NewCharge[],
): Promise<{ amount: bigint; entryIds: string[] }> {
  const candidates = await charges.aheadOf(
    ctx,
    added.map((one) => one.personId),
  );
  if (candidates.length === 0) return { amount: 0n, entryIds: [] };
  const personIds = [...new Set(candidates.map((one) => one.personId))];
  const open = await charges.holdCharges(ctx, { personIds, onlyOpen: true, from: run.month, to: run.month });
  const openOf = new Map<string, ChargeInHand[]>();
  for (const one of open) {
    const key = `${one.personId} ${one.bookId}`;
    openOf.set(key, [...(openOf.get(key) ?? []), one]);
  }
  const settlements: charges.NewSettlement[] = [];
  const used: charges.Ahead[] = [];
  for (const { personId, bookId, amount } of await charges.aheadOf(ctx, personIds, 'lock')) {
    const { settled, ahead } = settle(openOf.get(`${personId} ${bookId}`) ?? [], amount);
    if (settled.length === 0) continue;
    settlements.push(...settled.map((one) => ({ ...one, paymentId: null })));
    used.push({ personId, bookId, amount: amount - ahead });
  }
  const newIds = settlements.map(() => newId());
  await charges.insertSettlements(ctx, newIds, settlements);
  await charges.changeAhead(
    ctx,
    used.map((one) => ({ ...one, amount: -one.amount })),
  );
  const entryIds: string[] = [];
  for (const [bookId, own] of byBook(used)) {
    const moves = own.map(({ personId, amount }): Move => ({
      personId,
      lines: [
        { account: accounts.ahead, debit: amount },
        { account: accounts.owed, credit: amount },
      ],
    }));
    const batch = {
      ...{ bookId, on: run.postedOn, words: `预收会费抵${monthWords(run.month)}会费`, source: runSource(run.id) },
      ...{ key: `dues.ahead:${run.id}:${bookId}`, against: null },
    };
    entryIds.push(...(await postMoves(ctx, batch, moves)));
  }
  return { amount: sumOf(used, (one) => one.amount), entryIds };
}

/** Refuses: a run for which money came in since, or whose months were exempted since (membership.dues_run_touched). */
export async function refuseTouched(ctx: Context, run: Pick<RunRecord, 'id' | 'month'>): Promise<void> {
  const count = await charges.countPaid(ctx, run);
  if (count > 0) throw new AppError('membership.dues_run_touched', { count });
}

async function undoRun(ctx: Context, run: RunRecord): Promise<void> {
  const own = await charges.holdCharges(ctx, { runId: run.id, month: run.month });
  await refuseTouched(ctx, run);
  const tell = (count: number) => tellWork(ctx, run.id, count, run.entryIds.length);
  await tell(0);
  // What was settled out of money paid ahead goes back to where it was.
  const back = own.filter((one) => one.collected > 0n);
  await charges.removeSettlements(ctx, { chargeIds: back.map((one) => one.id) });
  await charges.changeAhead(
    ctx,
    back.map(({ personId, bookId, collected }) => ({ personId, bookId, amount: collected })),
  );
  await reverseAll(ctx, run.entryIds, run.undoReason ?? '', tell);
  await charges.voidCharges(ctx, run);
  await store.changeWork(ctx, 'dues_run', run.id, { state: 'undone' });
  audit(ctx, {
    action: 'membership.takeBackDuesRun',
    subject: runSubject(run.id),
    details: { added: own.length, entries: run.entryIds.length },
  });
}
