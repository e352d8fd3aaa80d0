import { z } from 'zod';
import { text } from '#kernel';
import { formatFen } from '#kernel/contract';
import type { PersonContributor, PersonEraser, PersonFollower } from '#engines/roster';
import * as store from './store-person';

const columns = ['ahead', 'charge', 'exemption', 'list_row', 'payment', 'wage'].map(
  (table) => `membership.dues_${table}.person_id`,
);

const journal = z.object({
  charges: z.array(z.string()),
  payments: z.array(z.string()),
  exemptions: z.array(z.string()),
  wages: z.array(z.string()),
  lists: z.array(z.object({ list: z.string(), number: z.number() })),
  ahead: z.array(z.object({ book: z.string(), amount: z.string() })),
});

/** Months, payments, exemptions, wages and what was paid ahead go over; of a month that both have, each keeps the own. */
export const duesFollower: PersonFollower = {
  name: 'membership.dues',
  columns,
  describe: async (ctx, move) => {
    const { charges, payments, exemptions, wages, clashes } = await store.followableDues(ctx, move);
    const moves = charges.length + payments.length + exemptions.length + wages.length;
    return [{ what: 'membership:dues.followed', moves, clashes }];
  },
  follow: async (ctx, move) => {
    const { clashes: _, ...followed } = await store.followableDues(ctx, move);
    await store.bringDuesOver(ctx, move, followed);
    return followed satisfies z.input<typeof journal>;
  },
  undo: async (ctx, { from, to }, kept) => store.bringDuesOver(ctx, { from: to, to: from }, journal.parse(kept)),
};

/** What was owed and paid belongs to the books, which keep their own time; wages and reasons go. */
export const duesEraser: PersonEraser = {
  name: 'membership.dues',
  columns,
  texts: {
    emptied: [
      'membership.dues_list_row.cells',
      'membership.dues_list_row.reason',
      'membership.dues_exemption.reason',
      'membership.dues_payment.words',
      'membership.dues_payment.undo_reason',
    ],
    stay: [
      'membership.dues_charge.unit_path',
      'membership.dues_charge.exempt_by',
      'membership.dues_exemption.unit_path',
      'membership.dues_exemption.recorded_by_name',
      'membership.dues_exemption.ended_by_name',
      'membership.dues_payment.unit_path',
      'membership.dues_payment.way',
      'membership.dues_payment.recorded_by_name',
      'membership.dues_payment.undone_by_name',
    ],
  },
  // The ledger keeps a person whose postings the law keeps.
  keeps: async () => [],
  describe: async (ctx, ids) => {
    const { charges, payments, wages, exemptions } = await store.countDues(ctx, ids);
    const why = 'membership:dues.erasure.why';
    return [
      { what: 'membership:dues.erasure.wages', goes: wages, stays: 0, why: null },
      { what: 'membership:dues.erasure.reasons', goes: exemptions, stays: 0, why: null },
      { what: 'membership:dues.erasure.money', goes: 0, stays: charges + payments, why },
    ];
  },
  erase: (ctx, person) => store.emptyDues(ctx, person.ids),
};

/** Months and payments. */
export const duesContributor: PersonContributor = {
  name: 'membership.dues',
  collect: async (ctx, personId) => {
    const say = (key: string) => text(ctx.language, `membership:dues.exports.${key}`);
    const column = (key: string) => say(`columns.${key}`);
    const money = (fen: bigint | null) => (fen === null ? null : formatFen(fen));
    const { months, payments } = await store.keptDues(ctx, personId);
    return [
      {
        title: say('charges'),
        columns: ['month', 'base', 'due', 'collected', 'exempt'].map(column),
        rows: months.map((row) => [
          row.month.slice(0, 7),
          ...[money(row.base), money(row.due), money(row.collected), money(row.exempt)],
        ]),
      },
      {
        title: say('payments'),
        columns: ['on', 'amount', 'words'].map(column),
        rows: payments.map(({ on, amount, words }) => [on, money(amount), words]),
      },
    ];
  },
};
