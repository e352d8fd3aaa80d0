import { sql, type Kysely, type RawBuilder } from 'kysely';
import { steadyStatement, tablesOf, type AppError, type Context, type Refusals } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Person } from '../contract';
import type { DossierInsert } from '../dossier/file';
import type { PlainDossier } from '../dossier/store';
import type { NameSearch } from '../rules';
import type { RosterTables } from '../tables.generated';
import { inSubtrees } from './units';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

export interface PersonRecord extends Person {
  nameKey: string;
  /** Where rights are looked up: the unit of today, or for who has left the last one. */
  rightsPath: string;
  formerNames: string[];
  /** The record that this one was merged into; it stands nowhere itself any more. */
  mergedIntoId: string | null;
  /** What remains of somebody whose data are erased. */
  isErased: boolean;
  /** Kept for the books alone: in no list, and opened by a right of its own. */
  isBlocked: boolean;
}

const selectPeople = (database: Kysely<RosterTables>) =>
  database
    .selectFrom('roster.person as p')
    .leftJoin('roster.unit as u', 'u.id', 'p.unit_id')
    .select([
      'p.id',
      'p.staff_number as staffNumber',
      'p.name',
      'p.reading',
      sql<Person['gender']>`p.gender`.as('gender'),
      'p.born_on as bornOn',
      'p.phone',
      sql<Person['employmentKind']>`p.employment_kind`.as('employmentKind'),
      'p.employed_from as employedFrom',
      'p.employed_to as employedTo',
      'p.unit_id as unitId',
      'u.name as unitName',
      'p.unit_path as unitPath',
      'p.version',
      'p.name_key as nameKey',
    ]);

/** Where a person stands, or stood last. */
export const lastPath = sql<string>`coalesce(p.unit_path, (select w.path from roster.placement l
  join roster.unit w on w.id = l.unit_id where l.person_id = p.id order by l.valid_from desc limit 1))`;

type PersonKey = { id: string } | { staffNumber: string } | { accountId: string };

const keys = {
  id: (key: unknown) => sql`g.id = ${key}`,
  staffNumber: (key: unknown) => sql`g.staff_number = ${key}`,
  accountId: (key: unknown) =>
    sql`g.id = (select a.person_id from roster.person_account a where a.account_id = ${key})`,
} as const;

const personStatement = (by: keyof typeof keys, mode: 'read' | 'change') =>
  steadyStatement((database: Kysely<RosterTables>, given: { key: string }) => {
    const found = mode === 'change' ? sql`g.id` : sql`coalesce(g.merged_into_id, g.id)`;
    const query = selectPeople(database)
      .select([lastPath.as('rightsPath'), 'p.former_names as formerNames', 'p.merged_into_id as mergedIntoId'])
      .select([
        sql<boolean>`p.erased_on is not null`.as('isErased'),
        sql<boolean>`p.blocked_on is not null`.as('isBlocked'),
      ])
      .where('p.id', '=', sql<string>`(select ${found} from roster.person g where ${keys[by](given.key)})`);
    return mode === 'change' ? query.forNoKeyUpdate(['p']) : query;
  });

const personStatements = {
  read: {
    id: personStatement('id', 'read'),
    staffNumber: personStatement('staffNumber', 'read'),
    accountId: personStatement('accountId', 'read'),
  },
  change: {
    id: personStatement('id', 'change'),
    staffNumber: personStatement('staffNumber', 'change'),
    accountId: personStatement('accountId', 'change'),
  },
};

/**
 * A person by id, staff number or account. To read, a merged record leads to the one that stands for it; to change it,
 * whoever asks has to see that it was merged.
 */
export async function personBy(
  ctx: Context,
  by: PersonKey,
  mode: 'read' | 'change' = 'read',
): Promise<PersonRecord | null> {
  const [[name, key]] = Object.entries(by) as [[keyof typeof keys, string]];
  const rows = await personStatements[mode][name](ctx, { key });
  return rows[0] ?? null;
}

export interface PeopleQuestion {
  scopes: readonly string[];
  search: NameSearch;
  after: readonly [nameKey: string, id: string] | null;
  limit: number;
}

/** Written as a range of the index over phones read backwards: `:` is the sign after the digits. */
function endsPhone(tail: string) {
  const backwards = sql`reverse(regexp_replace(p.phone, '\\D', '', 'g')) collate "C"`;
  const beginning = [...tail].reverse().join('');
  return sql<boolean>`(${backwards} >= ${beginning} and ${backwards} < ${`${beginning}:`})`;
}

export function searchCondition(search: NameSearch) {
  if (search.by === 'nothing') return sql<boolean>`true`;
  if (search.by === 'staffNumber') {
    const byNumber = sql<boolean>`p.staff_number ^@ ${search.prefix}`;
    return search.phoneTail === null ? byNumber : sql<boolean>`(${byNumber} or ${endsPhone(search.phoneTail)})`;
  }
  if (search.by === 'letters' && search.gram.length === 1) {
    const next = String.fromCharCode(search.gram.charCodeAt(0) + 1);
    return sql<boolean>`(p.name_key >= ${search.gram} and p.name_key < ${next})`;
  }
  if (search.by === 'letters')
    return sql<boolean>`(p.name_grams @> array[${search.gram}] or p.staff_number ^@ ${search.prefix})`;
  const grams = sql<boolean>`p.name_grams @> ${[...search.grams]}::text[]`;
  // One sign or one pair is the gram itself; longer texts may have their pairs apart.
  if (search.grams.length === 1) return grams;
  return sql<boolean>`(${grams} and exists (select from unnest(p.name || p.former_names) one
    where position(${search.text} in lower(regexp_replace(one, '[\\s·•]', '', 'g'))) > 0))`;
}

/** One letter is the initial of the surname: those people stand together. Everything else is asked of the grams. */
function isRare(search: NameSearch): boolean {
  return search.by !== 'nothing' && !(search.by === 'letters' && search.gram.length === 1);
}

/** With so few units the next people are fetched unit by unit; with more, a walk along the names meets enough of them. */
const FEW_UNITS = 32;

/** A person is found by the staff number of a record that was merged into hers too. */
function formerNumbers(search: NameSearch, condition: RawBuilder<unknown>): RawBuilder<unknown> {
  if (search.by !== 'staffNumber') return sql``;
  return sql`union select p.id, p.name_key from roster.person f join roster.person p on p.id = f.merged_into_id
    where f.merged_into_id is not null and f.staff_number ^@ ${search.prefix} and ${condition}`;
}

/**
 * The ids of the next people of a list, by name, touching few rows in every case. The planner is not left to guess:
 * for a rare name it would rather walk along a million names than ask the index of grams; and of the two ways for a
 * common one only that is walked whose condition holds, which it finds out before the first row. The general plan is the
 * same: numbers of rows stand in the text, and a walk along the names tells its condition as a case, which no other index
 * can answer.
 */
function nextIds(question: PeopleQuestion): RawBuilder<unknown> {
  const { scopes, search, after } = question;
  const limit = sql.lit(question.limit);
  const next = after === null ? sql`true` : sql`(p.name_key, p.id) > (${after[0]}, ${after[1]}::uuid)`;
  const found = searchCondition(search);
  const within = inSubtrees('p.unit_path', scopes);
  if (isRare(search))
    return sql`found as materialized (
        select p.id, p.name_key from roster.person p where ${found} and ${within} and ${next} ${formerNumbers(search, sql`${within} and ${next}`)}
      ),
      page as materialized (select id from found order by name_key, id limit ${limit})`;
  return sql`near as materialized (select u.path from roster.unit u where ${inSubtrees('u.path', scopes)} limit ${sql.lit(FEW_UNITS + 1)}),
      by_unit as materialized (
        select n.id from near cross join lateral (
          select p.id, p.name_key from roster.person p where p.unit_path = near.path collate "C" and ${found} and ${next}
          order by p.name_key, p.id limit ${limit}
        ) n where (select count(*) from near) <= ${sql.lit(FEW_UNITS)} order by n.name_key, n.id limit ${limit}
      ),
      by_name as materialized (
        select p.id from roster.person p
        where (select count(*) from near) > ${sql.lit(FEW_UNITS)} and p.unit_path is not null
          and case when ${within} then true else false end and ${found} and ${next}
        order by p.name_key, p.id limit ${limit}
      ),
      page as materialized (select id from by_unit union all select id from by_name)`;
}

/** People who work here today, by name; one row more than asked for tells that a next page exists. */
export async function personRows(ctx: Context, question: PeopleQuestion): Promise<(Person & { nameKey: string })[]> {
  const { rows } = await sql<Person & { nameKey: string }>`
    with ${nextIds({ ...question, limit: question.limit + 1 })}
    select p.id, p.staff_number as "staffNumber", p.name, p.reading, p.gender, p.born_on as "bornOn", p.phone,
      p.employment_kind as "employmentKind", p.employed_from as "employedFrom", p.employed_to as "employedTo",
      p.unit_id as "unitId", u.name as "unitName", p.unit_path as "unitPath", p.version, p.name_key as "nameKey"
    from page join roster.person p on p.id = page.id left join roster.unit u on u.id = p.unit_id
    order by p.name_key, p.id`.execute(isRare(question.search) ? ctx.transaction : ctx.steady);
  return rows;
}

export interface PersonFields {
  staffNumber: string;
  name: string;
  reading: string | null;
  nameKey: string;
  nameGrams: string[];
  gender: Person['gender'];
  bornOn: Day | null;
  phone: string | null;
  employmentKind: Person['employmentKind'];
}

export interface PersonInsert extends PersonFields, DossierInsert {
  id: string;
  placementId: string;
  unitId: string;
  from: Day;
}

/** What it means when a person can't be written. */
export interface PersonRefusals extends Refusals {
  readonly person_staff_number_key: () => AppError;
}

/** Adds people with their first placement in one statement; answers the staff numbers that somebody else has already. */
export async function insertPeople(ctx: Context, rows: readonly PersonInsert[]): Promise<string[]> {
  const at = ctx.clock.now().toISOString();
  const { rows: added } = await sql<{ staff_number: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "placementId" uuid, "staffNumber" text,
        name text, reading text, "nameKey" text, "nameGrams" text[], gender text, "bornOn" date, phone text,
        "employmentKind" text, "unitId" uuid, "from" date, "formerNames" text[], nation text, education text, employer text,
        "isMigrant" boolean, "identityNumber" text, "identityIndex" integer, "bankCard" text)
    ), added as (
      insert into roster.person (id, staff_number, name, reading, name_key, name_grams, gender, born_on, phone, employment_kind,
        employed_from, unit_id, unit_path, created_at, updated_at, former_names, nation, education, employer, is_migrant,
        identity_number, identity_index, bank_card)
      select g.id, "staffNumber", g.name, g.reading, "nameKey", "nameGrams", g.gender, "bornOn", g.phone, "employmentKind",
        g."from", u.id, u.path, ${at}::timestamptz, ${at}::timestamptz, "formerNames", g.nation, g.education, g.employer,
        "isMigrant", decode("identityNumber", 'base64'), "identityIndex", decode("bankCard", 'base64')
      from given g join roster.unit u on u.id = g."unitId"
      on conflict (staff_number) do nothing returning id, staff_number
    ), placed as (
      insert into roster.placement (id, person_id, unit_id, valid_from)
      select g."placementId", g.id, g."unitId", g."from" from given g join added on added.id = g.id
    )
    select staff_number from added`.execute(ctx.steady);
  const fresh = new Set(added.map((row) => row.staff_number));
  return rows.map((row) => row.staffNumber).filter((number) => !fresh.has(number));
}

/** Adds one person with the first placement once the act writes; `unitPath` is that of the unit, which the caller holds. */
export function leavePerson(ctx: Context, row: PersonInsert, unitPath: string, refusals: PersonRefusals): void {
  const at = ctx.clock.now().toISOString();
  const bytes = (base64: string | null) => (base64 === null ? null : Buffer.from(base64, 'base64'));
  ctx.leave(
    sql`insert into roster.person (id, staff_number, name, reading, name_key, name_grams, gender, born_on, phone,
        employment_kind, employed_from, unit_id, unit_path, created_at, updated_at, former_names, nation, education, employer,
        is_migrant, identity_number, identity_index, bank_card)
      values (${row.id}, ${row.staffNumber}, ${row.name}, ${row.reading}, ${row.nameKey}, ${row.nameGrams}, ${row.gender},
        ${row.bornOn}, ${row.phone}, ${row.employmentKind}, ${row.from}, ${row.unitId}, ${unitPath}, ${at}, ${at},
        ${row.formerNames}, ${row.nation}, ${row.education}, ${row.employer}, ${row.isMigrant},
        ${bytes(row.identityNumber)}, ${row.identityIndex}, ${bytes(row.bankCard)})`,
    refusals,
  );
  ctx.leave(sql`insert into roster.placement (id, person_id, unit_id, valid_from)
    values (${row.placementId}, ${row.id}, ${row.unitId}, ${row.from})`);
}

/** Changes a person, whose row the caller holds, once the act writes. */
export function leavePersonChange(ctx: Context, id: string, fields: PersonFields, refusals: PersonRefusals): void {
  ctx.leave(
    sql`update roster.person set staff_number = ${fields.staffNumber}, name = ${fields.name}, reading = ${fields.reading},
        name_key = ${fields.nameKey}, name_grams = ${fields.nameGrams}, gender = ${fields.gender}, born_on = ${fields.bornOn},
        phone = ${fields.phone}, employment_kind = ${fields.employmentKind}, version = version + 1,
        updated_at = ${ctx.clock.now().toISOString()}
      where id = ${id}`,
    refusals,
  );
}

export async function namesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db(ctx)
    .selectFrom('roster.person')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export interface PlacementRow {
  unitId: string;
  unitName: string;
  validFrom: Day;
  validTo: Day | null;
}

export function placementsOf(ctx: Context, personId: string): Promise<PlacementRow[]> {
  return db(ctx)
    .selectFrom('roster.placement as l')
    .innerJoin('roster.unit as u', 'u.id', 'l.unit_id')
    .select(['l.unit_id as unitId', 'u.name as unitName', 'l.valid_from as validFrom', 'l.valid_to as validTo'])
    .where('l.person_id', '=', personId)
    .orderBy('l.valid_from')
    .execute();
}

/** Ends the open placement the day before and opens the next; one that began on the very day is corrected instead. */
export async function placePerson(
  ctx: Context,
  personId: string,
  target: { id: string; unitId: string; path: string; from: Day },
): Promise<void> {
  await sql`
    update roster.placement set valid_to = ${target.from}::date - 1
    where person_id = ${personId} and valid_to is null and valid_from < ${target.from}::date`.execute(ctx.transaction);
  const { rows: corrected } = await sql`
    update roster.placement set unit_id = ${target.unitId}
    where person_id = ${personId} and valid_to is null and valid_from = ${target.from}::date returning id`.execute(
    ctx.transaction,
  );
  if (corrected.length === 0)
    await sql`insert into roster.placement (id, person_id, unit_id, valid_from)
      values (${target.id}, ${personId}, ${target.unitId}, ${target.from})`.execute(ctx.transaction);
  await sql`update roster.person set unit_id = ${target.unitId}, unit_path = ${target.path}, version = version + 1,
    updated_at = ${ctx.clock.now().toISOString()} where id = ${personId}`.execute(ctx.transaction);
}

export async function endEmploymentRow(ctx: Context, personId: string, lastDay: Day): Promise<void> {
  await sql`
    with placed as (
      update roster.placement set valid_to = ${lastDay}::date where person_id = ${personId} and valid_to is null
    ), held as (
      update roster.post_holding set valid_to = ${lastDay}::date
      where person_id = ${personId} and (valid_to is null or valid_to > ${lastDay}::date) and valid_from <= ${lastDay}::date
    )
    update roster.person set employed_to = ${lastDay}::date, unit_id = null, unit_path = null, version = version + 1,
      updated_at = ${ctx.clock.now().toISOString()}
    where id = ${personId}`.execute(ctx.transaction);
}

export interface PersonOnDay extends Pick<PlainDossier, 'education' | 'employer' | 'isMigrant'> {
  id: string;
  name: string;
  staffNumber: string;
  gender: Person['gender'];
  bornOn: Day | null;
  employmentKind: Person['employmentKind'];
  unitId: string;
  unitName: string;
  unitPath: string;
}

/** Who was placed where on a day: the base of every cohort. */
export function peopleRowsOn(
  ctx: Context,
  question: { day: Day; under?: string | undefined; ids?: readonly string[] | undefined },
): Promise<PersonOnDay[]> {
  const { day, under, ids } = question;
  let query = db(ctx)
    .selectFrom('roster.placement as l')
    .innerJoin('roster.person as p', 'p.id', 'l.person_id')
    .innerJoin('roster.unit as u', 'u.id', 'l.unit_id')
    .select([
      'p.id',
      'p.name',
      'p.staff_number as staffNumber',
      sql<Person['gender']>`p.gender`.as('gender'),
      'p.born_on as bornOn',
      sql<Person['employmentKind']>`p.employment_kind`.as('employmentKind'),
      sql<PlainDossier['education']>`p.education`.as('education'),
      'p.employer',
      'p.is_migrant as isMigrant',
      'u.id as unitId',
      'u.name as unitName',
      'u.path as unitPath',
    ])
    .where('l.valid_from', '<=', day)
    .where((eb) => eb.or([eb('l.valid_to', 'is', null), eb('l.valid_to', '>=', day)]))
    .orderBy('p.name_key')
    .orderBy('p.id');
  if (under !== undefined && under !== '/') query = query.where(inSubtrees('u.path', [under]));
  if (ids !== undefined) query = query.where('p.id', '=', sql<string>`any(${[...ids]}::uuid[])`);
  return query.execute();
}
