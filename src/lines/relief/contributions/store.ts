import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Way } from '../terms';

export const inAnySubtree = (column: RawBuilder<unknown>, under: readonly string[]): RawBuilder<unknown> =>
  sql`exists (select from unnest(${[...under]}::text[]) as u(path) where starts_with(${column}, u.path))`;

export interface NewContribution {
  readonly id: string;
  readonly personId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly bookId: string;
  readonly entryId: string;
}

export interface ContributionHead {
  readonly period: string;
  readonly amount: bigint;
  readonly on: Day;
  readonly way: Way;
  readonly listId: string | null;
  readonly ruleVersionId: string;
  readonly byId: string;
  readonly byName: string;
}

/** Who has paid for the period already stands in the way: answers how many went in. */
export async function insertContributions(
  ctx: Context,
  head: ContributionHead,
  rows: readonly NewContribution[],
): Promise<number> {
  const ids = (pick: (row: NewContribution) => string) => sql`${rows.map(pick)}::uuid[]`;
  const { rows: put } = await sql<{ id: string }>`
    insert into relief.contribution (id, person_id, unit_id, unit_path, book_id, entry_id, period, amount_fen, paid_on, way, list_id,
      rule_version_id, recorded_at, recorded_by, recorded_by_name)
    select c.*, ${head.period}, ${head.amount.toString()}::bigint, ${head.on}::date, ${head.way}, ${head.listId}::uuid,
      ${head.ruleVersionId}::uuid, ${ctx.clock.now().toISOString()}::timestamptz, ${head.byId}::uuid, ${head.byName}
    from unnest(${ids((row) => row.id)}, ${ids((row) => row.personId)}, ${ids((row) => row.unitId)},
      ${rows.map((row) => row.unitPath)}::text[], ${ids((row) => row.bookId)}, ${ids((row) => row.entryId)}) as c
    on conflict (person_id, period) where undone_at is null do nothing returning id`.execute(ctx.transaction);
  return put.length;
}

export interface ContributionRecord {
  id: string;
  personId: string;
  unitId: string;
  unitPath: string;
  bookId: string;
  period: string;
  amount: bigint;
  on: Day;
  way: Way;
  listId: string | null;
  entryId: string;
  byName: string;
  undoReason: string | null;
}

const columns = sql`c.id, c.person_id as "personId", c.unit_id as "unitId", c.unit_path as "unitPath", c.book_id as "bookId",
  c.period, c.amount_fen as amount, c.paid_on as "on", c.way, c.list_id as "listId", c.entry_id as "entryId",
  c.recorded_by_name as "byName", c.undo_reason as "undoReason"`;

export async function contributionById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<ContributionRecord | null> {
  const { rows } = await sql<ContributionRecord>`
    select ${columns} from relief.contribution c where c.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function contributionRows(
  ctx: Context,
  question: { under: readonly string[]; year?: number | undefined; after: string | null; limit: number },
): Promise<ContributionRecord[]> {
  const { under, year, after, limit } = question;
  const next =
    after === null
      ? sql`true`
      : sql`(c.paid_on, c.id) < (select a.paid_on, a.id from relief.contribution a where a.id = ${after}::uuid)`;
  const { rows } = await sql<ContributionRecord>`
    select ${columns} from relief.contribution c where ${inAnySubtree(sql`c.unit_path`, under)} and ${next}
      and ${year === undefined ? sql`true` : sql`c.paid_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`}
    order by c.paid_on desc, c.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function ownContributions(ctx: Context, personId: string): Promise<ContributionRecord[]> {
  const { rows } = await sql<ContributionRecord>`
    select ${columns} from relief.contribution c where c.person_id = ${personId} and c.undone_at is null
    order by c.paid_on desc, c.id desc`.execute(ctx.transaction);
  return rows;
}

/** Who of the people has paid for the period, or paid once for all. */
export async function paidAlready(ctx: Context, personIds: readonly string[], period: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from relief.contribution
    where person_id = any(${[...personIds]}::uuid[]) and period = ${period} and undone_at is null`.execute(
    ctx.transaction,
  );
  return new Set(rows.map((row) => row.id));
}

export async function countPaid(ctx: Context, under: readonly string[], period: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from relief.contribution c
    where ${inAnySubtree(sql`c.unit_path`, under)} and c.period = ${period} and c.undone_at is null`.execute(
    ctx.transaction,
  );
  return rows[0]!.count;
}

/** Takes rows of a table of this line back, one of them or all of a list. */
export async function takeBack(
  ctx: Context,
  table: 'contribution' | 'gift' | 'addition' | 'fund_list',
  which: { id: string } | { listId: string },
  reason: string,
): Promise<void> {
  const asked = 'id' in which ? sql`id = ${which.id}` : sql`list_id = ${which.listId} and undone_at is null`;
  await sql`
    update ${sql.table(`relief.${table}`)} set undone_at = ${ctx.clock.now().toISOString()},
      undone_by_name = ${ctx.user?.name ?? ''}, undo_reason = ${reason} where ${asked}`.execute(ctx.transaction);
}

export async function contributionsByVersion(
  ctx: Context,
  versionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select rule_version_id as id, count(*)::int as count from relief.contribution
    where rule_version_id = any(${[...versionIds]}::uuid[]) and undone_at is null group by 1`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row.count]));
}
