import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import { makePerson } from '#engines/roster/testing';
import type { CommitmentContent, ReviewRow, ReviewStep } from './contract';
import { discardPlan, getReview, markWarningSeen, setPlanFacts } from './plans';
import { redoReviewStep, takeReviewStep, undoReviewStep } from './review';
import { openPlanDesk, type PlanDesk } from './testing';

let desk: PlanDesk;
let planId = '';
beforeAll(async () => {
  desk = await openPlanDesk();
  planId = await desk.imported();
});
afterAll(() => desk.database.close());

const rowsOf = async (id = planId) => (await desk.run((ctx) => getReview(ctx, id))).rows;
const step = (given: ReviewStep, user = desk.chair, id = planId) =>
  desk.run((ctx) => takeReviewStep(ctx, id, given), { user });
const ref = (row: ReviewRow) => ({ id: row.id, revision: row.revision });
const contentOf = ({
  kind,
  title,
  window,
  target,
  series,
  organisers,
  people,
  units,
  themes,
  members,
  nextStep,
  measure,
  unitId,
  officerId,
}: ReviewRow): CommitmentContent => ({
  kind,
  title,
  window,
  target,
  series,
  organisers,
  people,
  units,
  themes,
  members,
  nextStep,
  measure,
  unitId,
  officerId,
});
const find = async (title: string) => (await rowsOf()).find((row) => row.title.includes(title))!;

describe('a step of the review', () => {
  test('accepting decides a row and can be taken back and done again', async () => {
    const row = await find('捞盐');
    const taken = await step({ kind: 'accept', rows: [ref(row)] });
    expect(taken.rows[0]).toMatchObject({ id: row.id, reviewState: 'confirmed' });
    const undone = await desk.run((ctx) => undoReviewStep(ctx, planId, taken.undo!.id));
    expect(undone.rows[0]).toMatchObject({ id: row.id, reviewState: 'proposed' });
    const redone = await desk.run((ctx) => redoReviewStep(ctx, planId, undone.redo!.id));
    expect(redone.rows[0]).toMatchObject({ id: row.id, reviewState: 'confirmed' });
  });

  test('an edit of an amount keeps its fen through undo and redo', async () => {
    const row = await find('7000元');
    const content = {
      ...contentOf(row),
      target: { type: 'money' as const, minFen: 812_345n, maxFen: null, isAbout: false },
    };
    const edited = await step({ kind: 'edit', row: ref(row), content, isAccepted: true });
    expect(edited.rows[0]!.target).toMatchObject({ minFen: 812_345n });
    const undone = await desk.run((ctx) => undoReviewStep(ctx, planId, edited.undo!.id));
    expect(undone.rows[0]!.target).toMatchObject({ minFen: 700_000n });
    const redone = await desk.run((ctx) => redoReviewStep(ctx, planId, undone.redo!.id));
    expect(redone.rows[0]!.target).toMatchObject({ minFen: 812_345n });
  });

  test('splitting makes two halves of the sentence, undo makes one of them again', async () => {
    const before = await rowsOf();
    const row = await find('继续做好');
    const split = await step({ kind: 'split', row: ref(row), at: row.at + 6, titles: ['前半', '后半'] });
    expect(split.removed).toEqual([row.id]);
    const halves = split.rows.filter((half) => half.origin === 'split');
    expect(halves.map((half) => half.quote).join('')).toBe(row.quote);
    expect((await rowsOf()).length).toBe(before.length + 1);
    await desk.run((ctx) => undoReviewStep(ctx, planId, split.undo!.id));
    expect((await rowsOf()).map((one) => [one.number, one.quote])).toEqual(
      before.map((one) => [one.number, one.quote]),
    );
  });

  test('neighbours are merged into one with the words of all', async () => {
    const [a, b] = [await find('捞盐'), await find('炊工')];
    const merged = await step({ kind: 'merge', rows: [ref(a), ref(b)], title: '两项比赛' });
    expect(merged.removed.sort()).toEqual([a.id, b.id].sort());
    expect(merged.rows.find((row) => row.origin === 'merged')).toMatchObject({
      title: '两项比赛',
      at: a.at,
      end: b.end,
    });
    await desk.run((ctx) => undoReviewStep(ctx, planId, merged.undo!.id));
  });

  test('a span that nobody read is added, numbered in its place', async () => {
    const row = await find('提高职工素质');
    const added = await step({
      kind: 'add',
      at: row.at,
      end: row.at + 4,
      content: { ...contentOf(row), title: '补充一项' },
    });
    expect(added.rows.find((one) => one.title === '补充一项')).toMatchObject({
      origin: 'added',
      reviewState: 'confirmed',
      section: row.section,
    });
    await desk.run((ctx) => undoReviewStep(ctx, planId, added.undo!.id));
  });

  test('a dropped row keeps its reason and comes back', async () => {
    const row = await find('提高职工素质');
    const dropped = await step({ kind: 'drop', row: ref(row), reason: '不归我们管' });
    expect(dropped.rows[0]).toMatchObject({ reviewState: 'dropped', dropReason: '不归我们管' });
    const restored = await step({ kind: 'restore', row: ref(dropped.rows[0]!) });
    expect(restored.rows[0]).toMatchObject({ reviewState: 'proposed', dropReason: null });
  });

  test('a unit and an officer are assigned to many at once', async () => {
    const person = await desk.run((ctx) => makePerson(ctx, { name: '单志远', unitId: desk.tree.works.id }), {
      user: null,
    });
    const rows = (await rowsOf()).slice(0, 3);
    const given = await step({
      kind: 'assign',
      rows: rows.map(ref),
      unitId: desk.tree.areas[0].id,
      officerId: person.id,
    });
    expect(given.rows.every((row) => row.unitName === '一工区' && row.officerName === '单志远')).toBe(true);
  });
});

describe('the review refuses', () => {
  const base = async () => find('捞盐');
  const editWith = async (change: Partial<CommitmentContent>) => {
    const row = await base();
    return step({ kind: 'edit', row: ref(row), content: { ...contentOf(row), ...change }, isAccepted: false });
  };
  const window = { words: '5月初', every: null, festival: null };
  const nobody = newId();

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'a row that somebody changed meanwhile',
      async () => step({ kind: 'accept', rows: [{ ...ref(await base()), revision: 0 }] }),
      'plan.row_changed',
    ],
    [
      'a row that is not there',
      () => step({ kind: 'accept', rows: [{ id: nobody, revision: 1 }] }),
      'kernel.not_found',
    ],
    [
      'a window that ends before it begins',
      () => editWith({ window: { ...window, from: '2024-05-10', to: '2024-05-01' } }),
      'plan.window_reversed',
    ],
    [
      'a window outside the year',
      () => editWith({ window: { ...window, from: '2025-05-01', to: '2025-05-10' } }),
      'plan.window_outside',
    ],
    [
      'a least above the most',
      () => editWith({ target: { type: 'count', min: 5, max: 3, unit: '项' } }),
      'plan.target_reversed',
    ],
    ['a measure that nobody offers', () => editWith({ measure: 'moon.phases' }), 'plan.unknown_measure'],
    ['a unit that is not there', () => editWith({ unitId: nobody }), 'plan.unknown_unit'],
    ['an officer who is not there', () => editWith({ officerId: nobody }), 'plan.unknown_officer'],
    [
      'a cut outside the sentence',
      async () => step({ kind: 'split', row: ref(await base()), at: 0, titles: ['a', 'b'] }),
      'plan.cut_outside',
    ],
    [
      'a merge of sentences that lie apart',
      async () => step({ kind: 'merge', rows: [ref(await base()), ref(await find('提高'))], title: '合' }),
      'plan.merge_apart',
    ],
    [
      'an empty span',
      async () => step({ kind: 'add', at: 900_000, end: 900_010, content: contentOf(await base()) }),
      'plan.span_empty',
    ],
    [
      'an undo of another step than the last',
      () => desk.run((ctx) => undoReviewStep(ctx, planId, nobody)),
      'plan.nothing_to_undo',
    ],
    [
      'a redo where nothing was undone',
      () => desk.run((ctx) => redoReviewStep(ctx, planId, nobody)),
      'plan.nothing_to_redo',
    ],
  ])('%s', async (_name, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  });

  test('an undo that would erase the work of another person', async () => {
    const row = await find('捞盐');
    const mine = await step({
      kind: 'edit',
      row: ref(row),
      content: { ...contentOf(row), title: '我改的' },
      isAccepted: false,
    });
    const theirs = mine.rows[0]!;
    await step(
      { kind: 'edit', row: ref(theirs), content: { ...contentOf(theirs), title: '别人改的捞盐' }, isAccepted: false },
      desk.colleague,
    );
    await expect(desk.run((ctx) => undoReviewStep(ctx, planId, mine.undo!.id))).rejects.toMatchObject({
      code: 'plan.step_overwritten',
    });
  });

  test('a step without the right on the plan, as if the plan were not there', async () => {
    const row = await base();
    const outsider = {
      ...desk.chair,
      grants: desk.chair.grants.map((grant) => ({ ...grant, unitPath: desk.tree.areas[1].path })),
    };
    await expect(step({ kind: 'accept', rows: [ref(row)] }, outsider)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});

describe('facts of the plan', () => {
  test('two reviewers see of each other', async () => {
    const { others } = await desk.run((ctx) => getReview(ctx, planId), { user: desk.chair });
    expect(others.map((other) => other.name)).toEqual(['副主席']);
  });

  test('a warning stays seen', async () => {
    const { warnings } = await desk.run((ctx) => getReview(ctx, planId));
    const first = warnings[0];
    if (first === undefined) return;
    await desk.run((ctx) => markWarningSeen(ctx, planId, first));
    const after = await desk.run((ctx) => getReview(ctx, planId));
    expect(after.warnings.find((warning) => warning.at === first.at && warning.code === first.code)?.isSeen).toBe(true);
  });

  test('title and year are changed by whoever saw the present state', async () => {
    const id = await desk.imported();
    const { plan } = await desk.run((ctx) => getReview(ctx, id));
    const set = (given: { revision: number; parentPlanId: string | null }) =>
      desk.run((ctx) => setPlanFacts(ctx, id, { title: '新名字', year: 2026, ...given }));
    await expect(set({ revision: plan.revision + 1, parentPlanId: null })).rejects.toMatchObject({
      code: 'plan.row_changed',
    });
    await expect(set({ revision: plan.revision, parentPlanId: id })).rejects.toMatchObject({
      code: 'plan.parent_circular',
    });
    expect(await set({ revision: plan.revision, parentPlanId: planId })).toMatchObject({
      title: '新名字',
      year: 2026,
      parentPlanId: planId,
    });
  });

  test('a plan set aside is gone, and its text may come again', async () => {
    const id = await desk.imported();
    await desk.run((ctx) => discardPlan(ctx, id, '传错了文件'));
    await expect(desk.run((ctx) => getReview(ctx, id))).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});
