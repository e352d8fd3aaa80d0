import { sql } from 'kysely';
import { newId, tablesOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { UnitChange, UnitKin } from '../contract';
import type { RosterTables } from '../tables.generated';

const db = (ctx: Context) => tablesOf<RosterTables>(ctx);

/**
 * One change of the tree at a time: a move takes along what lies below, and must not miss a unit that another
 * transaction is just adding there. Taken before anything is read; changes of the tree are rare.
 */
export async function lockTree(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('roster.tree'))`.execute(ctx.transaction);
}

export async function insertChange(
  ctx: Context,
  change: {
    unitId: string;
    what: UnitChange['what'];
    day: Day;
    before: string | null;
    after: string | null;
    reason: string | undefined;
  },
): Promise<void> {
  await db(ctx)
    .insertInto('roster.unit_change')
    .values({
      id: newId(),
      unit_id: change.unitId,
      what: change.what,
      effective_on: change.day,
      before_words: change.before,
      after_words: change.after,
      reason: change.reason ?? '',
      recorded_at: ctx.clock.now().toISOString(),
      recorded_by: ctx.user?.accountId ?? null,
      recorded_by_name: ctx.user?.name ?? '',
    })
    .execute();
}

/** What was done to a unit, in the order of the days from which it counts. */
export async function changesOf(ctx: Context, unitId: string): Promise<UnitChange[]> {
  const rows = await db(ctx)
    .selectFrom('roster.unit_change')
    .select([
      'id',
      sql<UnitChange['what']>`what`.as('what'),
      'effective_on as day',
      'before_words as before',
      'after_words as after',
      'reason',
      'recorded_at as recordedAt',
      'recorded_by_name as byName',
    ])
    .where('unit_id', '=', unitId)
    .orderBy('effective_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }));
}

/** Whether another open unit beside it bears the name on the day or later. */
export async function isNameTaken(
  ctx: Context,
  place: { parentId: string | null; name: string; day: Day; exceptId?: string },
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from roster.unit u where u.parent_id is not distinct from ${place.parentId}::uuid
      and u.name = ${place.name} and u.id is distinct from ${place.exceptId ?? null}::uuid
      and (u.valid_to is null or u.valid_to >= ${place.day}::date)) as taken`.execute(ctx.transaction);
  return rows[0]!.taken;
}

export async function insertSuccession(
  ctx: Context,
  rows: readonly { predecessorId: string; successorId: string; how: UnitKin['how']; day: Day }[],
): Promise<void> {
  await db(ctx)
    .insertInto('roster.unit_succession')
    .values(
      rows.map((row) => ({
        predecessor_id: row.predecessorId,
        successor_id: row.successorId,
        how: row.how,
        effective_on: row.day,
      })),
    )
    .execute();
}

/** What the unit came out of and what it went into, by day. */
export async function kinOf(ctx: Context, unitId: string): Promise<UnitKin[]> {
  const { rows } = await sql<UnitKin>`
    select u.id as "unitId", u.name, k.side, k.how, k.day from (
      select successor_id as id, 'successor' as side, how, effective_on as day from roster.unit_succession
      where predecessor_id = ${unitId}
      union all
      select predecessor_id, 'predecessor', how, effective_on from roster.unit_succession where successor_id = ${unitId}
    ) k join roster.unit u on u.id = k.id order by k.day, k.side, u.path`.execute(ctx.transaction);
  return rows;
}
