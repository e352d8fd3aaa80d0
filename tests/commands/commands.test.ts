import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { programFolder } from '#kernel';
import {
  doWaitingJobs,
  openLog,
  readSettings,
  resealJob,
  sealAudit,
  settingTable,
  verifyAudit,
  type DatabaseAddress,
} from '#kernel/composition';
import { testKeys } from '#kernel/testing';
import { layFoundation } from '../../src/app/foundation';
import { sealedColumns } from '../../src/app/modules';
import { openEmptyDatabase, type EmptyDatabase } from './empty-database';
import { gonghui } from './terminal';

const folder = mkdtempSync(join(tmpdir(), 'gonghui-commands-'));
const realPlan = join(programFolder(), 'tests', 'plans', 'salt-works-2024.txt');
let [first, second]: EmptyDatabase[] = [];
let demo: Record<string, string>;
let real: Record<string, string>;

const urlOf = (address: DatabaseAddress) =>
  typeof address === 'string'
    ? address
    : `postgres://${address.user}@localhost/${address.database}?host=${encodeURIComponent(address.host)}&port=${address.port}`;

beforeAll(async () => {
  [first, second] = [await openEmptyDatabase(), await openEmptyDatabase()];
  demo = { GONGHUI_DATA: join(folder, 'one'), DATABASE_URL: urlOf(first!.address) };
  real = { GONGHUI_DATA: join(folder, 'two'), DATABASE_URL: urlOf(second!.address), GONGHUI_DEMO: 'off' };
});
afterAll(async () => {
  await Promise.all([first!.close(), second!.close()]);
  rmSync(folder, { recursive: true });
});

const json = (text: string) => JSON.parse(text) as Record<string, unknown>;

describe('help and wrong use', () => {
  const names = [
    'plan parse',
    'plan import',
    'plan report',
    'contest rank',
    'contest audit',
    'demo load',
    'user create',
    'user reset-password',
    'backup',
    'restore',
    'audit verify',
    'keys rotate',
    'keys forget-older',
    'config',
    'doctor',
  ];

  test.each(names)('%s --help says how it is used', async (name) => {
    const { code, out, said } = await gonghui({}, ...name.split(' '), '--help');
    expect([code, said]).toEqual([0, []]);
    expect(out).toContain(`gonghui ${name}`);
    expect(out).toContain('Exit codes');
  });

  test('the overview lists every command', async () => {
    const { code, out } = await gonghui({}, '--help');
    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(name);
  });

  test.each([
    [[]],
    [['nonsense']],
    [['plan']],
    [['backup']],
    [['restore']],
    [['user', 'create']],
    [['doctor', 'x']],
    [['audit', 'verify', '--fast']],
    [['plan', 'report', '--as-of', '2024-02-30']],
  ])('%j exits 2', async (args) => expect((await gonghui({ GONGHUI_DATA: folder }, ...args)).code).toBe(2));

  test('config names every setting and hides passwords', async () => {
    const { code, out } = await gonghui({ DATABASE_URL: 'postgres://me:geheim@host/db' }, 'config');
    expect(code).toBe(0);
    for (const { name } of settingTable) expect(out).toContain(name);
    expect(out).not.toContain('geheim');
  });

  test('a wrong setting is one line', async () => {
    const { code, said } = await gonghui({ PORT: 'x' }, 'config');
    expect([code, said]).toEqual([2, ['gonghui: PORT must be a number from 0 to 65535, not "x".']]);
  });
});

const findings = async (env: Record<string, string>) => {
  const { code, out } = await gonghui(env, 'doctor', '--json');
  const { findings: list } = JSON.parse(out) as {
    findings: { check: string; state: string; found: string; todo: string }[];
  };
  return { code, state: Object.fromEntries(list.map(({ check, state }) => [check, state])), list };
};

describe('the demo', () => {
  test('is loaded once', async () => {
    expect(json((await gonghui(demo, 'demo', 'load', '--json')).out)).toMatchObject({ loaded: true });
    expect(json((await gonghui(demo, 'demo', 'load', '--json')).out)).toMatchObject({ loaded: false });
    expect((await gonghui(real, 'demo', 'load')).code).toBe(3);
  });

  test('a plan is imported and confirmed once, for somebody who may', async () => {
    expect((await gonghui(demo, 'plan', 'import', realPlan, '--as', 'worker')).code).toBe(3);
    expect((await gonghui(demo, 'plan', 'import', realPlan, '--as', 'nobody')).code).toBe(3);
    expect((await gonghui(demo, 'plan', 'import', join(folder, 'none.txt'))).code).toBe(2);
    const imported = await gonghui(demo, 'plan', 'import', realPlan, '--as', 'chair', '--json');
    expect(imported).toMatchObject({ code: 0, said: [] });
    expect(json(imported.out)).toMatchObject({ outcome: 'imported', confirmed: null });
    const again = await gonghui(demo, 'plan', 'import', realPlan, '--as', 'chair', '--json', '--confirm');
    expect(json(again.out)).toMatchObject({ outcome: 'already_here', confirmed: { version: 1 } });
  });

  test('the report is a Word file, or data', async () => {
    const out = join(folder, 'report.docx');
    expect((await gonghui(demo, 'plan', 'report', '--year', '2024', '--out', out)).code).toBe(0);
    expect(readFileSync(out).subarray(0, 2).toString()).toBe('PK');
    const data = await gonghui(demo, 'plan', 'report', '--json', '--as-of', '2024-06-30');
    expect(json(data.out)).toMatchObject({ year: 2024 });
    expect((await gonghui(demo, 'plan', 'report', '--year', '1999')).code).toBe(3);
  });

  test('a backup of the demo is not restored into real life', async () => {
    const file = join(folder, 'demo.tar.gz');
    expect((await gonghui(demo, 'backup', file)).code).toBe(0);
    expect((await gonghui(demo, 'backup', file)).code).toBe(3);
    expect((await gonghui(real, 'restore', file)).code).toBe(3);
    expect((await gonghui(demo, 'restore', file)).code).toBe(3);
    expect((await gonghui(demo, 'audit', 'verify')).code).toBe(0);
    await second!.clear();
    const moved = await gonghui({ ...demo, DATABASE_URL: real.DATABASE_URL! }, 'restore', file, '--json');
    expect(moved).toMatchObject({ code: 0, said: [] });
    expect(json(moved.out)).toMatchObject({ audit: { isWhole: true }, lackingFiles: [] });
    await second!.clear();
  });

  test('personal data under an older key are a warning until they are sealed anew, under a foreign key red', async () => {
    const secretsOf = async (env: Record<string, string>) => {
      const { list } = await findings(env);
      const { state, found } = list.find(({ check }) => check === 'secrets')!;
      return [state, ...found.match(/\d+/g)!.map(Number)];
    };
    const foreign = join(folder, 'foreign.json');
    writeFileSync(foreign, JSON.stringify(testKeys));
    const [, values] = await secretsOf(demo);
    expect(values).toBeGreaterThan(3000);
    expect((await gonghui(demo, 'keys', 'rotate')).code).toBe(0);
    expect(await secretsOf(demo)).toEqual(['warn', values, values, 0]);
    const early = await gonghui(demo, 'keys', 'forget-older');
    expect([early.code, early.said[0]]).toEqual([3, expect.stringContaining(`${values} values still lie`)]);

    const base = await layFoundation(readSettings(demo), openLog('silent'), demo);
    const { database, house, seed } = base;
    const jobs = [resealJob(sealedColumns)];
    await doWaitingJobs({ pool: database.pool, log: house.log, jobs, seed, userOf: () => Promise.resolve(null) });
    await base.close();
    expect(await secretsOf(demo)).toEqual(['ok', values, 0, 0]);
    expect(json((await gonghui(demo, 'keys', 'forget-older', '--json')).out)).toMatchObject({ forgotten: 1 });
    expect(await secretsOf(demo)).toEqual(['ok', values, 0, 0]);
    expect(await secretsOf({ ...demo, GONGHUI_KEY_FILE: foreign })).toEqual(['red', values, 0, values]);
  });
});

describe('real life', () => {
  test('begins with an administrator, whose password can be set anew', async () => {
    await second!.clear();
    expect((await gonghui(real, 'user', 'create', 'boss')).code).toBe(3);
    const made = await gonghui(
      real,
      'user',
      'create',
      'boss',
      '--name',
      '王主席',
      '--organisation',
      '某厂工会',
      '--json',
    );
    expect(made.code).toBe(0);
    expect(json(made.out)).toMatchObject({
      username: 'boss',
      oneTimePassword: expect.stringMatching(/^\w{12}$/) as string,
    });
    expect((await gonghui(real, 'user', 'create', 'boss')).code).toBe(3);
    expect((await gonghui(real, 'user', 'create', 'x', '--role', 'king')).code).toBe(2);
    expect((await gonghui({ ...real, GONGHUI_PASSWORD: '12345678' }, 'user', 'reset-password', 'boss')).code).toBe(3);
    expect((await gonghui(real, 'user', 'reset-password', 'boss')).code).toBe(0);
    expect((await gonghui(real, 'user', 'reset-password', 'nobody')).code).toBe(3);
  });

  test('an encrypted backup needs a passphrase that is long enough', async () => {
    const file = join(folder, 'sealed.enc');
    expect((await gonghui(real, 'backup', file, '--encrypt')).code).toBe(2);
    expect((await gonghui({ ...real, GONGHUI_BACKUP_PASSPHRASE: 'short' }, 'backup', file, '--encrypt')).code).toBe(2);
    expect(existsSync(file)).toBe(false);
    const secret = join(folder, 'passphrase');
    writeFileSync(secret, 'a long passphrase\n');
    expect((await gonghui(real, 'backup', file, '--passphrase-file', secret)).code).toBe(0);
    await first!.clear();
    const target = { ...real, GONGHUI_DATA: join(folder, 'three'), DATABASE_URL: demo.DATABASE_URL! };
    expect((await gonghui({ ...target, GONGHUI_BACKUP_PASSPHRASE: 'another one' }, 'restore', file)).code).toBe(1);
    const restored = await gonghui({ ...target, GONGHUI_BACKUP_PASSPHRASE: 'a long passphrase' }, 'restore', file);
    expect(restored.code).toBe(0);
    // The keys stay behind, and the person is told.
    expect(restored.said.join()).toContain('keys.json');
  });

  test('a changed audit row is found', async () => {
    // Rows wait while any transaction of the whole server is open, and other tests share it.
    await vi.waitUntil(
      async () => (await sealAudit(first!.kysely)) > 0 || (await verifyAudit(first!.kysely)).sealed > 0,
      {
        timeout: 30_000,
      },
    );
    const client = await first!.pool.connect();
    await client.query(`begin; alter table kernel.audit_entry disable trigger user; grant update on kernel.audit_entry to current_user;
      update kernel.audit_entry set actor = 'somebody else' where id in (select entry_id from kernel.audit_seal where position = 1); commit`);
    client.release();
    const broken = await gonghui({ ...real, DATABASE_URL: demo.DATABASE_URL! }, 'audit', 'verify', '--json');
    expect(broken.code).toBe(1);
    expect(json(broken.out)).toMatchObject({ isWhole: false, audit: { brokenAt: 1 }, books: { isWhole: true } });
  });
});

describe('doctor', () => {
  test('says what to do about all that is not well', async () => {
    const { code, state, list } = await findings({ ...real, GONGHUI_URL: 'https://union.example.com' });
    expect(state).toMatchObject({
      migrations: 'ok',
      key: 'ok',
      address: 'ok',
      certificate: 'ok',
      audit: 'ok',
      roles: 'ok',
      backups: 'warn',
    });
    expect(list.filter((finding) => finding.state !== 'ok').every((finding) => finding.todo !== '')).toBe(true);
    expect(code).toBe(list.some((finding) => finding.state === 'red') ? 1 : 0);
  });

  test('a key file that others may read, an address without HTTPS, a broken certificate are red', async () => {
    chmodSync(join(folder, 'two', 'main', 'keys.json'), 0o644);
    writeFileSync(join(folder, 'not-a-certificate'), 'x');
    const bad = join(folder, 'not-a-certificate');
    const { code, state } = await findings({
      ...real,
      GONGHUI_URL: 'http://union.example.com',
      GONGHUI_TLS_CERT: bad,
      GONGHUI_TLS_KEY: bad,
    });
    expect(code).toBe(1);
    expect(state).toMatchObject({ key: 'red', address: 'red', certificate: 'red' });
  });

  test('a database that does not answer is red', async () => {
    const { code, state } = await findings({ ...real, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect([code, state.database]).toEqual([1, 'red']);
  });

  test('before the first start nothing is red, and nothing is made', async () => {
    const place = join(folder, 'fresh');
    mkdirSync(place);
    const { code, state } = await findings({ GONGHUI_DATA: place });
    expect([code, state.database, state.key]).toEqual([0, 'warn', 'warn']);
    expect(existsSync(join(place, 'demo'))).toBe(false);
  });
});
