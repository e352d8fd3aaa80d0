import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerTexts } from '#kernel';
import { testUser } from '#kernel/testing';
import { foundBook, ledgerModule, postEntry, proveLedger } from '#engines/ledger';
import { noCommitments } from '#engines/ledger/testing';
import { recordLeaving } from '#engines/roster';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { closeAccount, previewClosing } from './accounts/closing';
import { addDeposit, payWithdrawal, undoMovement } from './accounts/money';
import { askForAccount, decideAccount, openAccount, setMonthly } from './accounts/opening';
import { showOwnSavings } from './accounts/own';
import {
  askForWithdrawal,
  dropQueued,
  listQueue,
  payQueued,
  queueWithdrawal,
  takeBackWithdrawal,
} from './accounts/queue';
import { exportAccounts, listAccounts } from './accounts/register';
import { showAccount } from './accounts/statement';
import { addEarnings, foundAssociation, listAssociations, showWarnings } from './associations/associations';
import { checkControls, showControl } from './associations/control';
import type { Association } from './associations/contract';
import { payLoan } from './loans/lending';
import { bankMoney, decision, everyRight, expectWhole, FOUNDED, openSavings, type SavingsGround } from './test-savings';

let ground: SavingsGround;
let association: Association;
beforeAll(async () => {
  registerTexts({ ledger: ledgerModule(noCommitments).texts });
  ground = await openSavings();
});
afterAll(() => ground.close());

const refused = (code: string) => expect.objectContaining({ code });
const money = (amount: bigint, way: 'cash' | 'bank' = 'cash', on = '2024-06-18') => ({ amount, on, way, words: '' });

describe('an association is off until it is founded', () => {
  test('while there is none nobody opens an account, and the phone shows nothing', async () => {
    const { id: personId } = await ground.person();
    const asked = { personId, monthly: 50_00n, openedOn: FOUNDED };
    await expect(ground.keep((ctx) => openAccount(ctx, ground.members, asked))).rejects.toEqual(
      refused('savings.none_here'),
    );
    const own = ground.as(testUser(['savings.account.own'], '/', { personId }));
    expect(await own((ctx) => showOwnSavings(ctx, ground.members))).toMatchObject({ association: null, account: null });
    const nobody = ground.as(testUser(['savings.account.own'], '/', { personId: null }));
    await expect(nobody((ctx) => showOwnSavings(ctx, ground.members))).rejects.toEqual(refused('savings.no_person'));
  });

  test('every warning has to be acknowledged; what was shown is kept with the person and the moment', async () => {
    const { edition, warnings, units } = await ground.decide((ctx) => showWarnings(ctx));
    expect(units.map((unit) => unit.id)).toContain(ground.works.id);
    expect(warnings.join()).toMatch(/非法集资/);
    const acknowledged = warnings.map((_, place) => place);
    const founding = { unitId: ground.works.id, foundedOn: FOUNDED, decision, edition, acknowledged };
    const found = (change: Partial<typeof founding>) =>
      ground.decide((ctx) => foundAssociation(ctx, { ...founding, ...change }));
    for (const unread of [{ acknowledged: acknowledged.slice(1) }, { edition: 'older' }])
      await expect(found(unread)).rejects.toEqual(refused('savings.warnings_unread'));
    await expect(found({ foundedOn: '2024-06-19' })).rejects.toEqual(refused('savings.day_ahead'));

    association = await found({});
    expect(association).toMatchObject({ acknowledged: { edition, warnings, byName: expect.any(String) as string } });
    // One line of the tree has one association.
    for (const unitId of [ground.works.id, ground.team.id])
      await expect(found({ unitId })).rejects.toEqual(refused('savings.founded_already'));
    expect((await ground.keep((ctx) => listAssociations(ctx))).rows).toHaveLength(1);
    const other = await ground.keep((ctx) => makeUnit(ctx));
    const book = { unitId: other.id, kind: 'savings', name: '另一本', openedOn: '2024-03-01' } as const;
    await ground.keep((ctx) => foundBook(ctx, book));
    await expect(found({ unitId: other.id })).rejects.toEqual(refused('savings.founded_before_book'));
    expect((await found({ unitId: other.id, foundedOn: '2024-03-01' })).book.name).toBe('另一本');
  });
});

describe('accounts', () => {
  test('members of the own unit only, once each, within the bounds', async () => {
    const { id: personId } = await ground.person();
    const open = (change: object) =>
      ground.keep((ctx) =>
        openAccount(ctx, ground.members, { personId, monthly: 50_00n, openedOn: FOUNDED, ...change }),
      );
    for (const monthly of [4_99n, 500_01n, -1n])
      await expect(open({ monthly })).rejects.toEqual(refused('savings.monthly_bounds'));
    await expect(open({ openedOn: '2023-12-31' })).rejects.toEqual(refused('savings.day_before_account'));
    await expect(open({ personId: ground.works.id })).rejects.toEqual(refused('kernel.not_found'));
    ground.outside.add(personId);
    await expect(open({})).rejects.toEqual(refused('savings.not_member'));
    ground.outside.delete(personId);
    const { id } = await open({});
    await expect(open({})).rejects.toEqual(refused('savings.account_stands'));
    await ground.keep((ctx) => setMonthly(ctx, id, { monthly: 80_00n }));
    expect((await ground.statement(id)).account).toMatchObject({ number: 1, monthly: 80_00n, state: 'open' });
    const stranger = await ground.keep((ctx) => makePerson(ctx));
    await expect(open({ personId: stranger.id })).rejects.toEqual(refused('savings.none_here'));
  });

  test('an application from the phone is granted or refused by somebody else', async () => {
    const { id: personId } = await ground.person();
    const own = ground.as(testUser(['savings.account.own', 'savings.account.write'], '/', { personId }));
    const mayAsk = async () => (await own((ctx) => showOwnSavings(ctx, ground.members))).abilities.ask;
    ground.outside.add(personId);
    expect(await mayAsk(), 'who is no member is not offered what would be refused').toBe(false);
    ground.outside.delete(personId);
    expect(await mayAsk()).toBe(true);
    const { id } = await own((ctx) => askForAccount(ctx, ground.members, { monthly: 20_00n }));
    await expect(own((ctx) => decideAccount(ctx, ground.members, id, { isGranted: true, words: '' }))).rejects.toEqual(
      refused('roster.same_hand'),
    );
    const decide = (isGranted: boolean, words = '') =>
      ground.keep((ctx) => decideAccount(ctx, ground.members, id, { isGranted, words }));
    await decide(false, '本月工资已做完，请下月再申请');
    expect(await own((ctx) => showOwnSavings(ctx, ground.members))).toMatchObject({
      refusal: '本月工资已做完，请下月再申请',
      account: null,
    });
    await expect(decide(true)).rejects.toEqual(refused('savings.account_not_asked'));
    const again = await own((ctx) => askForAccount(ctx, ground.members, { monthly: 20_00n }));
    await ground.keep((ctx) => decideAccount(ctx, ground.members, again.id, { isGranted: true, words: '' }));
    expect((await own((ctx) => showOwnSavings(ctx, ground.members))).account).toMatchObject({
      account: { state: 'open' },
    });
  });

  test('deposits and withdrawals add up line by line; nobody draws what is not there', async () => {
    const { id } = await ground.saver();
    const deposit = (amount: bigint, on = '2024-06-18') =>
      ground.pay((ctx) => addDeposit(ctx, id, money(amount, 'cash', on)));
    const withdraw = (amount: bigint, on = '2024-06-18') =>
      ground.pay((ctx) => payWithdrawal(ctx, id, money(amount, 'cash', on)));
    for (const amount of [0n, -5n, 1_000_000_000_000_000n])
      await expect(deposit(amount)).rejects.toEqual(refused('savings.amount'));
    await expect(deposit(20_000_01n)).rejects.toEqual(refused('savings.over_cap'));
    await expect(deposit(1n, '2024-06-19')).rejects.toEqual(refused('savings.day_ahead'));
    await expect(deposit(1n, '2023-12-31')).rejects.toEqual(refused('savings.day_before_account'));
    await deposit(100_00n, '2024-02-05');
    const { movementId } = await deposit(50_00n, '2024-03-05');
    await withdraw(30_00n, '2024-02-20');
    await expect(withdraw(120_01n)).rejects.toEqual(refused('savings.over_balance'));
    // In February there were only 70 yuan on it.
    await expect(withdraw(70_01n, '2024-02-25')).rejects.toEqual(refused('savings.balance_then'));
    const year = await ground.statement(id);
    expect(year.lines.map((line) => [line.on, line.amount, line.balance])).toEqual([
      ['2024-02-05', 100_00n, 100_00n],
      ['2024-02-20', -30_00n, 70_00n],
      ['2024-03-05', 50_00n, 120_00n],
    ]);
    expect(year.totals).toEqual({ into: 150_00n, outOf: 30_00n });
    const march = await ground.keep((ctx) => showAccount(ctx, id, { from: '2024-03-01', to: '2024-03-31' }));
    expect(march).toMatchObject({ opening: { balance: 70_00n }, lines: [{ balance: 120_00n }] });

    await ground.pay((ctx) => undoMovement(ctx, movementId, { reason: '记错了人' }));
    await expect(ground.pay((ctx) => undoMovement(ctx, movementId, { reason: '再来' }))).rejects.toEqual(
      refused('savings.undone_already'),
    );
    expect((await ground.statement(id)).lines.at(-1)).toMatchObject({ kind: 'correction', balance: 70_00n });
    const [first] = year.lines;
    await expect(ground.pay((ctx) => undoMovement(ctx, first!.id, { reason: '记错了' }))).rejects.toEqual(
      refused('savings.money_used'),
    );
    await expectWhole(ground, association.id);
  });

  test('who opened an account takes no money for it', async () => {
    const both = ground.as(everyRight);
    const { id: personId } = await ground.person();
    const { id } = await both((ctx) =>
      openAccount(ctx, ground.members, { personId, monthly: 50_00n, openedOn: FOUNDED }),
    );
    await expect(both((ctx) => addDeposit(ctx, id, money(1_00n)))).rejects.toEqual(refused('roster.same_hand'));
  });

  test('what can’t be paid waits in its order; closing pays at once what is left', async () => {
    const own = await openSavings();
    const { id: associationId, book } = await own.found();
    const [one, two, three] = [await own.saver(300_00n), await own.saver(300_00n), await own.saver(300_00n)];
    await own.keep((ctx) => bankMoney(ctx, book.id, 1n));
    await own.pay((ctx) => payWithdrawal(ctx, three.id, money(100_00n, 'bank')));
    await expect(own.pay((ctx) => payWithdrawal(ctx, one.id, money(1_00n, 'cash')))).rejects.toEqual(
      refused('savings.cash_short'),
    );
    const first = await own.pay((ctx) => queueWithdrawal(ctx, one.id, { amount: 300_00n }));
    await expect(own.pay((ctx) => queueWithdrawal(ctx, one.id, { amount: 1n }))).rejects.toEqual(
      refused('savings.withdrawal_waits'),
    );
    const second = await two.own((ctx) => askForWithdrawal(ctx, { amount: 300_00n }));
    await expect(two.own((ctx) => takeBackWithdrawal(ctx, first.id))).rejects.toEqual(refused('kernel.not_found'));
    const { rows } = await own.keep((ctx) => listQueue(ctx, { associationId }));
    expect(rows.map((row) => [row.id, row.needed])).toEqual([
      [first.id, 300_00n],
      [second.id, 600_00n],
    ]);
    // What waits before is set aside: 200 of 800 are free for whoever comes now.
    await expect(own.pay((ctx) => payWithdrawal(ctx, three.id, money(200_02n, 'bank')))).rejects.toEqual(
      refused('savings.over_balance'),
    );
    await own.pay((ctx) => payQueued(ctx, second.id, { on: '2024-06-18', way: 'bank' }));
    await expect(own.pay((ctx) => payQueued(ctx, second.id, { on: '2024-06-18', way: 'bank' }))).rejects.toEqual(
      refused('savings.withdrawal_over'),
    );
    await own.pay((ctx) => dropQueued(ctx, first.id));
    expect(await own.pay((ctx) => previewClosing(ctx, one.id))).toMatchObject({ paidOut: 300_00n, debtLeft: 0n });
    const closing = { on: '2024-06-18', way: 'bank', closing: 'own_wish', words: '' } as const;
    await own.pay((ctx) => closeAccount(ctx, one.id, closing));
    await expect(own.pay((ctx) => addDeposit(ctx, one.id, money(1n)))).rejects.toEqual(
      refused('savings.account_not_open'),
    );
    expect((await own.statement(one.id)).lines.at(-1)).toMatchObject({ kind: 'closing', balance: 0n });
    await expect(
      own.pay(async (ctx) => undoMovement(ctx, (await own.statement(one.id)).lines.at(-1)!.id, { reason: '重开' })),
    ).rejects.toEqual(refused('savings.undone_elsewhere'));
    await expectWhole(own, associationId);
    await own.close();
  });

  test('who leaves, or is a member no more, stands among those to be closed', async () => {
    const [left, out] = [await ground.saver(10_00n), await ground.saver(20_00n)];
    const clerk = ground.as(testUser(['roster.person.read', 'roster.person.write']));
    await clerk((ctx) => recordLeaving(ctx, left.personId, '2024-05-31'));
    ground.outside.add(out.personId);
    const asked = { associationId: association.id, which: 'to_close' } as const;
    const { rows, sums } = await ground.keep((ctx) => listAccounts(ctx, ground.members, { ...asked, limit: 50 }));
    expect(rows.map((row) => [row.id, row.leftOn])).toEqual([
      [left.id, '2024-05-31'],
      [out.id, null],
    ]);
    expect(sums).toEqual({ count: 2, balance: 30_00n, debt: 0n });
    const found = await ground.keep((ctx) =>
      listAccounts(ctx, ground.members, { ...asked, which: 'open', search: '张海燕', limit: 3 }),
    );
    expect([found.rows.length, found.nextCursor]).toEqual([3, found.rows[2]!.id]);
    const file = await ground.keep((ctx) => exportAccounts(ctx, ground.members, { ...asked, which: 'open' }));
    expect(file.name).toMatch(/^储金户_/);
  });
});

test('a difference between accounts and books is seen on the page and told at night', async () => {
  const own = await openSavings();
  const { id, book } = await own.found();
  const saver = await own.saver(100_00n);
  await own.keep((ctx) => addEarnings(ctx, id, { amount: 3_21n, on: '2024-03-21', words: '结息' }));
  const shown = () => own.keep((ctx) => showControl(ctx, own.members, { params: { id }, query: {}, body: undefined }));
  expect(await shown()).toMatchObject({
    ...{ accounts: 1, savings: 100_00n, savingsControl: 100_00n, bank: 103_21n, undistributed: 3_21n, isWhole: true },
  });
  const early = await own.keep((ctx) =>
    showControl(ctx, own.members, { params: { id }, query: { on: '2024-01-09' }, body: undefined }),
  );
  expect(early).toMatchObject({ accounts: 1, savings: 0n, savingsControl: 0n, isWhole: true });
  expect(await own.keep((ctx) => checkControls(ctx))).toEqual({ checked: 1, broken: 0 });
  // Somebody posts to the control account past the accounts.
  const { rows } = await own.database.pool.query<{ id: string }>(
    `select y.id from ledger.party y where y.person_id = $1`,
    [saver.personId],
  );
  await own.keep((ctx) =>
    postEntry(ctx, {
      ...{ bookId: book.id, on: '2024-06-18', words: '错', source: 'test.case:2' },
      lines: [
        { account: '102', debit: 7n },
        { account: '222', credit: 7n, partyId: rows[0]!.id },
      ],
    }),
  );
  expect(await shown()).toMatchObject({ savings: 100_00n, savingsControl: 100_07n, isWhole: false });
  expect(await own.keep((ctx) => checkControls(ctx))).toEqual({ checked: 1, broken: 1 });
  await own.close();
});

test('random acts: accounts, loans and books agree after each of them', async () => {
  const own = await openSavings();
  const { id: associationId, book } = await own.found();
  await own.keep((ctx) => bankMoney(ctx, book.id, 500_00n));
  const savers = [await own.saver(200_00n), await own.saver(100_00n), await own.saver(50_00n)];
  const done: string[] = [];
  let refusals = 0;
  const who = fc.integer({ min: 0, max: savers.length - 1 });
  const fen = fc.bigInt({ min: -1n, max: 150_00n });
  const day = fc.constantFrom('2024-02-01', '2024-04-10', '2024-06-18');
  const keepId = async (act: Promise<{ movementId: string }>) => {
    done.push((await act).movementId);
  };
  const step = fc.oneof(
    fc.tuple(who, fen, day).map(
      ([i, amount, on]) =>
        () =>
          keepId(own.pay((ctx) => addDeposit(ctx, savers[i]!.id, money(amount, 'bank', on)))),
    ),
    fc.tuple(who, fen, day).map(
      ([i, amount, on]) =>
        () =>
          keepId(own.pay((ctx) => payWithdrawal(ctx, savers[i]!.id, money(amount, 'bank', on)))),
    ),
    fc.tuple(who, fen).map(([i, amount]) => async () => {
      await own.pay((ctx) => queueWithdrawal(ctx, savers[i]!.id, { amount }));
    }),
    fc.constant(async () => {
      const { rows } = await own.keep((ctx) => listQueue(ctx, { associationId }));
      const next = rows.find((row) => row.kind === 'withdrawal');
      if (next !== undefined) await own.pay((ctx) => payQueued(ctx, next.id, { on: '2024-06-18', way: 'bank' }));
    }),
    fc.nat({ max: 20 }).map((i) => async () => {
      const id = done[i % Math.max(1, done.length)];
      if (id !== undefined) await own.pay((ctx) => undoMovement(ctx, id, { reason: '撤回' }));
    }),
    fc.tuple(who, fen, fen).map(([i, deposit, repayment]) => async () => {
      const { staffNumber } = savers[i]!;
      const yuan = (amount: bigint) => `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`;
      await own.takeList(associationId, '2024-05-01', [[staffNumber, '', yuan(deposit), yuan(repayment)]]);
    }),
    fc.tuple(who, who, fen).map(([i, j, amount]) => async () => {
      const id = await own.approved(savers[i]!, savers[j]!, amount);
      await own.pay((ctx) => payLoan(ctx, id, { on: '2024-06-18', way: 'bank' }));
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
      for (const act of steps)
        await act().catch((error: unknown) => {
          expect((error as { code?: string }).code).toMatch(/^savings\./);
          refusals += 1;
        });
      await expectWhole(own, associationId);
    }),
    { numRuns: 25 },
  );
  expect([done.length > 0, refusals > 0]).toEqual([true, true]);
  expect((await proveLedger(own.database.kysely)).strays).toMatchObject({ unbalanced: 0 });
  await own.close();
});
