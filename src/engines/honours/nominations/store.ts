import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { NominationState } from '../terms';

export interface NominationRecord {
  id: string;
  roundId: string;
  unitId: string;
  unitPath: string;
  personId: string | null;
  quotaUnitId: string | null;
  parts: Record<string, string>;
  newMerits: string;
  hasAgreed: boolean;
  vetoes: Record<string, string>;
  state: NominationState;
  stateReason: string;
  place: number | null;
  result: string;
  steps: { key: string; value: string }[];
  nominatedBy: string | null;
  passedBy: string | null;
  qualifiedBy: string | null;
  version: number;
}

const columns = sql`n.id, n.round_id as "roundId", n.unit_id as "unitId", n.unit_path as "unitPath",
  n.person_id as "personId", n.quota_unit_id as "quotaUnitId", n.parts, n.new_merits as "newMerits",
  n.has_agreed as "hasAgreed", n.vetoes, n.state, n.state_reason as "stateReason", n.place, n.result, n.steps,
  n.nominated_by as "nominatedBy", n.passed_by as "passedBy", n.qualified_by as "qualifiedBy", n.version`;

export async function nominationsOf(ctx: Context, roundId: string): Promise<NominationRecord[]> {
  const { rows } = await sql<NominationRecord>`select ${columns} from honours.nomination n
    where n.round_id = ${roundId} order by n.place nulls last, n.id limit 5000`.execute(ctx.transaction);
  return rows;
}

export async function nominationById(
  ctx: Context,
  id: string,
  hold: 'read' | 'lock' = 'read',
): Promise<NominationRecord | null> {
  if (hold === 'lock')
    await sql`select from honours.nomination where id = ${id} for no key update`.execute(ctx.transaction);
  const { rows } = await sql<NominationRecord>`
    select ${columns} from honours.nomination n where n.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export type NewNominationRow = Pick<
  NominationRecord,
  'id' | 'roundId' | 'unitId' | 'unitPath' | 'personId' | 'quotaUnitId' | 'parts' | 'newMerits' | 'hasAgreed'
>;

export async function insertNomination(ctx: Context, row: NewNominationRow): Promise<void> {
  await sql`
    insert into honours.nomination (id, round_id, unit_id, unit_path, person_id, quota_unit_id, parts, new_merits, has_agreed,
      state, nominated_by, created_at)
    values (${row.id}, ${row.roundId}, ${row.unitId}, ${row.unitPath}, ${row.personId}, ${row.quotaUnitId},
      ${JSON.stringify(row.parts)}::jsonb, ${row.newMerits}, ${row.hasAgreed}, 'draft', ${ctx.user?.accountId ?? null},
      ${ctx.clock.now().toISOString()})`.execute(ctx.transaction);
}

export async function updateForm(
  ctx: Context,
  id: string,
  { parts, newMerits, hasAgreed }: Pick<NominationRecord, 'parts' | 'newMerits' | 'hasAgreed'>,
): Promise<void> {
  await sql`update honours.nomination set parts = ${JSON.stringify(parts)}::jsonb, new_merits = ${newMerits},
      has_agreed = ${hasAgreed}, state = 'draft', state_reason = '', nominated_by = ${ctx.user?.accountId ?? null},
      version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

/** Leads a nomination on; `hand` says as whose work the act stands beside it. */
export async function updateNominationState(
  ctx: Context,
  id: string,
  given: {
    state: NominationState;
    reason?: string;
    hand?: 'nominated_by' | 'passed_by' | 'qualified_by';
    vetoes?: Record<string, string>;
  },
): Promise<void> {
  const { state, reason = '', hand, vetoes } = given;
  const sets = [
    sql`state = ${state}`,
    sql`state_reason = ${reason}`,
    sql`version = version + 1`,
    ...(hand === undefined ? [] : [sql`${sql.ref(hand)} = ${ctx.user?.accountId ?? null}`]),
    ...(vetoes === undefined ? [] : [sql`vetoes = ${JSON.stringify(vetoes)}::jsonb`]),
  ];
  await sql`update honours.nomination set ${sql.join(sets)} where id = ${id}`.execute(ctx.transaction);
}

export interface ReviewedRow {
  id: string;
  state: NominationState;
  place: number | null;
  result: string;
  steps: readonly { key: string; value: string }[];
}

/** What the review made of all that were up for it. */
export async function writeOutcome(ctx: Context, rows: readonly ReviewedRow[]): Promise<void> {
  await sql`
    update honours.nomination n set state = o.state, place = o.place, result = o.result, steps = o.steps,
      version = n.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(id uuid, state text, place int, result text, steps jsonb)
    where n.id = o.id`.execute(ctx.transaction);
}

export async function deleteNomination(ctx: Context, id: string): Promise<void> {
  await sql`delete from honours.nomination_file where nomination_id = ${id}`.execute(ctx.transaction);
  await sql`delete from honours.nomination where id = ${id}`.execute(ctx.transaction);
}

export async function filesOf(
  ctx: Context,
  nominationIds: readonly string[],
): Promise<{ nominationId: string; fileId: string }[]> {
  const { rows } = await sql<{ nominationId: string; fileId: string }>`
    select nomination_id as "nominationId", file_id as "fileId" from honours.nomination_file
    where nomination_id = any(${[...nominationIds]}::uuid[]) order by file_id`.execute(ctx.transaction);
  return rows;
}

export async function insertFile(ctx: Context, nominationId: string, fileId: string): Promise<void> {
  await sql`insert into honours.nomination_file (nomination_id, file_id) values (${nominationId}, ${fileId})`.execute(
    ctx.transaction,
  );
}
