import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { AppError } from '../errors';
import { LIVE_BEAT_SECONDS } from './news';
import { StreamAnswer } from './route';
import { openStream, type LiveStream } from './stream';
import { topicsIn } from './topics';

/** The streams of one server: what the database tells goes to those who follow it. */
export interface Live {
  /** Answers a request with a stream; `ask` asks the endpoint again, at each heartbeat. */
  open(response: ServerResponse, headers: OutgoingHttpHeaders, answer: StreamAnswer, ask: () => Promise<unknown>): void;
  /** A notice of the database. */
  hear(payload: string): void;
  /** Notices may have been missed: everybody is told everything that they follow. */
  hearAgain(): void;
  /** Sessions or grants changed, of one account or of any: streams that are no longer allowed end at once. */
  recheck(accountId?: string): void;
  /** Ends all streams and takes no more, so that the server can stop. */
  close(): void;
}

/** A browser opens six connections to a server that speaks HTTP/1.1: one must stay free, or its pages could ask nothing. */
const MOST_PER_ACCOUNT = 5;
const ASKED_AT_ONCE = 4;

interface Following {
  answer: StreamAnswer;
  stream: LiveStream;
  ask(): Promise<unknown>;
}

export function openLive(options: { beatMilliseconds?: number } = {}): Live {
  /** In the order of their opening. */
  const followings = new Set<Following>();
  let isClosed = false;

  const makeRoom = (accountId: string): void => {
    const own = [...followings].filter((one) => one.answer.accountId === accountId);
    for (const oldest of own.slice(0, Math.max(0, own.length - MOST_PER_ACCOUNT))) oldest.stream.end('crowded');
  };
  const beats = setInterval(
    () => void askAll([...followings], (one) => one.stream.beat()),
    options.beatMilliseconds ?? LIVE_BEAT_SECONDS * 1000,
  );
  beats.unref();

  return {
    open(response, headers, answer, ask) {
      const stream = openStream(response, headers, () => followings.delete(following));
      const following: Following = { answer, stream, ask };
      if (isClosed || response.destroyed) return stream.end();
      followings.add(following);
      makeRoom(answer.accountId);
    },
    hear(payload) {
      const topics = topicsIn(payload);
      for (const { answer, stream } of followings) stream.tell(topics.filter((topic) => answer.topics.has(topic)));
    },
    hearAgain() {
      for (const { answer, stream } of followings) stream.tell(answer.topics);
    },
    recheck(accountId) {
      void askAll([...followings].filter((one) => accountId === undefined || one.answer.accountId === accountId));
    },
    close() {
      isClosed = true;
      clearInterval(beats);
      for (const { stream } of followings) stream.end();
    },
  };
}

/** A few at a time, so that a thousand streams never take all connections of the database at once. */
async function askAll(followings: readonly Following[], then?: (one: Following) => void): Promise<void> {
  for (let at = 0; at < followings.length; at += ASKED_AT_ONCE) {
    const some = followings.slice(at, at + ASKED_AT_ONCE).map(async (one) => {
      if (await isStillAllowed(one)) then?.(one);
    });
    await Promise.all(some);
  }
}

/** Asks the endpoint again: session, permission, row. What it refuses ends; a fault ends too, and the page comes again. */
async function isStillAllowed(one: Following): Promise<boolean> {
  try {
    const answer = await one.ask();
    if (answer instanceof StreamAnswer && answer.accountId === one.answer.accountId) return true;
    one.stream.end('refused');
  } catch (error) {
    one.stream.end(error instanceof AppError ? 'refused' : undefined);
  }
  return false;
}
