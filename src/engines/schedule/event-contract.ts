import { z } from 'zod';
import { abilities, day, endpoint, pageOf, pageQuery, tag } from '#kernel/contract';
import { byId, eventDay, eventStates, instant, organiserKinds, unitName, version, words } from './schedule-terms';

const eventWindow = z.object({ from: eventDay, to: eventDay, words: words(60).default('') });

const organiser = z.object({
  kind: z.enum(organiserKinds).default('own'),
  /** Who invites, for an outside event: 集团公司工会, 开发区工会. */
  name: words(80, 1).nullable().default(null),
});

export const newEvent = z.object({
  title: words(120, 1),
  unitId: z.uuid(),
  window: eventWindow,
  organiser: organiser.prefault({}),
  /** Key of a line's definition; the engine only keeps it. */
  definitionKey: z.string().max(80).nullable().default(null),
  series: z
    .object({ name: words(80, 1), edition: z.number().int().min(1).max(200) })
    .nullable()
    .default(null),
  themes: z.array(words(60, 1)).max(10).default([]),
  tags: z.array(tag).max(20).default([]),
  /** Whom it is for: a unit's subtree, and the words of a cohort such as 青年, 炊工. Left out: the organising unit. */
  audience: z.object({ unitId: z.uuid(), cohorts: z.array(words(40, 1)).max(10).default([]) }).optional(),
  place: words(120).default(''),
});
export type NewEvent = z.input<typeof newEvent>;

const eventCounts = z.object({
  /** People that came: the named, or the counted heads where they are more. */
  people: z.number().int(),
  named: z.number().int(),
  headCount: z.number().int().nullable(),
  photos: z.number().int(),
  placed: z.number().int(),
  waiting: z.number().int(),
});

export const eventRow = z.object({
  id: z.uuid(),
  title: z.string(),
  definitionKey: z.string().nullable(),
  unit: unitName,
  organiser: z.object({ kind: z.enum(organiserKinds), name: z.string().nullable() }),
  series: z.object({ id: z.uuid(), name: z.string(), edition: z.number().int() }).nullable(),
  themes: z.array(z.string()),
  tags: z.array(z.string()),
  window: z.object({ from: day, to: day, words: z.string() }),
  startsAt: z.string().nullable(),
  endsAt: z.string().nullable(),
  place: z.string(),
  heldOn: day.nullable(),
  audience: z.object({ unit: unitName, cohorts: z.array(z.string()) }),
  places: z.number().int().nullable(),
  signUpOpensAt: z.string().nullable(),
  signUpClosesAt: z.string().nullable(),
  state: z.enum(eventStates),
  /** Why it was moved, cancelled or opened again. */
  stateReason: z.string(),
  summary: z.string(),
  counts: eventCounts,
  /** The own sign-up of the person who reads, with the place in the waiting list. */
  mySignUp: z.object({ state: z.enum(['placed', 'waiting']), waitingNumber: z.number().int().nullable() }).nullable(),
  hasMyAttendance: z.boolean(),
  version: z.number().int(),
  updatedAt: z.string(),
  abilities,
});
export type EventRow = z.infer<typeof eventRow>;

const writeErrors = ['kernel.changed_meanwhile', 'schedule.step_impossible'] as const;

export const listEvents = endpoint({
  name: 'schedule.listEvents',
  method: 'GET',
  path: '/api/events',
  permission: 'schedule.event.read',
  summary: 'Lists the events that touch the given days, earliest first.',
  query: pageQuery.extend({
    from: eventDay.optional(),
    to: eventDay.optional(),
    unitId: z.uuid().optional(),
    tag: tag.optional(),
    state: z.enum(eventStates).optional(),
    organiser: z.enum(organiserKinds).optional(),
    isMine: z.union([z.stringbool(), z.boolean()]).optional(),
    /** Words of the title, place, organiser or series; all of them must be there. */
    search: words(60).optional(),
  }),
  response: pageOf(eventRow),
});

export const getEvent = endpoint({
  name: 'schedule.getEvent',
  method: 'GET',
  path: '/api/events/:id',
  permission: 'schedule.event.read',
  summary: 'One event with its counts and what the reader may do.',
  params: byId,
  response: eventRow,
});

export const createEvent = endpoint({
  name: 'schedule.createEvent',
  method: 'POST',
  path: '/api/events',
  permission: 'schedule.event.write',
  summary: 'Plans an event in its window.',
  body: newEvent,
  response: eventRow,
  errors: [
    'schedule.window_reversed',
    'schedule.window_too_long',
    'schedule.organiser_missing',
    'schedule.edition_taken',
  ],
});

export const scheduleEvent = endpoint({
  name: 'schedule.scheduleEvent',
  method: 'POST',
  path: '/api/events/:id/schedule',
  permission: 'schedule.event.write',
  summary: 'Sets the exact time and place; moving a time that was set needs a reason.',
  params: byId,
  body: z.object({
    version,
    startsAt: instant,
    endsAt: instant.nullable().default(null),
    place: words(120),
    /** Needed when an exact time was set before: why it is postponed or brought forward. */
    reason: words(500).default(''),
  }),
  response: eventRow,
  errors: [
    ...writeErrors,
    'schedule.time_reversed',
    'schedule.window_too_long',
    'schedule.move_reason_missing',
    'schedule.sign_up_window_reversed',
  ],
});

export const changeEvent = endpoint({
  name: 'schedule.changeEvent',
  method: 'PATCH',
  path: '/api/events/:id',
  permission: 'schedule.event.write',
  summary: 'Changes what is given; a new window of a planned event needs a reason.',
  params: byId,
  body: z.object({
    version,
    title: words(120, 1).optional(),
    window: eventWindow.optional(),
    place: words(120).optional(),
    themes: z.array(words(60, 1)).max(10).optional(),
    tags: z.array(tag).max(20).optional(),
    audience: z.object({ unitId: z.uuid(), cohorts: z.array(words(40, 1)).max(10) }).optional(),
    places: z.number().int().min(1).max(100_000).nullable().optional(),
    /** Null closes the sign-up for good. */
    signUp: z.object({ opensAt: instant, closesAt: instant.nullable() }).nullable().optional(),
    reason: words(500).default(''),
  }),
  response: eventRow,
  errors: [
    ...writeErrors,
    'schedule.window_reversed',
    'schedule.window_too_long',
    'schedule.move_reason_missing',
    'schedule.places_below_taken',
    'schedule.sign_up_window_reversed',
  ],
});

export const cancelEvent = endpoint({
  name: 'schedule.cancelEvent',
  method: 'POST',
  path: '/api/events/:id/cancel',
  permission: 'schedule.event.write',
  summary: 'Cancels an event that is not held yet; it stays readable with the reason.',
  params: byId,
  body: z.object({ version, reason: words(500, 1) }),
  response: eventRow,
  errors: writeErrors,
});

export const closeEvent = endpoint({
  name: 'schedule.closeEvent',
  method: 'POST',
  path: '/api/events/:id/close',
  permission: 'schedule.event.close',
  summary: 'Closes an event as held; refused while there is neither attendance nor a photo.',
  params: byId,
  body: z.object({
    version,
    summary: words(4000).default(''),
    headCount: z.number().int().min(1).max(1_000_000).nullable().default(null),
    /** Needed only when no exact time was ever set. */
    heldOn: eventDay.optional(),
  }),
  response: eventRow,
  errors: [
    ...writeErrors,
    'schedule.not_begun',
    'schedule.held_day_missing',
    'schedule.nothing_recorded',
    'schedule.head_count_below_named',
  ],
});

export const reopenEvent = endpoint({
  name: 'schedule.reopenEvent',
  method: 'POST',
  path: '/api/events/:id/reopen',
  permission: 'schedule.event.close',
  summary: 'Opens a held or cancelled event again, with a reason.',
  params: byId,
  body: z.object({ version, reason: words(500, 1) }),
  response: eventRow,
  errors: [...writeErrors, 'schedule.edition_taken'],
});

export const quickEvent = endpoint({
  name: 'schedule.quickEvent',
  method: 'POST',
  path: '/api/events/quick',
  permission: 'schedule.event.close',
  summary: 'Reports a small event of a unit in one step: title, day, head count, photos.',
  body: z.object({
    title: words(120, 1),
    unitId: z.uuid(),
    day: eventDay,
    headCount: z.number().int().min(1).max(1_000_000).nullable().default(null),
    /** Photos uploaded before by the same person. */
    photoIds: z.array(z.uuid()).max(30).default([]),
    summary: words(4000).default(''),
    themes: z.array(words(60, 1)).max(10).default([]),
    tags: z.array(tag).max(20).default([]),
    definitionKey: z.string().max(80).nullable().default(null),
    place: words(120).default(''),
  }),
  response: eventRow,
  errors: ['schedule.not_begun', 'schedule.nothing_recorded'],
});

const seriesRow = z.object({
  id: z.uuid(),
  name: z.string(),
  unit: unitName,
  latestEdition: z.number().int(),
  canRecord: z.boolean(),
});

export const listSeries = endpoint({
  name: 'schedule.listSeries',
  method: 'GET',
  path: '/api/event-series',
  permission: 'schedule.event.read',
  summary: 'Lists the series that the reader may see.',
  query: z.object({ search: words(60).optional() }),
  response: z.object({ rows: z.array(seriesRow) }),
});

/** One edition of a series: held here, planned here, recorded from the past, or a gap to fill. */
const editionRow = z.object({
  number: z.number().int(),
  kind: z.enum(['event', 'recorded', 'gap']),
  eventId: z.uuid().nullable(),
  state: z.enum(eventStates).nullable(),
  year: z.number().int().nullable(),
  champion: z.string(),
  summary: z.string(),
  source: z.string(),
});

export const listEditions = endpoint({
  name: 'schedule.listEditions',
  method: 'GET',
  path: '/api/event-series/:id/editions',
  permission: 'schedule.event.read',
  summary: 'Lists the editions of a series from the first on; earlier ones without a record are gaps to fill.',
  params: byId,
  response: z.object({ series: seriesRow, editions: z.array(editionRow) }),
});

export const recordEdition = endpoint({
  name: 'schedule.recordEdition',
  method: 'PUT',
  path: '/api/event-series/:id/editions/:number',
  permission: 'schedule.event.write',
  summary: 'Fills the gap of an earlier edition from a source.',
  params: z.object({ id: z.uuid(), number: z.coerce.number().int().min(1).max(200) }),
  body: z.object({
    year: z.number().int().min(1900).max(2200).nullable(),
    champion: words(200).default(''),
    summary: words(2000).default(''),
    /** Where this is known from: a file, a board, a person's memory. */
    source: words(200, 1),
  }),
  response: editionRow,
  errors: ['schedule.edition_held_here'],
});

export const getFestivalDay = endpoint({
  name: 'schedule.getFestivalDay',
  method: 'GET',
  path: '/api/festival-day',
  permission: 'signed-in',
  summary: 'The day of a lunar festival (春节, 元宵, 端午, 中秋 …) in a year.',
  query: z.object({ name: words(10, 1), year: z.coerce.number().int().min(1900).max(2100) }),
  response: z.object({ day }),
  errors: ['schedule.no_such_festival'],
});
