import { sql } from 'kysely';
import type { Context } from '#kernel';
import { addDays, type Day } from '#kernel/contract';
import type { ShareRule } from '../parameter-contract';
import { yearUntil } from '../rules';
import type { ShareState } from '../terms';
import type { Fault } from '../store-work';

export interface ShareRecord {
  id: string;
  associationId: string;
  year: number;
  sum: bigint;
  ruleId: string;
  postedOn: Day;
  decision: string;
  state: ShareState;
  fault: Fault | null;
  counts: Record<string, string>;
  entryIds: string[];
  createdAt: Date;
  createdBy: string;
  createdByName: string;
  decidedBy: string | null;
  decidedByName: string | null;
  refusal: string | null;
  undoneByName: string | null;
  undoReason: string | null;
}

const columns = sql`r.id, r.association_id as "associationId", r.year, r.sum_fen as sum, r.rule_id as "ruleId",
  r.posted_on as "postedOn", r.decision, r.state, r.fault, r.counts, r.entry_ids::text[] as "entryIds",
  r.created_at as "createdAt", r.created_by as "createdBy", r.created_by_name as "createdByName", r.decided_by as "decidedBy",
  r.decided_by_name as "decidedByName", r.refusal, r.undone_by_name as "undoneByName", r.undo_reason as "undoReason"`;

/** False where a sharing of the year stands already. */
export async function insertShares(
  ctx: Context,
  run: Pick<
    ShareRecord,
    'id' | 'associationId' | 'year' | 'sum' | 'ruleId' | 'postedOn' | 'decision' | 'createdBy' | 'createdByName'
  >,
): Promise<boolean> {
  const { rows } = await sql`
    insert into savings.share_run (id, association_id, year, sum_fen, rule_id, posted_on, decision, state, created_at, created_by,
      created_by_name)
    values (${run.id}, ${run.associationId}, ${run.year}, ${run.sum.toString()}::bigint, ${run.ruleId}, ${run.postedOn}::date,
      ${run.decision}, 'proposed', ${ctx.clock.now().toISOString()}, ${run.createdBy}, ${run.createdByName})
    on conflict (association_id, year) where state in ('proposed', 'waiting', 'done', 'failed', 'undoing')
    do nothing returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

export async function sharesById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<ShareRecord | null> {
  const { rows } = await sql<ShareRecord>`
    select ${columns} from savings.share_run r where r.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function shareRecords(ctx: Context, associationId: string): Promise<ShareRecord[]> {
  const { rows } = await sql<ShareRecord>`
    select ${columns} from savings.share_run r where r.association_id = ${associationId}
    order by r.created_at desc, r.id desc limit 200`.execute(ctx.transaction);
  return rows;
}

export async function decideRun(ctx: Context, id: string, refusal: string | null): Promise<void> {
  await sql`
    update savings.share_run set state = ${refusal === null ? 'waiting' : 'refused'}, refusal = ${refusal}, decided_by = ${ctx.user?.accountId ?? null},
      decided_by_name = ${ctx.user?.name ?? null} where id = ${id}`.execute(ctx.transaction);
}

export interface Weight {
  accountId: string;
  personId: string;
  number: number;
  weight: bigint;
}

/**
 * By what each open account shares in a year, in the order of the accounts' numbers: the balances at the ends of its days added
 * up, or its last balance. A movement counts from its own day to the last one: so much times the days that are left. Of a year
 * that is not over its days count until the one on which it is shared. Who opened an account later than the rule asks gets
 * nothing.
 */
export async function weightsOf(
  ctx: Context,
  { associationId, year, on, rule }: { associationId: string; year: number; on: Day; rule: ShareRule },
): Promise<Weight[]> {
  const { from, to } = yearUntil(year, on);
  const days = sql`(${addDays(to, 1)}::date - greatest(m.moved_on, ${from}::date))`;
  const part = rule.balance === '每天' ? sql`m.amount_fen * ${days}` : sql`m.amount_fen`;
  const { rows } = await sql<Weight>`
    select a.id as "accountId", a.person_id as "personId", a.number, greatest(0, coalesce(m.weight, 0))::text as weight
    from savings.account a left join (
      select m.account_id, sum(${part}) as weight from savings.movement m
      where m.moved_on <= ${to}::date group by 1
    ) m on m.account_id = a.id
    where a.association_id = ${associationId} and a.state = 'open'
      and a.opened_on <= ${to}::date - ${rule.leastDays}::int
    order by a.number`.execute(ctx.transaction);
  return rows.map((row) => ({ ...row, weight: BigInt(row.weight) }));
}

/** Who got what by a sharing, by the accounts' numbers. */
export async function shareRows(
  ctx: Context,
  { runId, after, limit }: { runId: string; after: number; limit: number },
): Promise<{ accountId: string; personId: string; number: number; amount: bigint }[]> {
  const { rows } = await sql<{ accountId: string; personId: string; number: number; amount: bigint }>`
    select a.id as "accountId", a.person_id as "personId", a.number, m.amount_fen as amount
    from savings.movement m join savings.account a on a.id = m.account_id
    where m.work_id = ${runId} and m.kind = 'share' and a.number > ${after} order by a.number limit ${limit}`.execute(
    ctx.transaction,
  );
  return rows;
}

/** How many sharings were made by each version of the rule. */
export async function runsByRule(ctx: Context, versionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select rule_id as id, count(*)::int as count from savings.share_run where rule_id = any(${[...versionIds]}::uuid[])
    group by 1`.execute(ctx.transaction);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
