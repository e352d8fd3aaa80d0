import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerTexts, type Context } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { testUser } from '#kernel/testing';
import type { EndpointInput } from '#kernel/contract';
import { cellsOfFile } from '#engines/ledger/testing';
import { makePerson } from '#engines/roster/testing';
import { closeCampaign, openCampaign, showCampaign } from '../campaigns/campaigns';
import { showPublicCampaign } from '../campaigns/publication';
import { netOf, openFunds, type FundGround } from '../funds/test-funds';
import { fundContributor, fundFollower } from '../funds/person-records';
import { goodsQuantity, type takeGoods as takeGoodsEndpoint } from './contract';
import { disinfectGoods, handOutGoods, passOnGoods, signHandout, takeGoods, undoGoodsMove } from './goods';
import { exportGoodsMoves, listGoods, listGoodsMoves } from './listing';

let ground: FundGround;
let receiver: string;
let sequence = 0;
const ON = '2024-06-18';

beforeAll(async () => {
  ground = await openFunds();
  registerTexts({ kernel: kernelModule.texts });
  const { write, team } = ground;
  receiver = (await write((ctx) => makePerson(ctx, { unitId: team.id, employmentKind: 'temporary' }))).id;
});
afterAll(() => ground.close());

type Taken = EndpointInput<typeof takeGoodsEndpoint>['body'];
const open = async (change: object = {}): Promise<string> => {
  sequence += 1;
  const asked = { unitId: ground.works.id, title: `捐物${sequence}`, cause: '过冬', closesOn: '2024-07-18' } as const;
  return (await ground.write((ctx) => openCampaign(ctx, { ...asked, remainder: 'mutual_aid', ...change }))).id;
};
const rice = { name: '大米', kind: 'food', size: '', measure: '公斤', condition: 'new' } as const;
const coat = { name: '棉衣', kind: 'clothing', size: 'L', measure: '件', condition: 'worn' } as const;
const take = (id: string, change: Partial<Taken> = {}) =>
  ground.pay((ctx) => {
    const given = { giver: 'anonymous', isNamed: false, quantity: '20', estimate: null, on: ON } as const;
    return takeGoods(ctx, id, { ...rice, ...given, ...change });
  });
const handOut = (itemId: string, quantity: string, change: object = {}) =>
  ground.pay((ctx) => handOutGoods(ctx, itemId, { personId: receiver, quantity, isSigned: false, on: ON, ...change }));
const undo = (id: string) => ground.pay((ctx) => undoGoodsMove(ctx, id, '登记错了'));
const list = (id: string) => ground.pay((ctx) => listGoods(ctx, id));
const moves = (id: string) => ground.pay((ctx) => listGoodsMoves(ctx, id, { limit: 50 }));
const close = async (id: string) => {
  const { version } = await ground.write((ctx) => showCampaign(ctx, id));
  await ground.write((ctx) => closeCampaign(ctx, id, version));
};
const sumsOf = async (id: string) =>
  (await list(id)).items.map(({ name, given, takenOver, handedOut, passedOn, stock }) => [
    ...[name, given, takenOver, handedOut, passedOn, stock],
  ]);

test('goods in equal goods out and stock, to the thousandth, and no book knows of them', async () => {
  const { works, team, write } = ground;
  const id = await open();
  const { bookId } = await write((ctx) => showCampaign(ctx, id));
  const giver = await write((ctx) => makePerson(ctx, { unitId: team.id, name: '李海生' }));
  const first = await take(id, { quantity: '0.1', giver: 'person', personId: giver.id, isNamed: true, estimate: 60n });
  const second = await take(id, { quantity: '0.2', giver: 'unit', unitId: works.id, estimate: 1_40n });
  expect(second.itemId).toBe(first.itemId);
  await take(id, { ...coat, quantity: '3' });
  expect(await sumsOf(id)).toEqual([
    ['棉衣', '3', '0', '0', '0', '3'],
    ['大米', '0.3', '0', '0', '0', '0.3'],
  ]);
  await handOut(first.itemId, '0.299');
  expect((await sumsOf(id))[1]).toEqual(['大米', '0.3', '0', '0.299', '0', '0.001']);
  await expect(handOut(first.itemId, '0.002')).rejects.toMatchObject({
    ...{ code: 'relief.goods_short', params: { name: '大米', stock: '0.001', quantity: '0.002', measure: '公斤' } },
  });
  const shown = await list(id);
  expect(shown.estimate).toBe(2_00n);
  expect(shown.byUnit).toHaveLength(3);
  expect(await netOf(ground, bookId, '101')).toBe('0');
  const worker = ground.as(testUser(['relief.fund.own'], team.path));
  const { goods } = await worker((ctx) => showPublicCampaign(ctx, id));
  expect(goods.named).toEqual([{ name: '李海生', what: '大米', quantity: '0.1', measure: '公斤', on: ON }]);
  expect(goods.receivers).toBe(1);
  expect(goods.items.map(({ stock }) => stock)).toEqual(['3', '0.001']);
  const stranger = ground.as(testUser(['relief.fund.read', 'relief.fund.pay'], ground.other.path));
  const acts: ((ctx: Context) => Promise<unknown>)[] = [
    (ctx) => listGoods(ctx, id),
    (ctx) => listGoodsMoves(ctx, id, { limit: 5 }),
    (ctx) => disinfectGoods(ctx, first.itemId, { on: ON }),
    (ctx) => undoGoodsMove(ctx, first.id, '原因'),
  ];
  for (const act of acts) await expect(stranger(act)).rejects.toMatchObject({ code: 'kernel.not_found' });
});

test('of twenty, thirty-two at once hand out twenty', async () => {
  const id = await open();
  const { itemId } = await take(id);
  const tries = await Promise.allSettled(Array.from({ length: 32 }, () => handOut(itemId, '1')));
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(20);
  const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
  expect(new Set(codes)).toEqual(new Set(['relief.goods_short']));
  expect(await sumsOf(id)).toEqual([['大米', '20', '0', '20', '0', '0']]);
});

test('worn clothes go out once they were disinfected, and only as many', async () => {
  const id = await open();
  const { itemId } = await take(id, { ...coat, quantity: '2' });
  await expect(handOut(itemId, '1')).rejects.toMatchObject({
    ...{ code: 'relief.goods_unclean', params: { clean: '0', quantity: '1' } },
  });
  await ground.pay((ctx) => disinfectGoods(ctx, itemId, { on: ON }));
  const late = await take(id, { ...coat, quantity: '1' });
  expect((await list(id)).items[0]!.disinfected).toMatchObject({ quantity: '2', on: ON });
  await handOut(itemId, '2');
  await expect(handOut(itemId, '1')).rejects.toMatchObject({ code: 'relief.goods_unclean' });
  await undo(late.id);
  await expect(handOut(itemId, '1')).rejects.toMatchObject({ code: 'relief.goods_short' });
  const fresh = await take(id, { ...coat, condition: 'new' });
  expect(fresh.itemId).not.toBe(itemId);
  await handOut(fresh.itemId, '20');
});

test('a receiver signs, what was wrong is taken back, and the list leaves as a file', async () => {
  const id = await open();
  const given = await take(id);
  const out = await handOut(given.itemId, '5');
  await expect(undo(given.id)).rejects.toMatchObject({ code: 'relief.goods_short' });
  await ground.pay((ctx) => signHandout(ctx, out.id));
  await expect(ground.pay((ctx) => signHandout(ctx, given.id))).rejects.toMatchObject({ code: 'kernel.not_found' });
  const [row] = (await moves(id)).rows;
  expect(row).toMatchObject({
    what: 'handed_out',
    isSigned: true,
    quantity: '5',
    abilities: { sign: false, undo: true },
  });
  const file = await ground.pay((ctx) => exportGoodsMoves(ctx, id, { what: 'handed_out' }));
  const cells = (await cellsOfFile(file)).flat();
  expect(cells).toEqual(expect.arrayContaining(['大米', '发出', '已签收']));
  expect(cells).not.toContain('收进');
  await undo(out.id);
  await expect(undo(out.id)).rejects.toMatchObject({ code: 'relief.undone_already' });
  await undo(given.id);
  expect(await sumsOf(id)).toEqual([['大米', '0', '0', '0', '0', '0']]);
  expect((await moves(id)).rows.map(({ undoReason }) => undoReason)).toEqual(['登记错了', '登记错了']);
});

test('what is left goes where the campaign said: to the next one, sort by sort, or into the stock for relief', async () => {
  const { write } = ground;
  const pass = (id: string, toCampaignId?: string) =>
    write((ctx) => passOnGoods(ctx, id, toCampaignId === undefined ? {} : { toCampaignId }));
  const [first, next, last] = [await open({ remainder: 'next' }), await open(), await open({ remainder: 'next' })];
  const { itemId } = await take(first, { quantity: '7.5' });
  const old = await take(first, coat);
  await expect(pass(first, next)).rejects.toMatchObject({ code: 'relief.campaign_open' });
  await handOut(itemId, '2.5');
  await close(first);
  await expect(take(first)).rejects.toMatchObject({ code: 'relief.campaign_closed' });
  await expect(undo(old.id)).rejects.toMatchObject({ code: 'relief.campaign_closed' });
  for (const to of [undefined, first])
    await expect(pass(first, to)).rejects.toMatchObject({ code: 'relief.source_unfit' });
  await close(last);
  await expect(pass(first, last)).rejects.toMatchObject({ code: 'relief.campaign_closed' });
  expect(await pass(first, next)).toEqual({ sorts: 2 });
  await expect(pass(first, next)).rejects.toMatchObject({ code: 'relief.no_remainder' });
  expect((await sumsOf(first)).map((row) => row.at(-1))).toEqual(['0', '0']);
  expect(await sumsOf(next)).toEqual([
    ['棉衣', '0', '20', '0', '0', '20'],
    ['大米', '0', '5', '0', '0', '5'],
  ]);
  const [came] = (await moves(next)).rows;
  expect(came).toMatchObject({ what: 'taken_over', abilities: { undo: false } });
  await expect(undo(came!.id)).rejects.toMatchObject({ code: 'kernel.not_found' });
  await close(next);
  expect(await pass(next)).toEqual({ sorts: 2 });
  expect((await sumsOf(next)).map((row) => row.slice(4))).toEqual([
    ['20', '0'],
    ['5', '0'],
  ]);
});

test.each<[string, Partial<Taken>, string]>([
  ['a day that has not come', { on: '2024-06-19' }, 'relief.day_ahead'],
  ['a day before it opened', { on: '2024-06-17' }, 'relief.campaign_days'],
  ['no name that is to be named', { isNamed: true }, 'relief.giver_unfit'],
  ['a person who is no person', { giver: 'person' }, 'relief.giver_unfit'],
])('goods of %s are refused', async (_what, change, code) => {
  const id = await open();
  await expect(take(id, change)).rejects.toMatchObject({ code });
  expect((await list(id)).items).toEqual([]);
});

test('a quantity is exact: above nothing, up to three decimals', () => {
  const fits = (text: string) => goodsQuantity.safeParse(text).success;
  expect(['1', '0.001', '999999999.999'].map(fits)).toEqual([true, true, true]);
  expect(['0', '0.000', '-1', '1.0001', '1e3', '', '1,000', '9999999999'].map(fits)).toEqual(Array(8).fill(false));
});

test('goods are handed to nobody of another works, and not before the campaign', async () => {
  const { write, other } = ground;
  const id = await open();
  const { itemId } = await take(id);
  const foreign = await write((ctx) => makePerson(ctx, { unitId: other.id }));
  await expect(handOut(itemId, '1', { personId: foreign.id })).rejects.toMatchObject({ code: 'kernel.not_found' });
  await expect(handOut(itemId, '1', { on: '2024-06-17' })).rejects.toMatchObject({ code: 'relief.campaign_days' });
  await expect(handOut(itemId, '1', { on: '2024-06-19' })).rejects.toMatchObject({ code: 'relief.day_ahead' });
});

test('goods follow a person whose records are merged, and stand in the copy of the own data', async () => {
  const { write } = ground;
  const id = await open();
  const [from, to] = [await ground.person(false), await ground.person(false)];
  const { itemId } = await take(id, { giver: 'person', personId: from.id });
  await handOut(itemId, '4', { personId: from.id });
  const move = { from: from.id, to: to.id } as Parameters<typeof fundFollower.follow>[1];
  const kept = await write((ctx) => fundFollower.follow(ctx, move));
  const copied = async (personId: string) => {
    const sheets = await write((ctx) => fundContributor.collect(ctx, personId));
    return sheets.flatMap((sheet) => sheet.rows).filter((row) => row.includes('大米'));
  };
  expect(await copied(to.id)).toEqual([
    [ON, '收进', '大米', '20', '公斤'],
    [ON, '发出', '大米', '4', '公斤'],
  ]);
  await write((ctx) => fundFollower.undo(ctx, move, kept));
  expect(await copied(to.id)).toEqual([]);
  expect(await copied(from.id)).toHaveLength(2);
});
