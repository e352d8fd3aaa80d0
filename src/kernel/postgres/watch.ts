import { shortenLog } from './server-log';

// On macOS each look starts `ps`, so we look less often there.
const LOOK_EVERY_MS = process.platform === 'linux' ? 500 : 2000;
const LONGEST_PAUSE_MS = 30_000;

interface WatchOptions {
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
