import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PostgresLaunchError } from './launch-error';
import { readPidFile } from './pid-file';
import { processFacts } from './process-identity';
import { query, serverPid, serverRuns, testGround, until } from './test-ground';

const ground = testGround();

describe('a first start', () => {
  it('makes a database that only its socket reaches, and logs in without superuser rights', async () => {
    const folder = ground.freshFolder();
    const postgres = await ground.launch(folder);
    expect(postgres).toMatchObject({ attached: false, database: 'gonghui', user: 'gonghui', port: 5432 });
    expect(statSync(postgres.socketDirectory).mode & 0o777).toBe(0o700);
    const [row] = await query(
      postgres.connection,
      `SELECT current_user, rolsuper, rolcreaterole, rolcreatedb, pg_get_userbyid(datdba) AS owner, datlocprovider,
         datlocale, pg_encoding_to_char(encoding) AS encoding, current_setting('listen_addresses') AS addresses,
         current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
         current_setting('synchronous_commit') AS commit, current_setting('unix_socket_permissions') AS permissions
       FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`,
    );
    expect(row).toEqual({
      current_user: 'gonghui',
      rolsuper: false,
      rolcreaterole: false,
      rolcreatedb: true,
      owner: 'gonghui',
      datlocprovider: 'b',
      datlocale: 'C.UTF-8',
      encoding: 'UTF8',
      addresses: '',
      checksums: 'on',
      fsync: 'on',
      commit: 'on',
      permissions: '0700',
    });
    await postgres.stop();
    expect(serverRuns(folder)).toBe(false);
    expect(readPidFile(join(folder, 'cluster'))).toBeNull();
  });

  it('makes role and database again when a crash fell before them, and a second database on demand', async () => {
    const folder = await ground.readyFolder();
    const first = await ground.launch(folder);
    await query({ ...first.connection, database: 'postgres' }, 'DROP DATABASE gonghui', 'postgres');
    await query({ ...first.connection, database: 'postgres' }, 'DROP ROLE gonghui', 'postgres');
    const second = await ground.launch(folder, { database: '演示"world' });
    expect(await query(second.connection, 'SELECT current_database() AS name')).toEqual([{ name: '演示"world' }]);
  });

  it('lets the work role clone its databases', async () => {
    const { connection } = await ground.launch(await ground.readyFolder());
    await query({ ...connection, database: 'postgres' }, 'CREATE DATABASE copy TEMPLATE gonghui');
    expect(await query({ ...connection, database: 'copy' }, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a second start', () => {
  it('attaches, and only the last one out stops the server', async () => {
    const folder = await ground.readyFolder();
    const first = await ground.launch(folder);
    const second = await ground.launch(folder);
    expect([first.attached, second.attached]).toEqual([false, true]);
    expect(second.connection).toEqual(first.connection);
    await first.stop();
    await first.stop();
    expect(serverRuns(folder)).toBe(true);
    await second.stop();
    expect(serverRuns(folder)).toBe(false);
  });

  it('finds a server that was told to stay', async () => {
    const folder = await ground.readyFolder();
    await (await ground.launch(folder, { stopWithUs: false })).stop();
    expect(serverRuns(folder)).toBe(true);
    expect((await ground.launch(folder)).attached).toBe(true);
  });

  it('attaches through another name of the same folder', async () => {
    const folder = await ground.readyFolder();
    const first = await ground.launch(folder);
    const other = `${folder}-link`;
    symlinkSync(folder, other);
    expect((await ground.launch(other)).attached).toBe(true);
    await first.stop();
  });

  it('waits for a server that is just shutting down, and starts a new one', async () => {
    const folder = await ground.readyFolder();
    await ground.launch(folder);
    const before = serverPid(folder);
    process.kill(before, 'SIGINT');
    await ground.launch(folder);
    expect(serverRuns(folder)).toBe(true);
    expect(serverPid(folder)).not.toBe(before);
  });
});

describe('a server that dies', () => {
  it('is brought back by the watch, with everything that was committed', async () => {
    const folder = await ground.readyFolder();
    const postgres = await ground.launch(folder);
    let restarts = 0;
    postgres.watch(() => (restarts += 1));
    await query(postgres.connection, 'CREATE TABLE entry (amount_fen bigint); INSERT INTO entry VALUES (4200)');
    const before = serverPid(folder);
    process.kill(before, 'SIGKILL');
    await until('the server is back', () => restarts > 0);
    expect(serverPid(folder)).not.toBe(before);
    expect(await query(postgres.connection, 'SELECT amount_fen FROM entry')).toEqual([{ amount_fen: '4200' }]);
    expect(restarts).toBe(1);
  });

  it('is brought back once when two notice at the same time', async () => {
    const folder = await ground.readyFolder();
    const [one, two] = [await ground.launch(folder), await ground.launch(folder)];
    process.kill(serverPid(folder), 'SIGKILL');
    await until('the server is dead', () => !serverRuns(folder));
    await Promise.all([one.ensureRunning(), two.ensureRunning(), two.ensureRunning()]);
    const after = serverPid(folder);
    await Promise.all([one.ensureRunning(), two.ensureRunning()]);
    expect(serverPid(folder)).toBe(after);
    await one.stop();
    expect(serverRuns(folder)).toBe(true);
  });

  it('is not replaced by an empty database when its folder is gone', async () => {
    const folder = await ground.readyFolder();
    const postgres = await ground.launch(folder);
    process.kill(serverPid(folder), 'SIGKILL');
    await until('the server is dead', () => !serverRuns(folder));
    renameSync(folder, `${folder}-away`);
    await expect(postgres.ensureRunning()).rejects.toMatchObject({ code: 'data_gone' });
    expect(existsSync(folder)).toBe(false);
    await postgres.stop();
  });

  it('is stopped even when its folder was removed under it', async () => {
    const folder = await ground.readyFolder();
    const postgres = await ground.launch(folder);
    const pid = serverPid(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    await postgres.stop();
    // The server may also notice by itself that its folder is gone, and then be ending without our doing.
    await until('it has ended', () => processFacts(pid)?.zombie ?? true, 2);
  });
});

describe('a server that is just dying', () => {
  it('is replaced by the start that finds it', async () => {
    const folder = await ground.readyFolder();
    for (let round = 0; round < 8; round += 1) {
      await ground.launch(folder, { stopWithUs: false });
      process.kill(serverPid(folder), 'SIGKILL');
      const postgres = await ground.launch(folder);
      expect(await query(postgres.connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await postgres.stop();
    }
  });
});

describe('the socket', () => {
  it.each(['with, commas "and" quotes', '工会 数据'])('works in a folder named %s', async (name) => {
    const { connection } = await ground.launch(await ground.readyFolder(name));
    expect(await query(connection, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('moves to a short private folder when the path is too long, and is found there again', async () => {
    const folder = await ground.readyFolder('long'.repeat(25));
    const first = await ground.launch(folder);
    expect(first.socketDirectory.startsWith(folder)).toBe(false);
    expect(lstatSync(first.socketDirectory).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, 'socket-folder'), 'utf8').trim()).toBe(first.socketDirectory);
    expect((await ground.launch(folder)).connection).toEqual(first.connection);
    rmSync(first.socketDirectory, { recursive: true });
  });
});

describe('a folder that will not do', () => {
  it('is refused when another version wrote it', async () => {
    const folder = await ground.readyFolder();
    writeFileSync(join(folder, 'cluster', 'PG_VERSION'), '17\n');
    const refusal: unknown = await ground.launch(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(PostgresLaunchError);
    expect(refusal).toMatchObject({ code: 'wrong_version', params: { found: '17', wanted: '18' } });
    expect(String(refusal)).toContain('PostgreSQL 17');
    expect(String(refusal)).toContain('请用写成它的那一版程序');
  });

  it('is refused when it holds something else, but an empty one is used', async () => {
    const folder = ground.freshFolder();
    mkdirSync(join(folder, 'cluster'));
    writeFileSync(join(folder, 'cluster', 'letter.txt'), 'not ours');
    await expect(ground.launch(folder)).rejects.toMatchObject({ code: 'folder_not_a_cluster' });
    rmSync(join(folder, 'cluster', 'letter.txt'));
    await ground.launch(folder);
  });

  it('is refused when it is a file', async () => {
    const folder = ground.freshFolder();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
    await expect(ground.launch(folder)).rejects.toMatchObject({ code: 'folder_not_writable' });
  });

  it('shows the end of the log when the administrator wrote nonsense into own.conf, and keeps good settings', async () => {
    const folder = await ground.readyFolder();
    writeFileSync(join(folder, 'cluster', 'own.conf'), 'max_connections = many\n');
    await expect(ground.launch(folder)).rejects.toMatchObject({
      code: 'start_failed',
      message: expect.stringContaining('max_connections') as unknown,
    });
    writeFileSync(join(folder, 'cluster', 'own.conf'), 'max_connections = 23\n');
    const { connection } = await ground.launch(folder);
    expect(await query(connection, 'SHOW max_connections')).toEqual([{ max_connections: '23' }]);
  });
});
