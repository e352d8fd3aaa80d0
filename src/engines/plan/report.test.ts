import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  inTransaction,
  programFolder,
  readDocument,
  registerTexts,
  seedParameters,
  type Context,
  type Measure,
  type SignedInUser,
} from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { makeTree, type SmallTree } from '#engines/roster/testing';
import { amendCommitment } from './amendments';
import { citeSentence } from './citations';
import { comparePlans } from './comparison';
import { confirmPlan } from './confirm';
import { planPermissions, report as reportShape } from './contract';
import { receiveDirective } from './directives';
import { importPlanText } from './documents';
import { fileEvidence, uploadEvidenceFile, withdrawEvidence } from './evidence';
import { planModule } from './manifest';
import { draftNextPlan } from './next-plan';
import { parsePlan } from './parse/parse-plan';
import type { CommitmentRecord } from './records';
import { getReport, getReportDocument } from './report';
import type { YearReport } from './report-document';
import type { YearReportLine } from './report-lines';
import { wordsIn } from './report-words';
import { takeReviewStep } from './review';
import { commitmentsOf, findPlan } from './store';

const plan = planModule(() => null);
const plan2024 = readFileSync(join(programFolder(), 'tests/plans/salt-works-2024.txt'), 'utf8');

/** Stands for the line that will count events: one was held in its window, one late, one was called off. */
let held: Record<string, string> = {};
const eventsHeld: Measure = {
  name: 'culture.events_held',
  suits: ['event', 'tour', 'event_group'],
  unit: 'times',
  answer: (_ctx, questions) =>
    Promise.resolve(
      questions.map(({ tag, asOf }) => {
        const day = held[tag];
        const isCounted = day !== undefined && day <= asOf;
        const called = { id: tag, title: '活动', day: day ?? null, unitName: '一食堂', amount: '1', href: null };
        const rows =
          day === undefined
            ? []
            : [{ ...called, isCounted, reason: isCounted ? null : 'plan.report.exception.nothing' }];
        return {
          measure: 'culture.events_held',
          unit: 'times',
          value: isCounted ? '1' : '0',
          of: null,
          countedDays: isCounted ? [day] : [],
          rows,
        };
      }),
    ),
};

let database: TestDatabase;
let tree: SmallTree;
let chair: SignedInUser;
let planId: string;
let records: CommitmentRecord[];

const run = <R>(
  act: (ctx: Context) => Promise<R>,
  user: SignedInUser | null = chair,
  change: { today?: string; language?: 'zh-CN' | 'en' } = {},
) =>
  inTransaction(
    database.seed({
      user,
      clock: standingClock(change.today ?? '2024-06-18'),
      language: change.language ?? 'zh-CN',
      house: {
        ...database.house,
        measures: new Map([...plan.measures!, eventsHeld].map((measure) => [measure.name, measure])),
        parameters: new Map(plan.parameters!.map((one) => [one.shape.key, one])),
      },
    }),
    act,
  );

const of = (words: string): CommitmentRecord => records.find((record) => record.quote.includes(words))!;
const idOf = (words: string) => of(words).id;
const lineOf = (report: YearReport, words: string): YearReportLine =>
  report.chapters.flatMap((chapter) => chapter.lines).find((line) => line.quote.includes(words))!;
const filed = (words: string, day: string, text: string, fileIds: string[] = []) =>
  run((ctx) => fileEvidence(ctx, idOf(words), { day, text, taskId: null, fileIds }));

beforeAll(async () => {
  registerTexts({ plan: plan.texts });
  database = await openTestDatabase();
  tree = await run(makeTree, null);
  const grants = (unit: SmallTree['works']) =>
    testUser([...planPermissions, 'schedule.event.write'], unit.path).grants.map((grant) => ({
      ...grant,
      unitId: unit.id,
    }));
  chair = { ...testUser([], tree.works.path), grants: grants(tree.works) };
  await run(seedParameters);
  planId = (await run((ctx) => importPlanText(ctx, { text: plan2024, name: '计划', year: 2024 }))).planId;
  records = await run((ctx) => commitmentsOf(ctx, planId));
  const duty = of('反映职工的要求');
  await run((ctx) =>
    takeReviewStep(ctx, planId, {
      kind: 'drop',
      row: { id: duty.id, revision: duty.revision },
      reason: '并入走访制度',
    }),
  );
  const revision = (await run((ctx) => findPlan(ctx, planId)))!.revision;
  await run((ctx) => confirmPlan(ctx, planId, { revision, acceptRest: true }, () => null));
  records = await run((ctx) => commitmentsOf(ctx, planId));
  held = {
    [`commitment:${idOf('第六届炊工比武')}`]: '2024-04-18',
    [`commitment:${idOf('捞盐比赛')}`]: '2024-05-13',
    [`commitment:${idOf('知识竞赛')}`]: '2024-06-30',
  };
  await fileAndAmend();
  records = await run((ctx) => commitmentsOf(ctx, planId));
});
afterAll(() => database.close());

/** What people did in the year: evidence, one piece of it withdrawn, a directive that is answered, an amendment. */
async function fileAndAmend(): Promise<void> {
  const photos = await run(async (ctx) => {
    const png = (mark: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]);
    return [
      await uploadEvidenceFile(ctx, idOf('提高职工入会率'), '一.png', png(1)),
      await uploadEvidenceFile(ctx, idOf('提高职工入会率'), '二.png', png(2)),
    ];
  });
  await filed(
    '提高职工入会率',
    '2024-05-06',
    '入会动员会纪要',
    photos.map((photo) => photo.fileId),
  );
  await filed('第六届炊工比武', '2024-04-18', '比武名次表');
  const wrong = await filed('第六届炊工比武', '2024-04-17', '日期写错的名次表');
  await run((ctx) => withdrawEvidence(ctx, wrong.id, '日期写错'));
  const letter = {
    sender: '集团公司工会',
    number: '海化工〔2024〕3号',
    title: '关于做好送温暖工作的通知',
    receivedOn: '2024-01-05',
    fileId: null,
  };
  const { id: directiveId } = await run((ctx) => receiveDirective(ctx, letter));
  await run((ctx) =>
    citeSentence(ctx, idOf('7000元以上'), {
      kind: 'directive',
      directiveId,
      at: null,
      end: null,
      quote: '各单位要拿出自有资金',
    }),
  );
  const relay = of('第二届职工环场接力赛');
  const content = {
    ...relay.content,
    window: { ...relay.content.window!, from: '2024-10-21', to: '2024-10-31', words: '10月底' },
  };
  await run((ctx) =>
    amendCommitment(ctx, relay.id, {
      revision: relay.revision,
      day: '2024-06-03',
      reason: '避开盐田冬季检修',
      content,
    }),
  );
}

describe('the year-end report', () => {
  test('has the chapters of the plan in its order and with its numbers, and every sentence that is a promise', async () => {
    const report = await run((ctx) => getReport(ctx, planId));
    const own = report.chapters.filter((chapter) => !chapter.isAppendix);
    expect(own.map((chapter) => chapter.number)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
    expect(own.map((chapter) => chapter.mark)).toEqual(own.map((chapter) => `${chapter.number}、`));
    expect(own.flatMap((chapter) => chapter.lines.map((line) => line.quote))).toEqual(
      [...records].sort((a, b) => a.at - b.at || b.end - a.end).map((record) => record.quote),
    );
    expect(own.map((chapter) => chapter.title)).toContain('认真开展文体活动，活跃一线职工业余文化生活');
  });

  test.each<[string, string, Partial<YearReportLine>]>([
    [
      'held in its window',
      '第六届炊工比武',
      {
        figure: '已举办1次（4月18日）',
        state: '已兑现',
        evidence: ['4月18日比武名次表', '4月18日活动（一食堂）'],
        exceptions: [],
      },
    ],
    [
      'held late',
      '捞盐比赛',
      { figure: '已举办1次（5月13日）', state: '逾期兑现', exceptions: ['逾期3天兑现', '时间在“5月初”之外：5月13日'] },
    ],
    [
      'not held, with what was looked at',
      '知识竞赛',
      { figure: '尚未举办', state: '未兑现', exceptions: ['期限已过29天，未兑现', '未计入：6月30日活动（无）'] },
    ],
    ['still to come', '11月上旬组织', { state: '未开始', exceptions: [] }],
    ['without a measure', '7000元以上', { target: '7000元以上', state: '尚无度量' }],
    [
      'an aim with its evidence',
      '提高职工入会率',
      { state: '定性', figure: '定性：以1份文字佐证答复，不折算百分比', evidence: ['5月6日入会动员会纪要（照片2张）'] },
    ],
    ['dropped, with the reason', '反映职工的要求', { state: '已撤下', exceptions: ['已撤下，理由：并入走访制度'] }],
    [
      'amended, with both wordings',
      '环场接力赛',
      { exceptions: ['经修订（2024年6月3日，避开盐田冬季检修）：时间原为“11月底”，现为“10月底”'] },
    ],
  ])('tells of a promise %s', async (_what, words, expected) => {
    const line = lineOf(await run((ctx) => getReport(ctx, planId)), words);
    expect(line).toMatchObject(expected);
  });

  test('never gives an aim a percentage', async () => {
    const report = await run((ctx) => getReport(ctx, planId));
    const aims = report.chapters.flatMap((chapter) => chapter.lines).filter((line) => line.kind === 'aim');
    expect(aims.length).toBeGreaterThan(5);
    for (const aim of aims) expect(`${aim.state}${aim.figure}`).toMatch(/定性/);
    for (const aim of aims) expect(aim.figure).not.toMatch(/%/);
  });

  test('names the five duties with chapters and figures, and closes with sentences that all carry a figure or 定性', async () => {
    const report = await run((ctx) => getReport(ctx, planId));
    expect(report.duties).toHaveLength(5);
    expect(report.duties[0]).toMatch(/工会法》第六条.*对应计划第.*部分，共\d+项/);
    for (const sentence of report.summary) expect(sentence.text).toMatch(sentence.isInWords ? /定性/ : /\d/);
    expect(report.summary.map((s) => s.text)).toContain('计划举办活动10项，已举办2/10项。');
    expect(report.summary.map((s) => s.text)).toContain('年内修订承诺1项，撤下1项，均列明原文和理由。');
    expect(report.summary.map((s) => s.text)).toContain('全年归档佐证2份，其中照片2张。');
  });

  test('answers each directive that the plan cites', async () => {
    const report = await run((ctx) => getReport(ctx, planId));
    const [answer, ...others] = report.chapters.filter((chapter) => chapter.isAppendix);
    expect(others).toEqual([]);
    expect(answer).toMatchObject({
      title: '附件1：对集团公司工会《关于做好送温暖工作的通知》（海化工〔2024〕3号）的答复',
      opening: '该文件于2024年1月5日收到，逐句答复1句，本年度计划有1项承诺予以落实：尚无度量1项。',
    });
    expect(answer!.lines.map((line) => line.asks)).toEqual(['各单位要拿出自有资金']);
  });
});

describe('one report', () => {
  test('is the same again on the same records, whenever it is made, and another one when they change', async () => {
    const asOf = '2024-06-18';
    const first = await run((ctx) => getReport(ctx, planId, asOf));
    expect(await run((ctx) => getReport(ctx, planId, asOf), chair, { today: '2024-12-30' })).toEqual(first);
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
    const later = await run((ctx) => getReport(ctx, planId, '2024-12-31'), chair, { today: '2024-12-31' });
    expect(later.sha256).not.toBe(first.sha256);
    expect(lineOf(later, '知识竞赛')).toMatchObject({ state: '逾期兑现' });
  });

  test('leaves out what happened after its day, and takes a day that has not come as today', async () => {
    const early = await run((ctx) => getReport(ctx, planId, '2024-05-01'));
    expect(lineOf(early, '提高职工入会率').evidence).toEqual([]);
    expect(lineOf(early, '捞盐比赛').state).toBe('未开始');
    expect((await run((ctx) => getReport(ctx, planId, '2024-12-31'))).asOf).toBe('2024-06-18');
  });

  test('fits the contract, and speaks English around the Chinese sentences where that is asked for', async () => {
    const report = await run((ctx) => getReport(ctx, planId), chair, { language: 'en' });
    expect(() => reportShape.parse(report)).not.toThrow();
    expect(lineOf(report, '第六届炊工比武')).toMatchObject({
      quote: '4月中旬举行全场第六届炊工比武',
      figure: 'held 1 × (18 April)',
      state: 'kept',
    });
    expect(report.summary.every((sentence) => sentence.isInWords || /\d/.test(sentence.text))).toBe(true);
    expect(JSON.stringify(report)).not.toMatch(/report\.[a-z]/);
  });

  test('as a Word file has the same bytes each time, quotes every sentence and ends with day and digest', async () => {
    const first = await run((ctx) => getReportDocument(ctx, planId, '2024-06-18'));
    const second = await run((ctx) => getReportDocument(ctx, planId, '2024-06-18'), chair, { today: '2024-07-01' });
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
    expect([first.name, first.isInline]).toEqual(['2024年度工会工作计划执行情况报告.docx', false]);
    const { text } = await readDocument(first.bytes, first.name);
    for (const record of records) expect(text).toContain(record.quote);
    const report = await run((ctx) => getReport(ctx, planId, '2024-06-18'));
    const places = [
      '2、认真开展劳动竞赛活动',
      '10、加强工会自身建设',
      '履行工会法定职责情况',
      '总结',
      '附件1：',
      '数据截止2024年6月18日，SHA-256校验值：',
      report.sha256,
    ].map((words) => text.indexOf(words));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(text.trimEnd()).toMatch(/[0-9a-f]{64}\s+测试盐场\s+2024年6月18日$/);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'of a plan out of reach',
      () => run((ctx) => getReport(ctx, planId), testUser(['plan.report.read'], '/9999/')),
      'kernel.not_found',
    ],
    [
      'without the right to reports',
      () => run((ctx) => getReport(ctx, planId), testUser(['plan.plan.read'], tree.works.path)),
      'kernel.not_found',
    ],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toThrow(code);
  });
});

describe('the plan of the year after', () => {
  test('is drafted from the confirmed plan and reads back', async () => {
    const draft = await run((ctx) => draftNextPlan(ctx, planId));
    const parsed = parsePlan(draft.text);
    expect([draft.year, parsed.year, parsed.title]).toEqual([2025, 2025, '测试盐场工会2025年工作计划']);
    expect(parsed.commitments.filter((c) => c.kind === 'event')).toHaveLength(10);
    expect(draft.text).toContain('第七届炊工比武');
    expect(draft.text).not.toContain('反映职工的要求');
    expect(draft.text).toContain('8月份组织扑克、象棋比赛');
  });

  test('is imported and compared: editions come round, the earlier plan keeps its place', async () => {
    const draft = await run((ctx) => draftNextPlan(ctx, planId));
    const next = await run((ctx) => importPlanText(ctx, { text: draft.text, name: '草稿', year: 2025 }));
    const compared = await run((ctx) => comparePlans(ctx, planId, next.planId));
    expect([compared.left.year, compared.right.year]).toEqual([2024, 2025]);
    const pair = compared.pairs.find((p) => p.left?.quote.includes('第六届炊工比武'))!;
    expect(pair).toMatchObject({ change: 'same', right: { quote: '4月中旬举行全场第七届炊工比武' } });
    const gone = compared.pairs.filter((p) => p.change === 'gone').map((p) => p.left!.kind);
    expect(gone).toContain('aim');
    await expect(run((ctx) => draftNextPlan(ctx, next.planId))).rejects.toThrow('plan.not_confirmed');
    await expect(run((ctx) => getReport(ctx, next.planId))).rejects.toThrow('plan.not_confirmed');
    await expect(
      run((ctx) => comparePlans(ctx, planId, next.planId), testUser(['plan.plan.read'], '/9999/')),
    ).rejects.toThrow('kernel.not_found');
    await expect(
      run((ctx) => draftNextPlan(ctx, planId), testUser(['plan.plan.review'], tree.areas[0].path)),
    ).rejects.toThrow('kernel.not_found');
  });
});

test.each([
  ['plan.rows.task_open', '尚未办结'],
  ['plan.rows.withdrawn', '已撤回'],
  ['plan.rows.before_window', '早于计划时间'],
  ['culture.rows.none_such', null],
])('the reason %s reads %s', (key, expected) => {
  expect(wordsIn('zh-CN').reason(key)).toBe(expected);
});
