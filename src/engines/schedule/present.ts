import type { Context } from '#kernel';
import { unitNames } from '#engines/roster';
import type { EventRow } from './contract';
import { abilitiesOf } from './policy';
import { peopleOf } from './rules';
import type { EventRecord } from './store';
import { selectOwnParts } from './store-taking-part';

const THEME = 'theme:';

/** Themes are tags of their own kind: `theme:歌颂盐场`. */
export function tagsWith(themes: readonly string[], tags: readonly string[]): string[] {
  return [...new Set([...themes.map((theme) => THEME + theme), ...tags])];
}

export function splitTags(tags: readonly string[]): { themes: string[]; tags: string[] } {
  return {
    themes: tags.filter((t) => t.startsWith(THEME)).map((t) => t.slice(THEME.length)),
    tags: tags.filter((t) => !t.startsWith(THEME)),
  };
}

/** Events as pages show them, with the names of units, the reader's own part and abilities; three queries for any number. */
export async function presentEvents(ctx: Context, events: readonly EventRecord[]): Promise<EventRow[]> {
  if (events.length === 0) return [];
  const names = await unitNames(ctx, [...new Set(events.flatMap((event) => [event.unitId, event.audienceUnitId]))]);
  const personId = ctx.user?.personId ?? null;
  const parts =
    personId === null
      ? null
      : await selectOwnParts(
          ctx,
          personId,
          events.map((event) => event.id),
        );
  return events.map((event) => {
    const own = parts?.get(event.id) ?? null;
    return {
      ...presentWords(event, names),
      mySignUp: own === null || own.state === null ? null : { state: own.state, waitingNumber: own.waitingNumber },
      hasMyAttendance: own?.isPresent ?? false,
      abilities: abilitiesOf(ctx, event, own),
    };
  });
}

export async function presentEvent(ctx: Context, event: EventRecord): Promise<EventRow> {
  return (await presentEvents(ctx, [event]))[0]!;
}

function presentWords(
  event: EventRecord,
  names: ReadonlyMap<string, string>,
): Omit<EventRow, 'mySignUp' | 'hasMyAttendance' | 'abilities'> {
  const { id, title, definitionKey, place, heldOn, places, state, stateReason, summary, version } = event;
  return {
    ...{ id, title, definitionKey, place, heldOn, places, state, stateReason, summary, version },
    ...splitTags(event.tags),
    unit: { id: event.unitId, name: names.get(event.unitId) ?? '' },
    organiser: { kind: event.organiserKind, name: event.organiserName },
    series:
      event.seriesId === null || event.seriesName === null || event.edition === null
        ? null
        : { id: event.seriesId, name: event.seriesName, edition: event.edition },
    window: { from: event.windowFrom, to: event.windowTo, words: event.windowWords },
    startsAt: event.startsAt?.toISOString() ?? null,
    endsAt: event.endsAt?.toISOString() ?? null,
    audience: {
      unit: { id: event.audienceUnitId, name: names.get(event.audienceUnitId) ?? '' },
      cohorts: event.audienceWords,
    },
    signUpOpensAt: event.signUpOpensAt?.toISOString() ?? null,
    signUpClosesAt: event.signUpClosesAt?.toISOString() ?? null,
    counts: {
      people: peopleOf(event),
      named: event.named,
      headCount: event.headCount,
      photos: event.photos,
      placed: event.placed,
      waiting: event.waiting,
    },
    updatedAt: event.updatedAt.toISOString(),
  };
}
