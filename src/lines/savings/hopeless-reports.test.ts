import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerTexts } from '#kernel';
import { testUser } from '#kernel/testing';
import { foundBook, ledgerModule, decideTransfer, postEntry, proposeTransfer } from '#engines/ledger';
import { openAccount as openLogin } from '#engines/roster';
import { noCommitments } from '#engines/ledger/testing';
import { askForMonthly, setMonthly } from './accounts/opening';
import { closeAccount } from './accounts/closing';
import { addDeposit, payWithdrawal, undoMovement } from './accounts/money';
import { showOwnSavings } from './accounts/own';
import { addEarnings } from './associations/associations';
import { showControl } from './associations/control';
import type { Association } from './associations/contract';
import { decideHopeless, proposeHopeless, writeOffLoan } from './loans/hopeless';
import { payLoan, repayLoan } from './loans/lending';
import { listLoans, showLoan } from './loans/loans';
import { savingsContributor } from './person-records';
import { exportReport, listOwnReports, listReports, previewReport, publishReport } from './reports/reports';
import { bankMoney, expectWhole, openSavings, type Saver, type SavingsGround } from './test-savings';

let ground: SavingsGround;
let association: Association;
beforeAll(async () => {
  registerTexts({ ledger: ledgerModule(noCommitments).texts });
  ground = await openSavings();
  association = await ground.found();
  await ground.keep((ctx) => bankMoney(ctx, association.book.id, 10_000_00n));
});
afterAll(() => ground.close());

const refused = (code: string) => expect.objectContaining({ code });
const today = '2024-06-18';
const reason = { reason: '借款人去世，家中无力归还' };
const granted = { isGranted: true, words: '' };

/** Two savers, of whom one owes 300 yuan and the other answers for it. */
async function owed(amount = 300_00n): Promise<{ borrower: Saver; guarantor: Saver; id: string }> {
  const [borrower, guarantor] = [await ground.saver(100_00n), await ground.saver(100_00n)];
  const id = await ground.approved(borrower, guarantor, amount);
  await ground.pay((ctx) => payLoan(ctx, id, { on: '2024-02-01', way: 'bank' }));
  return { borrower, guarantor, id };
}

/** What whoever signs in as this saver was told. */
async function listener(saver: Saver, name: string): Promise<() => Promise<string[]>> {
  const { pool } = ground.database;
  const roles = { saver: { permissions: ['savings.account.own'] } };
  const accountId = await ground.keep((ctx) =>
    openLogin(ctx, roles, {
      ...{ personId: saver.personId, username: name, name, password: 'Sea-salt-2024', mustChangePassword: false },
      ...{ role: 'saver', unitId: ground.team.id },
    }),
  );
  return async () =>
    (
      await pool.query<{ kind: string }>('select kind from kernel.notification where account_id = $1 order by id', [
        accountId,
      ])
    ).rows.map((row) => row.kind);
}
const hopelessNow = async () =>
  (
    await ground.keep((ctx) =>
      showControl(ctx, ground.members, { params: { id: association.id }, query: {}, body: undefined }),
    )
  ).hopeless;
const writeOff = (id: string, amount: bigint, against: 'reserve' | 'undistributed' = 'reserve', on = today) =>
  ground.keep((ctx) => writeOffLoan(ctx, id, { amount, on, against, words: '' }));

/** The relief fund sends money for hopeless debts: asked for by one, approved by another, both halves or none. */
async function sendFromRelief(amount: bigint): Promise<void> {
  const hand = () =>
    ground.as(testUser(['ledger.book.read', 'ledger.book.write', 'ledger.transfer.write', 'ledger.transfer.approve']));
  const [one, other] = [hand(), hand()];
  const unitId = ground.works.id;
  const fund = await one((ctx) =>
    foundBook(ctx, { unitId, kind: 'mutual_aid', name: '互助互济基金', openedOn: '2024-01-01' }),
  );
  await one((ctx) =>
    postEntry(ctx, {
      ...{ bookId: fund.id, on: '2024-01-02', words: '拨入', source: 'test.case:9' },
      lines: [
        { account: '102', debit: 500_00n },
        { account: '402', credit: 500_00n },
      ],
    }),
  );
  const transfer = await one((ctx) =>
    proposeTransfer(ctx, {
      from: { bookId: fund.id, account: '102', purpose: '501', budgetLineId: null },
      to: { bookId: association.book.id, account: '102', purpose: '224' },
      ...{ amount, on: today, words: '救助储金会呆账' },
    }),
  );
  await other((ctx) =>
    decideTransfer(ctx, {
      params: { id: transfer.id },
      query: {},
      body: { isGranted: true, words: '', version: 1 },
    } as never),
  );
}

describe('a debt that nobody hopes to see again', () => {
  test('is declared by two hands with the reason, and is owed as before', async () => {
    const { borrower, guarantor, id } = await owed();
    await expect(ground.decide((ctx) => decideHopeless(ctx, id, granted))).rejects.toEqual(
      refused('savings.hopeless_not_proposed'),
    );
    await expect(writeOff(id, 1n)).rejects.toEqual(refused('savings.loan_not_hopeless'));
    const involved = ground.as(
      testUser(['savings.account.write', 'savings.association.decide'], '/', { personId: guarantor.personId }),
    );
    await expect(involved((ctx) => proposeHopeless(ctx, id, reason))).rejects.toEqual(refused('savings.loan_own_hand'));
    const both = ground.as(testUser(['savings.account.write', 'savings.association.decide']));
    await both((ctx) => proposeHopeless(ctx, id, reason));
    await expect(ground.keep((ctx) => proposeHopeless(ctx, id, reason))).rejects.toEqual(
      refused('savings.hopeless_stands'),
    );
    await expect(both((ctx) => decideHopeless(ctx, id, granted))).rejects.toEqual(refused('roster.same_hand'));
    await ground.decide((ctx) => decideHopeless(ctx, id, { isGranted: false, words: '再催一次' }));
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({
      ...{ state: 'open', hopeless: { state: 'refused', refusal: '再催一次', ...reason } },
      abilities: { declare: true },
    });
    const hears = await listener(guarantor, 'guarantor');
    await ground.keep((ctx) => proposeHopeless(ctx, id, reason));
    await ground.decide((ctx) => decideHopeless(ctx, id, granted));
    expect(await hears()).toEqual(['savings.loan_hopeless']);
    await expect(ground.keep((ctx) => proposeHopeless(ctx, id, reason))).rejects.toEqual(
      refused('savings.hopeless_stands'),
    );
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({
      ...{ state: 'hopeless', owed: 300_00n, writtenOff: 0n },
      abilities: { writeOff: true, declare: false },
    });
    expect((await ground.statement(borrower.id)).account.debt).toBe(300_00n);
    const shown = await guarantor.own((ctx) => showOwnSavings(ctx, ground.members));
    expect(shown.guarantees, 'who answers for it sees it with its sum').toMatchObject([
      { loanId: id, state: 'hopeless', owed: 300_00n },
    ]);
    await expectWhole(ground, association.id);
    await ground.pay((ctx) => repayLoan(ctx, id, { amount: 300_00n, on: today, way: 'cash', words: '家属代还' }));
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'repaid', owed: 0n });
  });

  test('is written off against what a relief book has sent, or what was earned; never more, and it can be taken back', async () => {
    const { borrower, id } = await owed();
    await ground.keep((ctx) => proposeHopeless(ctx, id, reason));
    await ground.decide((ctx) => decideHopeless(ctx, id, granted));
    const before = await hopelessNow();
    expect(before, 'what the borrower has saved need not be applied for').toMatchObject({
      owed: 300_00n,
      toApply: 200_00n,
    });
    await expect(writeOff(id, 1n)).rejects.toEqual(refused('savings.set_off_first'));
    await ground.pay((ctx) => payWithdrawal(ctx, borrower.id, { amount: 100_00n, on: today, way: 'bank', words: '' }));
    expect(await hopelessNow()).toMatchObject({ count: 1, owed: 300_00n, reserve: 0n, toApply: 300_00n });
    await expect(writeOff(id, 1n)).rejects.toEqual(refused('savings.reserve_short'));

    await sendFromRelief(200_00n);
    expect(await hopelessNow()).toMatchObject({ reserve: 200_00n, toApply: 100_00n });
    await expectWhole(ground, association.id);

    await expect(writeOff(id, 0n)).rejects.toEqual(refused('savings.amount'));
    await expect(writeOff(id, 10n ** 15n)).rejects.toEqual(refused('savings.amount'));
    await expect(writeOff(id, 300_01n)).rejects.toEqual(refused('savings.loan_over_debt'));
    await expect(writeOff(id, 1n, 'reserve', '2024-06-19')).rejects.toEqual(refused('savings.day_ahead'));
    await expect(writeOff(id, 1n, 'reserve', '2024-01-31')).rejects.toEqual(refused('savings.day_before_account'));
    await expect(writeOff(id, 200_01n)).rejects.toEqual(refused('savings.reserve_short'));
    const both = await Promise.allSettled([writeOff(id, 200_00n), writeOff(id, 200_00n)]);
    expect(
      both.filter((done) => done.status === 'fulfilled'),
      'of two at once one finds nothing left',
    ).toHaveLength(1);
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({
      ...{ state: 'hopeless', owed: 100_00n, writtenOff: 200_00n },
    });
    await ground.keep((ctx) =>
      addEarnings(ctx, association.id, { amount: 100_00n, on: '2024-03-21', words: '一季度结息' }),
    );
    expect(await writeOff(id, 100_00n, 'undistributed')).toEqual({ owed: 0n });
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'written_off', writtenOff: 300_00n });
    const { plan } = await ground.keep((ctx) => showLoan(ctx, id));
    expect(
      plan.map((part) => part.repaid),
      'what is written off is not repaid',
    ).toEqual([0n, 0n, 0n]);
    const asked = { associationId: association.id, limit: 10 };
    for (const which of ['hopeless', 'over'] as const) {
      const { rows } = await ground.keep((ctx) => listLoans(ctx, { ...asked, which }));
      expect(
        rows.map((row) => row.id),
        'it stays among them',
      ).toContain(id);
    }
    await expectWhole(ground, association.id);
    const last = (await ground.statement(borrower.id)).lines.at(-1)!;
    expect(last).toMatchObject({ kind: 'write_off', loanAmount: -100_00n, debt: 0n });
    await ground.pay((ctx) => undoMovement(ctx, last.id, { reason: '记错了' }));
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'hopeless', owed: 100_00n });
    await expectWhole(ground, association.id);
  });

  test('does not keep an account open for ever: what was saved is set off, the rest stays owed', async () => {
    const { borrower, id } = await owed(200_00n);
    const closing = { on: today, way: 'bank', closing: 'died', words: '' } as const;
    const close = () => ground.pay((ctx) => closeAccount(ctx, borrower.id, closing));
    await expect(close()).rejects.toEqual(refused('savings.debt_left'));
    await ground.keep((ctx) => proposeHopeless(ctx, id, reason));
    await ground.decide((ctx) => decideHopeless(ctx, id, granted));
    await close();
    expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'hopeless', owed: 100_00n });
    await expectWhole(ground, association.id);
    const payout = (await ground.statement(borrower.id)).lines.find((line) => line.kind === 'payout')!;
    await expect(ground.pay((ctx) => undoMovement(ctx, payout.id, reason))).rejects.toMatchObject({
      code: expect.stringMatching(/^savings\./),
    });
  });
});

test('another monthly sum counts from the next payroll list on, and every change is kept', async () => {
  const saver = await ground.saver(10_00n);
  const want = (monthly: bigint) => saver.own((ctx) => askForMonthly(ctx, { monthly }));
  await expect(want(4_99n)).rejects.toEqual(refused('savings.monthly_bounds'));
  await expect(want(50_00n)).rejects.toEqual(refused('savings.monthly_same'));
  expect(await want(60_00n), 'the list of this month is not made yet').toEqual({ from: '2024-06-01' });
  expect((await ground.statement(saver.id)).account.monthly).toBe(60_00n);
  await ground.addList(association.id, '2024-06-01', [[saver.staffNumber, '', '60', '']]);
  expect(await want(80_00n)).toEqual({ from: '2024-07-01' });
  await expect(want(80_00n)).rejects.toEqual(refused('savings.monthly_same'));
  expect(await ground.keep((ctx) => setMonthly(ctx, saver.id, { monthly: 90_00n }))).toEqual({ from: '2024-07-01' });
  const { account, monthlyChanges } = await ground.statement(saver.id);
  expect(account.monthly, 'in June what was wanted for June').toBe(60_00n);
  expect(monthlyChanges.map(({ from, monthly, way }) => [from, monthly, way])).toEqual([
    ['2024-07-01', 90_00n, 'paper'],
    ['2024-07-01', 80_00n, 'phone'],
    ['2024-06-01', 60_00n, 'phone'],
  ]);
  const kept = await ground.keep((ctx) => savingsContributor.collect(ctx, saver.personId));
  expect(kept.map(({ title, rows }) => [title, rows.length])).toContainEqual(['每月储金的变更', 3]);
  const nobody = ground.as(testUser(['savings.account.own'], '/', { personId: (await ground.person()).id }));
  await expect(nobody((ctx) => askForMonthly(ctx, { monthly: 60_00n }))).rejects.toEqual(
    refused('savings.account_not_open'),
  );
});

test('the members are told of a half year in figures that add up, are the books’ own, and never change', async () => {
  const own = await openSavings();
  const { id: associationId } = await own.found();
  const [borrower, guarantor] = [await own.saver(300_00n), await own.saver(200_00n)];
  const loan = await own.approved(borrower, guarantor, 120_00n);
  await own.pay((ctx) => payLoan(ctx, loan, { on: '2024-02-01', way: 'bank' }));
  await own.pay((ctx) => repayLoan(ctx, loan, { amount: 20_00n, on: '2024-03-01', way: 'cash', words: '' }));
  await own.keep((ctx) => addEarnings(ctx, associationId, { amount: 3_21n, on: '2024-03-21', words: '结息' }));
  const half = { associationId, year: 2024, half: 1 };
  const publish = () => own.decide((ctx) => publishReport(ctx, { ...half, words: '请大家核对自己的存折。' }));
  await expect(publish()).rejects.toEqual(refused('savings.report_early'));
  own.clock.set('2024-07-02');
  await expect(own.decide((ctx) => publishReport(ctx, { ...half, year: 2023, words: '' }))).rejects.toEqual(
    refused('savings.report_before'),
  );
  const figures = await own.keep((ctx) => previewReport(ctx, half));
  expect(figures).toMatchObject({
    accounts: { before: 0, opened: 2, closed: 0, after: 2 },
    savings: { before: 0n, deposited: 500_00n, withdrawn: 0n, after: 500_00n },
    loans: { paidOut: 120_00n, paidCount: 1, repaid: 20_00n, after: 100_00n, openCount: 1, overdueCount: 1 },
    earnings: { before: 0n, earned: 3_21n, taken: 0n, after: 3_21n },
    control: { savings: 500_00n, loans: 100_00n, isWhole: true },
  });
  const { savings: s, loans: l, earnings: e } = figures;
  expect(s.before + s.deposited + s.shared - s.withdrawn - s.setOff - s.closed).toBe(s.after);
  expect(l.before + l.paidOut - l.repaid - l.setOff - l.writtenOff).toBe(l.after);
  expect(e.before + e.earned - e.taken).toBe(e.after);

  const { id } = await publish();
  await expect(publish()).rejects.toEqual(refused('savings.report_stands'));
  await own.pay((ctx) => addDeposit(ctx, borrower.id, { amount: 5_00n, on: '2024-06-30', way: 'bank', words: '补录' }));
  const rows = async () => (await own.keep((ctx) => listReports(ctx, { associationId }))).rows;
  expect(await rows(), 'what was told stands').toMatchObject([{ id, version: 1, figures, isReplaced: false }]);
  const second = await publish();
  expect((await rows()).map((row) => [row.id, row.version, row.isReplaced])).toEqual([
    [second.id, 2, false],
    [id, 1, true],
  ]);
  expect((await borrower.own((ctx) => listOwnReports(ctx))).rows.map((row) => row.id)).toEqual([second.id, id]);
  const nobody = own.as(testUser(['savings.account.own'], '/', { personId: (await own.person()).id }));
  expect((await nobody((ctx) => listOwnReports(ctx))).rows).toEqual([]);
  expect((await own.keep((ctx) => exportReport(ctx, id))).name).toMatch(/2024年上半年储金会情况/);

  // Somebody posts to the control account past the accounts: that is not told as if all were well.
  await own.keep(async (ctx) => {
    const { rows: parties } = await own.database.pool.query<{ id: string }>(
      'select y.id from ledger.party y where y.person_id = $1',
      [borrower.personId],
    );
    const { bookId } = (
      await own.database.pool.query<{ bookId: string }>(
        'select book_id as "bookId" from savings.association where id = $1',
        [associationId],
      )
    ).rows[0]!;
    await postEntry(ctx, {
      ...{ bookId, on: '2024-06-29', words: '错', source: 'test.case:3' },
      lines: [
        { account: '102', debit: 7n },
        { account: '222', credit: 7n, partyId: parties[0]!.id },
      ],
    });
  });
  await expect(publish()).rejects.toEqual(refused('savings.report_differs'));
  await own.close();
});
