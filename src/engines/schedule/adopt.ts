import { audit, type Context } from '#kernel';
import type { DayRange } from '#kernel/contract';
import { addTags, lockFreeEvents, type FreeEvent } from './store-adopt';

/** What somebody is about to plan, and would rather find among the events that are there already. */
export interface WantedEvent {
  title: string;
  definitionKey: string | null;
  series: { name: string; edition: number } | null;
  tags: readonly string[];
}

/** Whether an event is the one that is wanted: its edition, its kind, or its very title. */
export function isWanted(event: FreeEvent, wanted: WantedEvent): boolean {
  const hasSeries = wanted.series !== null && event.seriesName !== null;
  if (hasSeries) return event.seriesName === wanted.series!.name && event.edition === wanted.series!.edition;
  if (wanted.definitionKey !== null && event.definitionKey === wanted.definitionKey) return true;
  return event.title === wanted.title;
}

/**
 * Gives the tags of wanted events to events of the subtree and period that nobody has claimed yet: what was recorded
 * before a plan existed then counts for it. Answers, in the order given, the event found or null. An event is given
 * away once. The caller has judged the rights on the subtree.
 */
export async function adoptEvents(
  ctx: Context,
  place: { unitPath: string; period: DayRange; tagKind: string },
  wanted: readonly WantedEvent[],
): Promise<(string | null)[]> {
  if (wanted.length === 0) return [];
  const free = await lockFreeEvents(ctx, place.unitPath, place.period, place.tagKind);
  const given = new Set<string>();
  const found = wanted.map((one) => {
    const event = free.find((candidate) => !given.has(candidate.id) && isWanted(candidate, one));
    if (event !== undefined) given.add(event.id);
    return event?.id ?? null;
  });
  const tags = wanted.flatMap((one, i) =>
    found[i] === null ? [] : one.tags.map((tag) => ({ eventId: found[i]!, tag })),
  );
  if (tags.length > 0) {
    await addTags(ctx, tags);
    audit(ctx, { action: 'schedule.adoptEvents', details: { events: [...given] } });
  }
  return found;
}
