import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { audit, inTransaction, storeFile, type Context } from '#kernel';
import {
  fixedKeyRing,
  makeBackup,
  migrationFiles,
  openSecrets,
  restoreBackup,
  sealAudit,
  surveySealed,
  verifyAudit,
} from '#kernel/composition';
import { openTestDatabase, plainRequest, testKeys, testUser, type TestDatabase } from '#kernel/testing';
import { modules, sealedColumns } from '../../src/app/modules';
import { nightlyOf } from '../../src/app/nightly-backup';
import { roles } from '../../src/app/roles';
import { fullSeed } from '../test-house';
import { buildWorld } from '../world';
import { openEmptyDatabase, type EmptyDatabase } from './empty-database';

const migrations = migrationFiles(modules);
const folder = mkdtempSync(join(tmpdir(), 'gonghui-backup-'));
const plain = join(folder, 'plain.tar.gz');
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let source: TestDatabase;
/** Two places to restore into; each is cleared before it is used again. */
let places: EmptyDatabase[] = [];

/** A year's world, uploaded files, an audit of which some rows are sealed and some wait. */
beforeAll(async () => {
  source = await openTestDatabase();
  places = [await openEmptyDatabase(), await openEmptyDatabase()];
  await buildWorld(await fullSeed(source), { roles, password: 'demo-password-1' });
  await source.pool.query(`insert into kernel.installation (id, ever_held_demo) values (gen_random_uuid(), false)`);
  await inTransaction(source.seed(), async (ctx) => {
    for (let i = 0; i < 3; i += 1)
      await storeFile(ctx, Buffer.concat([png, randomBytes(300_000)]), `${i}.png`, ['image/png']);
    audit(ctx, { action: 'test.before', details: { n: 1 } });
  });
  await sealAll(source.house.database);
  // A row with a small id that was committed late: the order of seals is not the order of ids.
  await source.pool.query(`insert into kernel.audit_entry (id, at, recorded_at, request_id, actor, action)
    values ('00000000-0000-7000-8000-000000000001', now(), now(), 'r', 'a', 'test.early_id')`);
  await sealAll(source.house.database);
  await inTransaction(source.seed(), async (ctx) => audit(ctx, { action: 'test.waiting' }));
  await backup(plain);
});
afterAll(async () => {
  await Promise.all([source.close(), ...places.map((database) => database.close())]);
  rmSync(folder, { recursive: true });
});

/** A read of a module by its name, as the transport would ask for it. */
function fetchAs(
  act: <R>(work: (ctx: Context) => Promise<R>) => Promise<R>,
  name: string,
  input: { params?: object; query?: object },
): Promise<unknown> {
  const route = modules.flatMap((module) => module.routes).find(({ endpoint }) => endpoint.name === name)!;
  return act((ctx) => route.act(ctx, { params: {}, query: {}, body: undefined, request: plainRequest, ...input }));
}

/** Rows wait while any transaction of the whole server is open, and other tests share it. */
function sealAll(database: Parameters<typeof sealAudit>[0]): Promise<boolean> {
  return vi.waitUntil(
    async () => {
      await sealAudit(database);
      return (await verifyAudit(database)).waiting === 0;
    },
    { timeout: 30_000, interval: 100 },
  );
}

const backup = (target: string, passphrase: string | null = null) =>
  makeBackup({
    pool: source.pool,
    filesFolder: source.house.filesFolder,
    target,
    version: '0.1.0',
    keyFingerprint: 'abcd',
    passphrase,
  });

async function restore(path: string, change: Partial<Parameters<typeof restoreBackup>[0]> = {}, place = 0) {
  await places[place]!.clear();
  const target = { ...places[place]!, filesFolder: mkdtempSync(join(folder, 'files-')) };
  const options = {
    path,
    passphrase: null,
    pool: target.pool,
    filesFolder: target.filesFolder,
    migrations,
    isDemo: false,
    ...change,
  };
  return { target, outcome: restoreBackup(options) };
}

/** What every table of ours holds, independent of the backup's own way of counting; the queue of jobs is not in it. */
async function fingerprint(database: Pick<TestDatabase, 'pool'>): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ name: string; list: string }>(`
    select c.oid::regclass::text as name, (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
      where attrelid = c.oid and attnum > 0 and not attisdropped and attname <> 'transaction_number') as list
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|graphile_worker)' order by 1`);
  const prints: Record<string, string> = {};
  for (const { name, list } of rows) {
    const { rows: made } = await database.pool.query<{ print: string }>(
      `select count(*) || ':' || md5(coalesce(string_agg(r::text, e'\\n' order by r::text collate "C"), '')) as print from (select ${list} from ${name}) r`,
    );
    prints[name] = made[0]!.print;
  }
  return prints;
}

/** Constraints, triggers and rights, as the catalogue tells them. */
async function shape(database: Pick<TestDatabase, 'pool'>): Promise<unknown[]> {
  const { rows } = await database.pool.query(`
    select line from (
    select conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where conrelid <> 0
    union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger where not tgisinternal
    union all select c.oid::regclass::text || ' ' || p.privilege_type from pg_class c join pg_namespace n on n.oid = c.relnamespace,
      lateral aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) p where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)'
    ) l where line !~ '^graphile_worker' order by 1`);
  return rows;
}

async function isEmpty(target: EmptyDatabase & { filesFolder: string }): Promise<boolean> {
  const { rows } = await target.pool.query(
    `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^(pg_|information_schema)'`,
  );
  return (
    rows.length === 0 && readdirSync(target.filesFolder, { recursive: true }).every((name) => String(name).length === 2)
  );
}

describe('a round trip', () => {
  test.each([
    ['plain', null],
    ['encrypted', '一句口令'],
  ])('brings back every row and file (%s)', async (name, passphrase) => {
    const path = passphrase === null ? plain : join(folder, `${name}.tar.gz.enc`);
    if (passphrase !== null) await backup(path, passphrase);
    const { target, outcome } = await restore(path, { passphrase });
    const files = (at: string) =>
      readdirSync(at, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.length > 2)
        .sort();
    expect(await outcome).toMatchObject({
      version: '0.1.0',
      files: files(source.house.filesFolder).length,
      lackingFiles: [],
      keyFingerprint: 'abcd',
      migrated: 0,
    });
    expect(await fingerprint(target)).toEqual(await fingerprint(source));
    expect(await shape(target)).toEqual(await shape(source));
    expect(files(target.filesFolder)).toEqual(files(source.house.filesFolder));
    for (const file of files(target.filesFolder))
      expect(
        readFileSync(join(target.filesFolder, file)).equals(readFileSync(join(source.house.filesFolder, file))),
      ).toBe(true);
  });

  test('leaves a whole audit whose waiting rows are sealed afterwards, twice over', async () => {
    const first = await restore(plain);
    await first.outcome;
    expect(await verifyAudit(first.target.kysely)).toMatchObject({ isWhole: true, waiting: 1 });
    await sealAll(first.target.kysely);
    const again = join(folder, 'again.tar.gz');
    await makeBackup({
      pool: first.target.pool,
      filesFolder: first.target.filesFolder,
      target: again,
      version: '0.1.0',
      keyFingerprint: null,
      passphrase: null,
    });
    const second = await restore(again, {}, 1);
    await second.outcome;
    expect(await sealAudit(second.target.kysely)).toBe(0);
    const [a, b] = [await verifyAudit(first.target.kysely), await verifyAudit(second.target.kysely)];
    expect(a).toMatchObject({ isWhole: true, waiting: 0 });
    expect(b).toEqual(a);
  });

  test('append-only tables stay append-only', async () => {
    const { target, outcome } = await restore(plain);
    await outcome;
    await expect(target.pool.query('delete from kernel.audit_entry')).rejects.toThrow();
    await expect(target.pool.query('update kernel.parameter set value = value')).rejects.toThrow('append-only');
  });

  test('sessions are left out, sequences go on', async () => {
    const { target, outcome } = await restore(plain);
    await outcome;
    const next = (database: Pick<TestDatabase, 'pool'>) =>
      database.pool.query(`select last_value, is_called from roster.unit_number`);
    expect((await next(target)).rows).toEqual((await next(source)).rows);
    expect((await target.pool.query('select from kernel.login_session')).rowCount).toBe(0);
  });
});

test('the archive is a plain tar that holds no key, is not readable by others, and is not overwritten', async () => {
  expect(statSync(plain).mode & 0o777).toBe(0o600);
  const tar = gunzipSync(readFileSync(plain)).toString('latin1');
  expect(tar.slice(257, 262)).toBe('ustar');
  expect(tar).not.toContain('"session"');
  await expect(backup(plain)).rejects.toMatchObject({ code: 'file_exists' });
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('a backup while others write is of one moment', async () => {
  const path = join(folder, 'busy.tar.gz');
  let [isWriting, written] = [true, 0];
  const writer = (async () => {
    for (let n = 0; isWriting; n += 1, written = n)
      await inTransaction(source.seed(), async (ctx) => {
        const file = await storeFile(ctx, Buffer.concat([png, randomBytes(2000)]), `${n}.png`, ['image/png']);
        audit(ctx, { action: 'test.busy', subject: file.id });
      });
  })();
  await vi.waitUntil(() => written > 3);
  await backup(path);
  isWriting = false;
  await writer;
  const { target, outcome } = await restore(path);
  const report = await outcome;
  expect(report.lackingFiles).toEqual([]);
  expect(report.files).toBeGreaterThan(3);
  const { rows } = await target.pool.query(`select count(*)::int as n from kernel.file f
    full join kernel.audit_entry e on e.subject = f.id::text and e.action = 'test.busy'
    where (f.id is null and e.action = 'test.busy') or (e.id is null and f.bytes = 2016)`);
  expect(rows).toEqual([{ n: 0 }]);
  expect(await verifyAudit(target.kysely)).toMatchObject({ isWhole: true });
});

test('the nightly backup is one that can be restored; another server at work makes none', async () => {
  const nightly = nightlyOf({ folder, keyRing: fixedKeyRing(testKeys), database: source, house: source.house });
  const path = join(folder, 'nightly.tar.gz');
  const other = await source.pool.connect();
  await other.query('select pg_advisory_lock(7465274)');
  await nightly.make(path);
  expect(existsSync(path)).toBe(false);
  await other.query('select pg_advisory_unlock_all()');
  other.release();
  await nightly.make(path);
  const { outcome } = await restore(path);
  expect(await outcome).toMatchObject({ keyFingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) as string });
});

test('restored beside another key file: everybody is listed, sealed fields say that they are, a new value can be read', async () => {
  const { target, outcome } = await restore(plain);
  await outcome;
  const secrets = openSecrets(fixedKeyRing({ ...testKeys, data: 'another '.repeat(5) }));
  const house = { ...source.house, database: target.kysely, pool: target.pool, aside: target.aside, secrets };
  const user = testUser(['roster.person.read', 'roster.person.write', 'roster.secret.read']);
  const act = <R>(work: (ctx: Context) => Promise<R>) => inTransaction({ ...source.seed({ user }), house }, work);
  expect(await surveySealed(target.kysely, sealedColumns, secrets)).toMatchObject({
    older: 0,
    unreadable: expect.any(Number) as number,
  });
  const page = await fetchAs(act, 'roster.listPeople', { query: { limit: 5, search: 'zhang' } });
  const { rows } = page as { rows: { id: string; name: string }[] };
  expect(rows).toHaveLength(5);
  const params = { id: rows[0]!.id };
  expect(await fetchAs(act, 'roster.showPerson', { params })).toMatchObject({
    person: { name: rows[0]!.name },
    dossier: { nation: expect.any(String) as string, identityNumber: { state: 'unreadable', mask: null } },
  });
  expect(await fetchAs(act, 'roster.readSecrets', { params })).toMatchObject({
    identityNumber: { state: 'unreadable', value: null },
  });
});

describe('refused, with nothing restored', () => {
  const bytes = () => readFileSync(plain);
  const written = (name: string, content: Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  /** Changes one letter inside the rows and packs the archive again, as somebody might by hand. */
  const tampered = () => {
    const tar = gunzipSync(bytes());
    tar.write('0', tar.indexOf('test.before') + 5);
    return gzipSync(tar);
  };
  test.each([
    ['cut in the middle', () => bytes().subarray(0, bytes().length / 2), 'archive_damaged'],
    ['cut at the end', () => bytes().subarray(0, bytes().length - 9), 'archive_damaged'],
    ['a flipped bit', () => Buffer.from(bytes().map((byte, i) => (i === 5000 ? byte ^ 4 : byte))), 'archive_damaged'],
    ['changed rows', tampered, 'archive_damaged'],
    ['another file', () => Buffer.from('hello'), 'archive_not_ours'],
    ['another archive', () => gzipSync(Buffer.alloc(1024)), 'archive_damaged'],
    ['an empty file', () => Buffer.alloc(0), 'archive_not_ours'],
  ])('%s', async (name, content, code) => {
    const { target, outcome } = await restore(written(name.replaceAll(' ', '-'), content()));
    await expect(outcome).rejects.toMatchObject({ code });
    expect(await isEmpty(target)).toBe(true);
  });

  test('no passphrase, a wrong one', async () => {
    const path = join(folder, 'sealed.enc');
    await backup(path, 'right');
    await expect((await restore(path)).outcome).rejects.toMatchObject({ code: 'passphrase_needed' });
    await expect((await restore(path, { passphrase: 'wrong' })).outcome).rejects.toMatchObject({
      code: 'passphrase_wrong',
    });
  });

  test('a backup of a newer program, or with a migration that was changed since', async () => {
    const older = await restore(plain, { migrations: migrations.filter(({ module }) => module !== 'plan') });
    await expect(older.outcome).rejects.toMatchObject({ code: 'newer_program' });
    const other = await restore(plain, { migrations: migrations.map((file) => ({ ...file, hash: 'x' })) });
    await expect(other.outcome).rejects.toMatchObject({ code: 'changed_migration' });
    expect(await isEmpty(other.target)).toBe(true);
  });

  test('real life into the demo, and a place that is not empty', async () => {
    await expect((await restore(plain, { isDemo: true })).outcome).rejects.toMatchObject({
      code: 'demo_and_real_life',
    });
    const { target, outcome } = await restore(plain);
    await outcome;
    const second = restoreBackup({
      path: plain,
      passphrase: null,
      pool: target.pool,
      filesFolder: target.filesFolder,
      migrations,
      isDemo: false,
    });
    await expect(second).rejects.toMatchObject({ code: 'place_not_empty' });
  });

  test('a restore that fails half-way takes everything back', async () => {
    const broken = migrations.map((file) =>
      file.module === 'plan'
        ? {
            ...file,
            text: `${file.text}; create function plan.oops() returns trigger language plpgsql as 'begin return null; end'`,
          }
        : file,
    );
    // The tables are there, the files are written; then a foreign key can't come back.
    const { target, outcome } = await restore(plain, {
      migrations: broken.map((file, i) =>
        i === broken.length - 1
          ? { ...file, text: `${file.text}; alter table kernel.file add constraint oops check (bytes < 0) not valid` }
          : file,
      ),
    });
    await expect(outcome).rejects.toThrow('oops');
    expect(await isEmpty(target)).toBe(true);
  });
});

test('a newer program takes an older backup forward', async () => {
  const later = {
    module: 'plan',
    name: '9999-later.sql',
    text: 'create table plan.later (id uuid primary key)',
    hash: 'later',
  };
  const { target, outcome } = await restore(plain, { migrations: [...migrations, later] });
  expect(await outcome).toMatchObject({ migrated: 1 });
  expect((await target.pool.query(`select to_regclass('plan.later') is not null as made`)).rows).toEqual([
    { made: true },
  ]);
});

test('a file that is gone is told by the backup and by the restore', async () => {
  const { rows } = await source.pool.query<{ sha256: string }>(
    'select sha256 from kernel.file order by created_at limit 1',
  );
  const { sha256 } = rows[0]!;
  rmSync(join(source.house.filesFolder, sha256.slice(0, 2), sha256));
  const path = join(folder, 'lacking.tar.gz');
  expect((await backup(path)).lackingFiles).toEqual([sha256]);
  expect((await (await restore(path)).outcome).lackingFiles).toEqual([sha256]);
});
