import { sql } from 'kysely';
import type { Context } from '#kernel';
import { subtreeRange } from '#engines/roster';
import type { goodsKinds } from './contract';

export interface GoodsRecord {
  id: string;
  bookId: string;
  unitId: string;
  unitPath: string;
  name: string;
  kind: (typeof goodsKinds)[number];
  measure: string;
  isDivisible: boolean;
  onHand: bigint;
  value: bigint;
  moves: number;
  isCounted: boolean;
}

const columns = sql`g.id, g.book_id as "bookId", g.unit_id as "unitId", g.unit_path as "unitPath", g.name, g.kind, g.measure,
  g.is_divisible as "isDivisible", g.on_hand as "onHand", g.value_fen as value, g.moves,
  exists (select from finance.goods_count c where c.goods_id = g.id and c.state = 'proposed') as "isCounted"`;

type NewGoods = Pick<
  GoodsRecord,
  'id' | 'bookId' | 'unitId' | 'unitPath' | 'name' | 'kind' | 'measure' | 'isDivisible'
>;

/** False: the store has goods of this name. */
export async function insertGoods(ctx: Context, goods: NewGoods, byName: string): Promise<boolean> {
  const { id, bookId, unitId, unitPath, name, kind, measure, isDivisible } = goods;
  const { numAffectedRows } = await sql`
    insert into finance.goods (id, book_id, unit_id, unit_path, name, kind, measure, is_divisible, created_at, created_by_name)
    values (${id}, ${bookId}, ${unitId}, ${unitPath}, ${name}, ${kind}, ${measure}, ${isDivisible},
      ${ctx.clock.now().toISOString()}, ${byName}) on conflict do nothing`.execute(ctx.transaction);
  return numAffectedRows === 1n;
}

export async function goodsById(ctx: Context, id: string, mode: 'read' | 'lock' = 'read'): Promise<GoodsRecord | null> {
  const { rows } = await sql<GoodsRecord>`
    select ${columns} from finance.goods g where g.id = ${id} ${mode === 'lock' ? sql`for update of g` : sql``}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function goodsByIds(ctx: Context, ids: readonly string[]): Promise<GoodsRecord[]> {
  const { rows } = await sql<GoodsRecord>`
    select ${columns} from finance.goods g where g.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export interface GoodsQuestion {
  under: readonly string[];
  bookId?: string | undefined;
  kind?: string | undefined;
  search?: string | undefined;
  after: string | null;
  limit: number;
}

export async function goodsRows(ctx: Context, question: GoodsQuestion): Promise<GoodsRecord[]> {
  const { under, bookId, kind, search = '', after, limit } = question;
  const ranges = under.map(subtreeRange).map(({ from, to }) => sql`(g.unit_path >= ${from} and g.unit_path < ${to})`);
  if (ranges.length === 0) return [];
  const { rows } = await sql<GoodsRecord>`
    select ${columns} from finance.goods g
    where (${sql.join(ranges, sql` or `)})
      and ${bookId === undefined ? sql`true` : sql`g.book_id = ${bookId}`}
      and ${kind === undefined ? sql`true` : sql`g.kind = ${kind}`}
      and ${search === '' ? sql`true` : sql`strpos(lower(g.name), ${search.toLowerCase()}) > 0`}
      and ${after === null ? sql`true` : sql`g.id > ${after}::uuid`}
    order by g.id limit ${limit}`.execute(ctx.transaction);
  return rows;
}

/** Every movement's worth by the entry that it names, and of those that name none together. */
export async function worthByEntry(
  ctx: Context,
  bookId: string,
): Promise<{ entryId: string | null; amount: bigint }[]> {
  const { rows } = await sql<{ entryId: string | null; amount: bigint }>`
    select e.entry_id as "entryId", sum(m.value_fen)::bigint as amount
    from finance.goods g join finance.goods_move m on m.goods_id = g.id left join finance.goods_entry e on e.move_id = m.id
    where g.book_id = ${bookId} group by e.entry_id`.execute(ctx.transaction);
  return rows;
}

/** The goods of a book with movements that name no entry. */
export async function bareGoods(
  ctx: Context,
  bookId: string,
): Promise<{ id: string; name: string; unitId: string; moves: number; amount: bigint }[]> {
  const { rows } = await sql<{ id: string; name: string; unitId: string; moves: number; amount: bigint }>`
    select g.id, g.name, g.unit_id as "unitId", count(*)::int as moves, sum(m.value_fen)::bigint as amount
    from finance.goods g join finance.goods_move m on m.goods_id = g.id
    where g.book_id = ${bookId} and m.value_fen <> 0
      and not exists (select from finance.goods_entry e where e.move_id = m.id)
    group by g.id order by g.name, g.id limit 200`.execute(ctx.transaction);
  return rows;
}
