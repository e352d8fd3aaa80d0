import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { HopelessState } from '../terms';

export interface HopelessRecord {
  id: string;
  state: HopelessState;
  reason: string;
  owed: bigint;
  proposedOn: Day;
  proposedBy: string;
  proposedByName: string;
  decidedOn: Day | null;
  decidedByName: string | null;
  refusal: string | null;
}

/** What was last said of a loan that nobody hopes to see repaid. */
export async function hopelessOf(ctx: Context, loanId: string): Promise<HopelessRecord | null> {
  const { rows } = await sql<HopelessRecord>`
    select id, state, reason, owed_fen as owed, proposed_on as "proposedOn", proposed_by as "proposedBy",
      proposed_by_name as "proposedByName", decided_on as "decidedOn", decided_by_name as "decidedByName", refusal
    from savings.hopeless where loan_id = ${loanId} order by id desc limit 1`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** False where the loan is proposed or declared already. */
export async function insertHopeless(
  ctx: Context,
  { loanId, reason, owed }: { loanId: string; reason: string; owed: bigint },
): Promise<boolean> {
  const { accountId, name } = userOf(ctx);
  const { rows } = await sql`
    insert into savings.hopeless (id, loan_id, state, reason, owed_fen, proposed_on, proposed_by, proposed_by_name)
    values (${newId()}, ${loanId}, 'proposed', ${reason}, ${owed.toString()}::bigint, ${ctx.clock.today()}::date, ${accountId},
      ${name})
    on conflict (loan_id) where state in ('proposed', 'declared') do nothing returning id`.execute(ctx.transaction);
  return rows.length === 1;
}

/** Declares a debt hopeless, or refuses to with the words. */
export async function decideHopeless(ctx: Context, id: string, refusal: string | null): Promise<void> {
  await sql`
    with decided as (
      update savings.hopeless set state = ${refusal === null ? 'declared' : 'refused'}, refusal = ${refusal},
        decided_on = ${ctx.clock.today()}::date, decided_by_name = ${userOf(ctx).name}
      where id = ${id} returning loan_id, state
    )
    update savings.loan l set state = 'hopeless' from decided d where d.loan_id = l.id and d.state = 'declared'`.execute(
    ctx.transaction,
  );
}

/** What was written off of a loan, less what was taken back. */
export async function writtenOff(ctx: Context, loanId: string): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(-sum(m.loan_fen), 0)::bigint as amount from savings.movement m
    left join savings.movement o on o.id = m.reverses_id
    where m.loan_id = ${loanId} and coalesce(o.kind, m.kind) = 'write_off'`.execute(ctx.transaction);
  return rows[0]!.amount;
}

export interface HopelessSums {
  /** Declared and still owed. */
  count: number;
  owed: bigint;
  /** What of it no savings of the borrower can be set off against. */
  beyond: bigint;
  /** Proposed and not decided. */
  proposed: number;
  writtenOff: bigint;
}

export async function hopelessSums(ctx: Context, associationId: string): Promise<HopelessSums> {
  const { rows } = await sql<HopelessSums>`
    select (count(*) filter (where l.state = 'hopeless'))::int as count,
      coalesce(sum(l.owed_fen) filter (where l.state = 'hopeless'), 0)::bigint as owed,
      coalesce(sum(greatest(0, l.owed_fen - a.balance_fen)) filter (where l.state = 'hopeless'), 0)::bigint as beyond,
      (select count(*)::int from savings.hopeless h join savings.loan p on p.id = h.loan_id
        join savings.account b on b.id = p.account_id
        where b.association_id = ${associationId} and h.state = 'proposed') as proposed,
      (select coalesce(-sum(m.loan_fen), 0)::bigint from savings.movement m join savings.account b on b.id = m.account_id
        left join savings.movement o on o.id = m.reverses_id
        where b.association_id = ${associationId} and coalesce(o.kind, m.kind) = 'write_off') as "writtenOff"
    from savings.loan l join savings.account a on a.id = l.account_id
    where a.association_id = ${associationId}`.execute(ctx.transaction);
  return rows[0]!;
}
