import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import { monthOf } from '../entries/rules';
import { isClosing } from '../sealing/store';

/** Debits and credits of an account within days, as they were said. */
export interface Turnover {
  readonly accountId: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface TurnoverQuestion {
  readonly bookIds: readonly string[];
  readonly from: Day;
  readonly to: Day;
  /** Entries of the year's end belong to balances and not to income and spending. */
  readonly withClosing: boolean;
  readonly accountIds?: readonly string[];
  readonly budgetLineIds?: readonly string[];
  readonly commitmentIds?: readonly string[];
}

/** Before this day nobody has kept books here. */
export const FIRST_DAY: Day = '1949-10-01';
/** No entry can be of a later day. */
export const LAST_DAY: Day = '2199-12-31';

interface Stretch {
  readonly months: { from: Day; before: Day };
  readonly days: readonly { from: Day; before: Day }[];
}

/** Whole months out of the fold by month, the days at both ends out of the fold by day. */
export function stretchOf(from: Day, to: Day): Stretch {
  const end = addDays(to, 1);
  const firstMonth = from === monthOf(from) ? from : monthOf(addDays(monthOf(from), 32));
  const lastMonth = monthOf(end);
  if (firstMonth >= lastMonth) return { months: { from, before: from }, days: [{ from, before: end }] };
  const days = [
    { from, before: firstMonth },
    { from: lastMonth, before: end },
  ];
  return { months: { from: firstMonth, before: lastMonth }, days: days.filter((span) => span.from < span.before) };
}

/** What was turned over within the days, sealed or still waiting, at this very moment: one row for each value of the key. */
export function turnoverRows(question: TurnoverQuestion, key: RawBuilder<unknown>): RawBuilder<unknown> {
  const { bookIds, from, to, withClosing, accountIds, budgetLineIds, commitmentIds } = question;
  const { months, days } = stretchOf(from, to);
  const among = (column: string, ids: readonly string[] | undefined) =>
    ids === undefined ? sql`true` : sql`${sql.ref(column)} = any(${[...ids]}::uuid[])`;
  const filters = sql`${among('account_id', accountIds)} and ${among('budget_line_id', budgetLineIds)}
    and ${among('commitment_id', commitmentIds)} and ${withClosing ? sql`true` : sql`not is_closing`}`;
  const inBooks = sql`book_id = any(${[...bookIds]}::uuid[])`;
  const daySpans = days.map((span) => sql`(day >= ${span.from}::date and day < ${span.before}::date)`);
  return sql`
    select ${key}, coalesce(sum(debit_fen), 0)::bigint as debit, coalesce(sum(credit_fen), 0)::bigint as credit from (
      select book_id, account_id, budget_line_id, commitment_id, is_closing, debit_fen, credit_fen from ledger.month_fold
      where ${inBooks} and month >= ${months.from}::date and month < ${months.before}::date
      union all
      select book_id, account_id, budget_line_id, commitment_id, is_closing, debit_fen, credit_fen from ledger.day_fold
      where ${inBooks} and (${daySpans.length > 0 ? sql.join(daySpans, sql` or `) : sql`false`})
      union all
      select p.book_id, p.account_id, p.budget_line_id, p.commitment_id,
        ${isClosing},
        case when p.side = 1 then p.amount_fen else 0 end, case when p.side = -1 then p.amount_fen else 0 end
      from ledger.waiting w join ledger.entry e on e.id = w.entry_id join ledger.posting p on p.entry_id = w.entry_id
      where w.book_id = any(${[...bookIds]}::uuid[]) and p.posted_on between ${from}::date and ${to}::date
    ) t where ${filters} group by ${key}`;
}

export async function turnovers(ctx: Context, question: TurnoverQuestion): Promise<Turnover[]> {
  const { rows } = await sql<Turnover>`
    select account_id as "accountId", debit, credit from (${turnoverRows(question, sql`account_id`)}) t`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface Turn {
  readonly accountId: string;
  /** Debit less credit of what stood before the days. */
  readonly opening: bigint;
  readonly debit: bigint;
  readonly credit: bigint;
}

/** What stood before days and what was turned over in them, the year's end included: one statement, and so one moment. */
export async function turnsOf(ctx: Context, bookId: string, { from, to }: { from: Day; to: Day }): Promise<Turn[]> {
  const spans = (first: Day, last: Day, isBefore: boolean) => {
    const { months, days } = stretchOf(first, last);
    const columns = sql`select account_id, debit_fen as debit, credit_fen as credit, ${sql.lit(isBefore)} as is_before`;
    const part = (fold: 'month' | 'day', span: { from: Day; before: Day }) => sql`
      ${columns} from ${sql.table(`ledger.${fold}_fold`)} where book_id = ${bookId}
        and ${sql.ref(fold)} >= ${span.from}::date and ${sql.ref(fold)} < ${span.before}::date`;
    return [...(months.from < months.before ? [part('month', months)] : []), ...days.map((span) => part('day', span))];
  };
  const parts = [...spans(FIRST_DAY, addDays(from, -1), true), ...spans(from, to, false)];
  const { rows } = await sql<Turn>`
    select account_id as "accountId", coalesce(sum(debit - credit) filter (where is_before), 0)::bigint as opening,
      coalesce(sum(debit) filter (where not is_before), 0)::bigint as debit,
      coalesce(sum(credit) filter (where not is_before), 0)::bigint as credit
    from (${sql.join(parts, sql` union all `)}
      union all
      select p.account_id, case when p.side = 1 then p.amount_fen else 0 end,
        case when p.side = -1 then p.amount_fen else 0 end, p.posted_on < ${from}::date
      from ledger.waiting w join ledger.posting p on p.entry_id = w.entry_id
      where w.book_id = ${bookId} and p.posted_on <= ${to}::date
    ) t group by 1`.execute(ctx.transaction);
  return rows;
}

/** Debit less credit of accounts at the end of a day, the year's-end entries included. */
export async function netBalances(
  ctx: Context,
  question: { bookId: string; on: Day; accountIds?: readonly string[] },
): Promise<ReadonlyMap<string, bigint>> {
  const { bookId, on, accountIds } = question;
  const rows = await turnovers(ctx, {
    ...{ bookIds: [bookId], from: FIRST_DAY, to: on, withClosing: true },
    ...(accountIds === undefined ? {} : { accountIds }),
  });
  return new Map(rows.map(({ accountId, debit, credit }) => [accountId, debit - credit]));
}

/** Debit less credit of one account's parties at the end of a day; whose records were merged count as one. */
export async function partyBalances(
  ctx: Context,
  question: { accountId: string; on: Day; partyIds?: readonly string[] },
): Promise<ReadonlyMap<string, bigint>> {
  const { accountId, on, partyIds } = question;
  const asked = partyIds === undefined ? sql`true` : sql`coalesce(y.joined_to, y.id) = any(${[...partyIds]}::uuid[])`;
  const { rows } = await sql<{ partyId: string; net: bigint }>`
    select coalesce(y.joined_to, y.id) as "partyId", sum(p.side * p.amount_fen)::bigint as net
    from ledger.party y join ledger.posting p on p.party_id = y.id
    where p.account_id = ${accountId} and p.posted_on <= ${on}::date and ${asked}
    group by 1`.execute(ctx.transaction);
  return new Map(rows.map(({ partyId, net }) => [partyId, net]));
}
