import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** Six months of logs are the law's least (网络安全法 §21); what is older goes with the person. */
const LOG_MONTHS = 6;

export interface OwnCounts {
  records: number;
  placements: number;
  posts: number;
  enrolments: number;
  seats: number;
  skills: number;
  consents: number;
  corrections: number;
  reads: number;
  oldReads: number;
  codes: number;
  differences: number;
  merges: number;
  staged: number;
  accounts: number;
  participation: number;
}

const staged = (ids: readonly string[]) => sql`(r.person_id = any(${[...ids]}::uuid[]) or r.given ->> 'staffNumber' in
  (select staff_number from roster.person where id = any(${[...ids]}::uuid[])))`;
const isOldRead = (ctx: Context) =>
  sql`at < ${ctx.clock.now().toISOString()}::timestamptz - make_interval(months => ${LOG_MONTHS})`;

export async function countsOf(ctx: Context, ids: readonly string[]): Promise<OwnCounts> {
  const count = (table: string, column = 'person_id') =>
    sql`(select count(*)::int from ${sql.table(`roster.${table}`)} where ${sql.ref(column)} = any(${[...ids]}::uuid[]))`;
  const { rows } = await sql<OwnCounts>`
    select ${count('person', 'id')} as records, ${count('placement')} as placements, ${count('post_holding')} as posts,
      ${count('enrolment')} as enrolments, ${count('body_seat')} as seats, ${count('skill')} as skills,
      ${count('consent_act')} as consents, ${count('correction')} as corrections, ${count('file_read')} as reads,
      (select count(*)::int from roster.file_read where person_id = any(${[...ids]}::uuid[]) and ${isOldRead(ctx)}) as "oldReads",
      ${count('one_time_code')} as codes,
      ${count('person_difference', 'one_id')} + ${count('person_difference', 'other_id')} as differences,
      (select count(*)::int from roster.person_merge where survivor_id = any(${[...ids]}::uuid[])
        or merged_id = any(${[...ids]}::uuid[])) as merges,
      (select count(*)::int from roster.intake_row r where ${staged(ids)}) as staged,
      ${count('person_account')} as accounts, ${count('participation')} as participation`.execute(ctx.transaction);
  return rows[0]!;
}

/** Photos and papers of certificates: their rows point to no file any more, and their bytes go. Answers the files. */
export async function partFromFiles(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with photos as (
      select photo_file_id as id from roster.person where id = any(${[...ids]}::uuid[]) and photo_file_id is not null
    ), papers as (
      select file_id as id from roster.skill where person_id = any(${[...ids]}::uuid[]) and file_id is not null
    ), no_photo as (
      update roster.person set photo_file_id = null where id = any(${[...ids]}::uuid[])
    ), no_paper as (
      update roster.skill set file_id = null where person_id = any(${[...ids]}::uuid[])
    )
    select id from photos union select id from papers`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

export async function accountsOf(ctx: Context, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select account_id as id from roster.person_account
    where person_id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows.map(({ id }) => id);
}

/** The account belongs to nobody from now on, and its roles end; the closed account itself is the kernel's. */
export async function endAccess(ctx: Context, accountIds: readonly string[], shownAs: string): Promise<void> {
  const accounts = sql`${[...accountIds]}::uuid[]`;
  const today = sql`${ctx.clock.today()}::date`;
  await sql`
    with unlinked as (delete from roster.person_account where account_id = any(${accounts})),
      renamed as (update roster.role_grant g set delegated_by_name = ${shownAs} from roster.role_grant s
        where s.id = g.delegated_from and s.account_id = any(${accounts}) and g.account_id <> all(${accounts}))
    update roster.role_grant set valid_to = greatest(${today} - 1, valid_from - 1),
      delegated_by_name = case when delegated_from is null then null else ${shownAs} end
    where account_id = any(${accounts}) and (valid_to is null or valid_to >= ${today})`.execute(ctx.transaction);
}

/** A short number for the shell; a record that was erased before a restore gets its old one back. */
export async function nextNumber(ctx: Context, former: number | null): Promise<number> {
  if (former !== null) {
    await sql`select setval('roster.erased_number', greatest(${former}::bigint, last_value)) from roster.erased_number`.execute(
      ctx.transaction,
    );
    return former;
  }
  const { rows } = await sql<{ number: number }>`select nextval('roster.erased_number')::int as number`.execute(
    ctx.transaction,
  );
  return rows[0]!.number;
}

export interface Shell {
  id: string;
  number: number;
  name: string;
  staffNumber: string;
  nameKey: string;
}

/** What remains of a record: gender, kind of employment, and where it was from day to day. */
export async function writeShells(ctx: Context, shells: readonly Shell[], on: Day): Promise<void> {
  await sql`update roster.person p set staff_number = g."staffNumber", name = g.name, reading = null, name_key = g."nameKey",
      name_grams = '{}', born_on = null, phone = null, former_names = '{}', nation = null, education = null, employer = null,
      identity_number = null, identity_index = null, bank_card = null, photo_file_id = null, blocked_on = null,
      blocked_until = null, erased_number = g.number, erased_on = ${on}::date, version = p.version + 1,
      updated_at = ${ctx.clock.now().toISOString()}
    from jsonb_to_recordset(${JSON.stringify(shells)}::jsonb) as g(id uuid, number integer, name text, "staffNumber" text,
      "nameKey" text)
    where p.id = g.id`.execute(ctx.transaction);
}

/** Empties every free text about the person, and deletes what is nothing without them. */
export async function emptyTexts(ctx: Context, ids: readonly string[], shownAs: string): Promise<void> {
  const all = sql`${[...ids]}::uuid[]`;
  await sql`with runs as (
      select distinct r.run_id from roster.intake_row r where ${staged(ids)}
    ), heads as (
      update roster.intake_run i set head = '[]' from runs where i.id = runs.run_id
    )
    delete from roster.intake_row r where ${staged(ids)}`.execute(ctx.transaction);
  await sql`with codes as (delete from roster.one_time_code where person_id = any(${all})),
      wishes as (delete from roster.correction where person_id = any(${all})),
      marks as (delete from roster.person_difference where one_id = any(${all}) or other_id = any(${all})),
      reads as (delete from roster.file_read where person_id = any(${all}) and ${isOldRead(ctx)}),
      spans as (update roster.enrolment set reason = '', void_reason = case when voided_at is null then null else '' end
        where person_id = any(${all})),
      seats as (update roster.body_seat set end_reason = null where person_id = any(${all})),
      skills as (update roster.skill set title = '', grade = null, issuer = null, file_id = null,
        void_reason = case when voided_at is null then null else '' end where person_id = any(${all})),
      consents as (update roster.consent_act set recorded_by_name = ${shownAs}
        where person_id = any(${all}) and channel = 'phone'),
      asked as (update roster.erasure set wish = null where person_id = any(${all}))
    update roster.person_merge set journal = '{}', former_identity = null, former_bank_card = null, reason = '—',
      undone_reason = case when undone_at is null then null else '—' end, is_forgotten = true
    where survivor_id = any(${all}) or merged_id = any(${all})`.execute(ctx.transaction);
}

export async function setBlocked(ctx: Context, ids: readonly string[], on: Day, until: Day | null): Promise<void> {
  await sql`update roster.person set blocked_on = ${on}::date, blocked_until = ${until}::date, version = version + 1,
    updated_at = ${ctx.clock.now().toISOString()} where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
}

/** One line of the list that lies beside the backups: an id, and what became of it. */
export interface ListedPerson {
  id: string;
  number: number | null;
  on: Day;
  until: Day | null;
}

export async function listedPeople(ctx: Context): Promise<ListedPerson[]> {
  const { rows } = await sql<ListedPerson>`
    select id, erased_number as number, coalesce(erased_on, blocked_on) as "on", blocked_until as until from roster.person
    where erased_on is not null or blocked_on is not null order by id`.execute(ctx.transaction);
  return rows;
}

/** Of these people, who is in the database and how. */
export async function statesOf(
  ctx: Context,
  ids: readonly string[],
): Promise<Map<string, { isErased: boolean; isBlocked: boolean }>> {
  const { rows } = await sql<{ id: string; isErased: boolean; isBlocked: boolean }>`
    select id, erased_on is not null as "isErased", blocked_on is not null as "isBlocked" from roster.person
    where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the undo of a merge needed, once nothing can be undone. Answers how many merges. */
export async function forgetJournalsBefore(ctx: Context, moment: Date): Promise<number> {
  const gone = await sql`update roster.person_merge set journal = '{}', former_identity = null, former_bank_card = null,
    is_forgotten = true where not is_forgotten and made_at < ${moment.toISOString()}::timestamptz`.execute(
    ctx.transaction,
  );
  return Number(gone.numAffectedRows ?? 0);
}
