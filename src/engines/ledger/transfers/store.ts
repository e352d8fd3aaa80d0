import { sql, type RawBuilder } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import type { Day, Page } from '#kernel/contract';
import { decodeCursor, encodeCursor, subtreeRange } from '#engines/roster';
import type { TransferAccounts } from './rules';
import type { TransferState } from './states';

export interface TransferRecord {
  id: string;
  fromBookId: string;
  fromBookName: string;
  fromKind: string;
  fromUnitId: string;
  fromPath: string;
  fromAccount: string;
  fromAccountName: string;
  fromPurpose: string | null;
  fromPurposeName: string | null;
  fromEntryId: string | null;
  fromNumber: number | null;
  fromReversalId: string | null;
  toBookId: string;
  toBookName: string;
  toKind: string;
  toUnitId: string;
  toPath: string;
  toAccount: string;
  toAccountName: string;
  toPurpose: string | null;
  toPurposeName: string | null;
  toEntryId: string | null;
  toNumber: number | null;
  toReversalId: string | null;
  amount: bigint;
  on: Day;
  words: string;
  budgetLineId: string | null;
  budgetId: string | null;
  budgetLineName: string | null;
  state: TransferState;
  version: number;
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  decision: string;
  reversalReason: string;
  reversalAskedBy: string | null;
  reversalAskedByName: string | null;
  reversalAskedAt: Date | null;
}

/** What both halves have alike: the book, the account, the purpose, and the entries. */
const half = (side: 'from' | 'to'): RawBuilder<unknown> => {
  const column = (name: string) => sql.ref(`t.${side}_${name}`);
  const as = (name: string) => sql.ref(`${side}${name}`);
  const book = sql.ref(side === 'from' ? 'f' : 'o');
  const nameOf = (account: string) =>
    sql`(select name from ledger.account where book_id = ${column('book_id')} and code = ${column(account)})`;
  return sql`${column('book_id')} as ${as('BookId')}, ${book}.name as ${as('BookName')}, ${book}.kind as ${as('Kind')},
    ${book}.unit_id as ${as('UnitId')}, ${book}.unit_path as ${as('Path')}, ${column('account')} as ${as('Account')},
    ${nameOf('account')} as ${as('AccountName')}, ${column('purpose')} as ${as('Purpose')},
    ${nameOf('purpose')} as ${as('PurposeName')}, ${column('entry_id')} as ${as('EntryId')},
    (select voucher_number from ledger.seal where entry_id = ${column('entry_id')}) as ${as('Number')},
    ${column('reversal_id')} as ${as('ReversalId')}`;
};

const select = sql`
  select t.id, ${half('from')}, ${half('to')}, t.amount_fen as amount, t.posted_on as "on", t.words,
    t.budget_line_id as "budgetLineId", l.budget_id as "budgetId", l.name as "budgetLineName", t.state, t.version,
    t.proposed_by as "proposedBy", t.proposed_by_name as "proposedByName", t.proposed_at as "proposedAt",
    t.decided_by_name as "decidedByName", t.decided_at as "decidedAt", t.decision, t.reversal_reason as "reversalReason",
    t.reversal_asked_by as "reversalAskedBy", t.reversal_asked_by_name as "reversalAskedByName",
    t.reversal_asked_at as "reversalAskedAt"
  from ledger.transfer t join ledger.book f on f.id = t.from_book_id join ledger.book o on o.id = t.to_book_id
  left join ledger.budget_line l on l.id = t.budget_line_id`;

/** One transfer; `lock` keeps everybody else who decides about it waiting. */
export async function transferById(ctx: Context, id: string, lock?: 'lock'): Promise<TransferRecord | null> {
  const { rows } = await sql<TransferRecord>`${select} where t.id = ${id}
    ${lock === undefined ? sql`` : sql`for no key update of t`}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function transfersById(ctx: Context, ids: readonly string[]): Promise<TransferRecord[]> {
  const { rows } = await sql<TransferRecord>`${select} where t.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface TransferQuestion {
  readonly scopes: readonly string[];
  readonly bookId?: string | undefined;
  readonly state?: TransferState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function placeAfter(cursor: string | undefined): { at: string; id: string } | null {
  const [at, id] = decodeCursor(cursor) ?? ['', ''];
  return MOMENT.test(at) && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}

/** Transfers of which one book lies in these parts of the tree, the latest first. */
export async function transferPage(ctx: Context, question: TransferQuestion): Promise<Page<TransferRecord>> {
  const { scopes, bookId, state, cursor, limit } = question;
  if (scopes.length === 0) return { rows: [], nextCursor: null };
  const isWithin = (book: 'f' | 'o') =>
    scopes.map((path) => {
      const { from, to } = subtreeRange(path);
      return sql`(${sql.ref(`${book}.unit_path`)} >= ${from} and ${sql.ref(`${book}.unit_path`)} < ${to})`;
    });
  const after = placeAfter(cursor);
  const { rows } = await sql<TransferRecord>`${select}
    where (${sql.join([...isWithin('f'), ...isWithin('o')], sql` or `)})
      and ${bookId === undefined ? sql`true` : sql`${bookId}::uuid in (t.from_book_id, t.to_book_id)`}
      and ${state === undefined ? sql`true` : sql`t.state = ${state}`}
      and ${after === null ? sql`true` : sql`(t.proposed_at, t.id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by t.proposed_at desc, t.id desc limit ${limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined ? encodeCursor([last.proposedAt.toISOString(), last.id]) : null;
  return { rows: page, nextCursor };
}

export interface NewTransfer extends TransferAccounts {
  readonly fromBookId: string;
  readonly toBookId: string;
  readonly amount: bigint;
  readonly on: Day;
  readonly words: string;
}

export async function insertTransfer(ctx: Context, transfer: NewTransfer): Promise<string> {
  const { accountId, name } = userOf(ctx);
  const id = newId();
  const { purposes } = transfer;
  await sql`
    insert into ledger.transfer (id, from_book_id, to_book_id, amount_fen, posted_on, words, from_account, to_account,
      from_purpose, to_purpose, budget_line_id, state, proposed_by, proposed_by_name, proposed_at)
    values (${id}, ${transfer.fromBookId}, ${transfer.toBookId}, ${transfer.amount.toString()}::bigint, ${transfer.on}::date,
      ${transfer.words}, ${transfer.from}, ${transfer.to}, ${purposes?.from ?? null}, ${purposes?.to ?? null},
      ${transfer.budgetLineId}::uuid, 'proposed', ${accountId}, ${name}, ${ctx.clock.now().toISOString()})`.execute(
    ctx.transaction,
  );
  return id;
}

export async function setState(ctx: Context, id: string, state: TransferState): Promise<void> {
  await sql`update ledger.transfer set state = ${state}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function askBack(ctx: Context, id: string, reason: string): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    update ledger.transfer set state = 'reversing', version = version + 1, reversal_reason = ${reason},
      reversal_asked_by = ${accountId}, reversal_asked_by_name = ${name},
      reversal_asked_at = ${ctx.clock.now().toISOString()} where id = ${id}`.execute(ctx.transaction);
}

export interface Decision {
  readonly state: TransferState;
  readonly words: string;
  /** The halves that were posted by it. */
  readonly pair: readonly [from: string, to: string] | null;
}

export async function decide(ctx: Context, id: string, { state, words, pair }: Decision): Promise<void> {
  const kind = state === 'reversed' ? 'reversal' : 'entry';
  const posted =
    pair === null ? sql`` : sql`${sql.ref(`from_${kind}_id`)} = ${pair[0]}, ${sql.ref(`to_${kind}_id`)} = ${pair[1]},`;
  await sql`
    update ledger.transfer set ${posted} state = ${state}, version = version + 1, decision = ${words},
      decided_by_name = ${userOf(ctx).name}, decided_at = ${ctx.clock.now().toISOString()}
    where id = ${id}`.execute(ctx.transaction);
}
