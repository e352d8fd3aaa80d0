import { importEnrolments, peopleById } from '#engines/roster';
import { coverageSchemesOf } from '#lines/relief';
import { addGift } from '../../../src/lines/relief/campaigns/gifts';
import { openCampaign } from '../../../src/lines/relief/campaigns/campaigns';
import { addAddition } from '../../../src/lines/relief/contributions/additions';
import { addContribution } from '../../../src/lines/relief/contributions/contributions';
import { takeFundList } from '../../../src/lines/relief/contributions/lists';
import { takeGoods } from '../../../src/lines/relief/goods/goods';
import { addPaymentFile } from '../../../src/lines/relief/payments/files';
import { preparePayment } from '../../../src/lines/relief/payments/payments';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { POINT } from './requests';

const ON = '2024-06-18';

/** Money for those in need of a work area: a contribution, an addition, a campaign with a gift and a list, an aid with a paper. */
export async function makeReliefThings(
  { act, people }: TestHouse,
  { unit, officer }: Place,
): Promise<Record<string, string>> {
  const personId = people[officer];
  const covered = { personId, to: 'covered', from: '2024-01-01', reason: '' } as const;
  await act((ctx) => importEnrolments(ctx, coverageSchemesOf.mutual_aid, [covered]));
  const contribution = await act((ctx) => addContribution(ctx, { personId, on: ON, way: 'cash' }));
  const received = { unitId: unit.id, amount: 100n, on: ON, way: 'bank', words: '行政拨入' } as const;
  const addition = await act((ctx) => addAddition(ctx, { ...received, kind: 'employer' }));
  const opened = { unitId: unit.id, title: `${unit.name}捐款`, cause: '家中失火', closesOn: '2024-07-18' } as const;
  const campaign = await act((ctx) => openCampaign(ctx, { ...opened, remainder: 'next' }));
  const gift = { giver: 'person', personId, isNamed: true, amount: 100n, on: ON, way: 'cash' } as const;
  const given = await act((ctx) => addGift(ctx, campaign.id, gift));
  const goods = await act((ctx) =>
    takeGoods(ctx, campaign.id, {
      ...{
        name: '大米',
        kind: 'food',
        size: '',
        measure: '公斤',
        condition: 'new',
        quantity: '5',
        estimate: 100n,
        on: ON,
      },
      ...{ giver: 'person', personId, isNamed: false },
    }),
  );
  const number = await act(async (ctx) => (await peopleById(ctx, [personId])).get(personId)!.staffNumber);
  const sheet = new TextEncoder().encode(`工号,捐款,本人同意\n${number},10,是\n`);
  const question = { name: 'a.csv', campaignId: campaign.id, on: ON, good: 1, sum: 10_00n };
  const list = await act((ctx) => takeFundList(ctx, question, sheet));
  const aid = { source: 'own', personId, purpose: 'illness', amount: 100n, reason: '住院', exception: '' } as const;
  const payment = await act((ctx) => preparePayment(ctx, aid));
  const file = await act((ctx) => addPaymentFile(ctx, payment.id, POINT, 'p.png'));
  const at = '/api/relief';
  return {
    [`${at}/contributions/:id`]: contribution.id,
    [`${at}/additions/:id`]: addition.id,
    [`${at}/fund-lists/:id`]: list.id,
    [`${at}/campaigns/:id`]: campaign.id,
    [`${at}/public-campaigns/:id`]: campaign.id,
    [`${at}/gifts/:id`]: given.id,
    [`${at}/goods-items/:id`]: goods.itemId,
    [`${at}/goods-moves/:id`]: goods.id,
    [`${at}/payments/:id`]: payment.id,
    [`${at}/payments/:id/files/:fileId`]: file.id,
  };
}
