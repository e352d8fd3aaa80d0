import { newId } from '#kernel';

/** Bodies that can't be made from the schema alone, by the endpoints that take them. */
type Bodies = Record<string, Record<string, unknown>>;

/** What of a stranger's own they name. */
interface About {
  readonly unitId: string;
  readonly personId: string;
  readonly bookId: string;
}

/** Of the registers of assets and goods. */
export function assetBodies({ unitId, personId, bookId }: About, day: string): Bodies {
  const bought = { name: '电视机', class: 'electrical', boughtOn: day, cost: '1' };
  const line = { assetId: newId(), outcome: 'found', note: '' };
  return {
    'finance.addAsset': { ...bought, bookId, unitId, keeperId: personId },
    'finance.moveAsset': { version: 1, unitId, keeperId: personId, state: 'in_use', note: '' },
    'finance.openAssetCount': { bookId, unitId },
    'finance.noteAssetCount': { version: 1, lines: [line], extras: [] },
    'finance.addGoods': { bookId, unitId, name: '肥皂', kind: 'festival', measure: '块', isDivisible: false },
    'finance.receiveGoods': { quantity: '1', value: '1', on: day, buyerId: personId, words: '' },
    'finance.issueGoods body.to[].unitId': { on: day, words: '慰问', to: [{ quantity: '1' }] },
    'finance.issueGoods': { on: day, words: '慰问', to: [{ quantity: '1' }] },
    'finance.signGoods': { on: day, moveIds: [] },
  };
}

/** Of contests: the stranger's own takes teams, and its groups were set once. */
export function contestBodies({ unitId }: Pick<About, 'unitId'>): Bodies {
  const team = { name: '测试三队', unitId, members: [] };
  return {
    'contest.setGroups': { version: 2, groups: [{ name: '测试组' }] },
    'contest.enterEntrants': { entrants: [team] },
    ...Object.fromEntries(
      ['unitId', 'groupId', 'members[].personId'].map((field) => [
        `contest.enterEntrants body.entrants[].${field}`,
        { entrants: [team] },
      ]),
    ),
    'contest.changeEntrant': { name: '测试一队', version: 1, members: [] },
  };
}

/** Of aid and donations. */
export function reliefBodies({ unitId, personId }: About, day: string): Bodies {
  const aid = { source: 'own', personId, purpose: 'living', amount: '100', reason: '困难' };
  const gift = { giver: 'person', personId, isNamed: false, amount: '100', on: day, way: 'cash' };
  const sort = {
    name: '大米',
    kind: 'food',
    size: '',
    measure: '公斤',
    condition: 'new',
    quantity: '1',
    estimate: null,
  };
  const goods = { ...sort, giver: 'person', personId, isNamed: false, on: day };
  return {
    'relief.takeGoods': goods,
    'relief.takeGoods body.unitId': { ...goods, giver: 'unit', personId: undefined },
    'relief.handOutGoods': { quantity: '1', isSigned: false, on: day },
    'relief.addContribution': { personId, on: day, way: 'cash' },
    'relief.addAddition': { kind: 'employer', unitId, amount: '100', on: day, way: 'bank', words: '行政拨入' },
    'relief.openCampaign': { unitId, title: '又一次捐款', cause: '家中失火', closesOn: day, remainder: 'next' },
    'relief.addGift': gift,
    'relief.addGift body.unitId': { ...gift, giver: 'unit', personId: undefined },
    'relief.preparePayment': aid,
    'relief.preparePayment body.campaignId': { ...aid, source: 'donation' },
  };
}

/** Of commendations. */
export function honourBodies({ unitId, personId }: About, schemeId: string): Bodies {
  const days = { opensOn: '2024-06-01', nominateUntil: '2024-06-20', closeBy: '2024-07-31' };
  return {
    'honours.createScheme': { unitId, kind: 'individual', key: 'test.walked', name: '先进', definition: { most: 1 } },
    'honours.beginRound': { schemeId, name: '评选', year: 2024, ...days },
    'honours.setQuotas': { version: 1, reason: '机动', quotas: [{ unitId, seats: 1 }] },
    'honours.setReviewers': { version: 1, personIds: [personId] },
    'honours.nominate': { personId },
    'honours.nominate body.unitId': {},
    'honours.endReview': { version: 1, order: [], words: '会议' },
  };
}
