import { type House } from '#kernel';
import { isConnectionLost, sealAudit } from '#kernel/composition';
import { sealEntries } from '#engines/ledger';

const PAUSE_MILLISECONDS = 1000;

/** Chains new audit rows and entries of the books about once a second. Rows that a lost database kept waiting are chained afterwards. */
export function startSealer(house: House): () => Promise<void> {
  let isStopping = false;
  let running: Promise<void> = Promise.resolve();
  const once = async (): Promise<void> => {
    try {
      await sealAudit(house.database);
      await sealEntries(house.database);
    } catch (error) {
      if (!isConnectionLost(error)) house.log.error({ err: error }, 'audit or books could not be sealed');
    }
  };
  const timer = setInterval(() => {
    running = running.then(() => (isStopping ? undefined : once()));
  }, PAUSE_MILLISECONDS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
    isStopping = true;
    await once();
  };
}
