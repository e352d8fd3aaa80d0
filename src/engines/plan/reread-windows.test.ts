import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setParameter } from '#kernel';
import { confirmPlan } from './confirm';
import { defaultWindowRules } from './parse/window-rules';
import { getReview, listPlans, setPlanFacts } from './plans';
import { listReviewSteps } from './review-history';
import { takeReviewStep } from './review';
import { commitmentsOf } from './store';
import { openPlanDesk, type PlanDesk } from './testing';

let desk: PlanDesk;
beforeAll(async () => {
  desk = await openPlanDesk();
});
afterAll(() => desk.database.close());

const windowsOf = async (planId: string) =>
  Object.fromEntries(
    (await desk.run((ctx) => commitmentsOf(ctx, planId))).map(({ content: { title, window } }) => [
      title,
      window && [window.from, window.to, window.words],
    ]),
  );

/** 年底 from the first of November; everything else as the product brings it. */
const earlierEnd = {
  ...defaultWindowRules,
  yearParts: defaultWindowRules.yearParts.map((part) =>
    part.words.includes('年底') ? { ...part, from: '11-01' } : part,
  ),
};
const setRules = (value: unknown, note?: string, validFrom = '2024-06-18') =>
  desk.run((ctx) =>
    setParameter(ctx, {
      key: 'plan.windowRules',
      value,
      validFrom,
      source: '工会委员会决议',
      ...(note ? { note } : {}),
    }),
  );
const edit = async (planId: string, words: string, window: { from: string; to: string; words: string }) => {
  const row = (await desk.run((ctx) => getReview(ctx, planId))).rows.find((one) => one.quote.includes(words))!;
  const { id, revision, content } = (await desk.run((ctx) => commitmentsOf(ctx, planId))).find(
    (one) => one.id === row.id,
  )!;
  await desk.run((ctx) =>
    takeReviewStep(ctx, planId, {
      kind: 'edit',
      row: { id, revision },
      content: { ...content, window: { ...window, every: null, festival: null } },
      isAccepted: true,
    }),
  );
};

describe('a changed rule of reading', () => {
  test('moves the windows of plans under review, leaves what was typed and what is confirmed, and says which version', async () => {
    const open = await desk.imported();
    const typed = await desk.imported();
    const confirmed = await desk.imported();
    await edit(typed, '7000元', { from: '2024-12-20', to: '2024-12-31', words: '年底' });
    await desk.run((ctx) => confirmPlan(ctx, confirmed, { revision: 1, acceptRest: true }, () => null));
    const before = await windowsOf(open);
    const money = Object.keys(before).find((title) => before[title]?.[2] === '年底')!;
    expect(before[money]).toEqual(['2024-12-01', '2024-12-31', '年底']);

    const versionId = await setRules(earlierEnd);

    expect(await windowsOf(open)).toEqual({ ...before, [money]: ['2024-11-01', '2024-12-31', '年底'] });
    expect((await windowsOf(typed))[money]).toEqual(['2024-12-20', '2024-12-31', '年底']);
    expect(await windowsOf(confirmed)).toEqual(before);
    const { steps } = await desk.run((ctx) => listReviewSteps(ctx, open));
    expect(steps).toMatchObject([
      {
        kind: 'rules',
        rows: 1,
        byName: '主席',
        rule: { id: versionId, validFrom: '2024-06-18', source: '工会委员会决议' },
      },
    ]);
    const review = await desk.run((ctx) => getReview(ctx, open));
    expect([review.undo, review.redo]).toEqual([null, null]);
    expect((await desk.run((ctx) => listReviewSteps(ctx, confirmed))).steps).toEqual([]);
  });

  test('that was in force on days that are over moves nothing', async () => {
    const open = await desk.imported();
    const before = await windowsOf(open);
    await setRules(defaultWindowRules, '更正', '2024-03-01');
    expect(await windowsOf(open)).toEqual(before);
    expect((await desk.run((ctx) => listReviewSteps(ctx, open))).steps).toEqual([]);
  });
});

test('a year that is put right takes the windows with it, typed ones too', async () => {
  const planId = await desk.imported();
  await edit(planId, '捞盐', { from: '2024-02-29', to: '2024-03-02', words: '' });
  const plan = (await desk.run(listPlans)).plans.find((one) => one.id === planId)!;
  await desk.run((ctx) =>
    setPlanFacts(ctx, planId, { revision: plan.revision, title: plan.title, year: 2025, parentPlanId: null }),
  );
  const days = Object.values(await windowsOf(planId)).flatMap((window) => [window?.[0], window?.[1]]);
  expect(days.filter((day) => typeof day === 'string' && !day.startsWith('2025-'))).toEqual([]);
  expect(days).toContain('2025-02-28');
  expect((await desk.run((ctx) => listReviewSteps(ctx, planId))).steps[0]).toMatchObject({ kind: 'year', rule: null });
});
