import { sql } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Skill } from './contract';

const columns = sql`s.id, s.person_id as "personId", s.kind, s.title, s.grade, s.issuer, s.gained_on as "gainedOn",
  s.expires_on as "expiresOn", s.file_id as "fileId", s.recorded_by_name as "recordedByName", s.void_reason as "voidReason"`;

/** The newest first. */
export async function skillRows(
  ctx: Context,
  question: { personIds: readonly string[]; withVoid: boolean },
): Promise<Skill[]> {
  const { rows } = await sql<Skill>`
    select ${columns} from roster.skill s where s.person_id = any(${[...question.personIds]}::uuid[])
      ${question.withVoid ? sql`` : sql`and s.voided_at is null`}
    order by s.gained_on desc, s.id`.execute(ctx.transaction);
  return rows;
}

export interface SkillInsert {
  personId: string;
  kind: Skill['kind'];
  title: string;
  grade: string | null;
  issuer: string | null;
  gainedOn: Day;
  expiresOn: Day | null;
  fileId: string | null;
  source: string | null;
}

/** The id of the entry; of one source there is one, and the first stays. */
export async function insertSkill(ctx: Context, skill: SkillInsert): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with added as (
      insert into roster.skill (id, person_id, kind, title, grade, issuer, gained_on, expires_on, file_id, source, recorded_at,
        recorded_by, recorded_by_name)
      values (${newId()}, ${skill.personId}, ${skill.kind}, ${skill.title}, ${skill.grade}, ${skill.issuer},
        ${skill.gainedOn}::date, ${skill.expiresOn}::date, ${skill.fileId}, ${skill.source},
        ${ctx.clock.now().toISOString()}::timestamptz, ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''})
      on conflict (source, person_id) where source is not null and voided_at is null do nothing returning id
    )
    select id from added union all
    select id from roster.skill where person_id = ${skill.personId} and source = ${skill.source} and voided_at is null`.execute(
    ctx.transaction,
  );
  return rows[0]!.id;
}

/** Whose entry it is, or null. */
export async function personOfSkill(ctx: Context, id: string): Promise<string | null> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from roster.skill where id = ${id}`.execute(ctx.transaction);
  return rows[0]?.personId ?? null;
}

/** Null when it was taken off before. */
export async function voidSkillRow(ctx: Context, id: string, reason: string): Promise<Skill | null> {
  const { rows } = await sql<Skill>`
    update roster.skill s set voided_at = ${ctx.clock.now().toISOString()}::timestamptz, void_reason = ${reason}
    where s.id = ${id} and s.voided_at is null returning ${columns}`.execute(ctx.transaction);
  return rows[0] ?? null;
}
