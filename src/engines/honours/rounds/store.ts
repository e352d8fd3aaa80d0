import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import type { Definition } from '../schemes/definition';
import type { HonourKind, RoundState } from '../terms';

export interface RoundRecord {
  id: string;
  schemeId: string;
  schemeKey: string;
  owner: string | null;
  kind: HonourKind;
  title: string;
  name: string;
  unitId: string;
  unitPath: string;
  year: number;
  opensOn: Day;
  nominateUntil: Day;
  closeBy: Day;
  tags: string[];
  definition: Definition;
  state: RoundState;
  stateReason: string;
  seed: string;
  reviewWords: string;
  reviewedBy: string | null;
  decidedBy: string | null;
  decidedOn: Day | null;
  documentNumber: string;
  closedOn: Day | null;
  version: number;
  nominations: number;
  winners: number;
}

const columns = sql`r.id, r.scheme_id as "schemeId", r.scheme_key as "schemeKey", r.owner, r.kind, r.title, r.name,
  r.unit_id as "unitId", r.unit_path as "unitPath", r.year, r.opens_on as "opensOn", r.nominate_until as "nominateUntil",
  r.close_by as "closeBy", r.tags, r.definition, r.state, r.state_reason as "stateReason", r.seed,
  r.review_words as "reviewWords", r.reviewed_by as "reviewedBy", r.decided_by as "decidedBy",
  r.decided_on as "decidedOn", r.document_number as "documentNumber", r.closed_on as "closedOn", r.version,
  (select count(*)::int from honours.nomination n where n.round_id = r.id and n.state <> 'draft') as nominations,
  (select count(*)::int from honours.honour h where h.round_id = r.id) as winners`;

/** Rounds of the reader's units, below them, and above them: those of the works are for its work areas. */
export interface RoundFilter {
  paths: readonly string[];
  unitPath?: string | undefined;
  year?: number | undefined;
  state?: RoundState | undefined;
  tag?: string | undefined;
  after?: { day: Day; id: string } | undefined;
  limit: number;
}

const isSeen = (paths: readonly string[]): RawBuilder<boolean> =>
  sql<boolean>`exists (select from unnest(${[...paths]}::text[]) p
    where starts_with(r.unit_path, p) or starts_with(p, r.unit_path))`;

function inSubtree(path: string): RawBuilder<boolean> {
  const { from, to } = subtreeRange(path);
  return sql<boolean>`(r.unit_path >= ${from} and r.unit_path < ${to})`;
}

export async function selectRounds(ctx: Context, filter: RoundFilter): Promise<RoundRecord[]> {
  const { unitPath, year, state, tag, after } = filter;
  const conditions = [
    isSeen(filter.paths),
    ...(unitPath === undefined ? [] : [inSubtree(unitPath)]),
    ...(year === undefined ? [] : [sql`r.year = ${year}`]),
    ...(state === undefined ? [] : [sql`r.state = ${state}`]),
    ...(tag === undefined ? [] : [sql`r.tags @> array[${tag}]::text[]`]),
    ...(after === undefined ? [] : [sql`(r.close_by, r.id) < (${after.day}::date, ${after.id}::uuid)`]),
  ];
  const { rows } = await sql<RoundRecord>`select ${columns} from honours.round r
    where ${sql.join(conditions, sql` and `)} order by r.close_by desc, r.id desc limit ${filter.limit}`.execute(
    ctx.transaction,
  );
  return rows;
}

/** The rounds whose notices somebody of these units may read, of the last year. */
export async function announcedRounds(ctx: Context, paths: readonly string[], since: Day): Promise<RoundRecord[]> {
  const { rows } = await sql<RoundRecord>`select ${columns} from honours.round r
    where ${isSeen(paths)} and r.close_by >= ${since}::date and r.state in ('chosen', 'notice', 'decided', 'closed')
    order by r.close_by desc, r.id desc limit 100`.execute(ctx.transaction);
  return rows;
}

export async function roundsByIds(ctx: Context, ids: readonly string[]): Promise<RoundRecord[]> {
  const { rows } = await sql<RoundRecord>`
    select ${columns} from honours.round r where r.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export async function roundsByTags(ctx: Context, tags: readonly string[]): Promise<RoundRecord[]> {
  const { rows } = await sql<RoundRecord>`select ${columns} from honours.round r
    where r.tags && ${[...tags]}::text[] order by r.close_by, r.id`.execute(ctx.transaction);
  return rows;
}

/** One round, to read or held against every other act on it until the end of this one. */
export async function roundById(ctx: Context, id: string, hold: 'read' | 'lock' = 'read'): Promise<RoundRecord | null> {
  if (hold === 'lock') await sql`select from honours.round where id = ${id} for no key update`.execute(ctx.transaction);
  return (await roundsByIds(ctx, [id]))[0] ?? null;
}

export type NewRoundRow = Pick<
  RoundRecord,
  'id' | 'schemeId' | 'schemeKey' | 'owner' | 'kind' | 'title' | 'name' | 'unitId' | 'unitPath' | 'year'
> &
  Pick<RoundRecord, 'opensOn' | 'nominateUntil' | 'closeBy' | 'tags' | 'definition' | 'seed'>;

export async function insertRound(ctx: Context, row: NewRoundRow): Promise<void> {
  await sql`
    insert into honours.round (id, scheme_id, scheme_key, owner, kind, title, name, unit_id, unit_path, year, opens_on,
      nominate_until, close_by, tags, definition, state, seed, created_at, created_by)
    values (${row.id}, ${row.schemeId}, ${row.schemeKey}, ${row.owner}, ${row.kind}, ${row.title}, ${row.name},
      ${row.unitId}, ${row.unitPath}, ${row.year}, ${row.opensOn}, ${row.nominateUntil}, ${row.closeBy},
      ${row.tags}::text[], ${JSON.stringify(row.definition)}::jsonb, 'nominating', ${row.seed},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export interface RoundChange {
  state: RoundState;
  stateReason?: string;
  reviewWords?: string;
  isReviewed?: boolean;
  documentNumber?: string;
}

/** Leads a round to a state and counts its version up; the day and the hand of a step are those of the act. */
export async function updateRound(ctx: Context, id: string, change: RoundChange): Promise<void> {
  const { state, stateReason = '', reviewWords = null, isReviewed = false, documentNumber = null } = change;
  const [today, hand] = [ctx.clock.today(), ctx.user?.accountId ?? null];
  await sql`
    update honours.round set state = ${state}, state_reason = ${stateReason}, version = version + 1,
      review_words = coalesce(${reviewWords}, review_words),
      reviewed_by = case when ${isReviewed}::boolean then ${hand}::uuid else reviewed_by end,
      decided_by = case when ${state === 'decided'}::boolean then ${hand}::uuid else decided_by end,
      decided_on = case when ${state === 'decided'}::boolean then ${today}::date else decided_on end,
      document_number = coalesce(${documentNumber}, document_number),
      closed_on = case when ${state === 'closed'}::boolean then ${today}::date else closed_on end
    where id = ${id}`.execute(ctx.transaction);
}

export interface QuotaRecord {
  unitId: string;
  unitPath: string;
  heads: number;
  share: string;
  seats: number;
  candidates: number;
  used: number;
}

export async function quotasOf(ctx: Context, roundId: string): Promise<QuotaRecord[]> {
  const { rows } = await sql<QuotaRecord>`
    select q.unit_id as "unitId", q.unit_path as "unitPath", q.heads, q.share, q.seats, q.candidates,
      (select count(*)::int from honours.nomination n where n.round_id = q.round_id and n.quota_unit_id = q.unit_id
        and n.state not in ('draft', 'submitted', 'refused')) as used
    from honours.quota q where q.round_id = ${roundId} order by q.place`.execute(ctx.transaction);
  return rows;
}

export async function insertQuotas(
  ctx: Context,
  roundId: string,
  quotas: readonly Omit<QuotaRecord, 'used'>[],
): Promise<void> {
  const rows = quotas.map((quota, place) => ({ ...quota, place }));
  await sql`
    insert into honours.quota (round_id, unit_id, unit_path, place, heads, share, seats, candidates)
    select ${roundId}, q."unitId", q."unitPath", q.place, q.heads, q.share, q.seats, q.candidates
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as q("unitId" uuid, "unitPath" text, place int, heads int, share text, seats int, candidates int)`.execute(
    ctx.transaction,
  );
}

export async function updateSeatsOfUnits(
  ctx: Context,
  roundId: string,
  quotas: readonly { unitId: string; seats: number; candidates: number }[],
): Promise<void> {
  await sql`
    update honours.quota q set seats = g.seats, candidates = g.candidates
    from jsonb_to_recordset(${JSON.stringify(quotas)}::jsonb) as g("unitId" uuid, seats int, candidates int)
    where q.round_id = ${roundId} and q.unit_id = g."unitId"`.execute(ctx.transaction);
}

export interface SeatRecord {
  personId: string;
  marks: Record<string, string> | null;
}

export async function seatsOf(ctx: Context, roundId: string): Promise<SeatRecord[]> {
  const { rows } = await sql<SeatRecord>`
    select person_id as "personId", marks from honours.seat where round_id = ${roundId} order by place`.execute(
    ctx.transaction,
  );
  return rows;
}

export async function replaceSeats(ctx: Context, roundId: string, personIds: readonly string[]): Promise<void> {
  await sql`delete from honours.seat where round_id = ${roundId}`.execute(ctx.transaction);
  const rows = personIds.map((personId, at) => ({ personId, place: at + 1 }));
  await sql`
    insert into honours.seat (round_id, place, person_id)
    select ${roundId}, s.place, s."personId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(place int, "personId" uuid)`.execute(ctx.transaction);
}

export async function writeSheet(
  ctx: Context,
  roundId: string,
  personId: string,
  marks: Record<string, string>,
): Promise<void> {
  await sql`update honours.seat set marks = ${JSON.stringify(marks)}::jsonb, given_at = ${ctx.clock.now().toISOString()}
    where round_id = ${roundId} and person_id = ${personId}`.execute(ctx.transaction);
}

export async function roundsReviewedBy(ctx: Context, personId: string): Promise<RoundRecord[]> {
  const { rows } = await sql<RoundRecord>`select ${columns} from honours.round r
    where r.state = 'reviewing' and exists (select from honours.seat s where s.round_id = r.id and s.person_id = ${personId})
    order by r.close_by, r.id`.execute(ctx.transaction);
  return rows;
}
