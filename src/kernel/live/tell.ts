import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../context';
import { assert } from '../errors';

export const LIVE_CHANNEL = 'gonghui_live';

const TOPIC = /^[a-z][\w-]*(?::[\w.-]+)?$/;
const LONGEST_TOPIC = 80;
/** A notice of PostgreSQL holds fewer than 8000 bytes. */
const TOPICS_PER_NOTICE = 90;

function isTopic(topic: string): boolean {
  return topic.length <= LONGEST_TOPIC && TOPIC.test(topic);
}

/** Tells those who follow the topic, once the act is committed. What the audit names is told without being asked. */
export function tell(ctx: Context, topic: string): void {
  assert(isTopic(topic), `no topic: ${topic}`);
  ctx.liveTopics.add(topic);
}

/** What an act tells: the topics that it named, and of each audit note the module and the subject; each one once. */
export function topicsOf(ctx: Pick<Context, 'auditNotes' | 'liveTopics'>): string[] {
  const topics = new Set(ctx.liveTopics);
  for (const { action, subject } of ctx.auditNotes) {
    topics.add(action.split('.', 1)[0]!);
    if (subject !== undefined && isTopic(subject)) topics.add(subject);
  }
  return [...topics];
}

/**
 * The statement that tells the topics with the commit, or null: PostgreSQL delivers a notice when its transaction
 * commits and drops it with a rollback, so that no screen hears of what didn't happen, and each server and the
 * command line tell alike.
 */
export function newsOf(ctx: Context): RawBuilder<unknown> | null {
  const topics = topicsOf(ctx);
  if (topics.length === 0) return null;
  const payloads: string[] = [];
  for (let at = 0; at < topics.length; at += TOPICS_PER_NOTICE)
    payloads.push(topics.slice(at, at + TOPICS_PER_NOTICE).join('\n'));
  return sql`select pg_notify(${LIVE_CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`;
}

export function topicsIn(payload: string): string[] {
  return payload.split('\n').filter(isTopic);
}
