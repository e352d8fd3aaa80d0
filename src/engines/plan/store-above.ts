import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { LastChange } from './records';
import { changerColumns } from './store';

/** The engine's SQL for what comes from above: directives with their papers, and the sentences that commitments cite. */

export interface DirectiveRow extends LastChange {
  id: string;
  /** Whose it is; null where it was filed before the house had a plan and nobody has put it right since. */
  unitId: string | null;
  sender: string;
  number: string;
  title: string;
  receivedOn: Day;
  fileId: string | null;
  /** Why a machine can't read the paper: a code of the document reader; null where it can, or there is none. */
  unreadReason: string | null;
  isRead: boolean;
  revision: number;
  /** How many commitments answer it. */
  citedBy: number;
}

const directiveColumns = sql`d.id, d.unit_id as "unitId", d.sender, d.number, d.title, d.received_on as "receivedOn", d.file_id as "fileId",
  d.unread_reason as "unreadReason", d.content is not null as "isRead", d.revision,
  d.changed_at as "changedAt", d.changed_by as "changedBy", d.changed_by_name as "changedByName",
  (select count(distinct k.commitment_id)::int from plan.cited_sentence k where k.directive_id = d.id) as "citedBy"`;

/** All of them, the latest first. */
export async function directiveRows(ctx: Context): Promise<DirectiveRow[]> {
  const { rows } = await sql<DirectiveRow>`select ${directiveColumns} from plan.directive d
    order by d.received_on desc, d.id desc`.execute(ctx.transaction);
  return rows;
}

export async function findDirective(ctx: Context, directiveId: string): Promise<DirectiveRow | null> {
  const { rows } =
    await sql<DirectiveRow>`select ${directiveColumns} from plan.directive d where d.id = ${directiveId}`.execute(
      ctx.transaction,
    );
  return rows[0] ?? null;
}

export interface DirectivePaper {
  content: string | null;
  notes: { code: string; params: Record<string, number> }[];
}

/** The words of a directive's paper and what the reader did to them. */
export async function paperOf(ctx: Context, directiveId: string): Promise<DirectivePaper> {
  const { rows } =
    await sql<DirectivePaper>`select content, notes from plan.directive where id = ${directiveId}`.execute(
      ctx.transaction,
    );
  return rows[0]!;
}

export interface DirectiveFields {
  unitId: string;
  sender: string;
  number: string;
  title: string;
  receivedOn: Day;
  fileId: string | null;
  content: string | null;
  notes: unknown;
  unreadReason: string | null;
}

export async function insertDirective(ctx: Context, id: string, row: DirectiveFields): Promise<void> {
  await sql`insert into plan.directive (id, unit_id, sender, number, title, received_on, file_id, content, notes, unread_reason, filed_at, filed_by)
    values (${id}, ${row.unitId}, ${row.sender}, ${row.number}, ${row.title}, ${row.receivedOn}::date, ${row.fileId}, ${row.content},
      ${JSON.stringify(row.notes)}::jsonb, ${row.unreadReason}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(
    ctx.transaction,
  );
}

/** Writes only where the row still has the revision that the person saw; tells whether it did. */
export async function updateDirective(
  ctx: Context,
  id: string,
  revision: number,
  row: DirectiveFields,
): Promise<boolean> {
  const { rows } =
    await sql`update plan.directive set unit_id = ${row.unitId}, sender = ${row.sender}, number = ${row.number},
      title = ${row.title}, received_on = ${row.receivedOn}::date, file_id = ${row.fileId}, content = ${row.content},
      notes = ${JSON.stringify(row.notes)}::jsonb, unread_reason = ${row.unreadReason}, revision = revision + 1,
      ${changerColumns(ctx)}
    where id = ${id} and revision = ${revision} returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

export interface CitationRow {
  id: string;
  commitmentId: string;
  commitmentNumber: string;
  commitmentTitle: string;
  planId: string;
  planYear: number;
  directiveId: string | null;
  sourcePlanId: string | null;
  at: number | null;
  end: number | null;
  quote: string;
  citedAt: Date;
  citedByName: string;
}

async function citations(ctx: Context, condition: RawBuilder<unknown>): Promise<CitationRow[]> {
  const { rows } =
    await sql<CitationRow>`select k.id, k.commitment_id as "commitmentId", c.number as "commitmentNumber",
      c.title as "commitmentTitle", c.plan_id as "planId", p.year as "planYear", k.directive_id as "directiveId",
      k.source_plan_id as "sourcePlanId", k.starts_at as at, k.ends_at as end, k.quote, k.cited_at as "citedAt",
      k.cited_by_name as "citedByName"
    from plan.cited_sentence k join plan.commitment c on c.id = k.commitment_id and not c.is_removed
      join plan.plan p on p.id = c.plan_id and p.state <> 'discarded'
    where ${condition}
    order by k.starts_at nulls first, k.quote, p.year, c.position`.execute(ctx.transaction);
  return rows;
}

/** The sentences from above that some commitments cite, in the order of the texts that they stand in. */
export function citationsOf(ctx: Context, commitmentIds: readonly string[]): Promise<CitationRow[]> {
  return citations(ctx, sql`k.commitment_id = any(${[...commitmentIds]}::uuid[])`);
}

/** Who cites a directive, or a plan from above. */
export function citationsFrom(
  ctx: Context,
  source: { directiveId: string } | { sourcePlanId: string },
): Promise<CitationRow[]> {
  return 'directiveId' in source
    ? citations(ctx, sql`k.directive_id = ${source.directiveId}`)
    : citations(ctx, sql`k.source_plan_id = ${source.sourcePlanId}`);
}

export async function findCitation(ctx: Context, id: string): Promise<CitationRow | null> {
  return (await citations(ctx, sql`k.id = ${id}`))[0] ?? null;
}

/** The same sentence cited twice stays one citation; its id is answered. */
export async function insertCitation(
  ctx: Context,
  row: Pick<CitationRow, 'id' | 'commitmentId' | 'directiveId' | 'sourcePlanId' | 'at' | 'end' | 'quote'>,
): Promise<string> {
  const { rows } = await sql<{ id: string }>`insert into plan.cited_sentence
      (id, commitment_id, directive_id, source_plan_id, starts_at, ends_at, quote, cited_at, cited_by, cited_by_name)
    values (${row.id}, ${row.commitmentId}, ${row.directiveId}, ${row.sourcePlanId}, ${row.at}, ${row.end}, ${row.quote},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''})
    on conflict (commitment_id, coalesce(directive_id, source_plan_id), md5(quote))
      do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at
    returning id`.execute(ctx.transaction);
  return rows[0]!.id;
}

export async function deleteCitation(ctx: Context, id: string): Promise<void> {
  await sql`delete from plan.cited_sentence where id = ${id}`.execute(ctx.transaction);
}

/** Whether commitments of a plan cite sentences of another one. */
export async function citesFrom(ctx: Context, planId: string, sourcePlanId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from plan.cited_sentence k
      join plan.commitment c on c.id = k.commitment_id and not c.is_removed
    where c.plan_id = ${planId} and k.source_plan_id = ${sourcePlanId}`.execute(ctx.transaction);
  return rows[0]!.count;
}

/** The plans that name a plan as the one above them. */
export async function plansBelow(ctx: Context, planId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from plan.plan
    where parent_plan_id = ${planId} and state <> 'discarded'`.execute(ctx.transaction);
  return rows[0]!.count;
}
