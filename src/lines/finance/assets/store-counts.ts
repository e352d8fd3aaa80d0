import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';

export interface CountRecord {
  id: string;
  bookId: string;
  unitId: string;
  unitPath: string;
  on: Day;
  state: 'open' | 'decided' | 'dropped';
  openedBy: string;
  openedByName: string;
  decidedByName: string | null;
  decisionWords: string;
  version: number;
  cards: number;
  found: number;
  missing: number;
  extra: number;
}

const columns = sql`c.id, c.book_id as "bookId", c.unit_id as "unitId", c.unit_path as "unitPath", c.on_day as "on", c.state,
  c.opened_by as "openedBy", c.opened_by_name as "openedByName", c.decided_by_name as "decidedByName",
  c.decision_words as "decisionWords", c.version, n.cards, n.found, n.missing,
  (select count(*)::int from finance.asset_count_extra x where x.count_id = c.id) as extra`;
const numbers = sql`cross join lateral (select count(*)::int as cards, count(*) filter (where outcome = 'found')::int as found,
  count(*) filter (where outcome = 'missing')::int as missing from finance.asset_count_line l where l.count_id = c.id) n`;

type NewCount = Pick<CountRecord, 'id' | 'bookId' | 'unitId' | 'unitPath' | 'on' | 'openedBy' | 'openedByName'>;

export async function insertCount(ctx: Context, count: NewCount, assetIds: readonly string[]): Promise<void> {
  const { id, bookId, unitId, unitPath, on, openedBy, openedByName } = count;
  await sql`
    insert into finance.asset_count (id, book_id, unit_id, unit_path, on_day, state, opened_at, opened_by, opened_by_name)
    values (${id}, ${bookId}, ${unitId}, ${unitPath}, ${on}::date, 'open', ${ctx.clock.now().toISOString()}, ${openedBy},
      ${openedByName})`.execute(ctx.transaction);
  await sql`
    insert into finance.asset_count_line (count_id, asset_id) select ${id}, unnest(${[...assetIds]}::uuid[])`.execute(
    ctx.transaction,
  );
}

export async function countById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<CountRecord | null> {
  const { rows } = await sql<CountRecord>`
    select ${columns} from finance.asset_count c ${numbers} where c.id = ${id} ${mode === 'lock' ? sql`for update of c` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

/** Whether a stock-taking of the book is under way in a place, above or below it. */
export async function isCounting(ctx: Context, bookId: string, unitPath: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from finance.asset_count where book_id = ${bookId} and state = 'open'
      and (starts_with(unit_path, ${unitPath}) or starts_with(${unitPath}, unit_path))) as is`.execute(ctx.transaction);
  return rows[0]!.is;
}

export async function countRows(
  ctx: Context,
  { under, after, limit }: { under: readonly string[]; after: readonly [day: Day, id: string] | null; limit: number },
): Promise<CountRecord[]> {
  const ranges = under.map(subtreeRange).map(({ from, to }) => sql`(c.unit_path >= ${from} and c.unit_path < ${to})`);
  if (ranges.length === 0) return [];
  const { rows } = await sql<CountRecord>`
    select ${columns} from finance.asset_count c ${numbers}
    where (${sql.join(ranges, sql` or `)})
      and ${after === null ? sql`true` : sql`(c.on_day, c.id) < (${after[0]}::date, ${after[1]}::uuid)`}
    order by c.on_day desc, c.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export interface CountLineRecord {
  assetId: string;
  outcome: 'found' | 'missing' | null;
  note: string;
  verdict: 'keep' | 'scrap' | null;
}

export async function linesOf(ctx: Context, countId: string): Promise<CountLineRecord[]> {
  const { rows } = await sql<CountLineRecord>`
    select asset_id as "assetId", outcome, note, verdict from finance.asset_count_line where count_id = ${countId}`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function extrasOf(ctx: Context, countId: string): Promise<{ id: string; words: string; note: string }[]> {
  const { rows } = await sql<{ id: string; words: string; note: string }>`
    select id, words, note from finance.asset_count_extra where count_id = ${countId} order by id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function saveLines(
  ctx: Context,
  countId: string,
  lines: readonly Omit<CountLineRecord, 'verdict'>[],
  extras: readonly { id: string; words: string; note: string }[],
): Promise<void> {
  await sql`
    update finance.asset_count_line l set outcome = r.outcome, note = r.note
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r("assetId" uuid, outcome text, note text)
    where l.count_id = ${countId} and l.asset_id = r."assetId"`.execute(ctx.transaction);
  await sql`delete from finance.asset_count_extra where count_id = ${countId}`.execute(ctx.transaction);
  await sql`
    insert into finance.asset_count_extra (id, count_id, words, note)
    select r.id, ${countId}, r.words, r.note
    from jsonb_to_recordset(${JSON.stringify(extras)}::jsonb) as r(id uuid, words text, note text)`.execute(
    ctx.transaction,
  );
}

export async function saveVerdicts(
  ctx: Context,
  countId: string,
  verdicts: readonly { assetId: string; verdict: 'keep' | 'scrap' }[],
): Promise<void> {
  await sql`
    update finance.asset_count_line l set verdict = r.verdict
    from jsonb_to_recordset(${JSON.stringify(verdicts)}::jsonb) as r("assetId" uuid, verdict text)
    where l.count_id = ${countId} and l.asset_id = r."assetId"`.execute(ctx.transaction);
}

export async function stepCount(
  ctx: Context,
  id: string,
  step: { state: CountRecord['state']; decided?: { by: string; byName: string; words: string } },
): Promise<void> {
  const { state, decided } = step;
  await sql`
    update finance.asset_count set version = version + 1, state = ${state},
      decided_at = ${decided === undefined ? null : ctx.clock.now().toISOString()}::timestamptz,
      decided_by = ${decided?.by ?? null}::uuid, decided_by_name = ${decided?.byName ?? null},
      decision_words = ${decided?.words ?? ''}
    where id = ${id}`.execute(ctx.transaction);
}
