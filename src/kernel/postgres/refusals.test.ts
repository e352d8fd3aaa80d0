import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedPackage } from './binaries';
import { PostgresLaunchError } from './launch-error';
import { findServer } from './server';
import { socketFolder } from './socket-folder';
import { isRoot, serverPid, testGround } from './test-ground';
import { proveConnection } from './work-role';

const ground = testGround();
let packages = 0;

/** A package whose programs are two lines of shell. */
function fakePackage(programs: { postgres: string; initdb: string }): string {
  packages += 1;
  const folder = join(ground.topFolder(), `fake-${packages}`);
  const bin = join(folder, 'native', 'bin');
  for (const name of ['bin', 'lib', 'share']) mkdirSync(join(folder, 'native', name), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"version":"18.4.0"}');
  writeFileSync(join(folder, 'native', 'pg-symlinks.json'), '[]');
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return folder;
}

const postgres = 'echo "postgres (PostgreSQL) 18.4"';

describe('a refusal', () => {
  it('says both what is wrong and what to do, in both languages, with nothing left to fill in', () => {
    const refusal = new PostgresLaunchError('disk_full', { folder: '/srv', free: 3, need: 120 });
    expect(refusal.message).toBe(`${refusal.zh}\n${refusal.en}`);
    expect(refusal.zh).toContain('剩余 3 MB');
    expect(refusal.en).toContain('120 MB needed');
    expect(refusal.message).not.toMatch(/\{\w+\}/);
  });

  it.each([
    ['binaries_broken', { postgres: 'exit 1', initdb: 'exit 1' }],
    ['create_failed', { postgres, initdb: 'echo "it is broken" >&2; exit 1' }],
    ['nameless_user', { postgres, initdb: 'echo "could not look up effective user ID 5" >&2; exit 1' }],
  ])('%s leaves no half-made database', async (code, programs) => {
    const folder = ground.freshFolder();
    await expect(ground.launch(folder, { packageFolder: fakePackage(programs) })).rejects.toMatchObject({ code });
    expect(existsSync(join(folder, 'cluster'))).toBe(false);
    // The folder is as good as new: the real programs can use it.
    await ground.launch(folder);
  });

  it('platform_unsupported names the platform', () => {
    expect(() => installedPackage('win32-x64')).toThrow('win32-x64');
  });

  it('start_timeout comes when a server hangs', async () => {
    const folder = await ground.readyFolder();
    const { database } = await ground.launch(folder);
    const cluster = join(folder, 'cluster');
    const server = findServer(cluster);
    const pid = serverPid(folder);
    process.kill(pid, 'SIGSTOP');
    try {
      const proof = proveConnection({ server: server!, database, cluster, logFile: 'postgres.log', patience: 0.3 });
      await expect(proof).rejects.toMatchObject({ code: 'start_timeout', params: { pid } });
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('socket_folder_unsafe comes when every short folder could have been prepared by somebody else', async () => {
    const folder = ground.freshFolder('long'.repeat(25));
    const { uid, gid } = statSync(folder);
    const user = { uid, gid, switching: false };
    const used: string[] = [];
    const next = async (): Promise<void> => {
      const place = await socketFolder(folder, user, () => Promise.resolve());
      used.push(place);
      chmodSync(place, 0o777);
      return next();
    };
    try {
      await expect(next()).rejects.toMatchObject({ code: 'socket_folder_unsafe' });
      expect(new Set(used).size).toBe(used.length);
      expect(used.length).toBeGreaterThanOrEqual(3);
    } finally {
      for (const place of used) rmSync(place, { recursive: true });
    }
  });
});

const WITHOUT_SETUID = ['setpriv', '--bounding-set=-setuid', '--inh-caps=-setuid'];
const canDropRights = isRoot && spawnSync(WITHOUT_SETUID[0] ?? '', [...WITHOUT_SETUID.slice(1), 'true']).status === 0;

describe.runIf(canDropRights)('root without the right to become somebody else (only root can try this)', () => {
  it('is told so', async () => {
    const folder = ground.freshFolder();
    const report = await ground.child({ folder }, undefined, WITHOUT_SETUID).report;
    expect(report).toMatchObject({ error: 'cannot_change_user' });
    expect(report.message).toContain('SETUID');
  });
});
