import { z } from 'zod';
import { defineErrors, endpoint, pageOf, pageQuery, type PermissionName, MOST_FEN } from '#kernel/contract';
import { abilities, byId, day, fen, moneyDay, unitName, words } from '../terms';

export const goodsPermissions = [
  'finance.goods.read',
  'finance.goods.account',
  'finance.goods.keep',
  'finance.goods.approve',
] as const satisfies readonly PermissionName[];

export const goodsKinds = ['consumable', 'festival', 'prize'] as const;
export const moveKinds = ['bought', 'issued', 'returned', 'found', 'lost'] as const;

const read = 'finance.goods.read';
const keep = 'finance.goods.keep';
const account = 'finance.goods.account';
const path = '/api/finance/goods';

/** So many of a measure, to thousandths: `2.5`. */
const quantity = z.string().regex(/^\d{1,9}(\.\d{1,3})?$/);
const bookName = z.object({ id: z.uuid(), name: z.string() });
const entryName = z.object({ id: z.uuid(), month: z.string(), number: z.int().nullable() });
const reason = words(200, 2);

export const goodsRow = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(goodsKinds),
  measure: z.string(),
  isDivisible: z.boolean(),
  book: bookName,
  unit: unitName,
  onHand: z.string(),
  value: fen,
  isCounted: z.boolean(),
});
export type GoodsRow = z.infer<typeof goodsRow>;

export const goodsCount = z.object({
  id: z.uuid(),
  on: day,
  expected: z.string(),
  counted: z.string(),
  reason: z.string(),
  state: z.enum(['proposed', 'granted', 'refused']),
  proposedByName: z.string(),
  decidedByName: z.string().nullable(),
  decisionWords: z.string(),
  abilities,
});

export const goodsWhole = goodsRow.extend({ counts: z.array(goodsCount), abilities });
export type GoodsWhole = z.infer<typeof goodsWhole>;

export const goodsMove = z.object({
  id: z.uuid(),
  number: z.int(),
  kind: z.enum(moveKinds),
  on: day,
  /** Below zero what went out. */
  quantity: z.string(),
  value: fen,
  onHandAfter: z.string(),
  valueAfter: fen,
  words: z.string(),
  /** The buyer, or who was given it; persons are null to whoever may not read them. */
  person: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  unit: z.string(),
  issueId: z.uuid().nullable(),
  signedOn: day.nullable(),
  entry: entryName.nullable(),
  recordedByName: z.string(),
  abilities,
});
export type GoodsMove = z.infer<typeof goodsMove>;

const asked = z.object({
  unitId: z.uuid().optional(),
  bookId: z.uuid().optional(),
  kind: z.enum(goodsKinds).optional(),
  search: words(40).optional(),
});

export const listGoods = endpoint({
  name: 'finance.listGoods',
  method: 'GET',
  path,
  permission: read,
  summary: 'Goods in the stores within reach, with what is on hand and what it is worth.',
  query: pageQuery.extend(asked.shape),
  response: pageOf(goodsRow),
});

export const exportGoods = endpoint({
  name: 'finance.exportGoods',
  method: 'GET',
  path: `${path}.xlsx`,
  permission: read,
  summary: 'The same list as an Excel file.',
  query: asked,
  response: 'file',
});

export const addGoods = endpoint({
  name: 'finance.addGoods',
  method: 'POST',
  path,
  permission: account,
  summary: 'Puts goods on the register of a store.',
  body: z.object({
    ...{ bookId: z.uuid(), unitId: z.uuid(), name: words(60, 1), kind: z.enum(goodsKinds) },
    ...{ measure: words(10, 1), isDivisible: z.boolean() },
  }),
  response: goodsWhole,
  errors: ['finance.goods_book_unfit', 'finance.goods_place_unfit', 'finance.goods_name_taken'],
});

export const showGoods = endpoint({
  name: 'finance.showGoods',
  method: 'GET',
  path: `${path}/:id`,
  permission: read,
  summary: 'Goods with what is on hand, and how they were counted.',
  params: byId,
  response: goodsWhole,
});

export const listGoodsMoves = endpoint({
  name: 'finance.listGoodsMoves',
  method: 'GET',
  path: `${path}/:id/moves`,
  permission: read,
  summary: 'What came in and went out of goods, the latest first.',
  params: byId,
  query: pageQuery,
  response: pageOf(goodsMove),
});

export const exportGoodsMoves = endpoint({
  name: 'finance.exportGoodsMoves',
  method: 'GET',
  path: `${path}/:id/moves.xlsx`,
  permission: read,
  summary: 'The same sheet of movements as an Excel file.',
  params: byId,
  response: 'file',
});

export const receiveGoods = endpoint({
  name: 'finance.receiveGoods',
  method: 'POST',
  path: `${path}/:id/purchases`,
  permission: keep,
  summary: 'Takes what was bought into the store; never by who bought it.',
  params: byId,
  body: z.object({
    ...{ quantity, on: moneyDay, buyerId: z.uuid(), words: words(100) },
    value: fen.refine((sum) => sum >= 0n && sum <= MOST_FEN),
  }),
  response: goodsWhole,
  errors: ['finance.goods_quantity', 'finance.goods_own_buying'],
});

/** A person, who stands for the own unit, or a unit by itself. */
const receiver = z
  .object({ unitId: z.uuid().nullable().default(null), personId: z.uuid().nullable().default(null), quantity })
  .refine(({ unitId, personId }) => (unitId === null) !== (personId === null), { path: ['personId'] });

export const issueGoods = endpoint({
  name: 'finance.issueGoods',
  method: 'POST',
  path: `${path}/:id/issues`,
  permission: keep,
  summary: 'Hands goods out to units or persons, who sign for it on one list.',
  params: byId,
  body: z.object({ on: moneyDay, words: words(100, 2), to: z.array(receiver).min(1).max(500) }),
  response: z.object({ id: z.uuid() }),
  errors: ['finance.goods_quantity', 'finance.goods_short', 'finance.goods_receiver_twice'],
});

export const goodsIssue = z.object({
  id: z.uuid(),
  goods: z.object({ id: z.uuid(), name: z.string(), measure: z.string() }),
  store: z.string(),
  on: day,
  words: z.string(),
  quantity: z.string(),
  value: fen,
  handedOutBy: z.string(),
  moves: z.array(goodsMove),
  abilities,
});
export type GoodsIssue = z.infer<typeof goodsIssue>;

export const showGoodsIssue = endpoint({
  name: 'finance.showGoodsIssue',
  method: 'GET',
  path: '/api/finance/goods-issues/:id',
  permission: read,
  summary: 'What was handed out at one time, as the list that is signed.',
  params: byId,
  response: goodsIssue,
});

export const signGoods = endpoint({
  name: 'finance.signGoods',
  method: 'POST',
  path: '/api/finance/goods-issues/:id/signatures',
  permission: keep,
  summary: 'Notes that all who have not yet signed for what was handed out have signed, but for some.',
  params: byId,
  body: z.object({ on: moneyDay, moveIds: z.array(z.uuid()).min(1).max(500) }),
  response: goodsIssue,
  errors: ['finance.goods_signed'],
});

export const returnGoods = endpoint({
  name: 'finance.returnGoods',
  method: 'POST',
  path: '/api/finance/goods-moves/:id/return',
  permission: keep,
  summary: 'Takes back what was handed out, or a part of it, at the worth with which it went out.',
  params: byId,
  body: z.object({ quantity, reason }),
  response: goodsWhole,
  errors: ['finance.goods_quantity', 'finance.goods_not_issued', 'finance.goods_over_return'],
});

export const tieGoods = endpoint({
  name: 'finance.tieGoods',
  method: 'POST',
  path: '/api/finance/goods-moves/:id/entry',
  permission: account,
  summary: 'Names the entry by which a movement stands in the book; never by who made the movement.',
  params: byId,
  body: z.object({ entryId: z.uuid() }),
  response: goodsMove,
  errors: ['finance.goods_tied', 'finance.goods_entry_unfit'],
});

export const countGoods = endpoint({
  name: 'finance.countGoods',
  method: 'POST',
  path: `${path}/:id/counts`,
  permission: keep,
  summary: 'Proposes what was counted in the store, with the reason of the difference.',
  params: byId,
  body: z.object({ counted: quantity, reason }),
  response: goodsWhole,
  errors: ['finance.goods_quantity', 'finance.goods_count_open', 'finance.goods_count_even'],
});

export const decideGoodsCount = endpoint({
  name: 'finance.decideGoodsCount',
  method: 'POST',
  path: '/api/finance/goods-counts/:id/decide',
  permission: 'finance.goods.approve',
  summary: 'Takes a difference that was counted over into the register, or refuses it; never by who has counted.',
  params: byId,
  body: z.object({ isGranted: z.boolean(), words: words(200).default('') }),
  response: goodsWhole,
  errors: ['finance.goods_count_over', 'finance.goods_count_old'],
});

export const goodsCheck = z.object({
  book: bookName,
  on: day,
  code: z.string(),
  balance: fen,
  register: fen,
  difference: fen,
  /** Where both sides differ: by entry, and what names none. */
  rows: z.array(
    z.object({
      entry: entryName.extend({ words: z.string() }).nullable(),
      balance: fen,
      register: fen,
      difference: fen,
    }),
  ),
  /** The goods whose movements name no entry: what these are worth, and how many. */
  bare: z.array(z.object({ id: z.uuid(), name: z.string(), unitName: z.string(), moves: z.int(), amount: fen })),
  abilities,
});
export type GoodsCheck = z.infer<typeof goodsCheck>;

export const checkGoods = endpoint({
  name: 'finance.checkGoods',
  method: 'GET',
  path: '/api/finance/books/:id/goods-check',
  permission: read,
  summary: 'What the stores of a book hold beside its account of goods today.',
  params: byId,
  response: goodsCheck,
  errors: ['finance.goods_book_unfit'],
});

export const listGoodsEntries = endpoint({
  name: 'finance.listGoodsEntries',
  method: 'GET',
  path: '/api/finance/books/:id/goods-entries',
  permission: read,
  summary: 'Entries on the account of goods, the latest first, with what no movement names yet.',
  params: byId,
  response: z.object({ rows: z.array(entryName.extend({ on: day, words: z.string(), amount: fen, left: fen })) }),
  errors: ['finance.goods_book_unfit'],
});

export const goodsErrors = defineErrors({
  'finance.goods_book_unfit': 422,
  'finance.goods_place_unfit': 422,
  'finance.goods_name_taken': 409,
  'finance.goods_quantity': 422,
  'finance.goods_own_buying': 403,
  'finance.goods_short': 409,
  'finance.goods_receiver_twice': 422,
  'finance.goods_signed': 409,
  'finance.goods_not_issued': 409,
  'finance.goods_over_return': 409,
  'finance.goods_tied': 409,
  'finance.goods_entry_unfit': 409,
  'finance.goods_count_open': 409,
  'finance.goods_count_even': 409,
  'finance.goods_count_over': 409,
  'finance.goods_count_old': 409,
});
