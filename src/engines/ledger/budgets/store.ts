import { sql } from 'kysely';
import { newId, userOf, type Context } from '#kernel';
import { columnsOf, contentOf, type BudgetRecord, type LineColumns, type LineContent } from './rows';

const budgetColumns = sql`g.id, g.book_id as "bookId", b.name as "bookName", b.kind as "bookKind", b.unit_id as "unitId",
  b.unit_path as "unitPath", b.opened_on as "openedOn", g.year, g.revision`;

/** The budget; `lock` keeps everybody else who changes it waiting. */
export async function budgetById(ctx: Context, id: string, lock?: 'lock'): Promise<BudgetRecord | null> {
  const { rows } = await sql<BudgetRecord>`
    select ${budgetColumns} from ledger.budget g join ledger.book b on b.id = g.book_id where g.id = ${id}
    ${lock === undefined ? sql`` : sql`for no key update of g`}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The budgets of a year by their books. */
export async function budgetsOfYear(
  ctx: Context,
  bookIds: readonly string[],
  year: number,
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; bookId: string }>`
    select id, book_id as "bookId" from ledger.budget where book_id = any(${[...bookIds]}::uuid[]) and year = ${year}`.execute(
    ctx.transaction,
  );
  return new Map(rows.map(({ id, bookId }) => [bookId, id]));
}

/** False where the book has a budget for the year. */
export async function insertBudget(
  ctx: Context,
  budget: { id: string; bookId: string; year: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into ledger.budget (id, book_id, year, created_at)
    values (${budget.id}, ${budget.bookId}, ${budget.year}, ${ctx.clock.now().toISOString()})
    on conflict do nothing returning 1`.execute(ctx.transaction);
  return rows.length > 0;
}

/** What is in force has been changed: drafts that began before have to be looked at again. */
export async function raiseRevision(ctx: Context, budgetId: string): Promise<void> {
  await sql`update ledger.budget set revision = revision + 1 where id = ${budgetId}`.execute(ctx.transaction);
}

export type VersionState = 'draft' | 'proposed' | 'in_force' | 'replaced' | 'dropped';

export interface VersionRecord {
  id: string;
  budgetId: string;
  number: number;
  state: VersionState;
  reason: string;
  baseRevision: number;
  writtenBy: string;
  writtenByName: string;
  writtenAt: Date;
  decidedBy: string | null;
  decidedByName: string | null;
  decidedAt: Date | null;
  decision: string;
  version: number;
}

/** The versions of a budget, the latest first. */
export async function versionsOf(ctx: Context, budgetId: string): Promise<VersionRecord[]> {
  const { rows } = await sql<VersionRecord>`
    select id, budget_id as "budgetId", number, state, reason, base_revision as "baseRevision", written_by as "writtenBy",
      written_by_name as "writtenByName", written_at as "writtenAt", decided_by as "decidedBy",
      decided_by_name as "decidedByName", decided_at as "decidedAt", decision, version
    from ledger.budget_version where budget_id = ${budgetId} order by number desc`.execute(ctx.transaction);
  return rows;
}

export const isOpen = ({ state }: Pick<VersionRecord, 'state'>): boolean => state === 'draft' || state === 'proposed';

export async function insertVersion(
  ctx: Context,
  version: Pick<VersionRecord, 'id' | 'budgetId' | 'number' | 'reason' | 'baseRevision'>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    insert into ledger.budget_version (id, budget_id, number, state, reason, base_revision, written_by, written_by_name,
      written_at)
    values (${version.id}, ${version.budgetId}, ${version.number}, 'draft', ${version.reason}, ${version.baseRevision},
      ${accountId}, ${name}, ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

/** A draft that was written on: by whom, from which state of the lines in force. */
export async function rewriteVersion(
  ctx: Context,
  id: string,
  { reason, baseRevision }: Pick<VersionRecord, 'reason' | 'baseRevision'>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    update ledger.budget_version set reason = ${reason}, base_revision = ${baseRevision}, written_by = ${accountId},
      written_by_name = ${name}, written_at = ${ctx.clock.now().toISOString()}, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function moveVersion(ctx: Context, id: string, state: VersionState): Promise<void> {
  await sql`update ledger.budget_version set state = ${state}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export async function decideVersion(
  ctx: Context,
  id: string,
  { state, decision }: Pick<VersionRecord, 'state' | 'decision'>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    update ledger.budget_version set state = ${state}, decision = ${decision}, decided_by = ${accountId},
      decided_by_name = ${name}, decided_at = ${ctx.clock.now().toISOString()}, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

const lineColumns = sql`position, name, on_breach, ceiling_fen, floor_fen, about_fen, tolerance_percent, accounts,
  commitment_ids`;
const lineRecordset = sql`r(id uuid, position int, name text, on_breach text, ceiling_fen bigint, floor_fen bigint,
  about_fen bigint, tolerance_percent int, accounts text[], commitment_ids uuid[])`;

const asRecordset = (lines: readonly LineContent[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(lines.map(columnsOf))}::jsonb) as ${lineRecordset}`;

export async function versionLines(ctx: Context, versionId: string): Promise<LineContent[]> {
  const { rows } = await sql<LineColumns>`
    select line_id as id, ${lineColumns} from ledger.budget_version_line where version_id = ${versionId}
    order by position`.execute(ctx.transaction);
  return rows.map(contentOf);
}

/** A draft's lines as a whole. */
export async function writeVersionLines(ctx: Context, versionId: string, lines: readonly LineContent[]): Promise<void> {
  await sql`delete from ledger.budget_version_line where version_id = ${versionId}`.execute(ctx.transaction);
  await sql`
    insert into ledger.budget_version_line (version_id, line_id, ${lineColumns})
    select ${versionId}, id, ${lineColumns} from ${asRecordset(lines)}`.execute(ctx.transaction);
}

/** Puts lines in force: those that stand are changed, new ones begin, and those that are left out are closed. */
export async function writeLines(ctx: Context, budgetId: string, lines: readonly LineContent[]): Promise<void> {
  await sql`
    update ledger.budget_line set is_closed = true
    where budget_id = ${budgetId} and id <> all(${lines.map((line) => line.id)}::uuid[])`.execute(ctx.transaction);
  await sql`
    insert into ledger.budget_line (id, budget_id, ${lineColumns})
    select id, ${budgetId}, ${lineColumns} from ${asRecordset(lines)}
    on conflict (id) do update set position = excluded.position, name = excluded.name, on_breach = excluded.on_breach,
      ceiling_fen = excluded.ceiling_fen, floor_fen = excluded.floor_fen, about_fen = excluded.about_fen,
      tolerance_percent = excluded.tolerance_percent, accounts = excluded.accounts, commitment_ids = excluded.commitment_ids,
      is_closed = false`.execute(ctx.transaction);
}

export async function setCeiling(ctx: Context, lineId: string, ceiling: bigint): Promise<void> {
  await sql`update ledger.budget_line set ceiling_fen = ${ceiling.toString()}::bigint where id = ${lineId}`.execute(
    ctx.transaction,
  );
}

export interface ShiftRecord {
  id: string;
  budgetId: string;
  fromLineId: string;
  fromName: string;
  toLineId: string;
  toName: string;
  amount: bigint;
  reason: string;
  state: 'proposed' | 'approved' | 'refused';
  proposedBy: string;
  proposedByName: string;
  proposedAt: Date;
  decidedByName: string | null;
  decidedAt: Date | null;
  decision: string;
}

/** Transfers of a budget, of one of its lines, or one by its id; the latest first. */
export async function shiftsWhere(
  ctx: Context,
  which: { budgetId: string } | { lineId: string } | { id: string },
): Promise<ShiftRecord[]> {
  const condition =
    'budgetId' in which
      ? sql`s.budget_id = ${which.budgetId}`
      : 'lineId' in which
        ? sql`(s.from_line_id = ${which.lineId} or s.to_line_id = ${which.lineId})
            and s.budget_id = (select budget_id from ledger.budget_line where id = ${which.lineId})`
        : sql`s.id = ${which.id}`;
  const { rows } = await sql<ShiftRecord>`
    select s.id, s.budget_id as "budgetId", s.from_line_id as "fromLineId", f.name as "fromName", s.to_line_id as "toLineId",
      t.name as "toName", s.amount_fen as amount, s.reason, s.state, s.proposed_by as "proposedBy",
      s.proposed_by_name as "proposedByName", s.proposed_at as "proposedAt", s.decided_by_name as "decidedByName",
      s.decided_at as "decidedAt", s.decision
    from ledger.budget_shift s join ledger.budget_line f on f.id = s.from_line_id join ledger.budget_line t on t.id = s.to_line_id
    where ${condition} order by s.proposed_at desc, s.id desc limit 200`.execute(ctx.transaction);
  return rows;
}

export async function insertShift(
  ctx: Context,
  shift: Pick<ShiftRecord, 'budgetId' | 'fromLineId' | 'toLineId' | 'amount' | 'reason'>,
): Promise<string> {
  const { accountId, name } = userOf(ctx);
  const id = newId();
  await sql`
    insert into ledger.budget_shift (id, budget_id, from_line_id, to_line_id, amount_fen, reason, state, proposed_by,
      proposed_by_name, proposed_at)
    values (${id}, ${shift.budgetId}, ${shift.fromLineId}, ${shift.toLineId}, ${shift.amount.toString()}::bigint,
      ${shift.reason}, 'proposed', ${accountId}, ${name}, ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
  return id;
}

export async function decideShift(
  ctx: Context,
  id: string,
  { state, decision }: Pick<ShiftRecord, 'state' | 'decision'>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    update ledger.budget_shift set state = ${state}, decision = ${decision}, decided_by = ${accountId},
      decided_by_name = ${name}, decided_at = ${ctx.clock.now().toISOString()} where id = ${id}`.execute(
    ctx.transaction,
  );
}
