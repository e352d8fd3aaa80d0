import { sql } from 'kysely';
import type { Context } from '#kernel';

export interface JudgeRecord {
  seat: number;
  personId: string | null;
  unitPath: string | null;
  name: string;
  isMachine: boolean;
  isChair: boolean;
}

export async function judgesOf(ctx: Context, contestId: string): Promise<JudgeRecord[]> {
  const { rows } = await sql<JudgeRecord>`
    select seat, person_id as "personId", unit_path as "unitPath", name, is_machine as "isMachine", is_chair as "isChair"
    from contest.panel_judge where contest_id = ${contestId} order by seat`.execute(ctx.transaction);
  return rows;
}

export interface OwnSeat {
  id: string;
  name: string;
  seat: number;
  isChair: boolean;
}

/** The panels under way in which a person sits, the next first. */
export async function seatsOfPerson(ctx: Context, personId: string): Promise<OwnSeat[]> {
  const { rows } = await sql<OwnSeat>`
    select c.id, c.name, j.seat, j.is_chair as "isChair" from contest.panel_judge j join contest.contest c on c.id = j.contest_id
    where j.person_id = ${personId} and c.state = 'running' order by c.begins_on, c.id, j.seat`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function replaceJudges(ctx: Context, contestId: string, judges: readonly JudgeRecord[]): Promise<void> {
  await sql`delete from contest.panel_judge where contest_id = ${contestId}`.execute(ctx.transaction);
  await sql`
    insert into contest.panel_judge (contest_id, seat, person_id, unit_path, name, is_machine, is_chair)
    select ${contestId}, j.seat, j."personId", j."unitPath", j.name, j."isMachine", j."isChair"
    from jsonb_to_recordset(${JSON.stringify(judges)}::jsonb)
      as j(seat int, "personId" uuid, "unitPath" text, name text, "isMachine" boolean, "isChair" boolean)`.execute(
    ctx.transaction,
  );
}

export interface ConflictRecord {
  seat: number;
  entrantId: string;
  ground: 'kin' | 'other';
  reason: string;
}

export async function conflictsOf(ctx: Context, contestId: string): Promise<ConflictRecord[]> {
  const { rows } = await sql<ConflictRecord>`
    select seat, entrant_id as "entrantId", ground, reason from contest.panel_conflict
    where contest_id = ${contestId} order by seat, entrant_id`.execute(ctx.transaction);
  return rows;
}

export async function insertConflict(ctx: Context, contestId: string, row: ConflictRecord): Promise<void> {
  await sql`
    insert into contest.panel_conflict (contest_id, seat, entrant_id, ground, reason, declared_at, declared_by)
    values (${contestId}, ${row.seat}, ${row.entrantId}, ${row.ground}, ${row.reason}, ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

/** True where there was one. */
export async function deleteConflict(
  ctx: Context,
  contestId: string,
  seat: number,
  entrantId: string,
): Promise<boolean> {
  const { rows } = await sql`
    delete from contest.panel_conflict where contest_id = ${contestId} and seat = ${seat} and entrant_id = ${entrantId}
    returning seat`.execute(ctx.transaction);
  return rows.length > 0;
}

export interface BallotRecord {
  entrantId: string;
  round: number;
  part: string;
  /** 0 for the desk. */
  seat: number;
  version: number;
  mark: string | null;
  criteria: Record<string, string>;
  isSigned: boolean;
}

/** The version of each ballot that stands. */
export async function ballotsOf(ctx: Context, contestId: string): Promise<BallotRecord[]> {
  const { rows } = await sql<BallotRecord>`
    select distinct on (entrant_id, round, part, seat) entrant_id as "entrantId", round, part, seat, version, mark, criteria,
      is_signed as "isSigned"
    from contest.panel_ballot where contest_id = ${contestId}
    order by entrant_id, round, part, seat, version desc`.execute(ctx.transaction);
  return rows;
}

/** False where the same judge writes the same version at the same moment from another device. */
export async function insertBallot(ctx: Context, contestId: string, row: BallotRecord): Promise<boolean> {
  const { rows } = await sql`
    insert into contest.panel_ballot (contest_id, entrant_id, round, part, seat, version, mark, criteria, is_signed, given_at,
      given_by)
    values (${contestId}, ${row.entrantId}, ${row.round}, ${row.part}, ${row.seat}, ${row.version}, ${row.mark},
      ${JSON.stringify(row.criteria)}::jsonb, ${row.isSigned}, ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})
    on conflict do nothing returning version`.execute(ctx.transaction);
  return rows.length > 0;
}

export interface TimeRecord {
  entrantId: string;
  round: number;
  part: string;
  seconds: string;
  version: number;
}

export async function timesOf(ctx: Context, contestId: string): Promise<TimeRecord[]> {
  const { rows } = await sql<TimeRecord>`
    select distinct on (entrant_id, round, part) entrant_id as "entrantId", round, part, seconds, version
    from contest.panel_time where contest_id = ${contestId} order by entrant_id, round, part, version desc`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function insertTime(ctx: Context, contestId: string, row: TimeRecord & { reason: string }): Promise<void> {
  await sql`
    insert into contest.panel_time (contest_id, entrant_id, round, part, version, seconds, reason, taken_at, taken_by)
    values (${contestId}, ${row.entrantId}, ${row.round}, ${row.part}, ${row.version}, ${row.seconds}, ${row.reason},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export interface PanelRoundRecord {
  round: number;
  isVoting: boolean;
  signedAt: Date | null;
  signedBy: string | null;
  voters: number;
  revealed: string[];
}

export async function panelRoundsOf(ctx: Context, contestId: string): Promise<PanelRoundRecord[]> {
  const { rows } = await sql<PanelRoundRecord>`
    select r.round, r.is_voting as "isVoting", r.signed_at as "signedAt", r.signed_by as "signedBy",
      (select count(*)::int from contest.panel_voter v where v.contest_id = r.contest_id and v.round = r.round) as voters,
      array(select e.entrant_id from contest.panel_reveal e
        where e.contest_id = r.contest_id and e.round = r.round order by e.revealed_at, e.entrant_id)::text[] as revealed
    from contest.panel_round r where r.contest_id = ${contestId} order by r.round`.execute(ctx.transaction);
  return rows;
}

export async function writeVoting(ctx: Context, contestId: string, round: number, isVoting: boolean): Promise<void> {
  await sql`
    insert into contest.panel_round (contest_id, round, is_voting) values (${contestId}, ${round}, ${isVoting})
    on conflict (contest_id, round) do update set is_voting = excluded.is_voting`.execute(ctx.transaction);
}

/** Whoever votes at the same moment is done before it, or is refused. */
export async function signOff(ctx: Context, contestId: string, round: number): Promise<void> {
  const by = ctx.user?.accountId ?? null;
  await sql`
    insert into contest.panel_round (contest_id, round, signed_at, signed_by)
    values (${contestId}, ${round}, ${ctx.clock.now().toISOString()}, ${by})
    on conflict (contest_id, round)
      do update set is_voting = false, signed_at = excluded.signed_at, signed_by = excluded.signed_by`.execute(
    ctx.transaction,
  );
}

export async function insertReveals(
  ctx: Context,
  contestId: string,
  round: number,
  entrantIds: readonly string[],
): Promise<void> {
  await sql`
    insert into contest.panel_reveal (contest_id, round, entrant_id, revealed_at, revealed_by)
    select ${contestId}, ${round}, id, ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null}::uuid
    from unnest(${[...entrantIds]}::uuid[]) as id on conflict do nothing`.execute(ctx.transaction);
}

export interface VoteCount {
  entrantId: string;
  round: number;
  count: number;
}

export async function votesOf(ctx: Context, contestId: string): Promise<VoteCount[]> {
  const { rows } = await sql<VoteCount>`
    select entrant_id as "entrantId", round, count from contest.panel_vote where contest_id = ${contestId}
    order by round, entrant_id`.execute(ctx.transaction);
  return rows;
}

export async function roundsVotedIn(ctx: Context, contestId: string): Promise<number[]> {
  const { rows } = await sql<{ round: number }>`
    select round from contest.panel_voter
    where contest_id = ${contestId} and account_id = ${ctx.user?.accountId ?? null}::uuid`.execute(ctx.transaction);
  return rows.map(({ round }) => round);
}

/** Counts one vote; false where this account has voted in the round before. */
export async function countVote(ctx: Context, contestId: string, round: number, entrantId: string): Promise<boolean> {
  const { rows } = await sql`
    insert into contest.panel_voter (contest_id, round, account_id)
    values (${contestId}, ${round}, ${ctx.user?.accountId ?? null}::uuid) on conflict do nothing returning round`.execute(
    ctx.transaction,
  );
  if (rows.length === 0) return false;
  await sql`
    insert into contest.panel_vote (contest_id, round, entrant_id, count) values (${contestId}, ${round}, ${entrantId}, 1)
    on conflict (contest_id, round, entrant_id) do update set count = contest.panel_vote.count + 1`.execute(
    ctx.transaction,
  );
  return true;
}
