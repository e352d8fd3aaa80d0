import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { GoodsCondition, GoodsKind, GoodsWhat } from './contract';

export interface GoodsSort {
  readonly name: string;
  readonly kind: GoodsKind;
  readonly size: string;
  readonly measure: string;
  readonly condition: GoodsCondition;
}

export interface ItemRecord extends GoodsSort {
  id: string;
  campaignId: string;
  /** Quantities are exact decimal text: the database alone reckons with them. */
  given: string;
  takenOver: string;
  handedOut: string;
  passedOn: string;
  stock: string;
  disinfected: string;
  disinfectedOn: Day | null;
  disinfectedByName: string | null;
}

const exact = (column: string) => sql`trim_scale(${sql.raw(column)})::text`;
const stock = 'i.given + i.taken_over - i.handed_out - i.passed_on';
const columns = sql`i.id, i.campaign_id as "campaignId", i.name, i.kind, i.size, i.measure, i.condition, ${exact('i.given')} as given,
  ${exact('i.taken_over')} as "takenOver", ${exact('i.handed_out')} as "handedOut", ${exact('i.passed_on')} as "passedOn",
  ${exact(stock)} as stock, ${exact('i.disinfected')} as disinfected, i.disinfected_on as "disinfectedOn",
  i.disinfected_by_name as "disinfectedByName"`;

export async function itemsOf(ctx: Context, campaignId: string): Promise<ItemRecord[]> {
  const { rows } = await sql<ItemRecord>`
    select ${columns} from relief.goods_item i where i.campaign_id = ${campaignId}
    order by i.kind, i.name, i.size, i.condition, i.measure, i.id`.execute(ctx.transaction);
  return rows;
}

export async function itemById(ctx: Context, id: string): Promise<ItemRecord | null> {
  const { rows } = await sql<ItemRecord>`
    select ${columns} from relief.goods_item i where i.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

/** Adds to a sort of a campaign, which begins with its first goods; answers its id. */
export async function addToSort(
  ctx: Context,
  campaignId: string,
  { id, name, kind, size, measure, condition }: GoodsSort & { id: string },
  came: { what: 'given' | 'taken_over'; quantity: string },
): Promise<string> {
  const column = sql.ref(came.what);
  const { rows } = await sql<{ id: string }>`
    insert into relief.goods_item as i (id, campaign_id, name, kind, size, measure, condition, ${column})
    values (${id}, ${campaignId}, ${name}, ${kind}, ${size}, ${measure}, ${condition}, ${came.quantity}::numeric)
    on conflict (campaign_id, name, kind, size, measure, condition)
    do update set ${column} = i.${column} + excluded.${column} returning i.id`.execute(ctx.transaction);
  return rows[0]!.id;
}

/**
 * Takes a quantity out of what is there, of what has to be clean only out of what was disinfected. Whoever hands out the same
 * at this moment waits, and then finds what is left. Answers whether there was enough.
 */
export async function takeOut(ctx: Context, id: string, quantity: string, isClean: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update relief.goods_item i set handed_out = handed_out + ${quantity}::numeric
    where i.id = ${id} and ${sql.raw(stock)} >= ${quantity}::numeric
      and ${isClean ? sql`i.disinfected - i.handed_out >= ${quantity}::numeric` : sql`true`}`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function putBack(ctx: Context, id: string, quantity: string): Promise<void> {
  await sql`update relief.goods_item set handed_out = handed_out - ${quantity}::numeric where id = ${id}`.execute(
    ctx.transaction,
  );
}

/** Takes back what was given, as long as that much is there; what was clean counts no more. Answers whether there was enough. */
export async function giveUp(
  ctx: Context,
  { itemId: id, quantity, isClean }: Pick<MoveRecord, 'itemId' | 'quantity' | 'isClean'>,
): Promise<boolean> {
  const clean = isClean ? sql`i.disinfected - ${quantity}::numeric` : sql`i.disinfected`;
  const { numAffectedRows } = await sql`
    update relief.goods_item i set given = given - ${quantity}::numeric, disinfected = ${clean}
    where i.id = ${id} and ${sql.raw(stock)} >= ${quantity}::numeric
      and (i.kind not in ('clothing', 'bedding') or i.condition = 'new' or ${clean} >= i.handed_out)`.execute(
    ctx.transaction,
  );
  return numAffectedRows === 1n;
}

/** All that came of a sort until now. Whoever calls holds the campaign, so that nothing comes meanwhile. */
export async function setClean(ctx: Context, id: string, on: Day, byName: string): Promise<void> {
  await sql`
    with came as (
      update relief.goods_move set is_clean = true
      where item_id = ${id} and what in ('given', 'taken_over') and undone_at is null
    )
    update relief.goods_item set disinfected = given + taken_over, disinfected_on = ${on}::date, disinfected_by_name = ${byName}
    where id = ${id}`.execute(ctx.transaction);
}

/** Lets go of all that is there; answers the sorts with what was left of each. */
export async function letGo(ctx: Context, campaignId: string): Promise<(GoodsSort & { id: string; left: string })[]> {
  const { rows } = await sql<GoodsSort & { id: string; left: string }>`
    with there as (
      select i.id, ${sql.raw(stock)} as amount from relief.goods_item i
      where i.campaign_id = ${campaignId} and ${sql.raw(stock)} > 0 for no key update
    )
    update relief.goods_item i set passed_on = i.passed_on + there.amount from there where there.id = i.id
    returning i.id, i.name, i.kind, i.size, i.measure, i.condition, ${exact('there.amount')} as left`.execute(
    ctx.transaction,
  );
  return rows;
}

export interface NewMove {
  readonly id: string;
  readonly itemId: string;
  readonly what: GoodsWhat;
  readonly giver: 'person' | 'unit' | 'anonymous' | null;
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly isNamed: boolean;
  readonly isSigned: boolean;
  readonly quantity: string;
  readonly estimate: bigint | null;
  readonly on: Day;
  readonly otherCampaignId: string | null;
}

export async function insertMove(ctx: Context, move: NewMove, by: { accountId: string; name: string }): Promise<void> {
  await sql`
    insert into relief.goods_move (id, item_id, what, giver, person_id, unit_id, is_named, is_signed, quantity, estimate_fen, moved_on,
      other_campaign_id, recorded_at, recorded_by, recorded_by_name)
    values (${move.id}, ${move.itemId}, ${move.what}, ${move.giver}, ${move.personId}::uuid, ${move.unitId}::uuid, ${move.isNamed},
      ${move.isSigned}, ${move.quantity}::numeric, ${move.estimate?.toString() ?? null}::bigint, ${move.on}::date,
      ${move.otherCampaignId}::uuid, ${ctx.clock.now().toISOString()}, ${by.accountId}, ${by.name})`.execute(
    ctx.transaction,
  );
}

export interface MoveRecord extends NewMove, GoodsSort {
  campaignId: string;
  isClean: boolean;
  byName: string;
  undoReason: string | null;
}

const moveColumns = sql`m.id, m.item_id as "itemId", m.what, m.giver, m.person_id as "personId", m.unit_id as "unitId",
  m.is_named as "isNamed", m.is_signed as "isSigned", ${exact('m.quantity')} as quantity, m.estimate_fen as estimate, m.moved_on as "on",
  m.other_campaign_id as "otherCampaignId", m.is_clean as "isClean", m.recorded_by_name as "byName", m.undo_reason as "undoReason",
  i.campaign_id as "campaignId", i.name, i.kind, i.size, i.measure, i.condition`;

export async function moveById(ctx: Context, id: string): Promise<MoveRecord | null> {
  const { rows } = await sql<MoveRecord>`
    select ${moveColumns} from relief.goods_move m join relief.goods_item i on i.id = m.item_id where m.id = ${id}
    for no key update of m`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function moveRows(
  ctx: Context,
  question: { campaignId: string; what: GoodsWhat | undefined; after: string | null; limit: number },
): Promise<MoveRecord[]> {
  const { campaignId, what, after, limit } = question;
  const next =
    after === null
      ? sql`true`
      : sql`(m.moved_on, m.id) < (select a.moved_on, a.id from relief.goods_move a where a.id = ${after}::uuid)`;
  const { rows } = await sql<MoveRecord>`
    select ${moveColumns} from relief.goods_move m join relief.goods_item i on i.id = m.item_id
    where i.campaign_id = ${campaignId} and ${what === undefined ? sql`true` : sql`m.what = ${what}`} and ${next}
    order by m.moved_on desc, m.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export async function setSigned(ctx: Context, id: string): Promise<void> {
  await sql`update relief.goods_move set is_signed = true where id = ${id}`.execute(ctx.transaction);
}

export async function setUndone(ctx: Context, id: string, reason: string): Promise<void> {
  await sql`
    update relief.goods_move set undone_at = ${ctx.clock.now().toISOString()}, undone_by_name = ${ctx.user?.name ?? ''},
      undo_reason = ${reason} where id = ${id}`.execute(ctx.transaction);
}

export interface GoodsOfUnit {
  unitId: string | null;
  gifts: number;
  estimate: bigint;
}

/** What came by the givers' units; who gave without a name stands under none. */
export async function goodsByUnit(ctx: Context, campaignId: string): Promise<GoodsOfUnit[]> {
  const { rows } = await sql<GoodsOfUnit>`
    select m.unit_id as "unitId", count(*)::int as gifts, coalesce(sum(m.estimate_fen), 0)::bigint as estimate
    from relief.goods_move m join relief.goods_item i on i.id = m.item_id
    where i.campaign_id = ${campaignId} and m.what = 'given' and m.undone_at is null group by 1 order by 2 desc, 1`.execute(
    ctx.transaction,
  );
  return rows;
}

const MOST_NAMED = 500;

export async function namedMoves(ctx: Context, campaignId: string): Promise<MoveRecord[]> {
  const { rows } = await sql<MoveRecord>`
    select ${moveColumns} from relief.goods_move m join relief.goods_item i on i.id = m.item_id
    where i.campaign_id = ${campaignId} and m.is_named and m.undone_at is null order by m.moved_on, m.id limit ${MOST_NAMED}`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function countReceivers(ctx: Context, campaignId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct m.person_id)::int as count from relief.goods_move m join relief.goods_item i on i.id = m.item_id
    where i.campaign_id = ${campaignId} and m.what = 'handed_out' and m.undone_at is null`.execute(ctx.transaction);
  return rows[0]!.count;
}
