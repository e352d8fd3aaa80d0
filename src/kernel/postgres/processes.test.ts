import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPidFile } from './pid-file';
import { processFacts } from './process-identity';
import { drafts, query, serverPid, serverRuns, testGround, until } from './test-ground';

const ground = testGround();

describe('two programs on one folder', () => {
  it('start at the same time: one makes the database, the other waits and attaches', async () => {
    const folder = ground.freshFolder();
    const [one, two] = [ground.child({ folder }), ground.child({ folder })];
    const reports = await Promise.all([one.report, two.report]);
    expect(reports.map((report) => report.attached).sort()).toEqual([false, true]);
    expect(reports[0].connection).toEqual(reports[1].connection);
    await one.leave();
    expect(serverRuns(folder)).toBe(true);
    await two.leave();
    expect(serverRuns(folder)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(['cluster', 'lock', 'postgres.log', 'socket', 'users']);
    expect(readdirSync(join(folder, 'users'))).toEqual([]);
    expect(readdirSync(join(folder, 'lock'))).toHaveLength(1);
  });

  it('find each other when six come at once', async () => {
    const folder = await ground.readyFolder();
    const six = await Promise.all(Array.from({ length: 6 }, () => ground.launch(folder)));
    expect(six.filter((postgres) => !postgres.attached)).toHaveLength(1);
    await Promise.all(six.map((postgres) => postgres.stop()));
    expect(serverRuns(folder)).toBe(false);
  });
});

describe('a program that is killed', () => {
  it('leaves the server running; the next start attaches to it and may stop it', async () => {
    const folder = await ground.readyFolder();
    const child = ground.child({ folder });
    const { connection } = await child.report;
    await query(connection!, 'CREATE TABLE kept (note text)');
    const before = serverPid(folder);
    await child.kill();
    expect(serverRuns(folder)).toBe(true);
    const postgres = await ground.launch(folder);
    expect(postgres.attached).toBe(true);
    expect(serverPid(folder)).toBe(before);
    expect(await query(postgres.connection, 'SELECT * FROM kept')).toEqual([]);
    await postgres.stop();
    expect(serverRuns(folder)).toBe(false);
  });

  it.each(['alone', 'with its initdb'])(
    '%s midway through making the database leaves nothing to trip over',
    async (how) => {
      const folder = ground.freshFolder();
      const child = ground.child({ folder });
      await until('initdb is at work', () =>
        drafts(folder).some((name) => existsSync(join(folder, name, 'global', '1260'))),
      );
      if (how === 'alone') await child.kill();
      else process.kill(-child.pid, 'SIGKILL');
      expect(existsSync(join(folder, 'cluster'))).toBe(false);
      const postgres = await ground.launch(folder);
      expect(await query(postgres.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await postgres.stop();
      await (await ground.launch(folder)).stop();
      expect(drafts(folder)).toEqual([]);
    },
  );

  it('is not hit by a signal to the terminal: the server has a process group of its own', async () => {
    const folder = await ground.readyFolder();
    const child = ground.child({ folder });
    await child.report;
    process.kill(-child.pid, 'SIGINT');
    await child.ended;
    expect(serverRuns(folder)).toBe(true);
  });
});

/** A pid file as a server leaves it that was killed with its machine. */
function leaveStalePidFile(folder: string, pid: number): void {
  const lines = [
    pid,
    join(folder, 'cluster'),
    1700000000,
    5432,
    join(folder, 'socket'),
    '',
    '  5432001    999999',
    'ready   ',
  ];
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${lines.join('\n')}\n`);
}

/** Other programs run as the server's user, or the server could not even ask whether they live. */
function asServerUser(folder: string): { uid?: number; gid?: number } {
  const { uid, gid } = statSync(join(folder, 'cluster'));
  return process.geteuid?.() === 0 ? { uid, gid } : {};
}

describe.runIf(process.platform === 'linux')('a stale pid file', () => {
  it('that names a zombie is taken for dead', async () => {
    const folder = await ground.readyFolder();
    const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
      ...asServerUser(folder),
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const zombie = Number(
      await new Promise<string>((done) => parent.stdout.once('data', (text) => done(String(text)))),
    );
    await until('it is a zombie', () => processFacts(zombie)?.zombie === true);
    leaveStalePidFile(folder, zombie);
    const postgres = await ground.launch(folder);
    expect(postgres.attached).toBe(false);
    expect(processFacts(zombie)?.zombie).toBe(true);
    parent.kill('SIGKILL');
  });

  it.each([
    ['another program', 'sleep', ['60']],
    ['a program that is called like the server', 'bash', ['-c', 'exec -a /x/postgres sleep 60']],
  ])('whose number now belongs to %s neither stops the start nor harms that program', async (_, command, args) => {
    const folder = await ground.readyFolder();
    const other = spawn(command, args, { ...asServerUser(folder), stdio: 'ignore' });
    await until('it runs', () => processFacts(other.pid ?? 0)?.argv.includes('60') === true);
    leaveStalePidFile(folder, other.pid ?? 0);
    const postgres = await ground.launch(folder);
    expect(postgres.attached).toBe(false);
    expect(serverPid(folder)).not.toBe(other.pid);
    await postgres.stop();
    expect(other.exitCode ?? other.signalCode).toBeNull();
    other.kill('SIGKILL');
  });

  it('whose number now belongs to the server of another folder is not mistaken for ours', async () => {
    const [folder, neighbour] = [await ground.readyFolder(), await ground.readyFolder()];
    const other = await ground.launch(neighbour);
    leaveStalePidFile(folder, serverPid(neighbour));
    const postgres = await ground.launch(folder);
    expect(postgres.attached).toBe(false);
    expect(postgres.socketDirectory).not.toBe(other.socketDirectory);
    await postgres.stop();
    expect(serverRuns(neighbour)).toBe(true);
  });

  it.each(['', 'nonsense\n'])('that holds %j is taken for none', async (text) => {
    const folder = await ground.readyFolder();
    const file = join(folder, 'cluster', 'postmaster.pid');
    writeFileSync(file, text);
    expect(readPidFile(join(folder, 'cluster'))).toBeNull();
    const postgres = await ground.launch(folder).catch((error: unknown) => error);
    expect(postgres).toMatchObject({ attached: false });
  });
});

describe('crash recovery', () => {
  it('is waited for, and nothing that was committed is lost', async () => {
    const folder = await ground.readyFolder();
    const first = await ground.launch(folder);
    await query(
      first.connection,
      `CREATE TABLE long AS SELECT n, repeat('盐', 20) AS text FROM generate_series(1, 50000) n`,
    );
    process.kill(serverPid(folder), 'SIGKILL');
    const second = await ground.launch(folder);
    expect(second.attached).toBe(false);
    expect(await query(second.connection, 'SELECT count(*)::int AS rows FROM long')).toEqual([{ rows: 50000 }]);
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).toContain('automatic recovery in progress');
  });
});
