import { createHash, randomBytes } from 'node:crypto';
import { audit, FileAnswer, may, newId, notFound, scopePaths, type Context } from '#kernel';
import { addDays } from '#kernel/contract';
import { findPerson, getUnit, unitNames } from '#engines/roster';
import { calendarFile } from './calendar-file';
import { ownPerson } from './sign-ups';
import * as store from './store-feeds';

/** How far back a calendar reaches: last year's events can still be looked up. */
const DAYS_BACK = 400;

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type NewFeed = Omit<store.FeedRecord, 'id' | 'createdAt' | 'lastUsedAt' | 'revokedAt'>;

async function addFeed(ctx: Context, given: NewFeed) {
  const token = randomBytes(32).toString('base64url');
  const feed = { ...given, id: newId(), createdAt: ctx.clock.now() };
  await store.insertFeed(ctx, feed, hashOf(token));
  audit(ctx, {
    action: 'schedule.createFeed',
    subject: `feed:${feed.id}`,
    details: { kind: feed.kind, tag: feed.tag, unitId: feed.unitId },
  });
  const [row] = await presentFeeds(ctx, [{ ...feed, lastUsedAt: null, revokedAt: null }]);
  return { ...row!, path: `/api/calendar/${token}` };
}

/** A calendar of the own sign-ups. Refuses: an account without a person (schedule.no_person). */
export async function createOwnFeed(ctx: Context, name: string) {
  return addFeed(ctx, { kind: 'person', name, tag: null, unitId: null, unitPath: null, personId: ownPerson(ctx) });
}

/** A calendar of a unit with all below it, or of the events in it that carry a tag. Refuses: a unit that isn't there or isn't the person's. */
export async function createFeed(ctx: Context, given: { name: string; unitId: string; tag: string | null }) {
  const unit = await getUnit(ctx, given.unitId);
  if (!may(ctx.user, 'schedule.feed.manage', unit.path)) throw notFound();
  const kind = given.tag === null ? 'unit' : 'tag';
  return addFeed(ctx, { kind, name: given.name, tag: given.tag, unitId: unit.id, unitPath: unit.path, personId: null });
}

async function presentFeeds(ctx: Context, feeds: readonly store.FeedRecord[]) {
  const ids = [...new Set(feeds.flatMap((feed) => (feed.unitId === null ? [] : [feed.unitId])))];
  const names = ids.length === 0 ? new Map<string, string>() : await unitNames(ctx, ids);
  return feeds.map((feed) => ({
    ...{ id: feed.id, kind: feed.kind, name: feed.name, tag: feed.tag },
    unit: feed.unitId === null ? null : { id: feed.unitId, name: names.get(feed.unitId) ?? '' },
    createdAt: feed.createdAt.toISOString(),
    lastUsedAt: feed.lastUsedAt?.toISOString() ?? null,
    revokedAt: feed.revokedAt?.toISOString() ?? null,
  }));
}

export async function listFeeds(ctx: Context) {
  const personId = may(ctx.user, 'schedule.feed.own') ? (ctx.user?.personId ?? null) : null;
  return {
    rows: await presentFeeds(ctx, await store.selectFeeds(ctx, personId, scopePaths(ctx.user, 'schedule.feed.manage'))),
  };
}

/** Ends an address at once. Refuses: a feed that isn't there, isn't the own one and isn't of a unit that the person manages. */
export async function revokeFeed(ctx: Context, id: string): Promise<void> {
  const feed = await store.findFeed(ctx, id);
  const isOwn = feed !== null && feed.personId !== null && feed.personId === ctx.user?.personId;
  const isManaged = feed !== null && feed.unitPath !== null && may(ctx.user, 'schedule.feed.manage', feed.unitPath);
  if (feed === null || !(isOwn || isManaged)) throw notFound();
  await store.markFeedRevoked(ctx, id);
  audit(ctx, { action: 'schedule.revokeFeed', subject: `feed:${id}` });
}

/**
 * The calendar behind a token; the token alone opens it. Refuses: a token that isn't known or was revoked, and that
 * of a person who has left.
 */
export async function getCalendar(ctx: Context, token: string): Promise<FileAnswer> {
  const feed = await store.findLiveFeed(ctx, hashOf(token));
  if (feed === null) throw notFound();
  const owner = feed.personId === null ? null : await findPerson(ctx, { id: feed.personId });
  if (owner !== null && owner.unitId === null) throw notFound();
  await store.markFeedUsed(ctx, feed.id);
  const events = await store.selectFeedEvents(ctx, feed, addDays(ctx.clock.today(), -DAYS_BACK));
  const text = calendarFile(events, { name: feed.name, isPersonal: feed.kind === 'person' });
  return new FileAnswer(Buffer.from(text, 'utf8'), 'text/calendar; charset=utf-8', 'calendar.ics', true);
}
