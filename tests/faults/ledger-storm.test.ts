import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError, inTransaction, newId, programFolder, type Context, type SignedInUser } from '#kernel';
import { isConnectionLost, launchPostgres, openLog, readSettings, type RunningPostgres } from '#kernel/composition';
import { addDays, type Day } from '#kernel/contract';
import { accountByCode, netBalances, partiesOf, partyBalances, proveLedger } from '#engines/ledger';
import { makeBook, sealAll } from '#engines/ledger/testing';
import { makePerson } from '#engines/roster/testing';
import { layFoundation, type Foundation } from '../../src/app/foundation';
import { askToReopen, closePeriod, decideReopening } from '../../src/engines/ledger/periods/periods';
import { randomFrom, type StormGround } from './storm-ground';

const folder = mkdtempSync(join(tmpdir(), 'gonghui-storm-'));
let postgres: RunningPostgres;
let base: Foundation;
let env: Record<string, string>;
let ground: StormGround;
const running = new Set<ChildProcess>();
const random = randomFrom(20_240_618);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const act = <Result>(work: (ctx: Context) => Promise<Result>, user: SignedInUser | null = null) =>
  inTransaction({ ...base.seed(), user }, work);

beforeAll(async () => {
  chmodSync(folder, 0o711);
  postgres = await launchPostgres({ folder: join(folder, 'postgres') });
  postgres.watch(() => undefined);
  const { user, socketDirectory, port, database } = postgres;
  env = {
    DATABASE_URL: `postgres://${user}@${encodeURIComponent(socketDirectory)}/${database}?port=${port}`,
    GONGHUI_DEMO: 'off',
    GONGHUI_DATA: join(folder, 'data'),
    PATH: process.env.PATH ?? '',
    HOME: folder,
  };
  base = await layFoundation(readSettings(env), openLog('silent'), env);
  const today = base.clock.today();
  const from: Day = `${addDays(today, -150).slice(0, 7)}-01`;
  ground = await act(async (ctx) => {
    const books = [await makeBook(ctx, { openedOn: from }), await makeBook(ctx, { openedOn: from })];
    const people = [await makePerson(ctx), await makePerson(ctx), await makePerson(ctx)];
    const parties = await partiesOf(
      ctx,
      'person',
      people.map(({ id }) => id),
    );
    return { books: books.map(({ id }) => id), parties: [...parties.values()], keys: 150, from, days: 120 };
  });
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await base?.close();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What was acknowledged, by all programs together. */
const told = { posted: new Set<string>(), keyed: new Map<string, Set<string>>(), reversed: new Map<string, string>() };
const faults: string[] = [];
let heard = 0;

function hear(line: string): void {
  const [what, id, about] = line.split(' ') as [string, string, string];
  heard += 1;
  if (what === 'posted') told.posted.add(id);
  else if (what === 'keyed') told.keyed.set(about, (told.keyed.get(about) ?? new Set()).add(id));
  else if (what === 'reversed') told.reversed.set(about, id);
  else if (what === 'fault') faults.push(line);
}

function startWriter(seed: number): { child: ChildProcess; ready: Promise<boolean> } {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join('tests', 'faults', 'storm-writer.ts'), JSON.stringify({ ...ground, seed })],
    { cwd: programFolder(), env, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.add(child);
  child.once('exit', () => running.delete(child));
  const ready = new Promise<boolean>((resolve) => {
    child.once('exit', () => resolve(false));
    createInterface({ input: child.stdout! }).on('line', (line) => (line === 'ready' ? resolve(true) : hear(line)));
  });
  return { child, ready };
}

/** A program that finds no database ends; whoever keeps it starts it again, as a service manager does. */
async function keepStarting(seed: number): Promise<void> {
  for (let tries = 0; tries < 30; tries += 1) if (await startWriter(seed).ready) return;
  throw new Error('a writer never began');
}

const gone = (child: ChildProcess) => new Promise<void>((resolve) => child.once('exit', () => resolve()));

function killPostgres(): void {
  const file = readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  process.kill(Number(file.split('\n', 1)[0]), 'SIGKILL');
}

async function goOn(): Promise<void> {
  const before = heard;
  for (let tries = 0; tries < 200 && heard < before + 50; tries += 1) await pause(100);
  expect(heard, 'writers go on by themselves').toBeGreaterThanOrEqual(before + 50);
}

/** Two hands close months and open them again while others post to them. */
async function keepPeriods(isOver: () => boolean): Promise<void> {
  const hand = (): SignedInUser => ({
    ...{ accountId: newId(), sessionId: newId(), username: 'hand', name: 'hand', personId: null },
    ...{ mustChangePassword: false, grants: [] },
  });
  const [one, other] = [hand(), hand()];
  const month = ground.from as Day;
  for (let n = 0; !isOver(); n += 1) {
    const bookId = ground.books[n % ground.books.length]!;
    const steps = [
      () => act((ctx) => closePeriod(ctx, bookId, month), one),
      () => act((ctx) => askToReopen(ctx, bookId, month, '补记'), one),
      () => act((ctx) => decideReopening(ctx, bookId, month, true), other),
    ];
    for (const step of steps) {
      await step().catch((error: unknown) => {
        if (!(error instanceof AppError) && !isConnectionLost(error)) faults.push(String(error));
      });
      await pause(60);
    }
  }
}

async function storm(): Promise<void> {
  let isOver = false;
  const periods = keepPeriods(() => isOver);
  const writers = [startWriter(1), startWriter(2)];
  expect(await Promise.all(writers.map(({ ready }) => ready))).toEqual([true, true]);
  await goOn();
  killPostgres();
  const third = keepStarting(3);
  third.catch(() => undefined);
  await goOn();
  const ended = gone(writers[0]!.child);
  writers[0]!.child.kill('SIGKILL');
  await ended;
  await third;
  await goOn();
  await pause(random(700));
  killPostgres();
  const all = [...running].map(gone);
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(all);
  isOver = true;
  await periods;
}

interface Row {
  entryId: string;
  bookId: string;
  accountId: string;
  partyId: string | null;
  on: Day;
  net: bigint;
}

const allPostings = async (): Promise<Row[]> =>
  (
    await sql<Row>`select entry_id as "entryId", book_id as "bookId", account_id as "accountId", party_id as "partyId",
      posted_on as "on", side * amount_fen as net from ledger.posting`.execute(base.database.kysely)
  ).rows;

const sumBy = <Key>(rows: readonly Row[], key: (row: Row) => Key): Map<Key, bigint> => {
  const sums = new Map<Key, bigint>();
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0n) + row.net);
  return sums;
};
const withoutZeros = <Key>(sums: ReadonlyMap<Key, bigint>) => new Map([...sums].filter(([, net]) => net !== 0n));

test('32 writers on few accounts, killed with their database: each book balances, no number is missing or double, and all that was acknowledged is there once', async () => {
  await storm();
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await base.database.pool.query('select 1').then(
      () => true,
      () => false,
    );
    if (isUp) break;
    await pause(100);
  }
  expect(faults).toEqual([]);

  const proofOfNow = await proveLedger(base.database.kysely);
  expect(proofOfNow).toMatchObject({ isWhole: true });
  await sealAll(base.database.kysely);
  const proof = await proveLedger(base.database.kysely);
  expect(proof).toMatchObject({ isWhole: true, strays: { unbalanced: 0, homeless: 0, unaccounted: 0, misfolded: 0 } });
  expect(proof.books.every(({ waiting }) => waiting === 0)).toBe(true);

  const rows = await allPostings();
  const there = new Set(rows.map(({ entryId }) => entryId));
  const acknowledged = [
    ...told.posted,
    ...told.reversed.values(),
    ...[...told.keyed.values()].flatMap((ids) => [...ids]),
  ];
  expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
  expect([...told.keyed].filter(([, ids]) => ids.size !== 1)).toEqual([]);
  expect(told.posted.size).toBeGreaterThan(100);

  const { rows: numbers } = await sql<{ gaps: bigint; sealed: bigint }>`
    select count(*) filter (where n <> voucher_number) as gaps, count(*) as sealed from (
      select voucher_number, row_number() over (partition by book_id, month order by voucher_number) as n from ledger.seal) s`.execute(
    base.database.kysely,
  );
  expect(numbers[0]).toEqual({ gaps: 0n, sealed: BigInt(there.size) });

  for (const bookId of ground.books) {
    const own = rows.filter((row) => row.bookId === bookId);
    for (const day of [0, 17, 45, 101, 119, 160].map((n) => addDays(ground.from as Day, n))) {
      const replayed = sumBy(
        own.filter(({ on }) => on <= day),
        ({ accountId }) => accountId,
      );
      const answered = await act((ctx) => netBalances(ctx, { bookId, on: day }));
      expect(withoutZeros(answered)).toEqual(withoutZeros(replayed));
      expect([...answered.values()].reduce((sum, net) => sum + net, 0n)).toBe(0n);
    }
    const today = base.clock.today();
    const { id: accountId } = await act((ctx) => accountByCode(ctx, bookId, '113'));
    const parties = await act((ctx) => partyBalances(ctx, { accountId, on: today }));
    const control = (await act((ctx) => netBalances(ctx, { bookId, on: today }))).get(accountId) ?? 0n;
    expect([...parties.values()].reduce((sum, net) => sum + net, 0n)).toBe(control);
  }
}, 240_000);
