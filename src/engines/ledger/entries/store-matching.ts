import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

/** Up to which link of its chain a book is looked at: what was sealed later isn't seen, so that the same question finds the same. */
export interface ChainEnd {
  readonly bookId: string;
  readonly position: bigint;
  readonly hash: string;
}

/** Which entries are meant. One line of an entry has to fit all that is said about lines. */
export interface EntryFilter {
  readonly ends: readonly ChainEnd[];
  readonly from: Day;
  readonly to: Day;
  /** An account by its code, with what lies below it. */
  readonly account?: string | undefined;
  /** The entry's amount, in whichever colour. */
  readonly atLeast?: bigint | undefined;
  readonly partyIds?: readonly string[] | undefined;
  readonly budgetLineId?: string | undefined;
  /** A promise: lines that name it, or that name none and a budget line that is there for it. */
  readonly promise?: { readonly commitmentId: string; readonly budgetLineIds: readonly string[] } | undefined;
  /** Beginnings of sources, or whole ones: `finance.voucher:`. */
  readonly sources?: readonly string[] | undefined;
  /** Only these records, by their whole sources. */
  readonly broughtBy?: readonly string[] | undefined;
}

export interface Population {
  readonly count: number;
  readonly sum: bigint;
  /** SHA-256 of the ids in their order, joined by commas. */
  readonly fingerprint: string;
}

export interface MatchingEntry {
  readonly id: string;
  readonly bookId: string;
  readonly on: Day;
  readonly amount: bigint;
}

/**
 * The sealed entries that fit, each with the sum of its debits without regard to colour. What opens a book or closes its year
 * repeats what stands elsewhere and isn't among them.
 */
function matching(filter: EntryFilter): RawBuilder<unknown> {
  const { ends, from, to, account, atLeast, partyIds, budgetLineId, promise, sources, broughtBy } = filter;
  const ids = ends.map((end) => end.bookId);
  const lineFits = [
    ...(account === undefined
      ? []
      : [
          sql`p.account_id in (select a.id from ledger.account a
            where a.book_id = any(${ids}::uuid[]) and starts_with(a.code, ${account}))`,
        ]),
    ...(partyIds === undefined ? [] : [sql`p.party_id = any(${[...partyIds]}::uuid[])`]),
    ...(budgetLineId === undefined ? [] : [sql`p.budget_line_id = ${budgetLineId}::uuid`]),
    ...(promise === undefined
      ? []
      : [
          sql`(p.commitment_id = ${promise.commitmentId}::uuid
            or p.commitment_id is null and p.budget_line_id = any(${[...promise.budgetLineIds]}::uuid[]))`,
        ]),
  ];
  const all = [
    sql`e.posted_on between ${from}::date and ${to}::date`,
    sql`e.kind in ('ordinary', 'transfer', 'reversal')`,
    ...(sources === undefined
      ? []
      : [sql`exists (select from unnest(${[...sources]}::text[]) as w(begin) where starts_with(e.source, w.begin))`]),
    ...(broughtBy === undefined ? [] : [sql`e.source = any(${[...broughtBy]}::text[])`]),
  ];
  const sum = sql`sum(abs(p.amount_fen)) filter (where p.side = 1)`;
  const having = [
    ...(lineFits.length === 0 ? [] : [sql`bool_or(${sql.join(lineFits, sql` and `)})`]),
    ...(atLeast === undefined ? [] : [sql`${sum} >= ${atLeast.toString()}::bigint`]),
  ];
  return sql`
    select e.id, e.book_id, e.posted_on, ${sum}::bigint as amount
    from unnest(${ids}::uuid[], ${ends.map((end) => end.position.toString())}::bigint[]) as b(book_id, position)
    join ledger.seal s on s.book_id = b.book_id and s.position <= b.position
    join ledger.entry e on e.id = s.entry_id
    join ledger.posting p on p.entry_id = e.id
    where ${sql.join(all, sql` and `)}
    group by e.id, e.book_id, e.posted_on
    ${having.length === 0 ? sql`` : sql`having ${sql.join(having, sql` and `)}`}`;
}

/** How many entries fit, what they come to, and which they are. Whoever asks judges who sees it. */
export async function populationOf(ctx: Context, filter: EntryFilter): Promise<Population> {
  const { rows } = await sql<Population>`
    select count(*)::int as count, coalesce(sum(m.amount), 0)::bigint as sum,
      encode(sha256(convert_to(coalesce(string_agg(m.id::text, ',' order by m.id), ''), 'UTF8')), 'hex') as fingerprint
    from (${matching(filter)}) m`.execute(ctx.transaction);
  return rows[0]!;
}

/**
 * The entries that fit, by their days; with a seed, those that come first by SHA-256 of `seed:id`. The database draws: a book
 * of any size is read through, and only what was drawn is answered.
 */
export async function matchingEntries(
  ctx: Context,
  filter: EntryFilter,
  { seed, limit }: { seed: string | null; limit: number },
): Promise<MatchingEntry[]> {
  const order =
    seed === null ? sql`m.posted_on, m.id` : sql`sha256(convert_to(${seed} || ':' || m.id::text, 'UTF8')), m.id`;
  const { rows } = await sql<MatchingEntry>`
    select m.id, m.book_id as "bookId", m.posted_on as "on", m.amount
    from (${matching(filter)}) m order by ${order} limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** The last links of books' chains; position 0 where nothing has been sealed. */
export async function chainEnds(ctx: Context, bookIds: readonly string[]): Promise<ChainEnd[]> {
  const { rows } = await sql<ChainEnd>`
    select b.id as "bookId", coalesce(s.position, 0)::bigint as position, coalesce(s.hash, '') as hash
    from unnest(${[...bookIds]}::uuid[]) as b(id)
    left join lateral (select position, hash from ledger.seal where book_id = b.id order by position desc limit 1) s on true
    order by b.id`.execute(ctx.transaction);
  return rows;
}

/** Whether the chains still have these links, each with its hash. */
export async function hasLinks(ctx: Context, ends: readonly ChainEnd[]): Promise<boolean> {
  const wanted = ends.filter((end) => end.position > 0n);
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
    from unnest(${wanted.map((end) => end.bookId)}::uuid[], ${wanted.map((end) => end.position.toString())}::bigint[],
      ${wanted.map((end) => end.hash)}::text[]) as e(book_id, position, hash)
    join ledger.seal s on s.book_id = e.book_id and s.position = e.position and s.hash = e.hash`.execute(
    ctx.transaction,
  );
  return rows[0]!.count === wanted.length;
}

export interface EntryHead {
  readonly id: string;
  readonly bookId: string;
  readonly on: Day;
  readonly words: string;
  /** `2024-06` */
  readonly month: string;
  /** Null until the sealer has dealt it. */
  readonly number: number | null;
  readonly isReversed: boolean;
}

const heads = sql`e.id, e.book_id as "bookId", e.posted_on as "on", e.words, to_char(e.month, 'YYYY-MM') as month,
  s.voucher_number as number, exists (select from ledger.entry r where r.reverses_id = e.id) as "isReversed"`;

/** What a list says of entries. */
export async function entryHeads(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, EntryHead>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<EntryHead>`
    select ${heads} from ledger.entry e left join ledger.seal s on s.entry_id = e.id
    where e.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The entry with a number of a book's month (`2024-06`); null where there is none. */
export async function entryByNumber(
  ctx: Context,
  { bookId, month, number }: { bookId: string; month: string; number: number },
): Promise<EntryHead | null> {
  const { rows } = await sql<EntryHead>`
    select ${heads} from ledger.seal s join ledger.entry e on e.id = s.entry_id
    where s.book_id = ${bookId} and s.month = ${`${month}-01`}::date and s.voucher_number = ${number}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** The accounts that recorded what was posted to books within days. */
export async function recordersOf(
  ctx: Context,
  { bookIds, from, to }: { bookIds: readonly string[]; from: Day; to: Day },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct recorded_by as id from ledger.entry
    where book_id = any(${[...bookIds]}::uuid[]) and posted_on between ${from}::date and ${to}::date
      and recorded_by is not null`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}

/** The months in which books have sealed entries, and how many; the numbers of a month run from 1 without a gap. */
export async function postedMonths(
  ctx: Context,
  bookIds: readonly string[],
): Promise<{ bookId: string; month: Day; count: number }[]> {
  const { rows } = await sql<{ bookId: string; month: Day; count: number }>`
    select book_id as "bookId", month, max(voucher_number) as count from ledger.seal
    where book_id = any(${[...bookIds]}::uuid[]) group by 1, 2 order by 1, 2`.execute(ctx.transaction);
  return rows;
}

/** How many entries of books wait for their numbers within days. */
export async function countWaitingOf(
  ctx: Context,
  { bookIds, from, to }: { bookIds: readonly string[]; from: Day; to: Day },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ledger.waiting w join ledger.entry e on e.id = w.entry_id
    where w.book_id = any(${[...bookIds]}::uuid[]) and e.posted_on between ${from}::date and ${to}::date`.execute(
    ctx.transaction,
  );
  return rows[0]!.count;
}
