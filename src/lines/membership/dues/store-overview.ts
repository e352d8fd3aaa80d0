import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../applications/store';
import type { DuesTerms } from './rules';

export interface SumsRow {
  people: number;
  due: bigint;
  collected: bigint;
  arrears: bigint;
  exempt: bigint;
}

const sums = sql`count(*)::int as people, coalesce(sum(c.due_fen), 0)::bigint as due,
  coalesce(sum(c.collected_fen), 0)::bigint as collected,
  coalesce(sum(c.due_fen - c.exempt_fen - c.collected_fen), 0)::bigint as arrears,
  coalesce(sum(c.exempt_fen), 0)::bigint as exempt`;

/** The dues of months within days, by the unit in which each member was. */
export async function sumsByUnit(
  ctx: Context,
  { from, to, under }: { from: Day; to: Day; under: readonly string[] },
): Promise<(SumsRow & { unitId: string; unitPath: string })[]> {
  const { rows } = await sql<SumsRow & { unitId: string; unitPath: string }>`
    select (array_agg(c.unit_id))[1] as "unitId", c.unit_path as "unitPath", ${sums} from membership.dues_charge c
    where c.month between ${from}::date and ${to}::date and c.undone_at is null and ${inAnySubtree(sql`c.unit_path`, under)}
    group by c.unit_path`.execute(ctx.transaction);
  return rows;
}

export interface ReceivedRow {
  unitId: string;
  unitPath: string;
  month: Day;
  amount: bigint;
  people: number;
  last: Day;
}

/** What came in within days and was not given back, by unit and month. */
export async function receivedRows(
  ctx: Context,
  { from, to, under }: { from: Day; to: Day; under: readonly string[] },
): Promise<ReceivedRow[]> {
  const { rows } = await sql<ReceivedRow>`
    select (array_agg(p.unit_id))[1] as "unitId", p.unit_path as "unitPath", date_trunc('month', p.paid_on)::date as month,
      sum(p.amount_fen)::bigint as amount, count(distinct p.person_id)::int as people, max(p.paid_on) as last
    from membership.dues_payment p
    where p.paid_on between ${from}::date and ${to}::date and p.undone_at is null and ${inAnySubtree(sql`p.unit_path`, under)}
    group by p.unit_path, 3 order by 3, p.unit_path`.execute(ctx.transaction);
  return rows;
}

/** What the members who were charged or paid in subtrees have paid ahead. */
export async function aheadUnder(ctx: Context, under: readonly string[]): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(a.amount_fen), 0)::bigint as amount from membership.dues_ahead a
    where a.amount_fen > 0 and (select ${inAnySubtree(sql`p.unit_path`, under)} from membership.dues_payment p
      where p.person_id = a.person_id order by p.paid_on desc, p.id desc limit 1)`.execute(ctx.transaction);
  return rows[0]!.amount;
}

export interface ChargeRow extends Omit<SumsRow, 'people'> {
  id: string;
  runId: string;
  ruleId: string;
  personId: string;
  unitId: string;
  unitPath: string;
  month: Day;
  base: bigint | null;
  exemptBy: 'state' | 'decision' | null;
  terms: DuesTerms | null;
}

const columns = sql`c.id, c.run_id as "runId", c.rule_id as "ruleId", c.person_id as "personId", c.unit_id as "unitId",
  c.unit_path as "unitPath", c.month, c.base_fen as base, c.due_fen as due, c.collected_fen as collected,
  c.due_fen - c.exempt_fen - c.collected_fen as arrears, c.exempt_fen as exempt, c.exempt_by as "exemptBy", s.terms`;

const states = {
  arrears: sql`c.exempt_fen + c.collected_fen < c.due_fen`,
  collected: sql`c.collected_fen > 0 and c.exempt_fen + c.collected_fen = c.due_fen`,
  exempt: sql`c.exempt_by is not null`,
} as const satisfies Record<string, RawBuilder<unknown>>;

export async function chargeRows(
  ctx: Context,
  question: {
    month?: Day | undefined;
    under: readonly string[];
    state?: keyof typeof states | undefined;
    after: readonly [month: Day, path: string, id: string] | null;
    limit: number;
  },
): Promise<ChargeRow[]> {
  const { month, under, state, after, limit } = question;
  const next =
    after === null
      ? sql`true`
      : sql`c.month <= ${after[0]}::date and (c.month < ${after[0]}::date or (c.unit_path, c.id) > (${after[1]}, ${after[2]}::uuid))`;
  const { rows } = await sql<ChargeRow>`
    select ${columns} from membership.dues_charge c left join membership.dues_scheme s on s.id = c.rule_id
    where ${month === undefined ? sql`true` : sql`c.month = ${month}::date`} and c.undone_at is null
      and ${inAnySubtree(sql`c.unit_path`, under)} and ${state === undefined ? sql`true` : states[state]} and ${next}
    order by c.month desc, c.unit_path, c.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** The months of one member, the newest first. */
export async function chargesOf(ctx: Context, personId: string): Promise<ChargeRow[]> {
  const { rows } = await sql<ChargeRow>`
    select ${columns} from membership.dues_charge c left join membership.dues_scheme s on s.id = c.rule_id
    where c.person_id = ${personId} and c.undone_at is null order by c.month desc`.execute(ctx.transaction);
  return rows;
}

/** The unpaid months of all who owe at least so many. */
export async function unpaidMonths(
  ctx: Context,
  { under, least }: { under: readonly string[]; least: number },
): Promise<{ personId: string; unitId: string; unitPath: string; months: Day[]; arrears: bigint }[]> {
  const { rows } = await sql<{ personId: string; unitId: string; unitPath: string; months: Day[]; arrears: bigint }>`
    select c.person_id as "personId", (array_agg(c.unit_id order by c.month desc))[1] as "unitId",
      (array_agg(c.unit_path order by c.month desc))[1] as "unitPath", array_agg(c.month::text order by c.month) as months,
      sum(c.due_fen - c.exempt_fen - c.collected_fen)::bigint as arrears
    from membership.dues_charge c
    where c.undone_at is null and c.exempt_fen + c.collected_fen < c.due_fen and ${inAnySubtree(sql`c.unit_path`, under)}
    group by c.person_id having count(*) >= ${least} order by 5 desc, 1`.execute(ctx.transaction);
  return rows;
}

/** The last month for which dues were made. */
export async function lastMonth(ctx: Context, under: readonly string[]): Promise<Day | null> {
  const { rows } = await sql<{ month: Day | null }>`
    select max(r.month) as month from membership.dues_run r
    where r.state = 'done' and ${inAnySubtree(sql`r.unit_path`, under)}`.execute(ctx.transaction);
  return rows[0]?.month ?? null;
}
