import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';

export interface ScrappingRecord {
  id: string;
  assetId: string;
  state: 'proposed' | 'approved' | 'refused' | 'taken_back';
  reason: string;
  proposedAt: Date;
  proposedBy: string;
  proposedByName: string;
  decidedByName: string | null;
  decisionWords: string;
  entryId: string | null;
}

const columns = sql`id, asset_id as "assetId", state, reason, proposed_at as "proposedAt", proposed_by as "proposedBy",
  proposed_by_name as "proposedByName", decided_by_name as "decidedByName", decision_words as "decisionWords",
  entry_id as "entryId"`;

/** False: one is proposed or granted already. */
export async function insertScrapping(
  ctx: Context,
  row: Pick<ScrappingRecord, 'id' | 'assetId' | 'reason' | 'proposedBy' | 'proposedByName'>,
): Promise<boolean> {
  const { id, assetId, reason, proposedBy, proposedByName } = row;
  const { numAffectedRows } = await sql`
    insert into finance.asset_scrapping (id, asset_id, state, reason, proposed_at, proposed_by, proposed_by_name)
    values (${id}, ${assetId}, 'proposed', ${reason}, ${ctx.clock.now().toISOString()}, ${proposedBy}, ${proposedByName})
    on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function scrappingById(ctx: Context, id: string): Promise<ScrappingRecord | null> {
  const { rows } = await sql<ScrappingRecord>`
    select ${columns} from finance.asset_scrapping where id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function scrappingsOf(ctx: Context, assetIds: readonly string[]): Promise<ScrappingRecord[]> {
  const { rows } = await sql<ScrappingRecord>`
    select ${columns} from finance.asset_scrapping where asset_id = any(${[...assetIds]}::uuid[])
    order by proposed_at desc, id desc`.execute(ctx.transaction);
  return rows;
}

export async function scrappingsByIds(ctx: Context, ids: readonly string[]): Promise<ScrappingRecord[]> {
  const { rows } = await sql<ScrappingRecord>`
    select ${columns} from finance.asset_scrapping where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface Decision {
  by: string;
  byName: string;
  words: string;
  /** What was posted; null: it was refused. */
  posted: { on: Day; entryId: string; writtenDown: bigint } | null;
}

export async function decide(ctx: Context, id: string, { by, byName, words, posted }: Decision): Promise<void> {
  await sql`
    update finance.asset_scrapping set state = ${posted === null ? 'refused' : 'approved'},
      decided_at = ${ctx.clock.now().toISOString()}, decided_by = ${by}, decided_by_name = ${byName}, decision_words = ${words},
      posted_on = ${posted?.on ?? null}::date, entry_id = ${posted?.entryId ?? null}::uuid,
      written_down_fen = ${posted?.writtenDown.toString() ?? null}::bigint
    where id = ${id}`.execute(ctx.transaction);
}

export async function takeBack(ctx: Context, id: string, reversalId: string): Promise<void> {
  await sql`
    update finance.asset_scrapping set state = 'taken_back', reversal_id = ${reversalId} where id = ${id}`.execute(
    ctx.transaction,
  );
}
