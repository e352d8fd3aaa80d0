import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, pageQuery } from './paging';

/** One thing that a person is told, already in the words of the reader's language. */
export const notificationRow = z.object({
  id: z.uuid(),
  /** `plan.task_given`: what it is about, for an icon. */
  kind: z.string(),
  title: z.string(),
  body: z.string(),
  desktopPath: z.string().nullable(),
  phonePath: z.string().nullable(),
  toldAt: z.iso.datetime(),
  isRead: z.boolean(),
});
export type NotificationRow = z.infer<typeof notificationRow>;

const unread = z.object({ unread: z.number().int() });

export const listNotifications = endpoint({
  name: 'notification.listNotifications',
  method: 'GET',
  path: '/api/session/notifications',
  permission: 'signed-in',
  summary: 'Lists what the signed-in person was told, the newest first, and counts what is unread.',
  query: pageQuery.extend({ show: z.enum(['all', 'unread']).default('all') }),
  response: pageOf(notificationRow).extend(unread.shape),
});

export const countNotifications = endpoint({
  name: 'notification.countNotifications',
  method: 'GET',
  path: '/api/session/notifications/count',
  permission: 'signed-in',
  summary: 'Counts what the signed-in person was told and has not read.',
  response: unread,
});

export const readNotification = endpoint({
  name: 'notification.readNotification',
  method: 'POST',
  path: '/api/session/notifications/:id/read',
  permission: 'signed-in',
  summary: 'Marks one of the own notifications as read.',
  params: z.object({ id: z.uuid() }),
  response: unread,
});

export const readAllNotifications = endpoint({
  name: 'notification.readAllNotifications',
  method: 'POST',
  path: '/api/session/notifications/read',
  permission: 'signed-in',
  summary: 'Marks the own notifications as read, up to the newest one that the page has shown.',
  body: z.object({ upTo: z.uuid() }),
  response: unread,
});

export const followNotifications = endpoint({
  name: 'notification.followNotifications',
  method: 'GET',
  path: '/api/session/:accountId/live',
  permission: 'signed-in',
  summary: 'Tells by server-sent events that the account has something new to read; no other account may follow it.',
  params: z.object({ accountId: z.uuid() }),
  response: 'stream',
});

export const notificationEndpoints = [
  listNotifications,
  countNotifications,
  readNotification,
  readAllNotifications,
  followNotifications,
] as const;
