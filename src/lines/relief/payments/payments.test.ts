import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Context } from '#kernel';
import { testUser } from '#kernel/testing';
import { postEntry, reverseEntry } from '#engines/ledger';
import { makeBudget } from '#engines/ledger/testing';
import { makePerson } from '#engines/roster/testing';
import type { EndpointInput } from '#kernel/contract';
import { addAddition, undoAddition } from '../contributions/additions';
import { showOwnRelief } from '../contributions/fund';
import { fundContributor, fundEraser, fundFollower } from '../funds/person-records';
import { netOf, openFunds, type FundGround } from '../funds/test-funds';
import { ownFunds, peopleHelped } from '../floor/measures';
import { listReliefEntries, showReliefYear } from '../floor/year';
import type { preparePayment as preparePaymentEndpoint } from './contract';
import { addPaymentFile, getPaymentFile } from './files';
import { checkPayment, exportPayments, listPaymentChoices, listPayments, showPayment } from './listing';
import { decidePayment, payPayment, preparePayment, undoPayment, withdrawPayment } from './payments';

let ground: FundGround;
let personId: string;

beforeAll(async () => {
  ground = await openFunds();
  const { write, union, fund } = ground;
  const opening = (bookId: string, account: string) => (ctx: Context) =>
    postEntry(ctx, {
      ...{ bookId, on: '2024-01-02', words: '收入', source: 'test.case:1' },
      lines: [
        { account: '101', debit: 20_000_00n },
        { account: '102', debit: 500_000_00n },
        { account, credit: 520_000_00n },
      ],
    });
  await write(opening(union.id, '402'));
  await write(opening(fund.id, '402'));
});
beforeEach(async () => {
  personId = (await ground.person()).id;
});
afterAll(() => ground.close());

type Asked = EndpointInput<typeof preparePaymentEndpoint>['body'];
const ON = '2024-06-18';

const prepare = (change: Partial<Asked> = {}) =>
  ground.write((ctx) =>
    preparePayment(ctx, {
      ...{ source: 'own', personId, purpose: 'illness', amount: 1_000_00n, reason: '住院，自付费用高', exception: '' },
      ...change,
    }),
  );
const grant = (id: string, isGranted = true) =>
  ground.approve((ctx) => decidePayment(ctx, id, { isGranted, words: '', version: 1 }));
const payOut = (id: string, on = ON, way: 'cash' | 'bank' = 'bank') =>
  ground.pay((ctx) => payPayment(ctx, id, { on, way, version: 2 }));
/** From the first hand to the last. */
async function help(change: Partial<Asked> = {}, on = ON): Promise<string> {
  const { id } = await prepare(change);
  await grant(id);
  await payOut(id, on);
  return id;
}
const year = { from: '2024-01-01', to: '2024-12-31' };
const ask = (window = year) => ({
  ...({ tag: 'commitment:x', window, asOf: '2024-12-31' } as const),
  unitPath: ground.works.path,
});
const own = async () => {
  const [figure] = await ground.write((ctx) => ownFunds.answer(ctx, [ask({ from: '2024-12-01', to: '2024-12-31' })]));
  return figure!;
};

describe('three people, each with one step', () => {
  test('prepared, approved, paid, and reversed: the entry stands in the book of the source', async () => {
    const { write, approve, pay, union } = ground;
    const before = await netOf(ground, union.id, '50402');
    const { id } = await prepare();
    const seen = await write((ctx) => showPayment(ctx, id));
    expect(seen).toMatchObject({ state: 'prepared', account: '50402', inWords: '人民币壹仟元整', findings: [] });
    expect(seen.abilities).toMatchObject({ decide: false, pay: false, withdraw: true });
    await expect(payOut(id)).rejects.toMatchObject({ code: 'kernel.changed_meanwhile' });
    await expect(pay((ctx) => payPayment(ctx, id, { on: ON, way: 'bank', version: 1 }))).rejects.toMatchObject({
      code: 'relief.payment_state',
    });
    await grant(id);
    await expect(
      approve((ctx) => decidePayment(ctx, id, { isGranted: true, words: '', version: 2 })),
    ).rejects.toMatchObject({ code: 'relief.payment_state' });
    await expect(payOut(id, '2024-06-19')).rejects.toMatchObject({ code: 'relief.day_ahead' });
    const { entryId } = await payOut(id);
    expect(await netOf(ground, union.id, '50402')).toBe(String(BigInt(before) + 1_000_00n));
    expect(await write((ctx) => showPayment(ctx, id))).toMatchObject({
      state: 'paid',
      entryId,
      paidOn: ON,
      way: 'bank',
    });
    await write((ctx) => undoPayment(ctx, id, { reason: '本人退回', version: 3 }));
    expect(await netOf(ground, union.id, '50402')).toBe(before);
    await expect(write((ctx) => undoPayment(ctx, id, { reason: '本人退回', version: 4 }))).rejects.toMatchObject({
      code: 'relief.payment_state',
    });
    expect((await write((ctx) => exportPayments(ctx, { state: 'undone' }))).name).toMatch(/救助支出/);
  });

  test('one person with all three rights still takes one step only', async () => {
    const { as, write } = ground;
    const all = testUser(['relief.fund.read', 'relief.fund.write', 'relief.fund.approve', 'relief.fund.pay']);
    const both = as(all);
    const { id } = await both((ctx) =>
      preparePayment(ctx, {
        ...{ source: 'own', personId, purpose: 'illness', amount: 100n, reason: '住院慰问', exception: '' },
      }),
    );
    await expect(
      both((ctx) => decidePayment(ctx, id, { isGranted: true, words: '', version: 1 })),
    ).rejects.toMatchObject({
      code: 'roster.same_hand',
    });
    await grant(id);
    await expect(both((ctx) => payPayment(ctx, id, { on: ON, way: 'cash', version: 2 }))).rejects.toMatchObject({
      code: 'roster.same_hand',
    });
    // Nobody reads a name who may not read the person.
    const [row] = (await both((ctx) => listPayments(ctx, { limit: 50, personId }))).rows;
    expect(row!.person).toEqual({ id: personId, name: '张＊＊', staffNumber: null });
    expect((await write((ctx) => listPayments(ctx, { limit: 50, personId }))).rows[0]!.person.name).toBe('张海燕');
    await write((ctx) => withdrawPayment(ctx, id, 2));
    expect((await write((ctx) => listPayments(ctx, { limit: 50, personId, state: 'withdrawn' }))).rows).toHaveLength(1);
  });

  test('refused is over; a source that does not fit, a unit without books, more than there is', async () => {
    const { id } = await prepare();
    await grant(id, false);
    await expect(payOut(id)).rejects.toMatchObject({ code: 'relief.payment_state' });
    for (const change of [
      { account: '50102' },
      { source: 'mutual_aid', account: '50402' },
      { source: 'donation' },
    ] as const)
      await expect(prepare(change)).rejects.toMatchObject({ code: 'relief.source_unfit' });
    const stranger = await ground.write((ctx) => makePerson(ctx, { unitId: ground.other.id }));
    await expect(prepare({ personId: stranger.id })).rejects.toMatchObject({ code: 'relief.no_book' });
    const much = { source: 'mutual_aid', amount: 600_000_00n } as const;
    await expect(help(much)).rejects.toMatchObject({ code: 'relief.fund_short' });
  });
});

describe('rules', () => {
  test('a cap is named with its document and asks for the reason', async () => {
    const asked = { amount: 3_000_01n };
    await expect(prepare(asked)).rejects.toMatchObject({
      code: 'relief.reason_missing',
      params: { words: expect.stringContaining('山东省工会送温暖资金使用管理办法') as string },
    });
    const { id } = await prepare({ ...asked, exception: '重大手术，委员会会议决定' });
    const shown = await ground.write((ctx) => showPayment(ctx, id));
    expect(shown).toMatchObject({ exception: '重大手术，委员会会议决定', findings: [{ rule: 'per_time' }] });
  });

  test('a person with group money and own money shows both; the same cause twice from one source is refused (S6.11)', async () => {
    const { write, works } = ground;
    const addition = { unitId: works.id, amount: 2_000_00n, on: ON, way: 'bank', words: '集团春节救助款' } as const;
    const added = await write((ctx) => addAddition(ctx, { ...addition, kind: 'group' }));
    await help({ source: 'group', amount: 2_000_00n });
    await expect(write((ctx) => undoAddition(ctx, added.id, '记错'))).rejects.toMatchObject({
      code: 'relief.fund_short',
    });
    await expect(prepare()).rejects.toMatchObject({ code: 'relief.reason_missing' });
    const check = await write((ctx) =>
      checkPayment(ctx, { personId, source: 'own', purpose: 'illness', amount: 100n }),
    );
    expect(check.findings).toMatchObject([{ rule: 'other_source', isRefused: false }]);
    await help({ exception: '集团救助不足以支付' });
    const both = await write((ctx) => checkPayment(ctx, { personId, source: 'own', purpose: 'illness', amount: 100n }));
    expect(both.had.map(({ source, amount }) => [source, amount])).toEqual([
      ['group', 2_000_00n],
      ['own', 1_000_00n],
    ]);
    await expect(prepare({ exception: '再给一次' })).rejects.toMatchObject({ code: 'relief.paid_twice' });
    // The group's purse is its own: nothing of it is left.
    await expect(help({ source: 'group', purpose: 'living', amount: 1n })).rejects.toMatchObject({
      code: 'relief.fund_short',
    });
  });

  test('of two that were prepared for one cause at once, one is approved', async () => {
    const tries = await Promise.allSettled([prepare(), prepare()]);
    expect(tries.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

test('a budget line is reserved when it is approved, spent when it is paid, free again when it is withdrawn', async () => {
  const { union, write, as } = ground;
  const target = { kind: 'ceiling', ceiling: 1_500_00n } as const;
  const keeper = testUser(['ledger.book.read', 'ledger.budget.read', 'ledger.budget.write', 'ledger.budget.approve']);
  const { lineIds } = await as(keeper)((ctx) => makeBudget(ctx, union.id, [{ target, accounts: ['50402'] }]));
  const budgetLineId = lineIds[0]!;
  const { id } = await prepare({ budgetLineId });
  const other = await prepare({ budgetLineId, purpose: 'living' });
  await grant(id);
  await expect(grant(other.id)).rejects.toMatchObject({ code: 'ledger.budget_exceeded' });
  await write((ctx) => withdrawPayment(ctx, id, 2));
  await grant(other.id);
  await payOut(other.id);
  expect((await write((ctx) => showPayment(ctx, other.id))).budgetLine).toBe('项目1');
  await expect(prepare({ commitmentId: personId })).rejects.toMatchObject({ code: 'kernel.not_found' });
  expect((await write((ctx) => listPaymentChoices(ctx, { personId }))).accounts.map((one) => one.code)).toEqual([
    '50402',
    '50403',
  ]);
});

test('6,999.99 of own funds misses the floor and 7,000.00 keeps it; other money counts nothing (S6.12)', async () => {
  const { write, union, works } = ground;
  const before = BigInt((await own()).value);
  const rest = 6_999_99n - before;
  // By a voucher of another line, as most are.
  const voucher = await write((ctx) =>
    postEntry(ctx, {
      ...{ bookId: union.id, on: '2024-05-02', words: '走访困难职工', source: 'test.voucher:1' },
      lines: [
        { account: '50403', debit: rest },
        { account: '102', credit: rest },
      ],
    }),
  );
  expect((await own()).value).toBe('699999');
  const addition = { unitId: works.id, amount: 900_000n, on: ON, way: 'bank', words: '集团救助款' } as const;
  await write((ctx) => addAddition(ctx, { ...addition, kind: 'group' }));
  await help({ source: 'group', purpose: 'disaster', amount: 2_900_00n });
  await help({ source: 'mutual_aid', purpose: 'disaster', exception: '集团救助之外' });
  expect((await own()).value).toBe('699999');
  await help({ purpose: 'accident', amount: 1n });
  const met = await own();
  expect(met.value).toBe('700000');
  expect(met.rows.at(-1)).toMatchObject({ title: '救助支出', amount: '1', isCounted: true });
  expect(met.rows.reduce((sum, row) => sum + BigInt(row.amount), 0n)).toBe(700_000n);

  const shown = await write((ctx) => showReliefYear(ctx, { year: 2024, unitId: works.id }));
  expect(shown.sums.own).toBe(700_000n);
  expect(shown.months[4]!.own).toBe(rest);
  for (const source of ['own', 'group', 'mutual_aid', 'donation'] as const) {
    const all = await write((ctx) => listReliefEntries(ctx, { source, year: 2024, limit: 200 }));
    expect(all.rows.reduce((sum, row) => sum + row.amount, 0n)).toBe(shown.sums[source]);
    expect(shown.months.reduce((sum, month) => sum + month[source], 0n)).toBe(shown.sums[source]);
  }
  const may = await write((ctx) => listReliefEntries(ctx, { source: 'own', year: 2024, month: 5, limit: 1 }));
  expect(may.rows).toMatchObject([{ entryId: voucher.id, amount: rest }]);
  const walked: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listReliefEntries>> = await write((ctx) =>
      listReliefEntries(ctx, { source: 'own', limit: 1, ...(cursor === null ? {} : { cursor }) }),
    );
    walked.push(...page.rows.map((row) => row.entryId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(walked).size).toBe(met.rows.length);
  await write((ctx) => reverseEntry(ctx, voucher.id, { reason: '记错账' }));
  expect((await own()).value).toBe(String(700_000n - rest));
});

test('people who were helped count once, by whatever sources', async () => {
  const count = async () => (await ground.write((ctx) => peopleHelped.answer(ctx, [ask()])))[0]!;
  const before = Number((await count()).value);
  await help({ purpose: 'death' });
  await help({ purpose: 'death', source: 'mutual_aid', exception: '互助金章程第七条' });
  const after = await count();
  expect(Number(after.value)).toBe(before + 1);
  expect(after.rows.filter((row) => row.isCounted)).toHaveLength(before + 1);
  expect(JSON.stringify(after.rows)).not.toContain('张');
});

test('papers are kept with the aid, added by who has a hand in it and read by who reads it', async () => {
  const { write, as } = ground;
  const { id } = await prepare();
  const pdf = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');
  const file = await write((ctx) => addPaymentFile(ctx, id, pdf, '诊断证明.pdf'));
  expect((await write((ctx) => showPayment(ctx, id))).files).toMatchObject([{ id: file.id, name: '诊断证明.pdf' }]);
  const auditor = as(testUser(['relief.fund.read']));
  expect((await auditor((ctx) => getPaymentFile(ctx, id, file.id))).mediaType).toBe('application/pdf');
  await expect(auditor((ctx) => addPaymentFile(ctx, id, pdf, 'x.pdf'))).rejects.toMatchObject({
    code: 'relief.payment_state',
  });
  const other = await prepare({ purpose: 'living' });
  await expect(auditor((ctx) => getPaymentFile(ctx, other.id, file.id))).rejects.toMatchObject({
    code: 'kernel.not_found',
  });
  await expect(
    write((ctx) => addPaymentFile(ctx, id, new Uint8Array(10 * 1024 * 1024 + 1), 'x.pdf')),
  ).rejects.toMatchObject({ code: 'kernel.too_large' });
});

test('what one was given goes over to the other record and back, into the copy of the own data, and loses its words', async () => {
  const { write, database } = ground;
  const id = await help();
  const to = (await ground.person()).id;
  const rows = async () =>
    (await database.pool.query('select to_jsonb(p) as row from relief.payment p order by id')).rows;
  const before = await rows();
  const move = { from: personId, to };
  expect(await write((ctx) => fundFollower.describe(ctx, move))).toMatchObject([
    { moves: 1, clashes: 0 },
    { moves: 0, clashes: 0 },
  ]);
  const journal = await write((ctx) => fundFollower.follow(ctx, move));
  const user = testUser(['relief.fund.own'], '/', { personId: to });
  expect((await ground.as(user)(showOwnRelief)).aid).toMatchObject([{ id, source: 'own', amount: 1_000_00n }]);
  await write((ctx) => fundFollower.undo(ctx, move, JSON.parse(JSON.stringify(journal))));
  expect(await rows()).toEqual(before);
  expect(JSON.stringify(await write((ctx) => fundContributor.collect(ctx, personId)))).toContain('住院，自付费用高');
  expect(await write((ctx) => fundEraser.describe(ctx, [personId]))).toMatchObject([{ goes: 1 }, { stays: 1 }]);
  await write((ctx) => fundEraser.erase(ctx, { ids: [personId], accountIds: [], shownAs: '已删除' }));
  expect(JSON.stringify(await write((ctx) => fundContributor.collect(ctx, personId)))).not.toContain('住院');
});
