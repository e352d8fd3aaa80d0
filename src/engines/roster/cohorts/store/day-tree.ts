import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { placesOf, type DayTree, type TreeRow } from '../places';
import { holdsOn } from './statement';

/** The tree as it was on a day: some hundred rows, from which every question about units is answered. */
export async function dayTree(ctx: Context, day: Day): Promise<DayTree> {
  const { rows } = await sql<TreeRow>`
    select v.unit_id as id, v.name, v.path, u.path as "pathToday", u.kind, k.is_front_line as "isFrontLine",
      v.is_remote as "isRemote"
    from roster.unit_version v join roster.unit u on u.id = v.unit_id join roster.unit_kind k on k.code = u.kind
    where ${holdsOn('v', day)} order by v.path`.execute(ctx.transaction);
  return placesOf(rows);
}
