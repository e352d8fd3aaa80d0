import type { Context } from '#kernel';
import type { Day, DayRange } from '#kernel/contract';
import { unitNames } from '#engines/roster';
import { hasRecord, peopleOf } from './rules';
import type { EventState } from './schedule-terms';
import { countDistinctPeople, selectTagged, type TaggedRecord } from './store';

/** An event as one who measures looks at it. */
export interface TaggedEvent {
  id: string;
  title: string;
  unitId: string;
  unitName: string;
  unitPath: string;
  state: EventState;
  window: DayRange;
  firstDay: Day;
  lastDay: Day;
  heldOn: Day | null;
  named: number;
  headCount: number | null;
  /** The named, or the counted heads where they are more. */
  people: number;
  photos: number;
  /** Held, with attendance, counted heads or a photo. */
  isCounted: boolean;
}

function measured(record: TaggedRecord, names: ReadonlyMap<string, string>): TaggedEvent {
  const { id, title, unitId, unitPath, state, firstDay, lastDay, heldOn, named, headCount, photos } = record;
  return {
    ...{ id, title, unitId, unitPath, state, firstDay, lastDay, heldOn, named, headCount, photos },
    unitName: names.get(unitId) ?? '',
    window: { from: record.windowFrom, to: record.windowTo },
    people: peopleOf(record),
    isCounted: state === 'held' && hasRecord(record),
  };
}

/**
 * The events behind many tags, by tag; a tag without events has an empty list. One query for the events and one for
 * the names of their units, however many tags. It is asked by measures: who may see the answer is theirs to decide.
 */
export async function eventsByTag(ctx: Context, tags: readonly string[]): Promise<Map<string, TaggedEvent[]>> {
  const byTag = new Map<string, TaggedEvent[]>(tags.map((tag) => [tag, []]));
  const records = tags.length === 0 ? [] : await selectTagged(ctx, [...byTag.keys()]);
  if (records.length === 0) return byTag;
  const names = await unitNames(ctx, [...new Set(records.map((record) => record.unitId))]);
  for (const record of records) byTag.get(record.tag)!.push(measured(record, names));
  return byTag;
}

/** The events that carry a tag, with their counts and the distinct people over all of them; by window where one is given. */
export async function eventsTagged(
  ctx: Context,
  tag: string,
  window?: DayRange,
): Promise<{ events: TaggedEvent[]; distinctPeople: number }> {
  const all = (await eventsByTag(ctx, [tag])).get(tag)!;
  const events = all.filter(
    (event) => window === undefined || (event.firstDay <= window.to && window.from <= event.lastDay),
  );
  const people = await distinctPeople(ctx, [{ key: tag, eventIds: events.map((event) => event.id) }]);
  return { events, distinctPeople: people.get(tag) ?? 0 };
}

/** Distinct named persons for each set of events: who came twice is one. One query for all sets. */
export async function distinctPeople(
  ctx: Context,
  sets: readonly { key: string; eventIds: readonly string[] }[],
): Promise<Map<string, number>> {
  return countDistinctPeople(ctx, sets);
}

export interface EventCounts {
  events: number;
  counted: number;
  cancelled: number;
  people: number;
}

/** What a board needs of many tags, in one query for the events: how many there are, count and were cancelled. */
export async function eventCounts(
  ctx: Context,
  { tags }: { tags: readonly string[] },
): Promise<Map<string, EventCounts>> {
  const counts = new Map<string, EventCounts>(
    tags.map((tag) => [tag, { events: 0, counted: 0, cancelled: 0, people: 0 }]),
  );
  for (const record of tags.length === 0 ? [] : await selectTagged(ctx, [...counts.keys()])) {
    const count = counts.get(record.tag)!;
    const isCounted = record.state === 'held' && hasRecord(record);
    count.events += 1;
    if (isCounted) count.counted += 1;
    if (isCounted) count.people += peopleOf(record);
    if (record.state === 'cancelled') count.cancelled += 1;
  }
  return counts;
}
