import { AppError, assert, audit, newId, type Context } from '#kernel';
import { formatFen, type EndpointInput, type EndpointResponse } from '#kernel/contract';
import { refuseSameHand, unitNames } from '#engines/roster';
import { accountsOf } from '../books/store';
import { targetFor, type CommitmentFinder } from './commitments';
import type * as contract from './contract';
import type { DraftBudgetLine } from './contract';
import { toleranceOn } from './parameters';
import { budgetFor } from './policy';
import { lineWords, presentBook, presentContent, presentVersion } from './present';
import type { BudgetRecord, LineContent, LineRecord } from './rows';
import { boundsOf, isUpsideDown } from './rules';
import * as store from './store';
import { figuresOf, linesOf, lockLinesOf } from './store-lines';

type Input<E> = EndpointInput<E>;

async function openVersion(ctx: Context, budgetId: string): Promise<store.VersionRecord | undefined> {
  return (await store.versionsOf(ctx, budgetId)).find(store.isOpen);
}

/** Refuses: a budget with nothing open (ledger.budget_nothing_open), a version that somebody else has changed. */
async function openFor(ctx: Context, budgetId: string, version: number): Promise<store.VersionRecord> {
  const open = await openVersion(ctx, budgetId);
  if (open === undefined) throw new AppError('ledger.budget_nothing_open');
  if (open.version !== version) throw new AppError('kernel.changed_meanwhile');
  return open;
}

/** Refuses: a budget that the person may not write. */
export async function getBudgetDraft(
  ctx: Context,
  finder: CommitmentFinder,
  id: string,
): Promise<EndpointResponse<typeof contract.getBudgetDraft>> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.write');
  const open = await openVersion(ctx, id);
  const inForce = await linesOf(ctx, [id]);
  const lines: readonly LineContent[] =
    open === undefined ? inForce.filter((line) => !line.isClosed) : await store.versionLines(ctx, open.id);
  const figures = await figuresOf(ctx, inForce);
  const words = await lineWords(ctx, finder, budget.bookId, lines);
  const tolerance = await toleranceOn(ctx);
  const { unitPath, year } = budget;
  const commitments = await finder.ofYear(ctx, { unitPath, year });
  const unitName = (await unitNames(ctx, [budget.unitId])).get(budget.unitId) ?? '';
  return {
    ...{ id, year, book: presentBook(budget, unitName), tolerance },
    draft: open === undefined ? null : presentVersion(open),
    isFirst: inForce.length === 0,
    isBehind: open !== undefined && open.baseRevision !== budget.revision,
    lines: lines.map((line) => ({
      ...presentContent(line, words),
      ...(figures.get(line.id) ?? { spent: 0n, reserved: 0n }),
    })),
    accounts: [...words.accounts].map(([code, name]) => ({ code, name })),
    commitments: commitments.map((one) => ({
      ...{ id: one.id, title: one.title, href: one.href },
      target: targetFor(one, tolerance),
    })),
  };
}

/**
 * Keeps a draft as a whole. Refuses: a budget that the person may not write; a version that waits for its decision
 * (ledger.budget_proposed) or that somebody else has changed; two lines of one name (ledger.budget_name_twice), a floor above
 * its ceiling (ledger.budget_upside_down), an account that the book lacks (ledger.budget_account_unknown), a promise out of
 * the person's reach (ledger.budget_commitment_unknown), a line of another budget (ledger.budget_line_unknown).
 */
export async function saveBudgetDraft(
  ctx: Context,
  finder: CommitmentFinder,
  { params: { id }, body }: Input<typeof contract.saveBudgetDraft>,
): Promise<{ number: number; version: number }> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.write', 'lock');
  const versions = await store.versionsOf(ctx, id);
  const open = versions.find(store.isOpen);
  if (open?.state === 'proposed') throw new AppError('ledger.budget_proposed');
  if ((open?.version ?? null) !== body.version) throw new AppError('kernel.changed_meanwhile');
  const standing = [
    ...(await linesOf(ctx, [id])),
    ...(open === undefined ? [] : await store.versionLines(ctx, open.id)),
  ];
  await refuseLines(ctx, finder, { budget, standing, lines: body.lines });
  const { reason } = body;
  const baseRevision = budget.revision;
  const number = open?.number ?? (versions[0]?.number ?? 0) + 1;
  const versionId = open?.id ?? newId();
  if (open === undefined) await store.insertVersion(ctx, { id: versionId, budgetId: id, number, reason, baseRevision });
  else await store.rewriteVersion(ctx, versionId, { reason, baseRevision });
  const lines = body.lines.map((line, i) => ({ ...line, id: line.id ?? newId(), position: i + 1 }));
  await store.writeVersionLines(ctx, versionId, lines);
  audit(ctx, { action: 'ledger.saveBudgetDraft', subject: `budget:${id}`, details: { number, count: lines.length } });
  return { number, version: open === undefined ? 1 : open.version + 1 };
}

interface DraftGround {
  readonly budget: BudgetRecord;
  readonly standing: readonly LineContent[];
  readonly lines: readonly DraftBudgetLine[];
}

async function refuseLines(
  ctx: Context,
  finder: CommitmentFinder,
  { budget, standing, lines }: DraftGround,
): Promise<void> {
  const names = new Set<string>();
  const known = new Set(standing.map((line) => line.id));
  const accounts = new Set((await accountsOf(ctx, [budget.bookId])).map((account) => account.code));
  for (const { id, name, target, accounts: codes } of lines) {
    if (names.has(name)) throw new AppError('ledger.budget_name_twice', { line: name });
    names.add(name);
    if (isUpsideDown(target)) throw new AppError('ledger.budget_upside_down', { line: name });
    if (id !== undefined && !known.delete(id)) throw new AppError('ledger.budget_line_unknown', { line: name });
    const account = codes.find((code) => !accounts.has(code));
    if (account !== undefined) throw new AppError('ledger.budget_account_unknown', { line: name, account });
  }
  // Promises that a line names already may lie out of this person's reach; they stay.
  const named = new Set(standing.flatMap((line) => line.commitmentIds));
  const fresh = [...new Set(lines.flatMap((line) => line.commitmentIds))].filter((id) => !named.has(id));
  const found = fresh.length === 0 ? [] : await finder.named(ctx, fresh);
  if (found.length < fresh.length) throw new AppError('ledger.budget_commitment_unknown');
}

/** Refuses: a budget that the person may not write, nothing open, a version that somebody else has changed. */
export async function dropBudgetDraft(ctx: Context, id: string, version: number): Promise<void> {
  await budgetFor(ctx, id, 'ledger.budget.write', 'lock');
  const open = await openFor(ctx, id, version);
  await store.moveVersion(ctx, open.id, 'dropped');
  audit(ctx, { action: 'ledger.dropBudgetDraft', subject: `budget:${id}`, details: { number: open.number } });
}

/**
 * Hands a draft to whoever decides. Refuses: as dropBudgetDraft; what is proposed already (ledger.budget_proposed); no line
 * (ledger.budget_lines_missing); an adjustment without its reason (ledger.budget_reason_missing); lines in force that have
 * been changed since the draft was saved (ledger.budget_moved).
 */
export async function proposeBudget(ctx: Context, id: string, version: number): Promise<void> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.write', 'lock');
  const open = await openFor(ctx, id, version);
  if (open.state === 'proposed') throw new AppError('ledger.budget_proposed');
  if ((await store.versionLines(ctx, open.id)).length === 0) throw new AppError('ledger.budget_lines_missing');
  if (budget.revision > 0 && open.reason === '') throw new AppError('ledger.budget_reason_missing');
  refuseMoved(budget, open);
  await store.moveVersion(ctx, open.id, 'proposed');
  audit(ctx, { action: 'ledger.proposeBudget', subject: `budget:${id}`, details: { number: open.number } });
}

function refuseMoved({ revision }: BudgetRecord, { baseRevision }: store.VersionRecord): void {
  if (baseRevision !== revision) throw new AppError('ledger.budget_moved');
}

/**
 * Puts what was proposed in force, or hands it back to be written on. Refuses: a budget that the person may not decide;
 * nothing proposed (ledger.budget_nothing_open), a version that somebody else has changed; the person who wrote it
 * (roster.same_hand); lines in force changed meanwhile (ledger.budget_moved); a line left out of which something is reserved,
 * or whose new ceiling is below what is spent and reserved (ledger.budget_in_use).
 */
export async function decideBudget(
  ctx: Context,
  { params: { id }, body: { isGranted, words, version } }: Input<typeof contract.decideBudget>,
): Promise<void> {
  const budget = await budgetFor(ctx, id, 'ledger.budget.approve', 'lock');
  const open = await openFor(ctx, id, version);
  if (open.state !== 'proposed') throw new AppError('ledger.budget_nothing_open');
  await refuseSameHand(ctx, open.writtenBy);
  if (isGranted) await putInForce(ctx, budget, open);
  await store.decideVersion(ctx, open.id, { state: isGranted ? 'in_force' : 'draft', decision: words });
  const details = { number: open.number, isGranted };
  audit(ctx, { action: 'ledger.decideBudget', subject: `budget:${id}`, details });
}

async function putInForce(ctx: Context, budget: BudgetRecord, open: store.VersionRecord): Promise<void> {
  refuseMoved(budget, open);
  const standing = await lockLinesOf(ctx, budget.id);
  const lines = await store.versionLines(ctx, open.id);
  await refuseInUse(ctx, standing, lines);
  const before = (await store.versionsOf(ctx, budget.id)).find(({ state }) => state === 'in_force');
  assert(
    (before === undefined) === (budget.revision === 0),
    'a budget whose lines are in force has the version of them',
  );
  if (before !== undefined) await store.moveVersion(ctx, before.id, 'replaced');
  await store.writeLines(ctx, budget.id, lines);
  await store.raiseRevision(ctx, budget.id);
}

async function refuseInUse(
  ctx: Context,
  standing: readonly LineRecord[],
  lines: readonly LineContent[],
): Promise<void> {
  const figures = await figuresOf(ctx, standing);
  const next = new Map(lines.map((line) => [line.id, line]));
  for (const { id, name } of standing) {
    const { spent, reserved } = figures.get(id)!;
    const line = next.get(id);
    const most = line === undefined ? spent : line.onBreach === 'stop' ? boundsOf(line.target).most : null;
    if (most !== null && spent + reserved > most)
      throw new AppError('ledger.budget_in_use', { line: name, used: formatFen(spent + reserved) });
  }
}
