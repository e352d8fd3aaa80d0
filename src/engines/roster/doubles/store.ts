import { sql, type RawBuilder } from 'kysely';
import { newId, type Context } from '#kernel';
import { doubleReasons, type DoublePerson, type DoubleReason } from './contract';
import { inSubtrees } from '../store/units';

export interface FoundPerson extends DoublePerson {
  /** Where rights are looked up: the unit of today, or for who has left the last one. */
  path: string;
  unitId: string;
  mergedIntoId: string | null;
}

/** A reason whose key can be reckoned from what is typed. */
export type PlainReason = Exclude<DoubleReason, 'identityNumber'>;

interface Part {
  readonly of: RawBuilder<unknown>;
  readonly type: 'text' | 'date' | 'integer';
}

/**
 * What makes two records look like one person: the parts of the key are those of an index, in its order. A further
 * reason is an index, a row here and a word in the contract. That two identity numbers have one index says only that they
 * may be the same: `same-identity.ts` opens and compares them.
 */
const reasons: Readonly<
  Record<DoubleReason, { readonly parts: readonly Part[]; readonly isKnown: RawBuilder<boolean> }>
> = {
  identityNumber: {
    parts: [{ of: sql`p.identity_index`, type: 'integer' }],
    isKnown: sql<boolean>`p.identity_index is not null`,
  },
  nameAndBirth: {
    parts: [
      { of: sql`p.name collate "C"`, type: 'text' },
      { of: sql`p.born_on`, type: 'date' },
    ],
    isKnown: sql<boolean>`p.born_on is not null`,
  },
  phone: {
    parts: [{ of: sql`roster.phone_key(p.phone) collate "C"`, type: 'text' }],
    isKnown: sql<boolean>`p.phone is not null`,
  },
};

/** The unit of the last placement: placements never begin in the future, so for who is here it is the one of today. */
const home = sql`cross join lateral (select w.id, w.name, w.path from roster.placement l
  join roster.unit w on w.id = l.unit_id where l.person_id = p.id order by l.valid_from desc limit 1) home`;

const columnsOf = (reason: DoubleReason) => sql.join(reasons[reason].parts.map(({ of }) => of));
const valuesOf = (reason: DoubleReason, key: readonly string[]) =>
  sql.join(reasons[reason].parts.map(({ type }, i) => sql`${key[i] ?? null}::${sql.raw(type)}`));
const isKey = (reason: DoubleReason, key: readonly string[]) =>
  sql<boolean>`(${columnsOf(reason)}) = (${valuesOf(reason, key)})`;
/** Whether a reason holds for all records of a group. */
const isShared = (reason: DoubleReason) =>
  sql<boolean>`(${sql.join(
    reasons[reason].parts.map(({ of }) => sql`count(distinct ${of}) = 1 and count(${of}) = count(*)`),
    sql` and `,
  )})`;

/** The next keys that more than one record has, in the order of their index, whoever may see the records. */
export async function nextKeys(
  ctx: Context,
  reason: DoubleReason,
  after: readonly string[] | null,
  limit: number,
): Promise<string[][]> {
  const columns = columnsOf(reason);
  const next = after === null ? sql`true` : sql`(${columns}) > (${valuesOf(reason, after)})`;
  const texts = reasons[reason].parts.map(({ of }) => sql`(${of})::text`);
  const { rows } = await sql<{ key: string[] }>`
    select array[${sql.join(texts)}] as key from roster.person p
    where p.merged_into_id is null and p.blocked_on is null and ${reasons[reason].isKnown} and ${next}
    group by ${columns} having count(*) > 1 order by ${columns} limit ${limit}`.execute(ctx.transaction);
  return rows.map((row) => row.key);
}

export interface FoundGroup {
  key: string[];
  ids: string[];
  count: number;
  also: DoubleReason[];
}

interface GroupQuestion {
  scopes: readonly string[];
  most: number;
}

/** Of each key the records that the asker sees, in the order of the keys. */
export function groupsOf(
  ctx: Context,
  reason: DoubleReason,
  keys: readonly (readonly string[])[],
  question: GroupQuestion,
): Promise<FoundGroup[]> {
  const { parts, isKnown } = reasons[reason];
  const names = parts.map((_, i) => sql.id(`part${i}`));
  const lists = parts.map((_, i) => sql`${keys.map((key) => key[i]!)}::text[]`);
  const isKeyOf = parts.map(({ of, type }, i) => sql`${of} = k.${names[i]!}::${sql.raw(type)}`);
  const among = {
    from: sql`unnest(${sql.join(lists)}) with ordinality as k(${sql.join(names)}, place)`,
    isMember: sql<boolean>`${sql.join(isKeyOf, sql` and `)} and ${isKnown}`,
  };
  return gather(ctx, reason, keys, among, question);
}

/** The same of records that were compared one by one: each set with the key under which they were met. */
export function groupsAmong(
  ctx: Context,
  reason: DoubleReason,
  sets: readonly { key: readonly string[]; ids: readonly string[] }[],
  question: GroupQuestion,
): Promise<FoundGroup[]> {
  const among = {
    from: sql`unnest(${sets.map(({ ids }) => ids.join())}::text[]) with ordinality as k(ids, place)`,
    isMember: sql<boolean>`p.id = any(string_to_array(k.ids, ',')::uuid[])`,
  };
  return gather(
    ctx,
    reason,
    sets.map(({ key }) => key),
    among,
    question,
  );
}

/**
 * Left out are keys with fewer than two records, those of which all pairs are marked as different, and what a surer
 * reason has found already.
 */
async function gather(
  ctx: Context,
  reason: DoubleReason,
  keys: readonly (readonly string[])[],
  among: { from: RawBuilder<unknown>; isMember: RawBuilder<boolean> },
  question: GroupQuestion,
): Promise<FoundGroup[]> {
  const others = doubleReasons.filter((one) => one !== reason);
  const { rows } = await sql<{ place: bigint; ids: string[]; count: number; shared: boolean[] }>`
    select k.place, g.count, g.ids[1:${question.most}::int] as ids, g.shared
    from ${among.from}
    cross join lateral (
      select count(*)::int as count, array_agg(p.id order by p.id) as ids,
        array[${sql.join(others.map(isShared))}]::boolean[] as shared
      from roster.person p ${home}
      where ${among.isMember} and p.merged_into_id is null and p.blocked_on is null
        and ${inSubtrees('home.path', question.scopes)}
    ) g
    where g.count > 1 and g.count * (g.count - 1) / 2 > (select count(*) from roster.person_difference d
      where d.withdrawn_at is null and d.one_id = any(g.ids) and d.other_id = any(g.ids))
    order by k.place`.execute(ctx.transaction);
  return rows.map(({ place, ids, count, shared }) => ({
    key: [...keys[Number(place) - 1]!],
    ids,
    count,
    also: others.filter((_, i) => shared[i]),
  }));
}

/** People by id, each once, in the order of the ids; `lock` keeps every other change of them away. */
export async function peopleByIds(ctx: Context, ids: readonly string[], lock: 'read' | 'lock' = 'read') {
  if (lock === 'lock')
    await sql`select from roster.person where id = any(${[...ids]}::uuid[]) order by id for no key update`.execute(
      ctx.transaction,
    );
  const { rows } = await sql<FoundPerson>`
    select p.id, p.name, p.reading, p.staff_number as "staffNumber", p.gender, p.born_on as "bornOn", p.phone,
      p.employment_kind as "employmentKind", p.employed_from as "employedFrom", p.employed_to as "employedTo",
      p.unit_id is not null as "isHere", p.version, p.merged_into_id as "mergedIntoId",
      home.id as "unitId", home.name as "unitName", home.path
    from roster.person p left join lateral (select w.id, w.name, w.path from roster.placement l
      join roster.unit w on w.id = l.unit_id where l.person_id = p.id order by l.valid_from desc limit 1) home on true
    where p.id = any(${[...ids]}::uuid[]) order by p.id`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

interface CandidateQuestion {
  scopes: readonly string[];
  exceptId: string | null;
  most: number;
}

/** Who has the key, but for one record and those that were marked as different from it. */
export function idsWithKey(
  ctx: Context,
  reason: DoubleReason,
  key: readonly string[],
  question: CandidateQuestion,
): Promise<string[]> {
  return candidates(ctx, sql<boolean>`${isKey(reason, key)} and ${reasons[reason].isKnown}`, question);
}

/** The same of records that were compared one by one. */
export function idsAmong(ctx: Context, ids: readonly string[], question: CandidateQuestion): Promise<string[]> {
  return candidates(ctx, sql<boolean>`p.id = any(${[...ids]}::uuid[])`, question);
}

async function candidates(ctx: Context, isMeant: RawBuilder<boolean>, question: CandidateQuestion): Promise<string[]> {
  const { exceptId } = question;
  const { rows } = await sql<{ id: string }>`
    select p.id from roster.person p ${home}
    where ${isMeant} and p.merged_into_id is null and p.blocked_on is null
      and ${inSubtrees('home.path', question.scopes)} and p.id is distinct from ${exceptId}::uuid
      and not exists (select from roster.person_difference d where d.withdrawn_at is null
        and d.one_id = least(p.id, ${exceptId}::uuid) and d.other_id = greatest(p.id, ${exceptId}::uuid))
    order by p.id limit ${question.most}`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}

/** The parts of a key as the index has them, or null where something of it isn't known. */
export async function keyFor(
  ctx: Context,
  reason: PlainReason,
  given: { name: string; bornOn: string | null; phone: string | null },
): Promise<string[] | null> {
  const { rows } = await sql<{ key: (string | null)[] }>`
    select array[${sql.join(reasons[reason].parts.map(({ of }) => sql`(${of})::text`))}] as key
    from (select ${given.name}::text as name, ${given.bornOn}::date as born_on, ${given.phone}::text as phone) p`.execute(
    ctx.transaction,
  );
  const key = rows[0]!.key;
  return key.every((part) => part !== null && part !== '') ? (key as string[]) : null;
}

export async function identityIndexesOf(ctx: Context, ids: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ index: number }>`select distinct identity_index as index from roster.person
    where id = any(${[...ids]}::uuid[]) and identity_index is not null`.execute(ctx.transaction);
  return rows.map(({ index }) => index);
}

/** The marks between people of a group. */
export async function differencesWithin(ctx: Context, ids: readonly string[]): Promise<[string, string][]> {
  const { rows } = await sql<{ one: string; other: string }>`
    select one_id as one, other_id as other from roster.person_difference
    where withdrawn_at is null and one_id = any(${[...ids]}::uuid[]) and other_id = any(${[...ids]}::uuid[])`.execute(
    ctx.transaction,
  );
  return rows.map(({ one, other }) => [one, other]);
}

export async function differenceBetween(
  ctx: Context,
  pair: readonly [string, string],
): Promise<{ id: string; reason: string } | null> {
  const { rows } = await sql<{ id: string; reason: string }>`
    select id, reason from roster.person_difference
    where one_id = ${pair[0]} and other_id = ${pair[1]} and withdrawn_at is null`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Answers the new mark's id, or null where the pair bears one already. */
export async function insertDifference(
  ctx: Context,
  pair: readonly [string, string],
  reason: string,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into roster.person_difference (id, one_id, other_id, reason, marked_at, marked_by, marked_by_name)
    values (${newId()}, ${pair[0]}, ${pair[1]}, ${reason}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null},
      ${ctx.user?.name ?? ''})
    on conflict (one_id, other_id) where withdrawn_at is null do nothing returning id`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

export async function findDifference(ctx: Context, id: string): Promise<{ one: string; other: string } | null> {
  const { rows } = await sql<{ one: string; other: string }>`
    select one_id as one, other_id as other from roster.person_difference
    where id = ${id} and withdrawn_at is null for update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function withdrawDifferenceRow(ctx: Context, id: string): Promise<void> {
  await sql`update roster.person_difference set withdrawn_at = ${ctx.clock.now().toISOString()},
    withdrawn_by = ${ctx.user?.accountId ?? null} where id = ${id}`.execute(ctx.transaction);
}

export interface DifferenceRow {
  id: string;
  oneId: string;
  otherId: string;
  reason: string;
  markedAt: Date;
  markedByName: string;
}

/** The marks of pairs of which both are seen, the latest first. */
export async function differenceRows(
  ctx: Context,
  question: { scopes: readonly string[]; before: string | null; limit: number },
): Promise<DifferenceRow[]> {
  const isSeen = (column: string) => sql`exists (select from roster.person p ${home}
    where p.id = ${sql.ref(column)} and p.merged_into_id is null and p.blocked_on is null and ${inSubtrees('home.path', question.scopes)})`;
  const { rows } = await sql<DifferenceRow>`
    select d.id, d.one_id as "oneId", d.other_id as "otherId", d.reason, d.marked_at as "markedAt",
      d.marked_by_name as "markedByName"
    from roster.person_difference d
    where d.withdrawn_at is null and (${question.before}::uuid is null or d.id < ${question.before}::uuid)
      and ${isSeen('d.one_id')} and ${isSeen('d.other_id')}
    order by d.id desc limit ${question.limit}`.execute(ctx.transaction);
  return rows;
}
