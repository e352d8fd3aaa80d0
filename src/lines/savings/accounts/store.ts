import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { AccountState, Closing } from '../terms';

export interface AccountRecord {
  id: string;
  associationId: string;
  personId: string;
  number: number | null;
  state: AccountState;
  monthly: bigint;
  balance: bigint;
  /** What is owed of the loan, hoped for or not. */
  debt: bigint;
  way: 'phone' | 'paper';
  askedOn: Day;
  askedBy: string;
  openedOn: Day | null;
  decidedBy: string | null;
  refusal: string | null;
  closedOn: Day | null;
  closing: Closing | null;
}

/** What is kept back each month: what was last wanted from this month or an earlier one, or what the account began with. */
const monthlyNow = (ctx: Context) => sql`coalesce((select c.monthly_fen from savings.monthly_change c
    where c.account_id = a.id and c.from_month <= ${ctx.clock.today()}::date
    order by c.from_month desc, c.id desc limit 1), a.monthly_fen)`;
const columns = (
  ctx: Context,
) => sql`a.id, a.association_id as "associationId", a.person_id as "personId", a.number, a.state,
  ${monthlyNow(ctx)} as monthly, a.balance_fen as balance,
  coalesce((select sum(l.owed_fen) from savings.loan l where l.account_id = a.id and l.state in ('open', 'hopeless')), 0)::bigint as debt,
  a.way, a.asked_on as "askedOn", a.asked_by as "askedBy", a.opened_on as "openedOn", a.decided_by as "decidedBy", a.refusal,
  a.closed_on as "closedOn", a.closing`;
const held = (mode: 'read' | 'lock') => (mode === 'lock' ? sql`for no key update of a` : sql``);

export async function accountById(ctx: Context, id: string, mode: 'read' | 'lock'): Promise<AccountRecord | null> {
  const { rows } = await sql<AccountRecord>`
    select ${columns(ctx)} from savings.account a where a.id = ${id} ${held(mode)}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function openAccountOf(
  ctx: Context,
  personId: string,
  mode: 'read' | 'lock' = 'read',
): Promise<AccountRecord | null> {
  const { rows } = await sql<AccountRecord>`
    select ${columns(ctx)} from savings.account a where a.person_id = ${personId} and a.state = 'open' ${held(mode)}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** Accounts of one person, the newest first. */
export async function accountsOfPerson(ctx: Context, personId: string): Promise<AccountRecord[]> {
  const { rows } = await sql<AccountRecord>`
    select ${columns(ctx)} from savings.account a where a.person_id = ${personId}
    order by a.asked_on desc, a.id desc`.execute(ctx.transaction);
  return rows;
}

/** The open accounts of people in an association, by person; with `lock`, they stay as they are until the act is over. */
export async function openAccounts(
  ctx: Context,
  question: { associationId: string; personIds: readonly string[]; mode?: 'read' | 'lock' },
): Promise<ReadonlyMap<string, AccountRecord>> {
  const { associationId, personIds, mode = 'read' } = question;
  const { rows } = await sql<AccountRecord>`
    select ${columns(ctx)} from savings.account a
    where a.association_id = ${associationId} and a.state = 'open' and a.person_id = any(${[...personIds]}::uuid[])
    order by a.id ${held(mode)}`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.personId, row]));
}

export interface AccountQuestion {
  readonly associationId: string;
  readonly state: AccountState;
  /** Nobody but these. */
  readonly personIds?: readonly string[] | undefined;
  /** The number of the last account of the page before, or for applications its id. */
  readonly after: string | null;
  readonly limit: number;
}

/** Accounts by their numbers; those that have none by when they were asked for. */
export async function accountRows(ctx: Context, question: AccountQuestion): Promise<AccountRecord[]> {
  const { associationId, state, personIds, after, limit } = question;
  const { rows } = await sql<AccountRecord>`
    select ${columns(ctx)} from savings.account a where a.association_id = ${associationId} and a.state = ${state}
      and ${personIds === undefined ? sql`true` : sql`a.person_id = any(${[...personIds]}::uuid[])`}
      and ${after === null ? sql`true` : sql`(coalesce(a.number, 0), a.id) > (select coalesce(b.number, 0), b.id from savings.account b where b.id = ${after}::uuid)`}
    order by coalesce(a.number, 0), a.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function accountSums(
  ctx: Context,
  { associationId, state, personIds }: Pick<AccountQuestion, 'associationId' | 'state' | 'personIds'>,
): Promise<{ count: number; balance: bigint; debt: bigint }> {
  const { rows } = await sql<{ count: number; balance: bigint; debt: bigint }>`
    select count(*)::int as count, coalesce(sum(a.balance_fen), 0)::bigint as balance,
      coalesce(sum((select sum(l.owed_fen) from savings.loan l where l.account_id = a.id and l.state in ('open', 'hopeless'))), 0)::bigint
        as debt
    from savings.account a where a.association_id = ${associationId} and a.state = ${state}
      and ${personIds === undefined ? sql`true` : sql`a.person_id = any(${[...personIds]}::uuid[])`}`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

/** Whose accounts are open. */
export async function openSavers(ctx: Context, associationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from savings.account where association_id = ${associationId} and state = 'open'`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

export interface NewAccount {
  readonly id: string;
  readonly personId: string;
  readonly monthly: bigint;
}

/** Inserts accounts that were asked for; false where a person has one that is open or asked for. */
export async function insertAsked(
  ctx: Context,
  associationId: string,
  account: NewAccount & { way: 'phone' | 'paper'; askedBy: string; askedByName: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into savings.account (id, association_id, person_id, state, monthly_fen, way, asked_on, asked_by, asked_by_name)
    values (${account.id}, ${associationId}, ${account.personId}, 'asked', ${account.monthly.toString()}::bigint, ${account.way},
      ${ctx.clock.today()}::date, ${account.askedBy}, ${account.askedByName})
    on conflict (person_id) where state in ('asked', 'open') do nothing returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

/** Opens accounts that were asked for, with the numbers that follow the last one of the association. */
export async function openAsked(
  ctx: Context,
  associationId: string,
  { ids, openedOn }: { ids: readonly string[]; openedOn: Day },
): Promise<void> {
  await sql`
    update savings.account a set state = 'open', opened_on = ${openedOn}::date, decided_by = ${ctx.user?.accountId ?? null},
      decided_by_name = ${ctx.user?.name ?? null}, number = n.first + n.place::int
    from (select id, place, (select coalesce(max(number), 0) from savings.account where association_id = ${associationId}) as first
      from unnest(${[...ids]}::uuid[]) with ordinality as u(id, place)) n
    where a.id = n.id`.execute(ctx.transaction);
}

/** Many accounts that are open at once, for the program itself and imports. */
export async function insertOpen(
  ctx: Context,
  associationId: string,
  { accounts, openedOn }: { accounts: readonly NewAccount[]; openedOn: Day },
): Promise<void> {
  await sql`
    insert into savings.account (id, association_id, person_id, number, state, monthly_fen, way, asked_on, asked_by, asked_by_name,
      opened_on, decided_by, decided_by_name)
    select u.id, ${associationId}, u.person, n.first + u.place, 'open', u.monthly, 'paper', ${openedOn}::date,
      ${ctx.user?.accountId ?? null}, ${ctx.user?.name ?? ''}, ${openedOn}::date, ${ctx.user?.accountId ?? null},
      ${ctx.user?.name ?? ''}
    from unnest(${accounts.map((one) => one.id)}::uuid[], ${accounts.map((one) => one.personId)}::uuid[],
        ${accounts.map((one) => one.monthly.toString())}::bigint[]) with ordinality as u(id, person, monthly, place),
      (select coalesce(max(number), 0) as first from savings.account where association_id = ${associationId}) n`.execute(
    ctx.transaction,
  );
}

export async function refuseAsked(ctx: Context, id: string, words: string): Promise<void> {
  await sql`
    update savings.account set state = 'refused', refusal = ${words}, decided_by = ${ctx.user?.accountId ?? null},
      decided_by_name = ${ctx.user?.name ?? null} where id = ${id}`.execute(ctx.transaction);
}

export async function closeRow(
  ctx: Context,
  id: string,
  { on, closing }: { on: Day; closing: Closing },
): Promise<void> {
  await sql`
    update savings.account set state = 'closed', closed_on = ${on}::date, closing = ${closing}
    where id = ${id}`.execute(ctx.transaction);
}
