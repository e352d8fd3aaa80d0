import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface PublicRecord {
  id: string;
  bookId: string;
  bookName: string;
  bookKind: string;
  unitId: string;
  on: Day;
  span: 'month' | 'year';
  version: number;
  publishedAt: Date;
  /** Of the last version of the same day and span, where it is another one. */
  laterId: string | null;
  laterVersion: number | null;
  laterAt: Date | null;
}

/** What was published of books that belong to one of the units with these paths, or to one above it. */
const publicFrom = (paths: readonly string[]) => sql`
  select s.id, s.book_id as "bookId", b.name as "bookName", b.kind as "bookKind", b.unit_id as "unitId", s.posted_until as "on",
    s.span, s.version, s.published_at as "publishedAt", l.id as "laterId", l.version as "laterVersion", l.published_at as "laterAt"
  from ledger.statement s join ledger.book b on b.id = s.book_id
  left join lateral (
    select n.id, n.version, n.published_at from ledger.statement n
    where n.book_id = s.book_id and n.posted_until = s.posted_until and n.span = s.span and n.version > s.version
    order by n.version desc limit 1
  ) l on true
  where exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(p.path, b.unit_path))`;

export async function publicPage(
  ctx: Context,
  { paths, after, limit }: { paths: readonly string[]; after: readonly [on: Day, id: string] | null; limit: number },
): Promise<PublicRecord[]> {
  const seen = after === null ? sql`true` : sql`(s.posted_until, s.id) < (${after[0]}::date, ${after[1]}::uuid)`;
  const { rows } = await sql<PublicRecord>`
    ${publicFrom(paths)} and ${seen} order by s.posted_until desc, s.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** One of them; null where it isn't published to these units. */
export async function publicById(ctx: Context, id: string, paths: readonly string[]): Promise<PublicRecord | null> {
  const { rows } = await sql<PublicRecord>`${publicFrom(paths)} and s.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}
