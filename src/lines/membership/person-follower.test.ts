import { expect, test } from 'vitest';
import { inTransaction, type Context } from '#kernel';
import { openTestDatabase } from '#kernel/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { recordMove } from './moves/moves';
import { membershipFollower } from './person-follower';
import { committeeUser, makeMember, memberHouse, seedMembership } from './testing';

test('card, moves and applications go over with a person, and all comes back', async () => {
  const database = await openTestDatabase();
  const run = <R>(act: (ctx: Context) => Promise<R>) =>
    inTransaction(database.seed({ user: committeeUser(), house: memberHouse(database.house) }), act);
  await run(seedMembership);
  const unitId = (await run((ctx) => makeUnit(ctx))).id;
  const [from, to] = [
    (await run((ctx) => makeMember(ctx, { unitId }))).id,
    (await run((ctx) => makePerson(ctx, { unitId }))).id,
  ];
  const left = { to: 'transferred_out', on: '2024-06-01', reason: 'changed_job', document: '调令', note: '' } as const;
  await run((ctx) => recordMove(ctx, from, { ...left, destination: '海宁化工厂工会' }));
  const rows = async () => {
    const { rows: found } = await database.pool.query(`select person_id, number as what from membership.card
      union all select person_id, 'move' from membership.move union all select person_id, 'transfer' from membership.transfer order by 2`);
    return found as { person_id: string; what: string }[];
  };
  const before = await rows();
  expect(await run((ctx) => membershipFollower.describe(ctx, { from, to }))).toEqual([
    { what: 'membership:followed.records', moves: 2, clashes: 0 },
  ]);
  const journal = await run((ctx) => membershipFollower.follow(ctx, { from, to }));
  expect(new Set((await rows()).map((row) => row.person_id))).toEqual(new Set([to]));
  await run((ctx) => membershipFollower.undo(ctx, { from, to }, JSON.parse(JSON.stringify(journal))));
  expect(await rows()).toEqual(before);
  const second = (await run((ctx) => makeMember(ctx, { unitId }))).id;
  expect(await run((ctx) => membershipFollower.describe(ctx, { from, to: second }))).toMatchObject([{ clashes: 1 }]);
  await database.close();
});
