import { CompiledQuery, sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { EntryKind } from './rules';

export interface NewEntry {
  readonly id: string;
  readonly bookId: string;
  readonly on: Day;
  readonly kind: EntryKind;
  readonly words: string;
  readonly source: string;
  readonly key: string | null;
  readonly hash: Buffer;
  readonly reversesId: string | null;
  readonly lines: readonly NewPosting[];
}

export interface NewPosting {
  readonly account: string;
  readonly side: 1 | -1;
  readonly amount: bigint;
  readonly partyId: string | null;
  readonly budgetLineId: string | null;
  readonly commitmentId: string | null;
  /** Spent by it, once the entry is in; not kept with the posting. */
  readonly reservationId: string | null;
  readonly words: string;
}

type Column<Row> = readonly [type: 'uuid' | 'date' | 'text' | 'int' | 'bigint', value: (row: Row) => unknown];

/** Rows as arrays: one text for every number of them. */
function given<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): RawBuilder<unknown> {
  return sql`unnest(${sql.join(columns.map(([type, value]) => sql`${rows.map(value)}::${sql.raw(type)}[]`))})`;
}

const entryColumnsGiven: readonly Column<NewEntry>[] = [
  ['uuid', (entry) => entry.id],
  ['uuid', (entry) => entry.bookId],
  ['date', (entry) => entry.on],
  ['text', (entry) => entry.kind],
  ['text', (entry) => entry.words],
  ['text', (entry) => entry.source],
  ['text', (entry) => entry.key],
  ['text', (entry) => entry.hash.toString('hex')],
  ['uuid', (entry) => entry.reversesId],
];

type NumberedPosting = NewPosting & { readonly line: number };

const postingColumnsGiven: readonly Column<NumberedPosting>[] = [
  ['int', (line) => line.line],
  ['text', (line) => line.account],
  ['int', (line) => line.side],
  ['bigint', (line) => line.amount.toString()],
  ['uuid', (line) => line.partyId],
  ['uuid', (line) => line.budgetLineId],
  ['uuid', (line) => line.commitmentId],
  ['text', (line) => line.words],
];

const lineColumnsGiven: readonly Column<NumberedPosting & { entryId: string }>[] = [
  ['uuid', (line) => line.entryId],
  ...postingColumnsGiven,
];

/** Whether the account `a` takes the line `l` of an entry of the given kind. */
const fits = (kind: string): string => `
  a.id is not null and not a.is_summary and (not a.is_closed or ${kind} = 'reversal')
    and (not a.is_clearing or ${kind} in ('transfer', 'reversal'))
    and (a.party is null) = (l.party_id is null)
    and (l.party_id is null or exists (select from ledger.party p where p.id = l.party_id and p.kind = a.party))`;

/**
 * Puts entries in with their postings, in one statement that reads books and accounts: an entry goes in only if its book is
 * open on the day and each of its accounts takes such a posting. The answer names those that went in; why another one
 * didn't, `faultsOf` tells.
 */
export async function insertEntries(ctx: Context, entries: readonly NewEntry[]): Promise<Set<string>> {
  const [only] = entries;
  if (entries.length === 1 && only!.lines.length <= FEW_LINES) return insertOne(ctx, only!);
  const lines = entries.flatMap(({ id, lines: own }) => own.map((line, i) => ({ ...line, entryId: id, line: i + 1 })));
  const { rows } = await sql<{ id: string }>`
    with e as (
      select * from ${given(entries, entryColumnsGiven)}
        as e(id, book_id, posted_on, kind, words, source, source_key, hash, reverses_id)
    ), l as (
      select l.*, e.book_id, e.posted_on, e.kind, a.id as account_id,
        ${sql.raw(fits('e.kind'))} as fits
      from ${given(lines, lineColumnsGiven)}
        as l(entry_id, line, code, side, amount_fen, party_id, budget_line_id, commitment_id, words)
      join e on e.id = l.entry_id
      left join ledger.account a on a.book_id = e.book_id and a.code = l.code
    ), put as (
      insert into ledger.entry (id, book_id, posted_on, month, kind, words, source, source_key, content_hash, reverses_id,
        recorded_at, recorded_by)
      select e.id, e.book_id, e.posted_on, date_trunc('month', e.posted_on)::date, e.kind, e.words, e.source, e.source_key,
        decode(e.hash, 'hex'), e.reverses_id, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}::uuid
      from e join ledger.book b on b.id = e.book_id and b.opened_on <= e.posted_on
        and (b.closed_on is null or e.kind = 'reversal')
      where not exists (select from l where l.entry_id = e.id and not l.fits)
      order by e.book_id, e.source_key, e.id
      on conflict do nothing
      returning id, book_id, month
    ), waits as (
      insert into ledger.waiting (entry_id, book_id, month) select id, book_id, month from put
    ), postings as (
      insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen, party_id, budget_line_id,
        commitment_id, words)
      select l.entry_id, l.line, l.book_id, l.account_id, l.posted_on, l.side, l.amount_fen, l.party_id, l.budget_line_id,
        l.commitment_id, l.words
      from l join put on put.id = l.entry_id
    )
    select id from put`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.id));
}

/** An entry of up to so many lines has a statement of its own, which each connection plans once. */
const FEW_LINES = 8;

/**
 * The statement for one entry of so many lines. Its values stand in it as they are: arrays, and the joins that put them
 * together again, were a third of what posting costs.
 */
function statementOfOne(count: number): string {
  let place = 11;
  const row = () => `(${postingColumnsGiven.map(([type]) => `$${(place += 1)}::${type}`).join(', ')})`;
  return `
    with l as materialized (
      select l.*, a.id as account_id, ${fits('$4')} as fits
      from (values ${Array.from({ length: count }, row).join(', ')})
        as l(line, code, side, amount_fen, party_id, budget_line_id, commitment_id, words)
      left join ledger.account a on a.book_id = $2 and a.code = l.code
    ), put as (
      insert into ledger.entry (id, book_id, posted_on, month, kind, words, source, source_key, content_hash, reverses_id,
        recorded_at, recorded_by)
      select $1::uuid, b.id, $3::date, date_trunc('month', $3::date)::date, $4::text, $5, $6, $7, $8::bytea, $9::uuid, $10, $11::uuid
      from ledger.book b where b.id = $2::uuid and b.opened_on <= $3 and (b.closed_on is null or $4 = 'reversal')
        and not exists (select from l where not l.fits)
      on conflict do nothing
      returning id, book_id, month
    ), waits as (
      insert into ledger.waiting (entry_id, book_id, month) select id, book_id, month from put
    ), postings as (
      insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen, party_id, budget_line_id,
        commitment_id, words)
      select put.id, l.line, put.book_id, l.account_id, $3, l.side, l.amount_fen, l.party_id, l.budget_line_id, l.commitment_id,
        l.words
      from put cross join l
    )
    select id from put`;
}

const statements = Array.from({ length: FEW_LINES + 1 }, (_none, count) => statementOfOne(count));

async function insertOne(ctx: Context, entry: NewEntry): Promise<Set<string>> {
  const { id, bookId, on, kind, words, source, key, hash, reversesId, lines } = entry;
  const values = [
    ...[id, bookId, on, kind, words, source, key, hash, reversesId],
    ...[ctx.clock.now().toISOString(), ctx.user?.accountId ?? null],
    ...lines.flatMap((line, i) => postingColumnsGiven.map(([, value]) => value({ ...line, line: i + 1 }))),
  ];
  const statement = CompiledQuery.raw(statements[lines.length]!, values);
  const { rows } = await ctx.steady.executeQuery<{ id: string }>(statement);
  return new Set(rows.map((row) => row.id));
}

export interface LineFault {
  code: string;
  fault: 'unknown' | 'closed' | 'summary' | 'party_missing' | 'party_not_wanted' | 'party_unfit' | 'clearing';
}

export interface EntryFaults {
  book: { openedOn: Day; closedOn: Day | null } | null;
  /** The entry that stands under the same key already. */
  earlier: { id: string; hash: string } | null;
  /** The entry that reverses the same one already. */
  reversal: string | null;
  lines: LineFault[];
}

/** Why an entry did not go in. */
export async function faultsOf(ctx: Context, entry: NewEntry): Promise<EntryFaults> {
  const { rows: books } = await sql<{ openedOn: Day; closedOn: Day | null }>`
    select opened_on as "openedOn", closed_on as "closedOn" from ledger.book where id = ${entry.bookId}`.execute(
    ctx.transaction,
  );
  const { rows: earlier } = await sql<{ id: string; hash: string }>`
    select id, encode(content_hash, 'hex') as hash from ledger.entry
    where book_id = ${entry.bookId} and source_key = ${entry.key}`.execute(ctx.transaction);
  const { rows: reversals } = await sql<{ id: string }>`
    select id from ledger.entry where reverses_id = ${entry.reversesId}`.execute(ctx.transaction);
  const { rows: lines } = await sql<LineFault>`
    select code, fault from (
      select l.n, l.code, case
        when a.id is null then 'unknown'
        when a.is_summary then 'summary'
        when a.is_closed and ${entry.kind} <> 'reversal' then 'closed'
        when a.is_clearing and ${entry.kind} not in ('transfer', 'reversal') then 'clearing'
        when a.party is not null and l.party_id is null then 'party_missing'
        when a.party is null and l.party_id is not null then 'party_not_wanted'
        when a.party is not null and not exists (select from ledger.party p where p.id = l.party_id and p.kind = a.party)
          then 'party_unfit'
        end as fault
      from unnest(${entry.lines.map((l) => l.account)}::text[], ${entry.lines.map((l) => l.partyId)}::uuid[])
        with ordinality as l(code, party_id, n)
      left join ledger.account a on a.book_id = ${entry.bookId} and a.code = l.code
    ) f where fault is not null order by n`.execute(ctx.transaction);
  return { book: books[0] ?? null, earlier: earlier[0] ?? null, reversal: reversals[0]?.id ?? null, lines };
}

export interface PostingRecord {
  line: number;
  accountId: string;
  code: string;
  accountName: string;
  side: 1 | -1;
  amount: bigint;
  partyId: string | null;
  budgetLineId: string | null;
  commitmentId: string | null;
  words: string;
}

export interface EntryRecord {
  id: string;
  bookId: string;
  on: Day;
  month: Day;
  kind: EntryKind;
  words: string;
  source: string;
  reversesId: string | null;
  reversedById: string | null;
  recordedAt: Date;
  recordedBy: string | null;
  /** Null until the sealer has dealt it. */
  voucherNumber: number | null;
}

const entryColumns = sql`e.id, e.book_id as "bookId", e.posted_on as "on", e.month, e.kind, e.words, e.source,
  e.reverses_id as "reversesId", (select r.id from ledger.entry r where r.reverses_id = e.id) as "reversedById",
  e.recorded_at as "recordedAt", e.recorded_by as "recordedBy", s.voucher_number as "voucherNumber"`;

export async function entryById(ctx: Context, id: string): Promise<EntryRecord | null> {
  const { rows } = await sql<EntryRecord>`
    select ${entryColumns} from ledger.entry e left join ledger.seal s on s.entry_id = e.id where e.id = ${id}`.execute(
    ctx.steady,
  );
  return rows[0] ?? null;
}

export async function postingsOf(ctx: Context, entryIds: readonly string[]): Promise<Map<string, PostingRecord[]>> {
  const { rows } = await sql<PostingRecord & { entryId: string }>`
    select p.entry_id as "entryId", p.line, p.account_id as "accountId", a.code, a.name as "accountName", p.side,
      p.amount_fen as amount, p.party_id as "partyId", p.budget_line_id as "budgetLineId",
      p.commitment_id as "commitmentId", p.words
    from ledger.posting p join ledger.account a on a.id = p.account_id
    where p.entry_id = any(${[...entryIds]}::uuid[]) order by p.entry_id, p.line`.execute(ctx.transaction);
  const byEntry = new Map<string, PostingRecord[]>();
  for (const { entryId, ...posting } of rows) {
    const own = byEntry.get(entryId);
    if (own === undefined) byEntry.set(entryId, [posting]);
    else own.push(posting);
  }
  return byEntry;
}
