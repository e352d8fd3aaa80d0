import type pg from 'pg';

/** What other servers on the same database tell: one connection that listens, made anew when it is lost. */
export interface Notices {
  close(): Promise<void>;
}

const RETRY_MILLISECONDS = 1000;

/**
 * Listens to channels of the database. `onNotice` hears each message; `onReconnect` is called after a lost
 * connection came back, because what was said in between was not heard.
 */
export function openNotices(
  pool: pg.Pool,
  channels: readonly string[],
  onNotice: (channel: string, payload: string) => void,
  onReconnect: () => void,
): Notices {
  let client: pg.PoolClient | null = null;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;

  const later = (): void => {
    client = null;
    if (isClosed || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void connect(true);
    }, RETRY_MILLISECONDS);
    timer.unref();
  };

  const connect = async (isAgain: boolean): Promise<void> => {
    try {
      const fresh = await pool.connect();
      if (isClosed) return fresh.release(true);
      client = fresh;
      fresh.on('notification', (message) => onNotice(message.channel, message.payload ?? ''));
      fresh.once('error', () => {
        if (client !== fresh) return;
        fresh.release(true);
        later();
      });
      for (const channel of channels) await fresh.query(`listen ${channel}`);
      if (isAgain) onReconnect();
    } catch {
      later();
    }
  };

  void connect(false);
  return {
    close: async () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      const last = client;
      client = null;
      last?.release(true);
    },
  };
}
