import { sql } from 'kysely';
import type { Context } from '#kernel';
import { subtreeRange } from '#engines/roster';
import type { Day } from '#kernel/contract';

export interface AssociationRecord {
  id: string;
  unitId: string;
  unitPath: string;
  bookId: string;
  foundedOn: Day;
  decision: string;
  edition: string;
  warnings: string[];
  acknowledgedAt: Date;
  acknowledgedByName: string;
}

const columns = sql`a.id, a.unit_id as "unitId", a.unit_path as "unitPath", a.book_id as "bookId", a.founded_on as "foundedOn",
  a.decision, a.edition, a.warnings, a.acknowledged_at as "acknowledgedAt", a.acknowledged_by_name as "acknowledgedByName"`;

export async function associationById(ctx: Context, id: string): Promise<AssociationRecord | null> {
  const { rows } = await sql<AssociationRecord>`
    select ${columns} from savings.association a where a.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Those of some subtrees, from the top down. */
export async function associationsUnder(ctx: Context, paths: readonly string[]): Promise<AssociationRecord[]> {
  const inAny = paths.map((path) => {
    const { from, to } = subtreeRange(path);
    return sql`(a.unit_path >= ${from} and a.unit_path < ${to})`;
  });
  const { rows } = await sql<AssociationRecord>`
    select ${columns} from savings.association a
    where ${inAny.length === 0 ? sql`false` : sql.join(inAny, sql` or `)} order by a.unit_path`.execute(
    ctx.transaction,
  );
  return rows;
}

/** The association that whoever belongs to a unit may save with: that of the unit or of one above it. */
export async function associationOver(ctx: Context, unitPath: string): Promise<AssociationRecord | null> {
  const { rows } = await sql<AssociationRecord>`
    select ${columns} from savings.association a where ${unitPath} like a.unit_path || '%'
    order by length(a.unit_path) desc limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function insertAssociation(
  ctx: Context,
  row: Omit<AssociationRecord, 'acknowledgedAt'> & { acknowledgedBy: string },
): Promise<void> {
  await sql`
    insert into savings.association (id, unit_id, unit_path, book_id, founded_on, decision, edition, warnings,
      acknowledged_at, acknowledged_by, acknowledged_by_name)
    values (${row.id}, ${row.unitId}, ${row.unitPath}, ${row.bookId}, ${row.foundedOn}::date, ${row.decision}, ${row.edition},
      ${JSON.stringify(row.warnings)}::jsonb, ${ctx.clock.now().toISOString()}, ${row.acknowledgedBy},
      ${row.acknowledgedByName})`.execute(ctx.transaction);
}

/** One at a time pays out of an association's money, numbers its accounts, or shares: who comes second sees what is left. */
export async function holdAssociation(ctx: Context, id: string): Promise<void> {
  await sql`select from savings.association where id = ${id} for no key update`.execute(ctx.transaction);
}

/** One founding at a time. */
export async function holdFounding(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('savings.founding', 0))`.execute(ctx.transaction);
}

export interface OwnFigures {
  accounts: number;
  savings: bigint;
  loans: bigint;
}

/** What the accounts and loans of an association were at the end of a day, by their own movements. */
export async function figuresOn(ctx: Context, associationId: string, on: Day): Promise<OwnFigures> {
  const { rows } = await sql<OwnFigures>`
    select (select count(*)::int from savings.account where association_id = ${associationId}
        and opened_on <= ${on}::date and (closed_on is null or closed_on > ${on}::date)) as accounts,
      coalesce(sum(m.amount_fen), 0)::bigint as savings, coalesce(sum(m.loan_fen), 0)::bigint as loans
    from savings.movement m join savings.account a on a.id = m.account_id
    where a.association_id = ${associationId} and m.moved_on <= ${on}::date`.execute(ctx.transaction);
  return rows[0]!;
}

/** What the rows say that are kept beside the movements: balances of accounts, debts of loans. */
export async function keptFigures(
  ctx: Context,
  associationId: string,
): Promise<{ savings: bigint; loans: bigint; strays: number }> {
  const { rows } = await sql<{ savings: bigint; loans: bigint; strays: number }>`
    select coalesce(sum(a.balance_fen), 0)::bigint as savings,
      (select coalesce(sum(l.owed_fen), 0)::bigint from savings.loan l join savings.account b on b.id = l.account_id
        where b.association_id = ${associationId}) as loans,
      (count(*) filter (where a.balance_fen <> coalesce(m.amount, 0)))::int as strays
    from savings.account a
    left join (select account_id, sum(amount_fen) as amount from savings.movement group by 1) m on m.account_id = a.id
    where a.association_id = ${associationId}`.execute(ctx.transaction);
  return rows[0]!;
}
