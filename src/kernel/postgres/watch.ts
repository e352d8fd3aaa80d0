import { copyFileSync, statSync, truncateSync } from 'node:fs';

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const LONGEST_LOG_BYTES = 10 * 1024 * 1024;

/**
 * Keeps one earlier log beside the current one. The server holds the file open for appending, so it goes on at the
 * start of the emptied file; the few lines written between copy and cut are lost.
 */
export function shortenLog(logFile: string, longest = LONGEST_LOG_BYTES): void {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) <= longest) return;
  copyFileSync(logFile, `${logFile}.1`);
  truncateSync(logFile);
}

export interface WatchOptions {
  isUp: () => boolean;
  ensureRunning: () => Promise<void>;
  onRestarted: () => void;
  log: (line: string) => void;
  logFile: string;
}

/** Looks every half second; a failed restart is tried again after pauses that double up to half a minute. */
export function watchServer(options: WatchOptions): () => void {
  const { isUp, ensureRunning, onRestarted, log, logFile } = options;
  let ended = false;
  let pause = LOOK_EVERY_MS;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    try {
      if (isUp()) {
        shortenLog(logFile);
      } else {
        log('The database server has ended unexpectedly; starting it again.');
        await ensureRunning();
        if (!ended) onRestarted();
      }
      pause = LOOK_EVERY_MS;
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      log(`The database server could not be started again: ${String(error)}`);
    }
    next();
  };
  const next = (): void => {
    if (ended) return;
    timer = setTimeout(() => void look(), pause);
    // Watching alone is no reason for the process to live on.
    timer.unref();
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
