import { join } from 'node:path';
import { z } from 'zod';
import { job, type House, type Job } from '#kernel';
import { backUpWhenDue, keyFingerprints, makeBackup, type Database, type KeyRing } from '#kernel/composition';
import { carryErasedList } from '#engines/roster';
import { programVersion } from './version';

/** Any number that no other lock of the program has: two servers on one database make one backup between them. */
const BACKUP_LOCK = 7_465_274;

interface Ground {
  folder: string;
  keyRing: KeyRing;
  database: Database;
  house: House;
}

/** Real life is backed up every night into its own folder, seven are kept. The demo can be made anew at any time. */
export function nightlyJobs(base: Ground): readonly Job[] {
  if (base.house.isDemo) return [];
  const backUp = job({
    name: 'app.nightly_backup',
    payload: z.object({}),
    rhythm: { hourlyAt: 7 },
    work: async () => {
      await backUpWhenDue(nightlyOf(base));
    },
  });
  return [backUp];
}

export function nightlyOf(base: Ground): Parameters<typeof backUpWhenDue>[0] {
  const { house, database } = base;
  return {
    folder: join(base.folder, 'backups'),
    now: () => new Date(),
    make: async (target) => {
      const client = await database.pool.connect();
      try {
        const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [BACKUP_LOCK]);
        if (!rows[0]!.got) return;
        const report = await makeBackup({
          pool: database.pool,
          filesFolder: house.filesFolder,
          target,
          version: programVersion(),
          keyFingerprint: keyFingerprints(base.keyRing.keys())[0]!,
          passphrase: null,
        });
        await carryErasedList(house.filesFolder, join(base.folder, 'backups'));
        const { lackingFiles, ...figures } = report;
        if (lackingFiles.length > 0)
          house.log.warn({ lackingFiles }, 'the nightly backup lacks files that are gone or were changed on disk');
        else house.log.info(figures, 'the nightly backup is made');
      } finally {
        await client.query('select pg_advisory_unlock($1)', [BACKUP_LOCK]).catch(() => undefined);
        client.release();
      }
    },
  };
}
