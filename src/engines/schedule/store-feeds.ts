import { sql } from 'kysely';
import type { Context } from '#kernel';
import type { Day } from '#kernel/contract';
import { eventColumns, inAnySubtree, inSubtree, type EventRecord } from './store';

export interface FeedRecord {
  id: string;
  kind: 'tag' | 'unit' | 'person';
  name: string;
  tag: string | null;
  unitId: string | null;
  unitPath: string | null;
  personId: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const feedColumns = sql`f.id, f.kind, f.name, f.tag, f.unit_id as "unitId", f.unit_path as "unitPath", f.person_id as "personId",
  f.created_at as "createdAt", f.last_used_at as "lastUsedAt", f.revoked_at as "revokedAt"`;

export async function insertFeed(
  ctx: Context,
  feed: Omit<FeedRecord, 'lastUsedAt' | 'revokedAt'>,
  tokenHash: string,
): Promise<void> {
  await sql`insert into schedule.feed (id, kind, name, tag, unit_id, unit_path, person_id, token_hash, created_at, created_by)
    values (${feed.id}, ${feed.kind}, ${feed.name}, ${feed.tag}, ${feed.unitId}, ${feed.unitPath}, ${feed.personId}, ${tokenHash},
      ${feed.createdAt.toISOString()}, ${ctx.user?.accountId ?? null})`.execute(ctx.transaction);
}

export async function selectFeeds(
  ctx: Context,
  personId: string | null,
  managed: readonly string[],
): Promise<FeedRecord[]> {
  const { rows } = await sql<FeedRecord>`select ${feedColumns} from schedule.feed f
    where f.person_id = ${personId} or ${inAnySubtree(sql`f.unit_path`, managed)}
    order by f.revoked_at is not null, f.id desc limit 500`.execute(ctx.transaction);
  return rows;
}

export async function findFeed(ctx: Context, id: string): Promise<FeedRecord | null> {
  const { rows } = await sql<FeedRecord>`select ${feedColumns} from schedule.feed f where f.id = ${id}`.execute(
    ctx.transaction,
  );
  return rows[0] ?? null;
}

export async function findLiveFeed(ctx: Context, tokenHash: string): Promise<FeedRecord | null> {
  const { rows } = await sql<FeedRecord>`select ${feedColumns} from schedule.feed f
    where f.token_hash = ${tokenHash} and f.revoked_at is null`.execute(ctx.transaction);
  return rows[0] ?? null;
}

export async function markFeedRevoked(ctx: Context, id: string): Promise<void> {
  await sql`update schedule.feed set revoked_at = ${ctx.clock.now().toISOString()} where id = ${id} and revoked_at is null`.execute(
    ctx.transaction,
  );
}

/** Clients ask often: the last use is kept to the quarter of an hour, so that most reads write nothing. */
export async function markFeedUsed(ctx: Context, id: string): Promise<void> {
  const now = ctx.clock.now().toISOString();
  await sql`update schedule.feed set last_used_at = ${now}
    where id = ${id} and (last_used_at is null or last_used_at < ${now}::timestamptz - interval '15 minutes')`.execute(
    ctx.transaction,
  );
}

const MOST_EVENTS = 2000;

/** The events of a feed from a day on; cancelled ones stay, so that calendars can show them as cancelled. */
export async function selectFeedEvents(ctx: Context, feed: FeedRecord, from: Day): Promise<EventRecord[]> {
  const conditions = [
    sql`e.last_day >= ${from}::date`,
    ...(feed.unitPath === null ? [] : [inSubtree(sql`e.unit_path`, feed.unitPath)]),
    ...(feed.tag === null
      ? []
      : [sql`exists (select from schedule.event_tag t where t.event_id = e.id and t.tag = ${feed.tag})`]),
    ...(feed.personId === null
      ? []
      : [
          sql`exists (select from schedule.sign_up u where u.event_id = e.id and u.person_id = ${feed.personId} and u.state <> 'withdrawn')`,
        ]),
  ];
  const { rows } = await sql<EventRecord>`select ${eventColumns} from schedule.event e
    where ${sql.join(conditions, sql` and `)} order by e.first_day, e.id limit ${MOST_EVENTS}`.execute(ctx.transaction);
  return rows;
}
