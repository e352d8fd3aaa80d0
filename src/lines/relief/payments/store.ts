import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../contributions/store';
import type { Purpose, Source } from '../terms';
import type { PaymentState } from './contract';
import type { Had, RuleFinding } from './rules';

export interface PaymentRecord {
  id: string;
  source: Source;
  personId: string;
  unitId: string | null;
  unitPath: string;
  bookId: string;
  campaignId: string | null;
  campaignTitle: string | null;
  account: string;
  purpose: Purpose;
  amount: bigint;
  reason: string;
  findings: RuleFinding[];
  exception: string;
  budgetLineId: string | null;
  reservationId: string | null;
  commitmentId: string | null;
  state: PaymentState;
  preparedOn: Day;
  preparedBy: string;
  preparedByName: string;
  decidedBy: string | null;
  decidedByName: string | null;
  decision: string;
  paidOn: Day | null;
  way: 'cash' | 'bank' | null;
  paidByName: string | null;
  entryId: string | null;
  undoneByName: string | null;
  undoReason: string | null;
  version: number;
}

const columns = sql`p.id, p.source, p.person_id as "personId", p.unit_id as "unitId", p.unit_path as "unitPath",
  p.book_id as "bookId", p.campaign_id as "campaignId", c.title as "campaignTitle", p.account, p.purpose,
  p.amount_fen as amount, p.reason, p.findings, p.exception, p.budget_line_id as "budgetLineId",
  p.reservation_id as "reservationId", p.commitment_id as "commitmentId", p.state, p.prepared_on as "preparedOn",
  p.prepared_by as "preparedBy", p.prepared_by_name as "preparedByName", p.decided_by as "decidedBy",
  p.decided_by_name as "decidedByName", p.decision, p.paid_on as "paidOn", p.way, p.paid_by_name as "paidByName",
  p.entry_id as "entryId", p.undone_by_name as "undoneByName", p.undo_reason as "undoReason", p.version`;
const tables = sql`relief.payment p left join relief.campaign c on c.id = p.campaign_id`;

type NewPayment = Pick<
  PaymentRecord,
  | 'id'
  | 'source'
  | 'personId'
  | 'unitId'
  | 'unitPath'
  | 'bookId'
  | 'campaignId'
  | 'account'
  | 'purpose'
  | 'amount'
  | 'reason'
  | 'findings'
  | 'exception'
  | 'budgetLineId'
  | 'commitmentId'
  | 'preparedBy'
  | 'preparedByName'
>;

export async function insertPayment(ctx: Context, row: NewPayment): Promise<void> {
  await sql`
    insert into relief.payment (id, source, person_id, unit_id, unit_path, book_id, campaign_id, account, purpose, amount_fen, reason,
      findings, exception, budget_line_id, commitment_id, state, prepared_on, prepared_at, prepared_by, prepared_by_name)
    values (${row.id}, ${row.source}, ${row.personId}, ${row.unitId}, ${row.unitPath}, ${row.bookId}, ${row.campaignId},
      ${row.account}, ${row.purpose}, ${row.amount.toString()}, ${row.reason}, ${JSON.stringify(row.findings)}::jsonb,
      ${row.exception}, ${row.budgetLineId}, ${row.commitmentId}, 'prepared', ${ctx.clock.today()},
      ${ctx.clock.now().toISOString()}, ${row.preparedBy}, ${row.preparedByName})`.execute(ctx.transaction);
}

export async function paymentById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<PaymentRecord | null> {
  const lock = mode === 'lock' ? sql`for no key update of p` : sql``;
  const { rows } = await sql<PaymentRecord>`select ${columns} from ${tables} where p.id = ${id} ${lock}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface PaymentQuestion {
  readonly under: readonly string[];
  readonly year?: number | undefined;
  readonly source?: Source | undefined;
  readonly state?: PaymentState | undefined;
  readonly personId?: string | undefined;
  readonly campaignId?: string | undefined;
  readonly after: string | null;
  readonly limit: number;
}

export async function paymentRows(ctx: Context, question: PaymentQuestion): Promise<PaymentRecord[]> {
  const { under, year, source, state, personId, campaignId, after, limit } = question;
  const is = (column: RawBuilder<unknown>, value: string | undefined) =>
    value === undefined ? sql`true` : sql`${column} = ${value}`;
  const next =
    after === null
      ? sql`true`
      : sql`(p.prepared_on, p.id) < (select a.prepared_on, a.id from relief.payment a where a.id = ${after}::uuid)`;
  const { rows } = await sql<PaymentRecord>`
    select ${columns} from ${tables} where ${inAnySubtree(sql`p.unit_path`, under)} and ${next}
      and ${is(sql`p.source`, source)} and ${is(sql`p.state`, state)} and ${is(sql`p.person_id::text`, personId)}
      and ${is(sql`p.campaign_id::text`, campaignId)}
      and ${year === undefined ? sql`true` : sql`${yearOf} = ${year}`}
    order by p.prepared_on desc, p.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

const yearOf = sql`extract(year from coalesce(p.paid_on, p.prepared_on))::int`;

/** What a person had in a year, or is about to have. */
export async function hadInYear(
  ctx: Context,
  question: { personId: string; year: number; exceptId?: string },
): Promise<Had[]> {
  const { personId, year, exceptId = null } = question;
  const { rows } = await sql<Had>`
    select p.id, p.source, p.purpose, p.amount_fen as amount, coalesce(p.paid_on, p.prepared_on) as "on", p.state
    from relief.payment p where p.person_id = ${personId} and p.state in ('prepared', 'approved', 'paid')
      and ${yearOf} = ${year} and p.id is distinct from ${exceptId}::uuid
    order by 5, p.id`.execute(ctx.transaction);
  return rows;
}

export async function setDecided(
  ctx: Context,
  id: string,
  change: { state: 'approved' | 'refused'; words: string; byId: string; reservationId: string | null },
): Promise<void> {
  await sql`
    update relief.payment set state = ${change.state}, decision = ${change.words}, decided_by = ${change.byId},
      decided_by_name = ${ctx.user?.name ?? ''}, decided_at = ${ctx.clock.now().toISOString()},
      reservation_id = ${change.reservationId}, version = version + 1 where id = ${id}`.execute(ctx.transaction);
}

export async function setPaid(
  ctx: Context,
  id: string,
  change: { on: Day; way: 'cash' | 'bank'; byId: string; entryId: string },
): Promise<void> {
  await sql`
    update relief.payment set state = 'paid', paid_on = ${change.on}, way = ${change.way}, paid_by = ${change.byId},
      paid_by_name = ${ctx.user?.name ?? ''}, entry_id = ${change.entryId}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function setWithdrawn(ctx: Context, id: string): Promise<void> {
  await sql`update relief.payment set state = 'withdrawn', version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function setUndone(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`
    update relief.payment set state = 'undone', undone_at = ${ctx.clock.now().toISOString()},
      undone_by_name = ${ctx.user?.name ?? ''}, undo_reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface Handover {
  on: Day;
  amount: bigint;
  purpose: Purpose;
  personId: string;
}

/** What a campaign has handed over. */
export async function handovers(ctx: Context, campaignId: string): Promise<Handover[]> {
  const { rows } = await sql<Handover>`
    select paid_on as "on", amount_fen as amount, purpose, person_id as "personId" from relief.payment
    where campaign_id = ${campaignId} and state = 'paid' order by paid_on, id`.execute(ctx.transaction);
  return rows;
}

export async function ownAid(
  ctx: Context,
  personId: string,
): Promise<{ id: string; source: Source; purpose: Purpose; amount: bigint; on: Day }[]> {
  const { rows } = await sql<{ id: string; source: Source; purpose: Purpose; amount: bigint; on: Day }>`
    select id, source, purpose, amount_fen as amount, paid_on as "on" from relief.payment
    where person_id = ${personId} and state = 'paid' order by paid_on desc, id desc`.execute(ctx.transaction);
  return rows;
}

export interface PaidRow extends Handover {
  id: string;
  unitId: string | null;
}

/** Aid that was paid within days out of books kept below paths, person by person. */
export async function paidRows(
  ctx: Context,
  { under, from, to }: { under: readonly string[]; from: Day; to: Day },
): Promise<PaidRow[]> {
  const { rows } = await sql<PaidRow>`
    select p.id, p.paid_on as "on", p.amount_fen as amount, p.purpose, p.person_id as "personId", p.unit_id as "unitId"
    from relief.payment p where p.state = 'paid' and p.paid_on between ${from}::date and ${to}::date
      and ${inAnySubtree(sql`p.unit_path`, under)} order by p.paid_on, p.id`.execute(ctx.transaction);
  return rows;
}

export async function insertFile(ctx: Context, id: string, fileId: string): Promise<void> {
  await sql`insert into relief.payment_file (payment_id, file_id) values (${id}, ${fileId})`.execute(ctx.transaction);
}

export async function filesOf(ctx: Context, id: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from relief.payment_file where payment_id = ${id} order by file_id`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}
