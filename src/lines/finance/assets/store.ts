import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import type { WriteDown } from './rules';
import type { AssetClass, AssetState } from './terms';

export interface NewAsset extends WriteDown {
  id: string;
  bookId: string;
  ownerUnitId: string;
  number: number;
  name: string;
  class: AssetClass;
  specification: string;
  formerNumber: string;
  boughtOn: Day;
  entryId: string | null;
  unitId: string;
  unitPath: string;
  keeperId: string;
  ruleVersion: string;
  lifeMonths: number;
  listKey: string | null;
  createdBy: string;
  createdByName: string;
}

export interface AssetRecord extends NewAsset {
  state: AssetState;
  scrappedOn: Day | null;
  version: number;
  /** What stands in runs of depreciation, beside what was there before. */
  taken: bigint;
  isProposed: boolean;
}

const columns = sql`a.id, a.book_id as "bookId", a.owner_unit_id as "ownerUnitId", a.number, a.name, a.class, a.specification,
  a.former_number as "formerNumber", a.bought_on as "boughtOn", a.cost_fen as cost, a.entry_id as "entryId", a.state,
  a.unit_id as "unitId", a.unit_path as "unitPath", a.keeper_id as "keeperId", a.rule_version as "ruleVersion",
  a.life_months as "lifeMonths", a.residual_fen as residual, a.before_fen as before, a.starts_month as "startsMonth",
  a.months_left as "monthsLeft", a.scrapped_on as "scrappedOn", a.list_key as "listKey", a.created_by as "createdBy",
  a.created_by_name as "createdByName", a.version,
  coalesce((select sum(l.amount_fen) from finance.asset_run_line l join finance.asset_run r on r.id = l.run_id
    where l.asset_id = a.id and r.reversal_id is null), 0)::bigint as taken,
  exists (select from finance.asset_scrapping s where s.asset_id = a.id and s.state = 'proposed') as "isProposed"`;

/** The last number of a unit. Whoever changes something in its register at the same moment waits until this is over. */
export async function holdRegister(ctx: Context, unitId: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into finance.asset_counter as c (unit_id, last) values (${unitId}, 0)
    on conflict (unit_id) do update set last = c.last returning last`.execute(ctx.transaction);
  return rows[0]!.last;
}

export async function insertAssets(ctx: Context, assets: readonly NewAsset[]): Promise<void> {
  const rows = assets.map((one) => ({
    ...one,
    ...{ cost: one.cost.toString(), residual: one.residual.toString(), before: one.before.toString() },
  }));
  await sql`
    insert into finance.asset (id, book_id, owner_unit_id, number, name, class, specification, former_number, bought_on,
      cost_fen, entry_id, state, unit_id, unit_path, keeper_id, rule_version, life_months, residual_fen, before_fen,
      starts_month, months_left, list_key, created_at, created_by, created_by_name)
    select r.id, r."bookId", r."ownerUnitId", r.number, r.name, r.class, r.specification, r."formerNumber", r."boughtOn",
      r.cost, r."entryId", 'in_use', r."unitId", r."unitPath", r."keeperId", r."ruleVersion", r."lifeMonths", r.residual,
      r.before, r."startsMonth", r."monthsLeft", r."listKey", ${ctx.clock.now().toISOString()}::timestamptz, r."createdBy",
      r."createdByName"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "bookId" uuid, "ownerUnitId" uuid, number int,
      name text, class text, specification text, "formerNumber" text, "boughtOn" date, cost bigint, "entryId" uuid,
      "unitId" uuid, "unitPath" text, "keeperId" uuid, "ruleVersion" uuid, "lifeMonths" int, residual bigint,
      before bigint, "startsMonth" date, "monthsLeft" int, "listKey" text, "createdBy" uuid, "createdByName" text)`.execute(
    ctx.transaction,
  );
  await sql`
    update finance.asset_counter set last = greatest(last, ${Math.max(...assets.map((one) => one.number))})
    where unit_id = ${assets[0]!.ownerUnitId}`.execute(ctx.transaction);
}

export async function assetById(ctx: Context, id: string): Promise<AssetRecord | null> {
  const { rows } = await sql<AssetRecord>`select ${columns} from finance.asset a where a.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function assetsByIds(ctx: Context, ids: readonly string[]): Promise<AssetRecord[]> {
  const { rows } = await sql<AssetRecord>`
    select ${columns} from finance.asset a where a.id = any(${[...ids]}::uuid[]) order by a.number, a.id`.execute(
    ctx.transaction,
  );
  return rows;
}

/** All cards of a book, those that went out of it too, or those that stand in a unit and below. */
export async function assetsOfBook(ctx: Context, bookId: string, under?: string): Promise<AssetRecord[]> {
  const place = under === undefined ? sql`true` : placeIn([under]);
  const { rows } = await sql<AssetRecord>`
    select ${columns} from finance.asset a where a.book_id = ${bookId} and ${place} order by a.number, a.id`.execute(
    ctx.transaction,
  );
  return rows;
}

function placeIn(paths: readonly string[]) {
  const ranges = paths.map(subtreeRange).map(({ from, to }) => sql`(a.unit_path >= ${from} and a.unit_path < ${to})`);
  return ranges.length === 0 ? sql`false` : sql`(${sql.join(ranges, sql` or `)})`;
}

export interface AssetQuestion {
  under: readonly string[];
  bookId?: string | undefined;
  state?: AssetState | undefined;
  class?: AssetClass | undefined;
  search?: string | undefined;
  after: readonly [number: number, id: string] | null;
  limit: number;
}

export async function assetRows(ctx: Context, question: AssetQuestion): Promise<AssetRecord[]> {
  const { under, bookId, state, search = '', after, limit } = question;
  const part = search.toLowerCase();
  const { rows } = await sql<AssetRecord>`
    select ${columns} from finance.asset a
    where ${placeIn(under)}
      and ${bookId === undefined ? sql`true` : sql`a.book_id = ${bookId}`}
      and ${state === undefined ? sql`true` : sql`a.state = ${state}`}
      and ${question.class === undefined ? sql`true` : sql`a.class = ${question.class}`}
      and ${part === '' ? sql`true` : sql`strpos(lower(concat_ws(' ', a.name, a.specification, a.former_number)), ${part}) > 0`}
      and ${after === null ? sql`true` : sql`(a.number, a.id) > (${after[0]}::int, ${after[1]}::uuid)`}
    order by a.number, a.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

export interface AssetChange {
  name?: string;
  specification?: string;
  formerNumber?: string;
  state?: AssetState;
  scrappedOn?: Day | null;
  unitId?: string;
  unitPath?: string;
  keeperId?: string;
}

export async function changeAsset(ctx: Context, id: string, change: AssetChange): Promise<void> {
  const { name = null, specification = null, formerNumber = null, state = null } = change;
  const { unitId = null, unitPath = null, keeperId = null } = change;
  await sql`
    update finance.asset set version = version + 1, name = coalesce(${name}, name),
      specification = coalesce(${specification}, specification), former_number = coalesce(${formerNumber}, former_number),
      state = coalesce(${state}, state), unit_id = coalesce(${unitId}::uuid, unit_id),
      unit_path = coalesce(${unitPath}, unit_path), keeper_id = coalesce(${keeperId}::uuid, keeper_id),
      scrapped_on = ${change.scrappedOn === undefined ? sql`scrapped_on` : sql`${change.scrappedOn}::date`}
    where id = ${id}`.execute(ctx.transaction);
}

/** Of these former numbers, those that other cards of a book have. */
export async function takenNumbers(
  ctx: Context,
  bookId: string,
  numbers: readonly string[],
  besideList: string | null = null,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ number: string }>`
    select former_number as number from finance.asset
    where book_id = ${bookId} and former_number = any(${[...numbers]}::text[]) and former_number <> ''
      and (${besideList}::text is null or list_key is distinct from ${besideList})`.execute(ctx.transaction);
  return new Set(rows.map((row) => row.number));
}

export async function isListTaken(ctx: Context, bookId: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from finance.asset where book_id = ${bookId} and list_key = ${key}) as is`.execute(
    ctx.transaction,
  );
  return rows[0]!.is;
}

export interface MoveRecord {
  id: string;
  assetId: string;
  on: Day;
  fromUnitId: string | null;
  fromPersonId: string | null;
  toUnitId: string;
  toPersonId: string;
  state: 'in_use' | 'lent';
  note: string;
  recordedBy: string;
  recordedByName: string;
}

export async function insertMoves(ctx: Context, moves: readonly MoveRecord[]): Promise<void> {
  await sql`
    insert into finance.asset_move (id, asset_id, on_day, from_unit_id, from_person_id, to_unit_id, to_person_id, state, note,
      recorded_at, recorded_by, recorded_by_name)
    select r.id, r."assetId", r."on", r."fromUnitId", r."fromPersonId", r."toUnitId", r."toPersonId", r.state, r.note,
      ${ctx.clock.now().toISOString()}::timestamptz, r."recordedBy", r."recordedByName"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as r(id uuid, "assetId" uuid, "on" date, "fromUnitId" uuid,
      "fromPersonId" uuid, "toUnitId" uuid, "toPersonId" uuid, state text, note text, "recordedBy" uuid,
      "recordedByName" text)`.execute(ctx.transaction);
}

export async function movesOf(ctx: Context, assetId: string): Promise<MoveRecord[]> {
  const { rows } = await sql<MoveRecord>`
    select id, asset_id as "assetId", on_day as "on", from_unit_id as "fromUnitId", from_person_id as "fromPersonId",
      to_unit_id as "toUnitId", to_person_id as "toPersonId", state, note, recorded_by as "recordedBy",
      recorded_by_name as "recordedByName"
    from finance.asset_move where asset_id = ${assetId} order by recorded_at desc, id desc`.execute(ctx.transaction);
  return rows;
}
