import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { countUsers, registerUser, unregisterUser } from './living-users';
import { ownIdentity, processFacts } from './process-identity';
import { shortenLog } from './server-log';
import { withStartLock } from './start-lock';
import { testGround } from './test-ground';

const ground = testGround();
const nobody = (): Promise<void> => Promise.resolve();
const lock = <T>(folder: string, act: () => Promise<T>): Promise<T> =>
  withStartLock(folder, nobody, () => undefined, act);

/** The number of a process that has ended. */
async function deadPid(): Promise<number> {
  const child = spawn('true');
  await new Promise((done) => child.once('close', done));
  return child.pid ?? 0;
}

describe('the start lock', () => {
  it('lets one in at a time, however many come', async () => {
    const folder = ground.freshFolder();
    let inside = 0;
    let most = 0;
    const enter = (): Promise<void> =>
      lock(folder, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((done) => setTimeout(done, 2));
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 20 }, enter));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('passes on after a failure', async () => {
    const folder = ground.freshFolder();
    await expect(lock(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await lock(folder, () => Promise.resolve('yes'))).toBe('yes');
  });

  it('is taken over from the dead and from a namesake, and their drafts are removed', async () => {
    const dead = await deadPid();
    for (const holder of [`${dead} x:1`, `${process.pid} an-earlier-boot:1`, '']) {
      const folder = ground.freshFolder();
      writeFileSync(join(folder, '7'), holder);
      writeFileSync(join(folder, `draft-${dead}-00`), '');
      expect(await lock(folder, () => Promise.resolve(readdirSync(folder)))).toEqual(['8']);
    }
  });

  it('is waited for while its holder lives', async () => {
    const folder = ground.freshFolder();
    const { pid, startedAt } = ownIdentity();
    writeFileSync(join(folder, '7'), `${pid} ${startedAt}`);
    let waits = 0;
    const entered = withStartLock(
      folder,
      nobody,
      () => (waits += 1),
      () => Promise.resolve('in'),
    );
    expect(await Promise.race([entered, new Promise((done) => setTimeout(() => done('out'), 80))])).toBe('out');
    writeFileSync(join(folder, '7'), 'free');
    expect(await entered).toBe('in');
    expect(waits).toBe(1);
  });
});

describe('the register of users', () => {
  it('counts the living and forgets the rest', async () => {
    const folder = join(ground.freshFolder(), 'users');
    const mine = await registerUser(folder, nobody);
    writeFileSync(join(folder, `${await deadPid()}-aa`), 'x:1');
    writeFileSync(join(folder, `${process.pid}-bb`), 'an-earlier-boot:1');
    expect(await countUsers(folder)).toBe(1);
    expect(readdirSync(folder)).toHaveLength(1);
    await unregisterUser(mine);
    expect(await countUsers(folder)).toBe(0);
  });
});

describe('what the system says of processes', () => {
  it('knows us, and knows nobody by an impossible number', () => {
    expect(processFacts(process.pid)).toMatchObject({ zombie: false });
    for (const pid of [0, -1, 1.5, Number.NaN, 2 ** 30]) expect(processFacts(pid)).toBeNull();
  });
});

describe('the log', () => {
  it('is cut when it has grown long, and one earlier log is kept', () => {
    const file = join(ground.freshFolder(), 'postgres.log');
    shortenLog(file, 5);
    writeFileSync(file, '12345');
    shortenLog(file, 5);
    expect(readdirSync(join(file, '..'))).toEqual(['postgres.log']);
    writeFileSync(file, '123456');
    shortenLog(file, 5);
    mkdirSync(join(file, '..', 'other'));
    expect(readdirSync(join(file, '..')).sort()).toEqual(['other', 'postgres.log', 'postgres.log.1']);
  });
});
