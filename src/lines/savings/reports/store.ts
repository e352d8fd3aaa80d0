import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { MovementKind } from '../terms';

export interface ReportRecord {
  id: string;
  associationId: string;
  year: number;
  half: number;
  version: number;
  isReplaced: boolean;
  /** Sums of money as texts of fen. */
  figures: unknown;
  words: string;
  publishedAt: Date;
  publishedByName: string;
}

const columns = sql`r.id, r.association_id as "associationId", r.year, r.half, r.version, r.figures, r.words,
  exists (select from savings.report n where n.association_id = r.association_id and n.year = r.year and n.half = r.half
    and n.version > r.version) as "isReplaced",
  r.published_at as "publishedAt", r.published_by_name as "publishedByName"`;

export async function reportById(ctx: Context, id: string): Promise<ReportRecord | null> {
  const { rows } = await sql<ReportRecord>`select ${columns} from savings.report r where r.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function reportsOf(ctx: Context, associationId: string): Promise<ReportRecord[]> {
  const { rows } = await sql<ReportRecord>`
    select ${columns} from savings.report r where r.association_id = ${associationId}
    order by r.year desc, r.half desc, r.version desc limit 200`.execute(ctx.transaction);
  return rows;
}

export async function insertReport(
  ctx: Context,
  told: Pick<ReportRecord, 'associationId' | 'year' | 'half' | 'version' | 'words'> & { figures: string },
): Promise<string> {
  const id = newId();
  const { accountId, name } = userOf(ctx);
  await sql`
    insert into savings.report (id, association_id, year, half, version, figures, words, published_at, published_by,
      published_by_name)
    values (${id}, ${told.associationId}, ${told.year}, ${told.half}, ${told.version}, ${told.figures}::jsonb, ${told.words},
      ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(ctx.transaction);
  return id;
}

export interface MovedSum {
  kind: MovementKind;
  amount: bigint;
  loanAmount: bigint;
}

/** What moved within days by kind; what was taken back counts against its kind on the day on which it was. */
export async function movedBetween(
  ctx: Context,
  associationId: string,
  { from, to }: { from: Day; to: Day },
): Promise<MovedSum[]> {
  const { rows } = await sql<MovedSum>`
    select coalesce(o.kind, m.kind) as kind, sum(m.amount_fen)::bigint as amount, sum(m.loan_fen)::bigint as "loanAmount"
    from savings.movement m join savings.account a on a.id = m.account_id
    left join savings.movement o on o.id = m.reverses_id
    where a.association_id = ${associationId} and m.moved_on between ${from}::date and ${to}::date
    group by 1`.execute(ctx.transaction);
  return rows;
}

export interface CountedThen {
  opened: number;
  closed: number;
  paidCount: number;
  openCount: number;
  overdue: bigint;
  overdueCount: number;
  hopeless: bigint;
}

/** How many accounts came and went within days, and how loans stood at the end of the last one. */
export async function countedThen(
  ctx: Context,
  associationId: string,
  { from, to }: { from: Day; to: Day },
): Promise<CountedThen> {
  const { rows } = await sql<CountedThen>`
    with loans as (
      select l.id, l.amount_fen as amount, l.paid_on,
        (select coalesce(sum(m.loan_fen), 0) from savings.movement m where m.loan_id = l.id and m.moved_on <= ${to}::date) as owed,
        (select coalesce(sum(i.amount_fen), 0) from savings.loan_instalment i where i.loan_id = l.id and i.due_on < ${to}::date) as due,
        exists (select from savings.hopeless h where h.loan_id = l.id and h.state = 'declared' and h.decided_on <= ${to}::date)
          as is_hopeless
      from savings.loan l join savings.account a on a.id = l.account_id
      where a.association_id = ${associationId} and l.paid_on <= ${to}::date
    ), late as (select greatest(0, due - (amount - owed)) as overdue from loans where owed > 0)
    select
      (select count(*)::int from savings.account where association_id = ${associationId}
        and opened_on between ${from}::date and ${to}::date) as opened,
      (select count(*)::int from savings.account where association_id = ${associationId}
        and closed_on between ${from}::date and ${to}::date) as closed,
      (select count(*)::int from loans where paid_on >= ${from}::date) as "paidCount",
      (select count(*)::int from loans where owed > 0) as "openCount",
      (select coalesce(sum(overdue), 0)::bigint from late) as overdue,
      (select count(*)::int from late where overdue > 0) as "overdueCount",
      (select coalesce(sum(owed), 0)::bigint from loans where is_hopeless) as hopeless`.execute(ctx.transaction);
  return rows[0]!;
}
