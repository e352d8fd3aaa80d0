import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../vouchers/store';

export interface AccountRecord {
  id: string;
  bookId: string;
  unitPath: string;
  ledgerAccountId: string;
  bankName: string;
  number: string;
  startsOn: Day;
  opening: bigint;
  version: number;
}

const accountColumns = sql`a.id, a.book_id as "bookId", a.unit_path as "unitPath", a.ledger_account_id as "ledgerAccountId",
  a.bank_name as "bankName", a.number, a.starts_on as "startsOn", a.opening_fen as opening, a.version`;

/** False where the account of the book has its bank already. */
export async function insertAccount(ctx: Context, account: AccountRecord): Promise<boolean> {
  const { id, bookId, unitPath, ledgerAccountId, bankName, number, startsOn, opening } = account;
  const { numAffectedRows } = await sql`
    insert into finance.bank_account (id, book_id, unit_path, ledger_account_id, bank_name, number, starts_on, opening_fen,
      created_at)
    values (${id}, ${bookId}, ${unitPath}, ${ledgerAccountId}, ${bankName}, ${number}, ${startsOn}::date, ${opening.toString()},
      ${ctx.clock.now().toISOString()}) on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

/** With `lock`, whoever matches, takes in or finishes at the same moment waits. */
export async function accountRow(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<AccountRecord | null> {
  const { rows } = await sql<AccountRecord>`
    select ${accountColumns} from finance.bank_account a where a.id = ${id}
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function accountsByIds(ctx: Context, ids: readonly string[]): Promise<AccountRecord[]> {
  const { rows } = await sql<AccountRecord>`
    select ${accountColumns} from finance.bank_account a where a.id = any(${[...ids]}::uuid[])`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function accountRows(
  ctx: Context,
  { under, after, limit }: { under: readonly string[]; after: string | null; limit: number },
): Promise<AccountRecord[]> {
  const { rows } = await sql<AccountRecord>`
    select ${accountColumns} from finance.bank_account a
    where ${inAnySubtree(sql`a.unit_path`, under)} and ${after === null ? sql`true` : sql`a.id > ${after}::uuid`}
    order by a.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function changeAccount(
  ctx: Context,
  id: string,
  { bankName, number, opening }: Pick<AccountRecord, 'bankName' | 'number' | 'opening'>,
): Promise<void> {
  await sql`
    update finance.bank_account set bank_name = ${bankName}, number = ${number}, opening_fen = ${opening.toString()},
      version = version + 1 where id = ${id}`.execute(ctx.transaction);
}

export interface AccountState {
  accountId: string;
  sum: bigint;
  lastLineOn: Day | null;
  finishedUntil: Day | null;
}

/** What was read in of accounts, and until when their months are finished. */
export async function statesOf(ctx: Context, ids: readonly string[]): Promise<Map<string, AccountState>> {
  const { rows } = await sql<AccountState>`
    select a.id as "accountId", coalesce(l.sum, 0)::bigint as sum, l.last as "lastLineOn",
      (s.last + interval '1 month - 1 day')::date as "finishedUntil"
    from finance.bank_account a
    left join lateral (
      select sum(amount_fen) as sum, max(on_day) as last from finance.bank_line where account_id = a.id) l on true
    left join lateral (
      select max(month) as last from finance.bank_sheet where account_id = a.id and state <> 'reopened') s on true
    where a.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.accountId, row]));
}

export interface MonthCount {
  accountId: string;
  month: string;
  lines: number;
  open: number;
}

export async function monthCounts(ctx: Context, ids: readonly string[], from: Day): Promise<MonthCount[]> {
  const { rows } = await sql<MonthCount>`
    select account_id as "accountId", to_char(on_day, 'YYYY-MM') as month, count(*)::int as lines,
      (count(*) filter (where matched_fen <> amount_fen))::int as open
    from finance.bank_line where account_id = any(${[...ids]}::uuid[]) and on_day >= ${from}::date
    group by 1, 2`.execute(ctx.transaction);
  return rows;
}

export interface LineRecord {
  id: string;
  accountId: string;
  on: Day;
  amount: bigint;
  balance: bigint | null;
  serial: string;
  words: string;
  party: string;
  matched: bigint;
  voucherId: string | null;
}

const lineColumns = sql`l.id, l.account_id as "accountId", l.on_day as "on", l.amount_fen as amount, l.balance_fen as balance,
  l.serial, l.words, l.party, l.matched_fen as matched, l.voucher_id as "voucherId"`;

/** Lines within days, in the order of time. */
export async function linesWithin(
  ctx: Context,
  accountId: string,
  { from, to }: { from: Day; to: Day },
): Promise<LineRecord[]> {
  const { rows } = await sql<LineRecord>`
    select ${lineColumns} from finance.bank_line l
    where l.account_id = ${accountId} and l.on_day between ${from}::date and ${to}::date
    order by l.on_day, l.place`.execute(ctx.transaction);
  return rows;
}

export async function lineRow(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<LineRecord | null> {
  const { rows } = await sql<LineRecord>`
    select ${lineColumns} from finance.bank_line l where l.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function linesByIds(ctx: Context, ids: readonly string[]): Promise<LineRecord[]> {
  const { rows } = await sql<LineRecord>`
    select ${lineColumns} from finance.bank_line l where l.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** What was read in of days up to one, the day of the last line with a balance, and that balance. */
export async function readUntil(
  ctx: Context,
  accountId: string,
  to: Day,
): Promise<{ sum: bigint; stated: bigint | null; after: bigint }> {
  const { rows } = await sql<{ sum: bigint; stated: bigint | null; after: bigint }>`
    with until as (select * from finance.bank_line where account_id = ${accountId} and on_day <= ${to}::date),
      said as (select on_day, place, balance_fen from until where balance_fen is not null order by on_day desc, place desc limit 1)
    select coalesce((select sum(amount_fen) from until), 0)::bigint as sum, (select balance_fen from said) as stated,
      coalesce((select sum(u.amount_fen) from until u, said s where (u.on_day, u.place) > (s.on_day, s.place)), 0)::bigint as after`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export interface NewLine {
  readonly id: string;
  readonly on: Day;
  readonly amount: bigint;
  readonly balance: bigint | null;
  readonly serial: string;
  readonly words: string;
  readonly party: string;
}

const LINES_A_STATEMENT = 2000;

/** In the order given, behind all that the account has; whoever calls holds the account. */
export async function insertLines(
  ctx: Context,
  { accountId, statementId }: { accountId: string; statementId: string },
  lines: readonly NewLine[],
): Promise<void> {
  for (let at = 0; at < lines.length; at += LINES_A_STATEMENT) {
    const piece = lines.slice(at, at + LINES_A_STATEMENT).map((line, i) => ({
      ...{ ...line, i, amount: line.amount.toString(), balance: line.balance?.toString() ?? null },
    }));
    await sql`
      insert into finance.bank_line (id, account_id, statement_id, place, on_day, amount_fen, balance_fen, serial, words, party)
      select r.id, ${accountId}, ${statementId}, r.i + coalesce((
        select max(place) + 1 from finance.bank_line where account_id = ${accountId}), 0), r."on", r.amount, r.balance, r.serial,
        r.words, r.party
      from jsonb_to_recordset(${JSON.stringify(piece)}::jsonb) as r(id uuid, i int, "on" date, amount bigint, balance bigint,
        serial text, words text, party text)`.execute(ctx.transaction);
  }
}

/** What stands against taking a statement's lines back: whether one was used, and the first of their days. */
export async function useOfStatement(ctx: Context, id: string): Promise<{ isUsed: boolean; from: Day | null }> {
  const { rows } = await sql<{ isUsed: boolean; from: Day | null }>`
    select coalesce(bool_or(l.voucher_id is not null or exists (select from finance.bank_match m where m.line_id = l.id)), false)
      as "isUsed", min(l.on_day) as "from"
    from finance.bank_line l where l.statement_id = ${id}`.execute(ctx.transaction);
  return rows[0]!;
}

export async function deleteLines(ctx: Context, statementId: string): Promise<void> {
  await sql`delete from finance.bank_line where statement_id = ${statementId}`.execute(ctx.transaction);
}

export async function nameVoucher(ctx: Context, lineId: string, voucherId: string): Promise<void> {
  await sql`update finance.bank_line set voucher_id = ${voucherId} where id = ${lineId}`.execute(ctx.transaction);
}
