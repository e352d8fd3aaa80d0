import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, type Context, type SignedInUser } from '#kernel';
import { standingClock, testUser } from '#kernel/testing';
import { amendCommitment } from './amendments';
import { citeSentence, listCitations } from './citations';
import { readCommitment } from './commitment';
import { confirmPlan } from './confirm';
import { planPermissions } from './contract';
import { readDirective, receiveDirective } from './directives';
import { importPlanText } from './documents';
import { listPlans } from './plans';
import { importReference, readPlanSentences, setParentPlan } from './reference-plans';
import { getReport } from './report';
import { commitmentsOf } from './store';
import { openPlanDesk, SHORT_PLAN, type PlanDesk } from './testing';

let desk: PlanDesk;
const run = <R>(act: (ctx: Context) => Promise<R>, user?: SignedInUser) =>
  desk.run(act, user === undefined ? {} : { user });

beforeAll(async () => {
  desk = await openPlanDesk();
});
afterAll(() => desk.database.close());

function at(
  unit: { id: string; path: string; name: string },
  permissions: readonly string[] = planPermissions,
): SignedInUser {
  const user = testUser(permissions, unit.path, { name: unit.name });
  return { ...user, grants: user.grants.map((grant) => ({ ...grant, unitId: unit.id })) };
}

/** A plan of the first area under a plan of the works; one of its commitments cites both the plan and a directive. */
async function citedFromAbove() {
  const [area, sister] = desk.tree.areas;
  const text = `盐场工会规划（${Math.random()}）\n一、广泛开展群众性文体活动。\n`;
  const given = { bytes: Buffer.from(text), name: '规划.txt', title: '', issuer: '', fromYear: 2024, toYear: 2024 };
  const { planId: above } = await run((ctx) => importReference(ctx, given));
  const chair = at(area);
  const words = { text: SHORT_PLAN.replace('计划\n', `计划${Math.random()}\n`), name: '一工区计划', year: undefined };
  const { planId } = await run((ctx) => importPlanText(ctx, words), chair);
  await run((ctx) => setParentPlan(ctx, planId, above), chair);
  const letter = { sender: '集团', number: '', title: '通知', receivedOn: '2024-01-05', fileId: null };
  const directive = await run((ctx) => receiveDirective(ctx, letter));
  const commitmentId = (await run((ctx) => commitmentsOf(ctx, planId)))[0]!.id;
  const whole = { at: null, end: null, quote: '群众性文体活动' };
  const sentence = (await run((ctx) => readPlanSentences(ctx, above))).sentences[1]!;
  const place = { at: sentence.at, end: sentence.end, quote: sentence.text };
  await run((ctx) => citeSentence(ctx, commitmentId, { kind: 'plan', planId: above, ...place }), chair);
  await run(
    (ctx) => citeSentence(ctx, commitmentId, { kind: 'directive', directiveId: directive.id, ...whole }),
    chair,
  );
  return { above, planId, directiveId: directive.id, commitmentId, chair, sister: at(sister) };
}

describe('who answers a sentence from above', () => {
  test('is told to readers of the answering plan, and to nobody of a sister unit', async () => {
    const { above, directiveId, commitmentId, chair, sister } = await citedFromAbove();
    const answering = async (user?: SignedInUser) => [
      (await run((ctx) => readPlanSentences(ctx, above), user)).sentences.flatMap((one) => one.citedBy),
      (await run((ctx) => readDirective(ctx, directiveId), user)).others,
    ];
    for (const user of [undefined, chair])
      expect(await answering(user)).toMatchObject([[{ commitmentId }], [{ commitmentId }]]);
    expect(await answering(sister)).toEqual([[], []]);
  });

  test('stays readable with its source named when the plan above is out of reach', async () => {
    const { above, commitmentId, chair } = await citedFromAbove();
    await desk.database.pool.query('update plan.plan set unit_id = $1 where id = $2', [desk.tree.areas[1].id, above]);
    const page = await run((ctx) => readCommitment(ctx, commitmentId), chair);
    expect(page.parentPlan).toMatchObject({ id: above });
    expect(await run((ctx) => listCitations(ctx, commitmentId), chair)).toHaveLength(2);
    await expect(run((ctx) => readPlanSentences(ctx, above), chair)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
    const again = { kind: 'plan' as const, planId: above, at: null, end: null, quote: '别的' };
    await expect(run((ctx) => citeSentence(ctx, commitmentId, again), chair)).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });

  test('stands in the report also for those who read reports and no plan', async () => {
    const { planId } = await citedFromAbove();
    const { revision } = (await run(listPlans)).plans.find((plan) => plan.id === planId)!;
    await run((ctx) => confirmPlan(ctx, planId, { revision, acceptRest: true }, () => null));
    const worker = at(desk.tree.team, ['plan.report.read']);
    const report = await run((ctx) => getReport(ctx, planId), worker);
    expect(report.chapters.filter((chapter) => chapter.isAppendix)).toHaveLength(2);
  });
});

test('of two amendments of one commitment at the same moment the second is refused and shown the first', async () => {
  const planId = await desk.imported();
  const { revision } = (await run(listPlans)).plans.find((plan) => plan.id === planId)!;
  await run((ctx) => confirmPlan(ctx, planId, { revision, acceptRest: true }, () => null));
  const commitment = (await run((ctx) => commitmentsOf(ctx, planId)))[0]!;
  const amend = (title: string) => (ctx: Context) =>
    amendCommitment(ctx, commitment.id, {
      revision: commitment.revision,
      day: '2024-06-18',
      reason: '调整',
      content: { ...commitment.content, title },
    });
  let second: Promise<unknown> = Promise.resolve();
  const house = { ...desk.database.house };
  const seed = desk.database.seed({ user: desk.chair, clock: standingClock('2024-06-18'), house });
  await inTransaction(seed, async (ctx) => {
    await amend('第一个人的')(ctx);
    second = run(amend('第二个人的'), desk.colleague).catch((error: unknown) => error);
    await untilSomebodyWaits();
  });
  expect(await second).toMatchObject({ code: 'plan.row_changed', params: { by: '主席' } });
  const titles = (await run((ctx) => commitmentsOf(ctx, planId))).map((one) => one.content.title);
  expect(titles).toContain('第一个人的');
  expect(titles).not.toContain('第二个人的');
});

/** Until the second act stands before the plan that the first holds. */
async function untilSomebodyWaits(): Promise<void> {
  for (;;) {
    const { rows } = await desk.database.pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
