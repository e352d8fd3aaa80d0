import { sql } from 'kysely';
import type { Context, House } from '#kernel';
import type { NameSearch } from '../rules';
import { searchCondition } from '../store/people';
import { inSubtrees } from '../store/units';
import type { CodePurpose } from './contract';
import { MOST_TRIES } from './rules';

export interface AccessRecord {
  personId: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  unitName: string;
  unitPath: string;
  accountId: string | null;
  codeId: string | null;
  purpose: CodePurpose | null;
  madeAt: Date | null;
  expiresAt: Date | null;
  tries: number | null;
}

export interface AccessQuestion {
  scopes: readonly string[];
  state: 'without' | 'coded' | 'with' | null;
  search: NameSearch;
  personId?: string;
  after: readonly [nameKey: string, id: string] | null;
  limit: number;
}

const stateCondition = {
  without: sql`a.account_id is null`,
  with: sql`a.account_id is not null`,
  coded: sql`c.id is not null`,
} as const;

/** People who work here today with their account and their open code, by name. */
export async function accessRows(ctx: Context, question: AccessQuestion): Promise<AccessRecord[]> {
  const { scopes, state, search, personId, after, limit } = question;
  const { rows } = await sql<AccessRecord>`
    select p.id as "personId", p.name, p.name_key as "nameKey", p.staff_number as "staffNumber", u.name as "unitName",
      p.unit_path as "unitPath", a.account_id as "accountId", c.id as "codeId", c.purpose, c.made_at as "madeAt",
      c.expires_at as "expiresAt", c.tries
    from roster.person p join roster.unit u on u.id = p.unit_id
    left join roster.person_account a on a.person_id = p.id
    left join roster.one_time_code c on c.person_id = p.id and c.used_at is null and c.revoked_at is null
    where p.unit_path is not null and ${inSubtrees('p.unit_path', scopes)} and ${searchCondition(search)}
      and ${state === null ? sql`true` : stateCondition[state]}
      and ${personId === undefined ? sql`true` : sql`p.id = ${personId}::uuid`}
      and ${after === null ? sql`true` : sql`(p.name_key, p.id) > (${after[0]}, ${after[1]}::uuid)`}
    order by p.name_key, p.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Whoever makes codes for the same people at the same time waits, and then replaces what the other has made. */
export async function holdPeople(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`select id from roster.person where id = any(${[...personIds]}::uuid[]) order by id for no key update`.execute(
    ctx.transaction,
  );
}

export interface NewCode {
  id: string;
  personId: string;
  purpose: CodePurpose;
  hash: string;
}

/** Puts new codes in the place of the open ones of the same people. */
export async function replaceCodes(ctx: Context, codes: readonly NewCode[], expiresAt: Date): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`update roster.one_time_code set revoked_at = ${at}::timestamptz
    where person_id = any(${codes.map((code) => code.personId)}::uuid[]) and used_at is null and revoked_at is null`.execute(
    ctx.transaction,
  );
  await sql`
    insert into roster.one_time_code (id, person_id, purpose, hash, made_at, made_by, expires_at)
    select id, "personId", purpose, hash, ${at}::timestamptz, ${ctx.user?.accountId ?? null}::uuid, ${expiresAt.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(codes)}::jsonb) as c(id uuid, "personId" uuid, purpose text, hash text)`.execute(
    ctx.transaction,
  );
}

export async function codeById(
  ctx: Context,
  id: string,
): Promise<{ personId: string; unitPath: string | null; isEnded: boolean } | null> {
  const { rows } = await sql<{ personId: string; unitPath: string | null; isEnded: boolean }>`
    select c.person_id as "personId", p.unit_path as "unitPath",
      (c.used_at is not null or c.revoked_at is not null) as "isEnded"
    from roster.one_time_code c join roster.person p on p.id = c.person_id
    where c.id = ${id}::uuid for no key update of c`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function endCode(ctx: Context, id: string): Promise<void> {
  await sql`update roster.one_time_code set revoked_at = ${ctx.clock.now().toISOString()}::timestamptz
    where id = ${id}::uuid`.execute(ctx.transaction);
}

/** No slip of these people opens anything any more. */
export async function endCodesOf(ctx: Context, personIds: readonly string[]): Promise<void> {
  await sql`update roster.one_time_code set revoked_at = ${ctx.clock.now().toISOString()}::timestamptz
    where person_id = any(${[...personIds]}::uuid[]) and used_at is null and revoked_at is null`.execute(
    ctx.transaction,
  );
}

export interface TriedCode {
  id: string;
  personId: string;
  name: string;
  staffNumber: string;
  purpose: CodePurpose;
  hash: string;
  madeAt: Date;
  unitPath: string;
}

/**
 * The open code of a staff number, with one try of it taken. Outside the act: a refused try must count too, and two at
 * once count as two.
 */
export async function takeTry(house: House, staffNumbers: readonly string[], now: Date): Promise<TriedCode | null> {
  const { rows } = await sql<TriedCode>`
    update roster.one_time_code c set tries = c.tries + 1 from roster.person p
    where p.id = c.person_id and p.staff_number = any(${[...staffNumbers]}::text[]) and p.unit_path is not null
      and c.used_at is null and c.revoked_at is null and c.tries < ${MOST_TRIES}
      and c.expires_at > ${now.toISOString()}::timestamptz
    returning c.id, c.person_id as "personId", p.name, p.staff_number as "staffNumber", c.purpose, c.hash,
      c.made_at as "madeAt", p.unit_path as "unitPath"`.execute(house.aside);
  return rows[0] ?? null;
}

/** Whether the code was still open: of two who use it at once, one gets false. */
export async function useUp(ctx: Context, id: string): Promise<boolean> {
  const { rows } = await sql`update roster.one_time_code set used_at = ${ctx.clock.now().toISOString()}::timestamptz
    where id = ${id}::uuid and used_at is null and revoked_at is null returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

/** The union's own top above a unit: the nearest whose kind may stand alone, such as the works within its group. */
export async function worksAbove(ctx: Context, unitPath: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select u.id from roster.unit u join roster.unit_kind k on k.code = u.kind
    where ${unitPath} like u.path || '%' and k.is_root order by length(u.path) desc limit 1`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

/** Whether the account got a role after a moment. */
export async function hasRoleSince(ctx: Context, accountId: string, moment: Date): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from roster.role_grant where account_id = ${accountId}::uuid
      and granted_at > ${moment.toISOString()}::timestamptz) as found`.execute(ctx.transaction);
  return rows[0]!.found;
}
