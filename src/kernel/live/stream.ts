import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { newId } from '../ids';
import { liveEvents, type LiveClosing } from './news';

/** One open answer of the type text/event-stream. */
export interface LiveStream {
  tell(topics: Iterable<string>): void;
  beat(): void;
  /** With a reason the page is told not to come back; without one it connects again by itself. */
  end(reason?: LiveClosing): void;
}

const RETRY_MILLISECONDS = 3000;
/** Acts come in bursts; what is told within this time goes out together, each topic once. */
const GATHER_MILLISECONDS = 100;
/** News is small and can be asked for again: a reader that leaves so much unread is gone or stuck, and is dropped. */
const MOST_UNREAD_BYTES = 64 * 1024;

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // Proxies such as nginx must not gather the stream.
  'x-accel-buffering': 'no',
} as const;

function eventText(name: string, data: object): string {
  return `id: ${newId()}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

export function openStream(response: ServerResponse, headers: OutgoingHttpHeaders, onEnd: () => void): LiveStream {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let isOpen = true;

  const finish = (): void => {
    if (!isOpen) return;
    isOpen = false;
    if (timer !== null) clearTimeout(timer);
    onEnd();
  };
  const write = (words: string): void => {
    if (!isOpen) return;
    response.write(words);
    if (response.writableLength <= MOST_UNREAD_BYTES) return;
    finish();
    response.destroy();
  };
  const send = (): void => {
    timer = null;
    const at = new Date().toISOString();
    const words = [...waiting].map((topic) => eventText(liveEvents.told, { topic, at })).join('');
    waiting.clear();
    write(words);
  };

  response.on('close', finish);
  response.on('error', finish);
  response.writeHead(200, { ...headers, ...streamHeaders });
  write(`retry: ${RETRY_MILLISECONDS}\n: gonghui\n\n`);
  return {
    tell(topics) {
      for (const topic of topics) waiting.add(topic);
      if (!isOpen || waiting.size === 0 || timer !== null) return;
      timer = setTimeout(send, GATHER_MILLISECONDS);
      timer.unref();
    },
    // The comment keeps the way open through proxies; the event lets the page notice a stream that died in silence.
    beat: () => write(`: beat\n\n${eventText(liveEvents.beat, { at: new Date().toISOString() })}`),
    end(reason) {
      if (reason !== undefined) write(eventText(liveEvents.closed, { reason }));
      if (!isOpen) return;
      finish();
      response.end();
    },
  };
}
