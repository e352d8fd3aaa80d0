/** Bodies of relief's acts that can't be made from the schema alone, about a person and a unit. */
export function reliefBodies(
  { personId, unitId }: { personId: string; unitId: string },
  day: string,
): Record<string, Record<string, unknown>> {
  const aid = { source: 'own', personId, purpose: 'living', amount: '100', reason: '困难' };
  const gift = { giver: 'person', personId, isNamed: false, amount: '100', on: day, way: 'cash' };
  return {
    'relief.addContribution': { personId, on: day, way: 'cash' },
    'relief.addAddition': { kind: 'employer', unitId, amount: '100', on: day, way: 'bank', words: '行政拨入' },
    'relief.openCampaign': { unitId, title: '又一次捐款', cause: '家中失火', closesOn: day, remainder: 'next' },
    'relief.addGift': gift,
    'relief.addGift body.unitId': { ...gift, giver: 'unit', personId: undefined },
    'relief.preparePayment': aid,
    'relief.preparePayment body.campaignId': { ...aid, source: 'donation' },
  };
}
