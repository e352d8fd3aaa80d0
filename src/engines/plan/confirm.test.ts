import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quickEvent, listEvents } from '#engines/schedule';
import { amendCommitment, getVersion, listVersions } from './amendments';
import { loadBoard } from './board';
import { confirmPlan } from './confirm';
import { commitmentContent } from './contract';
import { importPlan, importPlanText, replaceDocument } from './documents';
import { discardPlan, getReview, listPlans } from './plans';
import { readablePlan } from './policy';
import { takeReviewStep } from './review';
import { commitmentsOf } from './store';
import { openPlanDesk, SHORT_PLAN, type PlanDesk } from './testing';

let desk: PlanDesk;
beforeAll(async () => {
  desk = await openPlanDesk();
});
afterAll(() => desk.database.close());

const confirm = (planId: string, change: { revision?: number; acceptRest?: boolean } = {}) =>
  desk.run((ctx) =>
    confirmPlan(ctx, planId, { revision: 1, acceptRest: true, ...change }, (title) =>
      title.includes('捞盐') ? 'test.harvest' : null,
    ),
  );
const years = SHORT_PLAN.replaceAll('2024', '2031');

describe('importing', () => {
  test('the same text twice is said, not doubled', async () => {
    const first = await desk.run((ctx) => importPlanText(ctx, { text: SHORT_PLAN, name: '计划' }));
    const second = await desk.run((ctx) => importPlan(ctx, { bytes: Buffer.from(SHORT_PLAN), name: '又一份.txt' }));
    expect([first.outcome, second.outcome, second.planId]).toEqual(['imported', 'already_here', first.planId]);
  });

  test.each<[string, string, string]>([
    ['an empty text', '', 'document.empty'],
    ['a text with no plan in it', '今天天气不错。', 'plan.nothing_found'],
    ['a text far too long', '一、组织比赛。'.repeat(80_000), 'document.text_too_long'],
  ])('%s is refused and nothing is left', async (_name, text, code) => {
    const before = (await desk.run((ctx) => listPlans(ctx))).plans.length;
    await expect(desk.run((ctx) => importPlanText(ctx, { text, name: 'x' }))).rejects.toMatchObject({ code });
    expect((await desk.run((ctx) => listPlans(ctx))).plans.length).toBe(before);
  });

  test('a corrected document keeps the decisions about unchanged sentences', async () => {
    const planId = await desk.imported();
    const rows = await desk.run((ctx) => commitmentsOf(ctx, planId));
    const kept = rows.find((row) => row.quote.includes('捞盐'))!;
    await desk.run((ctx) =>
      takeReviewStep(ctx, planId, { kind: 'accept', rows: [{ id: kept.id, revision: kept.revision }] }),
    );
    const corrected = (await desk.run((ctx) => getReview(ctx, planId))).text
      .replace('提高职工素质。', '6月中旬组织乒乓球比赛。')
      .replace('一、文体活动', '一、文化体育活动');
    const outcome = await desk.run((ctx) =>
      replaceDocument(ctx, planId, { bytes: Buffer.from(corrected), name: '改.txt' }),
    );
    expect(outcome).toMatchObject({ outcome: 'updated', added: 1, gone: 1 });
    const after = await desk.run((ctx) => getReview(ctx, planId));
    const row = after.rows.find((one) => one.id === kept.id)!;
    expect(row.reviewState).toBe('confirmed');
    expect(after.text.slice(row.at, row.end)).toBe(row.quote);
    expect(after.rows.filter((one) => one.origin === 'gone').map((one) => one.quote)).toEqual(['提高职工素质']);
    const again = await desk.run((ctx) =>
      replaceDocument(ctx, planId, { bytes: Buffer.from(corrected), name: '改.txt' }),
    );
    expect(again.outcome).toBe('already_here');
    await desk.run((ctx) => discardPlan(ctx, planId, '只是试一试'));
  });
});

describe('confirming', () => {
  test('refuses while rows are undecided, after a change meanwhile, and when nothing is left', async () => {
    const planId = await desk.imported(years);
    await expect(confirm(planId, { acceptRest: false })).rejects.toMatchObject({ code: 'plan.rows_undecided' });
    await expect(confirm(planId, { revision: 7 })).rejects.toMatchObject({ code: 'plan.row_changed' });
    const rows = await desk.run((ctx) => commitmentsOf(ctx, planId));
    let revision = 1;
    for (const row of rows) {
      const dropped = await desk.run((ctx) =>
        takeReviewStep(ctx, planId, { kind: 'drop', row: { id: row.id, revision: row.revision }, reason: '不要' }),
      );
      revision = dropped.revision;
    }
    await expect(confirm(planId, { revision })).rejects.toMatchObject({ code: 'plan.nothing_to_confirm' });
  });

  test('plans the events of the year, takes those that were there before, and only once', async () => {
    await desk.run(
      (ctx) =>
        quickEvent(ctx, {
          title: '工区捞盐赛',
          unitId: desk.tree.areas[0].id,
          day: '2031-05-03',
          headCount: 20,
          photoIds: [],
          summary: '',
          themes: [],
          tags: [],
          definitionKey: 'test.harvest',
          place: '',
        }),
      {
        user: {
          ...desk.chair,
          grants: desk.chair.grants.map((g) => ({
            ...g,
            permissions: new Set([...g.permissions, 'schedule.event.close']),
          })),
        },
        today: '2031-06-01',
      },
    );
    const planId = await desk.imported(years);
    const { version, events } = await confirm(planId);
    expect([version, events]).toEqual([1, 2]);
    const reader = {
      ...desk.chair,
      grants: desk.chair.grants.map((g) => ({ ...g, permissions: new Set([...g.permissions, 'schedule.event.read']) })),
    };
    const { rows } = await desk.run((ctx) => listEvents(ctx, { tag: `plan:${planId}`, limit: 50 } as never), {
      user: reader,
      today: '2031-06-01',
    });
    expect(rows.map((row) => [row.title, row.state]).sort()).toEqual([
      ['工区捞盐赛', 'held'],
      ['炊工比武', 'planned'],
    ]);
    await expect(confirm(planId, { revision: 2 })).rejects.toMatchObject({ code: 'plan.not_in_review' });
    const rival = await desk.imported(years);
    await expect(confirm(rival)).rejects.toMatchObject({ code: 'plan.year_confirmed' });
  });

  test('a confirmed plan takes no document, no step and no discarding', async () => {
    const [plan] = (await desk.run((ctx) => listPlans(ctx))).plans.filter((one) => one.state === 'confirmed');
    const row = (await desk.run((ctx) => commitmentsOf(ctx, plan!.id)))[0]!;
    const refused = { code: 'plan.not_in_review' };
    await expect(
      desk.run((ctx) => replaceDocument(ctx, plan!.id, { bytes: Buffer.from(years), name: 'x.txt' })),
    ).rejects.toMatchObject(refused);
    await expect(
      desk.run((ctx) =>
        takeReviewStep(ctx, plan!.id, { kind: 'accept', rows: [{ id: row.id, revision: row.revision }] }),
      ),
    ).rejects.toMatchObject(refused);
    await expect(desk.run((ctx) => discardPlan(ctx, plan!.id, '不想要了'))).rejects.toMatchObject(refused);
  });
});

describe('amending', () => {
  test('changes the plan from a day on; the first version stays as it was', async () => {
    const planId = await desk.imported(years.replaceAll('2031', '2032'));
    const early = (await desk.run((ctx) => commitmentsOf(ctx, planId)))[0]!;
    const amend = (revision: number, content: typeof early.content | null) =>
      desk.run((ctx) => amendCommitment(ctx, early.id, { revision, day: '2032-06-01', reason: '场地维修', content }));
    await expect(amend(early.revision, early.content)).rejects.toMatchObject({ code: 'plan.not_confirmed' });
    await confirm(planId);
    const row = (await desk.run((ctx) => commitmentsOf(ctx, planId)))[0]!;
    await expect(amend(row.revision + 1, row.content)).rejects.toMatchObject({ code: 'plan.row_changed' });
    await expect(
      amend(row.revision, {
        ...row.content,
        window: { from: '2032-05-02', to: '2032-05-01', words: '', every: null, festival: null },
      }),
    ).rejects.toMatchObject({ code: 'plan.window_reversed' });
    expect(await amend(row.revision, { ...row.content, title: '改期的捞盐比赛' })).toEqual({ version: 2 });
    const { versions } = await desk.run((ctx) => listVersions(ctx, planId));
    expect(versions.map((version) => [version.number, version.reason])).toEqual([
      [1, ''],
      [2, '场地维修'],
    ]);
    const first = await desk.run((ctx) => getVersion(ctx, planId, 1));
    expect(first.rows[0]!.title).toBe(row.content.title);
    await expect(desk.run((ctx) => getVersion(ctx, planId, 9))).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(desk.database.pool.query('update plan.version set reason = $1', ['x'])).rejects.toMatchObject({
      code: '42501',
    });
    expect(commitmentContent.parse(row.content)).toEqual(row.content);
  });
});

describe('the board', () => {
  test('asks each measure once, however many promises there are', async () => {
    const planId = await desk.imported(years.replaceAll('2031', '2033'));
    await desk.run(async (ctx) => {
      let asked = 0;
      const measures = new Map(
        [...ctx.house.measures].map(([name, measure]) => [
          name,
          {
            ...measure,
            answer: (...given: Parameters<typeof measure.answer>) => ((asked += 1), measure.answer(...given)),
          },
        ]),
      );
      const board = await loadBoard({ ...ctx, house: { ...ctx.house, measures } }, await readablePlan(ctx, planId));
      expect(board.rows.length).toBeGreaterThan(3);
      expect(asked).toBeLessThanOrEqual(measures.size);
    });
  });
});
