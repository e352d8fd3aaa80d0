import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedPackage } from './binaries';
import { userForRoot } from './server-user';
import { canRunAsStranger, isRoot, query, serverPid, serverRuns, STRANGER, testGround } from './test-ground';

const ground = testGround();

function uidOfServer(folder: string): number {
  return statSync(`/proc/${serverPid(folder)}`).uid;
}

/** The package as npm leaves it when it runs no install scripts: without the library links. */
function packageWithoutLinks(parent: string): string {
  mkdirSync(parent, { recursive: true });
  const copy = join(parent, 'package');
  execFileSync('cp', ['-a', installedPackage(), copy]);
  const lib = join(copy, 'native', 'lib');
  for (const name of readdirSync(lib)) if (lstatSync(join(lib, name)).isSymbolicLink()) rmSync(join(lib, name));
  return copy;
}

describe('a package whose install script was skipped', () => {
  it('gets its library links where it can be written', async () => {
    const folder = await ground.readyFolder();
    const packageFolder = packageWithoutLinks(join(ground.topFolder(), 'writable'));
    await ground.launch(folder, { packageFolder });
    expect(lstatSync(join(packageFolder, 'native', 'lib', 'libicuuc.so.60')).isSymbolicLink()).toBe(true);
    expect(existsSync(join(folder, 'binaries'))).toBe(false);
  });

  it.runIf(canRunAsStranger || !isRoot)('is copied into the data folder where it cannot', async () => {
    const folder = ground.freshFolder();
    const packageFolder = packageWithoutLinks(join(ground.topFolder(), 'read-only'));
    if (isRoot) chownSync(folder, STRANGER, STRANGER);
    else execFileSync('chmod', ['-R', 'a-w', packageFolder]);
    const child = ground.child({ folder, packageFolder }, isRoot ? STRANGER : undefined);
    expect(await child.report).toMatchObject({ attached: false });
    const [version = ''] = readdirSync(join(folder, 'binaries'));
    expect(readdirSync(join(folder, 'binaries', version)).sort()).toEqual(['bin', 'lib', 'share']);
    await child.leave();
    if (!isRoot) execFileSync('chmod', ['-R', 'u+w', packageFolder]);
  });
});

describe('a missing package', () => {
  it('is named', async () => {
    const launching = ground.launch(ground.freshFolder(), { packageFolder: join(ground.topFolder(), 'nowhere') });
    await expect(launching).rejects.toMatchObject({ code: 'binaries_missing' });
  });
});

describe.runIf(canRunAsStranger)('a user without an account (only root can try this)', () => {
  it('can make, stop and reopen a database, which is like one made under an account', async () => {
    const folder = ground.freshFolder();
    chownSync(folder, STRANGER, STRANGER);
    const child = ground.child({ folder }, STRANGER);
    const { connection } = await child.report;
    expect(uidOfServer(folder)).toBe(STRANGER);
    expect(readdirSync(folder).sort()).toEqual(['cluster', 'lock', 'postgres.log', 'socket', 'users']);
    const proper = await ground.launch(await ground.readyFolder());
    const tables = await query(
      proper.connection,
      `SELECT oid::regclass::text AS name FROM pg_class
      WHERE relkind = 'r' AND relnamespace = 'pg_catalog'::regnamespace AND relname <> 'pg_statistic' ORDER BY 1`,
    );
    expect(tables.length).toBeGreaterThan(60);
    const counts = tables
      .map(({ name }) => `SELECT '${String(name)}' AS name, count(*) FROM ${String(name)}`)
      .join(' UNION ALL ');
    const rows = async (which: typeof proper.connection): Promise<unknown> =>
      query({ ...which, database: 'template1' }, `${counts} ORDER BY 1`, 'postgres');
    expect(await rows(connection!)).toEqual(await rows(proper.connection));
    await child.leave();
    const again = ground.child({ folder }, STRANGER);
    expect(await again.report).toMatchObject({ attached: false, connection });
    await again.leave();
  });

  it('is refused a folder that belongs to somebody else or cannot be written, and is told what to do', async () => {
    const folder = await ground.readyFolder();
    expect(await ground.child({ folder }, STRANGER).report).toMatchObject({ error: 'folder_not_writable' });
    chownSync(folder, STRANGER, STRANGER);
    const report = await ground.child({ folder }, STRANGER).report;
    expect(report).toMatchObject({ error: 'folder_other_owner' });
    expect(report.message).toContain(String(STRANGER));
  });
});

describe.runIf(isRoot)('started by root', () => {
  it('runs the server as somebody else, and remembers whom', async () => {
    const folder = ground.freshFolder();
    chmodSync(folder, 0o700);
    await ground.launch(folder);
    const uid = uidOfServer(folder);
    expect(uid).not.toBe(0);
    expect(statSync(join(folder, 'cluster')).uid).toBe(uid);
    expect(statSync(join(folder, 'socket'))).toMatchObject({ uid });
    expect(statSync(join(folder, 'cluster')).mode & 0o777).toBe(0o700);
  });

  it('runs it as the owner of the folder, who can go on without root afterwards', async () => {
    const folder = ground.freshFolder();
    chownSync(folder, STRANGER, STRANGER);
    const postgres = await ground.launch(folder);
    expect(uidOfServer(folder)).toBe(STRANGER);
    await postgres.stop();
    for (const name of readdirSync(folder)) expect([name, lstatSync(join(folder, name)).uid]).toEqual([name, STRANGER]);
    if (!canRunAsStranger) return;
    const child = ground.child({ folder }, STRANGER);
    expect(await child.report).toMatchObject({ attached: false });
    await child.leave();
  });

  it('hands a restored copy that belongs to root back to the server', async () => {
    const folder = await ground.readyFolder();
    execFileSync('chown', ['-R', '0:0', folder]);
    execFileSync('chmod', ['755', join(folder, 'cluster')]);
    await ground.launch(folder);
    expect(statSync(join(folder, 'cluster', 'base')).uid).toBe(uidOfServer(folder));
  });

  it('copies the programs when the server’s user cannot reach them in a closed home', async () => {
    const home = join(ground.topFolder(), 'home');
    const packageFolder = packageWithoutLinks(home);
    chmodSync(home, 0o700);
    const folder = await ground.readyFolder();
    const lines: string[] = [];
    await (await ground.launch(folder, { packageFolder, log: (line) => lines.push(line) })).stop();
    expect(lines).toEqual([expect.stringContaining('Copying the database programs')]);
    await ground.launch(folder, { packageFolder, log: (line) => lines.push(line) });
    expect(lines).toHaveLength(1);
  });

  it('says which folder is closed when the data lie in one', async () => {
    const closed = join(ground.topFolder(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const folder = join(closed, 'data');
    await expect(ground.launch(folder)).rejects.toMatchObject({
      code: 'folder_unreachable',
      params: { closed, mode: '700' },
    });
  });

  it('takes a number that nobody has when there is no user called postgres', () => {
    const folder = ground.freshFolder();
    const [accounts, groups] = [join(folder, 'passwd'), join(folder, 'group')];
    const choose = (): unknown => userForRoot(folder, join(folder, 'cluster'), accounts, groups);
    expect(choose()).toEqual({ uid: 61000, gid: 61000, switching: true });
    writeFileSync(accounts, 'root:x:0:0:root:/root:/bin/sh\nsalt:x:61000:61000::/:/bin/sh\n');
    writeFileSync(groups, 'salt:x:61001:\n');
    expect(choose()).toEqual({ uid: 61002, gid: 61002, switching: true });
    writeFileSync(accounts, 'postgres:x:101:104::/:/bin/sh\n');
    expect(choose()).toEqual({ uid: 101, gid: 104, switching: true });
    chownSync(folder, 1234, 1235);
    expect(choose()).toEqual({ uid: 1234, gid: 1235, switching: true });
  });
});

const OTHER_CONTAINER = ['unshare', '--pid', '--ipc', '--mount-proc', '--fork', '--kill-child'];
const canUnshare = isRoot && spawnSync(OTHER_CONTAINER[0] ?? '', [...OTHER_CONTAINER.slice(1), 'true']).status === 0;

describe.runIf(canUnshare)('a second container on the same folder (only root can make one)', () => {
  it('is refused, although it sees neither the process nor the shared memory of the first', async () => {
    const folder = await ground.readyFolder();
    const child = ground.child({ folder }, undefined, OTHER_CONTAINER);
    const { connection } = await child.report;
    await expect(ground.launch(folder)).rejects.toMatchObject({ code: 'in_use_elsewhere' });
    expect(await query(connection!, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await child.leave();
    expect((await ground.launch(folder)).attached).toBe(false);
  });
});

function mountSmallDisk(folder: string, megabytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'none', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const canMount = ((): boolean => {
  if (!isRoot) return false;
  const probe = mkdtempSync(join(tmpdir(), 'gonghui-probe-'));
  const isMounted = mountSmallDisk(probe, 1);
  if (isMounted) execFileSync('umount', [probe]);
  rmSync(probe, { recursive: true });
  return isMounted;
})();

describe.runIf(canMount)('a full disk (only root can mount a small one)', () => {
  it('is refused before a database is half made', async () => {
    const folder = ground.freshFolder();
    mountSmallDisk(folder, 60);
    try {
      await expect(ground.launch(folder)).rejects.toMatchObject({ code: 'disk_full', params: { need: 120 } });
      expect(existsSync(join(folder, 'cluster'))).toBe(false);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('does not keep a running server from stopping, is named at the next start, and costs no data', async () => {
    const folder = ground.freshFolder();
    mountSmallDisk(folder, 160);
    const filler = join(folder, 'filler');
    try {
      const first = await ground.launch(folder);
      await query(first.connection, 'CREATE TABLE kept AS SELECT 1 AS one');
      const { bavail, bsize } = statfsSync(folder);
      writeFileSync(filler, Buffer.alloc(bavail * bsize));
      await first.stop();
      expect(serverRuns(folder)).toBe(false);
      await expect(ground.launch(folder)).rejects.toMatchObject({ code: 'disk_full' });
      rmSync(filler);
      const second = await ground.launch(folder);
      expect(await query(second.connection, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
      await second.stop();
    } finally {
      execFileSync('umount', ['-l', folder]);
    }
  });
});
