import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError, registerTexts } from '#kernel';
import { testUser } from '#kernel/testing';
import { ledgerModule } from '#engines/ledger';
import { cellsOfFile, noCommitments } from '#engines/ledger/testing';
import { closeAccount } from './accounts/closing';
import { payWithdrawal, undoMovement } from './accounts/money';
import { showOwnSavings } from './accounts/own';
import { askForWithdrawal, payQueued } from './accounts/queue';
import type { Association } from './associations/contract';
import {
  applyPayrollList,
  checkPayrollList,
  exportPayrollRest,
  listPayrollLists,
  listPayrollRows,
  showPayrollList,
  undoPayrollList,
} from './lists/lists';
import { workOnList } from './lists/take';
import { answerGuarantee, askForLoan, enterLoan, takeBackLoan } from './loans/asking';
import { decideLoan, payLoan, repayLoan } from './loans/lending';
import { listLoans, showLoan } from './loans/loans';
import { remindOfInstalments } from './loans/remind';
import { bankMoney, expectWhole, openSavings, type SavingsGround, type Saver } from './test-savings';

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
const bank = (amount: bigint, on = '2024-06-18') => ({ amount, on, way: 'bank' as const, words: '' });
const named = ({ staffNumber, name }: Saver) => ({ staffNumber, name });
const reason = { reason: '名册有误' };
const loanRules = {
  ...{ timesBalance: 3, mostYuan: 5000, mostInstalments: 12, leastGuarantors: 1, mostGuaranteed: 2, heldPercent: 0 },
};

const refusedLoans = (borrower: Saver, guarantor: Saver) =>
  [
    [{ amount: 0n }, 'savings.amount'],
    [{ amount: 3000_01n }, 'savings.loan_over_limit'],
    [{ instalments: 13 }, 'savings.loan_instalments'],
    [{ amount: 5_99n }, 'savings.loan_small'],
    [{ guarantors: [named(borrower)] }, 'savings.guarantor_self'],
    [{ guarantors: [{ ...named(guarantor), name: '别人' }] }, 'savings.guarantor_unknown'],
    [{ guarantors: [{ staffNumber: '没有', name: '张海燕' }] }, 'savings.guarantor_unknown'],
    [{ guarantors: [] }, 'savings.guarantors_few'],
  ] as const satisfies readonly (readonly [object, string])[];

test('a loan from the application to the last instalment, each step by another person', async () => {
  const [borrower, guarantor] = [await ground.saver(1000_00n), await ground.saver(1000_00n)];
  const asked = { amount: 2000_00n, instalments: 6, purpose: '孩子上学', guarantors: [named(guarantor)] };
  const ask = (change: object) => borrower.own((ctx) => askForLoan(ctx, { ...asked, ...change }));
  for (const [change, code] of refusedLoans(borrower, guarantor))
    await expect(ask(change)).rejects.toEqual(refused(code));
  const { id } = await ask({});
  await expect(ask({})).rejects.toEqual(refused('savings.loan_stands'));
  const decide = (isGranted: boolean) => ground.decide((ctx) => decideLoan(ctx, id, { isGranted, words: '' }));
  await expect(decide(true)).rejects.toEqual(refused('savings.loan_not_agreed'));
  await expect(borrower.own((ctx) => answerGuarantee(ctx, id, { isAgreed: true }))).rejects.toEqual(
    refused('kernel.not_found'),
  );
  expect((await guarantor.own((ctx) => showOwnSavings(ctx, ground.members))).guarantees).toMatchObject([
    { loanId: id, borrowerName: '张海燕', abilities: { answer: true } },
  ]);
  await guarantor.own((ctx) => answerGuarantee(ctx, id, { isAgreed: true }));
  await expect(guarantor.own((ctx) => answerGuarantee(ctx, id, { isAgreed: false }))).rejects.toEqual(
    refused('savings.guarantee_answered'),
  );
  // Neither the borrower nor the guarantor decides, though they may for others.
  for (const { personId } of [borrower, guarantor]) {
    const own = ground.as(testUser(['savings.association.decide'], '/', { personId }));
    await expect(own((ctx) => decideLoan(ctx, id, { isGranted: true, words: '' }))).rejects.toEqual(
      refused('savings.loan_own_hand'),
    );
  }
  const pay = () => ground.pay((ctx) => payLoan(ctx, id, { on: '2024-02-15', way: 'bank' }));
  await expect(pay()).rejects.toEqual(refused('savings.loan_not_approved'));
  await decide(true);
  await pay();
  await expect(borrower.own((ctx) => takeBackLoan(ctx, id))).rejects.toEqual(refused('savings.loan_paid_already'));
  const shown = await ground.keep((ctx) => showLoan(ctx, id));
  expect(shown.plan.map((part) => part.amount)).toEqual([333_34n, 333_34n, 333_33n, 333_33n, 333_33n, 333_33n]);
  // Three parts were due by the end of May: the end of June has not come.
  expect(shown).toMatchObject({ overdue: 1000_01n, overdueDays: 79, owed: 2000_00n });
  const loans = await ground.keep((ctx) =>
    listLoans(ctx, { associationId: association.id, which: 'overdue', limit: 10 }),
  );
  expect(loans).toMatchObject({ rows: [{ id }], sums: { count: 1, owed: 2000_00n, overdue: 1000_01n } });
  await ground.keep((ctx) => remindOfInstalments(ctx));

  const repay = (amount: bigint, on?: string) => ground.pay((ctx) => repayLoan(ctx, id, bank(amount, on)));
  await expect(repay(2000_01n)).rejects.toEqual(refused('savings.loan_over_debt'));
  await expect(repay(1_00n, '2024-02-14')).rejects.toEqual(refused('savings.day_before_account'));
  expect(await repay(1000_01n, '2024-06-01')).toMatchObject({ owed: 999_99n });
  const last = await repay(999_99n);
  await expect(repay(1n)).rejects.toEqual(refused('savings.loan_not_open'));
  expect((await ground.keep((ctx) => showLoan(ctx, id))).state).toBe('repaid');
  await ground.pay((ctx) => undoMovement(ctx, last.movementId, { reason: '支票退回' }));
  expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'open', owed: 999_99n });
  const payout = (await ground.statement(borrower.id)).lines.find((line) => line.kind === 'payout')!;
  await expect(ground.pay((ctx) => undoMovement(ctx, payout.id, { reason: '付错' }))).rejects.toEqual(
    refused('savings.money_used'),
  );
  // Whoever leaves has the rest set off.
  const closing = { on: '2024-06-18', way: 'bank', closing: 'retired', words: '' } as const;
  await ground.pay((ctx) => closeAccount(ctx, borrower.id, closing));
  const closed = await ground.statement(borrower.id);
  expect(closed.lines.slice(-2).map((line) => [line.kind, line.amount, line.balance, line.debt])).toEqual([
    ['set_off', -999_99n, 1n, 0n],
    ['closing', -1n, 0n, 0n],
  ]);
  await expectWhole(ground, association.id);
});

test('a guarantor declines, a paper comes to the desk, what was paid by mistake waits again, debts keep an account open', async () => {
  const [borrower, one, two] = [await ground.saver(100_00n), await ground.saver(10_00n), await ground.saver(10_00n)];
  const asked = { amount: 300_00n, instalments: 3, purpose: '治病', guarantors: [named(one), named(two)] };
  const first = await ground.keep((ctx) => enterLoan(ctx, { ...asked, accountId: borrower.id }));
  await one.own((ctx) => answerGuarantee(ctx, first.id, { isAgreed: true }));
  await two.own((ctx) => answerGuarantee(ctx, first.id, { isAgreed: false }));
  expect((await borrower.own((ctx) => showOwnSavings(ctx, ground.members))).loan).toMatchObject({
    refusal: '担保人没有同意',
  });
  const second = await borrower.own((ctx) => askForLoan(ctx, { ...asked, guarantors: [named(one)] }));
  const closing = { on: '2024-06-18', way: 'bank', closing: 'left', words: '' } as const;
  await expect(ground.pay((ctx) => closeAccount(ctx, borrower.id, closing))).rejects.toEqual(
    refused('savings.loan_pending'),
  );
  await borrower.own((ctx) => takeBackLoan(ctx, second.id));
  const id = await ground.approved(borrower, one, 300_00n);
  // One answers for two loans at most.
  const third = await ground.saver(50_00n);
  await ground.approved(third, one, 30_00n);
  const fourth = await ground.saver(50_00n);
  await expect(
    fourth.own((ctx) => askForLoan(ctx, { ...asked, amount: 30_00n, guarantors: [named(one)] })),
  ).rejects.toEqual(refused('savings.guarantor_full'));

  const pay = () => ground.pay((ctx) => payLoan(ctx, id, { on: '2024-06-18', way: 'bank' }));
  await pay();
  const [, payout] = (await ground.statement(borrower.id)).lines;
  await ground.pay((ctx) => undoMovement(ctx, payout!.id, { reason: '付错了人' }));
  expect(await ground.keep((ctx) => showLoan(ctx, id))).toMatchObject({ state: 'approved', owed: 0n, plan: [] });
  await pay();
  await expect(ground.pay((ctx) => closeAccount(ctx, borrower.id, closing))).rejects.toEqual(
    refused('savings.debt_left'),
  );
  await ground.rule('savings.loanRules', { ...loanRules, heldPercent: 20 });
  await expect(ground.pay((ctx) => payWithdrawal(ctx, borrower.id, bank(40_01n)))).rejects.toEqual(
    refused('savings.held_for_loan'),
  );
  await ground.pay((ctx) => payWithdrawal(ctx, borrower.id, bank(40_00n)));
  await expectWhole(ground, association.id);
});

test('a payroll list: what can stand is taken in whole, each other row stays aside with its reason', async () => {
  const people = [];
  for (let i = 0; i < 8; i += 1) people.push(await ground.saver(10_00n));
  const [good, twice, out, negative, huge, over, noLoan, odd] = people as [
    Saver,
    Saver,
    Saver,
    Saver,
    Saver,
    Saver,
    Saver,
    Saver,
  ];
  const stranger = await ground.person('王不存');
  ground.outside.add(out.personId);
  const list = await ground.addList(association.id, '2024-05-01', [
    [good.staffNumber, good.name, '50', ''],
    [twice.staffNumber, '', '50', ''],
    [twice.staffNumber, '', '51', ''],
    [out.staffNumber, '', '50', ''],
    [negative.staffNumber, '', '-50', ''],
    [huge.staffNumber, '', '10000000000000', ''],
    [over.staffNumber, '', '500.01', ''],
    [noLoan.staffNumber, '', '50', '10'],
    [odd.staffNumber, '别人', '50', ''],
    [stranger.staffNumber, '王不存', '50', ''],
    ['没有', '', '50', ''],
    ['', '', '50', ''],
    ['合计', '', '999', ''],
  ]);
  expect(list).toMatchObject({ good: 1, bad: 11, deposits: 50_00n, repayments: 0n });
  const { rows } = await ground.keep((ctx) => listPayrollRows(ctx, list.id, { limit: 50 }));
  expect(rows.map((row) => row.reason)).toEqual([
    null,
    `工号 ${twice.staffNumber} 在表里不止一行，不知道以哪一行为准`,
    `工号 ${twice.staffNumber} 在表里不止一行，不知道以哪一行为准`,
    '已不是工会会员',
    '金额是负数',
    '金额大得不合理',
    '超过每月最多 ¥500.00',
    '没有未还的借款',
    '姓名与工号对不上：这个工号是张海燕',
    `工号 ${stranger.staffNumber} 在本储金会没有开户`,
    '没有工号是 没有 的人',
    '没有工号',
  ]);
  const file = await ground.keep((ctx) => exportPayrollRest(ctx, list.id));
  expect(file.name).toMatch(/_未收下的行\.xlsx$/);
  const rest = await cellsOfFile(file);
  expect(rest.slice(-11).map((row) => row.at(-1))).toEqual(rows.slice(1).map((row) => row.reason));
  expect(rest.at(-2)).toContain('没有');
});

test('a list counts when somebody says so: once, whole, and back again as it came', async () => {
  const [good, odd] = [await ground.saver(10_00n), await ground.saver(10_00n)];
  const list = await ground.addList(association.id, '2024-05-01', [
    [good.staffNumber, good.name, '50', '10'],
    [odd.staffNumber, '别人', '50', ''],
  ]);
  expect([list.good, list.bad]).toEqual([0, 2]);
  const check = (columns: object) =>
    ground.keep((ctx) => checkPayrollList(ctx, ground.members, list.id, { columns, version: list.version }));
  await expect(check({ staffNumber: 0 })).rejects.toEqual(refused('savings.list_columns'));
  await expect(ground.addList(association.id, '2024-05-01', [])).rejects.toEqual(refused('savings.list_no_heading'));
  const checked = await check({ staffNumber: 0, deposit: 2 });
  // Without the columns of names and repayments both can stand.
  expect(checked.good).toBe(2);
  const apply = (version: number, postedOn = '2024-06-10') =>
    ground.keep((ctx) => applyPayrollList(ctx, ground.members, list.id, { version, postedOn }));
  await expect(apply(list.version)).rejects.toEqual(refused('kernel.changed_meanwhile'));
  await apply(checked.version);
  await expect(apply(checked.version)).rejects.toEqual(refused('savings.under_way'));
  await workOnList(ground.ground(ground.keep), list.id);
  const done = await ground.keep((ctx) => showPayrollList(ctx, list.id));
  expect(done).toMatchObject({ state: 'done', entryIds: [expect.any(String)] });
  expect((await ground.statement(good.id)).lines.at(-1)).toMatchObject({ kind: 'deposit', balance: 60_00n });
  // Again for the same month: who stands in a list that was taken in is refused.
  const again = await ground.addList(association.id, '2024-05-01', [[good.staffNumber, '', '5', '']]);
  expect((await ground.keep((ctx) => listPayrollRows(ctx, again.id, { limit: 5 }))).rows[0]!.reason).toMatch(/另一份/);
  await expect(
    ground.keep((ctx) =>
      applyPayrollList(ctx, ground.members, again.id, { version: again.version, postedOn: '2024-06-10' }),
    ),
  ).rejects.toEqual(refused('savings.list_nothing'));
  expect(
    (await ground.keep((ctx) => listPayrollLists(ctx, { associationId: association.id, limit: 1 }))).rows,
  ).toHaveLength(1);
  await expectWhole(ground, association.id);

  // Money that was used since keeps the list; after that it goes back whole.
  const drawn = await ground.pay((ctx) => payWithdrawal(ctx, good.id, bank(60_00n)));
  const undo = async () => {
    await ground.keep((ctx) => undoPayrollList(ctx, list.id, reason));
    await workOnList(ground.ground(ground.keep), list.id);
    return ground.keep((ctx) => showPayrollList(ctx, list.id));
  };
  expect(await undo()).toMatchObject({ state: 'done', fault: expect.stringContaining('已经取走') as string });
  await ground.pay((ctx) => undoMovement(ctx, drawn.movementId, reason));
  expect(await undo()).toMatchObject({ state: 'undone', undoReason: '名册有误' });
  await expect(ground.keep((ctx) => undoPayrollList(ctx, list.id, reason))).rejects.toEqual(
    refused('savings.not_done'),
  );
  expect((await ground.statement(good.id)).account.balance).toBe(10_00n);
  await expectWhole(ground, association.id);
});

test('a list that repays, and one that is stale by the time it is worked on', async () => {
  const [borrower, guarantor] = [await ground.saver(100_00n), await ground.saver(10_00n)];
  const loan = await ground.approved(borrower, guarantor, 90_00n);
  await ground.pay((ctx) => payLoan(ctx, loan, { on: '2024-03-05', way: 'bank' }));
  const row = (repayment: string) => [[borrower.staffNumber, '', '20', repayment]];
  const { id, version } = await ground.addList(association.id, '2024-03-01', row('90.01'));
  const columns = { staffNumber: 0, name: 1, deposit: 2, repayment: 3 };
  const checked = await ground.keep((ctx) => checkPayrollList(ctx, ground.members, id, { columns, version }));
  expect([checked.good, checked.bad]).toEqual([0, 1]);
  await ground.takeList(association.id, '2024-03-01', row('30'));
  expect(await ground.keep((ctx) => showLoan(ctx, loan))).toMatchObject({
    owed: 60_00n,
    plan: [{ repaid: 30_00n }, {}, {}],
  });
  const list = await ground.addList(association.id, '2024-04-01', row('60'));
  await ground.keep((ctx) =>
    applyPayrollList(ctx, ground.members, list.id, { version: list.version, postedOn: '2024-06-18' }),
  );
  await ground.pay((ctx) => repayLoan(ctx, loan, bank(1_00n)));
  await workOnList(ground.ground(ground.keep), list.id);
  const failed = await ground.keep((ctx) => showPayrollList(ctx, list.id));
  expect(failed).toMatchObject({ state: 'failed', fault: expect.stringContaining('1 人') as string, entryIds: [] });
  const { rows } = await ground.database.pool.query(`select fault->>'code' as code from savings.list where id = $1`, [
    list.id,
  ]);
  expect(rows).toEqual([{ code: 'savings.list_stale' }]);
  await expectWhole(ground, association.id);
});

test('a list goes in while the desk pays, withdrawals that waited are paid and accounts closed: nobody waits in a circle', async () => {
  const savers = await Promise.all(Array.from({ length: 12 }, () => ground.saver(100_00n)));
  const queued = await Promise.all(
    savers.slice(0, 6).map((saver) => saver.own((ctx) => askForWithdrawal(ctx, { amount: 5_00n }))),
  );
  const rows = savers.map(({ staffNumber }) => [staffNumber, '', '10', '']);
  const { id, version } = await ground.addList(association.id, '2024-05-01', rows);
  await ground.keep((ctx) => applyPayrollList(ctx, ground.members, id, { version, postedOn: '2024-06-18' }));
  const ended = await Promise.allSettled([
    workOnList(ground.ground(ground.keep), id),
    ...queued.map((one) => ground.pay((ctx) => payQueued(ctx, one.id, { on: '2024-06-18', way: 'bank' }))),
    ...savers.slice(3, 9).map((saver) => ground.pay((ctx) => payWithdrawal(ctx, saver.id, bank(1_00n)))),
    ...savers
      .slice(0, 3)
      .map((saver) =>
        ground.pay((ctx) => closeAccount(ctx, saver.id, { on: '2024-06-18', way: 'bank', closing: 'left', words: '' })),
      ),
  ]);
  // Who comes too late is told so in words; a deadlock has none.
  const reasons = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(reasons.filter((reason) => !(reason instanceof AppError))).toEqual([]);
  await expectWhole(ground, association.id);
});
