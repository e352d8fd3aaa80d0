import { sql, type RawBuilder } from 'kysely';
import { toJson, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { ChainEnd, EntryFilter } from '#engines/ledger';
import { inAnySubtree } from '../vouchers/store';
import type { AuditState, DrawFilter, Opinion } from './contract';

export interface AuditRecord {
  id: string;
  unitId: string;
  unitPath: string;
  name: string;
  why: string;
  from: Day;
  to: Day;
  state: AuditState;
  openedAt: Date;
  openedByName: string;
  reason: string;
  bookIds: string[];
  version: number;
}

const columns = sql`a.id, a.unit_id as "unitId", a.unit_path as "unitPath", a.name, a.why, a.from_day as "from", a.to_day as "to",
  a.state, a.opened_at as "openedAt", a.opened_by_name as "openedByName", a.reason, a.version,
  array(select b.book_id::text from finance.audit_book b where b.audit_id = a.id order by b.book_id) as "bookIds"`;

export async function insertAudit(
  ctx: Context,
  audit: Pick<AuditRecord, 'id' | 'unitId' | 'unitPath' | 'name' | 'why' | 'from' | 'to' | 'bookIds'>,
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    insert into finance.audit (id, unit_id, unit_path, name, why, from_day, to_day, state, opened_at, opened_by, opened_by_name)
    values (${audit.id}, ${audit.unitId}, ${audit.unitPath}, ${audit.name}, ${audit.why}, ${audit.from}::date, ${audit.to}::date,
      'open', ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(ctx.transaction);
  await sql`
    insert into finance.audit_book (audit_id, book_id)
    select ${audit.id}, id from unnest(${audit.bookIds}::uuid[]) as b(id)`.execute(ctx.transaction);
}

/** With `lock`, who comes later waits, and then finds what was done. */
export async function auditRecord(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<AuditRecord | null> {
  const { rows } = await sql<AuditRecord>`
    select ${columns} from finance.audit a where a.id = ${id}
    ${mode === 'lock' ? sql`for no key update of a` : sql``}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function auditsByIds(ctx: Context, ids: readonly string[]): Promise<AuditRecord[]> {
  const { rows } = await sql<AuditRecord>`
    select ${columns} from finance.audit a where a.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface AuditQuestion {
  readonly under: readonly string[];
  /** Where those under way are seen too. */
  readonly auditing: readonly string[];
  readonly state?: AuditState | undefined;
  readonly after: readonly [day: string, id: string] | null;
  readonly limit: number;
}

export async function auditRows(ctx: Context, question: AuditQuestion): Promise<AuditRecord[]> {
  const { under, auditing, state, after, limit } = question;
  const path = sql`a.unit_path`;
  const { rows } = await sql<AuditRecord>`
    select ${columns} from finance.audit a
    where ${inAnySubtree(path, under)} and (a.state = 'issued' or ${inAnySubtree(path, auditing)})
      and ${state === undefined ? sql`true` : sql`a.state = ${state}`}
      and ${after === null ? sql`true` : sql`(a.from_day, a.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by a.from_day desc, a.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** All audits below units that stand, for the months that they hold. */
export async function standingAudits(ctx: Context, under: readonly string[]): Promise<AuditRecord[]> {
  const { rows } = await sql<AuditRecord>`
    select ${columns} from finance.audit a
    where ${inAnySubtree(sql`a.unit_path`, under)} and a.state <> 'withdrawn' order by a.from_day desc, a.id desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function changeAudit(
  ctx: Context,
  id: string,
  { state, reason = '' }: { state: AuditState; reason?: string },
): Promise<void> {
  await sql`
    update finance.audit set state = ${state}, reason = ${reason}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface AuditFigures {
  whole: { count: number; sum: bigint } | null;
  sampled: { count: number; sum: bigint };
  looked: { count: number; sum: bigint };
  results: { open: number; in_order: number; finding: number };
  openFindings: number;
  overdueFindings: number;
}

interface FigureRow {
  id: string;
  whole: number | null;
  wholeFen: bigint | null;
  sampled: number;
  sampledFen: bigint;
  looked: number;
  lookedFen: bigint;
  inOrder: number;
  openFindings: number;
  overdueFindings: number;
}

/** Of each audit: what there was at its last draw, what of it was drawn and looked at, and the findings that are open. */
export async function figuresOf(
  ctx: Context,
  ids: readonly string[],
  today: Day,
): Promise<ReadonlyMap<string, AuditFigures>> {
  const { rows } = await sql<FigureRow>`
    select a.id, d.whole, d.whole_fen as "wholeFen", p.*, f.*
    from unnest(${[...ids]}::uuid[]) as a(id)
    left join lateral (
      select whole, whole_fen from finance.audit_draw where audit_id = a.id order by drawn_at desc, id desc limit 1
    ) d on true
    cross join lateral (
      select count(*)::int as sampled, coalesce(sum(amount_fen), 0)::bigint as "sampledFen",
        count(*) filter (where result <> 'open')::int as looked,
        coalesce(sum(amount_fen) filter (where result <> 'open'), 0)::bigint as "lookedFen",
        count(*) filter (where result = 'in_order')::int as "inOrder"
      from finance.audit_paper where audit_id = a.id
    ) p
    cross join lateral (
      select count(*) filter (where state in ('issued', 'answered', 'returned'))::int as "openFindings",
        count(*) filter (where state in ('issued', 'returned') and due_on < ${today}::date)::int as "overdueFindings"
      from finance.audit_finding where audit_id = a.id
    ) f`.execute(ctx.transaction);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        whole: row.whole === null ? null : { count: row.whole, sum: row.wholeFen! },
        sampled: { count: row.sampled, sum: row.sampledFen },
        looked: { count: row.looked, sum: row.lookedFen },
        results: { open: row.sampled - row.looked, in_order: row.inOrder, finding: row.looked - row.inOrder },
        openFindings: row.openFindings,
        overdueFindings: row.overdueFindings,
      },
    ]),
  );
}

/**
 * What a draw was asked for, with what ids meant at that time: which parties count as one, and which budget lines are there for a
 * promise, can change later.
 */
export interface KeptFilter extends Omit<DrawFilter, 'atLeast'> {
  atLeast?: string;
  partyIds?: string[];
  servingLineIds?: string[];
}

export interface DrawRecord {
  id: string;
  auditId: string;
  filter: KeptFilter;
  ends: { bookId: string; position: string; hash: string }[];
  size: number | null;
  seed: string;
  population: number;
  populationFen: bigint;
  fingerprint: string;
  drawn: number;
  drawnFen: bigint;
  whole: number;
  wholeFen: bigint;
  at: Date;
  byName: string;
}

const drawColumns = sql`d.id, d.audit_id as "auditId", d.filter, d.ends, d.size, d.seed, d.population,
  d.population_fen as "populationFen", d.fingerprint, d.drawn, d.drawn_fen as "drawnFen", d.whole, d.whole_fen as "wholeFen",
  d.drawn_at as at, d.drawn_by_name as "byName"`;

export async function drawsOf(ctx: Context, auditId: string): Promise<DrawRecord[]> {
  const { rows } = await sql<DrawRecord>`
    select ${drawColumns} from finance.audit_draw d where d.audit_id = ${auditId} order by d.drawn_at, d.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function drawRecord(ctx: Context, id: string): Promise<DrawRecord | null> {
  const { rows } = await sql<DrawRecord>`
    select ${drawColumns} from finance.audit_draw d where d.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Keeps a draw with its entries; an entry that an earlier draw of the audit took has its paper already. */
export async function insertDraw(
  ctx: Context,
  draw: Omit<DrawRecord, 'at' | 'byName'>,
  entries: readonly { id: string; bookId: string; on: Day; amount: bigint }[],
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await sql`
    insert into finance.audit_draw (id, audit_id, filter, ends, size, seed, population, population_fen, fingerprint, drawn,
      drawn_fen, whole, whole_fen, drawn_at, drawn_by, drawn_by_name)
    values (${draw.id}, ${draw.auditId}, ${toJson(draw.filter)}::jsonb, ${toJson(draw.ends)}::jsonb, ${draw.size}::int,
      ${draw.seed}, ${draw.population}, ${draw.populationFen}, ${draw.fingerprint}, ${draw.drawn}, ${draw.drawnFen},
      ${draw.whole}, ${draw.wholeFen}, ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(
    ctx.transaction,
  );
  await sql`
    insert into finance.audit_paper (audit_id, entry_id, book_id, on_day, amount_fen)
    select ${draw.auditId}, id, "bookId", "on", amount
    from jsonb_to_recordset(${toJson(entries)}::jsonb) as e(id uuid, "bookId" uuid, "on" date, amount bigint)
    on conflict do nothing`.execute(ctx.transaction);
  await sql`
    insert into finance.audit_drawn (draw_id, audit_id, entry_id)
    select ${draw.id}, ${draw.auditId}, id from unnest(${entries.map((entry) => entry.id)}::uuid[]) as e(id)`.execute(
    ctx.transaction,
  );
}

export async function drawnIds(ctx: Context, drawId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select entry_id as id from finance.audit_drawn where draw_id = ${drawId}`.execute(ctx.transaction);
  return rows.map((row) => row.id);
}

/** The filter as the ledger takes it. */
export function ledgerFilter(
  audit: Pick<AuditRecord, 'from' | 'to'>,
  { filter, ends }: { filter: KeptFilter; ends: readonly ChainEnd[] },
  records: Pick<EntryFilter, 'sources' | 'broughtBy'>,
): EntryFilter {
  const { bookId, account, atLeast, partyIds, budgetLineId, commitmentId, servingLineIds = [] } = filter;
  return {
    ends: bookId === undefined ? ends : ends.filter((end) => end.bookId === bookId),
    ...{ from: audit.from, to: audit.to, account, partyIds, budgetLineId, ...records },
    ...(commitmentId === undefined ? {} : { promise: { commitmentId, budgetLineIds: servingLineIds } }),
    ...(atLeast === undefined ? {} : { atLeast: BigInt(atLeast) }),
  };
}

/** The vouchers by which claims were paid, as entries name them; steps are only ever added, so that none gets lost. */
export async function vouchersOfClaims(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    select 'finance.voucher:' || voucher_id as source from finance.claim_step
    where step = 'paid' and voucher_id is not null`.execute(ctx.transaction);
  return rows.map((row) => row.source);
}

export interface OpinionRecord {
  id: string;
  statementId: string;
  opinion: Opinion;
  words: string;
  at: Date;
  byName: string;
}

/** What was said of each statement last. */
export async function opinionsOf(ctx: Context, auditId: string): Promise<OpinionRecord[]> {
  const { rows } = await sql<OpinionRecord>`
    select distinct on (statement_id) id, statement_id as "statementId", opinion, words, stated_at as at,
      stated_by_name as "byName"
    from finance.audit_opinion where audit_id = ${auditId} order by statement_id, stated_at desc, id desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function insertOpinion(
  ctx: Context,
  opinion: Pick<OpinionRecord, 'id' | 'statementId' | 'opinion' | 'words'> & { auditId: string },
): Promise<void> {
  const { accountId, name } = userOf(ctx);
  const { id, auditId, statementId, opinion: says, words } = opinion;
  await sql`
    insert into finance.audit_opinion (id, audit_id, statement_id, opinion, words, stated_at, stated_by, stated_by_name)
    values (${id}, ${auditId}, ${statementId}, ${says}, ${words}, ${ctx.clock.now().toISOString()}, ${accountId}, ${name})`.execute(
    ctx.transaction,
  );
}

/** A condition that is left out where nothing was asked. */
export const when = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>): RawBuilder<unknown> =>
  value === undefined ? sql`true` : condition(value);
