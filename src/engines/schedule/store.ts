import { sql, type RawBuilder, type Updateable } from 'kysely';
import { tablesOf, type Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import { LONGEST_EVENT_DAYS } from './rules';
import type { EventState } from './schedule-terms';
import { holdsWords } from './store-search';
import type { ScheduleTables } from './tables.generated';

/** An event as stored, with the counts that every page shows. */
export interface EventRecord {
  id: string;
  title: string;
  definitionKey: string | null;
  unitId: string;
  unitPath: string;
  organiserKind: 'own' | 'outside';
  organiserName: string | null;
  seriesId: string | null;
  seriesName: string | null;
  edition: number | null;
  windowFrom: Day;
  windowTo: Day;
  windowWords: string;
  startsAt: Date | null;
  endsAt: Date | null;
  place: string;
  heldOn: Day | null;
  firstDay: Day;
  lastDay: Day;
  audienceUnitId: string;
  audiencePath: string;
  audienceWords: string[];
  places: number | null;
  signUpOpensAt: Date | null;
  signUpClosesAt: Date | null;
  state: EventState;
  stateReason: string;
  summary: string;
  headCount: number | null;
  codeSecret: Uint8Array;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  tags: string[];
  named: number;
  photos: number;
  placed: number;
  waiting: number;
}

export const eventColumns = sql`e.id, e.title, e.definition_key as "definitionKey", e.unit_id as "unitId", e.unit_path as "unitPath",
  e.organiser_kind as "organiserKind", e.organiser_name as "organiserName", e.series_id as "seriesId",
  (select s.name from schedule.series s where s.id = e.series_id) as "seriesName", e.edition,
  e.window_from as "windowFrom", e.window_to as "windowTo", e.window_words as "windowWords",
  e.starts_at as "startsAt", e.ends_at as "endsAt", e.place, e.held_on as "heldOn",
  e.first_day as "firstDay", e.last_day as "lastDay",
  e.audience_unit_id as "audienceUnitId", e.audience_path as "audiencePath", e.audience_words as "audienceWords",
  e.places, e.sign_up_opens_at as "signUpOpensAt", e.sign_up_closes_at as "signUpClosesAt",
  e.state, e.state_reason as "stateReason", e.summary, e.head_count as "headCount", e.code_secret as "codeSecret",
  e.version, e.created_at as "createdAt", e.updated_at as "updatedAt",
  (select coalesce(array_agg(t.tag order by t.tag), '{}') from schedule.event_tag t where t.event_id = e.id) as tags,
  (select count(*)::int from schedule.attendance a where a.event_id = e.id) as named,
  (select count(*)::int from schedule.photo p where p.event_id = e.id and p.removed_at is null) as photos,
  (select count(*)::int from schedule.sign_up u where u.event_id = e.id and u.state = 'placed') as placed,
  (select count(*)::int from schedule.sign_up u where u.event_id = e.id and u.state = 'waiting') as waiting`;

/** A subtree as one range of an index. */
export function inSubtree(column: RawBuilder<unknown>, path: string): RawBuilder<boolean> {
  const { from, to } = subtreeRange(path);
  return sql<boolean>`(${column} >= ${from} and ${column} < ${to})`;
}

export function inAnySubtree(column: RawBuilder<unknown>, paths: readonly string[]): RawBuilder<boolean> {
  if (paths.length === 0) return sql<boolean>`false`;
  return sql<boolean>`(${sql.join(
    paths.map((path) => inSubtree(column, path)),
    sql` or `,
  )})`;
}

/** What a reader sees: events of the units below, and events for an audience that the reader's unit is part of. */
export interface Visibility {
  subtrees: readonly string[];
  audiences: readonly string[];
}

function isVisible(seen: Visibility): RawBuilder<boolean> {
  return sql<boolean>`(${inAnySubtree(sql`e.unit_path`, seen.subtrees)} or e.audience_path = any(${[...seen.audiences]}::text[]))`;
}

export interface NewEventRow {
  id: string;
  title: string;
  definition_key: string | null;
  unit_id: string;
  unit_path: string;
  organiser_kind: 'own' | 'outside';
  organiser_name: string | null;
  series_id: string | null;
  edition: number | null;
  window_from: Day;
  window_to: Day;
  window_words: string;
  place: string;
  audience_unit_id: string;
  audience_path: string;
  audience_words: string[];
  /** Hexadecimal. */
  code_secret: string;
  tags: string[];
}

/** Writes any number of planned events with their tags in one statement. */
export async function insertEvents(ctx: Context, rows: readonly NewEventRow[]): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, definition_key text,
        unit_id uuid, unit_path text, organiser_kind text, organiser_name text, series_id uuid, edition int,
        window_from date, window_to date, window_words text, place text, audience_unit_id uuid, audience_path text,
        audience_words text[], code_secret text, tags text[])
    ), made as (
      insert into schedule.event (id, title, definition_key, unit_id, unit_path, organiser_kind, organiser_name, series_id,
        edition, window_from, window_to, window_words, first_day, last_day, place, audience_unit_id, audience_path,
        audience_words, code_secret, state, created_at, created_by, updated_at)
      select id, title, definition_key, unit_id, unit_path, organiser_kind, organiser_name, series_id,
        edition, window_from, window_to, window_words, window_from, window_to, place, audience_unit_id, audience_path,
        audience_words, decode(code_secret, 'hex'), 'planned', ${at}, ${ctx.user?.accountId ?? null}, ${at}
      from given
    )
    insert into schedule.event_tag (event_id, tag) select id, unnest(tags) from given on conflict do nothing`.execute(
    ctx.transaction,
  );
}

/**
 * One event, to read or to act on. `lock` keeps every other act away; `share` keeps away only those that lock, so
 * that hundreds may check in at once while nobody closes the event under them.
 */
export async function findEvent(
  ctx: Context,
  id: string,
  lock: 'lock' | 'share' | 'read' = 'read',
): Promise<EventRecord | null> {
  // The lock comes first and alone, so that the counts are read after whoever held it has committed.
  if (lock === 'lock') await sql`select from schedule.event where id = ${id} for update`.execute(ctx.transaction);
  if (lock === 'share') await sql`select from schedule.event where id = ${id} for share`.execute(ctx.transaction);
  const { rows } = await sql<EventRecord>`select ${eventColumns} from schedule.event e where e.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface EventFilter {
  seen: Visibility;
  from?: Day;
  to?: Day;
  unitPath?: string;
  tag?: string;
  state?: EventState;
  organiser?: 'own' | 'outside';
  /** Only events for which the person is signed up or at which the person was. */
  personId?: string;
  /** Words of the title, place, organiser or series. */
  search?: string;
  after?: { day: Day; id: string };
  limit: number;
}

export async function selectEvents(ctx: Context, filter: EventFilter): Promise<EventRecord[]> {
  const { from, to, unitPath, tag, state, organiser, personId, search = '', after } = filter;
  const conditions = [
    isVisible(filter.seen),
    ...(from === undefined
      ? []
      : [sql`e.last_day >= ${from}::date and e.first_day >= ${addDays(from, -LONGEST_EVENT_DAYS)}::date`]),
    ...(to === undefined ? [] : [sql`e.first_day <= ${to}::date`]),
    ...(unitPath === undefined ? [] : [inSubtree(sql`e.unit_path`, unitPath)]),
    ...(tag === undefined
      ? []
      : [sql`exists (select from schedule.event_tag t where t.event_id = e.id and t.tag = ${tag})`]),
    ...(state === undefined ? [] : [sql`e.state = ${state}`]),
    ...(organiser === undefined ? [] : [sql`e.organiser_kind = ${organiser}`]),
    ...(personId === undefined ? [] : [takesPart(personId)]),
    ...(after === undefined ? [] : [sql`(e.first_day, e.id) > (${after.day}::date, ${after.id}::uuid)`]),
  ];
  // The planner is not left to guess: for rare words it would rather walk along the days than ask the index of pairs.
  const events =
    search === ''
      ? sql`schedule.event e`
      : sql`(select * from schedule.event e where ${holdsWords('e', search)} offset 0) e`;
  const { rows } = await sql<EventRecord>`select ${eventColumns} from ${events}
    where ${sql.join(conditions, sql` and `)} order by e.first_day, e.id limit ${filter.limit}`.execute(
    ctx.transaction,
  );
  return rows;
}

/** The events that begin on a day at a time that is known, and are not cancelled or closed. */
export async function selectStartingOn(ctx: Context, day: Day): Promise<EventRecord[]> {
  const { rows } = await sql<EventRecord>`select ${eventColumns} from schedule.event e
    where e.first_day = ${day}::date and e.state = 'scheduled' order by e.id`.execute(ctx.transaction);
  return rows;
}

function takesPart(personId: string): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from schedule.sign_up u where u.event_id = e.id and u.person_id = ${personId} and u.state <> 'withdrawn')
    or exists (select from schedule.attendance a where a.event_id = e.id and a.person_id = ${personId}))`;
}

/** The columns that acts change, by their names in the table. */
export type EventChange = Partial<
  Pick<
    Updateable<ScheduleTables['schedule.event']>,
    | 'title'
    | 'window_from'
    | 'window_to'
    | 'window_words'
    | 'starts_at'
    | 'ends_at'
    | 'place'
    | 'held_on'
    | 'first_day'
    | 'last_day'
    | 'audience_unit_id'
    | 'audience_path'
    | 'audience_words'
    | 'places'
    | 'sign_up_opens_at'
    | 'sign_up_closes_at'
    | 'state_reason'
    | 'summary'
    | 'head_count'
    | 'closed_at'
  >
> & { state?: EventState };

/** Changes an event that the act has locked; every change raises the version, which calendars read as SEQUENCE. */
export async function updateEvent(ctx: Context, id: string, change: EventChange): Promise<void> {
  await tablesOf<ScheduleTables>(ctx)
    .updateTable('schedule.event')
    .set({ ...change, version: sql`version + 1`, updated_at: ctx.clock.now() })
    .where('id', '=', id)
    .execute();
}

/** A head count is a record of the event, not a change of it: its version stays. */
export async function updateHeadCount(ctx: Context, id: string, headCount: number | null): Promise<void> {
  await sql`update schedule.event set head_count = ${headCount} where id = ${id}`.execute(ctx.transaction);
}

export async function replaceTags(ctx: Context, id: string, tags: readonly string[]): Promise<void> {
  await sql`delete from schedule.event_tag where event_id = ${id} and tag <> all(${[...tags]}::text[])`.execute(
    ctx.transaction,
  );
  await sql`insert into schedule.event_tag (event_id, tag) select ${id}, unnest(${[...tags]}::text[]) on conflict do nothing`.execute(
    ctx.transaction,
  );
}

export interface TaggedRecord {
  tag: string;
  id: string;
  title: string;
  unitId: string;
  unitPath: string;
  state: EventState;
  windowFrom: Day;
  windowTo: Day;
  firstDay: Day;
  lastDay: Day;
  heldOn: Day | null;
  headCount: number | null;
  named: number;
  photos: number;
}

/** Every event that carries one of the tags, by tag and day; one statement however many tags. */
export async function selectTagged(ctx: Context, tags: readonly string[]): Promise<TaggedRecord[]> {
  const { rows } = await sql<TaggedRecord>`
    select t.tag, e.id, e.title, e.unit_id as "unitId", e.unit_path as "unitPath", e.state, e.window_from as "windowFrom",
      e.window_to as "windowTo", e.first_day as "firstDay", e.last_day as "lastDay", e.held_on as "heldOn", e.head_count as "headCount",
      (select count(*)::int from schedule.attendance a where a.event_id = e.id) as named,
      (select count(*)::int from schedule.photo p where p.event_id = e.id and p.removed_at is null) as photos
    from schedule.event_tag t join schedule.event e on e.id = t.event_id
    where t.tag = any(${[...tags]}::text[]) order by t.tag, e.first_day, e.id`.execute(ctx.transaction);
  return rows;
}

/** The distinct persons behind each set of events, in one statement. */
export async function countDistinctPeople(
  ctx: Context,
  sets: readonly { key: string; eventIds: readonly string[] }[],
): Promise<Map<string, number>> {
  const pairs = sets.flatMap(({ key, eventIds }) => eventIds.map((event_id) => ({ key, event_id })));
  const { rows } = await sql<{ key: string; people: number }>`
    select g.key, count(distinct a.person_id)::int as people
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as g(key text, event_id uuid)
      join schedule.attendance a on a.event_id = g.event_id
    group by g.key`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.key, row.people]));
}
