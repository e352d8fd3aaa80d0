export const LIVE_CHANNEL = 'gonghui_live';

const TOPIC = /^[a-z][\w-]*(?::[\w.-]+)?$/;
const LONGEST_TOPIC = 80;
/** A notice of PostgreSQL holds fewer than 8000 bytes. */
const TOPICS_PER_NOTICE = 90;

export function isTopic(topic: string): boolean {
  return topic.length <= LONGEST_TOPIC && TOPIC.test(topic);
}

/** The topics as the texts of notices, each as long as a notice may be. */
export function noticesOf(topics: readonly string[]): string[] {
  const notices: string[] = [];
  for (let at = 0; at < topics.length; at += TOPICS_PER_NOTICE)
    notices.push(topics.slice(at, at + TOPICS_PER_NOTICE).join('\n'));
  return notices;
}

export function topicsIn(payload: string): string[] {
  return payload.split('\n').filter(isTopic);
}
