import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDocument, type SignedInUser } from '#kernel';
import { makePerson } from '#engines/roster/testing';
import type { DefinitionInput, RoundWhole } from './contract';
import * as nominations from './nominations/nominations';
import { printCertificates, printDecision } from './record/documents';
import { listHonours, listOwnHonours, payPrize } from './record/record';
import * as announce from './rounds/announce';
import * as review from './rounds/review';
import * as rounds from './rounds/rounds';
import { code, definition, openHonours, request } from './test-honours';
import {
  bringToReview,
  giveSheets,
  honoursUser,
  makeAnnounced,
  makePassed,
  makeRound,
  makeScheme,
  testOffice,
} from './testing';

let world: Awaited<ReturnType<typeof openHonours>>;
beforeAll(async () => {
  world = await openHonours();
});
afterAll(() => world.close());

const run: (typeof world)['run'] = (work, user) => world.run(work, user);
const on: (typeof world)['on'] = (day, work) => world.on(day, work);
const show = (id: string) => world.show(id);
const roundOf: (typeof world)['roundOf'] = (change, scheme) => world.roundOf(change, scheme);
const decide: (typeof world)['decide'] = (id, user) => world.decide(id, user);

describe('the review', () => {
  const upFor = (change: Partial<DefinitionInput>, count: number) =>
    run(async (ctx) => {
      const { id } = await makeScheme(ctx, { definition: definition(change) });
      const round = await makeRound(ctx, { schemeId: id });
      const ids: string[] = [];
      for (let at = 0; at < count; at += 1) ids.push((await makePassed(ctx, round)).id);
      return { round, ids, reviewers: await bringToReview(ctx, round.id, ids) };
    });
  const end = async (id: string, order: string[] = [], words = '') => {
    const { version } = await show(id);
    return run((ctx) => review.endReview(ctx, request(id, { version, order, words })));
  };
  const give = (roundId: string, personId: string | null, marks: Record<string, string>) =>
    run((ctx) => review.giveSheet(ctx, request(roundId, { marks })), honoursUser('/', { personId }));

  test('takes sheets of those who have a seat, within the rule, and names who is missing', async () => {
    const { round, ids, reviewers } = await upFor({ most: 1 }, 2);
    const [one, other] = ids as [string, string];
    await expect(give(round.id, null, {})).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(give(round.id, reviewers[0]!, { [one]: 'yes', [other]: 'yes' })).rejects.toMatchObject(
      code('honours.marks_unfit'),
    );
    await expect(give(round.id, reviewers[0]!, { [one]: '90' })).rejects.toMatchObject(code('honours.marks_unfit'));
    await give(round.id, reviewers[0]!, { [other]: 'yes' });
    await give(round.id, reviewers[0]!, { [one]: 'yes' });
    await expect(end(round.id)).rejects.toMatchObject({
      ...code('honours.sheets_missing'),
      params: { names: '张海燕、张海燕' },
    });
    const own = await run((ctx) => review.listOwnReviews(ctx), honoursUser('/', { personId: reviewers[1]! }));
    expect(own.rows).toMatchObject([{ roundId: round.id, way: 'votes', isGiven: false }]);
    await give(round.id, reviewers[1]!, { [one]: 'yes' });
    await give(round.id, reviewers[2]!, {});
    expect((await end(round.id)).state).toBe('chosen');
    const { rows } = await run((ctx) => nominations.listNominations(ctx, round.id));
    expect(rows.map(({ id, state, place, result }) => [id, state, place, result])).toEqual([
      [one, 'chosen', 1, '2'],
      [other, 'not_chosen', 2, '0'],
    ]);
    await expect(give(round.id, reviewers[0]!, {})).rejects.toMatchObject(code('honours.round_step_impossible'));
  });

  test('equals at the last place are named, and a meeting with its words parts them', async () => {
    const { round, ids, reviewers } = await upFor({ most: 1, review: { way: 'scores', voters: 3 } }, 2);
    await run((ctx) => giveSheets(ctx, round.id, reviewers, Object.fromEntries(ids.map((id) => [id, '88.5']))));
    await expect(end(round.id)).rejects.toMatchObject({ ...code('honours.tied'), params: { names: '张海燕、张海燕' } });
    await expect(end(round.id, [ids[1]!, ids[0]!])).rejects.toMatchObject(code('honours.meeting_words_missing'));
    await end(round.id, [ids[1]!, ids[0]!], '评委会6月18日复议，投票4比1');
    const { rows } = await run((ctx) => nominations.listNominations(ctx, round.id));
    expect(rows[0]).toMatchObject({ id: ids[1], state: 'chosen', result: '88.50' });
  });

  test('a meeting chooses no more than the scheme allows, with its words', async () => {
    const { round, ids } = await upFor({ most: 1, review: { way: 'meeting' } }, 2);
    await expect(end(round.id)).rejects.toMatchObject(code('honours.meeting_words_missing'));
    await expect(end(round.id, ids, '会议决定')).rejects.toMatchObject(code('honours.too_many'));
    await expect(end(round.id, [], '会议决定')).rejects.toMatchObject(code('honours.nobody_left'));
    expect((await end(round.id, [ids[0]!], '会议决定')).state).toBe('chosen');
  });

  test('nobody put forward sits in it, nobody twice, and exactly as many as the scheme asks for', async () => {
    const { round, nominee } = await run(async (ctx) => {
      const one = await makeRound(ctx);
      return { round: one, nominee: await makePassed(ctx, one) };
    });
    const seat = async (personIds: string[]) => {
      const { version } = await show(round.id);
      return run((ctx) => review.setReviewers(ctx, request(round.id, { version, personIds })));
    };
    const person = await run((ctx) => makePerson(ctx));
    await expect(seat([person.id, person.id])).rejects.toMatchObject(code('honours.reviewer_twice'));
    await expect(seat([nominee.personId!])).rejects.toMatchObject(code('honours.reviewer_nominated'));
    const { version } = await seat([person.id]);
    const ended = await run((ctx) => rounds.endNominations(ctx, round.id, version));
    const look = { version: nominee.version, isQualified: true, vetoes: {}, reason: '' };
    await run((ctx) => nominations.qualifyNomination(ctx, request(nominee.id, look)));
    await expect(run((ctx) => review.beginReview(ctx, round.id, ended.version))).rejects.toMatchObject({
      ...code('honours.seats_wrong'),
      params: { wanted: 3, count: 1 },
    });
  });
});

const object = (round: RoundWhole, rowKey: string) =>
  run((ctx) =>
    announce.objectToNotice(ctx, request(round.notices[0]!.id, { rowKey, words: '材料与事实不符', isAnonymous: true })),
  );
const answer = (round: RoundWhole, objectionId: string, state: 'upheld' | 'dismissed', user?: SignedInUser) =>
  run(
    (ctx) =>
      announce.answerRoundObjection(ctx, {
        ...{ params: { id: round.id, objectionId }, query: {}, body: { state, findings: '经调查核实' } },
      }),
    user,
  );

describe('notice and decision', () => {
  test('names are masked, the window is kept, and another hand decides', async () => {
    const { round, hand } = await run((ctx) => makeAnnounced(ctx));
    expect(round.notices[0]).toMatchObject({ endsOn: '2024-06-25', rows: [{ name: '张*燕' }] });
    await expect(decide(round.id)).rejects.toMatchObject({ code: 'notice.window_open' });
    await on('2024-06-26', async () => {
      await expect(decide(round.id, hand)).rejects.toMatchObject(code('honours.same_hand'));
      expect(await decide(round.id)).toMatchObject({ state: 'decided', winners: 1 });
    });
  });

  test('an objection that is upheld strikes, the next by the review moves up, and the rest is announced anew for a whole window', async () => {
    const [round, ids] = await run(async (ctx) => {
      const scores = definition({ most: 1, review: { way: 'scores', voters: 3 } });
      const { id } = await makeScheme(ctx, { definition: scores });
      const one = await makeRound(ctx, { schemeId: id });
      const three = [];
      for (let at = 0; at < 3; at += 1) three.push((await makePassed(ctx, one)).id);
      const reviewers = await bringToReview(ctx, one.id, three);
      await giveSheets(ctx, one.id, reviewers, { [three[0]!]: '90', [three[1]!]: '80', [three[2]!]: '59.9' });
      return [one, three] as const;
    });
    const { version } = await show(round.id);
    const counted = await run((ctx) => review.endReview(ctx, request(round.id, { version, order: [], words: '' })));
    const announceIt = (seen: RoundWhole) => run((ctx) => announce.announceRound(ctx, round.id, seen.version));
    const first = await announceIt(counted);
    expect(first.notices[0]!.rows.map(({ key }) => key)).toEqual([ids[0]]);
    await on('2024-06-20', async () => {
      const struck = await answer(first, (await object(first, ids[0]!)).id, 'upheld');
      expect([struck.state, struck.objections[0]!.state, struck.notices[0]!.state]).toEqual([
        ...['chosen', 'upheld', 'withdrawn'],
      ]);
      const second = await announceIt(struck);
      expect(second.notices[0]).toMatchObject({ number: 2, endsOn: '2024-06-27', rows: [{ key: ids[1] }] });
      // The third has less than sixty points: nobody is left.
      const empty = await answer(second, (await object(second, ids[1]!)).id, 'upheld');
      await expect(announceIt(empty)).rejects.toMatchObject(code('honours.nobody_left'));
    });
  });

  test('an objection that is dismissed leaves the notice; the own case is answered by somebody else', async () => {
    const {
      round,
      nominations: [one],
    } = await run((ctx) => makeAnnounced(ctx));
    const { id } = await object(round, one!.id);
    await on('2024-06-26', () => expect(decide(round.id)).rejects.toMatchObject({ code: 'notice.objections_open' }));
    await expect(answer(round, id, 'dismissed', honoursUser('/', { personId: one!.personId }))).rejects.toMatchObject(
      code('honours.own_case'),
    );
    expect((await answer(round, id, 'dismissed')).state).toBe('notice');
    const { version } = await show(round.id);
    await run((ctx) => announce.extendRoundNotice(ctx, request(round.id, { version, days: 1 })));
    await on('2024-06-26', () => expect(decide(round.id)).rejects.toMatchObject({ code: 'notice.window_open' }));
    await on('2024-06-27', () => decide(round.id));
  });

  test('exactly ten: nine are refused, ten are conferred, and the review chooses no eleventh', async () => {
    const ten = definition({ most: 10, isExact: true });
    const make = (count: number) =>
      run(async (ctx) => {
        const { id } = await makeScheme(ctx, { definition: { ...ten, review: { way: 'meeting' } } });
        return makeAnnounced(ctx, { round: { schemeId: id }, nominees: Array.from({ length: count }, () => ({})) });
      });
    await expect(make(11)).rejects.toMatchObject({ ...code('honours.too_many'), params: { most: 10, count: 11 } });
    const { round: nine } = await make(9);
    const { round } = await make(10);
    await on('2024-06-26', async () => {
      await expect(decide(nine.id)).rejects.toMatchObject({
        ...code('honours.wrong_number'),
        params: { most: 10, count: 9 },
      });
      expect((await decide(round.id)).winners).toBe(10);
    });
  });

  test('the same honour isn’t conferred twice in a year, also when two rounds decide at the same moment', async () => {
    const made = await run(async (ctx) => {
      const scheme = await makeScheme(ctx);
      const person = await makePerson(ctx, { unitId: scheme.unit.id });
      const one = () => makeAnnounced(ctx, { round: { schemeId: scheme.id }, nominees: [{ personId: person.id }] });
      return [await one(), await one()] as const;
    });
    await on('2024-06-26', async () => {
      const outcomes = await Promise.allSettled(made.map(({ round }) => decide(round.id)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: code('honours.honoured_already'),
      });
    });
    const { rows } = await run(
      (ctx) => listOwnHonours(ctx),
      honoursUser('/', { personId: made[0].nominations[0]!.personId }),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('prizes and papers', () => {
  test('a prize is reserved for all that may win, paid once however many ask at once, and the rest is released', async () => {
    const office = testOffice();
    const offices = { women: office };
    const { round } = await run(async (ctx) => {
      const prize = definition({ prizeFen: '50000' });
      const { id } = await makeScheme(ctx, { owner: 'women', definition: prize }, offices);
      return makeAnnounced(ctx, { round: { schemeId: id }, offices });
    });
    expect(office.reserved).toMatchObject([{ roundId: round.id, amount: 100000n }]);
    await on('2024-06-26', async () => {
      await decide(round.id);
      const [honour] = (await run((ctx) => listHonours(ctx, round.id))).rows;
      const pay = () => run((ctx) => payPrize(offices)(ctx, honour!.id));
      const outcomes = await Promise.allSettled([pay(), pay(), pay()]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
      await expect(pay()).rejects.toMatchObject(code('honours.prize_paid'));
      expect(office.paid).toMatchObject([{ honourId: honour!.id, amount: 50000n }]);
      const { version } = await show(round.id);
      const closed = await run((ctx) => rounds.closeRound(offices)(ctx, round.id, version));
      expect([closed.state, closed.window, office.released]).toEqual(['closed', 'kept', [round.id]]);
    });
  });

  test('certificates and the decision are printed once there is something conferred; without a prize nothing is paid', async () => {
    const { round } = await run((ctx) => makeAnnounced(ctx));
    const certificates = () =>
      run((ctx) => printCertificates(ctx, { params: { id: round.id }, query: {}, body: undefined }));
    await expect(certificates()).rejects.toMatchObject(code('honours.nothing_conferred'));
    await on('2024-06-26', () => decide(round.id));
    expect(Buffer.from((await certificates()).bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    const decision = await run((ctx) => printDecision(ctx, round.id));
    const { text } = await readDocument(decision.bytes, decision.name);
    expect(text).toMatch(/海盐工〔2024〕3号[^]*关于表彰2024年度“先进女职工”的决定[^]*张海燕/);
    const [honour] = (await run((ctx) => listHonours(ctx, round.id))).rows;
    await expect(run((ctx) => payPrize({})(ctx, honour!.id))).rejects.toMatchObject(code('honours.no_prize'));
  });

  test('a round is cancelled with its reason before anything is conferred, and its days are in order', async () => {
    const round = await roundOf();
    const cancelled = await run((ctx) =>
      rounds.cancelRound({})(ctx, request(round.id, { version: round.version, reason: '并入下季度' })),
    );
    expect([cancelled.state, cancelled.stateReason]).toEqual(['cancelled', '并入下季度']);
    await expect(run((ctx) => makeRound(ctx, { nominateUntil: '2024-05-01' }))).rejects.toMatchObject(
      code('honours.days_reversed'),
    );
  });
});
