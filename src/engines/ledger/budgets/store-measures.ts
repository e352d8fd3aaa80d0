import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { linesById } from './store-lines';
import type { LineRecord } from './rows';

export interface SpentRow {
  commitmentId: string;
  entryId: string;
  words: string;
  on: Day;
  unitId: string;
  unitPath: string;
  amount: bigint;
}

/**
 * What entries spent on promises until a day, by promise and entry in the order of their days: on accounts of expenses, by
 * postings that name the promise, or that name none and a budget line that is there for it. The year's end spends nothing.
 */
export async function spentOn(ctx: Context, commitmentIds: readonly string[], to: Day): Promise<SpentRow[]> {
  const ids = sql`${[...commitmentIds]}::uuid[]`;
  const { rows } = await sql<SpentRow>`
    with serving as (
      select p.commitment_id, p.entry_id, p.account_id, p.side * p.amount_fen as net
      from ledger.posting p where p.commitment_id = any(${ids})
      union all
      select c.id, p.entry_id, p.account_id, p.side * p.amount_fen
      from ledger.budget_line l cross join unnest(l.commitment_ids) as c(id) join ledger.posting p on p.budget_line_id = l.id
      where l.commitment_ids && ${ids} and c.id = any(${ids}) and p.commitment_id is null
    )
    select s.commitment_id as "commitmentId", e.id as "entryId", e.words, e.posted_on as "on", b.unit_id as "unitId",
      b.unit_path as "unitPath", sum(s.net)::bigint as amount
    from serving s join ledger.entry e on e.id = s.entry_id join ledger.account a on a.id = s.account_id
      join ledger.book b on b.id = e.book_id
    where a.element = 'expense' and e.kind <> 'closing' and e.posted_on <= ${to}::date
    group by s.commitment_id, e.id, b.id order by e.posted_on, e.id`.execute(ctx.transaction);
  return rows;
}

export type ServingLine = LineRecord & { commitmentId: string; unitId: string; unitPath: string };

/** The lines that stand in budgets for promises, once for each promise. */
export async function linesServing(ctx: Context, commitmentIds: readonly string[]): Promise<ServingLine[]> {
  const ids = sql`${[...commitmentIds]}::uuid[]`;
  const { rows } = await sql<{ id: string; commitmentId: string; unitId: string; unitPath: string }>`
    select l.id, c.id as "commitmentId", b.unit_id as "unitId", b.unit_path as "unitPath"
    from ledger.budget_line l cross join unnest(l.commitment_ids) as c(id) join ledger.budget g on g.id = l.budget_id
      join ledger.book b on b.id = g.book_id
    where l.commitment_ids && ${ids} and c.id = any(${ids}) and not l.is_closed
    order by b.unit_path, l.position, l.id`.execute(ctx.transaction);
  const lines = await linesById(ctx, [...new Set(rows.map((row) => row.id))]);
  return rows.map((row) => ({ ...lines.get(row.id)!, ...row }));
}
