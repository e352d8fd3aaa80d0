import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { EventState } from './schedule-terms';
import { holdsWords } from './store-search';
import { inAnySubtree } from './store';

export interface SeriesRecord {
  id: string;
  name: string;
  unitId: string;
  unitPath: string;
  latestEdition: number;
}

/** The ids of the series by unit and name; a series that is new to the unit begins with its first event. */
export async function ensureSeries(
  ctx: Context,
  wanted: readonly { unitId: string; unitPath: string; name: string }[],
): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map();
  const rows = wanted.map((w) => ({ id: newId(), unit_id: w.unitId, unit_path: w.unitPath, name: w.name }));
  await sql`insert into schedule.series (id, unit_id, unit_path, name, created_at)
    select id, unit_id, unit_path, name, ${ctx.clock.now().toISOString()}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, unit_id uuid, unit_path text, name text)
    on conflict (unit_id, name) do nothing`.execute(ctx.transaction);
  const { rows: known } = await sql<{ id: string; unit_id: string; name: string }>`
    select s.id, s.unit_id, s.name from schedule.series s
    where s.unit_id = any(${[...new Set(wanted.map((w) => w.unitId))]}::uuid[])`.execute(ctx.transaction);
  return new Map(known.map((row) => [seriesKey(row.unit_id, row.name), row.id]));
}

export function seriesKey(unitId: string, name: string): string {
  return `${unitId} ${name}`;
}

const seriesColumns = sql`s.id, s.name, s.unit_id as "unitId", s.unit_path as "unitPath",
  greatest((select coalesce(max(e.edition), 0) from schedule.event e where e.series_id = s.id and e.state <> 'cancelled'),
    (select coalesce(max(p.number), 0) from schedule.past_edition p where p.series_id = s.id)) as "latestEdition"`;

export async function selectSeries(
  ctx: Context,
  seen: { subtrees: readonly string[]; audiences: readonly string[] },
  search = '',
): Promise<SeriesRecord[]> {
  const { rows } = await sql<SeriesRecord>`select ${seriesColumns} from schedule.series s
    where (${inAnySubtree(sql`s.unit_path`, seen.subtrees)} or s.unit_path = any(${[...seen.audiences]}::text[]))
      and ${holdsWords('s', search)}
    order by s.name, s.id limit 500`.execute(ctx.transaction);
  return rows;
}

export async function findSeries(ctx: Context, id: string): Promise<SeriesRecord | null> {
  const { rows } = await sql<SeriesRecord>`select ${seriesColumns} from schedule.series s where s.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface EditionRecord {
  number: number;
  eventId: string | null;
  state: EventState | null;
  year: number | null;
  champion: string;
  summary: string;
  source: string;
}

/** The editions that are events here or were recorded from the past. */
export async function selectEditions(ctx: Context, seriesId: string): Promise<EditionRecord[]> {
  const { rows } = await sql<EditionRecord>`
    select coalesce(e.edition, p.number) as number, e.id as "eventId", e.state,
      coalesce(extract(year from e.first_day)::int, p.year) as year, coalesce(p.champion, '') as champion,
      coalesce(nullif(e.summary, ''), p.summary, '') as summary, coalesce(p.source, '') as source
    from (select * from schedule.event where series_id = ${seriesId} and state <> 'cancelled') e
      full join (select * from schedule.past_edition where series_id = ${seriesId}) p on p.number = e.edition
    order by 1`.execute(ctx.transaction);
  return rows;
}

export async function upsertPastEdition(
  ctx: Context,
  seriesId: string,
  edition: { number: number; year: number | null; champion: string; summary: string; source: string },
): Promise<void> {
  await sql`insert into schedule.past_edition (series_id, number, year, champion, summary, source, recorded_at, recorded_by)
    values (${seriesId}, ${edition.number}, ${edition.year}, ${edition.champion}, ${edition.summary}, ${edition.source},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})
    on conflict (series_id, number) do update set year = excluded.year, champion = excluded.champion,
      summary = excluded.summary, source = excluded.source, recorded_at = excluded.recorded_at, recorded_by = excluded.recorded_by`.execute(
    ctx.transaction,
  );
}

/** Which of the editions already stand as events that are not cancelled. */
export async function takenEditions(
  ctx: Context,
  wanted: readonly { seriesId: string; edition: number }[],
  exceptEventId: string | null = null,
): Promise<{ seriesId: string; edition: number }[]> {
  if (wanted.length === 0) return [];
  const rows = wanted.map((w) => ({ series_id: w.seriesId, edition: w.edition }));
  const { rows: taken } = await sql<{ seriesId: string; edition: number }>`
    select e.series_id as "seriesId", e.edition from schedule.event e
      join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(series_id uuid, edition int)
        on w.series_id = e.series_id and w.edition = e.edition
    where e.state <> 'cancelled' and e.id is distinct from ${exceptEventId}::uuid`.execute(ctx.transaction);
  return taken;
}
