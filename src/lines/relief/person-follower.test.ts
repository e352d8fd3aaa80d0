import { expect, test } from 'vitest';
import { inTransaction, newId, type Context } from '#kernel';
import { openTestDatabase } from '#kernel/testing';
import { makePerson } from '#engines/roster/testing';
import { reliefFollower } from './person-follower';
import { coversOf } from './store';

test('covers go over, of two of one plan one holds, and all comes back', async () => {
  const database = await openTestDatabase();
  const run = <R>(act: (ctx: Context) => Promise<R>) => inTransaction(database.seed(), act);
  const [from, to] = [(await run((ctx) => makePerson(ctx))).id, (await run((ctx) => makePerson(ctx))).id];
  const cover = (personId: string, plan: string) =>
    database.pool.query(
      `insert into relief.cover (id, person_id, plan, starts_on, ends_on, rule_version_id, recorded_at)
        values ($1, $2, $3, '2024-01-01', '2024-12-31', $1, now())`,
      [newId(), personId, plan],
    );
  for (const [personId, plan] of [
    [from, 'illness'],
    [from, 'accident'],
    [to, 'illness'],
  ] as const)
    await cover(personId, plan);
  const rows = async () =>
    (await database.pool.query('select to_jsonb(c) as row from relief.cover c order by id')).rows;
  const plansOf = async (personId: string) =>
    (await run((ctx) => coversOf(ctx, [personId], '2024-06-18'))).map((row) => row.plan).sort();
  const before = await rows();

  expect(await run((ctx) => reliefFollower.describe(ctx, { from, to }))).toEqual([
    { what: 'relief:followed.covers', moves: 1, clashes: 1 },
  ]);
  const journal = await run((ctx) => reliefFollower.follow(ctx, { from, to }));
  expect([await plansOf(from), await plansOf(to)]).toEqual([[], ['accident', 'illness']]);
  await run((ctx) => reliefFollower.undo(ctx, { from, to }, JSON.parse(JSON.stringify(journal))));
  expect(await rows()).toEqual(before);
  await database.close();
});
