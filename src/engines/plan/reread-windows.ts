import { audit, parameterOn, type Context, type ParameterChange } from '#kernel';
import { isDay } from '#kernel/contract';
import { windowIn } from './content';
import type { PlanWindowValue } from './contract';
import { parsePlan, resolveWindow } from './parse/parse-plan';
import type { WindowRules } from './parse/parsed-plan';
import { canonicalJson, snapshotOf, type CommitmentRecord, type PlanRow } from './records';
import type { Change } from './review-rules';
import { commitmentsOf, documentOf, lockPlan, plansInReview, saveCommitments, setWindowRules } from './store';
import { insertHouseStep } from './store-versions';

/** By which rules and for which year time words are read. */
export interface WindowReading {
  year: number;
  rules: WindowRules;
}

type ReadWindow = (record: Pick<CommitmentRecord, 'at' | 'end' | 'content'>) => PlanWindowValue | null;

/** The window that a reading gives a commitment: by its own sentence, or by the words alone where a person cut or made it. */
export function windowReader(text: string, { year, rules }: WindowReading): ReadWindow {
  const parsed = parsePlan(text, { year, windowRules: rules });
  const bySentence = new Map(parsed.commitments.map((one) => [`${one.at}/${one.at + one.text.length}`, one.window]));
  return ({ at, end, content }) => {
    const own = bySentence.get(`${at}/${end}`);
    if (own !== undefined) return windowIn(year, own);
    const words = content.window?.words ?? '';
    return words === '' ? null : windowIn(year, resolveWindow(words, { year, windowRules: rules }));
  };
}

/**
 * The window after another reading. One that still stands as it was read moves; one that a person typed stays, but for
 * its year when the plan's year changes.
 */
export function movedWindow(
  record: Pick<CommitmentRecord, 'at' | 'end' | 'content'>,
  before: { read: ReadWindow; year: number },
  after: { read: ReadWindow; year: number },
): PlanWindowValue | null {
  const { window } = record.content;
  const isAsRead = canonicalJson(window) === canonicalJson(before.read(record));
  if (isAsRead) return after.read(record);
  if (window === null || before.year === after.year) return window;
  const inYear = (day: string | null) => {
    if (day === null || !day.startsWith(`${before.year}-`)) return day;
    const moved = `${after.year}${day.slice(4)}`;
    return isDay(moved) ? moved : `${after.year}-02-28`;
  };
  return { ...window, from: inYear(window.from), to: inYear(window.to) };
}

async function rereadPlan(
  ctx: Context,
  plan: Pick<PlanRow, 'id' | 'documentId'>,
  before: WindowReading,
  after: WindowReading,
): Promise<Change[]> {
  const { content: text } = await documentOf(ctx, plan.documentId);
  const [was, is] = [before, after].map((reading) => ({ read: windowReader(text, reading), year: reading.year }));
  const changes: Change[] = [];
  const moved: CommitmentRecord[] = [];
  for (const record of await commitmentsOf(ctx, plan.id)) {
    const window = movedWindow(record, was!, is!);
    if (canonicalJson(window) === canonicalJson(record.content.window)) continue;
    const next = { ...record, content: { ...record.content, window }, revision: record.revision + 1 };
    changes.push({ id: record.id, before: snapshotOf(record), after: snapshotOf(next) });
    moved.push(next);
  }
  await saveCommitments(ctx, moved);
  return changes;
}

/**
 * After a rule of reading changed: the windows of plans under review are read again, those of confirmed plans stay.
 * The review's history names the version. What a person typed by hand stays as it was typed.
 */
export async function recomputeWindows(ctx: Context, change: ParameterChange<WindowRules>): Promise<void> {
  if (!change.isInForceToday) return;
  const { id, validFrom, source } = change.version;
  for (const planId of await plansInReview(ctx)) {
    const plan = await lockPlan(ctx, planId);
    if (plan?.state !== 'in_review') continue;
    const { year } = plan;
    const changes = await rereadPlan(
      ctx,
      plan,
      { year, rules: change.previous.value },
      { year, rules: change.version.value },
    );
    await setWindowRules(ctx, planId, id);
    await insertHouseStep(ctx, { planId, kind: 'rules', changes, rule: { id, validFrom, source } });
    audit(ctx, {
      action: 'plan.recomputeWindows',
      subject: `plan:${planId}`,
      details: { parameterId: id, rows: changes.map((one) => one.id) },
    });
  }
}

/** After the plan's year was put right, its days are read for the new year; the caller has looked at the rights. */
export async function moveYear(ctx: Context, plan: PlanRow, year: number): Promise<void> {
  const { value: rules } = await parameterOn<WindowRules>(ctx, 'plan.windowRules', ctx.clock.today());
  const changes = await rereadPlan(ctx, plan, { year: plan.year, rules }, { year, rules });
  await insertHouseStep(ctx, { planId: plan.id, kind: 'year', changes, rule: null });
}
