import { AppError, audit, festivalDay, text, type Context } from '#kernel';
import { adoptEvents, createEvents, type NewEvent } from '#engines/schedule';
import type { PlanSummary } from './contract';
import { daysOf } from './board';
import { commitmentTag } from './measures';
import { ownPlan, readablePlan, type PlacedPlan } from './policy';
import { planChanged, summaryOf } from './plans';
import type { CommitmentRecord } from './records';
import { commitmentsOf, findConfirmedPlan, lockPlan, saveCommitments, setPlanState } from './store';
import { insertVersion } from './store-versions';
import { tellOfficers } from './told';

/** Finds the definition that a line gives for an event of this name; handed in when the house is composed. */
export type RecogniseEvent = (title: string, organiser: 'own' | 'outside') => string | null;

/**
 * Makes the reviewed commitments the plan of the year: version 1 for good, and its events in their windows.
 * Refuses: a plan that is not under review; a change meanwhile; rows that nobody decided, unless the rest is to be
 * accepted; a plan with nothing in it; a year that already has its confirmed plan.
 */
export async function confirmPlan(
  ctx: Context,
  planId: string,
  given: { revision: number; acceptRest: boolean },
  recogniseEvent: RecogniseEvent,
): Promise<{ plan: PlanSummary; version: number; events: number }> {
  const plan = await ownPlan(ctx, await lockPlan(ctx, planId), 'plan.plan.confirm');
  if (plan.state !== 'in_review') throw new AppError('plan.not_in_review');
  if (plan.revision !== given.revision) throw planChanged(ctx, plan);
  const earlier = await findConfirmedPlan(ctx, plan.unitId, plan.year);
  if (earlier !== null) throw new AppError('plan.year_confirmed', { year: plan.year });
  const records = await acceptAll(ctx, planId, given.acceptRest);
  const events = records.flatMap((record) =>
    eventsOf(plan, record, recogniseEvent, text(ctx.language, 'plan:outside')),
  );
  await planEvents(ctx, plan, events);
  const version = await insertVersion(ctx, { planId, day: ctx.clock.today(), reason: '', commitmentId: null, records });
  await setPlanState(ctx, planId, 'confirmed');
  await tellOfficers(ctx, plan, records);
  audit(ctx, {
    action: 'plan.confirmPlan',
    subject: `plan:${planId}`,
    details: { commitments: records.length, events: events.length },
  });
  return { plan: await summaryOf(ctx, await readablePlan(ctx, planId)), version, events: events.length };
}

/** Every commitment that the plan keeps, decided. */
async function acceptAll(ctx: Context, planId: string, acceptRest: boolean): Promise<CommitmentRecord[]> {
  const all = await commitmentsOf(ctx, planId);
  const open = all.filter((record) => record.reviewState === 'proposed');
  if (open.length > 0 && !acceptRest) throw new AppError('plan.rows_undecided', { count: open.length });
  const decided = all.map((record) =>
    record.reviewState === 'proposed'
      ? { ...record, reviewState: 'confirmed' as const, revision: record.revision + 1 }
      : record,
  );
  await saveCommitments(
    ctx,
    decided.filter((_, i) => all[i]!.reviewState === 'proposed'),
  );
  const kept = decided.filter((record) => record.reviewState === 'confirmed');
  if (kept.length === 0) throw new AppError('plan.nothing_to_confirm');
  return kept;
}

/** Events that were recorded before the plan existed are taken for it; the others are planned in their windows. */
async function planEvents(ctx: Context, plan: PlacedPlan, events: readonly NewEvent[]): Promise<void> {
  const period = { from: plan.periodFrom, to: plan.periodTo };
  const wanted = events.map((event) => ({
    title: event.title,
    definitionKey: event.definitionKey ?? null,
    series: event.series ?? null,
    tags: event.tags ?? [],
  }));
  const found = await adoptEvents(ctx, { unitPath: plan.unitPath, period, tagKind: 'commitment' }, wanted);
  const missing = events.filter((_, i) => found[i] === null);
  // A document that names an edition which is another event's still gets its event, without the number.
  if (missing.length > 0) await createEvents(ctx, missing, { takenEdition: 'leave_out' });
}

/** An own event, a tour, or every outside event of a group, each in its window with the plan's own words. */
export function eventsOf(
  plan: PlacedPlan,
  record: CommitmentRecord,
  recogniseEvent: RecogniseEvent,
  outside: string,
): NewEvent[] {
  const { content } = record;
  const window = { ...daysOf(plan, record), words: content.window?.words ?? '' };
  const shared = {
    unitId: content.unitId ?? plan.unitId,
    tags: [commitmentTag(record.id), `plan:${plan.id}`],
    themes: content.themes.slice(0, 10),
  };
  const audience = { unitId: plan.unitId, cohorts: content.people.slice(0, 10).map((words) => words.slice(0, 40)) };
  if (content.kind === 'event' || content.kind === 'tour') {
    return [
      {
        ...shared,
        audience,
        title: content.title,
        window,
        series: content.series,
        definitionKey: recogniseEvent(content.title, 'own'),
      },
    ];
  }
  if (content.kind !== 'event_group') return [];
  return content.members.map((member) => {
    const day = member.festival === null ? null : festivalDay(member.festival, plan.year);
    return {
      ...shared,
      audience,
      title: member.name,
      window: day === null ? window : { from: day, to: day, words: member.festival ?? '' },
      organiser: {
        kind: 'outside' as const,
        name: (member.organisers.length > 0 ? member.organisers : content.organisers).join('、') || outside,
      },
      definitionKey: recogniseEvent(member.name, 'outside'),
    };
  });
}
