import { LIVE_BEAT_SECONDS, type LiveClosing, liveEvents } from '#kernel/contract';

/** How a page hangs on its stream. `crowded`: this account has newer streams, so that this page only asks each minute. */
export type LinkState = 'opening' | 'live' | 'lost' | 'crowded';

const SILENCE_MILLISECONDS = LIVE_BEAT_SECONDS * 2500;
const LONGEST_WAIT_MILLISECONDS = 30_000;

/**
 * Follows a stream for as long as the page stands. `onTold` is called for news, and at each opening, because nothing
 * is kept for a page that was away. A browser gives up for good when the server refuses or restarts at the wrong
 * moment; here every loss is followed by another try. Returns what ends it.
 */
export function followStream(address: string, onTold: () => void, onLink: (state: LinkState) => void): () => void {
  let source: EventSource | null = null;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let next: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  let isOver = false;

  const drop = (): void => {
    clearTimeout(silence);
    source?.close();
    source = null;
  };
  const lose = (): void => {
    if (isOver || document.hidden) return;
    drop();
    onLink('lost');
    clearTimeout(next);
    next = setTimeout(open, Math.min(LONGEST_WAIT_MILLISECONDS, 2000 * 2 ** tries));
    tries += 1;
  };
  const hear = (): void => {
    clearTimeout(silence);
    silence = setTimeout(lose, SILENCE_MILLISECONDS);
  };
  const close = (event: MessageEvent<string>): void => {
    const { reason } = JSON.parse(event.data) as { reason: LiveClosing };
    if (reason === 'refused') onTold();
    if (reason === 'refused') return lose();
    drop();
    onLink('crowded');
  };
  function open(): void {
    if (isOver || document.hidden) return;
    drop();
    source = new EventSource(address);
    hear();
    source.addEventListener('open', () => {
      tries = 0;
      hear();
      onLink('live');
      onTold();
    });
    source.addEventListener(liveEvents.beat, hear);
    source.addEventListener(liveEvents.told, () => {
      hear();
      onTold();
    });
    source.addEventListener(liveEvents.closed, close);
    source.addEventListener('error', lose);
  }
  const backOnline = (): void => {
    tries = 0;
    if (source === null) open();
  };
  const hide = (): void => {
    clearTimeout(next);
    drop();
    onLink('opening');
  };
  const unwatch = watchPage({ lose, hide, comeBack: backOnline });
  open();
  return () => {
    isOver = true;
    clearTimeout(next);
    drop();
    unwatch();
  };
}

/** A page that nobody sees lets go of its connection, of which a browser has few; so does one without network. */
function watchPage(on: { lose: () => void; hide: () => void; comeBack: () => void }): () => void {
  const look = (): void => (document.hidden ? on.hide() : on.comeBack());
  document.addEventListener('visibilitychange', look);
  window.addEventListener('offline', on.lose);
  window.addEventListener('online', on.comeBack);
  return () => {
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('offline', on.lose);
    window.removeEventListener('online', on.comeBack);
  };
}
