import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { EntrantState } from '../ranking/contest-file';

export interface MemberRecord {
  entrantId: string;
  personId: string;
  place: number;
  isCaptain: boolean;
}

export interface EntrantRecord {
  id: string;
  contestId: string;
  groupId: string | null;
  number: number | null;
  /** The name of a team; empty for persons and units, whose names are the roster's. */
  name: string;
  unitId: string;
  unitPath: string;
  personId: string | null;
  rating: number | null;
  seed: number | null;
  state: EntrantState;
  stateReason: string;
  version: number;
}

const entrantColumns = sql`e.id, e.contest_id as "contestId", e.group_id as "groupId", e.number, e.name, e.unit_id as "unitId",
  e.unit_path as "unitPath", e.person_id as "personId", e.rating, e.seed, e.state, e.state_reason as "stateReason", e.version`;

/** By number, then in the order in which they were entered. */
export async function entrantsOf(ctx: Context, contestId: string): Promise<EntrantRecord[]> {
  const { rows } = await sql<EntrantRecord>`
    select ${entrantColumns} from contest.entrant e where e.contest_id = ${contestId} order by e.number, e.id`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function entrantById(ctx: Context, contestId: string, id: string): Promise<EntrantRecord | null> {
  const { rows } = await sql<EntrantRecord>`
    select ${entrantColumns} from contest.entrant e where e.contest_id = ${contestId} and e.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function membersOf(ctx: Context, contestId: string): Promise<MemberRecord[]> {
  const { rows } = await sql<MemberRecord>`
    select entrant_id as "entrantId", person_id as "personId", place, is_captain as "isCaptain"
    from contest.team_member where contest_id = ${contestId} order by entrant_id, place`.execute(ctx.transaction);
  return rows;
}

export type NewEntrantRow = Omit<EntrantRecord, 'contestId' | 'state' | 'stateReason' | 'version'>;

export async function insertEntrants(ctx: Context, contestId: string, rows: readonly NewEntrantRow[]): Promise<void> {
  await sql`
    insert into contest.entrant (id, contest_id, group_id, number, name, unit_id, unit_path, person_id, rating, seed, state,
      entered_at, entered_by)
    select r.id, ${contestId}, r."groupId", r.number, r.name, r."unitId", r."unitPath", r."personId", r.rating, r.seed, 'entered',
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, "groupId" uuid, number int, name text, "unitId" uuid,
      "unitPath" text, "personId" uuid, rating int, seed int)`.execute(ctx.transaction);
}

/** The members of a team as they are given; those of before make room. */
export async function replaceMembers(
  ctx: Context,
  contestId: string,
  entrantId: string,
  members: readonly { personId: string; isCaptain: boolean }[],
): Promise<void> {
  await sql`delete from contest.team_member where entrant_id = ${entrantId}`.execute(ctx.transaction);
  await sql`
    insert into contest.team_member (contest_id, entrant_id, person_id, place, is_captain)
    select ${contestId}, ${entrantId}, m."personId", m.place, m."isCaptain"
    from jsonb_to_recordset(${JSON.stringify(members.map((member, i) => ({ ...member, place: i + 1 })))}::jsonb)
      as m("personId" uuid, place int, "isCaptain" boolean)`.execute(ctx.transaction);
}

export async function updateEntrant(
  ctx: Context,
  id: string,
  change: Pick<EntrantRecord, 'name' | 'groupId' | 'number' | 'rating' | 'seed'>,
): Promise<void> {
  await sql`
    update contest.entrant set name = ${change.name}, group_id = ${change.groupId}, number = ${change.number},
      rating = ${change.rating}, seed = ${change.seed}, version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function updateEntrantState(ctx: Context, id: string, state: EntrantState, reason: string): Promise<void> {
  await sql`
    update contest.entrant set state = ${state}, state_reason = ${reason}, state_since = ${ctx.clock.now().toISOString()},
      version = version + 1
    where id = ${id}`.execute(ctx.transaction);
}

export async function deleteEntrant(ctx: Context, id: string): Promise<void> {
  await sql`delete from contest.team_member where entrant_id = ${id}`.execute(ctx.transaction);
  await sql`delete from contest.entrant where id = ${id}`.execute(ctx.transaction);
}

/** Gives the entrants their drawn numbers; those of before make room first. */
export async function numberEntrants(ctx: Context, contestId: string, ids: readonly string[]): Promise<void> {
  await sql`update contest.entrant set number = null where contest_id = ${contestId}`.execute(ctx.transaction);
  await sql`
    update contest.entrant e set number = d.place, version = version + 1
    from unnest(${[...ids]}::uuid[]) with ordinality as d(id, place) where e.id = d.id`.execute(ctx.transaction);
}

export interface DrawRecord {
  id: string;
  purpose: string;
  method: string;
  seed: string;
  given: unknown;
  outcome: unknown;
  drawnAt: Date;
  drawnBy: string | null;
}

export async function insertDraw(
  ctx: Context,
  contestId: string,
  draw: Omit<DrawRecord, 'drawnAt' | 'drawnBy'>,
): Promise<void> {
  await sql`
    insert into contest.draw (id, contest_id, purpose, method, seed, given, outcome, drawn_at, drawn_by)
    values (${draw.id}, ${contestId}, ${draw.purpose}, ${draw.method}, ${draw.seed}, ${JSON.stringify(draw.given)}::jsonb,
      ${JSON.stringify(draw.outcome)}::jsonb, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(
    ctx.transaction,
  );
}

export async function drawsOf(ctx: Context, contestId: string): Promise<DrawRecord[]> {
  const { rows } = await sql<DrawRecord>`
    select id, purpose, method, seed, given, outcome, drawn_at as "drawnAt", drawn_by as "drawnBy"
    from contest.draw where contest_id = ${contestId} order by drawn_at desc, id desc`.execute(ctx.transaction);
  return rows;
}
