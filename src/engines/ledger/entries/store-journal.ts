import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { monthOf, type EntryKind } from './rules';

export interface JournalQuestion {
  readonly bookId: string;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  readonly kind: EntryKind | undefined;
  readonly sort: 'day' | '-day' | 'number' | '-number';
  /** The sorting key of the last row that was seen: `2024-06-18`, or `2024-06 000123`; and its id. */
  readonly after: readonly [key: string, id: string] | null;
  readonly limit: number;
}

export interface JournalRow {
  id: string;
  on: Day;
  month: Day;
  kind: EntryKind;
  words: string;
  voucherNumber: number | null;
  isReversed: boolean;
}

/** Stands behind every number that the sealer can deal. */
const WAITS = 2_147_483_647;

const isByNumber = (sort: JournalQuestion['sort']): boolean => sort === 'number' || sort === '-number';

export const keyOf = ({ on, month, voucherNumber }: JournalRow, sort: JournalQuestion['sort']): string =>
  isByNumber(sort) ? `${month} ${voucherNumber ?? WAITS}` : on;

const numberKey = /^\d{4}-\d{2}-01 \d{1,10}$/;
const dayKey = /^\d{4}-\d{2}-\d{2}$/;
/** Whether a key that somebody sends can stand where the database expects one. */
export const isKey = (key: string, sort: JournalQuestion['sort'], isDay: (text: string) => boolean): boolean =>
  isDay(key.slice(0, 10)) &&
  (isByNumber(sort) ? numberKey.test(key) && Number(key.slice(11)) <= WAITS : dayKey.test(key));

const columns = (
  number: RawBuilder<unknown>,
) => sql`e.id, e.posted_on as "on", e.month, e.kind, e.words, ${number} as "voucherNumber",
  exists (select from ledger.entry r where r.reverses_id = e.id) as "isReversed"`;

function filtersOf({ from, to, kind }: JournalQuestion): RawBuilder<unknown> {
  return sql`${from === undefined ? sql`true` : sql`e.posted_on >= ${from}::date`}
    and ${to === undefined ? sql`true` : sql`e.posted_on <= ${to}::date`}
    and ${kind === undefined ? sql`true` : sql`e.kind = ${kind}`}`;
}

export async function journalRows(ctx: Context, question: JournalQuestion): Promise<JournalRow[]> {
  const statement = isByNumber(question.sort) ? byNumber(question) : byDay(question);
  const { rows } = await statement.execute(ctx.transaction);
  return rows;
}

function byDay(question: JournalQuestion) {
  const { bookId, sort, after, limit } = question;
  const isDown = sort === '-day';
  const seen =
    after === null
      ? sql`true`
      : sql`(e.posted_on, e.id) ${isDown ? sql`<` : sql`>`} (${after[0]}::date, ${after[1]}::uuid)`;
  const order = isDown ? sql`e.posted_on desc, e.id desc` : sql`e.posted_on, e.id`;
  return sql<JournalRow>`
    select ${columns(sql`s.voucher_number`)} from ledger.entry e left join ledger.seal s on s.entry_id = e.id
    where e.book_id = ${bookId} and ${filtersOf(question)} and ${seen} order by ${order} limit ${limit}`;
}

/** Sealed entries along their own index, and those that wait at the end of their month. */
function byNumber(question: JournalQuestion) {
  const { bookId, from, to, after, limit } = question;
  const months = (month: RawBuilder<unknown>) => sql`
    ${from === undefined ? sql`true` : sql`${month} >= ${monthOf(from)}::date`}
    and ${to === undefined ? sql`true` : sql`${month} <= ${monthOf(to)}::date`}`;
  const isDown = question.sort === '-number';
  const direction = isDown ? sql`desc` : sql`asc`;
  const beyond = (key: RawBuilder<unknown>, place: RawBuilder<unknown>) =>
    after === null ? sql`true` : sql`${key} ${isDown ? sql`<` : sql`>`} ${place}`;
  const [month, number, id] =
    after === null ? ['', 0, ''] : [after[0].slice(0, 10), Number(after[0].slice(11)), after[1]];
  return sql<JournalRow>`
    select * from (
      (select ${columns(sql`s.voucher_number`)} from ledger.seal s join ledger.entry e on e.id = s.entry_id
        where s.book_id = ${bookId} and ${months(sql`s.month`)} and ${filtersOf(question)}
          and ${beyond(sql`(s.month, s.voucher_number)`, sql`(${month}::date, ${number}::int)`)}
        order by s.month ${direction}, s.voucher_number ${direction} limit ${limit})
      union all
      (select ${columns(sql`null::int`)} from ledger.waiting w join ledger.entry e on e.id = w.entry_id
        where w.book_id = ${bookId} and ${months(sql`w.month`)} and ${filtersOf(question)}
          and ${beyond(sql`(w.month, ${sql.lit(WAITS)}, w.entry_id)`, sql`(${month}::date, ${number}::int, ${id}::uuid)`)}
        order by w.month ${direction}, w.entry_id ${direction} limit ${limit})
    ) j order by month ${direction}, coalesce("voucherNumber", ${sql.lit(WAITS)}) ${direction}, id ${direction} limit ${limit}`;
}

/** How many entries of a book wait for their numbers within days. */
export async function countWaitingWithin(
  ctx: Context,
  bookId: string,
  { from, to }: { from: Day | undefined; to: Day | undefined },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ledger.waiting w join ledger.entry e on e.id = w.entry_id
    where w.book_id = ${bookId} and ${from === undefined ? sql`true` : sql`e.posted_on >= ${from}::date`}
      and ${to === undefined ? sql`true` : sql`e.posted_on <= ${to}::date`}`.execute(ctx.transaction);
  return rows[0]!.count;
}

export interface EntrySeal {
  position: number;
  hash: string;
}

export async function sealOf(ctx: Context, entryId: string): Promise<EntrySeal | null> {
  const { rows } = await sql<EntrySeal>`
    select position::int as position, hash from ledger.seal where entry_id = ${entryId}`.execute(ctx.steady);
  return rows[0] ?? null;
}

/** The number of an entry within its month (`2024-06`); null until the sealer has dealt it. */
export interface EntryNumber {
  month: string;
  number: number | null;
}

export async function numbersOf(ctx: Context, entryIds: readonly string[]): Promise<ReadonlyMap<string, EntryNumber>> {
  if (entryIds.length === 0) return new Map();
  const { rows } = await sql<EntryNumber & { id: string }>`
    select e.id, to_char(e.month, 'YYYY-MM') as month, s.voucher_number as number
    from ledger.entry e left join ledger.seal s on s.entry_id = e.id
    where e.id = any(${[...entryIds]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map(({ id, ...number }) => [id, number]));
}
