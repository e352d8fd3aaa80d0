import type { Context, Measure } from '#kernel';
import { distinctPeople, eventsByTag, type TaggedEvent } from '#engines/schedule';
import type { MeasureFigure, MeasureQuestion, MeasureRow } from '#kernel/contract';
import { eventsHeldSuits } from './contract';

/** Whether an event counts on a day, and what is to be said about it. */
export function judge(
  event: TaggedEvent,
  question: Pick<MeasureQuestion, 'window' | 'asOf'>,
): { isCounted: boolean; reason: string | null } {
  const { window, asOf } = question;
  if (event.state === 'cancelled') return { isCounted: false, reason: 'culture.rows.cancelled' };
  if (event.heldOn !== null && event.heldOn <= asOf) {
    if (!event.isCounted) return { isCounted: false, reason: 'culture.rows.no_record' };
    if (event.heldOn > window.to) return { isCounted: true, reason: 'culture.rows.held_late' };
    if (event.heldOn < window.from) return { isCounted: true, reason: 'culture.rows.held_early' };
    return { isCounted: true, reason: null };
  }
  // A day that has passed is no record.
  if (event.lastDay < asOf) return { isCounted: false, reason: 'culture.rows.passed_without_record' };
  return { isCounted: false, reason: 'culture.rows.not_yet_held' };
}

function rowOf(event: TaggedEvent, question: MeasureQuestion, amount: number): MeasureRow {
  const { isCounted, reason } = judge(event, question);
  return {
    id: event.id,
    title: event.title,
    day: event.heldOn ?? event.firstDay,
    unitName: event.unitName,
    amount: isCounted ? String(amount) : '0',
    isCounted,
    reason,
    href: `/events/${event.id}`,
  };
}

/** The events of each question's tag and part of the tree, in the order of the questions; one query for all. */
async function eventsFor(ctx: Context, questions: readonly MeasureQuestion[]): Promise<TaggedEvent[][]> {
  const byTag = await eventsByTag(ctx, [...new Set(questions.map((question) => question.tag))]);
  return questions.map(({ tag, unitPath }) => byTag.get(tag)!.filter((event) => event.unitPath.startsWith(unitPath)));
}

function countedDays(events: readonly TaggedEvent[], question: MeasureQuestion): string[] {
  return events
    .flatMap((event) => (judge(event, question).isCounted && event.heldOn !== null ? [event.heldOn] : []))
    .sort();
}

/** How many events that serve the promise were closed with attendance or photos. */
export const eventsHeld: Measure = {
  name: eventsHeldSuits.measure,
  unit: 'times',
  suits: eventsHeldSuits.kinds,
  async answer(ctx, questions) {
    const events = await eventsFor(ctx, questions);
    return questions.map((question, i): MeasureFigure => {
      const rows = events[i]!.map((event) => rowOf(event, question, 1));
      return {
        measure: 'culture.events_held',
        unit: 'times',
        value: String(rows.filter((row) => row.isCounted).length),
        of: null,
        countedDays: countedDays(events[i]!, question),
        rows,
      };
    });
  },
};

/** How many people took part: each named person once over all events, and the counted heads that have no name. */
export const participation: Measure = {
  name: 'culture.participation',
  unit: 'people',
  async answer(ctx, questions) {
    const events = await eventsFor(ctx, questions);
    const counted = questions.map((question, i) => events[i]!.filter((event) => judge(event, question).isCounted));
    const named = await distinctPeople(
      ctx,
      counted.map((list, i) => ({ key: String(i), eventIds: list.map((event) => event.id) })),
    );
    return questions.map((question, i): MeasureFigure => {
      const unnamed = counted[i]!.reduce((sum, event) => sum + event.people - event.named, 0);
      return {
        measure: 'culture.participation',
        unit: 'people',
        value: String((named.get(String(i)) ?? 0) + unnamed),
        of: null,
        countedDays: countedDays(events[i]!, question),
        rows: events[i]!.map((event) => rowOf(event, question, event.people)),
      };
    });
  },
};
