import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#kernel';
import { testUser } from '#kernel/testing';
import { decideTransfer } from '#engines/ledger';
import type { EndpointInput } from '#kernel/contract';
import { showOwnRelief } from '../contributions/fund';
import { listFundLists, readFundList, takeFundList, undoFundList } from '../contributions/lists';
import { netOf, openFunds, type FundGround } from '../funds/test-funds';
import { donationsHandedOver, donationsReceived } from '../floor/measures';
import { decidePayment, payPayment, preparePayment } from '../payments/payments';
import { listPaymentChoices } from '../payments/listing';
import { bankGifts, closeCampaign, listCampaigns, openCampaign, passOnRemainder, showCampaign } from './campaigns';
import type { addGift as addGiftEndpoint, openCampaign as openCampaignEndpoint } from './contract';
import { addGift, exportGifts, listGifts, undoGift } from './gifts';
import { listPublicCampaigns, showPublicCampaign } from './publication';

let ground: FundGround;
let personId: string;
let sequence = 0;

beforeAll(async () => {
  ground = await openFunds();
  personId = (await ground.person()).id;
});
afterAll(() => ground.close());

const ON = '2024-06-18';
type Opened = EndpointInput<typeof openCampaignEndpoint>['body'];
type Given = EndpointInput<typeof addGiftEndpoint>['body'];

async function open(change: Partial<Opened> = {}): Promise<string> {
  const asked = {
    unitId: ground.works.id,
    cause: '家中失火',
    closesOn: '2024-07-18',
    remainder: 'mutual_aid',
  } as const;
  sequence += 1;
  const { id } = await ground.write((ctx) =>
    openCampaign(ctx, { ...asked, title: `捐款${sequence}`, personId, ...change }),
  );
  return id;
}
const give = (id: string, change: Partial<Given> = {}) =>
  ground.pay((ctx) =>
    addGift(ctx, id, { ...{ giver: 'anonymous', isNamed: false, amount: 50_00n, on: ON, way: 'cash' }, ...change }),
  );
const show = (id: string) => ground.write((ctx) => showCampaign(ctx, id));
const bank = (id: string, amount: bigint) => ground.pay((ctx) => bankGifts(ctx, id, { amount, on: ON }));
const close = async (id: string) => {
  const { version } = await show(id);
  await ground.write((ctx) => closeCampaign(ctx, id, version));
};
const passOn = async (id: string, toCampaignId?: string) => {
  const { version } = await show(id);
  return ground.write((ctx) =>
    passOnRemainder(ctx, id, { version, ...(toCampaignId === undefined ? {} : { toCampaignId }) }),
  );
};
const decide = (id: string, isGranted: boolean) =>
  ground.approve((ctx) =>
    decideTransfer(ctx, {
      ...{ params: { id }, query: {} },
      body: { isGranted, words: isGranted ? '' : '先核对', version: 1 },
    }),
  );
const handOver = async (id: string, amount: bigint): Promise<void> => {
  const asked = {
    source: 'donation',
    personId,
    purpose: 'disaster',
    amount,
    reason: '捐款交付',
    exception: '',
  } as const;
  const payment = await ground.write((ctx) => preparePayment(ctx, { ...asked, campaignId: id }));
  await ground.approve((ctx) => decidePayment(ctx, payment.id, { isGranted: true, words: '', version: 1 }));
  await ground.pay((ctx) => payPayment(ctx, payment.id, { on: ON, way: 'bank', version: 2 }));
};

/** A sheet of two, of whom one has agreed to the deduction: taken in, taken back, and taken in again. */
async function takeSheet(id: string): Promise<void> {
  const { pay, person, sheet } = ground;
  const [yes, no] = [await person(), await person()];
  const bytes = sheet(
    ['工号', '姓名', '捐款', '本人同意', '公开姓名'],
    [yes.staffNumber, yes.name, '100', '2024-06-17签字', '否'],
    [no.staffNumber, no.name, '100', '', '是'],
  );
  const question = { name: '捐款.csv', campaignId: id, on: ON };
  const seen = await pay((ctx) => readFundList(ctx, question, bytes));
  expect(seen.rows.map((row) => row.reason)).toEqual([null, '没有本人同意从工资里扣款的记录']);
  const list = await pay((ctx) => takeFundList(ctx, { ...question, good: 1, sum: 100_00n }, bytes));
  const listed = (await pay((ctx) => listGifts(ctx, id, { limit: 50 }))).rows.find((row) => row.way === 'payroll')!;
  expect(listed).toMatchObject({ consent: '2024-06-17签字', isNamed: false, inWords: '人民币壹佰元整' });
  await expect(pay((ctx) => undoGift(ctx, listed.id, '数错了'))).rejects.toMatchObject({ code: 'relief.of_list' });
  await pay((ctx) => undoFundList(ctx, list.id, '名册有误'));
  await pay((ctx) => takeFundList(ctx, { ...question, good: 1, sum: 100_00n }, bytes));
  expect((await pay((ctx) => listFundLists(ctx, { campaignId: id, limit: 5 }))).rows).toHaveLength(2);
}

/** What everybody of the works reads about a campaign, and nobody of another one; what the giver reads of the own gifts. */
async function expectPublished(id: string, giverId: string): Promise<void> {
  const { as, write, team } = ground;
  const worker = as(testUser(['relief.fund.own'], team.path, { personId: giverId }));
  const shown = await worker((ctx) => showPublicCampaign(ctx, id));
  expect(shown.named.map(({ name, amount }) => [name, amount])).toEqual([
    ['张海燕', 200_00n],
    [team.name, 1_000_00n],
  ]);
  expect(shown.handovers).toEqual([{ on: ON, amount: 1_300_00n, purpose: 'disaster', name: '张＊＊' }]);
  expect((await worker(listPublicCampaigns)).rows.map((row) => row.id)).toContain(id);
  expect((await worker(showOwnRelief)).gifts).toMatchObject([{ amount: 200_00n, inWords: '人民币贰佰元整' }]);
  const stranger = as(testUser(['relief.fund.own'], ground.other.path));
  await expect(stranger((ctx) => showPublicCampaign(ctx, id))).rejects.toMatchObject({ code: 'kernel.not_found' });
  expect((await stranger(listPublicCampaigns)).rows).toEqual([]);
  expect((await write((ctx) => exportGifts(ctx, id))).name).toMatch(/捐款明细/);
}

test('a drive from the first gift to the last fen: cash, a list with consent, the handover, the rest to the fund', async () => {
  const { pay, write, person, works, team, fund } = ground;
  const id = await open();
  const giver = await person();
  const gift = await give(id, { giver: 'person', personId: giver.id, isNamed: true, amount: 200_00n });
  await give(id, { giver: 'unit', unitId: team.id, isNamed: true, amount: 1_000_00n, way: 'bank' });
  await give(id);
  const wrong = await give(id, { amount: 7_00n });
  await pay((ctx) => undoGift(ctx, wrong.id, '数错了'));
  await expect(pay((ctx) => undoGift(ctx, wrong.id, '数错了'))).rejects.toMatchObject({
    code: 'relief.undone_already',
  });

  await takeSheet(id);
  const received = 1_350_00n;
  expect(await show(id)).toMatchObject({
    sums: { received, gifts: 4, handedOver: 0n, passedOn: 0n, takenOver: 0n, left: received },
    ...{ cash: 250_00n, bank: 1_100_00n, personName: '张海燕' },
    byUnit: [
      { unit: { id: team.id }, amount: 1_300_00n, gifts: 3 },
      { unit: null, amount: 50_00n, gifts: 1 },
    ],
  });
  await expect(bank(id, 250_01n)).rejects.toMatchObject({ code: 'relief.fund_short' });
  await bank(id, 250_00n);
  await expect(pay((ctx) => undoGift(ctx, gift.id, '退回'))).rejects.toMatchObject({ code: 'relief.fund_short' });
  expect((await write((ctx) => listPaymentChoices(ctx, { personId }))).campaigns).toMatchObject([
    { id, left: received },
  ]);
  await handOver(id, 1_300_00n);
  await expect(handOver(id, 50_01n)).rejects.toMatchObject({ code: 'relief.paid_twice' });

  await expect(passOn(id)).rejects.toMatchObject({ code: 'relief.campaign_open' });
  await close(id);
  const { version } = await show(id);
  await expect(write((ctx) => closeCampaign(ctx, id, version))).rejects.toMatchObject({
    code: 'relief.campaign_closed',
  });
  await expect(give(id)).rejects.toMatchObject({ code: 'relief.campaign_closed' });
  const { transferId } = await passOn(id);
  // Asked is not done: the other hand decides.
  expect(await show(id)).toMatchObject({ sums: { left: 50_00n }, isRestAsked: true, abilities: { passOn: false } });
  await expect(passOn(id)).rejects.toMatchObject({ code: 'relief.remainder_waits' });
  await decide(transferId, false);
  expect(await show(id)).toMatchObject({ isRestAsked: false, abilities: { passOn: true } });
  const again = await passOn(id);
  const before = BigInt(await netOf(ground, fund.id, '404'));
  await decide(again.transferId, true);
  expect(await show(id)).toMatchObject({
    sums: { received, handedOver: 1_300_00n, passedOn: 50_00n, takenOver: 0n, left: 0n },
    handovers: [{ amount: 1_300_00n, name: '张＊＊', purpose: 'disaster' }],
  });
  expect(BigInt(await netOf(ground, fund.id, '404'))).toBe(before - 50_00n);
  await expect(passOn(id)).rejects.toMatchObject({ code: 'relief.no_remainder' });

  const question = { tag: 'commitment:x', window: { from: '2024-01-01', to: '2024-12-31' }, asOf: ON } as const;
  const asked = [{ ...question, unitPath: works.path }];
  const figures = await write(async (ctx) => [
    ...(await donationsReceived.answer(ctx, asked)),
    ...(await donationsHandedOver.answer(ctx, asked)),
  ]);
  expect(figures.map((figure) => figure.value)).toEqual([String(received), '130000']);
  await expectPublished(id, giver.id);
});

test('the rest goes to the next campaign where that was said, and nowhere else', async () => {
  const { write, pay } = ground;
  const first = await open({ remainder: 'next' });
  const next = await open();
  await give(first, { amount: 80_00n });
  await close(first);
  await expect(passOn(first, next)).rejects.toMatchObject({ code: 'relief.cash_left' });
  await pay((ctx) => bankGifts(ctx, first, { amount: 80_00n, on: ON }));
  await expect(passOn(first)).rejects.toMatchObject({ code: 'relief.source_unfit' });
  await expect(passOn(first, first)).rejects.toMatchObject({ code: 'relief.source_unfit' });
  await decide((await passOn(first, next)).transferId, true);
  const { sums } = await show(next);
  expect(sums).toMatchObject({ received: 0n, takenOver: 80_00n, left: 80_00n });
  await close(next);
  await expect(passOn(next, first)).rejects.toMatchObject({ code: 'relief.source_unfit' });
  expect((await write((ctx) => listCampaigns(ctx, { limit: 1 }))).nextCursor).toBe(next);
});

test('while the rest waits nothing is handed over, and the refused rest is free again', async () => {
  const { pay, write, approve } = ground;
  const id = await open();
  await give(id, { amount: 90_00n, way: 'bank' });
  await close(id);
  const aid = async (amount: bigint): Promise<string> => {
    const helpedId = (await ground.person()).id;
    const asked = { source: 'donation', purpose: 'disaster', reason: '捐款交付', exception: '' } as const;
    const payment = await write((ctx) => preparePayment(ctx, { ...asked, personId: helpedId, amount, campaignId: id }));
    await approve((ctx) => decidePayment(ctx, payment.id, { isGranted: true, words: '', version: 1 }));
    return payment.id;
  };
  const payOut = (paymentId: string) => pay((ctx) => payPayment(ctx, paymentId, { on: ON, way: 'bank', version: 2 }));
  const offered = async () =>
    (await write((ctx) => listPaymentChoices(ctx, { personId }))).campaigns.some((one) => one.id === id);
  const approved = await aid(40_00n);

  const { transferId } = await passOn(id);
  await expect(payOut(approved)).rejects.toMatchObject({ code: 'relief.remainder_waits' });
  await expect(aid(1_00n)).rejects.toMatchObject({ code: 'relief.remainder_waits' });
  expect(await offered()).toBe(false);
  expect((await show(id)).abilities).toMatchObject({ handOver: false });

  await decide(transferId, false);
  expect(await offered()).toBe(true);
  expect((await show(id)).abilities).toMatchObject({ handOver: true });
  await payOut(approved);
  await decide((await passOn(id)).transferId, true);
  expect(await show(id)).toMatchObject({ sums: { handedOver: 40_00n, passedOn: 50_00n, left: 0n }, bank: 0n });
});

test.each<[string, (id: string) => Promise<unknown>, string]>([
  ['a day that has not come', (id) => give(id, { on: '2024-06-19' }), 'relief.day_ahead'],
  ['a day before it opened', (id) => give(id, { on: '2024-06-17' }), 'relief.campaign_days'],
  ['no name that is to be named', (id) => give(id, { isNamed: true }), 'relief.giver_unfit'],
  ['a person who is no person', (id) => give(id, { giver: 'person' }), 'relief.giver_unfit'],
  ['a person and a unit', (id) => give(id, { giver: 'unit', unitId: ground.team.id, personId }), 'relief.giver_unfit'],
  ['a unit of others', (id) => give(id, { giver: 'unit', unitId: ground.other.id }), 'kernel.not_found'],
  ['a last day that is over', () => open({ closesOn: '2024-06-17' }), 'relief.campaign_days'],
  ['a title that stands', async (id) => open({ title: (await show(id)).title }), 'ledger.book_taken'],
])('%s is refused', async (_what, act, code) => {
  const id = await open();
  await expect(act(id)).rejects.toMatchObject({ code });
  expect(await netOf(ground, (await show(id)).bookId, '101')).toBe('0');
});

test('what others keep is not there for a stranger', async () => {
  const id = await open();
  const stranger = ground.as(testUser(['relief.fund.read', 'relief.fund.write', 'relief.fund.pay'], ground.other.path));
  const acts: ((ctx: Context) => Promise<unknown>)[] = [
    (ctx) => showCampaign(ctx, id),
    (ctx) => bankGifts(ctx, id, { amount: 1n, on: ON }),
    (ctx) => closeCampaign(ctx, id, 1),
  ];
  for (const act of acts) await expect(stranger(act)).rejects.toMatchObject({ code: 'kernel.not_found' });
});
