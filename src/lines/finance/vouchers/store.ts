import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import { subtreeRange } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { VoucherState, VoucherStep } from './contract';

export interface VoucherRecord {
  id: string;
  bookId: string;
  unitPath: string;
  on: Day;
  words: string;
  sheets: number;
  state: VoucherState;
  enteredBy: string;
  reviewedBy: string | null;
  paidBy: string | null;
  postedBy: string | null;
  entryId: string | null;
  reversalId: string | null;
  version: number;
}

const columns = sql`v.id, v.book_id as "bookId", v.unit_path as "unitPath", v.on_day as "on", v.words, v.sheets, v.state,
  v.entered_by as "enteredBy", v.reviewed_by as "reviewedBy", v.paid_by as "paidBy", v.posted_by as "postedBy",
  v.entry_id as "entryId", v.reversal_id as "reversalId", v.version`;

export function inAnySubtree(column: RawBuilder<unknown>, paths: readonly string[]): RawBuilder<boolean> {
  const ranges = paths.map(subtreeRange).map(({ from, to }) => sql`(${column} >= ${from} and ${column} < ${to})`);
  return ranges.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(ranges, sql` or `)})`;
}

export async function insertVoucher(ctx: Context, voucher: VoucherRecord): Promise<void> {
  const { id, bookId, unitPath, on, words, sheets, state, enteredBy, reviewedBy, paidBy, version } = voucher;
  await sql`
    insert into finance.voucher (id, book_id, unit_path, on_day, words, sheets, state, entered_by, reviewed_by, paid_by,
      created_at, version)
    values (${id}, ${bookId}, ${unitPath}, ${on}::date, ${words}, ${sheets}, ${state}, ${enteredBy}, ${reviewedBy}::uuid,
      ${paidBy}::uuid, ${ctx.clock.now().toISOString()}, ${version})`.execute(ctx.transaction);
}

/** With `lock`, who comes later waits, and then finds what was done. */
export async function voucherRow(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<VoucherRecord | null> {
  const { rows } = await sql<VoucherRecord>`
    select ${columns} from finance.voucher v where v.id = ${id}
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function vouchersByIds(ctx: Context, ids: readonly string[]): Promise<VoucherRecord[]> {
  const { rows } = await sql<VoucherRecord>`
    select ${columns} from finance.voucher v where v.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface VoucherQuestion {
  under: readonly string[];
  bookId?: string | undefined;
  state?: VoucherState | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
  after: readonly [day: string, id: string] | null;
  limit: number;
}

export async function voucherRows(ctx: Context, question: VoucherQuestion): Promise<VoucherRecord[]> {
  const { under, bookId, state, from, to, after, limit } = question;
  const when = (value: string | undefined, condition: (value: string) => RawBuilder<unknown>) =>
    value === undefined ? sql`true` : condition(value);
  const { rows } = await sql<VoucherRecord>`
    select ${columns} from finance.voucher v
    where ${inAnySubtree(sql`v.unit_path`, under)}
      and ${when(bookId, (id) => sql`v.book_id = ${id}`)} and ${when(state, (one) => sql`v.state = ${one}`)}
      and ${when(from, (day) => sql`v.on_day >= ${day}::date`)} and ${when(to, (day) => sql`v.on_day <= ${day}::date`)}
      and ${after === null ? sql`true` : sql`(v.on_day, v.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by v.on_day desc, v.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export type VoucherChange = Partial<
  Pick<
    VoucherRecord,
    'on' | 'words' | 'sheets' | 'state' | 'enteredBy' | 'reviewedBy' | 'paidBy' | 'postedBy' | 'entryId' | 'reversalId'
  >
>;

const columnOf: Readonly<Record<keyof VoucherChange, string>> = {
  on: 'on_day',
  words: 'words',
  sheets: 'sheets',
  state: 'state',
  enteredBy: 'entered_by',
  reviewedBy: 'reviewed_by',
  paidBy: 'paid_by',
  postedBy: 'posted_by',
  entryId: 'entry_id',
  reversalId: 'reversal_id',
};

export async function changeVoucher(ctx: Context, id: string, change: VoucherChange): Promise<void> {
  const sets = (Object.keys(change) as (keyof VoucherChange)[]).map(
    (key) => sql`${sql.ref(columnOf[key])} = ${change[key]}`,
  );
  await sql`
    update finance.voucher set ${sql.join([...sets, sql`version = version + 1`])} where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface LineRecord {
  account: string;
  side: 1 | -1;
  amount: bigint;
  partyId: string | null;
  words: string;
  budgetLineId: string | null;
  /** Of the budget line, what it spends was held by an approval. */
  reservationId: string | null;
}

/** Puts the lines in place of those that were there. */
export async function putLines(ctx: Context, voucherId: string, lines: readonly LineRecord[]): Promise<void> {
  await sql`delete from finance.voucher_line where voucher_id = ${voucherId}`.execute(ctx.transaction);
  const rows = lines.map(({ amount, ...line }, i) => ({ ...line, line: i + 1, amount: amount.toString() }));
  await sql`
    insert into finance.voucher_line (voucher_id, line, account, side, amount_fen, party_id, words, budget_line_id, reservation_id)
    select ${voucherId}, line, account, side, amount, "partyId", words, "budgetLineId", "reservationId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(line int, account text, side int, amount bigint,
      "partyId" uuid, words text, "budgetLineId" uuid, "reservationId" uuid)`.execute(ctx.transaction);
}

export async function linesByVoucher(ctx: Context, ids: readonly string[]): Promise<Map<string, LineRecord[]>> {
  const { rows } = await sql<LineRecord & { voucherId: string }>`
    select voucher_id as "voucherId", account, side, amount_fen as amount, party_id as "partyId", words,
      budget_line_id as "budgetLineId", reservation_id as "reservationId"
    from finance.voucher_line where voucher_id = any(${[...ids]}::uuid[]) order by voucher_id, line`.execute(
    ctx.transaction,
  );
  const byVoucher = new Map<string, LineRecord[]>(ids.map((id) => [id, []]));
  for (const { voucherId, ...line } of rows) byVoucher.get(voucherId)!.push(line);
  return byVoucher;
}

export async function insertFile(ctx: Context, voucherId: string, fileId: string): Promise<void> {
  await sql`
    insert into finance.voucher_file (voucher_id, file_id, added_at)
    values (${voucherId}, ${fileId}, ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

export async function filesOf(ctx: Context, voucherId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select file_id as id from finance.voucher_file where voucher_id = ${voucherId} order by added_at, file_id`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}

export async function deleteFile(ctx: Context, voucherId: string, fileId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from finance.voucher_file where voucher_id = ${voucherId} and file_id = ${fileId}`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export interface StepRecord {
  id: string;
  voucherId: string;
  step: VoucherStep;
  note: string;
  at: Date;
  by: string;
  byName: string;
}

export async function insertStep(ctx: Context, { id, voucherId, step, note, at, by, byName }: StepRecord) {
  await sql`
    insert into finance.voucher_step (id, voucher_id, step, note, recorded_at, recorded_by, recorded_by_name)
    values (${id}, ${voucherId}, ${step}, ${note}, ${at.toISOString()}, ${by}, ${byName})`.execute(ctx.transaction);
}

export async function stepsOf(ctx: Context, voucherId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select id, voucher_id as "voucherId", step, note, recorded_at as at, recorded_by as by, recorded_by_name as "byName"
    from finance.voucher_step where voucher_id = ${voucherId} order by recorded_at, id`.execute(ctx.transaction);
  return rows;
}
