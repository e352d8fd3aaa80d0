import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, writeOfficialDocument, type SignedInUser } from '#kernel';
import { testUser } from '#kernel/testing';
import type { SmallTree } from '#engines/roster/testing';
import { changeDirective, listDirectives, readDirective, receiveDirective, uploadDirectiveFile } from './directives';
import { planPermissions } from './contract';
import { importPlanText } from './documents';
import { citeSentence, listCitations, withdrawCitation, type CitedSentence } from './citations';
import { confirmPlan } from './confirm';
import { getEvidenceFile } from './evidence';
import { discardPlan, listPlans, setPlanFacts } from './plans';
import { importReference, readPlanSentences, setParentPlan } from './reference-plans';
import { getReport } from './report';
import { commitmentsOf } from './store';
import { openPlanDesk, SHORT_PLAN, type PlanDesk } from './testing';

const LETTER = `关于做好2024年送温暖工作的通知
各单位工会：
一、要把困难职工的底数摸清楚；二、各单位要拿出自有资金，专款专用。年底前报送总结。
`;
const GROUP_PLAN = `集团公司“十四五”工会工作规划
一、广泛开展群众性文体活动。每年组织职工运动会。
二、建立健全帮扶救助的长效机制。
`;

let desk: PlanDesk;
let planId = '';
let commitments: Record<'event' | 'money', string>;
let referenceId = '';
const { run } = { run: (...given: Parameters<PlanDesk['run']>) => desk.run(...given) } as Pick<PlanDesk, 'run'>;

const upload = async (name: string, bytes: Uint8Array, user = desk.chair) =>
  (await run((ctx) => uploadDirectiveFile(ctx, name, bytes), { user })).fileId;
const letter = (fileId: string | null) => ({
  sender: '集团公司工会',
  number: '海化工〔2024〕3号',
  title: '关于做好2024年送温暖工作的通知',
  receivedOn: '2024-01-05',
  fileId,
});
const filed = async () =>
  run(async (ctx) => receiveDirective(ctx, letter(await upload('通知.txt', Buffer.from(LETTER)))));
const sentence = async (id: string, words: string) =>
  (await run((ctx) => readDirective(ctx, id))).sentences.find((one) => one.text.includes(words))!;
const cite = (commitmentId: string, cited: CitedSentence, user = desk.chair) =>
  run((ctx) => citeSentence(ctx, commitmentId, cited), { user });
const reference = (text = GROUP_PLAN, change = {}) =>
  run((ctx) =>
    importReference(ctx, {
      bytes: Buffer.from(text),
      name: '规划.txt',
      title: '',
      issuer: '集团公司工会',
      fromYear: 2021,
      toYear: 2025,
      ...change,
    }),
  );

beforeAll(async () => {
  desk = await openPlanDesk();
  planId = await desk.imported();
  const records = await run((ctx) => commitmentsOf(ctx, planId));
  const of = (kind: string) => records.find((record) => record.content.kind === kind)!.id;
  commitments = { event: of('event'), money: of('money_floor') };
  referenceId = (await reference()).planId;
});
afterAll(() => desk.database.close());

describe("a directive's paper", () => {
  test('of text or Word is listed sentence by sentence, in the order of the paper', async () => {
    const ofText = await filed();
    const { sentences } = await run((ctx) => readDirective(ctx, ofText.id));
    expect(sentences.map((one) => one.text)).toEqual([
      '关于做好2024年送温暖工作的通知',
      '各单位工会',
      '一、要把困难职工的底数摸清楚',
      '二、各单位要拿出自有资金，专款专用',
      '年底前报送总结',
    ]);
    for (const { at, end, text } of sentences) expect(LETTER.slice(at, end)).toBe(text);
    const bytes = await writeOfficialDocument({
      title: '通知',
      blocks: [{ kind: 'paragraph', runs: [{ text: '请认真落实。' }] }],
      signature: { unit: '集团公司工会', day: '2024-01-05' },
    });
    const ofWord = await run(async (ctx) => receiveDirective(ctx, letter(await upload('通知.docx', bytes))));
    expect(ofWord).toMatchObject({ isRead: true, whyUnread: null });
    expect((await run((ctx) => readDirective(ctx, ofWord.id))).sentences.map((one) => one.text)).toContain(
      '请认真落实',
    );
  });

  test('as a photo or a scan is kept without sentences, and read back by every reader of plans', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7]);
    const photo = await run(async (ctx) => receiveDirective(ctx, letter(await upload('扫描.png', png))));
    expect(photo).toMatchObject({ isRead: false, whyUnread: null, file: { mediaType: 'image/png', bytes: 9 } });
    expect((await run((ctx) => readDirective(ctx, photo.id))).sentences).toEqual([]);
    const answer = await run((ctx) => getEvidenceFile(ctx, photo.file!.id), { user: desk.colleague });
    expect(Buffer.from(answer.bytes)).toEqual(Buffer.from(png));
  });

  test('may come later; a change by somebody else is shown before it is overwritten', async () => {
    const bare = await run((ctx) => receiveDirective(ctx, letter(null)));
    const fileId = await upload('通知.txt', Buffer.from(LETTER));
    const changed = await run((ctx) => changeDirective(ctx, bare.id, { ...letter(fileId), revision: 1 }));
    expect(changed).toMatchObject({ isRead: true, revision: 2, file: { name: '通知.txt' } });
    await expect(
      run((ctx) => changeDirective(ctx, bare.id, { ...letter(null), title: '别的', revision: 1 }), {
        user: desk.colleague,
      }),
    ).rejects.toMatchObject({
      code: 'plan.row_changed',
      params: { by: '主席', now: expect.stringContaining('海化工') as string },
    });
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['a program', () => upload('x.exe', new Uint8Array([0x4d, 0x5a, 0, 1, 2])), 'file.type_refused'],
    ['an empty file', () => upload('空.txt', new Uint8Array()), 'file.empty'],
    ['a paper that nobody uploaded', () => run((ctx) => receiveDirective(ctx, letter(newId()))), 'plan.unknown_file'],
    ['a paper of another person', async () => {
      const fileId = await upload('通知.txt', Buffer.from('甲乙'), desk.colleague);
      return run((ctx) => receiveDirective(ctx, letter(fileId)));
    }, 'plan.unknown_file'],
    ['a day that has not come', () => run((ctx) => receiveDirective(ctx, { ...letter(null), receivedOn: '2024-06-19' })), 'plan.received_future'],
    ['a directive that is not there', () => run((ctx) => readDirective(ctx, newId())), 'kernel.not_found'],
    ['a change of one that is not there', () => run((ctx) => changeDirective(ctx, newId(), { ...letter(null), revision: 1 })), 'kernel.not_found'],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  }); // prettier-ignore
});

describe('a directive of a sister unit', () => {
  test('is not there, nor its paper: it can be neither read, changed nor cited; the unit above reads it all the same', async () => {
    const { tree, chair } = desk;
    const at = (unit: SmallTree['works']) => {
      const user = testUser(planPermissions, unit.path, { name: unit.name });
      return { ...user, grants: user.grants.map((grant) => ({ ...grant, unitId: unit.id })) };
    };
    const [first, second] = [at(tree.areas[0]), at(tree.areas[1])];
    const fileId = await upload('通知.txt', Buffer.from(LETTER), first);
    const kept = await run((ctx) => receiveDirective(ctx, letter(fileId)), { user: first });
    expect(kept).toMatchObject({ unitName: tree.areas[0].name, abilities: { canChange: true } });
    const change = (user: SignedInUser, id: string) =>
      run((ctx) => changeDirective(ctx, id, { ...letter(null), revision: 1 }), { user });
    const seenBy = async (user: SignedInUser) =>
      (await run(listDirectives, { user })).directives.find((one) => one.id === kept.id)?.abilities ?? null;

    expect(await seenBy(second)).toBeNull();
    const theirPlan = (await run((ctx) => importPlanText(ctx, { text: SHORT_PLAN, name: '计划' }), { user: second }))
      .planId;
    const [own] = await run((ctx) => commitmentsOf(ctx, theirPlan));
    for (const attempt of [
      () => run((ctx) => readDirective(ctx, kept.id), { user: second }),
      () => run((ctx) => getEvidenceFile(ctx, fileId), { user: second }),
      () => change(second, kept.id),
      () => cite(own!.id, { kind: 'directive', directiveId: kept.id, at: null, end: null, quote: '' }, second),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect(await seenBy(chair)).toEqual({ canChange: true });

    // What the works received is read in its areas, and put right by the works alone.
    const above = await filed();
    expect((await run((ctx) => readDirective(ctx, above.id), { user: second })).directive.abilities).toEqual({
      canChange: false,
    });
    await expect(change(second, above.id)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a sentence of a directive', () => {
  test('is cited once however often it is picked, several by one commitment, and let go again', async () => {
    const directive = await filed();
    const own = await sentence(directive.id, '自有资金');
    const first = { kind: 'directive' as const, directiveId: directive.id, at: own.at, end: own.end, quote: own.text };
    const cited = await cite(commitments.money, first);
    expect(cited).toMatchObject({ quote: own.text, at: own.at, byName: '主席', source: { kind: 'directive' } });
    await cite(commitments.money, first);
    const report = await sentence(directive.id, '报送总结');
    await cite(commitments.money, { ...first, at: report.at, end: report.end, quote: report.text });
    const mine = (await run((ctx) => listCitations(ctx, commitments.money))).filter(
      (one) => one.source.kind === 'directive' && one.source.directive.id === directive.id,
    );
    expect(mine.map((one) => one.quote)).toEqual([own.text, report.text]);
    expect((await sentence(directive.id, '自有资金')).citedBy).toMatchObject([{ commitmentId: commitments.money }]);
    expect((await run(listDirectives)).directives.find((one) => one.id === directive.id)!.citedBy).toBe(1);
    for (const one of mine) await run((ctx) => withdrawCitation(ctx, commitments.money, one.id));
    expect((await sentence(directive.id, '自有资金')).citedBy).toEqual([]);
  });

  test('copied by hand from a paper that no machine reads stands among the others', async () => {
    const bare = await run((ctx) => receiveDirective(ctx, letter(null)));
    await cite(commitments.event, { kind: 'directive', directiveId: bare.id, at: null, end: null, quote: '开展比赛' });
    const page = await run((ctx) => readDirective(ctx, bare.id));
    expect(page.others).toMatchObject([{ quote: '开展比赛', commitmentId: commitments.event }]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['words that stand there no more', async () => cite(commitments.event, { kind: 'directive', directiveId: (await filed()).id, at: 0, end: 4, quote: '别的文字' }), 'plan.sentence_changed'],
    ['a place behind the end', async () => cite(commitments.event, { kind: 'directive', directiveId: (await filed()).id, at: 9000, end: 9004, quote: '甲' }), 'plan.sentence_changed'],
    ['a directive that is not there', () => cite(commitments.event, { kind: 'directive', directiveId: newId(), at: null, end: null, quote: '' }), 'kernel.not_found'],
    ['a commitment that is not there', async () => cite(newId(), { kind: 'directive', directiveId: (await filed()).id, at: null, end: null, quote: '' }), 'kernel.not_found'],
    ['letting go what another commitment cites', async () => {
      const { id } = await cite(commitments.event, { kind: 'directive', directiveId: (await filed()).id, at: null, end: null, quote: '' });
      return run((ctx) => withdrawCitation(ctx, commitments.money, id));
    }, 'kernel.not_found'],
    ['a citation by who reviews no plan', async () => {
      const { id } = await filed();
      const reader = { ...desk.chair, grants: desk.chair.grants.map((grant) => ({ ...grant, permissions: new Set(['plan.plan.read']) })) };
      return cite(commitments.event, { kind: 'directive', directiveId: id, at: null, end: null, quote: '' }, reader);
    }, 'kernel.not_found'],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  }); // prettier-ignore
});

describe('a plan from above', () => {
  test('is read once, with its years and who gave it out, and has no commitments of its own', async () => {
    expect(await reference()).toEqual({ planId: referenceId, isKnown: true, sentences: 4 });
    const { plans } = await run(listPlans);
    expect(plans.find((plan) => plan.id === referenceId)).toMatchObject({
      state: 'reference',
      issuer: '集团公司工会',
      title: '集团公司“十四五”工会工作规划',
      periodFrom: '2021-01-01',
      periodTo: '2025-12-31',
      commitments: 0,
      abilities: { canReview: false, canConfirm: false },
    });
  });

  test('is chosen above a plan; then its sentences are cited, and it stays while they are', async () => {
    const { sentences } = await run((ctx) => readPlanSentences(ctx, referenceId));
    const games = sentences.find((one) => one.text.includes('职工运动会'))!;
    const cited = { kind: 'plan' as const, planId: referenceId, at: games.at, end: games.end, quote: games.text };
    await expect(cite(commitments.event, cited)).rejects.toMatchObject({ code: 'plan.not_parent' });
    const plan = await run((ctx) => setParentPlan(ctx, planId, referenceId));
    expect(plan.parentPlanId).toBe(referenceId);
    const { id } = await cite(commitments.event, cited);
    expect(
      (await run((ctx) => readPlanSentences(ctx, referenceId))).sentences.flatMap((one) => one.citedBy),
    ).toMatchObject([{ commitmentId: commitments.event, planYear: 2024 }]);
    const facts = { revision: plan.revision, title: plan.title, year: 2024, parentPlanId: null };
    await expect(run((ctx) => setParentPlan(ctx, planId, null))).rejects.toMatchObject({ code: 'plan.parent_cited' });
    await expect(run((ctx) => setPlanFacts(ctx, planId, facts))).rejects.toMatchObject({ code: 'plan.parent_cited' });
    await expect(run((ctx) => discardPlan(ctx, referenceId, '不要了'))).rejects.toMatchObject({
      code: 'plan.source_used',
    });
    await run((ctx) => withdrawCitation(ctx, commitments.event, id));
    expect((await run((ctx) => setParentPlan(ctx, planId, null))).parentPlanId).toBeNull();
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ['years in the wrong order', () => reference('甲乙丙丁。', { fromYear: 2025, toYear: 2021 }), 'plan.years_reversed'],
    ['a text without a sentence', () => reference('1 2 3\n———\n'), 'plan.no_sentences'],
    ['a file of another kind', () => run((ctx) => importReference(ctx, { bytes: Buffer.from('%PDF-1.7'), name: 'x.pdf', title: '', issuer: '集团', fromYear: 2024, toYear: 2024 })), 'document.pdf'],
    ['a plan above itself', () => run((ctx) => setParentPlan(ctx, planId, planId)), 'plan.parent_circular'],
    ['a plan that is not there', () => run((ctx) => setParentPlan(ctx, planId, newId())), 'kernel.not_found'],
  ])('refused: %s', async (_what, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
  }); // prettier-ignore

  test('that nothing names is set aside', async () => {
    const { planId: other } = await reference('集团公司2024年工作要点。深入开展劳动竞赛。');
    await run((ctx) => discardPlan(ctx, other, '导错了'));
    expect((await run(listPlans)).plans.map((plan) => plan.id)).not.toContain(other);
  });
});

test('the report answers each cited sentence in the order of the text from above', async () => {
  const text = GROUP_PLAN.replace('规划', '规划（修订）');
  const { planId: above } = await reference(text);
  const mine = await desk.imported();
  const records = await run((ctx) => commitmentsOf(ctx, mine));
  const idOf = (kind: string) => records.find((record) => record.content.kind === kind)!.id;
  await run((ctx) => setParentPlan(ctx, mine, above));
  const { sentences } = await run((ctx) => readPlanSentences(ctx, above));
  const at = (words: string) => sentences.find((one) => one.text.includes(words))!;
  for (const [kind, words] of [['money_floor', '帮扶救助'], ['event', '文体活动']] as const) {
    const { at: from, end, text: quote } = at(words);
    await cite(idOf(kind), { kind: 'plan', planId: above, at: from, end, quote });
  } // prettier-ignore
  const directive = await filed();
  const own = await sentence(directive.id, '自有资金');
  await cite(idOf('money_floor'), { kind: 'directive', directiveId: directive.id, at: own.at, end: own.end, quote: own.text });
  const { revision } = (await run(listPlans)).plans.find((plan) => plan.id === mine)!;
  await run((ctx) => confirmPlan(ctx, mine, { revision, acceptRest: true }, () => null));
  const report = await run((ctx) => getReport(ctx, mine));
  const answers = report.chapters.filter((chapter) => chapter.isAppendix);
  expect(answers.map((chapter) => [chapter.title, chapter.lines.map((line) => line.asks)])).toEqual([
    ['附件1：对集团公司工会《关于做好2024年送温暖工作的通知》（海化工〔2024〕3号）的答复', [own.text]],
    ['附件2：对集团公司工会《集团公司“十四五”工会工作规划（修订）》的落实情况', [at('文体活动').text, at('帮扶救助').text]],
  ]);
  expect(answers[1]!.opening).toContain('2项承诺对应上级计划，逐句答复2句');
}); // prettier-ignore

test('every act leaves its line in the audit', async () => {
  const { rows } = await desk.database.pool.query<{ action: string }>('select distinct action from kernel.audit_entry');
  const acts = ['uploadDirectiveFile', 'receiveDirective', 'changeDirective', 'citeSentence', 'withdrawCitation', 'importReference', 'setParentPlan']; // prettier-ignore
  expect(rows.map((row) => row.action)).toEqual(expect.arrayContaining(acts.map((act) => `plan.${act}`)));
});
