import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { RowReason, RowVerdict, StatementColumns, StatementState } from './contract';
import type { JudgedRow } from './judge';
import type { SheetRow } from './layout';

export interface StatementRecord {
  id: string;
  accountId: string;
  fileName: string;
  headings: string[];
  fingerprint: string;
  columns: StatementColumns;
  state: StatementState;
  counts: unknown;
  createdAt: Date;
  createdByName: string;
  undoneByName: string | null;
  undoReason: string | null;
  version: number;
}

const columns = sql`s.id, s.account_id as "accountId", s.file_name as "fileName", s.headings, s.fingerprint, s.columns, s.state,
  s.counts, s.created_at as "createdAt", s.created_by_name as "createdByName", s.undone_by_name as "undoneByName",
  s.undo_reason as "undoReason", s.version`;

type NewStatement = Pick<
  StatementRecord,
  'id' | 'accountId' | 'fileName' | 'headings' | 'fingerprint' | 'columns' | 'createdByName'
> & { createdBy: string };

export async function insertStatement(ctx: Context, statement: NewStatement): Promise<void> {
  const { id, accountId, fileName, headings, fingerprint, createdBy, createdByName } = statement;
  await sql`
    insert into finance.bank_statement (id, account_id, file_name, headings, fingerprint, columns, state, created_at,
      created_by, created_by_name)
    values (${id}, ${accountId}, ${fileName}, ${JSON.stringify(headings)}::jsonb, ${fingerprint},
      ${JSON.stringify(statement.columns)}::jsonb, 'open', ${ctx.clock.now().toISOString()}, ${createdBy},
      ${createdByName})`.execute(ctx.transaction);
}

export async function statementById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<StatementRecord | null> {
  const { rows } = await sql<StatementRecord>`
    select ${columns} from finance.bank_statement s where s.id = ${id}
    ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function statementRecords(
  ctx: Context,
  { accountId, after, limit }: { accountId: string; after: string | null; limit: number },
): Promise<StatementRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(s.created_at, s.id) < (select b.created_at, b.id from finance.bank_statement b where b.id = ${after}::uuid)`;
  const { rows } = await sql<StatementRecord>`
    select ${columns} from finance.bank_statement s where s.account_id = ${accountId} and ${next}
    order by s.created_at desc, s.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function changeStatement(
  ctx: Context,
  id: string,
  change: {
    columns?: StatementColumns;
    counts?: unknown;
    state?: StatementState;
    undo?: { name: string; reason: string };
  },
): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await sql`
    update finance.bank_statement set columns = coalesce(${json(change.columns)}::jsonb, columns),
      counts = coalesce(${json(change.counts)}::jsonb, counts), state = coalesce(${change.state ?? null}, state),
      undone_by_name = coalesce(${change.undo?.name ?? null}, undone_by_name),
      undo_reason = coalesce(${change.undo?.reason ?? null}, undo_reason), version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function layoutOf(ctx: Context, unitId: string, fingerprint: string): Promise<StatementColumns | null> {
  const { rows } = await sql<{ columns: StatementColumns }>`
    select columns from finance.bank_layout where unit_id = ${unitId} and fingerprint = ${fingerprint}`.execute(
    ctx.transaction,
  );
  return rows[0]?.columns ?? null;
}

export async function keepLayout(
  ctx: Context,
  { unitId, fingerprint }: { unitId: string; fingerprint: string },
  places: StatementColumns,
): Promise<void> {
  await sql`
    insert into finance.bank_layout (unit_id, fingerprint, columns)
    values (${unitId}, ${fingerprint}, ${JSON.stringify(places)}::jsonb)
    on conflict (unit_id, fingerprint) do update set columns = excluded.columns`.execute(ctx.transaction);
}

export async function insertRows(ctx: Context, statementId: string, rows: readonly SheetRow[]): Promise<void> {
  await sql`
    insert into finance.bank_statement_row (statement_id, number, cells)
    select ${statementId}, number, cells from unnest(${rows.map((row) => row.number)}::int[],
      ${rows.map((row) => JSON.stringify(row.cells))}::jsonb[]) as r(number, cells)`.execute(ctx.transaction);
}

export async function sheetRows(ctx: Context, statementId: string): Promise<SheetRow[]> {
  const { rows } = await sql<SheetRow>`
    select number, cells from finance.bank_statement_row where statement_id = ${statementId} order by number`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function writeJudgements(ctx: Context, statementId: string, rows: readonly JudgedRow[]): Promise<void> {
  const fen = (value: bigint | null) => value?.toString() ?? null;
  const judged = rows.map(({ number, verdict, reason, on, amount, balance, words, party, off }) => ({
    ...{ number, verdict, reason, on, words, party, amount: fen(amount), balance: fen(balance), off: fen(off) },
  }));
  await sql`
    update finance.bank_statement_row r set verdict = j.verdict, reason = j.reason, on_day = j."on", amount_fen = j.amount,
      balance_fen = j.balance, words = j.words, party = j.party, off_fen = j.off
    from jsonb_to_recordset(${JSON.stringify(judged)}::jsonb) as j(number int, verdict text, reason jsonb, "on" date,
      amount bigint, balance bigint, words text, party text, off bigint)
    where r.statement_id = ${statementId} and r.number = j.number`.execute(ctx.transaction);
}

export interface StoredRow {
  number: number;
  cells: string[];
  verdict: RowVerdict;
  reason: { code: RowReason; params: Record<string, string> } | null;
  on: Day | null;
  amount: bigint | null;
  balance: bigint | null;
  words: string;
  party: string;
  off: bigint | null;
}

export async function storedRows(
  ctx: Context,
  statementId: string,
  { which, after, limit }: { which: RowVerdict | 'breaks' | undefined; after: number; limit: number },
): Promise<StoredRow[]> {
  const asked =
    which === undefined
      ? sql`true`
      : which === 'breaks'
        ? sql`off_fen is not null and verdict <> 'bad'`
        : sql`verdict = ${which}`;
  const { rows } = await sql<StoredRow>`
    select number, cells, verdict, reason, on_day as "on", amount_fen as amount, balance_fen as balance, words, party,
      off_fen as off
    from finance.bank_statement_row where statement_id = ${statementId} and number > ${after} and ${asked}
    order by number limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Of rows that were taken in the sheet's own cells go: what counts of them stands with the lines. */
export async function forgetCells(ctx: Context, statementId: string): Promise<void> {
  await sql`
    update finance.bank_statement_row set cells = '[]' where statement_id = ${statementId} and verdict <> 'bad'`.execute(
    ctx.transaction,
  );
}
