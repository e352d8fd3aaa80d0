import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Given } from '../columns';
import type { IntakeColumn } from '../contract';
import type { KnownPerson } from '../judge';
import type { IndexedUnit } from '../unit-index';
import { inSubtrees } from '../../store/units';

/** The plain fields of a person that a sheet can say, with their columns and types. Everything below is made of them. */
interface PersonField {
  readonly key: IntakeColumn;
  readonly column: string;
  readonly type: string;
  /** What the column holds where nothing is said; without it null. */
  readonly blank?: string;
}
const fields = [
  { key: 'name', column: 'name', type: 'text' },
  { key: 'gender', column: 'gender', type: 'text' },
  { key: 'bornOn', column: 'born_on', type: 'date' },
  { key: 'phone', column: 'phone', type: 'text' },
  { key: 'employmentKind', column: 'employment_kind', type: 'text' },
  { key: 'formerNames', column: 'former_names', type: 'text[]', blank: `'{}'::text[]` },
  { key: 'nation', column: 'nation', type: 'text' },
  { key: 'education', column: 'education', type: 'text' },
  { key: 'employer', column: 'employer', type: 'text' },
  { key: 'isMigrant', column: 'is_migrant', type: 'boolean', blank: 'false' },
] as const satisfies readonly PersonField[];
export type FieldKey = (typeof fields)[number]['key'];
export type PersonFields = Readonly<Record<FieldKey, Given | null>>;
export const fieldKeys: readonly FieldKey[] = fields.map(({ key }) => key);

const list = (write: (field: PersonField) => string): string => fields.map(write).join(', ');
const columnNames = list(({ column }) => column);
const recordTypes = list(({ key, type }) => `"${key}" ${type}`);
const written = ({ key, blank }: PersonField): string =>
  blank === undefined ? `g."${key}"` : `coalesce(g."${key}", ${blank})`;
const givenFields = list(written);
const setFields = list((field) => `${field.column} = ${written(field)}`);
/** No former names at all are nothing said of them; whether somebody is a migrant worker is always said. */
const readFields = list(
  ({ key, column, type }) => `'${key}', ${type === 'text[]' ? `nullif(p.${column}, '{}')` : `p.${column}`}`,
);

/** All units of the own part of the tree, the closed ones too. */
export async function unitsWithin(ctx: Context, scopes: readonly string[]): Promise<IndexedUnit[]> {
  const { rows } = await sql<IndexedUnit>`
    select u.id, u.parent_id as "parentId", u.name, u.short_name as "shortName", u.path, u.valid_from as "validFrom",
      u.valid_to as "validTo"
    from roster.unit u where ${inSubtrees('u.path', scopes)} order by u.path`.execute(ctx.transaction);
  return rows;
}

/** Keeps units where they are until the commit: people are being placed in them. */
export async function holdUnits(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`select from roster.unit where id = any(${[...ids]}::uuid[]) order by id for share`.execute(ctx.transaction);
}

interface PlacementBefore {
  id: string;
  unitId: string;
  validFrom: Day;
  validTo: Day | null;
}

export interface StoredPerson extends KnownPerson {
  readonly staffNumber: string;
  readonly reading: string | null;
  readonly nameKey: string;
  readonly nameGrams: readonly string[];
  readonly last: PlacementBefore;
  readonly first: PlacementBefore;
  /** Identity number and bank card as they lie there. */
  readonly sealed: Readonly<Record<'identityNumber' | 'bankCard', Uint8Array | null>>;
  readonly identityIndex: number | null;
}

interface PersonRow {
  id: string;
  version: number;
  staffNumber: string;
  reading: string | null;
  nameKey: string;
  nameGrams: string[];
  employedFrom: Day;
  employedTo: Day | null;
  unitId: string | null;
  rightsPath: string;
  fields: Record<FieldKey, Given | null>;
  identityNumber: Uint8Array | null;
  identityIndex: number | null;
  bankCard: Uint8Array | null;
  last: PlacementBefore;
  first: PlacementBefore & { unitFrom: Day };
}

const placementJson = (name: string) =>
  sql.raw(`jsonb_build_object('id', ${name}.id, 'unitId', ${name}.unit_id, 'validFrom', ${name}.valid_from,
    'validTo', ${name}.valid_to)`);

/** People by staff number with where they stand; for a change their rows are locked, in one order for everybody. */
export async function peopleWith(
  ctx: Context,
  staffNumbers: readonly string[],
  mode: 'read' | 'change',
): Promise<Map<string, StoredPerson>> {
  if (mode === 'change')
    await sql`select from roster.person where staff_number = any(${[...staffNumbers]}::text[]) order by id
      for no key update`.execute(ctx.transaction);
  const { rows } = await sql<PersonRow>`
    select p.id, p.version, p.staff_number as "staffNumber", p.reading, p.name_key as "nameKey", p.name_grams as "nameGrams",
      p.employed_from as "employedFrom", p.employed_to as "employedTo", p.unit_id as "unitId",
      coalesce(p.unit_path, w.path) as "rightsPath",
      jsonb_build_object(${sql.raw(readFields)}) as fields,
      p.identity_number as "identityNumber", p.identity_index as "identityIndex", p.bank_card as "bankCard",
      ${placementJson('l')} as last,
      ${placementJson('f')} || jsonb_build_object('unitFrom', fu.valid_from) as first
    from roster.person p
    cross join lateral (select * from roster.placement x where x.person_id = p.id order by x.valid_from desc limit 1) l
    cross join lateral (select * from roster.placement x where x.person_id = p.id order by x.valid_from limit 1) f
    join roster.unit w on w.id = l.unit_id join roster.unit fu on fu.id = f.unit_id
    where p.staff_number = any(${[...staffNumbers]}::text[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.staffNumber, knownOf(row)]));
}

function knownOf(row: PersonRow): StoredPerson {
  const { fields: plain, employedFrom, employedTo, first, last, identityNumber, bankCard, ...rest } = row;
  return {
    ...rest,
    sealed: { identityNumber, bankCard },
    first,
    last,
    fields: { ...plain, staffNumber: row.staffNumber, unit: last.unitId, employedFrom, leftOn: employedTo },
    placedFrom: last.validFrom,
    firstPlacedFrom: first.validFrom,
    firstPlacedTo: first.validTo,
    firstUnitFrom: first.unitFrom,
  };
}

export interface NameKeys {
  readonly reading: string | null;
  readonly nameKey: string;
  readonly nameGrams: readonly string[];
}

export interface PersonToAdd extends PersonFields, NameKeys {
  readonly id: string;
  readonly placementId: string;
  readonly staffNumber: string;
  readonly unitId: string;
  readonly employedFrom: Day;
  readonly leftOn: Day | null;
}

/** Adds people; answers the ids of those who were added: a staff number that somebody got meanwhile is left out. */
export async function addPeople(ctx: Context, rows: readonly PersonToAdd[]): Promise<Set<string>> {
  const at = ctx.clock.now().toISOString();
  const { rows: added } = await sql<{ id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "placementId" uuid, "staffNumber" text,
        reading text, "nameKey" text, "nameGrams" text[], "unitId" uuid, "employedFrom" date, "leftOn" date,
        ${sql.raw(recordTypes)})
    ), added as (
      insert into roster.person (id, staff_number, reading, name_key, name_grams, employed_from, employed_to, unit_id,
        unit_path, created_at, updated_at, ${sql.raw(columnNames)})
      select g.id, g."staffNumber", g.reading, g."nameKey", g."nameGrams", g."employedFrom", g."leftOn",
        case when g."leftOn" is null then u.id end, case when g."leftOn" is null then u.path end,
        ${at}::timestamptz, ${at}::timestamptz, ${sql.raw(givenFields)}
      from given g join roster.unit u on u.id = g."unitId"
      on conflict (staff_number) do nothing returning id
    ), placed as (
      -- Who came before the unit was set up stands in it from its first day.
      insert into roster.placement (id, person_id, unit_id, valid_from, valid_to)
      select g."placementId", g.id, g."unitId", greatest(g."employedFrom", u.valid_from), g."leftOn"
      from given g join added on added.id = g.id join roster.unit u on u.id = g."unitId"
    )
    select id from added`.execute(ctx.transaction);
  return new Set(added.map((row) => row.id));
}

export interface PersonToChange extends PersonFields, NameKeys {
  readonly id: string;
  readonly employedFrom: Day;
  readonly employedTo: Day | null;
  /** Null for who has left. */
  readonly unitId: string | null;
}

/** Writes people as they are to be; answers their versions. */
export async function changePeople(ctx: Context, rows: readonly PersonToChange[]): Promise<Map<string, number>> {
  const at = ctx.clock.now().toISOString();
  const { rows: changed } = await sql<{ id: string; version: number }>`
    update roster.person p set reading = g.reading, name_key = g."nameKey", name_grams = g."nameGrams",
      employed_from = g."employedFrom", employed_to = g."employedTo", unit_id = g."unitId",
      unit_path = (select u.path from roster.unit u where u.id = g."unitId"),
      version = p.version + 1, updated_at = ${at}::timestamptz, ${sql.raw(setFields)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, reading text, "nameKey" text, "nameGrams" text[],
      "employedFrom" date, "employedTo" date, "unitId" uuid, ${sql.raw(recordTypes)})
    where p.id = g.id returning p.id, p.version`.execute(ctx.transaction);
  return new Map(changed.map((row) => [row.id, row.version]));
}

/** Lets open placements end the day before a move, or corrects those that began on the very day; adds the others. */
export async function movePeople(
  ctx: Context,
  moves: readonly { personId: string; placementId: string; unitId: string; from: Day }[],
): Promise<void> {
  if (moves.length === 0) return;
  const given = sql`jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as g("personId" uuid, "placementId" uuid, "unitId" uuid,
    "from" date)`;
  await sql`update roster.placement l set valid_to = g."from" - 1 from ${given}
    where l.person_id = g."personId" and l.valid_to is null and l.valid_from < g."from"`.execute(ctx.transaction);
  await sql`update roster.placement l set unit_id = g."unitId" from ${given}
    where l.person_id = g."personId" and l.valid_to is null and l.valid_from = g."from"`.execute(ctx.transaction);
  await sql`insert into roster.placement (id, person_id, unit_id, valid_from)
    select g."placementId", g."personId", g."unitId", g."from" from ${given}
    where not exists (select from roster.placement l where l.person_id = g."personId" and l.valid_to is null)`.execute(
    ctx.transaction,
  );
}

/** The first placement begins with the employment, but not before there was the unit. */
export async function beginPlacements(
  ctx: Context,
  days: readonly { placementId: string; from: Day }[],
): Promise<void> {
  if (days.length === 0) return;
  await sql`update roster.placement l set valid_from = greatest(g."from", u.valid_from)
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as g("placementId" uuid, "from" date), roster.unit u
    where l.id = g."placementId" and u.id = l.unit_id`.execute(ctx.transaction);
}

export interface PostBefore {
  id: string;
  validTo: Day | null;
}

/** Ends placements and posts of who leaves; answers the posts as they were. */
export async function endPlacements(
  ctx: Context,
  leavers: readonly { personId: string; lastDay: Day }[],
): Promise<Map<string, PostBefore[]>> {
  if (leavers.length === 0) return new Map();
  const given = sql`jsonb_to_recordset(${JSON.stringify(leavers)}::jsonb) as g("personId" uuid, "lastDay" date)`;
  await sql`update roster.placement l set valid_to = g."lastDay" from ${given}
    where l.person_id = g."personId" and l.valid_to is null`.execute(ctx.transaction);
  const { rows } = await sql<PostBefore & { personId: string }>`
    with held as materialized (
      select h.id, h.person_id, h.valid_to, g."lastDay" from roster.post_holding h join ${given} on h.person_id = g."personId"
      where (h.valid_to is null or h.valid_to > g."lastDay") and h.valid_from <= g."lastDay"
    ), ended as (
      update roster.post_holding h set valid_to = held."lastDay" from held where h.id = held.id
    )
    select id, person_id as "personId", valid_to as "validTo" from held`.execute(ctx.transaction);
  const posts = new Map<string, PostBefore[]>();
  for (const { personId, ...post } of rows) posts.set(personId, [...(posts.get(personId) ?? []), post]);
  return posts;
}
