import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface MatchRecord {
  id: string;
  accountId: string;
  lineId: string;
  entryId: string;
  entryLine: number;
  amount: bigint;
  countsFrom: Day;
  matchedAt: Date;
  matchedByName: string;
  isUndone: boolean;
}

const columns = sql`m.id, m.account_id as "accountId", m.line_id as "lineId", m.entry_id as "entryId",
  m.entry_line as "entryLine", m.amount_fen as amount, m.counts_from as "countsFrom", m.matched_at as "matchedAt",
  m.matched_by_name as "matchedByName", m.undone_at is not null as "isUndone"`;

/** What is matched of lines of the bank and of the book, by what counts up to a day. */
export async function matchedUntil(
  ctx: Context,
  accountId: string,
  until: Day,
): Promise<{ lines: Map<string, bigint>; entries: Map<string, bigint> }> {
  const { rows } = await sql<{ key: string; isLine: boolean; amount: bigint }>`
    select line_id::text as key, true as "isLine", sum(amount_fen)::bigint as amount from finance.bank_match
    where account_id = ${accountId} and undone_at is null and counts_from <= ${until}::date group by 1
    union all
    select entry_id || '.' || entry_line, false, sum(amount_fen)::bigint from finance.bank_match
    where account_id = ${accountId} and undone_at is null and counts_from <= ${until}::date group by 1`.execute(
    ctx.transaction,
  );
  const of = (isLine: boolean) =>
    new Map(rows.filter((row) => row.isLine === isLine).map((row) => [row.key, row.amount]));
  return { lines: of(true), entries: of(false) };
}

export interface NewMatch {
  readonly id: string;
  readonly lineId: string;
  readonly entryId: string;
  readonly entryLine: number;
  readonly amount: bigint;
  readonly countsFrom: Day;
  /** The book's line as it stands. */
  readonly posted: { readonly on: Day; readonly amount: bigint };
}

/** The tables' own checks refuse what exceeds a line on either side. */
export async function insertMatches(
  ctx: Context,
  accountId: string,
  matches: readonly NewMatch[],
  by: { accountId: string; name: string },
): Promise<void> {
  const rows = matches.map(({ posted, amount, ...match }) => ({
    ...{ ...match, amount: amount.toString(), postedOn: posted.on, postedAmount: posted.amount.toString() },
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "lineId" uuid, "entryId" uuid,
    "entryLine" int, amount bigint, "countsFrom" date, "postedOn" date, "postedAmount" bigint)`;
  await sql`
    insert into finance.bank_posting (account_id, entry_id, line, on_day, amount_fen)
    select distinct ${accountId}::uuid, r."entryId", r."entryLine", r."postedOn", r."postedAmount" from ${given}
    on conflict do nothing`.execute(ctx.transaction);
  await sql`
    insert into finance.bank_match (id, account_id, line_id, entry_id, entry_line, amount_fen, counts_from, matched_at,
      matched_by, matched_by_name)
    select r.id, ${accountId}, r."lineId", r."entryId", r."entryLine", r.amount, r."countsFrom",
      ${ctx.clock.now().toISOString()}, ${by.accountId}, ${by.name} from ${given}`.execute(ctx.transaction);
  await sql`
    update finance.bank_line l set matched_fen = l.matched_fen + s.amount
    from (select "lineId", sum(amount)::bigint as amount from ${given} group by 1) s where l.id = s."lineId"`.execute(
    ctx.transaction,
  );
  await sql`
    update finance.bank_posting p set matched_fen = p.matched_fen + s.amount
    from (select "entryId", "entryLine", sum(amount)::bigint as amount from ${given} group by 1, 2) s
    where p.entry_id = s."entryId" and p.line = s."entryLine"`.execute(ctx.transaction);
}

export async function matchById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<MatchRecord | null> {
  const { rows } = await sql<MatchRecord>`
    select ${columns} from finance.bank_match m where m.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function matchRecords(
  ctx: Context,
  question: { accountId: string; from: Day; to: Day; after: readonly [day: string, id: string] | null; limit: number },
): Promise<MatchRecord[]> {
  const { accountId, from, to, after, limit } = question;
  const { rows } = await sql<MatchRecord>`
    select ${columns} from finance.bank_match m
    where m.account_id = ${accountId} and m.undone_at is null and m.counts_from between ${from}::date and ${to}::date
      and ${after === null ? sql`true` : sql`(m.counts_from, m.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by m.counts_from desc, m.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function undoMatch(ctx: Context, match: MatchRecord, byName: string, reason: string): Promise<void> {
  const { id, lineId, entryId, entryLine, amount } = match;
  await sql`
    update finance.bank_match set undone_at = ${ctx.clock.now().toISOString()}, undone_by_name = ${byName},
      undo_reason = ${reason} where id = ${id}`.execute(ctx.transaction);
  await sql`
    update finance.bank_line set matched_fen = matched_fen - ${amount.toString()}::bigint where id = ${lineId}`.execute(
    ctx.transaction,
  );
  await sql`
    update finance.bank_posting set matched_fen = matched_fen - ${amount.toString()}::bigint
    where entry_id = ${entryId} and line = ${entryLine}`.execute(ctx.transaction);
}
