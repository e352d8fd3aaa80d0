import { sql } from 'kysely';
import type { Context } from '#kernel';

export interface YearEndRecord {
  id: string;
  bookId: string;
  year: number;
  state: 'proposed' | 'closed' | 'declined' | 'reopening' | 'reopened';
  /** The net asset of each account, by its code. */
  targets: Record<string, string>;
  fingerprint: string;
  proposedBy: string;
  proposedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  reason: string;
  askedBy: string | null;
}

const columns = sql`y.id, y.book_id as "bookId", y.year, y.state, y.targets, y.fingerprint, y.proposed_by as "proposedBy",
  y.proposed_at as "proposedAt", y.decided_by as "decidedBy", y.decided_at as "decidedAt", y.reason, y.asked_by as "askedBy"`;

/** Whether it keeps another one of its year from being proposed. */
export const isStanding = ({ state }: Pick<YearEndRecord, 'state'>): boolean =>
  state === 'proposed' || state === 'closed' || state === 'reopening';

/** Answers false where a proposal of the year stands, or the year is closed. */
export async function insertYearEnd(
  ctx: Context,
  row: Pick<YearEndRecord, 'id' | 'bookId' | 'year' | 'targets' | 'fingerprint' | 'proposedBy'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ledger.year_end (id, book_id, year, state, targets, fingerprint, proposed_by, proposed_at)
    values (${row.id}, ${row.bookId}, ${row.year}, 'proposed', ${JSON.stringify(row.targets)}::jsonb, ${row.fingerprint},
      ${row.proposedBy}, ${ctx.clock.now().toISOString()}) on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function yearEndById(ctx: Context, id: string, lock?: 'lock'): Promise<YearEndRecord | null> {
  const { rows } = await sql<YearEndRecord>`
    select ${columns} from ledger.year_end y where y.id = ${id}
    ${lock === undefined ? sql`` : sql`for no key update`}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** All that was ever proposed of a book's years, the newest first. */
export async function yearEndsOf(ctx: Context, bookId: string): Promise<YearEndRecord[]> {
  const { rows } = await sql<YearEndRecord>`
    select ${columns} from ledger.year_end y where y.book_id = ${bookId} order by y.year desc, y.proposed_at desc, y.id desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function writeYearEnd(
  ctx: Context,
  { id, state, decidedBy, reason, askedBy }: Pick<YearEndRecord, 'id' | 'state' | 'decidedBy' | 'reason' | 'askedBy'>,
): Promise<void> {
  await sql`
    update ledger.year_end set state = ${state}, decided_by = ${decidedBy}::uuid, decided_at = ${ctx.clock.now().toISOString()},
      reason = ${reason}, asked_by = ${askedBy}::uuid where id = ${id}`.execute(ctx.transaction);
}

export async function isYearClosed(ctx: Context, bookId: string, year: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from ledger.year_end where book_id = ${bookId} and year = ${year}
      and state in ('closed', 'reopening')) as is`.execute(ctx.transaction);
  return rows[0]!.is;
}

export interface ClosingEntry {
  id: string;
  source: string;
  month: string;
  voucherNumber: number | null;
  isReversed: boolean;
}

/** The entries that years' ends have made, by `ledger.year_end:<id>`. */
export async function entriesOfSources(ctx: Context, sources: readonly string[]): Promise<ClosingEntry[]> {
  const { rows } = await sql<ClosingEntry>`
    select e.id, e.source, to_char(e.month, 'YYYY-MM') as month, s.voucher_number as "voucherNumber",
      exists (select from ledger.entry r where r.reverses_id = e.id) as "isReversed"
    from ledger.entry e left join ledger.seal s on s.entry_id = e.id
    where e.source = any(${[...sources]}::text[]) and e.kind = 'closing' order by e.id`.execute(ctx.transaction);
  return rows;
}

/** What closing entries took off accounts of income and spending, by the accounts' codes: debit less credit that stood there. */
export async function carriedBy(ctx: Context, source: string): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ code: string; net: bigint }>`
    select a.code, -sum(p.side * p.amount_fen)::bigint as net
    from ledger.entry e join ledger.posting p on p.entry_id = e.id join ledger.account a on a.id = p.account_id
    where e.source = ${source} and e.kind = 'closing' and a.element in ('income', 'expense') group by 1`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ code, net }) => [code, net]));
}
