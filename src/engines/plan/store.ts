import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import {
  canonicalJson,
  recordOf,
  type CommitmentColumns,
  type CommitmentRecord,
  type DocumentRow,
  type PlanRow,
  type SectionRow,
} from './records';
import type { ParsedPlan } from './parse/parsed-plan';

/** The engine's SQL for plans, documents and commitments. Names of units and people come from the roster's acts. */

const planColumns = sql`p.id, p.year, p.title, p.state, p.unit_id as "unitId", p.period_from as "periodFrom", p.period_to as "periodTo",
  p.document_id as "documentId", d.name as "documentName", d.imported_at as "importedAt", p.parent_plan_id as "parentPlanId",
  p.issuer, p.changed_at as "changedAt", p.changed_by as "changedBy", p.changed_by_name as "changedByName", p.seen_warnings as "seenWarnings", p.window_rules_id as "windowRulesId", p.confirmed_at as "confirmedAt", p.revision`;

/** Whoever changes a row leaves name and moment in it. */
export function changerColumns(ctx: Context): RawBuilder<unknown> {
  return sql`changed_at = ${ctx.clock.now().toISOString()}, changed_by = ${ctx.user?.accountId ?? null},
    changed_by_name = ${ctx.user?.name ?? ''}`;
}

export async function findPlan(ctx: Context, planId: string): Promise<PlanRow | null> {
  const { rows } =
    await sql<PlanRow>`select ${planColumns} from plan.plan p join plan.document d on d.id = p.document_id
    where p.id = ${planId} and p.state <> 'discarded'`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The same, holding the row: two who change one plan come one after the other. */
export async function lockPlan(ctx: Context, planId: string): Promise<PlanRow | null> {
  await sql`select id from plan.plan where id = ${planId} for update`.execute(ctx.transaction);
  return findPlan(ctx, planId);
}

export async function listPlanRows(ctx: Context): Promise<PlanRow[]> {
  const { rows } =
    await sql<PlanRow>`select ${planColumns} from plan.plan p join plan.document d on d.id = p.document_id
    where p.state <> 'discarded' order by p.year desc, p.created_at desc`.execute(ctx.transaction);
  return rows;
}

export async function plansInReview(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from plan.plan where state = 'in_review' order by id`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

/** The version of the reading rules by which the plan's windows stand now. */
export async function setWindowRules(ctx: Context, planId: string, parameterId: string): Promise<void> {
  await sql`update plan.plan set window_rules_id = ${parameterId}, revision = revision + 1, ${changerColumns(ctx)}
    where id = ${planId}`.execute(ctx.transaction);
}

export async function findPlanByText(
  ctx: Context,
  unitId: string,
  sha256: string,
  { isReference } = { isReference: false },
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select p.id from plan.plan p join plan.document d on d.id = p.document_id
    where p.unit_id = ${unitId} and d.sha256 = ${sha256} and p.state <> 'discarded'
      and (p.state = 'reference') = ${isReference} order by p.created_at limit 1`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

export async function findConfirmedPlan(ctx: Context, unitId: string, year: number): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from plan.plan
    where unit_id = ${unitId} and year = ${year} and state = 'confirmed'`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

export async function insertPlan(
  ctx: Context,
  plan: Pick<
    PlanRow,
    'id' | 'year' | 'title' | 'state' | 'unitId' | 'periodFrom' | 'periodTo' | 'documentId' | 'issuer' | 'windowRulesId'
  >,
): Promise<void> {
  await sql`insert into plan.plan (id, year, title, state, unit_id, period_from, period_to, document_id, issuer, window_rules_id, created_at)
    values (${plan.id}, ${plan.year}, ${plan.title}, ${plan.state}, ${plan.unitId}, ${plan.periodFrom}::date, ${plan.periodTo}::date,
      ${plan.documentId}, ${plan.issuer}, ${plan.windowRulesId}, ${ctx.clock.now().toISOString()})`.execute(
    ctx.transaction,
  );
}

export interface NewDocument {
  id: string;
  planId: string;
  name: string;
  format: string;
  encoding: string | null;
  sha256: string;
  content: string;
  parsed: ParsedPlan;
  notes: unknown;
  fileId: string | null;
}

export async function insertDocument(ctx: Context, document: NewDocument): Promise<void> {
  await sql`insert into plan.document (id, plan_id, name, format, encoding, sha256, content, parsed, notes, file_id, imported_at, imported_by, imported_name)
    values (${document.id}, ${document.planId}, ${document.name}, ${document.format}, ${document.encoding}, ${document.sha256},
      ${document.content}, ${JSON.stringify(document.parsed)}::jsonb, ${JSON.stringify(document.notes)}::jsonb, ${document.fileId},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''})`.execute(
    ctx.transaction,
  );
}

export async function documentOf(ctx: Context, documentId: string): Promise<DocumentRow> {
  const { rows } = await sql<DocumentRow>`select id, plan_id as "planId", name, sha256, content, parsed, notes
    from plan.document where id = ${documentId}`.execute(ctx.transaction);
  return rows[0]!;
}

export async function setDocument(ctx: Context, planId: string, documentId: string): Promise<void> {
  await sql`update plan.plan set document_id = ${documentId}, revision = revision + 1, seen_warnings = '[]',
    ${changerColumns(ctx)} where id = ${planId}`.execute(ctx.transaction);
  await sql`delete from plan.section where plan_id = ${planId}`.execute(ctx.transaction);
}

export async function insertSections(ctx: Context, planId: string, sections: readonly SectionRow[]): Promise<void> {
  const rows = sections.map((section, index) => ({ ...section, position: index + 1 }));
  await sql`insert into plan.section (plan_id, position, key, number, level, title, starts_at, ends_at)
    select ${planId}, position, key, number, level, title, "at", "end"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(position int, key text, number text, level int, title text, "at" int, "end" int)`.execute(ctx.transaction);
}

export async function sectionsOf(ctx: Context, planId: string): Promise<SectionRow[]> {
  const { rows } = await sql<SectionRow>`select key, number, level, title, starts_at as at, ends_at as end
    from plan.section where plan_id = ${planId} order by position`.execute(ctx.transaction);
  return rows;
}

/** The commitments of a plan in the order of the document; removed ones only where they are asked for. */
export async function commitmentsOf(
  ctx: Context,
  planId: string,
  options: { withRemoved?: boolean } = {},
): Promise<CommitmentRecord[]> {
  const { rows } =
    await sql<CommitmentColumns>`select id, plan_id, position, number, section, starts_at, ends_at, quote, origin,
      review_state, drop_reason, is_removed, content, is_amended, revision, changed_at, changed_by, changed_by_name
    from plan.commitment where plan_id = ${planId} ${options.withRemoved ? sql`` : sql`and not is_removed`}
    order by position, id`.execute(ctx.transaction);
  return rows.map(recordOf);
}

export async function findCommitment(ctx: Context, commitmentId: string): Promise<CommitmentRecord | null> {
  const { rows } =
    await sql<CommitmentColumns>`select id, plan_id, position, number, section, starts_at, ends_at, quote, origin,
      review_state, drop_reason, is_removed, content, is_amended, revision, changed_at, changed_by, changed_by_name
    from plan.commitment where id = ${commitmentId} and not is_removed`.execute(ctx.transaction);
  return rows[0] === undefined ? null : recordOf(rows[0]);
}

/** A row that only got another number was changed by nobody. */
const changedUnlessMoved = sql.raw(
  ['changed_at', 'changed_by', 'changed_by_name']
    .map(
      (column) =>
        `${column} = case when excluded.revision = commitment.revision then commitment.${column} else excluded.${column} end`,
    )
    .join(', '),
);

/** Writes whole commitments at once: new ones are added, known ones replaced; the caller has checked revisions. */
export async function saveCommitments(ctx: Context, records: readonly CommitmentRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    ...record,
    kind: record.content.kind,
    title: record.content.title,
    measure: record.content.measure,
    unit_id: record.content.unitId,
    officer_id: record.content.officerId,
    window_from: record.content.window?.from ?? null,
    window_to: record.content.window?.to ?? null,
  }));
  await sql`insert into plan.commitment (id, plan_id, position, number, section, starts_at, ends_at, quote, origin, review_state,
      drop_reason, is_removed, kind, title, content, measure, unit_id, officer_id, window_from, window_to, is_amended, revision,
      changed_at, changed_by, changed_by_name)
    select id, "planId", position, number, section, "at", "end", quote, origin, "reviewState", "dropReason", "isRemoved", kind, title,
      content, measure, unit_id, officer_id, window_from, window_to, "isAmended", revision,
      case when revision > 1 then ${ctx.clock.now().toISOString()}::timestamptz end, ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''}
    from jsonb_to_recordset(${canonicalJson(rows)}::jsonb) as r(id uuid, "planId" uuid, position int, number text, section text,
      "at" int, "end" int, quote text, origin text, "reviewState" text, "dropReason" text, "isRemoved" boolean, kind text, title text,
      content jsonb, measure text, unit_id uuid, officer_id uuid, window_from date, window_to date, "isAmended" boolean, revision int)
    on conflict (id) do update set position = excluded.position, number = excluded.number, section = excluded.section,
      starts_at = excluded.starts_at, ends_at = excluded.ends_at, quote = excluded.quote, origin = excluded.origin,
      review_state = excluded.review_state, drop_reason = excluded.drop_reason, is_removed = excluded.is_removed,
      kind = excluded.kind, title = excluded.title, content = excluded.content, measure = excluded.measure,
      unit_id = excluded.unit_id, officer_id = excluded.officer_id, window_from = excluded.window_from,
      window_to = excluded.window_to, is_amended = excluded.is_amended, revision = excluded.revision,
      ${changedUnlessMoved}`.execute(ctx.transaction);
}

export async function setPlanColumns(
  ctx: Context,
  planId: string,
  facts: { title: string; year: number; periodFrom: string; periodTo: string; parentPlanId: string | null },
): Promise<void> {
  await sql`update plan.plan set title = ${facts.title}, year = ${facts.year}, period_from = ${facts.periodFrom}::date,
    period_to = ${facts.periodTo}::date, parent_plan_id = ${facts.parentPlanId}, revision = revision + 1,
    ${changerColumns(ctx)} where id = ${planId}`.execute(ctx.transaction);
}

export async function setParent(ctx: Context, planId: string, parentPlanId: string | null): Promise<void> {
  await sql`update plan.plan set parent_plan_id = ${parentPlanId}, revision = revision + 1, ${changerColumns(ctx)}
    where id = ${planId}`.execute(ctx.transaction);
}

export async function raiseRevision(ctx: Context, planId: string): Promise<number> {
  const { rows } = await sql<{
    revision: number;
  }>`update plan.plan set revision = revision + 1, ${changerColumns(ctx)} where id = ${planId} returning revision`.execute(
    ctx.transaction,
  );
  return rows[0]!.revision;
}

export async function setPlanState(ctx: Context, planId: string, state: 'confirmed' | 'discarded'): Promise<void> {
  const moment = ctx.clock.now().toISOString();
  await sql`update plan.plan set state = ${state}, revision = revision + 1, ${changerColumns(ctx)},
      confirmed_at = case when ${state} = 'confirmed' then ${moment}::timestamptz end,
      confirmed_by = case when ${state} = 'confirmed' then ${ctx.user?.accountId ?? null}::uuid end
    where id = ${planId}`.execute(ctx.transaction);
}

export async function setSeenWarnings(
  ctx: Context,
  planId: string,
  seen: readonly { at: number | null; code: string }[],
): Promise<void> {
  await sql`update plan.plan set seen_warnings = ${JSON.stringify(seen)}::jsonb where id = ${planId}`.execute(
    ctx.transaction,
  );
}

export interface DecisionCounts {
  planId: string;
  commitments: number;
  decided: number;
}

export async function decisionCounts(ctx: Context, planIds: readonly string[]): Promise<Map<string, DecisionCounts>> {
  const { rows } = await sql<{ planId: string; commitments: bigint; decided: bigint }>`
    select plan_id as "planId", count(*) filter (where review_state <> 'dropped') as commitments,
      count(*) filter (where review_state <> 'proposed') as decided
    from plan.commitment where plan_id = any(${[...planIds]}::uuid[]) and not is_removed group by plan_id`.execute(
    ctx.transaction,
  );
  return new Map(
    rows.map((row) => [
      row.planId,
      { planId: row.planId, commitments: Number(row.commitments), decided: Number(row.decided) },
    ]),
  );
}

/** The commitments before and after one in the order of the document, without loading the plan. */
export async function neighboursOf(
  ctx: Context,
  commitment: Pick<CommitmentRecord, 'id' | 'planId' | 'position'>,
): Promise<{ previousId: string | null; nextId: string | null }> {
  const { id, planId, position } = commitment;
  const standing = sql`plan_id = ${planId} and not is_removed and review_state <> 'dropped'`;
  const { rows } = await sql<{ previousId: string | null; nextId: string | null }>`select
      (select id from plan.commitment where ${standing} and (position, id) < (${position}, ${id}::uuid)
        order by position desc, id desc limit 1) as "previousId",
      (select id from plan.commitment where ${standing} and (position, id) > (${position}, ${id}::uuid)
        order by position, id limit 1) as "nextId"`.execute(ctx.transaction);
  return rows[0]!;
}
