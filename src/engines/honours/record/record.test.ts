import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MeasureQuestion } from '#kernel/contract';
import { makePerson } from '#engines/roster/testing';
import { closeRound } from '../rounds/rounds';
import { windowOf } from '../rounds/present';
import { definition, openHonours } from '../test-honours';
import { honoursUser, makeAnnounced, makeNomination, makeRound, makeScheme } from '../testing';
import { roundsClosed, winners } from './measures';
import { honoursContributor, honoursEraser, honoursFollower } from './person';
import { listOwnHonours } from './record';

let world: Awaited<ReturnType<typeof openHonours>>;
beforeAll(async () => {
  world = await openHonours();
});
afterAll(() => world.close());

const question = (change: Partial<MeasureQuestion> = {}): MeasureQuestion => ({
  ...{ tag: 'commitment:1', window: { from: '2024-01-01', to: '2024-06-30' }, unitPath: '/', asOf: '2024-07-31' },
  ...change,
});

describe('the measures', () => {
  test('a round counts when it is closed, late ones say so, and each winner stands behind the figure', async () => {
    const tags = ['commitment:1'];
    const { round } = await world.run((ctx) => makeAnnounced(ctx, { round: { tags }, nominees: [{}, {}] }));
    await world.run((ctx) => makeRound(ctx, { tags }));
    const ask = (change: Partial<MeasureQuestion> = {}) =>
      world.run(async (ctx) => [
        ...(await roundsClosed.answer(ctx, [question(change)])),
        ...(await winners.answer(ctx, [question(change)])),
      ]);
    expect((await ask()).map(({ value }) => value)).toEqual(['0', '0']);
    await world.on('2024-07-02', async () => {
      const { version } = await world.decide(round.id);
      await world.run((ctx) => closeRound({})(ctx, round.id, version));
    });
    const [closed, honoured] = await ask();
    expect([closed!.value, closed!.countedDays, honoured!.value]).toEqual(['1', ['2024-07-02'], '2']);
    expect(closed!.rows.map(({ isCounted, reason }) => [isCounted, reason])).toEqual([
      [true, 'honours.rows.closed_late'],
      [false, 'honours.rows.not_closed'],
    ]);
    expect(honoured!.rows[0]!.href).toBe(`/honours/rounds/${round.id}`);
    expect((await ask({ unitPath: '/none/' })).map(({ value }) => value)).toEqual(['0', '0']);
  });

  const base = { opensOn: '2024-02-01', closeBy: '2024-03-08', closedOn: null, definition: { noticeDays: 5 } };
  test.each([
    ['before it opens', { state: 'nominating' }, '2024-01-31', 'ahead'],
    ['with time for a notice', { state: 'nominating' }, '2024-02-29', 'open'],
    ['too late for a whole notice', { state: 'chosen' }, '2024-03-01', 'at_risk'],
    ['with the notice out, the day before', { state: 'notice' }, '2024-03-07', 'open'],
    ['on the last day without a result', { state: 'notice' }, '2024-03-08', 'at_risk'],
    ['from the day after', { state: 'decided' }, '2024-03-09', 'late'],
    ['closed on the last day', { state: 'closed', closedOn: '2024-03-08' }, '2024-04-01', 'kept'],
    ['closed after it', { state: 'closed', closedOn: '2024-03-09' }, '2024-04-01', 'late'],
  ])('the window %s is told', (_what, change, today, expected) =>
    expect(windowOf({ ...base, ...change } as Parameters<typeof windowOf>[0], today)).toBe(expected),
  );
});

describe('a person', () => {
  test('whose two records become one keeps one honour of a kind and year, and the undo brings back what went', async () => {
    const made = await world.run(async (ctx) => {
      const scheme = await makeScheme(ctx, { definition: definition({ most: 3 }) });
      const unitId = scheme.unit.id;
      const [from, to] = [await makePerson(ctx, { unitId }), await makePerson(ctx, { unitId })];
      const nominees = [{ personId: from.id }, { personId: to.id }];
      const one = await makeAnnounced(ctx, { round: { schemeId: scheme.id }, nominees });
      const other = await makeAnnounced(ctx, { nominees: [{}] });
      return { move: { from: from.id, to: to.id }, one, other };
    });
    const { move, one } = made;
    await world.on('2024-06-26', () => world.decide(one.round.id));
    const said = await world.run((ctx) => honoursFollower.describe(ctx, move));
    expect(said.map(({ moves, clashes }) => [moves, clashes])).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
    const kept: unknown = JSON.parse(JSON.stringify(await world.run((ctx) => honoursFollower.follow(ctx, move))));
    const own = () => world.run((ctx) => listOwnHonours(ctx), honoursUser('/', { personId: move.to }));
    expect((await own()).rows).toHaveLength(1);
    await world.run((ctx) => honoursFollower.undo(ctx, move, kept));
    const [sheet] = await world.run((ctx) => honoursContributor.collect(ctx, move.from));
    expect(sheet!.rows.map((row) => row[0])).toEqual(['先进女职工']);
  });

  test('is not erased while put forward; later the words go and what was conferred stays', async () => {
    const round = await world.run((ctx) => makeRound(ctx));
    const draft = await world.run((ctx) => makeNomination(ctx, round, { newMerits: '她的事迹' }));
    const ids = [draft.personId!];
    expect(await world.run((ctx) => honoursEraser.keeps(ctx, ids))).toMatchObject([
      { kind: 'open', params: { count: 1 } },
    ]);
    await world.run((ctx) => honoursEraser.erase(ctx, { ids, accountIds: [], shownAs: '某' }));
    const { rows } = await world.database.pool.query<{ new_merits: string }>(
      'select new_merits from honours.nomination where id = $1',
      [draft.id],
    );
    expect(rows).toEqual([{ new_merits: '' }]);
    expect((await world.run((ctx) => honoursEraser.describe(ctx, ids))).map(({ stays }) => stays)).toEqual([1, 0, 0]);
  });
});
