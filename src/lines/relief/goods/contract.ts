import { z } from 'zod';
import { defineErrors, endpoint, fen, pageOf, pageQuery } from '#kernel/contract';
import { reason } from '../contributions/contract';
import { abilities, amount, byId, count, day, done, fundDay, unitName, words } from '../terms';

export const goodsErrors = defineErrors({
  'relief.goods_short': 409,
  'relief.goods_unclean': 409,
});

export const goodsKinds = ['clothing', 'bedding', 'food', 'daily', 'schooling', 'other'] as const;
export const goodsConditions = ['new', 'good', 'worn'] as const;
export const goodsWhats = ['given', 'taken_over', 'handed_out', 'passed_on'] as const;
export type GoodsKind = (typeof goodsKinds)[number];
export type GoodsCondition = (typeof goodsConditions)[number];
export type GoodsWhat = (typeof goodsWhats)[number];

/** Worn clothes and bedding go out disinfected; what is new needs nothing. */
export const needsCleaning = ({ kind, condition }: { kind: GoodsKind; condition: GoodsCondition }): boolean =>
  (kind === 'clothing' || kind === 'bedding') && condition !== 'new';

/** Exact decimal text, above nothing: `12` or `2.5`. */
export const goodsQuantity = z
  .string()
  .regex(/^\d{1,9}(\.\d{1,3})?$/)
  .refine((text) => /[1-9]/.test(text));
const quantity = z.string();

const sort = {
  name: words(40, 1),
  kind: z.enum(goodsKinds),
  size: words(20),
  measure: words(10, 1),
  condition: z.enum(goodsConditions),
};

/** Given + taken over = handed out + passed on + stock. */
const sums = {
  given: quantity,
  takenOver: quantity,
  handedOut: quantity,
  passedOn: quantity,
  stock: quantity,
};

export const goodsItem = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: sort.kind,
  size: z.string(),
  measure: z.string(),
  condition: sort.condition,
  ...sums,
  /** How much of it was disinfected, and the last day; null where that isn't asked for. */
  disinfected: z.object({ quantity, on: day.nullable(), byName: z.string().nullable() }).nullable(),
  abilities,
});
export type GoodsItem = z.infer<typeof goodsItem>;

const goodsByUnit = z.array(z.object({ unit: unitName.nullable(), gifts: count, estimate: fen }));

const campaign = '/api/relief/campaigns/:id';
const item = '/api/relief/goods-items/:id';
const move = '/api/relief/goods-moves/:id';
const read = 'relief.fund.read';
const write = 'relief.fund.write';
const pay = 'relief.fund.pay';

export const listGoods = endpoint({
  name: 'relief.listGoods',
  method: 'GET',
  path: `${campaign}/goods`,
  permission: read,
  summary: 'Goods of a campaign: of each sort what came in, was handed out and is there, and the givers’ units.',
  params: byId,
  isOneMoment: true,
  response: z.object({ items: z.array(goodsItem), byUnit: goodsByUnit, estimate: fen, abilities }),
});

export const takeGoods = endpoint({
  name: 'relief.takeGoods',
  method: 'POST',
  path: `${campaign}/goods`,
  permission: pay,
  summary: 'Takes in goods of a person of the staff, of a unit, or without a name; their worth is a memo.',
  params: byId,
  body: z.object({
    ...sort,
    giver: z.enum(['person', 'unit', 'anonymous']),
    personId: z.uuid().optional(),
    unitId: z.uuid().optional(),
    isNamed: z.boolean(),
    quantity: goodsQuantity,
    estimate: amount.nullable(),
    on: fundDay,
  }),
  response: z.object({ id: z.uuid(), itemId: z.uuid() }),
  errors: ['relief.campaign_closed', 'relief.campaign_days', 'relief.giver_unfit', 'relief.day_ahead'],
});

export const handOutGoods = endpoint({
  name: 'relief.handOutGoods',
  method: 'POST',
  path: `${item}/handouts`,
  permission: pay,
  summary: 'Hands goods out to somebody of the roster, a member or not.',
  params: byId,
  body: z.object({ personId: z.uuid(), quantity: goodsQuantity, isSigned: z.boolean(), on: fundDay }),
  response: byId,
  errors: ['relief.goods_short', 'relief.goods_unclean', 'relief.campaign_days', 'relief.day_ahead'],
});

export const signHandout = endpoint({
  name: 'relief.signHandout',
  method: 'POST',
  path: `${move}/sign`,
  permission: pay,
  summary: 'Notes that the receiver has signed the list.',
  params: byId,
  body: z.object({}),
  response: done,
  errors: ['relief.undone_already'],
});

export const disinfectGoods = endpoint({
  name: 'relief.disinfectGoods',
  method: 'POST',
  path: `${item}/disinfect`,
  permission: pay,
  summary: 'Notes that all that has come of a sort until now was disinfected.',
  params: byId,
  body: z.object({ on: fundDay }),
  response: done,
  errors: ['relief.campaign_days', 'relief.day_ahead'],
});

export const undoGoodsMove = endpoint({
  name: 'relief.undoGoodsMove',
  method: 'POST',
  path: `${move}/undo`,
  permission: pay,
  summary: 'Takes back what was taken in or handed out, with the reason.',
  params: byId,
  body: reason,
  response: done,
  errors: ['relief.undone_already', 'relief.goods_short', 'relief.campaign_closed'],
});

export const passOnGoods = endpoint({
  name: 'relief.passOnGoods',
  method: 'POST',
  path: `${campaign}/goods/remainder`,
  permission: write,
  summary: 'Passes on what is left of a closed campaign: to the next one, or to the stock for relief, as it said.',
  params: byId,
  body: z.object({ toCampaignId: z.uuid().optional() }),
  response: z.object({ sorts: count }),
  errors: ['relief.campaign_open', 'relief.campaign_closed', 'relief.no_remainder', 'relief.source_unfit'],
});

export const goodsMove = z.object({
  id: z.uuid(),
  what: z.enum(goodsWhats),
  on: day,
  name: z.string(),
  size: z.string(),
  measure: z.string(),
  condition: sort.condition,
  quantity,
  giver: z.enum(['person', 'unit', 'anonymous']).nullable(),
  /** Of the giver or the receiver; null of who gave without a name, and of what passed between campaigns. */
  who: z.string().nullable(),
  unit: unitName.nullable(),
  isNamed: z.boolean(),
  isSigned: z.boolean(),
  estimate: fen.nullable(),
  /** The campaign from which it came, or to which it went. */
  other: z.string().nullable(),
  byName: z.string(),
  undoReason: z.string().nullable(),
  abilities,
});
export type GoodsMove = z.infer<typeof goodsMove>;

const asked = z.object({ what: z.enum(goodsWhats).optional() });

export const listGoodsMoves = endpoint({
  name: 'relief.listGoodsMoves',
  method: 'GET',
  path: `${campaign}/goods-moves`,
  permission: read,
  summary: 'What was given to a campaign in goods and to whom it was handed out, the latest first.',
  params: byId,
  query: pageQuery.extend(asked.shape),
  response: pageOf(goodsMove),
});

export const exportGoodsMoves = endpoint({
  name: 'relief.exportGoodsMoves',
  method: 'GET',
  path: `${campaign}/goods-moves.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  params: byId,
  query: asked,
  response: 'file',
});

/** What everybody of the staff may see of goods: sorts with their sums, the givers' units, who agreed to be named. */
export const publicGoods = z.object({
  items: z.array(goodsItem.omit({ abilities: true, disinfected: true })),
  byUnit: goodsByUnit,
  named: z.array(z.object({ name: z.string(), what: z.string(), quantity, measure: z.string(), on: day })),
  receivers: count,
});

export const goodsEndpoints = [
  ...[listGoods, takeGoods, handOutGoods, signHandout, disinfectGoods, undoGoodsMove, passOnGoods],
  ...[listGoodsMoves, exportGoodsMoves],
] as const;
