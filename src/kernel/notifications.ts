import { sql } from 'kysely';
import { audit } from './audit';
import { userOf, type Context } from './context';
import type { EndpointInput } from './endpoint';
import { assert, notFound } from './errors';
import { newId } from './ids';
import type { Language } from './language';
import { serveLive } from './live/route';
import { tell } from './live/tell';
import { serve, type Route } from './manifest';
import * as contract from './notification-contract';
import type { NotificationRow } from './notification-contract';
import { isId } from './paging';
import { text } from './texts';

/** Read notifications are kept for so long, so that a person can look up what was said. */
const KEPT_DAYS = 180;

export interface Notification {
  /** Ids of accounts. Who is closed, and who does the act, is told nothing. */
  readonly to: readonly string[];
  /** `plan.task_given` has its words in module `plan`: `notifications.task_given.title` and `.body`. */
  readonly kind: `${string}.${string}`;
  /**
   * What the words name. A day such as `2024-04-11` is written out in the reader's language. `roleWord: 'roles.chair'`
   * gives the words `{{role}}`: a word of the same module, said in the reader's language too.
   */
  readonly params: Readonly<Record<string, string | number>>;
  /** Where a press leads, as the pages name it: `/plan/…` on the desktop, `/duties/…` below `/m` on the phone. */
  readonly link: { readonly desktop?: string; readonly phone?: string };
  /** What is told under one key is told to an account once. */
  readonly key?: string;
}

const topicOf = (accountId: string): string => `notification:${accountId}`;

/** Tells accounts something, in the act's transaction: rows for each, and news for their open pages with the commit. */
export async function notify(ctx: Context, notification: Notification): Promise<void> {
  const { kind, params, link, key } = notification;
  assert(/^[a-z]+\.[a-z][a-z_]*$/.test(kind), `no kind of notification: ${kind}`);
  const to = [...new Set(notification.to)].filter((accountId) => accountId !== ctx.user?.accountId);
  if (to.length === 0) return;
  const rows = to.map((accountId) => ({ id: newId(), accountId }));
  const { rows: told } = await sql<{ accountId: string }>`
    insert into kernel.notification (id, account_id, kind, params, desktop_path, phone_path, key, created_at)
    select g.id, u.id, ${kind}, ${JSON.stringify(params)}::jsonb, ${link.desktop ?? null}, ${link.phone ?? null},
      ${key ?? null}, ${ctx.clock.now().toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id uuid, "accountId" uuid)
    join kernel.login_user u on u.id = g."accountId" and not u.is_closed
    on conflict (account_id, key) do nothing
    returning account_id as "accountId"`.execute(ctx.transaction);
  for (const { accountId } of told) tell(ctx, topicOf(accountId));
}

interface StoredNotification {
  id: string;
  kind: string;
  params: Record<string, string | number>;
  desktopPath: string | null;
  phonePath: string | null;
  createdAt: Date;
  readAt: Date | null;
}

const WORD = 'Word';

/** The parameters as the reader's language writes them. */
function sayParams(row: StoredNotification, module: string, language: Language): Record<string, string | number> {
  const entries = Object.entries(row.params).map(([name, value]): [string, string | number] => {
    if (typeof value === 'number') return [name, value];
    if (name.endsWith(WORD)) return [name.slice(0, -WORD.length), text(language, `${module}:${value}`)];
    return [name, value];
  });
  return Object.fromEntries(entries);
}

function present(row: StoredNotification, language: Language): NotificationRow {
  const [module, name] = row.kind.split('.', 2) as [string, string];
  const params = sayParams(row, module, language);
  return {
    id: row.id,
    kind: row.kind,
    title: text(language, `${module}:notifications.${name}.title`, params),
    body: text(language, `${module}:notifications.${name}.body`, params),
    desktopPath: row.desktopPath,
    phonePath: row.phonePath,
    toldAt: row.createdAt.toISOString(),
    isRead: row.readAt !== null,
  };
}

/** A cursor is the moment and the id of the last row; a foreign or broken one reads as the beginning. */
function readCursor(cursor: string | undefined): { at: string; id: string } | null {
  const [at = '', id = ''] = (cursor ?? '').split('_', 2);
  const moment = /^[12]\d{3}-/.test(at) ? new Date(at) : null;
  // The 31st of February is a moment for Date and none for the database.
  const isMoment = moment !== null && !Number.isNaN(moment.getTime()) && moment.toISOString() === at;
  return isMoment && isId(id) ? { at, id } : null;
}

async function countUnread(ctx: Context): Promise<{ unread: number }> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from kernel.notification
    where account_id = ${userOf(ctx).accountId} and read_at is null`.execute(ctx.transaction);
  return { unread: rows[0]!.count };
}

async function listNotifications(ctx: Context, query: EndpointInput<typeof contract.listNotifications>['query']) {
  const after = readCursor(query.cursor);
  const { rows } = await sql<StoredNotification>`
    select id, kind, params, desktop_path as "desktopPath", phone_path as "phonePath", created_at as "createdAt",
      read_at as "readAt"
    from kernel.notification
    where account_id = ${userOf(ctx).accountId}
      and ${query.show === 'unread' ? sql`read_at is null` : sql`true`}
      and ${after === null ? sql`true` : sql`(created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)`}
    order by created_at desc, id desc limit ${query.limit + 1}`.execute(ctx.transaction);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => present(row, ctx.language)),
    nextCursor: rows.length > query.limit && last ? `${last.createdAt.toISOString()}_${last.id}` : null,
    ...(await countUnread(ctx)),
  };
}

/** One line of the audit for each act, whatever it marks: that somebody read is noted, what was read is not repeated. */
function noteReading(ctx: Context, count: number): void {
  const { accountId } = userOf(ctx);
  audit(ctx, { action: 'notification.read', subject: `account:${accountId}`, details: { count } });
  // The account's other pages show the new count.
  if (count > 0) tell(ctx, topicOf(accountId));
}

/** One that is read already stays as it is. Refuses: a notification that is not the person's own. */
async function readNotification(ctx: Context, id: string): Promise<{ unread: number }> {
  const { rows } = await sql<{ wasRead: boolean }>`
    update kernel.notification n set read_at = coalesce(n.read_at, ${ctx.clock.now().toISOString()}::timestamptz)
    from (select id, read_at is not null as "wasRead" from kernel.notification
      where id = ${id} and account_id = ${userOf(ctx).accountId} for no key update) o
    where n.id = o.id returning o."wasRead"`.execute(ctx.transaction);
  const row = rows[0];
  if (row === undefined) throw notFound();
  noteReading(ctx, row.wasRead ? 0 : 1);
  return countUnread(ctx);
}

/** What came after the page was drawn stays unread. Refuses: a notification that is not the person's own. */
async function readAllNotifications(ctx: Context, upTo: string): Promise<{ unread: number }> {
  const { accountId } = userOf(ctx);
  const { rows: newest } = await sql<{ createdAt: Date }>`select created_at as "createdAt" from kernel.notification
    where id = ${upTo} and account_id = ${accountId}`.execute(ctx.transaction);
  const at = newest[0]?.createdAt;
  if (at === undefined) throw notFound();
  const { rows } = await sql`update kernel.notification set read_at = ${ctx.clock.now().toISOString()}::timestamptz
    where account_id = ${accountId} and read_at is null and (created_at, id) <= (${at.toISOString()}::timestamptz, ${upTo}::uuid)
    returning id`.execute(ctx.transaction);
  noteReading(ctx, rows.length);
  return countUnread(ctx);
}

/** Removes what was read half a year ago; what nobody has read stays. For a nightly job. Answers how many went. */
export async function forgetOldNotifications(ctx: Context): Promise<number> {
  const { rows } = await sql`delete from kernel.notification
    where read_at < ${ctx.clock.now().toISOString()}::timestamptz - make_interval(days => ${KEPT_DAYS}) returning id`.execute(
    ctx.transaction,
  );
  if (rows.length > 0) audit(ctx, { action: 'notification.forgetOld', details: { count: rows.length } });
  return rows.length;
}

export const notificationRoutes: readonly Route[] = [
  serve(contract.listNotifications, (ctx, { query }) => listNotifications(ctx, query)),
  serve(contract.countNotifications, (ctx) => countUnread(ctx)),
  serve(contract.readNotification, (ctx, { params }) => readNotification(ctx, params.id)),
  serve(contract.readAllNotifications, (ctx, { body }) => readAllNotifications(ctx, body.upTo)),
  // A page that was opened by another account, before somebody else signed in here, must not hear the new one's news.
  serveLive(contract.followNotifications, async (ctx, { params }) => {
    if (params.accountId !== userOf(ctx).accountId) throw notFound();
    return [topicOf(params.accountId)];
  }),
];
