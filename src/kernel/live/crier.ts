import type pg from 'pg';
import { LIVE_CHANNEL, noticesOf } from './topics';

/** Tells all servers on the database, this one too, what has been changed. */
export interface Crier {
  /** To be called when the act is committed. */
  cry(topics: readonly string[]): void;
  /** Resolves when all that was handed over has been told, or could not be. */
  settled(): Promise<void>;
}

const GATHER_MILLISECONDS = 15;
const RETRY_MILLISECONDS = 1000;
/** What can't be told piles up no further: whoever has lost the database asks for everything anew when it is back. */
const MOST_TOPICS = 5000;

/**
 * News are gathered for a moment and go out in a transaction of their own. Within an act's transaction they would cost
 * dear: PostgreSQL lets only one transaction at a time commit that has told something, so that writers queue for the disk
 * one behind the other (measured: 500 commits a second instead of 5000). A server that is killed within that moment leaves
 * pages of other servers with an older state until they ask again; its own pages come back and ask anyway.
 */
export function openCrier(pool: pg.Pool): Crier {
  const gathered = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> | null = null;

  const send = async (): Promise<void> => {
    const topics = [...gathered];
    gathered.clear();
    if (topics.length === 0) return;
    try {
      await pool.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [
        LIVE_CHANNEL,
        noticesOf(topics),
      ]);
    } catch {
      for (const topic of topics) if (gathered.size < MOST_TOPICS) gathered.add(topic);
      if (!pool.ending) later(RETRY_MILLISECONDS);
    }
  };
  const begin = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running = (running ?? Promise.resolve()).then(send);
    return running;
  };
  const later = (milliseconds: number): void => {
    timer ??= setTimeout(() => void begin(), milliseconds).unref();
  };
  return {
    cry(topics) {
      for (const topic of topics) if (gathered.size < MOST_TOPICS) gathered.add(topic);
      if (gathered.size > 0) later(GATHER_MILLISECONDS);
    },
    settled: begin,
  };
}
