import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel';
import { openTestDatabase, testUser, type TestDatabase } from '#kernel/testing';
import { matchingEntries, partiesOf, populationOf, reverseEntry, type BookRecord } from '#engines/ledger';
import { makeBudget, publishStatement, wordsOfFile } from '#engines/ledger/testing';
import { findAuditNames, listAudits, showAudit, stateAuditOpinion, withdrawAudit } from './audits';
import type { AuditPaper, AuditWhole } from './contract';
import { countAuditPopulation, proveAuditDraw } from './draws';
import { listStatementOpinions } from '../opinions/opinions';
import { exportAuditPapers, listAuditPapers, writeAuditPaper } from './papers';
import { getAuditRoom } from './room';
import { issueAuditReport } from './reports';
import { drawSample, fingerprintOf } from './rules';
import { auditGround, auditorRights } from './test-ground';

let database: TestDatabase;
let ground: ReturnType<typeof auditGround>;
let book: BookRecord;
beforeAll(async () => {
  database = await openTestDatabase();
  ground = auditGround(database);
  await ground.begin();
  book = await ground.book();
});
afterAll(() => database.close());

const papersOf = async ({ id }: Pick<AuditWhole, 'id'>, query: object = {}): Promise<AuditPaper[]> =>
  (await ground.run((ctx) => listAuditPapers(ctx, { params: { id }, query: { limit: 200, ...query } }))).rows;
const count = ({ id }: Pick<AuditWhole, 'id'>, query: object = {}) =>
  ground.run((ctx) => countAuditPopulation(ctx, { params: { id }, query }));
const write = (audit: Pick<AuditWhole, 'id'>, paper: AuditPaper, result: AuditPaper['result'], note = '') =>
  ground.run((ctx) =>
    writeAuditPaper(ctx, {
      params: { id: audit.id, entryId: paper.entry.id },
      query: {},
      body: { version: paper.version, result, note },
    }),
  );

describe('opening an audit', () => {
  test('names unit, books, days and reason', async () => {
    const audit = await ground.open(book);
    expect(audit).toMatchObject({
      ...{ name: '上半年审查', why: '年度计划', from: '2024-01-01', to: '2024-06-18', state: 'open', whole: null },
      ...{ books: [{ id: book.id, name: book.name }], openedOn: '2024-06-18', abilities: { write: true } },
    });
    expect((await ground.run((ctx) => findAuditNames(ctx, [audit.id]))).get(audit.id)).toBe('上半年审查');
  });

  test.each([
    ['enters vouchers', ['finance.voucher.write']],
    ['pays', ['finance.claim.pay']],
    ['approves budgets as the chair does', ['ledger.budget.approve']],
    ['keeps the books', ['ledger.book.write']],
  ])('is refused to somebody who %s there', async (_what, rights) => {
    const user = testUser([...auditorRights, ...rights]);
    await expect(ground.open(book, {}, user)).rejects.toMatchObject({ code: 'finance.audit_not_apart' });
  });

  test('is refused to somebody whose other role there is kept apart from that of auditors, and only there', async () => {
    const [grant] = testUser(auditorRights).grants;
    const holding = (role: string, unitPath: string) => ({ ...grant!, role, unitPath, permissions: new Set<string>() });
    const user = (unitPath: string) =>
      testUser([], '/', { grants: [{ ...grant!, role: 'auditor' }, holding('chair', unitPath)] });
    await expect(ground.open(book, {}, user(book.unitPath))).rejects.toMatchObject({ code: 'finance.audit_not_apart' });
    expect((await ground.open(book, {}, user('/999/'))).state).toBe('open');
  });

  test('is refused to whoever recorded one of the entries, however long ago the office ended', async () => {
    const mine = await ground.book();
    await ground.post(mine.id, 5_00n);
    const former = testUser(auditorRights, '/', { accountId: ground.keeper.accountId });
    await expect(ground.open(mine, {}, former)).rejects.toMatchObject({ code: 'finance.audit_own_entries' });
    expect((await ground.open(mine, { to: '2024-05-09' }, former)).state).toBe('open');
  });

  test.each([
    ['days that are the wrong way round', { from: '2024-06-02', to: '2024-06-01' }, 'finance.audit_span'],
    ['a day that has not come', { to: '2024-06-19' }, 'finance.audit_span'],
    ['a book that is not there', { bookIds: [newId()] }, 'kernel.not_found'],
  ])('is refused with %s', async (_what, change, code) => {
    await expect(ground.open(book, change)).rejects.toMatchObject({ code });
  });

  test("is refused with another unit's book, and out of reach", async () => {
    const other = await ground.book();
    await expect(ground.open(book, { bookIds: [other.id] })).rejects.toMatchObject({
      code: 'finance.audit_books_unfit',
    });
    const elsewhere = testUser(auditorRights, '/999/');
    await expect(ground.open(book, {}, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

describe('a sample', () => {
  test('by a promise finds what names it and what its budget lines spent, and stays it when the lines serve another', async () => {
    const own = await ground.book();
    const [promise, other] = [newId(), newId()];
    const target = { kind: 'ceiling', ceiling: 900_000n } as const;
    const { lineIds } = await ground.run((ctx) =>
      makeBudget(ctx, own.id, [{ target, accounts: ['50102'], commitmentIds: [promise] }]),
    );
    const paid = (amount: bigint) => ({ account: '102', credit: amount });
    const spend = (amount: bigint, tags: { budgetLineId?: string; commitmentId?: string }) =>
      ground.post(own.id, amount, { lines: [{ account: '50102', debit: amount, ...tags }, paid(amount)] });
    await spend(1_00n, { budgetLineId: lineIds[0]! });
    await spend(20_00n, { commitmentId: promise });
    await spend(300_00n, { budgetLineId: lineIds[0]!, commitmentId: other });
    await spend(4_000_00n, {});
    await ground.seal();
    const audit = await ground.open(own);
    expect(await count(audit, { commitmentId: promise })).toMatchObject({ count: 2, sum: 21_00n });
    expect(await count(audit, { commitmentId: other })).toMatchObject({ count: 1, sum: 300_00n });
    const { draws } = await ground.draw(audit, { commitmentId: promise });
    expect(draws[0]).toMatchObject({ filter: { commitmentId: promise }, drawn: { count: 2, sum: 21_00n } });
    await database.pool.query('update ledger.budget_line set commitment_ids = $1 where id = $2', [[other], lineIds[0]]);
    expect(await count(audit, { commitmentId: promise })).toMatchObject({ count: 1, sum: 20_00n });
    expect(await ground.run((ctx) => proveAuditDraw(ctx, draws[0]!.id))).toMatchObject({ isSame: true });
  });

  test('of every kind of condition finds what fits, in count and in fen', async () => {
    const own = await ground.book();
    const [party] = (await ground.run((ctx) => partiesOf(ctx, 'payee', ['王记水产']))).values();
    const { lineIds } = await ground.run((ctx) =>
      makeBudget(ctx, own.id, [{ target: { kind: 'ceiling', ceiling: 900_000n }, accounts: ['50102'] }]),
    );
    await ground.post(own.id, 100_00n);
    const large = await ground.post(own.id, 3_000_00n, { source: `finance.voucher:${newId()}` });
    const budgeted = await ground.post(own.id, 7_00n, {
      source: `membership.dues_run:${newId()}`,
      lines: [
        { account: '50102', debit: 7_00n, budgetLineId: lineIds[0]! },
        { account: '102', credit: 7_00n },
      ],
    });
    const owed = await ground.post(own.id, 9_00n, {
      source: `relief.payment:${newId()}`,
      lines: [
        { account: '102', debit: 9_00n },
        { account: '221', credit: 9_00n, partyId: party! },
      ],
    });
    const audit = await ground.open(own);
    expect((await count(audit)).waiting).toBe(4);
    await expect(ground.draw(audit)).rejects.toMatchObject({ code: 'ledger.sealing_waits' });
    await ground.seal();
    expect(await count(audit)).toEqual({ count: 4, sum: 3_116_00n, waiting: 0 });
    const found = async (filter: object) => {
      const { count: entries, sum } = await count(audit, filter);
      return [entries, sum];
    };
    expect(await found({ atLeast: 3_000_00n })).toEqual([1, 3_000_00n]);
    expect(await found({ atLeast: 3_000_01n })).toEqual([0, 0n]);
    expect(await found({ account: '501' })).toEqual([3, 3_107_00n]);
    expect(await found({ partyId: party })).toEqual([1, 9_00n]);
    expect(await found({ account: '501', partyId: party })).toEqual([0, 0n]);
    expect(await found({ budgetLineId: lineIds[0] })).toEqual([1, 7_00n]);
    expect(await found({ source: 'voucher' })).toEqual([1, 3_000_00n]);
    expect(await found({ source: 'dues' })).toEqual([1, 7_00n]);
    expect(await found({ source: 'relief' })).toEqual([1, 9_00n]);
    expect(await found({ source: 'claim' })).toEqual([0, 0n]);
    await expect(count(audit, { bookId: book.id })).rejects.toMatchObject({ code: 'kernel.not_found' });
    expect(await found({ budgetLineId: newId() })).toEqual([0, 0n]);
    expect(await found({ partyId: newId() })).toEqual([0, 0n]);
    await expect(ground.draw(audit, { source: 'savings' })).rejects.toMatchObject({ code: 'finance.audit_draw_empty' });

    const drawn = await ground.draw(audit, { atLeast: 3_000_00n });
    expect(drawn).toMatchObject({
      ...{ whole: { count: 4, sum: 3_116_00n }, sampled: { count: 1, sum: 3_000_00n }, looked: { count: 0 } },
      draws: [{ size: null, seed: '', population: { count: 1 }, drawn: { count: 1 }, filter: { atLeast: 3_000_00n } }],
    });
    const again = await ground.draw(audit, { account: '501' });
    expect(again.sampled).toEqual({ count: 3, sum: 3_107_00n });
    expect((await papersOf(audit)).map((paper) => paper.entry.id).sort()).toEqual(
      (await papersOf(audit, { drawId: again.draws[1]!.id })).map((paper) => paper.entry.id).sort(),
    );
    expect((await papersOf(audit, { drawId: drawn.draws[0]!.id })).map((one) => one.entry.id)).toEqual([large.id]);
    expect((await papersOf(audit)).map((paper) => paper.entry.id)).toContain(budgeted.id);
    expect((await papersOf(audit)).map((paper) => paper.entry.id)).not.toContain(owed.id);
  });

  test('at random is the one that the rule draws from the fixed population, and stays it whatever is posted later', async () => {
    const own = await ground.book();
    for (let i = 1; i <= 30; i += 1) await ground.post(own.id, BigInt(i) * 100n);
    await ground.seal();
    const audit = await ground.draw(await ground.open(own), { size: 7, seed: '经审会 6·18' });
    const [draw] = audit.draws;
    const all = await ground.run((ctx) =>
      matchingEntries(
        ctx,
        { ends: draw!.ends.map((end) => ({ ...end, position: BigInt(end.position) })), from: audit.from, to: audit.to },
        { seed: null, limit: 100 },
      ),
    );
    const ids = all.map((entry) => entry.id);
    expect([ids.length, draw!.population.count, draw!.population.sum]).toEqual([30, 30, 465_00n]);
    expect(draw!.fingerprint).toBe(fingerprintOf(ids));
    const sample = (await papersOf(audit)).map((paper) => paper.entry.id).sort();
    expect(sample).toEqual(drawSample(ids, '经审会 6·18', 7).sort());

    const late = await ground.post(own.id, 99_00n, { on: '2024-05-01' });
    await ground.run((ctx) => reverseEntry(ctx, ids[0]!, { reason: '记错', on: '2024-06-18' }), ground.keeper);
    await ground.seal();
    expect((await papersOf(audit)).map((paper) => paper.entry.id)).not.toContain(late.id);
    const proof = await ground.run((ctx) => proveAuditDraw(ctx, draw!.id));
    expect(proof).toEqual({
      ...{ population: { count: 30, sum: 465_00n }, fingerprint: draw!.fingerprint, isSame: true, isChainWhole: true },
    });
    const next = await ground.draw(audit, { size: 32 });
    expect(next.whole).toEqual({ count: 32, sum: 565_00n });
    expect(next.draws[1]!.seed).toMatch(/^[0-9a-f]{16}$/);
    await expect(ground.run((ctx) => proveAuditDraw(ctx, newId()))).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('neither the draw nor what was drawn is changed or removed, not even by the database role', async () => {
    for (const words of [
      ...[
        "update finance.audit_draw set seed = 'x'",
        'delete from finance.audit_draw',
        'delete from finance.audit_drawn',
      ],
      ...['update finance.audit_paper set amount_fen = 1', 'delete from finance.audit_paper'],
      ...[
        "update finance.audit_step set words = ''",
        'delete from finance.audit_report',
        'delete from finance.audit_opinion',
      ],
    ])
      await expect(database.pool.query(words), words).rejects.toThrow(/append-only|stays as it was drawn/);
  });

  test('out of twenty thousand entries is drawn by the database, and everything at once is refused by its number', async () => {
    const own = await ground.book();
    await fillBook(own.id, 20_000);
    const audit = await ground.open(own);
    await expect(ground.draw(audit)).rejects.toMatchObject({
      ...{ code: 'finance.audit_draw_large', params: { count: 20_000, most: 2000 } },
    });
    const drawn = await ground.draw(audit, { size: 60, seed: 's' });
    expect(drawn.draws[0]).toMatchObject({ population: { count: 20_000, sum: 20_000_00n }, drawn: { count: 60 } });
    expect(await ground.run((ctx) => proveAuditDraw(ctx, drawn.draws[0]!.id))).toMatchObject({ isSame: true });
    const ends = drawn.draws[0]!.ends.map((end) => ({ ...end, position: BigInt(end.position) }));
    const less = ends.map((end) => ({ ...end, position: 19_999n }));
    const span = { from: audit.from, to: audit.to };
    expect((await ground.run((ctx) => populationOf(ctx, { ...span, ends: less }))).count).toBe(19_999);
  });
});

/** Entries with their seals, put in by the database itself: so many acts would only test posting. */
async function fillBook(bookId: string, entries: number): Promise<void> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into ledger.entry (id, book_id, posted_on, month, kind, words, source, content_hash, recorded_at)
       select gen_random_uuid(), $1, '2024-03-01', '2024-03-01', 'ordinary', '批量', 'test.case:1', '\\x00', now()
       from generate_series(1, ${entries})`,
      [bookId],
    );
    await client.query('alter table ledger.posting disable trigger user');
    await client.query(
      `insert into ledger.posting (entry_id, line, book_id, account_id, posted_on, side, amount_fen)
       select e.id, l.line, e.book_id, a.id, e.posted_on, l.side, 100
       from ledger.entry e cross join (values (1, 1, '50102'), (2, -1, '102')) l(line, side, code)
       join ledger.account a on a.book_id = e.book_id and a.code = l.code where e.book_id = $1`,
      [bookId],
    );
    await client.query(
      `insert into ledger.seal (book_id, position, entry_id, month, voucher_number, hash)
       select book_id, n, id, month, n, 'h' from (select *, row_number() over (order by id) as n from ledger.entry where book_id = $1) e`,
      [bookId],
    );
    await client.query('alter table ledger.posting enable trigger user');
    await client.query('commit');
    await client.query('analyze ledger.entry, ledger.posting, ledger.seal');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

describe('working papers', () => {
  test('say what looking came to, once for each version, and leave as a file', async () => {
    const own = await ground.book();
    for (const amount of [1_00n, 2_00n, 3_00n]) await ground.post(own.id, amount);
    await ground.seal();
    const audit = await ground.draw(await ground.open(own));
    const papers = await papersOf(audit);
    expect(papers).toHaveLength(3);
    const [paper] = papers;
    expect(paper).toMatchObject({ result: 'open', lookedByName: '', entry: { month: '2024-05' }, words: '购奖品' });
    expect(await write(audit, paper!, 'in_order', '发票齐全')).toMatchObject({
      ...{ result: 'in_order', note: '发票齐全', lookedByName: '测试', version: 2 },
    });
    await expect(write(audit, paper!, 'open')).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    const stray = { ...paper!, entry: { ...paper!.entry, id: newId() } };
    await expect(write(audit, stray, 'in_order')).rejects.toMatchObject({ code: 'kernel.not_found' });
    const after = await ground.run((ctx) => showAudit(ctx, audit.id));
    expect([after.papers, after.looked.count]).toEqual([{ open: 2, in_order: 1, finding: 0 }, 1]);
    const first = await ground.run((ctx) =>
      listAuditPapers(ctx, { params: { id: audit.id }, query: { limit: 2, result: 'open' } }),
    );
    expect([first.rows.length, first.nextCursor]).toEqual([2, null]);
    const file = await ground.run((ctx) =>
      exportAuditPapers(ctx, { params: { id: audit.id }, query: {}, body: undefined }),
    );
    expect(await wordsOfFile(file)).toContain('发票齐全');
  });
});

describe('an audit that is under way', () => {
  test('is seen by auditors alone, until its report is issued', async () => {
    const audit = await ground.open(book);
    const show = ground.run((ctx) => showAudit(ctx, audit.id), ground.keeper);
    await expect(show).rejects.toMatchObject({ code: 'kernel.not_found' });
    const listed = await ground.run((ctx) => listAudits(ctx, { query: { limit: 50 } }), ground.keeper);
    expect(listed.rows.map((row) => row.id)).not.toContain(audit.id);
    const own = await ground.run((ctx) => listAudits(ctx, { query: { limit: 1 } }));
    expect([own.rows.length, own.nextCursor === null]).toEqual([1, false]);
  });

  test('is given up with its reason, and then nothing is drawn any more', async () => {
    const audit = await ground.open(book);
    const withdraw = (version: number) =>
      ground.run((ctx) =>
        withdrawAudit(ctx, { params: { id: audit.id }, query: {}, body: { version, reason: '选错了账' } }),
      );
    await expect(withdraw(9)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    expect(await withdraw(audit.version)).toMatchObject({ state: 'withdrawn', reason: '选错了账' });
    await expect(ground.draw(audit)).rejects.toMatchObject({ code: 'finance.audit_over' });
    await expect(withdraw(2)).rejects.toMatchObject({ code: 'finance.audit_over' });
  });

  test('stands on the desk with its coverage, and the months that nobody has looked at', async () => {
    const own = await ground.book();
    await ground.post(own.id, 10_00n, { on: '2024-02-10' });
    await ground.post(own.id, 20_00n, { on: '2024-04-10' });
    await ground.seal();
    await ground.draw(await ground.open(own, { from: '2024-01-01', to: '2024-03-31' }));
    const room = await ground.run((ctx) => getAuditRoom(ctx, { query: { unitId: own.unitId } }));
    expect(room.audits).toMatchObject([{ whole: { count: 1, sum: 10_00n }, sampled: { count: 1 } }]);
    expect(room.books).toMatchObject([
      {
        id: own.id,
        months: [
          { month: '2024-02', count: 1, state: 'under_way' },
          { month: '2024-04', count: 1, state: 'unchecked', auditId: null },
        ],
      },
    ]);
    expect(room.unchecked).toBe(1);
  });
});

describe('an opinion on a published statement', () => {
  test('is stated of a book and day under audit; the later one counts', async () => {
    const own = await ground.book();
    await ground.post(own.id, 10_00n);
    await ground.seal();
    const publish = (on: string) =>
      ground.run(
        (ctx) => publishStatement(ctx, { params: { id: own.id }, query: {}, body: { on, span: 'month' } }),
        testUser(['ledger.period.approve', 'ledger.book.read']),
      );
    const may = await publish('2024-05-31');
    const june = await publish('2024-06-18');
    const audit = await ground.open(own, { to: '2024-05-31' });
    const say = (statementId: string, opinion: 'agreed' | 'qualified', words: string) =>
      ground.run((ctx) =>
        stateAuditOpinion(ctx, { params: { id: audit.id }, query: {}, body: { statementId, opinion, words } }),
      );
    await expect(say(june.id, 'agreed', '')).rejects.toMatchObject({ code: 'finance.audit_statement_unfit' });
    await expect(say(newId(), 'agreed', '')).rejects.toMatchObject({ code: 'kernel.not_found' });
    await expect(say(may.id, 'qualified', '')).rejects.toMatchObject({ code: 'finance.audit_opinion_bare' });
    await say(may.id, 'qualified', '两笔支出缺附件');
    const { opinions } = await say(may.id, 'agreed', '');
    expect(opinions).toMatchObject([{ opinion: 'agreed', statement: { id: may.id, on: '2024-05-31', version: 1 } }]);

    // Beside the statement it stands once the report is issued, for those who may read the statement.
    const beside = (id: string, user = testUser(['ledger.statement.read'], own.unitPath)) =>
      ground.run((ctx) => listStatementOpinions(ctx, { params: { id } }), user);
    expect((await beside(may.id)).rows).toEqual([]);
    await ground.draw(audit);
    for (const { entry, version } of await papersOf(audit)) {
      const params = { id: audit.id, entryId: entry.id };
      const body = { version, result: 'in_order', note: '' } as const;
      await ground.run((ctx) => writeAuditPaper(ctx, { params, query: {}, body }));
    }
    const { version } = await ground.run((ctx) => showAudit(ctx, audit.id));
    const told = { version, statement: '账目清楚', committee: ['测试员'] };
    await ground.run((ctx) => issueAuditReport(ctx, { params: { id: audit.id }, query: {}, body: told }));
    expect((await beside(may.id)).rows).toMatchObject([{ opinion: 'agreed', words: '', audit: audit.name }]);
    await say(may.id, 'qualified', '又查出一笔');
    expect((await beside(may.id)).rows).toMatchObject([{ opinion: 'qualified', words: '又查出一笔' }]);
    expect((await beside(june.id, testUser(['ledger.book.read']))).rows).toEqual([]);
    await expect(beside(may.id, testUser(['finance.audit.read']))).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});
