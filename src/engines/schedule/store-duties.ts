import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Recurrence } from './schedule-terms';
import { inAnySubtree, inSubtree, type Visibility } from './store';

export interface DutyRecord {
  id: string;
  title: string;
  unitId: string;
  unitPath: string;
  recurrence: Recurrence;
  startsOn: Day;
  endsOn: Day | null;
  words: string;
  tags: string[];
  version: number;
}

const dutyColumns = sql`d.id, d.title, d.unit_id as "unitId", d.unit_path as "unitPath", d.recurrence,
  d.starts_on as "startsOn", d.ends_on as "endsOn", d.words, d.tags, d.version`;

export async function insertDuties(ctx: Context, rows: readonly Omit<DutyRecord, 'version'>[]): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`insert into schedule.duty (id, title, unit_id, unit_path, recurrence, starts_on, ends_on, words, tags, created_at, created_by)
    select id, title, "unitId", "unitPath", recurrence, "startsOn", "endsOn", words, tags, ${at}, ${ctx.user?.accountId ?? null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, "unitId" uuid, "unitPath" text,
      recurrence text, "startsOn" date, "endsOn" date, words text, tags text[])`.execute(ctx.transaction);
}

export async function findDuty(ctx: Context, id: string, lock: 'lock' | 'read' = 'read'): Promise<DutyRecord | null> {
  const { rows } = await sql<DutyRecord>`select ${dutyColumns} from schedule.duty d where d.id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function endDutyOn(ctx: Context, id: string, endsOn: Day): Promise<void> {
  await sql`update schedule.duty set ends_on = ${endsOn}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface DutyFilter {
  /** Null: asked by the program itself, for a measure. */
  seen: Visibility | null;
  year: number;
  unitPath?: string;
  tags?: readonly string[];
}

export async function selectDuties(ctx: Context, filter: DutyFilter): Promise<DutyRecord[]> {
  const { seen, year, unitPath, tags } = filter;
  const conditions = [
    // The days before the year take in a week that begins in the old year and belongs to the new one.
    sql`d.starts_on <= ${`${year}-12-31`}::date and (d.ends_on is null or d.ends_on >= ${`${year - 1}-12-20`}::date)`,
    ...(seen === null
      ? []
      : [sql`(${inAnySubtree(sql`d.unit_path`, seen.subtrees)} or d.unit_path = any(${[...seen.audiences]}::text[]))`]),
    ...(unitPath === undefined ? [] : [inSubtree(sql`d.unit_path`, unitPath)]),
    ...(tags === undefined ? [] : [sql`d.tags && ${[...tags]}::text[]`]),
  ];
  const { rows } = await sql<DutyRecord>`select ${dutyColumns} from schedule.duty d
    where ${sql.join(conditions, sql` and `)} order by d.id limit 2000`.execute(ctx.transaction);
  return rows;
}

export interface MarkRecord {
  dutyId: string;
  occurrence: Day;
  doneOn: Day;
  note: string;
}

export async function selectMarks(ctx: Context, dutyIds: readonly string[]): Promise<MarkRecord[]> {
  const { rows } = await sql<MarkRecord>`select duty_id as "dutyId", occurrence, done_on as "doneOn", note
    from schedule.duty_mark where duty_id = any(${[...dutyIds]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export async function upsertMark(ctx: Context, mark: MarkRecord): Promise<void> {
  await sql`insert into schedule.duty_mark (duty_id, occurrence, done_on, note, marked_at, marked_by)
    values (${mark.dutyId}, ${mark.occurrence}, ${mark.doneOn}, ${mark.note}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})
    on conflict (duty_id, occurrence) do update set done_on = excluded.done_on, note = excluded.note,
      marked_at = excluded.marked_at, marked_by = excluded.marked_by`.execute(ctx.transaction);
}

export interface EvidenceRecord {
  id: string;
  dutyId: string;
  occurrence: Day;
  fileId: string;
}

export async function insertEvidence(ctx: Context, evidence: Omit<EvidenceRecord, 'id'>): Promise<string> {
  const id = newId();
  await sql`insert into schedule.duty_evidence (id, duty_id, occurrence, file_id, added_at, added_by)
    values (${id}, ${evidence.dutyId}, ${evidence.occurrence}, ${evidence.fileId}, ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
  return id;
}

export async function selectEvidence(ctx: Context, dutyIds: readonly string[]): Promise<EvidenceRecord[]> {
  const { rows } = await sql<EvidenceRecord>`select id, duty_id as "dutyId", occurrence, file_id as "fileId"
    from schedule.duty_evidence where duty_id = any(${[...dutyIds]}::uuid[]) order by id`.execute(ctx.transaction);
  return rows;
}
