import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Row, Span } from './rules';

/** A row of a table in which a person stands from a day to a day, with every column that it has. */
export interface SpanRow extends Row {
  readonly id: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

export type SpanTable = 'placement' | 'post_holding' | 'enrolment';
const tableOf = (name: SpanTable) => sql.id('roster', name);

export const spanOf = (row: SpanRow): Span => ({ validFrom: row.valid_from, validTo: row.valid_to });

export async function rowsOf(ctx: Context, table: SpanTable, personId: string): Promise<SpanRow[]> {
  const { rows } = await sql<{ row: SpanRow }>`select to_jsonb(t) as row from ${tableOf(table)} t
    where t.person_id = ${personId} order by t.valid_from`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

export async function rowsByIds(ctx: Context, table: SpanTable, ids: readonly string[]): Promise<SpanRow[]> {
  const { rows } = await sql<{ row: SpanRow }>`select to_jsonb(t) as row from ${tableOf(table)} t
    where t.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows.map(({ row }) => row);
}

export async function dropRows(ctx: Context, table: SpanTable, ids: readonly string[]): Promise<void> {
  await sql`delete from ${tableOf(table)} where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}

/** Puts rows as they were journalled, every column of them. */
export async function putRows(ctx: Context, table: SpanTable, rows: readonly SpanRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into ${tableOf(table)}
    select * from jsonb_populate_recordset(null::${tableOf(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    ctx.transaction,
  );
}

/** The name of a unit of the rows that is closed before they end, or null. */
export async function closedUnitOf(ctx: Context, rows: readonly SpanRow[]): Promise<string | null> {
  const { rows: found } = await sql<{ name: string }>`
    select u.name from roster.unit u
    join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(unit_id uuid, valid_to date) on r.unit_id = u.id
    where u.valid_to < coalesce(r.valid_to, 'infinity'::date) limit 1`.execute(ctx.transaction);
  return found[0]?.name ?? null;
}

/** Marks of difference of the record that goes are said of the one that stays too; answers those that are new. */
export async function copyDifferences(ctx: Context, from: string, to: string): Promise<string[]> {
  const { rows: marks } = await sql<{ id: string; third: string }>`
    select d.id, o.third from roster.person_difference d
    cross join lateral (select case when d.one_id = ${from} then d.other_id else d.one_id end as third) o
    where d.withdrawn_at is null and ${from}::uuid in (d.one_id, d.other_id) and o.third <> ${to}`.execute(
    ctx.transaction,
  );
  const copies = marks.map((mark) => ({ ...mark, copy: newId() }));
  const { rows } = await sql<{ id: string }>`
    insert into roster.person_difference (id, one_id, other_id, reason, marked_at, marked_by, marked_by_name)
    select c.copy, least(c.third, ${to}::uuid), greatest(c.third, ${to}::uuid), d.reason, d.marked_at, d.marked_by,
      d.marked_by_name
    from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as c(id uuid, third uuid, copy uuid)
    join roster.person_difference d on d.id = c.id
    on conflict (one_id, other_id) where withdrawn_at is null do nothing returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function deleteDifferences(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`delete from roster.person_difference where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}

/** Records that led to one record now lead to the other: a merged record is always one step from the standing one. */
export async function turnRedirects(
  ctx: Context,
  from: string,
  to: string,
  only: readonly string[] | null = null,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update roster.person set merged_into_id = ${to} where merged_into_id = ${from}
      and (${only === null ? null : [...only]}::uuid[] is null or id = any(${only === null ? null : [...only]}::uuid[]))
    returning id`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}
