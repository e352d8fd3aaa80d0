import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, newId, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { recordLeaving, showPerson } from './people';
import { appoint, endPost, holdersOn, importHoldings, listHoldings } from './posts';
import { makeHolding, makePerson, makeTree } from './testing';

let database: TestDatabase;
const everything = ['roster.person.read', 'roster.person.write', 'roster.post.write'];
const writer = testUser(everything);
const run = <R>(act: (ctx: Context) => Promise<R>, user: SignedInUser | null = writer) =>
  inTransaction(database.seed({ user }), act);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function appointed(change: Partial<Parameters<typeof appoint>[1]> = {}) {
  const person = await run((ctx) => makePerson(ctx));
  const body = {
    personId: person.id,
    unitId: person.unitId!,
    post: 'area_deputy_director',
    from: '2024-06-01',
    to: null,
  };
  return { body, person, holding: await run((ctx) => appoint(ctx, { ...body, ...change })) };
}

describe('an appointment', () => {
  test('counts from its first to its last day', async () => {
    const { holding } = await appointed();
    await run((ctx) => endPost(ctx, holding.id, '2024-06-30'));
    const on = (day: string) =>
      run((ctx) => holdersOn(ctx, { posts: ['area_director', 'area_deputy_director'], day, under: holding.unitPath }));
    const counts = await Promise.all(
      ['2024-05-31', '2024-06-01', '2024-06-30', '2024-07-01'].map(async (day) => (await on(day)).length),
    );
    expect(counts).toEqual([0, 1, 1, 0]);
    expect((await on('2024-06-01'))[0]).toMatchObject({
      postName: '工区副主任',
      personName: '张海燕',
      validTo: '2024-06-30',
    });
  });

  test.each([
    ['a post that there is not', { post: 'emperor' }, 'roster.post_unknown'],
    ['a last day before the first', { to: '2024-05-01' }, 'roster.day_before_start'],
    ['a day before the person came', { from: '2019-06-01' }, 'roster.day_before_start'],
    ['the same post there at the same time', { from: '2024-06-15' }, 'roster.post_overlap'],
    ['a person who is not there', { personId: newId() }, 'kernel.not_found'],
    ['a unit that is not there', { unitId: newId() }, 'kernel.not_found'],
  ])('refused: %s', async (_what, change, code) => {
    const { body } = await appointed();
    await expect(run((ctx) => appoint(ctx, { ...body, ...change }))).rejects.toThrow(code);
  });

  test('refused: for a person who has left', async () => {
    const { body, person } = await appointed();
    await run((ctx) => recordLeaving(ctx, person.id, '2024-06-10'));
    await expect(run((ctx) => appoint(ctx, { ...body, from: '2024-06-12' }))).rejects.toThrow('roster.person_left');
    const { holdings } = await run((ctx) => showPerson(ctx, person.id));
    expect(holdings[0]!.validTo).toBe('2024-06-10');
  });

  test('two at the same moment: one passes', async () => {
    const person = await run((ctx) => makePerson(ctx));
    const body = { personId: person.id, unitId: person.unitId!, post: 'cook', from: '2024-06-01', to: null };
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => run((ctx) => appoint(ctx, body))));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(1);
  });

  test('another post, another unit or later days are fine', async () => {
    const { body } = await appointed({ to: '2024-06-30' });
    await run((ctx) => appoint(ctx, { ...body, from: '2024-07-01' }));
    await run((ctx) => appoint(ctx, { ...body, post: 'area_director' }));
  });
});

describe('the end of a post', () => {
  test('refused: before its first day, after it has ended, outside the own part of the tree', async () => {
    const { holding } = await appointed();
    await expect(run((ctx) => endPost(ctx, holding.id, '2024-05-01'))).rejects.toThrow('roster.day_before_start');
    await expect(run((ctx) => endPost(ctx, holding.id, '2024-06-30'), testUser(everything, '/none/'))).rejects.toThrow(
      'kernel.not_found',
    );
    await run((ctx) => endPost(ctx, holding.id, '2024-06-30'));
    await expect(run((ctx) => endPost(ctx, holding.id, '2024-07-30'))).rejects.toThrow('roster.already_ended');
    await expect(run((ctx) => endPost(ctx, newId(), '2024-06-30'))).rejects.toThrow('kernel.not_found');
  });
});

test('the list of holders ends at the own part of the tree', async () => {
  const { areas, team } = await run(makeTree);
  for (const unitId of [areas[1].id, team.id])
    await run(async (ctx) =>
      makeHolding(ctx, { personId: (await makePerson(ctx, { unitId })).id, post: 'team_leader' }),
    );
  const reader = testUser(['roster.person.read'], areas[0].path);
  const { rows } = await run((ctx) => listHoldings(ctx, { post: 'team_leader' }), reader);
  expect(rows.map((row) => row.unitName)).toEqual(['甲班']);
  expect(rows[0]!.abilities).toEqual({ end: false });
});

test('a batch of holdings is refused whole when one overlaps', async () => {
  const person = await run((ctx) => makePerson(ctx));
  const row = { personId: person.id, post: 'cook', unitId: person.unitId!, from: '2024-01-01' };
  await expect(run((ctx) => importHoldings(ctx, [row, row]))).rejects.toThrow('roster.post_overlap');
  expect(await run((ctx) => holdersOn(ctx, { posts: ['cook'], day: '2024-06-01', under: person.unitPath! }))).toEqual(
    [],
  );
});
