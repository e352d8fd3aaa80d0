import { z } from 'zod';
import { endpoint, tag } from '#kernel/contract';
import { byId, done, unitName, words } from './schedule-terms';

const feedRow = z.object({
  id: z.uuid(),
  kind: z.enum(['tag', 'unit', 'person']),
  name: z.string(),
  tag: z.string().nullable(),
  unit: unitName.nullable(),
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
  revokedAt: z.string().nullable(),
});

/** The address is told this once; only a hash of its token is kept. */
const newFeed = feedRow.extend({ path: z.string() });

export const createOwnFeed = endpoint({
  name: 'schedule.createOwnFeed',
  method: 'POST',
  path: '/api/feeds/own',
  permission: 'schedule.feed.own',
  summary: 'Makes a calendar address of the own sign-ups; it shows titles and times only.',
  body: z.object({ name: words(60, 1) }),
  isAnsweredOnce: true,
  response: newFeed,
  errors: ['schedule.no_person'],
});

export const createFeed = endpoint({
  name: 'schedule.createFeed',
  method: 'POST',
  path: '/api/feeds',
  permission: 'schedule.feed.manage',
  summary: 'Makes a calendar address of a unit, or of the events in a unit that carry a tag (a plan).',
  body: z.object({ name: words(60, 1), unitId: z.uuid(), tag: tag.nullable().default(null) }),
  isAnsweredOnce: true,
  response: newFeed,
});

export const listFeeds = endpoint({
  name: 'schedule.listFeeds',
  method: 'GET',
  path: '/api/feeds',
  permission: 'signed-in',
  summary: 'Lists the own calendar addresses and those of the units that the reader manages, with their last use.',
  response: z.object({ rows: z.array(feedRow) }),
});

export const revokeFeed = endpoint({
  name: 'schedule.revokeFeed',
  method: 'DELETE',
  path: '/api/feeds/:id',
  permission: 'signed-in',
  summary: 'Ends a calendar address at once.',
  params: byId,
  response: done,
});

export const getCalendar = endpoint({
  name: 'schedule.getCalendar',
  method: 'GET',
  path: '/api/calendar/:token',
  permission: 'public',
  summary: 'The calendar behind an address, as iCalendar.',
  params: z.object({ token: z.string().max(100) }),
  response: 'file',
  errors: ['kernel.not_found'],
});
