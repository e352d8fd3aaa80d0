import { sql } from 'kysely';
import type { Context } from '../context';
import type { Day } from '../day';
import type { NewObjection, ObjectionAnswer, PublicNotice } from './contract';

export interface NoticeRecord extends Omit<PublicNotice, 'rows' | 'isTaking'> {
  subject: string;
  openedBy: string | null;
  closedBy: string | null;
}

const columns = sql`n.id, n.subject, n.number, n.title, n.body, n.begins_on as "beginsOn", n.ends_on as "endsOn",
  n.working_days as "workingDays", n.takes_anonymous as "takesAnonymous", n.state, n.state_reason as "stateReason",
  n.opened_by as "openedBy", n.closed_by as "closedBy"`;

export async function noticesBySubject(ctx: Context, subjects: readonly string[]): Promise<NoticeRecord[]> {
  if (subjects.length === 0) return [];
  const { rows } = await sql<NoticeRecord>`select ${columns} from kernel.public_notice n
    where n.subject = any(${[...subjects]}::text[]) order by n.begins_on desc, n.number desc, n.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function noticeById(ctx: Context, id: string, hold: 'read' | 'lock'): Promise<NoticeRecord | null> {
  if (hold === 'lock')
    await sql`select from kernel.public_notice where id = ${id} for no key update`.execute(ctx.transaction);
  const { rows } = await sql<NoticeRecord>`select ${columns} from kernel.public_notice n where n.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function rowsOfNotices(
  ctx: Context,
  ids: readonly string[],
): Promise<{ noticeId: string; key: string; name: string; detail: string }[]> {
  const { rows } = await sql<{ noticeId: string; key: string; name: string; detail: string }>`
    select notice_id as "noticeId", key, name, detail from kernel.public_notice_row
    where notice_id = any(${[...ids]}::uuid[]) order by notice_id, place`.execute(ctx.transaction);
  return rows;
}

export interface NewNoticeRecord {
  id: string;
  subject: string;
  number: number;
  title: string;
  body: string;
  beginsOn: Day;
  endsOn: Day;
  workingDays: number;
  takesAnonymous: boolean;
  rows: readonly { key: string; name: string; detail: string }[];
}

export async function insertNotice(ctx: Context, notice: NewNoticeRecord): Promise<void> {
  await sql`
    insert into kernel.public_notice (id, subject, number, title, body, begins_on, ends_on, working_days, takes_anonymous,
      state, opened_at, opened_by)
    values (${notice.id}, ${notice.subject}, ${notice.number}, ${notice.title}, ${notice.body}, ${notice.beginsOn},
      ${notice.endsOn}, ${notice.workingDays}, ${notice.takesAnonymous}, 'open', ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
  const rows = notice.rows.map((row, at) => ({ ...row, place: at + 1 }));
  await sql`
    insert into kernel.public_notice_row (notice_id, place, key, name, detail)
    select ${notice.id}, r.place, r.key, r.name, r.detail
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(place int, key text, name text, detail text)`.execute(
    ctx.transaction,
  );
}

export async function updateWindow(ctx: Context, id: string, endsOn: Day, workingDays: number): Promise<void> {
  await sql`update kernel.public_notice set ends_on = ${endsOn}, working_days = ${workingDays} where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function closeNotice(
  ctx: Context,
  id: string,
  state: 'ended' | 'withdrawn',
  reason: string,
): Promise<void> {
  await sql`update kernel.public_notice set state = ${state}, state_reason = ${reason},
      closed_at = ${ctx.clock.now().toISOString()}, closed_by = ${ctx.user?.accountId ?? null}
    where id = ${id}`.execute(ctx.transaction);
}

export interface ObjectionRecord {
  id: string;
  noticeId: string;
  rowKey: string | null;
  words: string;
  isAnonymous: boolean;
  accountId: string | null;
  raisedOn: Day;
  state: 'open' | 'upheld' | 'dismissed';
  findings: string;
  answeredBy: string | null;
}

const objectionColumns = sql`o.id, o.notice_id as "noticeId", o.row_key as "rowKey", o.words,
  o.is_anonymous as "isAnonymous", o.account_id as "accountId", o.raised_on as "raisedOn", o.state, o.findings,
  o.answered_by as "answeredBy"`;

/** By day, then by an id that was thrown: which of a day came first would help to guess who objected without a name. */
export async function objectionsOf(ctx: Context, noticeIds: readonly string[]): Promise<ObjectionRecord[]> {
  const { rows } = await sql<ObjectionRecord>`
    select ${objectionColumns} from kernel.public_objection o
    where o.notice_id = any(${[...noticeIds]}::uuid[]) order by o.raised_on, o.id`.execute(ctx.transaction);
  return rows;
}

export async function objectionById(ctx: Context, id: string): Promise<ObjectionRecord | null> {
  const { rows } = await sql<ObjectionRecord>`
    select ${objectionColumns} from kernel.public_objection o where o.id = ${id} for update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function insertObjection(
  ctx: Context,
  row: NewObjection & { id: string; noticeId: string; accountId: string | null },
): Promise<void> {
  await sql`
    insert into kernel.public_objection (id, notice_id, row_key, words, is_anonymous, account_id, raised_on, state)
    values (${row.id}, ${row.noticeId}, ${row.rowKey}, ${row.words}, ${row.isAnonymous}, ${row.accountId},
      ${ctx.clock.today()}, 'open')`.execute(ctx.transaction);
}

export async function updateObjection(ctx: Context, id: string, { state, findings }: ObjectionAnswer): Promise<void> {
  await sql`update kernel.public_objection set state = ${state}, findings = ${findings},
      answered_at = ${ctx.clock.now().toISOString()}, answered_by = ${ctx.user?.accountId ?? null}
    where id = ${id}`.execute(ctx.transaction);
}
