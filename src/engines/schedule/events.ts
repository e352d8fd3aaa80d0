import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import { AppError, audit, dayCursorOf, may, newId, notFound, readDayCursor, type Context } from '#kernel';
import type { Page } from '#kernel/contract';
import { getUnit } from '#engines/roster';
import { newEvent, type EventRow, type NewEvent } from './contract';
import type * as contract from './contract';
import { eventToRead, unitInSight, visibilityOf } from './policy';
import { presentEvent, presentEvents, tagsWith } from './present';
import { refusalOfWindow } from './rules';
import { findEvent, insertEvents, selectEvents, type EventFilter, type EventRecord, type NewEventRow } from './store';
import { ensureSeries, seriesKey, takenEditions } from './store-series';
import type { EndpointInput } from '#kernel/contract';

type ParsedEvent = ReturnType<typeof newEvent.parse>;
interface UnitPlace {
  id: string;
  path: string;
}

/** Refuses: what createEvents refuses. */
export async function createEvent(ctx: Context, given: NewEvent): Promise<EventRow> {
  const [id] = await createEvents(ctx, [given]);
  return presentEvent(ctx, (await findEvent(ctx, id!))!);
}

/**
 * Plans any number of events at once, as when a plan is confirmed; they are written in one statement. Answers their
 * ids in the order given. Refuses the whole when one has a unit that isn't there or isn't the person's
 * (kernel.not_found), a window that ends before it begins (schedule.window_reversed) or is longer than three years
 * (schedule.window_too_long), an outside organiser without a name (schedule.organiser_missing), or an edition that
 * another event is (schedule.edition_taken), unless such an edition is to be left out: then the event is planned
 * without a number.
 */
export async function createEvents(
  ctx: Context,
  given: readonly NewEvent[],
  options: { takenEdition?: 'refuse' | 'leave_out' } = {},
): Promise<string[]> {
  const events = given.map((event) => readGiven(newEvent, event));
  if (events.length === 0) return [];
  const units = await unitsOf(ctx, events);
  for (const event of events) {
    if (!may(ctx.user, 'schedule.event.write', units.get(event.unitId)!.path)) throw notFound();
    refuseWrongEvent(event);
  }
  const rows = await rowsOf(ctx, events, units, options.takenEdition ?? 'refuse');
  await writeEvents(ctx, rows);
  for (const row of rows)
    audit(ctx, {
      action: 'schedule.createEvent',
      subject: `event:${row.id}`,
      details: { title: row.title, unitId: row.unit_id },
    });
  return rows.map((row) => row.id);
}

/** What another module hands over is read like what a person sends. Refuses: what the contract refuses. */
export function readGiven<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  throw new AppError('kernel.invalid_input', { fields: issues.map((issue) => issue.path).join(', ') }, issues);
}

async function unitsOf(ctx: Context, events: readonly ParsedEvent[]): Promise<Map<string, UnitPlace>> {
  const units = new Map<string, UnitPlace>();
  for (const id of new Set(events.map((event) => event.unitId))) units.set(id, await getUnit(ctx, id));
  for (const id of new Set(events.flatMap((event) => event.audience?.unitId ?? [])))
    if (!units.has(id)) units.set(id, await unitInSight(ctx, id));
  return units;
}

function refuseWrongEvent(event: ParsedEvent): void {
  const refusal = refusalOfWindow(event.window);
  if (refusal !== null) throw new AppError(refusal, { title: event.title });
  if (event.organiser.kind === 'outside' && event.organiser.name === null)
    throw new AppError('schedule.organiser_missing', { title: event.title });
}

async function rowsOf(
  ctx: Context,
  events: readonly ParsedEvent[],
  units: ReadonlyMap<string, UnitPlace>,
  takenEdition: 'refuse' | 'leave_out',
): Promise<NewEventRow[]> {
  const series = await ensureSeries(
    ctx,
    events.flatMap((e) =>
      e.series === null ? [] : [{ unitId: e.unitId, unitPath: units.get(e.unitId)!.path, name: e.series.name }],
    ),
  );
  const rows = events.map((event): NewEventRow => {
    const unit = units.get(event.unitId)!;
    const audience = event.audience ? units.get(event.audience.unitId)! : unit;
    return {
      id: newId(),
      title: event.title,
      definition_key: event.definitionKey,
      unit_id: unit.id,
      unit_path: unit.path,
      organiser_kind: event.organiser.kind,
      organiser_name: event.organiser.kind === 'outside' ? event.organiser.name : null,
      series_id: event.series === null ? null : series.get(seriesKey(unit.id, event.series.name))!,
      edition: event.series?.edition ?? null,
      window_from: event.window.from,
      window_to: event.window.to,
      window_words: event.window.words,
      place: event.place,
      audience_unit_id: audience.id,
      audience_path: audience.path,
      audience_words: event.audience?.cohorts ?? [],
      code_secret: randomBytes(32).toString('hex'),
      tags: tagsWith(event.themes, event.tags),
    };
  });
  const taken = await takenOf(ctx, rows);
  if (taken.size === 0) return rows;
  if (takenEdition === 'refuse') throw new AppError('schedule.edition_taken', { edition: [...taken][0]!.edition });
  return rows.map((row) => (taken.has(row) ? { ...row, series_id: null, edition: null } : row));
}

/** The rows whose edition another event has, or an earlier row of the same list. */
async function takenOf(ctx: Context, rows: readonly NewEventRow[]): Promise<Set<NewEventRow>> {
  const numbered = rows.filter((row) => row.series_id !== null);
  const keyOf = (row: { seriesId: string; edition: number }) => `${row.seriesId} ${row.edition}`;
  const wanted = numbered.map((row) => ({ seriesId: row.series_id!, edition: row.edition! }));
  const known = new Set((await takenEditions(ctx, wanted)).map(keyOf));
  return new Set(
    numbered.filter((_, i) => {
      const key = keyOf(wanted[i]!);
      const isTaken = known.has(key);
      known.add(key);
      return isTaken;
    }),
  );
}

/** Two transactions may plan one edition at the same moment: the index lets one through. */
export async function writeEvents(ctx: Context, rows: readonly NewEventRow[]): Promise<void> {
  try {
    await insertEvents(ctx, rows);
  } catch (error) {
    if ((error as { constraint?: unknown }).constraint === 'event_edition')
      throw new AppError('schedule.edition_taken', { edition: rows.find((row) => row.edition !== null)?.edition });
    throw error;
  }
}

/** Refuses: an event that isn't there or isn't the reader's. */
export async function getEvent(ctx: Context, id: string): Promise<EventRow> {
  return presentEvent(ctx, await eventToRead(ctx, id));
}

/** A page of the events that the reader may see, earliest first. Refuses: a unit that isn't there, a broken cursor. */
export async function listEvents(
  ctx: Context,
  query: EndpointInput<typeof contract.listEvents>['query'],
): Promise<Page<EventRow>> {
  const { cursor, limit, unitId, isMine, ...filter } = query;
  const personId = ctx.user?.personId ?? null;
  if (isMine === true && personId === null) return { rows: [], nextCursor: null };
  const wanted: EventFilter = {
    ...filter,
    seen: visibilityOf(ctx),
    limit: limit + 1,
    unitPath: unitId === undefined ? undefined : (await unitInSight(ctx, unitId)).path,
    after: cursor === undefined ? undefined : readDayCursor(cursor),
    personId: isMine === true && personId !== null ? personId : undefined,
  };
  const events = await selectEvents(ctx, wanted);
  const page = events.slice(0, limit);
  return { rows: await presentEvents(ctx, page), nextCursor: events.length > limit ? cursorAfter(page.at(-1)!) : null };
}

const cursorAfter = ({ firstDay, id }: EventRecord): string => dayCursorOf({ day: firstDay, id });
