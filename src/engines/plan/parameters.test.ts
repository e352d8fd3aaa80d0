import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, parameterOn, registerTexts, setParameter } from '#kernel';
import { kernelModule } from '#kernel/composition';
import type { WindowRules } from './parse/parsed-plan';
import { defaultWindowRules } from './parse/window-rules';
import { plansReadBy } from './store-parameters';
import { openPlanDesk, type PlanDesk } from './testing';

let desk: PlanDesk;

beforeAll(async () => {
  desk = await openPlanDesk();
  registerTexts({ kernel: kernelModule.texts });
});
afterAll(() => desk.database.close());

const setRules = (change: Partial<WindowRules>) =>
  desk.run((ctx) =>
    setParameter(ctx, {
      key: 'plan.windowRules',
      value: { ...defaultWindowRules, ...change },
      validFrom: '2024-06-18',
      source: '工会委员会决定',
    }),
  );

const { monthParts, yearParts, solarFestivals, lunarFestivals } = defaultWindowRules;

describe('window rules are refused, each fault at its place,', () => {
  test.each<[string, Partial<WindowRules>, string]>([
    [
      'when a part of the month ends before it begins',
      { monthParts: [{ ...monthParts[0]!, first: 11 }, ...monthParts.slice(1)] },
      'value.monthParts.0.last: 结束不能早于开始',
    ],
    [
      'when a part of the year ends before it begins',
      { yearParts: [{ ...yearParts[0]!, to: '01-01', from: '02-01' }, ...yearParts.slice(1)] },
      'value.yearParts.0.to: 结束不能早于开始',
    ],
    [
      'when a festival’s day lies outside of its days',
      { solarFestivals: [{ words: ['盐工节'], from: '05-01', to: '05-08', day: '05-09' }] },
      'value.solarFestivals.0.day: 当天要在“从”和“到”之间',
    ],
    [
      'when a word stands twice',
      { lunarFestivals: [...lunarFestivals, { words: ['五一'], festival: '端午' }] },
      'value.lunarFestivals.10.words: “五一”写了两次，请留一处',
    ],
    ['when a word stands nowhere', { monthParts: monthParts.slice(1) }, 'value.monthParts: “上旬”还没有放进任何一行'],
    [
      'when the reader of plans doesn’t know the word',
      { yearParts: [...yearParts, { words: ['年尾'], from: '12-01', to: '12-31' }] },
      'value.yearParts.5.words.0: 这里只能写：年初、年底、年末、年终、岁末、上半年、下半年、年内、全年',
    ],
    [
      'when a word holds a sign that would break the pattern',
      { solarFestivals: [{ ...solarFestivals[0]!, words: ['元旦('] }] },
      'value.solarFestivals.0.words.0: 这里的内容不合要求，请重新填写',
    ],
    [
      'when a day exists in no year',
      { solarFestivals: [{ ...solarFestivals[0]!, from: '02-30' }] },
      'value.solarFestivals.0.from: 这里的内容不合要求，请重新填写',
    ],
  ])('%s', async (_what, change, fault) => {
    const error = await setRules(change).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).issues.map(({ path, message }) => `${path}: ${message}`)).toContain(fault);
  });
});

test('each plan counts for the version that read it', async () => {
  const before = await desk.run((ctx) => parameterOn(ctx, 'plan.windowRules', '2024-06-18'));
  const fresh = await setRules({
    solarFestivals: [...solarFestivals, { words: ['盐工节'], from: '05-20', to: '05-26', day: '05-20' }],
  });
  await desk.imported();
  const counts = await desk.run((ctx) => plansReadBy(ctx, [before.id, fresh]));
  expect([counts.get(before.id), counts.get(fresh)]).toEqual([undefined, 1]);
});
