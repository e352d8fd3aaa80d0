import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, registerTexts, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import * as contract from '../contract';
import { contestModule } from '../manifest';
import { chanceFrom, drawnApart } from '../ranking/seeded';
import { contestCalls, contestHost, contestReader, makeContest, makeJudges } from '../testing';

let db: TestDatabase;
let tree: SmallTree;
/** Five of the first work area, five of the second; all but the last have accounts. */
let people: { id: string; name: string; unitId: string }[];
const clock = standingClock('2024-05-06');
let call: ReturnType<typeof contestCalls>;
const act = <Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> =>
  inTransaction(db.seed({ user: contestHost(), clock }), work);

beforeAll(async () => {
  registerTexts({ contest: contestModule.texts });
  db = await openTestDatabase();
  call = contestCalls(db, clock);
  tree = await act(makeTree);
  people = await act((ctx) => makeJudges(ctx, tree));
});
afterAll(() => db.close());

const refusal = async (answer: Promise<unknown>): Promise<unknown> =>
  answer.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? error,
  );
const host = () => contestHost(tree.works.path);
const judge = (i: number): SignedInUser => {
  const user = contestReader(tree.works.path, people[i]!.id);
  return {
    ...user,
    grants: user.grants.map((grant) => ({
      ...grant,
      permissions: new Set(['contest.contest.read', 'contest.score.give']),
    })),
  };
};
const loose = { drop: { high: 0, low: 0, keep: 1 } };

interface Setting {
  rules?: object;
  /** Places in `people`; the first chairs. */
  seats?: number[];
  guests?: object[];
  start?: boolean;
}

async function speech({ rules = {}, seats = [0, 1, 2], guests = [], start = true }: Setting = {}) {
  const contest = await act((ctx) =>
    makeContest(ctx, { kind: 'panel', name: '演讲比赛', unitId: tree.works.id, rules: { ...loose, ...rules } }),
  );
  const params = { id: contest.id };
  const entrants = ['甲队', '乙队'].map((name, i) => ({ name, unitId: tree.works.id, number: i + 1 }));
  const { rows } = await call(contract.enterEntrants, host(), { params, body: { entrants } });
  const judges = [...seats.map((seat, i) => ({ personId: people[seat]!.id, isChair: i === 0 })), ...guests];
  const sheet = await call(contract.setJudges, host(), { params, body: { version: contest.version, judges } });
  if (start) await call(contract.startContest, host(), { params, body: { version: sheet.version } });
  return { params, ids: rows.map(({ id }) => id), version: sheet.version };
}

const score = (params: { id: string }, by: number, entrantId: string | undefined, mark: string, more: object = {}) =>
  call(contract.giveScore, judge(by), {
    params,
    body: { entrantId: entrantId!, round: 1, part: 'performance', mark, isSigned: true, version: 0, ...more },
  });
const sign = (params: { id: string }, user = judge(0), round = 1) =>
  call(contract.signRound, user, { params: { ...params, round }, body: {} });

async function marked(setting: Setting = {}) {
  const contest = await speech(setting);
  for (const by of setting.seats ?? [0, 1, 2])
    for (const [i, id] of contest.ids.entries()) await score(contest.params, by, id, i === 0 ? '9.1' : '8.5');
  return contest;
}

describe('a panel', () => {
  test('is set by seat, each person once, one of them the chair', async () => {
    const { params, version } = await speech({ start: false });
    const set = (judges: object[]) => refusal(call(contract.setJudges, host(), { params, body: { version, judges } }));
    const [a, b] = people.map(({ id }) => ({ personId: id }));
    expect(await set([a!, a!])).toBe('contest.judge_twice');
    expect(
      await set([
        { ...a, isChair: true },
        { ...b, isChair: true },
      ]),
    ).toBe('contest.two_chairs');
    expect(await set([{ name: '' }])).toBe('contest.judge_unfit');
    expect(await set([{ name: '外请', isChair: true }])).toBe('contest.judge_unfit');
    expect(await set([{ personId: tree.works.id }])).toBe('kernel.not_found');
    expect(
      await set([
        { ...a, isChair: true },
        { name: '音准仪', isMachine: true },
      ]),
    ).toBe('done');
    expect(await set([a!])).toBe('kernel.changed_meanwhile');
  });

  test('is drawn from a pool with those of one unit apart, so that anybody can draw it again', async () => {
    const { params, version } = await speech({ start: false });
    const pool = people.slice(0, 6).map(({ id }) => id);
    const body = { version, pool, count: 4, seed: '骰子 2 6' };
    const sheet = await call(contract.drawJudges, host(), { params, body });
    const given = [...pool].sort().map((id) => ({ id, unit: people.find((one) => one.id === id)!.unitId }));
    const again = drawnApart(given, ({ unit }) => unit, chanceFrom('骰子 2 6')).slice(0, 4);
    expect(sheet.judges.map(({ personId }) => personId)).toEqual(again.map(({ id }) => id));
    expect(new Set([again[0]!.unit, again[1]!.unit]).size).toBe(2);
    const anew = { ...body, version: sheet.version };
    expect(await refusal(call(contract.drawJudges, host(), { params, body: anew }))).toBe('contest.drawn_already');
    const strange = { ...anew, isAnew: true, pool: [tree.works.id], count: 1 };
    expect(await refusal(call(contract.drawJudges, host(), { params, body: strange }))).toBe('kernel.not_found');
    const more = { ...anew, isAnew: true, count: 7 };
    expect(await refusal(call(contract.drawJudges, host(), { params, body: more }))).toBe('contest.pool_too_small');
  });

  test('must be there, with a chair, accounts and enough marks, before the contest starts', async () => {
    const start = async ({ params, version }: { params: { id: string }; version: number }) =>
      call(contract.startContest, host(), { params, body: { version } }).then(
        () => [],
        (error: { code: string; issues: { message: string }[] }) => [
          error.code,
          ...error.issues.map(({ message }) => message),
        ],
      );
    expect(await start(await speech({ seats: [], start: false }))).toEqual([
      'contest.not_ready',
      '还没有评委，请先确定评委。',
    ]);
    const drop = { high: 1, low: 1, keep: 1 };
    const refused = await start(await speech({ seats: [9], guests: [], start: false, rules: { drop } }));
    expect(refused).toEqual([
      'contest.not_ready',
      '评委评委9没有账号，不能自己打分。请先开通账号，或改为由工作人员代录。',
      ...['甲队', '乙队'].map((name) => `能给${name}打分的评委只有1位，按规则至少要3位。请增加评委或修改去分办法。`),
    ]);
  });

  test('is the host’s, of a judged contest', async () => {
    const measured = await act((ctx) => makeContest(ctx, { unitId: tree.works.id }));
    const params = { id: measured.id };
    expect(await refusal(call(contract.showPanel, host(), { params }))).toBe('contest.not_judged');
    const empty = await act((ctx) => makeContest(ctx, { kind: 'panel', unitId: tree.works.id }));
    expect(await call(contract.showPanel, host(), { params: { id: empty.id } })).toMatchObject({ entrants: [] });
    const { params: judged } = await speech();
    expect(await refusal(call(contract.showMeasured, host(), { params: judged }))).toBe('contest.not_measured');
    expect(await refusal(call(contract.showPanel, judge(1), { params: judged }))).toBe('kernel.not_found');
    expect((await call(contract.showPanel, judge(0), { params: judged })).abilities).toMatchObject({
      sign: true,
      seat: false,
    });
  });
});

describe('a judge’s ballot', () => {
  test('changes until it is signed, on top of what the judge has seen', async () => {
    const { params, ids } = await speech();
    const draft = { isSigned: false };
    expect(await score(params, 1, ids[0], '9.1', draft)).toMatchObject({ version: 1, isSigned: false, seat: 2 });
    expect(await refusal(score(params, 1, ids[0], '9.2', draft))).toBe('kernel.changed_meanwhile');
    expect(await score(params, 1, ids[0], '9.25', { version: 1 })).toMatchObject({ version: 2, isSigned: true });
    expect(await refusal(score(params, 1, ids[0], '9.3', { version: 2 }))).toBe('contest.ballot_signed');
    const mine = await call(contract.showJudging, judge(1), { params });
    const { rows } = await call(contract.listJudging, judge(1));
    expect(rows).toContainEqual({ id: params.id, name: '演讲比赛', seat: 2, isChair: false });
    expect(await call(contract.listJudging, judge(8))).toEqual({ rows: [] });
    expect(mine.ballots.map(({ mark, version }) => [mark, version])).toEqual([['9.25', 2]]);
    expect(mine.rounds[0]!.entrants.map(({ number, name }) => `${number} ${name}`)).toEqual(['1 甲队', '2 乙队']);
  });

  test('is refused outside the scale by the name of its field, and from who is no judge', async () => {
    const { params, ids } = await speech();
    await expect(score(params, 1, ids[0], '10.5')).rejects.toMatchObject({
      code: 'contest.score_unfit',
      issues: [{ path: 'mark', message: '“表现”应在0到10分之间。' }],
    });
    expect(await refusal(score(params, 7, ids[0], '9'))).toBe('contest.no_seat');
    expect(await refusal(score(params, 1, tree.works.id, '9'))).toBe('kernel.not_found');
    expect(await refusal(score(params, 1, ids[0], '9', { round: 2 }))).toBe('contest.not_appearing');
    expect(await refusal(call(contract.showJudging, judge(7), { params }))).toBe('contest.no_seat');
  });

  test('shows nobody’s marks but the own, until the round is signed off or where marks are open', async () => {
    const { params } = await marked();
    expect((await call(contract.showJudging, judge(1), { params })).others).toEqual([]);
    await sign(params);
    expect((await call(contract.showJudging, judge(1), { params })).others).toHaveLength(4);
    const open = await speech({ rules: { marksAre: 'open' } });
    await score(open.params, 0, open.ids[0], '9');
    const others = async () => (await call(contract.showJudging, judge(1), { params: open.params })).others;
    expect(await others()).toEqual([]);
    await score(open.params, 1, open.ids[0], '8');
    expect(await others()).toMatchObject([{ entrantId: open.ids[0], seat: 1, mark: '9' }]);
  });

  test('shows numbers only where the contest is judged by number, to the chair, too', async () => {
    const { params } = await speech({ rules: { isBlind: true } });
    const mine = await call(contract.showJudging, judge(1), { params });
    expect(mine.rounds[0]!.entrants.map(({ number, name, unit }) => [number, name, unit])).toEqual([
      [1, '', ''],
      [2, '', ''],
    ]);
    const sheet = await call(contract.showPanel, judge(0), { params });
    const listed = await call(contract.listEntrants, judge(1), { params });
    expect(JSON.stringify([sheet, listed])).not.toContain('甲队');
    expect((await call(contract.showPanel, host(), { params })).entrants[0]!.name).toBe('甲队');
  });

  test('of a guest or a machine is entered by the desk, and no other', async () => {
    const { params, ids } = await speech({ seats: [0], guests: [{ name: '音准仪', isMachine: true }] });
    const enter = (seat: number, more: object = {}) =>
      call(contract.enterScore, host(), {
        params,
        body: { seat, entrantId: ids[0]!, round: 1, part: 'performance', mark: '8', version: 0, ...more },
      });
    expect(await enter(2)).toMatchObject({ seat: 2, version: 1 });
    expect(await refusal(enter(1))).toBe('contest.judge_unfit');
    expect(await refusal(enter(0))).toBe('contest.score_unfit');
    expect(await refusal(enter(9))).toBe('kernel.not_found');
    expect(await refusal(enter(2, { entrantId: tree.works.id, version: 1 }))).toBe('kernel.not_found');
  });
});

describe('standing aside', () => {
  test('follows from the unit, and the mean is then the others’', async () => {
    const { params, ids } = await speech({ start: false });
    const [area] = tree.areas;
    const own = await call(contract.enterEntrants, host(), {
      params,
      body: { entrants: [{ name: '丙队', unitId: area.id, number: 3 }] },
    });
    const third = own.rows[0]!.id;
    const sheet = await call(contract.showPanel, host(), { params });
    expect(sheet.conflicts.map(({ seat, entrantId, ground }) => [seat, entrantId, ground])).toEqual([
      [1, third, 'unit'],
      [3, third, 'unit'],
    ]);
    await call(contract.startContest, host(), { params, body: { version: sheet.version } });
    expect(await refusal(score(params, 0, third, '10'))).toBe('contest.judge_recused');
    await score(params, 1, third, '8');
    for (const by of [0, 1, 2]) for (const id of ids) await score(params, by, id, '9');
    const signed = await sign(params);
    expect(signed.standing![0]!.rows[2]).toMatchObject({
      entrant: third,
      result: '8.00',
      notes: [{ params: { judges: '1、3' } }],
    });
  });

  test('is declared by the judge, the chair or the host, and taken back by those who lead', async () => {
    const { params, ids } = await speech();
    const declare = (user: SignedInUser, seat: number, entrantId = ids[0]!) =>
      refusal(
        call(contract.declareConflict, user, { params, body: { seat, entrantId, ground: 'kin', reason: '夫妻' } }),
      );
    await score(params, 1, ids[0], '10');
    expect(await declare(judge(2), 2)).toBe('kernel.not_found');
    expect(await declare(judge(1), 2)).toBe('done');
    expect(await declare(judge(0), 2)).toBe('contest.judge_recused');
    expect(await declare(host(), 9)).toBe('kernel.not_found');
    expect(await declare(host(), 3, tree.works.id)).toBe('kernel.not_found');
    const sheet = await call(contract.showPanel, host(), { params });
    expect(sheet.rounds[0]).toMatchObject({ count: 0, wanted: 5 });
    const lift = (user: SignedInUser) =>
      call(contract.liftConflict, user, { params: { ...params, seat: 2, entrantId: ids[0]! } });
    expect(await refusal(lift(judge(1)))).toBe('kernel.not_found');
    expect((await lift(judge(0))).rounds[0]).toMatchObject({ count: 1, wanted: 6 });
    expect(await refusal(lift(judge(0)))).toBe('kernel.not_found');
  });
});

describe('a round', () => {
  test('is signed off by the chair once everything is in, and then takes nothing more', async () => {
    const { params, ids } = await speech({ rules: { marksAre: 'secret' } });
    for (const by of [0, 1, 2]) await score(params, by, ids[0], '9.1');
    await score(params, 1, ids[1], '8.5');
    const before = await call(contract.showPanel, judge(0), { params });
    expect(before.rounds[0]).toMatchObject({ count: 4, wanted: 6, scores: null, outliers: [] });
    expect(before.rounds[0]!.missing).toEqual([
      '评委0还没有确认给乙队的“表现”打分。',
      '评委2还没有确认给乙队的“表现”打分。',
    ]);
    expect(before.standing).toBeNull();
    expect(await refusal(sign(params))).toBe('contest.round_incomplete');
    expect(await refusal(sign(params, judge(1)))).toBe('kernel.not_found');
    await score(params, 0, ids[1], '8.5');
    await score(params, 2, ids[1], '3');
    const whole = await call(contract.showPanel, judge(0), { params });
    expect(whole.rounds[0]!.outliers).toEqual([
      { entrantId: ids[1], part: 'performance', seat: 3, mark: '3', median: '8.5' },
    ]);
    expect(whole.rounds[0]!.scores!.map(({ total }) => total)).toEqual(['9.10', '6.67']);
    expect((await sign(params)).rounds[0]!.signedAt).not.toBeNull();
    expect(await refusal(score(params, 2, ids[1], '9', { version: 1 }))).toBe('contest.round_signed');
    expect(await refusal(sign(params))).toBe('contest.round_signed');
    const declared = { params, body: { seat: 2, entrantId: ids[0]!, ground: 'kin', reason: '夫妻' } as const };
    expect(await refusal(call(contract.declareConflict, host(), declared))).toBe('contest.round_signed');
    expect(await refusal(sign(params, judge(0), 2))).toBe('contest.not_appearing');
  });

  test('keeps its judges once a mark is given', async () => {
    const { params, ids, version } = await speech();
    await score(params, 1, ids[0], '9', { isSigned: false });
    const body = { version: version + 1, judges: [] };
    expect(await refusal(call(contract.setJudges, host(), { params, body }))).toBe('contest.results_stand');
  });

  test('is timed where the rules take time, and a correction says why', async () => {
    const time = { limit: 480, steps: [{ over: 10, deduct: '0.2' }] };
    const rules = { parts: [{ key: 'performance', name: '表现', time }] };
    const { params, ids } = await marked({ rules });
    const take = (seconds: string, more: object = {}) =>
      call(contract.setTime, host(), {
        params,
        body: { entrantId: ids[0]!, round: 1, part: 'performance', seconds, version: 0, ...more },
      });
    expect(await refusal(sign(params))).toBe('contest.round_incomplete');
    await take('480');
    expect(await refusal(take('1', { entrantId: tree.works.id }))).toBe('kernel.not_found');
    expect(await refusal(take('495'))).toBe('kernel.changed_meanwhile');
    expect(await refusal(take('495', { version: 1 }))).toBe('contest.time_reason_missing');
    expect(await refusal(take('-1', { version: 1 }))).toBe('contest.score_unfit');
    expect(await refusal(take('1', { part: 'dish' }))).toBe('contest.score_unfit');
    await take('495', { version: 1, reason: '秒表记录' });
    await take('400', { entrantId: ids[1]! });
    const sheet = await sign(params);
    expect(sheet.standing![0]!.rows.map(({ result }) => result)).toEqual(['8.90', '8.50']);
  });

  test('of which scores are revealed shows them to everybody, one by one or all', async () => {
    const { params, ids } = await marked();
    const reader = contestReader(tree.areas[1].path);
    const reveal = (entrantId: string | null) =>
      call(contract.revealScores, host(), { params: { ...params, round: 1 }, body: { entrantId } });
    expect(await refusal(reveal(ids[0]!))).toBe('contest.round_unsigned');
    await sign(params);
    expect((await call(contract.showScores, reader, { params })).rounds[0]!.scores).toEqual([]);
    expect(await refusal(reveal(tree.works.id))).toBe('contest.not_appearing');
    await reveal(ids[1]!);
    const seen = async () => (await call(contract.showScores, reader, { params })).rounds[0]!;
    expect((await seen()).scores).toMatchObject([{ entrantId: ids[1], total: '8.50' }]);
    await reveal(null);
    expect((await seen()).scores).toHaveLength(2);
  });

  test('gives the places of the final, and all rounds signed make a ranking', async () => {
    const rounds = [{ name: '初赛' }, { name: '决赛', comesIn: 1, carries: '50' }];
    const { params, ids } = await marked({ rules: { rounds } });
    expect(await refusal(score(params, 1, ids[0], '9', { round: 2 }))).toBe('contest.not_appearing');
    await sign(params);
    expect(await refusal(score(params, 1, ids[1], '9', { round: 2 }))).toBe('contest.not_appearing');
    for (const by of [0, 1, 2]) await score(params, by, ids[0], '9.5', { round: 2 });
    const contest = await call(contract.showContest, host(), { params });
    const publish = () => call(contract.publishRanking, host(), { params, body: { version: contest.version } });
    expect(await refusal(publish())).toBe('contest.unfinished');
    await sign(params, judge(0), 2);
    const published = await publish();
    expect(published.ranking.groups[0]!.rows.map(({ rank, result }) => [rank, result])).toEqual([
      [1, '9.30'],
      [2, '8.50'],
    ]);
  });
});

describe('the audience', () => {
  test('votes once in a round while the vote is open, and nobody can see for whom', async () => {
    const { params, ids } = await marked({ rules: { rounds: [{ name: '决赛', audience: '20' }] } });
    const round = { ...params, round: 1 };
    const viewer = (i: number): SignedInUser => ({ ...judge(i), accountId: `018f0000-0000-7000-8000-00000000000${i}` });
    const vote = (i: number, entrantId = ids[1]!) =>
      refusal(call(contract.votePanel, viewer(i), { params: round, body: { entrantId } }));
    const open = (isVoting: boolean) => call(contract.setVoting, host(), { params: round, body: { isVoting } });
    expect(await vote(7)).toBe('contest.voting_closed');
    await open(true);
    expect(await vote(7)).toBe('done');
    expect(await vote(7, ids[0])).toBe('contest.voted_already');
    expect(await vote(8, tree.works.id)).toBe('contest.not_appearing');
    expect(await vote(8)).toBe('done');
    const { rounds } = await call(contract.showScores, viewer(7), { params });
    expect(rounds[0]).toMatchObject({ isVoting: true, hasVoted: true });
    const sheet = await sign(params);
    expect(sheet.rounds[0]).toMatchObject({ isVoting: false, voters: 2 });
    // 9.1 × 0.8 and 8.5 × 0.8 + 10 × 0.2.
    expect(sheet.standing![0]!.rows.map(({ entrant, result }) => [entrant, result])).toEqual([
      [ids[1], '8.80'],
      [ids[0], '7.28'],
    ]);
    expect(await vote(9)).toBe('contest.voting_closed');
    expect(await refusal(open(true))).toBe('contest.round_signed');
    const without = await speech();
    const closed = { params: { ...without.params, round: 1 }, body: { isVoting: true } };
    expect(await refusal(call(contract.setVoting, host(), closed))).toBe('contest.voting_closed');
  });
});
