import type { Context } from '../context';
import { assert } from '../errors';
import { isTopic } from './topics';

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
