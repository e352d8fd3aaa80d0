import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { Instalment } from '../rules';
import type { Answer, HopelessState, LoanState } from '../terms';
import type { LoanList } from './contract';

export interface LoanRecord {
  id: string;
  accountId: string;
  associationId: string;
  personId: string;
  number: number;
  balance: bigint;
  amount: bigint;
  instalments: number;
  purpose: string;
  state: LoanState;
  askedAt: Date;
  askedBy: string;
  askedByName: string;
  decidedBy: string | null;
  decidedByName: string | null;
  refusal: string | null;
  paidOn: Day | null;
  owed: bigint;
  /** What was last said of its being hopeless; null: nothing. */
  hopelessState: HopelessState | null;
}

const columns = sql`l.id, l.account_id as "accountId", a.association_id as "associationId", a.person_id as "personId", a.number,
  a.balance_fen as balance, l.amount_fen as amount, l.instalments, l.purpose, l.state, l.asked_at as "askedAt",
  l.asked_by as "askedBy", l.asked_by_name as "askedByName", l.decided_by as "decidedBy", l.decided_by_name as "decidedByName",
  l.refusal, l.paid_on as "paidOn", l.owed_fen as owed,
  (select h.state from savings.hopeless h where h.loan_id = l.id order by h.id desc limit 1) as "hopelessState"`;
const from = sql`savings.loan l join savings.account a on a.id = l.account_id`;
const held = (mode: 'read' | 'lock') => (mode === 'lock' ? sql`for no key update of l` : sql``);

export async function loanById(ctx: Context, id: string, mode: 'read' | 'lock'): Promise<LoanRecord | null> {
  const { rows } = await sql<LoanRecord>`select ${columns} from ${from} where l.id = ${id} ${held(mode)}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** The loan of an account of which something is owed. */
export async function openLoan(ctx: Context, accountId: string): Promise<LoanRecord | null> {
  const { rows } = await sql<LoanRecord>`
    select ${columns} from ${from} where l.account_id = ${accountId} and l.state in ('open', 'hopeless')
    ${held('lock')}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The loan of an account that is under way from the application to the last repayment; but for one. */
export async function pendingLoan(ctx: Context, accountId: string, butFor: string | null): Promise<LoanRecord | null> {
  const { rows } = await sql<LoanRecord>`
    select ${columns} from ${from} where l.account_id = ${accountId} and l.state in ('asked', 'agreed', 'approved', 'open', 'hopeless')
      and l.id is distinct from ${butFor}::uuid`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The newest loan of an account. */
export async function lastLoan(ctx: Context, accountId: string): Promise<LoanRecord | null> {
  const { rows } = await sql<LoanRecord>`
    select ${columns} from ${from} where l.account_id = ${accountId} order by l.asked_at desc, l.id desc limit 1`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export interface LoanQuestion {
  readonly associationId: string;
  readonly which: LoanList;
  readonly today: Day;
  readonly after: string | null;
  readonly limit: number;
}

/** What should have been repaid by a day and is not. */
const overdue = (
  today: Day,
) => sql<bigint>`greatest(0, (select coalesce(sum(i.amount_fen), 0) from savings.loan_instalment i
  where i.loan_id = l.id and i.due_on < ${today}::date) - (l.amount_fen - l.owed_fen))::bigint`;

function asked({ associationId, which, today }: Pick<LoanQuestion, 'associationId' | 'which' | 'today'>) {
  const states = {
    pending: sql`l.state in ('asked', 'agreed', 'approved')`,
    open: sql`l.state = 'open'`,
    overdue: sql`l.state = 'open' and ${overdue(today)} > 0`,
    hopeless: sql`(l.state in ('hopeless', 'written_off')
      or exists (select from savings.hopeless h where h.loan_id = l.id and h.state = 'proposed'))`,
    over: sql`l.state in ('repaid', 'refused', 'taken_back', 'written_off')`,
  };
  return sql`a.association_id = ${associationId} and ${states[which]}`;
}

export async function loanRows(ctx: Context, question: LoanQuestion): Promise<LoanRecord[]> {
  const { after, limit } = question;
  const next =
    after === null
      ? sql`true`
      : sql`(l.asked_at, l.id) < (select o.asked_at, o.id from savings.loan o where o.id = ${after}::uuid)`;
  const { rows } = await sql<LoanRecord>`
    select ${columns} from ${from} where ${asked(question)} and ${next}
    order by l.asked_at desc, l.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export interface LoanSums {
  count: number;
  amount: bigint;
  owed: bigint;
  overdue: bigint;
}

export async function loanSums(
  ctx: Context,
  question: Pick<LoanQuestion, 'associationId' | 'which' | 'today'>,
): Promise<LoanSums> {
  const { rows } = await sql<LoanSums>`
    select count(*)::int as count, coalesce(sum(l.amount_fen), 0)::bigint as amount, coalesce(sum(l.owed_fen), 0)::bigint as owed,
      coalesce(sum(case when l.state = 'open' then ${overdue(question.today)} else 0 end), 0)::bigint as overdue
    from ${from} where ${asked(question)}`.execute(ctx.transaction);
  return rows[0]!;
}

/** Loans of which something is overdue, wherever they are. */
export async function overdueLoans(ctx: Context, today: Day): Promise<(LoanRecord & { overdue: bigint })[]> {
  const { rows } = await sql<LoanRecord & { overdue: bigint }>`
    select ${columns}, ${overdue(today)} as overdue from ${from}
    where l.state = 'open' and ${overdue(today)} > 0 order by l.id`.execute(ctx.transaction);
  return rows;
}

export interface NewLoan {
  readonly id: string;
  readonly accountId: string;
  readonly amount: bigint;
  readonly instalments: number;
  readonly purpose: string;
  readonly way: 'phone' | 'paper';
  readonly ruleId: string;
  readonly askedBy: string;
  readonly askedByName: string;
}

/** False where the account has a loan under way. */
export async function insertLoan(ctx: Context, loan: NewLoan, guarantorIds: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    insert into savings.loan (id, account_id, amount_fen, instalments, purpose, state, way, rule_id, asked_at, asked_by,
      asked_by_name)
    values (${loan.id}, ${loan.accountId}, ${loan.amount.toString()}::bigint, ${loan.instalments}, ${loan.purpose}, 'asked',
      ${loan.way}, ${loan.ruleId}, ${ctx.clock.now().toISOString()}, ${loan.askedBy}, ${loan.askedByName})
    on conflict (account_id) where state in ('asked', 'agreed', 'approved', 'open', 'hopeless') do nothing returning id`.execute(
    ctx.transaction,
  );
  if (rows.length === 0) return false;
  await sql`
    insert into savings.loan_guarantor (loan_id, person_id, answer)
    select ${loan.id}, id, 'asked' from unnest(${[...guarantorIds]}::uuid[]) as u(id)`.execute(ctx.transaction);
  return true;
}

export async function setLoanState(
  ctx: Context,
  id: string,
  state: LoanState,
  refusal: string | null = null,
): Promise<void> {
  await sql`update savings.loan set state = ${state}, refusal = coalesce(${refusal}, refusal) where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function decide(
  ctx: Context,
  id: string,
  { state, refusal }: { state: 'approved' | 'refused'; refusal: string | null },
): Promise<void> {
  await sql`
    update savings.loan set state = ${state}, refusal = ${refusal}, decided_at = ${ctx.clock.now().toISOString()},
      decided_by = ${ctx.user?.accountId ?? null}, decided_by_name = ${ctx.user?.name ?? null}
    where id = ${id}`.execute(ctx.transaction);
}

/** Writes the day of payment and the plan that begins with it. */
export async function planLoan(ctx: Context, id: string, paidOn: Day, plan: readonly Instalment[]): Promise<void> {
  await sql`update savings.loan set paid_on = ${paidOn}::date where id = ${id}`.execute(ctx.transaction);
  await sql`
    insert into savings.loan_instalment (loan_id, number, due_on, amount_fen)
    select ${id}, number, due, amount from unnest(${plan.map((part) => part.number)}::int[],
      ${plan.map((part) => part.dueOn)}::date[], ${plan.map((part) => part.amount.toString())}::bigint[])
      as p(number, due, amount)`.execute(ctx.transaction);
}

/** As if it had not been paid: it waits again. */
export async function unpay(ctx: Context, id: string): Promise<void> {
  await sql`delete from savings.loan_instalment where loan_id = ${id}`.execute(ctx.transaction);
  await sql`update savings.loan set state = 'approved', paid_on = null where id = ${id}`.execute(ctx.transaction);
}

export async function plansOf(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, Instalment[]>> {
  const { rows } = await sql<Instalment & { loanId: string }>`
    select loan_id as "loanId", number, due_on as "dueOn", amount_fen as amount from savings.loan_instalment
    where loan_id = any(${[...ids]}::uuid[]) order by loan_id, number`.execute(ctx.transaction);
  const plans = new Map<string, Instalment[]>();
  for (const { loanId, ...part } of rows) plans.set(loanId, [...(plans.get(loanId) ?? []), part]);
  return plans;
}

export interface GuarantorRecord {
  loanId: string;
  personId: string;
  answer: Answer;
  answeredAt: Date | null;
}

export async function guarantorsOf(ctx: Context, loanId: string): Promise<GuarantorRecord[]> {
  const { rows } = await sql<GuarantorRecord>`
    select loan_id as "loanId", person_id as "personId", answer, answered_at as "answeredAt" from savings.loan_guarantor
    where loan_id = ${loanId} order by person_id`.execute(ctx.transaction);
  return rows;
}

/** The loans that somebody was asked to answer for, or answers for until they are repaid. */
export async function guaranteesOf(ctx: Context, personId: string): Promise<(LoanRecord & { answer: Answer })[]> {
  const { rows } = await sql<LoanRecord & { answer: Answer }>`
    select ${columns}, g.answer from ${from} join savings.loan_guarantor g on g.loan_id = l.id
    where g.person_id = ${personId} and g.answer <> 'declined' and l.state in ('asked', 'agreed', 'approved', 'open', 'hopeless')
    order by l.asked_at desc, l.id`.execute(ctx.transaction);
  return rows;
}

/** For how many loans people answer now. */
export async function countGuaranteed(
  ctx: Context,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select g.person_id as id, count(*)::int as count from savings.loan_guarantor g join savings.loan l on l.id = g.loan_id
    where g.person_id = any(${[...personIds]}::uuid[]) and g.answer = 'agreed'
      and l.state in ('asked', 'agreed', 'approved', 'open', 'hopeless') group by 1`.execute(ctx.transaction);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export async function answer(
  ctx: Context,
  { loanId, personId }: { loanId: string; personId: string },
  given: 'agreed' | 'declined',
): Promise<void> {
  await sql`
    update savings.loan_guarantor set answer = ${given}, answered_at = ${ctx.clock.now().toISOString()}
    where loan_id = ${loanId} and person_id = ${personId}`.execute(ctx.transaction);
}

/** How many loans were judged by each version of the rules. */
export async function loansByRule(ctx: Context, versionIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    select rule_id as id, count(*)::int as count from savings.loan where rule_id = any(${[...versionIds]}::uuid[])
    group by 1`.execute(ctx.transaction);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
