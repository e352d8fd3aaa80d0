import type { Context } from '#kernel';
import { daysBetween, type Day } from '#kernel/contract';
import { accountsOf } from '../books/store';
import type { CommitmentFinder } from './commitments';
import type { BudgetLine, BudgetShift, BudgetVersionHead, VersionLine } from './contract';
import { mayOn } from './policy';
import { noticeDaysOn } from './parameters';
import type { BudgetRecord, LineContent, LineRecord } from './rows';
import { alarmOf, boundsOf, freeOf, gapOf, stateOf, type LineFigures } from './rules';
import type { ShiftRecord, VersionRecord } from './store';

/** What lines are shown with: the names of their accounts and of the promises that the reader may read. */
export interface LineWords {
  readonly accounts: ReadonlyMap<string, string>;
  readonly commitments: ReadonlyMap<string, { id: string; title: string; href: string }>;
}

export async function lineWords(
  ctx: Context,
  finder: CommitmentFinder,
  bookId: string,
  lines: readonly LineContent[],
): Promise<LineWords> {
  const ids = [...new Set(lines.flatMap((line) => line.commitmentIds))];
  const found = ids.length === 0 ? [] : await finder.named(ctx, ids);
  const accounts = await accountsOf(ctx, [bookId]);
  return {
    accounts: new Map(accounts.map(({ code, name }) => [code, name])),
    commitments: new Map(found.map(({ id, title, href }) => [id, { id, title, href }])),
  };
}

export function presentContent(line: LineContent, words: LineWords): VersionLine {
  const { id, name, target, onBreach } = line;
  return {
    ...{ id, name, target, onBreach },
    accounts: line.accounts.map((code) => ({ code, name: words.accounts.get(code) ?? '' })),
    commitments: line.commitmentIds.flatMap((commitment) => words.commitments.get(commitment) ?? []),
  };
}

/** By what the state of a line is told beside its own figures. */
export interface LineMoment {
  readonly today: Day;
  readonly noticeDays: number;
}

export async function lineMoment(ctx: Context): Promise<LineMoment> {
  return { today: ctx.clock.today(), noticeDays: await noticeDaysOn(ctx) };
}

export function presentLine(line: LineRecord, figures: LineFigures, words: LineWords, moment: LineMoment): BudgetLine {
  const bounds = boundsOf(line.target);
  const state = stateOf(bounds, figures);
  return {
    ...presentContent(line, words),
    ...{ isClosed: line.isClosed, ...bounds, ...figures, state },
    free: freeOf(bounds, figures),
    gap: gapOf(bounds, figures),
    alarm: line.isClosed ? 'none' : lineAlarm(line, figures, moment),
  };
}

export function lineAlarm(line: LineRecord, figures: LineFigures, { today, noticeDays }: LineMoment) {
  return alarmOf(stateOf(boundsOf(line.target), figures), daysBetween(today, `${line.year}-12-31`), noticeDays);
}

export function presentVersion(version: VersionRecord): BudgetVersionHead {
  const { number, state, reason, writtenAt, decidedAt, decision } = version;
  return {
    ...{ number, state, reason, decision, version: version.version },
    ...{ writtenBy: version.writtenByName, writtenAt: writtenAt.toISOString() },
    ...{ decidedBy: version.decidedByName, decidedAt: decidedAt?.toISOString() ?? null },
  };
}

export function presentShift(ctx: Context, shift: ShiftRecord, budget: BudgetRecord): BudgetShift {
  const { id, amount, reason, state, decision } = shift;
  const isOther = shift.proposedBy !== ctx.user?.accountId;
  return {
    ...{ id, amount, reason, state, decision },
    from: { id: shift.fromLineId, name: shift.fromName },
    to: { id: shift.toLineId, name: shift.toName },
    ...{ proposedBy: shift.proposedByName, proposedAt: shift.proposedAt.toISOString() },
    ...{ decidedBy: shift.decidedByName, decidedAt: shift.decidedAt?.toISOString() ?? null },
    abilities: { decide: state === 'proposed' && isOther && mayOn(ctx, 'ledger.budget.approve', budget) },
  };
}

export const presentBook = (budget: BudgetRecord, unitName: string) => ({
  ...{ id: budget.bookId, name: budget.bookName, kind: budget.bookKind, unitId: budget.unitId, unitName },
});
