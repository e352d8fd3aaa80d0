import { z } from 'zod';
import { text } from '#kernel';
import { formatFen } from '#kernel/contract';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import * as store from './store-person';

const columns = ['campaign', 'contribution', 'gift', 'goods_move', 'payment'].map(
  (table) => `relief.${table}.person_id`,
);

const journal = z.object({
  contributions: z.array(z.string()),
  gifts: z.array(z.string()),
  payments: z.array(z.string()),
  campaigns: z.array(z.string()),
  // What was followed before there were goods names none.
  goods: z.array(z.string()).default([]),
});

/** Contributions, gifts, aid and the campaigns for a person go over; of a period that both have paid, each keeps the own. */
export const fundFollower: PersonFollower = {
  name: 'relief.funds',
  columns,
  describe: async (ctx, move) => {
    const { contributions, gifts, payments, campaigns, goods, clashes } = await store.followableMoney(ctx, move);
    const moves = contributions.length + gifts.length + payments.length + campaigns.length;
    return [
      { what: 'relief:funds.followed', moves, clashes },
      { what: 'relief:funds.goods.followed', moves: goods.length, clashes: 0 },
    ];
  },
  follow: async (ctx, move) => {
    const { clashes: _, ...followed } = await store.followableMoney(ctx, move);
    await store.bringMoneyOver(ctx, move, followed);
    return followed satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => store.bringMoneyOver(ctx, { from: to, to: from }, journal.parse(kept)),
};

/** What came in and went out belongs to the books, which keep their own time; why somebody was helped goes. */
export const fundEraser: PersonEraser = {
  name: 'relief.funds',
  columns,
  texts: {
    emptied: [
      'relief.campaign.title',
      'relief.campaign.cause',
      'relief.contribution.undo_reason',
      'relief.gift.consent',
      'relief.gift.undo_reason',
      'relief.goods_move.undo_reason',
      'relief.payment.reason',
      'relief.payment.findings',
      'relief.payment.exception',
      'relief.payment.decision',
      'relief.payment.undo_reason',
    ],
    stay: [
      ...['unit_path', 'remainder', 'closed_by_name', 'created_by_name'].map((column) => `relief.campaign.${column}`),
      ...['unit_path', 'period', 'way', 'recorded_by_name', 'undone_by_name'].map(
        (column) => `relief.contribution.${column}`,
      ),
      ...['giver', 'way', 'recorded_by_name', 'undone_by_name'].map((column) => `relief.gift.${column}`),
      ...['what', 'giver', 'recorded_by_name', 'undone_by_name'].map((column) => `relief.goods_move.${column}`),
      ...['source', 'unit_path', 'account', 'purpose', 'state', 'way'].map((column) => `relief.payment.${column}`),
      ...['prepared_by_name', 'decided_by_name', 'paid_by_name', 'undone_by_name'].map(
        (column) => `relief.payment.${column}`,
      ),
    ],
  },
  // The ledger keeps a person whose postings the law keeps.
  keeps: async () => [],
  describe: async (ctx, ids) => {
    const { money, words } = await store.countMoney(ctx, ids);
    return [
      { what: 'relief:funds.erasure.words', goes: words, stays: 0, why: null },
      { what: 'relief:funds.erasure.money', goes: 0, stays: money, why: 'relief:funds.erasure.why' },
    ];
  },
  erase: (ctx, person) => store.emptyMoney(ctx, person.ids),
};

/** Contributions, gifts, aid. */
export const fundContributor: PersonContributor = {
  name: 'relief.funds',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `relief:funds.${key}`);
    const column = (key: string) => say(`columns.${key}`);
    const { contributions, gifts, aid, goods } = await store.keptMoney(ctx, personId);
    return [
      {
        title: say('copy.contributions'),
        columns: ['on', 'period', 'amount'].map(column),
        rows: contributions.map((row) => [row.on, row.period, formatFen(row.amount)]),
      },
      {
        title: say('copy.gifts'),
        columns: ['on', 'campaign', 'amount'].map(column),
        rows: gifts.map((row) => [row.on, row.title, formatFen(row.amount)]),
      },
      {
        title: say('goods.copyGiven'),
        columns: ['on', 'what', 'name', 'quantity', 'measure'].map((key) => say(`goods.columns.${key}`)),
        rows: goods.map(({ on, what, name, quantity, measure }) => [
          ...[on, say(`goods.whats.${what}`), name],
          ...[quantity, measure],
        ]),
      },
      {
        title: say('copy.aid'),
        columns: ['on', 'source', 'purpose', 'amount', 'reason'].map(column),
        rows: aid.map(({ on, source, purpose, amount, reason }) => [
          ...[on, say(`sources.${source}`), say(`purposes.${purpose}`)],
          ...[formatFen(amount), reason],
        ]),
      },
    ];
  },
};
