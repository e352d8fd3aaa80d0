import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testUser } from '#kernel/testing';
import { proveLedger } from '#engines/ledger';
import { recordLeaving } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { recordMove } from '../moves/moves';
import { committeeUser } from '../testing';
import { exemptFromDues, endDuesExemption } from './exemptions';
import { addList, applyWages, checkList, exportDuesRest, listDuesListRows, showDuesList, undoList } from './lists';
import { exportDuesCharges, listDuesCharges, listLapsing, showDues } from './overview';
import { addDuesReceipt, refundDues, undoDuesPayment } from './payments';
import { duesContributor, duesFollower } from './person-records';
import { remindOfDues } from './remind';
import { listDuesSchemes, setDuesScheme, takeBackDuesScheme } from './schemes';
import { previewDuesRun, showDuesRun } from './runs';
import { showDuesOf } from './statement';
import { expectWhole, numberOf, openDues, type DuesGround } from './test-dues';

let dues: DuesGround;
beforeAll(async () => {
  dues = await openDues();
});
afterAll(() => dues.close());

const refused = (code: string) => expect.objectContaining({ code });
const cash = (personId: string, amount: bigint) => ({
  ...({ personId, amount, on: '2024-06-18', way: 'cash', words: '' } as const),
});
const statement = (id: string) => dues.run((ctx) => showDuesOf(ctx, id));

test('a sheet of wages: what can stand counts, each other row stays aside with its reason', async () => {
  const ids = await dues.members(9);
  const [good, twice, left, retired, negative, huge, odd] = ids;
  const stranger = await dues.run((ctx) => makePerson(ctx, { unitId: dues.team.id, staffNumber: 'X1' }));
  const committee = dues.as(committeeUser('/'));
  const clerk = dues.as(testUser(['roster.person.read', 'roster.person.write']));
  await clerk((ctx) => recordLeaving(ctx, left!, '2024-02-29'));
  const move = { on: '2024-03-01', document: '', note: '' } as const;
  await committee((ctx) => recordMove(ctx, retired!, { ...move, to: 'retained', reason: 'retired' }));
  const name = (id: string | undefined) => `会员${ids.indexOf(id!)}`;
  const row = (id: string | undefined, wage: string) => [numberOf(id!), name(id), wage];
  const list = await dues.wages('2024-05-01', [
    row(good, '"4,567.80"'),
    row(twice, '3000'),
    row(twice, '3001'),
    row(left, '3000'),
    row(retired, '3000'),
    row(negative, '-3000'),
    row(huge, '10000000000000'),
    [numberOf(odd!), '别人', '3000'],
    [stranger.staffNumber, stranger.name, '3000'],
    ['没有', '', '3000'],
    ['', '某某', '3000'],
    row(ids[7], ''),
    row(ids[8], '三千'),
    ['合计', '', '99999'],
  ]);
  expect(list).toMatchObject({ good: 1, bad: 12, sum: 4567_80n, columns: { staffNumber: 0, name: 1, amount: 2 } });
  const { rows } = await dues.run((ctx) => listDuesListRows(ctx, list.id, { limit: 50 }));
  expect(rows.map(({ number, reason }) => [number, reason])).toEqual([
    [2, null],
    [3, `工号 ${numberOf(twice!)} 在表里不止一行，不知道以哪一行为准`],
    [4, `工号 ${numberOf(twice!)} 在表里不止一行，不知道以哪一行为准`],
    [5, '已于2024年2月29日离开本单位'],
    [6, '2024年3月1日起保留会籍，不交会费'],
    [7, '金额是负数'],
    [8, '金额大得不合理'],
    [9, `姓名与工号对不上：这个工号是${name(odd)}`],
    [10, '不是工会会员'],
    [11, '本单位没有工号是 没有 的人'],
    [12, '没有工号'],
    [13, '没有金额'],
    [14, '金额读不懂，请只写数字，最多两位小数'],
  ]);
  expect((await dues.run((ctx) => exportDuesRest(ctx, list.id))).name).toBe('工资_未收下的行.xlsx');
});

describe('a month from the wages to the last fen', () => {
  let ids: string[];
  test('the preview says what the run makes; a second run changes nothing, a new member is added', async () => {
    ids = await dues.members(230);
    await dues.wages(
      '2024-01-01',
      ids.slice(0, 229).map((id, i) => [numberOf(id), `会员${i}`, ['4567.80', '3009.99', '5210', '9.99'][i % 4]!]),
    );
    const asked = { unitId: dues.team.id, month: '2024-01-01' };
    const preview = await dues.run((ctx) => previewDuesRun(ctx, asked));
    expect(preview.leftOut.find(({ reason }) => reason === 'no_wage')).toMatchObject({ count: 10 });
    const made = await dues.make('2024-01-01');
    const owed = 58n * 2280n + 57n * 1500n + 57n * 2605n;
    expect(made).toMatchObject({ state: 'done', counts: { added: '229', due: String(owed), no_wage: '10' } });
    expect([preview.added, preview.due, made.entryIds.length]).toEqual([229, owed, 1]);
    await expectWhole(dues);

    expect(await dues.make('2024-01-01')).toMatchObject({ state: 'done', counts: { added: '0', known: '229' } });
    await dues.wages('2024-01-01', [[numberOf(ids[229]!), '', '5210']]);
    expect((await dues.make('2024-01-01')).counts).toMatchObject({ added: '1', due: '2605' });
    await expectWhole(dues);
  });

  test('a list of payments settles the oldest months; what is over has been paid ahead and settles the next run', async () => {
    const [first, second] = ids;
    const listId = await dues.payments('2024-01-01', [
      [numberOf(first!), '', '22.80'],
      [numberOf(second!), '', '40.00'],
    ]);
    expect(await dues.run((ctx) => showDuesList(ctx, listId))).toMatchObject({ state: 'done', good: 2 });
    expect(await statement(second!)).toMatchObject({ ahead: 2500n, sums: { collected: 1500n, arrears: 0n } });
    const second2 = await dues.make('2024-02-01');
    expect(second2.counts).toMatchObject({ added: '230', fromAhead: '1500' });
    expect(await statement(second!)).toMatchObject({ ahead: 1000n, sums: { collected: 3000n, arrears: 0n } });
    await expectWhole(dues);
    const [listed] = (await statement(second!)).payments;
    await expect(dues.collect((ctx) => undoDuesPayment(ctx, listed!.id, { reason: '单笔' }))).rejects.toEqual(
      refused('membership.dues_payment_used'),
    );
    // What it was used for since keeps the list where it is; the run goes back whole, and then the list as well.
    await expect(dues.undo((await dues.make('2024-01-01')).id)).resolves.toMatchObject({ state: 'undone' });
    await dues.undoPayments(listId);
    expect((await dues.run((ctx) => showDuesList(ctx, listId))).fault).toMatch(/1 笔款已经抵了/);
    await expectWhole(dues);
    expect(await dues.undo(second2.id)).toMatchObject({ state: 'undone', undoReason: '算错了月份' });
    await dues.undoPayments(listId);
    expect(await statement(second!)).toMatchObject({ ahead: 0n, sums: { collected: 0n, arrears: 1500n } });
    await expectWhole(dues);
  });

  test('receipts, refunds and exemptions, each taken back or refused by name', async () => {
    const [first, , third, fourth] = ids;
    const receipt = await dues.collect((ctx) => addDuesReceipt(ctx, cash(first!, 30_00n)));
    expect(receipt).toMatchObject({ settled: 2280n, ahead: 720n });
    await expect(dues.collect((ctx) => refundDues(ctx, { ...cash(first!, 7_21n), words: '退' }))).rejects.toEqual(
      refused('membership.dues_not_ahead'),
    );
    const refund = await dues.collect((ctx) => refundDues(ctx, { ...cash(first!, 7_20n), words: '退多交' }));
    await expect(dues.collect((ctx) => undoDuesPayment(ctx, receipt.id, { reason: '收错人' }))).rejects.toEqual(
      refused('membership.dues_payment_used'),
    );
    await dues.collect((ctx) => undoDuesPayment(ctx, refund.id, { reason: '没有退' }));
    await dues.collect((ctx) => undoDuesPayment(ctx, receipt.id, { reason: '收错人' }));
    await expect(dues.collect((ctx) => undoDuesPayment(ctx, receipt.id, { reason: '再来' }))).rejects.toEqual(
      refused('membership.dues_undone_already'),
    );
    for (const amount of [0n, -1n, 100_000_000_000_000n])
      await expect(dues.collect((ctx) => addDuesReceipt(ctx, cash(first!, amount)))).rejects.toEqual(
        refused('membership.dues_amount'),
      );
    await expectWhole(dues);

    await dues.collect((ctx) => addDuesReceipt(ctx, cash(third!, 10_00n)));
    const exempt = { fromMonth: '2024-01-01', toMonth: null, reason: '困难职工', postedOn: '2024-06-18' };
    const { id, corrected } = await dues.run((ctx) => exemptFromDues(ctx, { ...exempt, personId: third! }));
    expect(corrected).toBe(1);
    expect(await statement(third!)).toMatchObject({
      ahead: 1000n,
      sums: { exempt: 2605n, collected: 0n, arrears: 0n },
    });
    await expectWhole(dues);
    await dues.run((ctx) => endDuesExemption(ctx, id, { toMonth: '2024-03-01' }));
    for (const month of ['2024-02-01', '2024-04-01']) await dues.make(month);
    expect((await statement(third!)).months.map(({ month, exempt: part }) => [month, part])).toEqual([
      ['2024-04-01', 0n],
      ['2024-02-01', 2605n],
      ['2024-01-01', 2605n],
    ]);
    const turned = { ...exempt, personId: fourth!, toMonth: '2023-12-01' };
    await expect(dues.run((ctx) => exemptFromDues(ctx, turned))).rejects.toEqual(
      refused('membership.dues_months_turned'),
    );
    await expectWhole(dues);
  });

  test('who makes the dues takes no money for them, and the two sums of a unit add up', async () => {
    const both = { ...(await dues.run(async (ctx) => ctx.user!)) };
    const grants = both.grants.map((grant) => ({
      ...grant,
      permissions: new Set([...grant.permissions, 'membership.dues.collect']),
    }));
    await expect(dues.as({ ...both, grants })((ctx) => addDuesReceipt(ctx, cash(ids[5]!, 1_00n)))).rejects.toEqual(
      refused('roster.same_hand'),
    );
    const { sums, rows } = await dues.run((ctx) => showDues(ctx, { month: '2024-02-01', unitId: dues.works.id }));
    expect(sums.due).toBe(sums.collected + sums.arrears + sums.exempt);
    expect(rows.reduce((sum, row) => sum + row.arrears, 0n)).toBe(sums.arrears);
    const exempt = async (month: string) => {
      const { rows: listed } = await dues.run((ctx) => listDuesCharges(ctx, { month, state: 'exempt', limit: 50 }));
      return listed.map(({ exemptBy }) => exemptBy);
    };
    expect([await exempt('2024-02-01'), await exempt('2024-04-01')]).toEqual([['decision'], ['state']]);
    expect((await dues.run((ctx) => exportDuesCharges(ctx, { month: '2024-02-01' }))).bytes.length).toBeGreaterThan(
      5000,
    );
  });

  test('six unpaid months in a row stand in a list for people to decide, and each is reminded once', async () => {
    for (const month of ['2024-03-01', '2024-05-01', '2024-06-01']) await dues.make(month);
    const { rows } = await dues.run((ctx) => listLapsing(ctx, { unitId: dues.works.id }));
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.every(({ months, from }) => months === 6 && from === '2024-01-01')).toBe(true);
    await dues.run(remindOfDues);
    await dues.run(remindOfDues);
    expect((await proveLedger(dues.database.kysely)).books.every(({ brokenAt }) => brokenAt === null)).toBe(true);
    await expectWhole(dues);
  });
});

test('a scheme of a unit goes before the rule of the house, from its month on, and can be taken back', async () => {
  const own = await openDues();
  const [one] = await own.members(1);
  const terms = { kind: 'fixed', duesFen: 1000 } as const;
  const asked = { unitId: own.team.id, terms, basis: '分会决定' };
  const { id } = await own.run((ctx) => setDuesScheme(ctx, { ...asked, validFrom: '2024-03-01' }));
  await own.run((ctx) => setDuesScheme(ctx, { ...asked, validFrom: '2024-03-01', terms: { ...terms, duesFen: 1200 } }));
  expect((await own.make('2024-02-01')).counts).toMatchObject({ added: '0', no_wage: '1' });
  expect((await own.make('2024-03-01')).counts).toMatchObject({ added: '1', due: '1200' });
  const { rows } = await own.run((ctx) => listDuesSchemes(ctx, {}));
  expect(rows.map(({ isVoid, uses }) => [isVoid, uses])).toEqual([
    [false, 1],
    [true, 0],
  ]);
  await expect(own.run((ctx) => takeBackDuesScheme(ctx, id))).rejects.toEqual(
    refused('membership.dues_undone_already'),
  );
  expect((await own.run((ctx) => showDuesOf(ctx, one!))).months[0]).toMatchObject({ terms: { duesFen: 1200 } });

  // A month that is closed in the books: the run stands there with the reason, and nothing of it is posted.
  await own.database.pool.query(
    `insert into ledger.period (book_id, month, state, changed_at) values ($1, '2024-05-01', 'closed', now())`,
    [own.book.id],
  );
  const closed = await own.make('2024-04-01', own.works.id, '2024-05-31');
  expect(closed).toMatchObject({ state: 'failed', counts: {} });
  expect(closed.fault).toContain('period_closed');
  await expect(own.make('2024-07-01')).rejects.toEqual(refused('membership.dues_month_ahead'));
  await expect(own.make('2024-05-01', own.works.id, '2024-04-30')).rejects.toEqual(
    refused('membership.dues_day_outside'),
  );
  await expect(own.undo(closed.id)).rejects.toEqual(refused('membership.dues_not_done'));
  await expectWhole(own);
  await own.close();
});

test('whatever is done in whatever order: due is collected, arrears and exempt, and the book says the same', async () => {
  const own = await openDues();
  const ids = await own.members(4);
  await own.wages(
    '2024-01-01',
    ids.map((id) => [numberOf(id), '', '4000']),
  );
  const months = ['2024-01-01', '2024-02-01', '2024-03-01'];
  const [made, paid]: [string[], string[]] = [[], []];
  const someone = fc.nat(3).map((i) => ids[i]!);
  const step = fc.oneof(
    fc.constantFrom(...months).map((month) => async () => void made.push((await own.make(month)).id)),
    fc.tuple(someone, fc.bigInt(1n, 5000n)).map(([id, amount]) => async () => {
      paid.push((await own.collect((ctx) => addDuesReceipt(ctx, cash(id, amount)))).id);
    }),
    fc.tuple(someone, fc.bigInt(1n, 3000n)).map(([id, amount]) => async () => {
      paid.push((await own.collect((ctx) => refundDues(ctx, { ...cash(id, amount), words: '退款' }))).id);
    }),
    fc.nat(20).map((i) => async () => {
      const id = paid[i % Math.max(1, paid.length)];
      if (id !== undefined) await own.collect((ctx) => undoDuesPayment(ctx, id, { reason: '更正' }));
    }),
    fc.nat(20).map((i) => async () => {
      const id = made[i % Math.max(1, made.length)];
      if (id !== undefined) await own.undo(id);
    }),
    fc.tuple(someone, fc.constantFrom(...months)).map(([personId, month]) => async () => {
      const asked = { personId, fromMonth: month, toMonth: month, reason: '困难', postedOn: '2024-06-18' };
      await own.run((ctx) => exemptFromDues(ctx, asked));
    }),
  );
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      for (const act of steps)
        await act().catch((error: unknown) => {
          expect((error as { code?: string }).code).toMatch(/^membership\.dues_/);
          refusals += 1;
        });
      await expectWhole(own);
    }),
    { numRuns: 25 },
  );
  expect([made.length > 0, paid.length > 0, refusals > 0]).toEqual([true, true, true]);
  for (const id of made) expect(['done', 'undone']).toContain((await own.run((ctx) => showDuesRun(ctx, id))).state);
  await own.close();
});

test('sheets that say nothing, work that is under way, a run that was paid for: each refused by name', async () => {
  const own = await openDues();
  const [one, two] = await own.members(2);
  const asked = { unitId: own.works.id, month: '2024-05-01', name: 'a.csv' };
  const bytes = (text: string) => new TextEncoder().encode(text);
  await expect(own.run((ctx) => addList(ctx, 'wages', asked, bytes('工资\n3000\n')))).rejects.toEqual(
    refused('membership.dues_list_no_heading'),
  );
  // Headings that nobody knows are pointed out by hand, and known by themselves the next time.
  const odd = bytes(`代码,合计数\n${numberOf(one!)},3000\n`);
  const list = await own.run((ctx) => addList(ctx, 'wages', asked, odd));
  expect(list).toMatchObject({ good: 0, bad: 1, columns: {} });
  const { id, version } = list;
  await expect(own.run((ctx) => applyWages(ctx, id, { version }))).rejects.toEqual(
    refused('membership.dues_list_nothing'),
  );
  const columns = { staffNumber: 0, amount: 1 };
  await expect(
    own.run((ctx) => checkList(ctx, 'wages', id, { columns: { ...columns, amount: 0 }, version })),
  ).rejects.toEqual(refused('membership.dues_list_columns'));
  const checked = await own.run((ctx) => checkList(ctx, 'wages', id, { columns, version }));
  expect(await own.run((ctx) => addList(ctx, 'wages', asked, odd))).toMatchObject({ good: 1, columns });
  await own.run((ctx) => applyWages(ctx, id, { version: checked.version }));
  await expect(own.run((ctx) => checkList(ctx, 'wages', id, { columns, version: 9 }))).rejects.toEqual(
    refused('membership.dues_under_way'),
  );
  expect((await own.run((ctx) => undoList(ctx, 'wages', id, { reason: '上月的表' }))).state).toBe('undone');

  await own.wages('2024-05-01', [
    [numberOf(one!), '', '3000'],
    [numberOf(two!), '', '3000'],
  ]);
  const run = await own.make('2024-05-01');
  await own.collect((ctx) => addDuesReceipt(ctx, cash(one!, 1n)));
  await expect(own.undo(run.id)).rejects.toEqual(refused('membership.dues_run_touched'));
  const stranger = await own.run((ctx) => makePerson(ctx, { unitId: own.team.id }));
  await expect(own.collect((ctx) => addDuesReceipt(ctx, cash(stranger.id, 1n)))).rejects.toEqual(
    refused('membership.dues_never_member'),
  );
  await expectWhole(own);
  await own.close();
});

test('the dues of two records that become one stand together, and come back apart', async () => {
  const own = await openDues();
  const [from, to] = (await own.members(2)) as [string, string];
  await own.wages('2024-03-01', [[numberOf(from), '', '3000']]);
  await own.make('2024-03-01');
  await own.collect((ctx) => addDuesReceipt(ctx, cash(from, 20_00n)));
  const before = await own.run((ctx) => showDuesOf(ctx, from));
  const move = { from, to };
  expect(await own.run((ctx) => duesFollower.describe(ctx, move))).toEqual([
    { what: 'membership:dues.followed', moves: 3, clashes: 0 },
  ]);
  const journal = await own.run((ctx) => duesFollower.follow(ctx, move));
  expect(await own.run((ctx) => showDuesOf(ctx, to))).toMatchObject({ ahead: 500n, sums: before.sums });
  await own.run((ctx) => duesFollower.undo(ctx, move, JSON.parse(JSON.stringify(journal))));
  expect(await own.run((ctx) => showDuesOf(ctx, from))).toEqual(before);
  const [sheet] = await own.run((ctx) => duesContributor.collect(ctx, from));
  expect(sheet!.rows).toEqual([['2024-03', '3,000.00', '15.00', '15.00', '0.00']]);
  await own.close();
});

test('a unit without a book above it is told so', async () => {
  const own = await openDues();
  await own.database.pool.query(`update ledger.book set closed_on = '2024-01-01'`);
  await expect(own.make('2024-03-01')).rejects.toEqual(refused('membership.dues_no_book'));
  await own.close();
});
