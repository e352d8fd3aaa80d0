import { z } from 'zod';
import { audit } from '../audit';
import type { Context } from '../context';
import { job, type Job } from '../jobs/job';
import { replaceSealed, sealedPlace, sealedValues, type SealedColumn } from './sealed-columns';

const BATCH = 500;

interface Batch {
  /** How many values were sealed anew, and how many can't be opened and stay as they are. */
  sealed: number;
  unreadable: number;
  /** The last row that was looked at; null at the end of the column. */
  last: string | null;
}

/** Seals the next values that lie under another key than the present one. What is done already is not met again. */
async function resealNext(ctx: Context, column: SealedColumn, after: string | undefined): Promise<Batch> {
  const { secrets } = ctx.house;
  const found = await sealedValues(ctx.transaction, column, { after, limit: BATCH, notUnder: secrets.currentKeyId() });
  const fresh = found.flatMap(({ id, value }) => {
    const text = secrets.open(value, sealedPlace(column, id));
    return text === null ? [] : [{ id, value: secrets.seal(text, sealedPlace(column, id)) }];
  });
  if (fresh.length > 0) {
    await replaceSealed(ctx.transaction, column, fresh);
    audit(ctx, {
      action: 'kernel.reseal',
      details: { column: `${column.table}.${column.column}`, count: fresh.length },
    });
  }
  const last = found.length < BATCH ? null : found.at(-1)!.id;
  return { sealed: fresh.length, unreadable: found.length - fresh.length, last };
}

/**
 * After a rotation every value is sealed anew, batch by batch, each a transaction of its own: the work may be killed at
 * any moment and begun again. It also comes round by itself every night, for a rotation that was cut short.
 */
export function resealJob(columns: readonly SealedColumn[]): Job {
  return job({
    name: 'kernel.reseal',
    payload: z.object({}),
    rhythm: { dailyAt: '03:50' },
    work: async ({ act, log, stopping }) => {
      let [sealed, unreadable] = [0, 0];
      for (const column of columns) {
        let after: string | undefined;
        for (;;) {
          if (stopping?.aborted === true) throw new Error('stopped between two batches; the next start goes on');
          const batch: Batch = await act((ctx) => resealNext(ctx, column, after));
          sealed += batch.sealed;
          unreadable += batch.unreadable;
          if (batch.sealed > 0) log.info({ ...column, sealed }, 'personal data are being sealed under the new key');
          if (batch.last === null) break;
          after = batch.last;
        }
      }
      if (unreadable > 0) log.warn({ sealed, unreadable }, 'some personal data lie under a key that is not here');
      else if (sealed > 0) log.info({ sealed }, 'all personal data lie under the new key');
    },
  });
}
