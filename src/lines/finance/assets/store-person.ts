import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';
import type { AssetState } from './terms';

export async function countFollowed(
  ctx: Context,
  ids: readonly string[],
): Promise<{ kept: number; inUse: number; moves: number }> {
  const { rows } = await sql<{ kept: number; inUse: number; moves: number }>`
    with who as (select unnest(${[...ids]}::uuid[]) as id)
    select (select count(*)::int from finance.asset where keeper_id in (select id from who)) as kept,
      (select count(*)::int from finance.asset where keeper_id in (select id from who) and state <> 'scrapped') as "inUse",
      (select count(*)::int from finance.asset_move
        where from_person_id in (select id from who) or to_person_id in (select id from who)) as moves`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export interface FollowedAssets {
  kept: string[];
  from: string[];
  to: string[];
}

export async function bringOver(ctx: Context, { from, to }: PersonMove): Promise<FollowedAssets> {
  const { rows: kept } = await sql<{ id: string }>`
    update finance.asset set keeper_id = ${to} where keeper_id = ${from} returning id`.execute(ctx.transaction);
  const { rows: given } = await sql<{ id: string }>`
    update finance.asset_move set from_person_id = ${to} where from_person_id = ${from} returning id`.execute(
    ctx.transaction,
  );
  const { rows: taken } = await sql<{ id: string }>`
    update finance.asset_move set to_person_id = ${to} where to_person_id = ${from} returning id`.execute(
    ctx.transaction,
  );
  const idsOf = (rows: readonly { id: string }[]): string[] => rows.map((row) => row.id);
  return { kept: idsOf(kept), from: idsOf(given), to: idsOf(taken) };
}

export async function bringBack(ctx: Context, from: string, journal: FollowedAssets): Promise<void> {
  await sql`update finance.asset set keeper_id = ${from} where id = any(${journal.kept}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`
    update finance.asset_move set from_person_id = ${from} where id = any(${journal.from}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`update finance.asset_move set to_person_id = ${from} where id = any(${journal.to}::uuid[])`.execute(
    ctx.transaction,
  );
}

export interface KeptThing {
  number: number;
  name: string;
  boughtOn: Day;
  cost: bigint;
  state: AssetState;
}

export async function keptBy(ctx: Context, personId: string): Promise<KeptThing[]> {
  const { rows } = await sql<KeptThing>`
    select number, name, bought_on as "boughtOn", cost_fen as cost, state from finance.asset
    where keeper_id = ${personId} order by number, id`.execute(ctx.transaction);
  return rows;
}
