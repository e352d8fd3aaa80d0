import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts } from '#kernel';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from '../contract';
import { contestModule } from '../manifest';
import { contestCalls, contestHost, contestReader, makeContest } from '../testing';
import { inHeats } from './measured';

let db: TestDatabase;
let tree: SmallTree;
const clock = standingClock('2024-05-06');
let call: ReturnType<typeof contestCalls>;

beforeAll(async () => {
  registerTexts({ contest: contestModule.texts });
  db = await openTestDatabase();
  call = contestCalls(db, clock);
  tree = await inTransaction(db.seed({ user: contestHost(), clock }), makeTree);
});
afterAll(() => db.close());

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const host = () => contestHost(tree.works.path);

/** Six teams of two work areas; heats, then a final of two. */
async function salt() {
  const rules = {
    attempts: 2,
    rounds: [
      { name: '预赛', comesIn: null },
      { name: '决赛', comesIn: 2 },
    ],
  };
  const contest = await inTransaction(db.seed({ user: contestHost(), clock }), (ctx) =>
    makeContest(ctx, { unitId: tree.works.id, rules }),
  );
  const params = { id: contest.id };
  const names = ['一', '二', '三', '四', '五', '六'];
  const entrants = names.map((name, i) => ({ name: `${name}队`, unitId: tree.areas[i % 2]!.id, number: i + 1 }));
  const { rows } = await call(contract.enterEntrants, host(), { params, body: { entrants } });
  await call(contract.startContest, host(), { params, body: { version: contest.version } });
  return { params, teams: rows.map(({ id }) => id) };
}

const save = (params: { id: string }, entrantId: string | undefined, value: string, more: object = {}) =>
  call(contract.saveAttempt, host(), { params, body: { entrantId: entrantId!, round: 1, value, version: 0, ...more } });
const draw = (params: { id: string }, round: number, more: object = {}) =>
  call(contract.drawHeats, host(), { params, body: { round, lanes: 4, seed: '潮水', ...more } });

test.each([
  [19, 6, [5, 5, 5, 4]],
  [6, 6, [6]],
  [7, 6, [4, 3]],
  [1, 4, [1]],
])('%i on %i lanes are heats as even as can be', (count, lanes, sizes) => {
  const places = inHeats(
    Array.from({ length: count }, (_none, i) => String(i)),
    lanes,
  );
  const heats = [...new Set(places.map(({ heat }) => heat))];
  expect(heats.map((heat) => places.filter((place) => place.heat === heat).length)).toEqual(sizes);
  expect(Math.max(...places.map(({ lane }) => lane))).toBeLessThanOrEqual(lanes);
});

describe('heats', () => {
  test('are drawn with those of one unit apart, once, before anybody starts', async () => {
    const { params, teams } = await salt();
    const sheet = await draw(params, 1);
    expect(sheet.rounds[0]!.heats.map(({ places }) => places.length)).toEqual([3, 3]);
    expect(await refusal(draw(params, 1))).toBe('contest.heats_drawn_already');
    expect((await draw(params, 1, { isAnew: true })).rounds[0]!.heats).toEqual(sheet.rounds[0]!.heats);
    expect(await refusal(draw(params, 3))).toBe('contest.not_in_round');
    expect(await refusal(draw(params, 2))).toBe('contest.round_before_open');
    await save(params, teams[0], '400');
    expect(await refusal(draw(params, 1, { isAnew: true }))).toBe('contest.results_stand');
  });

  test('give the places of the final to the best, and to the next when one drops out', async () => {
    const { params, teams } = await salt();
    expect(await refusal(save(params, teams[0], '400', { round: 2 }))).toBe('contest.round_before_open');
    for (const [i, id] of teams.entries()) await save(params, id, `${400 + i}`);
    const sheet = await call(contract.showMeasured, host(), { params });
    expect(sheet.rounds[1]!.starters).toEqual([teams[5], teams[4]]);
    expect(await refusal(save(params, teams[3], '500', { round: 2 }))).toBe('contest.not_in_round');
    const entrant = (await call(contract.listEntrants, host(), { params })).rows.find(({ id }) => id === teams[5])!;
    const body = { version: entrant.version, state: 'withdrawn', reason: '受伤' };
    await call(contract.setEntrantState, host(), { params: { ...params, entrantId: entrant.id }, body });
    expect((await draw(params, 2)).rounds[1]!.heats[0]!.places.map(({ entrantId }) => entrantId).sort()).toEqual(
      [teams[4], teams[3]].sort(),
    );
    expect(await refusal(save(params, teams[3], '390.5', { round: 2 }))).toBe('done');
  });
});

describe('an attempt', () => {
  test('is corrected with a reason on top of what the writer has seen; what stood before stays on record', async () => {
    const { params, teams } = await salt();
    expect(await save(params, teams[0], '400.5')).toMatchObject({ version: 1, worth: '400.5' });
    expect(await refusal(save(params, teams[0], '410'))).toBe('kernel.changed_meanwhile');
    expect(await refusal(save(params, teams[0], '410', { version: 1 }))).toBe('contest.correction_reason_missing');
    const penalties = [{ amount: '2.5', reason: '混泥' }];
    const corrected = await save(params, teams[0], '410', { version: 1, reason: '重新过秤', penalties });
    expect(corrected).toMatchObject({ version: 2, worth: '407.5' });
    await save(params, teams[0], '410', { version: 2, reason: '登错了队', state: 'void' });
    const at = { params: { ...params, entrantId: teams[0]! }, query: { round: 1, attempt: 1 } };
    const { rows } = await call(contract.listAttemptVersions, host(), at);
    expect(rows.map(({ version, state, worth }) => [version, state, worth])).toEqual([
      [3, 'void', null],
      [2, 'valid', '407.5'],
      [1, 'valid', '400.5'],
    ]);
    const sheet = await call(contract.showMeasured, host(), { params });
    expect(sheet.standing[0]!.rows.find(({ entrant }) => entrant === teams[0])!.rank).toBeNull();
  });

  test('that can’t be is refused in words that say why', async () => {
    const { params, teams } = await salt();
    await expect(save(params, teams[0], '-3')).rejects.toMatchObject({
      code: 'contest.attempt_unfit',
      issues: [{ path: 'value', message: '成绩和扣罚都不能是负数。' }],
    });
    expect(await refusal(save(params, tree.works.id, '3'))).toBe('kernel.not_found');
  });

  test('is the host’s to record, in a measured contest', async () => {
    const { params, teams } = await salt();
    const asked = { params, body: { entrantId: teams[0]!, round: 1, value: '3', version: 0 } };
    expect(await refusal(call(contract.saveAttempt, contestHost(tree.areas[0].path), asked))).toBe('kernel.not_found');
    expect(await refusal(call(contract.showMeasured, contestReader(tree.works.path), { params }))).toBe(
      'kernel.not_found',
    );
  });
});
