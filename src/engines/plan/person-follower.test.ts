import { expect, test } from 'vitest';
import { makePerson } from '#engines/roster/testing';
import { planFollower } from './person-follower';
import { addTask, listTasks } from './tasks';
import { openYearDesk } from './testing';

test('tasks and promises go over to the record that stays, and what went over comes back', async () => {
  const { database, run, tree, commitments } = await openYearDesk();
  const [from, to] = await run(async (ctx) => [
    (await makePerson(ctx, { unitId: tree.areas[0].id })).id,
    (await makePerson(ctx, { unitId: tree.areas[0].id })).id,
  ]);
  const move = { from: from!, to: to! };
  const task = (personId: string) =>
    run((ctx) => addTask(ctx, commitments.event, { title: '布置场地', unitId: null, personId, dueOn: '2024-06-30' }));
  const ownersOf = async () => (await run((ctx) => listTasks(ctx, commitments.event))).map((row) => row.personId);
  const officerOf = async () =>
    (await database.pool.query('select officer_id from plan.commitment where id = $1', [commitments.event])).rows[0]
      .officer_id;
  await database.pool.query('update plan.commitment set officer_id = $1 where id = $2', [from, commitments.event]);
  await task(from!);

  expect(await run((ctx) => planFollower.describe(ctx, move))).toEqual([
    { what: 'plan:followed.tasks', moves: 1, clashes: 0 },
    { what: 'plan:followed.commitments', moves: 1, clashes: 0 },
  ]);
  const journal = await run((ctx) => planFollower.follow(ctx, move));
  expect([await ownersOf(), await officerOf()]).toEqual([[to], to]);
  await task(to!);
  await run((ctx) => planFollower.undo(ctx, move, JSON.parse(JSON.stringify(journal))));
  expect([(await ownersOf()).sort(), await officerOf()]).toEqual([[from, to].sort(), from]);
  await database.close();
});
