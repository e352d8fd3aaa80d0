import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Ranking } from '../ranking/contest-file';
import type { ContestFile } from './files';

export interface PublishedHead {
  id: string;
  contestId: string;
  period: string;
  number: number;
  reason: string;
  publishedAt: Date;
  publishedBy: string | null;
  /** Hexadecimal. */
  fileHash: string;
}

export interface PublishedRecord extends PublishedHead {
  file: ContestFile;
  ranking: Ranking;
}

const headColumns = sql`id, contest_id as "contestId", period, number, reason, published_at as "publishedAt", published_by as "publishedBy",
  encode(file_hash, 'hex') as "fileHash"`;

export async function publishedHeads(ctx: Context, contestId: string): Promise<PublishedHead[]> {
  const { rows } = await sql<PublishedHead>`
    select ${headColumns} from contest.published_ranking where contest_id = ${contestId}
    order by published_at desc, period desc, number desc`.execute(ctx.transaction);
  return rows;
}

export async function publishedById(ctx: Context, id: string): Promise<PublishedRecord | null> {
  const { rows } = await sql<PublishedRecord>`
    select ${headColumns}, file, ranking from contest.published_ranking
    where id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** The number of the last publication of a period; 0 while there is none. The caller holds the contest. */
export async function lastNumber(ctx: Context, contestId: string, period: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    select coalesce(max(number), 0)::int as last from contest.published_ranking
    where contest_id = ${contestId} and period = ${period}`.execute(ctx.transaction);
  return rows[0]!.last;
}

export async function insertPublished(
  ctx: Context,
  contestId: string,
  row: Pick<PublishedRecord, 'id' | 'period' | 'number' | 'reason' | 'fileHash' | 'file' | 'ranking'>,
): Promise<void> {
  await sql`
    insert into contest.published_ranking (id, contest_id, period, number, file, file_hash, ranking, reason, published_at, published_by)
    values (${row.id}, ${contestId}, ${row.period}, ${row.number}, ${JSON.stringify(row.file)}::jsonb, decode(${row.fileHash}, 'hex'),
      ${JSON.stringify(row.ranking)}::jsonb, ${row.reason}, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(
    ctx.transaction,
  );
}
