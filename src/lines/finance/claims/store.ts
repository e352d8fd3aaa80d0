import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../vouchers/store';
import type { ClaimKind, ClaimState, ClaimStep } from './contract';
import type { Finding } from './rules';

export interface ClaimRecord {
  id: string;
  personId: string;
  unitId: string;
  unitPath: string;
  kind: ClaimKind;
  words: string;
  amount: bigint;
  spentOn: Day;
  form: 'goods' | 'cash';
  people: number;
  participants: number | null;
  eventId: string | null;
  eventTitle: string;
  state: ClaimState;
  bookId: string | null;
  account: string | null;
  /** Of this year's budget of the book; null where it has none for the account. */
  budgetLineId: string | null;
  /** What the approval holds of the line. */
  reservationId: string | null;
  findings: Finding[];
  checkNote: string;
  enteredBy: string;
  checkedBy: string | null;
  approvedBy: string | null;
  paidBy: string | null;
  voucherId: string | null;
  submittedOn: Day;
  version: number;
}

const columns = sql`c.id, c.person_id as "personId", c.unit_id as "unitId", c.unit_path as "unitPath", c.kind, c.words,
  c.amount_fen as amount, c.spent_on as "spentOn", c.form, c.people, c.participants, c.event_id as "eventId",
  c.event_title as "eventTitle", c.state, c.book_id as "bookId", c.account, c.budget_line_id as "budgetLineId", c.reservation_id as "reservationId", c.findings, c.check_note as "checkNote",
  c.entered_by as "enteredBy", c.checked_by as "checkedBy", c.approved_by as "approvedBy", c.paid_by as "paidBy",
  c.voucher_id as "voucherId", c.submitted_on as "submittedOn", c.version`;

export async function insertClaim(ctx: Context, claim: ClaimRecord): Promise<void> {
  const { id, personId, unitId, unitPath, kind, words, amount, spentOn, form, people, participants } = claim;
  const { eventId, eventTitle, state, enteredBy, submittedOn } = claim;
  await sql`
    insert into finance.claim (id, person_id, unit_id, unit_path, kind, words, amount_fen, spent_on, form, people,
      participants, event_id, event_title, state, entered_by, submitted_on, created_at)
    values (${id}, ${personId}, ${unitId}, ${unitPath}, ${kind}, ${words}, ${amount}, ${spentOn}::date, ${form}, ${people},
      ${participants}::int, ${eventId}::uuid, ${eventTitle}, ${state}, ${enteredBy}, ${submittedOn}::date,
      ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

/** The claim that a voucher has paid, held until the act is over. */
export async function claimPaidBy(ctx: Context, voucherId: string): Promise<ClaimRecord | null> {
  const { rows } = await sql<ClaimRecord>`
    select ${columns} from finance.claim c where c.voucher_id = ${voucherId} for no key update`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** With `lock`, who decides later waits, and then finds what was decided. */
export async function claimRow(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<ClaimRecord | null> {
  const { rows } = await sql<ClaimRecord>`
    select ${columns} from finance.claim c where c.id = ${id}
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function claimsByIds(ctx: Context, ids: readonly string[]): Promise<ClaimRecord[]> {
  const { rows } = await sql<ClaimRecord>`
    select ${columns} from finance.claim c where c.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface ClaimQuestion {
  under?: readonly string[];
  personId?: string;
  state?: ClaimState | undefined;
  kind?: ClaimKind | undefined;
  after: readonly [day: string, id: string] | null;
  limit: number;
}

export async function claimRows(ctx: Context, question: ClaimQuestion): Promise<ClaimRecord[]> {
  const { under, personId, state, kind, after, limit } = question;
  const { rows } = await sql<ClaimRecord>`
    select ${columns} from finance.claim c
    where ${under === undefined ? sql`true` : inAnySubtree(sql`c.unit_path`, under)}
      and ${personId === undefined ? sql`true` : sql`c.person_id = ${personId}`}
      and ${state === undefined ? sql`true` : sql`c.state = ${state}`}
      and ${kind === undefined ? sql`true` : sql`c.kind = ${kind}`}
      and ${after === null ? sql`true` : sql`(c.submitted_on, c.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by c.submitted_on desc, c.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export type ClaimChange = Partial<
  Omit<ClaimRecord, 'id' | 'personId' | 'unitId' | 'unitPath' | 'enteredBy' | 'version'>
>;

const columnOf: Readonly<Record<keyof ClaimChange, string>> = {
  kind: 'kind',
  words: 'words',
  amount: 'amount_fen',
  spentOn: 'spent_on',
  form: 'form',
  people: 'people',
  participants: 'participants',
  eventId: 'event_id',
  eventTitle: 'event_title',
  state: 'state',
  bookId: 'book_id',
  account: 'account',
  budgetLineId: 'budget_line_id',
  reservationId: 'reservation_id',
  findings: 'findings',
  checkNote: 'check_note',
  checkedBy: 'checked_by',
  approvedBy: 'approved_by',
  paidBy: 'paid_by',
  voucherId: 'voucher_id',
  submittedOn: 'submitted_on',
};

export async function changeClaim(ctx: Context, id: string, change: ClaimChange): Promise<void> {
  const sets = (Object.keys(change) as (keyof ClaimChange)[]).map((key) =>
    key === 'findings'
      ? sql`findings = ${JSON.stringify(change.findings)}::jsonb`
      : sql`${sql.ref(columnOf[key])} = ${change[key]}`,
  );
  await sql`
    update finance.claim set ${sql.join([...sets, sql`version = version + 1`])} where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface PayeeRecord {
  personId: string;
  amount: bigint;
}

/** Puts those who are given something in place of those who stood there; answers false where one has been given it already. */
export async function putPayees(
  ctx: Context,
  claimId: string,
  eventId: string | null,
  payees: readonly PayeeRecord[],
): Promise<boolean> {
  await sql`delete from finance.claim_payee where claim_id = ${claimId}`.execute(ctx.transaction);
  const rows = payees.map(({ personId, amount }, i) => ({ line: i + 1, personId, amount: amount.toString() }));
  const { numAffectedRows } = await sql`
    insert into finance.claim_payee (claim_id, line, person_id, amount_fen, event_id, counts)
    select ${claimId}, line, "personId", amount, ${eventId}::uuid, true
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, "personId" uuid, amount bigint)
    order by "personId" on conflict (event_id, person_id) where counts and event_id is not null do nothing`.execute(
    ctx.transaction,
  );
  return numAffectedRows === BigInt(payees.length);
}

/** A claim that goes nowhere any more stands in nobody's way. */
export async function releasePayees(ctx: Context, claimId: string): Promise<void> {
  await sql`update finance.claim_payee set counts = false where claim_id = ${claimId}`.execute(ctx.transaction);
}

export async function payeesOf(ctx: Context, claimId: string): Promise<PayeeRecord[]> {
  const { rows } = await sql<PayeeRecord>`
    select person_id as "personId", amount_fen as amount from finance.claim_payee where claim_id = ${claimId}
    order by line`.execute(ctx.transaction);
  return rows;
}

/** Of these people, those who have been given something for the event by another claim. */
export async function givenAlready(
  ctx: Context,
  claimId: string,
  eventId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from finance.claim_payee
    where event_id = ${eventId} and counts and claim_id <> ${claimId} and person_id = any(${[...personIds]}::uuid[])`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

/** What one head of a unit has had of a kind in the year, by the claims that count. */
export async function earlierPerHead(
  ctx: Context,
  { id, unitId, kind, spentOn }: Pick<ClaimRecord, 'id' | 'unitId' | 'kind' | 'spentOn'>,
): Promise<bigint> {
  const year = spentOn.slice(0, 4);
  const { rows } = await sql<{ heads: bigint }>`
    select coalesce(sum((amount_fen + people - 1) / people), 0)::bigint as heads from finance.claim
    where unit_id = ${unitId} and kind = ${kind} and id <> ${id} and state in ('checked', 'approved', 'paid', 'reversed')
      and spent_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`.execute(ctx.transaction);
  return rows[0]!.heads;
}

/** Adds photos behind those that are there; answers how many went in: a file belongs to one claim. */
export async function addFiles(ctx: Context, claimId: string, fileIds: readonly string[]): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into finance.claim_file (claim_id, file_id, position)
    select ${claimId}, f.id, (select count(*) from finance.claim_file where claim_id = ${claimId}) + f.place
    from unnest(${[...fileIds]}::uuid[]) with ordinality as f(id, place) on conflict do nothing`.execute(
    ctx.transaction,
  );
  return Number(numAffectedRows ?? 0n);
}

export async function filesOf(ctx: Context, claimId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from finance.claim_file where claim_id = ${claimId} order by position`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

export interface StepRecord {
  id: string;
  claimId: string;
  step: ClaimStep;
  note: string;
  at: Date;
  by: string;
  byName: string;
  /** Of a payment, and of one that was taken back. */
  voucherId: string | null;
  /** Of one that was taken back: the entry in red. */
  entryId: string | null;
}

export async function insertStep(ctx: Context, record: StepRecord): Promise<void> {
  const { id, claimId, step, note, at, by, byName, voucherId, entryId } = record;
  await sql`
    insert into finance.claim_step (id, claim_id, step, note, recorded_at, recorded_by, recorded_by_name, voucher_id, entry_id)
    values (${id}, ${claimId}, ${step}, ${note}, ${at.toISOString()}, ${by}, ${byName}, ${voucherId}::uuid, ${entryId}::uuid)`.execute(
    ctx.transaction,
  );
}

export async function stepsOf(ctx: Context, claimId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select id, claim_id as "claimId", step, note, recorded_at as at, recorded_by as by, recorded_by_name as "byName",
      voucher_id as "voucherId", entry_id as "entryId"
    from finance.claim_step where claim_id = ${claimId} order by recorded_at, id`.execute(ctx.transaction);
  return rows;
}
