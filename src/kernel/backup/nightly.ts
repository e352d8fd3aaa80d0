import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, dayOf, type Day } from '../day';

/** Backups made by themselves: a name tells day and minute; others in the folder are left alone. */
const OWN_NAME = /^gonghui-\d{8}-\d{4}\.tar\.gz$/;
/** What a killed backup left half written. */
const LEFT_OVER = /^gonghui-\d{8}-\d{4}\.tar\.gz\.\d+\.part$/;
const KEPT = 7;
const NIGHT_HOUR = 2;

export interface NightlyOptions {
  folder: string;
  now: () => Date;
  /** Makes one backup under this name. */
  make: (target: string) => Promise<void>;
}

export interface KeptBackup {
  file: string;
  madeAt: Date;
  bytes: number;
}

/** The backups in the folder, newest first. */
export async function keptBackups(folder: string): Promise<KeptBackup[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => OWN_NAME.test(name))
      .map(async (name) => {
        const file = join(folder, name);
        const info = await stat(file).catch(() => null);
        return info === null ? [] : [{ file, madeAt: info.mtime, bytes: info.size }];
      }),
  );
  return found.flat().sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime());
}

/** The last two o'clock in the morning in Shanghai: a rented machine may count its hours elsewhere, and people sleep here. */
export function lastNight(now: Date): Date {
  const today = dayOf(now);
  const night = nightOf(today);
  return night > now ? nightOf(addDays(today, -1)) : night;
}

function nightOf(day: Day): Date {
  return new Date(`${day}T0${NIGHT_HOUR}:00:00+08:00`);
}

const minuteOfShanghai = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function backupName(now: Date): string {
  const [day, minute] = [dayOf(now).replaceAll('-', ''), minuteOfShanghai.format(now).replace(':', '')];
  return `gonghui-${day}-${minute}.tar.gz`;
}

/**
 * Makes a backup when the last night has none yet, then keeps the newest seven. Asked every hour, so that a machine
 * that sleeps at night makes it in the morning.
 */
export async function backUpWhenDue(options: NightlyOptions): Promise<boolean> {
  const now = options.now();
  const [newest] = await keptBackups(options.folder);
  if (newest !== undefined && newest.madeAt >= lastNight(now)) return false;
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(options.folder))
    if (LEFT_OVER.test(name)) await rm(join(options.folder, name), { force: true });
  await options.make(join(options.folder, backupName(now)));
  for (const old of (await keptBackups(options.folder)).slice(KEPT)) await rm(old.file, { force: true });
  return true;
}
