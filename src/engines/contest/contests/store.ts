import { sql, type RawBuilder } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { subtreeRange } from '#engines/roster';
import type { ContestKind, ContestState, EntrantKind } from '../terms';

export interface ContestRecord {
  id: string;
  kind: ContestKind;
  entrantKind: EntrantKind;
  definitionKey: string | null;
  name: string;
  unitId: string;
  unitPath: string;
  audienceUnitId: string;
  audiencePath: string;
  eventId: string | null;
  beginsOn: Day;
  endsOn: Day;
  tags: string[];
  state: ContestState;
  stateReason: string;
  rules: Record<string, unknown>;
  rulesNumber: number;
  unitPoints: string[];
  version: number;
  entrants: number;
  publishedAt: Date | null;
}

const contestColumns = sql`c.id, c.kind, c.entrant_kind as "entrantKind", c.definition_key as "definitionKey", c.name,
  c.unit_id as "unitId", c.unit_path as "unitPath", c.audience_unit_id as "audienceUnitId",
  c.audience_path as "audiencePath", c.event_id as "eventId", c.begins_on as "beginsOn", c.ends_on as "endsOn", c.tags,
  c.state, c.state_reason as "stateReason", c.rules, c.rules_number as "rulesNumber", c.unit_points as "unitPoints", c.version,
  (select count(*)::int from contest.entrant e where e.contest_id = c.id) as entrants,
  (select max(p.published_at) from contest.published_ranking p where p.contest_id = c.id) as "publishedAt"`;

/** What a reader sees: contests of the units below, and contests for an audience that the reader's unit is part of. */
export interface Visibility {
  subtrees: readonly string[];
  audiences: readonly string[];
}

function inSubtree(column: RawBuilder<unknown>, path: string): RawBuilder<boolean> {
  const { from, to } = subtreeRange(path);
  return sql<boolean>`(${column} >= ${from} and ${column} < ${to})`;
}

function isVisible({ subtrees, audiences }: Visibility): RawBuilder<boolean> {
  const own = subtrees.map((path) => inSubtree(sql`c.unit_path`, path));
  return sql<boolean>`(${sql.join([...own, sql`c.audience_path = any(${[...audiences]}::text[])`], sql` or `)})`;
}

export interface ContestFilter {
  seen: Visibility;
  unitPath?: string | undefined;
  kind?: ContestKind | undefined;
  state?: ContestState | undefined;
  year?: number | undefined;
  eventId?: string | undefined;
  tag?: string | undefined;
  search?: string | undefined;
  after?: { day: Day; id: string } | undefined;
  limit: number;
}

const LIKE_SIGNS = /[\\%_]/g;

export async function selectContests(ctx: Context, filter: ContestFilter): Promise<ContestRecord[]> {
  const { unitPath, kind, state, year, eventId, tag, search, after } = filter;
  const conditions = [
    isVisible(filter.seen),
    ...(unitPath === undefined ? [] : [inSubtree(sql`c.unit_path`, unitPath)]),
    ...(kind === undefined ? [] : [sql`c.kind = ${kind}`]),
    ...(state === undefined ? [] : [sql`c.state = ${state}`]),
    ...(year === undefined
      ? []
      : [sql`c.begins_on <= ${`${year}-12-31`}::date and c.ends_on >= ${`${year}-01-01`}::date`]),
    ...(eventId === undefined ? [] : [sql`c.event_id = ${eventId}`]),
    ...(tag === undefined ? [] : [sql`c.tags @> array[${tag}]::text[]`]),
    ...(search === undefined ? [] : [sql`c.name ilike ${`%${search.replace(LIKE_SIGNS, '\\$&')}%`}`]),
    ...(after === undefined ? [] : [sql`(c.begins_on, c.id) < (${after.day}::date, ${after.id}::uuid)`]),
  ];
  const { rows } = await sql<ContestRecord>`select ${contestColumns} from contest.contest c
    where ${sql.join(conditions, sql` and `)} order by c.begins_on desc, c.id desc limit ${filter.limit}`.execute(
    ctx.transaction,
  );
  return rows;
}

/** One contest, to read or to act on; `lock` keeps every other act on it away, `share` those that lock. */
export async function contestById(
  ctx: Context,
  id: string,
  hold: 'read' | 'share' | 'lock' = 'read',
): Promise<ContestRecord | null> {
  if (hold === 'lock')
    await sql`select from contest.contest where id = ${id} for no key update`.execute(ctx.transaction);
  if (hold === 'share') await sql`select from contest.contest where id = ${id} for share`.execute(ctx.transaction);
  const { rows } = await sql<ContestRecord>`
    select ${contestColumns} from contest.contest c where c.id = ${id}`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function contestsByIds(ctx: Context, ids: readonly string[]): Promise<ContestRecord[]> {
  const { rows } = await sql<ContestRecord>`
    select ${contestColumns} from contest.contest c where c.id = any(${[...ids]}::uuid[])`.execute(ctx.transaction);
  return rows;
}

export type NewContestRow = Pick<
  ContestRecord,
  'id' | 'kind' | 'entrantKind' | 'definitionKey' | 'name' | 'unitId' | 'unitPath' | 'audienceUnitId' | 'audiencePath'
> &
  Pick<ContestRecord, 'eventId' | 'beginsOn' | 'endsOn' | 'tags' | 'rules' | 'unitPoints'>;

export async function insertContest(ctx: Context, row: NewContestRow): Promise<void> {
  await sql`
    insert into contest.contest (id, kind, entrant_kind, definition_key, name, unit_id, unit_path, audience_unit_id,
      audience_path, event_id, begins_on, ends_on, tags, state, rules, unit_points, created_at, created_by)
    values (${row.id}, ${row.kind}, ${row.entrantKind}, ${row.definitionKey}, ${row.name}, ${row.unitId}, ${row.unitPath},
      ${row.audienceUnitId}, ${row.audiencePath}, ${row.eventId}, ${row.beginsOn}, ${row.endsOn}, ${row.tags}::text[], 'draft',
      ${JSON.stringify(row.rules)}::jsonb, ${row.unitPoints}::text[], ${ctx.clock.now().toISOString()},
      ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export interface ContestChange {
  name?: string;
  beginsOn?: Day;
  endsOn?: Day;
  tags?: readonly string[];
  unitPoints?: readonly string[];
  rules?: Record<string, unknown>;
  rulesNumber?: number;
  state?: ContestState;
  stateReason?: string;
}

/** Writes what is given and counts the version up. */
export async function updateContest(ctx: Context, id: string, change: ContestChange): Promise<void> {
  const columns: Readonly<
    Record<keyof ContestChange, [column: string, value: (change: ContestChange) => RawBuilder<unknown>]>
  > = {
    name: ['name', ({ name }) => sql`${name}`],
    beginsOn: ['begins_on', ({ beginsOn }) => sql`${beginsOn}`],
    endsOn: ['ends_on', ({ endsOn }) => sql`${endsOn}`],
    tags: ['tags', ({ tags }) => sql`${tags}::text[]`],
    unitPoints: ['unit_points', ({ unitPoints }) => sql`${unitPoints}::text[]`],
    rules: ['rules', ({ rules }) => sql`${JSON.stringify(rules)}::jsonb`],
    rulesNumber: ['rules_number', ({ rulesNumber }) => sql`${rulesNumber}`],
    state: ['state', ({ state }) => sql`${state}`],
    stateReason: ['state_reason', ({ stateReason }) => sql`${stateReason}`],
  };
  const given = (Object.keys(change) as (keyof ContestChange)[]).filter((key) => change[key] !== undefined);
  const sets = given.map((key) => sql`${sql.ref(columns[key][0])} = ${columns[key][1](change)}`);
  await sql`update contest.contest set ${sql.join([...sets, sql`version = version + 1`])} where id = ${id}`.execute(
    ctx.transaction,
  );
}

export interface RulesVersion {
  number: number;
  rules: Record<string, unknown>;
  fromDay: Day;
  reason: string;
  decidedAt: Date;
  decidedBy: string | null;
}

export async function rulesVersionsOf(ctx: Context, contestId: string): Promise<RulesVersion[]> {
  const { rows } = await sql<RulesVersion>`
    select number, rules, from_day as "fromDay", reason, decided_at as "decidedAt", decided_by as "decidedBy"
    from contest.rules_version where contest_id = ${contestId} order by number`.execute(ctx.transaction);
  return rows;
}

export async function insertRulesVersion(
  ctx: Context,
  contestId: string,
  { number, rules, fromDay, reason }: Pick<RulesVersion, 'number' | 'rules' | 'fromDay' | 'reason'>,
): Promise<void> {
  await sql`
    insert into contest.rules_version (contest_id, number, rules, from_day, reason, decided_at, decided_by)
    values (${contestId}, ${number}, ${JSON.stringify(rules)}::jsonb, ${fromDay}, ${reason},
      ${ctx.clock.now().toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export interface GroupRecord {
  id: string;
  place: number;
  name: string;
  entrants: number;
}

export async function groupsOf(ctx: Context, contestId: string): Promise<GroupRecord[]> {
  const { rows } = await sql<GroupRecord>`
    select g.id, g.place, g.name,
      (select count(*)::int from contest.entrant e where e.contest_id = g.contest_id and e.group_id = g.id) as entrants
    from contest."group" g where g.contest_id = ${contestId} order by g.place`.execute(ctx.transaction);
  return rows;
}

/** Puts the groups as they are given; places and names change together, so those that go make room first. */
export async function replaceGroups(
  ctx: Context,
  contestId: string,
  groups: readonly { id: string; name: string }[],
): Promise<void> {
  const ids = groups.map(({ id }) => id);
  await sql`delete from contest."group" where contest_id = ${contestId} and id <> all(${ids}::uuid[])`.execute(
    ctx.transaction,
  );
  await sql`
    update contest."group" set place = 101 - place, name = id::text where contest_id = ${contestId}`.execute(
    ctx.transaction,
  );
  for (const [i, { id, name }] of groups.entries())
    await sql`
      insert into contest."group" (id, contest_id, place, name) values (${id}, ${contestId}, ${i + 1}, ${name})
      on conflict (id) do update set place = excluded.place, name = excluded.name`.execute(ctx.transaction);
}
