import type { Tag } from '#kernel/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerRequest, newId, registerTexts } from '#kernel';
import { openTestDatabase, plainRequest, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { cancelEvent, closeEvent, recordAttendance, reopenEvent } from '#engines/schedule';
import {
  hostUser,
  makeEvent,
  makeHeldEvent,
  makeScheduledEvent,
  scheduleActs,
  withStatements,
} from '#engines/schedule/testing';
import { makePerson, makeTree, type SmallTree } from '#engines/roster/testing';
import { definitions, matchDefinition, outsideDefinitions, ownDefinitions } from './definitions';
import { cultureLine, eventsHeld, participation } from './index';

describe('the kind of an event by its title', () => {
  // prettier-ignore
  test.each([
    // The ten own events of the plan and the tour, as the plan words them.
    ['own', '组织一次女工歌舞联谊会', 'culture.own.women_gala'],
    ['own', '以爱岗敬业为主题的青年演讲比赛', 'culture.own.speech_contest'],
    ['own', '选拔优秀选手在全场进行巡回演讲', 'culture.own.speech_tour'],
    ['own', '全场第六届炊工比武', 'culture.own.cook_contest'],
    ['own', '捞盐比赛', 'culture.own.salt_harvest_contest'],
    ['own', '以安全或法律教育为主要内容的知识竞赛', 'culture.own.knowledge_contest'],
    ['own', '乒乓球比赛', 'culture.own.table_tennis'],
    ['own', '扑克比赛', 'culture.own.card_game'],
    ['own', '象棋比赛', 'culture.own.chess'],
    ['own', '职工卡拉OK比赛', 'culture.own.karaoke'],
    ['own', '职工卡拉ＯＫ 比赛', 'culture.own.karaoke'],
    ['own', '全场第二届职工环场接力赛', 'culture.own.relay_race'],
    // The eight outside ones.
    ['outside', '春节文艺晚会', 'culture.outside.spring_festival_gala'],
    ['outside', '元宵节街头文艺', 'culture.outside.lantern_festival_show'],
    ['outside', '演讲比赛', 'culture.outside.speech_contest'],
    ['outside', '卡拉ok比赛', 'culture.outside.karaoke'],
    ['outside', '职工消夏晚会', 'culture.outside.summer_evening_gala'],
    ['outside', '职工运动会', 'culture.outside.sports_meeting'],
    ['outside', '电工技能大赛', 'culture.outside.electrician_contest'],
    ['outside', '计算机技能大赛', 'culture.outside.computer_contest'],
    // What is none of them.
    ['own', '拔河', 'culture.own.other'],
    ['own', '女职工劳动保护检查', 'culture.own.other'],
    ['own', '法律知识讲座', 'culture.own.other'],
    ['own', '炊工健康体检', 'culture.own.other'],
    ['outside', '劳模报告会', 'culture.outside.other'],
  ] as const)('%s: %s', (organiser, title, key) => expect(matchDefinition(title, organiser).key).toBe(key));

  test('there are ten own kinds with the tour beside them, eight outside ones, each under its own key and named in both languages', () => {
    expect([ownDefinitions.length, outsideDefinitions.length]).toEqual([11, 8]);
    expect(new Set(definitions.map((definition) => definition.key)).size).toBe(definitions.length);
    for (const texts of Object.values(cultureLine.texts)) {
      const names = texts.definitions as Record<string, Record<string, string>>;
      for (const { key } of definitions) expect(names[key.split('.')[1]!]![key.split('.')[2]!], key).toBeTruthy();
    }
  });
});

describe('measures', () => {
  let db: TestDatabase;
  let tree: SmallTree;
  const clock = standingClock('2024-06-18');
  let act: ReturnType<typeof scheduleActs>;

  beforeAll(async () => {
    db = await openTestDatabase();
    act = scheduleActs(db, clock);
    tree = await act(hostUser(), makeTree);
  });
  afterAll(() => db.close());

  const june = { from: '2024-06-01', to: '2024-06-30' };
  const question = (tag: Tag, change = {}) => ({
    tag,
    window: june,
    unitPath: tree.group.path,
    asOf: '2024-12-31',
    ...change,
  });

  test('events held: each tagged event is a row, counted or with the reason why not', async () => {
    const tag = 'commitment:held';
    await act(hostUser(), async (ctx) => {
      const make = { unitId: tree.works.id, tags: [tag] };
      await makeHeldEvent(ctx, { ...make, title: '按期' }, '2024-06-18');
      await makeHeldEvent(ctx, { ...make, title: '提前' }, '2024-05-31');
      await makeEvent(ctx, { ...make, title: '过期', window: { from: '2024-06-01', to: '2024-06-10', words: '' } });
      await makeEvent(ctx, { ...make, title: '还没到', window: { from: '2025-01-01', to: '2025-01-10', words: '' } });
      const cancelled = await makeEvent(ctx, { ...make, title: '取消' });
      await cancelEvent(ctx, cancelled.id, { version: 1, reason: '台风' });
    });
    clock.set('2024-07-05');
    await act(null, (ctx) => makeHeldEvent(ctx, { unitId: tree.works.id, tags: [tag], title: '迟了' }, '2024-07-05'));
    const [figure] = await act(null, (ctx) => eventsHeld.answer(ctx, [question(tag)]));
    expect(figure).toMatchObject({ measure: 'culture.events_held', unit: 'times', value: '3', of: null });
    expect(figure!.countedDays).toEqual(['2024-05-31', '2024-06-18', '2024-07-05']);
    expect(figure!.rows.map((row) => [row.title, row.isCounted, row.reason, row.amount])).toEqual(
      expect.arrayContaining([
        ['按期', true, null, '1'],
        ['提前', true, 'culture.rows.held_early', '1'],
        ['迟了', true, 'culture.rows.held_late', '1'],
        ['过期', false, 'culture.rows.passed_without_record', '0'],
        ['还没到', false, 'culture.rows.not_yet_held', '0'],
        ['取消', false, 'culture.rows.cancelled', '0'],
      ]),
    );
    const row = figure!.rows.find((one) => one.title === '按期')!;
    expect(row).toMatchObject({ day: '2024-06-18', unitName: '测试盐场', href: `/events/${row.id}` });
    const [earlier] = await act(null, (ctx) => eventsHeld.answer(ctx, [question(tag, { asOf: '2024-06-17' })]));
    expect([earlier!.value, earlier!.rows.find((one) => one.title === '按期')!.reason]).toEqual([
      '1',
      'culture.rows.not_yet_held',
    ]);
  });

  test('every reason that a row may give has its words in both languages', () => {
    for (const texts of Object.values(cultureLine.texts)) {
      const rows = texts.rows as Record<string, string>;
      for (const reason of [
        'not_yet_held',
        'passed_without_record',
        'no_record',
        'cancelled',
        'held_late',
        'held_early',
      ])
        expect(rows[reason]).toBeTruthy();
    }
  });

  test('a reopened event stops counting until it is closed again', async () => {
    const tag = 'commitment:reopened';
    clock.set('2024-06-18');
    const value = async () => (await act(null, (ctx) => eventsHeld.answer(ctx, [question(tag)])))[0]!.value;
    const held = await act(null, (ctx) => makeHeldEvent(ctx, { unitId: tree.works.id, tags: [tag] }));
    expect(await value()).toBe('1');
    const reopened = await act(hostUser(), (ctx) => reopenEvent(ctx, held.id, { version: held.version, reason: '补' }));
    expect(await value()).toBe('0');
    const body = { version: reopened.version, summary: '', headCount: null, heldOn: '2024-06-18' };
    await act(hostUser(), (ctx) => closeEvent(ctx, held.id, body));
    expect(await value()).toBe('1');
  });

  test('only the asked part of the tree counts', async () => {
    const tag = 'commitment:tree';
    clock.set('2024-06-18');
    await act(null, async (ctx) => {
      await makeHeldEvent(ctx, { unitId: tree.areas[0].id, tags: [tag] });
      await makeHeldEvent(ctx, { unitId: tree.areas[1].id, tags: [tag] });
    });
    const figures = await act(null, (ctx) =>
      eventsHeld.answer(ctx, [
        question(tag),
        question(tag, { unitPath: tree.areas[1].path }),
        question('commitment:none'),
      ]),
    );
    expect(figures.map((figure) => figure.value)).toEqual(['2', '1', '0']);
  });

  test('five hundred questions cost as many statements as two', async () => {
    const questions = Array.from({ length: 500 }, (_, i) =>
      question(i % 2 === 0 ? 'commitment:tree' : `commitment:${i}`),
    );
    const count = (list: typeof questions) =>
      act(null, async (plain) => {
        const { ctx, statements } = withStatements(plain);
        const figures = [...(await eventsHeld.answer(ctx, list)), ...(await participation.answer(ctx, list))];
        expect(figures).toHaveLength(2 * list.length);
        return statements.length;
      });
    expect(await count(questions)).toBe(await count(questions.slice(0, 2)));
  });

  test('participation counts each named person once over all events, and the heads without a name', async () => {
    const tag = 'commitment:people';
    clock.set('2024-06-18');
    await act(hostUser(), async (ctx) => {
      const [a, b] = [
        await makePerson(ctx, { unitId: tree.works.id }),
        await makePerson(ctx, { unitId: tree.works.id }),
      ];
      for (const [people, headCount] of [
        [[a, b], null],
        [[a], 10],
      ] as const) {
        const event = await makeScheduledEvent(
          ctx,
          { unitId: tree.works.id, tags: [tag] },
          '2024-06-18T08:00:00+08:00',
        );
        await recordAttendance(
          ctx,
          event.id,
          people.map((person) => person.id),
        );
        await closeEvent(ctx, event.id, { version: event.version, summary: '', headCount });
      }
      await makeScheduledEvent(ctx, { unitId: tree.works.id, tags: [tag] });
    });
    const [figure] = await act(null, (ctx) => participation.answer(ctx, [question(tag)]));
    expect(figure!.value).toBe('11');
    expect(figure!.rows.map((row) => row.amount).sort()).toEqual(['0', '10', '2']);
  });

  test('the kinds are named in the language of the reader', async () => {
    registerTexts({ culture: cultureLine.texts });
    const ask = async (language: 'zh-CN' | 'en', permissions: string[]) => {
      const raw = {
        requestId: newId(),
        params: {},
        query: {},
        body: new Uint8Array(),
        idempotencyKey: null,
        language,
        facts: plainRequest,
      };
      const world = { house: db.house, clock, userOf: async () => testUser(permissions) };
      return (await answerRequest(cultureLine.routes[0]!, raw, world)) as { rows: { key: string; name: string }[] };
    };
    const nameIn = async (language: 'zh-CN' | 'en') =>
      (await ask(language, ['culture.event.read'])).rows.find((row) => row.key === 'culture.own.cook_contest')!.name;
    expect([await nameIn('zh-CN'), await nameIn('en')]).toEqual(['炊工比武', 'Cook contest']);
    await expect(ask('en', [])).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});
