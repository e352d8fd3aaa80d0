import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** Takes so many numbers of a works and year, and answers the last; they go back if the act fails. */
export async function takeNumbers(
  ctx: Context,
  counter: { unitId: string; what: 'card' | 'transfer'; year: number; count: number },
): Promise<number> {
  const { unitId, what, year, count } = counter;
  const { rows } = await sql<{ last: number }>`
    insert into membership.counter as c (unit_id, what, year, last) values (${unitId}, ${what}, ${year}, ${count})
    on conflict (unit_id, what, year) do update set last = c.last + excluded.last returning last`.execute(
    ctx.transaction,
  );
  return rows[0]!.last;
}

export interface CardRecord {
  personId: string;
  worksId: string;
  number: string;
  issuedOn: Day;
  memberSince: Day | null;
  paysByPayroll: boolean;
  secret: Buffer;
}

const columns = sql`c.person_id as "personId", c.works_id as "worksId", c.number, c.issued_on as "issuedOn",
  c.member_since as "memberSince", c.pays_by_payroll as "paysByPayroll", c.secret`;

export async function cardsOf(ctx: Context, personIds: readonly string[]): Promise<Map<string, CardRecord>> {
  const { rows } = await sql<CardRecord>`
    select ${columns} from membership.card c where c.person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.transaction,
  );
  return new Map(rows.map((row) => [row.personId, row]));
}

/** The few whose numbers begin so, for the search. */
export async function holdersOfNumber(ctx: Context, beginning: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select person_id as "personId" from membership.card where number like ${`${beginning}%`} order by number limit ${limit}`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.personId);
}

export interface NewCard {
  personId: string;
  worksId: string;
  year: number;
  serial: number;
  number: string;
  issuedOn: Day;
  memberSince: Day | null;
  paysByPayroll: boolean;
}

/** Adds many cards at once, each with a secret of its own. */
export async function insertCards(ctx: Context, cards: readonly NewCard[]): Promise<void> {
  const rows = cards.map((card) => ({ ...card, secret: randomBytes(32).toString('hex') }));
  await sql`
    insert into membership.card (person_id, works_id, year, serial, number, issued_on, member_since, pays_by_payroll, secret)
    select "personId", "worksId", year, serial, number, "issuedOn", "memberSince", "paysByPayroll", decode(secret, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("personId" uuid, "worksId" uuid, year int, serial int,
      number text, "issuedOn" date, "memberSince" date, "paysByPayroll" boolean, secret text)`.execute(ctx.transaction);
}

/** Another secret: all codes until now are worthless. Answers whether there is a card. */
export async function renewSecret(ctx: Context, personId: string): Promise<boolean> {
  const { rows } = await sql`update membership.card set secret = ${randomBytes(32)},
    renewed_at = ${ctx.clock.now().toISOString()}::timestamptz where person_id = ${personId} returning person_id`.execute(
    ctx.transaction,
  );
  return rows.length === 1;
}

/** The card of somebody who comes back takes on what the new form says. */
export async function reviseCard(ctx: Context, personId: string, paysByPayroll: boolean): Promise<void> {
  await sql`update membership.card set pays_by_payroll = ${paysByPayroll}, secret = ${randomBytes(32)},
    renewed_at = ${ctx.clock.now().toISOString()}::timestamptz where person_id = ${personId}`.execute(ctx.transaction);
}

export async function putPortrait(ctx: Context, personId: string, fileId: string): Promise<void> {
  const at = ctx.clock.now().toISOString();
  await sql`insert into membership.portrait (person_id, file_id, changed_at) values (${personId}, ${fileId}, ${at}::timestamptz)
    on conflict (person_id) do update set file_id = excluded.file_id, changed_at = excluded.changed_at`.execute(
    ctx.transaction,
  );
}

export async function portraitOf(ctx: Context, personId: string): Promise<string | null> {
  const { rows } = await sql<{ fileId: string }>`
    select file_id as "fileId" from membership.portrait where person_id = ${personId}`.execute(ctx.transaction);
  return rows[0]?.fileId ?? null;
}
