import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { DayRange } from '#kernel/contract';
import { inSubtree } from './store';

export interface FreeEvent {
  id: string;
  title: string;
  definitionKey: string | null;
  seriesName: string | null;
  edition: number | null;
}

/** Events of a subtree in a period that are not cancelled and carry no tag of a kind yet, earliest first; they are held. */
export async function lockFreeEvents(
  ctx: Context,
  unitPath: string,
  period: DayRange,
  tagKind: string,
): Promise<FreeEvent[]> {
  const { rows } = await sql<FreeEvent>`
    select e.id, e.title, e.definition_key as "definitionKey", s.name as "seriesName", e.edition
    from schedule.event e left join schedule.series s on s.id = e.series_id
    where ${inSubtree(sql`e.unit_path`, unitPath)}
      and e.first_day between ${period.from}::date and ${period.to}::date and e.state <> 'cancelled'
      and not exists (select from schedule.event_tag t where t.event_id = e.id and t.tag like ${`${tagKind}:%`})
    order by e.first_day, e.id
    for update of e`.execute(ctx.transaction);
  return rows;
}

export async function addTags(ctx: Context, rows: readonly { eventId: string; tag: string }[]): Promise<void> {
  await sql`insert into schedule.event_tag (event_id, tag)
    select event_id, tag from jsonb_to_recordset(${JSON.stringify(rows.map((row) => ({ event_id: row.eventId, tag: row.tag })))}::jsonb)
      as r(event_id uuid, tag text)
    on conflict do nothing`.execute(ctx.transaction);
}
