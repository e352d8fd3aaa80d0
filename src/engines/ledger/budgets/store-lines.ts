import { sql, type RawBuilder } from 'kysely';
import { newId, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { turnoverRows } from '../balances/store';
import { isClosing } from '../sealing/store';
import { contentOf, type LineColumns, type LineRecord } from './rows';
import type { LineFigures } from './rules';

type LineRow = LineColumns & { budgetId: string; bookId: string; year: number; isClosed: boolean };

async function linesWhere(ctx: Context, condition: RawBuilder<unknown>, lock?: 'lock'): Promise<LineRecord[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.position, l.name, l.on_breach, l.ceiling_fen, l.floor_fen, l.about_fen, l.tolerance_percent, l.accounts,
      l.commitment_ids, l.budget_id as "budgetId", g.book_id as "bookId", g.year, l.is_closed as "isClosed"
    from ledger.budget_line l join ledger.budget g on g.id = l.budget_id where ${condition}
    ${lock === undefined ? sql`` : sql`for no key update of l`}`.execute(ctx.transaction);
  return rows.map((row) => {
    const { budgetId, bookId, year, isClosed } = row;
    return { ...contentOf(row), budgetId, bookId, year, isClosed };
  });
}

export async function linesById(ctx: Context, ids: readonly string[]): Promise<Map<string, LineRecord>> {
  const lines = await linesWhere(ctx, sql`l.id = any(${[...ids]}::uuid[])`);
  return new Map(lines.map((line) => [line.id, line]));
}

/** The same, one after the other with all who reserve or move something of them; always in the order of their ids. */
export async function lockLines(ctx: Context, ids: readonly string[]): Promise<Map<string, LineRecord>> {
  const lines = await linesWhere(ctx, sql`l.id = any(${[...ids]}::uuid[]) order by l.id`, 'lock');
  return new Map(lines.map((line) => [line.id, line]));
}

/** The lines of budgets in their order, the closed ones last. */
export const linesOf = (ctx: Context, budgetIds: readonly string[]): Promise<LineRecord[]> =>
  linesWhere(ctx, sql`l.budget_id = any(${[...budgetIds]}::uuid[]) order by l.is_closed, l.position, l.id`);

/** The open lines of a book's budget of a year, in their order; none where no budget is in force. */
export const openLinesOf = (ctx: Context, bookId: string, year: number): Promise<LineRecord[]> =>
  linesWhere(ctx, sql`g.book_id = ${bookId} and g.year = ${year} and not l.is_closed order by l.position, l.id`);

export async function lockLinesOf(ctx: Context, budgetId: string): Promise<LineRecord[]> {
  return linesWhere(ctx, sql`l.budget_id = ${budgetId} order by l.id`, 'lock');
}

/**
 * What lines have spent and hold reserved, at one moment: both are read by one statement, so that what passes from the one
 * to the other by a posting is counted once, and nobody has to wait for it.
 */
export async function figuresOf(
  ctx: Context,
  lines: readonly Pick<LineRecord, 'id' | 'bookId' | 'year'>[],
): Promise<Map<string, LineFigures>> {
  if (lines.length === 0) return new Map();
  const ids = lines.map((line) => line.id);
  const question = {
    bookIds: [...new Set(lines.map((line) => line.bookId))],
    from: `${Math.min(...lines.map((line) => line.year))}-01-01`,
    to: LAST_DAY,
    withClosing: false,
    budgetLineIds: ids,
  };
  const { rows } = await sql<LineFigures & { id: string }>`
    select l.id, coalesce(t.debit - t.credit, 0)::bigint as spent, coalesce(r.reserved, 0)::bigint as reserved
    from unnest(${ids}::uuid[]) as l(id)
    left join (${turnoverRows(question, sql`budget_line_id`)}) t on t.budget_line_id = l.id
    left join lateral (select sum(amount_fen - spent_fen) as reserved from ledger.reservation
      where line_id = l.id and state = 'open') r on true`.execute(ctx.transaction);
  return new Map(rows.map(({ id, spent, reserved }) => [id, { spent, reserved }]));
}

/** What is taken back in a later year is still given back to the line. */
const LAST_DAY: Day = '2199-12-31';

export interface ReservationRecord {
  id: string;
  lineId: string;
  amount: bigint;
  spent: bigint;
  state: 'open' | 'released' | 'expired';
  source: string;
  words: string;
  expiresOn: Day;
  reservedOn: Day;
}

const reservationColumns = sql`id, line_id as "lineId", amount_fen as amount, spent_fen as spent, state, source, words,
  expires_on as "expiresOn", (reserved_at at time zone 'Asia/Shanghai')::date as "reservedOn"`;

export async function reservationsOf(ctx: Context, lineId: string, most: number): Promise<ReservationRecord[]> {
  const { rows } = await sql<ReservationRecord>`
    select ${reservationColumns} from ledger.reservation where line_id = ${lineId}
    order by state <> 'open', reserved_at desc, id desc limit ${most}`.execute(ctx.transaction);
  return rows;
}

export async function reservationByKey(ctx: Context, key: string): Promise<ReservationRecord | null> {
  const { rows } = await sql<ReservationRecord>`
    select ${reservationColumns} from ledger.reservation where source_key = ${key}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Reservations one after the other with all who spend or release them; always in the order of their ids. */
export async function lockReservations(ctx: Context, ids: readonly string[]): Promise<Map<string, ReservationRecord>> {
  const { rows } = await sql<ReservationRecord>`
    select ${reservationColumns} from ledger.reservation where id = any(${[...ids]}::uuid[]) order by id
    for no key update`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface NewReservation {
  readonly lineId: string;
  readonly amount: bigint;
  readonly source: string;
  readonly key: string;
  readonly words: string;
  readonly expiresOn: Day;
}

/** Null where another reservation stands under the key. */
export async function insertReservation(ctx: Context, reservation: NewReservation): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into ledger.reservation (id, line_id, amount_fen, source, source_key, words, expires_on, reserved_at, reserved_by)
    values (${newId()}, ${reservation.lineId}, ${reservation.amount.toString()}::bigint, ${reservation.source},
      ${reservation.key}, ${reservation.words}, ${reservation.expiresOn}::date, ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null}::uuid) on conflict (source_key) do nothing returning id`.execute(ctx.transaction);
  return rows[0]?.id ?? null;
}

export async function endReservation(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`
    update ledger.reservation set state = 'released', end_reason = ${reason}, ended_at = ${ctx.clock.now().toISOString()}
    where id = ${id}`.execute(ctx.transaction);
}

/** What is open beyond its last day gives back what it holds. */
export async function expireReservations(ctx: Context, today: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update ledger.reservation set state = 'expired', ended_at = ${ctx.clock.now().toISOString()}
    where id in (select id from ledger.reservation where state = 'open' and expires_on < ${today}::date order by id for update)
    returning id`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}

export interface ReservationUse {
  readonly entryId: string;
  readonly line: number;
  readonly reservationId: string;
  readonly amount: bigint;
}

/** Whoever writes uses has locked their reservations. */
export async function insertUses(ctx: Context, uses: readonly ReservationUse[]): Promise<void> {
  await sql`
    with used as (
      insert into ledger.reservation_use (entry_id, line, reservation_id, amount_fen)
      select * from unnest(${uses.map((use) => use.entryId)}::uuid[], ${uses.map((use) => use.line)}::smallint[],
        ${uses.map((use) => use.reservationId)}::uuid[], ${uses.map((use) => use.amount.toString())}::bigint[])
      returning reservation_id, amount_fen
    )
    update ledger.reservation r set spent_fen = r.spent_fen + u.amount
    from (select reservation_id, sum(amount_fen)::bigint as amount from used group by reservation_id) u
    where r.id = u.reservation_id`.execute(ctx.transaction);
}

export async function usesOf(ctx: Context, entryIds: readonly string[]): Promise<ReservationUse[]> {
  const { rows } = await sql<ReservationUse>`
    select entry_id as "entryId", line, reservation_id as "reservationId", amount_fen as amount
    from ledger.reservation_use where entry_id = any(${[...entryIds]}::uuid[]) order by entry_id, line`.execute(
    ctx.transaction,
  );
  return rows;
}

/** Of keys in their books, those under which an entry stands. */
export async function standingKeys(
  ctx: Context,
  keys: readonly { bookId: string; key: string }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ bookId: string; key: string }>`
    select e.book_id as "bookId", e.source_key as key
    from unnest(${keys.map((one) => one.bookId)}::uuid[], ${keys.map((one) => one.key)}::text[]) as k(book_id, source_key)
    join ledger.entry e on e.book_id = k.book_id and e.source_key = k.source_key`.execute(ctx.transaction);
  return new Set(rows.map(({ bookId, key }) => `${bookId} ${key}`));
}

export interface PostingRow {
  entryId: string;
  line: number;
  on: Day;
  voucherNumber: number | null;
  words: string;
  code: string;
  accountName: string;
  amount: bigint;
  isReversal: boolean;
  source: string;
}

export interface PostingPlace {
  on: Day;
  entryId: string;
  line: number;
}

/** The postings of a line's spending, the latest first. */
export const postingsOfLine = (ctx: Context, lineId: string, question: PostingQuestion): Promise<PostingRow[]> =>
  postingsWhere(ctx, sql`p.budget_line_id = ${lineId}`, question);

/** What a year spent on accounts without naming a line of its budget: what the board's sum outside is the sum of. */
export const postingsOutside = (
  ctx: Context,
  { accountIds, year, lineIds }: { accountIds: readonly string[]; year: number; lineIds: readonly string[] },
  question: PostingQuestion,
): Promise<PostingRow[]> =>
  postingsWhere(
    ctx,
    sql`p.account_id = any(${[...accountIds]}::uuid[])
      and p.posted_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      and (p.budget_line_id is null or not p.budget_line_id = any(${[...lineIds]}::uuid[]))`,
    question,
  );

export interface PostingQuestion {
  after: PostingPlace | null;
  limit: number;
}

async function postingsWhere(
  ctx: Context,
  condition: RawBuilder<unknown>,
  { after, limit }: PostingQuestion,
): Promise<PostingRow[]> {
  const beyond =
    after === null
      ? sql``
      : sql`and (p.posted_on, p.entry_id, p.line) < (${after.on}::date, ${after.entryId}::uuid, ${after.line})`;
  const { rows } = await sql<PostingRow>`
    select p.entry_id as "entryId", p.line, p.posted_on as "on", s.voucher_number as "voucherNumber",
      concat_ws(' ', e.words, nullif(p.words, '')) as words, a.code, a.name as "accountName", p.side * p.amount_fen as amount,
      e.kind = 'reversal' as "isReversal", e.source
    from ledger.posting p join ledger.entry e on e.id = p.entry_id join ledger.account a on a.id = p.account_id
    left join ledger.seal s on s.entry_id = p.entry_id
    where ${condition} ${beyond}
      and not ${isClosing}
    order by p.posted_on desc, p.entry_id desc, p.line desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** The lines of all budgets that are there for a promise, also those that take no more. */
export async function linesForPromise(ctx: Context, commitmentId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ledger.budget_line where commitment_ids @> array[${commitmentId}::uuid] order by id`.execute(
    ctx.transaction,
  );
  return rows.map((row) => row.id);
}
