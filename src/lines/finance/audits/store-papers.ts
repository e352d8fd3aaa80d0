import { sql } from 'kysely';
import { userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PaperResult } from './contract';
import { when } from './store';

export interface PaperRecord {
  auditId: string;
  entryId: string;
  bookId: string;
  on: Day;
  amount: bigint;
  result: PaperResult;
  note: string;
  lookedByName: string;
  version: number;
}

const columns = sql`p.audit_id as "auditId", p.entry_id as "entryId", p.book_id as "bookId", p.on_day as "on",
  p.amount_fen as amount, p.result, p.note, p.looked_by_name as "lookedByName", p.version`;

export interface PaperQuestion {
  readonly auditId: string;
  readonly result?: PaperResult | undefined;
  readonly drawId?: string | undefined;
  readonly bookId?: string | undefined;
  readonly after: readonly [day: string, id: string] | null;
  readonly limit: number;
}

export async function paperRows(ctx: Context, question: PaperQuestion): Promise<PaperRecord[]> {
  const { auditId, result, drawId, bookId, after, limit } = question;
  const drawn = (id: string) =>
    sql`exists (select from finance.audit_drawn d where d.draw_id = ${id}::uuid and d.entry_id = p.entry_id)`;
  const { rows } = await sql<PaperRecord>`
    select ${columns} from finance.audit_paper p
    where p.audit_id = ${auditId} and ${when(result, (one) => sql`p.result = ${one}`)} and ${when(drawId, drawn)}
      and ${when(bookId, (one) => sql`p.book_id = ${one}::uuid`)}
      and ${after === null ? sql`true` : sql`(p.on_day, p.entry_id) > (${after[0]}::date, ${after[1]}::uuid)`}
    order by p.on_day, p.entry_id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function paperRecord(ctx: Context, auditId: string, entryId: string): Promise<PaperRecord | null> {
  const { rows } = await sql<PaperRecord>`
    select ${columns} from finance.audit_paper p
    where p.audit_id = ${auditId} and p.entry_id = ${entryId} for no key update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function papersByEntries(
  ctx: Context,
  auditId: string,
  entryIds: readonly string[],
): Promise<PaperRecord[]> {
  const { rows } = await sql<PaperRecord>`
    select ${columns} from finance.audit_paper p
    where p.audit_id = ${auditId} and p.entry_id = any(${[...entryIds]}::uuid[]) order by p.on_day, p.entry_id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function writePapers(
  ctx: Context,
  auditId: string,
  entryIds: readonly string[],
  { result, note }: { result: PaperResult; note?: string },
): Promise<void> {
  const at = result === 'open' ? null : ctx.clock.now().toISOString();
  await sql`
    update finance.audit_paper set result = ${result}, note = coalesce(${note ?? null}::text, note),
      looked_at = ${at}::timestamptz, looked_by_name = ${result === 'open' ? '' : userOf(ctx).name}, version = version + 1
    where audit_id = ${auditId} and entry_id = any(${[...entryIds]}::uuid[])`.execute(ctx.transaction);
}

/** The findings that stand about entries of an audit. */
export async function findingsOfEntries(
  ctx: Context,
  auditId: string,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; number: number }[]>> {
  const { rows } = await sql<{ entryId: string; id: string; number: number }>`
    select e.entry_id as "entryId", f.id, f.number
    from finance.audit_finding_entry e join finance.audit_finding f on f.id = e.finding_id and f.state <> 'withdrawn'
    where e.audit_id = ${auditId} and e.entry_id = any(${[...entryIds]}::uuid[]) order by f.number`.execute(
    ctx.transaction,
  );
  const byEntry = new Map<string, { id: string; number: number }[]>();
  for (const { entryId, id, number } of rows) byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), { id, number }]);
  return byEntry;
}
