import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SignedInUser } from '#kernel';
import { noteSkill } from '#engines/roster';
import { makeHolding, makePerson, makeTree } from '#engines/roster/testing';
import type { NewScheme } from './contract';
import * as nominations from './nominations/nominations';
import { listHonours } from './record/record';
import * as review from './rounds/review';
import * as rounds from './rounds/rounds';
import * as schemes from './schemes/schemes';
import { code, definition, openHonours, request } from './test-honours';
import { honoursUser, makeAnnounced, makeNomination, makeRound, makeScheme } from './testing';

let world: Awaited<ReturnType<typeof openHonours>>;
beforeAll(async () => {
  world = await openHonours();
});
afterAll(() => world.close());

const run: (typeof world)['run'] = (work, user) => world.run(work, user);
const on: (typeof world)['on'] = (day, work) => world.on(day, work);
const show = (id: string) => world.show(id);
const roundOf: (typeof world)['roundOf'] = (change, scheme) => world.roundOf(change, scheme);
const submit: (typeof world)['submit'] = (one, user) => world.submit(one, user);
const pass: (typeof world)['pass'] = (one, user) => world.pass(one, user);
const decide = (id: string) => world.decide(id);

describe('a scheme', () => {
  test('a fourth kind is a row: no code knows its key, and its round runs to the end', async () => {
    const { round } = await run(async (ctx) => {
      const { works, team } = await makeTree(ctx);
      const { id } = await makeScheme(ctx, {
        unitId: works.id,
        ...{ kind: 'collective', key: 'women.mother_baby_room', name: '优秀母婴室' },
        definition: definition({ review: { way: 'meeting' } }),
      });
      return makeAnnounced(ctx, { round: { schemeId: id }, nominees: [{ unitId: team.id }] });
    });
    await on('2024-07-01', () => decide(round.id));
    expect((await run((ctx) => listHonours(ctx, round.id))).rows).toMatchObject([
      { title: '优秀母婴室', personId: null },
    ]);
  });

  test('is refused with a contradiction, a key that the unit has, a prize that nobody pays, and when it is retired', async () => {
    const make = (change: Partial<NewScheme>) => run((ctx) => makeScheme(ctx, change));
    const contradiction = definition({ eligibility: { leaderIsWoman: true } });
    await expect(make({ kind: 'collective', definition: contradiction })).rejects.toMatchObject(
      code('honours.definition_unfit'),
    );
    await expect(make({ definition: definition({ prizeFen: '50000' }) })).rejects.toMatchObject(
      code('honours.prize_nowhere'),
    );
    const scheme = await make({});
    await expect(make({ key: scheme.key, unitId: scheme.unit.id })).rejects.toMatchObject(code('honours.key_taken'));
    const change = { name: '另一个名字', definition: scheme.definition, version: scheme.version };
    const changed = await run((ctx) => schemes.changeScheme({})(ctx, request(scheme.id, change)));
    expect(changed.name).toBe('另一个名字');
    await run((ctx) => schemes.retireScheme(ctx, scheme.id, changed.version));
    await expect(run((ctx) => makeRound(ctx, { schemeId: scheme.id }))).rejects.toMatchObject(
      code('honours.scheme_retired'),
    );
  });
});

describe('quotas', () => {
  test('are shared by heads with the fraction beside them; the one too many is refused, and a reserve seat lets it pass', async () => {
    const { round, areas } = await run(async (ctx) => {
      const tree = await makeTree(ctx);
      for (const [area, heads] of [
        [tree.areas[0], 5],
        [tree.areas[1], 2],
      ] as const)
        for (let at = 0; at < heads; at += 1) await makePerson(ctx, { unitId: area.id });
      const quota = { way: 'heads' as const, total: 4, least: 1, reserve: 1 };
      const scheme = await makeScheme(ctx, { unitId: tree.works.id, definition: definition({ most: 4, quota }) });
      return { round: await makeRound(ctx, { schemeId: scheme.id }), areas: tree.areas };
    });
    const [, second] = areas;
    expect(round.quotas.map(({ heads, share, seats }) => [heads, share, seats])).toEqual([
      [5, '2.143', 2],
      [2, '0.857', 1],
    ]);
    const put = async () => {
      const person = await run((ctx) => makePerson(ctx, { unitId: second.id }));
      return submit(await run((ctx) => makeNomination(ctx, round, { personId: person.id })));
    };
    await pass(await put());
    const more = await put();
    await expect(pass(more)).rejects.toMatchObject({
      ...code('honours.quota_exceeded'),
      params: { candidates: 1, share: '0.857' },
    });
    const give = (seats: number) =>
      run((ctx) =>
        rounds.setQuotas(
          ctx,
          request(round.id, { version: 1, reason: '机动', quotas: [{ unitId: second.id, seats }] }),
        ),
      );
    await expect(give(3)).rejects.toMatchObject(code('honours.quota_sum'));
    expect((await give(2)).reserve).toBe(0);
    expect((await pass(more)).state).toBe('passed');
  });

  test('of two passed at the same moment for the last seat one is refused', async () => {
    const round = await roundOf({ quota: { way: 'fixed', each: 1 } }, {});
    // The works itself has people and so a row of its own.
    const fixed = await run(async (ctx) => {
      const tree = await makeTree(ctx);
      await makePerson(ctx, { unitId: tree.areas[0].id });
      const scheme = await makeScheme(ctx, {
        unitId: tree.works.id,
        definition: definition({ quota: { way: 'fixed', each: 1 } }),
      });
      const one = await makeRound(ctx, { schemeId: scheme.id });
      const put = async () =>
        makeNomination(ctx, one, { personId: (await makePerson(ctx, { unitId: tree.areas[0].id })).id });
      return [await put(), await put()];
    });
    expect(round.quotas).toEqual([]);
    const sent = [await submit(fixed[0]!), await submit(fixed[1]!)];
    const outcomes = await Promise.allSettled(sent.map((one) => pass(one)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: code('honours.quota_exceeded'),
    });
  });

  test('fewer seats than units is refused before the round begins', async () => {
    await expect(
      run(async (ctx) => {
        const tree = await makeTree(ctx);
        for (const area of tree.areas) await makePerson(ctx, { unitId: area.id });
        const quota = { way: 'heads' as const, total: 1, least: 1 };
        const scheme = await makeScheme(ctx, { unitId: tree.works.id, definition: definition({ quota }) });
        return makeRound(ctx, { schemeId: scheme.id });
      }),
    ).rejects.toMatchObject(code('honours.seats_too_few'));
  });
});

describe('a nomination', () => {
  const both = {
    parts: [
      { key: 'material', title: '物质文明', fewest: 4 },
      { key: 'spiritual', title: '精神文明', fewest: 4 },
    ],
  };

  test('of 双文明 waits for both parts, and for the consent to be laid open', async () => {
    const round = await roundOf(both);
    const draft = await run((ctx) =>
      makeNomination(ctx, round, { parts: { material: '全年超产三成' }, hasAgreed: false }),
    );
    await expect(submit(draft)).rejects.toMatchObject({
      ...code('honours.parts_missing'),
      issues: [{ path: 'parts.spiritual', message: '“精神文明”没有填写。' }],
    });
    const form = { parts: { material: '全年超产三成', spiritual: '带头互助学习' }, newMerits: '', hasAgreed: false };
    const filled = await run((ctx) =>
      nominations.changeNomination(ctx, request(draft.id, { ...form, version: draft.version })),
    );
    await expect(submit(filled)).rejects.toMatchObject(code('honours.consent_missing'));
    const agreed = await run((ctx) =>
      nominations.changeNomination(ctx, request(draft.id, { ...form, hasAgreed: true, version: filled.version })),
    );
    expect((await submit(agreed)).state).toBe('submitted');
  });

  test('of a 女状元 asks for a skill on the record and a place among the women', async () => {
    const round = await roundOf({ eligibility: { cohort: 'women', skillKinds: ['contest_result'] } });
    const man = await run((ctx) => makePerson(ctx, { unitId: round.unit.id, gender: 'male', name: '李强' }));
    const refused = await run((ctx) => makeNomination(ctx, round, { personId: man.id }));
    await expect(submit(refused)).rejects.toMatchObject({
      ...code('honours.ineligible'),
      issues: [{ message: '不在规定的人员范围内。' }, { message: '个人档案里没有要求的技能证书或比赛成绩。' }],
    });
    const woman = await run(async (ctx) => {
      const person = await makePerson(ctx, { unitId: round.unit.id });
      await noteSkill(ctx, {
        personId: person.id,
        kind: 'contest_result',
        title: '捞盐比赛第一名',
        gainedOn: '2024-05-01',
      });
      return makeNomination(ctx, round, { personId: person.id });
    });
    expect((await submit(woman)).state).toBe('submitted');
  });

  test('of a crew counts its women and looks at its leader', async () => {
    const { round, team } = await run(async (ctx) => {
      const tree = await makeTree(ctx);
      const woman = await makePerson(ctx, { unitId: tree.team.id });
      for (const gender of ['female', 'male'] as const) await makePerson(ctx, { unitId: tree.team.id, gender });
      await makeHolding(ctx, { personId: woman.id, post: 'team_leader', unitId: tree.team.id });
      const eligibility = {
        ...{ unitKinds: ['team'], fewestPersons: 3, leastWomenPercent: 60, leaderPosts: ['team_leader'] },
        leaderIsWoman: true,
      };
      const scheme = await makeScheme(ctx, {
        ...{ kind: 'collective', name: '巾帼红旗岗', unitId: tree.works.id, definition: definition({ eligibility }) },
      });
      return { round: await makeRound(ctx, { schemeId: scheme.id }), team: tree.team };
    });
    expect((await submit(await run((ctx) => makeNomination(ctx, round, { unitId: team.id })))).state).toBe('submitted');
    await run((ctx) => makePerson(ctx, { unitId: team.id, gender: 'male' }));
    const area = await run((ctx) => makeNomination(ctx, round, { unitId: round.unit.id }));
    await expect(submit(area)).rejects.toMatchObject({
      ...code('honours.ineligible'),
      issues: [
        ...['不是规定的单位类型（例如班组）。', '女职工2人，全体4人，不到60%。', '档案里没有负责人的任职记录。'].map(
          (message) => ({ message }),
        ),
      ],
    });
    const person = await run((ctx) => makePerson(ctx, { unitId: team.id }));
    await expect(run((ctx) => makeNomination(ctx, round, { personId: person.id }))).rejects.toMatchObject(
      code('honours.nominee_unfit'),
    );
  });

  test('comes once, before the last day, is passed by another hand and never by the nominee', async () => {
    const round = await roundOf();
    const hand = honoursUser();
    const draft = await run((ctx) => makeNomination(ctx, round));
    await expect(run((ctx) => makeNomination(ctx, round, { personId: draft.personId! }))).rejects.toMatchObject(
      code('honours.nominated_already'),
    );
    const sent = await submit(draft, hand);
    await expect(pass(sent, hand)).rejects.toMatchObject(code('honours.same_hand'));
    await expect(pass(sent, honoursUser('/', { personId: draft.personId }))).rejects.toMatchObject(
      code('honours.own_case'),
    );
    await expect(submit(sent)).rejects.toMatchObject(code('honours.nomination_step_impossible'));
    const refuse = (reason: string) =>
      run((ctx) =>
        nominations.reviewNomination(ctx, request(sent.id, { version: sent.version, isPassed: false, reason })),
      );
    await expect(refuse('')).rejects.toMatchObject(code('honours.reason_missing'));
    expect((await refuse('材料不实')).stateReason).toBe('材料不实');
    await on('2024-06-21', () =>
      expect(run((ctx) => makeNomination(ctx, round))).rejects.toMatchObject(code('honours.nominations_closed')),
    );
  });

  test('takes a dozen files and no more, of its own people', async () => {
    const round = await roundOf();
    const draft = await run((ctx) => makeNomination(ctx, round));
    const POINT = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const add = () =>
      run((ctx) =>
        nominations.addNominationFile(ctx, { params: { id: draft.id }, query: { name: 'a.png' }, body: POINT }),
      );
    for (let at = 0; at < 11; at += 1) await add();
    const { files } = await add();
    expect(files).toHaveLength(12);
    await expect(add()).rejects.toMatchObject(code('honours.files_full'));
    const read = () => nominations.readNominationFile;
    const given = { params: { id: draft.id, fileId: files[0]!.id } };
    expect((await run((ctx) => read()(ctx, given))).bytes).toHaveLength(POINT.length);
    await expect(run((ctx) => read()(ctx, given), honoursUser('/none/'))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    await run((ctx) => nominations.removeNomination(ctx, draft.id));
    expect((await run((ctx) => nominations.listNominations(ctx, round.id))).rows).toEqual([]);
  });

  test('is looked into by a third hand, each item with what was found', async () => {
    const vetoes = [
      { key: 'safety', title: '安全' },
      { key: 'discipline', title: '纪律' },
    ];
    const round = await roundOf({ vetoes });
    const hand = honoursUser();
    const sent = await submit(await run((ctx) => makeNomination(ctx, round)));
    const passed = await pass(sent, hand);
    const end = async () => {
      const { version } = await show(round.id);
      return run((ctx) => rounds.endNominations(ctx, round.id, version));
    };
    await end();
    const look = (
      body: { isQualified: boolean; vetoes: Record<string, string>; reason: string },
      user?: SignedInUser,
    ) =>
      run((ctx) => nominations.qualifyNomination(ctx, request(passed.id, { version: passed.version, ...body })), user);
    const clear = { isQualified: true, vetoes: { safety: '无事故' }, reason: '' };
    await expect(look(clear)).rejects.toMatchObject({ ...code('honours.vetoes_open'), params: { items: '纪律' } });
    await expect(look(clear, hand)).rejects.toMatchObject(code('honours.same_hand'));
    await expect(look({ ...clear, isQualified: false })).rejects.toMatchObject(code('honours.reason_missing'));
    const { version } = await show(round.id);
    await expect(run((ctx) => review.beginReview(ctx, round.id, version))).rejects.toMatchObject(
      code('honours.unqualified_left'),
    );
    expect((await look({ ...clear, isQualified: false, reason: '有一起事故' })).state).toBe('unqualified');
    await expect(run((ctx) => review.beginReview(ctx, round.id, version))).rejects.toMatchObject(
      code('honours.nobody_left'),
    );
  });

  test('nominations end when every one is reviewed and one is passed', async () => {
    const round = await roundOf();
    const end = () => run((ctx) => rounds.endNominations(ctx, round.id, round.version));
    await expect(end()).rejects.toMatchObject(code('honours.nobody_left'));
    const sent = await submit(await run((ctx) => makeNomination(ctx, round)));
    await expect(end()).rejects.toMatchObject({ ...code('honours.unreviewed'), params: { count: 1 } });
    await pass(sent);
    expect((await end()).state).toBe('qualifying');
  });
});
