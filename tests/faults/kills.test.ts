import { rmSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '#kernel/composition';
import { join } from 'node:path';
import { worldPlan } from '../world';
import { databasePid, enterDemo, makeDataFolder, startServer, type ServerProcess } from '../server-process';

const ROUNDS = 20;
const folder = await makeDataFolder();
let server: ServerProcess | null = null;
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The same moments in every run. */
let state = 20_241_101;
const random = (below: number): number => {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
  return state % below;
};
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Imported {
  planId: string;
  commitments: number;
}

/** Imports one document after the other until it is told to stop; what was acknowledged is written down. */
async function importLoop(
  url: string,
  cookie: string,
  round: number,
  acknowledged: Imported[],
  isOver: () => boolean,
): Promise<void> {
  for (let n = 0; !isOver(); n += 1) {
    const text = `${worldPlan()}\n第${round}轮第${n}份。`;
    try {
      const answer = await fetch(`${url}/api/plans/documents?name=plan-${round}-${n}.txt`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/octet-stream' },
        body: text,
      });
      if (answer.ok) acknowledged.push((await answer.json()) as Imported);
      else await pause(50);
    } catch {
      await pause(50);
    }
  }
}

function killDatabase(): void {
  try {
    process.kill(databasePid(folder), 'SIGKILL');
  } catch {
    // It may be just between a death and a restart: then there is nothing to kill.
  }
}

test(`after kill -9 of server, database or both at ${ROUNDS} moments every acknowledged import is whole and none is half`, async () => {
  const acknowledged: Imported[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    server = await startServer(folder);
    const cookie = await enterDemo(server.url, 'chair');
    let isOver = false;
    const loops = [1, 2].map((lane) => importLoop(server!.url, cookie, round * 10 + lane, acknowledged, () => isOver));
    await pause(150 + random(700));
    const kind = round % 3;
    if (kind !== 1) await server.kill();
    if (kind !== 0) killDatabase();
    if (kind === 1) {
      const before = acknowledged.length;
      for (let tries = 0; tries < 200 && acknowledged.length === before; tries += 1) await pause(100);
      expect(acknowledged.length, 'a running server goes on by itself after its database died').toBeGreaterThan(before);
      await server.kill();
    }
    isOver = true;
    await Promise.all(loops);
  }
  server = await startServer(folder);
  const database = openDatabase(
    { host: join(folder, 'demo', 'postgres', 'socket'), port: 5432, database: 'gonghui', user: 'gonghui' },
    () => undefined,
    1,
  );
  const { rows } = await database.pool.query<{
    id: string;
    commitments: number;
    sections: number;
    documents: number;
    audited: number;
  }>(`
    select p.id, (select count(*)::int from plan.commitment c where c.plan_id = p.id) as commitments,
      (select count(*)::int from plan.section s where s.plan_id = p.id) as sections,
      (select count(*)::int from plan.document d where d.plan_id = p.id) as documents,
      (select count(*)::int from kernel.audit_entry a where a.action = 'plan.importPlan' and a.subject = 'plan:' || p.id) as audited
    from plan.plan p`);
  await database.close();
  const kept = new Map(rows.map((row) => [row.id, row]));
  expect(acknowledged.length).toBeGreaterThan(ROUNDS);
  for (const { planId, commitments } of acknowledged) expect.soft(kept.get(planId)?.commitments).toBe(commitments);
  const whole = acknowledged[0]!.commitments;
  for (const row of rows) expect.soft(row).toMatchObject({ commitments: whole, documents: 1, audited: 1 });
  expect(new Set(rows.map((row) => row.sections)).size).toBe(1);
}, 400_000);
