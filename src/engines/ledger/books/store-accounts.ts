import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { AccountRecord, BookRecord } from './store';

/**
 * Waits for all who are posting to any month of the book; from here until the commit nobody posts to it. Whoever changes what
 * an account takes must know that no posting is on its way.
 */
export async function holdBook(ctx: Context, book: Pick<BookRecord, 'id' | 'openedOn'>): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended('ledger.period ' || ${book.id}::uuid || m.month::date, 0))
    from (select generate_series(date_trunc('month', ${book.openedOn}::date), ${ctx.clock.today()}::date, '1 month') as month
      order by 1) m`.execute(ctx.transaction);
}

/** Of these accounts those that were ever posted to. */
export async function postedAmong(ctx: Context, accountIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select a.id from unnest(${[...accountIds]}::uuid[]) a(id)
    where exists (select from ledger.posting p where p.account_id = a.id)`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}

export async function insertAccount(ctx: Context, account: Omit<AccountRecord, 'isClosed' | 'version'>): Promise<void> {
  await sql`
    insert into ledger.account (id, book_id, code, name, element, is_contra, party, money, carries_to, is_summary)
    values (${account.id}, ${account.bookId}, ${account.code}, ${account.name}, ${account.element}, ${account.isContra},
      ${account.party}, ${account.money}, ${account.carriesTo}, ${account.isSummary})`.execute(ctx.transaction);
}

export async function makeSummary(ctx: Context, bookId: string, code: string): Promise<void> {
  await sql`
    update ledger.account set is_summary = true, version = version + 1
    where book_id = ${bookId} and code = ${code} and not is_summary`.execute(ctx.transaction);
}

/** Answers whether the account stood at the version that the person saw. */
export async function changeAccount(
  ctx: Context,
  { id, version }: { id: string; version: number },
  change: { name?: string; isClosed?: boolean },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ledger.account set name = coalesce(${change.name ?? null}, name),
      is_closed = coalesce(${change.isClosed ?? null}, is_closed), version = version + 1
    where id = ${id} and version = ${version}`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

/** Answers what stood against it: another version, or a book of the same kind and name. */
export async function renameBookRow(
  ctx: Context,
  { id, version }: { id: string; version: number },
  name: string,
): Promise<'done' | 'taken' | 'changed'> {
  const { rows } = await sql<{ isTaken: boolean }>`
    select exists (select from ledger.book o where o.unit_id = b.unit_id and o.kind = b.kind and o.name = ${name}
      and o.id <> b.id) as "isTaken" from ledger.book b where b.id = ${id} for no key update of b`.execute(
    ctx.transaction,
  );
  if (rows[0]?.isTaken === true) return 'taken';
  const { numAffectedRows } = await sql`
    update ledger.book set name = ${name}, version = version + 1 where id = ${id} and version = ${version}`.execute(
    ctx.transaction,
  );
  return numAffectedRows === 1n ? 'done' : 'changed';
}
