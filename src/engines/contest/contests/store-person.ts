import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import type { PersonMove } from '#engines/roster';
import type { EntrantState } from '../ranking/contest-file';

export interface FollowedEntries {
  entrants: string[];
  members: { entrantId: string; place: number }[];
}

export async function countEntries(
  ctx: Context,
  ids: readonly string[],
): Promise<{ entrants: number; members: number }> {
  const { rows } = await sql<{ entrants: number; members: number }>`
    select (select count(*)::int from contest.entrant where person_id = any(${[...ids]}::uuid[])) as entrants,
      (select count(*)::int from contest.team_member where person_id = any(${[...ids]}::uuid[])) as members`.execute(
    ctx.transaction,
  );
  return rows[0]!;
}

export async function bringOver(ctx: Context, { from, to }: PersonMove): Promise<FollowedEntries> {
  const { rows: entrants } = await sql<{ id: string }>`
    update contest.entrant set person_id = ${to} where person_id = ${from} returning id`.execute(ctx.transaction);
  const { rows: members } = await sql<{ entrantId: string; place: number }>`
    update contest.team_member set person_id = ${to} where person_id = ${from}
    returning entrant_id as "entrantId", place`.execute(ctx.transaction);
  return { entrants: entrants.map(({ id }) => id), members };
}

export async function bringBack(ctx: Context, from: string, { entrants, members }: FollowedEntries): Promise<void> {
  await sql`update contest.entrant set person_id = ${from} where id = any(${entrants}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`
    update contest.team_member t set person_id = ${from}
    from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m("entrantId" uuid, place int)
    where t.entrant_id = m."entrantId" and t.place = m.place`.execute(ctx.transaction);
}

export interface OwnEntry {
  contest: string;
  beginsOn: Day;
  team: string;
  state: EntrantState;
  stateReason: string;
}

export async function entriesOfPerson(ctx: Context, personId: string): Promise<OwnEntry[]> {
  const { rows } = await sql<OwnEntry>`
    select c.name as contest, c.begins_on as "beginsOn", e.name as team, e.state, e.state_reason as "stateReason"
    from contest.entrant e join contest.contest c on c.id = e.contest_id
    where e.person_id = ${personId}
      or exists (select from contest.team_member m where m.entrant_id = e.id and m.person_id = ${personId})
    order by c.begins_on, e.id`.execute(ctx.transaction);
  return rows;
}
