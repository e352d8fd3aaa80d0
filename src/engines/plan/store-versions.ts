import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '#kernel';
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
      ${new Date().toISOString()}, ${canonicalJson(step.changes)}::jsonb)`.execute(ctx.transaction);
}

/** The person's own next step to take back (the latest that stands) and to do again (the one undone last). */
export async function nextSteps(ctx: Context, planId: string): Promise<{ undo: StepRow | null; redo: StepRow | null }> {
  const { rows } = await sql<StepRow>`select id, account_id as "accountId", account_name as "accountName", kind, number,
      taken_at as "takenAt", changes, is_undone as "isUndone" from plan.review_step
    where plan_id = ${planId} and account_id = ${ctx.user!.accountId} and not is_dead order by id desc limit 500`.execute(
    ctx.transaction,
  );
  const undo = rows.find((row) => !row.isUndone) ?? null;
  const redo = rows.filter((row) => row.isUndone).at(-1) ?? null;
  return { undo, redo };
}

export async function setUndone(ctx: Context, stepId: string, isUndone: boolean): Promise<void> {
  await sql`update plan.review_step set is_undone = ${isUndone} where id = ${stepId}`.execute(ctx.transaction);
}

export async function othersAtWork(ctx: Context, planId: string): Promise<{ name: string; at: Date }[]> {
  const { rows } = await sql<{
    name: string;
    at: Date;
  }>`select account_name as name, max(taken_at) as at from plan.review_step
    where plan_id = ${planId} and account_id <> ${ctx.user!.accountId} and taken_at > now() - interval '15 minutes'
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
  const snapshot = canonicalJson(version.records);
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
