import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#kernel/composition';
import { proveLedger } from '#engines/ledger';
import { enterDemo, makeDataFolder, startServer, type ServerProcess } from '../server-process';

const MONTH = '2024-06-01';
const KILLS = 3;
const folder = await makeDataFolder();
let server: ServerProcess | null = null;
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Run {
  id: string;
  state: string;
  counts: { added?: string };
}

async function ask<Answer>(cookie: string, path: string, body?: unknown): Promise<Answer> {
  const answer = await fetch(`${server!.url}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** What stands of the month in the database: charges, what they owe, and what its entries say. */
async function standing() {
  const place = { host: join(folder, 'demo', 'postgres', 'socket'), port: 5432, database: 'gonghui', user: 'gonghui' };
  const database = openDatabase(place, () => undefined, 1);
  try {
    const { rows } = await database.pool.query<{ charges: number; owed: string; posted: string; entries: number }>(
      `select (select count(*)::int from membership.dues_charge where month = $1) as charges,
        (select coalesce(sum(due_fen - exempt_fen), 0)::text from membership.dues_charge where month = $1) as owed,
        (select coalesce(sum(p.side * p.amount_fen), 0)::text from ledger.posting p
          join ledger.account a on a.id = p.account_id and a.code = '113' join ledger.entry e on e.id = p.entry_id
          where e.source = any(select 'membership.dues_run:' || id from membership.dues_run where month = $1)) as posted,
        (select count(*)::int from membership.dues_run where month = $1 and state = 'done' and counts ->> 'added' <> '0') as entries`,
      [MONTH],
    );
    const { strays } = await proveLedger(database.kysely);
    return { ...rows[0]!, strays };
  } finally {
    await database.close();
  }
}

test('killed in the middle of a month of dues, it is whole or not begun, and asked for again it is done exactly once', async () => {
  server = await startServer(folder);
  let cookie = await enterDemo(server.url, 'treasurer');
  const { unit } = await ask<{ unit: { id: string } }>(cookie, '/api/membership/dues');
  const asked = { unitId: unit.id, month: MONTH, postedOn: '2024-06-18' };
  const { added } = await ask<{ added: number }>(
    cookie,
    `/api/membership/dues/preview?unitId=${unit.id}&month=${MONTH}`,
  );
  expect(added).toBeGreaterThan(2000);
  const seen = new Set<number>();
  for (let kill = 0; kill < KILLS; kill += 1) {
    await ask<Run>(cookie, '/api/membership/dues/runs', asked);
    await pause(60 + 300 * kill);
    await server.kill();
    server = await startServer(folder);
    cookie = await enterDemo(server.url, 'treasurer');
    const { charges, owed, posted, strays } = await standing();
    seen.add(charges);
    expect.soft([0, added]).toContain(charges);
    expect.soft(posted).toBe(owed);
    expect.soft(Object.values(strays).every((count) => count === 0)).toBe(true);
  }
  const last = await ask<Run>(cookie, '/api/membership/dues/runs', asked);
  let run = last;
  for (let tries = 0; tries < 300 && run.state === 'waiting'; tries += 1) {
    await pause(100);
    run = await ask<Run>(cookie, `/api/membership/dues/runs/${last.id}`);
  }
  expect(run.state).toBe('done');
  const { charges, owed, posted, entries } = await standing();
  expect([charges, posted, entries]).toEqual([added, owed, 1]);
  expect([...seen].every((count) => count === 0 || count === added)).toBe(true);
}, 300_000);
