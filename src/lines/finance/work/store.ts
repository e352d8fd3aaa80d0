import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import { inAnySubtree } from '../vouchers/store';
import type { WorkKind } from './contract';

/** The books of vouchers that are found right and not posted yet. */
export async function booksInWork(ctx: Context, under: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct v.book_id as id from finance.voucher v
    where v.state = 'reviewed' and ${inAnySubtree(sql`v.unit_path`, under)}`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}

export interface WorkQuestion {
  readonly accountId: string;
  readonly personId: string | null;
  readonly reach: Readonly<Record<WorkKind, readonly string[]>>;
  /** Cash and bank accounts, as `book code`. */
  readonly money: readonly string[];
}

/** What waits for an account's own hand; where the same hand has been before, it waits for another one. */
export async function workCounts(ctx: Context, question: WorkQuestion): Promise<Record<WorkKind, number>> {
  const { accountId: me, personId, reach, money } = question;
  const moves = sql`exists (select from finance.voucher_line l where l.voucher_id = v.id
    and v.book_id || ' ' || l.account = any(${[...money]}::text[]))`;
  const vouchers = (kind: WorkKind, condition: RawBuilder<unknown>) =>
    sql`(select count(*)::int from finance.voucher v where ${inAnySubtree(sql`v.unit_path`, reach[kind])} and ${condition})`;
  const claims = (kind: WorkKind, condition: RawBuilder<unknown>) =>
    sql`(select count(*)::int from finance.claim c where ${inAnySubtree(sql`c.unit_path`, reach[kind])}
      and c.entered_by <> ${me} and c.person_id is distinct from ${personId}::uuid and ${condition})`;
  const findings = (kind: WorkKind, path: string, condition: RawBuilder<unknown>) =>
    sql`(select count(*)::int from finance.audit_finding f join finance.audit a on a.id = f.audit_id
      where ${inAnySubtree(sql.ref(path), reach[kind])} and ${condition})`;
  const { rows } = await sql<Record<WorkKind, number>>`
    select ${vouchers('correct', sql`v.state = 'returned' and v.entered_by = ${me}`)} as correct,
      ${vouchers('review', sql`v.state = 'submitted' and v.entered_by <> ${me}`)} as review,
      ${vouchers('sign', sql`v.state = 'reviewed' and v.paid_by is null and v.entered_by <> ${me} and v.reviewed_by <> ${me} and ${moves}`)} as sign,
      ${vouchers('post', sql`v.state = 'reviewed' and (v.paid_by is not null or not ${moves})`)} as post,
      ${claims('check', sql`c.state = 'submitted'`)} as check,
      ${claims('decide', sql`c.state in ('checked', 'reversed') and c.checked_by <> ${me}`)} as decide,
      ${claims('pay', sql`c.state = 'approved' and c.checked_by <> ${me} and c.approved_by <> ${me}`)} as pay,
      ${findings('answer', 'f.unit_path', sql`f.state in ('issued', 'returned') and f.written_by <> ${me}`)} as answer,
      ${findings('judge', 'a.unit_path', sql`f.state = 'answered' and f.answered_by <> ${me}`)} as judge`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}
