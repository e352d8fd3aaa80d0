import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId, readDocument } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { reverseEntry, type BookRecord } from '#engines/ledger';
import { wordsOfFile } from '#engines/ledger/testing';
import { showAudit, withdrawAudit } from './audits';
import type { AuditWhole } from './contract';
import type { FindingWhole } from './contract-findings';
import { addAuditFinding, exportAuditFindings, findFindingNames, listAuditFindings } from './findings';
import { saveAuditFinding, showAuditFinding } from './findings';
import { listAuditPapers, writeAuditPaper } from './papers';
import { exportAuditReport } from './report-paper';
import { issueAuditReport, showAuditReport } from './reports';
import * as steps from './steps';
import { auditGround, auditorRights } from './test-ground';

let database: TestDatabase;
let ground: ReturnType<typeof auditGround>;
let book: BookRecord;
let audit: AuditWhole;
let entryIds: string[];
beforeAll(async () => {
  database = await openTestDatabase();
  ground = auditGround(database);
  await ground.begin();
});
afterAll(() => database.close());
beforeEach(async () => {
  book = await ground.book();
  entryIds = [(await ground.post(book.id, 3_000_00n)).id, (await ground.post(book.id, 50_00n)).id];
  await ground.seal();
  audit = await ground.draw(await ground.open(book));
});

const content = (change: object = {}) => ({
  ...{ bookId: book.id, kind: 'no_attachment' as const, gravity: 'plain' as const, words: '购奖品无发票' },
  ...{ amount: 3_000_00n, answererId: null, entryIds: entryIds.slice(0, 1), ...change },
});
const add = (change: object = {}, user = ground.auditor) =>
  ground.run((ctx) => addAuditFinding(ctx, { params: { id: audit.id }, query: {}, body: content(change) }), user);
type StepBody = { words?: string; reason?: string; correction?: { month: string; number: number } | null };
const take = (
  step: 'issue' | 'answer' | 'close' | 'return' | 'withdraw',
  { id, version }: FindingWhole,
  body: StepBody = {},
  { user = step === 'answer' ? ground.keeper : ground.auditor, day = '2024-06-18' } = {},
) =>
  ground.run(
    (ctx) =>
      steps[`${step}AuditFinding`](ctx, {
        params: { id },
        query: {},
        body: { version, words: '已补发票', reason: '还缺验收单', correction: null, ...body },
      }),
    user,
    day,
  );
const list = (query: object, user = ground.auditor, day = '2024-06-18') =>
  ground.run((ctx) => listAuditFindings(ctx, { query: { limit: 50, auditId: audit.id, ...query } }), user, day);

describe('a finding', () => {
  test('is a draft that auditors alone see, marks its papers, and can be rewritten', async () => {
    const draft = await add();
    expect(draft).toMatchObject({ number: 1, state: 'draft', dueOn: null, entries: 1, abilities: { issue: true } });
    expect((await ground.run((ctx) => findFindingNames(ctx, [draft.id]))).get(draft.id)).toBe('上半年审查 #1');
    const { rows } = await ground.run((ctx) => listAuditPapers(ctx, { params: { id: audit.id }, query: { limit: 9 } }));
    expect(rows.map((paper) => [paper.result, paper.findings.length]).sort()).toEqual([
      ['finding', 1],
      ['open', 0],
    ]);
    const marked = rows.find((paper) => paper.result === 'finding')!;
    const inOrder = ground.run((ctx) =>
      writeAuditPaper(ctx, {
        params: { id: audit.id, entryId: marked.entry.id },
        query: {},
        body: { version: marked.version, result: 'in_order', note: '' },
      }),
    );
    await expect(inOrder).rejects.toMatchObject({ code: 'finance.audit_paper_in_finding', params: { number: 1 } });
    const shown = ground.run((ctx) => showAuditFinding(ctx, draft.id), ground.keeper);
    await expect(shown).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect((await list({}, ground.keeper)).rows).toEqual([]);
    const save = (version: number) =>
      ground.run((ctx) =>
        saveAuditFinding(ctx, {
          params: { id: draft.id },
          query: {},
          body: { ...content({ gravity: 'grave', amount: null, entryIds }), version },
        }),
      );
    expect(await save(1)).toMatchObject({ gravity: 'grave', amount: null, entries: 2, version: 2 });
    await expect(save(1)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
  });

  test.each([
    ['an entry that is not in the sample', { entryIds: [newId()] }, 'finance.audit_entries_unfit'],
    ['somebody who may not answer', { answererId: newId() }, 'finance.audit_answerer_unfit'],
    ['a book that is not there', { bookId: newId() }, 'kernel.not_found'],
  ])('is refused with %s', async (_what, change, code) => {
    await expect(add(change)).rejects.toMatchObject({ code });
  });

  test('goes to those who answer with its day, and back and forth until the auditor accepts', async () => {
    const issued = await take('issue', await add());
    // 15 working days after 18 June 2024: weekends aside, no holiday lies between.
    expect(issued).toMatchObject({ state: 'issued', dueOn: '2024-07-09', isOverdue: false });
    expect((await list({}, ground.keeper)).rows).toMatchObject([{ number: 1, state: 'issued' }]);
    const shown = await ground.run((ctx) => showAuditFinding(ctx, issued.id), ground.keeper);
    expect(shown.abilities).toEqual({
      ...{ save: false, issue: false, close: false, return: false, withdraw: false, answer: true },
    });
    const answered = await take('answer', issued);
    await expect(take('answer', answered)).rejects.toMatchObject({ code: 'finance.audit_finding_step' });
    const returned = await take('return', answered, {}, { day: '2024-06-28' });
    expect(returned).toMatchObject({ state: 'returned', dueOn: '2024-07-19' });
    const reversal = await ground.run(
      (ctx) => reverseEntry(ctx, entryIds[0]!, { reason: '缺发票', on: '2024-06-18' }),
      ground.keeper,
    );
    await ground.seal();
    const wrong = take('answer', returned, { correction: { month: '2024-06', number: 7 } });
    await expect(wrong).rejects.toMatchObject({ code: 'finance.audit_correction_unfit' });
    const own = take('answer', returned, { correction: { month: '2024-05', number: 1 } });
    await expect(own).rejects.toMatchObject({ code: 'finance.audit_correction_unfit' });
    const day = '2024-06-28';
    const answer = { words: '已红冲', correction: { month: '2024-06', number: 1 } };
    const again = await take('answer', returned, answer, { day });
    const closed = await take('close', again, { words: '同意' }, { day });
    expect(closed.steps.map(({ step, words, correction }) => [step, words, correction?.id ?? null])).toEqual([
      ['written', '', null],
      ['issued', '', null],
      ['answered', '已补发票', null],
      ['returned', '还缺验收单', null],
      ['answered', '已红冲', reversal.id],
      ['closed', '同意', null],
    ]);
    await expect(take('withdraw', closed)).rejects.toMatchObject({ code: 'finance.audit_finding_step' });
  });

  test('is late the day after its day, until it is answered', async () => {
    const issued = await take('issue', await add());
    expect((await list({ isWaiting: 'yes' })).rows).toMatchObject([{ id: issued.id }]);
    expect((await list({ isOverdue: 'yes' }, ground.auditor, '2024-07-09')).rows).toEqual([]);
    expect((await list({ isOverdue: 'yes' }, ground.auditor, '2024-07-10')).rows).toMatchObject([{ isOverdue: true }]);
    const figures = await ground.run((ctx) => showAudit(ctx, audit.id), ground.auditor, '2024-07-10');
    expect([figures.openFindings, figures.overdueFindings]).toEqual([1, 1]);
    await take('answer', issued, {}, { user: ground.keeper, day: '2024-07-10' });
    expect((await list({ isOverdue: 'yes' }, ground.auditor, '2024-07-11')).rows).toEqual([]);
    expect((await list({ isWaiting: 'yes' })).rows).toEqual([]);
  });

  test('is never closed or sent back by whoever answered it, nor answered by whoever wrote it', async () => {
    const issued = await take('issue', await add());
    const writerAnswers = testUser(['finance.audit.answer'], '/', { accountId: ground.auditor.accountId });
    await expect(take('answer', issued, {}, { user: writerAnswers })).rejects.toMatchObject({
      code: 'roster.same_hand',
    });
    const answered = await take('answer', issued);
    const answererDecides = testUser(auditorRights, '/', { accountId: ground.keeper.accountId });
    for (const step of ['close', 'return'] as const)
      await expect(take(step, answered, {}, { user: answererDecides })).rejects.toMatchObject({
        code: 'roster.same_hand',
      });
    const holdsMoney = testUser([...auditorRights, 'finance.voucher.review']);
    await expect(take('close', answered, {}, { user: holdsMoney })).rejects.toMatchObject({
      code: 'finance.audit_not_apart',
    });
    const update = `update finance.audit_finding set state = 'closed', decided_by = answered_by where id = '${answered.id}'`;
    await expect(database.pool.query(update)).rejects.toThrow('audit_finding_check');
  });

  test('that is withdrawn stays readable with its reason, and its number is not dealt again', async () => {
    const issued = await take('issue', await add());
    const withdrawn = await take('withdraw', issued, { reason: '发票夹在另一册' });
    expect([withdrawn.state, withdrawn.steps.at(-1)?.words]).toEqual(['withdrawn', '发票夹在另一册']);
    const shown = await ground.run((ctx) => showAuditFinding(ctx, withdrawn.id), ground.keeper);
    expect(shown.state).toBe('withdrawn');
    expect((await add()).number).toBe(2);
  });

  test('keeps its audit from being withdrawn until it has its end', async () => {
    const draft = await add();
    const giveUp = () =>
      ground.run((ctx) =>
        withdrawAudit(ctx, {
          params: { id: audit.id },
          query: {},
          body: { version: audit.version, reason: '另行安排' },
        }),
      );
    await expect(giveUp()).rejects.toMatchObject({ code: 'finance.audit_findings_open', params: { count: 1 } });
    await take('withdraw', draft);
    expect((await giveUp()).state).toBe('withdrawn');
  });

  test('lists page after page, and leaves as a file', async () => {
    for (const words of ['一', '二', '三']) await add({ words: `问题${words}` });
    const found: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, cursor });
      found.push(...page.rows.map((row) => row.number));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(found).toEqual([3, 2, 1]);
    const query = { auditId: audit.id };
    const file = await ground.run((ctx) => exportAuditFindings(ctx, { params: {}, query, body: undefined }));
    expect(await wordsOfFile(file)).toContain('问题二');
  });
});

const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('files of an answer', () => {
  const file = (id: string, body: Buffer = POINT, user = ground.keeper) =>
    ground.run((ctx) => steps.addAuditFile(ctx, { params: { id }, query: { name: '发票.png' }, body }), user);
  test('are added while it is written, taken away again, and stay with the answer once it is given', async () => {
    const issued = await take('issue', await add());
    const { files } = await file(issued.id);
    const params = { id: issued.id, fileId: files[0]!.id };
    const remove = () =>
      ground.run((ctx) => steps.removeAuditFile(ctx, { params, query: {}, body: undefined }), ground.keeper);
    expect((await remove()).files).toEqual([]);
    await expect(remove()).rejects.toMatchObject({ code: 'kernel.not_found' });
    const kept = (await file(issued.id)).files[0]!;
    const answered = await take('answer', issued);
    expect([answered.files, answered.steps.at(-1)?.files]).toEqual([[], [kept]]);
    const read = (fileId: string) =>
      ground.run((ctx) => steps.getAuditFile(ctx, { params: { id: issued.id, fileId }, query: {}, body: undefined }));
    expect((await read(kept.id)).name).toBe('发票.png');
    await expect(read(newId())).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(file(issued.id)).rejects.toMatchObject({ code: 'finance.audit_finding_step' });
    const late = { params: { id: issued.id, fileId: kept.id }, query: {}, body: undefined };
    await expect(ground.run((ctx) => steps.removeAuditFile(ctx, late), ground.keeper)).rejects.toMatchObject({
      code: 'finance.audit_finding_step',
    });
  });

  test('are twenty at most, and no larger than ten megabytes', async () => {
    const issued = await take('issue', await add());
    await expect(file(issued.id, Buffer.alloc(10 * 1024 * 1024 + 1))).rejects.toMatchObject({
      code: 'kernel.too_large',
    });
    for (let i = 0; i < 20; i += 1) await file(issued.id);
    await expect(file(issued.id)).rejects.toMatchObject({ code: 'finance.files_many' });
  });
});

describe('the report', () => {
  const issue = async (statement = '收支真实，手续基本完备。', change: object = {}) => {
    const { version } = await ground.run((ctx) => showAudit(ctx, audit.id));
    const body = { version, statement, committee: ['仇文斌', '区卫东'], ...change };
    return ground.run((ctx) => issueAuditReport(ctx, { params: { id: audit.id }, query: {}, body }));
  };
  const lookAtAll = async () => {
    const params = { id: audit.id };
    const { rows } = await ground.run((ctx) => listAuditPapers(ctx, { params, query: { limit: 50, result: 'open' } }));
    for (const { entry, version } of rows)
      await ground.run((ctx) =>
        writeAuditPaper(ctx, {
          params: { id: audit.id, entryId: entry.id },
          query: {},
          body: { version, result: 'in_order', note: '' },
        }),
      );
  };

  test('is refused while papers are open, findings are drafts, nothing was drawn, or somebody changed the audit', async () => {
    await expect(issue()).rejects.toMatchObject({ code: 'finance.audit_papers_open', params: { count: 2 } });
    const draft = await add();
    await lookAtAll();
    await expect(issue()).rejects.toMatchObject({ code: 'finance.audit_findings_drafted', params: { count: 1 } });
    await expect(issue('x', { version: 9 })).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await take('withdraw', draft);
    const empty = await ground.open(book);
    const undrawn = ground.run((ctx) =>
      issueAuditReport(ctx, {
        params: { id: empty.id },
        query: {},
        body: { version: 1, statement: '无', committee: ['仇'] },
      }),
    );
    await expect(undrawn).rejects.toMatchObject({ code: 'finance.audit_undrawn' });
  });

  test('states population, sample, coverage and findings as they were, with a fingerprint that holds', async () => {
    const issued = await take('issue', await add());
    await lookAtAll();
    const report = await issue();
    expect(report).toMatchObject({
      ...{ number: 1, isIntact: true },
      content: {
        ...{ whole: { count: 2, sum: 3_050_00n }, sampled: { count: 2 }, looked: { count: 2 }, issuedOn: '2024-06-18' },
        ...{ papers: { open: 0, in_order: 1, finding: 1 }, committee: ['仇文斌', '区卫东'] },
        findings: [{ number: 1, state: 'issued', amount: 3_000_00n, entryNames: [{ month: '2024-05', number: 1 }] }],
      },
    });
    await expect(issue()).rejects.toMatchObject({ code: 'finance.audit_report_stands' });
    await expect(add()).rejects.toMatchObject({ code: 'finance.audit_over' });
    await take('close', await take('answer', issued));
    const second = await issue();
    expect([second.number, second.content.findings[0]!.state]).toEqual([2, 'closed']);
    const first = await ground.run((ctx) => showAuditReport(ctx, report.id), ground.keeper);
    expect([first.content.findings[0]!.state, first.isIntact]).toEqual(['issued', true]);
    const file = await ground.run((ctx) =>
      exportAuditReport(ctx, { params: { id: second.id }, query: {}, body: undefined }),
    );
    const words = JSON.stringify(await readDocument(file.bytes, file.name));
    for (const part of ['关于上半年审查的审查报告', '购奖品无发票', '已补发票', '仇文斌、区卫东', second.hash])
      expect(words).toContain(part);
    await expect(ground.run((ctx) => showAuditReport(ctx, newId()))).rejects.toMatchObject({
      code: 'kernel.not_found',
    });
  });
});
