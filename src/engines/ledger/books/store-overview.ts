import { sql } from 'kysely';
import type { Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import { monthOf } from '../entries/rules';
import { openingEntries } from '../entries/store-opening';
import { isClosing } from '../sealing/store';
import type { FlowPart } from './flows';
import type { BookRecord } from './store';

export interface BookQuestion {
  readonly paths: readonly string[];
  readonly kind: string | undefined;
  readonly after: readonly [path: string, id: string] | null;
  readonly limit: number;
}

/** Books below the paths, unit by unit, each unit's in the order in which they were founded. */
export async function bookPage(ctx: Context, { paths, kind, after, limit }: BookQuestion): Promise<BookRecord[]> {
  const ranges = paths.map((path) => subtreeRange(path));
  const { rows } = await sql<BookRecord>`
    select b.id, b.unit_id as "unitId", b.unit_path as "unitPath", b.kind, b.name, b.chart, b.opened_on as "openedOn",
      b.closed_on as "closedOn", b.version
    from ledger.book b
    where exists (select from unnest(${ranges.map((one) => one.from)}::text[], ${ranges.map((one) => one.to)}::text[]) r("from", "to")
        where b.unit_path >= r."from" and b.unit_path < r."to")
      and ${kind === undefined ? sql`true` : sql`b.kind = ${kind}`}
      and ${after === null ? sql`true` : sql`(b.unit_path, b.id) > (${after[0]}, ${after[1]}::uuid)`}
    order by b.unit_path, b.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/**
 * What was turned over in books up to a day, sealed or still waiting, by month and sort of account: months before `first`
 * as one, the month of the day up to the day.
 */
export async function flowParts(
  ctx: Context,
  { bookIds, first, on }: { bookIds: readonly string[]; first: Day; on: Day },
): Promise<(FlowPart & { bookId: string })[]> {
  const ids = sql`any(${[...bookIds]}::uuid[])`;
  const bucket = (month: ReturnType<typeof sql>) =>
    sql`case when ${month} < ${first}::date then null else ${month} end as month`;
  const { rows } = await sql<FlowPart & { bookId: string }>`
    select s.book_id as "bookId", s.month, a.element, a.money, s.is_closing as "isClosing",
      sum(s.debit)::bigint as debit, sum(s.credit)::bigint as credit
    from (
      select book_id, account_id, is_closing, month, sum(debit_fen) as debit, sum(credit_fen) as credit from (
        select book_id, account_id, is_closing, ${bucket(sql`month`)}, debit_fen, credit_fen from ledger.month_fold
        where book_id = ${ids} and month < ${monthOf(on)}::date
        union all
        select book_id, account_id, is_closing, ${monthOf(on)}::date, debit_fen, credit_fen from ledger.day_fold
        where book_id = ${ids} and day >= ${monthOf(on)}::date and day < ${addDays(on, 1)}::date
        union all
        select p.book_id, p.account_id, ${isClosing}, ${bucket(sql`w.month`)},
          case when p.side = 1 then p.amount_fen else 0 end, case when p.side = -1 then p.amount_fen else 0 end
        from ledger.waiting w join ledger.entry e on e.id = w.entry_id join ledger.posting p on p.entry_id = w.entry_id
        where w.book_id = ${ids} and p.posted_on < ${addDays(on, 1)}::date
      ) t group by 1, 2, 3, 4
    ) s join ledger.account a on a.id = s.account_id
    group by 1, 2, 3, 4, 5`.execute(ctx.transaction);
  return rows;
}

/** The entries with which books began, and what took such back, as parts of the same kind. */
export async function openingParts(
  ctx: Context,
  { bookIds, first, on }: { bookIds: readonly string[]; first: Day; on: Day },
): Promise<(FlowPart & { bookId: string })[]> {
  const { rows } = await sql<FlowPart & { bookId: string }>`
    select p.book_id as "bookId", case when e.month < ${first}::date then null else e.month end as month, a.element, a.money,
      false as "isClosing", coalesce(sum(p.amount_fen) filter (where p.side = 1), 0)::bigint as debit,
      coalesce(sum(p.amount_fen) filter (where p.side = -1), 0)::bigint as credit
    from (${openingEntries(bookIds)}) o join ledger.entry e on e.id = o.id
    join ledger.posting p on p.entry_id = e.id join ledger.account a on a.id = p.account_id
    where e.posted_on <= ${on}::date
    group by 1, 2, 3, 4`.execute(ctx.transaction);
  return rows;
}

/** How many entries of each of the books wait for their numbers. */
export async function waitingIn(ctx: Context, bookIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ bookId: string; count: number }>`
    select book_id as "bookId", count(*)::int as count from ledger.waiting
    where book_id = any(${[...bookIds]}::uuid[]) group by 1`.execute(ctx.transaction);
  return new Map(rows.map(({ bookId, count }) => [bookId, count]));
}
