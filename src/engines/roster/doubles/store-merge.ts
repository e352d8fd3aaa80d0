import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { MergeField, SealedField } from './contract';
import { inSubtrees } from '../store/units';
import type { Row } from './rules';

/** The columns in which a field lies. What a name is ordered by goes with it. */
export const columnsOfField: Readonly<Record<MergeField, readonly string[]>> = {
  staffNumber: ['staff_number'],
  name: ['name', 'reading', 'name_key'],
  gender: ['gender'],
  bornOn: ['born_on'],
  identityNumber: ['identity_number', 'identity_index'],
  phone: ['phone'],
  nation: ['nation'],
  education: ['education'],
  employmentKind: ['employment_kind'],
  employer: ['employer'],
  isMigrant: ['is_migrant'],
  bankCard: ['bank_card'],
  photo: ['photo_file_id'],
};

/** Columns that a merge settles by itself; the rest of the row tells of the record, not of the person. */
export const settledColumns: readonly string[] = ['employed_from', 'employed_to', 'former_names', 'name_grams'];
export const recordColumns: readonly string[] = [
  'id',
  'unit_id',
  'unit_path',
  'merged_into_id',
  'erased_number',
  'erased_on',
  'blocked_on',
  'blocked_until',
  'version',
  'created_at',
  'updated_at',
];

/** The whole row as the database writes it, sealed values sealed. */
export async function personRow(ctx: Context, id: string): Promise<Row> {
  const { rows } = await sql<{ row: Row }>`select to_jsonb(p) as row from roster.person p where p.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0]!.row;
}

/** Writes columns of a person as `personRow` gave them. */
export async function setColumns(ctx: Context, id: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const columns = Object.keys(values);
  if (columns.length === 0) return;
  const sets = columns.map((column) => sql`${sql.id(column)} = given.${sql.id(column)}`);
  await sql`update roster.person p set ${sql.join(sets)}
    from jsonb_populate_record(null::roster.person, ${JSON.stringify(values)}::jsonb) given where p.id = ${id}`.execute(
    ctx.transaction,
  );
}

/** Two people change their staff numbers: one of them bears a number that nobody can have meanwhile. */
export async function setStaffNumbers(ctx: Context, numbers: readonly (readonly [id: string, number: string])[]) {
  const ids = numbers.map(([id]) => id);
  await sql`update roster.person set staff_number = '~' || id where id = any(${ids}::uuid[])`.execute(ctx.transaction);
  for (const [id, number] of numbers)
    await sql`update roster.person set staff_number = ${number} where id = ${id}`.execute(ctx.transaction);
}

export async function isNumberOfOther(ctx: Context, number: string, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`select from roster.person
    where staff_number = ${number} and id <> all(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows.length > 0;
}

/** The record leads to another one from now on, or stands by itself again. */
export async function setMergedInto(ctx: Context, id: string, survivorId: string | null): Promise<void> {
  await sql`update roster.person set merged_into_id = ${survivorId}, unit_id = null, unit_path = null where id = ${id}`.execute(
    ctx.transaction,
  );
}

/** The unit of today as the placements say, and the next version. */
export async function settleUnit(ctx: Context, id: string): Promise<void> {
  await sql`
    with open as (
      select l.unit_id, u.path from roster.placement l join roster.unit u on u.id = l.unit_id
      where l.person_id = ${id} and l.valid_to is null for share of u
    )
    update roster.person p set unit_id = (select unit_id from open), unit_path = (select path from open),
      version = p.version + 1, updated_at = ${ctx.clock.now().toISOString()}
    where p.id = ${id}`.execute(ctx.transaction);
}

/** The days of employment as the placements say: from the first of them to the end of the last. */
export async function settleDays(ctx: Context, id: string): Promise<void> {
  await sql`update roster.person p set employed_from = days.first, employed_to = days.last
    from (select min(valid_from) as first, case when bool_and(valid_to is not null) then max(valid_to) end as last
      from roster.placement where person_id = ${id}) days
    where p.id = ${id} and days.first is not null`.execute(ctx.transaction);
}

/** The accounts of the two as they shall be; what either had before is loosened first. */
export async function relinkAccounts(
  ctx: Context,
  personIds: readonly string[],
  links: readonly { personId: string; accountId: string }[],
): Promise<void> {
  await sql`delete from roster.person_account where person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.transaction,
  );
  for (const { personId, accountId } of links)
    await sql`insert into roster.person_account (person_id, account_id) values (${personId}, ${accountId})`.execute(
      ctx.transaction,
    );
}

export interface MergeInsert {
  id: string;
  survivorId: string;
  mergedId: string;
  survivorUnitId: string;
  mergedUnitId: string;
  reason: string;
  journal: unknown;
  former: FormerSealed;
}

/** What a merge replaced of the sealed fields, as it lies in the merge's own row. */
export type FormerSealed = Record<SealedField, Uint8Array | null>;

export async function formerSealed(ctx: Context, id: string): Promise<FormerSealed> {
  const { rows } = await sql<FormerSealed>`select former_identity as "identityNumber", former_bank_card as "bankCard"
    from roster.person_merge where id = ${id}`.execute(ctx.transaction);
  return rows[0]!;
}

export async function insertMerge(ctx: Context, merge: MergeInsert): Promise<void> {
  await sql`insert into roster.person_merge (id, survivor_id, merged_id, survivor_unit_id, merged_unit_id, reason, journal,
      former_identity, former_bank_card, made_at, made_by, made_by_name)
    values (${merge.id}, ${merge.survivorId}, ${merge.mergedId}, ${merge.survivorUnitId}, ${merge.mergedUnitId},
      ${merge.reason}, ${JSON.stringify(merge.journal)}::jsonb, ${merge.former.identityNumber}, ${merge.former.bankCard},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''})`.execute(
    ctx.transaction,
  );
}

export async function setUndone(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`update roster.person_merge set undone_at = ${ctx.clock.now().toISOString()},
    undone_by = ${ctx.user?.accountId ?? null}, undone_by_name = ${ctx.user?.name ?? ''}, undone_reason = ${reason},
    former_identity = null, former_bank_card = null where id = ${id}`.execute(ctx.transaction);
}

export interface MergeRecord {
  id: string;
  survivorId: string;
  survivorName: string;
  survivorNumber: string;
  mergedId: string;
  mergedName: string;
  mergedNumber: string;
  survivorPath: string;
  mergedPath: string;
  reason: string;
  madeAt: Date;
  madeByName: string;
  undoneAt: Date | null;
  undoneByName: string | null;
  undoneReason: string | null;
}

const selectMerges = sql`select m.id, m.survivor_id as "survivorId", s.name as "survivorName",
    s.staff_number as "survivorNumber", m.merged_id as "mergedId", g.name as "mergedName", g.staff_number as "mergedNumber",
    su.path as "survivorPath", mu.path as "mergedPath", m.reason, m.made_at as "madeAt", m.made_by_name as "madeByName",
    m.undone_at as "undoneAt", m.undone_by_name as "undoneByName", m.undone_reason as "undoneReason"
  from roster.person_merge m join roster.person s on s.id = m.survivor_id join roster.person g on g.id = m.merged_id
    join roster.unit su on su.id = m.survivor_unit_id join roster.unit mu on mu.id = m.merged_unit_id`;

/** Merges of which both records lay where the asker merges, the latest first. */
export async function mergeRows(
  ctx: Context,
  question: { scopes: readonly string[]; before: string | null; limit: number },
): Promise<MergeRecord[]> {
  const { scopes, before, limit } = question;
  const { rows } = await sql<MergeRecord>`${selectMerges}
    where (${before}::uuid is null or m.id < ${before}::uuid)
      and ${inSubtrees('su.path', scopes)} and ${inSubtrees('mu.path', scopes)}
    order by m.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** A merge with its journal; `lock` keeps a second undo away. */
export async function mergeById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock',
): Promise<(MergeRecord & { journal: unknown }) | null> {
  const { rows } = await sql<MergeRecord>`${selectMerges} where m.id = ${id}
    ${mode === 'lock' ? sql`for no key update of m` : sql``}`.execute(ctx.transaction);
  const [merge] = rows;
  if (merge === undefined) return null;
  const { rows: journals } = await sql<{ journal: unknown }>`select journal from roster.person_merge
    where id = ${id}`.execute(ctx.transaction);
  return { ...merge, journal: journals[0]!.journal };
}

/** The name of who took part in a later merge with the record that stayed, or null. */
export async function laterMergeOf(ctx: Context, merge: MergeRecord): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select p.name from roster.person_merge m
    join roster.person p on p.id = case when m.survivor_id = ${merge.survivorId} then m.merged_id else m.survivor_id end
    where m.undone_at is null and m.id > ${merge.id} and ${merge.survivorId}::uuid in (m.survivor_id, m.merged_id)
    order by m.id desc limit 1`.execute(ctx.transaction);
  return rows[0]?.name ?? null;
}

/** Merges made since a moment that nobody has undone. */
export async function standingMergesSince(
  ctx: Context,
  since: Date,
): Promise<{ id: string; survivorId: string; mergedId: string }[]> {
  const { rows } = await sql<{ id: string; survivorId: string; mergedId: string }>`
    select m.id, p.merged_into_id as "survivorId", m.merged_id as "mergedId"
    from roster.person_merge m join roster.person p on p.id = m.merged_id
    where m.undone_at is null and m.made_at >= ${since.toISOString()} and p.merged_into_id = m.survivor_id
    order by m.id`.execute(ctx.transaction);
  return rows;
}

export async function setJournal(ctx: Context, id: string, journal: unknown): Promise<void> {
  await sql`update roster.person_merge set journal = ${JSON.stringify(journal)}::jsonb where id = ${id}`.execute(
    ctx.transaction,
  );
}
