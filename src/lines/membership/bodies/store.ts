import { sql } from 'kysely';
import { newId, tablesOf, userOf, type Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { MembershipTables } from '../tables.generated';
import type { StepKind } from './contract';

const db = (ctx: Context) => tablesOf<MembershipTables>(ctx);

/** Takes the place of the one body of its kind in a unit; false where it is taken. */
export async function takeSolePlace(
  ctx: Context,
  place: { unitId: string; kind: string; bodyId: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into membership.sole_body (unit_id, kind, body_id) values (${place.unitId}, ${place.kind}, ${place.bodyId})
    on conflict (unit_id, kind) do nothing returning 1`.execute(ctx.transaction);
  return rows.length > 0;
}

export async function freeSolePlace(ctx: Context, bodyId: string): Promise<void> {
  await db(ctx).deleteFrom('membership.sole_body').where('body_id', '=', bodyId).execute();
}

export interface CandidacyRecord {
  seatId: string;
  isNoRelative: boolean;
  basis: string;
}

export async function insertCandidacy(ctx: Context, { seatId, isNoRelative, basis }: CandidacyRecord): Promise<void> {
  await db(ctx)
    .insertInto('membership.candidacy')
    .values({ seat_id: seatId, is_no_relative: isNoRelative, basis })
    .execute();
}

/** What was declared for seats, by seat. */
export async function candidaciesOf(
  ctx: Context,
  seatIds: readonly string[],
): Promise<ReadonlyMap<string, CandidacyRecord>> {
  const rows = await db(ctx)
    .selectFrom('membership.candidacy')
    .select(['seat_id as seatId', 'is_no_relative as isNoRelative', 'basis'])
    .where('seat_id', '=', sql<string>`any(${[...seatIds]}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.seatId, row]));
}

export interface NewStep {
  readonly bodyId: string;
  readonly step: StepKind;
  readonly on: Day;
  readonly note?: string;
  readonly number?: number;
  readonly seatId?: string;
  readonly paperId?: string | null;
}

export async function insertStep(ctx: Context, step: NewStep): Promise<void> {
  const { accountId, name } = userOf(ctx);
  await db(ctx)
    .insertInto('membership.body_step')
    .values({
      id: newId(),
      body_id: step.bodyId,
      step: step.step,
      on_day: step.on,
      note: step.note ?? '',
      term_number: step.number ?? null,
      seat_id: step.seatId ?? null,
      paper_id: step.paperId ?? null,
      recorded_at: ctx.clock.now().toISOString(),
      recorded_by: accountId,
      recorded_by_name: name,
    })
    .execute();
}

export interface StepRecord {
  id: string;
  step: StepKind;
  on: Day;
  note: string;
  number: number | null;
  seatId: string | null;
  paperId: string | null;
  byName: string;
}

/** What became of a body, the latest first. */
export async function stepRows(ctx: Context, bodyId: string): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select id, step, on_day as "on", note, term_number as number, seat_id as "seatId", paper_id as "paperId",
      recorded_by_name as "byName"
    from membership.body_step where body_id = ${bodyId} order by recorded_at desc, id desc`.execute(ctx.transaction);
  return rows;
}
