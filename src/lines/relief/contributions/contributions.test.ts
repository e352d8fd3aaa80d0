import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setParameter, type Context } from '#kernel';
import { testUser } from '#kernel/testing';
import { moveEnrolments, recordLeaving } from '#engines/roster';
import { makePerson } from '#engines/roster/testing';
import { cellsOfFile } from '#engines/ledger/testing';
import { netOf, openFunds, type FundGround } from '../funds/test-funds';
import { mutualAidBalance } from '../floor/measures';
import { schemes } from '../schemes';
import { addAddition, undoAddition } from './additions';
import { feeShape } from './contract';
import { addContribution, exportContributions, listContributions, undoContribution } from './contributions';
import { showFund, showOwnRelief } from './fund';
import { exportFundListRest, listFundLists, readFundList, takeFundList, undoFundList } from './lists';
import { readAmount, saysYes } from './sheet';

let ground: FundGround;
beforeAll(async () => {
  ground = await openFunds();
});
afterAll(() => ground.close());

const ON = '2024-06-18';
const FEE = 36_00n;
const keeper = testUser(['roster.person.read', 'roster.person.write']);
const wrong = { reason: '收错了' };
const add =
  (personId: string, on = ON) =>
  (ctx: Context) =>
    addContribution(ctx, { personId, on, way: 'cash' });
const question = () => ({ name: '互助金.csv', unitId: ground.works.id, on: ON });
const nets = async (...codes: string[]) =>
  Object.fromEntries(
    await Promise.all(codes.map(async (code) => [code, await netOf(ground, ground.fund.id, code)] as const)),
  ) as Record<string, string>;

describe('cells as clerks write them', () => {
  // prettier-ignore
  test.each([
    ['36', { fen: 3600n }], ['￥1,036.50', { fen: 103_650n }], ['36元', { fen: 3600n }], ['０.０１', { fen: 1n }],
    ['', { fault: 'no_amount' }], ['0.00', { fault: 'no_amount' }], ['-36', { fault: 'negative' }], ['(36)', { fault: 'negative' }],
    ['36.005', { fault: 'not_money' }], ['三十六', { fault: 'not_money' }], ['999999999999999', { fault: 'too_much' }],
  ])('%s', (cell, read) => expect(readAmount(cell)).toEqual(read));

  test.each([
    ['是', true],
    ['2024-06-01签字', true],
    ['√', true],
    ['', false],
    ['否', false],
    ['NO', false],
  ])('“%s” is a yes: %s', (cell, is) => expect(saysYes(cell)).toBe(is));
});

test('who is in the fund pays the fee of the year once, into the nearest fund, and gets it back by a reversal', async () => {
  const { pay, write, as, person, fund } = ground;
  const member = await person();
  const before = await nets('101', '401');
  const paid = await pay(add(member.id));
  expect(paid.amount).toBe(FEE);
  await expect(pay(add(member.id))).rejects.toMatchObject({ code: 'relief.paid_already' });
  await expect(pay(add(member.id, '2024-06-19'))).rejects.toMatchObject({ code: 'relief.day_ahead' });
  await expect(pay(add((await person(false)).id))).rejects.toMatchObject({ code: 'relief.not_enrolled' });
  const stranger = await write((ctx) => makePerson(ctx, { unitId: ground.other.id }));
  await ground.enrol([stranger.id]);
  await expect(pay(add(stranger.id))).rejects.toMatchObject({ code: 'relief.no_book' });

  const own = as({ ...(await pay((ctx) => Promise.resolve(ctx.user!))), personId: member.id });
  expect(await own(showOwnRelief)).toMatchObject({ contributions: [{ period: '2024', amount: FEE, on: ON }] });
  await pay((ctx) => undoContribution(ctx, paid.id, wrong.reason));
  await expect(pay((ctx) => undoContribution(ctx, paid.id, wrong.reason))).rejects.toMatchObject({
    code: 'relief.undone_already',
  });
  expect(await nets('101', '401')).toEqual(before);
  expect((await own(showOwnRelief)).contributions).toEqual([]);
  await pay(add(member.id));
  expect((await nets('401'))['401']).toBe(String(BigInt(before['401']!) - FEE));
  expect(fund.kind).toBe('mutual_aid');
});

/** A payroll's sheet with two rows that can stand, and one of each kind that can't. */
async function mixedSheet() {
  const { pay, write, as, person, enrol, sheet } = ground;
  const [first, again, left, gone] = [await person(), await person(), await person(), await person()];
  await pay(add(again.id));
  await as(keeper)((ctx) => recordLeaving(ctx, left.id, '2024-05-31'));
  await write((ctx) =>
    moveEnrolments(ctx, schemes.mutual_aid, [{ personId: gone.id, to: 'left', from: '2024-03-01', reason: '退会' }]),
  );
  const out = await write((ctx) => makePerson(ctx, { unitId: ground.other.id }));
  await enrol([out.id]);
  const twice = await person();
  const row = (one: { staffNumber: string; name: string }, amount = '36') => [one.staffNumber, one.name, amount];
  const rows: [readonly string[], unknown][] = [
    [row(first), null],
    [row(await person(), '36.00'), null],
    [row(again), '已经交过 2024 的互助金'],
    [row(left), '已于2024年5月31日离开本单位'],
    [row(gone), '2024年3月1日起已退出互助互济基金会'],
    [row(await person(false)), '没有加入互助互济基金会'],
    [row(out), `本单位没有工号是 ${out.staffNumber} 的人`],
    [row({ ...(await person()), name: '李四' }), '姓名与工号对不上：这个工号是张海燕'],
    [row(await person(), '-36'), '金额是负数'],
    [row(await person(), '9999999999999.00'), '金额大得不合理'],
    [row(await person(), '12'), '金额不是规定的 ¥36.00'],
    [['X-1', '无此人', '36'], '本单位没有工号是 X-1 的人'],
    [row(twice), expect.stringContaining('不止一行')],
    [row(twice), expect.stringContaining('不止一行')],
    [['', '没有工号', '36'], '没有工号'],
  ];
  const head = [
    ['海晏盐场互助金', '', ''],
    ['工号', '姓名', '互助金（元）'],
  ];
  const bytes = sheet(...head, ...rows.map(([cells]) => cells), ['合计', '', '540']);
  return { bytes, first, reasons: rows.map(([, reason]) => reason) };
}

test('a sheet of the payroll is judged row by row, taken in once and whole, and taken back', async () => {
  const { pay, team } = ground;
  const { bytes, first, reasons } = await mixedSheet();
  const seen = await pay((ctx) => readFundList(ctx, question(), bytes));
  expect(seen).toMatchObject({ good: 2, bad: 13, sum: FEE * 2n });
  expect(seen.rows.map(({ reason }) => reason)).toEqual(reasons);
  const rest = await pay((ctx) => exportFundListRest(ctx, question(), bytes));
  const cells = await cellsOfFile(rest);
  expect(rest.name).toMatch(/_未收下的行\.xlsx$/);
  expect(cells.slice(-reasons.filter((reason) => reason !== null).length).map((row) => row.at(-1))).toEqual(
    reasons.filter((reason) => reason !== null),
  );
  expect(cells.find((row) => row.includes('工号'))).toEqual(['工号', '姓名', '互助金（元）', '原因']);
  const noted = async (ctx: Context) => (await readFundList(ctx, question(), bytes), ctx.auditNotes.length);
  expect(await pay(noted), 'who looks into a payroll is on record, as the house asks of every post').toBe(1);

  const take = (good: number, sum: bigint) => (ctx: Context) => takeFundList(ctx, { ...question(), good, sum }, bytes);
  await expect(pay(take(3, FEE * 3n))).rejects.toMatchObject({ code: 'relief.list_changed' });
  const before = await nets('102', '401');
  const list = await pay(take(2, FEE * 2n));
  expect(list.refused).toHaveLength(13);
  expect((await nets('102'))['102']).toBe(String(BigInt(before['102']!) + FEE * 2n));
  await expect(pay(take(2, FEE * 2n))).rejects.toMatchObject({ code: 'relief.list_nothing' });
  const [kept] = (await pay((ctx) => listContributions(ctx, { limit: 50 }))).rows.filter(
    (one) => one.person.id === first.id,
  );
  expect(kept).toMatchObject({ way: 'payroll', abilities: { undo: false } });
  await expect(pay((ctx) => undoContribution(ctx, kept!.id, '名册有误'))).rejects.toMatchObject({
    code: 'relief.of_list',
  });
  expect((await pay((ctx) => listFundLists(ctx, { limit: 50, unitId: team.id }))).rows).toEqual([]);
  expect((await pay((ctx) => listFundLists(ctx, { limit: 50 }))).rows).toMatchObject([
    { id: list.id, good: 2, bad: 13 },
  ]);
  await pay((ctx) => undoFundList(ctx, list.id, '名册有误'));
  expect(await nets('102', '401')).toEqual(before);
  await expect(pay((ctx) => undoFundList(ctx, list.id, '名册有误'))).rejects.toMatchObject({
    code: 'relief.undone_already',
  });
  expect((await pay(take(2, FEE * 2n))).good).toBe(2);
});

test('the same bytes of gifts or contributions count once; a sheet without headings or rows is refused', async () => {
  const { pay, sheet, person } = ground;
  const member = await person();
  const read = (bytes: Uint8Array) => pay((ctx) => readFundList(ctx, question(), bytes));
  await expect(read(sheet(['甲', '乙'], ['1', '2']))).rejects.toMatchObject({ code: 'relief.list_no_heading' });
  await expect(read(sheet(['工号', '互助金']))).rejects.toMatchObject({ code: 'relief.list_no_heading' });
  const bytes = sheet(['工号', '互助金'], [member.staffNumber, '36'], ['X-9', '36']);
  const take = (ctx: Context) => takeFundList(ctx, { ...question(), good: 1, sum: FEE }, bytes);
  await pay(take);
  const paid = (await pay((ctx) => listContributions(ctx, { limit: 50 }))).rows.find(
    (one) => one.person.id === member.id,
  )!;
  // Were the row open again, the sheet itself would still be known.
  await ground.database.pool.query('update relief.contribution set undone_at = now() where id = $1', [paid.id]);
  await expect(pay(take)).rejects.toMatchObject({ code: 'relief.list_taken' });
});

test('what the employer adds, a later fee, and what the fund has: contributions and additions less aid', async () => {
  const { pay, write, fund, works } = ground;
  const addition = { unitId: works.id, amount: 100_000_00n, on: ON, way: 'bank', words: '行政拨入' } as const;
  const { id } = await write((ctx) => addAddition(ctx, { ...addition, kind: 'employer' }));
  await write((ctx) => addAddition(ctx, { ...addition, kind: 'employer', amount: 1n }));
  await write((ctx) => undoAddition(ctx, id, '重复登记'));
  await expect(write((ctx) => undoAddition(ctx, id, '重复登记'))).rejects.toMatchObject({
    code: 'relief.undone_already',
  });
  const shown = await write((ctx) => showFund(ctx, {}));
  const flows = shown.books.find((one) => one.id === fund.id)!;
  expect(flows.employer).toBe(1n);
  expect(flows.balance).toBe(flows.members + flows.employer + flows.union + flows.other - flows.aid - flows.costs);
  // One was taken off the record above without its entry.
  expect(flows.members).toBe(FEE * BigInt(shown.paid + 1));
  const window = { from: '2024-01-01', to: '2024-12-31' };
  const asked = { tag: 'commitment:x', window, unitPath: works.path, asOf: ON } as const;
  const [figure] = await write((ctx) => mutualAidBalance.answer(ctx, [asked]));
  expect(figure).toMatchObject({ value: flows.balance.toString(), rows: [{ href: `/finance/books/${fund.id}` }] });

  const value = { rhythm: '一次交清', feeFen: 50_00 };
  await write((ctx) => setParameter(ctx, { key: feeShape.key, value, validFrom: '2024-06-18', source: '章程第五条' }));
  const member = await ground.person();
  expect((await pay(add(member.id))).amount).toBe(50_00n);
  expect((await write((ctx) => exportContributions(ctx, {}))).name).toMatch(/互助金缴纳.*\.xlsx$/);
});
