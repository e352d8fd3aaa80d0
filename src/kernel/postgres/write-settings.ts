import { existsSync, readFileSync } from 'node:fs';
import { chown, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServerUser } from './server-user';
import { HOST_BASED_ACCESS, serverSettings } from './settings';
import { syncPath } from './trees';

/** Brings the configuration files up to date; a file that already says the same is not touched. */
export async function writeSettings(cluster: string, user: ServerUser): Promise<void> {
  for (const [name, text] of [
    ['postgresql.conf', serverSettings()],
    ['pg_hba.conf', HOST_BASED_ACCESS],
    ['own.conf', '# Your own settings. They are read last and gonghui never changes this file.\n'],
  ] as const) {
    const file = join(cluster, name);
    if (existsSync(file) && (name === 'own.conf' || readFileSync(file, 'utf8') === text)) continue;
    const draft = `${file}.new`;
    await rm(draft, { force: true });
    // Exclusive: the folder belongs to the server's user, and root must not follow a link planted there.
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    if (user.switching) await chown(draft, user.uid, user.gid);
    await syncPath(draft);
    await rename(draft, file);
  }
}
