import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import { canonicalJson, type CommitmentRecord } from './records';

/** The engine's SQL for review steps and versions. */

export interface StepRow {
  id: string;
  accountId: string;
  accountName: string;
  kind: string;
  number: string | null;
  takenAt: Date;
  changes: unknown;
  isUndone: boolean;
}

export async function insertStep(
  ctx: Context,
  step: { id: string; planId: string; kind: string; number: string | null; changes: unknown },
): Promise<void> {
  await sql`update plan.review_step set is_dead = true
    where plan_id = ${step.planId} and account_id = ${ctx.user!.accountId} and is_undone`.execute(ctx.transaction);
  await sql`insert into plan.review_step (id, plan_id, account_id, account_name, kind, number, taken_at, changes)
    values (${step.id}, ${step.planId}, ${ctx.user!.accountId}, ${ctx.user!.name}, ${step.kind}, ${step.number},
      ${ctx.clock.now().toISOString()}, ${canonicalJson(step.changes)}::jsonb)`.execute(ctx.transaction);
}

/**
 * A step that the house takes in a person's name, or alone: it stands in the history and is no step to take back,
 * because the rule or the year behind it stays.
 */
export async function insertHouseStep(
  ctx: Context,
  step: {
    planId: string;
    kind: 'rules' | 'year';
    changes: unknown;
    rule: { id: string; validFrom: string; source: string } | null;
  },
): Promise<void> {
  await sql`insert into plan.review_step (id, plan_id, account_id, account_name, kind, taken_at, changes, parameter_id, rule_from, rule_source)
    values (${newId()}, ${step.planId}, ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''}, ${step.kind},
      ${ctx.clock.now().toISOString()}, ${canonicalJson(step.changes)}::jsonb, ${step.rule?.id ?? null},
      ${step.rule?.validFrom ?? null}::date, ${step.rule?.source ?? null})`.execute(ctx.transaction);
}

/** The person's own next step to take back (the latest that stands) and to do again (the one undone last). */
export async function nextSteps(ctx: Context, planId: string): Promise<{ undo: StepRow | null; redo: StepRow | null }> {
  const { rows } = await sql<StepRow>`select id, account_id as "accountId", account_name as "accountName", kind, number,
      taken_at as "takenAt", changes, is_undone as "isUndone" from plan.review_step
    where plan_id = ${planId} and account_id = ${ctx.user!.accountId} and not is_dead
      and kind not in ('rules', 'year') order by id desc limit 500`.execute(ctx.transaction);
  const undo = rows.find((row) => !row.isUndone) ?? null;
  const redo = rows.filter((row) => row.isUndone).at(-1) ?? null;
  return { undo, redo };
}

export async function setUndone(ctx: Context, stepId: string, isUndone: boolean): Promise<void> {
  await sql`update plan.review_step set is_undone = ${isUndone}, turned_at = ${ctx.clock.now().toISOString()}
    where id = ${stepId}`.execute(ctx.transaction);
}

export interface StepLineRow {
  id: string;
  kind: string;
  number: string | null;
  rows: number;
  byName: string;
  at: Date;
  undoneAt: Date | null;
  /** The version of the reading rules behind a step of the house. */
  ruleId: string | null;
  ruleFrom: string | null;
  ruleSource: string | null;
}

const MOST_STEPS = 300;

/** The steps of everybody, the latest first. */
export async function stepLines(ctx: Context, planId: string): Promise<StepLineRow[]> {
  const { rows } = await sql<StepLineRow>`select s.id, s.kind, s.number, jsonb_array_length(s.changes) as rows,
      s.account_name as "byName", s.taken_at as at, case when s.is_undone then s.turned_at end as "undoneAt",
      s.parameter_id as "ruleId", s.rule_from as "ruleFrom", s.rule_source as "ruleSource"
    from plan.review_step s where s.plan_id = ${planId} order by s.id desc limit ${MOST_STEPS}`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function othersAtWork(ctx: Context, planId: string): Promise<{ name: string; at: Date }[]> {
  const { rows } = await sql<{
    name: string;
    at: Date;
  }>`select account_name as name, max(taken_at) as at from plan.review_step
    where plan_id = ${planId} and account_id <> ${ctx.user!.accountId} and taken_at > ${ctx.clock.now().toISOString()}::timestamptz - interval '15 minutes'
    group by account_name order by 2 desc`.execute(ctx.transaction);
  return rows;
}

export interface VersionRow {
  number: number;
  day: string;
  reason: string;
  byName: string;
  commitmentId: string | null;
  sha256: string;
  madeAt: Date;
}

/** Writes the whole plan as it stands; versions are never changed. */
export async function insertVersion(
  ctx: Context,
  version: {
    planId: string;
    day: string;
    reason: string;
    commitmentId: string | null;
    records: readonly CommitmentRecord[];
  },
): Promise<number> {
  const snapshot = canonicalJson(version.records.map(({ changed: _changed, ...record }) => record));
  const sha256 = createHash('sha256').update(snapshot).digest('hex');
  const { rows } = await sql<{ number: number }>`
    insert into plan.version (plan_id, number, day, reason, commitment_id, snapshot, sha256, made_at, made_by, made_by_name)
    select ${version.planId}, coalesce(max(number), 0) + 1, ${version.day}::date, ${version.reason}, ${version.commitmentId}::uuid,
      ${snapshot}::jsonb, ${sha256}, ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}::uuid, ${ctx.user?.name ?? ''}
    from plan.version where plan_id = ${version.planId} returning number`.execute(ctx.transaction);
  return rows[0]!.number;
}

const versionColumns = sql`number, day, reason, made_by_name as "byName", commitment_id as "commitmentId", sha256, made_at as "madeAt"`;

export async function versionsOf(ctx: Context, planId: string): Promise<VersionRow[]> {
  const { rows } =
    await sql<VersionRow>`select ${versionColumns} from plan.version where plan_id = ${planId} order by number`.execute(
      ctx.transaction,
    );
  return rows;
}

export async function findVersion(
  ctx: Context,
  planId: string,
  number: number,
): Promise<(VersionRow & { snapshot: CommitmentRecord[] }) | null> {
  const { rows } = await sql<
    VersionRow & { snapshot: CommitmentRecord[] }
  >`select ${versionColumns}, snapshot from plan.version
    where plan_id = ${planId} and number = ${number}`.execute(ctx.transaction);
  return rows[0] ?? null;
}
