import { sql } from 'kysely';
import { forSoMany, type Context } from '#kernel';
import type { Day } from '#kernel/contract';

const ids = (some: readonly string[]) => sql`${[...some]}::uuid[]`;
const amounts = (some: readonly (bigint | null)[]) => sql`${some.map((one) => one?.toString() ?? null)}::bigint[]`;

export interface NewCharge {
  readonly id: string;
  readonly personId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly bookId: string;
  readonly base: bigint | null;
  readonly ruleId: string;
  readonly due: bigint;
  readonly exempt: bigint;
  readonly exemptBy: 'state' | 'decision' | null;
}

/** Who has been charged for a month. */
export async function chargedPeople(ctx: Context, month: Day, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from membership.dues_charge
    where month = ${month}::date and undone_at is null and person_id = any(${ids(personIds)})`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}

/** The wage of each that counts for a month: the last one known. */
export async function wagesOn(
  ctx: Context,
  month: Day,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ id: string; base: bigint }>`
    select distinct on (person_id) person_id as id, base_fen as base from membership.dues_wage
    where month <= ${month}::date and person_id = any(${ids(personIds)}) order by person_id, month desc`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ id, base }) => [id, base]));
}

/** Who pays nothing for a month by a decision. */
export async function exemptOn(ctx: Context, month: Day, personIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from membership.dues_exemption
    where from_month <= ${month}::date and (to_month is null or to_month >= ${month}::date)
      and person_id = any(${ids(personIds)})`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}

/**
 * Adds charges of a run; a member who was charged for the month meanwhile breaks the index, and the run with it. Put in by unit,
 * they come to two of the indexes in their order, which saves a tenth of the time.
 */
export async function insertCharges(
  ctx: Context,
  { runId, month }: { runId: string; month: Day },
  rows: readonly NewCharge[],
): Promise<void> {
  await sql`
    insert into membership.dues_charge (id, run_id, month, person_id, unit_id, unit_path, book_id, base_fen, rule_id, due_fen,
      exempt_fen, exempt_by)
    select c.id, ${runId}, ${month}::date, c.person_id, c.unit_id, c.unit_path, c.book_id, c.base, c.rule_id, c.due, c.exempt,
      c.exempt_by
    from unnest(${ids(rows.map((row) => row.id))}, ${ids(rows.map((row) => row.personId))},
      ${ids(rows.map((row) => row.unitId))}, ${rows.map((row) => row.unitPath)}::text[],
      ${ids(rows.map((row) => row.bookId))}, ${amounts(rows.map((row) => row.base))},
      ${ids(rows.map((row) => row.ruleId))}, ${amounts(rows.map((row) => row.due))},
      ${amounts(rows.map((row) => row.exempt))}, ${rows.map((row) => row.exemptBy)}::text[])
      as c(id, person_id, unit_id, unit_path, book_id, base, rule_id, due, exempt, exempt_by)
    order by c.unit_path collate "C", c.id`.execute(ctx.transaction);
}

export interface ChargeInHand {
  id: string;
  runId: string;
  /** Who asked for the run. */
  runBy: string;
  personId: string;
  bookId: string;
  month: Day;
  due: bigint;
  exempt: bigint;
  collected: bigint;
  arrears: bigint;
  isCorrected: boolean;
}

const inHand = sql`c.id, c.run_id as "runId", r.created_by as "runBy", c.person_id as "personId", c.book_id as "bookId", c.month,
  c.due_fen as due, c.exempt_fen as exempt, c.collected_fen as collected, c.due_fen - c.exempt_fen - c.collected_fen as arrears,
  c.correction_id is not null as "isCorrected"`;

/** Charges that count, locked until the act is over, the oldest month of each member first. */
export async function holdCharges(
  ctx: Context,
  which:
    { personIds: readonly string[]; onlyOpen: boolean; from?: Day; to?: Day | null } | { runId: string; month: Day },
): Promise<ChargeInHand[]> {
  const asked =
    'runId' in which
      ? sql`c.run_id = ${which.runId} and c.month = ${which.month}::date`
      : sql`c.person_id = any(${ids(which.personIds)})
        and ${which.onlyOpen ? sql`c.exempt_fen + c.collected_fen < c.due_fen` : sql`true`}
        and ${which.from === undefined ? sql`true` : sql`c.month >= ${which.from}::date`}
        and ${which.to ? sql`c.month <= ${which.to}::date` : sql`true`}`;
  const { rows } = await sql<ChargeInHand>`
    select ${inHand} from membership.dues_charge c join membership.dues_run r on r.id = c.run_id
    where c.undone_at is null and ${asked} order by c.person_id, c.month for no key update of c`.execute(
    'personIds' in which ? forSoMany(ctx, which.personIds.length) : ctx.transaction,
  );
  return rows;
}

export interface NewSettlement {
  readonly chargeId: string;
  /** Null: out of what had been paid ahead. */
  readonly paymentId: string | null;
  readonly amount: bigint;
}

/** Settles charges; each of them once in a call. */
export async function insertSettlements(ctx: Context, newIds: readonly string[], rows: readonly NewSettlement[]) {
  if (rows.length === 0) return;
  await sql`
    with s as (
      select * from unnest(${ids(newIds)}, ${ids(rows.map((row) => row.chargeId))},
        ${rows.map((row) => row.paymentId)}::uuid[], ${amounts(rows.map((row) => row.amount))})
        as s(id, charge_id, payment_id, amount)
    ), put as (
      insert into membership.dues_settlement (id, charge_id, payment_id, amount_fen)
      select id, charge_id, payment_id, amount from s
    )
    update membership.dues_charge c set collected_fen = c.collected_fen + s.amount from s where c.id = s.charge_id`.execute(
    forSoMany(ctx, rows.length),
  );
}

/** Takes settlements of payments away again; answers how much of each payment they were. */
export async function removeSettlements(
  ctx: Context,
  which: { paymentIds: readonly string[] } | { chargeIds: readonly string[] },
): Promise<ReadonlyMap<string | null, bigint>> {
  const asked =
    'paymentIds' in which
      ? sql`payment_id = any(${ids(which.paymentIds)})`
      : sql`charge_id = any(${ids(which.chargeIds)})`;
  const { rows } = await sql<{ id: string | null; amount: bigint }>`
    with gone as (delete from membership.dues_settlement where ${asked} returning charge_id, payment_id, amount_fen),
    sums as (select charge_id, sum(amount_fen)::bigint as amount from gone group by charge_id),
    changed as (
      update membership.dues_charge c set collected_fen = c.collected_fen - s.amount from sums s where c.id = s.charge_id
    )
    select payment_id as id, sum(amount_fen)::bigint as amount from gone group by payment_id`.execute(ctx.transaction);
  return new Map(rows.map(({ id, amount }) => [id, amount]));
}

/** Whether anything came in for charges of a run by a payment. */
export async function countPaid(ctx: Context, { id, month }: { id: string; month: Day }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct c.id)::int as count from membership.dues_charge c
    where c.run_id = ${id} and c.month = ${month}::date and c.undone_at is null and (c.correction_id is not null or exists (
      select from membership.dues_settlement s where s.charge_id = c.id and s.payment_id is not null))`.execute(
    ctx.transaction,
  );
  return rows[0]!.count;
}

export async function voidCharges(ctx: Context, { id, month }: { id: string; month: Day }): Promise<void> {
  await sql`
    update membership.dues_charge set undone_at = ${ctx.clock.now().toISOString()}
    where run_id = ${id} and month = ${month}::date and undone_at is null`.execute(ctx.transaction);
}

/** Makes charges exempt as a whole; what had been collected for them is no longer counted there. */
export async function exemptCharges(ctx: Context, chargeIds: readonly string[], exemptionId: string): Promise<void> {
  await sql`
    update membership.dues_charge set exempt_fen = due_fen, exempt_by = 'decision', correction_id = ${exemptionId}
    where id = any(${ids(chargeIds)})`.execute(ctx.transaction);
}

export interface Ahead {
  personId: string;
  bookId: string;
  amount: bigint;
}

/** What members have paid ahead; with `lock`, it stays so until the act is over. */
export async function aheadOf(
  ctx: Context,
  personIds: readonly string[],
  mode: 'read' | 'lock' = 'read',
): Promise<Ahead[]> {
  const { rows } = await sql<Ahead>`
    select person_id as "personId", book_id as "bookId", amount_fen as amount from membership.dues_ahead
    where person_id = any(${ids(personIds)}) and amount_fen > 0 order by person_id, book_id
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(forSoMany(ctx, personIds.length));
  return rows;
}

/** Adds to what was paid ahead, or takes from it; a row below nothing breaks the table's own rule. */
export async function changeAhead(ctx: Context, changes: readonly Ahead[]): Promise<void> {
  if (changes.length === 0) return;
  const columns = sql`unnest(${ids(changes.map((one) => one.personId))}, ${ids(changes.map((one) => one.bookId))},
    ${amounts(changes.map((one) => one.amount))}) as n(person_id, book_id, amount)`;
  await sql`
    insert into membership.dues_ahead (person_id, book_id, amount_fen)
    select person_id, book_id, 0 from ${columns} order by 1, 2 on conflict do nothing`.execute(
    forSoMany(ctx, changes.length),
  );
  await sql`
    update membership.dues_ahead a set amount_fen = a.amount_fen + n.amount
    from (select person_id, book_id, sum(amount)::bigint as amount from ${columns} group by 1, 2) n
    where a.person_id = n.person_id and a.book_id = n.book_id`.execute(forSoMany(ctx, changes.length));
}
