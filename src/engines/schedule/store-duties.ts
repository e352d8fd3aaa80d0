import { sql } from 'kysely';
import { newId, tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Rhythm } from './duty-contract';
import { inAnySubtree, inSubtree, type Visibility } from './store';
import type { ScheduleTables } from './tables.generated';

export type DutyRecord = Rhythm & {
  id: string;
  title: string;
  unitId: string;
  unitPath: string;
  post: string | null;
  personId: string | null;
  startsOn: Day;
  endsOn: Day | null;
  words: string;
  tags: string[];
  version: number;
};

export type DutyChange = Omit<DutyRecord, 'id' | 'unitId' | 'unitPath' | 'endsOn' | 'version'>;

const dutyColumns = sql`d.id, d.title, d.unit_id as "unitId", d.unit_path as "unitPath", d.recurrence, d.month,
  case when d.from_day is not null then jsonb_build_object('from', d.from_day, 'to', d.to_day) end as days,
  case when d.festival is not null then
    jsonb_build_object('name', d.festival, 'daysBefore', d.days_before, 'daysAfter', d.days_after) end as festival,
  d.shift, d.post, d.person_id as "personId",
  d.starts_on as "startsOn", d.ends_on as "endsOn", d.words, d.tags, d.version`;

/** The rhythm as its columns hold it. */
function columnsOf({ recurrence, month, days, festival, shift }: Rhythm) {
  return {
    ...{ recurrence, month, shift },
    ...{ from_day: days?.from ?? null, to_day: days?.to ?? null },
    festival: festival?.name ?? null,
    days_before: festival?.daysBefore ?? 0,
    days_after: festival?.daysAfter ?? 0,
  };
}

export async function insertDuties(ctx: Context, duties: readonly Omit<DutyRecord, 'version'>[]): Promise<void> {
  const at = ctx.clock.now().toISOString();
  const rows = duties.map((duty) => ({ ...duty, ...columnsOf(duty) }));
  await sql`insert into schedule.duty (id, title, unit_id, unit_path, recurrence, month, from_day, to_day, festival,
      days_before, days_after, shift, post, person_id, starts_on, ends_on, words, tags, created_at, created_by)
    select id, title, "unitId", "unitPath", recurrence, month, from_day, to_day, festival, days_before, days_after,
      shift, post, "personId", "startsOn", "endsOn", words, tags, ${at}, ${ctx.user?.accountId ?? null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, title text, "unitId" uuid, "unitPath" text,
      recurrence text, month int, from_day int, to_day int, festival text, days_before int, days_after int, shift text,
      post text, "personId" uuid, "startsOn" date, "endsOn" date, words text, tags text[])`.execute(ctx.transaction);
}

export async function updateDuty(ctx: Context, id: string, duty: DutyChange): Promise<void> {
  await tablesOf<ScheduleTables>(ctx)
    .updateTable('schedule.duty')
    .set({
      ...columnsOf(duty),
      title: duty.title,
      post: duty.post,
      person_id: duty.personId,
      starts_on: duty.startsOn,
      words: duty.words,
      tags: duty.tags,
      version: sql`version + 1`,
    })
    .where('id', '=', id)
    .execute();
}

export async function findDuty(ctx: Context, id: string, lock: 'lock' | 'read' = 'read'): Promise<DutyRecord | null> {
  const { rows } = await sql<DutyRecord>`select ${dutyColumns} from schedule.duty d where d.id = ${id}
    ${lock === 'lock' ? sql`for update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function endDutyOn(ctx: Context, id: string, endsOn: Day | null): Promise<void> {
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
  version: number;
  markedByName: string;
}

/** The marks of some duties, or of one round of theirs. */
export async function selectMarks(
  ctx: Context,
  dutyIds: readonly string[],
  occurrence: Day | null = null,
): Promise<MarkRecord[]> {
  const { rows } = await sql<MarkRecord>`select duty_id as "dutyId", occurrence, done_on as "doneOn", note, version,
      marked_by_name as "markedByName"
    from schedule.duty_mark where duty_id = any(${[...dutyIds]}::uuid[])
      and (${occurrence}::date is null or occurrence = ${occurrence}::date)`.execute(ctx.transaction);
  return rows;
}

/** Answers the version that the mark has now. */
export async function upsertMark(ctx: Context, mark: Omit<MarkRecord, 'version' | 'markedByName'>): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`insert into schedule.duty_mark as m (duty_id, occurrence, done_on, note, marked_at, marked_by, marked_by_name)
    values (${mark.dutyId}, ${mark.occurrence}, ${mark.doneOn}, ${mark.note}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null},
      ${ctx.user?.name ?? ''})
    on conflict (duty_id, occurrence) do update set done_on = excluded.done_on, note = excluded.note,
      marked_at = excluded.marked_at, marked_by = excluded.marked_by, marked_by_name = excluded.marked_by_name,
      version = m.version + 1
    returning version`.execute(ctx.transaction);
  return rows[0]!.version;
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

/** The latest occurrence of each duty for which something was done or filed. */
export async function latestDone(ctx: Context, dutyIds: readonly string[]): Promise<Map<string, Day>> {
  const { rows } = await sql<{ dutyId: string; latest: Day }>`
    select duty_id as "dutyId", max(occurrence) as latest from (
      select duty_id, occurrence from schedule.duty_mark where duty_id = any(${[...dutyIds]}::uuid[])
      union all select duty_id, occurrence from schedule.duty_evidence where duty_id = any(${[...dutyIds]}::uuid[])
    ) as done group by duty_id`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.dutyId, row.latest]));
}
