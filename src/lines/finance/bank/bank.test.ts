import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { SignedInUser } from '#kernel';
import { testUser } from '#kernel/testing';
import { reverseEntry } from '#engines/ledger';
import { sealAll, wordsOfFile } from '#engines/ledger/testing';
import { financePermissions } from '../contract';
import { dropVoucher } from '../vouchers/steps';
import { showVoucher } from '../vouchers/vouchers';
import { findBankNames, listBankAccounts, saveBankAccount } from './accounts';
import { draftBankVoucher, listBankMatches, undoBankMatch } from './matching';
import { exportBankSheet } from './sheet-export';
import { reopenBankSheet, reviewBankSheet } from './sheets';
import * as statements from './statements';
import { may, of, openBank } from './test-bank';
import { asConstruction, asIndustrial, asRural } from './test-statements';

const bank = await openBank();
const { at, run, add, send, take, check, enter, match, finish, openBook, payOnce, rowsOf, matching, shown, sheet } =
  bank;
const { database } = bank;
afterAll(() => database.close());
beforeEach(() => bank.renew());

describe('statements of three banks', () => {
  test.each<[bank: string, name: string, write: () => Uint8Array | Promise<Uint8Array>]>([
    ['工商: GBK, the latest first, two columns beside a mark', '五月.csv', () => asIndustrial(1_000_00n, may)],
    ['建设: a workbook with typed days', '五月.xlsx', () => asConstruction(1_000_00n, may)],
    ['农信: UTF-8 with its mark, one column of sums with 借贷标志', '五月.csv', () => asRural(1_000_00n, may)],
  ])('%s: are read without a word of ours', async (_bank, name, write) => {
    const statement = await send(await write(), name);
    expect(statement.counts).toMatchObject({
      ...{ new: 3, double: 0, bad: 0, breaks: 0, sumIn: 501_23n, sumOut: 120_50n },
      ...{ opening: 1_000_00n, closing: 1_380_73n, proofOff: 0n, joinOff: 0n },
    });
    await take(statement);
    const { balance, lastLineOn, months } = await shown();
    expect([balance, lastLineOn]).toEqual([1_380_73n, '2024-05-21']);
    expect(months[1]).toMatchObject({ month: '2024-05', lines: 3, open: 3, sheet: null });
    const { lines } = await matching();
    expect(lines.map(({ on, amount, words }) => [on, amount, words])).toEqual(
      may.map((one) => [one.on, one.fen, one.words]),
    );
  });

  test('a fourth bank is mapped by hand once, and remembered for its headings', async () => {
    const write = (day: string) =>
      new TextEncoder().encode(`甲,乙,丙,丁\n${day},进账一笔,50.00,1050.00\n2024-05-07,出账,-20.00,1030.00`);
    const first = await send(write('2024-05-06'));
    expect([first.isFit, first.counts]).toEqual([false, null]);
    await expect(take(first)).rejects.toMatchObject({ code: 'finance.bank_columns' });
    await expect(check(first, { day: 0, amount: 0 })).rejects.toMatchObject({ code: 'finance.bank_columns' });
    const mapped = await check(first, { day: 0, words: 1, amount: 2, balance: 3 });
    expect(mapped.counts).toMatchObject({ new: 2, sumIn: 50_00n, sumOut: 20_00n, proofOff: 0n });
    const second = await send(write('2024-05-05'));
    expect([second.isRemembered, second.counts?.new]).toEqual([true, 2]);
  });

  test('what is no statement is refused', async () => {
    const text = (words: string) => new TextEncoder().encode(words);
    await expect(send(text('说明\n无'))).rejects.toMatchObject({ code: 'finance.bank_no_heading' });
    const long = `交易日期,金额\n${'2024-05-06,1\n'.repeat(20_001)}`;
    await expect(send(text(long))).rejects.toMatchObject({ code: 'finance.bank_statement_long' });
    await expect(send(text('x'), 'a.doc')).rejects.toMatchObject({ code: 'workbook.other_kind' });
  });
});

describe('taking in', () => {
  test('twice, or in parts that overlap, gives each line once', async () => {
    await take(await send(asRural(1_000_00n, may.slice(0, 2))));
    const whole = await send(asIndustrial(1_000_00n, may));
    expect(whole.counts).toMatchObject({ new: 1, double: 2, joinOff: 0n });
    await take(whole);
    const again = await send(asRural(1_000_00n, may));
    expect(again.counts).toMatchObject({ new: 0, double: 3 });
    await expect(take(again)).rejects.toMatchObject({ code: 'finance.bank_nothing_new' });
    expect((await shown()).balance).toBe(1_380_73n);
  });

  test('the same file taken in by several at once gives each line once', async () => {
    const sent = [
      await send(asRural(1_000_00n, may)),
      await send(asRural(1_000_00n, may)),
      await send(asRural(1_000_00n, may)),
    ];
    const tries = await Promise.allSettled(sent.map((one) => take(one)));
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect((await shown()).balance).toBe(1_380_73n);
  });

  test('bad rows are named and nothing else is lost; balances that don’t follow need somebody’s word', async () => {
    const text =
      '交易日期,收入,支出,余额,摘要\n2024-05-06,500.00,,1500.00,拨缴\n2024-05-32,,20.00,1480.00,购书\n2024-05-09,,10.00,1460.00,笔';
    const statement = await send(new TextEncoder().encode(text));
    expect(statement.counts).toMatchObject({ new: 2, bad: 1, breaks: 1 });
    expect(await rowsOf(statement, 'bad')).toMatchObject([{ number: 3, reason: '没有“2024-05-32”这一天' }]);
    expect(await rowsOf(statement, 'breaks')).toMatchObject([{ number: 4, off: -10_00n }]);
    await expect(take(statement)).rejects.toMatchObject({ code: 'finance.bank_chain_broken' });
    expect((await take(statement, true)).state).toBe('done');
    await expect(take(statement, true)).rejects.toMatchObject({ code: 'finance.bank_statement_over' });
    expect((await rowsOf(statement, 'bad'))[0]!.cells).toContain('2024-05-32');
  });

  test('is taken back while nothing came of its lines', async () => {
    const done = await take(await send(asRural(1_000_00n, may)));
    const undo = () =>
      run((ctx) => statements.undoBankStatement(ctx, { ...of(done.id), body: { reason: '传错账户' } }));
    const { lines } = await matching();
    const entry = await enter('2024-05-06', 500_00n, '拨缴经费');
    await match({ lineIds: [lines[0]!.id], entryIds: [entry] });
    await expect(undo()).rejects.toMatchObject({ code: 'finance.bank_lines_used' });
    const again = await take(
      await send(asRural(1_380_73n, [{ on: '2024-06-03', fen: 1n, words: 'x', serial: '100009' }])),
    );
    const { state } = await run((ctx) =>
      statements.undoBankStatement(ctx, { ...of(again.id), body: { reason: '传错账户' } }),
    );
    expect([state, (await shown()).balance]).toEqual(['undone', 1_380_73n]);
  });
});

describe('matching', () => {
  beforeEach(async () => {
    await openBook();
    await take(await send(asRural(1_000_00n, may)));
  });

  test('proposes, and counts what somebody confirms', async () => {
    await enter('2024-05-07', 500_00n, '收拨缴经费');
    await enter('2024-05-08', -100_00n, '购书');
    await enter('2024-05-09', -20_50n, '书架运费');
    const { proposals, lines } = await matching();
    expect(proposals.map(({ lineIds, entryIds }) => [lineIds.length, entryIds.length])).toEqual([
      [1, 1],
      [1, 2],
    ]);
    const done = await match(...proposals.map(({ lineIds, entryIds }) => ({ lineIds, entryIds })));
    expect(done).toEqual({ count: 3, amount: 620_50n });
    expect((await matching()).lines.map((line) => line.id)).toEqual([lines[2]!.id]);
    expect((await matching()).entries).toEqual([]);
  });

  test('in part leaves a rest on either side, exact to the fen, and is taken back', async () => {
    const entry = await enter('2024-05-06', 700_00n, '拨缴');
    const [line] = (await matching()).lines;
    await match({ lineIds: [line!.id], entryIds: [entry], amount: 123_45n });
    const after = await matching();
    expect([after.lines[0]!.rest, after.entries[0]!.rest]).toEqual([376_55n, 576_55n]);
    await match({ lineIds: [line!.id], entryIds: [entry] });
    expect((await matching()).entries[0]!.rest).toBe(200_00n);
    const list = (cursor?: string) =>
      run((ctx) =>
        listBankMatches(ctx, {
          params: { id: at.account.id },
          query: { limit: 1, month: '2024-05', ...(cursor ? { cursor } : {}) },
        }),
      );
    const first = await list();
    const second = await list(first.nextCursor!);
    expect([first.rows[0]!.amount + second.rows[0]!.amount, second.nextCursor]).toEqual([500_00n, null]);
    const undo = (id: string) => run((ctx) => undoBankMatch(ctx, { ...of(id), body: { reason: '勾错' } }));
    await undo(first.rows[0]!.id);
    await expect(undo(first.rows[0]!.id)).rejects.toMatchObject({ code: 'finance.bank_match_over' });
    expect((await matching()).lines[0]!.rest).toBe(first.rows[0]!.amount);
  });

  test('never exceeds a line, whoever matches at one moment, and goes one way', async () => {
    const entry = await enter('2024-05-06', 500_00n, '拨缴');
    const out = await enter('2024-05-06', -500_00n, '付款');
    const [line] = (await matching()).lines;
    await expect(match({ lineIds: [line!.id], entryIds: [out] })).rejects.toMatchObject({
      code: 'finance.bank_match_unfit',
    });
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => match({ lineIds: [line!.id], entryIds: [entry] })),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await database.pool.query('select matched_fen from finance.bank_line where id = $1', [line!.id]);
    expect(rows).toEqual([{ matched_fen: 500_00n }]);
    const beyond = 'update finance.bank_line set matched_fen = amount_fen + 1 where id = $1';
    await expect(database.pool.query(beyond, [line!.id])).rejects.toThrow('bank_line');
  });

  test('what only the bank has becomes a draft with its lines, once', async () => {
    const interest = (await matching()).lines[2]!;
    const draft = () => run((ctx) => draftBankVoucher(ctx, { ...of(interest.id), body: undefined }));
    const { voucherId } = await draft();
    const voucher = await run((ctx) => showVoucher(ctx, voucherId));
    expect(voucher).toMatchObject({ state: 'draft', on: '2024-05-21', words: '结息' });
    expect(voucher.lines.map(({ code, debit, credit }) => [code, debit, credit])).toEqual([
      ['102', 1_23n, null],
      ['408', null, 1_23n],
    ]);
    expect((await matching()).lines[2]!.voucher).toMatchObject({ id: voucherId, state: 'draft' });
    await expect(draft()).rejects.toMatchObject({ code: 'finance.bank_voucher_made' });
    await run((ctx) => dropVoucher(ctx, { ...of(voucherId), body: { version: voucher.version } }));
    expect((await draft()).voucherId).not.toBe(voucherId);
    const [line] = (await matching()).lines;
    await match({ lineIds: [line!.id], entryIds: [await enter('2024-05-06', 500_00n, '拨缴')] });
    const late = run((ctx) => draftBankVoucher(ctx, { ...of(line!.id), body: undefined }));
    await expect(late).rejects.toMatchObject({ code: 'finance.bank_line_matched' });
  });

  test('an entry taken back in red is open on neither side', async () => {
    const wrong = await enter('2024-05-10', -9_18n, '记错');
    await run((ctx) => reverseEntry(ctx, wrong.slice(0, 36), { reason: '记错', on: '2024-06-03' }));
    expect((await matching()).entries).toEqual([]);
    // At the end of May it was still open.
    expect((await sheet()).content.bookOut).toMatchObject([{ amount: 9_18n }]);
  });
});

describe('the reconciliation sheet', () => {
  beforeEach(async () => {
    await openBook();
    await take(await send(asRural(1_000_00n, may)));
    await enter('2024-05-07', 500_00n, '收拨缴经费');
    await enter('2024-05-30', -88_00n, '付租车费');
    const { proposals } = await matching();
    await match(...proposals.map(({ lineIds, entryIds }) => ({ lineIds, entryIds })));
    await sealAll(database.kysely);
  });

  test('adds to each side what only the other has; both come to the same', async () => {
    const { content, record } = await sheet();
    expect(content).toMatchObject({
      ...{
        bankBalance: 1_380_73n,
        bookBalance: 1_412_00n,
        adjustedBank: 1_292_73n,
        adjustedBook: 1_292_73n,
        difference: 0n,
      },
      ...{ bookIn: [], bookOut: [{ words: '付租车费', amount: 88_00n }] },
      ...{ bankIn: [{ words: '结息', amount: 1_23n }], bankOut: [{ words: '购书', amount: 120_50n }] },
    });
    expect(record).toBeNull();
    const file = await run((ctx) =>
      exportBankSheet(ctx, { params: { id: at.account.id }, query: { month: '2024-05' }, body: undefined }),
    );
    expect(await wordsOfFile(file)).toContain('减：单位已付、银行未付');
  });

  test('is finished by one and reviewed by another, and neither was the at.cashier', async () => {
    await expect(finish('', at.keeper, '2024-06')).rejects.toMatchObject({ code: 'finance.bank_month_running' });
    await expect(finish('', at.keeper, '2024-04')).rejects.toMatchObject({ code: 'finance.bank_month_before_start' });
    await payOnce();
    await sealAll(database.kysely);
    await expect(finish('', at.cashier)).rejects.toMatchObject({ code: 'finance.bank_own_cash' });
    const { record } = await finish();
    const body = { version: record!.version };
    const review = (user: SignedInUser) => run((ctx) => reviewBankSheet(ctx, { ...of(record!.id), body }), user);
    await expect(review(at.keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
    await expect(review(at.cashier)).rejects.toMatchObject({ code: 'finance.bank_own_cash' });
    const reviewed = await review(at.reviewer);
    expect([reviewed.state, reviewed.reviewed?.name]).toEqual(['reviewed', at.reviewer.name]);
    await expect(review(at.reviewer)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    expect((await shown()).months[1]!.sheet).toMatchObject({ state: 'reviewed' });
  });

  test('is a record: what it stands on stays, and another version begins by opening it again', async () => {
    await finish();
    await expect(finish()).rejects.toMatchObject({ code: 'finance.bank_month_finished' });
    const late = {
      lineIds: [(await matching()).lines[0]!.id],
      entryIds: [await enter('2024-05-31', -120_50n, '购书')],
    };
    await expect(match(late)).rejects.toMatchObject({ code: 'finance.bank_month_finished' });
    const [kept] = (await run((ctx) => listBankMatches(ctx, { params: { id: at.account.id }, query: { limit: 9 } })))
      .rows;
    const undo = run((ctx) => undoBankMatch(ctx, { ...of(kept!.id), body: { reason: '勾错' } }));
    await expect(undo).rejects.toMatchObject({ code: 'finance.bank_month_finished' });
    const change = { version: 1, bankName: '农商', number: '12345678', opening: 1n };
    const other = run((ctx) => saveBankAccount(ctx, { ...of(at.account.id), body: change }));
    await expect(other).rejects.toMatchObject({ code: 'finance.bank_month_finished' });
    const more = await send(asRural(1_380_73n, [{ on: '2024-05-31', fen: 1n, words: 'x', serial: '100009' }]));
    expect((await rowsOf(more, 'bad'))[0]!.reason).toContain('2024年5月31日');
    await expect(database.pool.query(`update finance.bank_sheet set content = '{}'`)).rejects.toThrow('not edited');

    // The book went on, which the record tells and doesn't follow.
    const stale = await sheet();
    expect([stale.isOutdated, stale.content.bookOut.length]).toEqual([true, 1]);
    const { record } = stale;
    const reopen = (version: number) =>
      run((ctx) => reopenBankSheet(ctx, { ...of(record!.id), body: { version, reason: '补记购书' } }), at.reviewer);
    await expect(reopen(9)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    expect((await reopen(record!.version)).state).toBe('reopened');
    await expect(reopen(2)).rejects.toMatchObject({ code: 'finance.bank_sheet_over' });
    await match(late);
    await sealAll(database.kysely);
    const next = await finish();
    expect([next.record!.number, next.content.bankOut, next.history.length]).toEqual([2, [], 2]);
    expect((await sheet('2024-05', 1)).content.bankOut).toHaveLength(1);
    await expect(sheet('2024-05', 7)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });

  test('a difference is named, and finished only with its explanation', async () => {
    const change = {
      version: at.account.version,
      bankName: at.account.bankName,
      number: '12345678',
      opening: 1_001_00n,
    };
    await run((ctx) => saveBankAccount(ctx, { ...of(at.account.id), body: change }));
    expect((await sheet()).content).toMatchObject({ difference: 0n, openingOff: 1_00n, statementOff: -1_00n });
    const gap = asRural(1_390_73n, [{ on: '2024-05-28', fen: 5_00n, words: '退款', serial: '100005' }]);
    await take(await send(gap), true);
    const { content } = await sheet();
    expect([content.difference, content.openingOff + content.statementOff]).toEqual([10_00n, 10_00n]);
    await expect(finish()).rejects.toMatchObject({ code: 'finance.bank_difference' });
    expect((await finish('缺5月27日流水，已向银行补打')).record?.note).toContain('补打');
  });

  test('months are opened again from the last one on', async () => {
    const april = await add({ account: '10201', startsOn: '2024-04-01' }).catch(() => null);
    expect(april).toBeNull();
    const may = await finish();
    await database.pool.query(
      `insert into finance.bank_sheet (id, account_id, month, number, state, content, finished_at, finished_by, finished_by_name)
       select gen_random_uuid(), account_id, '2024-06-01', 1, 'finished', content, finished_at, finished_by, finished_by_name
       from finance.bank_sheet where id = $1`,
      [may.record!.id],
    );
    const body = { version: 1, reason: '补记' };
    const early = run((ctx) => reopenBankSheet(ctx, { ...of(may.record!.id), body }));
    await expect(early).rejects.toMatchObject({ code: 'finance.bank_later_month' });
  });
});

describe('who sees what', () => {
  test('the number is covered for whoever doesn’t keep the account; elsewhere there is nothing', async () => {
    expect([at.account.number, (await shown(at.account.id, testUser(['finance.bank.read']))).number]).toEqual([
      '6222 0000 1111 2222',
      '•••• 2222',
    ]);
    const elsewhere = testUser([...financePermissions], '/999/');
    await expect(shown(at.account.id, elsewhere)).rejects.toMatchObject({ code: 'kernel.not_found' });
    const list = (user: SignedInUser) => run((ctx) => listBankAccounts(ctx, { query: { limit: 200 } }), user);
    expect([
      (await list(elsewhere)).rows.length,
      (await list(at.keeper)).rows.some(({ id }) => id === at.account.id),
    ]).toEqual([0, true]);
    const names = await run((ctx) => findBankNames(ctx, [at.account.id]));
    expect(names.get(at.account.id)).toContain('羊口农商银行');
  });

  test('an account of the book has one bank, and it is a bank account', async () => {
    await expect(add()).rejects.toMatchObject({ code: 'finance.bank_account_taken' });
    await expect(add({ account: '101' })).rejects.toMatchObject({ code: 'finance.bank_account_unfit' });
    await expect(add({ startsOn: '2024-06-19' })).rejects.toMatchObject({ code: 'ledger.day_in_future' });
  });
});
