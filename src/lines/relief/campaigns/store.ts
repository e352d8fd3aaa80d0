import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { inAnySubtree } from '../contributions/store';
import type { Way } from '../terms';

export interface CampaignRecord {
  id: string;
  unitId: string;
  unitPath: string;
  bookId: string;
  title: string;
  cause: string;
  personId: string | null;
  opensOn: Day;
  closesOn: Day;
  remainder: 'mutual_aid' | 'next';
  closedAt: Date | null;
  closedByName: string | null;
  transferId: string | null;
  version: number;
  createdByName: string;
}

const columns = sql`c.id, c.unit_id as "unitId", c.unit_path as "unitPath", c.book_id as "bookId", c.title, c.cause,
  c.person_id as "personId", c.opens_on as "opensOn", c.closes_on as "closesOn", c.remainder, c.closed_at as "closedAt",
  c.closed_by_name as "closedByName", c.transfer_id as "transferId", c.version, c.created_by_name as "createdByName"`;

type NewCampaign = Omit<CampaignRecord, 'closedAt' | 'closedByName' | 'transferId' | 'version'> & { createdBy: string };

export async function insertCampaign(ctx: Context, row: NewCampaign): Promise<void> {
  await sql`
    insert into relief.campaign (id, unit_id, unit_path, book_id, title, cause, person_id, opens_on, closes_on, remainder, created_at,
      created_by, created_by_name)
    values (${row.id}, ${row.unitId}, ${row.unitPath}, ${row.bookId}, ${row.title}, ${row.cause}, ${row.personId},
      ${row.opensOn}, ${row.closesOn}, ${row.remainder}, ${ctx.clock.now().toISOString()}, ${row.createdBy},
      ${row.createdByName})`.execute(ctx.transaction);
}

export async function campaignById(
  ctx: Context,
  id: string,
  mode: 'read' | 'lock' = 'read',
): Promise<CampaignRecord | null> {
  const { rows } = await sql<CampaignRecord>`
    select ${columns} from relief.campaign c where c.id = ${id} ${mode === 'lock' ? sql`for no key update` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function campaignTitles(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title from relief.campaign where id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map(({ id, title }) => [id, title]));
}

const newest = async (ctx: Context, condition: RawBuilder<unknown>, limit: number): Promise<CampaignRecord[]> => {
  const { rows } = await sql<CampaignRecord>`
    select ${columns} from relief.campaign c where ${condition} order by c.created_at desc, c.id desc limit ${limit}`.execute(
    ctx.transaction,
  );
  return rows;
};

export async function campaignRows(
  ctx: Context,
  { under, after, limit }: { under: readonly string[]; after: string | null; limit: number },
): Promise<CampaignRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(c.created_at, c.id) < (select a.created_at, a.id from relief.campaign a where a.id = ${after}::uuid)`;
  return newest(ctx, sql`${inAnySubtree(sql`c.unit_path`, under)} and ${next}`, limit);
}

const MOST_PUBLIC = 100;

/** On the branches of the paths: above them, where people of the paths are meant too, and below. */
const onBranch = (paths: readonly string[]): RawBuilder<unknown> =>
  sql`exists (select from unnest(${[...paths]}::text[]) as u(path)
    where starts_with(c.unit_path, u.path) or starts_with(u.path, c.unit_path))`;

export const campaignsOnBranch = (ctx: Context, paths: readonly string[]): Promise<CampaignRecord[]> =>
  newest(ctx, onBranch(paths), MOST_PUBLIC);

/** Campaigns out of whose books a person of the path can be helped. */
export const campaignsAbove = (ctx: Context, path: string): Promise<CampaignRecord[]> =>
  newest(ctx, sql`starts_with(${path}::text, c.unit_path)`, MOST_PUBLIC);

export async function setClosed(ctx: Context, id: string): Promise<void> {
  await sql`
    update relief.campaign set closed_at = ${ctx.clock.now().toISOString()}, closed_by_name = ${ctx.user?.name ?? ''},
      version = version + 1 where id = ${id}`.execute(ctx.transaction);
}

export async function setTransfer(ctx: Context, id: string, transferId: string): Promise<void> {
  await sql`update relief.campaign set transfer_id = ${transferId}, version = version + 1 where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface NewGift {
  readonly giver: 'person' | 'unit' | 'anonymous';
  readonly personId: string | null;
  readonly unitId: string | null;
  readonly isNamed: boolean;
  readonly amount: bigint;
  readonly consent: string | null;
}

export interface GiftHead {
  readonly campaignId: string;
  readonly on: Day;
  readonly way: Way;
  readonly listId: string | null;
  readonly byId: string;
  readonly byName: string;
}

export async function insertGifts(
  ctx: Context,
  head: GiftHead,
  rows: readonly (NewGift & { id: string; entryId: string })[],
): Promise<void> {
  await sql`
    insert into relief.gift (id, giver, person_id, unit_id, is_named, amount_fen, consent, entry_id, campaign_id, given_on, way,
      list_id, recorded_at, recorded_by, recorded_by_name)
    select g.*, ${head.campaignId}::uuid, ${head.on}::date, ${head.way}, ${head.listId}::uuid,
      ${ctx.clock.now().toISOString()}::timestamptz, ${head.byId}::uuid, ${head.byName}
    from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.giver)}::text[],
      ${rows.map((row) => row.personId)}::uuid[], ${rows.map((row) => row.unitId)}::uuid[],
      ${rows.map((row) => row.isNamed)}::boolean[], ${rows.map((row) => row.amount.toString())}::bigint[],
      ${rows.map((row) => row.consent)}::text[], ${rows.map((row) => row.entryId)}::uuid[]) as g`.execute(
    ctx.transaction,
  );
}

export interface GiftRecord extends NewGift {
  id: string;
  campaignId: string;
  on: Day;
  way: Way;
  listId: string | null;
  entryId: string;
  byName: string;
  undoReason: string | null;
}

const giftColumns = sql`g.id, g.campaign_id as "campaignId", g.giver, g.person_id as "personId", g.unit_id as "unitId",
  g.is_named as "isNamed", g.amount_fen as amount, g.given_on as "on", g.way, g.consent, g.list_id as "listId",
  g.entry_id as "entryId", g.recorded_by_name as "byName", g.undo_reason as "undoReason"`;

export async function giftById(ctx: Context, id: string): Promise<GiftRecord | null> {
  const { rows } = await sql<GiftRecord>`
    select ${giftColumns} from relief.gift g where g.id = ${id} for no key update`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function giftRows(
  ctx: Context,
  { campaignId, after, limit }: { campaignId: string; after: string | null; limit: number },
): Promise<GiftRecord[]> {
  const next =
    after === null
      ? sql`true`
      : sql`(g.given_on, g.id) < (select a.given_on, a.id from relief.gift a where a.id = ${after}::uuid)`;
  const { rows } = await sql<GiftRecord>`
    select ${giftColumns} from relief.gift g where g.campaign_id = ${campaignId} and ${next}
    order by g.given_on desc, g.id desc limit ${limit}`.execute(ctx.transaction);
  return rows;
}

const MOST_NAMED = 500;

/** The gifts of those who agreed to be named. */
export async function namedGifts(ctx: Context, campaignId: string): Promise<GiftRecord[]> {
  const { rows } = await sql<GiftRecord>`
    select ${giftColumns} from relief.gift g where g.campaign_id = ${campaignId} and g.is_named and g.undone_at is null
    order by g.given_on, g.id limit ${MOST_NAMED}`.execute(ctx.transaction);
  return rows;
}

export interface UnitSum {
  unitId: string | null;
  amount: bigint;
  gifts: number;
}

export async function sumsByUnit(ctx: Context, campaignId: string): Promise<UnitSum[]> {
  const { rows } = await sql<UnitSum>`
    select g.unit_id as "unitId", sum(g.amount_fen)::bigint as amount, count(*)::int as gifts from relief.gift g
    where g.campaign_id = ${campaignId} and g.undone_at is null group by 1 order by 2 desc, 1`.execute(ctx.transaction);
  return rows;
}

export interface CampaignSums {
  id: string;
  received: bigint;
  handedOver: bigint;
  gifts: number;
}

/** What came in and was handed over, as the records of this line say. */
export async function campaignSums(
  ctx: Context,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Omit<CampaignSums, 'id'>>> {
  const { rows } = await sql<CampaignSums>`
    select c.id, coalesce(g.sum, 0)::bigint as received, coalesce(g.count, 0)::int as gifts,
      coalesce(p.sum, 0)::bigint as "handedOver"
    from relief.campaign c
    left join lateral (select sum(amount_fen) as sum, count(*) as count from relief.gift
      where campaign_id = c.id and undone_at is null) g on true
    left join lateral (select sum(amount_fen) as sum from relief.payment where campaign_id = c.id and state = 'paid') p on true
    where c.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

export interface OwnGift {
  id: string;
  campaignId: string;
  title: string;
  amount: bigint;
  on: Day;
}

export async function ownGifts(ctx: Context, personId: string): Promise<OwnGift[]> {
  const { rows } = await sql<OwnGift>`
    select g.id, g.campaign_id as "campaignId", c.title, g.amount_fen as amount, g.given_on as "on"
    from relief.gift g join relief.campaign c on c.id = g.campaign_id
    where g.person_id = ${personId} and g.undone_at is null order by g.given_on desc, g.id desc`.execute(
    ctx.transaction,
  );
  return rows;
}
