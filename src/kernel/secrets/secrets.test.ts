import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../context';
import { prepareQueue } from '../jobs/run-jobs';
import type { JobGround } from '../jobs/job';
import { addDataKey, KeyFault, openKeys } from '../keys';
import { openTestDatabase, testKeys, type TestDatabase } from '../testing';
import { inTransaction } from '../transaction';
import { fixedKeyRing, openKeyRing } from './key-ring';
import { resealJob } from './reseal';
import { forgetOlderKeys, rotateKeys } from './rotate';
import { sealedPlace, surveySealed, type SealedColumn } from './sealed-columns';
import { openSecrets } from './secrets';

const folder = mkdtempSync(join(tmpdir(), 'gonghui-keys-'));
let files = 0;
const newFile = () => join(folder, `keys-${(files += 1)}.json`);
afterAll(() => rmSync(folder, { recursive: true }));

const secrets = openSecrets(fixedKeyRing(testKeys));
const place = 'thing.column:1';

describe('a sealed value', () => {
  test('opens where it was sealed, and is another one each time', () => {
    const [one, two] = [secrets.seal('370799198001151234', place), secrets.seal('370799198001151234', place)];
    expect(one.equals(two)).toBe(false);
    expect(secrets.open(one, place)).toBe('370799198001151234');
    expect(secrets.open(secrets.seal('', place), place)).toBe('');
    expect(secrets.open(secrets.seal('𠮷田 😀', place), place)).toBe('𠮷田 😀');
  });

  test('opens nowhere else, under no other key, and not when one of its bits was turned', () => {
    const sealed = secrets.seal('370799198001151234', place);
    expect(secrets.open(sealed, 'thing.column:2')).toBeNull();
    const other = openSecrets(fixedKeyRing({ ...testKeys, data: 'x'.repeat(40) }));
    expect(other.open(sealed, place)).toBeNull();
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const turned = Buffer.from(sealed);
      turned[byte]! ^= 1;
      expect(secrets.open(turned, place)).toBeNull();
    }
    for (const length of [0, 1, 5, 32]) expect(secrets.open(sealed.subarray(0, length), place)).toBeNull();
  });

  test('has a blind index that hangs on value, purpose and key, of 24 bits', () => {
    const index = secrets.blindIndex('1', 'identity');
    expect(index).toBe(secrets.blindIndex('1', 'identity'));
    expect(index).toBeLessThan(2 ** 24);
    const other = openSecrets(fixedKeyRing({ ...testKeys, index: 'x'.repeat(40) }));
    const all = [
      index,
      secrets.blindIndex('2', 'identity'),
      secrets.blindIndex('1', 'card'),
      other.blindIndex('1', 'identity'),
    ];
    expect(new Set(all).size).toBe(4);
  });
});

test('a fingerprint hangs on the text and the key', () => {
  const other = openSecrets(fixedKeyRing({ ...testKeys, index: 'x'.repeat(40) }));
  expect(secrets.fingerprint('a', Buffer.from('b'))).toBe(secrets.fingerprint('ab'));
  expect(new Set([secrets.fingerprint('a'), secrets.fingerprint('b'), other.fingerprint('a')]).size).toBe(3);
});

describe('a key file', () => {
  test('is made at the first start with mode 0600, and one from before the first rotation is read', () => {
    const path = newFile();
    const made = openKeys(path);
    expect([made.olderData, statSync(path).mode & 0o777]).toEqual([[], 0o600]);
    const { session, data, index } = testKeys;
    writeFileSync(path, JSON.stringify({ session, data, index }));
    expect(openKeys(path)).toEqual(testKeys);
  });

  test.each([
    ['no JSON', '{'],
    ['nothing', 'null'],
    ['a short key', JSON.stringify({ ...testKeys, data: 'short' })],
    ['a broken list of older keys', JSON.stringify({ ...testKeys, olderData: ['short'] })],
  ])('with %s is refused', (_what, text) => {
    const path = newFile();
    writeFileSync(path, text);
    expect(() => openKeys(path)).toThrow(KeyFault);
  });

  test('gets a new data key before the old one and stays closed to others', () => {
    const path = newFile();
    const before = openKeys(path);
    addDataKey(path);
    const after = openKeys(path);
    expect(after).toEqual({ ...before, data: after.data, olderData: [before.data] });
    expect(after.data).not.toBe(before.data);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a server that meets a value under a key it does not know reads the file again, once it was changed', () => {
    const path = newFile();
    const server = openSecrets(openKeyRing(path));
    const early = server.seal('before', place);
    addDataKey(path);
    const late = openSecrets(openKeyRing(path)).seal('after', place);
    expect(server.open(late, place)).toBe('after');
    expect(server.open(early, place)).toBe('before');
    expect(server.seal('x', place).subarray(1, 5).equals(late.subarray(1, 5))).toBe(true);
  });

  test('that breaks or goes away under a running server leaves it the keys that it has', () => {
    const path = newFile();
    const ring = openKeyRing(path);
    const server = openSecrets(ring);
    const sealed = server.seal('x', place);
    const whole = readFileSync(path);
    writeFileSync(path, 'broken');
    utimesSync(path, 1, 1);
    expect([ring.refresh(), server.open(sealed, place)]).toEqual([false, 'x']);
    rmSync(path);
    expect([ring.refresh(), server.open(sealed, place)]).toEqual([false, 'x']);
    writeFileSync(path, whole);
    chmodSync(path, 0o600);
    expect([ring.refresh(), ring.refresh(), server.open(sealed, place)]).toEqual([true, false, 'x']);
  });
});

describe('a rotation', () => {
  const VALUES = 1203;
  const column: SealedColumn = { table: 'public.sealed_thing', column: 'secret', idColumn: 'id' };
  const columns = [column];
  let database: TestDatabase;
  let path: string;
  let lines: string[];

  beforeAll(async () => {
    database = await openTestDatabase();
    await prepareQueue(database.pool);
    await database.pool.query('create table public.sealed_thing (id uuid primary key, secret bytea)');
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    path = newFile();
    lines = [];
    const { seal } = openSecrets(openKeyRing(path));
    await database.pool.query('truncate public.sealed_thing');
    const ids = (
      await database.pool.query<{ id: string }>(`select gen_random_uuid() as id from generate_series(1, ${VALUES})`)
    ).rows;
    const values = ids.map(({ id }) => seal(`secret of ${id}`, sealedPlace(column, id)));
    await database.pool.query('insert into public.sealed_thing select * from unnest($1::uuid[], $2::bytea[])', [
      ids.map(({ id }) => id),
      values,
    ]);
    await database.pool.query('insert into public.sealed_thing values (gen_random_uuid(), null)');
  });

  const house = () => ({ ...database.house, secrets: openSecrets(openKeyRing(path)) });
  const act = <R>(work: (ctx: Context) => Promise<R>, of = house()) =>
    inTransaction({ ...database.seed(), house: of }, work);
  const rotate = () => act((ctx) => rotateKeys(ctx, path, columns));
  const forget = () => act((ctx) => forgetOlderKeys(ctx, path, columns));
  const survey = () => surveySealed(database.kysely, columns, openSecrets(openKeyRing(path)));
  const log: JobGround['log'] = {
    error: () => undefined,
    info: (_fields, message) => void lines.push(message),
    warn: (_fields, message) => void lines.push(message),
  };
  const reseal = (stopping?: AbortSignal, of = house()) =>
    resealJob(columns).work({ act: (work) => act(work, of), log, stopping }, {});

  test('leaves every value legible, seals all anew in the background, and lets the old key go only then', async () => {
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 0 });
    await rotate();
    expect(await survey()).toEqual({ values: VALUES, older: VALUES, unreadable: 0 });
    expect(await forget()).toEqual({ remaining: VALUES, forgotten: 0 });
    expect(openKeys(path).olderData).toHaveLength(1);
    await reseal();
    expect(lines.at(-1)).toBe('all personal data lie under the new key');
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 0 });
    expect(await forget()).toEqual({ remaining: 0, forgotten: 1 });
    expect(openKeys(path).olderData).toEqual([]);
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 0 });
    expect(await forget()).toEqual({ remaining: 0, forgotten: 0 });
  });

  test('asks for its job and tells the servers with the commit', async () => {
    const listener = await database.pool.connect();
    const heard: string[] = [];
    listener.on('notification', ({ channel }) => heard.push(channel));
    await listener.query('listen gonghui_keys');
    await rotate();
    await listener.query('select 1');
    listener.release(true);
    expect(heard).toEqual(['gonghui_keys']);
    const { rows } = await database.pool.query(
      `select task_identifier from graphile_worker.jobs where key = 'kernel.reseal.rotation'`,
    );
    expect(rows).toEqual([{ task_identifier: 'kernel.reseal' }]);
  });

  const resealed = async () =>
    (
      await database.pool.query<{ n: number }>(
        `select coalesce(sum((details->>'count')::int), 0)::int as n from kernel.audit_entry where action = 'kernel.reseal'`,
      )
    ).rows[0]!.n;

  test('that is killed between two batches goes on where it was; what is done is not done again', async () => {
    const before = await resealed();
    await rotate();
    const end = new AbortController();
    let batches = 0;
    const stopped = resealJob(columns).work(
      {
        act: async (work) => {
          const result = await act(work);
          if ((batches += 1) === 1) end.abort();
          return result;
        },
        log,
        stopping: end.signal,
      },
      {},
    );
    await expect(stopped).rejects.toThrow('between two batches');
    expect(await survey()).toEqual({ values: VALUES, older: VALUES - 500, unreadable: 0 });
    await reseal();
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 0 });
    expect((await resealed()) - before).toBe(VALUES);
  });

  test('twice before the first was through: values of all keys are read and sealed anew', async () => {
    await rotate();
    await database.pool.query(`update public.sealed_thing set secret = secret`);
    await rotate();
    expect(openKeys(path).olderData).toHaveLength(2);
    expect(await survey()).toEqual({ values: VALUES, older: VALUES, unreadable: 0 });
    await reseal();
    expect(await forget()).toEqual({ remaining: 0, forgotten: 2 });
  });

  test('leaves what nobody can read as it is, says so, and is not held up by it', async () => {
    await database.pool.query(
      `update public.sealed_thing set secret = set_byte(secret, 40, get_byte(secret, 40) # 1) where id in (select id from public.sealed_thing where secret is not null limit 3)`,
    );
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 3 });
    await rotate();
    await reseal();
    expect(lines.at(-1)).toBe('some personal data lie under a key that is not here');
    expect(await survey()).toEqual({ values: VALUES, older: 0, unreadable: 3 });
  });

  test('looks past a column that an older database does not have', async () => {
    const missing: SealedColumn = { table: 'public.sealed_thing', column: 'later', idColumn: 'id' };
    const none: SealedColumn = { table: 'public.nothing', column: 'secret', idColumn: 'id' };
    expect(await surveySealed(database.kysely, [missing, none], secrets)).toEqual({
      values: 0,
      older: 0,
      unreadable: 0,
    });
  });
});
