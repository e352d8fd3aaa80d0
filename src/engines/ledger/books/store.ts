import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import type { ChartAccount, Element, PartyKind } from '../charts/chart';

export interface BookRecord {
  id: string;
  unitId: string;
  unitPath: string;
  kind: string;
  name: string;
  chart: string;
  openedOn: Day;
  closedOn: Day | null;
  version: number;
}

const bookColumns = sql`b.id, b.unit_id as "unitId", b.unit_path as "unitPath", b.kind, b.name, b.chart,
  b.opened_on as "openedOn", b.closed_on as "closedOn", b.version`;

export async function insertBook(
  ctx: Context,
  book: Omit<BookRecord, 'closedOn' | 'version'>,
  accounts: readonly (ChartAccount & { id: string; isSummary: boolean })[],
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into ledger.book (id, unit_id, unit_path, kind, name, chart, opened_on, created_at)
    values (${book.id}, ${book.unitId}, ${book.unitPath}, ${book.kind}, ${book.name}, ${book.chart}, ${book.openedOn}::date,
      ${ctx.clock.now().toISOString()}) on conflict do nothing`.execute(ctx.transaction);
  if (numAffectedRows === 0n) return false;
  await sql`
    insert into ledger.account (id, book_id, code, name, element, is_contra, party, money, carries_to, is_summary, is_clearing)
    select id, ${book.id}, code, name, element, is_contra, party, money, carries_to, is_summary, is_clearing
    from jsonb_to_recordset(${JSON.stringify(accounts.map(asRow))}::jsonb) as r(id uuid, code text, name text, element text,
      is_contra boolean, party text, money text, carries_to text, is_summary boolean, is_clearing boolean)`.execute(
    ctx.transaction,
  );
  return true;
}

const asRow = (account: ChartAccount & { id: string; isSummary: boolean }) => ({
  id: account.id,
  code: account.code,
  name: account.name,
  element: account.element,
  is_contra: account.isContra ?? false,
  party: account.party ?? null,
  money: account.money ?? null,
  carries_to: account.carriesTo ?? null,
  is_summary: account.isSummary,
  is_clearing: account.isClearing ?? false,
});

export async function bookById(ctx: Context, id: string, lock?: 'lock'): Promise<BookRecord | null> {
  const held = lock === undefined ? sql`` : sql`for no key update of b`;
  const { rows } = await sql<BookRecord>`select ${bookColumns} from ledger.book b where b.id = ${id} ${held}`.execute(
    ctx.steady,
  );
  return rows[0] ?? null;
}

export async function booksByIds(ctx: Context, ids: readonly string[]): Promise<BookRecord[]> {
  const { rows } = await sql<BookRecord>`
    select ${bookColumns} from ledger.book b where b.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

/** The books of units and of all below them, in the order in which they were founded. */
export async function booksUnder(ctx: Context, paths: readonly string[]): Promise<BookRecord[]> {
  const ranges = paths.map(subtreeRange).map(({ from, to }) => sql`(b.unit_path >= ${from} and b.unit_path < ${to})`);
  if (ranges.length === 0) return [];
  const { rows } = await sql<BookRecord>`
    select ${bookColumns} from ledger.book b where ${sql.join(ranges, sql` or `)} order by b.unit_path, b.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface AccountRecord {
  id: string;
  bookId: string;
  code: string;
  name: string;
  element: Element;
  isContra: boolean;
  party: PartyKind | null;
  money: 'cash' | 'bank' | null;
  carriesTo: string | null;
  isSummary: boolean;
  isClearing: boolean;
  isClosed: boolean;
  version: number;
}

const accountColumns = sql`a.id, a.book_id as "bookId", a.code, a.name, a.element, a.is_contra as "isContra", a.party, a.money,
  a.carries_to as "carriesTo", a.is_summary as "isSummary", a.is_clearing as "isClearing", a.is_closed as "isClosed", a.version`;

export async function accountById(ctx: Context, id: string): Promise<AccountRecord | null> {
  const { rows } = await sql<AccountRecord>`
    select ${accountColumns} from ledger.account a where a.id = ${id}`.execute(ctx.steady);
  return rows[0] ?? null;
}

export async function accountsOf(ctx: Context, bookIds: readonly string[]): Promise<AccountRecord[]> {
  const { rows } = await sql<AccountRecord>`
    select ${accountColumns} from ledger.account a where a.book_id = any(${[...bookIds]}::uuid[])
    order by a.book_id, a.code`.execute(ctx.steady);
  return rows;
}
