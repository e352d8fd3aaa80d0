import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inTransaction, newId, registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { openTestDatabase, standingClock, testUser, type TestDatabase } from '#kernel/testing';
import { postEntry, reverseEntry, type BookRecord } from '#engines/ledger';
import { makeBook, wordsOfFile } from '#engines/ledger/testing';
import { makePerson, makeUnit } from '#engines/roster/testing';
import { financePermissions, type GoodsWhole } from '../contract';
import { financeTexts } from '../texts';
import { checkGoods, listGoodsEntries, tieGoods } from './check';
import { countGoods, decideGoodsCount } from './counts';
import { addGoods, exportGoods, exportGoodsMoves, findGoodsNames, listGoods, listGoodsMoves, showGoods } from './goods';
import { issueGoods, receiveGoods, returnGoods, showGoodsIssue, signGoods } from './moves';
import { goodsContributor, goodsEraser, goodsFollower } from './person';

let database: TestDatabase;
let book: BookRecord;
let store: string;
let buyerId: string;
let workerId: string;
let otherId: string;
const rights = [...financePermissions, 'roster.person.read', 'roster.unit.read'];
const [treasurer, keeper, chair] = [testUser(rights), testUser(rights), testUser(rights)];
const stranger = testUser(rights, '/999/');
const clock = standingClock('2024-06-18');
const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser = keeper) =>
  inTransaction(database.seed({ user, clock }), work);
beforeAll(async () => {
  database = await openTestDatabase();
  registerTexts({ finance: financeTexts });
  await run(seedParameters);
});
afterAll(() => database.close());
beforeEach(async () => {
  book = await run((ctx) => makeBook(ctx));
  store = (await run((ctx) => makeUnit(ctx, { parentId: book.unitId, name: '一工区' }))).id;
  buyerId = (await run((ctx) => makePerson(ctx, { unitId: store, name: '采购员' }))).id;
  workerId = (await run((ctx) => makePerson(ctx, { unitId: store, name: '孙工' }))).id;
  otherId = (await run((ctx) => makePerson(ctx, { unitId: store, name: '李工' }))).id;
});

const of = (id: string) => ({ params: { id }, query: {} });
const refused = (code: string) => ({ code });
type Body = Parameters<typeof addGoods>[1]['body'];
const enter = (change: Partial<Body> = {}, user = treasurer) => {
  const towels: Body = {
    ...{ bookId: book.id, unitId: store, name: '毛巾', kind: 'festival', measure: '条', isDivisible: false },
  };
  return run((ctx) => addGoods(ctx, { params: {}, query: {}, body: { ...towels, ...change } }), user);
};
const receive = (id: string, quantity: string, value: bigint, user = keeper) =>
  run(
    (ctx) => receiveGoods(ctx, { ...of(id), body: { quantity, value, on: '2024-06-10', buyerId, words: '发票1' } }),
    user,
  );
const issue = (id: string, parts: readonly [personId: string | null, quantity: string][], user = keeper) =>
  run(
    (ctx) =>
      issueGoods(ctx, {
        ...of(id),
        body: {
          ...{ on: '2024-06-12', words: '端午慰问' },
          to: parts.map(([personId, quantity]) => ({ unitId: personId === null ? store : null, personId, quantity })),
        },
      }),
    user,
  );
const movesOf = async (id: string) =>
  (await run((ctx) => listGoodsMoves(ctx, { params: { id }, query: { limit: 100 } }))).rows;
const count = (id: string, counted: string) =>
  run((ctx) => countGoods(ctx, { ...of(id), body: { counted, reason: '受潮' } }));
const decide = ({ counts }: GoodsWhole, isGranted: boolean, user = chair) =>
  run((ctx) => decideGoodsCount(ctx, { ...of(counts[0]!.id), body: { isGranted, words: '' } }), user);
const back = (id: string, quantity: string) =>
  run((ctx) => returnGoods(ctx, { ...of(id), body: { quantity, reason: '多领' } }));
const post = async (debit: string, credit: string, amount: bigint, on = '2024-06-10') => {
  const lines = [
    { account: debit, debit: amount },
    { account: credit, credit: amount },
  ];
  const draft = { bookId: book.id, on, words: '购毛巾', source: 'test.case:1', lines };
  return (await run((ctx) => postEntry(ctx, draft))).id;
};
const tie = (id: string, entryId: string, user = treasurer) =>
  run((ctx) => tieGoods(ctx, { ...of(id), body: { entryId } }), user);
const check = () => run((ctx) => checkGoods(ctx, book.id));

describe('goods', () => {
  test('come in at what they cost, go out at the average, and the last takes the rest', async () => {
    const { id } = await enter();
    await receive(id, '3', 10_00n);
    await receive(id, '4', 11_00n);
    const { id: issueId } = await issue(id, [
      [workerId, '2'],
      [otherId, '1'],
    ]);
    expect(await run((ctx) => showGoods(ctx, id))).toMatchObject({ onHand: '4', value: 12_00n });
    await issue(id, [[null, '4']]);
    expect(await run((ctx) => showGoods(ctx, id))).toMatchObject({
      onHand: '0',
      value: 0n,
      abilities: { issue: false },
    });
    const rows = await movesOf(id);
    expect(
      rows.map(({ number, kind, quantity, value, onHandAfter }) => [number, kind, quantity, value, onHandAfter]),
    ).toEqual([
      [5, 'issued', '-4', -12_00n, '0'],
      [4, 'issued', '-1', -3_00n, '4'],
      [3, 'issued', '-2', -6_00n, '5'],
      [2, 'bought', '4', 11_00n, '7'],
      [1, 'bought', '3', 10_00n, '3'],
    ]);
    expect(await run((ctx) => showGoodsIssue(ctx, issueId))).toMatchObject({
      ...{ quantity: '3', value: 9_00n, store: '一工区', goods: { name: '毛巾' } },
      moves: [{ person: { name: '孙工' } }, { person: { name: '李工' } }],
    });
    expect(await run((ctx) => findGoodsNames(ctx, [id]))).toEqual(new Map([[id, '毛巾']]));
  });

  test('are never fewer than none, and worth what came in less what went out, with sixteen who write at one moment', async () => {
    const { id } = await enter({ isDivisible: true, measure: '千克' });
    await receive(id, '10', 33_34n);
    const tries = await Promise.allSettled([
      ...Array.from({ length: 12 }, (_, i) => issue(id, [[i % 2 === 0 ? workerId : otherId, '1.25']])),
      ...Array.from({ length: 4 }, () => receive(id, '0.333', 1_11n)),
    ]);
    const short = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(short.length).toBeGreaterThan(2);
    for (const reason of short) expect(reason).toMatchObject(refused('finance.goods_short'));
    const rows = await movesOf(id);
    const goods = await run((ctx) => showGoods(ctx, id));
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: rows.length }, (_, i) => rows.length - i));
    expect(rows.reduce((sum, row) => sum + row.value, 0n)).toBe(goods.value);
    expect(rows[0]).toMatchObject({ onHandAfter: goods.onHand, valueAfter: goods.value });
    expect(rows.every((row) => Number(row.onHandAfter) >= 0)).toBe(true);
  });

  test('are refused where they can’t be: accounts, places, names, quantities, days, buyers and receivers', async () => {
    const dues = await run((ctx) => makeBook(ctx, { kind: 'dues', unitId: book.unitId }));
    await expect(enter({ bookId: dues.id })).rejects.toMatchObject(refused('finance.goods_book_unfit'));
    const elsewhere = await run((ctx) => makeUnit(ctx));
    await expect(enter({ unitId: elsewhere.id })).rejects.toMatchObject(refused('finance.goods_place_unfit'));
    const { id } = await enter();
    await expect(enter()).rejects.toMatchObject(refused('finance.goods_name_taken'));
    await expect(enter({ name: '肥皂' }, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    for (const quantity of ['0', '1.5', '0.001'])
      await expect(receive(id, quantity, 1n)).rejects.toMatchObject(refused('finance.goods_quantity'));
    const own = { ...keeper, personId: buyerId };
    await expect(receive(id, '1', 1n, own)).rejects.toMatchObject(refused('finance.goods_own_buying'));
    await expect(receive(id, '1', 1n, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
    await receive(id, '5', 5_00n);
    await expect(issue(id, [[workerId, '6']])).rejects.toMatchObject({
      ...refused('finance.goods_short'),
      params: { onHand: '5', measure: '条' },
    });
    const twice = issue(id, [
      [workerId, '1'],
      [workerId, '1'],
    ]);
    await expect(twice).rejects.toMatchObject(refused('finance.goods_receiver_twice'));
    await expect(issue(id, [[newId(), '1']])).rejects.toMatchObject({ code: 'kernel.not_found' });
    const ahead = { on: '2024-06-19', words: '端午', to: [{ unitId: store, personId: null, quantity: '1' }] };
    await expect(run((ctx) => issueGoods(ctx, { ...of(id), body: ahead }))).rejects.toMatchObject({
      code: 'ledger.day_in_future',
    });
    await expect(run((ctx) => showGoods(ctx, id), stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  });
});

test('what was handed out is signed for once, and comes back at the worth with which it went out', async () => {
  const { id } = await enter();
  await receive(id, '3', 10_00n);
  const { id: issueId } = await issue(id, [[workerId, '3']]);
  const [move] = (await run((ctx) => showGoodsIssue(ctx, issueId))).moves;
  const sign = (moveId: string, user = keeper) =>
    run((ctx) => signGoods(ctx, { ...of(issueId), body: { on: '2024-06-12', moveIds: [moveId] } }), user);
  await expect(sign(newId())).rejects.toMatchObject(refused('finance.goods_signed'));
  await expect(sign(move!.id, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  expect(await sign(move!.id)).toMatchObject({ moves: [{ signedOn: '2024-06-12' }], abilities: { sign: false } });
  await expect(sign(move!.id)).rejects.toMatchObject(refused('finance.goods_signed'));
  expect(await back(move!.id, '1')).toMatchObject({ onHand: '1', value: 3_33n });
  await expect(back(move!.id, '3')).rejects.toMatchObject({
    ...refused('finance.goods_over_return'),
    params: { left: '2' },
  });
  expect(await back(move!.id, '2')).toMatchObject({ onHand: '3', value: 10_00n });
  const bought = (await movesOf(id)).at(-1)!;
  await expect(back(bought.id, '1')).rejects.toMatchObject(refused('finance.goods_not_issued'));
  await expect(back(newId(), '1')).rejects.toMatchObject({ code: 'kernel.not_found' });
});

test('a count changes the register when another hand has decided so, and only while nothing was moved', async () => {
  const { id } = await enter();
  await receive(id, '10', 30_00n);
  await expect(count(id, '10')).rejects.toMatchObject(refused('finance.goods_count_even'));
  const counted = await count(id, '8');
  await expect(count(id, '9')).rejects.toMatchObject(refused('finance.goods_count_open'));
  await expect(decide(counted, true, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
  await expect(decide(counted, true, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
  expect(await decide(counted, true)).toMatchObject({ onHand: '8', value: 24_00n, counts: [{ state: 'granted' }] });
  await expect(decide(counted, true)).rejects.toMatchObject(refused('finance.goods_count_over'));
  const more = await count(id, '9');
  await issue(id, [[workerId, '1']]);
  await expect(decide(more, true)).rejects.toMatchObject(refused('finance.goods_count_old'));
  expect(await decide(more, false)).toMatchObject({ onHand: '7', counts: [{ state: 'refused' }, {}] });
  expect(await decide(await count(id, '9'), true)).toMatchObject({ onHand: '9', value: 27_00n });
  expect((await movesOf(id)).map((row) => row.kind)).toEqual(['found', 'issued', 'lost', 'bought']);
});

test('the stores agree with the account once movements name their entries, by another hand than the keeper’s', async () => {
  const { id } = await enter();
  await receive(id, '10', 30_00n);
  await issue(id, [[workerId, '4']]);
  const [out, bought] = await movesOf(id);
  const bill = await post('121', '301', 30_00n);
  const undone = await post('121', '301', 30_00n);
  await run((ctx) => reverseEntry(ctx, undone, { reason: '重复', on: '2024-06-11' }));
  const bare = [{ id, moves: 2, amount: 18_00n }];
  expect(await check()).toMatchObject({ balance: 30_00n, register: 18_00n, difference: -12_00n, bare });
  await expect(tie(bought!.id, bill, keeper)).rejects.toMatchObject({ code: 'roster.same_hand' });
  await expect(tie(bought!.id, undone)).rejects.toMatchObject(refused('finance.goods_entry_unfit'));
  await expect(tie(out!.id, bill)).rejects.toMatchObject(refused('finance.goods_entry_unfit'));
  expect(await tie(bought!.id, bill)).toMatchObject({ entry: { id: bill }, abilities: { tie: false } });
  await expect(tie(bought!.id, bill)).rejects.toMatchObject(refused('finance.goods_entry_unfit'));
  const used = await post('301', '121', 12_00n, '2024-06-12');
  const entries = await run((ctx) => listGoodsEntries(ctx, of(book.id)), treasurer);
  expect(entries.rows.map((row) => [row.id, row.amount, row.left])).toEqual([
    [used, -12_00n, -12_00n],
    [bill, 30_00n, 0n],
  ]);
  await tie(out!.id, used);
  expect(await check()).toMatchObject({ balance: 18_00n, register: 18_00n, difference: 0n, rows: [], bare: [] });
  const other = await post('121', '301', 60_00n);
  await expect(tie(bought!.id, other)).rejects.toMatchObject(refused('finance.goods_tied'));
  await expect(tie(bought!.id, other, stranger)).rejects.toMatchObject({ code: 'kernel.not_found' });
});

test('the list is filtered and read on; it and the sheet of movements leave as files', async () => {
  const { id } = await enter();
  await enter({ name: '奖杯', kind: 'prize', measure: '座' });
  await receive(id, '2', 2_00n);
  const list = (query: object) => run((ctx) => listGoods(ctx, { query: { bookId: book.id, limit: 1, ...query } }));
  const first = await list({});
  expect([first.rows[0]!.name, (await list({ cursor: first.nextCursor! })).rows[0]!.name]).toEqual(['毛巾', '奖杯']);
  expect((await list({ kind: 'prize' })).rows.map((row) => row.name)).toEqual(['奖杯']);
  expect((await list({ search: '毛' })).rows.map((row) => row.name)).toEqual(['毛巾']);
  const file = await run((ctx) => exportGoods(ctx, { params: {}, query: {}, body: undefined }));
  expect(await wordsOfFile(file)).toContain('奖杯');
  const sheet = await run((ctx) => exportGoodsMoves(ctx, of(id)));
  expect(await wordsOfFile(sheet)).toContain('采购员');
});

test('what a person bought and was given follows the record it is merged into, and is told to the person', async () => {
  const { id } = await enter();
  await receive(id, '2', 2_00n);
  await issue(id, [[workerId, '1']]);
  const move = { from: workerId, to: otherId };
  expect(await run((ctx) => goodsFollower.describe(ctx, move))).toMatchObject([{ moves: 1 }]);
  const journal = await run((ctx) => goodsFollower.follow(ctx, move));
  expect((await movesOf(id))[0]!.person).toMatchObject({ id: otherId });
  await run((ctx) => goodsFollower.undo(ctx, move, journal));
  expect((await movesOf(id))[0]!.person).toMatchObject({ id: workerId });
  expect(await run((ctx) => goodsEraser.keeps(ctx, [workerId]))).toEqual([]);
  expect(await run((ctx) => goodsEraser.describe(ctx, [workerId]))).toMatchObject([{ stays: 1 }]);
  const [sheet] = await run((ctx) => goodsContributor.collect(ctx, buyerId));
  expect(sheet!.rows).toEqual([['毛巾', '购入', '2024-06-10', '2 条', '发票1']]);
});
