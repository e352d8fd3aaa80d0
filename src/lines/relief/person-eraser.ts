import { voucherYearsOn } from '#engines/ledger';
import type { PersonEraser } from '#engines/roster';
import { keptCovers } from './store-person';
import { schemes } from './schemes';

/** Covers were paid for and paid out of: while the vouchers have to be kept, the register has to say who was covered. */
export const reliefEraser: PersonEraser = {
  name: 'relief',
  columns: ['relief.cover.person_id'],
  texts: { emptied: [], stay: ['relief.cover.plan'] },
  schemes: Object.values(schemes),
  keeps: async (ctx, ids) => {
    const today = ctx.clock.today();
    const { value: years, source } = await voucherYearsOn(ctx, today);
    const { until } = await keptCovers(ctx, ids, years);
    return until === null || until < today
      ? []
      : [
          {
            kind: 'law',
            what: 'relief:erasure.books',
            params: { years, until, source },
            until,
            link: '/relief/coverages',
          },
        ];
  },
  describe: async (ctx, ids) => {
    const { value: years } = await voucherYearsOn(ctx, ctx.clock.today());
    const { count } = await keptCovers(ctx, ids, years);
    return [{ what: 'relief:followed.covers', goes: 0, stays: count, why: 'relief:erasure.why' }];
  },
  erase: async () => undefined,
};
