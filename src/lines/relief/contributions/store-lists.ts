import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from './store';

export interface ListRecord {
  id: string;
  kind: 'contributions' | 'gifts';
  unitId: string;
  unitPath: string;
  campaignId: string | null;
  fileName: string;
  fingerprint: string;
  good: number;
  bad: number;
  sum: bigint;
  on: Day;
  entryIds: string[];
  byName: string;
  recordedAt: Date;
  undoneByName: string | null;
  undoReason: string | null;
}

const columns = sql`l.id, l.kind, l.unit_id as "unitId", l.unit_path as "unitPath", l.campaign_id as "campaignId",
  l.file_name as "fileName", l.fingerprint, l.good, l.bad, l.sum_fen as sum, l.posted_on as "on",
  l.entry_ids::text[] as "entryIds", l.recorded_by_name as "byName", l.recorded_at as "recordedAt",
  l.undone_by_name as "undoneByName", l.undo_reason as "undoReason"`;

type NewList = Omit<ListRecord, 'recordedAt' | 'undoneByName' | 'undoReason' | 'entryIds'> & { byId: string };

/** Answers whether it went in: the same bytes are taken in once. */
export async function insertList(ctx: Context, list: NewList): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    insert into relief.fund_list (id, kind, unit_id, unit_path, campaign_id, file_name, fingerprint, good, bad, sum_fen, posted_on,
      entry_ids, recorded_at, recorded_by, recorded_by_name)
    values (${list.id}, ${list.kind}, ${list.unitId}, ${list.unitPath}, ${list.campaignId}, ${list.fileName},
      ${list.fingerprint}, ${list.good}, ${list.bad}, ${list.sum.toString()}, ${list.on}, '{}',
      ${ctx.clock.now().toISOString()}, ${list.byId}, ${list.byName})
    on conflict do nothing returning id`.execute(ctx.transaction);
  return rows.length > 0;
}

export async function keepEntries(ctx: Context, id: string, entryIds: readonly string[]): Promise<void> {
  await sql`update relief.fund_list set entry_ids = ${[...entryIds]}::uuid[] where id = ${id}`.execute(ctx.transaction);
}

export async function listById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<ListRecord | null> {
  const { rows } = await sql<ListRecord>`
    select ${columns} from relief.fund_list l where l.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function listRows(
  ctx: Context,
  question: { under: readonly string[]; campaignId?: string | undefined; after: string | null; limit: number },
): Promise<ListRecord[]> {
  const { under, campaignId, after, limit } = question;
  const next =
    after === null
      ? sql`true`
      : sql`(l.recorded_at, l.id) < (select a.recorded_at, a.id from relief.fund_list a where a.id = ${after}::uuid)`;
  const { rows } = await sql<ListRecord>`
    select ${columns} from relief.fund_list l where ${inAnySubtree(sql`l.unit_path`, under)} and ${next}
      and ${campaignId === undefined ? sql`true` : sql`l.campaign_id = ${campaignId}::uuid`}
    order by l.recorded_at desc, l.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}
