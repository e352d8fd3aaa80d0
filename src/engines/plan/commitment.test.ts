import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  inTransaction,
  programFolder,
  registerTexts,
  writeOfficialDocument,
  type Context,
  type Measure,
} from '#kernel';
import { standingClock } from '#kernel/testing';
import { amendCommitment } from './amendments';
import { readCommitment } from './commitment';
import { confirmPlan } from './confirm';
import { importPlan } from './documents';
import { listMyDuties } from './duties';
import { getReview, markWarningSeen } from './plans';
import { takeReviewStep } from './review';
import { commitmentsOf } from './store';
import { openPlanDesk, type PlanDesk } from './testing';

let desk: PlanDesk;
let planId = '';
let ids: Record<string, string> = {};
beforeAll(async () => {
  desk = await openPlanDesk();
  planId = await desk.imported();
  await desk.run((ctx) => confirmPlan(ctx, planId, { revision: 1, acceptRest: true }, () => null));
  const records = await desk.run((ctx) => commitmentsOf(ctx, planId));
  ids = Object.fromEntries(records.map((record) => [record.content.kind, record.id]));
});
afterAll(() => desk.database.close());

/** Stands for a module's measure and remembers which commitments were asked for. */
const asked: string[] = [];
const counting: Measure = {
  name: 'plan.evidence_filed',
  unit: 'documents',
  answer: (_ctx, questions) => {
    asked.push(...questions.map(({ tag }) => tag));
    return Promise.resolve(
      questions.map(() => ({
        measure: 'plan.evidence_filed',
        unit: 'documents' as const,
        value: '0',
        of: null,
        countedDays: [],
        rows: [{ id: 'a', title: '甲', day: null, unitName: null, amount: '0', isCounted: false, reason: 'plan.rows.withdrawn', href: null }],
      })),
    );
  },
}; // prettier-ignore
const watching = <R>(act: (ctx: Context) => Promise<R>) =>
  inTransaction(
    {
      ...desk.database.seed({ user: desk.chair, clock: standingClock('2024-06-18') }),
      house: {
        ...desk.database.house,
        parameters: new Map(),
        measures: new Map([[counting.name, counting], ['plan.tasks_done', { ...counting, name: 'plan.tasks_done' }]]),
      },
    },
    act,
  ); // prettier-ignore

describe('the page of a commitment', () => {
  test('carries its whole content, and the sentence before and after it', async () => {
    const page = await desk.run((ctx) => readCommitment(ctx, ids.money_floor!));
    expect(page.content).toMatchObject({
      kind: 'money_floor',
      target: { type: 'money', minFen: 700_000n, maxFen: null },
      window: { words: '年底', from: '2024-12-01' },
      members: [],
      series: null,
    });
    const order = (await desk.run((ctx) => commitmentsOf(ctx, planId))).map((record) => record.id);
    const at = order.indexOf(ids.money_floor!);
    expect([page.previousId, page.nextId]).toEqual([order[at - 1] ?? null, order[at + 1] ?? null]);
  });

  test('is computed for that commitment alone, and so are a person’s own duties', async () => {
    asked.length = 0;
    const page = await watching((ctx) => readCommitment(ctx, ids.recurring_duty!));
    expect(new Set(asked)).toEqual(new Set([`commitment:${ids.recurring_duty}`]));
    expect(page.figureRows).toMatchObject([{ reason: 'plan.rows.withdrawn', reasonWords: '已撤回' }]);
    asked.length = 0;
    const stranger = { ...desk.chair, grants: desk.chair.grants.map((g) => ({ ...g, permissions: new Set(['plan.plan.read']) })) };
    expect((await desk.run((ctx) => listMyDuties(ctx), { user: stranger })).commitments).toEqual([]);
    expect(asked).toEqual([]);
  }); // prettier-ignore

  test('tells its measure in words with days, units and tolerances, and offers the suiting ones to who may amend', async () => {
    const page = await desk.run((ctx) => readCommitment(ctx, ids.recurring_duty!));
    expect(page.measure).toMatchObject({ label: expect.any(String) as string, rule: expect.stringMatching(/。$/) as string });
    expect(page.measure!.parameters.map((one) => one.value)).toContain('2024年1月1日—2024年12月31日');
    expect(page.measure!.parameters.find((one) => one.source !== null)?.value).toContain('10%');
    expect(page.measures.map((one) => one.name)).toContain('plan.tasks_done');
    const reader = { ...desk.chair, grants: desk.chair.grants.map((g) => ({ ...g, permissions: new Set(['plan.plan.read']) })) };
    expect((await desk.run((ctx) => readCommitment(ctx, ids.recurring_duty!), { user: reader })).measures).toEqual([]);
  }); // prettier-ignore
});

describe('what somebody changed meanwhile', () => {
  test('is refused with who, when, and what the row reads now', async () => {
    const draft = await desk.imported();
    const row = (await desk.run((ctx) => getReview(ctx, draft))).rows[0]!;
    expect(row.changed).toBeNull();
    const accept = { kind: 'accept' as const, rows: [{ id: row.id, revision: row.revision }] };
    const taken = await desk.run((ctx) => takeReviewStep(ctx, draft, accept));
    expect(taken.rows[0]!.changed).toMatchObject({ byName: '主席' });
    const refusal = desk.run((ctx) => takeReviewStep(ctx, draft, accept), { user: desk.colleague });
    await expect(refusal).rejects.toMatchObject({
      code: 'plan.row_changed',
      params: { by: '主席', at: expect.stringMatching(/^6月18日 \d\d:\d\d$/) as string, now: `${row.title} · 活动 · 5月初 · 举办1次 · 已确认` },
    });
    await expect(desk.run((ctx) => takeReviewStep(ctx, draft, accept))).rejects.toMatchObject({
      params: { by: '您自己（在另一个窗口）' },
    });
  }); // prettier-ignore

  test('by an amendment is told the same way', async () => {
    const { revision, content } = await desk.run((ctx) => readCommitment(ctx, ids.event!));
    const amend = (title: string, user = desk.chair) =>
      desk.run((ctx) => amendCommitment(ctx, ids.event!, { revision, day: '2024-06-18', reason: '改名', content: { ...content, title } }), { user });
    await amend('捞盐大赛');
    await expect(amend('别的', desk.colleague)).rejects.toMatchObject({
      code: 'plan.row_changed',
      params: { by: '主席', now: expect.stringContaining('捞盐大赛') as string },
    });
    expect((await desk.run((ctx) => readCommitment(ctx, ids.event!))).changed).toMatchObject({ byName: '主席' });
  }); // prettier-ignore
});

test('what the reader did to a document stands before the doubts of the parser, and can be marked as seen', async () => {
  const words = (language: string) =>
    JSON.parse(readFileSync(join(programFolder(), `src/kernel/office/locale/${language}.json`), 'utf8')) as { notes: object };
  registerTexts({ kernel: { 'zh-CN': { notes: words('zh-CN').notes }, en: { notes: words('en').notes } } as never });
  const column = (title: string) => ({ title, width: 50, align: 'left' as const });
  const bytes = await writeOfficialDocument({
    title: '2025年工会工作计划',
    blocks: [
      { kind: 'paragraph', runs: [{ text: '1、5月初组织捞盐比赛。' }] },
      { kind: 'paragraph', runs: [{ text: '3、年底再拿出7000元以上给予救助。' }] },
      { kind: 'table', columns: [column('时间'), column('事项')], rows: [['6月中旬', '组织乒乓球比赛']] },
    ],
    signature: { unit: '盐场工会', day: '2024-12-20' },
  });
  const { planId: noted } = await desk.run((ctx) => importPlan(ctx, { bytes, name: '计划.docx', year: 2025 }));
  const warnings = async () => (await desk.run((ctx) => getReview(ctx, noted))).warnings;
  expect((await warnings()).find((one) => one.at === null)).toMatchObject({
    code: 'document.tables_read_as_rows',
    at: null,
    text: '1 个表格按行读取，单元格之间用制表符分开。',
    isSeen: false,
  });
  expect((await warnings()).map((one) => one.code)).toContain('plan.missing_number');
  await desk.run((ctx) => markWarningSeen(ctx, noted, { at: null, code: 'document.tables_read_as_rows' }));
  expect((await warnings()).find((one) => one.at === null)!.isSeen).toBe(true);
}); // prettier-ignore
