import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import { subtreeRange } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { ApplicationForm, ApplicationKind, ApplicationState, applicationSteps } from './contract';

export interface ApplicationRecord {
  id: string;
  personId: string;
  unitId: string;
  unitPath: string;
  kind: ApplicationKind;
  state: ApplicationState;
  way: 'phone' | 'paper';
  form: ApplicationForm;
  declaration: string | null;
  declarationId: string | null;
  paperId: string | null;
  enteredBy: string | null;
  enteredByName: string;
  submittedOn: Day;
  dueOn: Day | null;
  decidedByName: string | null;
  decidedOn: Day | null;
  version: number;
}

const columns = sql`a.id, a.person_id as "personId", a.unit_id as "unitId", a.unit_path as "unitPath", a.kind, a.state, a.way,
  a.form, a.declaration, a.declaration_id as "declarationId", a.paper_id as "paperId", a.entered_by as "enteredBy",
  a.entered_by_name as "enteredByName", a.submitted_on as "submittedOn", a.due_on as "dueOn",
  a.decided_by_name as "decidedByName", a.decided_on as "decidedOn", a.version`;

export function inAnySubtree(column: RawBuilder<unknown>, paths: readonly string[]): RawBuilder<boolean> {
  const ranges = paths.map(subtreeRange).map(({ from, to }) => sql`(${column} >= ${from} and ${column} < ${to})`);
  return ranges.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ranges, sql` or `)})`;
}

/** Adds applications; answers how many: a person who has an open one gets no second. */
export async function insertApplications(ctx: Context, rows: readonly ApplicationRecord[]): Promise<number> {
  const { rows: added } = await sql`
    insert into membership.application (id, person_id, unit_id, unit_path, kind, state, way, form, declaration, declaration_id, paper_id,
      entered_by, entered_by_name, submitted_on, due_on, decided_by_name, decided_on, version, created_at)
    select id, "personId", "unitId", "unitPath", kind, state, way, form, declaration, "declarationId", "paperId", "enteredBy",
      "enteredByName", "submittedOn", "dueOn", "decidedByName", "decidedOn", version, ${ctx.clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "personId" uuid, "unitId" uuid, "unitPath" text,
      kind text, state text, way text, form jsonb, declaration text, "declarationId" uuid, "paperId" uuid, "enteredBy" uuid,
      "enteredByName" text, "submittedOn" date, "dueOn" date, "decidedByName" text, "decidedOn" date, version int)
    on conflict (person_id) where state in ('submitted', 'agreed', 'returned') do nothing returning id`.execute(
    ctx.transaction,
  );
  return added.length;
}

/** With `lock`, who decides later waits, and then finds what was decided. */
export async function applicationRow(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<ApplicationRecord | null> {
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a where a.id = ${id}
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The same for many, locked in one order. */
export async function lockApplications(ctx: Context, ids: readonly string[]): Promise<ApplicationRecord[]> {
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a where a.id = any(${[...ids]}::uuid[]) order by a.id
    for no key update`.execute(ctx.transaction);
  return rows;
}

/** The open application of a person, or else the last one. */
export async function lastApplication(ctx: Context, personId: string): Promise<ApplicationRecord | null> {
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a where a.person_id = ${personId}
    order by (a.due_on is not null) desc, a.submitted_on desc, a.created_at desc limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function applicationsOf(ctx: Context, personId: string): Promise<ApplicationRecord[]> {
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a where a.person_id = ${personId} order by a.submitted_on, a.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface ApplicationQuestion {
  under: readonly string[];
  kind?: ApplicationKind | undefined;
  state?: ApplicationState | undefined;
  after: readonly [day: string, id: string] | null;
  limit: number;
}

export async function applicationRows(ctx: Context, question: ApplicationQuestion): Promise<ApplicationRecord[]> {
  const { under, kind, state, after, limit } = question;
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a
    where ${inAnySubtree(sql`a.unit_path`, under)}
      and ${kind === undefined ? sql`true` : sql`a.kind = ${kind}`} and ${state === undefined ? sql`true` : sql`a.state = ${state}`}
      and ${after === null ? sql`true` : sql`(a.submitted_on, a.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by a.submitted_on desc, a.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Open ones whose step should have been taken by the day. */
export async function dueApplications(ctx: Context, day: Day): Promise<ApplicationRecord[]> {
  const { rows } = await sql<ApplicationRecord>`
    select ${columns} from membership.application a where a.due_on <= ${day}::date order by a.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface ApplicationChange {
  state: ApplicationState;
  dueOn: Day | null;
  form?: ApplicationForm;
  decidedByName?: string;
  decidedOn?: Day;
}

export async function changeApplication(ctx: Context, id: string, change: ApplicationChange): Promise<void> {
  await sql`update membership.application set state = ${change.state}, due_on = ${change.dueOn}::date,
    form = coalesce(${change.form === undefined ? null : JSON.stringify(change.form)}::jsonb, form),
    decided_by_name = ${change.decidedByName ?? null}, decided_on = ${change.decidedOn ?? null}::date, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export interface StepRecord {
  id: string;
  applicationId: string;
  step: (typeof applicationSteps)[number];
  day: Day;
  note: string;
  details: { isCardReturned?: boolean; filedNote?: string };
  by: string | null;
  byName: string;
}

export async function insertSteps(ctx: Context, rows: readonly StepRecord[]): Promise<void> {
  await sql`
    insert into membership.application_step (id, application_id, step, on_day, note, details, recorded_at, recorded_by, recorded_by_name)
    select id, "applicationId", step, day, note, details, ${ctx.clock.now().toISOString()}::timestamptz, by, "byName"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "applicationId" uuid, step text, day date,
      note text, details jsonb, by uuid, "byName" text)`.execute(ctx.transaction);
}

export async function stepRows(ctx: Context, applicationId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select id, application_id as "applicationId", step, on_day as day, note, details, recorded_by as by, recorded_by_name as "byName"
    from membership.application_step where application_id = ${applicationId} order by recorded_at, id`.execute(
    ctx.transaction,
  );
  return rows;
}
