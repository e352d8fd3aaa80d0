import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';
import type { moveKinds } from './contract';

export async function countFollowed(ctx: Context, ids: readonly string[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from finance.goods_move
    where buyer_id = any(${[...ids]}::uuid[]) or to_person_id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows[0]!.count;
}

export interface FollowedMoves {
  bought: string[];
  given: string[];
}

export async function bringOver(ctx: Context, { from, to }: PersonMove): Promise<FollowedMoves> {
  const { rows: bought } = await sql<{ id: string }>`
    update finance.goods_move set buyer_id = ${to} where buyer_id = ${from} returning id`.execute(ctx.transaction);
  const { rows: given } = await sql<{ id: string }>`
    update finance.goods_move set to_person_id = ${to} where to_person_id = ${from} returning id`.execute(
    ctx.transaction,
  );
  return { bought: bought.map((row) => row.id), given: given.map((row) => row.id) };
}

export async function bringBack(ctx: Context, from: string, { bought, given }: FollowedMoves): Promise<void> {
  await sql`update finance.goods_move set buyer_id = ${from} where id = any(${bought}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`
    update finance.goods_move set to_person_id = ${from} where id = any(${given}::uuid[])`.execute(ctx.transaction);
}

export interface OwnMove {
  name: string;
  measure: string;
  kind: (typeof moveKinds)[number];
  on: Day;
  quantity: bigint;
  words: string;
}

export async function movesOfPerson(ctx: Context, personId: string): Promise<OwnMove[]> {
  const { rows } = await sql<OwnMove>`
    select g.name, g.measure, m.kind, m.on_day as "on", m.quantity, m.words
    from finance.goods_move m join finance.goods g on g.id = m.goods_id
    where m.buyer_id = ${personId} or m.to_person_id = ${personId} order by m.on_day, m.id`.execute(ctx.transaction);
  return rows;
}
